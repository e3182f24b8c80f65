//! Why an action cannot be done in the hot wash now.

use super::act::{assessed, rating, remedy};
use super::compare::{is_for_people, parts};
use super::part::Part;
use super::rows::Target;
use super::{HotWash, rate};
use crate::tui::action::Action;
use crate::tui::model::Room;

/// Why there is no hot wash in this room, if so.
pub fn closed(room: &Room) -> Option<String> {
    match &room.state.exercise {
        None => Some("this is a real incident; w writes its report".into()),
        Some(exercise) if !exercise.is_over() => Some("the hot wash is for after ENDEX".into()),
        Some(_) => None,
    }
}

/// Why it cannot be done now, if so: a sentence for the person who tried.
pub fn refusal(action: Action, wash: &HotWash, room: &Room) -> Option<String> {
    let no = |why: &str| Some(why.to_owned());
    let exercise = room.state.exercise.as_ref()?;
    match (action, wash.target()) {
        (Action::ShowRatings, _) if room.hot_wash.revealed || rate::is_complete(&wash.scenario, exercise) => {
            no("the computed ratings are open to you; Tab goes to the comparison")
        }
        (Action::ReadRow, None) => no("there is nothing to read here"),
        (Action::RateBetter | Action::RateWorse, Some(_)) if rating(action, wash, room).is_none() => {
            no("the scale ends there; it goes from P (best) to U")
        }
        (action, target) if rates(action) => match (target, rating(action, wash, room)) {
            (None, _) => no("this scenario names no objectives; Tab goes on"),
            (_, Some(wanted)) if assessed(wash, room) == Some(wanted) => Some(format!("you have rated it {wanted}")),
            _ => None,
        },
        (Action::JudgeOutcome, Some(Target::Outcome { id, .. })) if is_for_people(&wash.scenario, id) => {
            let inject = parts(id).map(|(inject, _)| inject)?;
            exercise.arrival(inject).is_none().then(|| format!("{inject} never came, so there is nothing to rate"))
        }
        (Action::JudgeOutcome, _) => no("choose an outcome that only a person can rate; the others are computed"),
        (Action::AnswerQuestion, target) if !matches!(target, Some(Target::Question(_))) => {
            no("choose a question; Enter answers it")
        }
        (Action::AgreeAction, None) => no(match wash.locked {
            true => "first rate yourselves, or press c",
            false => "nothing was rated M or U",
        }),
        (Action::OwnItem | Action::DueItem | Action::ChangeItem, _)
            if wash.part == Part::Improve && remedy(wash, room).is_none() =>
        {
            no("choose an action; Enter agrees on one")
        }
        _ => None,
    }
}

fn rates(action: Action) -> bool {
    matches!(
        action,
        Action::RateP | Action::RateS | Action::RateM | Action::RateU | Action::RateBetter | Action::RateWorse
    )
}
