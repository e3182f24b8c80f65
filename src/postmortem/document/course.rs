//! From when to when it lasted, and the points in between.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::lifecycle::Status;
use crate::incident::milestones::{Milestone, Milestones};
use crate::incident::review::Item;
use crate::incident::span::Span;
use crate::incident::text::capital;
use crate::incident::{State, Time};

/// From when to when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Course {
    /// What it is counted from: the earliest of started, detected, declared that is known, in this order. Where no
    /// start was recorded, it started with the first of the windows.
    pub first: Option<Milestone>,
    /// When that was (UTC).
    pub since: Option<Time>,
    /// When it was resolved (UTC).
    pub until: Option<Time>,
    /// How long it lasted, or has lasted so far, in seconds.
    pub length_s: Option<i64>,
    /// Whether it still lasts.
    pub running: bool,
    /// The times in which people were hit, where somebody named them; in order.
    pub windows: Vec<Window>,
    /// How long people were hit in all, in seconds: the sum of the windows.
    pub impact_s: Option<i64>,
}

/// A time in which people were hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// From when (UTC).
    pub from: Time,
    /// Until when (UTC).
    pub to: Time,
    /// How long, in seconds.
    pub length_s: i64,
    /// What was different about it.
    pub note: Option<String>,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// Which.
    pub milestone: Milestone,
    /// It as a sentence: `Impact started`.
    pub name: String,
    /// When it was reached (UTC).
    pub at: Option<Time>,
    /// What is to be said where there is no time: `not yet`, `not recorded`.
    pub missing: Option<String>,
}

/// The time from one milestone to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// What people call it.
    pub name: String,
    /// `start to detection`.
    pub between: String,
    /// How long it took, in seconds.
    pub length_s: Option<i64>,
    /// What is to be said where there is no length.
    pub missing: Option<String>,
}

fn seconds(span: Span) -> i64 {
    span.ms() / 1_000
}

pub(super) fn course(state: &State, milestones: &Milestones, status: Status, now: Time) -> Course {
    let mut windows: Vec<Window> = (state.review.of(Item::window).into_iter())
        .map(|window| Window {
            from: window.from,
            to: window.to,
            length_s: Milestones::length(window.from, window.to).map_or(0, seconds),
            note: window.note.clone(),
        })
        .collect();
    windows.sort_by_key(|window| (window.from, window.to));
    let counted = [Milestone::Started, Milestone::Detected, Milestone::Declared];
    let (first, since) = counted.into_iter().find_map(|first| Some((first, milestones.get(first)?))).unzip();
    let until = milestones.get(Milestone::Resolved);
    let running = until.is_none() && status < Status::Resolved;
    let end = if running { Some(now) } else { until };
    let length = since.zip(end).and_then(|(since, end)| Milestones::length(since, end));
    let impact_s = (!windows.is_empty()).then(|| together(&windows));
    Course { first, since, until, length_s: length.map(seconds), running, windows, impact_s }
}

/// The time that lies in at least one of the windows, in seconds: what overlaps counts once.
fn together(windows: &[Window]) -> i64 {
    let mut sum = 0;
    let mut counted: Option<(Time, Time)> = None;
    for window in windows {
        match &mut counted {
            Some((_, to)) if window.from <= *to => *to = window.to.max(*to),
            counted => {
                sum += counted.and_then(|(from, to)| Milestones::length(from, to)).map_or(0, seconds);
                *counted = Some((window.from, window.to));
            }
        }
    }
    sum + counted.and_then(|(from, to)| Milestones::length(from, to)).map_or(0, seconds)
}

pub(super) fn marks(milestones: &Milestones, status: Status) -> Vec<Mark> {
    let mark = |milestone: Milestone| Mark {
        milestone,
        name: capital(milestone.sentence()),
        at: milestones.get(milestone),
        missing: match milestones.get(milestone) {
            Some(_) => None,
            None if can_come(milestone, status) => Some("not yet".into()),
            None => Some("not recorded".into()),
        },
    };
    Milestone::ALL.map(mark).into()
}

fn can_come(milestone: Milestone, status: Status) -> bool {
    let ahead = |later: &Status| *later > status && Milestone::of(*later) == Some(milestone);
    status.is_open() && Status::ALL.iter().any(ahead)
}

pub(super) fn measures(milestones: &Milestones, status: Status) -> Vec<Measure> {
    use Milestone::{Declared, Detected, Mitigated, Resolved, Started};
    let measure = |name: &str, from: Milestone, to: Milestone, length: Option<Span>| Measure {
        name: name.into(),
        between: format!("{} to {}", noun(from), noun(to)),
        length_s: length.map(seconds),
        missing: length.is_none().then(|| missing(milestones, status, from, to)),
    };
    vec![
        measure("Time to detect", Started, Detected, milestones.to_detect()),
        measure("Time to declare", Detected, Declared, milestones.to_declare()),
        measure("Time to mitigate", Started, Mitigated, milestones.to_mitigate()),
        measure("Time to resolve", Started, Resolved, milestones.to_resolve()),
    ]
}

fn missing(milestones: &Milestones, status: Status, from: Milestone, to: Milestone) -> String {
    let missing: Vec<Milestone> = [from, to].into_iter().filter(|one| milestones.get(*one).is_none()).collect();
    if missing.is_empty() {
        return format!("none (the {} came before the {})", noun(to), noun(from));
    }
    let waiting = missing.iter().all(|one| can_come(*one, status));
    let times: Vec<String> = missing.into_iter().map(|one| format!("no time of {}", noun(one))).collect();
    format!("{} ({})", if waiting { "not yet" } else { "not recorded" }, times.join(", "))
}

/// A milestone as a noun, for sentences.
pub fn noun(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "start",
        Milestone::Detected => "detection",
        Milestone::Declared => "declaration",
        Milestone::Identified => "identification",
        Milestone::Mitigated => "mitigation",
        Milestone::Resolved => "resolution",
        Milestone::Closed => "closing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::lifecycle::Command as Incident;
    use crate::incident::review::{Command as Review, Window as Hit};
    use crate::incident::testing::{Stage, at};
    use crate::postmortem::document::Document;
    use crate::postmortem::words::Words;

    #[test]
    fn without_a_start_it_began_when_people_were_first_hit() {
        let mut stage = Stage::declared();
        for (from, to) in [(at(2, 50), at(3, 0)), (at(2, 2), at(2, 12))] {
            stage.play(at(3, 12), Review::Add(Item::Window(Hit { from, to, note: None }))).unwrap();
        }
        let told = |stage: &Stage| {
            let document = Document::of(&stage.state, at(4, 0));
            let words = Words::of(&document, &document.dates());
            (document.course, words.when, words.duration)
        };
        let (course, when, duration) = told(&stage);
        assert_eq!((course.first, course.since), (Some(Milestone::Started), Some(at(2, 2))));
        assert!(when.starts_with("since 2026-11-21 02:02"), "{when}");
        assert_eq!(duration, "1 h 58 min so far");

        stage.play_back(at(3, 40), at(3, 32), Incident::Mark(Milestone::Resolved)).unwrap();
        assert_eq!(told(&stage).2, "1 h 30 min");
        stage.play_back(at(3, 50), at(2, 0), Incident::Mark(Milestone::Started)).unwrap();
        assert_eq!((told(&stage).0.since, told(&stage).2.as_str()), (Some(at(2, 0)), "1 h 32 min"));
    }
}
