//! What follows from the facts, put into sentences once, for every template.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dates::Dates;
use super::document::{Course, Document, Standing, noun};
use crate::incident::lifecycle::severity_word;
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::incident::span::Span;

mod exercise;

pub use exercise::Rehearsed;

/// Sentences and parts of sentences, raw. Templates find them under `said`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Words {
    /// The title, or that there is none.
    pub title: String,
    /// `DRAFT` or `CANCELLED`, if it is one.
    pub mark: Option<&'static str>,
    /// Why it is a draft or was cancelled.
    pub standing: Option<String>,
    /// The name, with that of the worst if it was worse before.
    pub level: String,
    /// The same with its definition, or that none was set.
    pub severity: String,
    /// From when to when.
    pub when: String,
    /// How long, and counted from what.
    pub duration: String,
    /// How long people were hit in all, if windows were named.
    pub impact_duration: Option<String>,
    /// Who commanded, one after the other.
    pub commander: String,
    /// One sentence from the record, for when nobody wrote a summary.
    pub summary: String,
    /// Where nobody told how it was noticed: that, and when it was.
    pub detection: String,
    /// Where nobody told how it ended: that, and when it did.
    pub resolution: String,
    /// How long it was how bad: `SEV1 for 20 min`, the worst first.
    pub severities: Vec<String>,
    /// What people disagree on, a sentence each.
    pub contests: Vec<String>,
    /// Whether severity, status or command are contested.
    pub contested: Contested,
    /// How many follow-ups are open, and what they lack.
    pub followups: String,
    /// Whether times with another label occur, because clocks were changed.
    pub clocks_changed: bool,
    /// What is to be said of an exercise, if it is one.
    pub exercise: Option<Rehearsed>,
    /// From what it was made.
    pub source: String,
}

/// Which of the facts in a report's head are contested.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Contested {
    severity: bool,
    status: bool,
    commander: bool,
}

impl Words {
    /// The sentences for these facts.
    pub fn of(doc: &Document, dates: &Dates) -> Words {
        let when = when(&doc.course, dates);
        let length = length(&doc.course);
        let title = if doc.title.is_empty() { "An incident without a title".into() } else { doc.title.clone() };
        Words {
            mark: match doc.standing {
                Standing::Final => None,
                Standing::Draft => Some("DRAFT"),
                Standing::Cancelled => Some("CANCELLED"),
            },
            standing: standing(doc, dates),
            level: level(doc),
            severity: severity(doc),
            duration: format!("{length}{}", counted_from(&doc.course)),
            impact_duration: impact_duration(&doc.course),
            commander: commander(doc),
            summary: summary(doc, &title, &when, &length),
            detection: untold(doc, dates, Milestone::Detected),
            resolution: untold(doc, dates, Milestone::Resolved),
            severities: severities(doc),
            contests: doc.contests.iter().map(|contest| contested(&contest.field, &contest.values)).collect(),
            contested: Contested {
                severity: doc.is_contested("severity"),
                status: doc.is_contested("status"),
                commander: doc.is_contested(COMMANDER),
            },
            followups: followups(doc),
            clocks_changed: doc.timeline.iter().any(|line| dates.marks(line.at)),
            exercise: doc.exercise.as_ref().map(|exercise| Rehearsed::of(exercise, dates)),
            source: source(doc),
            title,
            when,
        }
    }
}

/// A length in seconds, for people.
pub fn span(seconds: i64) -> Span {
    Span::seconds(u32::try_from(seconds).unwrap_or(u32::MAX))
}

fn standing(doc: &Document, dates: &Dates) -> Option<String> {
    match (doc.standing, doc.as_of, &doc.cancelled) {
        (Standing::Final, ..) | (Standing::Draft, None, _) => None,
        (Standing::Draft, Some(now), _) => Some(format!(
            "The incident is not closed (status: {}). This is what was known at {}.",
            doc.status.word(),
            dates.described(now)
        )),
        (Standing::Cancelled, _, None) => Some("This was found to be no incident.".into()),
        (Standing::Cancelled, _, Some(line)) => Some(format!(
            "This was found to be no incident. It was cancelled by {} at {}: {}",
            line.by,
            dates.described(line.at),
            line.text
        )),
    }
}

fn level(doc: &Document) -> String {
    let Some(severity) = &doc.severity else { return "none was set".into() };
    let worst = doc.severities.iter().map(|change| change.level).min().filter(|worst| *worst < severity.level);
    let worst = worst.map_or(String::new(), |worst| format!("{} at its worst, ", severity_word(worst)));
    format!("{worst}{}", severity.name)
}

fn severity(doc: &Document) -> String {
    match &doc.severity {
        None => "none was set".into(),
        Some(severity) => match &severity.definition {
            Some(definition) => format!("{}: {definition}", level(doc)),
            None => level(doc),
        },
    }
}

/// From each change to the next, the last until it was over or for as long as is known.
fn severities(doc: &Document) -> Vec<String> {
    let end = doc.course.until.or(doc.as_of);
    let ends = doc.severities.iter().skip(1).map(|next| Some(next.at)).chain([end]);
    let mut lengths: BTreeMap<u8, i64> = BTreeMap::new();
    for (level, end) in doc.severities.iter().zip(ends) {
        let seconds = end.map_or(0, |end| (end - level.at).num_seconds());
        *lengths.entry(level.level).or_default() += seconds.max(0);
    }
    let lengths = lengths.into_iter().filter(|(_, seconds)| *seconds > 0);
    lengths.map(|(level, seconds)| format!("{} for {}", severity_word(level), span(seconds))).collect()
}

fn untold(doc: &Document, dates: &Dates, milestone: Milestone) -> String {
    let reached = doc.milestones.iter().find(|mark| mark.milestone == milestone).and_then(|mark| mark.at);
    let when = reached
        .map_or(String::new(), |at| format!(" The incident was {} at {}.", milestone.word(), dates.described(at)));
    format!("No account of the {} has been recorded.{when}", noun(milestone))
}

fn commander(doc: &Document) -> String {
    if let Some(contest) = doc.contests.iter().find(|contest| contest.field == COMMANDER) {
        return contest.values.join(" / ");
    }
    let mut people: Vec<&str> = Vec::new();
    people.extend(doc.roles.iter().filter(|held| held.role == COMMANDER).map(|held| held.person.as_str()));
    if people.is_empty() { "nobody took command".into() } else { people.join(", then ") }
}

fn when(course: &Course, dates: &Dates) -> String {
    let (Some(first), Some(since)) = (course.first, course.since) else {
        return "no time has been recorded".into();
    };
    let note = if first == Milestone::Started { String::new() } else { format!(" ({})", first.word()) };
    match course.until {
        Some(until) if course.length_s.is_none() => format!(
            "from {}{note}; the recorded end, {}, lies before that",
            dates.described(since),
            dates.described(until)
        ),
        Some(until) => dates.range(since, &note, until),
        None if course.running => format!("since {}{note}, not over yet", dates.described(since)),
        None => format!("from {}{note}; its end has not been recorded", dates.described(since)),
    }
}

fn length(course: &Course) -> String {
    match course.length_s.map(span) {
        Some(length) if course.running => format!("{length} so far"),
        Some(length) => length.to_string(),
        None if course.until.is_some() => "none can be counted: the end lies before the beginning".into(),
        None => "not recorded (no time of resolution)".into(),
    }
}

fn counted_from(course: &Course) -> String {
    match course.first {
        Some(first) if first != Milestone::Started && course.length_s.is_some() => {
            format!(", counted from the {} (no time of start was recorded)", noun(first))
        }
        _ => String::new(),
    }
}

fn impact_duration(course: &Course) -> Option<String> {
    let total = span(course.impact_s?);
    Some(match course.windows.len() {
        1 => total.to_string(),
        times => format!("{total} in {times} windows"),
    })
}

fn summary(doc: &Document, title: &str, when: &str, length: &str) -> String {
    let level = doc.severity.as_ref().map_or("no severity", |severity| severity.name.as_str());
    format!("Nobody wrote a summary; the record says: “{title}”, {level}, {when}; duration {length}.")
}

fn contested(field: &str, values: &[String]) -> String {
    let counts = if values.len() > 1 { "; the last counts until somebody settles it" } else { "" };
    format!("{field}: {}. People wrote without seeing each other{counts}.", values.join(" / "))
}

fn followups(doc: &Document) -> String {
    let open: Vec<_> = doc.followups.iter().filter(|one| one.is_open()).collect();
    let lacking = |what: &str, missing: usize| match missing {
        0 => String::new(),
        some => format!(", {some} of them without {what}"),
    };
    let owner = lacking("an owner", open.iter().filter(|one| one.owner.is_none()).count());
    let due = lacking("a due date", open.iter().filter(|one| one.due.is_none()).count());
    format!("{} of {} open{owner}{due}.", open.len(), doc.followups.len())
}

fn source(doc: &Document) -> String {
    let newest = doc.newest.as_ref().map_or(String::new(), |id| format!("; the newest is {id}"));
    let version = env!("CARGO_PKG_VERSION");
    let s = if doc.records == 1 { "" } else { "s" };
    format!("Written by ic {version} from {} record{s} of the journal{newest}.", doc.records)
}
