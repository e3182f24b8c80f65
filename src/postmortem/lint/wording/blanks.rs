//! Blanks of a template that nobody filled in.

use std::collections::HashMap;
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
        r"\b(?:TBD|TBC|FIXME|XXX+)\b|\bTODO\b(?:\s*[:.,)\]…]|\s*$)|\?{3,}|\{\{[^{}\n]{0,80}\}\}|\b__[A-Z][A-Z_]*__",
        r"|\[(?i:your|name of|insert|enter|fill in|add|date of|describe)\s[^\]\n]{0,80}\]",
        r"|<(?i:insert|your|name of|enter|fill in|describe)\s[^<>\n]{0,80}>",
        r"|(?i:\blorem ipsum\b)|\bYYYY-MM-DD\b|\b\d{4}(?:/\d{2})?-(?:\d{2}|\?\?)-\?\?|\b(?:HH|hh):(?:mm|MM)\b|\b[0-2]?[0-9]:(?:\?\?|XX\b|xx\b)",
        r"|\b(?i:describe|explain|write|add)\s[^.\n]{0,60}\shere\s*[.…]*$",
    ))
    .expect("a test compiles it")
});

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}|of\s|and\s)[\p{L}.'’-]*){1,4}\]").expect("a test compiles it")
});

/// Every kind of blank once, where the first of its kind stands. What was said while the incident went on is no template,
/// and `TODO` among the actions says how far one is.
pub fn check(report: &Report) -> Vec<Finding> {
    let last = report.texts.len().saturating_sub(SIGNATURE);
    let mut blanks: Vec<(String, Place, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut signatures = Vec::new();
    let written = report.texts.iter().enumerate().filter(|(_, text)| !report.own || text.part != Part::Timeline);
    for (at, text) in written {
        for (down, line) in text.text.lines().enumerate() {
            let place = below(&text.place, down);
            let mut blank_here = false;
            for blank in BLANK.find_iter(line) {
                blank_here = true;
                let blank = blank.as_str().trim_end_matches(['.', ':', ',', ')', ']', ' ']).to_owned();
                if text.part == Part::Actions && blank == "TODO" {
                    continue;
                }
                match known.get(&blank) {
                    Some(at) => blanks[*at].2 += 1,
                    None => {
                        known.insert(blank.clone(), blanks.len());
                        blanks.push((blank, place.clone(), 0));
                    }
                }
            }
            if !blank_here && (text.part == Part::Closing || at >= last) {
                signatures.extend(signed_names(line).map(|name| signed(&place, name)));
            }
        }
    }
    let found = blanks.iter().map(|(blank, place, more)| finding(place, blank, *more));
    found.chain(signatures).collect()
}

/// Names in brackets at the beginning of a line, before which nothing but such names stands, and which are no links.
fn signed_names(line: &str) -> impl Iterator<Item = &str> {
    let mut end = 0;
    let names = SIGNED.find_iter(line).take_while(move |name| {
        let apart = line[end..name.start()].trim().is_empty();
        end = name.end();
        apart
    });
    names.filter(|name| !line[name.end()..].starts_with(['(', '[', ':'])).map(|name| name.as_str())
}

fn below(place: &Place, lines: usize) -> Place {
    match place {
        Place::Line(line) => Place::Line(line + lines),
        other => other.clone(),
    }
}

fn finding(place: &Place, blank: &str, more: usize) -> Finding {
    let says = match more {
        0 => format!("A blank was left: {blank}."),
        1 => format!("A blank was left: {blank}, and another one like it further down."),
        more => format!("A blank was left: {blank}, and {more} more like it further down."),
    };
    Finding::new(CODE, Weight::Error, place, says, "Fill it in, or say that it is not known and who finds out.")
}

fn signed(place: &Place, name: &str) -> Finding {
    let says = format!("Brackets of a template were left in the signature: {name}.");
    Finding::new(CODE, Weight::Error, place, says, "Write the name or the role without brackets.")
}
