//! A process that holds the lock and does not go on: it is named, nobody waits for ever, and the room stays alive.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use rustix::process::{Pid, Signal, kill_process};

use crate::common::pty::Terminal;
use crate::common::{Home, IC, LONG, journal, wait_for};
use crate::room::end_tracer;
use crate::trial;

const CTRL_Q: &str = "\x11";
const CTRL_R: &str = "\x12";
const CTRL_U: &str = "\x15";

pub fn trials() -> Vec<Trial> {
    vec![
        trial("a_stopped_writer_is_named_and_what_it_wrote_is_kept", stopped_and_continued),
        trial("a_stopped_writer_that_is_killed_lets_everybody_in", stopped_and_killed),
        trial("the_room_is_left_at_once_while_a_stopped_writer_holds_the_lock", left_at_once),
    ]
}

/// A writer that was stopped when it had written its line and not yet let go of the lock.
struct Stopped(Child);

impl Stopped {
    fn in_the_middle_of(home: &Home, folder: &Path, text: &str) -> Stopped {
        let journal = folder.join("journal.jsonl");
        let mut strace = home.command("strace");
        strace.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-P"]).arg(&journal);
        strace.args(["-e", "inject=fdatasync:delay_enter=20s", IC, "log", text]);
        // With -D the writer is our own child, and strace is nobody's.
        let before = fs::metadata(&journal).unwrap().len();
        let stopped = Stopped(strace.stdout(Stdio::null()).spawn().unwrap());
        wait_for("the line", || fs::metadata(&journal).unwrap().len() > before);
        stopped.signal(Signal::STOP);
        end_tracer(stopped.0.id());
        wait_for("the stop", || stopped.stat().contains(") T "));
        stopped
    }

    fn stat(&self) -> String {
        fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    fn name(&self) -> String {
        format!("ic on the command line, process {}", self.0.id())
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn times(folder: &Path, text: &str) -> usize {
    String::from_utf8(journal(folder)).unwrap().matches(&format!("\"{text}\"")).count()
}

fn stopped_and_continued() {
    let home = Home::new();
    let folder = home.declare("Somebody stopped");
    let mut stopped = Stopped::in_the_middle_of(&home, &folder, "cut short");
    let begun = Instant::now();
    home.ic(&["log", "no patience"]).code(3).says("NOT SAVED: another process").says(&stopped.name());
    assert!(begun.elapsed() >= Duration::from_secs(5), "it is waited for");
    stopped.signal(Signal::CONT);
    assert!(stopped.0.wait().unwrap().success());
    home.ic(&["log", "and on"]).code(0);
    home.ic(&["check"]).code(0);
    let found = ["cut short", "no patience", "and on"].map(|text| times(&folder, text));
    assert_eq!(found, [1, 0, 1]);
}

fn stopped_and_killed() {
    let home = Home::new();
    let folder = home.declare("Somebody stopped");
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("declared: Somebody stopped");
    let mut stopped = Stopped::in_the_middle_of(&home, &folder, "cut short");
    room.send("patience\r");
    room.wait_for("saving …  patience");
    room.send("still here");
    room.wait_for("› still here");
    assert!(!room.shown().has_line("cut short"), "nobody knows yet whether it is on disk");
    room.wait_for("NOT SAVED (1)");
    room.wait_for(&format!("process {}", stopped.0.id()));
    stopped.0.kill().unwrap();
    stopped.0.wait().unwrap();
    room.send(&format!("{CTRL_U}{CTRL_R}"));
    room.wait_for_line("patience");
    room.wait_for_line("cut short");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    home.ic(&["check"]).code(0);
    assert_eq!(["cut short", "patience"].map(|text| times(&folder, text)), [1, 1]);
}

fn left_at_once() {
    let home = Home::new();
    let folder = home.declare("Somebody stopped");
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("declared: Somebody stopped");
    let _stopped = Stopped::in_the_middle_of(&home, &folder, "cut short");
    room.send("no patience\r");
    room.wait_for("saving …  no patience");
    let begun = Instant::now();
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 3);
    let took = begun.elapsed();
    // It takes less than half a second; a busy machine may need longer. Without haste it would be nearly five.
    assert!(took < Duration::from_secs(3), "leaving took {took:?}");
    room.is_given_back();
    room.wait_for("NOT SAVED: no patience");
    assert_eq!(times(&folder, "no patience"), 0);
}
