//! Files that follow from the journal: replaced whole, never half.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

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

/// One of these files, opened: it stays what it was then, also when another one is put in its place.
#[derive(Debug)]
pub struct Opened {
    path: PathBuf,
    file: File,
}

/// Opens `folder/name`.
///
/// # Errors
/// There is no such file, or it is not a file of our own.
pub fn open(folder: &Path, name: &str) -> Result<Opened, JournalError> {
    let path = folder.join(name);
    let file = open_private(&path, Access::Read)?;
    Ok(Opened { path, file })
}

impl Opened {
    /// What stands in its JSON, read as it comes: of what is not asked for nothing is kept.
    ///
    /// # Errors
    /// It cannot be read, or is not what was asked for.
    pub fn read<T: DeserializeOwned>(&mut self) -> Result<T, JournalError> {
        let read = self.file.rewind().map_err(serde_json::Error::io);
        let read = read.and_then(|()| serde_json::from_reader(BufReader::new(&self.file)));
        read.map_err(|error| JournalError::io("cannot read", &self.path)(error.into()))
    }

    /// Its text, at most so many bytes of it.
    ///
    /// # Errors
    /// It cannot be read, or is no text.
    pub fn text(&mut self, longest: u64) -> Result<String, JournalError> {
        let read = self.file.rewind().and_then(|()| io::read_to_string((&self.file).take(longest)));
        read.map_err(JournalError::io("cannot read", &self.path))
    }
}

/// The text of `folder/name`, at most so many bytes of it.
///
/// # Errors
/// As [`open`] and [`Opened::text`].
pub fn text(folder: &Path, name: &str, longest: u64) -> Result<String, JournalError> {
    open(folder, name)?.text(longest)
}

#[cfg(test)]
mod tests;
