//! The folder of all incidents.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::private::{Access, open_private};
use super::{JOURNAL, Journal, JournalError, SNAPSHOT};
use crate::incident::lifecycle::Status;
use crate::incident::milestones::{Milestone, Milestones};
use crate::incident::span::Span;
use crate::incident::{Record, State, Time, text};

/// The folder that holds one folder an incident, or one an exercise: never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
    exercises: bool,
}

/// With this the id of every exercise begins, and that of no incident.
pub const EXERCISE: &str = "EX-";
/// Where the exercises stand on a shelf of incidents.
const EXERCISES: &str = "drills";

/// An incident as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its id: the name of its folder.
    pub id: String,
    /// What it is called, raw.
    pub title: String,
    /// 1 (worst) to 5.
    pub severity: Option<u8>,
    /// Where it stands.
    pub status: Status,
    /// The zone of its times.
    pub zone: String,
    /// When it began, as far as known (UTC).
    pub since: Option<Time>,
    /// When it was resolved (UTC).
    pub resolved: Option<Time>,
    /// How many follow-ups are still to be done.
    pub open_followups: usize,
    /// Whether it is an exercise that is not over.
    pub rehearsed: bool,
    /// Until when anything is known of an exercise, in its own time (UTC); none for an incident.
    pub known_until: Option<Time>,
}

/// A folder that looks like an incident but cannot be listed.
#[derive(Debug)]
pub struct Unlisted {
    /// Its name.
    pub id: String,
    /// Why.
    pub error: JournalError,
}

/// How long a snapshot is before its timeline, at most, in bytes.
const HEAD: usize = 4 << 20;

/// What a list needs of a snapshot. Not flattened: that would make serde keep the whole timeline in memory.
#[derive(Deserialize)]
struct Cover {
    journal_bytes: u64,
    title: String,
    severity: Option<u8>,
    status: Status,
    zone: String,
    milestones: crate::incident::snapshot::Times,
    followups: Vec<FollowupState>,
    #[serde(default)]
    exercise: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct FollowupState {
    state: String,
}

impl Listed {
    /// How long it lasted, or has lasted until `now`.
    pub fn duration(&self, now: Time) -> Option<Span> {
        let end = match self.status {
            Status::Investigating | Status::Identified | Status::Mitigated => Some(self.known_until.unwrap_or(now)),
            _ => self.resolved,
        };
        Milestones::length(self.since?, end?)
    }
}

impl From<&State> for Listed {
    fn from(state: &State) -> Self {
        let milestones = state.milestones();
        Listed {
            id: state.id().into(),
            title: state.title().into(),
            severity: state.lifecycle.severity.get().copied(),
            status: state.lifecycle.status(),
            zone: state.lifecycle.zone().name().into(),
            since: milestones.since(),
            resolved: milestones.get(Milestone::Resolved),
            open_followups: state.followups.open(),
            rehearsed: state.exercise.as_ref().is_some_and(|exercise| !exercise.is_over()),
            known_until: (state.exercise.as_ref())
                .map(|one| one.records().last().map_or(one.terms.begins, Record::occurred)),
        }
    }
}

impl Shelf {
    /// The shelf in this folder, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Shelf {
        Shelf { folder: folder.into(), exercises: false }
    }

    /// The shelf of exercises that belongs to this one.
    pub fn exercises(&self) -> Shelf {
        match self.exercises {
            true => self.clone(),
            false => Shelf { folder: self.folder.join(EXERCISES), exercises: true },
        }
    }

    /// Whether exercises stand on it.
    pub fn is_of_exercises(&self) -> bool {
        self.exercises
    }

    /// This shelf, or that of exercises if an id begins as theirs do.
    pub fn that_takes(&self, id: &str) -> Shelf {
        // `EX` alone is the beginning of every exercise's id.
        let exercise = EXERCISE.starts_with(id) || id.starts_with(EXERCISE);
        if exercise { self.exercises() } else { self.clone() }
    }

    /// Whether an id may stand on this shelf: that of an exercise, or that of an incident.
    pub fn takes(&self, id: &str) -> bool {
        match id.strip_prefix(EXERCISE) {
            Some(rest) => self.exercises && text::is_slug(rest),
            None => !self.exercises && text::is_slug(id),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of an incident, whether it exists or not. An id that is no plain name leads nowhere.
    pub fn incident(&self, id: &str) -> Option<PathBuf> {
        self.takes(id).then(|| self.folder.join(id))
    }

    /// What is known of an incident without reading its journal: what its snapshot says, if that is in step.
    pub fn glance(&self, id: &str) -> Option<Listed> {
        fresh(&self.incident(id)?, id)?
    }

    /// An id that is still free: the day, the title as a slug, and a number if need be.
    pub fn free_id(&self, day: &str, title: &str) -> String {
        let kind = if self.exercises { EXERCISE } else { "" };
        let base = format!("{kind}{day}-{}", text::slug(title));
        let mut id = base.clone();
        for n in 2.. {
            if fs::symlink_metadata(self.folder.join(&id)).is_err() {
                break;
            }
            id = format!("{base}-{n}");
        }
        id
    }

    /// Whether an incident stands here, or what is left of one: all but a folder that plainly has neither a journal nor
    /// a snapshot.
    pub fn has(&self, id: &str) -> bool {
        let is_absent = |name: &&str| {
            let about = fs::symlink_metadata(self.folder.join(id).join(name));
            about.is_err_and(|error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
        };
        self.takes(id) && ![JOURNAL, SNAPSHOT].iter().all(is_absent)
    }

    /// The ids of all that [`Shelf::has`], in their order. A shelf that does not exist has none.
    ///
    /// # Errors
    /// The folder exists but cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, JournalError> {
        let mut ids = self.names()?;
        ids.retain(|id| self.has(id));
        Ok(ids)
    }

    /// The names of folders that may stand here, in their order.
    fn names(&self) -> Result<Vec<String>, JournalError> {
        let folders = match fs::read_dir(&self.folder) {
            Ok(folders) => folders.collect::<Result<Vec<_>, _>>(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        };
        let folders = folders.map_err(JournalError::io("cannot read", &self.folder))?;
        let mut names: Vec<String> = (folders.into_iter())
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter(|name| self.takes(name))
            .collect();
        names.sort();
        Ok(names)
    }

    /// All incidents, newest first, and what could not be listed. A shelf that does not exist is empty.
    ///
    /// # Errors
    /// The folder exists but cannot be read.
    pub fn list(&self) -> Result<(Vec<Listed>, Vec<Unlisted>), JournalError> {
        let (mut listed, mut unlisted) = (Vec::new(), Vec::new());
        for id in self.names()? {
            let folder = self.folder.join(&id);
            let path = folder.join(JOURNAL);
            match path.try_exists() {
                Ok(true) => {}
                // A file is no incident, and what nobody here may enter is somebody else's.
                Err(error)
                    if !matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory) =>
                {
                    unlisted.push(Unlisted { id, error: JournalError::io("cannot find", &path)(error) });
                    continue;
                }
                _ => continue,
            }
            // What an exercise's snapshot says of its clock may be old.
            let found = if self.exercises { read(&folder, &id) } else { cover(&folder, &id) };
            match found {
                // A copy of an exercise among incidents is none of them, whatever it is called.
                Ok(Some(cover)) if cover.known_until.is_some() != self.exercises => {}
                Ok(Some(cover)) => listed.push(cover),
                Ok(None) => {}
                Err(error) => unlisted.push(Unlisted { id, error }),
            }
        }
        listed.sort_by(|a, b| (b.since, &b.id).cmp(&(a.since, &a.id)));
        Ok((listed, unlisted))
    }
}

/// The cover of one incident: from its snapshot if that is fresh, else from its journal. `None` if nothing was declared.
fn cover(folder: &Path, id: &str) -> Result<Option<Listed>, JournalError> {
    match fresh(folder, id) {
        Some(cover) => Ok(cover),
        None => read(folder, id),
    }
}

/// What a snapshot says that is in step with its journal and tells of a beginning; inside it, `None` for an exercise.
fn fresh(folder: &Path, id: &str) -> Option<Option<Listed>> {
    let length = fs::metadata(folder.join(JOURNAL)).map(|about| about.len()).unwrap_or_default();
    let file = open_private(&folder.join(SNAPSHOT), Access::Read).ok()?;
    let cover = serde_json::from_slice::<Cover>(&before_timeline(file).ok()?).ok()?;
    let times = &cover.milestones;
    let begun = times.declared.is_some() || cover.exercise.is_some();
    if cover.journal_bytes != length || !begun {
        return None;
    }
    let listed = Listed {
        id: id.into(),
        since: times.started.or(times.detected).or(times.declared),
        resolved: times.resolved,
        open_followups: cover.followups.iter().filter(|followup| followup.state == "open").count(),
        title: cover.title,
        severity: cover.severity,
        status: cover.status,
        zone: cover.zone,
        rehearsed: false,
        known_until: None,
    };
    Some(cover.exercise.is_none().then_some(listed))
}

/// A snapshot without its timeline, which stands last in it and may be long. Nothing but a key can stand at the start of
/// a line there: in a text a new line is escaped.
/// More than [`HEAD`] is none of ours, or not worth reading for a list.
fn before_timeline(mut snapshot: impl Read) -> io::Result<Vec<u8>> {
    const TIMELINE: &[u8] = b",\n  \"timeline\": [";
    let mut text = Vec::with_capacity(1 << 14);
    loop {
        let seen = text.len().saturating_sub(TIMELINE.len());
        if snapshot.by_ref().take(1 << 14).read_to_end(&mut text)? == 0 || text.len() > HEAD {
            return Ok(text);
        }
        if let Some(at) = text[seen..].windows(TIMELINE.len()).position(|bytes| bytes == TIMELINE) {
            text.truncate(seen + at);
            text.push(b'}');
            return Ok(text);
        }
    }
}

/// What the journal says. `None` if nothing was begun and nothing stands in it.
fn read(folder: &Path, id: &str) -> Result<Option<Listed>, JournalError> {
    let mut journal = Journal::open(folder)?;
    let state = journal.state()?;
    Ok(journal.is_begun(&state)?.then(|| Listed { id: id.into(), ..Listed::from(&state) }))
}

#[cfg(test)]
mod tests;
