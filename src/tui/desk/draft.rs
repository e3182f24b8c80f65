//! The line that somebody had begun when a room was left: kept beside the journal until another room has it.

use std::fs;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::Desk;
use crate::incident::text::slug;
use crate::journal::{JournalError, LONGEST, derived};
use crate::tui::worker::Reply;

/// A line that was kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// What was begun; may be empty.
    pub(super) text: String,
    /// Its file, if there is one.
    file: Option<PathBuf>,
    /// What is to be said of others that cannot be given back.
    pub(super) left: Vec<String>,
}

impl Kept {
    /// The oldest line of this person that can be read whole; its file stays.
    pub(super) fn of(folder: &Path, by: &str) -> Kept {
        let mut left = Vec::new();
        for name in names(folder, by) {
            let path = folder.join(&name);
            match derived::text(folder, &name, LONGEST as u64 + 1) {
                Ok(text) if text.len() <= LONGEST => return Kept { text, file: Some(path), left },
                Ok(_) => left.push(format!("the line begun in {} is too long; it stays there", path.display())),
                // Another room has it.
                Err(JournalError::Missing(_)) => {}
                Err(error) => left.push(format!("a line that was begun stays where it is: {error}")),
            }
        }
        Kept { left, ..Kept::default() }
    }

    /// A room has the line: its file goes.
    pub(super) fn given(&mut self) {
        if let Some(file) = self.file.take() {
            // A folder that takes no writes keeps it; it will be given back once more.
            let _ = fs::remove_file(file);
        }
    }
}

impl Desk {
    /// Keeps a line in a file of its own, for the next time this person opens the incident; whether that worked.
    pub(super) fn keep_draft(&self, draft: &str, by: &str) -> bool {
        let name = format!("{}.{}", stem(by), Uuid::now_v7());
        // A folder that is a link is not opened, and not written through.
        let keep = |place: &PathBuf| !place.is_symlink() && derived::replace(place, &name, draft.as_bytes()).is_ok();
        draft.trim().is_empty() || self.place.as_ref().is_some_and(keep)
    }

    /// The same, or says what could not be kept.
    pub(super) fn keep_or_tell(&self, draft: &str, by: &str) {
        if !self.keep_draft(draft, by) {
            self.tell(Reply::Trouble(format!("the line that was begun could not be kept: {draft}")));
        }
    }
}

/// How the names of a person's files begin. A dot follows, which is in nobody's slug.
fn stem(by: &str) -> String {
    format!("draft-{}", slug(by))
}

/// The names of this person's files, oldest first.
fn names(folder: &Path, by: &str) -> Vec<String> {
    let stem = stem(by);
    let is_own = |name: &String| name.strip_prefix(&stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(is_own).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        fs::write(folder.join(name), text).unwrap();
        folder.join(name)
    }

    #[test]
    fn every_line_is_given_back_once_the_oldest_first() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in
            [("draft-ana.2", "three"), ("draft-ana.1", "two"), ("draft-ana", "one"), ("draft-ana-2", "bo's")]
        {
            kept(folder.path(), name, text);
        }
        for text in ["one", "two", "three", ""] {
            let mut line = Kept::of(folder.path(), "Ana");
            assert_eq!(line.text, text);
            assert_eq!(Kept::of(folder.path(), "ana").text, text, "until a room has it");
            line.given();
        }
        assert_eq!(Kept::of(folder.path(), "ana 2").text, "bo's");
    }

    #[test]
    fn what_cannot_be_read_whole_stays_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let long = kept(folder.path(), "draft-ana.1", "x".repeat(LONGEST + 1));
        let cut = kept(folder.path(), "draft-ana.2", format!("{}é", "x".repeat(LONGEST)));
        let bytes = kept(folder.path(), "draft-ana.3", b"\xff");
        let just = kept(folder.path(), "draft-ana.4", "x".repeat(LONGEST));
        let mut line = Kept::of(folder.path(), "ana");
        assert_eq!(line.text.len(), LONGEST);
        line.given();
        assert!(long.exists() && cut.exists() && bytes.exists() && !just.exists());
        for (file, said) in [long, cut, bytes].iter().zip(&line.left) {
            assert!(said.contains(&file.display().to_string()), "{said}");
        }
        assert_eq!(line.left.len(), 3);
    }
}
