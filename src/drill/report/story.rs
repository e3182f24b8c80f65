//! What the players were told and what they did, side by side.

use crate::drill::play::Play;
use crate::drill::scenario::{self, InjectKind};
use crate::incident::exercise::{BY, Event as Exercise};
use crate::incident::timeline::EntryKind;
use crate::incident::{Event, Kind, Record};
use crate::postmortem::document::after_action::{Choice, Evidence, Inject, Step};

/// An inject, and what came of it.
pub(super) fn inject(play: &Play<'_>, inject: &scenario::Inject) -> Inject {
    let arrival = play.exercise.arrival(&inject.id);
    let chosen = arrival.and_then(|arrival| arrival.chosen.as_ref());
    let choice = |option: &scenario::Choice| Choice {
        label: option.label.clone(),
        risky: option.risky,
        chosen: chosen.is_some_and(|(chosen, _)| *chosen == option.id),
    };
    let hint = arrival.and_then(|arrival| arrival.hinted.as_ref());
    Inject {
        id: inject.id.clone(),
        kind: kind(inject.kind).into(),
        method: inject.method.word().into(),
        from: inject.from.clone(),
        to: inject.to.clone(),
        synopsis: inject.synopsis.clone(),
        text: inject.text.clone(),
        at: arrival.map(|arrival| arrival.at),
        acknowledged: arrival.and_then(|arrival| arrival.acknowledged),
        options: inject.options.iter().map(choice).collect(),
        chosen_at: chosen.map(|(_, at)| *at),
        hint: hint.map(|(at, text)| Evidence { at: *at, text: text.to_string() }),
    }
}

fn kind(kind: InjectKind) -> &'static str {
    match kind {
        InjectKind::Inject => "inject",
        InjectKind::Information => "information",
        InjectKind::Facilitation => "facilitation",
        InjectKind::Contingency => "contingency",
    }
}

/// Every line from STARTEX to ENDEX that was not struck, in the order in which it was written down: nobody was early by
/// dating back.
pub(super) fn steps(play: &Play<'_>) -> Vec<Step> {
    let terms = &play.exercise.terms;
    let mut steps = vec![Step {
        at: terms.begins,
        inject: None,
        told: true,
        kind: EntryKind::Status,
        by: BY.into(),
        text: format!("STARTEX: {}", terms.title),
    }];
    let mut after = None;
    for record in play.exercise.records() {
        let Some(entry) = play.state.timeline.entry(record.id).filter(|entry| entry.struck().is_none()) else {
            continue;
        };
        if let Some(arrival) = play.exercise.arrivals().iter().find(|arrival| arrival.record == record.id) {
            after = Some(arrival.inject.clone());
        }
        steps.push(Step {
            at: record.at,
            inject: after.clone(),
            told: is_told(record),
            kind: entry.kind,
            by: record.by.to_string(),
            text: entry.text().to_string(),
        });
    }
    steps
}

/// Whether the exercise or who leads it told this, rather than that the players did it.
fn is_told(record: &Record) -> bool {
    let Kind::Known(Event::Exercise(event)) = &record.kind else { return false };
    !matches!(event, Exercise::Acknowledged { .. } | Exercise::Chosen { .. })
}
