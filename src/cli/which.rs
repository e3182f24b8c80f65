//! Which incident is meant. Writing into the wrong one is worse than asking, so a writing verb never guesses.

use std::path::PathBuf;

use super::call::Call;
use super::exit::Failure;
use super::out;
use crate::incident::lifecycle::severity_word;
use crate::incident::text::one_line;
use crate::journal::shelf::{Listed, Shelf};
use crate::journal::{JOURNAL, JournalError};

/// How many incidents a message names.
const NAMED: usize = 10;

/// What the incident is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// To be read: without an open one the most recent will do.
    Reading,
    /// To be written: it must be the only open one, or named.
    Writing,
    /// To be written up: also when it is over, the most recent one then.
    Report,
    /// To be opened again: it must be the only one there is, or the only open one, or named.
    Reopening,
}

/// The folder of the incident that is meant.
///
/// # Errors
/// None is meant, or several may be.
pub fn incident(call: &Call, wanted_for: For) -> Result<PathBuf, Failure> {
    match &call.wanted {
        Some(id) => named(&call.shelf, id),
        None => likely(&call.shelf, wanted_for),
    }
}

/// By id, or by its beginning. A full id costs no look at the other incidents.
pub fn named(shelf: &Shelf, id: &str) -> Result<PathBuf, Failure> {
    if let Some(folder) = shelf.incident(id).filter(|folder| folder.join(JOURNAL).exists()) {
        return Ok(folder);
    }
    let ids = shelf.ids().unwrap_or_default();
    let fitting: Vec<String> = ids.into_iter().filter(|one| one.starts_with(id)).collect();
    match &fitting[..] {
        [] => Err(Failure::usage(format!(
            "there is no {} in {}; `ic list{}` shows them all",
            one_line(&format!("{} \"{id}\"", if shelf.is_of_exercises() { "exercise" } else { "incident" })),
            shelf.folder().display(),
            if shelf.is_of_exercises() { " --drills" } else { "" }
        ))),
        [only] => Ok(shelf.folder().join(only)),
        several => {
            let list: Vec<String> = several.iter().take(NAMED).map(|id| format!("\n  {id}")).collect();
            Err(Failure::usage(format!(
                "{} incidents begin with \"{}\"; write more of the id:{}",
                several.len(),
                one_line(id),
                list.concat()
            )))
        }
    }
}

/// The id of the only open incident; `None` if there is none, or a choice.
pub fn only_open(shelf: &Shelf) -> Option<String> {
    let (listed, _) = shelf.list().ok()?;
    let mut open = listed.into_iter().filter(|incident| incident.status.is_open());
    open.next().filter(|_| open.next().is_none()).map(|incident| incident.id)
}

/// The id of an exercise that is not over, if there is one.
pub fn rehearsed(shelf: &Shelf) -> Option<String> {
    let (listed, _) = shelf.exercises().list().ok()?;
    listed.into_iter().find(|one| one.rehearsed).map(|one| one.id)
}

fn likely(shelf: &Shelf, wanted_for: For) -> Result<PathBuf, Failure> {
    let failed = |error: JournalError| match wanted_for {
        For::Reading => Failure::refused(error),
        For::Writing | For::Report | For::Reopening => Failure::writing(error),
    };
    let (listed, unlisted) = shelf.list().map_err(failed)?;
    for one in unlisted {
        match one.error {
            // It may be the very one that is meant.
            JournalError::Io { .. } | JournalError::Busy { .. } if wanted_for != For::Reading => {
                return Err(failed(one.error));
            }
            error => out::complain(&format!("{} cannot be read: {error}", one.id)),
        }
    }
    let open: Vec<&Listed> = listed.iter().filter(|incident| incident.status.is_open()).collect();
    let chosen = match (&open[..], wanted_for) {
        ([only], _) => only,
        ([], For::Reading | For::Report) if !listed.is_empty() => &listed[0],
        ([], For::Reopening) if !listed.is_empty() => match &listed[..] {
            [only] => only,
            several => return Err(choice("none is open", several.iter())),
        },
        ([], For::Reading) => {
            return Err(Failure::refused(format!(
                "there is no incident in {}; declare one: `ic declare TITLE`",
                shelf.folder().display()
            )));
        }
        ([], _) => {
            let other = if listed.is_empty() { "" } else { ", or name an earlier one with -i (`ic list` shows them)" };
            let rehearsed = rehearsed(shelf);
            let exercise = rehearsed.map_or_else(String::new, |id| format!("; or is the exercise meant? `-i {id}`"));
            return Err(Failure::refused(format!(
                "no incident is open; declare one: `ic declare TITLE`{other}{exercise}"
            )));
        }
        ([newest, ..], For::Reading) => {
            out::complain(&format!("{} incidents are open; this is {} (choose with -i ID)", open.len(), newest.id));
            newest
        }
        (several, _) => {
            let why = format!("{} incidents are open", several.len());
            return Err(choice(&why, several.iter().copied()));
        }
    };
    Ok(shelf.folder().join(&chosen.id))
}

fn choice<'a>(why: &str, among: impl Iterator<Item = &'a Listed>) -> Failure {
    let line = |incident: &Listed| {
        let severity = incident.severity.map(severity_word).unwrap_or_else(|| "-".into());
        format!("\n  -i {}  {severity}  {}", incident.id, one_line(&incident.title))
    };
    let list: String = among.take(NAMED).map(line).collect();
    Failure::usage(format!("{why}; say which one:{list}"))
}
