//! Everything that is shown, as plain data: `update` changes it, `view` draws it.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::{Rect, Size};

use super::action::Context;
use super::drill::Drill;
use super::drills::Drills;
use super::hotwash;
use super::keymap::Keymap;
use super::layer::Layer;
use super::layout;
use super::opening::Opening;
use super::prompt::Prompt;
use super::review::Editor;
use super::theme::Theme;
use super::timeline::TimelineView;
use super::toast::Toast;
use crate::incident::checklist::Task;
use crate::incident::nudge::{Missing, Nudge, nudges};
use crate::incident::playbook::Playbook;
use crate::incident::timeline::Entry;
use crate::incident::zone::Zone;
use crate::incident::{State, Time};
use crate::journal::Damage;
use crate::journal::shelf::{Listed, Shelf};
use crate::postmortem::Template;
use crate::session::Request;
use crate::verb::Completion;

/// The whole screen.
#[derive(Debug)]
pub struct Model {
    /// What time it is for those who act (UTC): in an exercise its own time, else that of the wall clock.
    pub now: Time,
    /// The wall clock (UTC).
    pub wall: Time,
    /// The terminal, in cells.
    pub size: Size,
    /// Colours.
    pub theme: Theme,
    /// Keys.
    pub keymap: Keymap,
    /// Who sits here.
    pub who: String,
    /// What was agreed beforehand, for new incidents.
    pub playbook: Playbook,
    /// The zone of this machine, for the start screen and new incidents.
    pub zone: Zone,
    /// Whether overdue updates ring.
    pub bell: bool,
    /// Start screen or room.
    pub screen: Screen,
    /// What lies over it; the last one takes the keys.
    pub layers: Vec<Layer>,
    /// A short message.
    pub toast: Option<Toast>,
    /// Whether the last key would have left and a warning was given instead.
    pub warned: bool,
    /// What was typed for a room that did not open.
    pub begun: String,
    /// Whether the incident is opened to write its report.
    pub to_review: bool,
    /// How reports are told.
    pub template: Template,
    /// Where something real is declared that happens during an exercise.
    pub real: Option<Shelf>,
    /// Whether exercises are seen as their controller sees them.
    pub control: bool,
    /// What has changed since the last frame.
    pub change: Change,
}

/// What of the screen does not say any more what the model says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    #[default]
    Nothing,
    /// The compose line, in which a letter was written.
    Line,
    /// The timeline, in which somebody moved.
    Timeline,
    /// Perhaps everything.
    All,
}

impl Change {
    /// This change and another one.
    pub fn and(self, other: Change) -> Change {
        match (self, other) {
            (Change::Nothing, other) => other,
            (this, Change::Nothing) => this,
            (this, other) if this == other => this,
            _ => Change::All,
        }
    }
}

/// What fills the terminal.
#[derive(Debug)]
pub enum Screen {
    /// The list of incidents.
    Start(Start),
    /// An incident is being opened.
    Opening(Opening),
    /// The scenarios.
    Drills(Box<Drills>),
    /// One incident.
    Room(Box<Room>),
}

/// The list of incidents: open ones first, then past ones.
#[derive(Debug, Default)]
pub struct Start {
    /// What is on the shelf; `None` while it is being read.
    pub incidents: Option<Vec<Listed>>,
    /// Folders that could not be read, with the reason.
    pub unlisted: Vec<String>,
    /// Which one is chosen.
    pub selected: usize,
}

impl Start {
    /// The chosen incident.
    pub fn chosen(&self) -> Option<&Listed> {
        self.incidents.as_ref()?.get(self.selected)
    }
}

/// Which part of the room has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The compose line.
    Compose,
    /// The timeline.
    Timeline,
    /// The roles.
    Roles,
    /// The checklist.
    Checklist,
    /// The updates.
    Updates,
    /// The injects of an exercise.
    Injects,
    /// What is really wrong, in the controller's view.
    Truth,
}

impl Focus {
    /// The panes, in the order of Tab.
    pub const PANES: [Focus; 4] = [Focus::Timeline, Focus::Roles, Focus::Updates, Focus::Checklist];

    /// The same in an exercise.
    pub const EXERCISE_PANES: [Focus; 5] =
        [Focus::Injects, Focus::Timeline, Focus::Roles, Focus::Updates, Focus::Checklist];

    /// The same in the controller's view of an exercise.
    pub const CONTROL_PANES: [Focus; 4] = [Focus::Injects, Focus::Truth, Focus::Timeline, Focus::Roles];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Focus::Compose => "Log",
            Focus::Timeline => "Timeline",
            Focus::Roles => "Roles",
            Focus::Checklist => "Checklist",
            Focus::Updates => "Updates",
            Focus::Injects => "Injects",
            Focus::Truth => "Ground truth",
        }
    }
}

/// A line that is on its way to the disk, or did not get there.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What was asked.
    pub request: Request,
    /// As it is shown.
    pub text: String,
}

/// One incident.
#[derive(Debug)]
pub struct Room {
    /// The replica: only what is on disk.
    pub state: Arc<State>,
    /// Where it lives.
    pub folder: PathBuf,
    /// Whether the system tells of what others write, so that it is seldom looked for.
    pub watched: bool,
    /// The compose line.
    pub compose: Prompt,
    /// What was written before, newest last.
    pub history: VecDeque<String>,
    /// Which of it is shown, counted from the newest; 0 is the line being written.
    pub history_at: usize,
    /// The line being written while history is shown.
    pub aside: String,
    /// What the compose line could be completed to.
    pub completions: Vec<Completion>,
    /// Which completion is marked.
    pub completion: usize,
    /// Which part has the focus.
    pub focus: Focus,
    /// How many rows the message above the compose line takes.
    pub notice: u16,
    /// How the timeline is looked at.
    pub timeline: TimelineView,
    /// The chosen role, as a place in [`Room::roles`].
    pub role: usize,
    /// The chosen task, as a place in the checklist.
    pub task: usize,
    /// Sent to the disk, not answered yet.
    pub saving: Vec<Pending>,
    /// Refused by the disk.
    pub unsaved: Vec<Pending>,
    /// Reminders that are to be quiet, until when.
    pub snoozed: HashMap<Missing, Time>,
    /// Damaged lines of the journal.
    pub damaged: Vec<Damage>,
    /// Texts of the report that are being written.
    pub drafts: Vec<Editor>,
    /// What an exercise adds; `None` for a real incident, and where the scenario cannot be read.
    pub drill: Option<Drill>,
    /// What was begun in the hot wash.
    pub hot_wash: hotwash::Kept,
}

impl Room {
    /// A room as it is when it opens.
    pub fn new(state: Arc<State>, folder: PathBuf, damaged: Vec<Damage>) -> Room {
        let mut room = Room {
            state,
            folder,
            watched: false,
            compose: Prompt::default(),
            history: VecDeque::new(),
            history_at: 0,
            aside: String::new(),
            completions: Vec::new(),
            completion: 0,
            focus: Focus::Compose,
            notice: 0,
            timeline: TimelineView::default(),
            role: 0,
            task: 0,
            saving: Vec::new(),
            unsaved: Vec::new(),
            snoozed: HashMap::new(),
            damaged,
            drafts: Vec::new(),
            drill: None,
            hot_wash: hotwash::Kept::default(),
        };
        room.timeline.refresh(&room.state, true);
        room.task = room.state.checklist.tasks().iter().position(Task::is_open).unwrap_or_default();
        room
    }

    /// The panes, in the order of Tab.
    pub fn panes(&self) -> &'static [Focus] {
        match &self.drill {
            None => &Focus::PANES,
            Some(drill) if drill.control => &Focus::CONTROL_PANES,
            Some(_) => &Focus::EXERCISE_PANES,
        }
    }

    /// Whether this is the controller's view of an exercise.
    pub fn is_control(&self) -> bool {
        self.drill.as_ref().is_some_and(|drill| drill.control)
    }

    /// Whether this is an exercise in which nothing has been declared yet.
    pub fn is_undeclared(&self) -> bool {
        self.state.is_exercise() && self.state.lifecycle.declared().is_none()
    }

    /// The roles as they are shown: the playbook's, then others that were held.
    pub fn roles(&self) -> Vec<String> {
        let planned = self.state.lifecycle.playbook().roles.iter().map(|role| role.name.clone());
        let mut roles: Vec<String> = planned.collect();
        let others = self.state.roles.known().filter(|name| !roles.iter().any(|role| role == name));
        let others: Vec<String> = others.map(str::to_owned).collect();
        roles.extend(others);
        roles
    }

    /// The chosen role's name.
    pub fn chosen_role(&self) -> Option<String> {
        self.roles().into_iter().nth(self.role)
    }

    /// The chosen task.
    pub fn chosen_task(&self) -> Option<&Task> {
        self.state.checklist.tasks().get(self.task)
    }

    /// The chosen entry.
    pub fn chosen_entry(&self) -> Option<&Entry> {
        self.timeline.chosen(&self.state)
    }

    /// What is missing and not snoozed; nothing once an exercise is over.
    pub fn nudges(&self, now: Time) -> Vec<Nudge> {
        if self.state.exercise.as_ref().is_some_and(|exercise| exercise.is_over()) {
            return Vec::new();
        }
        let quiet = |nudge: &Nudge| self.snoozed.get(&nudge.missing).is_some_and(|until| *until > now);
        nudges(&self.state, now).into_iter().filter(|nudge| !quiet(nudge)).collect()
    }
}

impl Model {
    /// The room, if one is open.
    pub fn room(&self) -> Option<&Room> {
        match &self.screen {
            Screen::Room(room) => Some(room),
            _ => None,
        }
    }

    /// The room, to change it.
    pub fn room_mut(&mut self) -> Option<&mut Room> {
        match &mut self.screen {
            Screen::Room(room) => Some(room),
            _ => None,
        }
    }

    /// Whether an exercise is open.
    pub fn is_exercise(&self) -> bool {
        self.room().is_some_and(|room| room.state.is_exercise())
    }

    /// Takes the time of the wall clock (UTC), from which the time in the room follows.
    pub fn tell_time(&mut self, wall: Time) {
        self.wall = wall;
        self.now = self.room().map_or(wall, |room| room.state.now(wall));
    }

    /// The part of the terminal that layers and panes have: all of it but the bar of an exercise.
    pub fn whole(&self) -> Rect {
        layout::below_bar(self.size, self.is_exercise())
    }

    /// The start screen, if it is shown.
    pub fn start(&self) -> Option<&Start> {
        match &self.screen {
            Screen::Start(start) => Some(start),
            _ => None,
        }
    }

    /// Where keys are looked up now, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts = self.own_contexts().to_vec();
        if self.is_exercise() {
            contexts.push(Context::Exercise);
        }
        contexts
    }

    /// The same without what acts in every exercise.
    fn own_contexts(&self) -> &'static [Context] {
        use Context::{
            Anywhere, Checklist, Compose, Form, Injects, List, Observing, Page, Panes, Roles, Room, Start, Timeline,
            Updates, Writing,
        };
        match (self.top(), &self.screen) {
            (Some(Layer::Page(_)), _) => &[Page, Anywhere],
            (Some(Layer::List(_)), _) => &[List, Writing, Anywhere],
            (Some(Layer::Form(_)), _) => &[Form, Writing, Anywhere],
            (Some(Layer::Review(review)), _) => review.contexts(),
            (Some(Layer::HotWash(wash)), _) => wash.contexts(),
            (None, Screen::Start(_)) => &[Start, Anywhere],
            (None, Screen::Drills(_)) => &[Context::Drills, Anywhere],
            (None, Screen::Opening(_)) => &[Anywhere],
            (None, Screen::Room(room)) => match room.focus {
                Focus::Compose if room.is_control() => &[Observing, Compose, Room, Writing, Anywhere],
                Focus::Compose => &[Compose, Room, Writing, Anywhere],
                Focus::Timeline => &[Timeline, Panes, Room, Anywhere],
                Focus::Roles => &[Roles, Panes, Room, Anywhere],
                Focus::Checklist => &[Checklist, Panes, Room, Anywhere],
                Focus::Updates => &[Updates, Panes, Room, Anywhere],
                Focus::Injects => &[Injects, Panes, Room, Anywhere],
                Focus::Truth => &[Panes, Room, Anywhere],
            },
        }
    }

    /// The zone in which times are shown.
    pub fn shown_zone(&self) -> &Zone {
        self.room().map_or(&self.zone, |room| room.state.lifecycle.zone())
    }
}
