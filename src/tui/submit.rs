//! What becomes of a chosen line and of a filled-in form.

use super::layer::{Choice, Form, Free, Layer, Purpose};
use super::model::{Focus, Model, Screen};
use super::opening::Opening;
use super::toast::Toast;
use super::update::{Effect, perform};
use super::worker::Job;
use super::{compose, drill, form, hotwash, leaving, review};
use crate::incident::lifecycle::{self, Closing, Declaration, Status};
use crate::incident::playbook::Playbook;
use crate::incident::timeline::{self, EntryRef};
use crate::incident::updates::{self, Audience, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, Time, checklist, roles, when};
use crate::session::Request;
use uuid::Uuid;

/// Takes the marked line of the list on top.
pub fn choice(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::List(list)) = model.layers.last() else { return Vec::new() };
    let wanted = list.wanted.text().trim().to_owned();
    let (choice, refusal) = match (list.chosen(), &list.free) {
        (Some(item), _) => (item.choice.clone(), item.refusal.clone()),
        (None, Some(Free::Role(role))) if !wanted.is_empty() => {
            (Choice::Assign { role: role.clone(), person: wanted }, None)
        }
        (None, Some(Free::Task(task))) if !wanted.is_empty() => (Choice::Own { task: *task, person: wanted }, None),
        (None, _) => return Vec::new(),
    };
    if let Some(why) = refusal {
        model.toast = Some(Toast::refusal(why, model.wall));
        return Vec::new();
    }
    model.layers.pop();
    let open = |model: &mut Model, form: Form| {
        model.layers.push(Layer::Form(form));
        Vec::new()
    };
    match choice {
        Choice::Act(action) => perform(model, action),
        Choice::Verb(verb) => {
            if let Some(room) = model.room_mut() {
                room.focus = Focus::Compose;
                if !room.compose.is_empty() {
                    compose::put_aside(room);
                }
                room.compose.set(&format!("/{verb} "));
                compose::changed(room);
            }
            Vec::new()
        }
        Choice::Status(Status::Closed) => perform(model, super::action::Action::Close),
        Choice::Status(status) => open(model, form::status(status)),
        Choice::Severity(level) => open(model, form::severity(level)),
        Choice::Milestone(milestone) => match model.room().map(|room| form::mark(milestone, room)) {
            Some(form) => open(model, form),
            None => Vec::new(),
        },
        Choice::Assign { role, person } => {
            let text = format!("{person} is {role}");
            compose::command(model, roles::Command::Assign { role, person }, text)
        }
        Choice::Own { task, person } => {
            let text = format!("{person} does task {task}");
            compose::command(model, checklist::Command::Own { task, person }, text)
        }
        Choice::Filter(filter) => {
            if let Some(room) = model.room_mut() {
                room.timeline.set_filter(&room.state, filter);
            }
            Vec::new()
        }
        Choice::Exercise(pick) => drill::pick(model, pick),
    }
}

/// Puts the form on top away; what was written into it and not sent off is kept for the compose line.
pub fn dismiss(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.pop() else { return Vec::new() };
    if matches!(form.purpose, Purpose::HotWash(_)) {
        hotwash::put_aside(model, form);
        return Vec::new();
    }
    // What is real does not come into an exercise.
    let unsent = leaving::written(&form).filter(|_| form.sent.is_none() && form.purpose != Purpose::Real);
    if let (Some(room), Some(text)) = (model.room_mut(), unsent) {
        compose::remember(room, text);
        model.toast = Some(Toast::good("Put aside: ↑ in the compose line brings the text back", model.wall));
    }
    Vec::new()
}

/// Sends the form on top off.
pub fn form(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last() else { return Vec::new() };
    if form.sent.is_some() {
        return Vec::new();
    }
    match form.purpose {
        Purpose::Declare => declare(model),
        Purpose::Real => drill::declare_real(model).unwrap_or_else(|why| complain(model, why)),
        Purpose::Find => find(model),
        Purpose::SaveElsewhere => save_elsewhere(model),
        _ => {
            let zone = model.shown_zone().clone();
            let understood = match (&form.purpose, model.room()) {
                (Purpose::Review(ask), Some(room)) => {
                    review::command(ask, form, &room.state, model.now).map(|command| (command, None))
                }
                (Purpose::Exercise(ask), Some(room)) => {
                    drill::command(ask, form, room, &model.playbook).map(|command| (command, None))
                }
                (Purpose::HotWash(ask), _) => hotwash::command(ask, form, model).map(|command| (command, None)),
                _ => command(form, model.now, &zone),
            };
            match understood {
                Ok((command, said)) => {
                    let request = Request::new(&model.who, command).at(said);
                    let (line, purpose) = (form.line(), form.purpose.clone());
                    if let Some(Layer::Form(form)) = model.layers.last_mut() {
                        form.sent = Some(request.id);
                    }
                    let Some(room) = model.room_mut() else { return Vec::new() };
                    if let Purpose::HotWash(ask) = &purpose {
                        hotwash::sent(room, ask, request.id);
                    }
                    compose::submit(room, request, line)
                }
                Err(why) => complain(model, why),
            }
        }
    }
}

fn complain(model: &mut Model, why: String) -> Vec<Effect> {
    if let Some(Layer::Form(form)) = model.layers.last_mut() {
        form.error = Some(why);
    }
    Vec::new()
}

fn time(form: &Form, place: usize, now: Time, zone: &Zone) -> Result<Option<Time>, String> {
    form.value(place).map(|text| when::past(text, now, zone).map_err(|why| why.to_string())).transpose()
}

fn due(form: &Form, place: usize, now: Time, zone: &Zone) -> Result<Option<Time>, String> {
    form.value(place).map(|text| when::due(text, now, zone).map_err(|why| why.to_string())).transpose()
}

/// The command that a form stands for, and when it happened if that was said.
fn command(form: &Form, now: Time, zone: &Zone) -> Result<(Command, Option<Time>), String> {
    let text = |place| form.value(place).unwrap_or_default().to_owned();
    let command: Command = match &form.purpose {
        Purpose::Update => updates::Command::Send {
            audience: if text(1) == Audience::Internal.word() { Audience::Internal } else { Audience::Customers },
            text: text(0),
            next: match form.value(2) {
                None => Promise::Cadence,
                Some("none") => Promise::None,
                Some(_) => due(form, 2, now, zone)?.map_or(Promise::None, Promise::At),
            },
        }
        .into(),
        Purpose::Task => checklist::Command::Add {
            text: text(0),
            owner: form.value(1).map(str::to_owned),
            due: due(form, 2, now, zone)?,
        }
        .into(),
        Purpose::Edit(entry) => timeline::Command::Edit {
            entry: EntryRef::Id(*entry),
            text: Some(text(0)),
            to: None,
            detail: Default::default(),
        }
        .into(),
        Purpose::Retime(entry) => match time(form, 0, now, zone)? {
            None => return Err("say when it happened".into()),
            to => timeline::Command::Edit { entry: EntryRef::Id(*entry), text: None, to, detail: Default::default() }
                .into(),
        },
        Purpose::Strike(entry) => timeline::Command::Strike { entry: EntryRef::Id(*entry), why: text(0) }.into(),
        Purpose::Skip(task) => checklist::Command::Skip { task: *task, why: text(0) }.into(),
        Purpose::Due(task) => match due(form, 0, now, zone)? {
            None => return Err("say by when it is due".into()),
            Some(due) => checklist::Command::Due { task: *task, due }.into(),
        },
        Purpose::Mark(milestone) => {
            return Ok((lifecycle::Command::Mark(*milestone).into(), time(form, 0, now, zone)?));
        }
        Purpose::Severity(level) => {
            lifecycle::Command::Severity { level: *level, reason: form.value(0).map(str::to_owned) }.into()
        }
        Purpose::Status(Status::Cancelled) => lifecycle::Command::Cancel { why: text(0) }.into(),
        Purpose::Status(status) => {
            let command = lifecycle::Command::Status { status: *status, note: form.value(0).map(str::to_owned) };
            return Ok((command.into(), time(form, 1, now, zone)?));
        }
        Purpose::Close => lifecycle::Command::Close(closing(form, now, zone)?).into(),
        Purpose::Declare | Purpose::Find | Purpose::SaveElsewhere | Purpose::Review(_) | Purpose::HotWash(_) => {
            return Err("nothing to send".into());
        }
        Purpose::Exercise(_) | Purpose::Real => {
            return Err("nothing to send".into());
        }
    };
    Ok((command, None))
}

fn closing(form: &Form, now: Time, zone: &Zone) -> Result<Closing, String> {
    let place = |label: &str| form.fields.iter().position(|field| field.label == label).unwrap_or(usize::MAX);
    let [started, resolved, commander, impact, cause] = form::CLOSING.map(place);
    let text = |place: usize| form.value(place).map(str::to_owned);
    Ok(Closing {
        started: time(form, started, now, zone)?,
        resolved: time(form, resolved, now, zone)?,
        commander: text(commander),
        impact: text(impact),
        cause: text(cause),
    })
}

fn declare(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let playbook = model.playbook.clone();
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
    match declaration(form, now, playbook) {
        Ok(declaration) => {
            form.sent = Some(Uuid::now_v7());
            model.screen = Screen::Opening(Opening::default());
            let by = model.who.clone();
            vec![Effect::Work(Job::Declare { declaration: Box::new(declaration), by, said: None })]
        }
        Err(why) => complain(model, why),
    }
}

pub fn declaration(form: &Form, now: Time, playbook: Playbook) -> Result<Declaration, String> {
    let title = form.value(0).ok_or("say what is broken, in a few words")?.to_owned();
    let zone = match form.value(4) {
        None => Zone::utc(),
        Some(name) => Zone::named(name).map_err(|why| why.to_string())?,
    };
    Ok(Declaration {
        id: String::new(),
        title,
        severity: form.value(1).and_then(|level| level.parse().ok()),
        started: time(form, 2, now, &zone)?,
        detected: time(form, 3, now, &zone)?,
        zone,
        playbook,
    })
}

fn find(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.pop() else { return Vec::new() };
    let now = model.wall;
    let Some(room) = model.room_mut() else { return Vec::new() };
    room.timeline.find = form.value(0).map(str::to_owned);
    if let Some(wanted) = room.timeline.find.clone() {
        if room.timeline.find(&room.state, false, true) {
            room.focus = Focus::Timeline;
        } else {
            model.toast = Some(Toast::refusal(format!("nothing on the timeline says \"{wanted}\""), now));
        }
    }
    Vec::new()
}

fn save_elsewhere(model: &mut Model) -> Vec<Effect> {
    let Some(Layer::Form(form)) = model.layers.last_mut() else { return Vec::new() };
    let Some(folder) = form.value(0).map(std::path::PathBuf::from) else {
        return complain(model, "name a folder, best on another disk".into());
    };
    if !folder.is_absolute() {
        return complain(model, "name the whole path, from / on".into());
    }
    form.sent = Some(Uuid::now_v7());
    vec![Effect::Work(Job::Move(folder))]
}

/// What a form was sent off for could not be done, and no incident has been opened: it can be sent again.
pub fn failed(model: &mut Model, why: &str) {
    for layer in &mut model.layers {
        if let Layer::Form(form) = layer
            && matches!(form.purpose, Purpose::Declare | Purpose::Real | Purpose::SaveElsewhere)
            && form.sent.take().is_some()
        {
            form.error = Some(why.to_owned());
        }
    }
}
