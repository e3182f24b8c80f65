//! The updates: who was told when, and when the next word is due.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{frame, row};
use crate::incident::span::Span as Length;
use crate::incident::updates::Audience;
use crate::incident::{State, Time};
use crate::tui::model::{Focus, Room};
use crate::tui::text::pad;
use crate::tui::theme::{Slot, Theme};

/// How long before it is due an update's countdown becomes loud.
const SOON: Length = Length::minutes(3);

/// Draws the pane.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let focused = room.focus == Focus::Updates;
    let inner = frame(area, "Updates", Vec::new(), focused, theme, buffer);
    let zone = room.state.lifecycle.zone();
    for (number, audience) in Audience::ALL.into_iter().enumerate() {
        let wide = inner.width >= 30;
        let at = room.state.last_update(audience).map(|(_, at)| at);
        let told = match at {
            Some(at) if zone.day(at) == zone.day(now) => zone.clock(at),
            Some(at) => zone.date(at)[5..].to_owned(),
            None if wide => "not told yet".to_owned(),
            None => "–".to_owned(),
        };
        let told = if wide && at.is_some() { format!("told {told}") } else { told };
        let told_style = if at.is_none() { theme.style(Slot::Dim) } else { theme.style(Slot::Text) };
        let mut spans = vec![
            Span::styled(pad(audience.word(), 10), theme.style(Slot::Dim)),
            Span::styled(pad(&told, if wide { 13 } else { 6 }), told_style),
        ];
        if let Some((words, style)) = countdown(&room.state, audience, now, theme) {
            spans.push(Span::styled(words, style));
        }
        Line::from(spans).render(row(inner, number), buffer);
    }
}

/// How long until an audience is to be told, as `in 04:12` or `LATE 02:10`, and how loud that is.
pub fn countdown(state: &State, audience: Audience, now: Time, theme: &Theme) -> Option<(String, Style)> {
    let due = state.update_due(audience)?;
    let clock = |length: Length| {
        let clock = length.clock();
        clock.strip_prefix("00:").map_or(clock.clone(), str::to_owned)
    };
    Some(match Length::between(now, due) {
        Some(left) if left > SOON => (format!("in {}", clock(left)), theme.style(Slot::Text)),
        Some(left) => (format!("in {}", clock(left)), theme.loud(Slot::Warning)),
        None => {
            let late = Length::between(due, now).unwrap_or(Length::seconds(0));
            (format!("LATE {}", clock(late)), theme.badge(Slot::Danger))
        }
    })
}
