//! What a folder is worth as a place for journals: tried out with a file that goes away again.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// What was found by trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// How long a line took to write, without waiting for the disk.
    pub written: Duration,
    /// How long it took until `fdatasync` called it durable.
    pub synced: Duration,
    /// Whether a second open file was refused the lock that the first one held.
    pub locks: bool,
}

/// What is known of the file system of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// What it is called, such as `ext4`; `None` where that cannot be told.
    pub kind: Option<String>,
    /// How many bytes are left for this user.
    pub free: Option<u64>,
}

/// About as long as an entry is.
const LINE: [u8; 400] = [b'.'; 400];
/// How often everything is timed; the middle one counts.
const ROUNDS: usize = 5;

/// The folder itself, or the nearest one above it that is there: in that one it would be made.
pub fn nearest(folder: &Path) -> &Path {
    let there = |one: &&Path| one.as_os_str().is_empty() || one.symlink_metadata().is_ok();
    match folder.ancestors().find(there) {
        Some(found) if !found.as_os_str().is_empty() => found,
        _ => Path::new("."),
    }
}

/// Writes, syncs and locks a file in a folder, and removes it again.
///
/// # Errors
/// One of these cannot be done here; refusing a second lock is no error but said in [`Tried::locks`].
pub fn try_out(folder: &Path) -> io::Result<Tried> {
    let probe = tempfile::Builder::new().prefix(".probe-").tempfile_in(folder)?;
    let timed = |sync: fn(&File) -> io::Result<()>| {
        let mut took = [Duration::ZERO; ROUNDS];
        for took in &mut took {
            let begun = Instant::now();
            probe.as_file().write_all(&LINE)?;
            sync(probe.as_file())?;
            *took = begun.elapsed();
        }
        took.sort();
        io::Result::Ok(took[ROUNDS / 2])
    };
    let (written, synced) = (timed(|_| Ok(()))?, timed(File::sync_data)?);
    let lock = File::options().write(true).open(probe.path())?;
    lock.try_lock()?;
    let locks = matches!(probe.as_file().try_lock(), Err(TryLockError::WouldBlock));
    drop(lock);
    probe.close()?;
    super::private::sync_folder(folder).map_err(io::Error::other)?;
    Ok(Tried { written, synced, locks })
}

/// The file system that a folder is on.
#[cfg(unix)]
pub fn disk(folder: &Path) -> Disk {
    let free = rustix::fs::statvfs(folder).ok().map(|about| about.f_bavail.saturating_mul(about.f_frsize));
    Disk { kind: kind(folder), free }
}

/// The file system that a folder is on; here nothing is known of it.
#[cfg(not(unix))]
pub fn disk(_: &Path) -> Disk {
    Disk::default()
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn kind(folder: &Path) -> Option<String> {
    let number = rustix::fs::statfs(folder).ok()?.f_type as u32;
    let named = KINDS.iter().find(|(magic, _)| *magic == number);
    Some(named.map_or_else(|| format!("type {number:#x}"), |(_, name)| (*name).to_owned()))
}

#[cfg(any(target_os = "macos", target_os = "freebsd"))]
fn kind(folder: &Path) -> Option<String> {
    let about = rustix::fs::statfs(folder).ok()?;
    let letters = about.f_fstypename.iter().map(|letter| *letter as u8).take_while(|letter| *letter != 0);
    Some(letters.map(char::from).collect())
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "freebsd"))))]
fn kind(_: &Path) -> Option<String> {
    None
}

/// File systems by their numbers (statfs(2), linux/magic.h).
#[cfg(any(target_os = "linux", target_os = "android"))]
const KINDS: [(u32, &str); 21] = [
    (0xef53, "ext4"),
    (0x5846_5342, "xfs"),
    (0x9123_683e, "btrfs"),
    (0x2fc1_2fc1, "zfs"),
    (0xf2f5_2010, "f2fs"),
    (0xca45_1a4e, "bcachefs"),
    (0x0102_1994, "tmpfs"),
    (0x8584_58f6, "ramfs"),
    (0x794c_7630, "overlay"),
    (0x6969, "nfs"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb"),
    (0x517b, "smb"),
    (0x6573_5546, "fuse"),
    (0x0102_1997, "9p"),
    (0x00c3_6400, "ceph"),
    (0x5346_414f, "afs"),
    (0x4d44, "fat"),
    (0x2011_bab0, "exfat"),
    (0x7366_746e, "ntfs"),
    (0xf15f, "ecryptfs"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_tried_out_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let tried = try_out(folder.path()).unwrap();
        assert!(tried.locks && tried.written > Duration::ZERO && tried.synced > Duration::ZERO);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        if cfg!(target_os = "linux") {
            let disk = disk(folder.path());
            assert!(disk.kind.is_some() && disk.free.is_some(), "{disk:?}");
        }
    }

    #[test]
    fn what_is_no_folder_cannot_be_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "mine").unwrap();
        assert!(try_out(&file).is_err() && try_out(&folder.path().join("nowhere")).is_err());
        assert_eq!(std::fs::read_to_string(file).unwrap(), "mine");
    }

    #[test]
    fn a_shelf_that_is_not_there_is_judged_by_where_it_would_be_made() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(nearest(&folder.path().join("data/ic/incidents")), folder.path());
        assert_eq!(nearest(folder.path()), folder.path());
        assert_eq!(nearest(Path::new("no-such-folder-here/incidents")), Path::new("."));
        assert_eq!(nearest(Path::new("")), Path::new("."));
    }
}
