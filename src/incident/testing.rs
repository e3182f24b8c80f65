//! Given events, when a command is given, then these events: the little stage that the rules are tested on.

use chrono::{TimeZone, Utc};
use uuid::Uuid;

use super::lifecycle::{self, Declaration};
use super::playbook::Playbook;
use super::span::Span;
use super::timeline::Entry;
use super::zone::Zone;
use super::{Applied, Command, Event, Kind, Moment, Record, Refusal, Stamp, State, Time, decide, exercise, fold, over};

mod everywhere;
pub mod payloads;
mod plays;

pub use everywhere::everywhere;
pub use plays::{Play, plays};

/// 2026-11-21 at the given time of day, UTC.
pub fn at(hour: u32, minute: u32) -> Time {
    Utc.with_ymd_and_hms(2026, 11, 21, hour, minute, 0).unwrap()
}

/// A record with the n-th stamp and id.
pub fn record(n: u32, over: Vec<Uuid>) -> Record {
    Record {
        id: Uuid::from_u128(n as u128),
        h: Stamp { ms: n as i64, n: 0 },
        at: at(3, 12),
        by: "ana".into(),
        occurred: None,
        over,
        kind: Kind::Unknown("{}".into()),
    }
}

/// An incident on which commands are played one after the other.
#[derive(Clone)]
pub struct Stage {
    pub state: State,
    pub records: Vec<Record>,
    copy: u32,
}

impl Stage {
    /// Nothing has happened.
    pub fn empty() -> Stage {
        Stage { state: State::default(), records: Vec::new(), copy: 0 }
    }

    /// "Checkout returns 500s" was declared by ana at 03:12 UTC.
    pub fn declared() -> Stage {
        let mut stage = Stage::empty();
        stage.play(at(3, 12), declaration("Checkout returns 500s")).unwrap();
        stage
    }

    /// The exercise "Slow" began at 03:12 UTC, and ana declared "It is slow" in it.
    pub fn rehearsed() -> Stage {
        let mut stage = Stage::empty();
        let terms = exercise::Terms {
            id: "EX-2026-11-21-slow".into(),
            title: "Slow".into(),
            scenario: "".into(),
            speed: 1,
            solo: false,
            timed: true,
            seed: None,
            zone: "UTC".into(),
            begins: at(3, 12),
            duration: Span::minutes(45),
            checklist: Vec::new(),
        };
        stage.play(at(3, 12), exercise::Command::Start(Box::new(terms))).unwrap();
        stage.play(at(3, 12), declaration("It is slow")).unwrap();
        stage
    }

    /// A copy of the incident whose records will not be seen by this one; `copy` tells copies apart.
    pub fn copied(&self, copy: u32) -> Stage {
        Stage { copy, ..self.clone() }
    }

    /// Takes what was written on another copy.
    pub fn meet(&mut self, other: &Stage) {
        self.records.extend(other.records.iter().cloned());
        self.state = fold(self.records.clone());
    }

    /// The lines as they happened, each `HH:MM kind text`.
    pub fn lines(&self) -> Vec<String> {
        let line = |entry: &Entry| format!("{} {} {}", entry.occurred.format("%H:%M"), entry.kind.word(), entry.text());
        self.state.timeline.in_order().map(line).collect()
    }

    /// The last line that was written down.
    pub fn last(&self) -> &Entry {
        self.state.timeline.as_written().last().unwrap()
    }

    /// Why a command is not carried out.
    pub fn refused(&mut self, now: Time, command: impl Into<Command>) -> String {
        self.play(now, command).expect_err("a refusal").0
    }

    /// Gives a command at a time and applies what follows.
    pub fn play(&mut self, now: Time, command: impl Into<Command>) -> Result<Vec<Event>, Refusal> {
        self.play_as("ana", now, None, command)
    }

    /// Gives a command about something that happened earlier.
    pub fn play_back(&mut self, now: Time, said: Time, command: impl Into<Command>) -> Result<Vec<Event>, Refusal> {
        self.play_as("ana", now, Some(said), command)
    }

    /// Gives a command as someone.
    pub fn play_as(
        &mut self,
        by: &str,
        now: Time,
        said: Option<Time>,
        command: impl Into<Command>,
    ) -> Result<Vec<Event>, Refusal> {
        let drafts = decide(&self.state, &command.into(), Moment { wall: now, now, said, by })?;
        let mut events = Vec::new();
        for draft in drafts {
            let n = self.records.len() as u32 + 1;
            let mut next = record(n, over(&self.state, &draft.event));
            next.id = Uuid::from_u128(u128::from(self.copy) << 64 | u128::from(n));
            next.h = self.state.head().map(|head| head.0).unwrap_or_default().next(now.timestamp_millis());
            next.at = now;
            next.by = by.into();
            next.occurred = draft.occurred.or(said);
            next.kind = Kind::Known(draft.event.clone());
            assert_eq!(self.state.apply(&next), Applied::Fresh);
            self.records.push(next);
            events.push(draft.event);
        }
        Ok(events)
    }
}

/// A declaration in UTC with the built-in playbook.
pub fn declaration(title: &str) -> lifecycle::Command {
    lifecycle::Command::Declare(Declaration {
        id: "2026-11-21-test".into(),
        title: title.into(),
        zone: Zone::utc(),
        playbook: Playbook::standard(),
        severity: None,
        started: None,
        detected: None,
    })
}
