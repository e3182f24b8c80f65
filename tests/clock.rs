//! The machine's clock goes back, or runs ahead and is put right: the order stays, no length of time is negative, and the
//! jump is told. Needs libfaketime.

#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, iter};

use common::needs::missing;
use common::pty::Terminal;
use common::{Home, IC, LONG, Ran};
use libtest_mimic::{Arguments, Completion, Trial};
use serde_json::Value;

const CTRL_Q: &str = "\x11";

fn main() {
    let trial = |name: &str, test: fn()| {
        Trial::ignorable_test(name, move || {
            if let Some(left_out) = missing("faketime") {
                return Ok(left_out);
            }
            test();
            Ok(Completion::Completed)
        })
    };
    let trials = vec![
        trial("an_hour_back_keeps_the_order_and_is_marked", an_hour_back),
        trial("a_day_ahead_that_is_put_right_keeps_the_order_and_is_marked", a_day_ahead),
        trial("the_room_says_that_the_clock_went_back_and_ahead", in_the_room),
        trial("an_exercise_does_not_mind", in_an_exercise),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The library that tells other times, as the program `faketime` loads it; one that threads may use. The program cannot
/// begin where one of the same process number was killed, so it is asked again.
fn library() -> &'static str {
    static LIBRARY: LazyLock<String> = LazyLock::new(|| {
        let asked = || Command::new("faketime").args(["-m", "-f", "+0", "printenv", "LD_PRELOAD"]).output().unwrap();
        let mut answers = iter::repeat_with(|| Ran::from(asked())).take(20);
        let found = answers.find(|ran| ran.code == Some(0)).expect("faketime works");
        found.out.trim().to_owned()
    });
    &LIBRARY
}

/// The program while the machine's clock is off by this.
fn at(home: &Home, off: &str, words: &[&str]) -> Ran {
    let mut ic = home.command(IC);
    ic.env("LD_PRELOAD", library()).env("FAKETIME", off).env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    ic.args(words).output().unwrap().into()
}

fn lines(home: &Home) -> Vec<Value> {
    let told: Value = serde_json::from_str(&home.ic(&["timeline", "--json"]).code(0).out).unwrap();
    told["lines"].as_array().unwrap().clone()
}

/// The lines are told in the order in which they were written, and only these follow a jump.
#[track_caller]
fn in_order_and_marked(home: &Home, marked: &[&str]) {
    let lines = lines(home);
    let numbers: Vec<u64> = lines.iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    let after: Vec<&str> =
        lines.iter().filter(|line| !line["clock_back"].is_null()).map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(after, marked);
}

/// No length of time that the program tells is below nothing.
#[track_caller]
fn nothing_is_negative(home: &Home, folder: &Path) {
    let snapshot: Value = serde_json::from_slice(&fs::read(folder.join("incident.json")).unwrap()).unwrap();
    for (name, length) in snapshot["durations"].as_object().unwrap() {
        assert!(length.is_null() || length.as_i64().unwrap() >= 0, "{name}: {length}");
    }
    for words in [&["show"][..], &["brief"], &["export", "-o", "-"], &["list"]] {
        let told = home.ic(words).code(0).out;
        let negative = told.as_bytes().windows(3).any(|three| three[..2] == *b" -" && three[2].is_ascii_digit());
        assert!(!negative, "{words:?}: {told}");
    }
}

fn an_hour_back() {
    let home = Home::new();
    let folder = home.declare("The clock goes back");
    home.ic(&["log", "before"]).code(0);
    // A minute more than an hour, for the time that it takes to get there.
    at(&home, "-61m", &["log", "an hour back"]).code(0);
    at(&home, "-61m", &["update", "we are on it"]).code(0);
    at(&home, "-61m", &["status", "mitigated"]).code(0);
    home.ic(&["log", "right again"]).code(0);
    in_order_and_marked(&home, &["an hour back"]);
    nothing_is_negative(&home, &folder);
    let told = "the clock went back by 1 h";
    let number = lines(&home).iter().find(|line| line["text"] == "an hour back").unwrap()["number"].clone();
    let check = home.ic(&["check"]).code(0).out;
    assert!(check.contains("sound") && check.contains(&format!("{told} before #{number} was written")), "{check}");
    for words in [&["timeline"][..], &["export", "-o", "-"], &["export", "--format", "json", "-o", "-"]] {
        let page = home.ic(words).code(0).out;
        assert!(page.contains(told) || page.contains("\"clock_back\": \"1h"), "{words:?}: {page}");
    }
}

fn a_day_ahead() {
    let home = Home::new();
    let folder = home.declare("The clock runs ahead");
    at(&home, "+1441m", &["log", "tomorrow"]).code(0);
    at(&home, "+1441m", &["update", "we are on it"]).code(0);
    in_order_and_marked(&home, &[]);
    home.ic(&["log", "today"]).code(0);
    home.ic(&["update", "we know what it is"]).code(0);
    home.ic(&["status", "resolved"]).code(0);
    in_order_and_marked(&home, &["today"]);
    nothing_is_negative(&home, &folder);
    let check = home.ic(&["check"]).code(0).out;
    assert!(check.contains("the clock went back by 1 d"), "{check}");
}

/// A clock that is set while the program runs.
struct Clock(PathBuf);

impl Clock {
    fn new(home: &Home) -> Clock {
        let clock = Clock(home.path().join("clock"));
        clock.set("+0");
        clock
    }

    fn set(&self, off: &str) {
        // In one step: it is read at any moment.
        let draft = self.0.with_extension("new");
        fs::write(&draft, format!("{off}\n")).unwrap();
        fs::rename(draft, &self.0).unwrap();
    }

    fn room(&self, home: &Home, words: &[&str]) -> Terminal {
        let variables = [
            ("LD_PRELOAD", library()),
            ("FAKETIME_TIMESTAMP_FILE", self.0.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        Terminal::run(home, (120, 40), &[&[IC], words].concat(), &variables)
    }
}

fn in_the_room() {
    let home = Home::new();
    let folder = home.declare("The clock goes back");
    let clock = Clock::new(&home);
    let mut room = clock.room(&home, &[]);
    room.wait_for("declared: The clock goes back");
    room.send("before\r");
    room.wait_for_line("before");
    clock.set("-61m");
    room.wait_for("The clock of this machine went back by 1 h");
    room.send("an hour back\r");
    room.wait_for_line("an hour back (the clock went back by 1 h)");
    room.send("and on\r");
    room.wait_for_line("and on");
    clock.set("+1441m");
    room.wait_for("The machine slept, or its clock was set ahead by 1 d 1 h");
    room.send("a day ahead\r");
    room.wait_for_line("a day ahead");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    in_order_and_marked(&home, &["an hour back"]);
    nothing_is_negative(&home, &folder);
    home.ic(&["check"]).code(0);
}

fn in_an_exercise() {
    let home = Home::new();
    let clock = Clock::new(&home);
    let mut room = clock.room(&home, &["drill", "run", "query-storm"]);
    room.wait_for("NOT DECLARED");
    room.send("/declare It is slow\r");
    room.wait_for("declared: It is slow");
    room.send("before\r");
    room.wait_for("ana      before");
    clock.set("-61m");
    room.wait_for("The clock of this machine went back by 1 h");
    room.send("an hour back\r");
    room.wait_for("ana      an hour back");
    assert!(!room.shown().contains("(the clock went back"));
    // Killed, it would leave in shared memory what tells it the time, and the next of its process number could not begin.
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    let id = fs::read_dir(home.shelf().join("drills")).unwrap().flatten().next().unwrap().file_name();
    let check = home.ic(&["-i", id.to_str().unwrap(), "check"]).code(0).out;
    assert!(check.contains("sound") && !check.contains("clock"), "{check}");
}
