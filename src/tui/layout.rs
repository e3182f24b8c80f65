//! Where everything stands, from the size alone; `update` and `view` ask the same question and get the same answer.

use ratatui::layout::{Constraint, Layout, Rect, Size};

use super::model::{Focus, Room};

/// The rectangles of the room. What does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Severity, title, status, clock; commander, next update, saved, zone.
    pub header: Rect,
    /// The timeline's frame.
    pub timeline: Rect,
    /// The roles' frame.
    pub roles: Rect,
    /// The updates' frame.
    pub updates: Rect,
    /// The checklist's frame.
    pub checklist: Rect,
    /// Reminders and messages.
    pub notice: Rect,
    /// The compose line.
    pub compose: Rect,
    /// Keys that act now.
    pub footer: Rect,
}

/// From how many columns on the panes stand side by side.
pub const WIDE: u16 = 72;

impl Areas {
    /// The rectangles of the room in a terminal of this size.
    pub fn of(size: Size, room: &Room) -> Areas {
        let whole = Rect::new(0, 0, size.width, size.height);
        let header = match (size.height, size.width) {
            (0..=3, _) => 0,
            (4..=7, _) => 1,
            (_, ..WIDE) => 3,
            _ => 2,
        };
        let compose = if size.height >= 20 { 3 } else { 1 };
        let rows = [
            Constraint::Length(header),
            Constraint::Min(0),
            Constraint::Length(u16::from(size.height >= 9)),
            Constraint::Length(compose),
            Constraint::Length(u16::from(size.height >= 6)),
        ];
        let [header, panes, notice, compose, footer] = Layout::vertical(rows).areas(whole);
        let areas = Areas { header, notice, compose, footer, ..Areas::default() };
        if size.width < WIDE {
            return areas.one_pane(panes, room.focus);
        }
        let side = (size.width / 3).clamp(28, 46);
        let [timeline, side] = Layout::horizontal([Constraint::Min(0), Constraint::Length(side)]).areas(panes);
        let air = u16::from(side.height >= 24);
        let roles = (room.roles().len() as u16 + 1 + air).min(side.height * 2 / 5);
        let updates = (3 + air).min(side.height / 4);
        let columns = [Constraint::Length(roles), Constraint::Length(updates), Constraint::Min(0)];
        let [roles, updates, checklist] = Layout::vertical(columns).areas(side);
        Areas { timeline, roles, updates, checklist, ..areas }
    }

    fn one_pane(mut self, pane: Rect, focus: Focus) -> Areas {
        match focus {
            Focus::Compose | Focus::Timeline => self.timeline = pane,
            Focus::Roles => self.roles = pane,
            Focus::Checklist => self.checklist = pane,
            Focus::Updates => self.updates = pane,
        }
        self
    }

    /// The frame of a pane.
    pub fn pane(&self, focus: Focus) -> Rect {
        match focus {
            Focus::Compose => self.compose,
            Focus::Timeline => self.timeline,
            Focus::Roles => self.roles,
            Focus::Checklist => self.checklist,
            Focus::Updates => self.updates,
        }
    }
}

/// The inside of a pane's frame: one row for the title, one column at the left.
pub fn inside(frame: Rect) -> Rect {
    Rect {
        x: frame.x.saturating_add(1).min(frame.right()),
        y: frame.y.saturating_add(1).min(frame.bottom()),
        width: frame.width.saturating_sub(2),
        height: frame.height.saturating_sub(1),
    }
}

/// The columns of a timeline row before its text, and the width left for the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The kind's word, or 0 where only its mark is shown.
    pub kind: usize,
    /// The person's name, or 0 where it stands before the text.
    pub who: usize,
    /// The text.
    pub text: usize,
}

impl Columns {
    /// Time and mark take this many cells.
    pub const FIXED: usize = 9;

    /// For a timeline of this inner width.
    pub fn of(width: u16) -> Columns {
        let width = width as usize;
        let (kind, who) = match width {
            70.. => (10, 10),
            44.. => (0, 8),
            _ => (0, 0),
        };
        Columns { kind, who, text: width.saturating_sub(Columns::FIXED + kind + who).max(1) }
    }
}
