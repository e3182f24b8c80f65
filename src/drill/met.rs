//! When what was awaited was done, and what shows it.

use uuid::Uuid;

use super::facts::{Deed, Fact};
use super::play::Play;
use super::scenario::{Action, Expectation};
use crate::incident::Time;
use crate::incident::exercise::Arrival;
use crate::incident::lifecycle::Status;
use crate::incident::span::Span;

/// When an expectation was met, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// When (exercise time, UTC); not before the inject came.
    pub at: Time,
    /// The record that shows it.
    pub record: Uuid,
}

impl Play<'_> {
    /// When an expectation of an inject that has come was met; `None` if it was not, or only a person can tell.
    pub(super) fn met(&self, arrival: &Arrival, expectation: &Expectation) -> Option<Met> {
        let action = &expectation.action;
        let came = self.facts.iter().position(|fact| fact.record == arrival.record)?;
        let (before, since) = self.facts.split_at(came);
        let standing = if expectation.fresh { None } else { self.standing(before, arrival, expectation) };
        let fact = standing
            .or_else(|| since.iter().find(|fact| self.shows(action, fact) || answers(action, arrival, fact)))?;
        Some(Met { at: fact.at.max(arrival.at), record: fact.record })
    }

    /// What holds already when the inject comes: a state that nobody has undone, or a deed that is not too old.
    fn standing<'f>(&self, before: &'f [Fact], arrival: &Arrival, expectation: &Expectation) -> Option<&'f Fact> {
        let action = &expectation.action;
        let last = before.iter().rfind(|fact| self.shows(action, fact) || self.undoes(action, fact))?;
        let lasts = matches!(
            action,
            Action::Declare | Action::Severity | Action::Assign(_) | Action::Check(_) | Action::Resolve
        );
        let window = expectation.within(&self.scenario.exercise.targets).map_or(0, Span::ms);
        let holds = lasts || (arrival.at - last.at).num_milliseconds() <= window;
        Some(last).filter(|last| holds && !self.undoes(action, last))
    }

    fn shows(&self, action: &Action, fact: &Fact) -> bool {
        match (action, &fact.deed) {
            (Action::Declare, Deed::Declared)
            | (Action::Severity, Deed::Severity { .. })
            | (Action::Escalate, Deed::Logged { calls: true, .. } | Deed::Severity { worse: true })
            | (Action::Decision, Deed::Logged { decision: true, .. })
            | (Action::Task, Deed::Added)
            | (Action::Resolve, Deed::Status(Status::Resolved | Status::Closed)) => true,
            (Action::Update(audience), Deed::Told { audience: told, .. }) => audience == told,
            (Action::Assign(role), Deed::Assigned { role: held, .. } | Deed::HandedOff(held)) => {
                self.is_role(role, held)
            }
            (Action::Handoff(role), Deed::HandedOff(held)) => self.is_role(role, held),
            (Action::Check(id), Deed::Done(text)) => self.is_check(id, text),
            _ => false,
        }
    }

    fn undoes(&self, action: &Action, fact: &Fact) -> bool {
        match (action, &fact.deed) {
            (Action::Assign(role), Deed::Released { role: held, .. }) => self.is_role(role, held),
            (Action::Check(id), Deed::Reopened(text) | Deed::Skipped(text)) => self.is_check(id, text),
            (Action::Resolve, Deed::Status(status)) => !matches!(status, Status::Resolved | Status::Closed),
            _ => false,
        }
    }
}

/// Whether a fact is an answer to this very inject.
fn answers(action: &Action, arrival: &Arrival, fact: &Fact) -> bool {
    match (action, &fact.deed) {
        (Action::Choose | Action::Acknowledge, Deed::Chosen(inject)) => *inject == arrival.inject,
        (Action::Acknowledge, Deed::Acknowledged(inject)) => *inject == arrival.inject,
        _ => false,
    }
}
