//! The picture of a document.

use super::{Chart, Event, Phase, Update};
use crate::incident::Time;
use crate::incident::milestones::Milestone;
use crate::incident::timeline::EntryKind;
use crate::postmortem::document::{Dates, Document, Line};
use crate::postmortem::words::span;

/// The phases of an incident: each begins where the milestone that ends the one before was reached.
const PHASES: [(Milestone, &str); 6] = [
    (Milestone::Started, "undetected"),
    (Milestone::Detected, "undeclared"),
    (Milestone::Declared, "investigating"),
    (Milestone::Identified, "fixing"),
    (Milestone::Mitigated, "watching"),
    (Milestone::Resolved, ""),
];

impl<'a> Chart<'a> {
    /// The picture of an incident, from its beginning to its end or to what is known last; `None` while nothing has a
    /// time.
    pub fn of(document: &'a Document, dates: &'a Dates) -> Option<Chart<'a>> {
        let from = document.course.since?;
        let last = document.timeline.iter().map(|line| line.until.unwrap_or(line.at)).max();
        let to = document.course.until.or(document.as_of).or(last).map_or(from, |to| to.max(from));
        let windows = document.course.windows.iter().map(|window| (window.from, window.to));
        Some(Chart {
            from,
            to,
            phases: phases(document, from, to),
            impact: windows.collect(),
            severities: document.severities.iter().map(|change| (change.at, change.level)).collect(),
            events: document.timeline.iter().filter(|line| is_event(line)).map(event).collect(),
            updates: document.updates.iter().map(update).collect(),
            measures: (document.measures.iter())
                .filter_map(|measure| Some((measure.name.as_str(), span(measure.length_s?))))
                .collect(),
            dates,
        })
    }
}

fn phases<'a>(document: &Document, from: Time, to: Time) -> Vec<Phase<'a>> {
    let reached = |milestone| document.milestones.iter().find(|mark| mark.milestone == milestone)?.at;
    let known: Vec<(Time, &str)> = (PHASES.iter())
        .filter_map(|(milestone, name)| Some((reached(*milestone)?, *name)))
        .filter(|(at, _)| (from..=to).contains(at))
        .collect();
    let mut phases = Vec::new();
    for (place, (begin, name)) in known.iter().enumerate() {
        // A phase ends with the next milestone that lies behind its beginning: they may come in any order.
        let end = known[place + 1..].iter().map(|(at, _)| *at).find(|at| at > begin).unwrap_or(to);
        let ahead = known[place + 1..].iter().all(|(at, _)| at >= begin);
        if !name.is_empty() && ahead && end > *begin {
            phases.push(Phase { name, from: *begin, to: end });
        }
    }
    phases
}

/// What people said, and key events; the phases and lanes tell the rest.
fn is_event(line: &Line) -> bool {
    line.key || (line.said && line.kind != EntryKind::Update)
}

fn event(line: &Line) -> Event<'_> {
    Event { at: line.at, until: line.until, about: line.about, text: &line.text, kind: line.kind.word(), key: line.key }
}

fn update(told: &crate::postmortem::document::Told) -> Update<'_> {
    Update { at: told.at, to: told.audience.word(), text: &told.text }
}
