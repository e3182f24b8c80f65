//! What is missing and for how long: reminders that follow from the playbook, the state and the time alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::State;
use super::lifecycle::Status;
use super::milestones::Milestone;
use super::playbook::COMMANDER;
use super::record::Time;
use super::register::Register;
use super::span::Span;
use super::updates::Audience;

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody commands.
    Commander,
    /// No severity is set.
    Severity,
    /// Customers were to be told.
    CustomerUpdate,
    /// Colleagues were to be told.
    InternalUpdate,
    /// Nothing was logged while investigating.
    Entry,
}

/// One reminder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nudge {
    /// What is missing.
    pub missing: Missing,
    /// How long: since the declaration or since it was last there, since the due time, or since the last entry.
    pub age: Span,
}

impl Nudge {
    /// What to tell people: what is missing, and the verb that mends it.
    pub fn sentence(&self) -> String {
        let age = self.age;
        match self.missing {
            Missing::Commander => format!("Nobody has taken command for {age}: /role commander NAME"),
            Missing::Severity => format!("No severity after {age}: /sev LEVEL"),
            Missing::CustomerUpdate => format!("The update to customers is {age} late: /update TEXT"),
            Missing::InternalUpdate => format!("The internal update is {age} late: /update TEXT --to internal"),
            Missing::Entry => format!("Nothing was logged for {age}: what has been tried?"),
        }
    }
}

/// What is missing now, most urgent first. Nothing once the incident is resolved or over.
pub fn nudges(state: &State, now: Time) -> Vec<Nudge> {
    let status = state.lifecycle.status();
    let Some(declared) = state.milestones().get(Milestone::Declared).filter(|_| status < Status::Resolved) else {
        return Vec::new();
    };
    let wanted = &state.lifecycle.playbook().nudges;
    let mut found = Vec::new();
    let mut remind = |missing, since: Time, after: Span| {
        if let Some(age) = Span::between(since, now).filter(|age| *age >= after) {
            found.push(Nudge { missing, age });
        }
    };
    if state.roles.commander().is_none() {
        let freed = state.roles.register(COMMANDER).and_then(Register::newest);
        let since =
            freed.and_then(|head| state.timeline.occurred(head.id)).map_or(declared, |freed| freed.max(declared));
        remind(Missing::Commander, since, wanted.no_commander);
    }
    for (audience, missing) in
        [(Audience::Customers, Missing::CustomerUpdate), (Audience::Internal, Missing::InternalUpdate)]
    {
        if let Some(due) = state.update_due(audience) {
            remind(missing, due, Span::seconds(1));
        }
    }
    if state.lifecycle.severity.get().is_none() {
        remind(Missing::Severity, declared, wanted.no_severity);
    }
    if status == Status::Investigating {
        let last = state.timeline.as_written().last();
        remind(Missing::Entry, last.map_or(declared, |entry| entry.at), wanted.silence);
    }
    found
}

#[cfg(test)]
mod tests;
