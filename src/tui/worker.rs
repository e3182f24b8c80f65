//! The thread that owns the session: the screen never waits for the disk.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::desk::Desk;
use super::opening::Glimpse;
use crate::drill::offer::Offer;
use crate::drill::start;
use crate::incident::lifecycle::Declaration;
use crate::incident::review::Section;
use crate::incident::zone::Zone;
use crate::incident::{State, Time};
use crate::journal::shelf::{Listed, Shelf};
use crate::journal::{Damage, wait_no_more};
use crate::postmortem::Template;
use crate::session::{Clock, Fault, News, Request};

/// How long others may keep the lock when the room is left.
const POLITE: Duration = Duration::from_millis(200);

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
    /// Write a text of the report, unless somebody else has written it meanwhile.
    Write {
        /// What is written.
        request: Box<Request>,
        /// Which text.
        section: Section,
        /// The write that its author has seen; `None` if there was none.
        seen: Option<uuid::Uuid>,
    },
    /// Declare a new incident and open it.
    Declare {
        /// What is declared.
        declaration: Box<Declaration>,
        /// By whom.
        by: String,
        /// When it was declared, if not now (UTC).
        said: Option<Time>,
    },
    /// Declare something real during an exercise, and open it.
    DeclareReal(Box<Real>),
    /// Bring what is due in the exercise, about once a second.
    Beat,
    /// Begin an exercise and open it.
    Rehearse {
        /// What is played.
        offer: Box<Offer>,
        /// How.
        manner: start::Options,
        /// Who begins it.
        by: String,
        /// Where its times are shown.
        zone: Zone,
    },
    /// See whether others wrote something.
    Look,
    /// Tell the whole state anew.
    Tell,
    /// Read the shelf.
    List,
    /// Write the report.
    Export,
    /// Write the after-action report.
    AfterAction,
    /// Copy the journal to this shelf and go on there; what was not saved is sent again then.
    Move(PathBuf),
    /// Put the sample on a shelf of its own and open it.
    Sample {
        /// Whose name stands in it.
        by: String,
        /// Where its times are shown.
        zone: Zone,
    },
    /// Keep a line that was begun, for the next time this person opens the incident.
    Keep {
        /// The line; may be empty.
        draft: String,
        /// Who wrote it.
        by: String,
    },
    /// The room has the line that was kept: it is no longer needed on disk.
    Given,
    /// Keep a line that was begun; then bring the derived files in step and end.
    End {
        /// The line; may be empty.
        draft: String,
        /// Who wrote it.
        by: String,
    },
}

/// A real incident that interrupts an exercise.
#[derive(Debug)]
pub struct Real {
    /// What is declared.
    pub declaration: Declaration,
    /// By whom.
    pub by: String,
    /// Where real incidents are.
    pub shelf: Shelf,
    /// The line that had been begun in the exercise, to be kept there; may be empty.
    pub draft: String,
}

/// What the worker tells.
#[derive(Debug)]
pub enum Reply {
    /// An incident is being opened, and this can be said of it at once.
    Glimpse(Box<Glimpse>),
    /// An incident is open.
    Opened {
        /// Its folder.
        folder: PathBuf,
        /// All that is known.
        state: Arc<State>,
        /// Damaged lines of the journal.
        damaged: Vec<Damage>,
        /// The line that this person had begun when the room was left; may be empty. It is on disk until
        /// [`Job::Given`].
        draft: String,
    },
    /// No incident was opened, for this reason.
    Unopened(String),
    /// From now on the system tells of what others write.
    Watched,
    /// Records came in.
    News(News),
    /// Lines of the journal turned out to be damaged.
    Damaged(Vec<Damage>),
    /// The state was made anew.
    Anew(Arc<State>),
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
    /// Somebody else wrote the text meanwhile; the news of it came before.
    Overtaken,
}

impl From<&Fault> for Failure {
    fn from(fault: &Fault) -> Self {
        use crate::journal::JournalError::{Damaged, Newer, TooLong, Undeclared};
        match fault {
            Fault::Refused(refusal) => Failure::Refused(refusal.to_string()),
            Fault::Journal(error @ (TooLong { .. } | Newer(_) | Damaged(_) | Undeclared(_))) => {
                Failure::Refused(error.to_string())
            }
            Fault::Journal(error) => Failure::NotSaved(error.to_string()),
            Fault::Report(error) => Failure::Refused(error.to_string()),
        }
    }
}

/// The screen's end of the worker.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    thread: JoinHandle<bool>,
}

impl Worker {
    /// Starts the thread. Reports are told by `template`; answers go to `replies`.
    ///
    /// # Errors
    /// The system has no thread for it.
    pub fn start(
        shelf: Shelf,
        clock: Clock,
        template: Template,
        replies: UnboundedSender<Reply>,
    ) -> io::Result<Worker> {
        let (jobs, inbox) = channel();
        let again = jobs.clone();
        let thread = std::thread::Builder::new()
            .name("session".into())
            .spawn(move || Desk::new(shelf, clock, template, replies, again).serve(&inbox))?;
        Ok(Worker { jobs, thread })
    }

    /// Gives it something to do; jobs are done in their order.
    pub fn send(&self, job: Job) {
        // A worker that has ended has told why already.
        let _ = self.jobs.send(job);
    }

    /// Lets it finish what it has and keep the line that was begun, at most for `patience`; a disk may be slow. Other
    /// processes are waited for no longer than nobody minds. Whether that line is kept.
    pub fn end(self, draft: String, by: String, patience: Duration) -> bool {
        let _ = self.jobs.send(Job::End { draft, by });
        let begun = Instant::now();
        // That line needs some time too.
        let polite = POLITE.min(patience / 2);
        while !self.thread.is_finished() && begun.elapsed() < patience {
            if begun.elapsed() > polite {
                wait_no_more();
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        self.thread.is_finished() && self.thread.join().is_ok_and(|kept| kept)
    }
}
