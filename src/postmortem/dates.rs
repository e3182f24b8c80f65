//! How the report writes instants: always in the incident's zone, and never in doubt about which clock.

use chrono::{NaiveDate, NaiveDateTime};

use crate::incident::Time;
use crate::incident::zone::{Local, Zone};

/// Writes instants. A time whose label differs from that of the beginning, because clocks were changed, carries its
/// own; all others are meant with the label of the beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    zone: Zone,
    beginning: Time,
    label: String,
}

impl Dates {
    /// For an incident that began then (UTC).
    pub fn of(zone: Zone, beginning: Time) -> Dates {
        let label = zone.label(beginning);
        Dates { zone, beginning, label }
    }

    /// The label that is meant where none is written: `EAT`.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The label in force at a time: `EAT`.
    pub fn label_at(&self, at: Time) -> String {
        self.zone.label(at)
    }

    /// The instant whose label that is (UTC).
    pub fn beginning(&self) -> Time {
        self.beginning
    }

    /// The same, explained: `EAT (Africa/Nairobi, UTC+3)`.
    pub fn described_label(&self) -> String {
        self.zone.describe(self.beginning)
    }

    /// Whether a time carries a label of its own.
    pub fn marks(&self, at: Time) -> bool {
        self.zone.label(at) != self.label
    }

    /// The day on the wall, for grouping.
    pub fn day(&self, at: Time) -> NaiveDate {
        self.zone.day(at)
    }

    /// The date and time on the wall.
    pub fn local(&self, at: Time) -> NaiveDateTime {
        self.zone.local(at)
    }

    /// The moments at which the wall shows this: two where clocks were set back, none where they were set forward.
    pub fn moments(&self, wall: NaiveDateTime) -> Vec<Time> {
        match self.zone.resolve(wall) {
            Local::Once(at) => vec![at],
            Local::Twice { first, second } => vec![first, second],
            Local::Never { .. } => Vec::new(),
        }
    }

    /// The day as a heading: `Friday 2023-08-04`.
    pub fn heading(&self, at: Time) -> String {
        self.zone.day(at).format("%A %Y-%m-%d").to_string()
    }

    /// The time of day, for use under such a heading: `15:25`.
    pub fn clock(&self, at: Time) -> String {
        self.marked(at, self.zone.clock(at))
    }

    /// The day alone: `2023-08-04`.
    pub fn date(&self, at: Time) -> String {
        self.zone.date(at)
    }

    /// Day and time: `2023-08-04 15:25`.
    pub fn full(&self, at: Time) -> String {
        self.marked(at, self.zone.datetime(at))
    }

    /// Day, time and zone, for a sentence that stands alone: `2023-08-04 15:25 EAT (Africa/Nairobi, UTC+3)`.
    pub fn described(&self, at: Time) -> String {
        format!("{} {}", self.zone.datetime(at), self.zone.describe(at))
    }

    /// From–to: `2023-08-04 15:25 to 2023-08-08 21:30 EAT (Africa/Nairobi, UTC+3)`; with both labels and offsets where
    /// clocks were changed in between. `note` follows the beginning.
    pub fn range(&self, from: Time, note: &str, to: Time) -> String {
        let zone = &self.zone;
        let (begin, end) = (zone.datetime(from), zone.datetime(to));
        let (label, later) = (zone.label(from), zone.label(to));
        if label == later {
            return format!("{begin}{note} to {end} {}", zone.describe(from));
        }
        let (name, offset, then) = (zone.name(), zone.offset(from), zone.offset(to));
        format!("{begin} {label}{note} to {end} {later} ({name}, {offset}, later {then})")
    }

    fn marked(&self, at: Time, text: String) -> String {
        if self.marks(at) { format!("{text} {}", self.zone.label(at)) } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_names_the_zone_once() {
        let zone = Zone::named("Africa/Nairobi").unwrap();
        let (from, to) = (utc("2023-08-04T12:25:00Z"), utc("2023-08-08T18:30:00Z"));
        let dates = Dates::of(zone, from);
        assert_eq!(dates.range(from, "", to), "2023-08-04 15:25 to 2023-08-08 21:30 EAT (Africa/Nairobi, UTC+3)");
        assert_eq!(dates.heading(from), "Friday 2023-08-04");
        assert_eq!(dates.full(to), "2023-08-08 21:30");
    }

    #[test]
    fn clocks_that_were_changed_show_both_labels() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let (from, to) = (utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z"));
        let dates = Dates::of(zone, from);
        assert_eq!(
            dates.range(from, "", to),
            "2026-10-25 02:30 CEST to 2026-10-25 02:30 CET (Europe/Berlin, UTC+2, later UTC+1)"
        );
        assert_eq!((dates.clock(from).as_str(), dates.clock(to).as_str()), ("02:30", "02:30 CET"));
    }
}
