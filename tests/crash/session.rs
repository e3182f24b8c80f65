//! The session that is interrupted: what is said at the shell, and where.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use clap::Parser;
use incident_commander::journal::mutant;
use incident_commander::session::{Request, Session};
use incident_commander::verb::{self, Cli, Scene, Verb};
use tempfile::TempDir;

use crate::Outcome;

/// One run of the program.
pub struct Step {
    /// What is said.
    pub words: &'static [&'static str],
    /// What happened before it.
    pub before: Before,
}

/// What happened before a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// A crash left half a line at the end of the journal.
    TornTail,
    /// The same run was killed before its first sync.
    KilledUnsynced,
}

const fn step(words: &'static [&'static str]) -> Step {
    Step { words, before: Before::Nothing }
}

/// The half line that a crash left behind.
pub const TAIL: &[u8] = br#"{"c":"0a1b2c3d","v":1,"id":"019a0000-0000-7000-80"#;

const DECLARE: Step = step(&["declare", "Checkout returns 500s", "--sev", "2", "--zone", "UTC"]);
const LOG: Step = step(&["log", "pager went off", "--kind", "alert", "--id", "019a0000-0000-7000-8000-000000000001"]);
const AFTER_A_TORN_TAIL: Step = Step {
    words: &["log", "deploy 42 is suspicious", "--id", "019a0000-0000-7000-8000-000000000002"],
    before: Before::TornTail,
};
const AGAIN: Step = Step {
    words: &["log", "said again after the crash", "--id", "019a0000-0000-7000-8000-000000000003"],
    before: Before::KilledUnsynced,
};

/// The one before it had made folders, and was killed before they were durable.
pub const DECLARED_AGAIN: &[Step] = &[Step { before: Before::KilledUnsynced, ..DECLARE }];

/// What has one of each peculiarity.
pub const SHORT: &[Step] = &[DECLARE, LOG, AFTER_A_TORN_TAIL, AGAIN];

/// An incident from its declaration to its report, and on.
pub const WHOLE: &[Step] = &[
    DECLARE,
    LOG,
    step(&["role", "commander", "ana"]),
    step(&["sev", "1", "payments are hit too"]),
    AFTER_A_TORN_TAIL,
    step(&["update", "We are looking into it", "--next", "none"]),
    step(&["task", "add", "Roll back to v41"]),
    AGAIN,
    step(&["status", "identified", "the deploy of 03:02"]),
    step(&["task", "done", "1"]),
    step(&["edit", "4", "pager went off twice"]),
    step(&["key", "4"]),
    step(&["status", "mitigated"]),
    step(&["strike", "8", "--why", "wrong cluster"]),
    step(&["followup", "add", "Alert on the error rate", "--owner", "bo"]),
    step(&["cause", "A pool without a limit"]),
    step(&["summary", "Checkout failed while a pool was empty"]),
    step(&["status", "resolved"]),
    step(&["export", "--format", "text"]),
    step(&["close", "--impact", "Nobody could pay"]),
    step(&["reopen"]),
    step(&["log", "it is back", "--id", "019a0000-0000-7000-8000-000000000004"]),
    step(&["close"]),
];

impl Step {
    /// Whether it begins the incident.
    pub fn declares(&self) -> bool {
        self.words[0] == "declare"
    }

    /// Whether it writes to the journal.
    pub fn is_written(&self) -> bool {
        self.words[0] != "export"
    }

    /// The same, asked for in this process.
    pub fn request(&self, session: &Session) -> Outcome<Request> {
        let cli = Cli::try_parse_from(["ic"].iter().chain(self.words)).map_err(|error| error.to_string())?;
        let Some(Verb::Write(write)) = cli.verb else { return Err("this is no writing verb".into()) };
        let life = &session.state().lifecycle;
        let scene = Scene { now: session.now(), zone: life.zone(), playbook: life.playbook() };
        let said = verb::command(&write, &scene).map_err(|error| error.to_string())?;
        let request = Request::new(USER, said.command).at(said.at);
        Ok(Request { id: said.id.unwrap_or(request.id), ..request })
    }
}

/// Who says it all.
pub const USER: &str = "ana";

/// A home of its own for the program.
pub struct Home(TempDir);

impl Home {
    /// In memory where that can be had: nothing here depends on a real disk.
    pub fn new() -> Home {
        Home(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn shelf(&self) -> PathBuf {
        self.path().join("incidents")
    }

    /// The folder of the one incident, once there is one; beside it may be that of a run that was killed too early.
    pub fn incident(&self) -> Option<PathBuf> {
        let folders = fs::read_dir(self.shelf()).ok()?.flatten().map(|folder| folder.path());
        folders.max_by_key(|folder| fs::metadata(folder.join("journal.jsonl")).map_or(0, |about| about.len()))
    }

    /// What the journal holds.
    pub fn journal(&self) -> Vec<u8> {
        self.incident().and_then(|folder| fs::read(folder.join("journal.jsonl")).ok()).unwrap_or_default()
    }

    /// Leaves half a line at the end of the journal, as a crash would.
    pub fn tear(&self) {
        let journal = self.incident().unwrap().join("journal.jsonl");
        fs::write(journal, [self.journal(), TAIL.into()].concat()).unwrap();
    }

    /// Another one just like it.
    pub fn copy(&self) -> Home {
        let home = Home::new();
        if let Some(folder) = self.incident() {
            let copy = home.shelf().join(folder.file_name().unwrap());
            fs::create_dir_all(&copy).unwrap();
            for file in fs::read_dir(folder).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), copy.join(file.file_name())).unwrap();
            }
        }
        home
    }

    /// A program that knows nothing of the world but this home.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let known = ["PATH", mutant::VARIABLE].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
        let own: [(&str, OsString); 5] = [
            ("HOME", self.path().into()),
            ("IC_DIR", self.shelf().into()),
            ("IC_CONFIG", self.path().join("config.toml").into()),
            ("USER", USER.into()),
            ("TZ", "UTC".into()),
        ];
        command.env_clear().envs(known).envs(own).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    /// Runs `ic` with strace around it; what strace writes comes back with what the program said.
    pub fn traced(&self, options: &[&str], words: &[&str]) -> (Output, String) {
        let log = tempfile::NamedTempFile::new_in(self.path()).unwrap();
        let mut command = self.command("strace");
        command.args(["-f", "-qq", "-s", "1048576", "-o"]).arg(log.path()).args(options);
        let output = command.arg(env!("CARGO_BIN_EXE_ic")).args(words).output().unwrap();
        (output, fs::read_to_string(log.path()).unwrap())
    }

    /// Runs `ic` and wants it to succeed.
    pub fn ic(&self, words: &[&str]) -> Outcome<String> {
        done(words, &self.command(env!("CARGO_BIN_EXE_ic")).args(words).output().unwrap())
    }
}

/// What a run said, if it did what it was to do.
pub fn done(words: &[&str], output: &Output) -> Outcome<String> {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(said(&output.stdout)),
        false => Err(format!("`ic {}` ended with {}: {}", words.join(" "), output.status, said(&output.stderr))),
    }
}

/// Whether this acknowledges something.
pub fn acknowledges(said: &[u8]) -> bool {
    said.starts_with(b"saved") || said.starts_with(b"declared")
}
