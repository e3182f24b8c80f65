//! Why an action cannot be done in the review now.

use super::parts::Part;
use super::rival::rival;
use super::rows::Target;
use super::saving::{Standing, standing};
use super::{Review, shown_editor};
use crate::tui::action::Action;
use crate::tui::model::Room;

/// Why it cannot be done now, if so: a sentence for the person who tried.
pub fn refusal(action: Action, review: &Review, room: &Room) -> Option<String> {
    let no = |why: &str| Some(why.to_owned());
    let target = review.row().map(|row| row.target);
    match (action, target) {
        (Action::AddItem, _) if matches!(review.chosen(), Part::Times | Part::KeyEvents) => {
            no("nothing can be added here; choose a line")
        }
        (Action::ChangeItem | Action::MarkItem | Action::Withdraw, None) => no("the list is empty; a adds to it"),
        (Action::ChangeItem, Some(Target::Milestone(one))) if !one.markable() => {
            no("closing the incident sets that time")
        }
        (Action::ChangeItem, Some(Target::Entry(entry)))
            if !room.state.timeline.entry(entry).is_some_and(|one| one.said) =>
        {
            no("ic wrote this line because of what was done; Space makes it a key event")
        }
        (Action::Withdraw, Some(Target::Milestone(_) | Target::Entry(_) | Target::Task(_))) => {
            no("that stands in the record and cannot be taken off here")
        }
        (Action::MarkItem, Some(Target::Item(..) | Target::Milestone(_) | Target::Task(_))) => {
            no("there is nothing to mark; Enter changes it")
        }
        (Action::OwnItem | Action::DueItem | Action::StartItem, target)
            if !matches!(target, Some(Target::Followup(_))) =>
        {
            no("only a follow-up has an owner and a date; choose one")
        }
        (Action::FollowFinding | Action::Waive, _) if review.finding().is_none() => no("the checks found nothing"),
        (Action::Waive, _) => {
            let why = review.finding().and_then(|finding| finding.waived.as_deref())?;
            Some(format!("it is waived already: {why}"))
        }
        (Action::SaveText, _) => match standing(room, shown_editor(review, room)?) {
            Standing::Saved if shown_editor(review, room).is_some_and(|editor| rival(room, editor).is_some()) => None,
            Standing::Saved => no("the text is saved"),
            Standing::Saving => no("the text is being saved"),
            _ => None,
        },
        (Action::TakeTheirs, _) => match rival(room, shown_editor(review, room)?) {
            Some(_) => None,
            None if !room.unsaved.is_empty() => no("nobody else changed this text; Ctrl-S saves it again"),
            None => no("nobody else changed this text"),
        },
        _ => None,
    }
}
