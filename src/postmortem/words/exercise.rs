//! What follows from the facts of an exercise, put into sentences.

use serde::Serialize;

use super::span;
use crate::incident::exercise::Rating;
use crate::incident::snapshot::Phase;
use crate::postmortem::dates::Dates;
use crate::postmortem::document::Exercise;
use crate::postmortem::document::after_action::{AfterAction, Counts, Objective};

/// Sentences and parts of sentences on an exercise, raw. Templates find them under `said.exercise`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rehearsed {
    /// That it is not over, and where it stands; none once it is.
    pub standing: Option<&'static str>,
    /// What came of it, in a few sentences.
    pub summary: Vec<String>,
    /// How it was conducted: names and values.
    pub conduct: Vec<(&'static str, String)>,
    /// What each rating means: its letter and the words.
    pub ratings: Vec<(Rating, &'static str)>,
}

impl Rehearsed {
    pub(super) fn of(exercise: &Exercise, dates: &Dates) -> Rehearsed {
        Rehearsed {
            standing: standing(exercise.phase),
            summary: summary(exercise, dates),
            conduct: conduct(exercise, dates),
            ratings: Rating::ALL.map(|rating| (rating, rating.meaning())).into(),
        }
    }
}

fn standing(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Over => None,
        Phase::Running => Some("The exercise is not over yet. This is how it stands."),
        Phase::Paused => Some("The exercise is paused and not over yet. This is how it stands."),
        Phase::Frozen => {
            Some("The exercise was stopped because something real happened, and is not over. This is how it stands.")
        }
    }
}

fn summary(exercise: &Exercise, dates: &Dates) -> Vec<String> {
    let length = exercise.length().map_or_else(String::new, |length| format!(" for {length} of exercise time"));
    let date = dates.date(exercise.started);
    let Some(after) = exercise.after_action.as_deref() else {
        return vec![format!("“{}” was rehearsed on {date}{length}.", exercise.title)];
    };
    let who = match after.participants.len() {
        _ if exercise.solo => "One person".to_owned(),
        0 => "Nobody".to_owned(),
        1 => "One person".to_owned(),
        some => format!("{some} people"),
    };
    let alone = if exercise.solo { ", playing all parts" } else { "" };
    let mut told = vec![format!("{who} rehearsed “{}” on {date}{length}{alone}.", exercise.title)];
    told.extend(rated(after.counts));
    told.extend(objectives(&after.objectives));
    told.extend(differences(&after.objectives));
    told.extend(plan(after));
    if let Some(why) = &exercise.not_comparable {
        told.push(format!("The times of this run say nothing beside those of others: {why}."));
    }
    told
}

/// `Of 10 things that were awaited, 4 were performed without challenges, 2 not rated.`
fn rated(counts: Counts) -> Option<String> {
    let parts = [
        (counts.p, "performed without challenges"),
        (counts.s, "performed with some challenges"),
        (counts.m, "performed with major challenges"),
        (counts.u, "not performed"),
        (counts.unrated, "not rated"),
    ];
    let parts: Vec<(usize, &str)> = parts.into_iter().filter(|(count, _)| *count > 0).collect();
    let ((last, what), others) = parts.split_last()?;
    let were = |count: usize| if count == 1 { "was" } else { "were" };
    if others.is_empty() {
        return Some(match last {
            1 => format!("The one thing that was awaited was {what}."),
            all => format!("All {all} things that were awaited were {what}."),
        });
    }
    let others: Vec<String> = others.iter().map(|(count, what)| format!("{count} {} {what}", were(*count))).collect();
    let told = format!("{} and {last} {} {what}", others.join(", "), were(*last));
    Some(format!("Of {} things that were awaited, {told}.", counts.all()))
}

fn objectives(objectives: &[Objective]) -> Option<String> {
    let rated = objectives.iter().filter_map(|one| one.rating);
    let (best, worst) = (rated.clone().min()?, rated.clone().max()?);
    let named = |rating| listed(objectives.iter().filter(|one| one.rating == Some(rating)));
    Some(match rated.count() {
        1 => format!("{} was rated {best}.", named(best)),
        _ if best == worst => format!("Every objective that was rated was rated {best}."),
        _ => format!("Of the objectives, {} went best ({best}) and {} worst ({worst}).", named(best), named(worst)),
    })
}

fn differences(objectives: &[Objective]) -> Option<String> {
    let far = listed(objectives.iter().filter(|one| one.discuss));
    (!far.is_empty()).then(|| format!("The players saw {far} two steps or more differently: talk about that."))
}

fn listed<'a>(objectives: impl Iterator<Item = &'a Objective>) -> String {
    objectives.map(|one| format!("“{}”", one.text)).collect::<Vec<_>>().join(", ")
}

/// How many findings still want something.
fn plan(after: &AfterAction) -> Option<String> {
    let wanted: Vec<_> = after.plan.iter().filter(|one| one.finding.calls_for_action()).collect();
    let all = wanted.len();
    let none = wanted.iter().filter(|one| one.actions.is_empty()).count();
    let lacking = wanted.iter().filter(|one| !one.actions.is_empty() && !one.is_agreed()).count();
    let is = |count: usize| if count == 1 { "has" } else { "have" };
    let mut told = match all {
        0 => return None,
        1 => "1 finding calls for an improvement".to_owned(),
        _ => format!("{all} findings call for an improvement"),
    };
    if none > 0 {
        told += &format!("; {none} {} no action yet", is(none));
    }
    if lacking > 0 {
        told += &format!("; {lacking} {} no action with an owner and a due date yet", is(lacking));
    }
    if none + lacking == 0 {
        told += if all == 1 { ", which has an action" } else { ", and each has an action" };
    }
    Some(told + ".")
}

fn conduct(exercise: &Exercise, dates: &Dates) -> Vec<(&'static str, String)> {
    let played = match exercise.ended {
        Some(ended) => dates.range(exercise.started, "", ended),
        None => format!("since {}", dates.described(exercise.started)),
    };
    let clock = match exercise.endex {
        Some(endex) => format!("{} to {}", dates.full(exercise.startex), dates.full(endex)),
        None => format!("from {}", dates.full(exercise.startex)),
    };
    let planned = format!("{} planned", span(exercise.planned_s));
    let length = exercise.length().map_or(planned.clone(), |length| format!("{length} of {planned}"));
    let speed = exercise.not_comparable.clone().unwrap_or_else(|| "×1, comparable".into());
    let injects = if exercise.timed { "came at their times" } else { "were brought by hand" };
    let seed = exercise.seed.map(|seed| ("Times of injects", format!("varied, seed {seed}")));
    let skipped = (exercise.advanced_s > 0).then(|| ("Brought forward", format!("by {}", span(exercise.advanced_s))));
    let mut told = vec![
        ("Exercise", exercise.id.clone()),
        ("Played (real time)", played),
        ("Exercise clock, STARTEX to ENDEX", clock),
        ("Length in exercise time", length),
        ("Speed", speed),
        ("Injects", injects.into()),
        ("Players", if exercise.solo { "one person played all parts" } else { "a team" }.into()),
        ("Pauses", pauses(exercise)),
    ];
    told.extend(seed);
    told.extend(skipped);
    told
}

fn pauses(exercise: &Exercise) -> String {
    let times = |count: usize| if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let mut told = Vec::new();
    if exercise.pauses > 0 {
        told.push(format!("paused {}", times(exercise.pauses)));
    }
    if exercise.freezes > 0 {
        told.push(format!("frozen {} because of something real", times(exercise.freezes)));
    }
    if exercise.stood_s > 0 {
        told.push(format!("the clock stood for {} of real time", span(exercise.stood_s)));
    }
    if told.is_empty() { "none".into() } else { told.join("; ") }
}
