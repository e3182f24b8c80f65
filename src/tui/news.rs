//! What the worker tells, and what that changes.

use std::sync::Arc;

use super::drill::{self, Drill};
use super::layer::{Form, Layer, Purpose};
use super::model::{Model, Pending, Room, Screen, Start};
use super::toast::Toast;
use super::update::{self, Effect, Message};
use super::worker::{Failure, Job, Reply};
use super::{begun, compose, hotwash, review, submit};
use crate::incident::{Applied, Command, State, lifecycle, timeline};
use crate::secret;
use uuid::Uuid;

/// Takes one answer of the worker.
pub fn update(model: &mut Model, reply: Reply) -> Vec<Effect> {
    let now = model.wall;
    match reply {
        Reply::Glimpse(glimpse) => {
            if let Screen::Opening(opening) = &mut model.screen {
                opening.glimpse = Some(glimpse);
            }
        }
        Reply::Opened { folder, state, damaged, draft } => {
            let room = Room::new(state, folder, damaged);
            let typed = match &mut model.screen {
                Screen::Opening(opening) => std::mem::take(&mut opening.typed),
                _ => Vec::new(),
            };
            let mut effects = opened(model, room);
            review::refresh(model);
            hotwash::refresh(model);
            if std::mem::take(&mut model.to_review) {
                review::open(model);
            }
            effects.extend(typed.into_iter().flat_map(|event| update::update(model, Message::Terminal(event))));
            effects.extend(begun::give_back(model, draft));
            return effects;
        }
        Reply::Unopened(why) => {
            submit::failed(model, &why);
            let why = match begun::carry(model) {
                true => format!("{why}. What you typed goes to the next incident that opens"),
                false => why,
            };
            model.toast = Some(Toast::refusal(why, now));
            if matches!(model.screen, Screen::Opening(_)) {
                model.screen = Screen::Start(Start::default());
                return vec![Effect::Work(Job::List)];
            }
        }
        Reply::Watched => {
            if let Some(room) = model.room_mut() {
                room.watched = true;
            }
        }
        Reply::News(news) => {
            if let Some(room) = model.room_mut() {
                let before = room.state.timeline.len();
                for record in &news.records {
                    if Arc::make_mut(&mut room.state).apply(record) == Applied::Late {
                        return vec![Effect::Work(Job::Tell)];
                    }
                }
                let appended = room.state.timeline.len() - before == news.records.len();
                room.timeline.refresh(&room.state, !appended && room.timeline.filter.is_some());
                review::follow(room);
            }
            review::refresh(model);
            hotwash::refresh(model);
            return told(model);
        }
        Reply::Damaged(lines) => {
            if let Some(room) = model.room_mut() {
                room.damaged = lines;
            }
        }
        Reply::Anew(state) => {
            if let Some(room) = model.room_mut() {
                room.state = state;
                room.timeline.refresh(&room.state, true);
                review::follow(room);
            }
            review::refresh(model);
            hotwash::refresh(model);
            return told(model);
        }
        Reply::Done(id) => {
            done(model, id);
            return hotwash::done(model, id);
        }
        Reply::Failed { request, failure } => failed(model, request.id, failure),
        Reply::Listed { incidents, unlisted } => {
            if let Screen::Drills(drills) = &mut model.screen {
                drills.unfinished = incidents.into_iter().filter(|one| one.rehearsed).collect();
            } else if let Screen::Start(start) = &mut model.screen {
                let (open, past): (Vec<_>, Vec<_>) = incidents.into_iter().partition(|one| one.status.is_open());
                start.incidents = Some(open.into_iter().chain(past).collect());
                start.unlisted = unlisted;
            }
        }
        Reply::Exported(path) => {
            model.toast = Some(Toast::good(format!("The report is in {}", path.display()), now));
        }
        Reply::Moved(folder) => {
            let asked = |layer: &Layer| matches!(layer, Layer::Form(form) if form.purpose == Purpose::SaveElsewhere);
            model.layers.retain(|layer| !asked(layer));
            model.toast = Some(Toast::good(format!("The incident goes on in {}", folder.display()), now));
        }
        Reply::Trouble(why) => {
            submit::failed(model, &why);
            model.toast = Some(Toast::refusal(why, now));
        }
    }
    Vec::new()
}

/// Says of an exercise that something has come, or that it is over.
fn told(model: &mut Model) -> Vec<Effect> {
    let (bell, wall, now) = (model.bell, model.wall, model.now);
    let Some(room) = model.room_mut() else { return Vec::new() };
    let words = drill::over(room.focus);
    let Some(drill) = &mut room.drill else { return Vec::new() };
    let came = drill.refresh(&room.state, now);
    let ended = drill.ends(&room.state);
    if ended {
        model.toast = Some(Toast::good(words, wall));
    }
    if came && bell { vec![Effect::Ring] } else { Vec::new() }
}

fn opened(model: &mut Model, mut room: Room) -> Vec<Effect> {
    // Moving to another folder opens the incident anew: what the person was doing goes on.
    if let Some(before) = model.room_mut().filter(|before| before.state.id() == room.state.id()) {
        if !before.compose.is_empty() {
            room.compose = std::mem::take(&mut before.compose);
        }
        room.history = std::mem::take(&mut before.history);
        (room.history_at, room.aside) = (before.history_at, std::mem::take(&mut before.aside));
        room.saving = std::mem::take(&mut before.saving);
        room.unsaved = std::mem::take(&mut before.unsaved);
        room.drafts = std::mem::take(&mut before.drafts);
        room.hot_wash = std::mem::take(&mut before.hot_wash);
    } else if model.room().is_some() {
        model.layers.clear();
    } else {
        let declared = |form: &Form| form.purpose == Purpose::Declare && form.sent.is_some();
        model.layers.retain(|layer| !matches!(layer, Layer::Form(form) if declared(form)));
    }
    if !room.state.is_exercise() {
        // From here on the incidents are the real ones.
        model.real = None;
    }
    match Drill::of(&room.state, model.control) {
        Ok(drill) => room.drill = drill,
        Err(why) => model.toast = Some(Toast::refusal(why, model.wall)),
    }
    if room.is_control() {
        room.focus = super::model::Focus::Injects;
    }
    // What no disk would take is for the new one.
    let effects = compose::save_again(&mut room);
    model.screen = Screen::Room(Box::new(room));
    model.tell_time(model.wall);
    effects
}

/// What is to be said of a line of one's own that looks as if it held a secret.
fn secret_in(room: &Room, id: Uuid) -> Option<String> {
    let line = room.state.timeline.entry(id).filter(|line| line.said)?;
    let found = secret::find(line.text()).into_iter().next()?;
    Some(warning(&format!("#{}", line.number), found.rule))
}

/// The same of what was sent off in a form.
fn secret_in_form(layers: &[Layer], id: Uuid) -> Option<String> {
    let sent = layers.iter().find_map(|layer| match layer {
        Layer::Form(form) if form.sent == Some(id) => Some(form),
        _ => None,
    })?;
    let found = sent.fields.iter().find_map(|field| secret::find(field.value.text()).into_iter().next())?;
    Some(warning("what you wrote", found.rule))
}

fn warning(what: &str, rule: &str) -> String {
    format!(
        "{what} looks as if it held a secret ({rule}): change that secret; the journal keeps it, `ic export --redact` \
         masks it"
    )
}

fn done(model: &mut Model, id: Uuid) {
    let now = model.wall;
    let in_form = secret_in_form(&model.layers, id);
    let Some(room) = model.room_mut() else { return };
    let out_of_sight =
        room.saving.iter().find(|pending| pending.request.id == id).and_then(|pending| unseen(room, pending));
    let was_open = room.saving.iter().any(|pending| pending.request.id == id && closes(pending));
    let done = room.saving.iter().position(|pending| pending.request.id == id).map(|at| room.saving.remove(at));
    let in_text = done.and_then(|pending| review::done(room, &pending));
    let in_text = in_text.map(|(section, rule)| warning(&format!("the {}", section.word()), rule));
    let warning = secret_in(room, id).or(in_text).or(in_form);
    let resolved = was_open && room.state.lifecycle.status() == lifecycle::Status::Resolved;
    let report = (was_open && is_closed(&room.state)).then(|| room.folder.join(crate::journal::REPORT));
    model.layers.retain(|layer| !matches!(layer, Layer::Form(form) if form.sent == Some(id)));
    if let Some(where_it_is) = out_of_sight {
        model.toast = Some(Toast::good(where_it_is, now));
    }
    if let Some(warning) = warning {
        model.toast = Some(Toast::refusal(warning, now));
    }
    if resolved {
        model.toast = Some(Toast::good("Resolved. Esc w writes the report", now));
    }
    if let Some(report) = report {
        model.toast =
            Some(Toast::good(format!("Closed. The report is in {}; Esc w writes on at it", report.display()), now));
    }
}

/// Where a line stands that was just logged, if it cannot be seen.
fn unseen(room: &Room, pending: &Pending) -> Option<String> {
    if !matches!(pending.request.command, Command::Entry(timeline::Command::Log { .. })) {
        return None;
    }
    let entry = room.state.timeline.entry(pending.request.id)?;
    let at = room.state.lifecycle.zone().clock(entry.occurred);
    match room.timeline.place(&room.state, entry.id) {
        None => Some(format!("Saved #{} at {at}; the filter hides it (F changes it)", entry.number)),
        Some(place) if place < room.timeline.top => Some(format!("Saved #{} at {at}, further up", entry.number)),
        Some(_) => None,
    }
}

fn closes(pending: &Pending) -> bool {
    matches!(
        pending.request.command,
        Command::Incident(lifecycle::Command::Close(_) | lifecycle::Command::Status { .. })
    )
}

fn is_closed(state: &State) -> bool {
    state.lifecycle.status() == crate::incident::lifecycle::Status::Closed
}

fn failed(model: &mut Model, id: Uuid, failure: Failure) {
    let now = model.wall;
    let form = model.layers.iter_mut().find_map(|layer| match layer {
        Layer::Form(form) if form.sent == Some(id) => Some(form),
        _ => None,
    });
    let in_form = form.is_some();
    if let (Some(form), Failure::Refused(why)) = (form, &failure) {
        form.sent = None;
        form.error = Some(why.clone());
    }
    let Some(room) = model.room_mut() else { return };
    let Some(at) = room.saving.iter().position(|pending| pending.request.id == id) else { return };
    let pending = room.saving.remove(at);
    let said = match failure {
        Failure::Refused(_) if in_form => return,
        Failure::Refused(why) => {
            review::refused(room, &pending, &why);
            // The line goes back to where it was written, unless something new stands there; Up has it then.
            if room.compose.is_empty() && room.history.back() == Some(&pending.text) {
                room.compose.set(&pending.text);
            }
            why
        }
        // The editor has the text and says who else wrote.
        Failure::Overtaken => return,
        Failure::NotSaved(why) => {
            room.unsaved.push(pending);
            model.layers.retain(|layer| !matches!(layer, Layer::Form(form) if form.sent == Some(id)));
            why
        }
    };
    model.toast = Some(Toast::refusal(said, now));
}
