//! What was done in an incident, as far as an exercise can await it.

use std::collections::HashMap;

use crate::drill::scenario::{Action, Check};
use crate::incident::checklist::Progress;
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::incident::roles::Tenure;
use crate::incident::span::Span;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::updates::Audience;
use crate::incident::{State, Time};

use super::mask::Mask;
use super::told::exactly;

/// How lines of the checklist begin that say that something was done, or that a task was added.
const DONE: &str = "done: ";
const ADDED: [&str; 2] = ["task: ", "task for "];

/// One thing that was done.
pub(super) struct Deed {
    /// When (UTC).
    pub(super) at: Time,
    /// What an exercise awaits for it.
    pub(super) action: Action,
    /// Whether it has to be done anew although something like it was done before.
    pub(super) fresh: bool,
}

/// Everything that was done, in order, and the items of the checklist that were done.
pub(super) fn deeds(state: &State, mask: &mut Mask) -> (Vec<Deed>, Vec<Check>) {
    let deed = |at: Time, action: Action| Deed { at, action, fresh: false };
    let milestones = state.milestones();
    let declared = milestones.get(Milestone::Declared).map(|at| deed(at, Action::Declare));
    let resolved = milestones.get(Milestone::Resolved).map(|at| deed(at, Action::Resolve));
    let updates = state.updates_sent().into_iter();
    let updates = updates.map(|(sent, entry)| deed(entry.occurred, Action::Update(sent.audience)));
    let logged = state.timeline.in_order().filter(|entry| super::counts(entry));
    let logged = logged.filter_map(|entry| Some(deed(entry.occurred, of_line(entry)?)));
    let (checks, checklist) = checked(state, mask);
    let checks = checks.into_iter().map(|(at, id)| deed(at, Action::Check(id)));
    let mut deeds: Vec<Deed> = (declared.into_iter())
        .chain(severities(state))
        .chain(assignments(state))
        .chain(updates)
        .chain(logged)
        .chain(checks)
        .chain(resolved)
        .collect();
    deeds.sort_by_key(|deed| deed.at);
    (deeds, checklist)
}

fn of_line(entry: &Entry) -> Option<Action> {
    match entry.kind {
        EntryKind::Decision => Some(Action::Decision),
        EntryKind::Task if ADDED.iter().any(|added| entry.text().starts_with(added)) => Some(Action::Task),
        _ => None,
    }
}

/// The first severity, and then each change: a worse one calls more people in.
fn severities(state: &State) -> Vec<Deed> {
    let levels = state.severities();
    let before = [None].into_iter().chain(levels.iter().map(|(_, level)| Some(*level)));
    let changes = levels.iter().zip(before).map(|((at, level), before)| match before {
        Some(before) if *level < before => Deed { at: *at, action: Action::Escalate, fresh: false },
        before => Deed { at: *at, action: Action::Severity, fresh: before.is_some() },
    });
    changes.collect()
}

fn assignments(state: &State) -> Vec<Deed> {
    let mut until: HashMap<String, Option<Time>> = HashMap::new();
    let mut deeds = Vec::new();
    for tenure in state.tenures() {
        let role = tenure.role.trim().to_owned();
        let handed_off = until.insert(tenure.role, tenure.to) == Some(Some(tenure.from));
        let action = if handed_off { Action::Handoff(role.clone()) } else { Action::Assign(role.clone()) };
        if !role.is_empty() {
            deeds.push(Deed { at: tenure.from, action, fresh: false });
        }
    }
    deeds
}

/// When items of the playbook's checklist were done, by the name that they get, and the items themselves. A task that
/// somebody added is none of them: on the list from the start it would say what is to come.
fn checked(state: &State, mask: &mut Mask) -> (Vec<(Time, String)>, Vec<Check>) {
    let lines = state.timeline.as_written().iter().filter(|entry| entry.kind == EntryKind::Task);
    let when: HashMap<&str, Time> =
        lines.filter_map(|entry| Some((entry.text().strip_prefix(DONE)?, entry.occurred))).collect();
    let planned = state.checklist.tasks().iter().filter(|task| !task.added && *task.progress() == Progress::Done);
    let mut times = Vec::new();
    let mut checklist = Vec::new();
    for (at, task) in planned.filter_map(|task| Some((*when.get(task.text.as_str())?, task))) {
        let id = format!("c{}", checklist.len() + 1);
        times.push((at, id.clone()));
        checklist.push(Check { id, text: mask.line(&task.text), role: task.role.clone(), required: false });
    }
    (times, checklist)
}

/// The roles that were held, in the order in which they were filled.
pub(super) fn roles(state: &State) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for tenure in state.tenures() {
        let role = tenure.role.trim();
        if !role.is_empty() && !roles.iter().any(|known| known == role) {
            roles.push(role.to_owned());
        }
    }
    roles
}

/// The first role that somebody held.
pub(super) fn role_of(tenures: &[Tenure], person: &str) -> Option<String> {
    tenures.iter().find(|tenure| tenure.person == person).map(|tenure| tenure.role.clone())
}

/// What the targets were really, in sentences.
pub(super) fn measured(state: &State, begins: Time) -> Vec<String> {
    let Some(declared) = state.milestones().get(Milestone::Declared) else { return Vec::new() };
    let commanded = state.tenures().into_iter().filter(|tenure| tenure.role == COMMANDER).map(|held| held.from).min();
    let told = state.updates_sent().into_iter().filter(|(sent, _)| sent.audience == Audience::Customers);
    let told = told.map(|(_, entry)| entry.occurred).min();
    [
        Some(format!("Really: declared {} the first sign", distance(begins, declared))),
        commanded.map(|at| format!("Really: commanded {} the declaration", distance(declared, at))),
        told.map(|at| format!("Really: customers told {} the declaration", distance(declared, at))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn distance(from: Time, to: Time) -> String {
    match (Span::between(from, to), Span::between(to, from)) {
        (Some(later), _) => format!("{} after", exactly(later)),
        (None, earlier) => format!("{} before", exactly(earlier.unwrap_or(Span::MAX))),
    }
}
