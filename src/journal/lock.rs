//! One writer at a time, and nobody waits for ever.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::JournalError;
use super::mutant::{self, Mutant};
use super::private::{Access, is_named, open_private};

/// How long a lock is waited for.
pub const DEADLINE: Duration = Duration::from_secs(5);

pub(super) const NAME: &str = "lock";

/// Whether the program is about to end.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// How long a holder's note is, in characters.
const NOTE: usize = 63;

/// Lets nobody in this process wait for a lock any more: the program is about to end.
pub fn wait_no_more() {
    LEAVING.store(true, Ordering::Relaxed);
}

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an incident's folder for writing; `what` is told to those who wait in vain.
    ///
    /// # Errors
    /// [`JournalError::Busy`] after [`DEADLINE`]; [`JournalError::Unsafe`] or [`JournalError::Io`] if there can be no
    /// lock file here.
    pub fn exclusive(folder: &Path, what: &str) -> Result<Lock, JournalError> {
        let mut file = take(folder, Hold::Alone, DEADLINE)?;
        // The note only helps those who wait; the lock holds without it. Always of one length, it needs no truncation.
        let note = format!("{:<NOTE$}\n", format!("{what}, process {}", std::process::id()));
        let mut there = String::new();
        if !(&mut file).take(note.len() as u64).read_to_string(&mut there).is_ok_and(|_| there == note) {
            let _ = file.rewind().and_then(|()| file.write_all(note.as_bytes()));
        }
        Ok(Lock { _file: file })
    }

    /// Takes it for reading, if it can be had within `patience`: while it is held nobody is at work on a line. A line
    /// whose writer was killed before it was durable can be read all the same, and a power cut may still tear it.
    ///
    /// # Errors
    /// As [`Lock::exclusive`]; [`JournalError::Missing`] where there is no lock file and none can be made.
    pub fn shared(folder: &Path, patience: Duration) -> Result<Lock, JournalError> {
        Ok(Lock { _file: take(folder, Hold::Together, patience)? })
    }
}

/// How a lock is held.
#[derive(Clone, Copy)]
enum Hold {
    /// By one, to write.
    Alone,
    /// By any number, to read.
    Together,
}

impl Hold {
    fn open(self, path: &Path) -> Result<File, JournalError> {
        match (open_private(path, Access::Make), self) {
            // Where nothing may be written, another may write all the same; a file that is only read can be locked too.
            (Err(JournalError::Io { .. }), Hold::Together) => open_private(path, Access::Read),
            (opened, _) => opened,
        }
    }

    fn attempt(self, file: &File) -> Result<(), TryLockError> {
        match self {
            Hold::Alone => file.try_lock(),
            Hold::Together => file.try_lock_shared(),
        }
    }
}

fn take(folder: &Path, hold: Hold, deadline: Duration) -> Result<File, JournalError> {
    let path = folder.join(NAME);
    let mut file = hold.open(&path)?;
    if mutant::is(Mutant::LockIgnored) {
        return Ok(file);
    }
    let begun = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        match hold.attempt(&file) {
            Ok(()) => match is_named(&file, &path) {
                Ok(true) => return Ok(file),
                // It was removed or replaced while it was waited for: others will lock the new one.
                Ok(false) => file = hold.open(&path)?,
                Err(source) => return Err(JournalError::Io { what: "cannot examine", path, source }),
            },
            Err(TryLockError::WouldBlock) if begun.elapsed() < deadline && !LEAVING.load(Ordering::Relaxed) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(JournalError::Busy { holder: holder(&mut file), seconds: begun.elapsed().as_secs() });
            }
            Err(TryLockError::Error(source)) => return Err(JournalError::Io { what: "cannot lock", path, source }),
        }
    }
}

/// Who holds the lock that cannot be taken. Readers leave no note, but they let other readers in.
fn holder(file: &mut File) -> String {
    let mut note = String::new();
    match file.try_lock_shared() {
        Ok(()) => "a process that reads it".into(),
        Err(_) => match file.rewind().and_then(|()| file.take(200).read_to_string(&mut note)) {
            Ok(1..) => note.trim_end().to_owned(),
            _ => "a process that does not say what it is".into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::ZERO;

    fn busy(folder: &Path, hold: Hold) -> String {
        take(folder, hold, SOON).unwrap_err().to_string()
    }

    #[test]
    fn a_writer_keeps_everybody_out_and_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::exclusive(folder.path(), "the room").unwrap();
        let named = format!("the room, process {}", std::process::id());
        assert!(busy(folder.path(), Hold::Alone).contains(&named));
        assert!(busy(folder.path(), Hold::Together).contains(&named));
        drop(lock);
        let lock = Lock::exclusive(folder.path(), "log").unwrap();
        assert!(busy(folder.path(), Hold::Alone).contains(": log, process"), "the longer note before it is gone");
        drop(lock);
        assert!(take(folder.path(), Hold::Together, SOON).is_ok());
    }

    #[test]
    fn readers_share_and_are_not_taken_for_the_last_writer() {
        let folder = tempfile::tempdir().unwrap();
        drop(Lock::exclusive(folder.path(), "the room").unwrap());
        let _one = Lock::shared(folder.path(), SOON).unwrap();
        let _two = Lock::shared(folder.path(), SOON).unwrap();
        let said = busy(folder.path(), Hold::Alone);
        assert!(said.contains("a process that reads it") && !said.contains("the room"), "{said}");
    }

    #[test]
    fn a_lock_file_that_is_taken_away_does_not_let_two_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let stale = open_private(&path, Access::Make).unwrap();
        std::fs::remove_file(&path).unwrap();
        stale.try_lock().unwrap();
        let _lock = Lock::exclusive(folder.path(), "log").unwrap();
        assert!(take(folder.path(), Hold::Alone, SOON).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_file_that_others_have_a_hand_in_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join(NAME), folder.path().join("other"));
        std::fs::write(&other, "precious").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        assert!(matches!(
            Lock::exclusive(folder.path(), "log"),
            Err(JournalError::Unsafe { why: "a symbolic link", .. })
        ));
        std::fs::remove_file(&path).unwrap();
        std::fs::hard_link(&other, &path).unwrap();
        assert!(matches!(Lock::exclusive(folder.path(), "log"), Err(JournalError::Unsafe { .. })));
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "precious");
    }
}
