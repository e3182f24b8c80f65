//! What went well, what did not, and what is done about it.

use crate::drill::measures::{Measure, measures};
use crate::drill::play::Play;
use crate::drill::rating::{Outcome, outcomes};
use crate::incident::Time;
use crate::incident::exercise::Rating;
use crate::incident::followups::{self, Followup};
use crate::incident::span::Span;
use crate::postmortem::document::Progress;
use crate::postmortem::document::after_action::{Action, Finding, Improvement};

/// What these measure, an inject asks for as well in nearly every scenario: once is enough praise.
const ASKED_FOR: [&str; 3] = ["declare", "commander", "update-first"];

/// What was done without challenges, rather than held already.
pub(super) fn strengths(play: &Play<'_>, outcomes: &[Outcome], measures: &[Measure]) -> Vec<Finding> {
    let done = outcomes.iter().filter(|one| one.rating == Some(Rating::P) && one.latency_ms != Some(0));
    let good = measures.iter().filter(|one| one.rating == Some(Rating::P) && !ASKED_FOR.contains(&one.id));
    done.map(|one| of_outcome(play, one)).chain(good.map(of_measure)).collect()
}

/// What was done with major challenges, only with a hint, or not at all; the worst first.
pub(super) fn weaknesses(play: &Play<'_>, outcomes: &[Outcome], measures: &[Measure]) -> Vec<Finding> {
    let hinted = outcomes.iter().filter(|one| one.rating == Some(Rating::S) && was_hinted(play, one));
    let mut bad: Vec<Finding> = all(play, outcomes, measures).filter(Finding::calls_for_action).collect();
    bad.sort_by_key(|one| std::cmp::Reverse(one.rating));
    bad.into_iter().chain(hinted.map(|one| of_outcome(play, one))).collect()
}

fn all(play: &Play<'_>, outcomes: &[Outcome], measures: &[Measure]) -> impl Iterator<Item = Finding> {
    outcomes.iter().map(|one| of_outcome(play, one)).chain(measures.iter().map(of_measure))
}

fn was_hinted(play: &Play<'_>, outcome: &Outcome) -> bool {
    let hinted = play.exercise.arrival(&outcome.inject).and_then(|arrival| arrival.hinted.as_ref());
    let done = outcome.since.zip(outcome.latency_ms).map(|(since, ms)| Span::milliseconds(ms).after(since));
    hinted.zip(done).is_some_and(|((at, _), done)| *at <= done)
}

fn of_outcome(play: &Play<'_>, one: &Outcome) -> Finding {
    let synopsis = play.scenario.inject(&one.inject).map_or("", |inject| &inject.synopsis);
    let what = format!("{} {synopsis}: {}", one.id, one.action);
    Finding { id: one.id.clone(), what, rating: one.rating, why: one.why.clone() }
}

fn of_measure(one: &Measure) -> Finding {
    let target = one.target_ms.map(|ms| format!(", target {}", Span::milliseconds(ms))).unwrap_or_default();
    let why = format!("{}{target}", one.value);
    Finding { id: one.id.into(), what: one.name.into(), rating: one.rating, why }
}

/// A row for everything that calls for an action, and for whatever else has one.
pub(in crate::drill) fn plan(play: &Play<'_>, outcomes: &[Outcome], measures: &[Measure]) -> Vec<Improvement> {
    let mut all: Vec<Finding> = all(play, outcomes, measures).collect();
    for (finding, _) in &play.exercise.improvements {
        if all.iter().all(|one| one.id != *finding) {
            let why = "not among what is rated here".into();
            all.push(Finding { id: finding.clone(), what: finding.clone(), rating: None, why });
        }
    }
    let improvements = all.into_iter().map(|finding| Improvement { actions: actions(play, &finding.id), finding });
    improvements.filter(|one| one.finding.calls_for_action() || !one.actions.is_empty()).collect()
}

fn actions(play: &Play<'_>, finding: &str) -> Vec<Action> {
    let own = play.exercise.improvements.iter().filter(|(of, _)| of == finding);
    let mut found: Vec<&Followup> = Vec::new();
    for (_, id) in own {
        let one = play.state.followups.all().iter().find(|one| one.id == *id);
        found.extend(one.filter(|one| found.iter().all(|other| other.id != one.id)));
    }
    found.into_iter().map(action).collect()
}

fn action(one: &Followup) -> Action {
    Action {
        number: one.number,
        text: one.text().into(),
        owner: one.owner().map(str::to_owned),
        due: one.due(),
        state: Progress::from(one.progress()),
        progress: match one.progress() {
            followups::Progress::Dropped(why) => format!("dropped: {why}"),
            other => other.word().to_owned(),
        },
    }
}

/// A finding about which nothing is agreed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Its name: an outcome as `INJECT.N`, or a measure by its name.
    pub finding: String,
    /// What was to be done.
    pub what: String,
    /// Whether something is to be done about it, but nobody is to do it, or by no day.
    pub has_action: bool,
}

/// What was done with major challenges or not at all, and has no action that somebody is to do by some day. `now` is
/// exercise time (UTC).
pub fn improvements_wanted(play: &Play<'_>, now: Time) -> Vec<Wanted> {
    let plan = plan(play, &outcomes(play), &measures(play, now));
    let open = plan.into_iter().filter(|one| one.finding.calls_for_action() && !one.is_agreed());
    open.map(|one| Wanted { finding: one.finding.id, what: one.finding.what, has_action: !one.actions.is_empty() })
        .collect()
}
