//! `check`: is the journal what was written?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use super::which::{self, For};
use crate::incident::fold;
use crate::incident::text::one_line;
use crate::journal::{Journal, SNAPSHOT, VERSION};
use crate::verb::Answer;

/// What `ic check --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Findings {
    /// Name and version of this shape.
    format: &'static str,
    /// The incident's id.
    incident: String,
    /// Whether every line is what was written.
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
    damaged: Vec<DamagedLine>,
    /// The length of an unfinished line at its end.
    torn_bytes: u64,
    /// Files with unfinished lines that were moved away earlier.
    set_aside: Vec<String>,
    /// How `incident.json` stands to the journal.
    snapshot: Snapshot,
}

#[derive(Serialize, JsonSchema)]
struct DamagedLine {
    /// Which, from 1.
    line: usize,
    /// Where it begins, in bytes.
    offset: u64,
    /// How long it is.
    bytes: u64,
}

#[derive(Serialize, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Snapshot {
    InStep,
    Stale,
    Missing,
    Unreadable,
}

/// Reads the whole journal and says what was found; exits 1 if there is damage.
///
/// # Errors
/// There is no incident, or it cannot be read at all.
pub fn run(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let folder = which::incident(call, For::Reading)?;
    let findings = examine(&folder)?;
    if answer.json {
        out::json(&findings)?
    } else {
        out::text(&findings.text())?
    };
    Ok(if findings.sound { Exit::Done } else { Exit::Refused })
}

fn examine(folder: &Path) -> Result<Findings, Failure> {
    let mut journal = Journal::open(folder).map_err(Failure::refused)?;
    let found = journal.read_on().map_err(Failure::refused)?;
    let scan = journal.scanned();
    let damaged: Vec<DamagedLine> = (scan.damaged.iter())
        .map(|damage| DamagedLine { line: damage.line, offset: damage.offset, bytes: damage.bytes })
        .collect();
    let name = folder.file_name().unwrap_or_default();
    Ok(Findings {
        format: "ic-check/1",
        incident: name.to_string_lossy().into_owned(),
        sound: damaged.is_empty() && scan.tail == 0,
        records: fold(found.records).records(),
        lines: scan.lines,
        bytes: scan.end,
        version: scan.version,
        writable: scan.version <= VERSION,
        damaged,
        torn_bytes: scan.tail,
        set_aside: set_aside(folder),
        snapshot: snapshot(folder, scan.end),
    })
}

fn snapshot(folder: &Path, end: u64) -> Snapshot {
    #[derive(Deserialize)]
    struct Made {
        journal_bytes: u64,
    }
    let Ok(bytes) = fs::read(folder.join(SNAPSHOT)) else { return Snapshot::Missing };
    match serde_json::from_slice::<Made>(&bytes) {
        Ok(made) if made.journal_bytes == end => Snapshot::InStep,
        Ok(_) => Snapshot::Stale,
        Err(_) => Snapshot::Unreadable,
    }
}

/// Unfinished tails that were moved away earlier.
fn set_aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten();
    let mut torn: Vec<String> = names
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with("torn-"))
        .collect();
    torn.sort();
    torn
}

impl Findings {
    fn text(&self) -> String {
        let mut text = format!(
            "{}: {}\n{} records in {} lines, {} bytes\n",
            one_line(&self.incident),
            if self.sound { "sound" } else { "DAMAGED" },
            self.records,
            self.lines,
            self.bytes
        );
        for damage in &self.damaged {
            let DamagedLine { line, offset, bytes } = damage;
            let _ = writeln!(text, "damaged line {line}: {bytes} bytes from byte {offset} on are not what was written");
        }
        if self.torn_bytes > 0 {
            let _ = writeln!(
                text,
                "unfinished end: {} bytes from byte {} on are no whole line; the next write sets them aside",
                self.torn_bytes, self.bytes
            );
        }
        for name in &self.set_aside {
            let _ = writeln!(text, "set aside earlier: {}", one_line(name));
        }
        if !self.writable {
            let _ = writeln!(
                text,
                "written by a later version (format {}; this one writes {VERSION}): it can be read here but not written",
                self.version
            );
        }
        text.push_str(match self.snapshot {
            Snapshot::InStep => "incident.json is in step with the journal\n",
            Snapshot::Stale => "incident.json is older than the journal; the next write renews it\n",
            Snapshot::Missing => "incident.json is missing; the next write makes it\n",
            Snapshot::Unreadable => "incident.json cannot be read; the next write renews it\n",
        });
        text
    }
}
