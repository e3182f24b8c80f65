//! Ticks at round times on the wall.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta};

use super::scale::Scale;
use crate::incident::Time;
use crate::postmortem::document::Dates;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// In minutes.
const STEPS: [i64; 14] = [1, 2, 5, 10, 15, 30, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];
/// `Fri 2023-08-04` with room around it.
const WIDE: usize = 17;

/// A mark on the axis.
#[derive(Debug, PartialEq)]
pub struct Tick {
    pub at: Time,
    /// The time of day; the date where the step is a day or more.
    pub label: String,
    /// The date, or the year, where it is not that of the tick before; with the zone where clocks were changed.
    pub day: Option<String>,
}

/// The ticks for an axis on which this many letters find room.
pub fn ticks(dates: &Dates, scale: Scale, columns: usize) -> Vec<Tick> {
    let (Some(from), Some(to)) = (moment(scale.from), moment(scale.to)) else {
        return Vec::new();
    };
    let label = if dates.marks(to) || dates.marks(from) { 13 } else { 8 };
    let each = if dates.day(from) == dates.day(to) { label } else { WIDE };
    let step = step((scale.to - scale.from) / 60_000, columns, each);
    // Where clocks are changed inside the window, its moments reach beyond the walls of its ends.
    let change = TimeDelta::hours(2);
    let mut wall = floor(dates.local(from).checked_sub_signed(change).unwrap_or(NaiveDateTime::MIN), step);
    let end = dates.local(to).checked_add_signed(change).unwrap_or(NaiveDateTime::MAX);
    let mut moments = Vec::new();
    while wall <= end {
        moments.extend(dates.moments(wall).into_iter().filter(|at| (from..=to).contains(at)));
        match wall.checked_add_signed(TimeDelta::minutes(step)) {
            Some(next) => wall = next,
            None => break,
        }
    }
    moments.sort();
    let (mut before, mut changed) = (None, false);
    let named = moments.into_iter().map(|at| {
        let day = dates.day(at);
        let (label, row) = if step < DAY {
            (dates.clock(at), day.format("%a %Y-%m-%d").to_string())
        } else {
            changed |= dates.marks(at);
            let zone = if changed { format!(" {}", dates.label_at(at)) } else { String::new() };
            (day.format("%b %-d").to_string(), format!("{}{zone}", day.year()))
        };
        let day = (before.as_ref() != Some(&row)).then(|| row.clone());
        before = Some(row);
        Tick { at, label, day }
    });
    named.collect()
}

/// The smallest step, in minutes, whose labels find room: a clock needs `each` letters, a date a few.
fn step(minutes: i64, columns: usize, each: usize) -> i64 {
    let fits = |step: i64| {
        let most = columns / if step < DAY { each } else { 9 };
        minutes / step <= most.max(1) as i64
    };
    let longer = std::iter::successors(Some(14 * DAY), |step| step.checked_mul(2)).take(24);
    STEPS.into_iter().chain(longer).find(|&step| fits(step)).unwrap_or(i64::MAX / 1_000_000)
}

/// The last round time not after this one; weeks begin on Monday.
fn floor(wall: NaiveDateTime, step: i64) -> NaiveDateTime {
    const MONDAY: i64 = 4 * DAY;
    let minutes = wall.and_utc().timestamp().div_euclid(60);
    let begin = if step < 7 * DAY { 0 } else { MONDAY };
    let floor = minutes - (minutes - begin).rem_euclid(step);
    DateTime::from_timestamp(floor.saturating_mul(60), 0).map_or(wall, |at| at.naive_utc())
}

fn moment(ms: i64) -> Option<Time> {
    DateTime::from_timestamp_millis(ms.clamp(Time::MIN_UTC.timestamp_millis(), Time::MAX_UTC.timestamp_millis()))
}
