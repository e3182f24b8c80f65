//! The room on a disk that takes nothing for a while.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use rustix::process::{Pid, Signal, kill_process};

use crate::common::pty::Terminal;
use crate::common::{Home, IC, LONG, journal, wait_for};
use crate::{ERRORS, trial};

const CTRL_Q: &str = "\x11";
const CTRL_R: &str = "\x12";
const CTRL_U: &str = "\x15";
const ESC: &str = "\x1b";
const F1: &str = "\x1bOP";

pub fn trials() -> Vec<Trial> {
    let lasting = ERRORS.into_iter().filter(|error| *error != "EINTR");
    let mut trials: Vec<Trial> = lasting
        .flat_map(|error| {
            [
                trial(format!("the_room_outlives_{error}"), move || outlived(error)),
                trial(format!("the_room_is_left_during_{error}"), move || left(error)),
            ]
        })
        .collect();
    trials.push(trial("the_room_is_not_upset_by_EINTR", interrupted));
    trials
}

/// The room in a terminal, with strace behind it: what its worker asks of the disk fails.
fn room(home: &Home, folder: &Path, error: &str, when: &str) -> Terminal {
    // No more open files concerns the lock, which is opened for every line; everything else the journal's fsync.
    let (call, file) = if error == "EMFILE" { ("openat", "lock") } else { ("fdatasync", "journal.jsonl") };
    let (file, log) = (folder.join(file), home.path().join("trace"));
    let (inject, trace) = (format!("inject={call}:error={error}:when={when}"), format!("trace={call}"));
    let (file, log) = (file.to_str().unwrap(), log.to_str().unwrap());
    let strace = ["strace", "-D", "-f", "-qq", "-o", log, "-P", file, "-e", &trace, "-e", &inject, IC];
    let room = Terminal::run(home, (100, 30), &strace, &[]);
    room.wait_for("declared: On a bad disk");
    room
}

/// The first lock is the one that the room takes when it opens the incident.
fn from_the_first_line_on(error: &str) -> &'static str {
    if error == "EMFILE" { "2+" } else { "1+" }
}

/// Takes strace away, and with it the fault.
pub fn end_tracer(process: u32) {
    let tracer = || {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:")).unwrap();
        tracer.trim().parse::<i32>().unwrap()
    };
    kill_process(Pid::from_raw(tracer()).unwrap(), Signal::KILL).unwrap();
    wait_for("the end of strace", || tracer() == 0);
}

fn times(folder: &Path, text: &str) -> usize {
    String::from_utf8(journal(folder)).unwrap().matches(&format!("\"{text}\"")).count()
}

/// A room on a disk that fails, with a line that is not saved; nothing of it came to the disk.
fn in_trouble(error: &str) -> (Home, PathBuf, Terminal) {
    let home = Home::new();
    let folder = home.declare("On a bad disk");
    let before = journal(&folder);
    let mut room = room(&home, &folder, error, from_the_first_line_on(error));
    room.send("said in trouble\r");
    room.wait_for("NOT SAVED (1)");
    assert_eq!(journal(&folder), before);
    (home, folder, room)
}

fn outlived(error: &str) {
    let (home, folder, mut room) = in_trouble(error);
    let before = journal(&folder);
    room.wait_for("NOT SAVED  said in trouble");
    assert!(!room.shown().has_line("said in trouble"));
    // It is as usable as ever.
    room.send("half a thought");
    room.wait_for("› half a thought");
    room.send(CTRL_U);
    room.wait_until("an empty line", |shown| !shown.contains("half a thought"));
    room.send("/stat");
    room.wait_for("▸ status");
    room.send(&format!("{CTRL_U}{F1}"));
    room.wait_for("Help");
    room.send(ESC);
    room.wait_until("no help", |shown| !shown.contains("Help"));
    room.send(CTRL_R);
    room.wait_for("NOT SAVED (1)");
    assert_eq!(journal(&folder), before);

    end_tracer(room.pid());
    room.send(CTRL_R);
    room.wait_for_line("said in trouble");
    room.wait_until("nothing unsaved", |shown| !shown.contains("NOT SAVED"));
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    assert_eq!(times(&folder, "said in trouble"), 1);
    home.ic(&["check"]).code(0);
}

fn left(error: &str) {
    let (home, folder, mut room) = in_trouble(error);
    let before = journal(&folder);
    room.send(CTRL_Q);
    room.wait_for("once more leaves");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 3);
    room.is_given_back();
    room.wait_for("NOT SAVED: said in trouble");
    assert_eq!(journal(&folder), before);
    home.ic(&["log", "and on"]).code(0);
    home.ic(&["check"]).code(0);
}

fn interrupted() {
    let home = Home::new();
    let folder = home.declare("On a bad disk");
    let mut room = room(&home, &folder, "EINTR", "1..3");
    room.send("said in trouble\r");
    room.wait_for_line("said in trouble");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    assert_eq!(times(&folder, "said in trouble"), 1);
}
