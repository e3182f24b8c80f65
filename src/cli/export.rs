//! `export`: the report and the data as files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read};
use crate::incident::snapshot::Snapshot;
use crate::journal::{REPORT, SNAPSHOT, derived};
use crate::postmortem;
use crate::verb::{Export, Format};

/// Writes the incident where it is wanted and says where that is.
///
/// # Errors
/// There is no incident, or the file cannot be written.
pub fn run(call: &Call, export: &Export) -> Result<Exit, Failure> {
    let mut session = read::open(call)?;
    let state = session.state();
    let content = match export.format {
        Format::Md => postmortem::markdown(state, call.clock.now()).map_err(Failure::refused)?.into_bytes(),
        Format::Json => out::pretty(&Snapshot::from(state))?,
    };
    let written = match (&export.output, export.format) {
        (Some(path), _) if path.as_os_str() == "-" => {
            out::raw(&content)?;
            return Ok(Exit::Done);
        }
        (Some(path), _) => {
            replace(path, &content).map_err(|error| {
                Failure::refused(format!("the export could not be written to {}: {error}", path.display()))
            })?;
            path.clone()
        }
        (None, Format::Md) => {
            derived::replace(session.folder(), REPORT, &content).map_err(Failure::refused)?;
            session.folder().join(REPORT)
        }
        (None, Format::Json) => {
            session.refresh().map_err(Failure::refused)?;
            session.folder().join(SNAPSHOT)
        }
    };
    out::text(&format!("{}\n", written.display()))?;
    Ok(Exit::Done)
}

/// Puts the content into a file: a regular one is replaced whole, what a link points to too; a pipe or a device is
/// written to.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let target: PathBuf = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let there = fs::metadata(&target).ok();
    if there.as_ref().is_some_and(|there| there.is_dir()) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file in it"));
    }
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return File::options().write(true).open(&target)?.write_all(content);
    }
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let as_before = there.map_or_else(|| fs::Permissions::from_mode(0o666), |there| there.permissions());
        new.permissions(as_before);
    }
    let mut new = new.prefix(".ic-export-").tempfile_in(folder)?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    new.persist(&target).map(drop).map_err(|failed| failed.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_a_link_followed_and_a_folder_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.md");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(replace(folder.path(), b"x").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            replace(&link, b"three").unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(&file).unwrap(), b"three");
            replace(Path::new("/dev/null"), b"x").unwrap();
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }
}
