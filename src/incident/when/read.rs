//! What a text says about time, before it is asked when that is. Knows no clock and no zone.

use std::ops::RangeInclusive;

use chrono::{DateTime, Month, NaiveDate, NaiveTime, Timelike, Weekday};

use crate::incident::Time;
use crate::incident::span::{Span, SpanError};

/// What was said.
pub(super) enum Said {
    /// `now`
    Now,
    /// `-5m`, `5m ago`
    Ago(Span),
    /// `+5m`, `in 5m`
    In(Span),
    /// `5m`: the reader knows which way.
    For(Span),
    /// RFC 3339
    Instant(Time),
    /// What a calendar and a clock on the wall show; at least one of them. A clock may come with what it is called, in
    /// lower case: `cet`.
    Wall { day: Option<Day>, clock: Option<NaiveTime>, label: Option<String> },
}

impl Said {
    /// Whether seconds belong to what was said.
    pub(super) fn has_seconds(&self) -> bool {
        match self {
            Said::Instant(time) => time.second() != 0,
            Said::Wall { clock: Some(clock), .. } => clock.second() != 0,
            _ => false,
        }
    }
}

/// A day as said.
pub(super) enum Day {
    Today,
    Yesterday,
    Tomorrow,
    Named(Weekday),
    On(NaiveDate),
}

/// Why nothing was understood.
pub(super) enum Fault {
    Unknown,
    /// With what does not exist.
    Impossible(String),
    /// With what it may mean, or an example.
    AmbiguousDate(String),
    Span(SpanError),
}

/// Reads any form; whether it fits the question is for the caller.
pub(super) fn read(text: &str) -> Result<Said, Fault> {
    let lower = text.trim().to_ascii_lowercase();
    if lower == "now" {
        return Ok(Said::Now);
    }
    if let Some(time) = instant(text.trim()) {
        return Ok(Said::Instant(time));
    }
    match read_span(&lower) {
        Some(said) => said,
        None => read_wall(&lower),
    }
}

/// RFC 3339; the seconds may be missing, as many tools write it.
fn instant(text: &str) -> Option<Time> {
    let (minutes, offset) = text.split_at_checked("2023-08-04T15:25".len())?;
    let time = if offset.starts_with(':') {
        DateTime::parse_from_rfc3339(text)
    } else {
        DateTime::parse_from_rfc3339(&format!("{minutes}:00{offset}"))
    };
    Some(time.ok()?.to_utc())
}

/// `None`: it is not about a length of time.
fn read_span(text: &str) -> Option<Result<Said, Fault>> {
    let span = |text: &str| text.parse::<Span>().map_err(Fault::Span);
    if let Some(length) = text.strip_prefix(['-', '−']) {
        return Some(span(length).map(Said::Ago));
    }
    if let Some(length) = text.strip_suffix(" ago") {
        return Some(span(length).map(Said::Ago));
    }
    if let Some(length) = text.strip_prefix('+').or_else(|| text.strip_prefix("in ")) {
        return Some(span(length).map(Said::In));
    }
    match span(text) {
        Ok(length) => Some(Ok(Said::For(length))),
        // A number alone: the span knows best what to advise.
        Err(fault) if digits(text, 1..=9).is_some() => Some(Err(fault)),
        Err(_) => None,
    }
}

fn read_wall(text: &str) -> Result<Said, Fault> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    // `2023-08-04T15:25` is two words; `saturday` is one.
    if let Some((date, clock)) = words.first().and_then(|first| first.split_once('t'))
        && iso_parts(date).is_some()
    {
        words.splice(..1, [date, clock]);
    }
    let (day, rest) = read_day(&words)?;
    let (rest, label) = match rest {
        [clock @ .., last] if !clock.is_empty() && is_label(last) => (clock, Some((*last).to_owned())),
        _ => (rest, None),
    };
    let clock = match *rest {
        [] => None,
        [clock] => Some(read_clock(clock)?),
        [clock, half @ ("am" | "pm")] => Some(read_clock(&format!("{clock}{half}"))?),
        _ => return Err(Fault::Unknown),
    };
    if day.is_none() && clock.is_none() {
        return Err(Fault::Unknown);
    }
    Ok(Said::Wall { day, clock, label })
}

/// What a zone may call its clocks: `cet`, `utc+5:30`.
fn is_label(word: &str) -> bool {
    let short = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    (short && word != "am" && word != "pm") || word.starts_with("utc")
}

/// The day that the words begin with, if they do, and the words after it.
fn read_day<'w, 't>(words: &'w [&'t str]) -> Result<(Option<Day>, &'w [&'t str]), Fault> {
    let Some((first, rest)) = words.split_first() else {
        return Ok((None, words));
    };
    let day = match *first {
        "today" => Day::Today,
        "yesterday" => Day::Yesterday,
        "tomorrow" => Day::Tomorrow,
        word => {
            if let Some((year, month, day)) = iso_parts(word) {
                return Ok((Some(Day::On(date(year, month, day)?)), rest));
            }
            if let Some(example) = ambiguous(word) {
                return Err(Fault::AmbiguousDate(example));
            }
            if let [a, b, year, rest @ ..] = words
                && let Some(day) = month_by_name(a, b, year)
            {
                return Ok((Some(Day::On(day?)), rest));
            }
            match word.parse::<Weekday>() {
                Ok(weekday) => Day::Named(weekday),
                Err(_) => return Ok((None, words)),
            }
        }
    };
    Ok((Some(day), rest))
}

/// `4 aug 2023`, `aug 4 2023`, `aug 4, 2023`; `None` if it is something else.
fn month_by_name(a: &str, b: &str, year: &str) -> Option<Result<NaiveDate, Fault>> {
    let [a, b, year] = [a, b, year].map(|word| word.trim_end_matches(','));
    let (day, name) = match digits(a, 1..=2) {
        Some(day) => (day, b),
        None => (digits(b, 1..=2)?, a),
    };
    let month = name.parse::<Month>().ok()?.number_from_month();
    if let Some(short) = digits(year, 2..=2) {
        let example = format!("20{short:02}-{month:02}-{day:02}");
        return Some(Err(Fault::AmbiguousDate(example)));
    }
    Some(date(digits(year, 4..=4)?, month, day))
}

fn date(year: u32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(|| Fault::Impossible(format!("there is no day {year:04}-{month:02}-{day:02}")))
}

/// Year, month and day of `2023-08-04`, which need not exist.
fn iso_parts(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 1..=2)?;
    let day = digits(parts.next()?, 1..=2)?;
    parts.next().is_none().then_some((year, month, day))
}

/// For a date in numbers that does not begin with the year, or not with dashes: the days it may mean.
fn ambiguous(word: &str) -> Option<String> {
    let parts: Option<Vec<u32>> = word.split(['/', '.', '-']).map(|part| digits(part, 1..=4)).collect();
    let [a, b, c] = *parts?.as_slice() else {
        return None;
    };
    let full = |year: u32| if year < 100 { 2000 + year } else { year };
    let mut meant: Vec<String> = [(full(c), b, a), (full(c), a, b), (full(a), b, c)]
        .into_iter()
        .filter_map(|(year, month, day)| date(year, month, day).ok())
        .map(|day| day.to_string())
        .collect();
    meant.dedup();
    Some(if meant.is_empty() { "2023-08-04".to_owned() } else { meant.join(" or ") })
}

/// `14:25`, `14:25:30`, `2:25pm`, `2pm`, `noon`, `midnight` (the first moment of a day), in lower case.
fn read_clock(word: &str) -> Result<NaiveTime, Fault> {
    let said = match word {
        "noon" => ClockParts { hour: 12, ..ClockParts::default() },
        "midnight" => ClockParts::default(),
        _ => clock_parts(word).ok_or(Fault::Unknown)?,
    };
    let hour = match said.half {
        None => Some(said.hour),
        Some(half) if (1..=12).contains(&said.hour) => Some(said.hour % 12 + half),
        Some(_) => None,
    };
    hour.and_then(|hour| NaiveTime::from_hms_opt(hour, said.minute, said.second))
        .ok_or_else(|| Fault::Impossible(format!("understood as a time of day, but no clock shows {word}")))
}

/// A time of day as written; it need not exist.
#[derive(Default)]
struct ClockParts {
    hour: u32,
    minute: u32,
    second: u32,
    /// The hours that come before this half of the day: 0 for am, 12 for pm.
    half: Option<u32>,
}

/// `None` if it does not look like a time of day.
fn clock_parts(word: &str) -> Option<ClockParts> {
    let (body, half) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(body), _) => (body, Some(0)),
        (_, Some(body)) => (body, Some(12)),
        _ => (word, None),
    };
    let mut parts = body.split(':');
    let hour = digits(parts.next()?, 1..=2)?;
    let rest: Vec<u32> = parts.map(|part| digits(part, 2..=2)).collect::<Option<_>>()?;
    let (minute, second) = match *rest {
        [] if half.is_some() => (0, 0),
        [minute] => (minute, 0),
        [minute, second] => (minute, second),
        _ => return None,
    };
    Some(ClockParts { hour, minute, second, half })
}

/// The number that consists of so many digits and nothing else.
fn digits(text: &str, count: RangeInclusive<usize>) -> Option<u32> {
    let fits = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

/// Splits a line that begins with a time into the time and the rest; see [`super::leading`].
pub(super) fn leading(line: &str) -> Option<(&str, &str)> {
    if line.starts_with(char::is_whitespace) {
        return None;
    }
    let (first, after) = word(line)?;
    let is_day = first.eq_ignore_ascii_case("yesterday") || iso_parts(first).is_some();
    let is_span = || first.strip_prefix(['-', '−']).is_some_and(|length| length.parse::<Span>().is_ok());
    let rest = if is_day {
        after_clock(after)?
    } else if is_span() {
        after
    } else {
        after_clock(line)?
    };
    Some((line[..line.len() - rest.len()].trim_end(), rest))
}

/// Splits a line that begins with two times of day, `14:25-14:40 `, into both and the rest.
pub(super) fn range(line: &str) -> Option<(&str, &str, &str)> {
    let (first, rest) = word(line)?;
    let (from, to) = first.split_once(['-', '–'])?;
    let is_clock = |text: &str| text.contains(':') && clock_parts(&text.to_ascii_lowercase()).is_some();
    (is_clock(from) && is_clock(to)).then_some((from, to, rest))
}

/// What follows a time of day with minutes. A separate `am` or `pm` belongs to the time if the hour can have it.
fn after_clock(text: &str) -> Option<&str> {
    let (clock, rest) = word(text)?;
    let parts = clock_parts(&clock.to_ascii_lowercase()).filter(|_| clock.contains(':'))?;
    let half_may_follow = parts.half.is_none() && (1..=12).contains(&parts.hour);
    let is_half = |next: &str| next.eq_ignore_ascii_case("am") || next.eq_ignore_ascii_case("pm");
    if half_may_follow && rest.split_whitespace().next().is_some_and(is_half) {
        return word(rest).map(|(_, after)| after);
    }
    Some(rest)
}

/// The first word and what follows it, if anything does.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((word, rest))
}
