//! The review: the record becomes a finished report. Parts at the left, a text or a list at the right, and below it
//! what the checks say.
//!
//! The facts, the findings and the preview are made when the review is opened and then, while records come in, once a
//! second: never per frame or key.

mod act;
mod ask;
mod editor;
mod external;
mod findings;
mod layout;
mod leaving;
mod parts;
mod preview;
mod refusal;
mod rival;
mod rows;
mod saving;
mod view;
mod wrapping;

pub use act::{act, moved, paste, take_edited, write};
pub use ask::{Ask, command, form};
pub use editor::Editor;
pub use external::{Draft, Edited, Editing, Outcome, editor_command};
pub use leaving::{save_for_good, unkept, unsaved};
pub use refusal::refusal;
pub use saving::{done, follow, refused};
pub use view::draw;

use super::action::Context;
use super::layer::Layer;
use super::model::{Model, Room};
use super::update::Effect;
use crate::incident::review::Section;
use crate::incident::{State, Time};
use crate::postmortem::lint::Finding;
use crate::postmortem::{Document, lint, prefill};
use parts::{Lack, Part};
use preview::Preview;
use rows::Row;

/// Which half of the review takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The list of parts.
    Parts,
    /// The text or list of the chosen part.
    Body,
    /// What the checks say.
    Findings,
}

/// The review, as long as it is open. The texts being written outlive it: they are the room's.
#[derive(Debug)]
pub struct Review {
    focus: Focus,
    /// The chosen part, as a place in [`parts::all`].
    part: usize,
    /// The chosen row of its list.
    row: usize,
    /// The chosen finding.
    finding: usize,
    rows: Vec<Row>,
    /// How far every part is, in the order of [`parts::all`].
    lacks: Vec<Lack>,
    findings: Vec<Finding>,
    document: Document,
    /// What the record says where the chosen text is empty.
    suggestion: Option<String>,
    /// The finished page, while it is shown.
    preview: Option<Preview>,
    /// Where the page was left.
    top: usize,
    /// How many records all this was made from.
    records: usize,
}

impl Review {
    fn of(state: &State, now: Time) -> Review {
        let document = Document::of(state, now);
        let findings = findings::sorted(lint::findings(&document));
        Review {
            focus: Focus::Parts,
            part: 0,
            row: 0,
            finding: 0,
            rows: Vec::new(),
            lacks: Vec::new(),
            findings,
            document,
            suggestion: None,
            preview: None,
            top: 0,
            records: state.records(),
        }
    }

    /// The chosen part.
    fn chosen(&self) -> Part {
        parts::all().nth(self.part).unwrap_or(Part::Times)
    }

    /// The chosen text, if the part is one.
    pub fn section(&self) -> Option<Section> {
        match self.chosen() {
            Part::Text(section) => Some(section),
            _ => None,
        }
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.row)
    }

    fn finding(&self) -> Option<&Finding> {
        self.findings.get(self.finding)
    }

    /// Shows these findings until the state changes.
    #[cfg(test)]
    pub fn find(&mut self, findings: Vec<Finding>) {
        self.findings = findings;
    }

    /// Where keys are looked up.
    pub fn contexts(&self) -> &'static [Context] {
        use Context::{
            Anywhere, Findings, Page, Preview, Review, ReviewList, ReviewPanes, ReviewRoom, ReviewText, Writing,
        };
        match (&self.preview, self.focus, self.chosen()) {
            (Some(_), ..) => &[Preview, Page, Anywhere],
            (None, Focus::Parts, _) => &[Review, ReviewPanes, ReviewRoom, Anywhere],
            (None, Focus::Body, Part::Text(_)) => &[ReviewText, ReviewRoom, Writing, Anywhere],
            (None, Focus::Body, _) => &[ReviewList, ReviewPanes, ReviewRoom, Anywhere],
            (None, Focus::Findings, _) => &[Findings, ReviewPanes, ReviewRoom, Anywhere],
        }
    }

    /// Shows another part.
    fn choose(&mut self, part: usize, room: &mut Room) {
        if part != self.part {
            self.row = 0;
        }
        self.part = part.min(parts::all().count() - 1);
        self.show(room);
    }

    /// Brings what is shown of the chosen part in step with the state.
    fn show(&mut self, room: &mut Room) {
        let chosen = self.chosen();
        self.rows = rows::rows(chosen, &room.state);
        self.lacks = parts::all().map(|part| parts::lack(part, &room.state)).collect();
        self.row = self.row.min(self.rows.len().saturating_sub(1));
        let section = self.section();
        room.drafts.retain(|editor| editor.differs() || Some(editor.section) == section);
        self.suggestion = section.and_then(|section| prefill::suggestion(section, &self.document));
        if let Some(section) = section.filter(|section| room.drafts.iter().all(|one| one.section != *section)) {
            room.drafts.push(Editor::open(section, &room.state.review));
        }
    }

    /// Makes the facts and what follows from them anew, if the state changed.
    fn renew(&mut self, room: &mut Room, now: Time) {
        if self.records != room.state.records() {
            let fresh = Review::of(&room.state, now);
            (self.document, self.findings, self.records) = (fresh.document, fresh.findings, fresh.records);
            self.finding = self.finding.min(self.findings.len().saturating_sub(1));
            if let Some(preview) = &mut self.preview {
                preview.renew(&room.state, now);
            }
            self.show(room);
        }
    }
}

/// Whether the record has something to say for the empty text that is shown.
pub fn offers(model: &Model) -> bool {
    let Some(Layer::Review(review)) = model.layers.last() else { return false };
    let editor = model.room().and_then(|room| shown_editor(review, room));
    review.suggestion.is_some() && editor.is_some_and(Editor::is_empty)
}

/// The review and the room it is about, if it is open.
fn opened(model: &mut Model) -> Option<(&mut Review, &mut Room)> {
    let Model { layers, screen, .. } = model;
    let review = layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Review(review) => Some(&mut **review),
        _ => None,
    })?;
    match screen {
        super::model::Screen::Room(room) => Some((review, room)),
        _ => None,
    }
}

/// The editor that the review shows.
pub fn shown_editor<'a>(review: &Review, room: &'a Room) -> Option<&'a Editor> {
    room.drafts.iter().find(|editor| Some(editor.section) == review.section())
}

/// Opens the review over the room.
pub fn open(model: &mut Model) {
    let now = model.now;
    let Some(room) = model.room_mut() else { return };
    let mut review = Box::new(Review::of(&room.state, now));
    review.show(room);
    model.layers.push(Layer::Review(review));
}

/// Brings the list that is shown in step with news.
pub fn refresh(model: &mut Model) {
    if let Some((review, room)) = opened(model) {
        review.show(room);
    }
}

/// A second has passed: what has been left alone for a while is saved, and what is shown catches up.
pub fn tick(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    if let Some((review, room)) = opened(model) {
        review.renew(room, now);
    }
    saving::save_quiet(model)
}

/// Brings the preview in step with the size.
pub fn settle(model: &mut Model) {
    let whole = model.whole();
    if let Some((review, _)) = opened(model)
        && let Some(preview) = &mut review.preview
    {
        preview.wrap(layout::page(whole).width as usize);
    }
}
