//! `path`: where the incident's files are.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use super::which::{self, For};
use crate::journal::{JOURNAL, REPORT, SNAPSHOT};
use crate::verb::Answer;

/// What `ic path --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// The incident's folder.
    folder: PathBuf,
    /// Its journal.
    journal: PathBuf,
    /// Its `incident.json`.
    snapshot: PathBuf,
    /// Its report; null while there is none.
    report: Option<PathBuf>,
}

/// Prints the folder of the incident.
///
/// # Errors
/// There is no incident.
pub fn run(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let folder = which::incident(call, For::Reading)?;
    if answer.json {
        out::json(&Document {
            format: "ic-path/1",
            journal: folder.join(JOURNAL),
            snapshot: folder.join(SNAPSHOT),
            report: Some(folder.join(REPORT)).filter(|report| report.exists()),
            folder,
        })?;
    } else {
        // As it is, for `cd "$(ic path)"`: the id is a plain name, and the folder before it is the person's own.
        out::raw(&[folder.as_os_str().as_encoded_bytes(), b"\n"].concat())?;
    }
    Ok(Exit::Done)
}
