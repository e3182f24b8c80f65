//! The parts of the room, one file each.

pub mod bar;
pub mod checklist;
pub mod compose;
pub mod control;
pub mod footer;
pub mod header;
pub mod injects;
pub mod notice;
pub mod roles;
pub mod stack;
pub mod timeline;
pub mod updates;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Widget};

use super::layout::{Areas, inside};
use super::model::Room;
use super::text::{fit, width};
use super::theme::{Slot, Theme};
use crate::incident::Time;

/// How many rows the injects of an exercise would fill, or in the controller's view the ground truth. `now` is exercise
/// time (UTC).
pub fn wanted(room: &Room, areas: &Areas, now: Time, theme: &Theme) -> u16 {
    let rows = match &room.drill {
        None => 0,
        Some(drill) if drill.control => control::truth_rows(drill, inside(areas.truth).width as usize).len(),
        Some(_) => injects::wanted(room, now, inside(areas.injects).width as usize, theme),
    };
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws a pane's frame with its title at the left and, at the right, the first remark that fits; tells what is left
/// inside.
pub fn frame(
    area: Rect,
    title: &str,
    remarks: Vec<Line<'_>>,
    focused: bool,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Rect {
    let (border, style) = if focused {
        (theme.style(Slot::Focus), theme.loud(Slot::Focus))
    } else {
        (theme.style(Slot::Border), theme.style(Slot::Dim))
    };
    let title = format!(" {title} ");
    let room = (area.width as usize).saturating_sub(2);
    let remark = remarks.into_iter().find(|remark| width(&title) + remark.width() + 2 <= room);
    let mark = if focused { "▸" } else { "" };
    Block::new()
        .borders(Borders::TOP)
        .border_type(BorderType::Plain)
        .border_style(border)
        .title(Line::from(vec![Span::styled(mark, style), Span::styled(fit(&title, room).into_owned(), style)]))
        .title(remark.unwrap_or_default().right_aligned())
        .render(area, buffer);
    inside(area)
}

/// One row of a rectangle; empty below its end.
pub fn row(area: Rect, number: usize) -> Rect {
    let y = area.y.saturating_add(number as u16);
    Rect { y: y.min(area.bottom()), height: u16::from(y < area.bottom()), ..area }
}
