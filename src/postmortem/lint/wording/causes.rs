//! Causes that are not named, or named without a word of how they did it.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::super::finding::{Finding, Weight};
use super::super::report::{Part, Report};
use super::passages;

/// The name of the check for a cause that is not named.
pub const UNNAMED: &str = "cause-unnamed";
/// The name of the check for a cause that is not explained.
pub const UNEXPLAINED: &str = "cause-without-mechanism";

/// A part about causes with this many words or more is taken to explain something.
const LONG: usize = 80;

static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\bcauses?\s(?:is|was|are|remains?)\s(?:still\s|currently\s|as\syet\s)?(?:unknown|unclear|undetermined|not\s(?:yet\s)?known|(?:under|being)\sinvestigat)|^\s*(?:unknown|still\sunder\sinvestigation|under\sinvestigation|not\sknown(?:\syet)?)\s*[.!]?\s*$",
    )
    .expect("a test compiles it")
});

static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:because|due\sto|since|when|after|so\sthat|as\sa\sresult|therefore|without|unable|(?:did|does|could|was|were|had|is|are)(?:\snot|n['’]t)|never|caus(?:ed|ing)|led\sto|leading\sto|result(?:ed|ing)\sin|trigger(?:ed|ing)|exceed\w*|exhaust\w*|overwhelm\w*|overload\w*|missing|wrong\w*|incorrect\w*|typo|misspell\w*|misconfigur\w*|expired|changed|removed|deleted|filled|blocked|dropped|instead\sof)\b",
    )
    .expect("a test compiles it")
});

static EFFECT_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:the|this|that)\s(?:issue|problem|incident|outage|downtime|failure|bug)\s(?:then\s)?(?:caused|led|resulted|triggered)\b")
        .expect("a test compiles it")
});

/// At most one finding for each of the two checks.
pub fn check(report: &Report) -> Vec<Finding> {
    let told = passages(report, Part::Causes);
    let Some(first) = told.first() else { return empty(report) };
    if let Some(text) = told.iter().find(|text| UNKNOWN.is_match(&text.text)) {
        let says = "The cause is said to be unknown.";
        return vec![Finding::new(UNNAMED, Weight::Warning, &text.place, says, FIND_OUT)];
    }
    let words: usize = told.iter().map(|text| text.text.unicode_words().take(LONG).count()).sum();
    if words >= LONG {
        return Vec::new();
    }
    let blanked = told.iter().any(|text| text.text.contains('\u{FFFC}'));
    if blanked || told.iter().flat_map(|text| text.text.split_sentence_bounds()).any(explains) {
        return Vec::new();
    }
    let says = "A cause is named, but not how it brought the failure about.";
    let suggestion = "Say what the part did, under which condition, and why that made the service fail.";
    vec![Finding::new(UNEXPLAINED, Weight::Info, &first.place, says, suggestion)]
}

const FIND_OUT: &str = "Say what is known and what was ruled out, and name who finds out the rest and by when.";

fn empty(report: &Report) -> Vec<Finding> {
    let heading = report.texts.iter().find(|text| text.part == Part::Causes && text.heading);
    let found = heading.filter(|_| !report.has.causes).map(|heading| {
        Finding::new(UNNAMED, Weight::Warning, &heading.place, "The part about causes says nothing.", FIND_OUT)
    });
    found.into_iter().collect()
}

/// Whether a sentence says how something came about, rather than what came of it.
fn explains(sentence: &str) -> bool {
    EXPLAINS.is_match(sentence) && !EFFECT_ONLY.is_match(sentence)
}
