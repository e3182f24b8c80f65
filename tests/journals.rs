//! A journal is taken as it is found: cut short, damaged, written by a later version, or gone.

#![cfg(unix)]

mod common;

use std::fs;

use common::pty::Terminal;
use common::{Home, LONG, journal, wait_for};

const CTRL_Q: &str = "\x11";
const CTRL_U: &str = "\x15";

#[test]
fn a_journal_cut_anywhere_keeps_its_whole_lines_and_goes_on() {
    let home = Home::new();
    let folder = home.declare("Power cut");
    let all: Vec<String> = (0..4).map(|line| format!("line {line}")).collect();
    all.iter().for_each(|text| drop(home.ic(&["log", text]).code(0)));
    let whole = journal(&folder);
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    let last_two = ends[ends.len() - 3] + 1;
    for cut in (last_two..=whole.len()).step_by(7) {
        fs::write(folder.join("journal.jsonl"), &whole[..cut]).unwrap();
        // A line is whole with its last brace.
        let kept = ends[ends.len() - 2..].iter().filter(|end| cut >= **end).count() + 2;
        assert_eq!(home.last(kept), all[..kept], "cut at {cut}");
        home.ic(&["log", "and on"]).code(0);
        let mut expected = all[..kept].to_vec();
        expected.push("and on".into());
        assert_eq!(home.last(kept + 1), expected, "cut at {cut}");
        home.ic(&["check"]).code(0);
    }
}

#[test]
fn a_torn_end_is_told_also_when_the_verb_is_refused() {
    let home = Home::new();
    let folder = home.declare("Power cut");
    fs::write(folder.join("journal.jsonl"), [&journal(&folder)[..], b"half a line"].concat()).unwrap();
    home.ic(&["strike", "999", "--why", "x"]).code(1).says("no entry #999").says("it was moved to");
}

#[test]
fn a_folder_that_is_missing_is_told() {
    let home = Home::new();
    home.ic(&["log", "into the void"]).code(1).says("no incident is open");
    home.ic(&["log", "into the void", "-i", "2026-01-01-nowhere"]).code(2).says("there is no incident");
    home.ic(&["show"]).code(1).says("there is no incident");
    assert!(!home.shelf().exists(), "asking makes nothing");
    let folder = home.declare("Now there is one");
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("declared: Now there is one");
    // The room may just be writing what follows from the journal.
    wait_for("an end of the folder", || fs::remove_dir_all(&folder).is_ok() || !folder.exists());
    room.send("is anybody there\r");
    room.wait_for("NOT SAVED (1)");
}

#[test]
fn a_damaged_line_is_shown_and_stops_nobody() {
    let home = Home::new();
    let folder = home.declare("Bit rot");
    ["one", "two", "three"].iter().for_each(|text| drop(home.ic(&["log", text]).code(0)));
    let mut bytes = journal(&folder);
    let two = bytes.windows(5).position(|bytes| bytes == b"\"two\"").unwrap();
    let number = 1 + bytes[..two].iter().filter(|byte| **byte == b'\n').count();
    bytes[two + 1] ^= 1;
    fs::write(folder.join("journal.jsonl"), bytes).unwrap();
    let check = home.ic(&["check"]).code(1).out;
    assert!(check.contains(&format!("damaged line {number}:")), "{check}");
    assert_eq!(home.last(2), ["one", "three"]);
    home.ic(&["log", "four"]).code(0).says(&format!("damaged line {number}"));
    assert_eq!(home.last(3), ["one", "three", "four"]);
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for(&format!("damaged line {number}"));
    room.send("five\r");
    room.wait_for_line("five");
    home.ic(&["check"]).code(1);
}

#[test]
fn a_newer_journal_is_read_and_never_written() {
    let home = Home::new();
    let folder = home.declare("From the future");
    home.ic(&["log", "written today"]).code(0);
    let text = String::from_utf8(journal(&folder)).unwrap();
    let last = text.lines().last().unwrap().split_once(',').unwrap().1;
    let last = last.replacen("\"v\":1", "\"v\":2", 1).replace("written today", "written tomorrow");
    let last = last.replacen("\"id\":\"0", "\"id\":\"1", 1);
    let newer = format!("{text}{{\"c\":\"{:08x}\",{last}\n", crc32c::crc32c(last.as_bytes()));
    fs::write(folder.join("journal.jsonl"), &newer).unwrap();
    assert_eq!(home.last(2), ["written today", "written tomorrow"]);
    home.ic(&["show"]).code(0);
    home.ic(&["log", "not by this one"]).code(1).says("a later version");
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("written tomorrow");
    room.send("nor by this room\r");
    room.wait_for("later version");
    room.wait_for("› nor by this room");
    room.send(&format!("{CTRL_U}{CTRL_Q}"));
    assert_eq!(room.exit_code(LONG), 0);
    assert_eq!(journal(&folder), newer.into_bytes());
}
