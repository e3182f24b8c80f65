//! What is wrong with a file, and where.

use std::fmt;
use std::sync::Arc;

/// A place in a text file; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as people are shown it.
    pub file: Arc<str>,
    /// Its line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    /// The place of a byte of `text`; beyond its end, the end.
    pub(super) fn of(file: &Arc<str>, text: &str, byte: usize) -> Place {
        let end = (0..=byte.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..].chars().filter(|c| *c != '\u{FEFF}').count() + 1;
        Place { file: file.clone(), line: before.matches('\n').count() + 1, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Something that a file said, with the place where it said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// What.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// Why a file of the configuration is not used. Shows as `config.toml:3:1: unknown key …`; holds raw text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Where, if it is one place.
    pub place: Option<Place>,
    /// What is wrong there and what to do, in a sentence.
    pub message: String,
}

impl ConfigError {
    /// Something is wrong at one place.
    pub fn at(place: Place, message: impl Into<String>) -> ConfigError {
        ConfigError { place: Some(place), message: message.into() }
    }

    /// Something is wrong that has no place; the message names the file.
    pub(super) fn anywhere(message: impl Into<String>) -> ConfigError {
        ConfigError { place: None, message: message.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters() {
        let text = "é = 1\nb = 'ä' # c";
        let place = |byte| {
            let Place { line, column, .. } = Place::of(&"f".into(), text, byte);
            (line, column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(1), (1, 1), "inside of a character");
        assert_eq!(place(2), (1, 2));
        assert_eq!(place(7), (2, 1));
        assert_eq!(place(1_000), (2, 12));
        let place = Place::of(&"f".into(), "\u{FEFF}a", 3);
        assert_eq!(place.to_string(), "f:1:1", "a byte order mark is no column");
    }
}
