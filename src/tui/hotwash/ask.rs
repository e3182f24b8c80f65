//! The forms of the hot wash, and the commands that they become.

use super::compare::parts;
use crate::drill::{Play, act};
use crate::incident::exercise::{self, Rating};
use crate::incident::followups::{self, Plan, Purpose};
use crate::incident::text::one_line;
use crate::incident::{Command, when};
use crate::tui::layer::{Field, Form, Layer, Purpose as Filled};
use crate::tui::model::Model;
use crate::tui::text::fit;

/// What a form of the hot wash is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Answer a question.
    Answer {
        /// Which, from 1.
        question: u16,
        /// The answer that stood there when the form was opened.
        seen: Option<String>,
    },
    /// Note something that was observed.
    Observe,
    /// Rate what only a person can judge: an expectation, by its name.
    Judge(String),
    /// Agree on an action that improves this: an expectation or a measure, by its name.
    Improve(String),
}

impl Ask {
    /// Whether both ask for the same thing.
    pub(super) fn is_about(&self, other: &Ask) -> bool {
        match (self, other) {
            (Ask::Answer { question, .. }, Ask::Answer { question: other, .. }) => question == other,
            _ => self == other,
        }
    }
}

const RATINGS: &[&str] = &["P without challenges", "S some challenges", "M major challenges", "U not performed"];
const PURPOSES: &[&str] = &["process", "prevent", "detect", "mitigate", "other"];
const WRITE: &str = "Ctrl-E: own editor, Alt-Enter: new line";

/// The form, filled with what is there already.
pub(super) fn form(ask: Ask, play: &Play<'_>) -> Form {
    let short = |text: &str| fit(&one_line(text), 60).into_owned();
    let (title, fields) = match &ask {
        Ask::Answer { question, seen } => {
            let asked =
                usize::from(*question).checked_sub(1).and_then(|place| play.scenario.exercise.hotwash.get(place));
            let title = short(asked.map_or("", String::as_str));
            let hint = format!("what the team says; {WRITE}");
            (title, vec![Field::text("Answer", hint, seen.as_deref().unwrap_or_default())])
        }
        Ask::Observe => {
            let hint = format!("what was seen or heard; {WRITE}");
            ("Note an observation".into(), vec![Field::text("Observed", hint, "")])
        }
        Ask::Judge(id) => {
            let judged = parts(id).and_then(|(inject, number)| play.exercise.judgement(inject, number));
            let mut rating = Field::choice("Rating", RATINGS);
            if let Some((judged, _)) = judged {
                rating.value.set(RATINGS[*judged as usize]);
            }
            let note = judged.and_then(|(_, note)| note.as_deref()).unwrap_or_default();
            (short(&format!("Rate {id}")), vec![rating, Field::text("Seen", "what shows it; may stay empty", note)])
        }
        Ask::Improve(finding) => (
            short(&format!("An action for {finding}")),
            vec![
                Field::text("To do", "what is to be done, in a line or two", ""),
                Field::text("Owner", "one person; empty: nobody yet", ""),
                Field::text("Due", "friday, 2026-12-01, 48h; empty: no date yet", ""),
                Field::choice("To", PURPOSES),
                Field::text("Priority", "1 (most urgent) to 5; may stay empty", ""),
            ],
        ),
    };
    Form::new(Filled::HotWash(ask), title, fields)
}

/// The command that a filled-in form stands for.
///
/// # Errors
/// A time or number that is none, or somebody else was faster, in a sentence.
pub fn command(ask: &Ask, form: &Form, model: &Model) -> Result<Command, String> {
    let scenario = model.layers.iter().find_map(|layer| match layer {
        Layer::HotWash(wash) => Some(&wash.scenario),
        _ => None,
    });
    let (Some(scenario), Some(room)) = (scenario, model.room()) else { return Err("nothing to send".into()) };
    let text = |place| form.value(place).map(str::to_owned);
    Ok(match ask {
        Ask::Answer { question, seen } => {
            let stands = room.state.exercise.as_ref().and_then(|exercise| exercise.answer(*question));
            if stands != seen.as_deref() {
                let theirs = fit(&one_line(stands.unwrap_or_default()), 60).into_owned();
                return Err(format!("somebody answered \"{theirs}\" meanwhile; Esc and Enter bring yours to it"));
            }
            act::answer(scenario, *question, form.value(0).unwrap_or_default()).map_err(|why| why.to_string())?.into()
        }
        Ask::Observe => exercise::Command::Observe(text(0).unwrap_or_default()).into(),
        Ask::Judge(id) => {
            let (inject, number) = parts(id).ok_or("there is nothing to rate")?;
            let chosen = RATINGS.iter().position(|one| Some(*one) == form.value(0)).ok_or("choose a rating")?;
            let judged = act::judge(scenario, inject, Some(number), Rating::ALL[chosen], text(1));
            judged.map_err(|why| why.to_string())?.into()
        }
        Ask::Improve(_) => {
            let zone = room.state.lifecycle.zone();
            let due = |text: &str| when::due(text, model.now, zone).map_err(|why| why.to_string());
            let priority = |text: &str| text.parse().map_err(|_| "a priority is a number from 1 (most urgent) to 5");
            let plan = Plan {
                text: text(0).unwrap_or_default(),
                owner: text(1),
                due: form.value(2).map(due).transpose()?,
                purpose: Purpose::ALL.into_iter().find(|one| Some(one.word()) == form.value(3)).unwrap_or_default(),
                priority: form.value(4).map(priority).transpose()?,
                ..Plan::default()
            };
            followups::Command::Add { plan, cause: None }.into()
        }
    })
}
