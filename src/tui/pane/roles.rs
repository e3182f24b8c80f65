//! The roles: who holds which, since when.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{frame, row};
use crate::incident::Time;
use crate::incident::span::Span as Length;
use crate::incident::text::one_line;
use crate::tui::model::{Focus, Room};
use crate::tui::overlay::first_shown;
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::{Slot, Theme};

/// Draws the pane.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = room.focus == Focus::Roles;
    let inner = frame(area, "Roles", Vec::new(), focused, theme, buffer);
    let roles = room.roles();
    let tenures = room.state.tenures();
    let first = if focused { first_shown(room.role, inner.height as usize) } else { 0 };
    let names: Vec<String> = roles.iter().map(|role| name(room, role, inner.width as usize / 2)).collect();
    let name_width = names.iter().map(|name| width(name)).max().unwrap_or(0) + 1;
    let name_width = name_width.min(inner.width as usize * 3 / 5);
    for (number, role) in roles.iter().enumerate().skip(first).take(inner.height as usize) {
        let at = row(inner, number - first);
        if focused && number == room.role {
            buffer.set_style(at, theme.selection());
        }
        let rivals = room.state.roles.rivals(role);
        let (holder, style) = match (rivals.as_slice(), room.state.roles.holder(role)) {
            ([], Some(holder)) => (one_line(holder).into_owned(), theme.style(Slot::Person)),
            ([], None) => ("–".to_owned(), theme.style(Slot::Dim)),
            (rivals, _) => (format!("CONTESTED {}", one_line(&rivals.join(" / "))), theme.badge(Slot::Danger)),
        };
        let since = tenures.iter().rev().find(|tenure| tenure.role == *role && tenure.to.is_none());
        let since = since.and_then(|tenure| Length::between(tenure.from, now)).map(brief).unwrap_or_default();
        let room_left = (inner.width as usize).saturating_sub(name_width);
        let since_fits = width(&holder) + width(&since) < room_left;
        let holder_width = if since_fits { room_left - width(&since) } else { room_left };
        let mut spans = vec![
            Span::styled(pad(&names[number], name_width.saturating_sub(1)) + " ", theme.style(Slot::Dim)),
            Span::styled(fit(&holder, holder_width).into_owned(), style),
        ];
        if since_fits {
            spans.push(Span::raw(" ".repeat(holder_width - width(&holder))));
            spans.push(Span::styled(since, theme.style(Slot::Dim)));
        }
        Line::from(spans).render(at, buffer);
    }
}

/// A role's name, or its first other word where the name is too long for the room there is.
fn name(room: &Room, role: &str, most: usize) -> String {
    let name = one_line(role).into_owned();
    let other =
        || room.state.lifecycle.playbook().role(role)?.aliases.first().map(|alias| one_line(alias).into_owned());
    if width(&name) <= most { name } else { other().unwrap_or(name) }
}

/// A length in whole minutes, short: `42m`, `3h05m`, `2d`.
fn brief(length: Length) -> String {
    let minutes = length.ms() / 60_000;
    match minutes {
        0..60 => format!("{minutes}m"),
        60..1440 => format!("{}h{:02}m", minutes / 60, minutes % 60),
        _ => format!("{}d", minutes / 1440),
    }
}
