//! The third part: the questions of the hot wash, and what the controller noted.

use super::kept::Kept;
use super::rows::{Row, Target, Words, since_startex};
use crate::drill::Play;
use crate::incident::exercise::Observation;
use crate::tui::theme::Slot;

fn questions<'a>(play: &Play<'a>) -> impl Iterator<Item = (u16, &'a str)> {
    (1..).zip(play.scenario.exercise.hotwash.iter().map(String::as_str))
}

fn answer<'a>(play: &Play<'a>, question: u16) -> Option<&'a str> {
    play.exercise.answer(question).filter(|answer| !answer.trim().is_empty())
}

/// How many questions are answered.
pub fn standing(play: &Play<'_>) -> String {
    let answered = questions(play).filter(|(number, _)| answer(play, *number).is_some()).count();
    match play.scenario.exercise.hotwash.len() {
        0 => "This scenario asks nothing; o notes what was observed".into(),
        all => format!("{answered} of {all} questions answered"),
    }
}

/// The questions with their answers, then what was observed.
pub fn rows(play: &Play<'_>, kept: &Kept) -> Vec<Row> {
    let begins = play.exercise.terms.begins;
    let question = |(number, text): (u16, &str)| {
        let said = match answer(play, number) {
            Some(answer) => Words::new(answer, Slot::Text),
            None => Words::new("no answer yet", Slot::Warning),
        };
        let begun =
            kept.answers(number).then(|| Words::loud("begun and not sent: Enter goes on with it", Slot::Warning));
        let lead = Words::new(number.to_string(), Slot::Focus);
        Row {
            above: if number == 1 { "Questions" } else { "" },
            notes: [said].into_iter().chain(begun).collect(),
            ..Row::new(Target::Question(number), lead, text)
        }
    };
    let observation = |(place, one): (usize, &Observation)| Row {
        above: if place == 0 { "Observed" } else { "" },
        notes: vec![Words::new(format!("{} {}", since_startex(begins, one.at), one.by), Slot::Dim)],
        ..Row::new(Target::Observation(place), Words::new("·", Slot::Dim), &one.text)
    };
    let observations = play.exercise.observations.iter().enumerate().map(observation);
    questions(play).map(question).chain(observations).collect()
}
