//! The checklist: what is to be done, by whom, by when.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{frame, row};
use crate::incident::Time;
use crate::incident::checklist::{Progress, Task};
use crate::incident::text::one_line;
use crate::tui::layout::inside;
use crate::tui::model::{Focus, Room};
use crate::tui::text::{fit, wrap};
use crate::tui::theme::{Slot, Theme};

/// How many columns the box and the number take; a click there ticks the task.
pub const BOX: u16 = 7;

/// Draws the pane.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = room.focus == Focus::Checklist;
    let (done, all) = room.state.checklist.done_of();
    let late = room.state.checklist.tasks().iter().filter(|task| task.overdue(now)).count();
    let below = below(room, inside(area));
    let more = if below > 0 { format!("↓{below} ") } else { String::new() };
    let progress = Span::styled(format!(" {done}/{all} {more}"), theme.style(Slot::Dim));
    let remarks = match late {
        0 => vec![Line::from(progress)],
        late => {
            let loud = |word: &str| Span::styled(format!(" {late} {word} "), theme.badge(Slot::Danger));
            vec![Line::from(vec![loud("overdue"), progress]), Line::from(loud("overdue")), Line::from(loud("late"))]
        }
    };
    let inner = frame(area, "Checklist", remarks, focused, theme, buffer);
    if all == 0 {
        let words = "Empty until a severity is set; t adds a task";
        for (number, line) in wrap(words, inner.width as usize).enumerate() {
            Span::styled(line, theme.style(Slot::Dim)).render(row(inner, number), buffer);
        }
        return;
    }
    let tasks = room.state.checklist.tasks();
    let mut y = 0;
    let first = first(room, inner);
    for (place, task) in tasks.iter().enumerate().skip(first) {
        let height = height(task, inner.width);
        if y >= inner.height as usize {
            break;
        }
        let at = Rect { height: height as u16, ..row(inner, y) }.intersection(inner);
        if focused && place == room.task {
            buffer.set_style(at, theme.selection());
        }
        draw_task(room, task, now, at, theme, buffer);
        y += height;
    }
}

/// The first task that is shown: the chosen one is in sight, or, with the focus elsewhere, the first open one.
fn first(room: &Room, inner: Rect) -> usize {
    let tasks = room.state.checklist.tasks();
    if room.focus != Focus::Checklist {
        let rows: usize = tasks.iter().map(|task| height(task, inner.width)).sum();
        let open = tasks.iter().position(Task::is_open).unwrap_or_default();
        return if rows <= inner.height as usize { 0 } else { open.saturating_sub(1) };
    }
    let mut first = room.task.min(tasks.len().saturating_sub(1));
    let mut used = tasks.get(first).map_or(0, |task| height(task, inner.width));
    while first > 0 {
        used += height(&tasks[first - 1], inner.width);
        if used > inner.height as usize {
            break;
        }
        first -= 1;
    }
    first
}

/// How many tasks are below the last one that can be seen whole.
fn below(room: &Room, inner: Rect) -> usize {
    let mut left = inner.height as usize;
    let fits = |task: &&Task| {
        let height = height(task, inner.width);
        let fits = height <= left;
        left = left.saturating_sub(height);
        fits
    };
    let from_here = &room.state.checklist.tasks()[first(room, inner)..];
    from_here.len() - from_here.iter().take_while(fits).count()
}

/// The task that stands in a row of the pane's inside.
pub fn place_at(room: &Room, inner: Rect, wanted: usize) -> Option<usize> {
    let tasks = room.state.checklist.tasks();
    let mut y = 0;
    for (place, task) in tasks.iter().enumerate().skip(first(room, inner)) {
        y += height(task, inner.width);
        if wanted < y {
            return Some(place);
        }
    }
    None
}

fn text_width(width: u16) -> usize {
    (width as usize).saturating_sub(BOX as usize).max(1)
}

/// An open task takes up to two rows for its text and one for its owner and due time; any other takes one.
fn height(task: &Task, width: u16) -> usize {
    text_rows(task, width) + usize::from(has_facts(task))
}

fn text_rows(task: &Task, width: u16) -> usize {
    let most = if task.is_open() { 2 } else { 1 };
    wrap(&one_line(&task.text), text_width(width)).take(most).count().max(1)
}

fn has_facts(task: &Task) -> bool {
    task.contested() || (task.is_open() && (task.owner().is_some() || task.due().is_some()))
}

fn draw_task(room: &Room, task: &Task, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (sign, style) = match task.progress() {
        Progress::Open => ("[ ]", theme.style(Slot::Text)),
        Progress::Done => ("[x]", theme.style(Slot::Dim)),
        Progress::Skipped(_) => ("[-]", theme.style(Slot::Dim).add_modifier(Modifier::CROSSED_OUT)),
    };
    let head = format!("{sign}{:>3} ", task.number);
    let sign_style = if task.is_open() { theme.style(Slot::Warning) } else { theme.style(Slot::Good) };
    Span::styled(head, sign_style).render(row(area, 0), buffer);
    let body = Rect { x: area.x.saturating_add(BOX).min(area.right()), width: area.width.saturating_sub(BOX), ..area };
    let text = one_line(&task.text);
    let lines: Vec<&str> = wrap(&text, text_width(area.width)).collect();
    let rows = text_rows(task, area.width);
    for (number, line) in lines.iter().take(rows).enumerate() {
        let cut = number + 1 == rows && lines.len() > rows;
        let line = if cut { fit(&format!("{line}…"), body.width as usize).into_owned() } else { (*line).to_owned() };
        Span::styled(line, style).render(row(body, number), buffer);
    }
    if has_facts(task) {
        facts(room, task, now, body.width, theme).render(row(body, rows), buffer);
    }
}

fn facts<'a>(room: &Room, task: &Task, now: Time, wide: u16, theme: &Theme) -> Line<'a> {
    let mut spans = Vec::new();
    if task.contested() {
        spans.push(Span::styled("CONTESTED ", theme.badge(Slot::Danger)));
    }
    if let Some(owner) = task.owner().filter(|_| task.is_open()) {
        spans.push(Span::styled(format!("@{} ", one_line(owner)), theme.style(Slot::Person)));
    }
    if let Some(due) = task.due().filter(|_| task.is_open()) {
        let zone = room.state.lifecycle.zone();
        let when = if zone.day(due) == zone.day(now) { zone.clock(due) } else { zone.datetime(due) };
        let (word, style) = if task.overdue(now) {
            (if wide < 26 { "LATE" } else { "OVERDUE since" }, theme.loud(Slot::Danger))
        } else {
            ("due", theme.style(Slot::Dim))
        };
        spans.push(Span::styled(format!("{word} {when}"), style));
    }
    Line::from(spans)
}
