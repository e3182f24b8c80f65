//! Calendar days: those that contradict each other, and weekdays that do not fall on them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use regex::Regex;

use super::quoted;
use super::signs::Signs;
use crate::postmortem::lint::report::{Dates, Day, Entry, Part, Point, Text};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// The checks of this room.
pub fn check(report: &Report) -> Vec<Finding> {
    let strays = strays(&report.entries);
    let stray_places = stray_places(&report.entries);
    let told: Vec<&Entry> = report.entries.iter().filter(|entry| !stray_places.contains(&entry.place)).collect();
    let range = range(report, &told, &stray_places);
    let mut findings: Vec<Finding> = report.days.iter().filter_map(weekday).collect();
    findings.extend(strays.iter().map(|(stray, next)| {
        let says = format!(
            "{} says {} but stands among entries of {}, whose times go on around it.",
            stray.place,
            quoted(&stray.raw),
            next.date.unwrap_or_default()
        );
        disagrees(&stray.place, says)
    }));
    match &range {
        Some(range) => findings.extend(outside(report, range, &stray_places)),
        None => findings.extend(unlike(report)),
    }
    findings.extend(start_day(report));
    findings.extend(too_early(report, range.as_ref()));
    findings
}

fn disagrees(place: &Place, says: String) -> Finding {
    let suggestion = "Look up on which day it was and correct the wrong one.";
    Finding::new("date-disagrees", Weight::Error, place, says, suggestion)
}

fn weekday(day: &Day) -> Option<Finding> {
    let (written, date) = (day.weekday?, day.date()?);
    (date.weekday() != written).then(|| {
        let (raw, right, wrong) = (quoted(&day.raw), name(date.weekday()), name(written));
        let says = format!("{} says {raw}, but {date} is a {right}, not a {wrong}.", day.place);
        let suggestion = "Correct the weekday or the date.";
        Finding::new("weekday-wrong", Weight::Error, &day.place, says, suggestion)
    })
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// An entry in the middle of three whose time of day fits between its neighbours' and whose day does not: the day is
/// wrong. It comes with the one after it.
fn stray(three: &[Entry]) -> Option<(&Entry, &Entry)> {
    let [before, stray, after] = three else { return None };
    let in_order = before.time? <= stray.time? && stray.time? <= after.time?;
    let one_day = before.date? == after.date? && before.timeline == stray.timeline && stray.timeline == after.timeline;
    (stray.dated && in_order && one_day && stray.date? != after.date?).then_some((stray, after))
}

/// Where the entries stand whose day is wrong for sure.
pub fn stray_places(entries: &[Entry]) -> HashSet<&Place> {
    strays(entries).into_iter().map(|(stray, _)| &stray.place).collect()
}

/// The entries whose day is wrong for sure, each with the one after it: a day that no other entry has.
fn strays(entries: &[Entry]) -> Vec<(&Entry, &Entry)> {
    let mut on: HashMap<Option<NaiveDate>, usize> = HashMap::new();
    entries.iter().for_each(|entry| *on.entry(entry.date).or_default() += 1);
    let alone = |(stray, _): &(&Entry, &Entry)| on.get(&stray.date) == Some(&1);
    entries.windows(3).filter_map(stray).filter(alone).collect()
}

/// The days over which the incident is told to have lasted, and where the first of them stands.
struct Range<'a> {
    first: NaiveDate,
    last: NaiveDate,
    place: &'a Place,
}

impl Range<'_> {
    fn holds(&self, day: &Day) -> bool {
        let within = |year| {
            let date = NaiveDate::from_ymd_opt(year, day.month, day.day);
            date.is_some_and(|date| (self.first..=self.last).contains(&date))
        };
        match day.year {
            Some(year) => within(year),
            None => {
                let (first, last) = (self.first.year(), self.last.year());
                last.saturating_sub(first) > 1 || within(first) || within(last)
            }
        }
    }

    fn words(&self) -> String {
        let Range { first, last, place } = self;
        if first == last { format!("{first} ({place})") } else { format!("{first} to {last} (from {place})") }
    }
}

/// From the days of the timeline and of the stated points; as long as the longest stated length.
fn range<'a>(report: &'a Report, told: &[&'a Entry], strays: &HashSet<&Place>) -> Option<Range<'a>> {
    let entries = told.iter().filter_map(|entry| Some((entry.date?, &entry.place)));
    let moments = report.moments.iter().filter_map(|moment| Some((moment.date?, &moment.place)));
    // An entry may last until another day.
    let within = report.days.iter().filter(|day| day.part == Part::Timeline && day.dates == Dates::Incident);
    let days = within.filter(|day| !strays.contains(&day.place)).filter_map(|day| Some((day.date()?, &day.place)));
    let all: Vec<(NaiveDate, &Place)> = entries.chain(moments).chain(days).collect();
    let (first, place) = all.iter().min_by_key(|(date, _)| *date)?;
    let (last, _) = all.iter().max_by_key(|(date, _)| *date)?;
    let lasted = report.lengths.iter().map(|length| length.span.ms()).max().unwrap_or_default();
    let end = first.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::milliseconds(lasted));
    let last = end.map_or(*last, |end| end.date().max(*last));
    Some(Range { first: *first, last, place })
}

fn incident_days(report: &Report) -> impl Iterator<Item = &Day> {
    report.days.iter().filter(|day| dates_incident(day))
}

/// Whether a day dates the incident: not its causes, which may lie long before, nor what came after it.
fn dates_incident(day: &Day) -> bool {
    let elsewhere = matches!(day.part, Part::Causes | Part::Lessons | Part::Actions | Part::Updates);
    day.dates == Dates::Incident && !elsewhere
}

fn outside(report: &Report, range: &Range, strays: &HashSet<&Place>) -> Vec<Finding> {
    let other = match incident_days(report).find(|other| range.holds(other)) {
        Some(other) => format!("{} says {}", other.place, quoted(&other.raw)),
        None => format!("the incident is told for {}", range.words()),
    };
    let mut told = HashSet::new();
    let outside = incident_days(report).filter(|day| !range.holds(day) && !strays.contains(&day.place));
    let first_of_each = outside.filter(|day| told.insert((day.year, day.month, day.day)));
    first_of_each
        .map(|day| disagrees(&day.place, format!("{} says {} but {other}.", day.place, quoted(&day.raw))))
        .collect()
}

/// Without days in the timeline: the first day against the first other one, unless the incident may have lasted from
/// the one to the other.
fn unlike(report: &Report) -> Option<Finding> {
    let first = incident_days(report).next()?;
    let differ = |other: &Day| {
        let years = first.year.zip(other.year).is_some_and(|(a, b)| a != b);
        other.place != first.place && (years || (first.month, first.day) != (other.month, other.day))
    };
    let differing: Vec<&Day> = incident_days(report).filter(|day| differ(day)).collect();
    let other = differing.first()?;
    let both_again = incident_days(report).filter(|day| day.place == other.place).count() > 1;
    let range = incident_days(report).filter(|day| day.place == first.place).count() > 1;
    let lasted = report.lengths.iter().map(|length| length.span.ms()).max().unwrap_or_default();
    let apart = first.date().zip(other.date()).map(|(a, b)| b.signed_duration_since(a).num_milliseconds().abs());
    let long_enough = lasted > 0 && apart.is_some_and(|apart| apart <= lasted);
    let three = differing.iter().any(|day| (day.month, day.day) != (other.month, other.day));
    let stated = matches!(first.part, Part::Head | Part::Summary);
    (stated && !range && !both_again && !long_enough && !three).then(|| {
        let (one, two) = (quoted(&first.raw), quoted(&other.raw));
        disagrees(&other.place, format!("{} says {one} but {} says {two}.", first.place, other.place))
    })
}

static BEGAN_ON: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?i)\b(?:outage|incident|downtime|disruption|interruption|issue|failure)\b[^.]*?",
        r"\b(?:occurr?ed|began|started|happened|took place)\s+(?:\w+\s+){0,2}?on\s+(?:the\s+)?(?:\w+day,?\s+)?",
    );
    Regex::new(pattern).expect("a valid pattern")
});

/// `The outage occurred on August 5`, though it is stated to have begun on another day.
fn start_day(report: &Report) -> Option<Finding> {
    let stated = report.moments.iter().filter(|moment| moment.point == Point::Start);
    let mut starts: Vec<(NaiveDate, &Place, &str)> =
        stated.filter_map(|start| Some((start.date?, &start.place, start.raw.as_str()))).collect();
    if starts.is_empty() {
        let begins = report.entries.iter().find(|entry| !report.own && Signs::of(&entry.text).begins);
        starts.extend(begins.and_then(|entry| Some((entry.date?, &entry.place, entry.raw.as_str()))));
    }
    let &(began, place, raw) = starts.first()?;
    let is_start = |day: &Day| {
        starts.iter().any(|(start, ..)| {
            day.year.is_none_or(|year| year == start.year()) && (day.month, day.day) == (start.month(), start.day())
        })
    };
    let mut only_day: HashMap<&Place, Option<&Day>> = HashMap::new();
    for day in &report.days {
        only_day.entry(&day.place).and_modify(|only| *only = None).or_insert(Some(day));
    }
    let claim = report.texts.iter().find_map(|passage| {
        let day = (*only_day.get(&passage.place)?)?;
        let wrong = dates_incident(day) && day.part != Part::Timeline && claims(passage, day) && !is_start(day);
        wrong.then_some(day)
    })?;
    let says = format!(
        "{} says that it occurred on {} but {place} says that it began {} ({began}).",
        claim.place,
        quoted(&claim.raw),
        quoted(raw)
    );
    let suggestion = "Say when it began and when it ended: “from … to …”.";
    Some(Finding::new("start-day-disagrees", Weight::Error, &claim.place, says, suggestion))
}

/// Whether a passage says that the incident occurred or began on that day. A day written as code is blanked out.
fn claims(passage: &Text, day: &Day) -> bool {
    BEGAN_ON.find_iter(&passage.text).any(|found| {
        let rest = &passage.text[found.end()..];
        rest.starts_with(&day.raw) || rest.starts_with('\u{FFFC}')
    })
}

fn too_early(report: &Report, range: Option<&Range>) -> Option<Finding> {
    let days = incident_days(report).filter_map(|day| Some((day.date()?, &day.place)));
    let (began, place) = range.map(|range| (range.first, range.place)).or_else(|| days.min())?;
    let written = report.days.iter().filter(|day| matches!(day.dates, Dates::Report | Dates::Page));
    let (date, day) = written.filter_map(|day| Some((day.date()?, day))).find(|(date, _)| *date < began)?;
    // Far in the west it is still the day before; a page may have been begun for something else.
    let doubtful = date.succ_opt() == Some(began) || day.dates == Dates::Page;
    let weight = if doubtful { Weight::Warning } else { Weight::Error };
    let raw = quoted(&day.raw);
    let says = format!("{} dates the report {raw}, before the incident of {began} ({place}).", day.place);
    let suggestion = "Correct the day of the report or that of the incident.";
    Some(Finding::new("report-before-incident", weight, &day.place, says, suggestion))
}

#[cfg(test)]
mod tests;
