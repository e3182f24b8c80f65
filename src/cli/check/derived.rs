//! What follows from the journal: does it say what the journal says?

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::finding::{Code, Finding};
use crate::cli::call::Call;
use crate::cli::templates;
use crate::incident::State;
use crate::incident::lifecycle::Status;
use crate::incident::snapshot;
use crate::journal::SNAPSHOT;
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

/// Compares `incident.json` with what the journal folds to.
pub(super) fn snapshot(folder: &Path, end: u64, state: &State) -> Snapshot {
    let Some(bytes) = content(&folder.join(SNAPSHOT)) else { return Snapshot::Missing };
    let Ok(there) = serde_json::from_slice::<Value>(&bytes) else { return Snapshot::Unreadable };
    let made = snapshot::Snapshot { journal_bytes: Some(end), ..snapshot::Snapshot::from(state) };
    match there["journal_bytes"].as_u64() {
        None => Snapshot::Unreadable,
        Some(bytes) if bytes != end => Snapshot::Stale,
        Some(_) if serde_json::to_value(&made).is_ok_and(|made| made == there) => Snapshot::InStep,
        Some(_) => Snapshot::Differs,
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
        match content(&folder.join(&name)) {
            None => Some(Finding::remark(
                Code::Report,
                format!("{name} is missing though the incident is closed"),
                "`ic export` writes it",
            )),
            Some(there) if there == wanted.as_bytes() => None,
            Some(_) => Some(Finding::remark(
                Code::Report,
                format!("{name} is not what the journal tells: edited, older, or by another template"),
                "the next write replaces it; what was edited by hand belongs elsewhere",
            )),
        }
    };
    [Form::Markdown, Form::Html].into_iter().filter_map(look).collect()
}

/// What a file holds; not that of a pipe or a link.
fn content(path: &Path) -> Option<Vec<u8>> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    fs::read(path).ok()
}
