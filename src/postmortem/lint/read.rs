//! Reads a report that somebody wrote, as Markdown or as plain text, into a [`Report`].
//!
//! `source` and `blocks` take the text apart, `passages` and `parts` tell what belongs where, `date`, `clock`, `zone` and
//! `length` recognise values, and the other rooms put them together. What is not certain is left out: a check may miss
//! something, but it must not accuse a report of what it does not say.

mod actions;
mod blocks;
mod calendar;
mod clock;
mod date;
mod days;
mod entries;
mod has;
mod length;
mod moments;
mod parts;
mod passages;
mod source;
#[cfg(test)]
mod tests;
mod zone;

use std::collections::HashMap;

use chrono::NaiveDate;

use self::blocks::Kind;
use self::calendar::Calendar;
use self::date::What;
use self::passages::Passage;
use self::source::{Field, Source};
use super::finding::Place;
use super::report::{Clock, Dates, Day, Impossible, Length, Part, Report, Text, Zone};

/// What a text says, as far as that is certain. Any text is read, in a time that grows with its length only.
pub fn read(markdown: &str) -> Report {
    let source = Source::of(markdown);
    let (passages, title) = passages::read(blocks::read(&source.text));
    let calendar = calendar(&source.front, &passages);
    let mut report = Report::default();
    let mut year = Year::default();
    front(&mut report, &source.front, &calendar);
    for (number, passage) in passages.iter().enumerate() {
        if passage.block.kind == Kind::Quote {
            zones(&mut report, passage, None);
            continue;
        }
        texts(&mut report, passage);
        let known = report.days.len();
        days(&mut report, passage, &calendar, title == Some(number), year.only());
        clocks(&mut report, passage);
        let near = year.only();
        let stated = moments::read(passage, &calendar, near);
        for day in &mut report.days[known..] {
            if day.dates == Dates::Other && stated.iter().any(|moment| moment.raw.contains(&day.raw)) {
                day.dates = Dates::Incident;
            }
            year.note(day);
        }
        zones(&mut report, passage, passage_day(passage, &calendar, near));
        report.moments.extend(stated);
        if matches!(passage.part, Part::Head | Part::Summary | Part::Impact) && !passage.heading() {
            lengths(&mut report, passage);
        }
    }
    if let Some(title) = title.and_then(|number| passages.get(number)) {
        let text = text(title, title.prose());
        report.title = Some(Text { heading: true, ..text });
    }
    let usual = usual(&report);
    report.entries = entries::read(&passages, &calendar, usual);
    // Several incidents have several lengths and moments, and which is whose cannot be told.
    if report.entries.last().is_some_and(|entry| entry.timeline > 0) {
        report.lengths.clear();
        report.moments.clear();
    }
    let first = usual.or(report.entries.first().and_then(|entry| entry.date));
    report.zones.iter_mut().for_each(|zone| zone.on = zone.on.or(first));
    report.actions = actions::read(&passages);
    report.has = has::read(&report);
    report
}

/// A text in one piece, with code and quoted speech blanked out, as [`Text`] has it.
pub fn prose(markdown: &str) -> String {
    let blocks = blocks::read(markdown);
    let pieces: Vec<String> = blocks.iter().map(|block| block.prose(0..block.text.len())).collect();
    pieces.join("\n")
}

fn calendar(front: &[Field], passages: &[Passage]) -> Calendar {
    let mut calendar = Calendar::default();
    let texts = front
        .iter()
        .map(|field| field.value.as_str())
        .chain(passages.iter().map(|passage| passage.block.text.as_str()));
    for text in texts {
        date::find(text).iter().for_each(|found| calendar.note(&found.what));
        date::years(text).into_iter().for_each(|year| calendar.note_year(year));
    }
    calendar
}

fn front(report: &mut Report, fields: &[Field], calendar: &Calendar) {
    for field in fields {
        let place = Place::Line(field.line);
        if field.key == "title" && report.title.is_none() {
            let text = field.value.clone();
            let title = Text { place: place.clone(), part: Part::Head, under: String::new(), heading: true, text };
            report.title = Some(title.clone());
            report.texts.push(title);
        }
        let dates = match field.key.as_str() {
            "title" => Dates::Incident,
            "published" | "updated" | "lastmod" => Dates::Report,
            "date" | "created" => Dates::Page,
            _ => continue,
        };
        for found in date::find(&field.value) {
            let raw = field.value[found.range.clone()].to_owned();
            report.days.extend(day(&found.what, place.clone(), Part::Head, dates, raw, calendar, None));
        }
    }
}

fn day(
    what: &What,
    place: Place,
    part: Part,
    dates: Dates,
    raw: String,
    calendar: &Calendar,
    near: Option<i32>,
) -> Option<Day> {
    let (year, month, day) = calendar.settle(what, near)?;
    let weekday = match what {
        What::Day { weekday, .. } => *weekday,
        _ => None,
    };
    Some(Day { place, part, year, month, day, weekday, dates, raw })
}

fn text(passage: &Passage, text: String) -> Text {
    Text {
        place: Place::Line(passage.block.line_at(0)),
        part: passage.part,
        under: passage.under.clone(),
        heading: passage.heading(),
        text,
    }
}

fn texts(report: &mut Report, passage: &Passage) {
    let cells = passage.block.cells.iter().map(|cell| passage.block.prose(cell.clone()));
    let whole = passage.block.cells.is_empty().then(|| passage.prose());
    report.texts.extend(cells.chain(whole).filter(|words| !words.is_empty()).map(|words| text(passage, words)));
}

fn days(report: &mut Report, passage: &Passage, calendar: &Calendar, title: bool, usual: Option<i32>) {
    let block = &passage.block;
    let found = date::find(&block.text);
    // `Between May 5 and May 7, 2024`: the year that is written holds for both.
    let mut years = found.iter().filter_map(|found| match found.what {
        What::Day { year, .. } => year,
        _ => None,
    });
    let near = years.next().filter(|first| years.all(|year| year == *first)).or(usual);
    for found in found {
        let raw = block.text[found.range.clone()].to_owned();
        let place = Place::Line(block.line_at(found.range.start));
        let dates = days::dates(passage, found.range.start, title);
        match &found.what {
            What::Never(why) => {
                let why = why.clone();
                report.impossible.push(Impossible { place, raw, why, understood: false });
            }
            What::Day { twice: true, .. } => {
                let why = "the month is written twice".to_owned();
                report.impossible.push(Impossible { place: place.clone(), raw: raw.clone(), why, understood: true });
                report.days.extend(day(&found.what, place, passage.part, dates, raw, calendar, near));
            }
            what => report.days.extend(day(what, place, passage.part, dates, raw, calendar, near)),
        }
    }
}

fn clocks(report: &mut Report, passage: &Passage) {
    let block = &passage.block;
    for found in clock::find(&block.text, passage.part == Part::Timeline) {
        let raw = block.text[found.range.clone()].to_owned();
        let place = Place::Line(block.line_at(found.range.start));
        if let Some(why) = found.wrong {
            let understood = found.time.is_some();
            report.impossible.push(Impossible {
                place: place.clone(),
                raw: raw.clone(),
                why: why.to_owned(),
                understood,
            });
        }
        if let Some(time) = found.time {
            report.clocks.push(Clock { place, part: passage.part, time, twelve: found.twelve, raw });
        }
    }
}

fn zones(report: &mut Report, passage: &Passage, on: Option<NaiveDate>) {
    let block = &passage.block;
    for found in zone::find(&block.text) {
        report.zones.push(Zone {
            place: Place::Line(block.line_at(found.range.start)),
            label: block.text[found.range.clone()].to_owned(),
            offset: found.offset,
            on,
        });
    }
}

fn lengths(report: &mut Report, passage: &Passage) {
    let block = &passage.block;
    for found in length::find(&block.text) {
        report.lengths.push(Length {
            place: Place::Line(block.line_at(found.range.start)),
            span: found.span,
            slack: found.slack,
            bound: found.bound,
            raw: block.text[found.range.clone()].trim().to_owned(),
        });
    }
}

/// The one day that a passage names, if it names one only.
fn passage_day(passage: &Passage, calendar: &Calendar, near: Option<i32>) -> Option<NaiveDate> {
    match date::find(&passage.block.text).as_slice() {
        [day] => calendar.date(&day.what, near),
        _ => None,
    }
}

/// The year of the incident, as far as it was named.
#[derive(Default)]
struct Year {
    first: Option<i32>,
    several: bool,
}

impl Year {
    fn note(&mut self, day: &Day) {
        if day.dates == Dates::Incident && day.year.is_some() {
            self.several |= self.first.is_some() && self.first != day.year;
            self.first = self.first.or(day.year);
        }
    }

    fn only(&self) -> Option<i32> {
        self.first.filter(|_| !self.several)
    }
}

/// The day that most statements outside of the timeline give the incident, the first of them if several are as frequent;
/// failing that the day of the report itself.
fn usual(report: &Report) -> Option<NaiveDate> {
    let of = |dates: Dates| {
        report.days.iter().filter(move |day| day.dates == dates && day.part != Part::Timeline).filter_map(Day::date)
    };
    let mut counts: HashMap<NaiveDate, usize> = HashMap::new();
    of(Dates::Incident).for_each(|date| *counts.entry(date).or_default() += 1);
    let most = counts.values().max().copied();
    let incident = of(Dates::Incident).find(|date| counts.get(date).copied() == most);
    incident.or_else(|| of(Dates::Report).next()).or_else(|| of(Dates::Page).next())
}
