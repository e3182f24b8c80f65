//! The second part: what the team says of itself beside what is on record, and what shows it.

use super::rows::{Row, Target, Words, since_startex, slot};
use crate::drill::measures::{Measure, measures};
use crate::drill::rating::{Outcome, outcomes, worst};
use crate::drill::report::FAR;
use crate::drill::scenario::Action;
use crate::drill::{Play, Scenario};
use crate::incident::exercise::Rating;
use crate::incident::span::Span;
use crate::postmortem::document::not_comparable;
use crate::tui::theme::Slot;

/// What is known of one objective.
struct Compared {
    own: Option<Rating>,
    computed: Option<Rating>,
}

impl Compared {
    fn is_far(&self) -> bool {
        self.own.zip(self.computed).is_some_and(|(own, computed)| own.steps(computed) >= FAR)
    }
}

/// The outcomes of the objective at that place; with `None`, those that belong to none.
fn belonging<'a>(play: &Play<'_>, all: &'a [Outcome], place: Option<usize>) -> Vec<&'a Outcome> {
    let objectives = &play.scenario.exercise.objectives;
    let belongs =
        |one: &&Outcome| objectives.iter().position(|objective| one.objective.as_ref() == Some(&objective.id)) == place;
    all.iter().filter(belongs).collect()
}

fn compared(play: &Play<'_>, all: &[Outcome], place: Option<usize>) -> Compared {
    let objective = place.and_then(|place| play.scenario.exercise.objectives.get(place));
    let own = objective.and_then(|objective| play.exercise.assessment(&objective.id));
    Compared { own, computed: worst(belonging(play, all, place).into_iter().map(|one| one.rating)) }
}

/// Whether the ratings can be held against those of other runs, and how many differ much.
pub fn standing(play: &Play<'_>) -> String {
    let all = outcomes(play);
    let far = (0..play.scenario.exercise.objectives.len()).filter(|place| compared(play, &all, Some(*place)).is_far());
    let far = match far.count() {
        0 => None,
        1 => Some("1 objective to talk about".to_owned()),
        count => Some(format!("{count} objectives to talk about")),
    };
    let said: Vec<String> = not_comparable(play.exercise).into_iter().chain(far).collect();
    said.join(" · ")
}

/// What was really wrong, the objectives with the outcomes of the chosen one, and what was measured.
pub fn rows(play: &Play<'_>, chosen: Option<&Target>) -> Vec<Row> {
    let all = outcomes(play);
    let unfolded = match chosen {
        Some(Target::Objective(place) | Target::Outcome { objective: place, .. }) => Some(*place),
        _ => None,
    };
    let mut rows: Vec<Row> = truth(play).into_iter().collect();
    let named = (0..play.scenario.exercise.objectives.len()).map(Some);
    for (number, place) in named.chain([None]).enumerate() {
        let outcomes = belonging(play, &all, place);
        if place.is_none() && outcomes.is_empty() {
            continue;
        }
        let is_unfolded = unfolded == Some(place);
        let above = if number == 0 { "Objectives" } else { "" };
        rows.push(Row { above, ..objective(play, place, &compared(play, &all, place), is_unfolded) });
        if is_unfolded {
            rows.extend(outcomes.into_iter().map(|one| outcome(play, one, place)));
        }
    }
    let end = play.end().unwrap_or(play.exercise.terms.begins);
    let measured = measures(play, end).into_iter().enumerate();
    rows.extend(measured.map(|(place, one)| Row { above: if place == 0 { "Measured" } else { "" }, ..measure(&one) }));
    rows
}

fn truth(play: &Play<'_>) -> Option<Row> {
    let truth = play.scenario.exercise.ground_truth_told();
    (!truth.is_empty())
        .then(|| Row { above: "What was really wrong", ..Row::new(Target::Truth, Words::new("", Slot::Dim), truth) })
}

fn objective(play: &Play<'_>, place: Option<usize>, compared: &Compared, is_unfolded: bool) -> Row {
    let letter = |rating: Option<Rating>| rating.map_or("–", Rating::letter);
    let Compared { own, computed } = *compared;
    let lead = Words::new(if is_unfolded { "▾" } else { "▸" }, Slot::Dim);
    let target = Target::Objective(place);
    let Some(objective) = place.and_then(|place| play.scenario.exercise.objectives.get(place)) else {
        let tail = Words::new(format!("computed {}", letter(computed)), computed.map_or(Slot::Dim, slot));
        return Row { tail, ..Row::new(target, lead, "what belongs to no objective") };
    };
    let tail_slot = if own == computed { computed.map_or(Slot::Dim, slot) } else { Slot::Warning };
    let tail = Words::new(format!("you {} · computed {}", letter(own), letter(computed)), tail_slot);
    let talk = compared.is_far().then(|| {
        Words::loud(
            format!("TALK ABOUT THIS: you say {}, what is on record says {}", letter(own), letter(computed)),
            Slot::Danger,
        )
    });
    let text = format!("{}: {}", objective.id, objective.text);
    Row { tail, notes: talk.into_iter().collect(), ..Row::new(target, lead, text) }
}

fn outcome(play: &Play<'_>, one: &Outcome, objective: Option<usize>) -> Row {
    let lead = Words { text: format!("  {}", Words::rating(one.rating).text), ..Words::rating(one.rating) };
    let waits = one.rating.is_none() && one.since.is_some() && is_for_people(play.scenario, &one.id);
    let mut notes = vec![match waits {
        true => Words::loud(format!("{}: r rates it", one.why), Slot::Warning),
        false => Words::new(&one.why, Slot::Dim),
    }];
    let shown = one.evidence.and_then(|record| play.written(record).zip(play.line(record)));
    let begins = play.exercise.terms.begins;
    notes.extend(shown.map(|(at, line)| Words::new(format!("{} \"{line}\"", since_startex(begins, at)), Slot::Dim)));
    let target = Target::Outcome { objective, id: one.id.clone() };
    Row { notes, ..Row::new(target, lead, format!("{} {}", one.id, one.action)) }
}

/// Inject and number of an expectation, from its name.
pub fn parts(id: &str) -> Option<(&str, u16)> {
    let (inject, number) = id.rsplit_once('.')?;
    Some((inject, number.parse().ok()?))
}

/// Whether only a person can rate this.
pub fn is_for_people(scenario: &Scenario, id: &str) -> bool {
    let expectation = parts(id)
        .and_then(|(inject, number)| scenario.inject(inject)?.expectations.get(usize::from(number).checked_sub(1)?));
    expectation.is_some_and(|one| one.action == Action::Manual)
}

fn measure(one: &Measure) -> Row {
    let target = one.target_ms.map(|ms| format!(" (target {})", Span::milliseconds(ms)));
    let text = format!("{}: {}{}", one.name, one.value, target.unwrap_or_default());
    Row::new(Target::Measure(one.id), Words::rating(one.rating), text)
}
