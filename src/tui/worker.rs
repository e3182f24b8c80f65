//! The thread that owns the session: the screen never waits for the disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::Watcher;
use tokio::sync::mpsc::UnboundedSender;

use crate::demo;
use crate::incident::lifecycle::{Declaration, Status};
use crate::incident::text::slug;
use crate::incident::zone::Zone;
use crate::incident::{State, Time};
use crate::journal::shelf::{Listed, Shelf};
use crate::journal::{JOURNAL, REPORT, derived};
use crate::postmortem;
use crate::session::{Clock, Fault, News, Request, Session};

/// What `incident.json` may lag behind while more keeps coming.
const FRESH: Duration = Duration::from_millis(900);
/// How long it is quiet before `incident.json` is written.
const QUIET: Duration = Duration::from_millis(200);

/// What the worker is asked to do.
#[derive(Debug)]
pub enum Job {
    /// Open an incident.
    Open {
        /// Its id.
        id: String,
        /// Who opens it.
        by: String,
    },
    /// Carry a request out.
    Execute(Box<Request>),
    /// Declare a new incident and open it.
    Declare {
        /// What is declared.
        declaration: Box<Declaration>,
        /// By whom.
        by: String,
        /// When it was declared, if not now (UTC).
        said: Option<Time>,
    },
    /// See whether others wrote something.
    Look,
    /// Read the shelf.
    List,
    /// Write the report.
    Export,
    /// Go on in another folder: copy the journal there, then carry out what was not saved.
    Move {
        /// The new shelf.
        shelf: PathBuf,
        /// What was not saved.
        unsaved: Vec<Request>,
    },
    /// Put the sample on a shelf of its own and open it.
    Sample {
        /// Whose name stands in it.
        by: String,
        /// Where its times are shown.
        zone: Zone,
    },
    /// Keep a line that was begun, for the next time this person opens the incident; then bring the derived files in
    /// step and end.
    End {
        /// The line; may be empty.
        draft: String,
        /// Who wrote it.
        by: String,
    },
}

/// What the worker tells.
#[derive(Debug)]
pub enum Reply {
    /// An incident is open.
    Opened {
        /// Its folder.
        folder: PathBuf,
        /// All that is known.
        state: Box<State>,
        /// Numbers of damaged journal lines.
        damaged: Vec<usize>,
        /// The line that this person had begun when the room was left; may be empty.
        draft: String,
    },
    /// Records came in.
    News(News),
    /// The state was made anew.
    Anew(Box<State>),
    /// A request was carried out; its news came before.
    Done(uuid::Uuid),
    /// A request was not carried out.
    Failed {
        /// Which.
        request: Box<Request>,
        /// Why.
        failure: Failure,
    },
    /// The shelf was read.
    Listed {
        /// Incidents, newest first.
        incidents: Vec<Listed>,
        /// Folders that could not be read, with the reason.
        unlisted: Vec<String>,
    },
    /// The report was written.
    Exported(PathBuf),
    /// The incident goes on in another folder.
    Moved(PathBuf),
    /// Something else did not work.
    Trouble(String),
}

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The rules forbid it, or it is too long.
    Refused(String),
    /// The disk did not take it.
    NotSaved(String),
}

impl From<&Fault> for Failure {
    fn from(fault: &Fault) -> Self {
        use crate::journal::JournalError::{Newer, TooLong};
        match fault {
            Fault::Refused(refusal) => Failure::Refused(refusal.to_string()),
            Fault::Journal(error @ (TooLong { .. } | Newer(_))) => Failure::Refused(error.to_string()),
            Fault::Journal(error) => Failure::NotSaved(error.to_string()),
        }
    }
}

/// The screen's end of the worker.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. Answers go to `replies`.
    pub fn start(shelf: Shelf, clock: Clock, replies: UnboundedSender<Reply>) -> Worker {
        let (jobs, inbox) = channel();
        let again = jobs.clone();
        let thread = std::thread::Builder::new()
            .name("session".into())
            .spawn(move || Desk::new(shelf, clock, replies, again).serve(&inbox));
        Worker { jobs, thread: thread.ok() }
    }

    /// Gives it something to do; jobs are done in their order.
    pub fn send(&self, job: Job) {
        // A worker that has ended has told why already.
        let _ = self.jobs.send(job);
    }

    /// Lets it finish what it has and keep the line that was begun, at most for `patience`.
    pub fn end(mut self, draft: String, by: String, patience: Duration) {
        let _ = self.jobs.send(Job::End { draft, by });
        if let Some(thread) = self.thread.take() {
            let begun = Instant::now();
            while !thread.is_finished() && begun.elapsed() < patience {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

/// What the thread works with.
pub(super) struct Desk {
    shelf: Shelf,
    clock: Clock,
    replies: UnboundedSender<Reply>,
    again: Sender<Job>,
    session: Option<Session>,
    watcher: Option<notify::RecommendedWatcher>,
    stale: Option<Instant>,
    sample: Option<tempfile::TempDir>,
}

impl Desk {
    pub(super) fn new(shelf: Shelf, clock: Clock, replies: UnboundedSender<Reply>, again: Sender<Job>) -> Desk {
        Desk { shelf, clock, replies, again, session: None, watcher: None, stale: None, sample: None }
    }

    fn serve(&mut self, inbox: &Receiver<Job>) {
        loop {
            let job = match self.stale {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(since) => inbox.recv_timeout(QUIET.min(FRESH.saturating_sub(since.elapsed()))),
            };
            let overdue = self.stale.is_some_and(|since| since.elapsed() >= FRESH);
            match job {
                Ok(Job::End { draft, by }) => {
                    self.keep_draft(&draft, &by);
                    break;
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Ok(job) => self.work(job),
                Err(RecvTimeoutError::Timeout) => self.refresh(),
            }
            if overdue {
                self.refresh();
            }
        }
        self.refresh();
    }

    fn tell(&self, reply: Reply) {
        // Nobody listens any more when the screen has gone: there is nothing left to tell.
        let _ = self.replies.send(reply);
    }

    pub(super) fn work(&mut self, job: Job) {
        match job {
            Job::Open { id, by } => match self.shelf.incident(&id) {
                Some(folder) => self.open(Session::open(&folder, self.clock.clone(), "the room"), &by),
                None => self.tell(Reply::Trouble(format!("\"{id}\" is no incident's id"))),
            },
            Job::Declare { declaration, by, said } => {
                let declared = Session::declare(&self.shelf, *declaration, &by, said, self.clock.clone(), "the room");
                self.stale = Some(Instant::now());
                self.open(declared, &by);
            }
            Job::Execute(request) => self.execute(*request),
            Job::Look if self.session.as_ref().is_some_and(Session::behind) => self.catch_up(),
            Job::Look => {}
            Job::List => match self.shelf.list() {
                Ok((incidents, unlisted)) => {
                    let unlisted = unlisted.into_iter().map(|one| format!("{}: {}", one.id, one.error)).collect();
                    self.tell(Reply::Listed { incidents, unlisted });
                }
                Err(error) => self.tell(Reply::Trouble(error.to_string())),
            },
            Job::Export => self.export(),
            Job::Move { shelf, unsaved } => self.go_elsewhere(shelf, unsaved),
            Job::Sample { by, zone } => self.sample(&by, &zone),
            Job::End { draft, by } => self.keep_draft(&draft, &by),
        }
    }

    fn open(&mut self, opened: Result<Session, Fault>, by: &str) {
        self.refresh();
        match opened {
            Ok(session) => {
                self.watch(&session);
                self.tell(Reply::Opened {
                    folder: session.folder().to_owned(),
                    state: Box::new(session.state().clone()),
                    damaged: session.journal().damaged().iter().map(|damage| damage.line).collect(),
                    draft: take_draft(session.folder(), by),
                });
                self.session = Some(session);
            }
            Err(fault) => self.tell(Reply::Trouble(fault.to_string())),
        }
    }

    /// Others' writes are seen at once where the system tells of changes; where it does not, the loop's regular look
    /// finds them.
    fn watch(&mut self, session: &Session) {
        let again = self.again.clone();
        let told = move |event: notify::Result<notify::Event>| {
            let ours = |event: &notify::Event| {
                !event.kind.is_access() && event.paths.iter().any(|path| path.ends_with(JOURNAL))
            };
            if event.as_ref().is_ok_and(ours) {
                let _ = again.send(Job::Look);
            }
        };
        self.watcher = notify::recommended_watcher(told).ok().and_then(|mut watcher| {
            watcher.watch(session.folder(), notify::RecursiveMode::NonRecursive).ok().map(|()| watcher)
        });
    }

    fn execute(&mut self, request: Request) {
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

    fn catch_up(&mut self) {
        match self.session.as_mut().map(Session::catch_up) {
            Some(Ok(news)) => self.spread(news),
            Some(Err(fault)) => self.tell(Reply::Trouble(fault.to_string())),
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
        match (&self.session, news.anew) {
            (Some(session), true) => self.tell(Reply::Anew(Box::new(session.state().clone()))),
            _ => self.tell(Reply::News(news)),
        }
    }

    fn refresh(&mut self) {
        if self.stale.take().is_some()
            && let Some(session) = &mut self.session
            && let Err(fault) = session.refresh()
        {
            self.tell(Reply::Trouble(format!("incident.json is behind the journal: {fault}")));
        }
    }

    fn keep_draft(&self, draft: &str, by: &str) {
        if let Some(session) = self.session.as_ref().filter(|_| !draft.trim().is_empty()) {
            // The room is going: there is nobody left to tell that a half-written line could not be kept.
            let _ = derived::replace(session.folder(), &draft_name(by), draft.as_bytes());
        }
    }

    fn export(&mut self) {
        let Some(session) = &self.session else { return };
        let report = postmortem::markdown(session.state(), self.clock.now());
        match derived::replace(session.folder(), REPORT, report.as_bytes()) {
            Ok(()) => self.tell(Reply::Exported(session.folder().join(REPORT))),
            Err(error) => self.tell(Reply::Trouble(format!("the report could not be written: {error}"))),
        }
    }

    fn go_elsewhere(&mut self, shelf: PathBuf, unsaved: Vec<Request>) {
        let Some(session) = &self.session else { return };
        let shelf = Shelf::new(shelf);
        match session.copy_to(&shelf) {
            Ok(copy) => {
                self.shelf = shelf;
                self.stale = Some(Instant::now());
                self.tell(Reply::Moved(copy.folder().to_owned()));
                self.session = None;
                self.open(Ok(copy), "");
                for request in unsaved {
                    self.execute(request);
                }
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
            Err(why) => self.tell(Reply::Trouble(format!("the sample could not be made: {why}"))),
        }
    }
}

fn draft_name(by: &str) -> String {
    format!("draft-{}", slug(by))
}

/// The line that this person had begun; it is kept only once.
fn take_draft(folder: &Path, by: &str) -> String {
    let path = folder.join(draft_name(by));
    let draft = std::fs::read_to_string(&path).unwrap_or_default();
    let _ = std::fs::remove_file(&path);
    draft
}
