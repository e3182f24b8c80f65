//! Work that is promised under a heading that says it was done.

use std::sync::LazyLock;

use regex::Regex;

use super::super::finding::{Finding, Weight};
use super::super::report::Report;

/// The name of the check.
pub const CODE: &str = "promise-as-done";

static DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:\d+\W+)?resolution(?:\sand\srecovery)?\W*$|\b(?:(?:actions?|steps|measures)\s(?:(?:we|were|already)\s)?(?:taken|took|done)|what\s(?:we\sdid|was\sdone)|(?:we\s)?have\s(?:implemented|done|taken|fixed)|completed\s(?:actions|work))\b",
    )
    .expect("a test compiles it")
});

static PROMISE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?:we|team|teams|engineers|staff|members)(?:\swill|['’]ll)\s(?:also\s|soon\s|continue\sto\s)?\w+",
        r"|will\s(?:undergo|be\s(?:added|implemented|introduced|rolled\sout|trained|replaced|upgraded|reviewed|improved))",
        r"|we\s(?:are|plan)\s(?:also\s|currently\s|now\s)?(?:working\son|implementing|exploring|planning|adding|building|going\sto|to\s\w+)",
        r"|(?:is|are)\s(?:also\s)?(?:planned|committed\sto|scheduled\sto|scheduled\sfor))\b",
    ))
    .expect("a test compiles it")
});

/// At most one finding for each passage and each action.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut found = Vec::new();
    for text in report.texts.iter().filter(|text| !text.heading && DONE.is_match(&text.under)) {
        if let Some(promise) = PROMISE.find(&text.text) {
            let says = format!("“{}” is a promise, but stands under “{}”.", promise.as_str(), text.under.trim());
            found.push(Finding::new(CODE, Weight::Warning, &text.place, says, SUGGESTION));
        }
    }
    for action in report.actions.iter().filter(|action| action.open == Some(false)) {
        let (Some(place), Some(promise)) = (&action.place, PROMISE.find(&action.text)) else { continue };
        if found.iter().any(|finding| finding.place == *place) {
            continue;
        }
        let says = format!("“{}” is a promise, but the action is told as done.", promise.as_str());
        found.push(Finding::new(CODE, Weight::Warning, place, says, SUGGESTION));
    }
    found
}

const SUGGESTION: &str = "Say what was done; list what is still to be done as an open action with an owner and a date.";
