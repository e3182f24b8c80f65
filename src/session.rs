//! The one door to an incident. Command line, room and drills all come through here, from as many processes as they
//! like: lock, catch up, decide, append and sync, apply, unlock.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;
use uuid::Uuid;

use crate::incident::exercise::{self, Terms};
use crate::incident::lifecycle::{Declaration, Status};
use crate::incident::record::whole_ms;
use crate::incident::snapshot::Snapshot;
use crate::incident::zone::Zone;
use crate::incident::{
    Applied, Command, Draft, Event, Kind, Moment, Record, Refusal, Stamp, State, Time, decide, fold, lifecycle, over,
};
use crate::journal::mutant::{self, Mutant};
use crate::journal::shelf::Shelf;
use crate::journal::{Found, Journal, JournalError, Lock, REPORT, SNAPSHOT, derived, life};
use crate::postmortem::{Document, Edition, EditionError, Form, Template};

mod clock;
mod news;
mod request;

pub use clock::Clock;
pub use news::News;
pub use request::Request;

/// Why a request was not carried out.
#[derive(Debug, Error)]
pub enum Fault {
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The report could not be written.
    #[error(transparent)]
    Report(#[from] EditionError),
}

/// An open incident.
#[derive(Debug)]
pub struct Session {
    journal: Journal,
    state: Arc<State>,
    news: News,
    clock: Clock,
    what: &'static str,
    template: Template,
}

impl Session {
    /// Opens the incident of a folder and reads it. `what` tells those who wait for the lock who holds it.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open(folder: &Path, clock: Clock, what: &'static str) -> Result<Session, Fault> {
        let mut journal = Journal::open(folder)?;
        let state = journal.state()?;
        Ok(Session { state: Arc::new(state), ..Session::of(journal, clock, what) })
    }

    fn of(journal: Journal, clock: Clock, what: &'static str) -> Session {
        Session { journal, state: Arc::default(), news: News::default(), clock, what, template: Template::standard() }
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
        let first = lifecycle::Command::Declare(declaration.clone()).into();
        if shelf.is_of_exercises() {
            return Err(Refusal("an incident does not belong among exercises".into()).into());
        }
        let now = clock.now();
        decide(&State::default(), &first, Moment { wall: now, now, said, by })?;
        let (id, journal) = free_folder(shelf, &day, &declaration.title)?;
        declaration.id = id;
        let request = Request::new(by, lifecycle::Command::Declare(declaration)).at(said);
        Session::of(journal, clock, what).begin(&request)
    }

    /// Begins a new exercise on a shelf of exercises. `terms.id` is replaced by one that is free.
    ///
    /// # Errors
    /// The folder cannot be written; nothing is left behind then.
    pub fn rehearse(
        shelf: &Shelf,
        mut terms: Terms,
        by: &str,
        clock: Clock,
        what: &'static str,
    ) -> Result<Session, Fault> {
        let zone = Zone::named(&terms.zone).unwrap_or_else(|_| Zone::utc());
        let (id, journal) = free_folder(shelf, &zone.date(clock.now()), &terms.title)?;
        terms.id = id;
        Session::of(journal, clock, what).begin(&Request::new(by, exercise::Command::Start(Box::new(terms))))
    }

    /// Carries the first request out; should that fail, nothing is left behind.
    fn begin(mut self, request: &Request) -> Result<Session, Fault> {
        match self.execute(request) {
            Ok(_) => Ok(self),
            Err(fault) => {
                Journal::discard(self.folder());
                Err(fault)
            }
        }
    }

    /// Puts a copy of the journal on another shelf, durable, and opens it there.
    ///
    /// # Errors
    /// The other shelf cannot be written, or has an incident of this id already.
    pub fn copy_to(&self, shelf: &Shelf) -> Result<Session, Fault> {
        let shelf = if self.state.is_exercise() { shelf.exercises() } else { shelf.clone() };
        let folder = shelf.folder().join(self.state.id());
        let records = Journal::open(self.journal.folder())?.read_on()?.records;
        let mut journal = Journal::create(&folder)?;
        let copied = Lock::exclusive(&folder, self.what).and_then(|lock| journal.append(&records, &lock));
        if let Err(error) = copied {
            // Otherwise the same folder could not be tried again.
            Journal::discard(&folder);
            return Err(error.into());
        }
        Session::open(&folder, self.clock.clone(), self.what)
    }

    /// What is known.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What is known now, to be kept: what comes later does not change it.
    pub fn known(&self) -> Arc<State> {
        Arc::clone(&self.state)
    }

    /// The journal, for looking at how it is.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The folder of the incident.
    pub fn folder(&self) -> &Path {
        self.journal.folder()
    }

    /// Carries a request out. When this returns `Ok`, its records are on disk and applied. A request whose id is known
    /// was carried out before: what a crash may have torn off is added, and nothing is written twice.
    ///
    /// # Errors
    /// A refusal or a failing disk; then nothing of it counts, but what others wrote meanwhile has been applied and
    /// comes with the next news.
    pub fn execute(&mut self, request: &Request) -> Result<News, Fault> {
        let lock = Lock::exclusive(self.journal.folder(), self.what)?;
        let found = self.journal.catch_up(&lock)?;
        self.take(found, Some(&lock))?;
        if !matches!(request.command, Command::Incident(lifecycle::Command::Declare(_))) {
            self.journal.is_begun(&self.state)?;
        }
        let known = self.knows(request.id);
        let records = if known { self.unfinished(request, &lock)? } else { self.begun(request)? };
        if known && records.is_empty() {
            self.journal.sync()?;
        } else {
            self.journal.append(&records, &lock)?;
        }
        drop(lock);
        let mut late = false;
        for record in &records {
            late |= Arc::make_mut(&mut self.state).apply(record) == Applied::Late;
        }
        if late {
            // They are on disk whatever comes of this; should it fail, the next look reads the whole journal again.
            let _ = self.fold_all(None);
        }
        let mut news = std::mem::take(&mut self.news);
        news.own = records.len();
        news.records.extend(records.into_iter().map(Arc::new));
        Ok(news)
    }

    /// Takes what others wrote.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn catch_up(&mut self) -> Result<News, Fault> {
        let found = self.journal.read_on()?;
        self.take(found, None)?;
        Ok(std::mem::take(&mut self.news))
    }

    /// What was applied or set aside and not told yet.
    pub fn untold(&self) -> &News {
        &self.news
    }

    /// Whether there is news: what was applied and not told yet, or what others wrote since. At most one `stat`.
    pub fn behind(&self) -> bool {
        !self.news.is_empty() || self.journal.changed()
    }

    /// Brings `incident.json` and, once the incident is closed, `postmortem.md` and `postmortem.html` in step with the journal; after a reopen
    /// the report that is there becomes a draft again. What others wrote comes with the next news.
    ///
    /// # Errors
    /// They cannot be written: they are stale then, and no entry is lost.
    pub fn refresh(&mut self) -> Result<(), Fault> {
        let lock = Lock::exclusive(self.journal.folder(), self.what)?;
        let found = self.journal.catch_up(&lock)?;
        self.take(found, Some(&lock))?;
        self.journal.may_write()?;
        derived::replace(self.journal.folder(), SNAPSHOT, &self.snapshot())?;
        let life = &self.state.lifecycle;
        let reported = || life.was_over() && self.folder().join(REPORT).symlink_metadata().is_ok();
        if life.status() == Status::Closed || reported() {
            self.export(Form::Markdown)?;
            self.export(Form::Html)?;
        }
        Ok(())
    }

    /// Writes the report into the incident's folder and says where.
    ///
    /// # Errors
    /// The template has a mistake, or the file cannot be written.
    pub fn export(&self, form: Form) -> Result<PathBuf, Fault> {
        let edition = Edition { template: self.template.clone(), ..Edition::standard(form) };
        let report = edition.write(Document::of(&self.state, self.now()))?;
        let name = report_name(form);
        derived::replace(self.journal.folder(), &name, report.as_bytes())?;
        Ok(self.folder().join(name))
    }

    /// Lets the report be told by another template than the usual one.
    pub fn tell_by(&mut self, template: Template) {
        self.template = template;
    }

    fn snapshot(&self) -> Vec<u8> {
        let journal_bytes = Some(self.journal.scanned().end);
        Snapshot { journal_bytes, ..Snapshot::from(&*self.state) }.text().into_bytes()
    }

    /// Applies what was found and adds it to the news.
    fn take(&mut self, found: Found, held: Option<&Lock>) -> Result<(), Fault> {
        self.news.torn = found.torn.or(self.news.torn.take());
        if found.anew {
            self.fold(found.records);
            return Ok(());
        }
        for record in found.records {
            match Arc::make_mut(&mut self.state).apply(&record) {
                Applied::Fresh => self.news.records.push(Arc::new(record)),
                Applied::Known => {}
                Applied::Late => return self.fold_all(held),
            }
        }
        Ok(())
    }

    /// Makes the state anew from the whole journal. Should that fail, the next look reads the whole journal again.
    fn fold_all(&mut self, held: Option<&Lock>) -> Result<(), Fault> {
        self.journal.rewind();
        let found = match held {
            Some(lock) => self.journal.catch_up(lock)?,
            None => self.journal.read_on()?,
        };
        self.fold(found.records);
        Ok(())
    }

    fn fold(&mut self, records: Vec<Record>) {
        self.state = Arc::new(fold(records));
        self.news.records.clear();
        self.news.anew = true;
    }

    /// What time it is in the world, and for the command: in an exercise these differ.
    fn times(&self, command: &Command) -> (Time, Time) {
        let wall = self.clock.now();
        let now = match command {
            Command::Exercise(exercise::Command::Start(terms)) => terms.begins,
            _ => self.now(),
        };
        (wall, now)
    }

    /// What time it is for those who act (UTC): that of the world, or of the exercise, whose clock runs only while
    /// somebody sees it.
    pub fn now(&self) -> Time {
        let wall = self.clock.now();
        match self.state.is_exercise() {
            true => self.state.now(life::seen(self.folder(), wall)),
            false => wall,
        }
    }

    fn knows(&self, id: Uuid) -> bool {
        self.state.knows(id) && !mutant::is(Mutant::RepeatUnknown)
    }

    /// The records of a new request.
    fn begun(&self, request: &Request) -> Result<Vec<Record>, Fault> {
        let (wall, now) = self.times(&request.command);
        let drafts = decide(&self.state, &request.command, Moment { wall, now, said: request.said, by: &request.by })?;
        let records = self.records(request, drafts.into_iter().enumerate(), now);
        if records.iter().any(|record| self.knows(record.id)) {
            return Err(id_is_taken(request.id));
        }
        Ok(records)
    }

    /// What is missing of a request that was carried out before: all that a crash tore off, usually nothing. Another
    /// request under the same id is refused.
    fn unfinished(&self, request: &Request, lock: &Lock) -> Result<Vec<Record>, Fault> {
        let all = self.journal.all(lock)?;
        let written = |id: Uuid| all.iter().find(|record| record.id == id);
        let first = written(request.id).ok_or_else(|| id_is_taken(request.id))?;
        let before = fold(all.iter().filter(|record| record.position() < first.position()).cloned().collect());
        let wall = match &first.kind {
            Kind::Known(Event::Exercise(event)) => event.wall(),
            _ => None,
        };
        let wall = wall.unwrap_or_else(|| self.clock.now());
        let moment = Moment { wall, now: first.at, said: request.said, by: &request.by };
        let drafts = decide(&before, &request.command, moment).map_err(|_| id_is_taken(request.id))?;
        let mut missing = Vec::new();
        for (place, mut draft) in drafts.into_iter().enumerate() {
            let occurred = whole_ms(draft.occurred.unwrap_or(moment.occurred()));
            match written(nth_id(request.id, place)) {
                None => {
                    draft.occurred = Some(occurred);
                    missing.push((place, draft));
                }
                Some(there)
                    if there.kind == Kind::Known(draft.event)
                        && *there.by == *request.by
                        && there.occurred() == occurred => {}
                Some(_) => return Err(id_is_taken(request.id)),
            }
        }
        Ok(self.records(request, missing, self.times(&request.command).1))
    }

    fn records(&self, request: &Request, drafts: impl IntoIterator<Item = (usize, Draft)>, now: Time) -> Vec<Record> {
        let mut stamp = self.state.head().map(|head| head.0).unwrap_or_default();
        let record = |(place, draft): (usize, Draft)| {
            stamp = Stamp::next(stamp, now.timestamp_millis());
            Record {
                id: nth_id(request.id, place),
                h: stamp,
                at: now,
                by: request.by.as_str().into(),
                occurred: draft.occurred.or(request.said).map(whole_ms),
                over: request.seen.clone().unwrap_or_else(|| over(&self.state, &draft.event)),
                kind: Kind::Known(draft.event),
            }
        };
        drafts.into_iter().map(record).collect()
    }
}

/// A new folder under an id that was free.
fn free_folder(shelf: &Shelf, day: &str, title: &str) -> Result<(String, Journal), JournalError> {
    loop {
        let id = shelf.free_id(day, title);
        match Journal::create(&shelf.folder().join(&id)) {
            // Somebody else began the same at the same moment.
            Err(JournalError::Io { source, .. }) if source.kind() == ErrorKind::AlreadyExists => {}
            made => return Ok((id, made?)),
        }
    }
}

fn id_is_taken(id: Uuid) -> Fault {
    Refusal(format!("the id {id} was used before for something else; a new entry needs a new id")).into()
}

/// The name of a report in the incident's folder.
pub fn report_name(form: Form) -> String {
    format!("postmortem.{}", form.ending())
}

/// The id of the n-th record of a request, so that doing it again makes the same ids.
fn nth_id(first: Uuid, place: usize) -> Uuid {
    Uuid::from_u128(first.as_u128().wrapping_add(place as u128))
}

#[cfg(test)]
mod tests;
