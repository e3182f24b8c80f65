//! Time zones: the only room that knows the zone database.
//!
//! Rules come from the IANA database bundled with the program, never from the machine's own files: those are often
//! years old, and two people looking at one incident must see the same clock.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Timelike};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, civil};

use super::Time;
use super::span::clipped;
use naming::{abbreviated, fixed_offset, is_utc, nearest};

pub use naming::ZoneError;

mod naming;
#[cfg(test)]
mod tests;

/// A time zone: UTC, a region of the IANA database, or a fixed offset. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    name: Arc<str>,
    tz: TimeZone,
}

/// The moments at which a clock on the wall shows a given date and time. See [`Zone::resolve`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// The usual case.
    Once(Time),
    /// Clocks were set back: the wall showed it twice.
    Twice {
        /// Before the change.
        first: Time,
        /// After the change.
        second: Time,
    },
    /// Clocks were set forward over it: the wall never showed it.
    Never {
        /// The last millisecond before the gap.
        before: Time,
        /// The first moment after the gap, one millisecond later.
        after: Time,
    },
}

impl Zone {
    /// UTC.
    pub fn utc() -> Zone {
        Zone { name: "UTC".into(), tz: TimeZone::UTC }
    }

    /// The zone of this name, in either case: an IANA region, `UTC`, `Z`, `GMT` or another name of UTC, or an offset
    /// such as `UTC+1`, `GMT - 3:30`, `+01:00`. `Zone::named(zone.name())` is `zone` again.
    ///
    /// Fails with [`ZoneError`], also for abbreviations: `IST` is India, Ireland or Israel.
    pub fn named(text: &str) -> Result<Zone, ZoneError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ZoneError::Empty);
        }
        if is_utc(text) {
            return Ok(Zone::utc());
        }
        if let Some(seconds) = fixed_offset(text) {
            return seconds.and_then(Zone::fixed).ok_or_else(|| ZoneError::Offset { offset: clipped(text) });
        }
        let ambiguous = |regions| ZoneError::Ambiguous { abbreviation: clipped(text), regions };
        if let Some(regions) = abbreviated(text) {
            return Err(ambiguous(regions));
        }
        if let Some(zone) = Zone::bundled(&text.replace(' ', "_")) {
            return Ok(zone);
        }
        let database = TimeZoneDatabase::bundled();
        let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
        let near = nearest(text, &names);
        let upper = (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        if upper && near.is_empty() {
            return Err(ambiguous("Europe/Berlin"));
        }
        Err(ZoneError::Unknown { name: clipped(text), near })
    }

    /// The machine's zone by its IANA name (the `TZ` variable, or what `/etc/localtime` points to), with the bundled
    /// rules; UTC if it has no such name. Reads the environment, the one exception in these pure rooms.
    pub fn system() -> Zone {
        TimeZone::system().iana_name().map_or_else(Zone::utc, Zone::of_machine)
    }

    fn of_machine(name: &str) -> Zone {
        // Names that `named` refuses as ambiguous, though they are in the database as links (file `backward`, 2024b).
        let name = match name {
            "CET" | "MET" => "Europe/Brussels",
            "EET" => "Europe/Athens",
            "EST" => "America/Panama",
            "HST" => "Pacific/Honolulu",
            "MST" => "America/Phoenix",
            "WET" => "Europe/Lisbon",
            other => other,
        };
        Zone::named(name).unwrap_or_else(|_| Zone::utc())
    }

    fn bundled(name: &str) -> Option<Zone> {
        let tz = TimeZoneDatabase::bundled().get(name).ok()?;
        let name = tz.iana_name()?.into();
        Some(Zone { name, tz })
    }

    fn fixed(seconds: i32) -> Option<Zone> {
        if seconds == 0 {
            return Some(Zone::utc());
        }
        let offset = Offset::from_seconds(seconds).ok()?;
        Some(Zone { name: offset_name(seconds).into(), tz: TimeZone::fixed(offset) })
    }

    /// The name: `Africa/Nairobi`, `UTC`, `UTC-3:30`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call the clock at that moment: `EAT`, `CEST`; where the region has no letters for it, `UTC+1`.
    pub fn label(&self, at: Time) -> String {
        let info = self.tz.to_offset_info(timestamp(at));
        match info.abbreviation() {
            numeric if numeric.starts_with(['+', '-']) => offset_name(info.offset().seconds()),
            letters => letters.to_owned(),
        }
    }

    /// The offset from UTC at that moment: `UTC+3`, `UTC-3:30`, `UTC`.
    pub fn offset(&self, at: Time) -> String {
        offset_name(self.offset_seconds(at))
    }

    /// All of it, for the head of a report: `EAT (Africa/Nairobi, UTC+3)`, `UTC+4 (Asia/Dubai)`, `UTC`, `UTC+1`.
    pub fn describe(&self, at: Time) -> String {
        let (label, offset) = (self.label(at), self.offset(at));
        if label == *self.name {
            label
        } else if label == offset {
            format!("{label} ({})", self.name)
        } else {
            format!("{label} ({}, {offset})", self.name)
        }
    }

    /// The date and time on the wall.
    pub fn local(&self, at: Time) -> NaiveDateTime {
        let utc = at.naive_utc();
        let offset = TimeDelta::seconds(self.offset_seconds(at).into());
        utc.checked_add_signed(offset).unwrap_or(utc)
    }

    /// The day on the wall.
    pub fn day(&self, at: Time) -> NaiveDate {
        self.local(at).date()
    }

    /// The day, as `2023-08-04`.
    pub fn date(&self, at: Time) -> String {
        self.day(at).to_string()
    }

    /// The time of day, as `15:25`.
    pub fn clock(&self, at: Time) -> String {
        let local = self.local(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// The time of day, as `15:25:09`.
    pub fn clock_seconds(&self, at: Time) -> String {
        let local = self.local(at);
        format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
    }

    /// Day and time, as `2023-08-04 15:25`.
    pub fn datetime(&self, at: Time) -> String {
        let local = self.local(at);
        format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
    }

    /// The day of the week, as `Fri`.
    pub fn weekday(&self, at: Time) -> String {
        self.local(at).weekday().to_string()
    }

    /// RFC 3339 with this zone's offset, `2023-08-04T15:25:00+03:00` (UTC: `Z`); milliseconds only if there are any.
    pub fn rfc3339(&self, at: Time) -> String {
        // RFC 3339 has no seconds in offsets. Offsets that need them ended in 1972 (Liberia).
        let minutes = self.offset_seconds(at) / 60;
        let utc = at.naive_utc();
        let local = utc.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(utc).trunc_subsecs(3);
        if minutes == 0 {
            return format!("{local:?}Z");
        }
        let (sign, size) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        format!("{local:?}{sign}{:02}:{:02}", size / 60, size % 60)
    }

    /// When the wall showed this date and time: once, or twice or never where clocks were changed.
    pub fn resolve(&self, wall: NaiveDateTime) -> Local {
        let utc = wall.and_utc();
        let at = |offset: Offset| {
            let offset = TimeDelta::seconds(offset.seconds().into());
            utc.checked_sub_signed(offset).unwrap_or(utc)
        };
        let Some(shown) = civil_seconds(wall) else {
            return Local::Once(at(self.tz.to_offset(timestamp(utc))));
        };
        match self.tz.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => Local::Once(at(offset)),
            AmbiguousOffset::Fold { before, after } => Local::Twice { first: at(before), second: at(after) },
            AmbiguousOffset::Gap { before, .. } => {
                let after = self.last_change(at(before));
                Local::Never { before: after - TimeDelta::milliseconds(1), after }
            }
        }
    }

    /// The last moment, up to and including `at`, when clocks were changed.
    fn last_change(&self, at: Time) -> Time {
        let next = at + TimeDelta::seconds(1);
        self.tz
            .preceding(timestamp(next))
            .next()
            .and_then(|change| Time::from_timestamp_millis(change.timestamp().as_millisecond()))
            .unwrap_or(at)
    }

    fn offset_seconds(&self, at: Time) -> i32 {
        self.tz.to_offset(timestamp(at)).seconds()
    }
}

/// The database ends with the year 9999; later moments get its last offset, earlier than -9999 its first.
fn timestamp(at: Time) -> Timestamp {
    let ms = at.timestamp_millis();
    let end = if ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(ms).unwrap_or(end)
}

/// Whole seconds are enough to find an offset: clocks change on a full second.
fn civil_seconds(wall: NaiveDateTime) -> Option<civil::DateTime> {
    // Each part but the year is at most 59 and fits.
    let part = |value: u32| value as i8;
    civil::DateTime::new(
        i16::try_from(wall.year()).ok()?,
        part(wall.month()),
        part(wall.day()),
        part(wall.hour()),
        part(wall.minute()),
        part(wall.second()),
        0,
    )
    .ok()
}

fn offset_name(seconds: i32) -> String {
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    match (size / 3600, size % 3600 / 60, size % 60) {
        (0, 0, 0) => "UTC".to_owned(),
        (hours, 0, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes, 0) => format!("UTC{sign}{hours}:{minutes:02}"),
        (hours, minutes, seconds) => format!("UTC{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}
