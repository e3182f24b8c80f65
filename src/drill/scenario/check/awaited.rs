//! What is awaited of the players: it can be done, it can be done in time, and it is rated for something.

use std::collections::HashSet;

use super::known::Known;
use super::{At, Report};
use crate::drill::scenario::{Action, Expectation, Inject, InjectKind};
use crate::incident::span::Span;

/// Expectations that nobody can meet or rate, choices without a choice, hints that come too late. `earliest` holds the
/// earliest time of each inject.
pub fn check(known: &Known, earliest: &[Option<i64>], report: &mut Report) {
    let exercise = &known.scenario.exercise;
    let mut rated = HashSet::new();
    for (place, inject) in known.scenario.injects.iter().enumerate() {
        for (listed, expectation) in inject.expectations.iter().enumerate() {
            let at = At::InjectItem(place, "expect", listed);
            let within = expectation.within(&exercise.targets);
            judged(inject, expectation, within, at, report);
            let timed = inject.when.is_empty() && inject.when_any.is_empty();
            let came = earliest[place].filter(|came| timed && *came < exercise.duration.ms());
            if let (Some(came), Some(within)) = (came, within)
                && came.saturating_add(within.ms()) > exercise.duration.ms()
            {
                let what = format!(
                    "`{}` of `{}` is due after ENDEX, so leaving it counts for nothing",
                    expectation.action, inject.id
                );
                report.warning(at, format!("{what}; let the inject come earlier, or give less time"));
            }
            if inject.kind != InjectKind::Contingency {
                rated.extend(expectation.objective.as_deref());
                if expectation.objective.is_none() && !exercise.objectives.is_empty() {
                    let what = format!("`{}` of `{}` belongs to no objective", expectation.action, inject.id);
                    report.warning(at, format!("{what}; add `objective`"));
                }
            }
        }
        choice(inject, place, report);
        part(inject, place, report);
        hint(inject, inject.expectations.iter().filter_map(|one| one.within(&exercise.targets)).max(), place, report);
    }
    for (place, objective) in exercise.objectives.iter().enumerate() {
        if !rated.contains(objective.id.as_str()) {
            let what = format!("nothing is expected for the objective `{}`, so it is never rated", objective.id);
            report.warning(At::ExerciseItem("objectives", place), format!("{what}; expect something, or leave it out"));
        }
    }
}

fn judged(inject: &Inject, expectation: &Expectation, within: Option<Span>, at: At, report: &mut Report) {
    let subject = format!("`{}` of `{}`", expectation.action, inject.id);
    let manual = expectation.action == Action::Manual;
    match expectation.manual.as_deref().map(str::trim) {
        None | Some("") if manual => {
            let way = "add `manual = \"…\"`";
            report.error(at, format!("{subject} does not say what the controller is to look for; {way}"));
        }
        Some(_) if !manual => {
            let way = "leave `manual` out, or make the action `manual`";
            report.error(at, format!("{subject} is found in the journal and needs no controller's judgement; {way}"));
        }
        _ => {}
    }
    if expectation.within.is_some_and(|within| within.ms() == 0) {
        report.error(at, format!("{subject} leaves no time at all; give it at least a minute"));
    }
    if within.is_none() && !manual && inject.kind != InjectKind::Contingency {
        report.warning(at, format!("{subject} has no deadline, so it can be neither late nor missed; add `within`"));
    }
}

fn choice(inject: &Inject, place: usize, report: &mut Report) {
    let awaited = inject.expectations.iter().position(|one| one.action == Action::Choose);
    match awaited {
        Some(listed) if inject.options.is_empty() => {
            let what = format!("`{}` awaits a choice and offers none; add `options`", inject.id);
            report.error(At::InjectItem(place, "expect", listed), what);
        }
        None if !inject.options.is_empty() => {
            let what = format!("`{}` offers options, but no choice is awaited; expect `choose`", inject.id);
            report.warning(At::InjectKey(place, "options"), what);
        }
        _ => {}
    }
}

fn part(inject: &Inject, place: usize, report: &mut Report) {
    let awaits = !inject.expectations.is_empty();
    let what = match inject.kind {
        InjectKind::Inject if !awaits => "awaits nothing; expect something, or make it `type = \"information\"`",
        InjectKind::Contingency if !awaits => "awaits nothing, so it mends nothing; expect what was missed",
        InjectKind::Information if awaits => "is information and awaits something; leave `type` out",
        InjectKind::Facilitation if awaits => {
            "is seen by the controller only and awaits something of the players; \
                                               leave `type` out"
        }
        _ => return,
    };
    report.warning(At::Inject(place), format!("`{}` {what}", inject.id));
}

fn hint(inject: &Inject, last_deadline: Option<Span>, place: usize, report: &mut Report) {
    let (Some(hint), Some(deadline)) = (&inject.hint, last_deadline) else { return };
    if hint.after >= deadline {
        let (after, deadline) = (hint.after.compact(), deadline.compact());
        let what = format!("the hint of `{}` comes after {after}, when all was due after {deadline}", inject.id);
        report.warning(At::InjectKey(place, "hint"), format!("{what}; let it come earlier"));
    }
}
