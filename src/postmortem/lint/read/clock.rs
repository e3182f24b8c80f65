//! Times of day as people write them.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveTime;
use regex::{Captures, Regex};

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?:\s?(?P<half>[AaPp]\.?[Mm])\b\.?)?|\b(?P<hour>\d{1,2})\s?(?P<half2>[AaPp]\.?[Mm])\b\.?|\b(?P<four>(?:[01]\d|2[0-3])[0-5]\d)\s?(?:UTC|GMT|hrs)\b";
    Regex::new(pattern).expect("a valid pattern")
});
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[~≈]\s?|\b(?:about|around|approx\.?|approximately|roughly|circa|ca\.)\s+)$")
        .expect("a valid pattern")
});
/// What stands before a time and before nothing else that looks like one.
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\b(?:at|from|until|till|since|by|between|and)\s+[~≈]?|T)$").expect("a valid pattern")
});

/// A time of day that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// Which time; none if it cannot be and cannot be understood.
    pub time: Option<NaiveTime>,
    /// Whether `24:10` is meant of the day after.
    pub next_day: bool,
    /// Whether it is written with am or pm.
    pub twelve: bool,
    /// Whether it is written as about then.
    pub about: bool,
    /// Why it cannot be.
    pub wrong: Option<&'static str>,
}

/// All times of day of a text in order. `begins` says that the text begins with a time if anything in it looks like one,
/// so that `25:10` there is a wrong time; elsewhere it is one only after a word such as `at`.
pub(super) fn find(text: &str, begins: bool) -> Vec<Found> {
    CLOCK.captures_iter(text).filter_map(|found| read(text, &found, begins)).collect()
}

fn read(text: &str, found: &Captures, begins: bool) -> Option<Found> {
    let whole = found.get(0)?;
    let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let half = found.name("half").or(found.name("half2")).map(|half| half.as_str().starts_with(['p', 'P']));
    let (hour, minute, second) = match number("four") {
        // Years come before a zone too.
        Some(2000..=2099) => return None,
        Some(four) => (four / 100, four % 100, 0),
        None => (number("h").or_else(|| number("hour"))?, number("m").unwrap_or(0), number("s").unwrap_or(0)),
    };
    if !stands_alone(before, after, half.is_some()) {
        return None;
    }
    let certain =
        half.is_some() || LEADS.is_match(tail(before)) || begins && before.chars().all(|c| !c.is_alphanumeric());
    let (hour, next_day, wrong) = on_the_day(hour, half)?;
    let time = hour.and_then(|hour| NaiveTime::from_hms_opt(hour, minute, second));
    let wrong = wrong.or(time.is_none().then_some("a day has hours from 0 to 23, an hour minutes from 0 to 59"));
    if time.is_none() && !certain {
        return None;
    }
    let about = ABOUT.is_match(tail(before));
    let twelve = half.is_some() && number("h").or_else(|| number("hour")).is_some_and(|hour| hour <= 12);
    Some(Found { range: whole.range(), time, next_day, twelve, about, wrong })
}

/// The hour of 24, whether it is of the next day, and what is wrong with it; nothing for what is no hour at all.
fn on_the_day(hour: u32, afternoon: Option<bool>) -> Option<(Option<u32>, bool, Option<&'static str>)> {
    Some(match (hour, afternoon) {
        (0..=23, None) => (Some(hour), false, None),
        (24, None) => (Some(0), true, None),
        (25..=29, None) => (None, false, None),
        (1..=12, Some(afternoon)) => (Some(hour % 12 + if afternoon { 12 } else { 0 }), false, None),
        (13..=23, Some(true)) => (Some(hour), false, Some("an hour after 12 needs no pm")),
        (0, Some(false)) => (Some(0), false, Some("the hour before 1 am is 12 am")),
        (0 | 13..=24, Some(_)) => (None, false, Some("the hours of am and pm are 1 to 12")),
        _ => return None,
    })
}

/// Whether it is no part of an address, a version, a ratio or a length of time.
fn stands_alone(before: &str, after: &str, half: bool) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\s?(?:h|hrs?|hours?|mins?|minutes?|ratio|x)\b|:\d|[.,]\d|\d|%|/\d)")
            .expect("a valid pattern")
    });
    let mut last = before.chars().rev();
    let (one, two) = (last.next(), last.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let glued = match one {
        Some('T' | '/') => !digit(two),
        Some('+') => true,
        Some('-' | '–') => false,
        Some('.' | ':') => digit(two) || two == one || two.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '='),
        None => false,
    };
    let followed =
        UNIT.is_match(after) || !half && after.starts_with(|c: char| c.is_alphabetic() && c != 'Z' && c != 'h');
    !glued && !followed
}

/// The last few characters, enough to look back at.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |found: Found| {
            let time = found.time.map_or("?".to_owned(), |time| time.format("%H:%M:%S").to_string());
            let mark = |on: bool, mark: &'static str| if on { mark } else { "" };
            [
                time.as_str(),
                mark(found.next_day, " next"),
                mark(found.twelve, " 12"),
                mark(found.about, " about"),
                mark(found.wrong.is_some(), " wrong"),
            ]
            .concat()
        };
        find(text, true).into_iter().map(tell).collect()
    }

    #[test]
    fn times_in_all_spellings() {
        let cases: [(&str, &[&str]); 17] = [
            ("14:25", &["14:25:00"]),
            ("14:25: text", &["14:25:00"]),
            ("14:25:31", &["14:25:31"]),
            ("2:25 PM", &["14:25:00 12"]),
            ("2:25pm.", &["14:25:00 12"]),
            ("12:10 a.m. on", &["00:10:00 12"]),
            ("9:54AM", &["09:54:00 12"]),
            ("6 PM to 7 pm", &["18:00:00 12", "19:00:00 12"]),
            ("1425 UTC", &["14:25:00"]),
            ("~13:30-13:45", &["13:30:00 about", "13:45:00"]),
            ("2024-05-06T14:25Z", &["14:25:00"]),
            ("2024-05-06/14:25", &["14:25:00"]),
            ("24:10", &["00:10:00 next"]),
            ("17:14pm", &["17:14:00 wrong"]),
            ("25:10 a", &["? wrong"]),
            ("it fell at 14:75", &["? wrong"]),
            ("around 5 PM", &["17:00:00 12 about"]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_time() {
        for text in [
            "1:30 h",
            "host:8080",
            "10:1",
            "2001:db8::1:22",
            "a split of 50:50",
            "a 16:10 ratio",
            "2024 UTC",
            "v1.12:30x",
            "I am 5 a mile",
            "10:100",
            "image:12:30",
            "1:30 hours",
            "won 25:10",
            "12:34:56:78",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
