//! Actions on the screen and in its layers.

use super::action::Action;
use super::layer::{Field, Layer};
use super::layout::Areas;
use super::model::{Focus, Model, Room, Screen, Start};
use super::opening::Opening;
use super::prompt::Prompt;
use super::review::{Draft, Edited};
use super::toast::Toast;
use super::update::Effect;
use super::worker::Job;
use super::{begun, compose, drill, drills, form, help, hotwash, palette, picker, review, submit};
use crate::incident::lifecycle;
use crate::incident::timeline::{self, EntryRef};
use crate::incident::{checklist, roles};

/// Edits text, if the action is one of editing; tells whether it was.
pub fn edit(prompt: &mut Prompt, action: Action) -> bool {
    match action {
        Action::Left => prompt.left(),
        Action::Right => prompt.right(),
        Action::WordLeft => prompt.word_left(),
        Action::WordRight => prompt.word_right(),
        Action::LineStart => prompt.home(),
        Action::LineEnd => prompt.end(),
        Action::Backspace => prompt.backspace(),
        Action::Delete => prompt.delete(),
        Action::DeleteWordLeft => prompt.delete_word_left(),
        Action::DeleteWordRight => prompt.delete_word_right(),
        Action::DeleteToStart => prompt.kill_to_start(),
        Action::DeleteToEnd => prompt.kill_to_end(),
        Action::Undo => {
            prompt.undo();
        }
        Action::Redo => {
            prompt.redo();
        }
        _ => return false,
    }
    true
}

/// Does an action with no layer open.
pub fn on_screen(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Interrupt => {
            model.warned = true;
            model.toast = Some(Toast::refusal("Ctrl-C once more leaves; the incident goes on", model.wall));
        }
        Action::Help => open(model, Layer::Page(help::page(model))),
        Action::Palette => open(model, Layer::List(palette::list(model))),
        Action::Declare if model.room().is_none() => open(model, Layer::Form(form::declare(model))),
        action if model.room().is_some() => return in_room(model, action),
        action if matches!(model.screen, Screen::Drills(_)) => return drills::act(model, action),
        action => return in_start(model, action),
    }
    Vec::new()
}

fn open(model: &mut Model, layer: Layer) {
    model.layers.push(layer);
}

fn in_start(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = isize::from(model.size.height as i16 / 2);
    let Screen::Start(start) = &mut model.screen else { return Vec::new() };
    let last = start.incidents.as_ref().map_or(0, |incidents| incidents.len().saturating_sub(1));
    let step = |start: &mut Start, by: isize| start.selected = start.selected.saturating_add_signed(by).min(last);
    match action {
        Action::Up => step(start, -1),
        Action::Down => step(start, 1),
        Action::PageUp => step(start, -page),
        Action::PageDown => step(start, page),
        Action::Top => start.selected = 0,
        Action::Bottom => start.selected = last,
        Action::Open => {
            if let Some(id) = start.chosen().map(|chosen| chosen.id.clone()) {
                model.screen = Screen::Opening(Opening::default());
                return vec![Effect::Work(Job::Open { id, by: model.who.clone() })];
            }
        }
        Action::Sample => {
            model.screen = Screen::Opening(Opening::default());
            return vec![Effect::Work(Job::Sample { by: model.who.clone(), zone: model.zone.clone() })];
        }
        _ => {}
    }
    Vec::new()
}

fn in_room(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(effects) = move_about(model, action) {
        return effects;
    }
    if let Some(effects) = drill::act(model, action) {
        return effects;
    }
    let (now, wall) = (model.now, model.wall);
    let Some(room) = model.room_mut() else { return Vec::new() };
    match action {
        Action::Verb => {
            room.focus = Focus::Compose;
            if room.compose.is_empty() {
                room.compose.insert("/");
            }
            compose::changed(room);
        }
        Action::Snooze => {
            let quiet = room.state.lifecycle.playbook().nudges.snooze;
            if let Some(nudge) = room.nudges(now).first() {
                room.snoozed.insert(nudge.missing, quiet.after(now));
            }
            model.toast = Some(Toast::good(format!("That reminder is quiet for {quiet}"), wall));
        }
        Action::Bell => {
            model.bell = !model.bell;
            let word = if model.bell { "on" } else { "off" };
            model.toast = Some(Toast::good(format!("The bell for overdue updates is {word}"), wall));
        }
        Action::FindNext | Action::FindPrevious => {
            if !room.timeline.find(&room.state, action == Action::FindNext, false) {
                let wanted = room.timeline.find.clone().unwrap_or_default();
                model.toast = Some(Toast::refusal(format!("nothing on the timeline says \"{wanted}\""), wall));
            }
        }
        Action::Incidents => {
            let mut effects = begun::keep(model);
            model.screen = Screen::Start(Start::default());
            effects.push(Effect::Work(Job::List));
            return effects;
        }
        Action::Review => review::open(model),
        Action::HotWash => hotwash::open(model),
        Action::Export => return vec![Effect::Work(Job::Export)],
        Action::SaveAgain => return compose::save_again(room),
        Action::Reopen => return compose::command(model, lifecycle::Command::Reopen, "reopen".into()),
        Action::Star => {
            let Some(entry) = room.chosen_entry().map(|entry| entry.id) else { return Vec::new() };
            let star = timeline::Command::Star { entry: EntryRef::Id(entry), key: None };
            return compose::command(model, star, "key event".into());
        }
        Action::Release => {
            let Some(role) = room.chosen_role() else { return Vec::new() };
            return compose::command(model, roles::Command::Release { role: role.clone() }, format!("release {role}"));
        }
        Action::Tick => return tick(model),
        action => {
            if let Some(layer) = layer_for(model, action) {
                open(model, layer);
            }
        }
    }
    Vec::new()
}

/// Ticks the chosen task off, or reopens it.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    let Some(task) = model.room().and_then(Room::chosen_task) else { return Vec::new() };
    let (open, number, text) = (task.is_open(), task.number, task.text.clone());
    match open {
        true => compose::command(model, checklist::Command::Done(number), format!("done: {text}")),
        false => compose::command(model, checklist::Command::Reopen(number), format!("to do again: {text}")),
    }
}

fn layer_for(model: &Model, action: Action) -> Option<Layer> {
    let room = model.room()?;
    Some(match action {
        Action::Details => Layer::Page(help::details(room.chosen_entry()?, &room.state)),
        Action::Status => Layer::List(picker::status(room)),
        Action::Severity => Layer::List(picker::severity(room)),
        Action::Milestone => Layer::List(picker::milestone(room)),
        Action::Filter => Layer::List(picker::filter(room)),
        Action::TakeCommand => Layer::List(picker::role(model, crate::incident::playbook::COMMANDER)),
        Action::Assign => Layer::List(picker::role(model, &room.chosen_role()?)),
        Action::Own => Layer::List(picker::owner(model, room.chosen_task()?)),
        Action::SendUpdate => Layer::Form(form::update(room)),
        Action::AddTask => Layer::Form(form::task()),
        Action::Skip => Layer::Form(form::skip(room.chosen_task()?)),
        Action::Due => Layer::Form(form::due(room.chosen_task()?)),
        Action::Edit => Layer::Form(form::edit(room.chosen_entry()?)),
        Action::Retime => Layer::Form(form::retime(room.chosen_entry()?, &room.state)),
        Action::Strike => Layer::Form(form::strike(room.chosen_entry()?)),
        Action::Find => Layer::Form(form::find(room)),
        Action::Close => Layer::Form(form::close(room)),
        Action::SaveElsewhere => Layer::Form(form::save_elsewhere()),
        _ => return None,
    })
}

/// Moves the focus or what is chosen; `None` for any other action.
fn move_about(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let size = model.size;
    let room = model.room_mut()?;
    let page = Areas::of(size, room).pane(room.focus).height.saturating_sub(2).max(1) as isize;
    let by = match action {
        Action::ToCompose => {
            room.focus = Focus::Compose;
            return Some(Vec::new());
        }
        Action::NextPane | Action::PreviousPane => {
            let panes = room.panes();
            let at = panes.iter().position(|pane| *pane == room.focus).unwrap_or_default();
            let step = if action == Action::NextPane { 1 } else { panes.len() - 1 };
            room.focus = panes[(at + step) % panes.len()];
            return Some(Vec::new());
        }
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp if room.focus == Focus::Timeline => {
            room.timeline.page_up(&room.state);
            return Some(Vec::new());
        }
        Action::PageDown if room.focus == Focus::Timeline => {
            room.timeline.page_down(&room.state);
            return Some(Vec::new());
        }
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return None,
    };
    step(room, room.focus, by);
    Some(Vec::new())
}

/// Chooses another line in a pane.
pub fn step(room: &mut Room, pane: Focus, by: isize) {
    let moved = |at: usize, count: usize| at.saturating_add_signed(by).min(count.saturating_sub(1));
    match pane {
        Focus::Timeline => room.timeline.step(&room.state, by),
        Focus::Roles => room.role = moved(room.role, room.roles().len()),
        Focus::Checklist => room.task = moved(room.task, room.state.checklist.tasks().len()),
        Focus::Injects => {
            if let Some(drill) = &mut room.drill {
                drill.step(by);
            }
        }
        Focus::Truth => {
            if let Some(drill) = &mut room.drill {
                drill.top = drill.top.saturating_add_signed(by);
            }
        }
        Focus::Compose | Focus::Updates => {}
    }
}

/// Does an action in a list.
pub fn in_list(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.size.height as isize / 2;
    let Some(Layer::List(list)) = model.layers.last_mut() else { return Vec::new() };
    match action {
        Action::Choose => return submit::choice(model),
        Action::Dismiss | Action::Interrupt => {
            model.layers.pop();
        }
        Action::Up => list.step(-1),
        Action::Down => list.step(1),
        Action::PageUp => list.selected = list.selected.saturating_sub(page as usize),
        Action::PageDown => {
            list.selected = (list.selected + page as usize).min(list.found.len().saturating_sub(1));
        }
        action if edit(&mut list.wanted, action) => list.narrow(),
        action => return outside(action),
    }
    Vec::new()
}

/// Does an action in a form.
pub fn in_form(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
    let last = form.focus + 1 >= form.fields.len();
    match action {
        Action::Submit => return submit::form(model),
        Action::Advance if last => return submit::form(model),
        Action::Advance | Action::NextField => form.step(1),
        Action::PreviousField => form.step(-1),
        Action::Dismiss | Action::Interrupt => return submit::dismiss(model),
        Action::OwnEditor => {
            let field = form.fields.get(form.focus).filter(|field| field.options.is_empty() && form.sent.is_none());
            let draft = |field: &Field| Draft { of: Edited::Field, text: field.value.text().to_owned() };
            return field.map(|field| Effect::Edit(draft(field))).into_iter().collect();
        }
        Action::NewLine => {
            if let Some(field) = form.fields.get_mut(form.focus).filter(|field| field.options.is_empty()) {
                field.value.insert("\n");
            }
        }
        action => {
            let Some(field) = form.fields.get_mut(form.focus) else { return Vec::new() };
            form.error = None;
            match action {
                Action::Left if !field.options.is_empty() => field.turn(-1),
                Action::Right if !field.options.is_empty() => field.turn(1),
                action if field.options.is_empty() && edit(&mut field.value, action) => {}
                action => return outside(action),
            }
        }
    }
    Vec::new()
}

/// Does an action on a page.
pub fn in_page(model: &mut Model, action: Action) -> Vec<Effect> {
    let (rows, height) = help::extent(model);
    let Some(Layer::Page(page)) = model.layers.last_mut() else { return Vec::new() };
    let last = rows.saturating_sub(height);
    let to = |top: usize, by: isize| top.saturating_add_signed(by).min(last);
    match action {
        Action::Dismiss | Action::Interrupt => {
            model.layers.pop();
        }
        Action::Up => page.top = to(page.top, -1),
        Action::Down => page.top = to(page.top, 1),
        Action::PageUp => page.top = to(page.top, -(height as isize)),
        Action::PageDown => page.top = to(page.top, height as isize),
        Action::Top => page.top = 0,
        Action::Bottom => page.top = last,
        action => return outside(action),
    }
    Vec::new()
}

/// What acts through every layer.
pub fn outside(action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => vec![Effect::Quit],
        Action::Suspend => vec![Effect::Suspend],
        Action::Redraw => vec![Effect::Redraw],
        _ => Vec::new(),
    }
}
