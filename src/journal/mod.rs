//! The truth on disk: one folder an incident, one append-only file of checksummed lines in it.

mod damage;
pub mod derived;
mod file;
pub mod life;
mod line;
mod lock;
pub mod mutant;
mod private;
pub mod probe;
mod repair;
mod scan;
pub mod shelf;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use damage::Damage;
pub use file::{Found, Journal};
pub use line::{LONGEST, Unread, VERSION, decode, encode};
pub use lock::{DEADLINE, Lock, wait_no_more};
pub use repair::{Repair, Salvage, repair};
pub use scan::Scan;

/// The journal's name in its folder.
pub const JOURNAL: &str = "journal.jsonl";
/// The current state's name in its folder.
pub const SNAPSHOT: &str = "incident.json";
/// The report's name in its folder.
pub const REPORT: &str = "postmortem.md";

/// What can go wrong between a record and the disk.
#[derive(Debug, Error)]
pub enum JournalError {
    /// There is no journal in this folder.
    #[error("there is no incident in {}", .0.display())]
    Missing(PathBuf),
    /// A file is not what it should be: a link, a device, somebody else's.
    #[error("{} is {why}; ic does not touch it: move it away, or use another folder with --dir", .path.display())]
    Unsafe {
        /// Which file.
        path: PathBuf,
        /// What it is instead.
        why: &'static str,
    },
    /// A later version wrote here.
    #[error(
        "the journal was written by a later version of ic (format {0}; this one writes {VERSION}): \
         it can be read here but not written; use the newer ic"
    )]
    Newer(u32),
    /// What begins an incident cannot be read.
    #[error("the journal in {} is damaged from the beginning: `ic check ID --repair` saves what can be saved", .0.display())]
    Damaged(PathBuf),
    /// What began an incident is not there any more; a repair may have left it out.
    #[error("the journal in {} has no declaration any more: `ic timeline -i ID` shows what is left of it", .0.display())]
    Undeclared(PathBuf),
    /// Another process holds the lock.
    #[error(
        "another process has kept the incident locked for {seconds} s: {holder}. Nothing was written; try again, or end that process"
    )]
    Busy {
        /// What the lock file says of the holder.
        holder: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The text does not fit into a line.
    #[error("it is {bytes} bytes long and one entry holds at most {LONGEST}; put it into a file and log where that is")]
    TooLong {
        /// The length of the line it would have made.
        bytes: usize,
    },
    /// The disk did not take the write; the journal is as it was before.
    #[error("NOT SAVED: {} could not be written: {source}", .path.display())]
    NotSaved {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk did not take the write, and it could not be undone either: this process writes no more.
    #[error("NOT SAVED: {} could not be written, and the failed write could not be undone: {reason}", .path.display())]
    Broken {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A repaired journal is in its place, and the disk did not say that it stays there.
    #[error(
        "NOT SAVED for certain: the journal is repaired, but a power cut may bring the damaged one back: {reason}. \
         That is kept as {} in any case; `ic check` says which of them it is", .old.display()
    )]
    Unsettled {
        /// The copy of the damaged one.
        old: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Something else went wrong with a file.
    #[error("{what} {}: {source}", .path.display())]
    Io {
        /// What was attempted.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl JournalError {
    /// Whether something that was to be kept is not on disk.
    pub fn not_saved(&self) -> bool {
        matches!(self, JournalError::NotSaved { .. } | JournalError::Broken { .. })
    }

    fn io<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> JournalError + use<'a> {
        move |source| JournalError::Io { what, path: path.to_owned(), source }
    }
}
