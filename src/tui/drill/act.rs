//! What players and controllers do to an exercise by keys.

use super::{Drill, ask, situation};
use crate::drill::scenario::{self, Inject};
use crate::drill::{act as said, start};
use crate::incident::exercise::{Arrival, Command};
use crate::incident::{Refusal, Time};
use crate::tui::action::Action;
use crate::tui::compose;
use crate::tui::layer::{Layer, Page, PageLine};
use crate::tui::model::{Focus, Model, Room};
use crate::tui::pane::control;
use crate::tui::update::Effect;

/// A text that is longer is not seen whole in every pane, in bytes.
const LONG: usize = 240;
/// How wide the rows of a page are.
const DOSSIER: usize = 72;

/// Does an action of an exercise; `None` if it is none.
pub fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let room = model.room()?;
    let layer = match action {
        Action::Answer => return Some(answer(model)),
        Action::Fire => Layer::List(ask::fire(room)),
        Action::Situation => Layer::Page(known(room.drill.as_ref()?)),
        Action::Judge => Layer::List(ask::judge(room)?),
        Action::EndExercise => Layer::List(ask::end()),
        Action::Observe if writes_observations(room) => return Some(observe_line(model)),
        Action::Observe => Layer::Form(ask::observation()),
        Action::Declare => Layer::Form(ask::declaration(room)),
        action => {
            let command = command(room, model.now, action)?.ok()?;
            let text = action.row().name.to_owned();
            if let (Action::NextInject, Some(drill)) = (action, model.room_mut()?.drill.as_mut()) {
                drill.choose_next();
            }
            return Some(compose::command(model, command, text));
        }
    };
    model.layers.push(layer);
    Some(Vec::new())
}

/// The command that an action stands for, or why it cannot be given; `None` if it stands for none yet. A question that
/// has to be answered first is taken as answered in some way: the rules decide about it before it is asked.
pub fn command(room: &Room, now: Time, action: Action) -> Option<Result<Command, Refusal>> {
    let drill = room.drill.as_ref()?;
    let play = drill.play(&room.state)?;
    let chosen = drill.chosen(&room.state);
    Some(match action {
        Action::Pause => Ok(Command::Pause),
        Action::Resume => Ok(Command::Resume),
        Action::EndExercise => Ok(Command::End),
        Action::NextInject => said::skip(&play, now),
        Action::Fire => Ok(start::deliver(waiting(room).first()?)),
        Action::Hint => match chosen {
            Some(inject) => said::hint(&play, &inject.id, now),
            None => Err(Refusal("no inject has come yet".into())),
        },
        Action::Judge => match chosen {
            Some(inject) => {
                let manual = |one: &scenario::Expectation| one.action == scenario::Action::Manual;
                let first = inject.expectations.iter().position(manual).map(|place| place as u16 + 1);
                said::judge(&drill.scenario, &inject.id, first, crate::incident::exercise::Rating::P, None)
            }
            None => Err(Refusal("no inject has come yet".into())),
        },
        _ => return None,
    })
}

/// The injects that have not come, in the scenario's order.
pub fn waiting(room: &Room) -> Vec<&Inject> {
    let (Some(drill), Some(exercise)) = (&room.drill, &room.state.exercise) else { return Vec::new() };
    drill.scenario.injects.iter().filter(|inject| exercise.arrival(&inject.id).is_none()).collect()
}

/// The chosen inject and its arrival, if it has come.
fn chosen(room: &Room) -> Option<(&Drill, &Inject, Option<&Arrival>)> {
    let drill = room.drill.as_ref()?;
    let inject = drill.chosen(&room.state)?;
    Some((drill, inject, room.state.exercise.as_ref()?.arrival(&inject.id)))
}

/// Enter on an inject: choose if it offers something, else say that it was seen. The controller only reads it.
fn answer(model: &mut Model) -> Vec<Effect> {
    let Some(room) = model.room() else { return Vec::new() };
    let Some((drill, inject, arrival)) = chosen(room) else {
        // Before anything has come, there is the situation to read.
        let page = room.drill.as_ref().map(known);
        model.layers.extend(page.map(Layer::Page));
        return Vec::new();
    };
    let over = room.state.exercise.as_ref().is_some_and(|exercise| exercise.is_over());
    let arrival = arrival.filter(|_| !over && !drill.control);
    match arrival {
        Some(arrival) if arrival.chosen.is_none() && !inject.options.is_empty() => {
            let list = ask::options(inject);
            model.layers.push(Layer::List(list));
            Vec::new()
        }
        Some(arrival) if arrival.acknowledged.is_none() => {
            let (id, page) = (inject.id.clone(), page(inject));
            if inject.text.len() > LONG {
                model.layers.push(Layer::Page(page));
            }
            let text = format!("{id} acknowledged");
            compose::command(model, Command::Acknowledge { inject: id }, text)
        }
        _ => {
            let page = if drill.control { dossier(room, drill, inject, model) } else { page(inject) };
            model.layers.push(Layer::Page(page));
            Vec::new()
        }
    }
}

/// What the players know from the beginning.
fn known(drill: &Drill) -> Page {
    let exercise = &drill.scenario.exercise;
    situation::page(&exercise.title, situation::parts(exercise))
}

fn page(inject: &Inject) -> Page {
    let mut lines: Vec<PageLine> = inject.text.lines().map(PageLine::plain).collect();
    for (letter, option) in ('a'..).zip(&inject.options) {
        lines.push(PageLine::plain(format!("{letter}) {}", option.label)));
    }
    Page { title: format!("{} {}", inject.id, inject.method.word()), lines, top: 0 }
}

/// All that the controller knows of an inject.
fn dossier(room: &Room, drill: &Drill, inject: &Inject, model: &Model) -> Page {
    let known = drill.play(&room.state);
    let known = known.map(|play| control::details(&play, inject, room, model.now, DOSSIER, &model.theme));
    let lines = known.unwrap_or_default().iter().map(|line| PageLine::plain(line.to_string())).collect();
    Page { title: format!("{}: {}", inject.id, inject.synopsis), lines, top: 0 }
}

/// Notes what stands in the controller's compose line.
fn observe_line(model: &mut Model) -> Vec<Effect> {
    let Some(room) = model.room_mut() else { return Vec::new() };
    let text = room.compose.text().to_owned();
    if text.starts_with('/') {
        return compose::act(model, Action::Log);
    }
    compose::put_aside(room);
    compose::command(model, Command::Observe(text.clone()), text)
}

/// Whether the controller has written something into the compose line.
fn writes_observations(room: &Room) -> bool {
    room.is_control() && room.focus == Focus::Compose && !room.compose.text().trim().is_empty()
}
