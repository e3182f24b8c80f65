//! Where incidents are kept: can it be written, does it last, does the lock hold?

use std::io;
use std::path::Path;
use std::time::Duration;

use super::Finding;
use crate::journal::probe::{self, Disk, Tried};

/// No disk and no flash with a safe cache is done sooner.
const TOO_FAST: Duration = Duration::from_micros(20);
/// Longer than this one waits for every entry.
const SLOW: Duration = Duration::from_millis(500);
/// With less than this left it is not long until NOT SAVED.
const LITTLE: u64 = 64 << 20;

/// Tries the folder of incidents out, or the one in which it would be made.
pub(super) fn look(shelf: &Path) -> Vec<Finding> {
    let there = probe::nearest(shelf);
    let mut findings = vec![folder(shelf, there)];
    match probe::try_out(there) {
        Ok(tried) => findings.extend(saving(tried)),
        Err(error) => findings.push(cannot(there, &error)),
    }
    findings.push(disk(probe::disk(there)));
    findings
}

fn folder(shelf: &Path, there: &Path) -> Finding {
    let shown = shelf.display();
    if !there.is_dir() {
        let found = format!("{} is no folder", there.display());
        return Finding::bad("incidents", found, "move it away, or name another place with --dir");
    }
    let new = if there == shelf { "" } else { " (made with the first incident)" };
    Finding::ok("incidents", format!("{shown}{new}"))
}

fn cannot(there: &Path, error: &io::Error) -> Finding {
    let advice = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room there, or name another folder with --dir"
        }
        _ => "let this user write there, or name another folder with --dir",
    };
    // What tempfile says ends with the name of a file that there never was.
    let why = error.to_string();
    let why = why.split(" at path ").next().unwrap_or(&why);
    Finding::bad("saving", format!("nothing can be saved in {}: {why}", there.display()), advice)
}

/// What was measured, and what follows from it.
fn saving(Tried { written, synced, locks }: Tried) -> [Finding; 2] {
    let measured = format!("fdatasync takes {} (a write alone {})", took(synced), took(written));
    let saving = if synced < TOO_FAST {
        let advice = "too fast for a disk: a power cut may cost the last entries";
        Finding::note("saving", measured, advice)
    } else if synced > SLOW {
        Finding::note("saving", measured, "every entry waits that long; --dir names a faster place")
    } else {
        Finding::ok("saving", measured)
    };
    let lock = match locks {
        true => Finding::ok("lock", "a second writer is kept out"),
        false => Finding::bad(
            "lock",
            "a second writer is let in: two could write at once",
            "keep incidents on a local disk: name one with --dir",
        ),
    };
    [saving, lock]
}

fn disk(Disk { kind, free }: Disk) -> Finding {
    let left = free.map_or_else(|| "space left unknown".into(), |free| format!("{} free", size(free)));
    let Some(kind) = kind else { return Finding::ok("disk", left) };
    let found = format!("{kind}, {left}");
    if free.is_some_and(|free| free < LITTLE) {
        return Finding::note("disk", found, "make room: a full disk saves nothing");
    }
    match doubt(&kind) {
        Some(doubt) => Finding::note("disk", found, doubt),
        None => Finding::ok("disk", found),
    }
}

/// Why a file system is no good place for what must not be lost.
fn doubt(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "tmpfs" | "ramfs" => "gone after a restart: name a folder on a disk with --dir",
        "overlay" => "may go with its container: name a volume with --dir",
        "nfs" | "cifs" | "smb" | "smbfs" | "afs" | "ceph" | "9p" => {
            "saving and locking are up to the server: better a local disk"
        }
        fuse if fuse.starts_with("fuse") || fuse.ends_with("fuse") => {
            "saving and locking are up to that program: better a local disk"
        }
        "fat" | "exfat" | "msdos" => "it knows no owners and no journal: better another disk",
        _ => return None,
    })
}

/// For people: `under 1 µs`, `4 µs`, `0.4 ms`, `12.0 ms`.
fn took(time: Duration) -> String {
    match time.as_micros() {
        0 => "under 1 µs".into(),
        micros @ 1..100 => format!("{micros} µs"),
        micros => format!("{:.1} ms", micros as f64 / 1_000.0),
    }
}

/// For people: `1.9 GiB`.
fn size(bytes: u64) -> String {
    let (unit, word) = match bytes {
        0..0x4000_0000 => (20, "MiB"),
        0x4000_0000..0x100_0000_0000 => (30, "GiB"),
        _ => (40, "TiB"),
    };
    format!("{:.1} {word}", bytes as f64 / f64::from(2_u32).powi(unit))
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    #[test]
    fn what_was_measured_is_judged() {
        let tried = |synced, locks| {
            let written = Duration::from_micros(4);
            saving(Tried { written, synced: Duration::from_micros(synced), locks }).map(|one| one.mark)
        };
        assert_eq!(tried(400, true), [Mark::Ok, Mark::Ok]);
        assert_eq!(tried(6, true), [Mark::Note, Mark::Ok]);
        assert_eq!(tried(900_000, true), [Mark::Note, Mark::Ok]);
        assert_eq!(tried(400, false), [Mark::Ok, Mark::Bad]);
        let [saving, _] =
            saving(Tried { written: Duration::from_micros(4), synced: Duration::from_micros(412), locks: true });
        assert_eq!(saving.found, "fdatasync takes 0.4 ms (a write alone 4 µs)");
    }

    #[test]
    fn file_systems_that_keep_nothing_are_named() {
        let mark = |kind: &str, free| disk(Disk { kind: Some(kind.into()), free: Some(free) }).mark;
        for kind in ["ext4", "xfs", "btrfs", "zfs", "apfs", "type 0x123"] {
            assert_eq!(mark(kind, 1 << 40), Mark::Ok, "{kind}");
        }
        for kind in ["tmpfs", "overlay", "nfs", "cifs", "smb", "fuse", "macfuse", "9p", "exfat"] {
            assert_eq!(mark(kind, 1 << 40), Mark::Note, "{kind}");
        }
        assert_eq!(mark("ext4", 1 << 20), Mark::Note);
        assert_eq!(disk(Disk::default()).mark, Mark::Ok);
        assert_eq!(
            (size(5 << 20), size(3 << 30), size(1 << 41)),
            ("5.0 MiB".into(), "3.0 GiB".into(), "2.0 TiB".into())
        );
    }
}
