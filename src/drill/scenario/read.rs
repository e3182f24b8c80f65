//! A scenario from its text.

use super::Scenario;
use crate::config::{self, ConfigError};
use crate::incident::State;

impl Scenario {
    /// Reads a scenario; errors call its file `shown_as`.
    ///
    /// # Errors
    /// It is no TOML, or something in it is unknown, missing or of the wrong kind: with line, column and the nearest word.
    pub fn parse(text: &str, shown_as: &str) -> Result<Scenario, ConfigError> {
        config::read(text, &shown_as.into())
    }

    /// The scenario that an exercise plays; `None` if it is no exercise.
    ///
    /// # Errors
    /// A later version wrote it, in a shape that this one does not know.
    pub fn of(state: &State) -> Result<Option<Scenario>, ConfigError> {
        let Some(exercise) = &state.exercise else { return Ok(None) };
        Scenario::parse(&exercise.terms.scenario, "scenario").map(Some)
    }
}
