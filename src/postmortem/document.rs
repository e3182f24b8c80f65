//! The report as facts: what every format of it tells. Texts are raw as typed; instants are UTC and are written through
//! [`Document::dates`]; every instant and length of the incident itself comes from its milestones.

use crate::incident::checklist::{Progress, Task};
use crate::incident::followups::Followup;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::{Milestone, Milestones};
use crate::incident::playbook::COMMANDER;
use crate::incident::record::Position;
use crate::incident::review::{Cause, Learnt};
use crate::incident::roles::Tenure;
use crate::incident::snapshot::Contest;
use crate::incident::span::Span;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::updates::Audience;
use crate::incident::{State, Time};

pub use super::dates::Dates;

/// All that a report tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// The incident's id.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Whether this is the last word.
    pub standing: Standing<'a>,
    /// How bad it was.
    pub severity: Option<Severity<'a>>,
    /// Where it stands.
    pub status: Status,
    /// Writes instants.
    pub dates: Dates<'a>,
    /// From when to when, and how long.
    pub course: Course,
    /// Every milestone, in the usual order.
    pub milestones: Vec<(Milestone, Reached)>,
    /// Times to detect, declare, mitigate, resolve.
    pub measures: [Measure; 4],
    /// Fields on which people who did not see each other disagree.
    pub contests: Vec<Contest>,
    /// The incident in a few sentences.
    pub summary: Option<&'a str>,
    /// Who was hit and how.
    pub impact: Option<&'a str>,
    /// The root causes.
    pub causes: &'a [Cause],
    /// What was learnt.
    pub lessons: &'a [Learnt],
    /// What is to be done afterwards.
    pub followups: &'a [Followup],
    /// Tasks that were not done, open or skipped.
    pub tasks_left: Vec<&'a Task>,
    /// Tasks that were done.
    pub tasks_done: Vec<&'a Task>,
    /// Who held which role from when to when: roles in the playbook's order.
    pub roles: Vec<Held>,
    /// Decisions, actions and commands, as they happened.
    pub deeds: Vec<&'a Entry>,
    /// What was told to whom, as it happened.
    pub updates: Vec<Told<'a>>,
    /// The story: every line that was not struck or overruled, as it happened.
    pub timeline: Vec<&'a Entry>,
    /// Lines that were struck, as they happened.
    pub struck: Vec<&'a Entry>,
    /// Who wrote a line or held a role, in the order of their first appearance.
    pub people: Vec<String>,
    /// How many records of the journal this was made from.
    pub records: usize,
    /// The place of the newest of them.
    pub head: Option<Position>,
}

/// Whether the report is the last word.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<'a> {
    /// The incident is not closed; this was known then (UTC).
    Draft(Time),
    /// The incident is closed.
    Final,
    /// There was no incident; the line that says why.
    Cancelled(Option<&'a Entry>),
}

/// How bad it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Severity<'a> {
    /// 1 (worst) to 5.
    pub level: u8,
    /// What the incident's playbook means by that.
    pub definition: Option<&'a str>,
}

/// From when to when.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The beginning: the earliest of started, detected, declared that is known, in this order.
    pub since: Option<(Milestone, Time)>,
    /// When it was resolved.
    pub until: Option<Time>,
    /// How long it lasted, or has lasted so far.
    pub length: Option<Span>,
    /// Whether it still lasts.
    pub running: bool,
}

/// Whether a milestone was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reached {
    /// Then (UTC).
    At(Time),
    /// It can still come.
    NotYet,
    /// It was passed without a time.
    NotRecorded,
}

/// The time from one milestone to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What people call it.
    pub name: &'static str,
    /// Counted from here.
    pub from: Milestone,
    /// Counted to here.
    pub to: Milestone,
    /// How long it took; `None` when one of the two is not known, or they come the other way round.
    pub length: Option<Span>,
}

/// One person's time in a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Which role, who, from when to when.
    pub tenure: Tenure,
    /// How it ended.
    pub then: Then,
}

/// How a time in a role ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// It has not.
    Holds,
    /// With the incident.
    End,
    /// Nobody followed.
    Released,
    /// Somebody followed.
    Handed(String),
    /// Somebody else took the role without knowing of this holder, which has not been settled.
    Contested(String),
}

/// One update that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'a> {
    /// When (UTC).
    pub at: Time,
    /// To whom.
    pub audience: Audience,
    /// What.
    pub text: &'a str,
    /// When the next word was promised for (UTC).
    pub next: Option<Time>,
}

impl<'a> Document<'a> {
    /// The facts as they are known at `now` (UTC).
    pub fn of(state: &'a State, now: Time) -> Document<'a> {
        let life = &state.lifecycle;
        let status = life.status();
        let milestones = state.milestones();
        let (struck, timeline): (Vec<_>, Vec<_>) =
            state.timeline.in_order().filter(|entry| !entry.overruled).partition(|entry| entry.struck().is_some());
        let deed = |kind| matches!(kind, EntryKind::Action | EntryKind::Command | EntryKind::Decision);
        let (tasks_done, tasks_left) =
            state.checklist.tasks().iter().partition(|task| *task.progress() == Progress::Done);
        let definition = |level| life.playbook().severity(level).map(|severity| severity.definition.as_str());
        let roles = roles(state);
        Document {
            id: state.id(),
            title: state.title(),
            standing: standing(state, now),
            severity: life.severity.get().map(|&level| Severity { level, definition: definition(level) }),
            status,
            dates: Dates::of(life.zone(), milestones.since().unwrap_or(now)),
            course: course(&milestones, status, now),
            milestones: Milestone::ALL.map(|milestone| (milestone, reached(&milestones, milestone, status))).into(),
            measures: measures(&milestones),
            contests: state.contests(),
            summary: state.review.summary.get().map(String::as_str),
            impact: state.review.impact.get().map(String::as_str),
            causes: state.review.causes(),
            lessons: state.review.lessons(),
            followups: state.followups.all(),
            tasks_left,
            tasks_done,
            deeds: timeline.iter().copied().filter(|entry| deed(entry.kind)).collect(),
            updates: updates(state),
            people: people(state, &roles),
            roles,
            timeline,
            struck,
            records: state.records(),
            head: state.head(),
        }
    }

    /// Who held the command, one after the other.
    pub fn commanders(&self) -> Vec<&str> {
        let commands = self.roles.iter().filter(|held| held.tenure.role == COMMANDER);
        commands.map(|held| held.tenure.person.as_str()).collect()
    }
}

fn standing(state: &State, now: Time) -> Standing<'_> {
    match state.lifecycle.status() {
        Status::Closed => Standing::Final,
        Status::Cancelled => {
            let newest = state.lifecycle.status_register().newest();
            Standing::Cancelled(newest.and_then(|head| state.timeline.entry(head.id)))
        }
        _ => Standing::Draft(now),
    }
}

fn course(milestones: &Milestones, status: Status, now: Time) -> Course {
    let since = milestones.since();
    let first = Milestone::ALL.into_iter().find(|milestone| milestones.get(*milestone) == since);
    let until = milestones.get(Milestone::Resolved);
    let running = until.is_none() && status < Status::Resolved;
    let length = if running { since.and_then(|since| Milestones::length(since, now)) } else { milestones.duration() };
    Course { since: first.zip(since), until, length, running }
}

fn reached(milestones: &Milestones, milestone: Milestone, status: Status) -> Reached {
    let ahead = |later: &Status| *later > status && Milestone::of(*later) == Some(milestone);
    match milestones.get(milestone) {
        Some(at) => Reached::At(at),
        None if status.is_open() && Status::ALL.iter().any(ahead) => Reached::NotYet,
        None => Reached::NotRecorded,
    }
}

fn measures(milestones: &Milestones) -> [Measure; 4] {
    use Milestone::{Declared, Detected, Mitigated, Resolved, Started};
    [
        Measure { name: "Time to detect", from: Started, to: Detected, length: milestones.to_detect() },
        Measure { name: "Time to declare", from: Detected, to: Declared, length: milestones.to_declare() },
        Measure { name: "Time to mitigate", from: Started, to: Mitigated, length: milestones.to_mitigate() },
        Measure { name: "Time to resolve", from: Started, to: Resolved, length: milestones.to_resolve() },
    ]
}

fn roles(state: &State) -> Vec<Held> {
    let planned = state.lifecycle.playbook().roles.iter().map(|role| role.name.as_str());
    let mut names: Vec<&str> = planned.collect();
    names.extend(state.roles.known().filter(|name| !state.lifecycle.playbook().roles.iter().any(|r| r.name == *name)));
    let tenures = state.tenures();
    let mut all = Vec::new();
    for name in names {
        let mut turns: Vec<Tenure> = Vec::new();
        for tenure in tenures.iter().filter(|tenure| tenure.role == name) {
            match turns.last_mut().filter(|last| last.person == tenure.person && last.to == Some(tenure.from)) {
                Some(last) => last.to = tenure.to,
                None => turns.push(tenure.clone()),
            }
        }
        let rivals = state.roles.rivals(name);
        let endings: Vec<Then> = (0..turns.len()).map(|turn| ending(state, &turns, turn, &rivals)).collect();
        all.extend(turns.into_iter().zip(endings).map(|(tenure, then)| Held { tenure, then }));
    }
    all
}

fn ending(state: &State, turns: &[Tenure], turn: usize, rivals: &[&str]) -> Then {
    let held = &turns[turn];
    let next = turns.get(turn + 1).filter(|next| Some(next.from) == held.to).map(|next| next.person.clone());
    match next {
        Some(next) if rivals.contains(&held.person.as_str()) && rivals.contains(&next.as_str()) => {
            Then::Contested(next)
        }
        Some(next) => Then::Handed(next),
        None if held.to.is_none() => Then::Holds,
        None if state.roles.holder(&held.role) == Some(&held.person) && turn + 1 == turns.len() => Then::End,
        None => Then::Released,
    }
}

fn updates(state: &State) -> Vec<Told<'_>> {
    let mut all = Vec::new();
    for (sent, entry) in state.updates_sent() {
        // The line begins with whom it was told to, unless somebody edited it.
        let prefix = format!("told {}: ", sent.audience.word());
        let text = entry.text().strip_prefix(&prefix).unwrap_or(entry.text());
        all.push(Told { at: entry.occurred, audience: sent.audience, text, next: sent.next });
    }
    all
}

fn people(state: &State, roles: &[Held]) -> Vec<String> {
    let wrote = state.timeline.as_written().iter().map(|entry| &*entry.by);
    let held = roles.iter().map(|held| held.tenure.person.as_str());
    let mut seen = std::collections::HashSet::new();
    wrote.chain(held).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}
