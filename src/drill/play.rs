//! Where an exercise stands: what has come, what is due next, what was met and what was missed. A pure function of the
//! scenario, of what was written, and of the exercise time.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::facts::{Deed, Fact, facts};
use super::met::Met;
use super::scenario::{Action, Condition, Expectation, Inject, InjectKind, Scenario};
use super::start;
use crate::incident::exercise::{Arrival, Command, Exercise};
use crate::incident::span::Span;
use crate::incident::{State, Time};

/// An exercise as it stands.
#[derive(Debug)]
pub struct Play<'a> {
    /// What is played.
    pub scenario: &'a Scenario,
    /// What is known of the exercise.
    pub exercise: &'a Exercise,
    /// What is known of the incident that is played.
    pub state: &'a State,
    /// What was done, in order.
    pub facts: Vec<Fact>,
    /// When each inject with a time of its own comes, counted from STARTEX.
    times: HashMap<&'a str, Span>,
}

/// One thing that is awaited of the players since an inject has come.
#[derive(Clone, Copy, Debug)]
pub struct Awaited<'a> {
    /// Of which inject.
    pub inject: &'a Inject,
    /// Which of its expectations, from 1.
    pub number: u16,
    /// What.
    pub expectation: &'a Expectation,
    /// When the inject came (exercise time, UTC).
    pub since: Time,
    /// Until when it is in time; `None` if nothing says so.
    pub deadline: Option<Time>,
    /// When it was done, if it was.
    pub met: Option<Met>,
}

impl Awaited<'_> {
    /// Whether it was done in time.
    pub fn in_time(&self) -> bool {
        self.met.is_some_and(|met| self.deadline.is_none_or(|deadline| met.at <= deadline))
    }
}

impl<'a> Play<'a> {
    /// The exercise of a state; `None` if it is none.
    pub fn of(scenario: &'a Scenario, state: &'a State) -> Option<Play<'a>> {
        let exercise = state.exercise.as_deref()?;
        let times = start::times(scenario, exercise.terms.seed);
        let times = scenario.injects.iter().zip(times).filter_map(|(inject, at)| Some((inject.id.as_str(), at?)));
        Some(Play { scenario, exercise, state, facts: facts(state), times: times.collect() })
    }

    /// What the players are to answer since an inject has come; nothing before.
    pub fn awaited(&self, inject: &'a Inject) -> Vec<Awaited<'a>> {
        let Some(arrival) = self.exercise.arrival(&inject.id) else { return Vec::new() };
        let awaited = |(place, expectation): (usize, &'a Expectation)| Awaited {
            inject,
            number: place as u16 + 1,
            expectation,
            since: arrival.at,
            deadline: self.deadline(arrival, expectation),
            met: self.met(arrival, expectation),
        };
        inject.expectations.iter().enumerate().map(awaited).collect()
    }

    fn deadline(&self, arrival: &Arrival, expectation: &Expectation) -> Option<Time> {
        let within = expectation.within(&self.scenario.exercise.targets).filter(|_| self.exercise.terms.timed)?;
        Some(within.after(arrival.at))
    }

    /// What comes next by itself: an inject that is due, or ENDEX; `None` while nothing is due.
    pub fn next(&self, now: Time) -> Option<Command> {
        if self.exercise.is_over() || !self.exercise.clock.is_running() {
            return None;
        }
        let endex = Some(self.exercise.endex()).filter(|endex| self.exercise.terms.timed && *endex <= now);
        let due = self.coming(now).filter_map(|(inject, due)| Some((inject, due?))).filter(|(_, due)| *due <= now);
        let first = due.min_by_key(|(_, due)| *due).filter(|(_, due)| endex.is_none_or(|endex| *due < endex));
        match first {
            Some((inject, _)) => Some(start::deliver(inject)),
            None => endex.map(|_| Command::End),
        }
    }

    /// The injects that have not come yet, with the time at which each is due as far as that is known.
    pub fn coming(&self, now: Time) -> impl Iterator<Item = (&'a Inject, Option<Time>)> {
        let coming = self.scenario.injects.iter().filter(|inject| self.exercise.arrival(&inject.id).is_none());
        coming.map(move |inject| (inject, self.due(inject, now)))
    }

    /// The inject that comes next, and when: what is due first; where nothing is timed, the next in the order of times.
    pub fn next_to_come(&self, now: Time) -> Option<(&'a Inject, Option<Time>)> {
        // What only the controller sees comes along on the way.
        let coming = || self.coming(now).filter(|(inject, _)| inject.kind != InjectKind::Facilitation);
        let due = coming().filter_map(|(inject, due)| Some((inject, due?))).min_by_key(|(_, due)| *due);
        let waits = |inject: &Inject| inject.when.is_empty() && inject.when_any.is_empty() && inject.at.is_some();
        let in_turn =
            || coming().map(|(inject, _)| inject).filter(|inject| waits(inject)).min_by_key(|inject| inject.at);
        due.map(|(inject, due)| (inject, Some(due))).or_else(|| in_turn().map(|inject| (inject, None)))
    }

    /// When an inject is due, as far as that is known.
    pub fn due(&self, inject: &Inject, now: Time) -> Option<Time> {
        let timed = match inject.at {
            Some(_) => Some(self.timed(inject)?),
            None => None,
        };
        let conditional = match (inject.when.is_empty(), inject.when_any.is_empty()) {
            (true, true) => None,
            _ => Some(self.fulfilled(inject, now)?),
        };
        timed.max(conditional)
    }

    /// When an inject with a time of its own is due, should it have no conditions; never while nothing is timed.
    fn timed(&self, inject: &Inject) -> Option<Time> {
        let terms = &self.exercise.terms;
        let after = *self.times.get(inject.id.as_str()).filter(|_| terms.timed)?;
        let after = TimeDelta::try_milliseconds(after.ms().saturating_sub(self.exercise.advanced))?;
        terms.begins.checked_add_signed(after)
    }

    /// When the conditions of an inject came true, and its delay after that is over.
    fn fulfilled(&self, inject: &Inject, now: Time) -> Option<Time> {
        let all: Option<Vec<Time>> = inject.when.iter().map(|condition| self.since(condition, now)).collect();
        let any = inject.when_any.iter().filter_map(|condition| self.since(condition, now)).min();
        if !inject.when_any.is_empty() && any.is_none() {
            return None;
        }
        let since = all?.into_iter().chain(any).max()?;
        Some(inject.delay.map_or(since, |delay| delay.after(since)))
    }

    /// Since when a condition holds, if it does now.
    fn since(&self, condition: &Condition, now: Time) -> Option<Time> {
        match condition {
            Condition::Chose(inject, option) => {
                let (chosen, at) = self.exercise.arrival(inject)?.chosen.as_ref()?;
                (chosen == option).then_some(*at)
            }
            Condition::Checked(id) => {
                let done = |fact: &&Fact| matches!(&fact.deed, Deed::Done(text) if self.is_check(id, text));
                self.facts.iter().find(done).map(|fact| fact.at)
            }
            Condition::Met(inject) => {
                let awaited = self.computed(inject)?;
                awaited
                    .iter()
                    .map(|one| one.met.filter(|_| one.in_time()).map(|met| met.at))
                    .max()?
                    .filter(|_| awaited.iter().all(Awaited::in_time))
            }
            Condition::Missed(inject) => {
                let awaited = self.computed(inject)?;
                let missed = awaited.iter().filter(|one| !one.in_time()).filter_map(|one| one.deadline);
                missed.filter(|deadline| *deadline < now).min()
            }
        }
    }

    /// What an inject awaits, without what only a person can judge.
    pub(super) fn computed(&self, inject: &str) -> Option<Vec<Awaited<'a>>> {
        let mut awaited = self.awaited(self.scenario.inject(inject)?);
        awaited.retain(|one| match one.expectation.action {
            Action::Manual => false,
            // Alone there is nobody to hand over to.
            Action::Handoff(_) => !self.exercise.terms.solo,
            _ => true,
        });
        Some(awaited)
    }

    /// The contingencies that come because an inject was not answered.
    pub fn contingencies(&self, inject: &Inject) -> impl Iterator<Item = &'a Inject> {
        let missed = Condition::Missed(inject.id.clone());
        self.scenario.injects.iter().filter(move |one| {
            one.kind == InjectKind::Contingency && (one.when.contains(&missed) || one.when_any.contains(&missed))
        })
    }

    /// What is awaited, as a person reads it: roles as the playbook calls them, items of the checklist by their text.
    pub fn told(&self, expectation: &Expectation) -> String {
        let role = |role: &str| self.state.lifecycle.playbook().role(role).map(|role| role.name.clone());
        match (&expectation.action, &expectation.manual) {
            (_, Some(manual)) => manual.clone(),
            (Action::Assign(word), None) => Action::Assign(role(word).unwrap_or(word.clone())).sentence(),
            (Action::Handoff(word), None) => Action::Handoff(role(word).unwrap_or(word.clone())).sentence(),
            (Action::Check(id), None) => match self.scenario.check(id) {
                Some(check) => format!("do \"{}\"", check.text),
                None => expectation.action.sentence(),
            },
            (action, None) => action.sentence(),
        }
    }

    /// Whether a role of the scenario is the one that the playbook calls `held`.
    pub fn is_role(&self, role: &str, held: &str) -> bool {
        match self.state.lifecycle.playbook().role(role) {
            Some(role) => role.name == held,
            None => role.eq_ignore_ascii_case(held),
        }
    }

    /// Whether an item of the scenario's checklist has this text.
    pub fn is_check(&self, id: &str, text: &str) -> bool {
        self.scenario.check(id).is_some_and(|check| check.text == text)
    }
}
