//! The pure heart: what happened, what may happen next, and what it all amounts to. No I/O, no clock, no terminal.
//!
//! Every topic is one file holding its state, its events, its commands and three functions: `decide` (may this be done,
//! and what then happened), `apply` (what the state is after it) and `describe` (the event as one line).

pub mod checklist;
pub mod clock_jump;
pub mod exercise;
pub mod followups;
pub mod lifecycle;
pub mod milestones;
pub mod nudge;
pub mod people;
pub mod playbook;
pub mod record;
pub mod register;
pub mod review;
pub mod roles;
pub mod snapshot;
pub mod span;
pub mod spelling;
pub mod text;
pub mod timeline;
pub mod updates;
pub mod when;
pub mod zone;

mod contests;
mod fold;
#[cfg(test)]
pub(crate) mod testing;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use fold::{Applied, Folding, State, fold};
pub use record::{Kind, Position, Record, Stamp, Time};

/// Something that happened, by topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Declaration, severity, status, milestones.
    Incident(lifecycle::Event),
    /// What people log, and what they do to a logged entry.
    Entry(timeline::Event),
    /// Who holds which role.
    Role(roles::Event),
    /// The checklist.
    Task(checklist::Event),
    /// What was told to whom.
    Update(updates::Event),
    /// What is to be done afterwards.
    Followup(followups::Event),
    /// What the report says beyond the record.
    Review(review::Event),
    /// That it is only an exercise, and what happens in it.
    Exercise(exercise::Event),
}

/// Something a person wants to happen, by topic.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// See [`lifecycle`].
    Incident(lifecycle::Command),
    /// See [`timeline`].
    Entry(timeline::Command),
    /// See [`roles`].
    Role(roles::Command),
    /// See [`checklist`].
    Task(checklist::Command),
    /// See [`updates`].
    Update(updates::Command),
    /// See [`followups`].
    Followup(followups::Command),
    /// See [`review`].
    Review(review::Command),
    /// See [`exercise`].
    Exercise(exercise::Command),
}

macro_rules! topics {
    ($($topic:ident => $module:ident),*) => {$(
        impl From<$module::Event> for Event {
            fn from(event: $module::Event) -> Self {
                Event::$topic(event)
            }
        }
        impl From<$module::Command> for Command {
            fn from(command: $module::Command) -> Self {
                Command::$topic(command)
            }
        }
        impl From<$module::Event> for Draft {
            fn from(event: $module::Event) -> Self {
                Draft { event: event.into(), occurred: None }
            }
        }
    )*};
}

topics!(Incident => lifecycle, Entry => timeline, Role => roles, Task => checklist, Update => updates,
    Followup => followups, Review => review, Exercise => exercise);

/// The circumstances of a command.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// What time it is in the world (UTC).
    pub wall: Time,
    /// What time it is for those who act (UTC): the same, unless this is an exercise.
    pub now: Time,
    /// When it happened, if the person said so.
    pub said: Option<Time>,
    /// Who commands.
    pub by: &'a str,
}

impl Moment<'_> {
    /// When it happened.
    pub fn occurred(&self) -> Time {
        self.said.unwrap_or(self.now)
    }
}

/// An event that was decided but not yet written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What happened.
    pub event: Event,
    /// When, where that differs from the time of the command.
    pub occurred: Option<Time>,
}

impl Draft {
    /// An event that happened at a time of its own.
    pub fn at(event: impl Into<Event>, occurred: Time) -> Draft {
        Draft { event: event.into(), occurred: Some(occurred) }
    }
}

/// Why a command was not carried out, and what to do instead, in a sentence or two for the person who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Ends a `decide` with a sentence.
pub(crate) fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

/// A text that may be left out: trimmed, and nothing at all if nothing is left of it.
pub(crate) fn said(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What an event looks like on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which mark and colour it gets.
    pub kind: timeline::EntryKind,
    /// One sentence; raw text, to be made safe where it is shown.
    pub text: Arc<str>,
}

/// What happens if `command` is given now.
///
/// # Errors
/// A [`Refusal`] when the rules forbid it; nothing has happened then.
pub fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let begins = matches!(command, Command::Incident(lifecycle::Command::Declare(_)) | Command::Exercise(_));
    let reviewed = state.is_exercise() && matches!(command, Command::Followup(_));
    if state.lifecycle.declared().is_none() && !begins && !reviewed {
        return match &state.exercise {
            // Whoever follows the advice for an incident would declare a real one.
            Some(exercise) => refuse(format!(
                "nothing has been declared in this exercise yet: `/declare TITLE` in its room, or \
                 `ic -i {} declare TITLE`",
                exercise.terms.id
            )),
            None => refuse("no incident has been declared here; declare one first: `ic declare TITLE`"),
        };
    }
    if moment.occurred() > moment.now {
        return refuse("that lies in the future; only what has happened can be recorded");
    }
    match command {
        Command::Incident(command) => lifecycle::decide(state, command, moment),
        Command::Entry(command) => timeline::decide(state, command, moment),
        Command::Role(command) => roles::decide(state, command, moment),
        Command::Task(command) => checklist::decide(state, command, moment),
        Command::Update(command) => updates::decide(state, command, moment),
        Command::Followup(command) => followups::decide(state, command, moment),
        Command::Review(command) => review::decide(state, command, moment),
        Command::Exercise(command) => exercise::decide(state, command, moment),
    }
}

/// The earlier writes that `event` replaces, for the record's `over`.
pub fn over(state: &State, event: &Event) -> Vec<Uuid> {
    match event {
        Event::Incident(event) => state.lifecycle.over(event),
        Event::Entry(event) => state.timeline.over(event),
        Event::Role(event) => state.roles.over(event),
        Event::Task(event) => state.checklist.over(event),
        Event::Update(_) => Vec::new(),
        Event::Followup(event) => state.followups.over(event),
        Event::Review(event) => state.review.over(event),
        Event::Exercise(event) => state.exercise.as_ref().map(|exercise| exercise.over(event)).unwrap_or_default(),
    }
}

/// The event as one line of the timeline; `None` for what only changes how other lines look, and for bookkeeping.
pub fn describe(event: &Event) -> Option<Line> {
    match event {
        Event::Incident(event) => Some(lifecycle::describe(event)),
        Event::Entry(event) => timeline::describe(event),
        Event::Role(event) => Some(roles::describe(event)),
        Event::Task(event) => checklist::describe(event),
        Event::Update(event) => Some(updates::describe(event)),
        Event::Exercise(event) => exercise::describe(event),
        Event::Followup(_) | Event::Review(_) => None,
    }
}
