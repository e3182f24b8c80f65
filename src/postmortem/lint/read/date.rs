//! Calendar days as people write them.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};
use regex::{Captures, Regex};

const WEEKDAY: &str = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?";
const MONTH: &str = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";

/// ISO, day before month, month before day, and numbers alone; each with a weekday before it or after it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"\b(?:(?P<before>{WEEKDAY})\b\.?,?\s+(?:the\s+)?)?(?:(?P<year>\d{{4}})(?P<mark>[-/])(?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]+(?P<month>{MONTH})\b\.?(?:[\s,-]{{1,3}}(?P<y>\d{{4}})\b)?|(?P<twice>{MONTH}\s+)?(?P<month2>{MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s?[-–]\s?(?P<last>\d{{1,2}})\b)?(?:\s?,{{0,2}}\s?(?P<y2>\d{{4}})\b)?|(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y3>\d{{4}})\b)(?:\s+\((?P<after>{WEEKDAY})\))?"
    );
    Regex::new(&pattern).expect("a valid pattern")
});
static MONTH_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"\b{MONTH},?\s+((?:19|20)\d{{2}})\b")).expect("a valid pattern"));

/// A date that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What it names.
    pub what: What,
}

/// What a date names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A day that its month has.
    Day {
        /// The year, where it is written.
        year: Option<i32>,
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
        /// The last day of `14-19`.
        last: Option<u32>,
        /// The weekday beside it.
        weekday: Option<Weekday>,
        /// Whether the month is written twice.
        twice: bool,
    },
    /// `10/12/2023`: it may be either way round.
    Either {
        /// The first number.
        first: u32,
        /// The second number.
        second: u32,
        /// The year.
        year: i32,
    },
    /// There is no such day, and why.
    Never(String),
}

/// All dates of a text in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    DATE.captures_iter(text).filter_map(|found| read(text, &found)).collect()
}

/// The years that stand beside a month without a day: `October 2025`.
pub(super) fn years(text: &str) -> Vec<i32> {
    MONTH_YEAR.captures_iter(text).filter_map(|found| found[1].parse().ok()).collect()
}

/// A text that is a month and a day in numbers and nothing else, `1/28`, if only one way round is a day.
pub(super) fn bare(text: &str) -> Option<(u32, u32)> {
    let (first, second) = text.trim().split_once('/')?;
    let short = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !short(first) || !short(second) {
        return None;
    }
    match (first.parse::<u32>().ok()?, second.parse::<u32>().ok()?) {
        (month @ 1..=12, day @ 13..=31) | (day @ 13..=31, month @ 1..=12) => {
            NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
        }
        _ => None,
    }
}

fn read(text: &str, found: &Captures) -> Option<Found> {
    let range = found.get(0)?.range();
    if !stands_alone(text, &range) {
        return None;
    }
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let year = ["year", "y", "y2", "y3"].into_iter().find_map(number).and_then(|year| i32::try_from(year).ok());
    if year.is_some_and(|year| !(1970..=2099).contains(&year)) {
        return None;
    }
    let weekday = found.name("before").or(found.name("after")).and_then(|word| weekday(word.as_str()));
    let twice = found.name("twice").is_some();
    let what = match (found.name("month").or(found.name("month2")), number("a"), number("b")) {
        (Some(word), ..) => {
            let day = number("day").or_else(|| number("day2"))?;
            named_day(year, month(word.as_str())?, day, number("last"), weekday, twice)?
        }
        (None, Some(first), Some(second)) => numbers(first, second, year?)?,
        _ => named_day(year, number("m")?, number("d")?, None, weekday, false)?,
    };
    Some(Found { range, what })
}

/// Whether what stands before and after does not make it part of a longer number, a time or a path.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (next, second) = (after.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let glued = match next {
        Some('T') => !digit(second),
        Some(':') => digit(second),
        Some('-') => second.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || c == '_',
        None => false,
    };
    !glued && !before.is_some_and(|c| matches!(c, '/' | '-' | '.' | ':' | '#' | '_' | '='))
}

fn named_day(
    year: Option<i32>,
    month: u32,
    day: u32,
    last: Option<u32>,
    weekday: Option<Weekday>,
    twice: bool,
) -> Option<What> {
    // Without a year, 29 February may be meant of a leap year.
    let exists = NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day).is_some();
    if exists {
        let last = last.filter(|last| *last > day && *last <= 31);
        return Some(What::Day { year, month, day, last, weekday, twice });
    }
    match (month, day) {
        (1..=12, 29..=31) => Some(What::Never(days_of(year, month))),
        (1..=12, 32..) if year.is_some() => Some(What::Never(days_of(year, month))),
        (13.., 1..=31) if year.is_some() => Some(What::Never(format!("there is no month {month}"))),
        _ => None,
    }
}

fn days_of(year: Option<i32>, month: u32) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let year = year.unwrap_or(2024);
    let days = (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(31);
    let name = month.checked_sub(1).and_then(|at| NAMES.get(at as usize)).copied().unwrap_or("the month");
    format!("{name} has {days} days")
}

fn numbers(first: u32, second: u32, year: i32) -> Option<What> {
    match (first, second) {
        (1..=12, 1..=12) if first != second => Some(What::Either { first, second, year }),
        (1..=12, _) => named_day(Some(year), first, second, None, None, false),
        (_, 1..=12) => named_day(Some(year), second, first, None, None, false),
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    (1..).zip(names).find(|(_, name)| word.starts_with(name)).map(|(number, _)| number)
}

fn weekday(word: &str) -> Option<Weekday> {
    match word.get(..3)?.to_ascii_lowercase().as_str() {
        "mon" => Some(Weekday::Mon),
        "tue" => Some(Weekday::Tue),
        "wed" => Some(Weekday::Wed),
        "thu" => Some(Weekday::Thu),
        "fri" => Some(Weekday::Fri),
        "sat" => Some(Weekday::Sat),
        "sun" => Some(Weekday::Sun),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |found: Found| match found.what {
            What::Day { year, month, day, last, weekday, .. } => {
                let year = year.map_or("?".to_owned(), |year| year.to_string());
                let last = last.map_or(String::new(), |last| format!("..{last}"));
                let weekday = weekday.map_or(String::new(), |weekday| format!(" {weekday}"));
                format!("{year}-{month}-{day}{last}{weekday}")
            }
            What::Either { first, second, year } => format!("{first}|{second} {year}"),
            What::Never(why) => why,
        };
        find(text).into_iter().map(tell).collect()
    }

    #[test]
    fn days_in_all_spellings() {
        let cases = [
            ("2024-05-06", "2024-5-6"),
            ("2024/05/06 then", "2024-5-6"),
            ("at 2024-05-06T14:25Z", "2024-5-6"),
            ("6 May 2024", "2024-5-6"),
            ("6. May, 11:00", "?-5-6"),
            ("May 6th, 2024", "2024-5-6"),
            ("the 23rd of October 2023", "2023-10-23"),
            ("Oct 12", "?-10-12"),
            ("12 Oct", "?-10-12"),
            ("Sept. 5,, 2024", "2024-9-5"),
            ("August 16 , 2024", "2024-8-16"),
            ("Friday, August 11, 2023", "2023-8-11 Fri"),
            ("Tue 5 Mar", "?-3-5 Tue"),
            ("2024-05-06 (Monday)", "2024-5-6 Mon"),
            ("January 14-19, 2026", "2026-1-14..19"),
            ("25/12/2023", "2023-12-25"),
            ("12/25/2023", "2023-12-25"),
            ("10/12/2023", "10|12 2023"),
            ("August August 4, 2023", "2023-8-4"),
            ("February 30", "February has 29 days"),
            ("April 31, 2024", "April has 30 days"),
            ("2024-13-01", "there is no month 13"),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_not_a_day() {
        for text in [
            "version 1.2.2023",
            "may 5 of them",
            "March 404 errors",
            "1/2",
            "5 of 10",
            "October 2025",
            "2024-05-06-dump",
            "10.0.12.1",
            "March 5:30 PM",
            "x/2024-05-06/y",
            "12345-01-01",
            "abc2024-01-02",
            "May 45 users",
            "decide 12",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_alone_and_years() {
        assert_eq!(bare(" 1/28 "), Some((1, 28)));
        assert_eq!(bare("28/1"), Some((1, 28)));
        assert_eq!((bare("1/2"), bare("24/7"), bare("1/2/3")), (None, Some((7, 24)), None));
        assert_eq!(years("in October 2025 and May, 2024"), [2025, 2024]);
    }
}
