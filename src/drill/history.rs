//! How the same scenarios went over time. Times say something beside each other only where they can be compared.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::play::Play;
use super::rating::outcomes;
use super::report::{self, findings, people};
use super::scenario::Scenario;
use crate::incident::exercise::Rating;
use crate::incident::{State, Time};
use crate::postmortem::document::after_action::{Counts, Participant};
use crate::postmortem::document::{Progress, not_comparable};

mod table;
#[cfg(test)]
mod tests;
mod trend;

/// Name and version of the shape.
const FORMAT: &str = "ic-drill-history/1";

/// Exercises by their scenarios.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct History {
    /// `ic-drill-history/1`.
    pub format: &'static str,
    /// Every scenario that was played, by its id.
    pub scenarios: Vec<Runs>,
}

/// The exercises of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Runs {
    /// The id of the scenario.
    pub scenario: String,
    /// What it was called last.
    pub title: String,
    /// Each run, by its real date.
    pub runs: Vec<Run>,
    /// What became better or worse from one run to the next that can be compared with it; the last two.
    pub trend: Option<String>,
}

/// One exercise. Lengths are seconds of exercise time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// STARTEX in real time (UTC).
    pub started: Time,
    /// The day of that, in the zone of the exercise.
    pub date: String,
    /// Whether ENDEX has come.
    pub over: bool,
    /// The version of the scenario.
    pub version: u32,
    /// How many people played.
    pub players: usize,
    /// How many times faster than the wall clock its time ran.
    pub speed: u8,
    /// Whether one person played all parts.
    pub solo: bool,
    /// Whether its times can be compared with those of other runs.
    pub comparable: bool,
    /// Why not.
    pub not_comparable: Option<String>,
    /// How often which rating was given.
    pub counts: Counts,
    /// How well each objective went.
    pub objectives: Vec<Objective>,
    /// From STARTEX to the declaration.
    pub declare_s: Option<i64>,
    /// From the declaration until somebody commanded.
    pub commander_s: Option<i64>,
    /// From the declaration to the first word to customers.
    pub update_first_s: Option<i64>,
    /// The longest gap between two words to customers.
    pub update_gap_s: Option<i64>,
    /// How many actions of its improvement plan are still to be done.
    pub open_actions: usize,
}

/// How well an objective went in one exercise.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Objective {
    /// Its name in the scenario.
    pub id: String,
    /// What it is.
    pub text: String,
    /// How well; null if nothing of it was rated.
    pub rating: Option<Rating>,
}

/// The history of exercises, each with its scenario, in any order; what is no exercise is left out.
pub fn history<'a>(exercises: impl Iterator<Item = (&'a Scenario, &'a State)>) -> History {
    let mut found: BTreeMap<&str, Vec<(&Scenario, Run)>> = BTreeMap::new();
    for (scenario, state) in exercises {
        if let Some(play) = Play::of(scenario, state) {
            found.entry(&scenario.exercise.id).or_default().push((scenario, run(&play)));
        }
    }
    let scenarios = found.into_iter().map(|(id, mut played)| {
        played.sort_by(|(_, one), (_, other)| (one.started, &one.id).cmp(&(other.started, &other.id)));
        let title = played.last().map_or("", |(scenario, _)| &scenario.exercise.title).to_owned();
        let runs: Vec<Run> = played.into_iter().map(|(_, run)| run).collect();
        Runs { scenario: id.to_owned(), title, trend: trend::trend(&runs), runs }
    });
    History { format: FORMAT, scenarios: scenarios.collect() }
}

fn run(play: &Play<'_>) -> Run {
    let (terms, exercise) = (&play.exercise.terms, play.exercise);
    // Nothing is later than what was written last.
    let now = exercise.records().last().map_or(terms.begins, |record| record.at);
    let outcomes = outcomes(play);
    let measures = super::measures::measures(play, now);
    let length = |id: &str| Some(measures.iter().find(|one| one.id == id)?.ms? / 1_000);
    let played = |one: &&Participant| one.roles.iter().any(|role| role != people::CONTROLLER);
    let plan = findings::plan(play, &outcomes, &measures);
    let open = |progress: Progress| matches!(progress, Progress::Open | Progress::InProgress);
    let mut actions: Vec<u32> =
        plan.iter().flat_map(|one| &one.actions).filter(|one| open(one.state)).map(|one| one.number).collect();
    actions.sort_unstable();
    actions.dedup();
    let not_comparable = not_comparable(exercise);
    Run {
        id: terms.id.clone(),
        started: exercise.started,
        date: play.state.lifecycle.zone().date(exercise.started),
        over: exercise.is_over(),
        version: play.scenario.exercise.version,
        players: people::participants(play).iter().filter(played).count(),
        speed: terms.speed,
        solo: terms.solo,
        comparable: not_comparable.is_none(),
        not_comparable,
        counts: Counts::of(outcomes.iter().map(|one| one.rating)),
        objectives: (report::objectives(play, &outcomes).into_iter())
            .map(|one| Objective { id: one.id, text: one.text, rating: one.rating })
            .collect(),
        declare_s: length("declare"),
        commander_s: length("commander"),
        update_first_s: length("update-first"),
        update_gap_s: length("update-gap"),
        open_actions: actions.len(),
    }
}

/// A table for each scenario, at most 80 columns wide.
impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&table::text(self))
    }
}
