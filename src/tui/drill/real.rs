//! Something real happens during an exercise: its clock stands, and the real incident begins in a room of its own into
//! which nothing is carried over.

use uuid::Uuid;

use crate::incident::exercise::Command;
use crate::tui::layer::{Form, Layer, Purpose};
use crate::tui::model::Model;
use crate::tui::update::Effect;
use crate::tui::worker::{Job, Real};
use crate::tui::{compose, form, review, submit};

/// What stands over the form, so that nobody takes it for a part of the exercise.
const TITLE: &str = "REAL INCIDENT — this is no exercise";

/// Stops the clock and asks what has really happened.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(exercise) = model.room().and_then(|room| room.state.exercise.as_ref()) else { return Vec::new() };
    let stands = exercise.is_over() || exercise.clock.is_frozen();
    let effects = match stands {
        true => Vec::new(),
        false => compose::command(model, Command::Freeze, "REAL WORLD".into()),
    };
    let form = Form::new(Purpose::Real, TITLE, form::declare(model).fields);
    model.layers.push(Layer::Form(form));
    effects
}

/// Declares what has really happened; the form stays until the real incident is open.
///
/// # Errors
/// What is written in the form makes no sense: a sentence that says why.
pub fn declare(model: &mut Model) -> Result<Vec<Effect>, String> {
    let Some(Layer::Form(form)) = model.layers.last() else { return Ok(Vec::new()) };
    let declaration = submit::declaration(form, model.wall, model.playbook.clone())?;
    let elsewhere = "declare it in another shell, `ic declare TITLE`: this room has no place for it";
    let shelf = model.real.clone().ok_or(elsewhere)?;
    let draft = model.room().map(|room| compose::begun(room).to_owned()).unwrap_or_default();
    // The exercise keeps what was being written in it.
    let mut effects = review::save_for_good(model);
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.sent = Some(Uuid::now_v7());
    }
    let real = Real { declaration, by: model.who.clone(), shelf, draft };
    effects.push(Effect::Work(Job::DeclareReal(Box::new(real))));
    Ok(effects)
}
