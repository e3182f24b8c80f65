//! Injects that can never come, and contingencies that nothing leads to.

use super::known::{Known, contradiction};
use super::{At, Report};
use crate::drill::scenario::{Condition, Inject, InjectKind};
use crate::incident::span::Span;

/// Injects that wait for nothing, for themselves, for what excludes itself, or for a time after ENDEX. `earliest` holds the
/// earliest time of each.
pub fn check(known: &Known, earliest: &[Option<i64>], report: &mut Report) {
    let injects = &known.scenario.injects;
    if injects.is_empty() {
        report.error(At::Exercise("id"), "there is no inject, so nothing would happen; add one: [[inject]]");
    }
    let duration = known.scenario.exercise.duration;
    for (place, inject) in injects.iter().enumerate() {
        let conditional = !inject.when.is_empty() || !inject.when_any.is_empty();
        if !conditional && inject.at.is_none() {
            let what = format!("`{}` has neither `at` nor `when`, so it never comes; say when it comes", inject.id);
            report.error(At::Inject(place), what);
        }
        if !conditional && inject.delay.is_some() {
            let what = format!("the delay of `{}` counts from its conditions, and it has none", inject.id);
            report.error(At::InjectKey(place, "delay"), format!("{what}; add `when`, or write it into `at`"));
        }
        if let Some((one, other)) = contradiction(inject) {
            let what = format!("`{}` waits for both `{one}` and `{other}`, and only one can happen", inject.id);
            report.error(At::InjectKey(place, "when"), format!("{what}; make two injects of it"));
        }
        if let Some(after) = earliest[place].filter(|after| *after >= duration.ms()) {
            let late = Span::milliseconds(after).compact();
            let what = format!("`{}` comes {late} after STARTEX at the earliest", inject.id);
            let way = "let it come earlier, or make the exercise longer";
            let key = if inject.at.is_some_and(|at| at >= duration) { "at" } else { "when" };
            report.error(
                At::InjectKey(place, key),
                format!("{what}, and the exercise ends after {}; {way}", duration.compact()),
            );
        }
        if inject.kind == InjectKind::Contingency {
            contingency(known, inject, place, report);
        }
    }
    waits_in_vain(known, earliest, report);
}

fn contingency(known: &Known, inject: &Inject, place: usize, report: &mut Report) {
    let conditions = || inject.when.iter().chain(&inject.when_any);
    if !conditions().any(|condition| matches!(condition, Condition::Missed(_))) {
        let what = format!("the contingency `{}` stands in for no inject", inject.id);
        report.error(At::InjectKey(place, "when"), format!("{what}; add `missed` and an inject to its `when`"));
    }
    for condition in conditions() {
        let Condition::Missed(id) = condition else { continue };
        if known.inject(id).is_some_and(|parent| parent.kind == InjectKind::Contingency) {
            let what = format!("`{}` stands in for `{id}`, which is a contingency itself", inject.id);
            report.error(At::InjectKey(place, "when"), format!("{what}; name the inject that was missed first"));
        }
    }
}

/// Errors for circles of injects that wait for each other, and for injects that wait for one that never comes.
fn waits_in_vain(known: &Known, earliest: &[Option<i64>], report: &mut Report) {
    let injects = &known.scenario.injects;
    let blocked: Vec<Option<(&Condition, usize)>> =
        (0..injects.len()).map(|place| blocker(known, earliest, place)).collect();
    // Each inject leads to at most one other: a walk that comes back to itself has found a circle.
    let mut walked: Vec<Option<usize>> = vec![None; injects.len()];
    let mut in_circle = vec![false; injects.len()];
    for start in 0..injects.len() {
        let mut way = Vec::new();
        let mut here = start;
        while walked[here].is_none() {
            walked[here] = Some(start);
            way.push(here);
            let Some((_, next)) = blocked[here] else { break };
            here = next;
        }
        let came_back = way.iter().position(|place| *place == here).filter(|_| blocked[here].is_some());
        if let Some(first) = came_back {
            let circle = &way[first..];
            circle.iter().for_each(|place| in_circle[*place] = true);
            let names: Vec<String> =
                circle.iter().chain(circle.first()).map(|place| format!("`{}`", injects[*place].id)).collect();
            let what = format!("these wait for each other, so none of them ever comes: {}", names.join(" → "));
            report.error(At::InjectKey(circle[0], "when"), format!("{what}; let one come `at` a time instead"));
        }
    }
    for (place, inject) in injects.iter().enumerate().filter(|(place, _)| !in_circle[*place]) {
        if let Some((condition, other)) = blocked[place] {
            let what = format!("`{}` waits for `{condition}`, and `{}` never comes", inject.id, injects[other].id);
            report.error(At::InjectKey(place, "when"), format!("{what}; mend that one first"));
        }
    }
}

/// Why an inject never comes, where it is because another never does.
fn blocker<'a>(known: &Known<'a>, earliest: &[Option<i64>], place: usize) -> Option<(&'a Condition, usize)> {
    let inject = &known.scenario.injects[place];
    if earliest[place].is_some() || contradiction(inject).is_some() {
        return None;
    }
    if inject.when.iter().any(|condition| known.wait(condition).is_err()) {
        return None;
    }
    let never = |condition: &'a Condition| {
        let other = known.wait(condition).ok()?.inject?;
        earliest[other].is_none().then_some((condition, other))
    };
    inject.when.iter().chain(&inject.when_any).find_map(never)
}
