//! Messages in, effects out: the only place where the model changes.

use chrono::TimeDelta;
use crossterm::event::{Event, KeyEventKind};
use ratatui::layout::Size;

use super::action::Action;
use super::keymap::Chord;
use super::layer::Layer;
use super::layout::{Areas, Columns, beside, inside, mark};
use super::model::{Change, Focus, Model, Room, Screen};
use super::pane::{control, notice};
use super::toast::Toast;
use super::worker::{Job, Reply};
use super::{act, clock_watch, compose, drill, hotwash, leaving, mouse, news, pane, review};
use crate::incident::Time;
use crate::incident::updates::Audience;

/// Something happened.
#[derive(Debug)]
pub enum Message {
    /// The terminal says something.
    Terminal(Event),
    /// The worker says something.
    Worker(Reply),
    /// The person's own editor has ended.
    Edited(review::Outcome),
    /// A second has passed; the wall clock says this (UTC).
    Tick(Time),
    /// The wall clock was set by so much.
    ClockSet(TimeDelta),
}

/// Something is to be done outside of the model.
#[derive(Debug)]
pub enum Effect {
    /// Give the worker a job.
    Work(Job),
    /// Ring the terminal's bell.
    Ring,
    /// Let the person edit a text in an editor of their own.
    Edit(review::Draft),
    /// Stop as a shell expects of Ctrl-Z.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}

/// Takes one message.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let message = match message {
        Message::Terminal(event) => match keep(model, event) {
            Some(event) => Message::Terminal(event),
            None => return Vec::new(),
        },
        message => message,
    };
    let small = small(model, &message).filter(|_| is_plain(model));
    let effects = match message {
        Message::Terminal(Event::Key(key)) if key.kind != KeyEventKind::Release => press(model, key.into()),
        Message::Terminal(Event::Paste(text)) => paste(model, &text),
        Message::Terminal(Event::Mouse(event)) => mouse::update(model, event),
        Message::Terminal(Event::Resize(width, height)) => {
            model.size = Size::new(width, height);
            Vec::new()
        }
        Message::Terminal(_) => Vec::new(),
        Message::Worker(reply) => news::update(model, reply),
        Message::Edited(outcome) => review::take_edited(model, outcome),
        Message::Tick(wall) => tick(model, wall),
        Message::ClockSet(by) => clock_set(model, by),
    };
    match small {
        Some(change) if effects.is_empty() && is_plain(model) => {
            if change == Change::Timeline {
                settle(model);
            }
            model.change = model.change.and(change);
        }
        _ => {
            settle(model);
            model.change = Change::All;
        }
    }
    effects
}

/// Keeps what is typed while the incident is being opened, unless it does something there; gives back what is for now.
fn keep(model: &mut Model, event: Event) -> Option<Event> {
    let is_for_now = match &event {
        Event::Key(key) => model.keymap.action(&model.contexts(), Chord::from(*key)).is_some(),
        Event::Paste(_) => false,
        _ => true,
    };
    let is_covered = model.top().is_some();
    match &mut model.screen {
        Screen::Opening(opening) if !is_covered && !is_for_now => {
            opening.typed.push(event);
            None
        }
        _ => Some(event),
    }
}

/// The part of the screen that a key changes, where it is only one: a letter that is written or taken away, a step in the
/// timeline.
fn small(model: &Model, message: &Message) -> Option<Change> {
    let Message::Terminal(Event::Key(key)) = message else { return None };
    let chord = Chord::from(*key);
    let action = model.keymap.action(&model.contexts(), chord);
    match (model.room()?.focus, action) {
        (Focus::Compose, Some(Action::Backspace)) => Some(Change::Line),
        (Focus::Compose, None) => chord.types().map(|_| Change::Line),
        (
            Focus::Timeline,
            Some(Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom),
        ) => Some(Change::Timeline),
        _ => None,
    }
}

/// Whether nothing lies over the room or hangs on what has the keys.
fn is_plain(model: &Model) -> bool {
    let has_focus_alone = |room: &Room| match room.focus {
        Focus::Compose => !room.compose.is_empty() && room.completions.is_empty(),
        _ => true,
    };
    model.layers.is_empty() && model.toast.is_none() && !model.warned && model.room().is_some_and(has_focus_alone)
}

/// Brings what depends on the size in step.
fn settle(model: &mut Model) {
    let size = model.size;
    model.tell_time(model.wall);
    review::settle(model);
    let Model { now, theme, screen, toast, .. } = model;
    if let Screen::Room(room) = screen {
        room.notice = toast.as_ref().map_or(0, |toast| notice::rows(toast, size.width));
        if let Some(drill) = &mut room.drill {
            drill.settle(room.focus == Focus::Injects, &room.state, *now);
        }
        let wants = pane::wanted(room, &Areas::of(size, room), *now, theme);
        if let Some(drill) = &mut room.drill {
            drill.wants = wants;
        }
        let Areas { timeline, truth, .. } = Areas::of(size, room);
        let frame = inside(timeline);
        let waiting = (room.saving.len() + room.unsaved.len()).min(frame.height as usize / 2);
        room.timeline.mark = mark(size, room);
        let text = Columns::of(beside(room.timeline.mark, frame).width).text;
        room.timeline.settle(&room.state, text, frame.height as usize - waiting);
        if let Some(drill) = &mut room.drill {
            drill.top = drill.top.min(control::last_top(drill, truth));
        }
    }
}

fn press(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let warned = std::mem::take(&mut model.warned);
    let action = model.keymap.action(&model.contexts(), chord);
    if action == Some(Action::Interrupt) && warned {
        return vec![Effect::Quit];
    }
    let leaves = action == Some(Action::Quit) && !warned;
    if let Some(unsaved) = leaves.then(|| leaving::unsaved(model)).flatten() {
        model.warned = true;
        let said = format!("{unsaved}; once more leaves");
        match model.layers.last_mut() {
            // A form may cover the rest of the screen.
            Some(Layer::Form(form)) => form.error = Some(said),
            _ => model.toast = Some(Toast::refusal(said, model.wall)),
        }
        return Vec::new();
    }
    match (action, chord.types()) {
        (Some(action), _) => {
            model.toast = None;
            perform(model, action)
        }
        (None, Some(letter)) => {
            write(model, letter.encode_utf8(&mut [0; 4]));
            Vec::new()
        }
        (None, None) => Vec::new(),
    }
}

/// Does what an action says, or tells why it cannot be done.
pub fn perform(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(why) = action.refusal(model) {
        model.toast = Some(Toast::refusal(why, model.wall));
        return Vec::new();
    }
    if action == Action::RealWorld {
        return drill::real_world(model);
    }
    match model.top() {
        Some(Layer::List(_)) => act::in_list(model, action),
        Some(Layer::Form(_)) => act::in_form(model, action),
        Some(Layer::Page(_)) => act::in_page(model, action),
        Some(Layer::Review(_)) => review::act(model, action),
        Some(Layer::HotWash(_)) => hotwash::act(model, action),
        None => match &model.screen {
            Screen::Room(room) if room.focus == Focus::Compose => compose::act(model, action),
            _ => act::on_screen(model, action),
        },
    }
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    // Pasted text is never taken for keys: with a pane in the focus it goes to the compose line.
    if model.layers.is_empty()
        && let Some(room) = model.room_mut()
    {
        room.focus = Focus::Compose;
    }
    match model.layers.last() {
        Some(Layer::Review(_)) => review::paste(model, text),
        _ => write(model, text),
    }
    Vec::new()
}

/// Puts text to where text goes now.
fn write(model: &mut Model, text: &str) {
    match model.layers.last_mut() {
        Some(Layer::List(list)) => {
            list.wanted.insert(text);
            list.narrow();
        }
        Some(Layer::Form(form)) => {
            form.error = None;
            if let Some(field) = form.fields.get_mut(form.focus).filter(|field| field.options.is_empty()) {
                field.value.insert(text);
            }
        }
        Some(Layer::Page(_) | Layer::HotWash(_)) => {}
        Some(Layer::Review(_)) => review::write(model, text),
        None => {
            if let Some(room) = model.room_mut().filter(|room| room.focus == Focus::Compose) {
                room.compose.insert(text);
                compose::changed(room);
            }
        }
    }
}

/// After how many seconds others' writes are looked for. What another machine writes to a shared folder is told by no
/// system, also where it tells of what is written here.
fn look_every(room: &Room) -> i64 {
    if room.watched { 15 } else { 2 }
}

/// Says that the clock was set. What was to last a while does not last longer because it went back: neither the message
/// that was shown nor the silence of a reminder.
fn clock_set(model: &mut Model, by: TimeDelta) -> Vec<Effect> {
    model.toast = Some(Toast::refusal(clock_watch::sentence(by), model.wall));
    if let Some(room) = model.room_mut().filter(|room| by < TimeDelta::zero() && !room.state.is_exercise()) {
        room.snoozed.values_mut().for_each(|until| *until += by);
    }
    Vec::new()
}

fn tick(model: &mut Model, wall: Time) -> Vec<Effect> {
    let before = model.now;
    model.tell_time(wall);
    let now = model.now;
    model.toast.take_if(|toast| toast.until <= wall);
    let mut effects = review::tick(model);
    let exercise = model.room().and_then(|room| room.state.exercise.as_ref());
    if exercise.is_some_and(|exercise| !exercise.is_over()) {
        effects.push(Effect::Work(Job::Beat));
    } else if model.room().is_some_and(|room| wall.timestamp() % look_every(room) == 0) {
        effects.push(Effect::Work(Job::Look));
    }
    let became_due = |room: &super::model::Room| {
        Audience::ALL
            .into_iter()
            .filter_map(|audience| room.state.update_due(audience))
            .any(|due| before < due && due <= now)
    };
    if model.bell && model.room().is_some_and(became_due) {
        effects.push(Effect::Ring);
    }
    effects
}
