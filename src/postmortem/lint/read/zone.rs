//! Names of time zones, and what they mean where they mean one thing only.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Short names and minutes east of UTC, where they mean one thing only. Source: the abbreviations of the IANA time zone
/// database.
const NAMES: &[(&str, Option<i32>)] = &[
    ("UTC", Some(0)),
    ("GMT", Some(0)),
    ("WAT", Some(60)),
    ("CAT", Some(120)),
    ("SAST", Some(120)),
    ("EAT", Some(180)),
    ("WET", Some(0)),
    ("WEST", Some(60)),
    ("CET", Some(60)),
    ("CEST", Some(120)),
    ("EET", Some(120)),
    ("EEST", Some(180)),
    ("MSK", Some(180)),
    ("BST", None),
    ("IST", None),
    ("PKT", Some(300)),
    ("SGT", Some(480)),
    ("HKT", Some(480)),
    ("AWST", Some(480)),
    ("JST", Some(540)),
    ("KST", Some(540)),
    ("AEST", Some(600)),
    ("AEDT", Some(660)),
    ("NZST", Some(720)),
    ("NZDT", Some(780)),
    ("BRT", Some(-180)),
    ("EST", Some(-300)),
    ("EDT", Some(-240)),
    ("CST", None),
    ("CDT", None),
    ("MST", Some(-420)),
    ("MDT", Some(-360)),
    ("PST", Some(-480)),
    ("PDT", Some(-420)),
    ("AKST", Some(-540)),
    ("AKDT", Some(-480)),
    ("HST", Some(-600)),
    ("ET", None),
    ("PT", None),
];

/// Long names, in lower case.
const LONG: &[(&str, Option<i32>)] = &[
    ("coordinated universal time", Some(0)),
    ("greenwich mean time", Some(0)),
    ("east african time", Some(180)),
    ("east africa time", Some(180)),
    ("west african time", Some(60)),
    ("west africa time", Some(60)),
    ("central african time", Some(120)),
    ("central africa time", Some(120)),
    ("central european summer time", Some(120)),
    ("central european time", None),
    ("british summer time", Some(60)),
    ("pacific standard time", Some(-480)),
    ("pacific daylight time", Some(-420)),
    ("pacific time", None),
    ("eastern standard time", Some(-300)),
    ("eastern daylight time", Some(-240)),
    ("eastern time", None),
];

static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    let short: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    let long: Vec<String> = LONG.iter().map(|(name, _)| name.replace(' ', r"\s+")).collect();
    let pattern = format!(
        r"\b(?:(?P<base>UTC|GMT)\s?(?P<sign>[+−-])\s?(?P<h>\d{{1,2}})(?::?(?P<m>\d{{2}}))?\b|(?P<short>{})\b|(?P<long>(?i:{}))\b)",
        short.join("|"),
        long.join("|")
    );
    Regex::new(&pattern).expect("a valid pattern")
});
/// What a time looks like just before its zone.
static AFTER_TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:\d{1,2}:\d{2}|\d\s?[ap]\.?m\.?|\d{4})[\s(\[*_]*$").expect("a valid pattern"));
/// What stands before a zone where times are spoken of: `all times in`, `Timeline (`.
static OF_TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:times?|timeline|time\s?zone|zone)\b[^.!?]{0,25}$").expect("a valid pattern")
});

/// A zone that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// Minutes east of UTC, where the label means one thing only.
    pub offset: Option<i32>,
}

/// All zones of a text in order. Other short names than `UTC` and `GMT` count beside a time, or where times are spoken
/// of, since they may stand for other things.
pub(super) fn find(text: &str) -> Vec<Found> {
    let read = |found: regex::Captures| {
        let range = found.get(0)?.range();
        if let Some(base) = found.name("base") {
            let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<i32>().ok());
            let (hours, minutes) = (number("h")?, number("m").unwrap_or(0));
            if hours > 14 || minutes > 59 || is_range(text, &range) {
                return Some(Found { range: base.range(), offset: Some(0) });
            }
            let sign = if &found["sign"] == "+" { 1 } else { -1 };
            return Some(Found { range, offset: Some(sign * (hours * 60 + minutes)) });
        }
        if let Some(long) = found.name("long") {
            let name = long.as_str().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            return LONG.iter().find(|(known, _)| *known == name).map(|(_, offset)| Found { range, offset: *offset });
        }
        let name = found.name("short")?.as_str();
        let before = &text[..range.start];
        let of_times = || name.len() > 2 && OF_TIMES.is_match(tail(before, 40));
        let sure = matches!(name, "UTC" | "GMT") || AFTER_TIME.is_match(tail(before, 15)) || of_times();
        let (_, offset) = NAMES.iter().find(|(known, _)| *known == name)?;
        sure.then_some(Found { range, offset: *offset })
    };
    ZONE.captures_iter(text).filter_map(read).collect()
}

/// Whether a time follows: `14:00 UTC - 15:30` is a range and no offset.
fn is_range(text: &str, range: &Range<usize>) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)^(?:\s?[ap]\.?m\b|:)").expect("a valid pattern"));
    let spaced = text[range.clone()].contains(['-', '−']) && text[range.clone()].contains(' ');
    spaced && text[range.clone()].contains(':') || TIME.is_match(&text[range.end..])
}

fn tail(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().nth(most).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_what_they_mean() {
        let cases = [
            ("14:00 UTC", "UTC", Some(0)),
            ("(all time in GMT + 1)", "GMT + 1", Some(60)),
            ("times are UTC+05:30", "UTC+05:30", Some(330)),
            ("14:00 UTC - 15:30", "UTC", Some(0)),
            ("9:00 am (EAT)", "EAT", Some(180)),
            ("Timeline (East African Time)", "East African Time", Some(180)),
            ("All times in CST", "CST", None),
            ("Times: PST", "PST", Some(-480)),
            ("5 PM ET", "ET", None),
        ];
        for (text, label, offset) in cases {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((&text[found[0].range.clone()], found[0].offset), (label, offset), "{text}");
        }
    }

    #[test]
    fn other_words_in_capitals() {
        for text in [
            "the EAT server",
            "a CAT tool",
            "ET phones home",
            "The WEST rack",
            "BEST",
            "At that time we asked. The EST team did it",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
