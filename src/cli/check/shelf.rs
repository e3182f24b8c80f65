//! `check --all`: every incident and every exercise there is.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::finding::Weight;
use super::{Findings, examine};
use crate::cli::call::Call;
use crate::cli::exit::{Exit, Failure};
use crate::cli::lint::counted;
use crate::cli::out;
use crate::incident::text::one_line;
use crate::verb::Answer;

/// What `ic check --all --json` prints.
#[derive(Serialize, JsonSchema)]
pub(in crate::cli) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// Whether all of them are sound.
    sound: bool,
    /// Every incident, then every exercise, by id.
    incidents: Vec<Checked>,
}

#[derive(Serialize, JsonSchema)]
struct Checked {
    /// Its id.
    incident: String,
    /// Whether every line is what was written, no record is known to be gone, and no two claim one id.
    sound: bool,
    /// How many records were read.
    records: usize,
    /// How much is wrong with the journal.
    problems: usize,
    /// How much else is to be known.
    remarks: usize,
    /// Why it cannot be read at all; null if it can.
    error: Option<String>,
    #[serde(skip)]
    verdict: &'static str,
    #[serde(skip)]
    line: String,
}

/// Checks them all, one line each; exits 1 if any is damaged.
///
/// # Errors
/// The shelf cannot be read.
pub fn run(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let mut incidents = Vec::new();
    for shelf in [call.incidents.clone(), call.incidents.exercises()] {
        for id in shelf.ids().map_err(Failure::refused)? {
            incidents.push(checked(examine(call, &shelf.folder().join(&id)), id));
        }
    }
    let sound = incidents.iter().all(|one| one.sound);
    if answer.json {
        out::json(&Document { format: "ic-check-all/1", sound, incidents })?;
    } else if incidents.is_empty() {
        out::complain(&format!("there is nothing to check in {}", call.incidents.folder().display()));
    } else {
        let widest = incidents.iter().map(|one| one.incident.len()).max().unwrap_or_default();
        let mut text = String::new();
        for one in &incidents {
            let _ = writeln!(text, "{:<9}  {:<widest$}  {}", one.verdict, one.incident, one_line(&one.line));
        }
        out::text(&text)?;
    }
    Ok(if sound { Exit::Done } else { Exit::Refused })
}

fn checked(examined: Result<Findings, Failure>, incident: String) -> Checked {
    match examined {
        Ok(found) => {
            let counts = found.counts();
            let more = if counts.is_empty() { counts } else { format!("  {counts}") };
            Checked {
                incident,
                verdict: found.verdict(),
                sound: found.sound,
                records: found.records,
                problems: found.count(Weight::Problem),
                remarks: found.count(Weight::Remark),
                error: None,
                line: format!("{}{more}", counted(found.records, "record")),
            }
        }
        Err(Failure { message, .. }) => Checked {
            incident,
            verdict: "NOT READ",
            sound: false,
            records: 0,
            problems: 1,
            remarks: 0,
            line: message.clone(),
            error: Some(message),
        },
    }
}
