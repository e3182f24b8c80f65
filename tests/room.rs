//! The room in a real terminal: it opens, it is left in order however it ends, and nothing on its way upsets it.

#![cfg(unix)]

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::pty::Terminal;
use common::{Home, IC, LONG, Ran, wait_for};
use rustix::process::Signal;

const CTRL_Q: &str = "\x11";
const CTRL_U: &str = "\x15";
const BEGIN_PASTE: &str = "\x1b[200~";
const END_PASTE: &str = "\x1b[201~";

#[test]
fn the_sample_opens_and_leaves_nothing_behind() {
    let home = Home::new();
    let mut room = Terminal::ic(&home, (120, 40), &["demo"]);
    room.wait_for("Checklist");
    assert!(room.shown().screen().alternate_screen());
    room.send("hello\r");
    room.wait_for_line("ana        hello");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
    assert_eq!(room.screen().trim(), "", "the main screen is as it was");
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().flatten().map(|left| left.file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_room_opens_where_the_incident_is() {
    let home = Home::new();
    let mut start = Terminal::ic(&home, (100, 30), &[]);
    start.wait_for("There is no incident on this machine yet");
    start.send("d");
    start.wait_for("Declare");
    start.send("Mail is late\x13");
    start.wait_for("declared: Mail is late");
    // Current within a second of any change, a declaration too.
    let declared = || {
        let folder = home.ic(&["path"]).code(0).out;
        std::fs::read_to_string(format!("{}/incident.json", folder.trim())).is_ok_and(|json| json.contains("Mail"))
    };
    wait_for("incident.json", declared);
    start.send(CTRL_Q);
    assert_eq!(start.exit_code(LONG), 0);

    let mut only = Terminal::ic(&home, (100, 30), &[]);
    only.wait_for("declared: Mail is late");
    only.send(CTRL_Q);
    assert_eq!(only.exit_code(LONG), 0);

    home.declare("Search is down");
    let mut several = Terminal::ic(&home, (100, 30), &[]);
    several.wait_for("2 incidents are open");
    several.wait_for("Mail is late");
    several.wait_for("▸ SEV2");
    several.send("\r");
    several.wait_for("declared: Search is down");
    let named = Terminal::ic(&home, (100, 30), &["-i", "2"]);
    named.wait_for("incidents begin with");
    let id = home.ic(&["list"]).code(0).out;
    let id = id.split_whitespace().find(|word| word.ends_with("mail-is-late")).unwrap();
    Terminal::ic(&home, (100, 30), &["-i", id]).wait_for("declared: Mail is late");
}

#[test]
fn who_leaves_while_an_incident_opens_loses_nothing() {
    for (lets_go, signal) in [(true, None), (false, None), (false, Some(Signal::TERM)), (false, Some(Signal::HUP))] {
        // given
        let home = Home::new();
        let folder = home.declare("Search is down");
        let mut room = Terminal::ic(&home, (80, 24), &[]);
        room.wait_for("Search is down");
        room.send(&format!("precious half line{CTRL_Q}"));
        assert_eq!(room.exit_code(LONG), 0);
        let lock = std::fs::File::open(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        // when
        let mut room = Terminal::ic(&home, (80, 24), &[]);
        room.wait_until("the screen is taken", |shown| shown.screen().alternate_screen());
        room.send("typed early");
        match signal {
            None => room.send(CTRL_Q),
            Some(signal) => {
                room.wait_for("typed early");
                room.signal(signal);
            }
        }
        if lets_go {
            room.wait_until("the screen is left", |shown| !shown.screen().alternate_screen());
            lock.unlock().unwrap();
        }
        // then
        assert_eq!(room.exit_code(LONG), signal.map_or(0, |signal| 128 + signal.as_raw() as u32));
        let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let mut kept: Vec<_> = names.filter(|path| path.to_string_lossy().contains("/draft-")).collect();
        kept.sort();
        let kept: Vec<_> = kept.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        assert_eq!(kept, ["precious half line", "typed early"], "{lets_go} {signal:?}");
    }
}

#[test]
fn two_megabytes_pasted_are_refused_and_kept() {
    let home = Home::new();
    home.declare("A stray log file");
    let mut room = Terminal::ic(&home, (80, 24), &[]);
    room.wait_for("A stray log file");
    let paste = format!("{}the end of it", "line of a log file\n".repeat((2 << 20) / 19));
    room.send(&format!("{BEGIN_PASTE}{paste}{END_PASTE}"));
    room.wait_for("the end of it");
    room.send("\r");
    room.wait_for("one entry holds at most");
    room.wait_for("the end of it");
    room.send(&format!("{CTRL_U}and on\r"));
    room.wait_for_line("and on");
    assert_eq!(home.last(9).len(), 4);
}

#[test]
fn hostile_text_never_reaches_the_terminal_raw() {
    let home = Home::new();
    let hostile = "a\x1b]0;owned\x07b\x1b[2Jc\u{9b}31md\u{202e}e\x7ff\u{200b}g";
    let variables = [("USER", hostile), ("LOGNAME", hostile)];
    let declared = home.command(IC).args(["declare", hostile]).env("USER", hostile).output().unwrap();
    assert_clean(declared.stdout.iter().chain(&declared.stderr));
    Ran::from(declared).code(0);
    let mut room = Terminal::run(&home, (120, 40), &[IC], &variables);
    room.wait_for("a<001B>]0;owned<0007>b<001B>[2Jc<009B>31md<202E>e");
    room.send(&format!("{BEGIN_PASTE}{hostile}{END_PASTE}"));
    room.wait_for("› a<001B>");
    room.send("\r");
    room.wait_until("the line", |shown| shown.screen().contents().matches("<202E>").count() >= 3);
    let ran = home.command(IC).args(["role", "commander", hostile]).env("USER", hostile).output().unwrap();
    assert_clean(ran.stdout.iter().chain(&ran.stderr));
    room.wait_for("is incident commander");
    assert_clean(&room.shown().raw);
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    for words in
        [&["show"][..], &["timeline"], &["brief"], &["list"], &["export", "-o", "-"], &["log", hostile, "--at"]]
    {
        let ran = home.command(IC).args(words).output().unwrap();
        assert_clean(ran.stdout.iter().chain(&ran.stderr));
    }
}

/// None of what is hostile about the text is in these bytes.
#[track_caller]
fn assert_clean<'a>(bytes: impl IntoIterator<Item = &'a u8>) {
    let bytes: Vec<u8> = bytes.into_iter().copied().collect();
    let text = String::from_utf8_lossy(&bytes);
    for raw in ["\x1b]", "\x07", "b\x1b[2J", "\u{9b}", "\u{202e}", "\x7f", "\u{200b}"] {
        assert!(!text.contains(raw), "{raw:?} in {text:?}");
    }
}

#[test]
fn two_rooms_and_a_shell_see_each_other() {
    let home = Home::new();
    home.declare("Seen by all");
    let mut ana = Terminal::ic(&home, (120, 40), &[]);
    let mut bo = Terminal::run(&home, (120, 40), &[IC], &[("USER", "bo")]);
    ana.wait_for("declared: Seen by all");
    bo.wait_for("declared: Seen by all");
    for round in 0..5 {
        ana.send(&format!("ana says {round}\r"));
        bo.send(&format!("bo says {round}\r"));
        home.ic(&["log", &format!("a script says {round}"), "--as", "script"]).code(0);
    }
    for room in [&ana, &bo] {
        for round in 0..5 {
            room.wait_for_line(&format!("ana        ana says {round}"));
            room.wait_for_line(&format!("bo         bo says {round}"));
            room.wait_for_line(&format!("script     a script says {round}"));
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn an_idle_room_rests() {
    let home = Home::new();
    let room = Terminal::ic(&home, (120, 40), &["demo"]);
    room.wait_for("Checklist");
    let before = room.worked();
    std::thread::sleep(Duration::from_secs(3));
    let worked = room.worked() - before;
    assert!(worked < Duration::from_millis(300), "{worked:?} of three seconds");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let home = Home::new();
    home.declare("Nobody listens");
    let mut child = home.command(IC).args(["log", "said anyway"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert_eq!(home.last(1), ["said anyway"]);
}
