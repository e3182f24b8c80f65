//! What outlives the hot wash while the room is open: where the team was, what it has begun to write, and what it has
//! agreed on and is not on record yet.

use uuid::Uuid;

use super::ask::Ask;
use super::part::Part;
use super::{opened, refresh};
use crate::incident::exercise::Command;
use crate::tui::compose;
use crate::tui::layer::{Form, Purpose};
use crate::tui::model::{Model, Room};
use crate::tui::toast::Toast;
use crate::tui::update::Effect;

/// What outlives the hot wash.
#[derive(Debug, Default)]
pub struct Kept {
    /// The part that was open last.
    pub(super) part: Part,
    /// Whether the team wanted to see the computed ratings without rating itself.
    pub(super) revealed: bool,
    /// Forms that were put away.
    begun: Vec<Form>,
    /// Follow-ups on their way to the disk, each with what it is to improve.
    agreed: Vec<(Uuid, String)>,
}

impl Kept {
    /// What was begun and not sent, in a sentence; `None` if nothing was.
    pub fn unsent(&self) -> Option<String> {
        let says = |form: &Form| form.fields.iter().any(|field| !field.value.text().trim().is_empty());
        self.begun.iter().any(says).then(|| "what was begun in the hot wash is not sent; H brings it back".to_owned())
    }

    /// The forms that were put away, sent off or not.
    pub fn begun(&self) -> impl Iterator<Item = &Form> {
        self.begun.iter()
    }

    /// Whether an answer to this question was begun.
    pub(super) fn answers(&self, question: u16) -> bool {
        let asks =
            |form: &Form| matches!(form.purpose, Purpose::HotWash(Ask::Answer { question: of, .. }) if of == question);
        self.begun.iter().any(asks)
    }

    /// Fills a form with what was begun.
    pub(super) fn restore(&mut self, form: &mut Form) {
        let Purpose::HotWash(ask) = &form.purpose else { return };
        let same = |one: &Form| matches!(&one.purpose, Purpose::HotWash(asked) if asked.is_about(ask));
        let Some(place) = self.begun.iter().position(same) else { return };
        let begun = self.begun.remove(place);
        for (field, begun) in form.fields.iter_mut().zip(begun.fields) {
            field.value = begun.value;
        }
    }
}

/// Keeps what was written into a form that is put away.
pub fn put_aside(model: &mut Model, form: Form) {
    let now = model.wall;
    let Some((_, room)) = opened(model) else { return };
    if form.is_changed() {
        room.hot_wash.begun.push(form);
        model.toast = Some(Toast::good("Put aside: it stands there again when you come back", now));
    }
    refresh(model);
}

/// A form was sent off as this request.
pub fn sent(room: &mut Room, ask: &Ask, request: Uuid) {
    if let Ask::Improve(finding) = ask {
        room.hot_wash.agreed.push((request, finding.clone()));
    }
}

/// A request was carried out. A follow-up that is on record now is said to improve what it was agreed for.
pub fn done(model: &mut Model, request: Uuid) -> Vec<Effect> {
    let Some(kept) = model.room_mut().map(|room| &mut room.hot_wash) else { return Vec::new() };
    kept.begun.retain(|one| one.sent != Some(request));
    let Some(place) = kept.agreed.iter().position(|(followup, _)| *followup == request) else { return Vec::new() };
    let (followup, finding) = kept.agreed.remove(place);
    let text = format!("improves {finding}");
    compose::command(model, Command::Improve { finding, followup }, text)
}
