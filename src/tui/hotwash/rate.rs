//! The first part: the team rates itself.

use super::rows::{Row, Target, Words, slot};
use crate::drill::{Play, Scenario};
use crate::incident::exercise::{Exercise, Rating};
use crate::tui::theme::Slot;

fn rated(scenario: &Scenario, exercise: &Exercise) -> usize {
    scenario.exercise.objectives.iter().filter(|one| exercise.assessment(&one.id).is_some()).count()
}

/// Whether the team has rated every objective.
pub fn is_complete(scenario: &Scenario, exercise: &Exercise) -> bool {
    rated(scenario, exercise) == scenario.exercise.objectives.len()
}

/// How far the team is.
pub fn standing(play: &Play<'_>) -> String {
    match (rated(play.scenario, play.exercise), play.scenario.exercise.objectives.len()) {
        (_, 0) => "This scenario names no objectives; Tab goes on to the comparison".into(),
        (rated, all) if rated == all => "Every objective is rated; Tab goes on to the comparison".into(),
        (rated, all) => format!("{rated} of {all} objectives rated"),
    }
}

/// How far the team is, and what the letters mean while it needs them.
pub fn guidance(play: &Play<'_>) -> String {
    let standing = standing(play);
    match is_complete(play.scenario, play.exercise) {
        true => standing,
        false => format!("{standing}. P no challenges, S some, M major, U unable to be performed"),
    }
}

/// The objectives, each with the scale.
pub fn rows(play: &Play<'_>) -> Vec<Row> {
    let row = |(place, objective): (usize, &crate::drill::scenario::Objective)| {
        let own = play.exercise.assessment(&objective.id);
        let mark = |rating: Rating| if own == Some(rating) { format!("[{rating}]") } else { format!(" {rating} ") };
        let note = match own {
            Some(rating) => Words::new(rating.meaning(), slot(rating)),
            None => Words::new("not rated yet", Slot::Dim),
        };
        Row {
            tail: Words {
                text: Rating::ALL.map(mark).concat(),
                slot: own.map_or(Slot::Dim, slot),
                loud: own.is_some(),
            },
            notes: vec![note],
            ..Row::new(Target::Objective(Some(place)), Words::new(&objective.id, Slot::Dim), &objective.text)
        }
    };
    play.scenario.exercise.objectives.iter().enumerate().map(row).collect()
}
