//! One thing that was found, and what to do about it.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::out;
use crate::incident::text::one_line;
use crate::journal::{Damage, Scan, VERSION};

/// How many findings of one kind are shown one by one.
const SHOWN: usize = 5;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Weight {
    /// The journal is not what was written.
    Problem,
    /// It is, and this is to be known all the same.
    Remark,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Code {
    /// A line is not what was written.
    DamagedLine,
    /// The last line is not whole.
    TornEnd,
    /// Two records that say different things have one id.
    IdClash,
    /// A record stands in the journal more than once.
    IdTwice,
    /// A record names an earlier one that is not there.
    UnknownOver,
    /// The order of the lines is not that of the records.
    Order,
    /// A record was written by a clock that is far ahead.
    Future,
    /// The clock of the machine went back; the lines keep the order in which they were written.
    ClockBack,
    /// A later version wrote here.
    Newer,
    /// `incident.json` does not say what the journal says.
    Snapshot,
    /// A report does not say what the journal says.
    Report,
    /// Others may look in.
    Permissions,
    /// A file is not only this user's.
    Owner,
    /// A draft that nobody finished.
    LeftOver,
    /// Something was moved away earlier.
    SetAside,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Finding {
    /// How much it matters.
    pub weight: Weight,
    /// What it is.
    pub code: Code,
    /// What was found, in a sentence.
    pub what: String,
    /// What to do now.
    pub advice: String,
    /// The records that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Uuid>,
}

impl Finding {
    pub(super) fn problem(code: Code, what: impl Into<String>, advice: impl Into<String>) -> Finding {
        Finding { weight: Weight::Problem, ..Finding::remark(code, what, advice) }
    }

    pub(super) fn remark(code: Code, what: impl Into<String>, advice: impl Into<String>) -> Finding {
        Finding { weight: Weight::Remark, code, what: what.into(), advice: advice.into(), records: Vec::new() }
    }

    pub(super) fn about(self, records: Vec<Uuid>) -> Finding {
        Finding { records, ..self }
    }
}

/// What is wrong with the lines of the journal of `incident`.
pub(super) fn of_lines(scan: &Scan, incident: &str) -> Vec<Finding> {
    let damaged = scan.damaged.iter().map(|Damage { line, offset, bytes }| {
        Finding::problem(
            Code::DamagedLine,
            format!("damaged line {line}: {bytes} bytes from byte {offset} on are not what was written"),
            format!("`ic check {incident} --repair` makes a journal of all other lines and keeps the old one"),
        )
    });
    let torn = (scan.tail > 0).then(|| {
        Finding::problem(
            Code::TornEnd,
            format!("unfinished end: {} bytes from byte {} on are no whole line", scan.tail, scan.end),
            "nothing: the next write sets them aside",
        )
    });
    let newer = (scan.version > VERSION).then(|| {
        Finding::remark(
            Code::Newer,
            format!("written by a later version of ic (format {}; this one writes {VERSION})", scan.version),
            "it can be read here; to write, use the newer ic",
        )
    });
    damaged.chain(torn).chain(newer).collect()
}

/// Findings of one kind, for people: what each is, and once what to do.
pub(super) fn told(alike: &[Finding], columns: usize) -> String {
    let Some(first) = alike.first() else { return String::new() };
    let mark = match first.weight {
        Weight::Problem => "PROBLEM  ",
        Weight::Remark => "remark   ",
    };
    let more = alike.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("… and {more} more; `--json` names them all"));
    let lines = alike.iter().take(SHOWN).map(|one| one.what.clone()).chain(more);
    let marks = std::iter::once(mark).chain(std::iter::repeat("         "));
    let told: String = lines.zip(marks).map(|(what, mark)| out::hanging(mark, &one_line(&what), columns)).collect();
    told + &out::hanging("      -> ", &one_line(&first.advice), columns)
}
