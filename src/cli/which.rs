//! Which incident is meant. Writing into the wrong one is worse than asking, so a writing verb never guesses.

use std::path::PathBuf;

use super::call::Call;
use super::exit::Failure;
use super::out;
use crate::incident::lifecycle::severity_word;
use crate::incident::text::one_line;
use crate::journal::JournalError;
use crate::journal::shelf::{Listed, Shelf};

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
    /// To be opened again, or repaired: it must be the only one there is, or the only open one, or named.
    Reopening,
}

impl For {
    /// That the shelf or an incident on it cannot be read.
    fn failed(self, error: JournalError) -> Failure {
        match self {
            For::Reading => Failure::refused(error),
            For::Writing | For::Report | For::Reopening => Failure::writing(error),
        }
    }
}

/// The folder of the incident that is meant.
///
/// # Errors
/// None is meant, or several may be.
pub fn incident(call: &Call, wanted_for: For) -> Result<PathBuf, Failure> {
    match &call.wanted {
        Some(id) => named(&call.shelf, id, wanted_for),
        None => likely(&call.shelf, wanted_for),
    }
}

/// By id, or by its beginning. A full id costs no look at the other incidents.
///
/// # Errors
/// There is none, there are several, or the shelf cannot be read.
pub fn named(shelf: &Shelf, id: &str, wanted_for: For) -> Result<PathBuf, Failure> {
    if let Some(folder) = shelf.incident(id).filter(|_| shelf.has(id)) {
        return Ok(folder);
    }
    let ids = shelf.ids().map_err(|error| wanted_for.failed(error))?;
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
    let (listed, unlisted) = shelf.list().map_err(|error| wanted_for.failed(error))?;
    for one in unlisted {
        match one.error {
            // It may be the very one that is meant.
            JournalError::Io { .. } | JournalError::Busy { .. } if wanted_for != For::Reading => {
                return Err(wanted_for.failed(one.error));
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::exit::Exit;
    use crate::journal::{JOURNAL, SNAPSHOT};

    #[test]
    fn a_shelf_that_cannot_be_read_is_no_empty_one() {
        let all = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(all.path().join("shelf"));
        assert_eq!(named(&shelf, "x", For::Writing).unwrap_err().exit, Exit::Usage);
        fs::write(shelf.folder(), "no folder").unwrap();
        let failure = named(&shelf, "x", For::Writing).unwrap_err();
        assert_eq!(failure.exit, Exit::NotSaved);
        assert!(failure.message.contains("NOT SAVED: cannot read"), "{}", failure.message);
        assert_eq!(named(&shelf, "x", For::Reading).unwrap_err().exit, Exit::Refused);
    }

    #[test]
    fn an_id_whose_journal_is_gone_never_means_another_one() {
        let all = tempfile::tempdir().unwrap();
        for (id, file) in [("queue", SNAPSHOT), ("queue-2", JOURNAL)] {
            fs::create_dir(all.path().join(id)).unwrap();
            fs::write(all.path().join(id).join(file), "").unwrap();
        }
        let found = |id| named(&Shelf::new(all.path()), id, For::Writing).unwrap();
        assert_eq!(found("queue"), all.path().join("queue"));
        assert_eq!(found("queue-"), all.path().join("queue-2"));
    }
}
