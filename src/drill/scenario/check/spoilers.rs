//! Words that tell the players too early what is really wrong.

use super::{At, Report};
use crate::drill::scenario::{InjectKind, Scenario};
use crate::drill::telling::{Telling, Word};

/// So many words of the ground truth in one sentence of the situation, or in one inject, give it away.
const TELLING: usize = 2;
/// The part of an exercise, one in so many, in which the players should still have to find out.
const EARLY: i64 = 3;

/// Warnings for a title, a situation, and early injects that share telling words with the ground truth. A thing that the
/// situation names gives nothing away later. `earliest` holds the earliest time of each inject, in ms.
pub fn check(scenario: &Scenario, earliest: &[Option<i64>], report: &mut Report) {
    let exercise = &scenario.exercise;
    let truth = Telling::of(&exercise.ground_truth);
    let shared = |text: &str| truth.shared(text);

    let in_title = shared(&exercise.title);
    warn(report, At::Exercise("title"), "the title, which players see before they begin,", &in_title);
    for sentence in exercise.situation.split_inclusive(['.', '!', '?', ';']) {
        // Names and hosts are what a situation is there to introduce.
        let told: Vec<Word> = shared(sentence).into_iter().filter(|word| !word.is_name).collect();
        if told.len() >= TELLING {
            warn(report, At::Exercise("situation"), "the situation", &told);
        }
    }

    let known = Telling::of(&format!("{}\n{}", exercise.situation, exercise.title));
    let choices = scenario.injects.iter().zip(earliest).filter(|(inject, _)| !inject.options.is_empty());
    let first_choice = choices.filter_map(|(_, came)| *came).min().unwrap_or(i64::MAX);
    let early = first_choice.min(exercise.duration.ms() / EARLY);
    for (place, (inject, came)) in scenario.injects.iter().zip(earliest).enumerate() {
        if inject.kind == InjectKind::Facilitation || came.is_none_or(|came| came >= early) {
            continue;
        }
        let told: Vec<Word> = shared(&inject.text).into_iter().filter(|word| !known.has(word)).collect();
        if told.len() >= TELLING || told.iter().any(|word| word.is_host) {
            warn(report, At::InjectKey(place, "text"), &format!("`{}`, which comes early,", inject.id), &told);
        }
    }
}

fn warn(report: &mut Report, at: At, whose: &str, told: &[Word]) {
    if told.is_empty() {
        return;
    }
    let words: Vec<String> = told.iter().map(|word| format!("\"{}\"", word.text)).collect();
    let what = format!("{whose} shares {} with the ground truth", words.join(", "));
    report.warning(at, format!("{what}; say less, unless it is to mislead"));
}
