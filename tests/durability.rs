//! Nothing acknowledged is lost: many writers at once, kill -9 at any moment, failing disks.

#![cfg(unix)]

mod common;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use common::pty::Terminal;
use common::{Home, IC, LONG, Ran, journal};

const CTRL_Q: &str = "\x11";
const CTRL_R: &str = "\x12";
const ALT_S: &str = "\x1bs";

/// How often each logged text stands in the journal; read without any help of the program.
fn logged(folder: &Path) -> HashMap<String, usize> {
    let mut texts = HashMap::new();
    for line in journal(folder).split(|byte| *byte == b'\n') {
        let Ok(record) = serde_json::from_slice::<serde_json::Value>(line) else { continue };
        if let Some(text) = record["kind"]["entry"]["logged"]["text"].as_str() {
            *texts.entry(text.to_owned()).or_default() += 1;
        }
    }
    texts
}

/// Each of these texts stands in the journal once, and nothing stands there twice.
#[track_caller]
fn each_once<'a>(folder: &Path, acknowledged: impl IntoIterator<Item = &'a String>) {
    let logged = logged(folder);
    let twice: Vec<_> = logged.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "more than once: {twice:?}");
    let lost: Vec<_> = acknowledged.into_iter().filter(|text| !logged.contains_key(*text)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
}

#[test]
fn eight_writers_at_once_and_the_room_shows_it_all() {
    let home = Home::new();
    let folder = home.declare("Everybody writes");
    let mut room = Terminal::ic(&home, (120, 40), &[]);
    room.wait_for("declared: Everybody writes");
    let before = home.last(usize::MAX).len();
    let texts: Vec<String> = thread::scope(|scope| {
        let home = &home;
        let write = |writer: usize| {
            let texts: Vec<String> = (0..50).map(|line| format!("writer {writer} line {line}")).collect();
            texts.iter().for_each(|text| assert!(home.ic(&["log", text]).code(0).out.contains("saved #")));
            texts
        };
        let writers: Vec<_> = (0..8).map(|writer| scope.spawn(move || write(writer))).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!((texts.len(), logged(&folder).len()), (400, 400));
    each_once(&folder, &texts);
    let last = home.last(20);
    room.wait_until("the last lines and their number", |shown| {
        last.iter().all(|text| shown.contains(text)) && shown.contains(&format!(" {} ", before + 400))
    });
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    let check = home.ic(&["check"]).code(0).out;
    assert!(check.contains("in step with the journal"), "{check}");
}

#[test]
fn killing_a_writer_at_any_moment_loses_nothing_acknowledged() {
    let home = Home::new();
    let folder = home.declare("Killed while writing");
    let begun = Instant::now();
    (0..3).for_each(|number| drop(home.ic(&["log", &format!("unhurried {number}")]).code(0)));
    // Over and again from the start of a run to its end.
    let whole = begun.elapsed() / 3;
    let (mut killed, mut acknowledged) = (0, Vec::new());
    for number in 0.. {
        if killed >= 60 {
            break;
        }
        assert!(number < 400, "only {killed} were killed in time");
        let text = format!("in a hurry {number}");
        let mut child = home.command(IC).args(["log", &text]).stdout(Stdio::piped()).spawn().unwrap();
        thread::sleep(whole * (number % 45) / 45);
        child.kill().unwrap();
        let ended = child.wait_with_output().unwrap();
        killed += usize::from(!ended.status.success());
        if ended.status.success() || String::from_utf8_lossy(&ended.stdout).contains("saved #") {
            acknowledged.push(text);
        }
        if number % 15 == 14 {
            acknowledged.push(format!("after {number}"));
            home.ic(&["log", acknowledged.last().unwrap()]).code(0);
        }
    }
    each_once(&folder, &acknowledged);
    home.ic(&["log", "and on"]).code(0);
    home.ic(&["check"]).code(0);
}

#[test]
fn killing_the_room_at_any_moment_loses_nothing_shown() {
    let home = Home::new();
    let folder = home.declare("The room is killed");
    let (mut acknowledged, mut early, mut whole) = (Vec::new(), 0, Duration::ZERO);
    for round in 0.. {
        if round >= 20 && early >= 8 && acknowledged.len() >= 60 {
            break;
        }
        assert!(round < 100, "cut short {early} times, shown {}", acknowledged.len());
        let mut room = Terminal::ic(&home, (100, 50), &[]);
        room.wait_for("The room is killed");
        let typed: Vec<String> = (10..40).map(|line| format!("round {round:02} line {line}")).collect();
        let begun = Instant::now();
        room.send(&format!("{}\r", typed.join("\r")));
        if round == 0 {
            room.wait_until("all of it", |shown| typed.iter().all(|text| shown.has_line(text)));
            whole = begun.elapsed();
        }
        // Over the time that it takes, in small steps.
        thread::sleep(whole * (round % 20) / 20);
        room.kill();
        let mut shown = typed;
        shown.retain(|text| room.shown().has_line(text));
        if shown.is_empty() && round % 20 >= 10 {
            // The disk is slower than it was in the first round.
            whole += whole / 2;
        }
        early += usize::from(shown.len() < 30);
        acknowledged.extend(shown);
    }
    each_once(&folder, &acknowledged);
    home.ic(&["log", "and on"]).code(0);
    home.ic(&["check"]).code(0);
}

#[test]
fn the_same_id_is_kept_once() {
    let home = Home::new();
    let folder = home.declare("A script tries again");
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let first = home.ic(&["log", "deploy 42 is out", "--id", id]).code(0);
    assert!(first.out.contains("saved #"), "{}", first.out);
    let again = home.ic(&["log", "deploy 42 is out", "--id", id]).code(0);
    assert!(again.out.contains("saved already"), "{}", again.out);
    home.ic(&["log", "deploy 43 is out", "--id", id]).code(1).says("used before for something else");
    assert_eq!(logged(&folder), HashMap::from([("deploy 42 is out".into(), 1)]));
}

/// Runs the program so that no file of its own grows beyond this. `ulimit -f` counts in blocks of 512 bytes (POSIX) or
/// of 1024 (some shells), so the limit may be twice as high.
fn limited(bytes: usize) -> [String; 4] {
    ["sh".into(), "-c".into(), format!("ulimit -f {}; exec \"$0\" \"$@\"", bytes / 512), IC.into()]
}

#[test]
fn a_disk_that_takes_no_more_is_told_and_nothing_is_harmed() {
    let home = Home::new();
    let folder = home.declare("Disk full");
    home.ic(&["log", "before"]).code(0);
    let before = journal(&folder);
    // Some of the line can be written, all of it cannot.
    let [sh, c, line, ic] = limited(before.len() + 512);
    let long = "x".repeat(3 * before.len());
    let full = home.command(&sh).args([&c, &line, &ic, "log", &long]).output().unwrap();
    let full = Ran::from(full).code(3).says("NOT SAVED").says("journal.jsonl");
    assert_eq!(full.out, "");
    assert_eq!(journal(&folder), before);
    home.ic(&["check"]).code(0);
    home.ic(&["log", "after"]).code(0);
    each_once(&folder, &["before".into(), "after".into()]);
}

#[test]
fn the_room_keeps_what_the_disk_does_not_take() {
    let home = Home::new();
    let folder = home.declare("Disk full");
    let before = journal(&folder);
    let [sh, c, line, ic] = limited(before.len() / 2);
    let mut room = Terminal::run(&home, (100, 30), &[&sh, &c, &line, &ic], &[]);
    room.wait_for("declared: Disk full");
    room.send("is there room\r");
    room.wait_for("NOT SAVED (1)");
    room.wait_for("NOT SAVED  is there room");
    let elsewhere = home.path().join("elsewhere");
    room.send(ALT_S);
    room.wait_for("Go on in another folder");
    room.send(&format!("{}\r", elsewhere.display()));
    room.wait_for("that folder does not work either");
    assert_eq!(journal(&folder), before);
    let left: Vec<_> = fs::read_dir(&elsewhere).map(|all| all.flatten().collect()).unwrap_or_default();
    assert!(left.is_empty(), "half an incident is left: {left:?}");
    // Leaving would lose it, so that takes two.
    room.send("\x1b");
    room.wait_until("the form gone", |shown| !shown.contains("Go on in another folder"));
    room.send(CTRL_Q);
    room.wait_for("once more leaves");
    room.wait_for("NOT SAVED (1)");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 3);
    room.is_given_back();
    room.wait_for("NOT SAVED: is there room");
    // What is still on its way is not known to be lost, until the room has gone.
    let mut room = Terminal::run(&home, (100, 30), &[&sh, &c, &line, &ic], &[]);
    room.wait_for("declared: Disk full");
    room.send(&format!("said at the door\r{CTRL_Q}{CTRL_Q}"));
    assert_eq!(room.exit_code(LONG), 3);
    room.wait_for("NOT SAVED: said at the door");
}

#[test]
fn what_waits_is_saving_and_what_waited_too_long_can_be_saved_again() {
    let home = Home::new();
    let folder = home.declare("Somebody holds the lock");
    let lock = fs::File::options().write(true).open(folder.join("lock")).unwrap();
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("declared: Somebody");
    lock.lock().unwrap();
    room.send("patience\r");
    room.wait_for("saving …  patience");
    home.ic(&["log", "no patience"]).code(3).says("NOT SAVED: another process");
    assert!(!room.shown().has_line("patience"));
    room.wait_for("NOT SAVED (1)");
    lock.unlock().unwrap();
    room.send(CTRL_R);
    room.wait_for_line("patience");
    each_once(&folder, &["patience".into()]);
    assert!(!logged(&folder).contains_key("no patience"));
}

#[test]
fn the_room_goes_on_in_another_folder_when_the_disk_is_full() {
    let Some(home) = Home::on_a_small_disk() else {
        return println!("skipped: mounting a small file system is not permitted here");
    };
    let folder = home.declare("Disk full");
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("declared: Disk full");
    room.send("there is room\r");
    room.wait_for_line("there is room");
    let fill = fs::write(home.disk().path().join("fill"), vec![0; 2 << 20]);
    assert!(fill.is_err(), "the disk is not full");
    let long = "no room for this ".repeat(1_000);
    room.send(&format!("\x1b[200~{long}\x1b[201~\rand a short one\r"));
    room.wait_for("NOT SAVED");
    home.ic(&["log", &long]).code(3).says("NOT SAVED");

    room.send(ALT_S);
    room.wait_for("Go on in another folder");
    let elsewhere = home.path().join("elsewhere");
    room.send(&format!("{}\r", elsewhere.display()));
    room.wait_until("everything saved", |shown| shown.contains("saved  ") && !shown.contains("NOT SAVED"));
    room.send("here is room\r");
    room.wait_for_line("here is room");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    let there = elsewhere.join(folder.file_name().unwrap());
    let texts = ["there is room", long.trim_end(), "and a short one", "here is room"];
    each_once(&there, &texts.map(str::to_owned));
}

#[test]
fn where_nothing_may_be_written_reading_goes_on() {
    if rustix::process::geteuid().is_root() {
        // Permissions do not bind root, but a file system that is mounted for reading does.
        let Some(home) = Home::on_a_small_disk() else {
            return println!("skipped: permissions do not bind root, and mounting is not permitted here");
        };
        let folder = home.declare("Read only");
        home.disk().make_read_only();
        return reading_goes_on(&home, &folder);
    }
    let home = Home::new();
    let folder = home.declare("Read only");
    let permit = |folder_mode, file_mode| {
        fs::set_permissions(&folder, fs::Permissions::from_mode(folder_mode)).unwrap();
        let journal = folder.join("journal.jsonl");
        fs::set_permissions(journal, fs::Permissions::from_mode(file_mode)).unwrap();
    };
    // The folder last, and first on the way back: without it nothing in it can be changed.
    permit(0o500, 0o400);
    reading_goes_on(&home, &folder);
    permit(0o700, 0o600);
}

fn reading_goes_on(home: &Home, folder: &Path) {
    let before = journal(folder);
    home.ic(&["log", "not here"]).code(3).says("NOT SAVED");
    assert_eq!(home.last(9).len(), 3);
    home.ic(&["show"]).code(0);
    home.ic(&["check"]).code(0);
    let mut room = Terminal::ic(home, (100, 30), &[]);
    room.wait_for("declared: Read only");
    room.send("not here either\r");
    room.wait_for("NOT SAVED (1)");
    assert_eq!(journal(folder), before);
}

#[test]
fn a_reader_that_may_not_write_waits_for_the_writer_all_the_same() {
    let is_root = rustix::process::geteuid().is_root();
    let home = if is_root { Home::on_a_small_disk() } else { Some(Home::new()) };
    let Some(home) = home else {
        return println!("skipped: permissions do not bind root, and mounting is not permitted here");
    };
    let lock = home.declare("Read only").join("lock");
    // Opened for reading: nothing can be mounted for reading only while a file in it is open for writing.
    let writer = fs::File::open(&lock).unwrap();
    writer.lock().unwrap();
    match is_root {
        true => home.disk().make_read_only(),
        false => fs::set_permissions(&lock, fs::Permissions::from_mode(0o400)).unwrap(),
    }
    home.ic(&["show"]).code(1).says("another process");
    writer.unlock().unwrap();
    home.ic(&["show"]).code(0);
}

#[test]
fn what_is_not_understood_is_a_matter_of_usage() {
    let home = Home::new();
    let folder = home.declare("Typing errors");
    let before = journal(&folder);
    home.ic(&["lgo", "something"]).code(2).says("'lgo'").says("--help");
    home.ic(&["log", "something", "--at", "25:99"]).code(2).says("25:99");
    assert_eq!(journal(&folder), before);
}
