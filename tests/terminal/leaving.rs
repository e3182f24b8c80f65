//! Every way of leaving, with a terminal that is read, one that nobody reads, and one that is gone.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::common::pty::Terminal;
use super::common::{Home, IC, LONG, wait_for};
use super::{CTRL_Q, CTRL_U, Watch, at_once, child_of, open};

#[derive(Clone, Copy, Debug)]
enum Way {
    Quit,
    Signal(Signal),
    /// A panic, at this place.
    Panic(&'static str),
    Close,
}

use Way::{Close, Panic, Quit};

impl Way {
    fn take(self, room: &mut Terminal) {
        match self {
            // What is asked to panic there does so now.
            Quit | Panic("end") => room.send(CTRL_Q),
            Panic("worker") => room.send(&format!("{CTRL_U}a last word\r")),
            Panic(_) => room.send("x"),
            Way::Signal(signal) => room.signal(signal),
            Close => room.close(),
        }
    }

    fn code(self) -> u32 {
        match self {
            Quit => 0,
            Way::Signal(signal) => 128 + signal.as_raw() as u32,
            Panic(_) => 101,
            Close => 129,
        }
    }
}

/// Leaves a room in which lines are being saved, and tells how long that took.
fn leave(way: Way, read: bool) -> Duration {
    let mut watch = Watch::new();
    if !read {
        watch.room.leave_unread();
    }
    let typed: Vec<String> = (0..8).map(|line| format!("line {line}")).collect();
    watch.room.send(&format!("{}\rhalf a thought", typed.join("\r")));
    if read {
        watch.room.wait_for_line("line 3");
    }
    if let Panic(place) = way {
        // So that it meets the last word.
        wait_for("the lines", || watch.home.texts().contains_key("line 7"));
        watch.panic_in(place);
    }
    let begun = Instant::now();
    way.take(&mut watch.room);
    assert_eq!(watch.room.exit_code(LONG), way.code(), "{way:?}");
    let took = begun.elapsed();
    watch.kept_what_was_shown(&typed);
    if let Close = way {
        return took;
    }
    assert!(watch.room.is_cooked());
    if !read {
        watch.room.read_on();
    }
    watch.room.is_given_back();
    if let Panic(place) = way {
        watch.room.wait_for(&format!("a mistake in ic ended the room: asked to panic in \"{place}\""));
        watch.room.wait_for("please report");
    }
    if let Panic("worker") = way {
        watch.room.wait_for("NOT SAVED: a last word");
        assert!(!watch.home.texts().contains_key("a last word"));
    }
    took
}

fn leave_in_every_way(ways: &[Way]) {
    for way in ways {
        // Nothing is drawn for a terminal that takes no more.
        let unread = !matches!(way, Panic("draw"));
        for read in [true].into_iter().chain(unread.then_some(false)) {
            at_once(&format!("{way:?}, read: {read}"), || leave(*way, read));
        }
    }
}

#[test]
fn by_the_key_or_by_closing_the_window() {
    leave_in_every_way(&[Quit, Close]);
}

#[test]
fn by_a_signal_to_end() {
    leave_in_every_way(&[Way::Signal(Signal::TERM), Way::Signal(Signal::HUP)]);
}

#[test]
fn by_a_signal_of_the_keyboard() {
    leave_in_every_way(&[Way::Signal(Signal::INT), Way::Signal(Signal::QUIT)]);
}

#[test]
fn by_a_panic_in_the_loop() {
    leave_in_every_way(&[Panic("draw"), Panic("update")]);
}

#[test]
fn by_a_panic_in_the_thread_that_saves_or_at_the_very_end() {
    leave_in_every_way(&[Panic("worker"), Panic("end")]);
}

#[test]
fn a_panic_when_the_terminal_is_gone_is_only_a_panic() {
    let mut watch = Watch::new();
    watch.panic_in("end");
    watch.room.close();
    assert_eq!(watch.room.exit_code(LONG), 101);
}

#[test]
fn who_has_a_shell_is_hung_up_with_it() {
    let mut watch = Watch::new();
    watch.room.send(CTRL_Q);
    assert_eq!(watch.room.exit_code(LONG), 0);
    // The shell of a session goes away, and the room in it must not stay for ever.
    let told = watch.home.path().join("told");
    let script = "set -m; sh -c 'trap \"\" HUP; \"$1\"; echo $? > \"$2\"' - \"$0\" \"$1\" & fg";
    let shell = ["bash", "-c", script, IC, told.to_str().unwrap()];
    let mut room = Terminal::run(&watch.home, (100, 30), &shell, &[]);
    room.wait_for("declared: Night watch");
    room.signal(Signal::KILL);
    room.exit_code(LONG);
    wait_for("the room's end", || std::fs::read_to_string(&told).is_ok_and(|code| code == "129\n"));
}

#[test]
fn the_screens_without_an_incident_are_left_in_the_same_way() {
    for words in [&[][..], &["drill"], &["drill", "run", "midnight-certificate"]] {
        for way in [Quit, Way::Signal(Signal::TERM), Panic("draw"), Close] {
            let home = Home::new();
            let mut program = vec![IC];
            program.extend(words);
            let mut room = open(&home, &program, &[]);
            room.wait_until("a screen", |shown| !shown.screen().contents().trim().is_empty());
            if let Panic(place) = way {
                std::fs::write(home.path().join("panic"), place).unwrap();
            }
            way.take(&mut room);
            assert_eq!(room.exit_code(LONG), way.code(), "{words:?} {way:?}");
            if !matches!(way, Close) {
                room.is_given_back();
            }
        }
    }
}

#[test]
fn words_that_no_disk_took_hold_nobody_up_either() {
    at_once("leaving with much that is not saved", || {
        let mut watch = Watch::new();
        let lock = File::options().write(true).open(watch.folder.join("lock")).unwrap();
        lock.lock().unwrap();
        watch.room.send(&format!("\x1b[200~{}the end\x1b[201~\r", "long ".repeat(40_000)));
        watch.room.wait_for("saving");
        watch.room.leave_unread();
        let begun = Instant::now();
        watch.room.signal(Signal::TERM);
        assert_eq!(watch.room.exit_code(LONG), 143);
        let took = begun.elapsed();
        watch.room.read_on();
        watch.room.is_given_back();
        watch.room.wait_until("the words", |shown| String::from_utf8_lossy(&shown.raw).contains("NOT SAVED: long"));
        took
    });
}

#[test]
fn half_a_line_that_could_not_be_kept_is_told() {
    let mut watch = Watch::new();
    watch.panic_in("worker");
    watch.room.send("a whole line\rhalf a line");
    assert_eq!(watch.room.exit_code(LONG), 101);
    watch.room.is_given_back();
    watch.room.wait_for("NOT SAVED: a whole line");
    watch.room.wait_for("NOT SAVED: half a line");
}

#[test]
fn words_in_a_form_are_told_whoever_ends_the_room() {
    for way in [Quit, Way::Signal(Signal::TERM), Panic("update")] {
        let home = Home::new();
        let mut room = open(&home, &[IC], &[]);
        room.wait_for("There is no incident");
        room.send("dCheckout is down");
        room.wait_for("is down");
        if let Panic(place) = way {
            std::fs::write(home.path().join("panic"), place).unwrap();
        }
        way.take(&mut room);
        if let Quit = way {
            room.wait_for("not sent; once more leaves");
            way.take(&mut room);
        }
        assert_eq!(room.exit_code(LONG), if let Quit = way { 3 } else { way.code() }, "{way:?}");
        room.wait_for("NOT SAVED: Declare an incident: Checkout is down");
    }
}

#[test]
fn what_was_typed_for_the_room_is_not_run_by_the_shell() {
    let home = Home::new();
    let folder = home.declare("Night watch");
    let shell = ["sh", "-c", "\"$0\"; echo \"over: $?\"; read -r line; echo \"the shell read: $line\"", IC];
    let mut room = open(&home, &shell, &[]);
    room.wait_for("declared: Night watch");
    // Whatever comes after the key that leaves, in one go with it, is neither the room's nor the shell's.
    room.send(&format!("{CTRL_Q}too late\r"));
    room.wait_for("over: 0");
    room.send("for the shell\r");
    room.wait_for("the shell read: for the shell");
    assert_eq!(room.exit_code(LONG), 0);
    assert!(!home.texts().contains_key("too late"));

    // And what the room had no time to read any more.
    let mut room = open(&home, &shell, &[]);
    room.wait_for("declared: Night watch");
    let ic = child_of(room.pid());
    let kill = |signal: &str| assert!(home.command("kill").args([signal, &ic]).status().unwrap().success());
    kill("-STOP");
    room.send("rm -rf everything\r");
    kill("-TERM");
    kill("-CONT");
    room.wait_for("over: 143");
    room.send("for the shell\r");
    room.wait_for("the shell read: for the shell");
    drop(folder);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_nobody_reads_costs_nothing() {
    let mut watch = Watch::new();
    watch.room.leave_unread();
    watch.room.send("nobody sees this");
    let before = watch.room.worked();
    thread::sleep(Duration::from_secs(1));
    let worked = watch.room.worked() - before;
    assert!(worked < Duration::from_millis(50), "{worked:?}");
}
