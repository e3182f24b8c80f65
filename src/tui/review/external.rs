//! A text in an editor of one's own: `$VISUAL`, else `$EDITOR`, else `vi`.
//!
//! The command is split at whitespace and run without a shell: what stands in the environment is never interpreted, and
//! it works the same where there is no `sh`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::incident::review::Section;

/// What is edited elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// A text of the report.
    Text(Section),
    /// The field of the form that has the focus.
    Field,
}

impl Edited {
    /// What its file is called.
    pub fn word(self) -> &'static str {
        match self {
            Edited::Text(section) => section.word(),
            Edited::Field => "text",
        }
    }
}

/// The longest text that is taken, in bytes.
const LONGEST: u64 = 128 * 1024;

/// A text that is to be edited elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which.
    pub of: Edited,
    /// As it stands.
    pub text: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which text.
    pub of: Edited,
    /// The new text, or why there is none, in a sentence.
    pub text: Result<String, String>,
}

/// The editor that this person wants: the first of `$VISUAL` and `$EDITOR` that says anything.
pub fn editor_command(visual: Option<OsString>, editor: Option<OsString>) -> String {
    let says = |value: Option<OsString>| value?.into_string().ok().filter(|text| !text.trim().is_empty());
    says(visual).or_else(|| says(editor)).unwrap_or_else(|| "vi".into())
}

/// Lets a person edit the text with this command and waits until it ends. The file lies in a new folder that only this
/// user can read, and goes with it, unless it holds words that cannot be taken.
///
/// # Errors
/// In a sentence: the editor is not there, failed, or left something that is no text or too long; what was written is
/// kept then, and the sentence says where.
pub fn edit(command: &str, name: &str, text: &str) -> Result<String, String> {
    let mut words = command.split_whitespace();
    let program = words.next().ok_or("no editor is named; set EDITOR")?;
    let kept = |error: std::io::Error| format!("the text could not be put into a file for the editor: {error}");
    let folder = private_folder().map_err(kept)?;
    let path = folder.path().join(format!("{name}.md"));
    // Editors expect a last line that is ended.
    let ended = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    write_private(&path, &ended).map_err(kept)?;
    let status = Command::new(program).args(words).arg(&path).status();
    let status = status.map_err(|error| {
        format!("the editor `{program}` cannot be started ({error}); set VISUAL or EDITOR to one that is there")
    })?;
    let taken = match status.success() {
        true => read(&path),
        false => Err(format!("the editor `{program}` failed ({status})")),
    };
    taken.map_err(|why| match holds_words(&path, &ended) {
        true => {
            let path = folder.keep().join(format!("{name}.md"));
            format!("{why}; the text here stays as it was, your text is kept in {}", path.display())
        }
        false => format!("{why}; the text stays as it was"),
    })
}

fn read(path: &Path) -> Result<String, String> {
    let back = |error: std::io::Error| format!("what the editor left cannot be read ({error})");
    if fs::metadata(path).map_err(back)?.len() > LONGEST {
        return Err("a text of the report holds 131072 bytes and this one is longer".into());
    }
    fs::read_to_string(path).map_err(back)
}

/// Whether the file holds anything that was not there `before`.
fn holds_words(path: &Path, before: &str) -> bool {
    match fs::metadata(path).map(|found| found.len()) {
        Ok(0) | Err(_) => false,
        Ok(length) if length != before.len() as u64 => true,
        Ok(_) => !fs::read(path).is_ok_and(|now| now == before.as_bytes()),
    }
}

#[cfg(unix)]
fn private_folder() -> std::io::Result<tempfile::TempDir> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new().prefix("ic-edit-").permissions(fs::Permissions::from_mode(0o700)).tempdir()
}

#[cfg(not(unix))]
fn private_folder() -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("ic-edit-").tempdir()
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A script as the editor; its file is the last argument.
    fn script(lines: &str) -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("editor.sh");
        fs::write(&path, lines).unwrap();
        (folder, format!("sh {} --wait", path.display()))
    }

    #[test]
    fn the_file_is_private_and_what_it_says_then_is_taken() {
        let (folder, command) =
            script("stat -c '%a %n' \"$2\" \"$(dirname \"$2\")\" > \"$(dirname \"$0\")/seen\"; echo more >> \"$2\"\n");
        assert_eq!(edit(&command, "summary", "words"), Ok("words\nmore\n".into()));
        let seen = fs::read_to_string(folder.path().join("seen")).unwrap();
        let (file, around) = seen.trim().split_once('\n').unwrap();
        let path = file.strip_prefix("600 ").unwrap();
        assert!(path.ends_with("/summary.md") && !Path::new(path).exists());
        assert!(around.starts_with("700 "), "{around}");
    }

    #[test]
    fn an_editor_that_is_not_there_or_fails_leaves_the_text_alone() {
        assert!(edit("no-such-editor-here", "summary", "").unwrap_err().contains("set VISUAL or EDITOR"));
        assert!(edit(" ", "summary", "").is_err());
        for lines in ["exit 1", "kill -9 $$"] {
            let (_folder, command) = script(lines);
            assert!(edit(&command, "summary", "words").unwrap_err().contains("stays as it was"));
        }
        let (_folder, command) = script("rm \"$2\"");
        let gone = edit(&command, "summary", "words").unwrap_err();
        assert!(gone.contains("cannot be read") && !gone.contains("kept"), "{gone}");
    }

    #[test]
    fn what_was_written_and_cannot_be_taken_is_kept() {
        for (lines, why) in [
            ("echo more >> \"$2\"; exit 1", "failed"),
            ("echo more >> \"$2\"; kill -9 $$", "failed"),
            ("printf '\\377' > \"$2\"", "cannot be read"),
            ("head -c 131073 /dev/zero > \"$2\"", "131072 bytes"),
        ] {
            let (_folder, command) = script(lines);
            let said = edit(&command, "summary", "words").unwrap_err();
            let (before, path) = said.split_once("your text is kept in ").unwrap();
            assert!(before.contains(why) && path.ends_with("/summary.md"), "{said}");
            assert!(fs::metadata(path).unwrap().len() > 0);
            fs::remove_dir_all(Path::new(path).parent().unwrap()).unwrap();
        }
    }

    #[test]
    fn visual_comes_before_editor_and_vi_is_everywhere() {
        let named = |text: &str| Some(OsString::from(text));
        assert_eq!(editor_command(named("code --wait"), named("nano")), "code --wait");
        assert_eq!(editor_command(named(" "), named("nano")), "nano");
        assert_eq!(editor_command(None, None), "vi");
    }
}
