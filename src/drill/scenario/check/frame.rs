//! The frame of an exercise: how long it is, for whom, and what for.

use super::{At, Report};
use crate::drill::scenario::{Scenario, Status};
use crate::incident::span::Span;

const LONGEST: Span = Span::minutes(8 * 60);

/// Durations of nothing, too long, players that cannot be, no objective, a draft.
pub fn check(scenario: &Scenario, report: &mut Report) {
    let exercise = &scenario.exercise;
    if exercise.status == Status::Draft {
        let what = "this is a draft: read it through, then say `status = \"ready\"`";
        report.warning(At::Exercise("status"), what);
    }
    if exercise.duration.ms() == 0 {
        report.error(At::Exercise("duration"), "the exercise ends when it begins; give it a duration, such as 45m");
    }
    if exercise.duration > LONGEST {
        let what = format!("{} is long for a drill; is the duration right?", exercise.duration.compact());
        report.warning(At::Exercise("duration"), what);
    }
    if let Some(players) = exercise.players {
        if players.min == 0 || players.max == 0 {
            report.error(At::Exercise("players"), "nobody could play this; `min` and `max` are at least 1");
        } else if players.min > players.max {
            report.error(At::Exercise("players"), "`min` is more than `max`; swap them");
        }
    }
    let targets = &exercise.targets;
    for (key, target) in [
        ("declare", targets.declare),
        ("commander", targets.commander),
        ("roles", targets.roles),
        ("update_first", targets.update_first),
        ("update_every", targets.update_every),
        ("handoff", targets.handoff),
    ] {
        if target.is_some_and(|target| target.ms() == 0) {
            let what = format!("the target `{key}` leaves no time at all; give it at least a minute");
            report.error(At::Exercise("targets"), what);
        }
    }
    if exercise.objectives.is_empty() {
        let what = "no objective is named, so nothing is rated for anything; add `objectives`";
        report.warning(At::Exercise("objectives"), what);
    }
}
