//! When something happened, or is due, as people write it.
//!
//! The two differ in where they look: what happened lies in the past, what is due in the future, and a time on the
//! other side is more likely a slip of the finger than meant, so it is refused with what was understood.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Weekday};

use super::Time;
use super::span::{SpanError, clipped};
use super::zone::{Local, Zone};
use read::{Day, Fault, Said};

mod read;
#[cfg(test)]
mod tests;

const PAST_FORMS: &str = "14:25, 2:25pm, -5m, `1h30m ago`, `yesterday 14:25` or `2023-08-04 15:25`";
const DUE_FORMS: &str = "30m, 14:30, `tomorrow 09:00`, friday, 2026-12-01 or `2026-12-01 17:00`";
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// Why a text is not a time. Each says what was understood and what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// No known way to write a time.
    #[error("`{text}` is not a time: write {forms}")]
    Unknown {
        /// The text.
        text: String,
        /// The accepted forms.
        forms: &'static str,
    },
    /// Written like a time, but there is none such: 25:00, 13pm, 30 February.
    #[error("`{text}`: {reason}; write {forms}")]
    Impossible {
        /// The text.
        text: String,
        /// What does not exist.
        reason: String,
        /// The accepted forms.
        forms: &'static str,
    },
    /// A date that people in different countries read differently.
    #[error("`{text}`: a date like this can be read in several ways; write year-month-day, like {example}")]
    AmbiguousDate {
        /// The text.
        text: String,
        /// Dates that may be meant.
        example: String,
    },
    /// A length of time that is none.
    #[error("`{text}`: {why}")]
    Span {
        /// The text.
        text: String,
        /// What is wrong with it.
        why: SpanError,
    },
    /// A number that may be minutes or hours.
    #[error("`{text}` has no unit: write {sign}{number}m or {sign}{number}h")]
    NoUnit {
        /// The text.
        text: String,
        /// What a length of time begins with here: `-` for the past.
        sign: &'static str,
        /// The number.
        number: String,
    },
    /// The clock was called otherwise at that time.
    #[error("`{text}`: clocks in {zone} show {shown} at that time, not {label}; write {shown}, or the time alone")]
    Label {
        /// The text.
        text: String,
        /// What the clock was called.
        label: String,
        /// The zone.
        zone: String,
        /// What it is called.
        shown: String,
    },
    /// A length of time where a moment in the past is asked for.
    #[error("`{text}` does not say from where; for the past write -{span} or `{span} ago`")]
    NoDirection {
        /// The text.
        text: String,
        /// The length of time.
        span: String,
    },
    /// A day without a time of day.
    #[error("`{text}` is a whole day; add the time, like `{text} 14:25`")]
    NoClock {
        /// The text.
        text: String,
    },
    /// Something that happened cannot be in the future.
    #[error("{text} is in the future: understood as {understood}, and it is {now} now{advice}")]
    Future {
        /// The text.
        text: String,
        /// The time it was understood as, with its zone.
        understood: String,
        /// The present.
        now: String,
        /// What else may be meant; may be empty.
        advice: String,
    },
    /// Something due cannot be in the past.
    #[error("{text} is not in the future: understood as {understood}, and it is {now} now")]
    Past {
        /// The text.
        text: String,
        /// The time it was understood as, with its zone.
        understood: String,
        /// The present.
        now: String,
    },
    /// Clocks were set forward over this time.
    #[error("{clock} on {date} does not exist in {zone}: clocks went from {from} to {to}")]
    Gap {
        /// The time of day.
        clock: String,
        /// The day.
        date: String,
        /// The zone.
        zone: String,
        /// What clocks showed at the change.
        from: String,
        /// What they were set to.
        to: String,
    },
    /// A year that no incident has.
    #[error("`{text}` is outside the years {} to {} of UTC", YEARS.start(), YEARS.end())]
    Year {
        /// The text.
        text: String,
    },
}

/// When something happened: never later than `now`. A time of day is of today, in `zone`.
///
/// Reads `now`, `14:25`, `14:25:30`, `2:25pm`, `2pm`, `noon`, `midnight` (today's first moment), `-5m`, `5m ago`,
/// `yesterday 14:25`, `fri 14:25` (the last one), `2023-08-04 15:25`, `4 Aug 2023 15:25`, RFC 3339. Of a time that the
/// clocks showed twice it is the later one that is not in the future, or the one with the label behind it
/// (`02:45 CET`). What is counted back from now is cut to the whole second, so that times and lengths as shown agree.
pub fn past(text: &str, now: Time, zone: &Zone) -> Result<Time, WhenError> {
    let ask = Ask { text, now, zone, side: Side::Past };
    let said = ask.read()?;
    let time = match &said {
        Said::Now => now,
        Said::Ago(span) => ask.shifted(-span.ms())?.trunc_subsecs(0),
        Said::In(span) => ask.shifted(span.ms())?,
        Said::For(span) => {
            return Err(WhenError::NoDirection { text: clipped(text), span: span.compact() });
        }
        Said::Instant(time) => *time,
        Said::Wall { clock: None, .. } => {
            return Err(WhenError::NoClock { text: clipped(text) });
        }
        Said::Wall { day, clock: Some(clock), label } => {
            let on = |day: NaiveDate| match ask.resolve(day.and_time(*clock), label.as_deref())? {
                [_, second] if second <= now => Ok(second),
                [first, _] => Ok(first),
            };
            let told = ask.day(day.as_ref().unwrap_or(&Day::Today))?;
            match (on(told)?, day) {
                (time, Some(Day::Named(_))) if time > now => on(told - Days::new(7))?,
                (time, _) => time,
            }
        }
    };
    let time = ask.in_range(time)?;
    if time > now {
        let bare_clock = matches!(said, Said::Wall { day: None, .. });
        let (understood, now) = ask.apart(time, said.has_seconds());
        let text = clipped(text);
        let advice = if bare_clock { format!("; for the day before write `yesterday {text}`") } else { String::new() };
        return Err(WhenError::Future { text, understood, now, advice });
    }
    Ok(time)
}

/// When something is due: always later than `now`. A time of day is the next one: today's or else tomorrow's.
///
/// Reads `30m`, `in 30m`, `+30m`, `14:30`, `2pm`, `tomorrow 09:00`, `2026-12-01 17:00`, RFC 3339. A day alone
/// (`today`, `tomorrow`, `friday`, `2026-12-01`) is its end, 23:59:59 in `zone`; a weekday is the next after today,
/// so on a Friday `friday` is in a week. Of a time that the clocks show twice it is the first that is to come.
pub fn due(text: &str, now: Time, zone: &Zone) -> Result<Time, WhenError> {
    let ask = Ask { text, now, zone, side: Side::Future };
    let said = ask.read()?;
    let time = match &said {
        Said::Now => now,
        Said::Ago(span) => ask.shifted(-span.ms())?,
        Said::In(span) | Said::For(span) => ask.shifted(span.ms())?,
        Said::Instant(time) => *time,
        Said::Wall { day: None, clock: Some(clock), label } => ask.next(*clock, label.as_deref())?,
        Said::Wall { day, clock, label } => {
            let day = ask.day(day.as_ref().unwrap_or(&Day::Today))?;
            match clock {
                Some(clock) => match ask.resolve(day.and_time(*clock), label.as_deref())? {
                    [first, _] if first > now => first,
                    [_, second] => second,
                },
                None => {
                    let [_, last] = ask.resolve(end_of(day), None)?;
                    last
                }
            }
        }
    };
    let time = ask.in_range(time)?;
    if time <= now {
        let (understood, now) = ask.apart(time, said.has_seconds());
        return Err(WhenError::Past { text: clipped(text), understood, now });
    }
    Ok(time)
}

/// The time that a line begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Leading<'a> {
    /// When it happened, as [`past`] reads it.
    pub at: Result<Time, WhenError>,
    /// Whether it happened about then.
    pub about: bool,
    /// When it ended, for what took a while.
    pub until: Option<Time>,
    /// The rest of the line.
    pub rest: &'a str,
}

/// The time that a line in the room begins with.
///
/// Begins a line: `14:25 `, `2:25pm `, `-5m `, `yesterday 14:25 `, `2023-08-04 14:25 `, each before some text; `~14:25 `
/// is about then, `14:25-14:40 ` took so long. `None` for all other lines, and for every line that begins with a space:
/// so a text that looks like a time is logged as is.
pub fn leading<'a>(text: &'a str, now: Time, zone: &Zone) -> Option<Leading<'a>> {
    let (about, text) = match text.strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if let Some((from, to, rest)) = read::range(text)
        && let Ok(until) = past(to, now, zone)
    {
        return Some(Leading { at: past(from, now, zone), about, until: Some(until), rest });
    }
    let (head, rest) = read::leading(text)?;
    if let Some((label, after)) = read::word(rest)
        && let Ok(time) = past(&format!("{head} {label}"), now, zone)
        && zone.label(time) == label
    {
        return Some(Leading { at: Ok(time), about, until: None, rest: after });
    }
    Some(Leading { at: past(head, now, zone), about, until: None, rest })
}

/// On which side of the present a time is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Past,
    Future,
}

/// One question: the text and all that its meaning depends on.
struct Ask<'a> {
    text: &'a str,
    now: Time,
    zone: &'a Zone,
    side: Side,
}

impl Ask<'_> {
    fn read(&self) -> Result<Said, WhenError> {
        let (forms, sign) = match self.side {
            Side::Past => (PAST_FORMS, "-"),
            Side::Future => (DUE_FORMS, ""),
        };
        let text = clipped(self.text);
        read::read(self.text).map_err(|fault| match fault {
            Fault::Unknown => WhenError::Unknown { text, forms },
            Fault::Impossible(reason) => WhenError::Impossible { text, reason, forms },
            Fault::AmbiguousDate(example) => WhenError::AmbiguousDate { text, example },
            Fault::Span(SpanError::NoUnit { number }) => WhenError::NoUnit { text, sign, number },
            Fault::Span(why) => WhenError::Span { text, why },
        })
    }

    fn shifted(&self, ms: i64) -> Result<Time, WhenError> {
        self.now.checked_add_signed(TimeDelta::milliseconds(ms)).ok_or_else(|| self.out_of_years())
    }

    fn day(&self, day: &Day) -> Result<NaiveDate, WhenError> {
        let today = self.zone.day(self.now);
        let day = match *day {
            Day::Today => Some(today),
            Day::Yesterday => today.pred_opt(),
            Day::Tomorrow => today.succ_opt(),
            Day::Named(weekday) => match self.side {
                Side::Past => today.checked_sub_days(Days::new(today.weekday().days_since(weekday).into())),
                Side::Future => today.checked_add_days(until(today.weekday(), weekday)),
            },
            Day::On(day) => Some(day),
        };
        day.filter(|day| YEARS.contains(&day.year())).ok_or_else(|| self.out_of_years())
    }

    /// The first and the last moment when the wall shows it; the same one, but where clocks were set back. With a label
    /// it is what the zone calls that moment.
    fn resolve(&self, wall: NaiveDateTime, label: Option<&str>) -> Result<[Time; 2], WhenError> {
        let shown = self.shown(wall)?;
        let Some(label) = label else { return Ok(shown) };
        if let Some(time) = shown.into_iter().find(|time| self.zone.label(*time).eq_ignore_ascii_case(label)) {
            return Ok([time, time]);
        }
        let mut labels = shown.map(|time| self.zone.label(time)).to_vec();
        labels.dedup();
        Err(WhenError::Label {
            text: clipped(self.text),
            label: label.to_uppercase(),
            zone: self.zone.name().to_owned(),
            shown: labels.join(" or "),
        })
    }

    fn shown(&self, wall: NaiveDateTime) -> Result<[Time; 2], WhenError> {
        match self.zone.resolve(wall) {
            Local::Once(time) => Ok([time, time]),
            Local::Twice { first, second } => Ok([first, second]),
            Local::Never { before, after } => {
                let from = self.zone.local(before) + (after - before);
                let to = self.zone.local(after);
                let format = if from.date() == to.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
                Err(WhenError::Gap {
                    clock: wall.format("%H:%M").to_string(),
                    date: wall.date().to_string(),
                    zone: self.zone.name().to_owned(),
                    from: from.format(format).to_string(),
                    to: to.format(format).to_string(),
                })
            }
        }
    }

    /// The next moment when the wall shows this time of day.
    fn next(&self, clock: NaiveTime, label: Option<&str>) -> Result<Time, WhenError> {
        let today = self.day(&Day::Today)?.and_time(clock);
        let gap_is_over = matches!(self.zone.resolve(today), Local::Never { after, .. } if after <= self.now);
        if !gap_is_over {
            match self.resolve(today, label) {
                Ok(shown) => {
                    if let Some(time) = shown.into_iter().find(|time| *time > self.now) {
                        return Ok(time);
                    }
                }
                // Clocks may be changed by tomorrow.
                Err(WhenError::Label { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let tomorrow = self.day(&Day::Tomorrow)?.and_time(clock);
        self.resolve(tomorrow, label).map(|[first, _]| first)
    }

    /// A time and the present, written fully enough to differ, and to show the seconds that were said.
    fn apart(&self, time: Time, seconds: bool) -> (String, String) {
        let (zone, now) = (self.zone, self.now);
        let label = zone.label(time);
        let same_day = zone.day(time) == zone.day(now);
        if seconds || zone.datetime(time) == zone.datetime(now) {
            let full = |time| format!("{} {}", zone.date(time), zone.clock_seconds(time));
            let now = if same_day { zone.clock_seconds(now) } else { full(now) };
            return (format!("{} {label}", full(time)), now);
        }
        let now = if same_day { zone.clock(now) } else { zone.datetime(now) };
        (format!("{} {label}", zone.datetime(time)), now)
    }

    fn in_range(&self, time: Time) -> Result<Time, WhenError> {
        let time = DateTime::from_timestamp_millis(time.timestamp_millis());
        time.filter(|time| YEARS.contains(&time.year())).ok_or_else(|| self.out_of_years())
    }

    fn out_of_years(&self) -> WhenError {
        WhenError::Year { text: clipped(self.text) }
    }
}

/// From one weekday to the next of the other name: one to seven days.
fn until(from: Weekday, to: Weekday) -> Days {
    match to.days_since(from) {
        0 => Days::new(7),
        days => Days::new(days.into()),
    }
}

fn end_of(day: NaiveDate) -> NaiveDateTime {
    // The last second, not midnight: it must show the day that was asked for.
    day.and_time(NaiveTime::MIN - TimeDelta::seconds(1))
}
