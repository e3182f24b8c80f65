//! A TOML file read into a type: everything wrong in it has a line, a column, and the nearest word that would do.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::error::{ConfigError, Place};
use crate::incident::spelling::nearest;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// The text of a file; `None` if there is none.
pub(super) fn text_of(path: &Path) -> Result<Option<String>, ConfigError> {
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ConfigError::anywhere(format!("cannot read {}: {error}", path.display()))),
    };
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let file = path.display().to_string().into();
        ConfigError::at(Place::of(&file, &text, good), "this is not UTF-8 text; save the file as UTF-8")
    })
}

/// What the file holds, if it is no longer than allowed. A pipe, at which one might wait for ever, is no file.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_fifo(&fs::metadata(path)?.file_type()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe and no file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LONGEST {
        true => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is longer than {LONGEST} bytes"))),
        false => Ok(bytes),
    }
}

/// Reads a document; errors call its file by the given name.
///
/// # Errors
/// It is no TOML, or something in it is unknown, missing or wrong: with line, column and the nearest word that would do.
pub fn read<T: DeserializeOwned>(text: &str, file: &Arc<str>) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        ConfigError::at(Place::of(file, text, byte), plain(error.message()))
    })
}

/// What serde says, in words for a person; anything but its common sentences is left as it is.
fn plain(message: &str) -> String {
    let unknown = |start| {
        let (word, known) = message.strip_prefix(start)?.rsplit_once("`, expected ")?;
        Some((word, known.split('`').skip(1).step_by(2).collect::<Vec<&str>>()))
    };
    if let Some((key, known)) = unknown("unknown field `") {
        return format!("unknown key `{key}`; {}", advice(key, &known));
    }
    if let Some((word, known)) = unknown("unknown variant `") {
        return format!("`{word}` is not known here; {}", advice(word, &known));
    }
    if let Some((found, wanted)) = message.strip_prefix("invalid type: ").and_then(|it| it.rsplit_once(", expected ")) {
        return format!("expected {wanted}, found {found}");
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing");
    }
    message.to_owned()
}

fn advice(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", known.join(", ")),
    }
}
