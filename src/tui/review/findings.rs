//! What the checks say: in which order it is shown, and where each finding leads.

use super::parts::{self, Part};
use super::rows::{Target, rows};
use super::{Focus, Review, opened, saving};
use crate::incident::review::ItemKind;
use crate::postmortem::lint::{Finding, Place};
use crate::tui::action::Action;
use crate::tui::compose;
use crate::tui::layer::Layer;
use crate::tui::model::{self, Model};
use crate::tui::toast::Toast;
use crate::tui::update::{Effect, perform};

/// What counts before what was waived; the checks' own order otherwise.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.waived.is_some());
    findings
}

/// How many of them count.
pub fn counting(review: &Review) -> usize {
    review.findings.iter().filter(|finding| finding.waived.is_none()).count()
}

/// Goes to where the chosen finding is.
pub fn follow(model: &mut Model) -> Vec<Effect> {
    let now = model.wall;
    let Some((review, room)) = opened(model) else { return Vec::new() };
    let Some(finding) = review.finding().cloned() else { return Vec::new() };
    let (word, number) = match &finding.place {
        Place::Whole | Place::Line(_) => ("", None),
        Place::Part(word) => (word.as_str(), None),
        Place::Item(word, number) => (word.as_str(), Some(*number)),
    };
    let entry = number.filter(|_| matches!(word, "entry" | "update" | "timeline"));
    if let Some(entry) = entry.and_then(|number| room.state.timeline.numbered(number)).map(|entry| entry.id) {
        room.timeline.set_filter(&room.state, None);
        if let Some(place) = room.timeline.place(&room.state, entry) {
            room.timeline.select(&room.state, place);
        }
        return leave_to(model, model::Focus::Timeline);
    }
    match word {
        "roles" if finding.code == "commander-missing" => {
            return leave_for(model, model::Focus::Roles, Action::TakeCommand);
        }
        "roles" | "role" => return leave_to(model, model::Focus::Roles),
        "updates" => return leave_for(model, model::Focus::Updates, Action::SendUpdate),
        "tasks" | "task" | "checklist" => return leave_to(model, model::Focus::Checklist),
        "severity" => return leave_for(model, model::Focus::Timeline, Action::Severity),
        "status" => return leave_for(model, model::Focus::Timeline, Action::Status),
        "title" => return leave_to_title(model),
        _ => {}
    }
    let named = Part::named(word).and_then(|part| parts::all().position(|one| one == part));
    let Some(part) = named else {
        model.toast = Some(Toast::refusal(format!("that concerns the report as a whole: {}", finding.suggestion), now));
        return Vec::new();
    };
    review.choose(part, room);
    review.focus = Focus::Body;
    if let Some(number) = number {
        let is_it = |target: Target| match target {
            Target::Item(kind, of) => of == number && (kind.word() == word || of_a_list(kind, word)),
            Target::Followup(of) => of == number,
            _ => false,
        };
        let all = rows(review.chosen(), &room.state);
        review.row = all.iter().position(|row| is_it(row.target)).unwrap_or_default();
    }
    Vec::new()
}

fn of_a_list(kind: ItemKind, word: &str) -> bool {
    word.strip_suffix('s') == Some(kind.word())
}

/// Leaves the review for a pane of the room.
fn leave_to(model: &mut Model, pane: model::Focus) -> Vec<Effect> {
    let effects = saving::save_all(model);
    model.layers.retain(|layer| !matches!(layer, Layer::Review(_)));
    if let Some(room) = model.room_mut() {
        room.focus = pane;
    }
    effects
}

/// Leaves the review and opens there what settles the finding.
fn leave_for(model: &mut Model, pane: model::Focus, action: Action) -> Vec<Effect> {
    let effects = leave_to(model, pane);
    effects.into_iter().chain(perform(model, action)).collect()
}

/// Leaves the review for the compose line, where the title is changed; a line that was begun there is put aside.
fn leave_to_title(model: &mut Model) -> Vec<Effect> {
    let effects = leave_to(model, model::Focus::Compose);
    if let Some(room) = model.room_mut() {
        if !room.compose.text().starts_with("/title ") {
            compose::put_aside(room);
            room.compose.set(&format!("/title {}", room.state.title()));
        }
        compose::changed(room);
    }
    effects
}
