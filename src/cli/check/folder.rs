//! The folder of an incident: what lies in it, and who else may look in.

use std::fs;
use std::path::Path;

use super::finding::{Code, Finding};
#[cfg(unix)]
use super::name_of;

/// What begins like this is a file being written, which has another name as soon as it is whole.
const DRAFT: &str = ".draft-";

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Unfinished tails and damaged journals that were moved away earlier.
pub(super) fn set_aside(folder: &Path) -> Vec<String> {
    let aside = |name: &String| name.starts_with("torn-") || name.starts_with("damaged-");
    names(folder).into_iter().filter(aside).collect()
}

/// Looks at everything in the folder, of which `set_aside` is known already.
pub(super) fn look(folder: &Path, set_aside: &[String]) -> Vec<Finding> {
    let names = names(folder);
    let drafts: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.starts_with(DRAFT)).collect();
    let left_over = (!drafts.is_empty()).then(|| {
        Finding::remark(
            Code::LeftOver,
            format!("left over from a write that was cut short: {}", drafts.join(", ")),
            "if no ic is running, delete it: nothing in it was acknowledged",
        )
    });
    let aside = (!set_aside.is_empty()).then(|| {
        Finding::remark(
            Code::SetAside,
            format!("set aside earlier: {}", set_aside.join(", ")),
            "look into it if an entry is missed; else it may go",
        )
    });
    others(folder, &names).into_iter().chain(left_over).chain(aside).collect()
}

#[cfg(unix)]
fn others(folder: &Path, names: &[String]) -> Vec<Finding> {
    use std::os::unix::fs::MetadataExt;

    /// What group and others may do.
    const OTHERS: u32 = 0o077;

    let me = rustix::process::geteuid().as_raw();
    let (mut open, mut foreign) = (Vec::new(), Vec::new());
    let all = std::iter::once((".", folder.to_owned())).chain(names.iter().map(|name| (&**name, folder.join(name))));
    for (name, path) in all {
        let Ok(about) = fs::symlink_metadata(&path) else { continue };
        let shown = if name == "." { "the folder" } else { name };
        if !about.is_symlink() && about.mode() & OTHERS != 0 {
            open.push(format!("{shown} ({:04o})", about.mode() & 0o7777));
        }
        let why = match () {
            () if about.uid() != me => Some(format!("user {}'s", about.uid())),
            () if about.is_symlink() => Some("a link".into()),
            () if about.is_file() && about.nlink() > 1 => Some("has another name too".into()),
            () => None,
        };
        foreign.extend(why.map(|why| format!("{shown} ({why})")));
    }
    let open = (!open.is_empty()).then(|| {
        Finding::remark(
            Code::Permissions,
            format!("others may look in: {}", open.join(", ")),
            format!("chmod -R go= \"$(ic -i {} path)\" keeps it to you", name_of(folder)),
        )
    });
    let foreign = (!foreign.is_empty()).then(|| {
        Finding::remark(
            Code::Owner,
            format!("not only yours: {}", foreign.join(", ")),
            "find out who put it there; ic writes into no such file",
        )
    });
    open.into_iter().chain(foreign).collect()
}

#[cfg(not(unix))]
fn others(_: &Path, _: &[String]) -> Vec<Finding> {
    Vec::new()
}
