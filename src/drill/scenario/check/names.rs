//! Names that can be told apart, and texts that say something.

use std::collections::HashSet;

use super::{At, LONGEST_NAME, Report};
use crate::drill::scenario::Scenario;
use crate::incident::text::is_slug;

/// Ids that are missing, ill-formed or there twice; texts that are empty.
pub fn check(scenario: &Scenario, report: &mut Report) {
    let exercise = &scenario.exercise;
    if !is_slug(&exercise.id) {
        let what = format!("the id `{}` has to be lower-case letters, digits and hyphens", exercise.id);
        report.error(At::Exercise("id"), what);
    }
    text(report, At::Exercise("title"), "the exercise", "title", &exercise.title);
    text(report, At::Exercise("situation"), "the exercise", "situation", &exercise.situation);
    text(report, At::Exercise("ground_truth"), "the exercise", "ground_truth", &exercise.ground_truth);

    let mut ids = HashSet::new();
    for (place, objective) in exercise.objectives.iter().enumerate() {
        let at = At::ExerciseItem("objectives", place);
        name(report, &mut ids, at, "objective", &objective.id);
        text(report, at, &format!("the objective `{}`", objective.id), "text", &objective.text);
    }
    let (mut ids, mut texts) = (HashSet::new(), HashSet::new());
    for (place, check) in exercise.checklist.iter().enumerate() {
        let at = At::ExerciseItem("checklist", place);
        name(report, &mut ids, at, "item of the checklist", &check.id);
        text(report, at, &format!("the item `{}`", check.id), "text", &check.text);
        if !texts.insert(check.text.as_str()) {
            let what = format!("`{}` has the text of an earlier item, so nobody can tell which was done", check.id);
            report.error(at, format!("{what}; give it a text of its own"));
        }
    }
    let mut ids = HashSet::new();
    for (place, inject) in scenario.injects.iter().enumerate() {
        let whose = format!("`{}`", inject.id);
        name(report, &mut ids, At::InjectKey(place, "id"), "inject", &inject.id);
        text(report, At::InjectKey(place, "synopsis"), &whose, "synopsis", &inject.synopsis);
        text(report, At::InjectKey(place, "text"), &whose, "text", &inject.text);
        if let Some(hint) = &inject.hint {
            text(report, At::InjectKey(place, "hint"), &format!("the hint of {whose}"), "text", &hint.text);
        }
        let mut options = HashSet::new();
        for (listed, option) in inject.options.iter().enumerate() {
            let at = At::InjectItem(place, "options", listed);
            name(report, &mut options, at, "option", &option.id);
            text(report, at, &format!("the option `{}`", option.id), "label", &option.label);
        }
    }
}

fn name<'a>(report: &mut Report, known: &mut HashSet<&'a str>, at: At, kind: &str, id: &'a str) {
    let letter = |b: u8| b.is_ascii_alphanumeric();
    let begins = id.bytes().next().is_some_and(letter);
    if id.is_empty() {
        report.error(at, format!("an {kind} has an empty id; give it a short name"));
    } else if !begins || id.len() > LONGEST_NAME || !id.bytes().all(|b| letter(b) || matches!(b, b'-' | b'_')) {
        let what =
            format!("`{id}` is no name for an {kind}: use letters, digits, `-` and `_`, a letter or digit first");
        report.error(at, what);
    } else if !known.insert(id) {
        report.error(at, format!("there is another {kind} `{id}`; give each a name of its own"));
    }
}

fn text(report: &mut Report, at: At, whose: &str, key: &str, text: &str) {
    if text.trim().is_empty() {
        report.warning(at, format!("the {key} of {whose} is empty; say in a few words what it is"));
    }
}
