//! The picture of an incident over time, drawn twice: as SVG for pages, as text for the terminal.

pub mod svg;
pub mod terminal;

mod axis;
mod frame;
mod of;
mod phases;
mod place;
mod scale;
#[cfg(test)]
mod tests;

use super::document::Dates;
use crate::incident::Time;
use crate::incident::span::Span;

/// The info string of the code block in which a report carries its picture: as text in Markdown; a page puts the SVG
/// in its place.
pub const FENCE: &str = "ic-timeline";

/// What the picture shows; none of it lies outside of `from` and `to`.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    /// Where the picture begins (UTC); a little room is added before it.
    pub from: Time,
    /// Where the picture ends (UTC); a little room is added after it.
    pub to: Time,
    /// Where the incident begins (UTC).
    pub since: Time,
    /// Where it ends, or until when it is known (UTC).
    pub until: Time,
    /// What was known and done, one after another.
    pub phases: Vec<Phase<'a>>,
    /// When users were hit; several times if it came back.
    pub impact: Vec<(Time, Time)>,
    /// The level from then on, 1 being the worst.
    pub severities: Vec<(Time, u8)>,
    /// What happened, in any order.
    pub events: Vec<Event<'a>>,
    /// What was told, in any order.
    pub updates: Vec<Update<'a>>,
    /// Names and lengths, such as `Time to detect`.
    pub measures: Vec<(&'a str, Span)>,
    /// That something was too far away to be shown, in a sentence of ours.
    pub left_out: Option<String>,
    /// Whether it was only rehearsed.
    pub exercise: bool,
    /// The clock by which times are written.
    pub dates: &'a Dates,
}

/// A stretch of the incident.
#[derive(Clone, Copy, Debug)]
pub struct Phase<'a> {
    /// A word or two of ours, never typed by people.
    pub name: &'a str,
    /// Its beginning (UTC).
    pub from: Time,
    /// Its end (UTC).
    pub to: Time,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// When (UTC).
    pub at: Time,
    /// Its end (UTC), where it took a while.
    pub until: Option<Time>,
    /// Whether the time is only roughly known.
    pub about: bool,
    /// Raw text.
    pub text: &'a str,
    /// The kind of entry: `decision`.
    pub kind: &'a str,
    /// Whether it is a key event.
    pub key: bool,
}

/// Something that was told.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a> {
    /// When (UTC).
    pub at: Time,
    /// To whom: `customers`, `internal`. Each audience has a lane of its own.
    pub to: &'a str,
    /// Raw text.
    pub text: &'a str,
}

impl<'a> Chart<'a> {
    /// The time of day, after the date without its year where the picture has several days.
    fn stamp(&self, at: Time) -> String {
        let (dates, clock) = (self.dates, self.dates.clock(at));
        let one_day = dates.day(self.from) == dates.day(self.to);
        if one_day { clock } else { format!("{} {clock}", dates.day(at).format("%m-%d")) }
    }

    /// The level in force and its stretch, in order; none goes on after the end.
    fn severity_bands(&self) -> Vec<(u8, Time, Time)> {
        let mut changes = self.severities.clone();
        changes.sort_by_key(|(at, _)| *at);
        let ends = changes.iter().skip(1).map(|(at, _)| *at).chain([self.until]);
        changes.iter().zip(ends).map(|(&(at, level), end)| (level, at, end.min(self.until).max(at))).collect()
    }

    /// The audiences in order of their first update, at most four.
    fn audiences(&self) -> Vec<&'a str> {
        const MOST: usize = 4;
        let mut found = Vec::new();
        for update in &self.updates {
            if found.len() < MOST && !found.contains(&update.to) {
                found.push(update.to);
            }
        }
        found
    }
}

/// A length for a label; nothing is `0 min`.
fn length(from: Time, to: Time) -> String {
    Span::between(from, to).unwrap_or(Span::seconds(0)).to_string()
}
