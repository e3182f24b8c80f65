//! The journal file: opened with care, appended with fsync, cut back to its last whole line after a crash.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::damage::Damage;
use super::line::{PREFIX, VERSION, encode};
use super::lock::{self, DEADLINE, Lock};
use super::mutant::{self, Mutant};
use super::private::{Access, is_file, is_named, make_folder, make_free, open, open_private, sync_folder};
use super::scan::Scan;
use super::{JOURNAL, JournalError};
use crate::incident::{Folding, Record, State, fold};

/// An open journal and how far it has been read.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    path: PathBuf,
    file: File,
    scan: Scan,
    writable: bool,
    broken: Option<String>,
}

/// What reading on brought.
#[derive(Debug, Default)]
pub struct Found {
    /// Records that were not read before, in the order of the file.
    pub records: Vec<Record>,
    /// Whether everything was read anew, because the file was replaced or rewritten.
    pub anew: bool,
    /// Where an unfinished tail was moved to, if there was one.
    pub torn: Option<PathBuf>,
}

impl Journal {
    /// Makes a new folder with an empty journal, both durable when this returns. Parents are made where needed.
    ///
    /// # Errors
    /// The folder exists already, or cannot be made; what was made of it is gone then.
    pub fn create(folder: &Path) -> Result<Journal, JournalError> {
        let named = |parent: &&Path| !parent.as_os_str().is_empty();
        let missing: Vec<&Path> =
            folder.ancestors().skip(1).filter(named).take_while(|parent| !parent.exists()).collect();
        for parent in missing.iter().rev() {
            match make_folder(parent) {
                // Somebody else makes an incident on the same new shelf.
                Err(JournalError::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => {}
                made => made?,
            }
        }
        make_folder(folder)?;
        let path = folder.join(JOURNAL);
        let file = open(&path, Access::MakeNew).map_err(|error| {
            let _ = fs::remove_dir(folder);
            JournalError::io("cannot make", &path)(error)
        })?;
        let sync = || {
            if mutant::is(Mutant::FolderUnsynced) {
                return Ok(());
            }
            file.sync_all().map_err(JournalError::io("cannot sync", &path))?;
            sync_folder(folder)?;
            for (height, above) in folder.ancestors().skip(1).enumerate() {
                // Also above what was made here: whoever made that may have been killed before it was durable. Only
                // there a folder may be one that cannot be opened; such a one is not ours, and older.
                match sync_folder(if named(&above) { above } else { Path::new(".") }) {
                    Err(error) if height <= missing.len() => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        };
        match sync() {
            Ok(()) => Ok(Journal::of(folder, file, true)),
            Err(error) => {
                Journal::discard(folder);
                Err(error)
            }
        }
    }

    /// Takes a folder back that was just made, and in which nothing was kept. What others put there stays.
    pub fn discard(folder: &Path) {
        // Whoever made it tells why; that an empty folder is left as well is not worth a word.
        let _ = fs::remove_file(folder.join(JOURNAL));
        let _ = fs::remove_file(folder.join(lock::NAME));
        let _ = fs::remove_dir(folder);
    }

    /// Opens the journal of a folder; nothing is read yet. Falls back to reading only where writing is not allowed.
    ///
    /// # Errors
    /// [`JournalError::Missing`]; [`JournalError::Unsafe`] for links, devices and other people's files.
    pub fn open(folder: &Path) -> Result<Journal, JournalError> {
        if folder.is_symlink() {
            return Err(JournalError::Unsafe { path: folder.into(), why: "a symbolic link" });
        }
        let path = folder.join(JOURNAL);
        match open_private(&path, Access::Append) {
            Err(JournalError::Io { source, .. })
                if matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) =>
            {
                Ok(Journal::of(folder, open_private(&path, Access::Read)?, false))
            }
            opened => Ok(Journal::of(folder, opened?, true)),
        }
    }

    fn of(folder: &Path, file: File, writable: bool) -> Journal {
        let path = folder.join(JOURNAL);
        Journal { folder: folder.into(), path, file, scan: Scan::start(), writable, broken: None }
    }

    /// The folder of the incident.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Damaged lines met so far.
    pub fn damaged(&self) -> &[Damage] {
        &self.scan.damaged
    }

    /// How far it has been read, and what was met.
    pub fn scanned(&self) -> &Scan {
        &self.scan
    }

    /// Whether the file has grown, shrunk, been replaced or gone since it was read. One `stat`, no lock.
    pub fn changed(&self) -> bool {
        match fs::symlink_metadata(&self.path) {
            Ok(there) => there.len() != self.scan.end + self.scan.tail || !is_file(&self.file, &there).unwrap_or(true),
            // Whoever reads on is told why not.
            Err(_) => true,
        }
    }

    /// Reads what others have written. Waits for their writes to be finished; leaves an unfinished tail alone.
    ///
    /// # Errors
    /// [`JournalError::Busy`]; reading fails, and the next time everything is read again.
    pub fn read_on(&mut self) -> Result<Found, JournalError> {
        let _lock = self.for_reading(DEADLINE)?;
        self.read()
    }

    /// What the whole journal says, read from the beginning. As [`Journal::read_on`], but no record stays in memory.
    ///
    /// # Errors
    /// As [`Journal::read_on`].
    pub fn state(&mut self) -> Result<State, JournalError> {
        let _lock = self.for_reading(DEADLINE)?;
        self.rewind();
        let mut folding = Folding::default();
        self.read_each(|record| folding.add(&record))?;
        if let Some(state) = folding.finish() {
            return Ok(state);
        }
        self.rewind();
        Ok(fold(self.read()?.records))
    }

    /// The records among the last `bytes` of the file, without the first of them, for a first look; how far it was read
    /// stays as it is.
    ///
    /// # Errors
    /// As [`Journal::read_on`], but nobody is waited for.
    pub fn newest(&self, bytes: u64) -> Result<Vec<Record>, JournalError> {
        let _lock = self.for_reading(Duration::ZERO)?;
        let mut records = Vec::new();
        let mut read = || {
            let from = self.file.metadata()?.len().saturating_sub(bytes);
            (&self.file).seek(SeekFrom::Start(from))?;
            let mut input = BufReader::new(&self.file);
            input.skip_until(b'\n')?;
            Scan::start().read_on(input, |record| records.push(record))
        };
        read().map_err(JournalError::io("cannot read", &self.path))?;
        Ok(records)
    }

    fn for_reading(&self, patience: Duration) -> Result<Option<Lock>, JournalError> {
        match Lock::shared(&self.folder, patience) {
            Ok(lock) => Ok(Some(lock)),
            // Where there is none and none can be made, or what is there cannot be locked, nobody writes.
            Err(JournalError::Missing(_) | JournalError::Unsafe { .. }) => Ok(None),
            Err(JournalError::Io { source, .. }) if source.kind() == io::ErrorKind::Unsupported => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads what others have written and cuts an unfinished tail off, keeping a copy of it. For a writer. What is all
    /// that there is stays: it may have been a whole line.
    ///
    /// # Errors
    /// Reading or mending fails, and the next time everything is read again.
    pub fn catch_up(&mut self, _lock: &Lock) -> Result<Found, JournalError> {
        let mut found = self.read()?;
        if self.scan.tail > 0 && self.may_write().is_ok() && !mutant::is(Mutant::TailKept) {
            found.torn = Some(self.cut_tail().inspect_err(|_| self.rewind())?);
        }
        Ok(found)
    }

    /// Forgets how far it was read, so that the next time gives every record.
    pub fn rewind(&mut self) {
        self.scan = Scan::start();
    }

    /// Every record, read from the beginning; how far it was read stays as it is. For whoever holds the lock.
    ///
    /// # Errors
    /// Reading fails.
    pub fn all(&self, _lock: &Lock) -> Result<Vec<Record>, JournalError> {
        Ok(Journal::open(&self.folder)?.read()?.records)
    }

    fn read(&mut self) -> Result<Found, JournalError> {
        let mut records = Vec::new();
        let anew = self.read_each(|record| records.push(record))?;
        Ok(Found { records, anew, torn: None })
    }

    /// Reads on, and tells whether that began anew.
    fn read_each(&mut self, take: impl FnMut(Record)) -> Result<bool, JournalError> {
        let there = fs::symlink_metadata(&self.path).map_err(JournalError::io("cannot find", &self.path))?;
        let same = is_file(&self.file, &there).map_err(JournalError::io("cannot examine", &self.path))?;
        let anew = !same || there.len() < self.scan.end || !self.is_known()?;
        if anew {
            let broken = self.broken.take().filter(|_| same);
            *self = Journal { broken, ..Journal::open(&self.folder)? };
        }
        let read = self.file.seek(SeekFrom::Start(self.scan.end)).and_then(|_| {
            let input = BufReader::with_capacity(1 << 16, &self.file);
            self.scan.read_on(input, take)
        });
        read.map_err(JournalError::io("cannot read", &self.path)).inspect_err(|_| self.rewind())?;
        Ok(anew)
    }

    /// Whether the last line that was read is still where it was: an editor may have rewritten the file in its place.
    fn is_known(&self) -> Result<bool, JournalError> {
        let Some(last) = self.scan.last() else { return Ok(true) };
        let mut prefix = [0; PREFIX];
        let read = (&self.file).seek(SeekFrom::Start(last.offset)).and_then(|_| (&self.file).read_exact(&mut prefix));
        match read {
            Ok(()) => Ok(prefix == last.prefix),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(JournalError::io("cannot read", &self.path)(error)),
        }
    }

    /// Whether this process may write here at all; what it was asked to write has to be told to people otherwise.
    ///
    /// # Errors
    /// [`JournalError::Newer`], [`JournalError::Broken`]; [`JournalError::NotSaved`] where only reading is allowed;
    /// [`JournalError::Damaged`] where there are bytes and not one whole line: that may have been the declaration.
    pub fn may_write(&self) -> Result<(), JournalError> {
        let path = self.path.clone();
        if self.scan.version > VERSION {
            return Err(JournalError::Newer(self.scan.version));
        }
        if let Some(reason) = self.broken.clone() {
            return Err(JournalError::Broken { path, reason });
        }
        if !self.writable {
            let source = io::Error::new(io::ErrorKind::PermissionDenied, "it may only be read here");
            return Err(JournalError::NotSaved { path, source });
        }
        if self.scan.lines == 0 && self.scan.tail > 0 {
            return Err(JournalError::Damaged(self.folder.clone()));
        }
        Ok(())
    }

    /// Whether something was begun here, going by `state`, which is what was read.
    ///
    /// # Errors
    /// Something stands here, but what began it cannot be read, or is gone.
    pub fn is_begun(&self, state: &State) -> Result<bool, JournalError> {
        let scan = &self.scan;
        if state.lifecycle.declared().is_some() || state.is_exercise() {
            Ok(true)
        } else if scan.version > VERSION {
            Err(JournalError::Newer(scan.version))
        } else if scan.tail > 0 || !scan.damaged.is_empty() {
            Err(JournalError::Damaged(self.folder.clone()))
        } else if scan.lines > 0 {
            Err(JournalError::Undeclared(self.folder.clone()))
        } else {
            Ok(false)
        }
    }

    /// Appends records in one write and makes them durable before it returns. Call [`Journal::catch_up`] first.
    ///
    /// # Errors
    /// [`JournalError::TooLong`] and [`JournalError::Newer`] before anything is written; [`JournalError::NotSaved`] when
    /// the disk refused and the journal is as before; [`JournalError::Broken`] when it could not be made so.
    pub fn append(&mut self, records: &[Record], _lock: &Lock) -> Result<(), JournalError> {
        self.may_write()?;
        let lines = records.iter().map(encode).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = lines.last() else { return Ok(()) };
        let mut bytes = if self.scan.terminated { Vec::new() } else { vec![b'\n'] };
        bytes.extend(lines.iter().flatten());
        let not_saved = |source| Err(JournalError::NotSaved { path: self.path.clone(), source });
        let written = (&self.file).write_all(&bytes).and_then(|()| self.sync_append());
        match written.and_then(|()| self.in_place()) {
            Ok(()) => {
                self.scan.wrote(lines.len(), bytes.len(), last);
                Ok(())
            }
            Err(source) if mutant::is(Mutant::FailureKept) => not_saved(source),
            Err(source) => match self.file.set_len(self.scan.end).and_then(|()| self.file.sync_data()) {
                Ok(()) => not_saved(source),
                Err(_) if self.len_is(self.scan.end) => not_saved(source),
                Err(undo) => {
                    let reason = format!("{source}; {undo}");
                    self.broken = Some(reason.clone());
                    Err(JournalError::Broken { path: self.path.clone(), reason })
                }
            },
        }
    }

    /// A failed fsync is not tried again: the kernel may have dropped the pages and would then report success
    /// (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
    fn sync_append(&self) -> io::Result<()> {
        if mutant::is(Mutant::AppendUnsynced) {
            return Ok(());
        }
        match self.file.sync_data() {
            Err(_) if mutant::is(Mutant::SyncRepeated) => self.file.sync_data(),
            synced => synced,
        }
    }

    /// Makes what is there durable, for acknowledging a record that an earlier attempt wrote.
    ///
    /// # Errors
    /// [`JournalError::NotSaved`].
    pub fn sync(&self) -> Result<(), JournalError> {
        if mutant::is(Mutant::RepeatUnsynced) {
            return Ok(());
        }
        let path = self.path.clone();
        self.file.sync_data().map_err(|source| JournalError::NotSaved { path, source })
    }

    /// Whether the journal's name still stands for the file that was written.
    fn in_place(&self) -> io::Result<()> {
        match is_named(&self.file, &self.path)? {
            true => Ok(()),
            false => Err(io::Error::other("it was moved or replaced at that moment")),
        }
    }

    fn len_is(&self, len: u64) -> bool {
        self.file.metadata().is_ok_and(|there| there.len() == len)
    }

    fn cut_tail(&mut self) -> Result<PathBuf, JournalError> {
        let (copy, mut into) = self.make_copy()?;
        let mut tail = &self.file;
        let kept = tail.seek(SeekFrom::Start(self.scan.end)).and_then(|_| {
            io::copy(&mut tail.take(self.scan.tail), &mut into)?;
            if mutant::is(Mutant::CopyUnsynced) { Ok(()) } else { into.sync_all() }
        });
        if let Err(error) = kept {
            let _ = fs::remove_file(&copy);
            return Err(JournalError::io(SET_ASIDE, &copy)(error));
        }
        sync_folder(&self.folder)?;
        let cut = self.file.set_len(self.scan.end).and_then(|()| self.file.sync_all());
        cut.map_err(JournalError::io("cannot cut the unfinished tail off", &self.path))?;
        self.scan.tail = 0;
        Ok(copy)
    }

    /// The file for a copy of the tail: `torn-<offset>`, with a number behind it if that is taken.
    fn make_copy(&self) -> Result<(PathBuf, File), JournalError> {
        let name = |n| match n {
            1 => format!("torn-{}", self.scan.end),
            n => format!("torn-{}-{n}", self.scan.end),
        };
        make_free(|n| self.folder.join(name(n)), SET_ASIDE)
    }
}

const SET_ASIDE: &str = "cannot set aside the unfinished tail in";

#[cfg(test)]
mod tests;
