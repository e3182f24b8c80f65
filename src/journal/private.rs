//! Files and folders that nobody else has a hand in.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::JournalError;

/// How a file is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// To read it.
    Read,
    /// To read it and to write at its end.
    Append,
    /// To read and write it, making it if need be.
    Make,
    /// To write at its end, having made it: there was none before.
    MakeNew,
}

/// Opens a file, without following a link and without waiting for the other end of a pipe.
pub(super) fn open(path: &Path, access: Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    match access {
        Access::Read => {}
        Access::Append => _ = options.append(true),
        Access::Make => _ = options.write(true).create(true),
        Access::MakeNew => _ = options.append(true).create_new(true),
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600).custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits() as i32);
    }
    options.open(path)
}

/// Makes a file under the first of its numbered names, from 1, that is free.
///
/// # Errors
/// It cannot be made; `what` says what was attempted.
pub(super) fn make_free(name: impl Fn(u32) -> PathBuf, what: &'static str) -> Result<(PathBuf, File), JournalError> {
    let mut number = 1;
    loop {
        let path = name(number);
        match open(&path, Access::MakeNew) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(JournalError::io(what, &path)(error)),
        }
    }
}

/// Opens a file and makes sure of it: no link, a regular file, our own, with one name.
///
/// # Errors
/// [`JournalError::Unsafe`] if it is anything else; [`JournalError::Missing`] with its folder if there is none.
pub(super) fn open_private(path: &Path, access: Access) -> Result<File, JournalError> {
    let unsafe_because = |why| JournalError::Unsafe { path: path.into(), why };
    let file = open(path, access).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => JournalError::Missing(path.parent().unwrap_or(path).to_owned()),
        io::ErrorKind::IsADirectory => unsafe_because(IRREGULAR),
        _ if is_link(&error) => unsafe_because("a symbolic link"),
        _ => JournalError::io("cannot open", path)(error),
    })?;
    let about = file.metadata().map_err(JournalError::io("cannot examine", path))?;
    match suspicious(&about) {
        Some(why) => Err(unsafe_because(why)),
        None => Ok(file),
    }
}

const IRREGULAR: &str = "not a regular file";

#[cfg(unix)]
fn is_link(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link(_: &io::Error) -> bool {
    false
}

#[cfg(unix)]
fn suspicious(about: &Metadata) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt;
    if !about.is_file() {
        Some(IRREGULAR)
    } else if about.uid() != rustix::process::geteuid().as_raw() {
        Some("another user's file")
    } else if about.nlink() > 1 {
        Some("a file with a second name (hard link)")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn suspicious(about: &Metadata) -> Option<&'static str> {
    (!about.is_file()).then_some(IRREGULAR)
}

/// Whether `file` is what its name stands for: nobody has put another file in its place.
///
/// # Errors
/// It cannot be told.
#[cfg(unix)]
pub(super) fn is_file(file: &File, named: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let mine = file.metadata()?;
    Ok((mine.dev(), mine.ino()) == (named.dev(), named.ino()))
}

/// Whether `file` is what its name stands for; here this cannot be told and is taken for granted.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub(super) fn is_file(_: &File, _: &Metadata) -> io::Result<bool> {
    Ok(true)
}

/// Whether a name still stands for this open file: nobody has put another one in its place, or taken it away.
///
/// # Errors
/// It cannot be told.
pub(super) fn is_named(file: &File, path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(named) => is_file(file, &named),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes a folder that only its owner may enter.
///
/// # Errors
/// It exists already, or cannot be made.
pub(super) fn make_folder(path: &Path) -> Result<(), JournalError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(JournalError::io("cannot make the folder", path))
}

/// Makes the names in a folder durable.
///
/// # Errors
/// The folder cannot be opened or synced.
pub(super) fn sync_folder(path: &Path) -> Result<(), JournalError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(JournalError::io("cannot sync the folder", path))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
