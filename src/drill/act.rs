//! What players and controllers can do, said with the scenario's names: checked against it, and made a command.

use super::play::Play;
use super::scenario::{Action, Inject, Scenario};
use crate::incident::exercise::{Command, Rating};
use crate::incident::span::Span;
use crate::incident::spelling::nearest;
use crate::incident::text::one_line;
use crate::incident::{Refusal, Time};

/// The inject that a person means, whatever the case.
///
/// # Errors
/// There is none of that name.
pub fn inject<'a>(scenario: &'a Scenario, id: &str) -> Result<&'a Inject, Refusal> {
    let found = scenario.injects.iter().find(|inject| inject.id.eq_ignore_ascii_case(id.trim()));
    found.ok_or_else(|| unknown("inject", id, scenario.injects.iter().map(|inject| inject.id.as_str())))
}

/// Says that an inject has been seen.
///
/// # Errors
/// There is none of that name.
pub fn acknowledge(scenario: &Scenario, id: &str) -> Result<Command, Refusal> {
    Ok(Command::Acknowledge { inject: inject(scenario, id)?.id.clone() })
}

/// Chooses an option of an inject, by its name.
///
/// # Errors
/// There is no such inject or option.
pub fn choose(scenario: &Scenario, id: &str, option: &str) -> Result<Command, Refusal> {
    let inject = inject(scenario, id)?;
    if inject.options.is_empty() {
        return Err(Refusal(format!("{} offers nothing to choose from", inject.id)));
    }
    let found = inject.options.iter().find(|one| one.id.eq_ignore_ascii_case(option.trim()));
    let found = found.ok_or_else(|| unknown("option", option, inject.options.iter().map(|one| one.id.as_str())))?;
    Ok(Command::Choose { inject: inject.id.clone(), option: found.id.clone(), label: found.label.clone() })
}

/// Gives the hint for an inject.
///
/// # Errors
/// There is no such inject, it has no hint, or it is too early for that.
pub fn hint(play: &Play<'_>, id: &str, now: Time) -> Result<Command, Refusal> {
    let inject = inject(play.scenario, id)?;
    let Some(hint) = &inject.hint else {
        return Err(Refusal(format!("there is no hint for {}", inject.id)));
    };
    if let Some(arrival) = play.exercise.arrival(&inject.id) {
        let early = Span::between(now, hint.after.after(arrival.at)).filter(|early| early.ms() > 0);
        if let Some(early) = early.filter(|_| play.exercise.terms.timed) {
            return Err(Refusal(format!("the hint for {} can be had in {}", inject.id, early.clock())));
        }
    }
    Ok(Command::Hint { inject: inject.id.clone(), text: hint.text.clone() })
}

/// Brings an inject now, whenever it was to come.
///
/// # Errors
/// There is none of that name.
pub fn fire(scenario: &Scenario, id: &str) -> Result<Command, Refusal> {
    inject(scenario, id).map(super::start::deliver)
}

/// Brings the next inject now. One that waits for its time brings everything that is still to come forward; any other
/// comes alone.
///
/// # Errors
/// None is to come by itself.
pub fn skip(play: &Play<'_>, now: Time) -> Result<Command, Refusal> {
    let Some((next, due)) = play.next_to_come(now) else {
        return Err(Refusal("no inject comes by itself any more; end the exercise when the players are done".into()));
    };
    Ok(match due.filter(|_| next.at.is_some()) {
        Some(due) => Command::Advance { by: Span::between(now, due).unwrap_or(Span::milliseconds(0)) },
        // What follows from something has a delay of its own, which nothing else shares.
        None => super::start::deliver(next),
    })
}

/// Rates what only a person can judge. Without a number it is the inject's only expectation of that kind.
///
/// # Errors
/// There is no such inject or expectation, or it is not for a person to judge.
pub fn judge(
    scenario: &Scenario,
    id: &str,
    number: Option<u16>,
    rating: Rating,
    note: Option<String>,
) -> Result<Command, Refusal> {
    let inject = inject(scenario, id)?;
    let manual = inject.expectations.iter().zip(1..).filter(|(one, _)| one.action == Action::Manual);
    let numbers: Vec<u16> = manual.map(|(_, number)| number).collect();
    let expectation = match (number, &numbers[..]) {
        (Some(number), _) if numbers.contains(&number) => number,
        (None, [only]) => *only,
        (_, []) => return Err(Refusal(format!("nothing of {} is for a person to judge", inject.id))),
        (_, several) => {
            let several: Vec<String> = several.iter().map(|number| format!("{}.{number}", inject.id)).collect();
            return Err(Refusal(format!("say which: {}", several.join(", "))));
        }
    };
    Ok(Command::Judge { inject: inject.id.clone(), expectation, rating, note })
}

/// The players rate themselves on an objective.
///
/// # Errors
/// There is none of that name.
pub fn assess(scenario: &Scenario, objective: &str, rating: Rating) -> Result<Command, Refusal> {
    let objectives = &scenario.exercise.objectives;
    let found = objectives.iter().find(|one| one.id.eq_ignore_ascii_case(objective.trim()));
    let found = found.ok_or_else(|| unknown("objective", objective, objectives.iter().map(|one| one.id.as_str())))?;
    Ok(Command::Assess { objective: found.id.clone(), rating })
}

/// The players answer a question of the hot wash, counted from 1.
///
/// # Errors
/// There is no such question.
pub fn answer(scenario: &Scenario, question: u16, text: &str) -> Result<Command, Refusal> {
    let last = scenario.exercise.hotwash.len();
    if question == 0 || usize::from(question) > last {
        return Err(Refusal(match last {
            0 => "this scenario has no questions".into(),
            _ => format!("there is no question {question}; they go from 1 to {last}"),
        }));
    }
    Ok(Command::Answer { question, text: text.to_owned() })
}

fn unknown<'a>(what: &str, typed: &str, known: impl Iterator<Item = &'a str> + Clone) -> Refusal {
    let typed = typed.trim();
    let advice = match nearest(typed, known.clone()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
    };
    Refusal(format!("there is no {what} \"{}\": {advice}", one_line(typed)))
}
