//! Builders for the tests of the checks.

use chrono::{NaiveDate, NaiveTime};

use crate::incident::span::Span;
use crate::postmortem::lint::report::{Clock, Dates, Day, Entry, Impossible, Length, Moment, Part, Point, Text, Zone};
use crate::postmortem::lint::{Finding, Place, Report};

pub fn line(number: usize) -> Place {
    Place::Line(number)
}

pub fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

pub fn report() -> Report {
    Report::default()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn time(text: &str) -> NaiveTime {
    let form = if text.ends_with('m') { "%I:%M %P" } else { "%H:%M" };
    NaiveTime::parse_from_str(text, form).unwrap()
}

/// `2023-10-12 14:25` or `14:25`.
fn when(text: &str) -> (Option<NaiveDate>, NaiveTime) {
    match text.split_once(' ') {
        Some((day, clock)) => (Some(date(day)), time(clock)),
        None => (None, time(text)),
    }
}

pub fn text(number: usize, text: &str) -> Text {
    Text { place: line(number), part: Part::Summary, under: String::new(), heading: false, text: text.into() }
}

pub fn day(number: usize, written: &str, dates: Dates) -> Day {
    use chrono::Datelike;
    let on = date(written);
    Day {
        place: line(number),
        part: Part::Summary,
        year: Some(on.year()),
        month: on.month(),
        day: on.day(),
        weekday: None,
        dates,
        raw: written.into(),
    }
}

pub fn clock(number: usize, written: &str) -> Clock {
    let part = Part::Timeline;
    Clock { place: line(number), part, time: time(written), twelve: written.ends_with('m'), raw: written.into() }
}

pub fn zone(number: usize, label: &str, offset: Option<i32>, on: Option<&str>) -> Zone {
    Zone { place: line(number), label: label.into(), offset, on: on.map(date) }
}

pub fn impossible(number: usize, raw: &str, why: &str, understood: bool) -> Impossible {
    Impossible { place: line(number), raw: raw.into(), why: why.into(), understood }
}

pub fn moment(number: usize, point: Point, written: &str) -> Moment {
    let (date, time) = when(written);
    Moment { place: line(number), point, date, time: Some(time), offset: None, raw: written.into() }
}

pub fn length(number: usize, minutes: u32, slack: u32) -> Length {
    let raw = format!("{minutes} minutes");
    Length { place: line(number), span: Span::minutes(minutes), slack: Span::minutes(slack), bound: None, raw }
}

pub fn entry(number: usize, written: &str, text: &str) -> Entry {
    let (date, time) = when(written);
    Entry {
        place: line(number),
        timeline: 0,
        date,
        dated: date.is_some(),
        time: Some(time),
        until: None,
        offset: None,
        about: false,
        raw: written.into(),
        text: text.into(),
    }
}
