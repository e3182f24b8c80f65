//! Files that follow from the journal: replaced whole, never half.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::JournalError;
use super::mutant::{self, Mutant};
use super::private::{Access, open_private, sync_folder};

/// Puts `content` into `folder/name`: whoever opens the file sees all of the old content or all of the new, also after
/// a power cut. What a link or an old file of that name points to is not touched.
///
/// # Errors
/// Any of the steps fails; the old file is then still there.
pub fn replace(folder: &Path, name: &str, content: &[u8]) -> Result<(), JournalError> {
    let path = folder.join(name);
    let write = || {
        if mutant::is(Mutant::WrittenInPlace) {
            return std::fs::write(&path, content);
        }
        let mut draft = tempfile::Builder::new().prefix(".draft-").tempfile_in(folder)?;
        draft.write_all(content)?;
        if !mutant::is(Mutant::DraftUnsynced) {
            draft.as_file().sync_all()?;
        }
        draft.persist(&path).map(drop).map_err(|failed| failed.error)
    };
    write().map_err(JournalError::io("cannot write", &path))?;
    sync_folder(folder)
}

/// What stands in the JSON of `folder/name`, read as it comes: of what is not asked for nothing is kept.
///
/// # Errors
/// There is no such file, it is not a file of our own, or it is not what was asked for.
pub fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, JournalError> {
    let path = folder.join(name);
    let file = open_private(&path, Access::Read)?;
    serde_json::from_reader(BufReader::new(file)).map_err(|error| JournalError::io("cannot read", &path)(error.into()))
}

/// The text of `folder/name`, at most so many bytes of it.
///
/// # Errors
/// As [`read`].
pub fn text(folder: &Path, name: &str, longest: u64) -> Result<String, JournalError> {
    let path = folder.join(name);
    let file = open_private(&path, Access::Read)?;
    io::read_to_string(file.take(longest)).map_err(JournalError::io("cannot read", &path))
}

#[cfg(test)]
mod tests;
