//! Files that follow from the journal: replaced whole, never half.

use std::io::Write;
use std::path::Path;

use super::JournalError;
use super::mutant::{self, Mutant};
use super::private::sync_folder;

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

#[cfg(test)]
mod tests;
