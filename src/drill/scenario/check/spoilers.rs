//! Words that tell the players too early what is really wrong.

use super::{At, Report};
use crate::drill::scenario::{InjectKind, Scenario};
use crate::drill::telling::{Telling, Word};

/// So many words of the ground truth in one sentence of the situation, or in one inject, give it away.
const TELLING: usize = 2;
/// So many in an inject give it away at any time before the players decide, even if the situation named them one by one.
const EXPLAINING: usize = 4;
/// The part of an exercise, one in so many, in which the players should still have to find out.
const EARLY: i64 = 3;

/// Warnings for a title, a situation, and injects before the first decision that share telling words with the ground
/// truth, or quote it. A thing that the situation names gives nothing away later. `earliest` holds the earliest time of
/// each inject, in ms.
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
        let Some(came) = came.filter(|came| *came < first_choice && inject.kind != InjectKind::Facilitation) else {
            continue;
        };
        let mut told = shared(&inject.text);
        told.retain(|word| !(word.is_name && known.has(word)));
        if told.len() < EXPLAINING {
            told.retain(|word| !known.has(word));
        }
        let at = At::InjectKey(place, "text");
        if came < early && (told.len() >= TELLING || told.iter().any(|word| word.is_host)) {
            warn(report, at, &format!("`{}`, which comes early,", inject.id), &told);
        } else {
            let told = if told.len() >= EXPLAINING { told } else { truth.quoted(&inject.text) };
            warn(report, at, &format!("`{}`, which comes before any decision,", inject.id), &told);
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
