//! What has to be said now: a message, else the most urgent reminder in one row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::injects::source;
use super::row;
use crate::incident::text::{one_line, visible};
use crate::tui::drill::{UNDECLARED, frozen, over};
use crate::tui::model::{Model, Room};
use crate::tui::text::{fit, width, wrap};
use crate::tui::theme::{Slot, Theme};
use crate::tui::toast::Toast;

/// How many rows a message may take.
const TALLEST: usize = 4;

/// Draws the row; a message may need more of them, and where the room is too low for that it covers what is above.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    if let Some(toast) = &model.toast {
        draw_toast(toast, theme, area, buffer);
        return;
    }
    if area.is_empty() {
        return;
    }
    let Some(room) = model.room() else { return };
    if let Some((sign, words)) = of_exercise(room) {
        let words = fit(&words, (area.width as usize).saturating_sub(4)).into_owned();
        let spans = vec![
            Span::styled(sign, theme.badge(Slot::Focus)),
            Span::raw(" "),
            Span::styled(words, theme.loud(Slot::Text)),
        ];
        Line::from(spans).render(area, buffer);
        return;
    }
    let nudges = room.nudges(model.now);
    let Some(first) = nudges.first() else { return };
    let sentence = first.sentence();
    let more = if nudges.len() > 1 { format!("  +{} more", nudges.len() - 1) } else { String::new() };
    let room_left = (area.width as usize).saturating_sub(4);
    let tail = if width(&sentence) + width(&more) <= room_left { more } else { String::new() };
    let left = room_left - width(&tail);
    let spans = vec![
        Span::styled(" ! ", theme.badge(Slot::Danger)),
        Span::raw(" "),
        Span::styled(fit(&sentence, left).into_owned(), theme.loud(Slot::Danger)),
        Span::styled(tail, theme.style(Slot::Dim)),
    ];
    Line::from(spans).render(area, buffer);
}

/// What an exercise has to say: something has come that nobody has looked at, nothing is declared yet, it
/// stands, or it is over.
fn of_exercise(room: &Room) -> Option<(&'static str, String)> {
    let exercise = room.state.exercise.as_ref()?;
    if exercise.is_over() {
        return Some((" ■ ", over(room.focus).into()));
    }
    if exercise.clock.is_frozen() && room.drill.is_some() {
        return Some((" ■ ", frozen(room.focus).into()));
    }
    let drill = room.drill.as_ref();
    let unseen = drill.and_then(|drill| drill.scenario.inject(drill.unseen.as_deref()?));
    if let Some(inject) = unseen {
        let text = format!("{} {}: {}", inject.id, source(inject), inject.text);
        return Some((" ▼ ", one_line(&text).into_owned()));
    }
    (room.is_undeclared() && !room.is_control()).then(|| (" ! ", UNDECLARED.to_owned()))
}

/// How many rows a message takes in a terminal of this width.
pub fn rows(toast: &Toast, width: u16) -> u16 {
    lines(toast, width).len() as u16
}

fn lines(toast: &Toast, width: u16) -> Vec<String> {
    let text = visible(&toast.text);
    let wide = usize::from(width).saturating_sub(4);
    let mut lines: Vec<String> = wrap(&text, wide).take(TALLEST + 1).map(str::to_owned).collect();
    if lines.len() > TALLEST {
        lines.truncate(TALLEST);
        lines[TALLEST - 1] = fit(&format!("{}…", lines[TALLEST - 1]), wide).into_owned();
    }
    lines
}

fn draw_toast(toast: &Toast, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let lines = lines(toast, area.width);
    let height = (lines.len() as u16).min(area.bottom());
    let over = Rect { y: area.bottom() - height, height, ..area };
    Clear.render(over, buffer);
    let sign = if toast.slot == Slot::Good { " ✓ " } else { " ! " };
    for (number, line) in lines.iter().take(height as usize).enumerate() {
        let sign = if number == 0 { Span::styled(sign, theme.badge(toast.slot)) } else { Span::raw("   ") };
        let spans = vec![sign, Span::raw(" "), Span::styled(line.as_str(), theme.style(toast.slot))];
        Line::from(spans).render(row(over, number), buffer);
    }
}
