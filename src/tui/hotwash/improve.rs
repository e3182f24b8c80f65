//! The fourth part: the improvement plan. What was not well, and what is done about it.

use super::rows::{Row, Target, Words};
use crate::drill::Play;
use crate::drill::report::plan;
use crate::incident::followups::{Followup, Progress};
use crate::postmortem::document::after_action::Improvement;
use crate::tui::theme::Slot;

/// How many weak points somebody does something about by a known time.
pub fn standing(play: &Play<'_>) -> String {
    let weak: Vec<_> = plan(play).into_iter().filter(|one| one.finding.calls_for_action()).collect();
    match weak.len() {
        0 => "Nothing was rated M or U".into(),
        all => {
            let agreed = weak.iter().filter(|one| one.is_agreed()).count();
            format!("{agreed} of {all} have an action with owner and due date")
        }
    }
}

/// What was not well, each with what is done about it.
pub fn rows(play: &Play<'_>) -> Vec<Row> {
    plan(play).into_iter().flat_map(|one| rows_of(play, &one)).collect()
}

fn rows_of(play: &Play<'_>, one: &Improvement) -> Vec<Row> {
    let finding = &one.finding;
    let number = |number: u32| play.state.followups.all().iter().find(|followup| followup.number == number);
    let remedies: Vec<&Followup> = one.actions.iter().filter_map(|action| number(action.number)).collect();
    let mut notes = vec![Words::new(&finding.why, Slot::Dim)];
    if remedies.iter().all(|one| matches!(one.progress(), Progress::Dropped(_))) {
        notes.push(Words::loud("NO ACTION YET: Enter agrees on one", Slot::Danger));
    }
    let target = Target::Finding(finding.id.clone());
    let first = Row { notes, ..Row::new(target, Words::rating(finding.rating), &finding.what) };
    let remedies = remedies.into_iter().map(|one| remedy(play, &finding.id, one));
    [first].into_iter().chain(remedies).collect()
}

fn remedy(play: &Play<'_>, finding: &str, one: &Followup) -> Row {
    let zone = play.state.lifecycle.zone();
    let lacks: Vec<&str> = [("NO OWNER", one.owner().is_none()), ("NO DUE DATE", one.due().is_none())]
        .into_iter()
        .filter_map(|(word, lacks)| (lacks && one.is_open()).then_some(word))
        .collect();
    let owner = one.owner().map(str::to_owned);
    let due = one.due().map(|due| format!("by {}", zone.datetime(due)));
    let progress = Some(one.progress()).filter(|progress| **progress != Progress::Open).map(Progress::to_string);
    let facts: Vec<String> =
        [owner, due, Some(one.purpose().word().to_owned()), progress].into_iter().flatten().collect();
    let slot = if one.is_open() { Slot::Good } else { Slot::Dim };
    let target = Target::Remedy { finding: finding.to_owned(), followup: one.id };
    Row {
        tail: Words::loud(lacks.join(", "), Slot::Danger),
        notes: vec![Words::new(facts.join(" · "), Slot::Dim)],
        ..Row::new(target, Words::new(format!(" →{}", one.number), slot), one.text())
    }
}
