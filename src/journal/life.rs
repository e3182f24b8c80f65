//! Signs of life: the file `alive` of an exercise, whose time of change says when its clock last had somebody to see it. It
//! is not synced: it has to outlive the program, not the machine.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use chrono::TimeDelta;

use super::JournalError;
use super::private::{Access, open_private};
use crate::incident::Time;

/// The file of signs of life.
const ALIVE: &str = "alive";

/// When the last sign of life was given in a folder (UTC); `None` if there was none.
pub fn last(folder: &Path) -> Option<Time> {
    let about = fs::symlink_metadata(folder.join(ALIVE)).ok().filter(fs::Metadata::is_file)?;
    about.modified().ok().and_then(time)
}

/// A file's time (UTC); `None` for one that no calendar shows, which some file systems hold.
fn time(of: SystemTime) -> Option<Time> {
    let since = of.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Time::from_timestamp(since.as_secs().try_into().ok()?, since.subsec_nanos())
}

/// Without a sign of life for so long, a clock has run for nobody.
const UNSEEN: TimeDelta = TimeDelta::seconds(3);

/// The last real time at which the clock of a folder had somebody to see it: `now` (both UTC) while somebody is there, and
/// where no sign was ever given. A wall clock that was set back since was not seen at its new time either.
pub fn seen(folder: &Path, now: Time) -> Time {
    last(folder).filter(|last| (now - *last).abs() > UNSEEN).unwrap_or(now)
}

/// Gives a sign of life at `now` (UTC).
///
/// # Errors
/// The folder does not take it.
pub fn sign(folder: &Path, now: Time) -> Result<(), JournalError> {
    let path = folder.join(ALIVE);
    let file = open_private(&path, Access::Make)?;
    file.set_modified(now.into()).map_err(JournalError::io("cannot write", &path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::at;

    #[test]
    fn a_time_beyond_every_calendar_is_no_sign() {
        let after = |seconds| SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        assert_eq!(time(at(3, 12).into()), Some(at(3, 12)));
        assert_eq!(time(after(9_000_000_000_000_000)), None);
    }

    #[test]
    fn a_sign_is_remembered_and_a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(last(folder.path()), None);
        assert_eq!(seen(folder.path(), at(3, 12)), at(3, 12));
        sign(folder.path(), at(3, 12)).unwrap();
        sign(folder.path(), at(3, 13)).unwrap();
        assert_eq!(last(folder.path()), Some(at(3, 13)));
        let now = at(3, 13) + TimeDelta::seconds(2);
        assert_eq!(seen(folder.path(), now), now, "somebody is there");
        assert_eq!(seen(folder.path(), at(4, 0)), at(3, 13), "nobody was there any more");
        assert_eq!(seen(folder.path(), at(3, 0)), at(3, 13), "the wall clock was set back");
        #[cfg(unix)]
        {
            let other = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink(folder.path().join(ALIVE), other.path().join(ALIVE)).unwrap();
            assert!(sign(other.path(), at(3, 14)).is_err());
            assert_eq!(last(other.path()), None);
        }
    }
}
