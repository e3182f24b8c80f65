//! Facts of an incident of our own that cannot all be right: journals that were merged may hold such.

use super::finding::{Finding, Place, Weight};
use crate::incident::Time;
use crate::incident::milestones::Milestone;
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

/// Windows that reach out of the time from the start to the resolution.
fn windows(document: &Document, dates: &Dates) -> Vec<Finding> {
    let started = milestone(document, Milestone::Started);
    let resolved = milestone(document, Milestone::Resolved);
    let outside = |window: &&Window| {
        started.is_some_and(|started| window.from < started) || resolved.is_some_and(|resolved| window.to > resolved)
    };
    let finding = |window: &Window| {
        let (from, to) = (dates.full(window.from), dates.full(window.to));
        let says = format!("The window from {from} to {to} is not within the time from the start to the resolution.");
        let suggestion = "Correct the window, the start or the resolution.";
        Finding::new("window-outside", Weight::Warning, &Place::Part("impact".into()), says, suggestion)
    };
    document.course.windows.iter().filter(outside).map(finding).collect()
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
