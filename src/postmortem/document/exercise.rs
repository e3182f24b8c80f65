//! That the incident was only rehearsed, and how.

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::after_action::{AfterAction, Step};
use crate::incident::exercise::{self, Event};
use crate::incident::snapshot::Phase;
use crate::incident::span::Span;
use crate::incident::{self, Kind, Record, State, Time};

/// An exercise. All instants of the report are exercise time (UTC), except where it says real time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exercise {
    /// Its id; begins with `EX-`.
    pub id: String,
    /// The title of its scenario.
    pub title: String,
    /// How far it is.
    pub phase: Phase,
    /// How many times faster than the wall clock its time ran.
    pub speed: u8,
    /// Whether one person played all parts.
    pub solo: bool,
    /// Whether injects came, and answers were due, at their times; else a controller brought each inject.
    pub timed: bool,
    /// From which the times of injects were varied; null if they were as written.
    pub seed: Option<u64>,
    /// Whether its times can be compared with those of other exercises.
    pub comparable: bool,
    /// Why not: `×5, not comparable`.
    pub not_comparable: Option<String>,
    /// STARTEX in real time (UTC).
    pub started: Time,
    /// ENDEX in real time (UTC).
    pub ended: Option<Time>,
    /// STARTEX in exercise time (UTC).
    pub startex: Time,
    /// ENDEX in exercise time (UTC).
    pub endex: Option<Time>,
    /// How long it was to last, in seconds of exercise time.
    pub planned_s: i64,
    /// How often it was paused.
    pub pauses: usize,
    /// How often it was stopped because something real had happened.
    pub freezes: usize,
    /// How long its clock stood while real time went on, in seconds.
    pub stood_s: i64,
    /// By how much what was still to come was brought forward, in seconds.
    pub advanced_s: i64,
    /// What came of it; null where the scenario was not at hand.
    pub after_action: Option<Box<AfterAction>>,
}

impl Exercise {
    /// What the record alone knows; `None` for a real incident.
    pub(super) fn of(state: &State) -> Option<Exercise> {
        let exercise = state.exercise.as_deref()?;
        let terms = &exercise.terms;
        let count = |wanted: fn(&Event) -> bool| events(exercise).filter(|(_, event)| wanted(event)).count();
        let not_comparable = not_comparable(exercise);
        Some(Exercise {
            id: terms.id.clone(),
            title: terms.title.clone(),
            phase: Phase::of(exercise),
            speed: terms.speed,
            solo: terms.solo,
            timed: terms.timed,
            seed: terms.seed,
            comparable: not_comparable.is_none(),
            not_comparable,
            started: exercise.started,
            ended: exercise.ended,
            startex: terms.begins,
            endex: events(exercise)
                .find(|(_, event)| matches!(event, Event::Ended { .. }))
                .map(|(record, _)| record.occurred()),
            planned_s: terms.duration.ms() / 1_000,
            pauses: count(|event| matches!(event, Event::Paused { .. })),
            freezes: count(|event| matches!(event, Event::Frozen { .. })),
            stood_s: stood(exercise).num_seconds(),
            advanced_s: exercise.advanced / 1_000,
            after_action: None,
        })
    }

    /// A time as it is counted from STARTEX: `E+06:00`.
    pub fn elapsed(&self, at: Time) -> String {
        let seconds = (at - self.startex).num_seconds();
        let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
        format!("E{sign}{:02}:{:02}", seconds / 60, seconds % 60)
    }

    /// What was told and what was done.
    pub(in crate::postmortem) fn steps(&mut self) -> impl Iterator<Item = &mut Step> {
        self.after_action.iter_mut().flat_map(|after| &mut after.story)
    }

    /// How long it lasted in exercise time, if it is over.
    pub fn length(&self) -> Option<Span> {
        Span::between(self.startex, self.endex?)
    }
}

/// Why the times of an exercise cannot be compared with those of others; `None` if they can.
pub fn not_comparable(exercise: &exercise::Exercise) -> Option<String> {
    let terms = &exercise.terms;
    match (terms.speed, terms.timed, Span::milliseconds(exercise.advanced)) {
        (2.., ..) => Some(format!("×{}, not comparable", terms.speed)),
        (_, false, _) => Some("injects brought by hand, not comparable".into()),
        (_, true, forward) if forward.ms() > 0 => Some(format!("brought forward by {forward}, not comparable")),
        _ => None,
    }
}

/// What happened to the exercise itself between STARTEX and ENDEX.
fn events(exercise: &exercise::Exercise) -> impl Iterator<Item = (&Record, &Event)> {
    exercise.records().iter().filter_map(|record| match &record.kind {
        Kind::Known(incident::Event::Exercise(event)) => Some((record, event)),
        _ => None,
    })
}

/// How much more real time went by than exercise time, at its speed, until the clock was touched last.
fn stood(exercise: &exercise::Exercise) -> TimeDelta {
    let touched = events(exercise).filter_map(|(record, event)| match event {
        Event::Paused { wall } | Event::Resumed { wall } | Event::Frozen { wall } | Event::Ended { wall } => {
            Some((record.occurred(), *wall))
        }
        _ => None,
    });
    let Some((then, wall)) = touched.last() else { return TimeDelta::zero() };
    let went = (then - exercise.terms.begins) / i32::from(exercise.terms.speed.max(1));
    (wall - exercise.started - went).max(TimeDelta::zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::exercise::Command;
    use crate::incident::testing::{Stage, at};
    use crate::incident::{Moment, decide};

    /// Does this when the clocks show these two times.
    fn does(stage: &mut Stage, wall: Time, now: Time, command: Command) {
        let drafts = decide(&stage.state, &command.into(), Moment { wall, now, said: None, by: "cy" }).unwrap();
        for draft in drafts {
            let record = Record {
                id: uuid::Uuid::from_u128(900 + stage.records.len() as u128),
                h: stage.state.head().unwrap().0.next(now.timestamp_millis()),
                at: now,
                by: "cy".into(),
                occurred: None,
                over: Vec::new(),
                kind: Kind::Known(draft.event),
            };
            stage.state.apply(&record);
            stage.records.push(record);
        }
    }

    #[test]
    fn the_clock_stands_while_it_is_paused_or_nobody_sees_it() {
        let mut stage = Stage::rehearsed();
        does(&mut stage, at(3, 22), at(3, 22), Command::Pause);
        does(&mut stage, at(3, 30), at(3, 22), Command::Resume);
        does(&mut stage, at(3, 50), at(3, 32), Command::Continue);
        does(&mut stage, at(3, 55), at(3, 37), Command::Freeze);
        does(&mut stage, at(4, 0), at(3, 37), Command::End);
        let told = Exercise::of(&stage.state).unwrap();
        assert_eq!((told.pauses, told.freezes, told.stood_s), (1, 1, (8 + 10 + 5) * 60));
        assert_eq!((told.endex, told.ended), (Some(at(3, 37)), Some(at(4, 0))));
        assert_eq!(told.length(), Some(Span::minutes(25)));
    }

    #[test]
    fn times_are_counted_from_startex() {
        let told = Exercise::of(&Stage::rehearsed().state).unwrap();
        let times = [at(3, 12), at(3, 18), at(4, 27), at(3, 9)].map(|at| told.elapsed(at));
        assert_eq!(times, ["E+00:00", "E+06:00", "E+75:00", "E-03:00"]);
        assert!(Exercise::of(&Stage::declared().state).is_none());
    }
}
