//! The fourth part: the improvement plan. What was not well, and what is done about it.

use super::rows::{Row, Target, Words};
use crate::drill::Play;
use crate::drill::measures::measures;
use crate::drill::rating::outcomes;
use crate::incident::exercise::Rating;
use crate::incident::followups::{Followup, Progress};
use crate::tui::theme::Slot;

/// Something rated, and what is done about it.
struct Finding<'a> {
    id: String,
    rating: Option<Rating>,
    text: String,
    why: String,
    remedies: Vec<&'a Followup>,
}

impl Finding<'_> {
    /// Whether somebody does something about it, and it is known by when.
    fn is_planned(&self) -> bool {
        let complete = |one: &&&Followup| one.owner().is_some() && one.due().is_some();
        self.remedies.iter().filter(|one| !is_dropped(one)).any(|one| complete(&one))
    }

    fn is_weak(&self) -> bool {
        self.rating >= Some(Rating::M)
    }
}

fn is_dropped(one: &Followup) -> bool {
    matches!(one.progress(), Progress::Dropped(_))
}

/// Everything that was rated M or U, and everything else that something is done about.
fn findings<'a>(play: &Play<'a>) -> Vec<Finding<'a>> {
    let remedies = |id: &str| {
        let named = play.exercise.improvements.iter().filter(|(finding, _)| finding == id);
        named.filter_map(|(_, record)| play.state.followups.all().iter().find(|one| one.id == *record)).collect()
    };
    let synopsis = |inject: &str| play.scenario.inject(inject).map_or("", |inject| &inject.synopsis);
    let outcomes = outcomes(play).into_iter().map(|one| Finding {
        remedies: remedies(&one.id),
        text: format!("{} {}: {}", one.id, synopsis(&one.inject), one.action),
        id: one.id,
        rating: one.rating,
        why: one.why,
    });
    let end = play.end().unwrap_or(play.exercise.terms.begins);
    let measures = measures(play, end).into_iter().map(|one| Finding {
        remedies: remedies(one.id),
        text: one.name.into(),
        id: one.id.into(),
        rating: one.rating,
        why: one.value,
    });
    outcomes.chain(measures).filter(|one| one.is_weak() || !one.remedies.is_empty()).collect()
}

/// How many weak points somebody does something about by a known time.
pub fn standing(play: &Play<'_>) -> String {
    let weak: Vec<_> = findings(play).into_iter().filter(Finding::is_weak).collect();
    match weak.len() {
        0 => "Nothing was rated M or U".into(),
        all => {
            let planned = weak.iter().filter(|one| one.is_planned()).count();
            format!("{planned} of {all} have an action with owner and due date")
        }
    }
}

/// What was not well, each with what is done about it.
pub fn rows(play: &Play<'_>) -> Vec<Row> {
    findings(play).into_iter().flat_map(|finding| rows_of(play, &finding)).collect()
}

fn rows_of(play: &Play<'_>, finding: &Finding<'_>) -> Vec<Row> {
    let mut notes = vec![Words::new(&finding.why, Slot::Dim)];
    if finding.remedies.iter().all(|one| is_dropped(one)) {
        notes.push(Words::loud("NO ACTION YET: Enter agrees on one", Slot::Danger));
    }
    let target = Target::Finding(finding.id.clone());
    let first = Row { notes, ..Row::new(target, Words::rating(finding.rating), &finding.text) };
    let remedies = finding.remedies.iter().map(|one| remedy(play, &finding.id, one));
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
