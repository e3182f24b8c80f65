//! The journal file: opened with care, appended with fsync, cut back to its last whole line after a crash.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::line::{VERSION, encode};
use super::lock::Lock;
use super::scan::{Damage, Scan};
use super::{JOURNAL, JournalError};
use crate::incident::Record;

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
    /// Whether everything was read anew, because another file stands in the journal's place.
    pub anew: bool,
    /// Where an unfinished tail was moved to, if there was one.
    pub torn: Option<PathBuf>,
}

impl Journal {
    /// Makes a new folder with an empty journal, both durable when this returns. Parents are made where needed.
    ///
    /// # Errors
    /// The folder exists already, or cannot be made.
    pub fn create(folder: &Path) -> Result<Journal, JournalError> {
        let mut missing: Vec<&Path> = folder.ancestors().skip(1).take_while(|parent| !parent.exists()).collect();
        missing.retain(|parent| !parent.as_os_str().is_empty());
        for parent in missing.iter().rev() {
            private_folder(parent)?;
        }
        private_folder(folder)?;
        let path = folder.join(JOURNAL);
        let file = options(true).create_new(true).open(&path).map_err(JournalError::io("cannot make", &path))?;
        file.sync_all().map_err(JournalError::io("cannot sync", &path))?;
        sync_folder(folder)?;
        for made in missing.iter().copied().chain([folder]) {
            sync_folder(made.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        }
        Ok(Journal { folder: folder.into(), path, file, scan: Scan::start(), writable: true, broken: None })
    }

    /// Opens the journal of a folder; nothing is read yet. Falls back to reading only where writing is not allowed.
    ///
    /// # Errors
    /// [`JournalError::Missing`]; [`JournalError::Unsafe`] for links, devices and other people's files.
    pub fn open(folder: &Path) -> Result<Journal, JournalError> {
        let path = folder.join(JOURNAL);
        let denied = |error: &JournalError| {
            matches!(error, JournalError::Io { source, .. }
                if matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem))
        };
        let (file, writable) = match open_private(&path, false) {
            Ok(file) => (file, true),
            Err(error) if denied(&error) => {
                let file = File::open(&path).map_err(JournalError::io("cannot read", &path))?;
                (file, false)
            }
            Err(error) => return Err(error),
        };
        Ok(Journal { folder: folder.into(), path, file, scan: Scan::start(), writable, broken: None })
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

    /// Whether the file has grown, shrunk or been replaced since it was read. One `stat`, no lock.
    pub fn changed(&self) -> bool {
        match fs::metadata(&self.path) {
            Ok(there) => there.len() != self.scan.end + self.scan.tail || !self.same_file(&there),
            Err(_) => false,
        }
    }

    /// Reads what others have written. Waits for their writes to be finished; leaves an unfinished tail alone.
    ///
    /// # Errors
    /// [`JournalError::Busy`]; reading fails.
    pub fn read_on(&mut self) -> Result<Found, JournalError> {
        // Where no lock file can be made nobody can write either, so reading without one is safe.
        let _lock = match Lock::shared(&self.folder) {
            Ok(lock) => Some(lock),
            Err(busy @ JournalError::Busy { .. }) => return Err(busy),
            Err(_) => None,
        };
        self.read()
    }

    /// Reads without a lock of its own: for whoever holds it already.
    ///
    /// # Errors
    /// Reading fails.
    pub fn read_on_unlocked(&mut self) -> Result<Found, JournalError> {
        self.read()
    }

    /// Reads what others have written and cuts an unfinished tail off, keeping a copy of it. For a writer.
    ///
    /// # Errors
    /// Reading or mending fails.
    pub fn catch_up(&mut self, _lock: &Lock) -> Result<Found, JournalError> {
        let mut found = self.read()?;
        if self.scan.tail > 0 && self.scan.version <= VERSION {
            found.torn = Some(self.cut_tail()?);
        }
        Ok(found)
    }

    fn read(&mut self) -> Result<Found, JournalError> {
        let mut found = Found::default();
        let there = fs::metadata(&self.path).map_err(JournalError::io("cannot find", &self.path))?;
        if !self.same_file(&there) || there.len() < self.scan.end {
            let again = Journal::open(&self.folder)?;
            self.file = again.file;
            self.scan = Scan::start();
            found.anew = true;
        }
        let failed = JournalError::io("cannot read", &self.path);
        let read = self.file.seek(SeekFrom::Start(self.scan.end)).and_then(|_| {
            let input = BufReader::with_capacity(1 << 16, &self.file);
            self.scan.read_on(input, |record| found.records.push(record))
        });
        read.map_err(failed)?;
        Ok(found)
    }

    /// Appends records in one write and makes them durable before it returns. Call [`Journal::catch_up`] first.
    ///
    /// # Errors
    /// [`JournalError::TooLong`] and [`JournalError::Newer`] before anything is written; [`JournalError::NotSaved`] when
    /// the disk refused and the journal is as before; [`JournalError::Broken`] when it could not be made so.
    pub fn append(&mut self, records: &[Record], _lock: &Lock) -> Result<(), JournalError> {
        if self.scan.version > VERSION {
            return Err(JournalError::Newer(self.scan.version));
        }
        if let Some(reason) = &self.broken {
            return Err(JournalError::Broken { path: self.path.clone(), reason: reason.clone() });
        }
        if !self.writable {
            let source = io::Error::new(io::ErrorKind::PermissionDenied, "it may only be read here");
            return Err(JournalError::NotSaved { path: self.path.clone(), source });
        }
        let mut bytes = Vec::new();
        if !self.scan.terminated {
            bytes.push(b'\n');
        }
        for record in records {
            bytes.extend(encode(record)?);
        }
        match (&self.file).write_all(&bytes).and_then(|()| self.file.sync_data()) {
            Ok(()) => {
                self.scan.end += bytes.len() as u64;
                self.scan.lines += records.len();
                self.scan.terminated = true;
                Ok(())
            }
            // A failed fsync is not tried again: the kernel may have dropped the pages and would then report success
            // (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
            Err(source) => match self.file.set_len(self.scan.end).and_then(|()| self.file.sync_data()) {
                Ok(()) => Err(JournalError::NotSaved { path: self.path.clone(), source }),
                Err(_) if self.len_is(self.scan.end) => Err(JournalError::NotSaved { path: self.path.clone(), source }),
                Err(undo) => {
                    let reason = format!("{source}; {undo}");
                    self.broken = Some(reason.clone());
                    Err(JournalError::Broken { path: self.path.clone(), reason })
                }
            },
        }
    }

    /// Makes what is there durable, for acknowledging a record that an earlier attempt wrote.
    ///
    /// # Errors
    /// [`JournalError::NotSaved`].
    pub fn sync(&self) -> Result<(), JournalError> {
        let path = self.path.clone();
        self.file.sync_data().map_err(|source| JournalError::NotSaved { path, source })
    }

    fn len_is(&self, len: u64) -> bool {
        self.file.metadata().is_ok_and(|there| there.len() == len)
    }

    fn cut_tail(&mut self) -> Result<PathBuf, JournalError> {
        let copy = self.folder.join(format!("torn-{}", self.scan.end));
        let failed = JournalError::io("cannot set aside the unfinished tail in", &copy);
        let mut tail = &self.file;
        let kept = tail.seek(SeekFrom::Start(self.scan.end)).and_then(|_| {
            let mut into = options(true).create(true).truncate(false).open(&copy)?;
            io::copy(&mut tail.take(self.scan.tail), &mut into)?;
            into.sync_all()
        });
        kept.map_err(failed)?;
        sync_folder(&self.folder)?;
        let cut = self.file.set_len(self.scan.end).and_then(|()| self.file.sync_all());
        cut.map_err(JournalError::io("cannot cut the unfinished tail off", &self.path))?;
        self.scan.tail = 0;
        Ok(copy)
    }

    #[cfg(unix)]
    fn same_file(&self, there: &fs::Metadata) -> bool {
        use std::os::unix::fs::MetadataExt;
        self.file.metadata().is_ok_and(|mine| (mine.dev(), mine.ino()) == (there.dev(), there.ino()))
    }

    #[cfg(not(unix))]
    fn same_file(&self, _: &fs::Metadata) -> bool {
        true
    }
}

fn options(append: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(append).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600).custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits() as i32);
    }
    options
}

/// Opens a file that nobody else has a hand in: no link, a regular file, our own, with one name. `make` also makes it;
/// otherwise it is opened for appending.
pub(super) fn open_private(path: &Path, make: bool) -> Result<File, JournalError> {
    let opened = options(!make).create(make).open(path);
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(JournalError::Missing(path.parent().unwrap_or(path).to_owned()));
        }
        #[cfg(unix)]
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            return Err(JournalError::Unsafe { path: path.into(), why: "a symbolic link" });
        }
        Err(error) => return Err(JournalError::io("cannot open", path)(error)),
    };
    let about = file.metadata().map_err(JournalError::io("cannot examine", path))?;
    match suspicious(&about) {
        Some(why) => Err(JournalError::Unsafe { path: path.into(), why }),
        None => Ok(file),
    }
}

#[cfg(unix)]
fn suspicious(about: &fs::Metadata) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt;
    if !about.is_file() {
        Some("not a regular file")
    } else if about.uid() != rustix::process::geteuid().as_raw() {
        Some("another user's file")
    } else if about.nlink() > 1 {
        Some("a file with a second name (hard link)")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn suspicious(about: &fs::Metadata) -> Option<&'static str> {
    (!about.is_file()).then_some("not a regular file")
}

fn private_folder(path: &Path) -> Result<(), JournalError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(JournalError::io("cannot make the folder", path))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), JournalError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(JournalError::io("cannot sync the folder", path))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
