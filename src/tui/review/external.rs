//! A text in an editor of one's own: `$VISUAL`, else `$EDITOR`, else `vi`.
//!
//! The command is split at whitespace and run without a shell: what stands in the environment is never interpreted, and
//! it works the same where there is no `sh`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

#[cfg(unix)]
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tempfile::TempDir;
use tokio::process::{Child, Command};

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
///
/// # Errors
/// In a sentence: it is not told in UTF-8.
pub fn editor_command(visual: Option<OsString>, editor: Option<OsString>) -> Result<String, String> {
    for (name, value) in [("VISUAL", visual), ("EDITOR", editor)] {
        match value.map(OsString::into_string) {
            Some(Ok(command)) if !command.trim().is_empty() => return Ok(command),
            Some(Err(value)) => return Err(format!("{name} is not UTF-8: {}", value.to_string_lossy())),
            Some(Ok(_)) | None => {}
        }
    }
    Ok("vi".into())
}

/// A text in the hands of an editor that has the terminal. Its file lies in a new folder that only this user can read,
/// and goes with it, unless it holds words that cannot be taken.
#[derive(Debug)]
pub struct Editing {
    of: Edited,
    program: String,
    child: Child,
    folder: TempDir,
    path: PathBuf,
    before: String,
}

impl Editing {
    /// Starts the editor. Needs a tokio runtime with I/O enabled.
    ///
    /// # Errors
    /// In a sentence: there can be no file, or the editor is not there.
    pub fn begin(command: &str, draft: &Draft) -> Result<Editing, String> {
        let Draft { of, text } = draft;
        let mut words = command.split_whitespace();
        let program = words.next().ok_or("no editor is named; set EDITOR")?;
        let kept = |error: std::io::Error| format!("the text could not be put into a file for the editor: {error}");
        let folder = private_folder().map_err(kept)?;
        let path = folder.path().join(format!("{}.md", of.word()));
        // Editors expect a last line that is ended.
        let before = if text.is_empty() || text.ends_with('\n') { text.clone() } else { format!("{text}\n") };
        write_private(&path, &before).map_err(kept)?;
        let child = Command::new(program).args(words).arg(&path).spawn().map_err(|error| {
            format!("the editor `{program}` cannot be started ({error}); set VISUAL or EDITOR to one that is there")
        })?;
        Ok(Editing { of: *of, program: program.into(), child, folder, path, before })
    }

    /// Waits until the editor ends, and takes what it left. Why it may fail, in a sentence: the editor failed, or left
    /// something that is no text or too long; what was written is kept then, and the sentence says where. Nothing is
    /// lost if the future is dropped before it is ready.
    pub async fn ended(&mut self) -> Outcome {
        let taken = match self.child.wait().await {
            Ok(status) if status.success() => read(&self.path),
            Ok(status) => Err(format!("the editor `{}` failed ({status})", self.program)),
            Err(error) => Err(format!("the editor `{}` cannot be waited for ({error})", self.program)),
        };
        Outcome { of: self.of, text: taken.map_err(|why| self.keep(&why)) }
    }

    /// Leaves the editor to itself: it does not end.
    pub fn abandoned(&mut self) -> Outcome {
        self.folder.disable_cleanup(true);
        let why = format!("the editor `{}` did not end; its file is {}", self.program, self.path.display());
        Outcome { of: self.of, text: Err(why) }
    }

    fn keep(&mut self, why: &str) -> String {
        let folder = self.folder.path();
        // Editors that are told to end keep what they have in files of their own, beside this one.
        let place = match holds_words(&self.path, &self.before) {
            true => self.path.as_path(),
            false if holds_others(folder, &self.path) => folder,
            false => return format!("{why}; the text stays as it was"),
        };
        let place = place.display().to_string();
        self.folder.disable_cleanup(true);
        format!("{why}; the text here stays as it was, your text is kept in {place}")
    }

    /// Whether the editor was stopped and is not continued yet.
    #[cfg(unix)]
    pub fn is_stopped(&self) -> bool {
        let look = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
        let state = self.process().and_then(|process| waitid(WaitId::Pid(process), look).ok().flatten());
        state.is_some_and(|state| state.stopped())
    }

    /// Continues an editor that was stopped.
    #[cfg(unix)]
    pub fn proceed(&self) {
        self.signal(Signal::CONT);
    }

    /// Tells the editor to end.
    #[cfg(unix)]
    pub fn call_off(&mut self) {
        self.signal(Signal::TERM);
        // One that is stopped cannot hear it.
        self.signal(Signal::CONT);
    }

    #[cfg(unix)]
    fn signal(&self, signal: Signal) {
        // Until it is waited for, which is done here alone, no other process can have its number.
        let _ = self.process().map(|process| kill_process(process, signal));
    }

    #[cfg(unix)]
    fn process(&self) -> Option<Pid> {
        Pid::from_raw(self.child.id()?.try_into().ok()?)
    }

    /// Where there are no signals nobody is stopped.
    #[cfg(not(unix))]
    pub fn is_stopped(&self) -> bool {
        false
    }

    /// Where there are no signals nobody is continued.
    #[cfg(not(unix))]
    pub fn proceed(&self) {}

    /// Ends the editor.
    #[cfg(not(unix))]
    pub fn call_off(&mut self) {
        let _ = self.child.start_kill();
    }
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

/// Whether there are other files than this one in the folder.
fn holds_others(folder: &Path, file: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|found| found.flatten().any(|other| other.path() != file))
}

#[cfg(unix)]
fn private_folder() -> std::io::Result<TempDir> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new().prefix("ic-edit-").permissions(fs::Permissions::from_mode(0o700)).tempdir()
}

#[cfg(not(unix))]
fn private_folder() -> std::io::Result<TempDir> {
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

    const SUMMARY: Edited = Edited::Text(Section::Summary);

    /// Lets a script edit the text.
    fn edit(command: &str, of: Edited, text: &str) -> Result<String, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let draft = Draft { of, text: text.into() };
        runtime.block_on(async { Editing::begin(command, &draft)?.ended().await.text })
    }

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
        assert_eq!(edit(&command, SUMMARY, "words"), Ok("words\nmore\n".into()));
        let seen = fs::read_to_string(folder.path().join("seen")).unwrap();
        let (file, around) = seen.trim().split_once('\n').unwrap();
        let path = file.strip_prefix("600 ").unwrap();
        assert!(path.ends_with("/summary.md") && !Path::new(path).exists());
        assert!(around.starts_with("700 "), "{around}");
    }

    #[test]
    fn an_editor_that_is_not_there_or_fails_leaves_the_text_alone() {
        assert!(edit("no-such-editor-here", SUMMARY, "").unwrap_err().contains("set VISUAL or EDITOR"));
        assert!(edit(" ", SUMMARY, "").is_err());
        for lines in ["exit 1", "kill -9 $$"] {
            let (_folder, command) = script(lines);
            assert!(edit(&command, SUMMARY, "words").unwrap_err().contains("stays as it was"));
        }
        let (_folder, command) = script("rm \"$2\"");
        let gone = edit(&command, SUMMARY, "words").unwrap_err();
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
            let said = edit(&command, SUMMARY, "words").unwrap_err();
            let (before, path) = said.split_once("your text is kept in ").unwrap();
            assert!(before.contains(why) && path.ends_with("/summary.md"), "{said}");
            assert!(fs::metadata(path).unwrap().len() > 0);
            fs::remove_dir_all(Path::new(path).parent().unwrap()).unwrap();
        }
        let (_folder, command) = script("echo mine > \"$2.save\"; exit 1");
        let said = edit(&command, SUMMARY, "words").unwrap_err();
        let (_, path) = said.split_once("your text is kept in ").unwrap();
        assert_eq!(fs::read_to_string(Path::new(path).join("summary.md.save")).unwrap(), "mine\n");
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn visual_comes_before_editor_and_vi_is_everywhere() {
        let named = |text: &str| Some(OsString::from(text));
        assert_eq!(editor_command(named("code --wait"), named("nano")), Ok("code --wait".into()));
        assert_eq!(editor_command(named(" "), named("nano")), Ok("nano".into()));
        assert_eq!(editor_command(None, None), Ok("vi".into()));
        use std::os::unix::ffi::OsStringExt;
        let other = editor_command(None, Some(OsString::from_vec(b"n\xe4no".to_vec())));
        assert!(other.unwrap_err().starts_with("EDITOR is not UTF-8"));
    }
}
