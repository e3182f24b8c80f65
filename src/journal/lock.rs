//! One writer at a time, and nobody waits for ever.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::JournalError;
use super::file::open_private;

/// How long a lock is waited for.
pub const DEADLINE: Duration = Duration::from_secs(5);

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of an incident's folder for writing; `what` is told to those who wait in vain.
    ///
    /// # Errors
    /// [`JournalError::Busy`] after [`DEADLINE`]; [`JournalError::Io`] if there can be no lock file here.
    pub fn exclusive(folder: &Path, what: &str) -> Result<Lock, JournalError> {
        let mut file = Lock::take(folder, File::try_lock)?;
        let note = format!("{what}, process {}", std::process::id());
        // The note only helps those who wait; the lock holds without it.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(note.as_bytes()));
        Ok(Lock { _file: file })
    }

    /// Takes it for reading: once it is held, every line that can be read has been acknowledged or never will be torn.
    ///
    /// # Errors
    /// As [`Lock::exclusive`].
    pub fn shared(folder: &Path) -> Result<Lock, JournalError> {
        Ok(Lock { _file: Lock::take(folder, File::try_lock_shared)? })
    }

    fn take(folder: &Path, attempt: fn(&File) -> Result<(), TryLockError>) -> Result<File, JournalError> {
        let path = folder.join("lock");
        let mut file = open_private(&path, true)?;
        let begun = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            match attempt(&file) {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < DEADLINE => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.rewind().and_then(|()| (&file).take(200).read_to_string(&mut holder));
                    let holder = if holder.is_empty() { "a process that reads it".into() } else { holder };
                    return Err(JournalError::Busy { holder, seconds: DEADLINE.as_secs() });
                }
                Err(TryLockError::Error(source)) => {
                    return Err(JournalError::Io { what: "cannot lock", path, source });
                }
            }
        }
    }
}
