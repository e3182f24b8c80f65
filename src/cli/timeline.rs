//! `timeline`: what happened, in the order in which it happened.

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read};
use crate::incident::snapshot::Line;
use crate::incident::text::{one_line, visible};
use crate::incident::timeline::Entry;
use crate::incident::zone::Zone;
use crate::incident::{State, clock_jump};
use crate::verb::Answer;

/// Which lines are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Key events only.
    pub key: bool,
    /// The last so many only.
    pub last: Option<usize>,
}

/// What `ic timeline --json` prints, earliest line first.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    /// Name and version of this shape.
    format: &'static str,
    /// The incident's id.
    incident: &'a str,
    /// Whether it is only an exercise.
    exercise: bool,
    /// The zone in which people read its times.
    zone: &'a str,
    /// The lines that were asked for, in the order in which things happened.
    lines: Vec<Line>,
}

/// Prints the timeline.
///
/// # Errors
/// There is no incident, or it cannot be read.
pub fn run(call: &Call, wanted: Wanted, answer: Answer) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    let state = session.state();
    if answer.json {
        out::json(&Document {
            format: "ic-timeline/1",
            incident: state.id(),
            exercise: state.is_exercise(),
            zone: state.lifecycle.zone().name(),
            lines: chosen(state, wanted).map(Line::from).collect(),
        })?;
    } else {
        out::text(&lines(state, wanted))?;
    }
    Ok(Exit::Done)
}

fn chosen(state: &State, wanted: Wanted) -> impl Iterator<Item = &Entry> {
    let entries: Vec<&Entry> = state.timeline.in_order().filter(|entry| !wanted.key || entry.key()).collect();
    let skipped = wanted.last.map_or(0, |last| entries.len().saturating_sub(last));
    entries.into_iter().skip(skipped)
}

/// The lines as text, safe to show, with a heading for each day.
pub fn lines(state: &State, wanted: Wanted) -> String {
    let zone = state.lifecycle.zone();
    let mut text = String::new();
    let mut day = None;
    let mut usual = String::new();
    for entry in chosen(state, wanted) {
        let today = zone.day(entry.occurred);
        if day.replace(today) != Some(today) {
            usual = zone.label(entry.occurred);
            text.push_str(&format!("── {} {today} {usual} ──\n", zone.weekday(entry.occurred)));
        }
        // Clocks were changed on that day.
        let label = match zone.label(entry.occurred) {
            label if label == usual => String::new(),
            other => format!(" {other}"),
        };
        let star = if entry.key() { '*' } else { ' ' };
        let number = format!("#{}", entry.number);
        let exercise = if state.is_exercise() { "EXERCISE " } else { "" };
        let head =
            format!("{exercise}{}{label}{star} {number:<5} {:<9} ", zone.clock(entry.occurred), entry.kind.word());
        let indent = " ".repeat(head.chars().count());
        let body = visible(entry.text()).replace('\n', &format!("\n{indent}"));
        text.push_str(&format!("{head}{body}  ({}{})\n", one_line(entry.actor()), marks(entry, zone)));
    }
    text
}

fn marks(entry: &Entry, zone: &Zone) -> String {
    let mut marks = String::new();
    if let Some(detail) = entry.detail() {
        if detail.actor.is_some() {
            marks.push_str(&format!(", written by {}", one_line(&entry.by)));
        }
        if detail.about {
            marks.push_str(", about then");
        }
        if let Some(until) = detail.until {
            marks.push_str(&format!(", until {}", zone.clock(until)));
        }
    }
    for (marked, word) in
        [(entry.edited(), "edited"), (entry.backdated(), "back-dated"), (entry.contested(), "CONTESTED")]
    {
        if marked {
            marks.push_str(&format!(", {word}"));
        }
    }
    if let Some(back) = entry.clock_back {
        marks.push_str(&format!(", {}", clock_jump::sentence(back)));
    }
    if let Some(struck) = entry.struck() {
        marks.push_str(&format!(", STRUCK: {}", one_line(&struck.why)));
    }
    marks
}
