//! The terminal always comes back: however the room is left, whoever reads the terminal, and whatever was typed into it.

#![cfg(unix)]

#[path = "terminal/bytes.rs"]
mod bytes;
mod common;
#[path = "terminal/editors.rs"]
mod editors;
#[path = "terminal/leaving.rs"]
mod leaving;
#[path = "terminal/pastes.rs"]
mod pastes;
#[path = "terminal/sizes.rs"]
mod sizes;
#[path = "terminal/starting.rs"]
mod starting;
#[path = "terminal/stopping.rs"]
mod stopping;

use std::path::PathBuf;
use std::time::Duration;

use common::pty::Terminal;
use common::{Home, IC, LONG};

const CTRL_Q: &str = "\x11";
const CTRL_U: &str = "\x15";

/// What leaving may take, from the moment it is asked for.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Tries something that is to be done [`AT_ONCE`], and tells how long it took, until it was. It is the one measurement
/// here that a busy machine can spoil, and then only by making it longer: a program that is too slow by itself is so every
/// time.
fn at_once(what: &str, mut again: impl FnMut() -> Duration) {
    let tries: Vec<Duration> = (0..5).map(|_| again()).take_while(|took| *took >= AT_ONCE).collect();
    assert!(tries.len() < 5, "{what} took {tries:?}");
}

/// The room of a new incident, and the file in which it can be asked to panic.
struct Watch {
    home: Home,
    folder: PathBuf,
    room: Terminal,
}

impl Watch {
    /// With these variables besides.
    fn with(variables: &[(&str, &str)]) -> Watch {
        let home = Home::new();
        let folder = home.declare("Night watch");
        let room = open(&home, &[IC], variables);
        room.wait_for("declared: Night watch");
        Watch { home, folder, room }
    }

    fn new() -> Watch {
        Watch::with(&[])
    }

    /// Asks for a panic at this place.
    fn panic_in(&self, place: &str) {
        std::fs::write(self.home.path().join("panic"), place).unwrap();
    }

    /// What the screen showed as saved is in the journal, and nothing is there twice.
    fn kept_what_was_shown(&self, typed: &[String]) {
        let kept = self.home.texts();
        for text in typed {
            let count = kept.get(text).copied().unwrap_or_default();
            assert!(count <= 1, "{text:?} is there {count} times");
            assert!(count == 1 || !self.room.shown().has_line(text), "{text:?} was shown as saved");
        }
        self.home.ic(&["check"]).code(0);
    }

    /// The room is still of use: it takes a line, saves it, and can be left.
    fn goes_on(mut self) {
        self.room.send(&format!("{CTRL_U}and on\r"));
        self.room.wait_for_line("and on");
        self.room.send(CTRL_Q);
        assert_eq!(self.room.exit_code(LONG), 0);
        self.room.is_given_back();
    }
}

/// A program in a terminal that can be asked to panic.
fn open(home: &Home, program: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let panic = home.path().join("panic");
    let variables: Vec<_> = variables.iter().copied().chain([("IC_PANIC", panic.to_str().unwrap())]).collect();
    Terminal::run(home, (100, 30), program, &variables)
}

/// The only child of a process.
fn child_of(parent: u32) -> String {
    let of = ["-o", "pid=", "--ppid", &parent.to_string()].map(str::to_owned);
    let listed = std::process::Command::new("ps").args(of).output().unwrap();
    String::from_utf8(listed.stdout).unwrap().trim().to_owned()
}
