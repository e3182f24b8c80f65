//! What keys do in the hot wash.

use super::ask::{self, Ask};
use super::part::Part;
use super::rows::Target;
use super::{HotWash, opened};
use crate::drill::{self, Play};
use crate::incident::exercise::Rating;
use crate::tui::action::Action;
use crate::tui::layer::{Form, Layer, Page};
use crate::tui::model::{Model, Room};
use crate::tui::update::Effect;
use crate::tui::worker::Job;
use crate::tui::{act as acts, compose, form, help, review};

/// Does an action while the hot wash is on top.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = (model.size.height / 2).max(1) as usize;
    match action {
        Action::Quit | Action::Suspend | Action::Redraw => return acts::outside(action),
        Action::SaveAgain => return acts::on_screen(model, action),
        Action::WriteAfterAction => return vec![Effect::Work(Job::AfterAction)],
        Action::Dismiss | Action::Interrupt => drop(model.layers.pop()),
        Action::Help => {
            let page = help::page(model);
            model.layers.push(Layer::Page(page));
        }
        Action::SaveElsewhere => model.layers.push(Layer::Form(form::save_elsewhere())),
        action => return in_part(model, action, page),
    }
    Vec::new()
}

fn in_part(model: &mut Model, action: Action, page: usize) -> Vec<Effect> {
    let Some((wash, room)) = opened(model) else { return Vec::new() };
    let last = wash.rows.len().saturating_sub(1);
    if let Some(row) = review::moved(wash.row, last, page, action) {
        wash.choose(row, room);
        return Vec::new();
    }
    let layer = match action {
        Action::NextPane => {
            wash.turn_to(wash.part.step(1), room);
            None
        }
        Action::PreviousPane => {
            wash.turn_to(wash.part.step(Part::ALL.len() - 1), room);
            None
        }
        Action::ShowRatings => {
            room.hot_wash.revealed = true;
            let part = if wash.part.shows_ratings() { wash.part } else { Part::Compare };
            wash.turn_to(part, room);
            None
        }
        Action::ReadRow => wash.chosen_row().map(|row| {
            let title = wash.part.title().to_owned();
            Layer::Page(Page { title, lines: row.page(), top: 0 })
        }),
        Action::OwnItem | Action::DueItem | Action::ChangeItem => {
            let ask = match action {
                Action::OwnItem => review::Ask::Owner,
                Action::DueItem => review::Ask::Due,
                _ => review::Ask::ChangeFollowup,
            };
            remedy(wash, room).map(|number| Layer::Form(review::form(ask(number), &room.state)))
        }
        action => match rating(action, wash, room) {
            Some(rating) => return assess(model, rating),
            None => asked(action, wash, room).and_then(|ask| filled(ask, wash, room)).map(Layer::Form),
        },
    };
    model.layers.extend(layer);
    Vec::new()
}

/// What an action asks about the chosen row.
fn asked(action: Action, wash: &HotWash, room: &Room) -> Option<Ask> {
    match (action, wash.target()) {
        (Action::AnswerQuestion, Some(Target::Question(question))) => {
            let exercise = room.state.exercise.as_ref();
            let seen = exercise.and_then(|exercise| exercise.answer(*question)).map(str::to_owned);
            Some(Ask::Answer { question: *question, seen })
        }
        (Action::NoteObservation, _) => Some(Ask::Observe),
        (Action::JudgeOutcome, Some(Target::Outcome { id, .. })) => Some(Ask::Judge(id.clone())),
        (Action::AgreeAction, Some(Target::Finding(finding) | Target::Remedy { finding, .. })) => {
            Some(Ask::Improve(finding.clone()))
        }
        _ => None,
    }
}

fn filled(ask: Ask, wash: &HotWash, room: &mut Room) -> Option<Form> {
    let mut form = ask::form(ask, &Play::of(&wash.scenario, &room.state)?);
    room.hot_wash.restore(&mut form);
    Some(form)
}

/// The chosen objective's name in the scenario.
fn objective(wash: &HotWash) -> Option<&str> {
    match wash.target()? {
        Target::Objective(place) => Some(wash.scenario.exercise.objectives.get((*place)?)?.id.as_str()),
        _ => None,
    }
}

/// How the team has rated the chosen objective.
pub fn assessed(wash: &HotWash, room: &Room) -> Option<Rating> {
    room.state.exercise.as_ref()?.assessment(objective(wash)?)
}

/// The rating that an action gives the chosen objective; `None` where the scale has ended, and for other actions.
pub fn rating(action: Action, wash: &HotWash, room: &Room) -> Option<Rating> {
    let step = |by: isize| match assessed(wash, room) {
        None => Some(Rating::P),
        Some(now) => Rating::ALL.get((now as usize).checked_add_signed(by)?).copied(),
    };
    match action {
        Action::RateP => Some(Rating::P),
        Action::RateS => Some(Rating::S),
        Action::RateM => Some(Rating::M),
        Action::RateU => Some(Rating::U),
        Action::RateBetter => step(-1),
        Action::RateWorse => step(1),
        _ => None,
    }
}

fn assess(model: &mut Model, rating: Rating) -> Vec<Effect> {
    let Some((wash, _)) = opened(model) else { return Vec::new() };
    let command = objective(wash).and_then(|objective| drill::act::assess(&wash.scenario, objective, rating).ok());
    let text = format!("{}: {rating}", objective(wash).unwrap_or_default());
    command.map(|command| compose::command(model, command, text)).unwrap_or_default()
}

/// The number of the chosen follow-up, or of the only one for what is chosen.
pub fn remedy(wash: &HotWash, room: &Room) -> Option<u32> {
    let record = match wash.target()? {
        Target::Remedy { followup, .. } => *followup,
        Target::Finding(finding) => {
            let all = &room.state.exercise.as_ref()?.improvements;
            let mut named = all.iter().filter(|(of, _)| of == finding).map(|(_, record)| *record);
            named.next().filter(|_| named.next().is_none())?
        }
        _ => return None,
    };
    room.state.followups.all().iter().find(|one| one.id == record).map(|one| one.number)
}
