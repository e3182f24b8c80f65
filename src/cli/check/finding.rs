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
    /// A line has the right checksum and holds no record that is known here.
    UnknownLine,
    /// Records that were in the journal are not in it any more.
    Lost,
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
    let (unknown, damaged): (Vec<&Damage>, Vec<&Damage>) = scan.damaged.iter().partition(|one| one.sealed);
    let saves = format!("`ic check {incident} --repair` saves what is whole in the journal and keeps the old file");
    let finding = |one: &Damage, code, kind: &str, what: &str| {
        let (which, Damage { offset, bytes, .. }) = (Damage::named(std::slice::from_ref(one), 1), one);
        Finding::problem(code, format!("{kind} {which}: {bytes} bytes from byte {offset} on {what}"), saves.clone())
    };
    let damaged = damaged.into_iter().map(|one| finding(one, Code::DamagedLine, "damaged", "are not what was written"));
    let what = "have the right checksum, and hold no record that this ic knows";
    let unknown = unknown.into_iter().map(|one| finding(one, Code::UnknownLine, "unknown", what));
    let torn = (scan.tail > 0).then(|| {
        let what = format!("unfinished end: {} bytes from byte {} on are no whole line", scan.tail, scan.end);
        // Where it is all that there is, no write goes past it.
        let advice = if scan.lines == 0 { saves.clone() } else { "nothing: the next write sets them aside".to_owned() };
        Finding::problem(Code::TornEnd, what, advice)
    });
    let newer = (scan.version > VERSION).then(|| {
        Finding::remark(
            Code::Newer,
            format!("written by a later version of ic (format {}; this one writes {VERSION})", scan.version),
            "it can be read here; to write, use the newer ic",
        )
    });
    damaged.chain(unknown).chain(torn).chain(newer).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_and_unknown_lines_have_words_of_their_own() {
        let one = Damage { line: 3, lines: 1, offset: 200, bytes: 9, sealed: false };
        let many = Damage { lines: 898, bytes: 1_796, ..one.clone() };
        let unknown = Damage { line: 901, sealed: true, ..one.clone() };
        let said = |damaged: Vec<Damage>| {
            let mut scan = Scan::start();
            scan.damaged = damaged;
            of_lines(&scan, "x").into_iter().map(|one| (one.code, one.what)).collect::<Vec<_>>()
        };
        let damaged = "damaged line 3: 9 bytes from byte 200 on are not what was written";
        assert_eq!(said(vec![one]), [(Code::DamagedLine, damaged.into())]);
        let said = said(vec![unknown, many]);
        assert_eq!(said[0].1, "damaged lines 3 to 900: 1796 bytes from byte 200 on are not what was written");
        assert_eq!(said[1].0, Code::UnknownLine);
        assert!(said[1].1.starts_with("unknown line 901: ") && said[1].1.contains("the right checksum"), "{said:?}");
    }

    #[test]
    fn an_end_that_is_all_there_is_needs_a_repair() {
        let advice = |lines| {
            let mut scan = Scan::start();
            (scan.lines, scan.tail) = (lines, 7);
            of_lines(&scan, "x").remove(0).advice
        };
        assert!(advice(0).starts_with("`ic check x --repair`") && advice(1).starts_with("nothing"));
    }
}
