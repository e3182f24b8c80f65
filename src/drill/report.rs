//! The after-action report: what came of an exercise, measured against its scenario. Pure, but for [`write`].

use std::path::PathBuf;

use super::play::Play;
use super::rating::{outcomes, worst};
use super::scenario::{Action, Scenario, SourceKind};
use super::{measures, rating};
use crate::incident::{Refusal, State, Time};
use crate::journal::derived;
use crate::postmortem::document::after_action::{
    self, AfterAction, Answer, Counts, Evidence, Improvement, Objective, Observation,
};
use crate::postmortem::template::AFTER_ACTION;
use crate::postmortem::{Document, Edition, Form, Template};
use crate::session::{Fault, Session};

pub(super) mod findings;
pub(super) mod people;
mod story;
#[cfg(test)]
mod tests;

pub use findings::{Wanted, improvements_wanted};

/// The template of such a report, and the name of its file without the ending.
pub const TEMPLATE: &str = AFTER_ACTION;

/// A difference of so many steps between two ratings is worth talking about.
pub const FAR: u8 = 2;

/// The report of an exercise as it stands at `now` (exercise time, UTC), with all that its scenario says. That of a real
/// incident stays as it is.
pub fn document(scenario: &Scenario, state: &State, now: Time) -> Document {
    let mut document = Document::of(state, now);
    let after = Play::of(scenario, state).map(|play| after_action(&play, now));
    if let Some(exercise) = &mut document.exercise {
        exercise.after_action = after.map(Box::new);
    }
    document
}

/// Brings `after-action.md` and `after-action.html` in step with the journal of an exercise that is over, each whole and
/// durable, and says where the first is; `None` before ENDEX, and for a real incident.
///
/// # Errors
/// The scenario is of a later version, or a file cannot be written.
pub fn refresh(session: &Session) -> Result<Option<PathBuf>, Fault> {
    let over = session.state().exercise.as_ref().is_some_and(|exercise| exercise.is_over());
    let scenario = Scenario::of(session.state()).map_err(|why| Refusal(why.to_string()))?.filter(|_| over);
    scenario.map(|scenario| write(session, &scenario)).transpose()
}

fn write(session: &Session, scenario: &Scenario) -> Result<PathBuf, Fault> {
    let state = session.state();
    // Nothing in the report is later than what was written last.
    let now = state.timeline.as_written().last().map_or_else(Time::default, |entry| entry.at);
    let document = document(scenario, state, now);
    let template = Template::built_in(TEMPLATE).unwrap_or_else(Template::standard);
    let name = |form: Form| format!("{TEMPLATE}.{}", form.ending());
    for form in [Form::Markdown, Form::Html] {
        let edition = Edition { template: template.clone(), ..Edition::standard(form) };
        derived::replace(session.folder(), &name(form), edition.write(document.clone())?.as_bytes())?;
    }
    Ok(session.folder().join(name(Form::Markdown)))
}

/// What calls for an action, and whatever else has one, with what is to be done about it.
pub fn plan(play: &Play<'_>) -> Vec<Improvement> {
    let now = play.end().unwrap_or(play.exercise.terms.begins);
    findings::plan(play, &outcomes(play), &measures::measures(play, now))
}

fn after_action(play: &Play<'_>, now: Time) -> AfterAction {
    let outcomes = outcomes(play);
    let measures = measures::measures(play, now);
    // As they came; what did not come stands at the end.
    let mut injects: Vec<_> = play.scenario.injects.iter().map(|inject| story::inject(play, inject)).collect();
    injects.sort_by_key(|one| (one.at.is_none(), one.at));
    AfterAction {
        scenario: scenario(play.scenario),
        participants: people::participants(play),
        counts: Counts::of(outcomes.iter().map(|one| one.rating)),
        objectives: objectives(play, &outcomes),
        injects,
        story: story::steps(play),
        strengths: findings::strengths(play, &outcomes, &measures),
        weaknesses: findings::weaknesses(play, &outcomes, &measures),
        plan: findings::plan(play, &outcomes, &measures),
        observations: (play.exercise.observations.iter())
            .map(|one| Observation { at: one.at, by: one.by.to_string(), text: one.text.clone() })
            .collect(),
        hot_wash: hot_wash(play),
        measures: measures.iter().map(measure).collect(),
        outcomes: outcomes.into_iter().map(|one| outcome(play, one)).collect(),
    }
}

fn scenario(scenario: &Scenario) -> after_action::Scenario {
    let exercise = &scenario.exercise;
    let source = exercise.source.as_ref().map(|source| match source.kind {
        SourceKind::Postmortem => format!("the report {}", source.reference),
        SourceKind::Incident => format!("the incident {}", source.reference),
        SourceKind::Invented => "nothing that happened".to_owned(),
    });
    after_action::Scenario {
        id: exercise.id.clone(),
        title: exercise.title.clone(),
        version: exercise.version,
        difficulty: exercise.difficulty.word().into(),
        source,
        situation: exercise.situation_told(),
        ground_truth: exercise.ground_truth_told(),
        roles: exercise.roles.clone(),
    }
}

pub(super) fn objectives(play: &Play<'_>, outcomes: &[rating::Outcome]) -> Vec<Objective> {
    let objective = |one: &super::scenario::Objective| {
        let own = outcomes.iter().filter(|outcome| outcome.objective.as_ref() == Some(&one.id));
        let rating = worst(own.map(|outcome| outcome.rating));
        let self_rating = play.exercise.assessment(&one.id);
        let difference = rating.zip(self_rating).map(|(rating, own)| rating.steps(own));
        let discuss = difference.is_some_and(|steps| steps >= FAR);
        Objective { id: one.id.clone(), text: one.text.clone(), rating, self_rating, difference, discuss }
    };
    play.scenario.exercise.objectives.iter().map(objective).collect()
}

fn outcome(play: &Play<'_>, one: rating::Outcome) -> after_action::Outcome {
    let inject = play.scenario.inject(&one.inject);
    let number = one.id.rsplit_once('.').and_then(|(_, number)| number.parse::<usize>().ok());
    let expectation = inject.zip(number).and_then(|(inject, number)| inject.expectations.get(number.checked_sub(1)?));
    let evidence = one.evidence.and_then(|record| {
        let at = play.exercise.records().iter().find(|written| written.id == record)?.at;
        Some(Evidence { at, text: play.line(record)? })
    });
    after_action::Outcome {
        id: one.id,
        synopsis: inject.map_or_else(String::new, |inject| inject.synopsis.clone()),
        inject: one.inject,
        objective: one.objective,
        what: one.action,
        took_s: one.latency_ms.map(|ms| ms / 1_000),
        within_s: one.within_ms.map(|ms| ms / 1_000),
        rating: one.rating,
        why: one.why,
        manual: expectation.is_some_and(|expectation| expectation.action == Action::Manual),
        evidence,
    }
}

fn measure(one: &measures::Measure) -> after_action::Measure {
    after_action::Measure {
        id: one.id.into(),
        name: one.name.into(),
        value: one.value.clone(),
        target_s: one.target_ms.map(|ms| ms / 1_000),
        rating: one.rating,
    }
}

fn hot_wash(play: &Play<'_>) -> Vec<Answer> {
    let said = |number: u16| play.exercise.answer(number).filter(|text| !text.is_empty()).map(str::to_owned);
    let questions = (1..).zip(&play.scenario.exercise.hotwash);
    questions.map(|(number, question)| Answer { question: question.clone(), answer: said(number) }).collect()
}
