//! The rows of what is done in an exercise.

use super::Context::{Exercise, Injects, Observing};
use super::table::row;
use super::{Action, Row};

/// They stand behind all others.
pub const ROWS: &[Row] = &[
    row(
        Action::Answer,
        "answer",
        "answer the inject: choose an option, or say that it has been seen; then show it whole",
        "answer, read",
        &[(Injects, "enter")],
    ),
    row(Action::Pause, "pause", "stop the exercise clock", "pause", &[(Injects, "p")]),
    row(Action::Resume, "resume", "let the exercise clock go on", "resume", &[(Injects, "r")]),
    row(Action::NextInject, "next-inject", "skip to the next inject", "next inject", &[(Injects, "n")]),
    row(Action::Fire, "fire", "bring an inject now, whenever it was to come", "fire", &[(Injects, "f")]),
    row(Action::Hint, "hint", "give the hint for the inject", "hint", &[(Injects, "h")]),
    row(
        Action::Situation,
        "situation",
        "read what the players know: the situation, the objectives, the roles",
        "situation",
        &[(Injects, "S")],
    ),
    row(Action::Judge, "rate", "rate what only a person can judge of the inject", "rate", &[(Injects, "m")]),
    row(
        Action::Observe,
        "observe",
        "note an observation for the report",
        "observe",
        &[(Injects, "o"), (Observing, "enter")],
    ),
    row(Action::EndExercise, "end-exercise", "end the exercise (ENDEX)", "end", &[(Injects, "E")]),
    row(
        Action::RealWorld,
        "real-world",
        "something real has happened: stop the exercise and declare that",
        "REAL WORLD",
        &[(Injects, "W"), (Exercise, "alt-w")],
    ),
];
