//! The line that was begun, where no room has it: it goes to the next one that opens, or is kept in the end.

use crossterm::event::Event;

use super::action::{Action, Context};
use super::keymap::{Chord, Keymap};
use super::model::{Model, Screen};
use super::prompt::Prompt;
use super::toast::Toast;
use super::update::Effect;
use super::worker::Job;
use super::{act, compose};

/// The line that was begun in the room, or for one that is being opened or did not open.
pub fn line(model: &Model) -> String {
    let typed = match &model.screen {
        Screen::Room(room) => return compose::begun(room).to_owned(),
        Screen::Opening(opening) => written(&opening.typed, &model.keymap),
        Screen::Start(_) | Screen::Drills(_) => String::new(),
    };
    let lines = [model.begun.clone(), typed];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What was typed, as text: what was sent off stands on lines of its own.
fn written(typed: &[Event], keymap: &Keymap) -> String {
    let (mut lines, mut line) = (Vec::new(), Prompt::default());
    for event in typed {
        match event {
            Event::Paste(text) => line.insert(text),
            Event::Key(key) => {
                let chord = Chord::from(*key);
                match (keymap.action(&[Context::Compose, Context::Writing], chord), chord.types()) {
                    (Some(Action::Log), _) => lines.push(line.take()),
                    (Some(Action::NewLine), _) => line.insert("\n"),
                    (Some(action), _) => _ = act::edit(&mut line, action),
                    (None, Some(letter)) => line.insert(letter.encode_utf8(&mut [0; 4])),
                    (None, None) => {}
                }
            }
            _ => {}
        }
    }
    lines.push(line.take());
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// Keeps the line with its incident, which is left for another one.
pub fn keep(model: &Model) -> Vec<Effect> {
    match model.room().map(compose::begun).filter(|text| !text.trim().is_empty()) {
        Some(text) => vec![Effect::Work(Job::Keep { draft: text.to_owned(), by: model.who.clone() })],
        None => Vec::new(),
    }
}

/// What was typed for a room that does not open goes to the next one. Whether there is any of it.
pub fn carry(model: &mut Model) -> bool {
    model.begun = line(model);
    !model.begun.is_empty()
}

/// Gives a room that has opened what was begun for it: the draft that was kept, and what was typed for one that did not
/// open. What was typed meanwhile comes first; behind it, Up brings them.
pub fn give_back(model: &mut Model, draft: String) -> Vec<Effect> {
    let carried = model.begun.clone();
    let Some(room) = model.room_mut() else { return Vec::new() };
    let is_kept = !draft.is_empty();
    let mut is_behind = false;
    for text in [carried, draft].into_iter().filter(|text| !text.trim().is_empty()) {
        match room.compose.is_empty() {
            true => room.compose.set(&text),
            false => {
                compose::remember(room, text);
                is_behind = true;
            }
        }
    }
    model.begun.clear();
    if is_behind && model.toast.is_none() {
        model.toast = Some(Toast::good("↑ brings back what was begun before", model.wall));
    }
    if is_kept { vec![Effect::Work(Job::Given)] } else { Vec::new() }
}

/// What stands in no file when all is over: `line`, unless it is `kept`, and another one that came back since.
pub fn unkept(model: &Model, line: String, kept: bool) -> impl Iterator<Item = String> + use<> {
    let now = self::line(model);
    let back = (now != line).then_some(now);
    [Some(line).filter(|_| !kept), back].into_iter().flatten().filter(|text| !text.trim().is_empty())
}
