//! Lengths of time as people write them, where they are said of the incident as a whole.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::incident::span::Span;
use crate::postmortem::lint::report::Bound;

const NUMBER: &str = r"(?:\d{1,5}(?:\.\d{1,3})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const UNIT: &str = r"(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|d|h|m|s)";
const SUBJECT: &str = r"(?:outage|incident|downtime|disruption|interruption|degradation|impact)";

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)(?P<how>[~≈]|\b(?:approximately|approx\.?|about|around|roughly|nearly|almost|circa|some|over|more than|at least|less than|under|at most|up to|no more than)\s)?\s*\b(?:(?P<half>half\s+an?\s+hour)\b|(?P<first>{NUMBER})(?P<and_half>\s+and\s+(?:a\s+)?half)?[\s-]?(?P<unit>{UNIT})\b(?P<rest>(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*)\d{{1,5}}[\s-]?{UNIT}\b)*))"
    );
    Regex::new(&pattern).expect("a valid pattern")
});
static PART: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)(\d{{1,5}})[\s-]?({UNIT})\b")).expect("a valid pattern"));
/// What stands before a length that is the incident's own.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)(?:^\W*(?:total\s+|incident\s+|outage\s+)?(?:duration|downtime|length)(?:\s+of\s+(?:the\s+)?{SUBJECT})?\W*[:–-]\W*|\b{SUBJECT}[^.!?]{{0,60}}\b(?:lasted|lasting|continued|persisted|went\s+on)\s+(?:for\s+)?(?:a\s+total\s+of\s+)?|\b{SUBJECT}\s+of\s+|\b(?:was|were|been)\s+(?:\w+\s+)?(?:down|unavailable|offline|inaccessible|unreachable)\s+for\s+)$"
    );
    Regex::new(&pattern).expect("a valid pattern")
});
static KEYED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:total\s+|incident\s+|outage\s+)?duration\W*:[^()]{0,80}\(\s*$").expect("a valid pattern")
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:-|\s)(?:(?:full|partial|total|service|system|complete|production)\s+){0,2}(?:outage|downtime|incident|disruption|interruption)\b")
        .expect("a valid pattern")
});
/// One end of a range of lengths: `3 to 4 hours`.
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\d\s*\w*\s*(?:-|–|to|or|and)\s*$").expect("a valid pattern"));

/// A length that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// How long.
    pub span: Span,
    /// How far off it may be.
    pub slack: Span,
    /// Whether it is a bound only.
    pub bound: Option<Bound>,
}

/// The lengths that a text states of the incident as a whole.
pub(super) fn find(text: &str) -> Vec<Found> {
    AMOUNT.captures_iter(text).filter_map(|found| read(text, &found)).collect()
}

fn read(text: &str, found: &Captures) -> Option<Found> {
    let whole = found.get(0)?;
    let before = tail(&text[..whole.start()]);
    let lead = format!("{before}{}", &whole.as_str()[..whole.as_str().len() - whole.as_str().trim_start().len()]);
    let after = &text[whole.end()..];
    let own = BEFORE.is_match(&lead) || KEYED.is_match(&lead) || AFTER.is_match(after);
    if !own
        || RANGE.is_match(&lead) && !KEYED.is_match(&lead)
        || after.starts_with(['-', '–', '/']) && !AFTER.is_match(after)
    {
        return None;
    }
    let (seconds, last) = seconds(found)?;
    let how = found.name("how").map(|how| how.as_str().trim().to_lowercase());
    let bound = match how.as_deref() {
        Some("over" | "more than" | "at least") => Some(Bound::AtLeast),
        Some("less than" | "under" | "at most" | "up to" | "no more than") => Some(Bound::AtMost),
        _ => None,
    };
    let exact = how.is_none() && last <= 60;
    let slack = if exact { 60 } else { (last / 2).max(seconds * 15 / 100).max(60) };
    let start = whole.end() - whole.as_str().trim_start().len();
    Some(Found { range: start..whole.end(), span: Span::seconds(seconds), slack: Span::seconds(slack), bound })
}

/// The whole length and its last unit, in seconds.
fn seconds(found: &Captures) -> Option<(u32, u32)> {
    if found.name("half").is_some() {
        return Some((1_800, 3_600));
    }
    let first = number(&found["first"])?;
    let mut last = unit(&found["unit"]);
    let half = if found.name("and_half").is_some() { 0.5 } else { 0.0 };
    // A number has at most five digits, so the product fits.
    let mut total = ((first + half) * f64::from(last)).round() as u32;
    for part in PART.captures_iter(found.name("rest").map_or("", |rest| rest.as_str())) {
        last = unit(&part[2]);
        total = total.checked_add(part[1].parse::<u32>().ok()?.checked_mul(last)?)?;
    }
    (total > 0).then_some((total, last))
}

fn number(word: &str) -> Option<f64> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match word.to_lowercase().as_str() {
        "a" | "an" => Some(1.0),
        word => match (1_u32..).zip(words).find(|(_, known)| *known == word) {
            Some((value, _)) => Some(f64::from(value)),
            None => word.parse().ok(),
        },
    }
}

fn unit(word: &str) -> u32 {
    match word.to_lowercase().chars().next() {
        Some('d') => 86_400,
        Some('h') => 3_600,
        Some('m') => 60,
        _ => 1,
    }
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_the_incident() {
        let cases = [
            ("The outage lasted for approximately 4 hours", "4h", "36m", None),
            ("The outage lasted for 1 hour and 15 minutes.", "1h15m", "1m", None),
            ("a complete outage lasting approximately 2 and half hours", "2h30m", "30m", None),
            ("**Duration**: 66 minutes", "1h6m", "1m", None),
            ("Duration: 21:45 to 23:28 UTC (103 minutes)", "1h43m", "1m", None),
            ("Downtime: 1h 28m", "1h28m", "1m", None),
            ("We had a 34-minute outage.", "34m", "1m", None),
            ("The disruption lasted over 14 hours", "14h", "2h6m", Some(Bound::AtLeast)),
            ("The incident lasted less than an hour", "1h", "30m", Some(Bound::AtMost)),
            ("The impact lasted nearly two hours", "2h", "30m", None),
            ("The search was unavailable for 13 minutes", "13m", "1m", None),
            ("an outage of half an hour", "30m", "30m", None),
            ("The outage lasted 2.5 hours", "2h30m", "30m", None),
        ];
        for (text, span, slack, bound) in cases {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            let told = (found[0].span.compact(), found[0].slack.compact(), found[0].bound);
            assert_eq!(told, (span.to_owned(), slack.to_owned(), bound), "{text}");
        }
    }

    #[test]
    fn other_lengths() {
        for text in [
            "The fix took 5 minutes",
            "The outage was noticed after 20 minutes",
            "outages of 10-30 minutes",
            "The outage lasted 3 to 4 hours",
            "Version 4 m",
            "The outage lasted long",
            "Duration: 0 minutes",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
