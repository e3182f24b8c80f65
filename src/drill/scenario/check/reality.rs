//! Nothing that players read may say that this is real: somebody might believe it.

use std::sync::LazyLock;

use regex::Regex;

use super::{At, Report};
use crate::drill::scenario::Scenario;

/// Looked for in a text without anything but letters and digits, so that spaces, signs and case hide nothing.
static REAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:isno|itsno|wasno|(?:not|isnt|aint|never)(?:just|only|merely|evenjust)?an?)(?:drill|exercise)")
        .expect("a test compiles it")
});

/// An error for each text that denies the exercise.
pub fn check(scenario: &Scenario, report: &mut Report) {
    let exercise = &scenario.exercise;
    look(report, At::Exercise("title"), "the title", &exercise.title);
    look(report, At::Exercise("situation"), "the situation", &exercise.situation);
    for (place, check) in exercise.checklist.iter().enumerate() {
        let whose = format!("the item `{}` of the checklist", check.id);
        look(report, At::ExerciseItem("checklist", place), &whose, &check.text);
    }
    for (place, inject) in scenario.injects.iter().enumerate() {
        let whose = |part: &str| format!("the {part} of `{}`", inject.id);
        look(report, At::InjectKey(place, "text"), &whose("text"), &inject.text);
        look(report, At::InjectKey(place, "from"), &whose("sender"), inject.from.as_deref().unwrap_or_default());
        look(report, At::InjectKey(place, "to"), &whose("addressee"), inject.to.as_deref().unwrap_or_default());
        if let Some(hint) = &inject.hint {
            look(report, At::InjectKey(place, "hint"), &whose("hint"), &hint.text);
        }
        for (listed, option) in inject.options.iter().enumerate() {
            let whose = format!("the option `{}` of `{}`", option.id, inject.id);
            look(report, At::InjectItem(place, "options", listed), &whose, &option.label);
        }
    }
}

fn look(report: &mut Report, at: At, whose: &str, text: &str) {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if REAL.is_match(&bare) {
        let what = format!("{whose} says that this is no exercise, and somebody might believe it");
        report.error(at, format!("{what}; leave that out"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_are_found_in_any_dress() {
        let denies = |text: &str| {
            let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            REAL.is_match(&bare)
        };
        for text in [
            "This is not a drill!",
            "THIS IS  N O T\nA DRILL",
            "it's not an exercise",
            "this isn’t just a drill",
            "This is no drill.",
            "not-a-drill",
            "no\u{200B}t a dr\u{200B}ill",
        ] {
            assert!(denies(text), "{text}");
        }
        for text in
            ["EXERCISE: search is slow", "a drill, not a meeting", "This node drills down", "do not exercise it"]
        {
            assert!(!denies(text), "{text}");
        }
    }
}
