//! The compose line, and above it what it could be completed to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Clear, Widget};

use super::row;
use crate::incident::text::one_line;
use crate::tui::model::{Focus, Room};
use crate::tui::overlay::first_shown;
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::{Slot, Theme};

/// How many completions are shown at once.
const MOST: usize = 8;

/// Draws the line; tells where the cursor stands.
pub fn draw(room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let focused = room.focus == Focus::Compose;
    let line = if area.height >= 3 {
        let style = if focused { theme.style(Slot::Focus) } else { theme.style(Slot::Border) };
        Block::new()
            .borders(Borders::TOP | Borders::BOTTOM)
            .border_type(BorderType::Plain)
            .border_style(style)
            .render(area, buffer);
        row(area, 1)
    } else {
        row(area, 0)
    };
    if line.is_empty() {
        return None;
    }
    let sign = if focused { theme.loud(Slot::Focus) } else { theme.style(Slot::Dim) };
    Span::styled(" › ", sign).render(line, buffer);
    let field = Rect { x: (line.x + 3).min(line.right()), width: line.width.saturating_sub(3), ..line };
    if room.compose.is_empty() {
        let words = if room.is_control() && focused {
            "note what you observe and press Enter;  / verbs"
        } else if room.is_undeclared() && focused {
            "/declare TITLE once you take it for an incident"
        } else if focused {
            "type what you see and press Enter;  / verbs   -5m text back-dates   @ names"
        } else {
            "i or Esc to write"
        };
        Span::styled(fit(words, field.width as usize).into_owned(), theme.style(Slot::Dim)).render(field, buffer);
    }
    let (text, column) = room.compose.window(field.width as usize);
    if !room.compose.is_empty() {
        Span::raw(text).render(field, buffer);
    }
    focused.then(|| Position::new((field.x + column).min(field.right().saturating_sub(1)), field.y))
}

/// Draws the completions above the line.
pub fn draw_completions(room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let room_above = area.y as usize;
    let shown = room.completions.len().min(MOST).min(room_above.saturating_sub(1));
    if shown == 0 || room.focus != Focus::Compose {
        return;
    }
    let names = room.completions.iter().map(|completion| width(&one_line(&completion.text))).max().unwrap_or(0);
    let names = names.clamp(4, 28);
    let helps = room.completions.iter().map(|completion| width(&one_line(&completion.help))).max().unwrap_or(0);
    let wide = (names + helps + 5).min(area.width as usize) as u16;
    let frame = Rect { x: area.x, y: area.y - shown as u16, width: wide, height: shown as u16 };
    Clear.render(frame, buffer);
    buffer.set_style(frame, theme.header());
    let first = first_shown(room.completion, shown);
    for (number, completion) in room.completions.iter().skip(first).take(shown).enumerate() {
        let at = row(frame, number);
        let marked = first + number == room.completion;
        if marked {
            buffer.set_style(at, theme.selection());
        }
        let help_width = (wide as usize).saturating_sub(names + 5);
        let spans = vec![
            Span::styled(if marked { " ▸ " } else { "   " }, theme.loud(Slot::Focus)),
            Span::styled(pad(&one_line(&completion.text), names), theme.style(Slot::Text)),
            Span::raw("  "),
            Span::styled(fit(&one_line(&completion.help), help_width).into_owned(), theme.style(Slot::Dim)),
        ];
        Line::from(spans).render(at, buffer);
    }
}
