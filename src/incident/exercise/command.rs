//! What players and controllers can do to an exercise, and what then happens.

use std::sync::Arc;

use uuid::Uuid;

use super::{Event, Exercise, Rating, Terms};
use crate::incident::record::Time;
use crate::incident::span::Span;
use crate::incident::timeline::EntryKind;
use crate::incident::{Draft, Moment, Refusal, State, refuse, text};

/// What can be done to an exercise. Whether there is such an inject or option, whoever knows the scenario says.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// STARTEX.
    Start(Box<Terms>),
    /// Stop the clock.
    Pause,
    /// Let the clock go on.
    Resume,
    /// Let the clock go on from where it was when there was last somebody to see it.
    Continue,
    /// Stop the clock because something real has happened.
    Freeze,
    /// ENDEX.
    End,
    /// Bring what is still to come forward.
    Advance {
        /// By how much.
        by: Span,
    },
    /// Tell the players something.
    Deliver {
        /// Which inject.
        inject: String,
        /// What the timeline takes it for.
        kind: EntryKind,
        /// As the timeline tells it.
        text: String,
    },
    /// Give a hint.
    Hint {
        /// For which inject.
        inject: String,
        /// What is said.
        text: String,
    },
    /// Say that an inject has been seen.
    Acknowledge {
        /// Which.
        inject: String,
    },
    /// Choose one of an inject's options.
    Choose {
        /// Which inject.
        inject: String,
        /// Which option.
        option: String,
        /// The option in words.
        label: String,
    },
    /// Rate what only a person can judge.
    Judge {
        /// Which inject.
        inject: String,
        /// Which of its expectations, from 1.
        expectation: u16,
        /// How it went.
        rating: Rating,
        /// What was seen.
        note: Option<String>,
    },
    /// Note something for the report.
    Observe(String),
    /// Rate oneself on an objective.
    Assess {
        /// Which.
        objective: String,
        /// How it went.
        rating: Rating,
    },
    /// Answer a question of the hot wash.
    Answer {
        /// Which, from 1.
        question: u16,
        /// What is said.
        text: String,
    },
    /// Say which follow-up is to improve what was not well.
    Improve {
        /// What: an expectation as `INJECT.N`, or a measure by its name.
        finding: String,
        /// Which follow-up: its record.
        followup: Uuid,
    },
}

pub(in crate::incident) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let wall = moment.wall;
    let event = match (command, &state.exercise) {
        (Command::Start(_), _) if state.records() > 0 => {
            return refuse("an incident cannot become an exercise; an exercise begins with STARTEX");
        }
        (Command::Start(terms), _) => Event::Started { terms: terms.clone(), wall },
        (_, None) => return refuse("this is a real incident, not an exercise"),
        (command, Some(exercise)) => in_exercise(state, exercise, command, wall)?,
    };
    Ok(vec![event.into()])
}

fn in_exercise(state: &State, exercise: &Exercise, command: &Command, wall: Time) -> Result<Event, Refusal> {
    let arrived = |inject: &str| match exercise.arrival(inject) {
        Some(arrival) => Ok(arrival),
        None => refuse(format!("{} has not come yet", text::one_line(inject))),
    };
    if during_play(command) && exercise.is_over() {
        return refuse("the exercise is over (ENDEX)");
    }
    let running = exercise.clock.is_running();
    Ok(match command.clone() {
        Command::Start(_) => return refuse("the exercise has begun already"),
        Command::Pause if !running => return refuse("the exercise is paused already"),
        Command::Pause => Event::Paused { wall },
        Command::Resume if running => return refuse("the exercise is not paused"),
        Command::Continue if !running => return refuse("the exercise is paused"),
        Command::Resume | Command::Continue => Event::Resumed { wall },
        Command::Freeze if exercise.clock.is_frozen() => return refuse("the exercise is frozen already"),
        Command::Freeze => Event::Frozen { wall },
        Command::End => Event::Ended { wall },
        Command::Advance { .. } | Command::Deliver { .. } if !running => {
            return refuse("the exercise is paused; let it go on first");
        }
        Command::Advance { by } => Event::Advanced { by },
        Command::Deliver { inject, .. } if exercise.arrival(&inject).is_some() => {
            return refuse(format!("{} has come already", text::one_line(&inject)));
        }
        Command::Deliver { inject, kind, text } => Event::Delivered { inject, kind, text: Arc::from(text) },
        Command::Hint { inject, text } => match arrived(&inject)?.hinted {
            Some(_) => return refuse(format!("the hint for {} was given already", text::one_line(&inject))),
            None => Event::Hinted { inject, text: Arc::from(text) },
        },
        Command::Acknowledge { inject } => match arrived(&inject)?.acknowledged {
            Some(_) => return refuse(format!("{} is acknowledged already", text::one_line(&inject))),
            None => Event::Acknowledged { inject },
        },
        Command::Choose { inject, option, label } => match &arrived(&inject)?.chosen {
            Some(_) => return refuse(format!("{} was answered already", text::one_line(&inject))),
            None => Event::Chosen { inject, option, label },
        },
        Command::Judge { inject, expectation, rating, note } => {
            arrived(&inject)?;
            let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
            Event::Judged { inject, expectation, rating, note }
        }
        Command::Observe(text) => Event::Observed { text: written(&text, "say what was observed")? },
        Command::Assess { .. } | Command::Answer { .. } if !exercise.is_over() => {
            return refuse("that is for after ENDEX");
        }
        Command::Assess { objective, rating } => Event::Assessed { objective, rating },
        Command::Answer { question, text } => Event::Answered { question, text: text.trim().to_owned() },
        Command::Improve { finding, followup } => {
            if state.followups.all().iter().all(|one| one.id != followup) {
                return refuse("there is no such follow-up");
            }
            Event::Improved { finding, followup }
        }
    })
}

/// Whether it makes no sense any more once the exercise is over.
fn during_play(command: &Command) -> bool {
    !matches!(
        command,
        Command::Judge { .. }
            | Command::Observe(_)
            | Command::Assess { .. }
            | Command::Answer { .. }
            | Command::Improve { .. }
    )
}

fn written(text: &str, empty: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => refuse(empty),
        text => Ok(text.to_owned()),
    }
}
