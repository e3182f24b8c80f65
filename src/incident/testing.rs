//! Given events, when a command is given, then these events: the little stage that the rules are tested on.

use chrono::{TimeZone, Utc};
use uuid::Uuid;

use super::lifecycle::{self, Declaration};
use super::playbook::Playbook;
use super::zone::Zone;
use super::{Command, Event, Kind, Moment, Record, Refusal, Stamp, State, Time, decide, over};

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
pub struct Stage {
    pub state: State,
    pub records: Vec<Record>,
}

impl Stage {
    /// Nothing has happened.
    pub fn empty() -> Stage {
        Stage { state: State::default(), records: Vec::new() }
    }

    /// "Checkout returns 500s" was declared by ana at 03:12 UTC.
    pub fn declared() -> Stage {
        let mut stage = Stage::empty();
        stage.play(at(3, 12), declaration("Checkout returns 500s")).unwrap();
        stage
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
        let drafts = decide(&self.state, &command.into(), Moment { now, said, by })?;
        let mut events = Vec::new();
        for draft in drafts {
            let n = self.records.len() as u32 + 1;
            let mut next = record(n, over(&self.state, &draft.event));
            next.h = Stamp { ms: now.timestamp_millis(), n };
            next.at = now;
            next.by = by.into();
            next.occurred = draft.occurred.or(said);
            next.kind = Kind::Known(draft.event.clone());
            self.state.apply(&next);
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
