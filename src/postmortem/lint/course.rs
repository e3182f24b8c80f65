//! Facts of an incident of our own that cannot all be right: journals that were merged may hold such.

use super::finding::{Finding, Place, Weight};
use crate::incident::Time;
use crate::incident::milestones::{Milestone, Milestones};
use crate::postmortem::document::{Dates, Document, Followup, Line, Told, Window};

/// The checks of this room.
pub fn check(document: &Document) -> Vec<Finding> {
    let dates = document.dates();
    let mut findings = windows(document, &dates);
    findings.extend(mitigated(document, &dates));
    findings.extend(entries(document, &dates));
    findings.extend(followups(document, &dates));
    findings.extend(updates(document, &dates));
    findings
}

/// Windows that reach out of the time from the start to the resolution, to the minute.
fn windows(document: &Document, dates: &Dates) -> Vec<Finding> {
    let before = |first: Time, then: Time| Milestones::length(then, first).is_none();
    let early = |window: &Window| {
        let started = milestone(document, Milestone::Started).filter(|started| before(window.from, *started))?;
        let but = format!("the impact is said to have started {}", dates.full(started));
        Some(outside(window, &but, dates))
    };
    let late = |window: &Window| {
        let resolved = milestone(document, Milestone::Resolved).filter(|resolved| before(*resolved, window.to))?;
        let but = format!("the incident is said to have been resolved {}", dates.full(resolved));
        Some(outside(window, &but, dates))
    };
    document.course.windows.iter().flat_map(|window| [early(window), late(window)]).flatten().collect()
}

fn outside(window: &Window, but: &str, dates: &Dates) -> Finding {
    let says = format!("People were hit from {} to {}, but {but}.", dates.full(window.from), dates.full(window.to));
    let suggestion = "Correct the window, the start or the resolution.";
    Finding::new("window-outside", Weight::Error, &Place::Part("impact".into()), says, suggestion)
}

fn milestone(document: &Document, wanted: Milestone) -> Option<Time> {
    document.milestones.iter().find(|mark| mark.milestone == wanted)?.at
}

fn mitigated(document: &Document, dates: &Dates) -> Option<Finding> {
    let started = milestone(document, Milestone::Started)?;
    let mitigated = milestone(document, Milestone::Mitigated).filter(|mitigated| *mitigated < started)?;
    let says = format!("It was mitigated {} but started {}.", dates.full(mitigated), dates.full(started));
    Some(end_before_start(Place::Part("times".into()), says))
}

fn end_before_start(place: Place, says: String) -> Finding {
    Finding::new("end-before-start", Weight::Error, &place, says, "Look up both times and correct the wrong one.")
}

fn entries(document: &Document, dates: &Dates) -> Vec<Finding> {
    let backwards = document.timeline.iter().filter_map(|line| Some((line, line.until.filter(|to| *to < line.at)?)));
    let finding = |(line, until): (&Line, _)| {
        let says = format!("entry {} is from {} to {}.", line.number, dates.full(line.at), dates.full(until));
        end_before_start(Place::Item("entry".into(), line.number), says)
    };
    backwards.map(finding).collect()
}

fn followups(document: &Document, dates: &Dates) -> Vec<Finding> {
    let Some(since) = document.course.since else { return Vec::new() };
    let early = document.followups.iter().filter_map(|one| Some((one, one.due.filter(|due| *due < since)?)));
    let finding = |(one, due): (&Followup, _)| {
        let place = Place::Item("follow-up".into(), one.number);
        let (due, since) = (dates.full(due), dates.full(since));
        let says = format!("{place} was due {due}, before the incident began {since}.");
        Finding::new("due-before-incident", Weight::Warning, &place, says, "Correct the day by which it is to be done.")
    };
    early.map(finding).collect()
}

fn updates(document: &Document, dates: &Dates) -> Vec<Finding> {
    let numbered = (1..).zip(&document.updates);
    let early = numbered.filter_map(|(number, told)| Some((number, told, told.next.filter(|next| *next < told.at)?)));
    let finding = |(number, told, next): (u32, &Told, _)| {
        let place = Place::Item("update".into(), number);
        let (sent, next) = (dates.full(told.at), dates.full(next));
        let says = format!("{place} was sent {sent} and promised the next one for {next}.");
        Finding::new("next-before-update", Weight::Warning, &place, says, "Correct the time of one of the two.")
    };
    early.map(finding).collect()
}
