//! Blanks of a template that nobody filled in.

use std::sync::LazyLock;

use regex::Regex;

use super::super::finding::{Finding, Place, Weight};
use super::super::report::{Part, Report};

/// The name of the check.
pub const CODE: &str = "blank-left";

/// How many passages at the end of a report may be its signature.
const SIGNATURE: usize = 6;

static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:TBD|TBC|TODO|FIXME|XXX+)\b|\?{3,}|\{\{[^{}\n]{0,80}\}\}|\b__[A-Z][A-Z_]*__",
        r"|\[(?i:your|name of|insert|enter|fill in|add|date of|describe)\s[^\]\n]{0,80}\]",
        r"|<(?i:insert|your|name of|enter|fill in|describe)\s[^<>\n]{0,80}>",
        r"|(?i:\blorem ipsum\b)|\bYYYY-MM-DD\b|\b(?:HH|hh):(?:mm|MM)\b|\b[0-2]?[0-9]:(?:\?\?|XX\b|xx\b)",
        r"|\b(?i:describe|explain|write|add)\s[^.\n]{0,60}\shere\s*[.…]*$",
    ))
    .expect("a test compiles it")
});

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}|of\s|and\s)[\p{L}.'’-]*){1,4}\]").expect("a test compiles it")
});

/// Every blank, once, in its place.
pub fn check(report: &Report) -> Vec<Finding> {
    let last = report.texts.len().saturating_sub(SIGNATURE);
    let mut found = Vec::new();
    for (at, text) in report.texts.iter().enumerate() {
        for (down, line) in text.text.lines().enumerate() {
            let place = below(&text.place, down);
            found.extend(BLANK.find_iter(line).map(|blank| finding(&place, blank.as_str())));
            if BLANK.is_match(line) {
                continue;
            }
            let signature = text.part == Part::Closing || at >= last;
            let names = SIGNED.find_iter(line).filter(|name| signature && stands_apart(line, name.start(), name.end()));
            found.extend(names.map(|name| signed(&place, name.as_str())));
        }
    }
    found
}

/// Whether nothing but brackets stands before it in the line, and no target of a link behind it.
fn stands_apart(line: &str, start: usize, end: usize) -> bool {
    let before = SIGNED.replace_all(&line[..start], "");
    before.trim().is_empty() && !line[end..].starts_with(['(', '[', ':'])
}

fn below(place: &Place, lines: usize) -> Place {
    match place {
        Place::Line(line) => Place::Line(line + lines),
        other => other.clone(),
    }
}

fn finding(place: &Place, blank: &str) -> Finding {
    let says = format!("A blank was left: {}.", blank.trim_end_matches('.'));
    Finding::new(CODE, Weight::Error, place, says, "Fill it in, or say that it is not known and who finds out.")
}

fn signed(place: &Place, name: &str) -> Finding {
    let says = format!("Brackets of a template were left in the signature: {name}.");
    Finding::new(CODE, Weight::Error, place, says, "Write the name or the role without brackets.")
}
