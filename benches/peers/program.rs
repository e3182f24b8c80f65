//! Who is measured, and how each is asked for the same: to open so many entries, to take a text, to save it, to turn a
//! page. Each lives in a home of its own and knows nothing else of the world.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::corpus::{self, Size};
use crate::terminal::Terminal;

/// Typed before anything else, so that no text of the corpus begins like what is waited for.
const OPENING: &str = "zq ";

/// A program and its home.
pub struct Program {
    /// As the table calls it.
    pub name: String,
    kind: Kind,
    path: PathBuf,
    home: TempDir,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ic,
    Vim,
    TuiJournal,
}

impl Program {
    /// One that is measured under this name, with a corpus of its own.
    pub fn new(name: &str, kind: Kind, path: &Path, place: &Path) -> Result<Program> {
        let home = tempfile::tempdir_in(place)?;
        fs::create_dir(home.path().join("config"))?;
        let program = Program { name: name.into(), kind, path: path.into(), home };
        for size in Size::ALL {
            let at = program.original(size);
            match kind {
                Kind::Ic => drop(corpus::incident(&at, size)?),
                Kind::Vim => corpus::lines(&at, size)?,
                Kind::TuiJournal => corpus::json(&at, size)?,
            }
        }
        Ok(program)
    }

    /// The peer that a person would start by this word, if there is one.
    pub fn installed(name: &str, word: &str, kind: Kind, place: &Path) -> Result<Option<Program>> {
        on_path(word).map(|path| Program::new(name, kind, &path, place)).transpose()
    }

    fn original(&self, size: Size) -> PathBuf {
        self.home.path().join(size.name())
    }

    /// What is opened: the short ones as they were at first, the long one where it lies.
    fn opened(&self, size: Size) -> Result<PathBuf> {
        if size == Size::Long {
            return Ok(self.original(size));
        }
        let copy = self.home.path().join("opened");
        let gone = Command::new("rm").arg("-rf").arg(&copy).status()?;
        let copied = Command::new("cp").arg("-r").arg(self.original(size)).arg(&copy).status()?;
        ensure!(gone.success() && copied.success(), "{} could not be copied", copy.display());
        Ok(copy)
    }

    fn environment(&self, opened: &Path) -> Vec<(&'static str, OsString)> {
        let home = self.home.path();
        vec![
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("HOME", home.into()),
            ("XDG_CONFIG_HOME", home.join("config").into()),
            ("XDG_DATA_HOME", home.join("data").into()),
            ("TMPDIR", home.into()),
            ("IC_DIR", opened.into()),
            ("IC_CONFIG", home.join("config/ic.toml").into()),
            ("USER", "ana".into()),
            ("TZ", "UTC".into()),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm-256color".into()),
        ]
    }

    /// Opens so much in a terminal.
    pub fn open(&self, size: Size) -> Result<Terminal> {
        let opened = self.opened(size)?;
        let environment = self.environment(&opened);
        let home = self.home.path();
        let mut words: Vec<OsString> = vec![self.path.clone().into()];
        match self.kind {
            Kind::Ic => {}
            Kind::Vim => words.extend(["--clean".into(), "-n".into(), "+".into(), opened.into()]),
            Kind::TuiJournal => {
                words.extend(["-c".into(), home.join("config").into(), "-l".into(), home.join("log").into()]);
                words.extend(["-b".into(), "json".into(), "-j".into(), opened.into()]);
            }
        }
        Terminal::start(&words, &environment, home)
    }

    /// Whether the screen shows what somebody who opens so much sees first: the newest entry, in tui-journal those of the
    /// newest day.
    pub fn is_open(&self, size: Size, screen: &str) -> bool {
        match (size, self.kind) {
            (Size::Empty, Kind::Ic) => screen.contains("declared"),
            (Size::Empty, Kind::Vim) => screen.contains("~"),
            (Size::Empty, Kind::TuiJournal) => screen.contains("Journals"),
            (_, Kind::TuiJournal) => screen.contains("entry-"),
            _ => screen.contains(&corpus::word(size.entries() - 1)),
        }
    }

    /// Opens so much and waits until it is shown.
    pub fn wait_open(&self, size: Size) -> Result<Terminal> {
        let mut terminal = self.open(size)?;
        terminal
            .wait_for(&format!("{} of {} entries", self.name, size.entries()), |screen| self.is_open(size, screen))?;
        Ok(terminal)
    }

    /// Begins a new entry, which begins with a text of our own; tells that text.
    pub fn begin_entry(&self, terminal: &mut Terminal) -> Result<&'static str> {
        let begin = match self.kind {
            Kind::Ic => "",
            Kind::Vim => "o",
            Kind::TuiJournal => "n",
        };
        terminal.press(&format!("{begin}{OPENING}"))?;
        terminal.wait_for("the beginning of an entry", |screen| screen.contains(OPENING.trim()))?;
        Ok(OPENING)
    }

    /// The keys that save what is written.
    pub fn save(&self) -> &'static str {
        match self.kind {
            Kind::Ic | Kind::TuiJournal => "\r",
            Kind::Vim => "\x1b:w\r",
        }
    }

    /// Whether the screen says that this text is saved.
    pub fn is_saved(&self, text: &str, screen: &str) -> bool {
        match self.kind {
            // A line on its way to the disk begins with "saving", one that is there with its time.
            Kind::Ic => screen.lines().any(|row| row.contains(text) && begins_with_a_time(row)),
            Kind::Vim => screen.contains(text) && screen.contains(" written"),
            Kind::TuiJournal => screen.contains(text) && !screen.contains("Create journal"),
        }
    }

    /// The keys that go from writing to the first entry, one step after the other.
    pub fn to_the_top(&self) -> &'static [&'static str] {
        if self.kind == Kind::Ic { &["\x1b", "g"] } else { &["gg"] }
    }

    /// The keys that turn a page.
    pub fn page_down(&self) -> &'static str {
        if self.kind == Kind::Vim { "\x06" } else { "\x1b[6~" }
    }

    /// A command of the shell in the small incident, or beside it.
    pub fn at_the_shell(&self, program: &Path) -> Result<Command> {
        let opened = self.opened(Size::Small)?;
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment(&opened)).current_dir(self.home.path());
        Ok(command)
    }

    /// The program itself.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn begins_with_a_time(row: &str) -> bool {
    let word = row.split_whitespace().next().unwrap_or_default();
    word.len() == 5 && word.bytes().enumerate().all(|(place, byte)| (place == 2) == (byte == b':'))
}

/// Where a person's shell would find this program.
pub fn on_path(word: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(word)).find(|path| path.is_file())
}
