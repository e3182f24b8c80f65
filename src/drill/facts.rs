//! What the players did, told from the journal: the evidence for everything that is rated.

use std::sync::Arc;

use uuid::Uuid;

use crate::incident::lifecycle::{self, Status};
use crate::incident::timeline::{self, EntryKind};
use crate::incident::updates::Audience;
use crate::incident::{Event, Kind, Record, State, Time, checklist, exercise, roles, updates};

/// One thing that was done. It counts from when it was written down: nobody can be early by dating back.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// When it was written down (exercise time, UTC).
    pub at: Time,
    /// The record that says so.
    pub record: Uuid,
    /// Who did it, raw.
    pub by: Arc<str>,
    /// What was done.
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// The incident was declared.
    Declared,
    /// A severity was set.
    Severity {
        /// Whether there was a milder one before.
        worse: bool,
    },
    /// A role got a holder who did not take it from another.
    Assigned {
        /// Which role.
        role: String,
        /// Who holds it now, raw.
        person: String,
    },
    /// A role went from one person to another, both named.
    HandedOff(String),
    /// A role became free.
    Released {
        /// Which role.
        role: String,
        /// Who held it, raw.
        from: String,
    },
    /// People were told.
    Told {
        /// Who.
        audience: Audience,
        /// When they were promised the next word (UTC), if they were.
        next: Option<Time>,
    },
    /// A line was written.
    Logged {
        /// Whether it is a decision.
        decision: bool,
        /// Whether it says that more people were called in.
        calls: bool,
    },
    /// The item of the checklist with this text was done.
    Done(String),
    /// The item of the checklist with this text was left out, with a reason.
    Skipped(String),
    /// The item of the checklist with this text is to be done after all.
    Reopened(String),
    /// A task was added.
    Added,
    /// The status was set.
    Status(Status),
    /// The players were told this inject.
    Delivered(String),
    /// The players have seen this inject.
    Acknowledged(String),
    /// The players chose an option of this inject.
    Chosen(String),
}

/// How a line begins that says that more people were called in.
const CALLS: [&str; 3] = ["escalat", "paged", "called in"];

/// Everything that was done in an exercise, in order. Lines that were struck do not count.
pub fn facts(state: &State) -> Vec<Fact> {
    let records = state.exercise.as_ref().map_or(&[][..], |exercise| exercise.records());
    let struck = |record: &Record| state.timeline.entry(record.id).is_some_and(|entry| entry.struck().is_some());
    let fact = |record: &Record| {
        let Kind::Known(event) = &record.kind else { return None };
        let deed = deed(event).filter(|_| !struck(record))?;
        Some(Fact { at: record.at, record: record.id, by: record.by.clone(), deed })
    };
    records.iter().filter_map(fact).collect()
}

fn deed(event: &Event) -> Option<Deed> {
    Some(match event {
        Event::Incident(lifecycle::Event::Declared { .. }) => Deed::Declared,
        Event::Incident(lifecycle::Event::SeveritySet { level, from, .. }) => {
            Deed::Severity { worse: from.is_some_and(|from| *level < from) }
        }
        Event::Incident(lifecycle::Event::StatusSet { status, .. }) => Deed::Status(*status),
        Event::Role(roles::Event::Assigned { role, person }) => {
            Deed::Assigned { role: role.clone(), person: person.clone() }
        }
        Event::Role(roles::Event::HandedOff { role, .. }) => Deed::HandedOff(role.clone()),
        Event::Role(roles::Event::Released { role, from }) => Deed::Released { role: role.clone(), from: from.clone() },
        Event::Update(updates::Event::Sent { audience, next, .. }) => Deed::Told { audience: *audience, next: *next },
        Event::Entry(timeline::Event::Logged { kind, text, .. }) => {
            Deed::Logged { decision: *kind == EntryKind::Decision, calls: calls_in(text) }
        }
        Event::Task(checklist::Event::Done { text, .. }) => Deed::Done(text.clone()),
        Event::Task(checklist::Event::Skipped { text, .. }) => Deed::Skipped(text.clone()),
        Event::Task(checklist::Event::Reopened { text, .. }) => Deed::Reopened(text.clone()),
        Event::Task(checklist::Event::Added { .. }) => Deed::Added,
        Event::Exercise(exercise::Event::Delivered { inject, .. }) => Deed::Delivered(inject.clone()),
        Event::Exercise(exercise::Event::Acknowledged { inject }) => Deed::Acknowledged(inject.clone()),
        Event::Exercise(exercise::Event::Chosen { inject, .. }) => Deed::Chosen(inject.clone()),
        _ => return None,
    })
}

fn calls_in(text: &str) -> bool {
    let beginning: String = text.trim_start().chars().take(12).collect::<String>().to_lowercase();
    CALLS.iter().any(|call| beginning.starts_with(call))
}
