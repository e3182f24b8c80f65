//! An exercise: an incident that is rehearsed, in a time of its own. Everything written in it carries exercise time, so
//! a pause takes no time, and what is measured is measured without it.
//!
//! Words after HSEEP (Homeland Security Exercise and Evaluation Program, FEMA, 2020): STARTEX and ENDEX begin and end the
//! conduct, an inject is something that the players are told, a controller keeps the exercise going.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::record::{Record, Time};
use super::register::Register;
use super::span::Span;
use super::timeline::EntryKind;
use super::{Line, State};

mod clock;
mod command;
mod event;
mod rating;
#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use command::Command;
pub(in crate::incident) use command::decide;
pub use event::{Event, Terms};
pub use rating::Rating;

/// In whose name the exercise itself writes, injects and ENDEX: HSEEP calls those who bring them the control cell.
pub const BY: &str = "control";

/// An inject that the players were told.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Which inject.
    pub inject: String,
    /// The record that delivered it.
    pub record: Uuid,
    /// When (exercise time, UTC).
    pub at: Time,
    /// Since when it is known to have been seen.
    pub acknowledged: Option<Time>,
    /// What was chosen and when, if it offers options.
    pub chosen: Option<(String, Time)>,
    /// When a hint was given, and which.
    pub hinted: Option<(Time, Arc<str>)>,
}

/// Something that the controller noted.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// When (exercise time, UTC).
    pub at: Time,
    /// Who noted it.
    pub by: Arc<str>,
    /// What.
    pub text: String,
}

/// How an expectation was judged, and what was said of it.
pub type Judgement = (Rating, Option<String>);

/// All that is known of an exercise beyond the incident that it plays.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// What was agreed at STARTEX.
    pub terms: Terms,
    /// What time it is in it.
    pub clock: Clock,
    /// The real time of STARTEX (UTC).
    pub started: Time,
    /// The real time of ENDEX (UTC), once it is over.
    pub ended: Option<Time>,
    /// By how much what is still to come was brought forward, in ms.
    pub advanced: i64,
    /// What the controller noted.
    pub observations: Vec<Observation>,
    /// Follow-ups, with what each is to improve.
    pub improvements: Vec<(String, Uuid)>,
    arrivals: Vec<Arrival>,
    judgements: HashMap<(String, u16), Register<Judgement>>,
    assessments: HashMap<String, Register<Rating>>,
    answers: HashMap<u16, Register<String>>,
    records: Vec<Record>,
}

impl Exercise {
    fn started(terms: &Terms, wall: Time) -> Exercise {
        Exercise {
            terms: terms.clone(),
            clock: Clock::started(terms.begins, wall, terms.speed),
            started: wall,
            ended: None,
            advanced: 0,
            observations: Vec::new(),
            improvements: Vec::new(),
            arrivals: Vec::new(),
            judgements: HashMap::new(),
            assessments: HashMap::new(),
            answers: HashMap::new(),
            records: Vec::new(),
        }
    }

    /// The injects that the players were told, in that order.
    pub fn arrivals(&self) -> &[Arrival] {
        &self.arrivals
    }

    /// The arrival of an inject, if it has come.
    pub fn arrival(&self, inject: &str) -> Option<&Arrival> {
        self.arrivals.iter().find(|arrival| arrival.inject == inject)
    }

    /// How the controller judged an expectation of an inject, counted from 1.
    pub fn judgement(&self, inject: &str, expectation: u16) -> Option<&Judgement> {
        self.judgements.get(&(inject.to_owned(), expectation))?.get()
    }

    /// How the players rated themselves on an objective.
    pub fn assessment(&self, objective: &str) -> Option<Rating> {
        self.assessments.get(objective)?.get().copied()
    }

    /// What the players answered to a question of the hot wash, counted from 1.
    pub fn answer(&self, question: u16) -> Option<&str> {
        self.answers.get(&question)?.get().map(String::as_str)
    }

    /// Everything that was written between STARTEX and ENDEX, in order: what ratings are computed from.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether ENDEX has come.
    pub fn is_over(&self) -> bool {
        self.ended.is_some()
    }

    /// The exercise time of ENDEX if nothing is brought forward any more: when the players' time is up (UTC).
    pub fn endex(&self) -> Time {
        Span::milliseconds(self.terms.duration.ms().saturating_sub(self.advanced)).after(self.terms.begins)
    }

    fn change(&mut self, inject: &str, change: impl FnOnce(&mut Arrival)) {
        if let Some(arrival) = self.arrivals.iter_mut().find(|arrival| arrival.inject == inject) {
            change(arrival);
        }
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        let ids = match event {
            Event::Judged { inject, expectation, .. } => {
                self.judgements.get(&(inject.clone(), *expectation)).map(Register::ids)
            }
            Event::Assessed { objective, .. } => self.assessments.get(objective).map(Register::ids),
            Event::Answered { question, .. } => self.answers.get(question).map(Register::ids),
            _ => None,
        };
        ids.unwrap_or_default()
    }

    /// Keeps a record for the ratings, unless the exercise is over.
    pub(super) fn witness(&mut self, record: &Record) {
        if !self.is_over() {
            self.records.push(record.clone());
        }
    }

    fn apply(&mut self, event: &Event, record: &Record) {
        let at = record.occurred();
        match event {
            Event::Started { .. } => {}
            Event::Paused { wall } => self.clock.stop(at, *wall),
            Event::Frozen { wall } => self.clock.freeze(at, *wall),
            Event::Resumed { wall } => self.clock.run(at, *wall),
            Event::Ended { wall } => {
                if self.ended.is_none() {
                    self.clock.stop(at, *wall);
                    self.ended = Some(*wall);
                }
            }
            Event::Advanced { by } => self.advanced = self.advanced.saturating_add(by.ms()),
            Event::Delivered { inject, .. } => {
                if self.arrival(inject).is_none() {
                    self.arrivals.push(Arrival {
                        inject: inject.clone(),
                        record: record.id,
                        at,
                        acknowledged: None,
                        chosen: None,
                        hinted: None,
                    });
                }
            }
            Event::Hinted { inject, text } => self.change(inject, |arrival| {
                arrival.hinted.get_or_insert((at, text.clone()));
            }),
            Event::Acknowledged { inject } => self.change(inject, |arrival| {
                arrival.acknowledged.get_or_insert(at);
            }),
            Event::Chosen { inject, option, .. } => self.change(inject, |arrival| {
                arrival.acknowledged.get_or_insert(at);
                arrival.chosen.get_or_insert((option.clone(), at));
            }),
            Event::Judged { inject, expectation, rating, note } => {
                let key = (inject.clone(), *expectation);
                self.judgements.entry(key).or_default().write((*rating, note.clone()), record);
            }
            Event::Observed { text } => {
                self.observations.push(Observation { at, by: record.by.clone(), text: text.clone() });
            }
            Event::Assessed { objective, rating } => {
                self.assessments.entry(objective.clone()).or_default().write(*rating, record);
            }
            Event::Answered { question, text } => {
                self.answers.entry(*question).or_default().write(text.clone(), record);
            }
            Event::Improved { finding, followup } => self.improvements.push((finding.clone(), *followup)),
        }
    }
}

/// Takes an event into an exercise, or begins one.
pub(super) fn apply(exercise: &mut Option<Box<Exercise>>, event: &Event, record: &Record) {
    match (exercise, event) {
        (none @ None, Event::Started { terms, wall }) => *none = Some(Box::new(Exercise::started(terms, *wall))),
        (Some(exercise), event) => exercise.apply(event, record),
        (None, _) => {}
    }
}

impl State {
    /// What time it is here when it is `wall` (UTC) in the world: the same, unless this is an exercise.
    pub fn now(&self, wall: Time) -> Time {
        self.exercise.as_ref().map_or(wall, |exercise| exercise.clock.at(wall))
    }

    /// Whether this is only an exercise.
    pub fn is_exercise(&self) -> bool {
        self.exercise.is_some()
    }
}

pub(super) fn describe(event: &Event) -> Option<Line> {
    let (kind, text): (EntryKind, Arc<str>) = match event {
        Event::Started { terms, .. } => (EntryKind::Status, format!("STARTEX: {}", terms.title).into()),
        Event::Paused { .. } => (EntryKind::Status, "exercise paused".into()),
        Event::Resumed { .. } => (EntryKind::Status, "exercise goes on".into()),
        Event::Frozen { .. } => (EntryKind::Status, "exercise frozen: REAL WORLD".into()),
        Event::Ended { .. } => (EntryKind::Status, "ENDEX".into()),
        Event::Delivered { text, .. } if text.is_empty() => return None,
        Event::Delivered { kind, text, .. } => (*kind, text.clone()),
        Event::Hinted { inject, text } => (EntryKind::Note, format!("hint for {inject}: {text}").into()),
        Event::Acknowledged { inject } => (EntryKind::Note, format!("{inject} acknowledged").into()),
        Event::Chosen { inject, label, .. } => (EntryKind::Action, format!("chosen for {inject}: {label}").into()),
        Event::Advanced { .. }
        | Event::Judged { .. }
        | Event::Observed { .. }
        | Event::Assessed { .. }
        | Event::Answered { .. }
        | Event::Improved { .. } => return None,
    };
    Some(Line { kind, text })
}
