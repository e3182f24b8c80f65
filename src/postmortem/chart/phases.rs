//! What was known and done, one phase after another: what the milestones and the changes of the status tell together.

use super::Phase;
use crate::incident::Time;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::Milestone;
use crate::postmortem::document::Document;

/// The phases between two times; none while the incident was taken for resolved.
pub fn phases<'a>(document: &Document, from: Time, to: Time) -> Vec<Phase<'a>> {
    let changes = changes(document);
    let declared = reached(document, Milestone::Declared).unwrap_or(from);
    let noticed = reached(document, Milestone::Detected).map_or(declared, |detected| detected.min(declared));
    let name = |at: Time| match at {
        at if at < noticed => Some("undetected"),
        at if at < declared => Some("undeclared"),
        at => name(standing(&changes, at)),
    };
    let mut cuts: Vec<Time> = changes.iter().map(|(at, _)| *at).chain([from, noticed, declared, to]).collect();
    cuts.retain(|at| (from..=to).contains(at));
    cuts.sort();
    cuts.dedup();
    let mut phases: Vec<Phase<'a>> = Vec::new();
    for pair in cuts.windows(2) {
        let Some(name) = name(pair[0]) else { continue };
        match phases.last_mut() {
            Some(last) if last.name == name && last.to == pair[0] => last.to = pair[1],
            _ => phases.push(Phase { name, from: pair[0], to: pair[1] }),
        }
    }
    phases
}

fn name(status: Status) -> Option<&'static str> {
    match status {
        Status::Investigating => Some("investigating"),
        Status::Identified => Some("fixing"),
        Status::Mitigated => Some("watching"),
        Status::Resolved | Status::Closed | Status::Cancelled => None,
    }
}

fn reached(document: &Document, milestone: Milestone) -> Option<Time> {
    document.milestones.iter().find(|mark| mark.milestone == milestone)?.at
}

/// The status in force at a time.
fn standing(changes: &[(Time, Status)], at: Time) -> Status {
    let past = changes.partition_point(|(change, _)| *change <= at);
    past.checked_sub(1).map_or(Status::Investigating, |last| changes[last].1)
}

/// The changes of the status in order, and the milestones that were reached at another time than was said with the
/// status, or without a word about it. Such a mark corrects what was said since the incident last went back; it never
/// takes the incident back itself.
fn changes(document: &Document) -> Vec<(Time, Status)> {
    let mut changes: Vec<(Time, Status)> = document.statuses.iter().map(|stage| (stage.at, stage.status)).collect();
    for status in [Status::Identified, Status::Mitigated, Status::Resolved] {
        let marked = Milestone::of(status).and_then(|milestone| reached(document, milestone));
        let Some(at) = marked.filter(|at| !changes.contains(&(*at, status))) else {
            continue;
        };
        let after_last_back = changes.windows(2).rposition(|pair| pair[1].1 < pair[0].1).map_or(0, |pair| pair + 2);
        let recent = changes.split_off(after_last_back);
        let said_too_early = |change: &(Time, Status)| change.1 == status && change.0 < at;
        let behind = |change: &(Time, Status)| change.1 < status && change.0 > at;
        changes.extend(recent.into_iter().filter(|change| !said_too_early(change) && !behind(change)));
        if standing(&changes, at) < status {
            changes.insert(changes.partition_point(|(change, _)| *change <= at), (at, status));
        }
    }
    changes
}
