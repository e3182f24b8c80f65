//! Whatever a scenario speaks of has to be there.

use super::known::{Known, Obstacle};
use super::{At, Report};
use crate::drill::scenario::{Action, Condition, Inject};

/// Conditions, needs, checks, objectives and roles that name what is not there.
pub fn check(known: &Known, report: &mut Report) {
    let exercise = &known.scenario.exercise;
    for (place, role) in exercise.roles.iter().enumerate() {
        report.role(At::ExerciseItem("roles", place), role);
    }
    for (place, check) in exercise.checklist.iter().enumerate() {
        if let Some(role) = &check.role {
            report.role(At::ExerciseItem("checklist", place), role);
        }
    }
    for (place, inject) in known.scenario.injects.iter().enumerate() {
        for (listed, condition) in inject.when.iter().enumerate() {
            holds(known, inject, condition, At::InjectItem(place, "when", listed), report);
        }
        for (listed, condition) in inject.when_any.iter().enumerate() {
            holds(known, inject, condition, At::InjectItem(place, "when_any", listed), report);
        }
        for (listed, option) in inject.options.iter().enumerate() {
            let at = At::InjectItem(place, "options", listed);
            for id in option.needs.iter().filter(|id| !known.checks.contains(id.as_str())) {
                let subject = format!("the option `{}` of `{}` needs `{id}`", option.id, inject.id);
                no_check(known, &subject, id, at, report);
            }
            if !option.needs.is_empty() && !option.risky {
                let what = format!("the option `{}` of `{}` has `needs`", option.id, inject.id);
                report.warning(at, format!("{what}, but they count for a risky option only; add `risky = true`"));
            }
        }
        for (listed, expectation) in inject.expectations.iter().enumerate() {
            let at = At::InjectItem(place, "expect", listed);
            match &expectation.action {
                Action::Check(id) if !known.checks.contains(id.as_str()) => {
                    no_check(known, &format!("`{}` awaits `check:{id}`", inject.id), id, at, report);
                }
                Action::Assign(role) | Action::Handoff(role) => report.role(at, role),
                _ => {}
            }
            let objective = expectation.objective.as_deref().filter(|id| !known.objectives.contains(id));
            if let Some(id) = objective {
                let advice = report.advice(id, known.objectives.iter().copied(), "add it to the objectives");
                report.error(at, format!("`{}` names the objective `{id}`, and there is none; {advice}", inject.id));
            }
        }
    }
}

fn no_check(known: &Known, subject: &str, id: &str, at: At, report: &mut Report) {
    let advice = report.advice(id, known.checks.iter().copied(), "add it to the checklist");
    report.error(at, format!("{subject}, and the checklist has no such item; {advice}"));
}

/// An error if a condition can never hold, whatever happens.
fn holds(known: &Known, inject: &Inject, condition: &Condition, at: At, report: &mut Report) {
    let Err(obstacle) = known.wait(condition) else { return };
    let subject = format!("`{}` waits for `{condition}`", inject.id);
    let of = condition.inject().unwrap_or_default();
    match (obstacle, condition) {
        (Obstacle::NoInject, _) => {
            let ids = known.scenario.injects.iter().map(|inject| inject.id.as_str());
            let advice = report.advice(of, ids, "add it, or wait for another");
            report.error(at, format!("{subject}, and there is no inject `{of}`; {advice}"));
        }
        (Obstacle::NoOption(place), Condition::Chose(_, option)) => {
            let options = known.scenario.injects[place].options.iter().map(|option| option.id.as_str());
            let advice = report.advice(option, options, "add it to its options");
            report.error(at, format!("{subject}, and `{of}` has no option `{option}`; {advice}"));
        }
        (Obstacle::NothingAwaited, _) => {
            let way = "expect something of it that needs no controller's judgement, or wait for another";
            report.error(at, format!("{subject}, but nothing that `{of}` awaits shows by itself; {way}"));
        }
        (Obstacle::NoDeadline, _) => {
            let way = "add `within` to what it expects";
            report.error(at, format!("{subject}, but nothing that `{of}` awaits has a deadline; {way}"));
        }
        (_, Condition::Checked(id)) => no_check(known, &subject, id, at, report),
        (Obstacle::NoCheck | Obstacle::NoOption(_), _) => {}
    }
}
