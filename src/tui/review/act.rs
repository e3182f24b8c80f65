//! What keys do in the review.

use super::ask::{self, Ask};
use super::external::{Draft, Edited, Outcome};
use super::layout::{self, Areas};
use super::parts::{self, Part};
use super::preview::Preview;
use super::rows::Target;
use super::{Focus, Review, findings, opened, saving};
use crate::incident::checklist::Task;
use crate::incident::followups;
use crate::incident::followups::Followup;
use crate::incident::review::Section;
use crate::incident::timeline::{self, EntryRef};
use crate::tui::action::Action;
use crate::tui::layer::{Form, Layer};
use crate::tui::model::{Model, Room};
use crate::tui::toast::Toast;
use crate::tui::update::Effect;
use crate::tui::{act as acts, compose, form, help};

/// Does an action while the review is on top.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit | Action::Suspend => {
            let saved = saving::save_all(model);
            return saved.into_iter().chain(acts::outside(action)).collect();
        }
        Action::Redraw => return acts::outside(action),
        Action::Preview => return preview(model),
        Action::Help => {
            let page = help::page(model);
            model.layers.push(Layer::Page(page));
            return Vec::new();
        }
        Action::SaveAgain => return acts::on_screen(model, action),
        Action::SaveElsewhere => {
            model.layers.push(Layer::Form(form::save_elsewhere()));
            return Vec::new();
        }
        _ => {}
    }
    let Some((review, _)) = opened(model) else { return Vec::new() };
    if review.preview.is_some() {
        return on_page(model, action);
    }
    match action {
        Action::Dismiss | Action::Interrupt => return back(model),
        Action::NextPane => return turn(model, 1),
        Action::PreviousPane => return turn(model, 2),
        Action::OpenPart => review.focus = Focus::Body,
        _ => match (review.focus, review.section()) {
            (Focus::Parts, _) => {
                let chosen = review.part;
                let last = parts::all().count() - 1;
                if let Some(to) = moved(chosen, last, page_of(model, |areas| areas.parts.height), action) {
                    return choose(model, to);
                }
            }
            (Focus::Findings, _) => return in_findings(model, action),
            (Focus::Body, Some(section)) => return in_text(model, section, action),
            (Focus::Body, None) => {
                let (chosen, last) = (review.row, review.rows.len().saturating_sub(1));
                match moved(chosen, last, page_of(model, |areas| areas.body.height / 2), action) {
                    Some(to) => opened(model).into_iter().for_each(|(review, _)| review.row = to),
                    None => return in_list(model, action),
                }
            }
        },
    }
    review_shown(model);
    Vec::new()
}

fn review_shown(model: &mut Model) {
    if let Some((review, room)) = opened(model) {
        review.show(room);
    }
}

/// Where a movement leads in a list.
pub fn moved(at: usize, last: usize, page: usize, action: Action) -> Option<usize> {
    Some(match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return None,
    })
}

fn page_of(model: &mut Model, height: impl Fn(Areas) -> u16) -> usize {
    let whole = model.whole();
    let height = opened(model).map_or(1, |(review, _)| height(Areas::of(whole, review)));
    usize::from(height.saturating_sub(2).max(1))
}

/// Shows another part; what was written in the one before is saved.
fn choose(model: &mut Model, part: usize) -> Vec<Effect> {
    let effects = saving::save_all(model);
    if let Some((review, room)) = opened(model) {
        review.choose(part, room);
    }
    effects
}

/// Parts, body, findings and round again.
fn turn(model: &mut Model, by: usize) -> Vec<Effect> {
    let effects = saving::save_all(model);
    if let Some((review, _)) = opened(model) {
        let all = [Focus::Parts, Focus::Body, Focus::Findings];
        let at = all.iter().position(|focus| *focus == review.focus).unwrap_or_default();
        review.focus = all[(at + by) % all.len()];
    }
    effects
}

/// One step out: of the text, of the review.
fn back(model: &mut Model) -> Vec<Effect> {
    let effects = saving::save_all(model);
    if let Some((review, _)) = opened(model) {
        if review.focus == Focus::Parts {
            model.layers.pop();
        } else {
            review.focus = Focus::Parts;
        }
    }
    effects
}

fn preview(model: &mut Model) -> Vec<Effect> {
    let effects = saving::save_all(model);
    let (now, whole, template) = (model.now, model.whole(), model.template.clone());
    if let Some((review, room)) = opened(model) {
        review.preview = match review.preview {
            Some(_) => None,
            None => Some(Preview::of(template, &room.state, now, layout::page(whole).width as usize)),
        };
    }
    effects
}

fn on_page(model: &mut Model, action: Action) -> Vec<Effect> {
    let height = layout::page(model.whole()).height as usize;
    let Some((review, _)) = opened(model) else { return Vec::new() };
    let last = review.preview.as_ref().map_or(0, |page| page.rows.len().saturating_sub(height));
    match action {
        Action::Dismiss | Action::Interrupt => review.preview = None,
        action => review.top = moved(review.top, last, height, action).unwrap_or(review.top),
    }
    Vec::new()
}

fn in_findings(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = page_of(model, |areas| areas.findings.height);
    let Some((review, room)) = opened(model) else { return Vec::new() };
    let last = review.findings.len().saturating_sub(1);
    if let Some(to) = moved(review.finding, last, page, action) {
        review.finding = to;
        return Vec::new();
    }
    match (action, review.finding().cloned()) {
        (Action::FollowFinding, _) => return findings::follow(model),
        (Action::Waive, Some(finding)) => {
            let waive = Ask::Waive { code: finding.code, place: finding.place.to_string() };
            let form = ask::form(waive, &room.state);
            model.layers.push(Layer::Form(form));
        }
        _ => {}
    }
    Vec::new()
}

fn in_text(model: &mut Model, section: Section, action: Action) -> Vec<Effect> {
    let now = model.wall;
    let Some((review, room)) = opened(model) else { return Vec::new() };
    let suggestion = review.suggestion.clone();
    let Some(editor) = room.drafts.iter_mut().find(|editor| editor.section == section) else { return Vec::new() };
    match action {
        Action::TakeOver => match suggestion.filter(|_| editor.is_empty()) {
            Some(text) => editor.replace(&text, now),
            None => return turn(model, 1),
        },
        Action::NewLine if section.is_line() => return back(model),
        Action::SaveText => return saving::save(model, section, true),
        Action::TakeTheirs => saving::take_theirs(room, section, now),
        Action::OwnEditor => return vec![Effect::Edit(Draft { of: Edited::Text(section), text: editor.text() })],
        action => {
            editor.act(action, now);
        }
    }
    Vec::new()
}

fn in_list(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some((review, room)) = opened(model) else { return Vec::new() };
    let form = match (action, review.row().map(|row| row.target)) {
        (Action::AddItem, _) => adding(review, room),
        (Action::ChangeItem, Some(target)) => changing(target, room),
        (Action::Withdraw, Some(Target::Item(kind, number))) => {
            let id = room.state.review.id(kind, number);
            id.map(|id| ask::form(Ask::Withdraw(kind, id), &room.state))
        }
        (Action::Withdraw, Some(Target::Followup(number))) => Some(ask::form(Ask::Drop(number), &room.state)),
        (Action::OwnItem, Some(Target::Followup(number))) => Some(ask::form(Ask::Owner(number), &room.state)),
        (Action::DueItem, Some(Target::Followup(number))) => Some(ask::form(Ask::Due(number), &room.state)),
        (Action::StartItem, Some(Target::Followup(number))) => {
            let text = format!("started follow-up {number}");
            return compose::command(model, followups::Command::Start(number), text);
        }
        (Action::MarkItem, Some(Target::Followup(number))) => {
            let one = room.state.followups.all().iter().find(|one| one.number == number);
            let (command, word) = match one.is_some_and(Followup::is_open) {
                true => (followups::Command::Done(number), "done"),
                false => (followups::Command::Reopen(number), "to do again"),
            };
            return compose::command(model, command, format!("{word}: follow-up {number}"));
        }
        (Action::MarkItem, Some(Target::Entry(entry))) => {
            let star = timeline::Command::Star { entry: EntryRef::Id(entry), key: None };
            return compose::command(model, star, "key event".into());
        }
        _ => None,
    };
    model.layers.extend(form.map(Layer::Form));
    Vec::new()
}

fn adding(review: &Review, room: &Room) -> Option<Form> {
    match review.chosen() {
        Part::Followups => Some(ask::form(Ask::Followup, &room.state)),
        Part::Items([kind, ..]) => Some(ask::form(Ask::Add(*kind), &room.state)),
        _ => None,
    }
}

fn changing(target: Target, room: &Room) -> Option<Form> {
    let state = &room.state;
    match target {
        Target::Item(kind, number) => Some(ask::form(Ask::Change(kind, number), state)),
        Target::Followup(number) => Some(ask::form(Ask::ChangeFollowup(number), state)),
        Target::Task(number) => {
            let task: Option<&Task> = state.checklist.tasks().iter().find(|task| task.number == number);
            task.map(|task| ask::from_task(&task.text, task.owner(), state))
        }
        Target::Milestone(milestone) => milestone.markable().then(|| form::mark(milestone, room)),
        Target::Entry(entry) => state.timeline.entry(entry).filter(|entry| entry.said).map(form::edit),
    }
}

/// Puts typed text into the editor that has the focus.
pub fn write(model: &mut Model, text: &str) {
    let now = model.wall;
    let Some((review, room)) = opened(model) else { return };
    let section = review.section().filter(|_| review.focus == Focus::Body && review.preview.is_none());
    if let Some(editor) = room.drafts.iter_mut().find(|editor| Some(editor.section) == section) {
        editor.insert(text, now);
    }
}

/// Puts pasted text into the chosen text.
pub fn paste(model: &mut Model, text: &str) {
    if let Some((review, _)) = opened(model)
        && review.focus == Focus::Parts
    {
        review.focus = Focus::Body;
    }
    write(model, text);
}

/// Takes over what the person's own editor left.
pub fn take_edited(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let now = model.wall;
    let text = match outcome.text {
        Ok(text) => text,
        Err(why) => {
            model.toast = Some(Toast::refusal(why, now));
            return Vec::new();
        }
    };
    match (outcome.of, model.layers.last_mut()) {
        (Edited::Text(section), _) => {
            let drafts = model.room_mut().into_iter().flat_map(|room| &mut room.drafts);
            drafts
                .filter(|editor| editor.section == section && editor.text().trim_end() != text.trim_end())
                .for_each(|editor| editor.replace(&text, now));
            saving::save(model, section, false)
        }
        (Edited::Field, Some(Layer::Form(form))) => {
            form.error = None;
            if let Some(field) = form.fields.get_mut(form.focus) {
                field.value.set(text.trim_end());
            }
            Vec::new()
        }
        // News can have closed the form only if it was sent, and a form that was sent is not edited.
        (Edited::Field, _) => Vec::new(),
    }
}
