//! The one door to an incident. Command line, room and drills all come through here, from as many processes as they
//! like: lock, catch up, decide, append and sync, apply, unlock.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;
use uuid::Uuid;

use crate::incident::lifecycle::{Declaration, Status};
use crate::incident::record::whole_ms;
use crate::incident::snapshot::Snapshot;
use crate::incident::{
    Applied, Command, Draft, Kind, Moment, Record, Refusal, Stamp, State, Time, decide, fold, lifecycle, over,
};
use crate::journal::shelf::{Freshness, Shelf};
use crate::journal::{Journal, JournalError, Lock, REPORT, SNAPSHOT, derived};
use crate::postmortem;

/// Tells the wall-clock time (UTC).
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

impl Clock {
    /// The machine's.
    pub fn system() -> Clock {
        Clock::from_fn(chrono::Utc::now)
    }

    /// A clock of one's own, for tests and for telling what happened earlier.
    pub fn from_fn(tell: impl Fn() -> Time + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(tell))
    }

    /// The time now, in whole milliseconds.
    pub fn now(&self) -> Time {
        whole_ms((self.0)())
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// What somebody wants, with enough to do it again without doing it twice.
#[derive(Clone, Debug)]
pub struct Request {
    /// The id of the first record it makes; the same request with the same id is carried out once.
    pub id: Uuid,
    /// Who wants it.
    pub by: String,
    /// When it happened, if the person said so (UTC).
    pub said: Option<Time>,
    /// What is wanted.
    pub command: Command,
}

impl Request {
    /// A request of its own.
    pub fn new(by: &str, command: impl Into<Command>) -> Request {
        Request { id: Uuid::now_v7(), by: by.into(), said: None, command: command.into() }
    }

    /// The same, about something that happened at another time.
    pub fn at(self, said: Option<Time>) -> Request {
        Request { said: said.map(whole_ms), ..self }
    }
}

/// Why a request was not carried out.
#[derive(Debug, Error)]
pub enum Fault {
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// News of an incident: what came in since the last time, one's own writes last.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Records that were applied, in their order.
    pub records: Vec<Arc<Record>>,
    /// Whether the state was made anew, so that applying `records` to an older copy does not lead to it.
    pub anew: bool,
    /// Where an unfinished tail of the journal was moved to.
    pub torn: Option<PathBuf>,
    /// How many of `records`, from the end, are one's own.
    pub own: usize,
}

impl News {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && !self.anew
    }
}

/// An open incident.
#[derive(Debug)]
pub struct Session {
    journal: Journal,
    state: State,
    clock: Clock,
    what: &'static str,
}

impl Session {
    /// Opens the incident of a folder and reads it. `what` tells those who wait for the lock who holds it.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open(folder: &Path, clock: Clock, what: &'static str) -> Result<Session, Fault> {
        let mut session = Session { journal: Journal::open(folder)?, state: State::default(), clock, what };
        session.catch_up()?;
        Ok(session)
    }

    /// Declares a new incident on a shelf. `declaration.id` is replaced by one that is free.
    ///
    /// # Errors
    /// The declaration is refused, or the folder cannot be written; nothing is left behind then.
    pub fn declare(
        shelf: &Shelf,
        mut declaration: Declaration,
        by: &str,
        said: Option<Time>,
        clock: Clock,
        what: &'static str,
    ) -> Result<Session, Fault> {
        let day = declaration.zone.date(declaration.started.or(said).unwrap_or_else(|| clock.now()));
        declaration.id = shelf.free_id(&day, &declaration.title);
        let folder = shelf.folder().join(&declaration.id);
        let request = Request::new(by, lifecycle::Command::Declare(declaration)).at(said);
        decide(&State::default(), &request.command, Moment { now: clock.now(), said, by })?;
        let mut session = Session { journal: Journal::create(&folder)?, state: State::default(), clock, what };
        match session.execute(&request) {
            Ok(_) => Ok(session),
            Err(fault) => {
                let _ = std::fs::remove_dir_all(&folder);
                Err(fault)
            }
        }
    }

    /// Puts a copy of the journal on another shelf, durable, and opens it there.
    ///
    /// # Errors
    /// The other shelf cannot be written, or has an incident of this id already.
    pub fn copy_to(&self, shelf: &Shelf) -> Result<Session, Fault> {
        let folder = shelf.folder().join(self.state.id());
        let all = Journal::open(self.journal.folder()).and_then(|mut journal| journal.read_on_unlocked())?;
        let mut journal = Journal::create(&folder)?;
        let lock = Lock::exclusive(&folder, self.what)?;
        journal.append(&all.records, &lock)?;
        drop(lock);
        Session::open(&folder, self.clock.clone(), self.what)
    }

    /// What is known.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The journal, for looking at how it is.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The folder of the incident.
    pub fn folder(&self) -> &Path {
        self.journal.folder()
    }

    /// Carries a request out. When this returns `Ok`, its records are on disk and applied.
    ///
    /// # Errors
    /// A refusal or a failing disk; then nothing of it counts, but what others wrote meanwhile has been applied and
    /// comes with the next news.
    pub fn execute(&mut self, request: &Request) -> Result<News, Fault> {
        let lock = Lock::exclusive(self.journal.folder(), self.what)?;
        let found = self.journal.catch_up(&lock)?;
        let mut news = self.take(found);
        if self.state.knows(request.id) {
            self.acknowledge_again(request)?;
            return Ok(news);
        }
        let now = self.clock.now();
        let moment = Moment { now, said: request.said, by: &request.by };
        let drafts = decide(&self.state, &request.command, moment)?;
        let records = self.records(request, drafts, now);
        self.journal.append(&records, &lock)?;
        drop(lock);
        for record in records {
            self.state.apply(&record);
            news.records.push(Arc::new(record));
            news.own += 1;
        }
        Ok(news)
    }

    /// Takes what others wrote.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn catch_up(&mut self) -> Result<News, Fault> {
        let found = self.journal.read_on()?;
        Ok(self.take(found))
    }

    /// Whether others wrote something since the last look. One `stat`.
    pub fn behind(&self) -> bool {
        self.journal.changed()
    }

    /// Brings `incident.json` and, once the incident is closed, `postmortem.md` in step with the journal.
    ///
    /// # Errors
    /// They cannot be written: they are stale then, and no entry is lost.
    pub fn refresh(&mut self) -> Result<(), Fault> {
        let lock = Lock::exclusive(self.journal.folder(), self.what)?;
        let found = self.journal.catch_up(&lock)?;
        self.take(found);
        derived::replace(self.journal.folder(), SNAPSHOT, &self.snapshot())?;
        if self.state.lifecycle.status() == Status::Closed {
            derived::replace(
                self.journal.folder(),
                REPORT,
                postmortem::markdown(&self.state, self.clock.now()).as_bytes(),
            )?;
        }
        Ok(())
    }

    fn snapshot(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct OnDisk {
            #[serde(flatten)]
            snapshot: Snapshot,
            #[serde(flatten)]
            fresh: Freshness,
        }
        let fresh = Freshness { journal_bytes: self.journal.scanned().end };
        let on_disk = OnDisk { snapshot: Snapshot::from(&self.state), fresh };
        let mut json = serde_json::to_vec_pretty(&on_disk).unwrap_or_default();
        json.push(b'\n');
        json
    }

    fn take(&mut self, found: crate::journal::Found) -> News {
        let mut news = News { torn: found.torn, ..News::default() };
        if found.anew || (self.state.records() == 0 && found.records.len() > 1) {
            self.state = fold(found.records);
            news.anew = true;
            return news;
        }
        for record in found.records {
            match self.state.apply(&record) {
                Applied::Fresh => news.records.push(Arc::new(record)),
                Applied::Known => {}
                Applied::Late => {
                    news.anew = true;
                    break;
                }
            }
        }
        if news.anew {
            news.records.clear();
            if let Ok(all) = Journal::open(self.journal.folder()).and_then(|mut journal| journal.read_on_unlocked()) {
                self.state = fold(all.records);
            }
        }
        news
    }

    fn records(&self, request: &Request, drafts: Vec<Draft>, now: Time) -> Vec<Record> {
        let mut stamp = self.state.head().map(|head| head.0).unwrap_or_default();
        let record = |(place, draft): (usize, Draft)| {
            stamp = Stamp::next(stamp, now.timestamp_millis());
            Record {
                id: nth_id(request.id, place),
                h: stamp,
                at: now,
                by: request.by.as_str().into(),
                occurred: draft.occurred.or(request.said).map(whole_ms),
                over: over(&self.state, &draft.event),
                kind: Kind::Known(draft.event),
            }
        };
        drafts.into_iter().enumerate().map(record).collect()
    }

    /// The id was seen before: if it was for the same, that is made durable and acknowledged; else it is refused.
    fn acknowledge_again(&self, request: &Request) -> Result<(), Fault> {
        let all = Journal::open(self.journal.folder()).and_then(|mut journal| journal.read_on_unlocked())?.records;
        let Some(mut first) = all.iter().find(|record| record.id == request.id).cloned() else {
            return Err(Refusal(format!("the id {} is taken", request.id)).into());
        };
        let before = fold(all.into_iter().filter(|record| record.position() < first.position()).collect());
        let moment = Moment { now: first.at, said: request.said, by: &request.by };
        let again = decide(&before, &request.command, moment)?.into_iter().next();
        first.occurred = first.occurred.filter(|occurred| *occurred != first.at);
        let same = again.is_some_and(|again| {
            first.kind == Kind::Known(again.event)
                && *first.by == *request.by
                && first.occurred == again.occurred.or(request.said)
        });
        if !same {
            return Err(Refusal(format!(
                "the id {} was used before for something else; a new entry needs a new id",
                request.id
            ))
            .into());
        }
        Ok(self.journal.sync()?)
    }
}

/// The id of the n-th record of a request, so that doing it again makes the same ids.
fn nth_id(first: Uuid, place: usize) -> Uuid {
    Uuid::from_u128(first.as_u128().wrapping_add(place as u128))
}
