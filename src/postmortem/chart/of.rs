//! The picture of a document.

use super::frame::Frame;
use super::phases::phases;
use super::{Chart, Event, Update};
use crate::incident::Time;
use crate::incident::timeline::EntryKind;
use crate::postmortem::document::{Dates, Document, Line, Told};
use crate::postmortem::words::span;

impl<'a> Chart<'a> {
    /// The picture of an incident, from its beginning to its end or to what is known last, with what happened shortly
    /// before and after; `None` while nothing has a time.
    pub fn of(document: &'a Document, dates: &'a Dates) -> Option<Chart<'a>> {
        let since = document.course.since?;
        let until = end(document).map_or(since, |end| end.max(since));
        let impact: Vec<_> = document.course.windows.iter().map(|window| (window.from, window.to)).collect();
        let first = impact.iter().map(|(from, _)| *from).fold(since, Time::min);
        let last = impact.iter().map(|(_, to)| *to).fold(until, Time::max);
        let mut frame = Frame::around(first, last);
        let levels = document.severities.iter().map(|change| (change.at, change.level));
        let severities = frame.keep(levels, "severity change", |(at, _)| *at);
        let lines = document.timeline.iter().filter(|line| is_event(line)).map(event);
        let mut events = frame.keep(lines, "event", |event| event.at);
        events.iter_mut().for_each(|event| event.until = event.until.filter(|until| frame.holds(*until)));
        let updates = frame.keep(document.updates.iter().map(update), "update", |update| update.at);
        Some(Chart {
            from: frame.from,
            to: frame.to,
            since,
            until,
            phases: phases(document, since, until),
            impact,
            severities,
            events,
            updates,
            measures: (document.measures.iter())
                .filter_map(|measure| Some((measure.name.as_str(), span(measure.length_s?))))
                .collect(),
            left_out: frame.note(),
            exercise: document.exercise.is_some(),
            dates,
        })
    }
}

/// When it was over, or until when it is known.
fn end(document: &Document) -> Option<Time> {
    let cancelled = document.cancelled.as_ref().map(|line| line.at);
    let last = || document.timeline.iter().map(|line| line.until.unwrap_or(line.at)).max();
    document.course.until.or(document.as_of).or(cancelled).or_else(last)
}

/// What people said, and key events; the phases and lanes tell the rest.
fn is_event(line: &Line) -> bool {
    line.key || (line.said && line.kind != EntryKind::Update)
}

fn event(line: &Line) -> Event<'_> {
    Event { at: line.at, until: line.until, about: line.about, text: &line.text, kind: line.kind.word(), key: line.key }
}

fn update(told: &Told) -> Update<'_> {
    Update { at: told.at, to: told.audience.word(), text: &told.text }
}

#[cfg(test)]
mod tests;
