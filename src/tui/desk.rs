//! What the worker's thread does: the session in its hands, the watch over its folder, the derived files in step.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::Watcher;
use tokio::sync::mpsc::UnboundedSender;

use self::draft::Kept;
use self::drill::Conduct;
use super::mishap;
use super::opening::Glimpse;
use super::worker::{Failure, Job, Reply};
use crate::demo;
use crate::drill::{conduct, report};
use crate::incident::lifecycle::Status;
use crate::incident::review::Section;
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::journal::{Damage, JOURNAL};
use crate::postmortem::{Form, Template};
use crate::session::{Clock, Fault, News, Request, Session};

mod draft;
mod drill;
mod queue;

/// What `incident.json` may lag behind while more keeps coming.
const FRESH: Duration = Duration::from_millis(900);
/// How long it is quiet before `incident.json` is written.
const QUIET: Duration = Duration::from_millis(200);
/// Where writing it takes long, it is written so much less often: what people write comes first.
const SHARE: u32 = 10;

/// What the thread works with.
pub(super) struct Desk {
    shelf: Shelf,
    clock: Clock,
    template: Template,
    replies: UnboundedSender<Reply>,
    again: Sender<Job>,
    session: Option<Session>,
    conduct: Option<Conduct>,
    watcher: Option<notify::RecommendedWatcher>,
    stale: Option<Instant>,
    /// How long writing what follows from the journal took the last time.
    cost: Duration,
    damage: Vec<Damage>,
    /// Why others' writes could not be read the last time, so that it is told once and not at every look.
    failing: Option<String>,
    /// Where a line that was begun is kept: with the incident that was asked for last, also if it could not be opened.
    place: Option<PathBuf>,
    /// What was kept for whoever opened the incident.
    kept: Kept,
    sample: Option<tempfile::TempDir>,
}

impl Desk {
    pub(super) fn new(
        shelf: Shelf,
        clock: Clock,
        template: Template,
        replies: UnboundedSender<Reply>,
        again: Sender<Job>,
    ) -> Desk {
        Desk {
            shelf,
            clock,
            template,
            replies,
            again,
            session: None,
            conduct: None,
            watcher: None,
            stale: None,
            cost: Duration::ZERO,
            damage: Vec::new(),
            failing: None,
            place: None,
            kept: Kept::default(),
            sample: None,
        }
    }

    /// Works until it is told to end, and tells whether the line that was begun then is kept.
    pub(super) fn serve(&mut self, inbox: &Receiver<Job>) -> bool {
        let mut waiting = VecDeque::new();
        let kept = loop {
            waiting.extend(inbox.try_iter());
            let job = match (queue::next(&mut waiting), self.stale) {
                (Some(job), _) => Ok(job),
                (None, None) => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                (None, Some(since)) => {
                    let quiet = QUIET.max(self.cost * SHARE);
                    inbox.recv_timeout(quiet.min(self.patience().saturating_sub(since.elapsed())))
                }
            };
            let overdue = self.stale.is_some_and(|since| since.elapsed() >= self.patience());
            match job {
                Ok(Job::End { draft, by }) => break self.keep_draft(&draft, &by),
                Err(RecvTimeoutError::Disconnected) => break false,
                Ok(job) => self.work(job),
                Err(RecvTimeoutError::Timeout) => self.refresh(),
            }
            if overdue {
                self.refresh();
            }
        };
        self.refresh();
        kept
    }

    /// How long `incident.json` may lag behind here.
    fn patience(&self) -> Duration {
        FRESH.max(self.cost * SHARE)
    }

    fn tell(&self, reply: Reply) {
        // Nobody listens any more when the screen has gone: there is nothing left to tell.
        let _ = self.replies.send(reply);
    }

    pub(super) fn work(&mut self, job: Job) {
        match job {
            Job::Open { id, by } => match self.shelf.incident(&id) {
                Some(folder) => {
                    if let Some(glimpse) = Glimpse::of(&self.shelf, &id) {
                        self.tell(Reply::Glimpse(Box::new(glimpse)));
                    }
                    self.open(Session::open(&folder, self.clock.clone(), "the room"), &by);
                    self.place = Some(folder);
                }
                None => self.tell(Reply::Unopened(format!("\"{id}\" is no incident's id"))),
            },
            Job::Declare { declaration, by, said } => {
                let declared = Session::declare(&self.shelf, *declaration, &by, said, self.clock.clone(), "the room");
                self.open(declared, &by);
                self.stale = Some(Instant::now());
            }
            Job::DeclareReal(real) => self.declare_real(*real),
            Job::Beat => self.beat(),
            Job::Rehearse { offer, manner, by, zone } => {
                let clock = self.clock.clone();
                let begun = conduct::begin(&self.shelf, &offer.scenario, &offer.source, manner, &zone, &by, clock);
                self.open(begun, &by);
                self.stale = Some(Instant::now());
            }
            Job::Execute(request) => self.execute(*request),
            Job::Write { request, section, seen } => self.write(*request, section, seen),
            Job::Look if self.session.as_ref().is_some_and(Session::behind) => self.catch_up(),
            Job::Look => {}
            Job::Tell => self.tell_all(),
            Job::List => match self.shelf.list() {
                Ok((incidents, unlisted)) => {
                    let unlisted = unlisted.into_iter().map(|one| format!("{}: {}", one.id, one.error)).collect();
                    self.tell(Reply::Listed { incidents, unlisted });
                }
                Err(error) => self.tell(Reply::Trouble(error.to_string())),
            },
            Job::Export => self.export(),
            Job::AfterAction => self.after_action(),
            Job::Move(shelf) => self.go_elsewhere(shelf),
            Job::Sample { by, zone } => self.sample(&by, &zone),
            Job::Keep { draft, by } | Job::End { draft, by } => self.keep_or_tell(&draft, &by),
            Job::Given => self.kept.given(),
        }
    }

    fn open(&mut self, opened: Result<Session, Fault>, by: &str) {
        self.refresh();
        // That incident was left: nothing that is written from now on is for it, whether this one opens or not.
        (self.session, self.place) = (None, None);
        match opened {
            Ok(mut session) => {
                session.tell_by(self.template.clone());
                self.place = Some(session.folder().to_owned());
                self.kept = Kept::of(session.folder(), by);
                self.tell(Reply::Opened {
                    folder: session.folder().to_owned(),
                    state: session.known(),
                    damaged: session.journal().damaged().to_vec(),
                    draft: self.kept.text.clone(),
                });
                for why in std::mem::take(&mut self.kept.left) {
                    self.tell(Reply::Trouble(why));
                }
                self.failing = None;
                self.conduct = Conduct::of(&session);
                // Only now: the room is waited for.
                self.watch(session.folder());
                self.session = Some(session);
                // Somebody may have written in between.
                self.work(Job::Look);
            }
            Err(fault) => self.tell(Reply::Unopened(fault.to_string())),
        }
    }

    /// Others' writes are seen at once where the system tells of changes; where it does not, the loop's regular look
    /// finds them.
    fn watch(&mut self, folder: &Path) {
        let again = self.again.clone();
        let told = move |event: notify::Result<notify::Event>| {
            let ours = |event: &notify::Event| {
                !event.kind.is_access() && event.paths.iter().any(|path| path.ends_with(JOURNAL))
            };
            if event.as_ref().is_ok_and(ours) {
                let _ = again.send(Job::Look);
            }
        };
        self.watcher = notify::recommended_watcher(told)
            .ok()
            .and_then(|mut watcher| watcher.watch(folder, notify::RecursiveMode::NonRecursive).ok().map(|()| watcher));
        if self.watcher.is_some() {
            self.tell(Reply::Watched);
        }
    }

    fn execute(&mut self, request: Request) {
        mishap::provoke("worker");
        let Some(session) = &mut self.session else { return };
        match session.execute(&request) {
            Ok(news) => {
                let closed = session.state().lifecycle.status() == Status::Closed;
                self.spread(news);
                if closed {
                    // "The report is in …" is said only when it is.
                    self.refresh();
                }
                self.tell(Reply::Done(request.id));
            }
            Err(fault) => {
                let failure = Failure::from(&fault);
                self.tell(Reply::Failed { request: Box::new(request), failure });
                self.catch_up();
            }
        }
    }

    fn write(&mut self, request: Request, section: Section, seen: Option<uuid::Uuid>) {
        self.catch_up();
        let Some(session) = &self.session else { return };
        let newest =
            session.state().review.register(section).and_then(|register| register.newest()).map(|head| head.id);
        if newest == seen {
            self.execute(request);
        } else {
            self.tell(Reply::Failed { request: Box::new(request), failure: Failure::Overtaken });
        }
    }

    fn catch_up(&mut self) {
        match self.session.as_mut().map(Session::catch_up) {
            Some(Ok(news)) => {
                self.failing = None;
                self.spread(news);
            }
            Some(Err(fault)) => {
                let why = fault.to_string();
                if self.failing.as_ref() != Some(&why) {
                    self.tell(Reply::Trouble(why.clone()));
                    self.failing = Some(why);
                }
            }
            None => {}
        }
    }

    fn spread(&mut self, news: News) {
        if let Some(torn) = &news.torn {
            self.tell(Reply::Trouble(format!("an unfinished write was set aside in {}", torn.display())));
        }
        if news.is_empty() {
            return;
        }
        self.stale.get_or_insert_with(Instant::now);
        if news.anew {
            self.tell_all();
        } else {
            self.tell(Reply::News(news));
        }
        self.tell_damage();
    }

    fn tell_all(&self) {
        if let Some(session) = &self.session {
            self.tell(Reply::Anew(session.known()));
        }
    }

    /// Damage shows when a good line comes behind a bad one.
    fn tell_damage(&mut self) {
        let damaged = self.session.as_ref().map(|session| session.journal().damaged()).unwrap_or_default();
        if damaged != self.damage {
            self.damage = damaged.to_vec();
            self.tell(Reply::Damaged(self.damage.clone()));
        }
    }

    /// Writes what follows from the journal, if that has changed.
    pub(super) fn refresh(&mut self) {
        if self.stale.take().is_some()
            && let Some(session) = &mut self.session
        {
            let begun = Instant::now();
            let refreshed = session.refresh().and_then(|()| report::refresh(session).map(drop));
            self.cost = begun.elapsed();
            if let Err(fault) = refreshed {
                self.tell(Reply::Trouble(format!("incident.json is behind the journal: {fault}")));
            }
        }
        // It has read what others wrote meanwhile.
        self.work(Job::Look);
    }

    fn export(&mut self) {
        self.work(Job::Look);
        let Some(session) = &self.session else { return };
        match session.export(Form::Html).and_then(|_| session.export(Form::Markdown)) {
            Ok(path) => self.tell(Reply::Exported(path)),
            Err(error) => self.tell(Reply::Trouble(format!("the report could not be written: {error}"))),
        }
    }

    fn after_action(&mut self) {
        self.work(Job::Look);
        match self.session.as_ref().map(report::refresh) {
            Some(Ok(Some(path))) => self.tell(Reply::Exported(path)),
            Some(Err(fault)) => self.tell(Reply::Trouble(format!("the report could not be written: {fault}"))),
            Some(Ok(None)) | None => {}
        }
    }

    fn go_elsewhere(&mut self, shelf: PathBuf) {
        let Some(session) = &self.session else { return };
        let shelf = Shelf::new(shelf);
        match session.copy_to(&shelf) {
            Ok(copy) => {
                self.shelf = shelf;
                self.tell(Reply::Moved(copy.folder().to_owned()));
                self.session = None;
                self.open(Ok(copy), "");
                self.stale = Some(Instant::now());
            }
            Err(fault) => self.tell(Reply::Trouble(format!("that folder does not work either: {fault}"))),
        }
    }

    fn sample(&mut self, by: &str, zone: &Zone) {
        let made = tempfile::Builder::new().prefix("ic-sample-").tempdir().map_err(|error| error.to_string());
        let built = made.and_then(|folder| {
            let shelf = Shelf::new(folder.path());
            let id = demo::build(&shelf, self.clock.now(), by, zone).map_err(|fault| fault.to_string())?;
            Ok((folder, shelf, id))
        });
        match built {
            Ok((folder, shelf, id)) => {
                self.sample = Some(folder);
                self.shelf = shelf;
                self.work(Job::Open { id, by: by.to_owned() });
            }
            Err(why) => self.tell(Reply::Unopened(format!("the sample could not be made: {why}"))),
        }
    }
}
