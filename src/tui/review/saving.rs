//! From the editor to the journal: what was written is saved when the person stops, and never over what somebody else
//! wrote meanwhile.

use uuid::Uuid;

use super::editor::Editor;
use super::rival::{is_contested, rival};
use crate::incident::register::Head;
use crate::incident::review::{self, Section};
use crate::incident::span::Span;
use crate::incident::text::{capital, visible};
use crate::incident::{Command, Time};
use crate::session::Request;
use crate::tui::model::{Model, Pending, Room};
use crate::tui::update::Effect;
use crate::tui::worker::Job;

/// How long no key was pressed when a text is saved.
const QUIET: Span = Span::seconds(2);
/// How long at most a text is not saved while somebody keeps writing.
const LONGEST: Span = Span::seconds(3);
/// How long a text waits while somebody else's words stand in its place, for the person to choose.
const IN_CONFLICT: Span = Span::seconds(10);

/// How a text stands with the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It says what the journal says.
    Saved,
    /// It was changed, and will be saved in a moment.
    Changed,
    /// It is on its way.
    Saving,
    /// The disk did not take it.
    NotSaved,
    /// It was not accepted, and why.
    Refused(String),
    /// Somebody wrote something else meanwhile.
    Overtaken {
        /// Who.
        by: String,
    },
}

/// What the request writes there.
pub(super) fn written(pending: &Pending, of: Section) -> Option<&str> {
    match &pending.request.command {
        Command::Review(review::Command::Write { section, text }) if *section == of => Some(text),
        _ => None,
    }
}

fn newest(room: &Room, section: Section) -> Option<&Head<String>> {
    room.state.review.register(section)?.newest()
}

/// The write of somebody else that the editor has not seen.
pub(super) fn unseen<'a>(room: &'a Room, editor: &Editor) -> Option<&'a Head<String>> {
    let own = |id: Uuid| room.saving.iter().any(|pending| pending.request.id == id);
    newest(room, editor.section).filter(|head| editor.on != Some(head.id) && !own(head.id))
}

/// How the text stands.
pub fn standing(room: &Room, editor: &Editor) -> Standing {
    let text = editor.text();
    let says_so = |pending: &&Pending| written(pending, editor.section).is_some_and(|written| written == text.trim());
    if !editor.differs() && !room.unsaved.iter().any(|pending| written(pending, editor.section).is_some()) {
        return Standing::Saved;
    }
    if let Some(head) = unseen(room, editor) {
        return Standing::Overtaken { by: head.by.to_string() };
    }
    match &editor.refused {
        Some(why) => Standing::Refused(why.clone()),
        None if room
            .saving
            .iter()
            .rev()
            .find(|one| written(one, editor.section).is_some())
            .is_some_and(|one| says_so(&one)) =>
        {
            Standing::Saving
        }
        None if room.unsaved.iter().any(|pending| says_so(&pending)) => Standing::NotSaved,
        None => Standing::Changed,
    }
}

/// Saves a text if it was changed. Only `asked` by the person is it saved at once over somebody else's words, or tried
/// again after it was refused.
pub fn save(model: &mut Model, section: Section, asked: bool) -> Vec<Effect> {
    let now = model.wall;
    let Some(room) = model.room_mut() else { return Vec::new() };
    let Some(editor) = room.drafts.iter().find(|editor| editor.section == section) else { return Vec::new() };
    let waited = editor.touched.is_some_and(|(_, first)| IN_CONFLICT.after(first) <= now);
    let writes = match standing(room, editor) {
        Standing::Changed => true,
        Standing::Overtaken { .. } => asked || waited,
        Standing::Refused(_) | Standing::NotSaved => asked,
        Standing::Saved => asked && is_contested(room, editor),
        Standing::Saving => false,
    };
    // What somebody else wrote stays in sight until the person has chosen.
    let rival = rival(room, editor).filter(|_| !asked);
    let on_its_way = room.saving.iter().rev().find(|pending| written(pending, section).is_some());
    let seen = match on_its_way {
        Some(pending) => Some(pending.request.id),
        None => unseen(room, editor).map(|head| head.id).or(editor.on),
    };
    if asked || writes {
        room.drafts.iter_mut().filter(|editor| editor.section == section).for_each(|one| one.rival = rival.clone());
    }
    let request = if writes { request(model, section) } else { None };
    request.map(|request| Effect::Work(Job::Write { request: Box::new(request), section, seen })).into_iter().collect()
}

/// The request that writes the text as it stands, noted as on its way.
pub(super) fn request(model: &mut Model, section: Section) -> Option<Request> {
    let who = model.who.clone();
    let room = model.room_mut()?;
    let text = room.drafts.iter().find(|editor| editor.section == section)?.text().trim().to_owned();
    let shown = format!("{}: {text}", capital(&section.word().replace('-', " ")));
    // An older wording that no disk would take is not to come back over this one.
    room.unsaved.retain(|pending| written(pending, section).is_none());
    let request = Request::new(&who, review::Command::Write { section, text });
    room.saving.push(Pending { request: request.clone(), text: shown });
    Some(request)
}

/// Saves every text that was changed.
pub fn save_all(model: &mut Model) -> Vec<Effect> {
    let sections: Vec<Section> =
        model.room().into_iter().flat_map(|room| &room.drafts).map(|one| one.section).collect();
    sections.into_iter().flat_map(|section| save(model, section, false)).collect()
}

/// Saves what nobody has touched for a while.
pub fn save_quiet(model: &mut Model) -> Vec<Effect> {
    let now = model.wall;
    let is_due = |editor: &&Editor| {
        editor.touched.is_some_and(|(last, first)| QUIET.after(last) <= now || LONGEST.after(first) <= now)
    };
    let drafts = model.room().into_iter().flat_map(|room| &room.drafts);
    let due: Vec<Section> = drafts.filter(is_due).map(|editor| editor.section).collect();
    due.into_iter().flat_map(|section| save(model, section, false)).collect()
}

/// The state changed: editors in which nothing was changed follow it.
pub fn follow(room: &mut Room) {
    let mut drafts = std::mem::take(&mut room.drafts);
    for editor in &mut drafts {
        let theirs = unseen(room, editor).map(|head| visible(&head.value).into_owned());
        if let Some(theirs) = theirs
            && (!editor.differs() || theirs.trim() == editor.text().trim())
        {
            editor.follow(&room.state.review);
        }
    }
    room.drafts = drafts;
}

/// A request was carried out. If what looks like a secret came into a text with it: which text, and what kind of secret.
pub fn done(room: &mut Room, pending: &Pending) -> Option<(Section, &'static str)> {
    let mut found = None;
    for editor in &mut room.drafts {
        if let Some(text) = written(pending, editor.section) {
            found = editor.saved(pending.request.id, text).map(|rule| (editor.section, rule));
        }
    }
    found
}

/// A request was refused: the text stays where it was written, with the reason.
pub fn refused(room: &mut Room, pending: &Pending, why: &str) {
    for editor in &mut room.drafts {
        if written(pending, editor.section).is_some() {
            editor.refused = Some(why.to_owned());
        }
    }
}

/// Takes what somebody else wrote in place of one's own words; undo brings those back.
pub fn take_theirs(room: &mut Room, section: Section, now: Time) {
    let Some(at) = room.drafts.iter().position(|editor| editor.section == section) else { return };
    let overtaken = matches!(standing(room, &room.drafts[at]), Standing::Overtaken { .. });
    let rival = rival(room, &room.drafts[at]);
    let editor = &mut room.drafts[at];
    match rival {
        Some(rival) if !overtaken => editor.replace(&rival.text, now),
        _ => editor.take_theirs(&room.state.review, now),
    }
    editor.rival = None;
}
