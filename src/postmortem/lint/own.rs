//! An incident of our own, told to the checks: its facts exactly, its texts as anybody's.

use chrono::NaiveDate;

use super::Place;
use super::read::{prose, read};
use super::report::{Action, Entry, Has, Moment, Part, Point, Report, Text, Zone};
use crate::incident::Time;
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::postmortem::document::{Dates, Document, Followup, Line, Standing};

/// How many lines a timeline may have for the words of all of them to be looked at.
const MOST_LINES: usize = 100_000;

/// What our incident says. The words of its timeline are those that people said; of a timeline of more than
/// 100,000 lines, those of key events only.
pub fn own(document: &Document) -> Report {
    let dates = document.dates();
    let running = document.standing == Standing::Draft && document.course.until.is_none();
    let mut report = Report { own: true, running, ..Report::default() };
    report.title = Some(passage(Place::Part("title".into()), Part::Head, &document.title));
    for (name, part, text) in texts(document) {
        add(&mut report, Place::Part(name.into()), part, text);
    }
    for cause in &document.causes {
        let place = Place::Item("cause".into(), cause.number);
        let text = [Some(cause.title.as_str()), cause.text.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        add(&mut report, place, Part::Causes, &text.join(".\n\n"));
    }
    let lessons = document.lessons.well.iter().chain(&document.lessons.badly).chain(&document.lessons.lucky);
    for (number, lesson) in (1..).zip(lessons) {
        add(&mut report, Place::Item("lesson".into(), number), Part::Lessons, lesson);
    }
    for metric in &document.metrics {
        let text = format!("{}: {} {}", metric.name, metric.number, metric.unit);
        report.texts.push(passage(Place::Part("metrics".into()), Part::Impact, &text));
    }
    let said = document.timeline.iter().filter(|line| line.said).filter(|line| key_only(document, line));
    report.texts.extend(said.map(|line| passage(item("entry", line.number), Part::Timeline, &prose(&line.text))));
    let held = document.roles.iter().map(|held| format!("{}: @{}", held.role, held.person.trim_start_matches('@')));
    report.texts.extend(held.map(|text| passage(Place::Part("roles".into()), Part::Roles, &text)));
    report.zones = zones(document, &dates);
    report.moments = moments(document, &dates);
    report.entries = document.timeline.iter().map(|line| entry(line, &dates)).collect();
    report.actions = document.followups.iter().map(|one| action(one, &dates)).collect();
    report.has = Has {
        severity: document.severity.is_some(),
        commander: document.roles.iter().any(|held| held.role == COMMANDER),
        updates: !document.updates.is_empty(),
        impact: document.impact.is_some() || !document.metrics.is_empty(),
        causes: !document.causes.is_empty(),
        lessons: !document.lessons.is_empty(),
        actions: !document.followups.is_empty(),
        timeline: !document.timeline.is_empty(),
    };
    report
}

/// Whether the words of a line are looked at: of a very long timeline those of key events only.
fn key_only(document: &Document, line: &Line) -> bool {
    line.key || document.timeline.len() <= MOST_LINES
}

fn item(part: &str, number: u32) -> Place {
    Place::Item(part.into(), number)
}

/// The texts that people wrote, each with its name and what it is part of.
fn texts(document: &Document) -> Vec<(&str, Part, &str)> {
    let sections = [
        ("subtitle", Part::Head, &document.subtitle),
        ("summary", Part::Summary, &document.summary),
        ("background", Part::Other, &document.background),
        ("impact", Part::Impact, &document.impact),
        ("affected", Part::Impact, &document.affected),
        ("detection", Part::Detection, &document.detection),
        ("response", Part::Response, &document.response),
        ("recovery", Part::Response, &document.recovery),
        ("resolution", Part::Response, &document.resolution),
        ("conclusion", Part::Closing, &document.conclusion),
        ("apology", Part::Closing, &document.apology),
        ("internal-message", Part::Updates, &document.internal_message),
        ("external-message", Part::Updates, &document.external_message),
        ("contact", Part::Closing, &document.contact),
        ("signature", Part::Closing, &document.signature),
    ];
    let sections = sections.into_iter().filter_map(|(name, part, text)| Some((name, part, text.as_deref()?)));
    let extras = document.extras.iter().map(|extra| ("extra", Part::Other, extra.text.as_str()));
    let whys = document.whys.iter().map(|why| ("whys", Part::Causes, why.as_str()));
    sections.chain(extras).chain(whys).collect()
}

/// Reads a text and adds what it says, all of it at its place.
fn add(report: &mut Report, place: Place, part: Part, text: &str) {
    let said = read(text);
    report.texts.extend(said.texts.into_iter().map(|text| Text { place: place.clone(), part, ..text }));
    let mut days = said.days;
    days.iter_mut().for_each(|day| (day.place, day.part) = (place.clone(), part));
    report.days.extend(days);
    let mut clocks = said.clocks;
    clocks.iter_mut().for_each(|clock| (clock.place, clock.part) = (place.clone(), part));
    report.clocks.extend(clocks);
    let mut impossible = said.impossible;
    impossible.iter_mut().for_each(|one| one.place = place.clone());
    report.impossible.extend(impossible);
    let mut lengths = said.lengths;
    lengths.iter_mut().for_each(|length| length.place = place.clone());
    if matches!(part, Part::Summary | Part::Impact) {
        report.lengths.extend(lengths);
    }
}

fn passage(place: Place, part: Part, text: &str) -> Text {
    Text { place, part, under: String::new(), heading: false, text: text.to_owned() }
}

/// The label in force at the beginning; lines that need another one carry it.
fn zones(document: &Document, dates: &Dates) -> Vec<Zone> {
    let at = document.zone.beginning;
    let zone = Zone {
        place: Place::Part("times".into()),
        label: document.zone.label.clone(),
        offset: Some(offset(at, dates)),
        on: Some(dates.day(at)),
    };
    vec![zone]
}

fn moments(document: &Document, dates: &Dates) -> Vec<Moment> {
    let points = [
        (Milestone::Started, Point::Start),
        (Milestone::Detected, Point::Detected),
        (Milestone::Mitigated, Point::Mitigated),
        (Milestone::Resolved, Point::End),
    ];
    let moment = |(milestone, point): (Milestone, Point)| {
        let at = document.milestones.iter().find(|mark| mark.milestone == milestone)?.at?;
        let (date, time) = wall(at, dates);
        let place = Place::Part("times".into());
        let offset = Some(offset(at, dates));
        Some(Moment { place, point, date: Some(date), time: Some(time), offset, raw: dates.full(at) })
    };
    points.into_iter().filter_map(moment).collect()
}

/// Minutes east of UTC at a time; every zone has whole minutes in the years of incidents.
fn offset(at: Time, dates: &Dates) -> i32 {
    (dates.local(at) - at.naive_utc()).num_minutes() as i32
}

fn wall(at: Time, dates: &Dates) -> (NaiveDate, chrono::NaiveTime) {
    let local = dates.local(at);
    (local.date(), local.time())
}

fn entry(line: &Line, dates: &Dates) -> Entry {
    let (date, time) = wall(line.at, dates);
    Entry {
        place: Place::Item("entry".into(), line.number),
        timeline: 0,
        date: Some(date),
        dated: true,
        time: Some(time),
        until: line.until.map(|until| wall(until, dates)).filter(|(day, _)| *day == date).map(|(_, time)| time),
        offset: Some(offset(line.at, dates)),
        about: line.about,
        raw: dates.full(line.at),
        text: line.text.to_string(),
    }
}

fn action(one: &Followup, dates: &Dates) -> Action {
    Action {
        place: Some(Place::Item("follow-up".into(), one.number)),
        under: one.group.clone().unwrap_or_default(),
        text: one.text.clone(),
        owner: one.owner.clone(),
        due: one.due.map(|due| dates.full(due)),
        priority: one.priority.map(|priority| priority.to_string()),
        status: Some(one.progress.clone()),
        ticket: one.ticket.clone(),
        open: Some(one.is_open()),
    }
}
