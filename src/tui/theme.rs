//! Colours by what they mean. Colour never carries meaning alone: every style here has a word or a mark beside it.

use ratatui::style::{Color, Modifier, Style};

use crate::config::Config;
pub use crate::config::Slot;
use crate::incident::lifecycle::Status;
use crate::incident::timeline::EntryKind;

/// The styles of the room.
#[derive(Clone, Debug)]
pub struct Theme {
    config: Config,
    plain: bool,
}

impl Theme {
    /// The colours of the configuration. `plain` leaves all colours out (<https://no-color.org>).
    pub fn new(config: Config, plain: bool) -> Theme {
        Theme { config, plain }
    }

    fn color(&self, slot: Slot) -> Color {
        if self.plain { Color::Reset } else { self.config.color(slot) }
    }

    /// Writing in a slot's colour.
    pub fn style(&self, slot: Slot) -> Style {
        let style = Style::new().fg(self.color(slot));
        match slot {
            Slot::Dim | Slot::Border | Slot::Automatic if self.plain => style.add_modifier(Modifier::DIM),
            Slot::Focus if self.plain => style.add_modifier(Modifier::BOLD),
            _ => style,
        }
    }

    /// Writing that must be seen.
    pub fn loud(&self, slot: Slot) -> Style {
        self.style(slot).add_modifier(Modifier::BOLD)
    }

    /// A filled badge.
    pub fn badge(&self, slot: Slot) -> Style {
        if self.plain {
            return Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
        }
        self.loud(slot).add_modifier(Modifier::REVERSED)
    }

    /// What lies under the chosen line.
    pub fn selection(&self) -> Style {
        if self.plain {
            return Style::new().add_modifier(Modifier::REVERSED);
        }
        Style::new().bg(self.color(Slot::Selection)).add_modifier(Modifier::BOLD)
    }

    /// What lies under the header.
    pub fn header(&self) -> Style {
        Style::new().bg(self.color(Slot::Selection))
    }

    /// A found piece of text.
    pub fn found(&self) -> Style {
        if self.plain {
            Style::new().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().bg(self.color(Slot::Found))
        }
    }

    /// The style of an entry's mark and word.
    pub fn kind(&self, kind: EntryKind) -> Style {
        self.style(match kind {
            EntryKind::Note => Slot::Text,
            EntryKind::Alert => Slot::Alert,
            EntryKind::Finding => Slot::Finding,
            EntryKind::Decision => Slot::Decision,
            EntryKind::Action => Slot::Action,
            EntryKind::Command => Slot::Command,
            EntryKind::Update => Slot::Update,
            EntryKind::Status | EntryKind::Severity | EntryKind::Milestone => Slot::Status,
            EntryKind::Role | EntryKind::Task | EntryKind::Unknown => Slot::Automatic,
        })
    }

    /// The slot for a severity.
    pub fn severity(level: u8) -> Slot {
        match level {
            1 => Slot::Danger,
            2 => Slot::Warning,
            3 => Slot::Decision,
            _ => Slot::Finding,
        }
    }

    /// The slot for a status.
    pub fn status(status: Status) -> Slot {
        match status {
            Status::Investigating => Slot::Danger,
            Status::Identified => Slot::Warning,
            Status::Mitigated => Slot::Update,
            Status::Resolved => Slot::Good,
            Status::Closed | Status::Cancelled => Slot::Dim,
        }
    }
}

/// The mark of a kind of entry: one cell, different for each, so that it tells them apart without colour.
pub fn mark(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Note => "·",
        EntryKind::Alert => "▲",
        EntryKind::Finding => "◆",
        EntryKind::Decision => "■",
        EntryKind::Action => "►",
        EntryKind::Command => "$",
        EntryKind::Update => "»",
        EntryKind::Status => "●",
        EntryKind::Severity => "◣",
        EntryKind::Milestone => "○",
        EntryKind::Role => "◇",
        EntryKind::Task => "✓",
        EntryKind::Unknown => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::width;

    #[test]
    fn kinds_are_told_apart_by_their_mark_alone() {
        let mut marks: Vec<&str> = EntryKind::ALL.into_iter().map(mark).collect();
        assert!(marks.iter().all(|mark| width(mark) == 1));
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), EntryKind::ALL.len());
    }

    #[test]
    fn without_colour_nothing_is_coloured() {
        let own = Config::parse("[colors]\nalert = \"red\"\n", "config.toml").unwrap();
        assert_eq!(Theme::new(own.clone(), false).kind(EntryKind::Alert).fg, Some(Color::Red));
        let plain = Theme::new(own, true);
        assert_eq!(plain.kind(EntryKind::Alert).fg, Some(Color::Reset));
        assert_eq!(plain.selection().bg, None);
    }
}
