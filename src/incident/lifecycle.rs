//! From the declaration to the close: title, severity, status, and the points in time that the report counts from.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::milestones::{self, Course, Milestone, Milestones, What};
use super::playbook::Playbook;
use super::record::{Record, Time};
use super::register::Register;
use super::review::Item;
use super::timeline::EntryKind;
use super::zone::Zone;
use super::{Line, Refusal, State, refuse};

mod command;

pub(in crate::incident) use command::decide;
pub use command::{Closing, Command, Declaration};

/// Where the incident stands. Any order is allowed; going back is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The cause is not known.
    Investigating,
    /// The cause is known, the fix is on its way.
    Identified,
    /// The impact has ended or is bearable; being watched.
    Mitigated,
    /// It is over.
    Resolved,
    /// It is over and written up.
    Closed,
    /// It was none.
    Cancelled,
}

impl Status {
    /// Every status, in the usual order.
    pub const ALL: [Status; 6] = [
        Status::Investigating,
        Status::Identified,
        Status::Mitigated,
        Status::Resolved,
        Status::Closed,
        Status::Cancelled,
    ];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Status::Investigating => "investigating",
            Status::Identified => "identified",
            Status::Mitigated => "mitigated",
            Status::Resolved => "resolved",
            Status::Closed => "closed",
            Status::Cancelled => "cancelled",
        }
    }

    /// Whether the incident still wants something: everything but closed and cancelled.
    pub fn is_open(self) -> bool {
        !matches!(self, Status::Closed | Status::Cancelled)
    }
}

/// What happened to the incident as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was declared.
    Declared {
        /// Its id, which is also the name of its folder.
        id: String,
        /// What it is called.
        title: String,
        /// The zone in which its times are shown: an IANA name, `UTC`, or a fixed offset.
        zone: String,
        /// What was agreed beforehand, as it was at this moment.
        playbook: Box<Playbook>,
    },
    /// It got another title.
    Titled {
        /// The new one.
        title: String,
    },
    /// It got a severity.
    SeveritySet {
        /// 1 (worst) to 5.
        level: u8,
        /// What it was before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u8>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It got a status.
    StatusSet {
        /// The new one.
        status: Status,
        /// What it was before.
        from: Status,
        /// What else is to be said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A point in time was named: the time at which this event occurred.
    Marked {
        /// Which.
        milestone: Milestone,
    },
}

/// The state of the incident as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lifecycle {
    declared: Option<Declared>,
    /// What it is called.
    pub title: Register<String>,
    /// How bad it is: 1 (worst) to 5.
    pub severity: Register<u8>,
    levels: Vec<(Uuid, u8)>,
    status: Register<Status>,
    stages: Vec<(Uuid, Status)>,
    before_the_end: Option<Status>,
    /// The zone of an exercise, for the time before the declaration.
    rehearsed_in: Option<Zone>,
    course: Course,
}

/// What the declaration fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// The record that declared it.
    pub record: Uuid,
    /// Its id.
    pub id: String,
    /// Where its times are shown.
    pub zone: Zone,
    /// What was agreed beforehand.
    pub playbook: Box<Playbook>,
}

static UTC: std::sync::LazyLock<Zone> = std::sync::LazyLock::new(Zone::utc);
static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::standard);

impl Lifecycle {
    /// What the declaration fixed; `None` before it.
    pub fn declared(&self) -> Option<&Declared> {
        self.declared.as_ref()
    }

    /// Where times are shown; UTC before the declaration, unless an exercise has a zone of its own.
    pub fn zone(&self) -> &Zone {
        self.declared.as_ref().map(|declared| &declared.zone).or(self.rehearsed_in.as_ref()).unwrap_or(&UTC)
    }

    /// Takes note that this is an exercise whose times are shown in a zone.
    pub(super) fn rehearse(&mut self, zone: &str) {
        self.rehearsed_in = Zone::named(zone).ok();
    }

    /// What was agreed beforehand; the built-in playbook before the declaration.
    pub fn playbook(&self) -> &Playbook {
        self.declared.as_ref().map_or_else(|| &*PLAYBOOK, |declared| &*declared.playbook)
    }

    /// Where the incident stands.
    pub fn status(&self) -> Status {
        self.status.get().copied().unwrap_or(Status::Investigating)
    }

    /// The status with its circumstances.
    pub fn status_register(&self) -> &Register<Status> {
        &self.status
    }

    /// Whether it was closed or cancelled at some time, also if that was taken back.
    pub fn was_over(&self) -> bool {
        self.before_the_end.is_some()
    }

    /// The records from which the milestones have their times.
    pub(super) fn counting(&self) -> impl Iterator<Item = Uuid> + Clone + use<> {
        self.course.counting()
    }

    /// Takes note that the time of a record was corrected.
    pub(super) fn retimed(&mut self, record: Uuid) {
        self.course.take(record, What::Retimed);
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        match event {
            Event::Titled { .. } => self.title.ids(),
            Event::SeveritySet { .. } => self.severity.ids(),
            Event::StatusSet { .. } => self.status.ids(),
            Event::Declared { .. } | Event::Marked { .. } => Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Declared { id, title, zone, playbook } => {
                if self.declared.is_none() {
                    self.declared = Some(Declared {
                        record: record.id,
                        id: id.clone(),
                        zone: Zone::named(zone).unwrap_or_else(|_| Zone::utc()),
                        playbook: playbook.clone(),
                    });
                    self.title.write(title.clone(), record);
                    self.status.write(Status::Investigating, record);
                    self.course.take(record.id, What::Mark(Milestone::Declared));
                }
            }
            Event::Titled { title } => self.title.write(title.clone(), record),
            Event::SeveritySet { level, .. } => {
                self.severity.write(*level, record);
                self.levels.push((record.id, *level));
            }
            Event::StatusSet { status, .. } => {
                if !status.is_open() && self.status().is_open() {
                    self.before_the_end = Some(self.status());
                }
                self.status.write(*status, record);
                self.stages.push((record.id, *status));
                self.course.take(record.id, What::Status(*status));
            }
            Event::Marked { milestone } => self.course.take(record.id, What::Mark(*milestone)),
        }
    }
}

impl State {
    /// The points in time from which durations are computed. Where nobody named the start, it is that of the first time
    /// in which people were hit, should that come before all else.
    pub fn milestones(&self) -> Milestones {
        let milestones = self.lifecycle.course.milestones(|id| self.timeline.occurred(id));
        let windows = self.review.of(Item::window);
        milestones.or_started(windows.into_iter().map(|window| window.from).min())
    }

    /// How bad it was from when on (UTC), as it happened: 1 (worst) to 5.
    pub fn severities(&self) -> Vec<(Time, u8)> {
        self.as_it_happened(&self.lifecycle.levels)
    }

    /// The changes of its status from when on (UTC), as they happened; until the first it is under investigation.
    pub fn statuses(&self) -> Vec<(Time, Status)> {
        self.as_it_happened(&self.lifecycle.stages)
    }

    fn as_it_happened<T: Copy>(&self, said: &[(Uuid, T)]) -> Vec<(Time, T)> {
        let times = said.iter().filter_map(|(id, what)| Some((self.timeline.occurred(*id)?, *what)));
        let mut times: Vec<_> = times.collect();
        times.sort_by_key(|(at, _)| *at);
        times
    }

    /// What the incident is called; before the declaration the title of the exercise, if it is one.
    pub fn title(&self) -> &str {
        let exercise = || self.exercise.as_ref().map_or("", |exercise| &exercise.terms.title);
        self.lifecycle.title.get().map_or_else(exercise, String::as_str)
    }

    /// The incident's id, or that of the exercise; empty before either has begun.
    pub fn id(&self) -> &str {
        let declared = || self.lifecycle.declared().map_or("", |declared| &declared.id);
        self.exercise.as_ref().map_or_else(declared, |exercise| &exercise.terms.id)
    }

    /// Ends a command that makes no sense once the incident is over.
    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        match self.lifecycle.status() {
            status if status.is_open() => Ok(()),
            status => refuse(format!("the incident is {}; take that back first: `ic reopen`", status.word())),
        }
    }

    /// Whether this may be said now, each at its time, without the incident ending before it began.
    fn check_steps(&self, more: impl IntoIterator<Item = (What, Time)>) -> Result<(), Refusal> {
        let mut then = self.lifecycle.course.clone();
        let mut times = HashMap::new();
        for (what, at) in more {
            // From the end of all ids, which no record has.
            let not_written_yet = Uuid::from_u128(u128::MAX - times.len() as u128);
            times.insert(not_written_yet, at);
            then.take(not_written_yet, what);
        }
        self.check_course(&then, |id| times.get(&id).copied().or_else(|| self.timeline.occurred(id)))
    }

    /// Whether the time of a record may be corrected to `to` without the incident ending before it began.
    pub(super) fn check_milestones(&self, record: Uuid, to: Time) -> Result<(), Refusal> {
        let mut then = self.lifecycle.course.clone();
        then.take(record, What::Retimed);
        self.check_course(&then, |id| if id == record { Some(to) } else { self.timeline.occurred(id) })
    }

    fn check_course(&self, then: &Course, time: impl Fn(Uuid) -> Option<Time>) -> Result<(), Refusal> {
        milestones::check(&self.milestones(), &then.milestones(time), self.lifecycle.zone())
    }
}

/// The line for a severity, as everywhere: `SEV2`.
pub fn severity_word(level: u8) -> String {
    format!("SEV{level}")
}

pub(super) fn describe(event: &Event) -> Line {
    let with = |text: String, note: &Option<String>| match note {
        Some(note) => format!("{text}: {note}"),
        None => text,
    };
    let (kind, text) = match event {
        Event::Declared { title, .. } => (EntryKind::Status, format!("declared: {title}")),
        Event::Titled { title } => (EntryKind::Status, format!("title is now: {title}")),
        Event::SeveritySet { level, from, reason } => {
            let text = match from {
                Some(from) => format!("severity {} → {}", severity_word(*from), severity_word(*level)),
                None => format!("severity {}", severity_word(*level)),
            };
            (EntryKind::Severity, with(text, reason))
        }
        Event::StatusSet { status, from, note } => {
            let text = match (from.is_open(), status) {
                (false, status) if status.is_open() => format!("reopened as {}", status.word()),
                (_, Status::Closed | Status::Cancelled) => status.word().to_owned(),
                _ => format!("status {} → {}", from.word(), status.word()),
            };
            (EntryKind::Status, with(text, note))
        }
        Event::Marked { milestone } => (EntryKind::Milestone, milestone.sentence().to_owned()),
    };
    Line { kind, text: text.into() }
}

#[cfg(test)]
mod tests;
