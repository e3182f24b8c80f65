//! A scenario from its text.

use super::Scenario;
use crate::config::{self, ConfigError};
use crate::incident::State;

#[cfg(test)]
mod tests;

impl Scenario {
    /// Reads a scenario; errors call its file `shown_as`.
    ///
    /// # Errors
    /// It is no TOML, or something in it is unknown, missing or of the wrong kind: with line, column and the nearest word.
    pub fn parse(text: &str, shown_as: &str) -> Result<Scenario, ConfigError> {
        config::read(text, &shown_as.into())
            .map_err(|error| ConfigError { message: plain(&error.message).unwrap_or(error.message), ..error })
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

/// A sentence about a value of the wrong kind, in the words of those who write scenarios; `None` if it is another.
fn plain(message: &str) -> Option<String> {
    let wrong_kind = message.strip_prefix("expected ").and_then(|it| it.split_once(", found "));
    let out_of_range = || {
        let (found, wanted) = message.strip_prefix("invalid value: ")?.rsplit_once(", expected ")?;
        Some((wanted, found))
    };
    let (wanted, found) = wrong_kind.or_else(out_of_range)?;
    let wanted = match wanted {
        "a sequence" => "a list: `[…]`, or `[[…]]` above each of its tables",
        "u8" => "a whole number from 0 to 255",
        "u32" => "a whole number",
        _ if wanted.starts_with("struct ") => "a table: `{ key = … }`",
        _ => wanted,
    };
    Some(format!("expected {wanted}, found {}", if found == "map" { "a table" } else { found }))
}
