//! A scenario drafted from an incident that happened. It says only what the record says: what was seen becomes injects,
//! what was done becomes expectations, with the time it took as their limit. A person has to read it before it is played.

use std::collections::BTreeMap;

use chrono::Timelike;

use super::scenario::{
    Difficulty, Exercise, Expectation, Inject, InjectKind, Method, Scenario, Schema, Source, SourceKind, Status,
    Targets, TimeOfDay,
};
use super::telling::Telling;
use crate::incident::milestones::Milestone;
use crate::incident::span::Span;
use crate::incident::text::slug;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::{Refusal, State, Time};

mod deeds;
mod host;
mod mask;
mod pace;
mod people;
mod told;
mod truth;
mod write;

#[cfg(test)]
mod tests;

use deeds::Deed;
use mask::Mask;
use pace::Pace;
use told::{exactly, listed};

pub use write::text;

/// The least time for an answer, in minutes.
const LEAST: u32 = 2;
/// The longest text that is taken over, in characters; what is longer is cut.
const LONGEST_TEXT: usize = 2_000;
/// The longest synopsis, in characters.
const LONGEST_SYNOPSIS: usize = 60;
/// From how many injects on a person is asked whether all are needed.
const MANY_INJECTS: usize = 30;

/// A scenario that a person still has to read, and what there is to know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The scenario; its status is always `draft`.
    pub scenario: Scenario,
    /// What was changed on the way from the incident to the scenario, a sentence each.
    pub changed: Vec<String>,
    /// What a person still has to do, a sentence each.
    pub to_do: Vec<String>,
    remarks: BTreeMap<Place, Vec<String>>,
}

/// What a remark stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Title,
    Situation,
    Targets,
    Objective(usize),
    Inject(usize),
    Expectation(usize, usize),
}

/// Drafts a scenario from an incident as it is known at `now` (UTC).
///
/// # Errors
/// It is an exercise, or nothing was seen in it: no alert and no finding.
pub fn draft(state: &State, now: Time) -> Result<Draft, Refusal> {
    if state.is_exercise() {
        return Err(Refusal("this is an exercise; its scenario exists already: draft from a real incident".into()));
    }
    let seen: Vec<&Entry> = state.timeline.in_order().filter(|entry| is_seen(entry)).collect();
    let Some(first) = seen.first() else {
        return Err(Refusal(
            "nothing was seen in this incident, so there is nothing to tell the players; log its alerts and findings first: `ic log --kind alert TEXT --at TIME`".into(),
        ));
    };
    let detected = state.milestones().get(Milestone::Detected);
    let mut times: Vec<Time> = seen.iter().map(|entry| entry.occurred).collect();
    times[0] = detected.map_or(first.occurred, |detected| detected.min(first.occurred));
    let pace = Pace::of(&times);

    let mut mask = Mask::of(state, now);
    let mut draft = Draft::begun(state, &mut mask, times[0], &pace);
    let cause = truth::cause(state, &mut mask);
    draft.take_seen(state, &mut mask, &seen, &pace, &cause);
    draft.take_truth(state, &mut mask, times[0], &cause);
    draft.take_deeds(state, &mut mask, &times, &pace);
    draft.look_back(&mask, &pace);
    Ok(draft)
}

/// Whether something was seen, rather than done or thought.
fn is_seen(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Alert | EntryKind::Finding) && counts(entry)
}

/// Whether a line counts: it was neither struck nor overruled.
fn counts(entry: &Entry) -> bool {
    entry.struck().is_none() && !entry.overruled
}

impl Draft {
    /// The head of the scenario.
    fn begun(state: &State, mask: &mut Mask, begins: Time, pace: &Pace) -> Draft {
        let shown = state.lifecycle.zone().local(begins);
        let part = |value: u32| u8::try_from(value).unwrap_or_default();
        let title = mask.line(state.title());
        let exercise = Exercise {
            id: slug(&title),
            status: Status::Draft,
            version: 1,
            author: None,
            tags: Vec::new(),
            difficulty: Difficulty::default(),
            duration: pace.duration(),
            scenario_start: Some(TimeOfDay { hour: part(shown.hour()), minute: part(shown.minute()) }),
            players: None,
            solo: false,
            source: Some(Source { kind: SourceKind::Incident, reference: mask.id(state, &title) }),
            title,
            situation: String::new(),
            ground_truth: String::new(),
            roles: deeds::roles(state),
            targets: targets(state),
            objectives: Vec::new(),
            checklist: Vec::new(),
            hotwash: Vec::new(),
        };
        let mut draft = Draft {
            scenario: Scenario { schema: Schema::One, exercise, injects: Vec::new() },
            changed: Vec::new(),
            to_do: Vec::new(),
            remarks: BTreeMap::new(),
        };
        for real in deeds::measured(state, begins) {
            draft.remark(Place::Targets, real);
        }
        draft
    }

    fn remark(&mut self, place: Place, text: String) {
        self.remarks.entry(place).or_default().push(text);
    }

    fn remarks(&self, place: Place) -> &[String] {
        self.remarks.get(&place).map_or(&[], Vec::as_slice)
    }

    /// What was seen becomes injects.
    fn take_seen(&mut self, state: &State, mask: &mut Mask, seen: &[&Entry], pace: &Pace, cause: &str) {
        let zone = state.lifecycle.zone();
        let resolved = state.milestones().get(Milestone::Resolved);
        let telling = Telling::of(cause);
        let tenures = state.tenures();
        let (mut long, mut spoiling) = (Vec::new(), Vec::new());
        for (place, entry) in seen.iter().enumerate() {
            let id = format!("I{}", place + 1);
            let (text, cut) = told::cut(&mask.text(entry.text()), LONGEST_TEXT);
            let at = Place::Inject(place);
            self.remark(
                at,
                format!("Entry #{}, at {} {}.", entry.number, zone.clock(entry.occurred), zone.label(entry.occurred)),
            );
            if let Some(wait) = pace.shortened(place) {
                self.remark(at, format!("Came {} after the one before.", exactly(wait)));
            }
            if resolved.is_some_and(|resolved| entry.occurred > resolved) {
                self.remark(at, "Was seen after the incident was resolved.".into());
            }
            if cut {
                self.remark(at, "Only the beginning of its text.".into());
                long.push(id.clone());
            }
            let shared = truth::shared_words(&text, &telling);
            if !shared.is_empty() {
                self.remark(at, format!("spoiler? shares: {}", shared.join(", ")));
                spoiling.push(id.clone());
            }
            self.scenario.injects.push(Inject {
                id,
                at: Some(pace.at(place)),
                when: Vec::new(),
                when_any: Vec::new(),
                delay: None,
                synopsis: told::cut(&told::line(&text), LONGEST_SYNOPSIS).0,
                kind: InjectKind::Information,
                method: if entry.kind == EntryKind::Alert { Method::Alert } else { Method::Chat },
                from: entry.detail().and_then(|detail| deeds::role_of(&tenures, detail.actor.as_deref()?)),
                to: None,
                text,
                options: Vec::new(),
                hint: None,
                expectations: Vec::new(),
            });
        }
        if !long.is_empty() {
            self.changed.push(format!("Long texts were cut: {}.", listed(&long)));
        }
        if !spoiling.is_empty() {
            self.to_do.push(format!("Reword what gives the cause away; it may be in {}.", listed(&spoiling)));
        }
        if seen.len() > MANY_INJECTS {
            self.to_do.push(format!("Strike out what the players need not see: {} injects are many.", seen.len()));
        }
    }

    /// What was done becomes what is awaited after the inject before it.
    fn take_deeds(&mut self, state: &State, mask: &mut Mask, times: &[Time], pace: &Pace) {
        let (deeds, checklist) = deeds::deeds(state, mask);
        self.scenario.exercise.checklist = checklist;
        let mut more: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut late = Vec::new();
        for deed in &deeds {
            let place = times.partition_point(|at| *at <= deed.at).saturating_sub(1);
            let inject = &mut self.scenario.injects[place];
            inject.kind = InjectKind::Inject;
            let same = |expected: &Expectation| expected.action == deed.action;
            if let Some(known) = inject.expectations.iter().position(same) {
                *more.entry((place, known)).or_default() += 1;
                continue;
            }
            let (within, real) = limit(deed, times[place], pace.left(place));
            if within.is_none() {
                late.push(format!("{} ({})", inject.id, deed.action));
            }
            let within = within.unwrap_or(pace.left(place));
            inject.expectations.push(Expectation {
                action: deed.action.clone(),
                within: Some(Span::minutes(within)),
                objective: None,
                fresh: deed.fresh,
                manual: None,
            });
            let beside = Place::Expectation(place, inject.expectations.len() - 1);
            self.remark(beside, real);
        }
        for ((inject, expectation), count) in more {
            let s = if count == 1 { "" } else { "s" };
            self.remark(
                Place::Expectation(inject, expectation),
                format!("{count} more time{s} before the next inject"),
            );
        }
        if deeds.is_empty() {
            self.to_do.push("Write what is awaited: the incident does not say that anything was done.".into());
        }
        if !late.is_empty() {
            self.changed.push(format!(
                "Answers that took longer than the exercise lasts have until its end: {}.",
                listed(&late)
            ));
            self.to_do.push("Add injects that lead to those late answers, or strike them out.".into());
        }
    }

    /// What is to be said about the draft as a whole.
    fn look_back(&mut self, mask: &Mask, pace: &Pace) {
        self.changed.extend(pace.told());
        self.changed.extend(mask.told());
        self.to_do.extend(mask.doubts());
        self.to_do.push("Read every text: a name that looks like an ordinary word was not recognised.".into());
        self.to_do.push("Write questions for the hot wash, and say for how many players it is.".into());
    }
}

/// Within how many minutes an answer is awaited, and how long it really took. `None` if that is more than are `left`.
fn limit(deed: &Deed, inject: Time, left: u32) -> (Option<u32>, String) {
    let Some(took) = Span::between(inject, deed.at) else {
        let before = Span::between(deed.at, inject).map(exactly).unwrap_or_default();
        return (Some(LEAST), format!("was done {before} before this was seen"));
    };
    let minutes = u32::try_from((took.ms() + 59_999) / 60_000).unwrap_or(u32::MAX).max(LEAST);
    match minutes <= left {
        true => (Some(minutes), format!("took {}", exactly(took))),
        false => (None, format!("took {}, the exercise ends before that", exactly(took))),
    }
}

/// What the incident's playbook asks for, whatever happened.
fn targets(state: &State) -> Targets {
    let playbook = state.lifecycle.playbook();
    let level = state.lifecycle.severity.get().and_then(|level| playbook.severity(*level));
    let told = level.is_none_or(|severity| severity.tell_customers);
    Targets {
        commander: Some(playbook.nudges.no_commander),
        update_first: told.then_some(playbook.updates.customers_first),
        update_every: told.then_some(playbook.updates.customers_every),
        ..Targets::default()
    }
}
