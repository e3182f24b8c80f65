//! A damaged journal made whole. The old file stays beside the new one; nothing is invented and nothing is deleted.

use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::damage::Damage;
use super::line::{self, Unread, VERSION};
use super::private::{Access, make_free, open_private, sync_folder};
use super::scan::{Scan, read_line};
use super::{JOURNAL, JournalError, Lock};

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Where the journal lies that was damaged.
    pub old: PathBuf,
    /// What went from it into the new one.
    pub salvage: Salvage,
}

/// What could be saved of a damaged journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvage {
    /// How many lines the new journal has.
    pub lines: usize,
    /// Lines of the old one that held whole ones beside something else, as an editor or a crash leaves it.
    pub mended: Vec<Damage>,
    /// Lines of the old one of which nothing could be saved.
    pub left_out: Vec<Damage>,
    /// The newest version that wrote to it.
    version: u32,
}

/// Puts a sound journal in the place of a damaged one, atomically: a crash leaves either of them. The damaged one is first
/// copied to `damaged-<n>.jsonl`. Does nothing, and gives `None`, where nothing is damaged.
///
/// # Errors
/// [`JournalError::Newer`] for a later version's journal; or a step fails, and the folder is as it was. Only after the
/// last of them it is not: [`JournalError::Unsettled`].
pub fn repair(folder: &Path, _lock: &Lock) -> Result<Option<Repair>, JournalError> {
    let path = folder.join(JOURNAL);
    let unread = |error| JournalError::io("cannot read", &path)(error);
    let mut scan = Scan::start();
    scan.read_on(BufReader::new(open_private(&path, Access::Read)?), drop).map_err(unread)?;
    if scan.damaged.is_empty() && scan.tail == 0 {
        return Ok(None);
    }
    let unwritten = |error| JournalError::io("cannot write beside", &path)(error);
    let mut draft = tempfile::Builder::new().prefix(".draft-").tempfile_in(folder).map_err(unwritten)?;
    let mut sound = BufWriter::new(&mut draft);
    let salvage = salvage(BufReader::new(open_private(&path, Access::Read)?), &mut sound).and_then(|salvage| {
        sound.flush()?;
        Ok(salvage)
    });
    let salvage = salvage.map_err(unwritten)?;
    drop(sound);
    if salvage.version > VERSION {
        return Err(JournalError::Newer(salvage.version));
    }
    draft.as_file().sync_all().map_err(unwritten)?;
    let old = keep(folder, &path)?;
    draft.persist(&path).map_err(|failed| {
        let _ = fs::remove_file(&old);
        JournalError::io("cannot replace", &path)(failed.error)
    })?;
    match sync_folder(folder) {
        Ok(()) => Ok(Some(Repair { old, salvage })),
        Err(error) => Err(JournalError::Unsettled { old, reason: error.to_string() }),
    }
}

/// Copies the damaged journal, durably. A second name for it would do, but a file with two names is not trusted.
fn keep(folder: &Path, path: &Path) -> Result<PathBuf, JournalError> {
    let (copy, mut into) = make_free(|n| folder.join(format!("damaged-{n}.jsonl")), "cannot keep the old journal in")?;
    let copied = open_private(path, Access::Read).and_then(|mut from| {
        let copied = io::copy(&mut from, &mut into).and_then(|_| into.sync_all());
        copied.map_err(JournalError::io("cannot keep the old journal in", &copy))
    });
    copied.and_then(|()| sync_folder(folder)).inspect_err(|_| _ = fs::remove_file(&copy))?;
    Ok(copy)
}

/// Writes every line that is whole as it is, and those that a damaged line holds. Blank lines say nothing and are left
/// out.
fn salvage(mut from: impl BufRead, into: &mut impl Write) -> io::Result<Salvage> {
    let mut salvage = Salvage { version: VERSION, ..Salvage::default() };
    let (mut offset, mut number) = (0, 0);
    let mut text = Vec::with_capacity(1024);
    loop {
        text.clear();
        let (bytes, terminated) = read_line(&mut from, &mut text)?;
        if bytes == 0 {
            return Ok(salvage);
        }
        let begins = offset;
        offset += bytes;
        if terminated && text.trim_ascii().is_empty() {
            continue;
        }
        number += 1;
        let damage = |sealed| Damage { line: number, lines: 1, offset: begins, bytes, sealed };
        let saved = match line::version(&text) {
            Some(version) => vec![(version, &text[..])],
            None => line::within(&text),
        };
        match saved.first() {
            None => {
                let sealed = matches!(line::decode(&text), Err(Unread::Foreign(_)));
                damage(sealed).join(&mut salvage.left_out);
            }
            Some((_, first)) if first.len() < text.len() => damage(false).join(&mut salvage.mended),
            Some(_) => {}
        }
        for (version, line) in saved {
            salvage.lines += 1;
            salvage.version = salvage.version.max(version);
            into.write_all(line)?;
            into.write_all(b"\n")?;
        }
    }
}

#[cfg(test)]
mod tests;
