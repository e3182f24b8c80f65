//! Drawing the hot wash.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::HotWash;
use super::part::Part;
use super::rows::{Row, Words};
use crate::incident::text::{one_line, visible};
use crate::tui::blocks::{self, Block, lines};
use crate::tui::model::{Model, Room};
use crate::tui::pane::{self, frame, row};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme};

/// The rows of a text at most: of the chosen row, and of the others.
const TALLEST: (usize, usize) = (8, 2);
/// The widest that stands before a text.
const LEAD: usize = 14;
/// What a text needs beside what stands at its right.
const BESIDE: usize = 24;

/// Draws the hot wash into an area; tells where the cursor stands, which is nowhere.
pub fn draw(model: &Model, wash: &HotWash, room: &Room, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = &model.theme;
    let rows =
        [Constraint::Length(area.height.min(1)), Constraint::Min(0), Constraint::Length(u16::from(area.height >= 4))];
    let [header, body, footer] = Layout::vertical(rows).areas(area);
    draw_header(wash, room, header, theme, buffer);
    if body.width > 2 && body.height > 1 {
        draw_body(wash, body, theme, buffer);
    }
    pane::footer::draw(model, footer, buffer);
    if model.toast.is_some() {
        let last = Rect { y: body.bottom().saturating_sub(1), height: body.height.min(1), ..body };
        pane::notice::draw(model, last, buffer);
    }
    None
}

/// That it is an exercise, the parts with the one that is shown, and whether all is saved.
fn draw_header(wash: &HotWash, room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    buffer.set_style(area, theme.header());
    let saved = match (room.unsaved.is_empty(), room.saving.is_empty()) {
        (false, _) => Span::styled(" NOT SAVED ", theme.badge(Slot::Danger)),
        (true, false) => Span::styled(" saving … ", theme.style(Slot::Warning)),
        (true, true) => Span::styled(" saved ", theme.style(Slot::Good)),
    };
    let badge = Span::styled(" EXERCISE ", theme.badge(Slot::Warning));
    let name = Span::styled(" HOT WASH ", theme.loud(Slot::Text));
    let left = (area.width as usize).saturating_sub(badge.width() + saved.width());
    let long = steps(wash.part, true, theme);
    let short = steps(wash.part, false, theme);
    let mut spans = vec![badge];
    match (long.width(), short.width()) {
        (wide, _) if wide + name.width() <= left => spans.extend([name].into_iter().chain(long.spans)),
        (wide, _) if wide <= left => spans.extend(long.spans),
        (_, wide) if wide <= left => spans.extend(short.spans),
        _ => spans.push(Span::styled(fit(&alone(wash.part), left).into_owned(), theme.loud(Slot::Focus))),
    }
    let saved_width = saved.width() as u16;
    let beside = Rect { x: area.right().saturating_sub(saved_width), width: saved_width, ..area };
    saved.render(beside.intersection(area), buffer);
    Line::from(spans).render(area, buffer);
}

/// The part that is shown, with its place among the others.
fn alone(part: Part) -> String {
    format!("[{}/{} {}]", part as usize + 1, Part::ALL.len(), part.title())
}

/// The parts; in short, only the one that is shown has its name.
fn steps(shown: Part, long: bool, theme: &Theme) -> Line<'static> {
    let step = |(number, part): (usize, Part)| match (part == shown, long) {
        (true, _) => Span::styled(format!("[{number} {}]", part.title()), theme.loud(Slot::Focus)),
        (false, true) => Span::styled(format!(" {number} {} ", part.title()), theme.style(Slot::Dim)),
        (false, false) => Span::styled(format!(" {number} "), theme.style(Slot::Dim)),
    };
    Line::from_iter((1..).zip(Part::ALL).map(step))
}

fn draw_body(wash: &HotWash, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let title = format!("{}: {}", wash.part.title(), one_line(&wash.scenario.exercise.title));
    let inner = frame(area, &title, Vec::new(), true, theme, buffer);
    let wide = inner.width as usize;
    let height = inner.height as usize;
    // The list itself has at least two thirds.
    let most = height / 3;
    let mut head: Vec<Line<'_>> = Vec::new();
    for line in wrap(&wash.standing, wide).take(most.max(usize::from(height > 1))).filter(|line| !line.is_empty()) {
        head.push(Line::styled(line, theme.loud(Slot::Focus)));
    }
    let advice: Vec<&str> = wrap(wash.part.advice(), wide).collect();
    if head.len() + advice.len() < most {
        head.extend(advice.into_iter().map(|line| Line::styled(line, theme.style(Slot::Dim))));
        head.push(Line::default());
    }
    let used = head.len();
    for (number, line) in head.into_iter().enumerate() {
        line.render(row(inner, number), buffer);
    }
    let rest = Rect { y: inner.y + used as u16, height: inner.height - used as u16, ..inner };
    match wash.rows.is_empty() {
        true => draw_empty(wash, rest, theme, buffer),
        false => draw_rows(wash, rest, theme, buffer),
    }
}

/// Why there is nothing to see.
fn draw_empty(wash: &HotWash, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let words = match wash.locked {
        true => {
            "First rate yourselves: what was computed comes after that. Tab goes on, c compares without rating all."
        }
        false => "Nothing stands here. Tab goes on.",
    };
    for (number, line) in wrap(words, area.width as usize).enumerate() {
        Span::styled(line, theme.loud(Slot::Warning)).render(row(area, number), buffer);
    }
}

fn draw_rows(wash: &HotWash, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let lead = wash.rows.iter().map(|row| width(&one_line(&row.lead.text))).max().unwrap_or(0);
    let lead = lead.min(LEAD).min(area.width as usize / 3);
    let block = |place: usize| {
        let (one, chosen) = (&wash.rows[place], place == wash.row);
        let heading = Line::styled(fit(one.above, area.width as usize).into_owned(), theme.loud(Slot::Dim));
        let above = if one.above.is_empty() { Vec::new() } else { vec![heading] };
        Block { above, rows: item(one, chosen, lead, area.width as usize, theme), chosen }
    };
    let ahead = area.height as usize / 2;
    blocks::draw((wash.rows.len(), wash.row, ahead), block, area, theme.selection(), buffer);
}

fn item(one: &Row, chosen: bool, lead: usize, wide: usize, theme: &Theme) -> Vec<Line<'static>> {
    let most = if chosen { TALLEST.0 } else { TALLEST.1 };
    let style = |words: &Words| if words.loud { theme.loud(words.slot) } else { theme.style(words.slot) };
    let indent = if lead == 0 { 0 } else { lead + 1 };
    let left = wide.saturating_sub(indent);
    let tail = one_line(&one.tail.text).into_owned();
    let beside = !tail.is_empty() && left >= width(&tail) + BESIDE;
    let room = if beside { left - width(&tail) - 2 } else { left };
    let mut rows = Vec::new();
    for (number, text) in lines(&visible(&one.text), room, most).into_iter().enumerate() {
        let before = if number == 0 { pad(&fit(&one_line(&one.lead.text), lead), indent) } else { " ".repeat(indent) };
        let mut spans = vec![Span::styled(before, style(&one.lead))];
        if number == 0 && beside {
            spans.push(Span::styled(pad(&text, room + 2), theme.style(Slot::Text)));
            spans.push(Span::styled(tail.clone(), style(&one.tail)));
        } else {
            spans.push(Span::styled(text, theme.style(Slot::Text)));
        }
        rows.push(Line::from(spans));
    }
    let under = (!beside && !tail.is_empty()).then_some(&one.tail);
    for words in under.into_iter().chain(&one.notes) {
        for text in lines(&visible(&words.text), left, most) {
            rows.push(Line::from(vec![Span::raw(" ".repeat(indent)), Span::styled(text, style(words))]));
        }
    }
    rows
}
