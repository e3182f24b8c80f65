//! What follows from the journal: does it say what the journal says?

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::{Code, Finding};
use crate::cli::call::Call;
use crate::cli::lint::counted;
use crate::cli::templates;
use crate::incident::lifecycle::Status;
use crate::incident::{Stamp, State, snapshot};
use crate::journal::derived::{self, Opened};
use crate::journal::{JournalError, SNAPSHOT, Scan, VERSION};
use crate::postmortem::{Document, Edition, Form};
use crate::session::report_name;

/// How `incident.json` stands to the journal.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Snapshot {
    InStep,
    Stale,
    /// It knows records that are not in the journal.
    Ahead,
    /// It is as new as the journal and says something else.
    Differs,
    Missing,
    Unreadable,
}

impl Snapshot {
    fn finding(self) -> Option<Finding> {
        let (what, advice) = match self {
            Snapshot::InStep | Snapshot::Ahead => return None,
            Snapshot::Stale => ("incident.json is older than the journal", "nothing: the next write renews it"),
            Snapshot::Differs => (
                "incident.json is not what the journal says: edited, or made by another version of ic",
                "do not rely on it; the next write renews it",
            ),
            Snapshot::Missing => ("incident.json is missing", "nothing: the next write makes it"),
            Snapshot::Unreadable => ("incident.json cannot be read", "nothing: the next write renews it"),
        };
        Some(Finding::remark(Code::Snapshot, what, advice))
    }
}

/// Opens `incident.json`: to be done before the journal is read, so that what is written meanwhile cannot make it newer
/// than that.
pub(super) fn open(folder: &Path) -> Result<Opened, JournalError> {
    derived::open(folder, SNAPSHOT)
}

/// Compares `incident.json` with what the journal folds to. However long the file is, no more of it is kept than that.
pub(super) fn snapshot(
    opened: Result<Opened, JournalError>,
    folder: &Path,
    scan: &Scan,
    state: &State,
) -> (Snapshot, Option<Finding>) {
    #[derive(Deserialize)]
    struct Made {
        journal_bytes: u64,
        #[serde(default)]
        records: usize,
        #[serde(default)]
        head: Option<Stamp>,
    }
    let plain = |snapshot: Snapshot| (snapshot, snapshot.finding());
    let mut file = match opened {
        Ok(file) => file,
        Err(JournalError::Missing(_)) => return plain(Snapshot::Missing),
        Err(_) if fs::symlink_metadata(folder.join(SNAPSHOT)).is_ok_and(|about| about.is_dir()) => {
            let advice = "move it away: until then no write can renew incident.json";
            return (Snapshot::Unreadable, Some(Finding::remark(Code::Snapshot, "incident.json is a folder", advice)));
        }
        Err(_) => return plain(Snapshot::Unreadable),
    };
    let made = snapshot::Snapshot { journal_bytes: Some(scan.end), ..snapshot::Snapshot::from(state) }.text();
    if file.text(made.len() as u64 + 1).is_ok_and(|there| there == made) {
        return plain(Snapshot::InStep);
    }
    let Ok(there) = file.read::<Made>() else { return plain(Snapshot::Unreadable) };
    let lost = there.head.map_or(0, |head| there.records.saturating_sub(state.records_until(head)));
    match lost {
        // What a later version wrote may be a record to it and none to this one.
        1.. if scan.version <= VERSION => (Snapshot::Ahead, Some(lost_records(lost))),
        _ if there.journal_bytes == scan.end => plain(Snapshot::Differs),
        _ => plain(Snapshot::Stale),
    }
}

fn lost_records(count: usize) -> Finding {
    let are = if count == 1 { "is" } else { "are" };
    Finding::problem(
        Code::Lost,
        format!(
            "{} that incident.json knows {are} gone from the journal, or cannot be read there",
            counted(count, "record")
        ),
        "copy incident.json before anything is written here, as the next write replaces it; what no repair brings back may \
         be in a backup, or in what was set aside",
    )
}

/// That a journal holds no record, and something beside it says that this was not always so.
pub(super) fn emptied(snapshot: Snapshot, set_aside: &[String]) -> Option<Finding> {
    let beside = match snapshot {
        Snapshot::Ahead => return None,
        Snapshot::Stale | Snapshot::Differs | Snapshot::Unreadable => SNAPSHOT,
        Snapshot::InStep | Snapshot::Missing => set_aside.iter().find(|name| name.starts_with("torn-"))?,
    };
    Some(Finding::problem(
        Code::Lost,
        format!("there is no record in the journal, though {beside} stands beside it"),
        format!("copy {beside} before anything is written here; then look for the journal in a backup"),
    ))
}

/// Compares the reports of a closed incident with what would be written now. What the settings do not let be written is
/// not compared.
pub(super) fn reports(call: &Call, folder: &Path, state: &State) -> Vec<Finding> {
    if state.lifecycle.status() != Status::Closed {
        return Vec::new();
    }
    let Ok(template) = templates::named(call, None) else { return Vec::new() };
    let look = |form| {
        let name = report_name(form);
        let edition = Edition { template: template.clone(), ..Edition::standard(form) };
        let wanted = edition.write(Document::of(state, call.clock.now())).ok()?;
        match derived::text(folder, &name, wanted.len() as u64 + 1) {
            Ok(there) if there == wanted => None,
            Err(JournalError::Missing(_)) => Some(Finding::remark(
                Code::Report,
                format!("{name} is missing though the incident is closed"),
                "`ic export` writes it",
            )),
            _ => Some(Finding::remark(
                Code::Report,
                format!("{name} is not what the journal tells: edited, older, or by another template"),
                "the next write replaces it; what was edited by hand belongs elsewhere",
            )),
        }
    };
    [Form::Markdown, Form::Html].into_iter().filter_map(look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::finding::Weight;
    use crate::incident::testing::{Stage, record};
    use crate::incident::{Record, fold};

    const RECORDS: usize = 3;

    fn read(end: u64, version: u32) -> Scan {
        let mut scan = Scan::start();
        (scan.end, scan.version) = (end, version);
        scan
    }

    /// How `incident.json`, made of all records and this long a journal, stands to a journal with the records of `kept`.
    fn standing(kept: impl Fn(usize) -> bool, version: u32) -> (Snapshot, Option<Finding>) {
        let folder = tempfile::tempdir().unwrap();
        let records: Vec<Record> = (1..=RECORDS).map(|n| record(n as u32, vec![])).collect();
        let made = snapshot::Snapshot { journal_bytes: Some(900), ..snapshot::Snapshot::from(&fold(records.clone())) };
        derived::replace(folder.path(), SNAPSHOT, made.text().as_bytes()).unwrap();
        let left = records.into_iter().enumerate().filter(|(place, _)| kept(*place)).map(|(_, record)| record);
        let state = fold(left.collect());
        snapshot(open(folder.path()), folder.path(), &read(900, version), &state)
    }

    #[test]
    fn records_that_only_the_snapshot_knows_are_a_problem() {
        assert_eq!(standing(|_| true, VERSION), (Snapshot::InStep, None));
        for (lost, kept) in [
            (1, &(|place: usize| place + 1 < RECORDS) as &dyn Fn(usize) -> bool),
            (1, &|place| place != 1),
            (RECORDS, &|_| false),
        ] {
            let (snapshot, found) = standing(kept, VERSION);
            let found = found.unwrap();
            assert_eq!((snapshot, found.weight, found.code), (Snapshot::Ahead, Weight::Problem, Code::Lost));
            assert!(found.what.starts_with(&format!("{} that", counted(lost, "record"))), "{}", found.what);
            assert!(found.advice.starts_with("copy incident.json"), "{}", found.advice);
        }
        assert_eq!(standing(|place| place != 1, VERSION + 1).0, Snapshot::Differs);
    }

    #[test]
    fn a_snapshot_that_was_opened_before_more_was_written_is_only_older() {
        let folder = tempfile::tempdir().unwrap();
        let write = |stage: &Stage, bytes| {
            let made = snapshot::Snapshot { journal_bytes: Some(bytes), ..snapshot::Snapshot::from(&stage.state) };
            derived::replace(folder.path(), SNAPSHOT, made.text().as_bytes()).unwrap();
        };
        write(&Stage::empty(), 0);
        let opened = open(folder.path());
        write(&Stage::declared(), 900);
        let stood = snapshot(opened, folder.path(), &read(900, VERSION), &Stage::declared().state);
        assert_eq!(stood.0, Snapshot::Stale);
    }

    #[test]
    fn a_journal_without_a_record_is_a_problem_where_something_tells_of_more() {
        let aside = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let code = |snapshot, names: &[&str]| emptied(snapshot, &aside(names)).map(|found| (found.weight, found.code));
        let lost = Some((Weight::Problem, Code::Lost));
        assert_eq!(code(Snapshot::Unreadable, &[]), lost);
        assert_eq!(code(Snapshot::Missing, &["damaged-1.jsonl", "torn-0"]), lost);
        assert_eq!(code(Snapshot::Missing, &["damaged-1.jsonl"]), None);
        assert_eq!(code(Snapshot::InStep, &[]), None);
    }

    #[test]
    fn a_folder_in_the_place_of_the_snapshot_has_to_go() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(SNAPSHOT)).unwrap();
        let stood = snapshot(open(folder.path()), folder.path(), &Scan::start(), &Stage::declared().state);
        let advice = stood.1.unwrap().advice;
        assert!(stood.0 == Snapshot::Unreadable && advice.starts_with("move it away"), "{advice}");
    }
}
