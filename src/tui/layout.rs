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
    /// The injects' frame, in an exercise.
    pub injects: Rect,
    /// What is really wrong: in the controller's view.
    pub truth: Rect,
    /// What comes next: in the controller's view.
    pub coming: Rect,
    /// Reminders and messages.
    pub notice: Rect,
    /// The compose line.
    pub compose: Rect,
    /// Keys that act now.
    pub footer: Rect,
}

/// From how many columns on the panes stand side by side.
pub const WIDE: u16 = 72;
/// How many rows what comes next takes, at most.
const COMING: u16 = 5;
/// How many rows the injects take, at least.
const INJECTS: u16 = 4;
/// How many rows the injects leave to the timeline, where they can.
const TIMELINE: u16 = 8;
/// How many rows the ground truth takes, at least.
const TRUTH: u16 = 6;

/// What is left of a terminal below the bar that an exercise has at its top.
pub fn below_bar(size: Size, exercise: bool) -> Rect {
    let bar = if exercise { size.height.min(1) } else { 0 };
    Rect::new(0, bar, size.width, size.height - bar)
}

/// What stands before every line of the timeline, so that no line of an exercise is taken for a real one; the whole word
/// wherever it leaves room for the line.
pub fn mark(size: Size, room: &Room) -> &'static str {
    match (room.state.is_exercise(), size.width) {
        (false, _) => "",
        (true, WIDE..) => "EXERCISE",
        (true, _) => "EX",
    }
}

/// What is left of a row's width beside such a mark.
pub fn beside(mark: &str, inner: Rect) -> Rect {
    let taken = if mark.is_empty() { 0 } else { mark.len() as u16 + 1 };
    Rect { x: (inner.x + taken).min(inner.right()), width: inner.width.saturating_sub(taken), ..inner }
}

impl Areas {
    /// The rectangles of the room in a terminal of this size.
    pub fn of(size: Size, room: &Room) -> Areas {
        let whole = below_bar(size, room.state.is_exercise());
        let header = match (whole.height, whole.width) {
            (0..=3, _) => 0,
            (4..=7, _) => 1,
            (_, ..WIDE) => 3,
            _ => 2,
        };
        let compose = if whole.height >= 20 { 3 } else { 1 };
        let rows = [
            Constraint::Length(header),
            Constraint::Min(0),
            Constraint::Length(if whole.height >= 9 { room.notice.clamp(1, whole.height / 3) } else { 0 }),
            Constraint::Length(compose),
            Constraint::Length(u16::from(whole.height >= 6)),
        ];
        let [header, panes, notice, compose, footer] = Layout::vertical(rows).areas(whole);
        let areas = Areas { header, notice, compose, footer, ..Areas::default() };
        if size.width < WIDE {
            return areas.one_pane(panes, room);
        }
        if room.is_control() {
            return areas.controlled(panes, room);
        }
        let side = (size.width / 3).clamp(28, 46);
        let [left, side] = Layout::horizontal([Constraint::Min(0), Constraint::Length(side)]).areas(panes);
        let injects = match &room.drill {
            None => 0,
            Some(drill) => {
                let most = if room.focus == Focus::Injects { left.height * 3 / 5 } else { left.height / 2 };
                let fair = left.height.saturating_sub(TIMELINE).max(left.height / 3);
                drill.wants.saturating_add(1).max(INJECTS).min(most).min(fair)
            }
        };
        let [injects, timeline] = Layout::vertical([Constraint::Length(injects), Constraint::Min(0)]).areas(left);
        let air = u16::from(side.height >= 24);
        let roles = (room.roles().len() as u16 + 1 + air).min(side.height * 2 / 5);
        let updates = (3 + air).min(side.height / 4);
        let columns = [Constraint::Length(roles), Constraint::Length(updates), Constraint::Min(0)];
        let [roles, updates, checklist] = Layout::vertical(columns).areas(side);
        Areas { timeline, roles, updates, checklist, injects, ..areas }
    }

    /// The controller's view: what comes and is awaited at the left, all else at the right.
    fn controlled(self, panes: Rect, room: &Room) -> Areas {
        let [injects, side] = Layout::horizontal([Constraint::Percentage(56), Constraint::Min(0)]).areas(panes);
        let coming = (side.height / 4).min(COMING);
        let roles = (room.roles().len() as u16 + 1).min(side.height / 5);
        let timeline = if room.focus == Focus::Truth { TIMELINE / 2 } else { TIMELINE };
        let left = side.height.saturating_sub(coming + roles + timeline).max(TRUTH);
        let wants = room.drill.as_ref().map_or(0, |drill| drill.wants).saturating_add(1);
        let rows = [
            Constraint::Length(wants.min(left)),
            Constraint::Length(coming),
            Constraint::Min(0),
            Constraint::Length(roles),
        ];
        let [truth, coming, timeline, roles] = Layout::vertical(rows).areas(side);
        Areas { injects, truth, coming, timeline, roles, ..self }
    }

    fn one_pane(mut self, pane: Rect, room: &Room) -> Areas {
        match room.focus {
            Focus::Compose if room.is_control() => self.injects = pane,
            Focus::Truth => {
                let coming = Constraint::Length((pane.height / 2).min(COMING));
                [self.truth, self.coming] = Layout::vertical([Constraint::Min(0), coming]).areas(pane);
            }
            Focus::Injects => self.injects = pane,
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
            Focus::Injects => self.injects,
            Focus::Truth => self.truth,
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
            40.. => (0, 8),
            _ => (0, 0),
        };
        Columns { kind, who, text: width.saturating_sub(Columns::FIXED + kind + who).max(1) }
    }
}
