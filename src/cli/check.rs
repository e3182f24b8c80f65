//! `check`: is the journal what was written, and is everything beside it as it should be?

mod derived;
mod finding;
mod folder;
mod mend;
mod records;
pub(super) mod shelf;

use std::fmt::Write as _;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::lint::counted;
use super::out;
use super::which::{self, For};
use crate::incident::fold;
use crate::incident::text::one_line;
use crate::journal::{Damage, Journal, JournalError, VERSION};
use crate::verb::Check;
use derived::Snapshot;
use finding::{Finding, Weight};
use mend::Repaired;

/// What `ic check --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Findings {
    /// Name and version of this shape.
    format: &'static str,
    /// The incident's id.
    incident: String,
    /// Whether every line is what was written, no record is known to be gone, and no two claim one id.
    sound: bool,
    /// How many records were read.
    records: usize,
    /// How many lines the journal has.
    lines: usize,
    /// How long it is up to its last whole line.
    bytes: u64,
    /// The newest format version that wrote to it.
    version: u32,
    /// Whether this program can write to it.
    writable: bool,
    /// The lines that are not what was written.
    damaged: Vec<Damage>,
    /// The length of an unfinished line at its end.
    torn_bytes: u64,
    /// Files with unfinished lines, or with a damaged journal, that were moved away earlier.
    set_aside: Vec<String>,
    /// How `incident.json` stands to the journal.
    snapshot: Snapshot,
    /// Everything that is to be known, problems first.
    findings: Vec<Finding>,
    /// What `--repair` did; missing where it did nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired: Option<Repaired>,
}

/// Reads the whole journal and says what was found, having mended it if that was asked for; exits 1 if there is damage.
///
/// # Errors
/// There is no incident, or it cannot be read at all; or the repair is not on disk.
pub fn run(call: &Call, wanted: &Check) -> Result<Exit, Failure> {
    if wanted.all {
        return shelf::run(call, wanted.answer);
    }
    let wanted_for = if wanted.repair { For::Reopening } else { For::Reading };
    let folder = match wanted.which.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => which::named(&call.incidents.that_takes(id), id, wanted_for)?,
        None => which::incident(call, wanted_for)?,
    };
    let mut findings = examine(call, &folder)?;
    if wanted.repair && findings.is_damaged() {
        let repaired = mend::run(call, &folder)?;
        findings = Findings { repaired, ..examine(call, &folder)? };
    }
    if wanted.answer.json {
        out::json(&findings)?;
    } else {
        let nothing = wanted.repair && findings.repaired.is_none();
        out::text(if nothing { "nothing to repair: every line is what was written\n\n" } else { "" })?;
        out::text(&findings.text(out::columns()))?;
    }
    Ok(if findings.sound { Exit::Done } else { Exit::Refused })
}

fn examine(call: &Call, folder: &Path) -> Result<Findings, Failure> {
    let beside = derived::open(folder);
    let mut journal = Journal::open(folder).map_err(|error| match (error, &beside) {
        (error, Err(JournalError::Missing(_))) => Failure::refused(error),
        (JournalError::Missing(_), _) => Failure::refused(
            "the journal is gone and incident.json is still there: copy that, then look for the journal in a backup",
        ),
        (error, _) => Failure::refused(error),
    })?;
    let found = journal.read_on().map_err(Failure::refused)?;
    let scan = journal.scanned();
    let mut findings = finding::of_lines(scan, &name_of(folder));
    findings.extend(records::look(&found.records, call.clock.now()));
    let state = fold(found.records);
    findings.extend(records::clock_jumps(&state));
    let set_aside = folder::set_aside(folder);
    let (snapshot, finding) = derived::snapshot(beside, folder, scan, &state);
    let emptied = (state.records() == 0).then(|| derived::emptied(snapshot, &set_aside)).flatten();
    findings.extend(emptied.or(finding));
    findings.extend(derived::reports(call, folder, &state));
    findings.extend(folder::look(folder, &set_aside));
    findings.sort_by_key(|one| one.weight);
    Ok(Findings {
        format: "ic-check/1",
        incident: name_of(folder),
        sound: findings.iter().all(|one| one.weight != Weight::Problem),
        records: state.records(),
        lines: scan.lines,
        bytes: scan.end,
        version: scan.version,
        writable: scan.version <= VERSION,
        damaged: scan.damaged.clone(),
        torn_bytes: scan.tail,
        set_aside,
        snapshot,
        findings,
        repaired: None,
    })
}

/// The incident's id: the name of its folder.
fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Findings {
    fn is_damaged(&self) -> bool {
        !self.damaged.is_empty() || self.torn_bytes > 0
    }

    fn count(&self, weight: Weight) -> usize {
        self.findings.iter().filter(|one| one.weight == weight).count()
    }

    fn verdict(&self) -> &'static str {
        match (self.sound, self.is_damaged()) {
            (true, _) => "sound",
            (false, true) => "DAMAGED",
            (false, false) => "NOT SOUND",
        }
    }

    /// `2 problems, 1 remark`; empty if there is nothing to be known.
    fn counts(&self) -> String {
        let counts = [(Weight::Problem, "problem"), (Weight::Remark, "remark")];
        let counts = counts.map(|(weight, word)| (self.count(weight), word));
        let some: Vec<String> =
            counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect();
        some.join(", ")
    }

    /// The verdict, then what was found and what to do about it.
    fn text(&self, columns: usize) -> String {
        let mut text = self.repaired.as_ref().map(Repaired::text).unwrap_or_default();
        let _ = writeln!(
            text,
            "{}: {}\n{} in {}, {} bytes",
            one_line(&self.incident),
            self.verdict(),
            counted(self.records, "record"),
            counted(self.lines, "line"),
            self.bytes
        );
        if self.snapshot == Snapshot::InStep {
            text.push_str("incident.json is in step with the journal\n");
        }
        for alike in self.findings.chunk_by(|one, other| one.code == other.code) {
            text.push('\n');
            text.push_str(&finding::told(alike, columns));
        }
        text
    }
}
