//! That an incident is only an exercise, and how far that is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::{State, exercise};

/// What tells an exercise from a real incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exercise {
    /// Its id; begins with `EX-`.
    pub id: String,
    /// The title of its scenario.
    pub title: String,
    /// How far it is.
    pub phase: Phase,
}

/// How far an exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Its clock runs.
    Running,
    /// Its clock was stopped.
    Paused,
    /// Its clock was stopped because something real has happened.
    Frozen,
    /// ENDEX has come.
    Over,
}

impl Exercise {
    /// `None` for a real incident.
    pub(super) fn of(state: &State) -> Option<Exercise> {
        let exercise = state.exercise.as_ref()?;
        let terms = &exercise.terms;
        Some(Exercise { id: terms.id.clone(), title: terms.title.clone(), phase: Phase::of(exercise) })
    }
}

impl Phase {
    /// How far this exercise is.
    pub fn of(exercise: &exercise::Exercise) -> Phase {
        match (exercise.is_over(), exercise.clock.is_frozen(), exercise.clock.is_running()) {
            (true, ..) => Phase::Over,
            (_, true, _) => Phase::Frozen,
            (_, _, true) => Phase::Running,
            _ => Phase::Paused,
        }
    }
}
