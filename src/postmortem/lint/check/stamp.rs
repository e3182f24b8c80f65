//! A time as a report gives it: on the wall, perhaps without a day, perhaps without a zone.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::incident::span::Span;
use crate::postmortem::lint::report::{Entry, Moment};

/// How far apart two times may be that are given as `around` then.
const ABOUT: TimeDelta = TimeDelta::minutes(30);
/// Times are mostly given in whole minutes.
const EXACT: TimeDelta = TimeDelta::minutes(1);
/// Further back than this, a time without a day is one of the next day.
const MIDNIGHT_CROSSED: TimeDelta = TimeDelta::hours(12);

/// A time as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stamp {
    /// The day, where it is known.
    pub date: Option<NaiveDate>,
    /// The time of day.
    pub time: NaiveTime,
    /// Minutes east of UTC, where they are known.
    pub offset: Option<i32>,
    /// Whether it is written as about then.
    pub about: bool,
}

impl Stamp {
    /// Whether both are written as the same time of what may be the same day.
    pub fn is_exactly(self, other: Stamp) -> bool {
        self.time == other.time && self.date.zip(other.date).is_none_or(|(one, two)| one == two)
    }

    /// When an entry happened; `None` without a time of day.
    pub fn of_entry(entry: &Entry) -> Option<Stamp> {
        Some(Stamp { date: entry.date, time: entry.time?, offset: entry.offset, about: entry.about })
    }

    /// A stated point; `None` without a time of day.
    pub fn of_moment(moment: &Moment) -> Option<Stamp> {
        const ABOUT_WORDS: [&str; 5] = ["~", "about", "around", "approx", "circa"];
        let raw = moment.raw.to_lowercase();
        let about = ABOUT_WORDS.iter().any(|word| raw.contains(word));
        Some(Stamp { date: moment.date, time: moment.time?, offset: moment.offset, about })
    }

    /// How long after this one the other is, negative if it is earlier: by the clock alone where a day is missing, on
    /// the wall where an offset is.
    pub fn until(self, other: Stamp) -> TimeDelta {
        let clock = other.time.signed_duration_since(self.time);
        let days = match (self.date, other.date) {
            (Some(from), Some(to)) => to.signed_duration_since(from),
            _ => TimeDelta::zero(),
        };
        let zones = match (self.offset, other.offset) {
            (Some(from), Some(to)) => TimeDelta::minutes(i64::from(from) - i64::from(to)),
            _ => TimeDelta::zero(),
        };
        clock + days + zones
    }

    /// How long after this one the other is, if it can be; without a day it may be past midnight.
    pub fn lasts(self, end: Stamp) -> Option<Span> {
        let apart = self.until(end);
        let dated = self.date.is_some() && end.date.is_some();
        let apart = if !dated && apart <= -MIDNIGHT_CROSSED { apart + TimeDelta::days(1) } else { apart };
        span(apart)
    }

    /// Whether both may be the same time.
    pub fn agrees(self, other: Stamp) -> bool {
        self.until(other).abs() <= self.leeway(other)
    }

    /// How far apart the two may be and still be the same.
    pub fn leeway(self, other: Stamp) -> TimeDelta {
        if self.about || other.about { ABOUT } else { EXACT }
    }
}

/// A length of time; `None` if it is negative.
pub fn span(length: TimeDelta) -> Option<Span> {
    let seconds = u64::try_from(length.num_seconds()).ok()?;
    Some(Span::seconds(u32::try_from(seconds).unwrap_or(u32::MAX)))
}
