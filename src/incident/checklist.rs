//! What is to be done during the incident: the playbook's items for its severity, and what people add.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::playbook::Playbook;
use super::record::{Record, Time, whole_ms};
use super::register::Register;
use super::timeline::EntryKind;
use super::{Draft, Line, Moment, Refusal, State, people, refuse, text};

mod id;

pub use id::TaskId;

/// A task as the playbook brings it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// What to do.
    pub text: String,
    /// The role that does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// What happened to the checklist. Events carry the task's text, so that a record can be read by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The playbook's items for a severity were put on it, or those of an exercise.
    Planned {
        /// The severity; none for an exercise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<u8>,
        /// The items that were not on it yet.
        tasks: Vec<Planned>,
    },
    /// Somebody put a task on it.
    Added {
        /// What to do.
        text: String,
        /// Who does it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// By when (UTC).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Time>,
    },
    /// It was done.
    Done {
        /// Which.
        task: TaskId,
        /// Its text.
        text: String,
    },
    /// It is to be done after all.
    Reopened {
        /// Which.
        task: TaskId,
        /// Its text.
        text: String,
    },
    /// It is not going to be done.
    Skipped {
        /// Which.
        task: TaskId,
        /// Its text.
        text: String,
        /// The reason.
        why: String,
    },
    /// Somebody else does it.
    Owned {
        /// Which.
        task: TaskId,
        /// Who.
        owner: String,
    },
    /// It got another due time.
    Due {
        /// Which.
        task: TaskId,
        /// By when (UTC).
        due: Time,
    },
}

/// What people can do to the checklist; tasks are named by their number.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Put a task on it.
    Add {
        /// What to do.
        text: String,
        /// Who does it.
        owner: Option<String>,
        /// By when (UTC).
        due: Option<Time>,
    },
    /// It is done.
    Done(u32),
    /// It is to be done after all.
    Reopen(u32),
    /// It is not going to be done.
    Skip {
        /// Which.
        task: u32,
        /// The reason.
        why: String,
    },
    /// Somebody else does it.
    Own {
        /// Which.
        task: u32,
        /// Who.
        person: String,
    },
    /// It got another due time.
    Due {
        /// Which.
        task: u32,
        /// By when (UTC).
        due: Time,
    },
}

/// How far a task is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Left out, with the reason.
    Skipped(String),
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Open => f.write_str("open"),
            Progress::Done => f.write_str("done"),
            Progress::Skipped(why) => write!(f, "skipped ({why})"),
        }
    }
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its lasting name.
    pub id: TaskId,
    /// Its place, from 1; what people call it.
    pub number: u32,
    /// What to do, raw.
    pub text: String,
    /// The role that the playbook wants to do it.
    pub role: Option<String>,
    /// Whether a person added it, rather than the playbook.
    pub added: bool,
    progress: Register<Progress>,
    owner: Register<String>,
    due: Register<Time>,
}

impl Task {
    /// How far it is.
    pub fn progress(&self) -> &Progress {
        self.progress.get().unwrap_or(&Progress::Open)
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        *self.progress() == Progress::Open
    }

    /// Who does it.
    pub fn owner(&self) -> Option<&str> {
        self.owner.get().map(String::as_str)
    }

    /// By when (UTC).
    pub fn due(&self) -> Option<Time> {
        self.due.get().copied()
    }

    /// Whether it is open and late.
    pub fn overdue(&self, now: Time) -> bool {
        self.is_open() && self.due().is_some_and(|due| due < now)
    }

    /// Whether people who did not see each other disagree about it.
    pub fn contested(&self) -> bool {
        self.progress.contested() || self.owner.contested() || self.due.contested()
    }

    /// What is written about it, for showing where people disagree.
    pub(super) fn registers(&self) -> (&Register<Progress>, &Register<String>, &Register<Time>) {
        (&self.progress, &self.owner, &self.due)
    }
}

/// All tasks, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checklist {
    tasks: Vec<Task>,
    places: HashMap<TaskId, usize>,
}

impl Checklist {
    /// All tasks; number 1 first.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// How many are not open any more, and how many there are.
    pub fn done_of(&self) -> (usize, usize) {
        (self.tasks.iter().filter(|task| !task.is_open()).count(), self.tasks.len())
    }

    fn find(&self, number: u32) -> Result<&Task, Refusal> {
        let found = (number as usize).checked_sub(1).and_then(|place| self.tasks.get(place));
        found.ok_or_else(|| {
            Refusal(match self.tasks.len() {
                0 => format!("there is no task {number}; the checklist is empty"),
                last => format!("there is no task {number}; they go from 1 to {last}"),
            })
        })
    }

    fn by_id(&self, id: TaskId) -> Option<&Task> {
        self.places.get(&id).map(|&place| &self.tasks[place])
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        let ids = |task: &TaskId, of: fn(&Task) -> Vec<Uuid>| self.by_id(*task).map(of).unwrap_or_default();
        match event {
            Event::Planned { .. } | Event::Added { .. } => Vec::new(),
            Event::Done { task, .. } | Event::Reopened { task, .. } | Event::Skipped { task, .. } => {
                ids(task, |task| task.progress.ids())
            }
            Event::Owned { task, .. } => ids(task, |task| task.owner.ids()),
            Event::Due { task, .. } => ids(task, |task| task.due.ids()),
        }
    }

    fn add(&mut self, record: &Record, place: usize, text: &str, role: Option<&String>, added: bool) -> &mut Task {
        let id = TaskId::of(record.id, place as u16);
        let slot = self.tasks.len();
        self.places.insert(id, slot);
        self.tasks.push(Task {
            id,
            number: slot as u32 + 1,
            text: text.to_owned(),
            role: role.cloned(),
            added,
            progress: Register::default(),
            owner: Register::default(),
            due: Register::default(),
        });
        &mut self.tasks[slot]
    }

    fn change(&mut self, id: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(&place) = self.places.get(&id) {
            change(&mut self.tasks[place]);
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Planned { tasks, .. } => {
                for (place, task) in tasks.iter().enumerate() {
                    self.add(record, place, &task.text, task.role.as_ref(), false);
                }
            }
            Event::Added { text, owner, due } => {
                let task = self.add(record, 0, text, None, true);
                if let Some(owner) = owner {
                    task.owner.write(owner.clone(), record);
                }
                if let Some(due) = due {
                    task.due.write(*due, record);
                }
            }
            Event::Done { task, .. } => self.change(*task, |task| task.progress.write(Progress::Done, record)),
            Event::Reopened { task, .. } => self.change(*task, |task| task.progress.write(Progress::Open, record)),
            Event::Skipped { task, why, .. } => {
                self.change(*task, |task| task.progress.write(Progress::Skipped(why.clone()), record));
            }
            Event::Owned { task, owner } => self.change(*task, |task| task.owner.write(owner.clone(), record)),
            Event::Due { task, due } => self.change(*task, |task| task.due.write(*due, record)),
        }
    }
}

/// The event that brings the playbook's items for a severity, without those that are on the list already.
pub(super) fn plan(state: &State, playbook: &Playbook, level: u8) -> Option<Event> {
    let known = |text: &str| state.checklist.tasks.iter().any(|task| task.text == text);
    let tasks: Vec<Planned> = playbook
        .tasks(level)
        .filter(|task| !known(&task.text))
        .map(|task| Planned { text: task.text.clone(), role: task.role.clone() })
        .collect();
    (!tasks.is_empty()).then_some(Event::Planned { level: Some(level), tasks })
}

/// The event that brings the items of an exercise.
pub(super) fn rehearsed(state: &State) -> Option<Event> {
    let tasks = &state.exercise.as_ref()?.terms.checklist;
    (!tasks.is_empty()).then(|| Event::Planned { level: None, tasks: tasks.clone() })
}

pub(super) fn describe(event: &Event) -> Option<Line> {
    let text = match event {
        Event::Planned { level, tasks } => {
            let s = if tasks.len() == 1 { "" } else { "s" };
            let from = level.map_or("exercise".into(), |level| format!("playbook for SEV{level}"));
            format!("checklist: {} task{s} from the {from}", tasks.len())
        }
        Event::Added { text, owner: Some(owner), .. } => format!("task for {owner}: {text}"),
        Event::Added { text, .. } => format!("task: {text}"),
        Event::Done { text, .. } => format!("done: {text}"),
        Event::Reopened { text, .. } => format!("to do again: {text}"),
        Event::Skipped { text, why, .. } => format!("skipped: {text} ({why})"),
        Event::Owned { .. } | Event::Due { .. } => return None,
    };
    Some(Line { kind: EntryKind::Task, text: text.into() })
}

pub(super) fn decide(state: &State, command: &Command, _: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    let list = &state.checklist;
    let event = match command {
        Command::Add { text, owner, due } => {
            if text.trim().is_empty() {
                return refuse("the task is empty: say what is to be done");
            }
            let owner = owner.as_deref().map(people::name).transpose()?;
            Event::Added { text: text.trim().into(), owner, due: due.map(whole_ms) }
        }
        Command::Done(number) => {
            let task = list.find(*number)?;
            if *task.progress() == Progress::Done && !task.progress.contested() {
                return refuse(format!("task {number} is done already: {}", text::one_line(&task.text)));
            }
            Event::Done { task: task.id, text: task.text.clone() }
        }
        Command::Reopen(number) => {
            let task = list.find(*number)?;
            if task.is_open() && !task.progress.contested() {
                return refuse(format!("task {number} is open: {}", text::one_line(&task.text)));
            }
            Event::Reopened { task: task.id, text: task.text.clone() }
        }
        Command::Skip { task: number, why } => {
            let task = list.find(*number)?;
            if why.trim().is_empty() {
                return refuse(format!("say why task {number} is skipped: `task skip {number} --why …`"));
            }
            if !task.is_open() && !task.progress.contested() {
                return refuse(format!("task {number} is not open; reopen it first: `task reopen {number}`"));
            }
            Event::Skipped { task: task.id, text: task.text.clone(), why: why.trim().into() }
        }
        Command::Own { task: number, person } => {
            let task = list.find(*number)?;
            let owner = people::name(person)?;
            if task.owner() == Some(owner.as_str()) && !task.owner.contested() {
                return refuse(format!("task {number} is {}'s already", text::one_line(&owner)));
            }
            Event::Owned { task: task.id, owner }
        }
        Command::Due { task: number, due } => {
            let task = list.find(*number)?;
            let due = whole_ms(*due);
            if task.due() == Some(due) && !task.due.contested() {
                return refuse(format!("task {number} is due then already"));
            }
            Event::Due { task: task.id, due }
        }
    };
    Ok(vec![event.into()])
}

#[cfg(test)]
mod tests;
