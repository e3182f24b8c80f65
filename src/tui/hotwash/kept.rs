//! What outlives the hot wash while the room is open: where the team was, what it has begun to write, and what it has
//! agreed on and is not on record yet.

use uuid::Uuid;

use super::ask::{self, Ask};
use super::part::Part;
use super::{opened, refresh};
use crate::drill::Play;
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
    begun: Vec<Begun>,
    /// Follow-ups on their way to the disk, each with what it is to improve.
    agreed: Vec<(Uuid, String)>,
}

/// A form that was put away.
#[derive(Debug)]
struct Begun {
    ask: Ask,
    values: Vec<String>,
    /// The request that it had become.
    sent: Option<Uuid>,
}

impl Kept {
    /// What was begun and not sent, in a sentence; `None` if nothing was.
    pub fn unsent(&self) -> Option<String> {
        let begun = self.begun.iter().any(|one| one.values.iter().any(|value| !value.trim().is_empty()));
        begun.then(|| "what was begun in the hot wash is not sent; H brings it back".to_owned())
    }

    /// Whether an answer to this question was begun.
    pub(super) fn answers(&self, question: u16) -> bool {
        self.begun.iter().any(|one| matches!(one.ask, Ask::Answer { question: of, .. } if of == question))
    }

    /// Fills a form with what was begun.
    pub(super) fn restore(&mut self, form: &mut Form) {
        let Purpose::HotWash(ask) = &form.purpose else { return };
        let Some(place) = self.begun.iter().position(|one| one.ask.is_about(ask)) else { return };
        let begun = self.begun.remove(place);
        for (field, value) in form.fields.iter_mut().zip(begun.values) {
            field.value.set(&value);
        }
    }
}

/// Keeps what was written into a form that is put away.
pub fn put_aside(model: &mut Model, form: &Form) {
    let now = model.wall;
    let Purpose::HotWash(ask) = &form.purpose else { return };
    let Some((wash, room)) = opened(model) else { return };
    let values = |form: &Form| form.fields.iter().map(|field| field.value.text().to_owned()).collect::<Vec<_>>();
    let untouched = Play::of(&wash.scenario, &room.state).map(|play| values(&ask::form(ask.clone(), &play)));
    let values = values(form);
    if untouched.as_ref() != Some(&values) {
        room.hot_wash.begun.push(Begun { ask: ask.clone(), values, sent: form.sent });
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
