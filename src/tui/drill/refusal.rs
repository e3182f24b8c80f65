//! Why an action cannot be done in an exercise, or only in one.

use super::act;
use crate::incident::{Moment, decide};
use crate::tui::action::Action;
use crate::tui::layer::{Layer, Purpose};
use crate::tui::model::{Model, Room};

/// Why an action cannot be done in this room now, as far as exercises are concerned.
pub fn refusal(action: Action, model: &Model, room: &Room) -> Option<String> {
    let no = |why: &str| Some(why.to_owned());
    if is_for_exercises(action) {
        return match room.state.is_exercise() {
            false => no("this is no exercise"),
            true => in_exercise(action, model, room),
        };
    }
    match action {
        Action::Declare if room.state.lifecycle.declared().is_some() => no("declared already"),
        Action::Incidents if room.state.is_exercise() => {
            no("this is an exercise: q leaves it, and `ic` shows incidents")
        }
        Action::Declare if room.is_control() => no("the players declare"),
        action if is_for_players(action) && room.is_control() => {
            no("this is the controller's view; the players do that in their room")
        }
        action if is_for_players(action) && room.is_undeclared() => no(super::UNDECLARED),
        _ => None,
    }
}

/// What makes sense in an exercise only.
pub fn is_for_exercises(action: Action) -> bool {
    matches!(
        action,
        Action::Answer
            | Action::Pause
            | Action::Resume
            | Action::NextInject
            | Action::Fire
            | Action::Hint
            | Action::Judge
            | Action::Situation
            | Action::Observe
            | Action::EndExercise
            | Action::RealWorld
    )
}

/// What changes the incident that is played.
fn is_for_players(action: Action) -> bool {
    let corrects = matches!(
        action,
        Action::Milestone | Action::Star | Action::Edit | Action::Retime | Action::Strike | Action::Reopen
    );
    action.drives() || corrects
}

fn in_exercise(action: Action, model: &Model, room: &Room) -> Option<String> {
    if action == Action::RealWorld {
        let asked = matches!(model.layers.last(), Some(Layer::Form(form)) if form.purpose == Purpose::Real);
        return asked.then(|| "say what has really happened; Esc goes back to the exercise".to_owned());
    }
    let Some(drill) = &room.drill else { return Some("the scenario cannot be read".into()) };
    let chosen = drill.chosen(&room.state);
    match action {
        Action::Answer if chosen.is_none() && drill.control => return Some("no inject has come yet".into()),
        Action::Fire if act::waiting(room).is_empty() => return Some("every inject has come".into()),
        _ => {}
    }
    let command = act::command(room, model.now, action)?;
    let moment = Moment { wall: model.wall, now: model.now, said: None, by: &model.who };
    match command {
        Err(refusal) => Some(refusal.0),
        Ok(command) => decide(&room.state, &command.into(), moment).err().map(|refusal| refusal.0),
    }
}
