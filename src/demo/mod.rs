//! Two made-up incidents for a first look: one half-way through, one that is over. They are played through the same
//! door as real ones, by a clock that runs in the past.

mod over;
mod running;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use crate::incident::lifecycle::Declaration;
use crate::incident::playbook::Playbook;
use crate::incident::record::whole_ms;
use crate::incident::timeline::{self, EntryKind, EntryRef};
use crate::incident::updates::{self, Audience, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, Time, checklist, people, roles};
use crate::journal::shelf::Shelf;
use crate::session::{Clock, Fault, Request, Session};

/// Puts both incidents on a shelf as they stand at `now`, with times in `zone`, and gives the id of the one that is
/// still running. `by` takes part in it, as its scribe.
///
/// # Errors
/// `by` is no name for a person, or the shelf cannot be written.
pub fn build(shelf: &Shelf, now: Time, by: &str, zone: &Zone) -> Result<String, Fault> {
    let by = people::name(by)?;
    over::play(shelf, whole_ms(now) - TimeDelta::days(3), zone)?;
    running::play(shelf, whole_ms(now) - TimeDelta::minutes(running::MINUTES), &by, zone)
}

/// Minutes and seconds since the declaration.
type At = (i64, i64);

/// An incident that is being told.
struct Story {
    session: Session,
    clock: Arc<AtomicI64>,
    declared: Time,
}

impl Story {
    /// Begins with the declaration, at `declared`. The impact began so many minutes before it, and was noticed later.
    fn begin(
        shelf: &Shelf,
        declared: Time,
        zone: &Zone,
        by: &str,
        title: &str,
        [started, detected]: [i64; 2],
    ) -> Result<Story, Fault> {
        let clock = Arc::new(AtomicI64::new(declared.timestamp_millis()));
        let hand = clock.clone();
        let tell = move || DateTime::from_timestamp_millis(hand.load(Ordering::Relaxed)).unwrap_or_default();
        let declaration = Declaration {
            id: String::new(),
            title: title.into(),
            zone: zone.clone(),
            playbook: Playbook::standard(),
            severity: None,
            started: Some(declared - TimeDelta::minutes(started)),
            detected: Some(declared - TimeDelta::minutes(detected)),
        };
        let session = Session::declare(shelf, declaration, by, None, Clock::from_fn(tell), "ic demo")?;
        Ok(Story { session, clock, declared })
    }

    fn time(&self, (minutes, seconds): At) -> Time {
        self.declared + TimeDelta::minutes(minutes) + TimeDelta::seconds(seconds)
    }

    /// Somebody does something; gives the record that it made first.
    fn tell(&mut self, at: At, by: &str, command: impl Into<Command>) -> Result<Uuid, Fault> {
        self.request(at, Request::new(by, command))
    }

    /// Somebody writes down later, at `at`, what happened at `said`.
    fn tell_late(&mut self, at: At, said: At, by: &str, command: impl Into<Command>) -> Result<Uuid, Fault> {
        self.request(at, Request::new(by, command).at(Some(self.time(said))))
    }

    fn request(&mut self, at: At, request: Request) -> Result<Uuid, Fault> {
        self.clock.store(self.time(at).timestamp_millis(), Ordering::Relaxed);
        self.session.execute(&request)?;
        Ok(request.id)
    }

    /// The number of the task that begins so; 0, which no task has, if there is none.
    fn task(&self, beginning: &str) -> u32 {
        let tasks = self.session.state().checklist.tasks();
        tasks.iter().find(|task| task.text.starts_with(beginning)).map_or(0, |task| task.number)
    }

    fn done(&mut self, at: At, by: &str, beginning: &str) -> Result<(), Fault> {
        let task = self.task(beginning);
        self.tell(at, by, checklist::Command::Done(task)).map(drop)
    }

    /// Leaves the folder as a room leaves it, and gives the incident's id.
    fn end(mut self) -> Result<String, Fault> {
        self.session.refresh()?;
        Ok(self.session.state().id().to_owned())
    }
}

fn log(kind: EntryKind, text: &str) -> timeline::Command {
    timeline::Command::Log { kind, text: text.into(), key: false, detail: Default::default() }
}

fn star(entry: Uuid) -> timeline::Command {
    timeline::Command::Star { entry: EntryRef::Id(entry), key: Some(true) }
}

fn role(role: &str, person: &str) -> roles::Command {
    roles::Command::Assign { role: role.into(), person: person.into() }
}

fn tell(audience: Audience, text: &str, next: Promise) -> updates::Command {
    updates::Command::Send { audience, text: text.into(), next }
}
