//! What would be lost if the room were left now, and how it is kept.

use super::saving::{Standing, standing, written};
use crate::incident::register::Register;
use crate::incident::review::Section;
use crate::incident::text::one_line;
use crate::session::Request;
use crate::tui::model::{Model, Room};
use crate::tui::update::Effect;
use crate::tui::worker::Job;

fn standings(room: &Room) -> impl Iterator<Item = (Section, Standing)> {
    room.drafts.iter().map(|editor| (editor.section, standing(room, editor)))
}

/// Texts of the report that are saved nowhere, each with its name.
pub fn unkept(room: &Room) -> Vec<String> {
    let lost = |of: &Standing| matches!(of, Standing::Refused(_) | Standing::Overtaken { .. });
    let drafts = room.drafts.iter().filter(|editor| lost(&standing(room, editor)));
    drafts.map(|editor| format!("{}: {}", editor.section.word(), editor.text())).collect()
}

/// What is not saved and which keys help, in a sentence; `None` while all is.
pub fn unsaved(room: &Room) -> Option<String> {
    let mut said = Vec::new();
    if let Some(entries) = counted(room.unsaved.len(), "entry is", "entries are") {
        said.push(format!("{entries} NOT SAVED: Ctrl-R tries again, Alt-S takes another folder"));
    }
    let (mut overtaken, mut refused) = (Vec::new(), Vec::new());
    for (section, standing) in standings(room) {
        match standing {
            Standing::Overtaken { by } => overtaken.push((section.word().replace('-', " "), by)),
            Standing::Refused(why) => refused.push(why),
            _ => {}
        }
    }
    let texts = |count| counted(count, "text of the report is not saved", "texts of the report are not saved");
    if let (Some(texts), Some((_, by))) = (texts(overtaken.len()), overtaken.first()) {
        let by = if overtaken.iter().all(|(_, one)| one == by) { one_line(by) } else { "others".into() };
        let names: Vec<&str> = overtaken.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(" and the ");
        said.push(format!(
            "{texts}: {by} changed the {names} meanwhile; there Ctrl-S keeps yours, Ctrl-R takes theirs"
        ));
    }
    if let (Some(texts), Some(why)) = (texts(refused.len()), refused.first()) {
        said.push(format!("{texts}: {}", one_line(why)));
    }
    (!said.is_empty()).then(|| said.join(". "))
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

/// Writes every text that is not saved, beside what somebody else wrote meanwhile: whoever leaves cannot be asked any
/// more, so both stand, contested. What is on its way is sent once more under the same id, so it is
/// written once, and even if somebody else was faster.
pub fn save_for_good(model: &mut Model) -> Vec<Effect> {
    let Some(room) = model.room() else { return Vec::new() };
    let mut effects = Vec::new();
    let mut left = Vec::new();
    for (section, standing) in standings(room) {
        match standing {
            Standing::Saving => {
                let last = room.saving.iter().rev().find(|pending| written(pending, section).is_some());
                effects.extend(last.map(|pending| execute(&pending.request)));
            }
            Standing::Changed => {
                let known = room.state.review.register(section).map(Register::ids);
                left.push((section, known.unwrap_or_default()));
            }
            Standing::Overtaken { .. } => {
                let editor = room.drafts.iter().find(|editor| editor.section == section);
                left.push((section, editor.and_then(|editor| editor.on).into_iter().collect()));
            }
            Standing::Saved | Standing::NotSaved | Standing::Refused(_) => {}
        }
    }
    for (section, seen) in left {
        let request = super::saving::request(model, section).map(|request| Request { seen: Some(seen), ..request });
        effects.extend(request.as_ref().map(execute));
    }
    effects
}

fn execute(request: &Request) -> Effect {
    Effect::Work(Job::Execute(Box::new(request.clone())))
}
