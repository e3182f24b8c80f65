//! Lengths of time: how people write them, how reports and the running header show them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Time;

#[cfg(test)]
mod tests;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A length of time in whole milliseconds: never negative, at most [`Span::MAX`].
///
/// Written as whole numbers with units, such as `1h30m` (d, h, m, s, ms).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("examples" = ["1h30m", "45s"]))]
pub struct Span(i64);

/// Why a text is not a [`Span`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Nothing was written.
    #[error("a length of time is missing: write one like 30m or 1h30m")]
    Empty,
    /// A number without a unit.
    #[error("{number}: say {number}m or {number}h")]
    NoUnit {
        /// The number as written.
        number: String,
    },
    /// A unit other than days, hours, minutes, seconds and milliseconds.
    #[error("`{unit}` is not a unit: use d, h, m or s, like 1h30m")]
    UnknownUnit {
        /// The unit as written.
        unit: String,
    },
    /// Something else where a whole number was expected; a minus sign too.
    #[error("`{found}` is not a length of time: write whole numbers with units, like 1h30m")]
    NotANumber {
        /// The text from the first character that does not fit.
        found: String,
    },
    /// More than [`Span::MAX`].
    #[error("`{text}` is too long: ten years (3653d) is the most")]
    TooLong {
        /// The whole text.
        text: String,
    },
}

impl Span {
    /// The longest span: ten years, counted as 3653 days.
    pub const MAX: Span = Span(3653 * DAY);

    /// The time from `from` to `to`; `None` if `to` is earlier. Longer than [`Span::MAX`] counts as that.
    pub fn between(from: Time, to: Time) -> Option<Span> {
        let ms = to.timestamp_millis() - from.timestamp_millis();
        (ms >= 0).then(|| Span::capped(ms))
    }

    /// So many minutes; more than [`Span::MAX`] counts as that.
    pub const fn minutes(minutes: u32) -> Span {
        Span::capped(minutes as i64 * MINUTE)
    }

    /// So many seconds; more than [`Span::MAX`] counts as that.
    pub const fn seconds(seconds: u32) -> Span {
        Span::capped(seconds as i64 * SECOND)
    }

    /// So many milliseconds; fewer than none count as none, more than [`Span::MAX`] as that.
    pub const fn milliseconds(ms: i64) -> Span {
        if ms < 0 { Span(0) } else { Span::capped(ms) }
    }

    /// The instant this long after another; the last instant there is, should it lie beyond that.
    pub fn after(self, from: Time) -> Time {
        from.checked_add_signed(chrono::TimeDelta::milliseconds(self.0)).unwrap_or(Time::MAX_UTC)
    }

    /// The length in milliseconds.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The exact length in the shortest form that [`FromStr`] reads back: `1h30m`, `0m`, `1s250ms`.
    pub fn compact(self) -> String {
        let parts = [
            (self.0 / DAY, "d"),
            (self.0 % DAY / HOUR, "h"),
            (self.0 % HOUR / MINUTE, "m"),
            (self.0 % MINUTE / SECOND, "s"),
            (self.0 % SECOND, "ms"),
        ];
        join(&parts, "", "").unwrap_or_else(|| "0m".to_owned())
    }

    /// For a running header: `00:42:10`, from one day on `2d 03:12:05`. Parts of a second are cut off.
    pub fn clock(self) -> String {
        let (hours, minutes, seconds) = (self.0 % DAY / HOUR, self.0 % HOUR / MINUTE, self.0 % MINUTE / SECOND);
        match self.0 / DAY {
            0 => format!("{hours:02}:{minutes:02}:{seconds:02}"),
            days => format!("{days}d {hours:02}:{minutes:02}:{seconds:02}"),
        }
    }

    const fn capped(ms: i64) -> Span {
        if ms > Span::MAX.0 { Span::MAX } else { Span(ms) }
    }
}

/// The parts that are not zero, one after the other; `None` if all are zero.
fn join(parts: &[(i64, &str)], before_unit: &str, between: &str) -> Option<String> {
    let written: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{before_unit}{unit}"))
        .collect();
    (!written.is_empty()).then(|| written.join(between))
}

/// For reports: `1 h 30 min`, `4 d 6 h 5 min`, `0 min`. Seconds are shown under two minutes only
/// (`45 s`, `1 min 20 s`); what is not shown is cut off, not rounded.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = if self.0 < 2 * MINUTE { self.0 % MINUTE / SECOND } else { 0 };
        let parts = [(self.0 / DAY, "d"), (self.0 % DAY / HOUR, "h"), (self.0 % HOUR / MINUTE, "min"), (seconds, "s")];
        f.pad(join(&parts, " ", " ").as_deref().unwrap_or("0 min"))
    }
}

/// Reads `30m`, `1h30m`, `1h 30m`, `20min`, `2 hours`, in either case. See [`SpanError`] for what is refused.
impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Span, SpanError> {
        let too_long = || SpanError::TooLong { text: clipped(text) };
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(SpanError::Empty);
        }
        let mut total = 0_i64;
        while !rest.is_empty() {
            let (number, after) = split_while(rest, |c| c.is_ascii_digit());
            let (unit, after) = split_while(after.trim_start(), char::is_alphabetic);
            if number.is_empty() {
                return Err(SpanError::NotANumber { found: clipped(rest) });
            }
            if unit.is_empty() {
                let unit_forgotten = after.is_empty() || after.starts_with(|c: char| c.is_ascii_digit());
                return Err(if unit_forgotten {
                    SpanError::NoUnit { number: clipped(number) }
                } else {
                    SpanError::NotANumber { found: clipped(rest) }
                });
            }
            let unit = unit_ms(unit).ok_or_else(|| SpanError::UnknownUnit { unit: clipped(unit) })?;
            total = number
                .parse::<i64>()
                .ok()
                .and_then(|count| count.checked_mul(unit)?.checked_add(total))
                .filter(|&ms| ms <= Span::MAX.0)
                .ok_or_else(too_long)?;
            rest = after.trim_start();
        }
        Ok(Span(total))
    }
}

impl TryFrom<String> for Span {
    type Error = SpanError;

    fn try_from(text: String) -> Result<Span, SpanError> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> String {
        span.compact()
    }
}

fn split_while(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !fits(c)).unwrap_or(text.len()))
}

fn unit_ms(word: &str) -> Option<i64> {
    match word.to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => Some(DAY),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(HOUR),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(MINUTE),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(SECOND),
        "ms" => Some(1),
        _ => None,
    }
}

/// What was typed, for an error message: its beginning only, since it may be a pasted page.
pub(super) fn clipped(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
