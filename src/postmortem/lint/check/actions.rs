//! What is to be done so that it does not happen again, and by whom, by when, how urgently, how far it is.

use super::{listed, quoted};
use crate::postmortem::lint::report::Action;
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// Something that an action should say.
struct Wanted {
    code: &'static str,
    weight: Weight,
    /// What is wrong, after `has` or `have`.
    lacks: &'static str,
    suggestion: &'static str,
    is_missing: fn(&Action) -> bool,
}

const WANTED: [Wanted; 4] = [
    Wanted {
        code: "action-without-owner",
        weight: Weight::Warning,
        lacks: "no owner",
        suggestion: "Name one person who will see to it.",
        is_missing: |action| is_blank(&action.owner),
    },
    Wanted {
        code: "action-without-due",
        weight: Weight::Warning,
        lacks: "no due date",
        suggestion: "Name a day by which it is to be done.",
        is_missing: |action| is_open(action) && is_blank(&action.due),
    },
    Wanted {
        code: "action-without-priority",
        weight: Weight::Info,
        lacks: "no priority",
        suggestion: "Say how urgent it is.",
        is_missing: |action| is_open(action) && is_blank(&action.priority),
    },
    Wanted {
        code: "action-without-status",
        weight: Weight::Info,
        lacks: "no status",
        suggestion: "Say whether it is done.",
        is_missing: |action| action.open.is_none() && is_blank(&action.status),
    },
];

fn is_blank(text: &Option<String>) -> bool {
    text.as_ref().is_none_or(|text| text.trim().is_empty())
}

fn is_open(action: &Action) -> bool {
    action.open != Some(false)
}

/// The checks of this room: one finding for each action of our own, one for each kind of lack in a text.
pub fn check(report: &Report) -> Vec<Finding> {
    WANTED.iter().flat_map(|wanted| if report.own { each(report, wanted) } else { together(report, wanted) }).collect()
}

fn place(action: &Action) -> &Place {
    action.place.as_ref().unwrap_or(&Place::Whole)
}

fn each(report: &Report, wanted: &Wanted) -> Vec<Finding> {
    let lacking = report.actions.iter().filter(|action| (wanted.is_missing)(action));
    let finding = |action| {
        let place = place(action);
        let says = format!("{place} has {}: {}.", wanted.lacks, quoted(&action.text));
        Finding::new(wanted.code, wanted.weight, place, says, wanted.suggestion)
    };
    lacking.map(finding).collect()
}

fn together(report: &Report, wanted: &Wanted) -> Vec<Finding> {
    let lacking: Vec<&Action> = report.actions.iter().filter(|action| (wanted.is_missing)(action)).collect();
    let Some(first) = lacking.first() else { return Vec::new() };
    let (count, all) = (lacking.len(), report.actions.len());
    let verb = if count == 1 { "has" } else { "have" };
    let names: Vec<String> =
        lacking.iter().map(|action| format!("{} ({})", quoted(&action.text), place(action))).collect();
    let says = format!("{count} of {all} actions {verb} {}: {}.", wanted.lacks, listed(&names));
    vec![Finding::new(wanted.code, wanted.weight, place(first), says, wanted.suggestion)]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, line, report};
    use super::*;

    fn complete(number: usize) -> Action {
        let some = |text: &str| Some(text.to_owned());
        Action {
            place: Some(line(number)),
            text: format!("Task {number}"),
            owner: some("Wanjiru"),
            due: some("1 December"),
            priority: some("high"),
            status: some("open"),
            open: Some(true),
            ..Action::default()
        }
    }

    #[test]
    fn a_text_is_told_once_for_all_its_actions() {
        let mut report = report();
        report.actions = (1..=8).map(|n| Action { owner: None, ..complete(n) }).chain([complete(9)]).collect();
        let found = check(&report);
        assert_eq!((codes(&found), &found[0].place), (vec!["action-without-owner"], &line(1)));
        assert_eq!(
            found[0].says,
            "8 of 9 actions have no owner: “Task 1” (line 1), “Task 2” (line 2), “Task 3” (line 3) \
             and 5 more."
        );
    }

    #[test]
    fn an_incident_of_our_own_is_told_action_by_action() {
        let mut report = Report { own: true, ..report() };
        report.actions = (1..=3).map(|n| Action { due: Some(" ".into()), ..complete(n) }).collect();
        let found = check(&report);
        assert_eq!(codes(&found), ["action-without-due"; 3]);
        assert_eq!(found[1].says, "line 2 has no due date: “Task 2”.");
    }

    #[test]
    fn what_is_done_needs_an_owner_only() {
        let mut report = report();
        report.actions = vec![complete(1)];
        assert!(check(&report).is_empty());
        let done = Action { due: None, priority: None, status: None, open: Some(false), ..complete(1) };
        report.actions = vec![done];
        assert!(check(&report).is_empty());
        report.actions = vec![Action::default()];
        assert_eq!(check(&report).len(), 4);
    }
}
