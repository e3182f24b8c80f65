//! What follows from the journal: does it say what the journal says?

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::finding::{Code, Finding};
use crate::cli::call::Call;
use crate::cli::templates;
use crate::incident::State;
use crate::incident::lifecycle::Status;
use crate::incident::snapshot;
use crate::journal::{JournalError, SNAPSHOT, derived};
use crate::postmortem::{Document, Edition, Form};
use crate::session::report_name;

/// How `incident.json` stands to the journal.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Snapshot {
    InStep,
    Stale,
    /// It is as new as the journal and says something else.
    Differs,
    Missing,
    Unreadable,
}

impl Snapshot {
    pub(super) fn finding(self) -> Option<Finding> {
        let (what, advice) = match self {
            Snapshot::InStep => return None,
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

/// Compares `incident.json` with what the journal folds to. However long the file is, no more of it is kept than that.
pub(super) fn snapshot(folder: &Path, end: u64, state: &State) -> Snapshot {
    #[derive(Deserialize)]
    struct Made {
        journal_bytes: u64,
    }
    let made = snapshot::Snapshot { journal_bytes: Some(end), ..snapshot::Snapshot::from(state) }.text();
    if derived::text(folder, SNAPSHOT, made.len() as u64 + 1).is_ok_and(|there| there == made) {
        return Snapshot::InStep;
    }
    match derived::read::<Made>(folder, SNAPSHOT) {
        Ok(there) if there.journal_bytes == end => Snapshot::Differs,
        Ok(_) => Snapshot::Stale,
        Err(JournalError::Missing(_)) => Snapshot::Missing,
        Err(_) => Snapshot::Unreadable,
    }
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
