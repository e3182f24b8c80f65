//! What the tests of the real program share: a home of its own for each test, and the program run in it.

#![allow(dead_code, reason = "every test file uses a part of it")]

pub mod needs;
pub mod pty;

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The program.
pub const IC: &str = env!("CARGO_BIN_EXE_ic");

/// Far longer than anything here takes; a test that fails must end.
pub const LONG: Duration = Duration::from_secs(30);

/// Asks until the answer is yes.
pub fn wait_for(what: &str, mut yes: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !yes() {
        assert!(Instant::now() < end, "never came: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A person's home, with a shelf of incidents in it.
pub struct Home {
    /// First, so that it has gone when the folder goes that it is in.
    disk: Option<SmallDisk>,
    folder: TempDir,
    shelf: PathBuf,
}

/// How a run of the program ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// It ended with this code; else shows what it said.
    #[track_caller]
    pub fn code(self, wanted: i32) -> Ran {
        assert_eq!(self.code, Some(wanted), "out: {}\nerr: {}", self.out, self.err);
        self
    }

    /// It said this on standard error.
    #[track_caller]
    pub fn says(self, wanted: &str) -> Ran {
        assert!(self.err.contains(wanted), "{wanted:?} is not in: {}", self.err);
        self
    }
}

impl Home {
    pub fn new() -> Home {
        let folder = TempDir::new().unwrap();
        let shelf = folder.path().join("incidents");
        Home { disk: None, folder, shelf }
    }

    /// A home with its incidents on a disk of one megabyte; `None` where nothing may be mounted.
    pub fn on_a_small_disk() -> Option<Home> {
        let home = Home::new();
        let disk = SmallDisk::mount(home.path().join("disk"))?;
        Some(Home { shelf: disk.path().join("incidents"), disk: Some(disk), ..home })
    }

    pub fn disk(&self) -> &SmallDisk {
        self.disk.as_ref().unwrap()
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn shelf(&self) -> &Path {
        &self.shelf
    }

    /// All that the program gets to know of the world.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let home = self.path();
        vec![
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("HOME", home.into()),
            ("XDG_DATA_HOME", home.join("data").into()),
            ("XDG_CONFIG_HOME", home.join("config").into()),
            ("TMPDIR", home.into()),
            ("IC_DIR", self.shelf.clone().into()),
            ("IC_CONFIG", home.join("config.toml").into()),
            ("USER", "ana".into()),
            ("TZ", "UTC".into()),
            ("TERM", "xterm-256color".into()),
            ("RUST_BACKTRACE", "0".into()),
        ]
    }

    /// Another program, or the same one, in this home.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment()).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    pub fn ic(&self, words: &[&str]) -> Ran {
        self.command(IC).args(words).output().unwrap().into()
    }

    /// Declares an incident and tells its folder.
    pub fn declare(&self, title: &str) -> PathBuf {
        let said = self.ic(&["declare", title, "--sev", "2", "--zone", "UTC"]).code(0).out;
        let folder = said.lines().last().unwrap();
        assert!(Path::new(folder).is_absolute(), "{said}");
        folder.into()
    }

    /// How often each text stands on the timeline.
    pub fn texts(&self) -> HashMap<String, usize> {
        let mut texts = HashMap::new();
        for text in self.last(usize::MAX) {
            *texts.entry(text).or_default() += 1;
        }
        texts
    }

    /// The texts of the timeline's last lines.
    pub fn last(&self, count: usize) -> Vec<String> {
        let said = self.ic(&["timeline", "--json"]).code(0).out;
        let timeline: serde_json::Value = serde_json::from_str(&said).unwrap();
        let lines = timeline["lines"].as_array().unwrap();
        let text = |line: &serde_json::Value| line["text"].as_str().unwrap().to_owned();
        lines.iter().skip(lines.len().saturating_sub(count)).map(text).collect()
    }
}

/// The journal of an incident's folder.
pub fn journal(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("journal.jsonl")).unwrap()
}

/// A file system of one megabyte, gone when this is dropped.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf) -> Option<SmallDisk> {
        fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&at).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then(|| SmallDisk(at))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn make_read_only(&self) {
        assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
