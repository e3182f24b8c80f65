//! `ic check` mends what can be mended and loses nothing; `ic doctor` says what works here.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use common::pty::Terminal;
use common::{Home, IC, LONG, Ran, journal};
use serde_json::Value;

fn json(ran: Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

/// An incident with three entries, the second of which came to harm.
fn damaged(home: &Home) -> PathBuf {
    let folder = home.declare("Bit rot");
    ["one", "two", "three"].iter().for_each(|text| drop(home.ic(&["log", text]).code(0)));
    change(&folder, |text| text.replace("\"two\"", "\"twO\""));
    folder
}

fn change(folder: &Path, how: impl Fn(String) -> String) {
    let text = String::from_utf8(journal(folder)).unwrap();
    fs::write(folder.join("journal.jsonl"), how(text)).unwrap();
}

/// The codes of all findings.
fn codes(checked: &Value) -> Vec<&str> {
    checked["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_repair_keeps_every_whole_line_and_the_old_file() {
    let home = Home::new();
    let folder = damaged(&home);
    let before = journal(&folder);
    let said = home.ic(&["check"]).code(1).out;
    assert!(said.contains("DAMAGED") && said.contains("damaged line 5:") && said.contains(" --repair`"), "{said}");
    assert_eq!(journal(&folder), before, "looking changes nothing");

    let said = home.ic(&["check", "--repair"]).code(0).out;
    assert!(said.starts_with("repaired: 5 lines kept, 0 mended, 1 left out\n"), "{said}");
    assert!(
        said.contains("left out  line 5\n")
            && said.contains(&format!("{}\n", folder.join("damaged-1.jsonl").display()))
    );
    assert!(said.contains(": sound\n") && said.contains("in step with the journal"), "{said}");
    assert_eq!(fs::read(folder.join("damaged-1.jsonl")).unwrap(), before);
    let whole: Vec<u8> = before
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
        .filter(|(place, _)| *place != 4)
        .flat_map(|(_, line)| line.to_vec())
        .collect();
    assert_eq!(journal(&folder), whole);
    assert_eq!(home.last(2), ["one", "three"]);

    let again = home.ic(&["check", "--repair"]).code(0).out;
    assert!(again.starts_with("nothing to repair"), "{again}");
    assert_eq!(journal(&folder), whole);
    assert!(!folder.join("damaged-2.jsonl").exists());
}

#[test]
fn a_journal_that_an_editor_saved_is_mended_whole() {
    let home = Home::new();
    let folder = home.declare("Saved by an editor");
    home.ic(&["log", "one"]).code(0);
    let before = journal(&folder);
    change(&folder, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let id = folder.file_name().unwrap().to_str().unwrap();
    home.ic(&["list"]).code(1).says("damaged from the beginning").says(id);
    let saved = journal(&folder);
    home.ic(&["-i", id, "log", "too early"]).code(1);
    assert_eq!(journal(&folder), saved, "it is not taken for a torn end");
    let checked = json(home.ic(&["check", id, "--json"]).code(1));
    assert_eq!((checked["torn_bytes"].as_u64(), checked["damaged"][0]["lines"].as_u64()), (Some(0), Some(4)));
    let repaired = json(home.ic(&["check", id, "--repair", "--json"]).code(0));
    assert_eq!(
        (repaired["sound"].as_bool(), repaired["repaired"]["left_out"].as_array().unwrap().len()),
        (Some(true), 0)
    );
    assert_eq!(repaired["repaired"]["old"], folder.join("damaged-1.jsonl").to_str().unwrap());
    assert_eq!(journal(&folder), before);
}

#[test]
fn an_open_room_goes_on_after_a_repair() {
    let home = Home::new();
    let folder = damaged(&home);
    let mut room = Terminal::ic(&home, (100, 30), &[]);
    room.wait_for("damaged line 5");
    home.ic(&["check", "--repair"]).code(0);
    room.send("said after the repair\r");
    room.wait_for_line("said after the repair");
    room.send("\x11");
    assert_eq!(room.exit_code(LONG), 0);
    home.ic(&["check"]).code(0);
    assert_eq!(home.last(3), ["one", "three", "said after the repair"]);
    assert!(String::from_utf8(journal(&folder)).unwrap().contains("said after the repair"));
}

#[test]
fn a_journal_of_a_later_version_is_not_repaired() {
    let home = Home::new();
    let folder = damaged(&home);
    change(&folder, |text| {
        let body = "\"v\":2,\"who\":\"ana\"}";
        format!("{text}{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes()))
    });
    let before = journal(&folder);
    home.ic(&["check", "--repair"]).code(1).says("a later version");
    assert_eq!(journal(&folder), before);
    assert!(!folder.join("damaged-1.jsonl").exists());
}

#[test]
fn two_records_under_one_id_are_a_problem_that_no_repair_hides() {
    let home = Home::new();
    let folder = home.declare("Two under one id");
    home.ic(&["log", "said first"]).code(0);
    change(&folder, |text| {
        let body = text.lines().last().unwrap().split_once(',').unwrap().1.replace("said first", "said otherwise");
        format!("{text}{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes()))
    });
    let before = journal(&folder);
    let checked = json(home.ic(&["check", "--json"]).code(1));
    assert_eq!((checked["sound"].as_bool(), codes(&checked)[0]), (Some(false), "id_clash"));
    let said = home.ic(&["check", "--repair"]).code(1).out;
    assert!(said.starts_with("nothing to repair") && said.contains("NOT SOUND"), "{said}");
    assert_eq!(journal(&folder), before);
    assert_eq!(home.last(1), ["said first"]);
}

#[test]
fn what_lies_beside_the_journal_is_remarked_upon() {
    let home = Home::new();
    let folder = home.declare("Beside the journal");
    let id = folder.file_name().unwrap().to_str().unwrap();
    assert_eq!(codes(&json(home.ic(&["check", "--json"]).code(0))), [] as [&str; 0]);
    let snapshot = fs::read_to_string(folder.join("incident.json")).unwrap();
    fs::write(folder.join("incident.json"), snapshot.replace("Beside the", "Besides the")).unwrap();
    fs::write(folder.join(".draft-x"), "half").unwrap();
    fs::set_permissions(folder.join("journal.jsonl"), fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder.join(".draft-x"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("/dev/null", folder.join("postmortem.txt")).unwrap();
    let checked = json(home.ic(&["check", id, "--json"]).code(0));
    assert_eq!(codes(&checked), ["snapshot", "permissions", "owner", "left_over"]);
    assert_eq!(checked["snapshot"], "differs");
    let said = home.ic(&["check"]).code(0).out;
    for words in
        [": sound", "is not what the journal says", "journal.jsonl (0644)", ".draft-x", "postmortem.txt (a link)"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(said.lines().count() <= 24 && said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn reports_are_compared_once_the_incident_is_closed() {
    let home = Home::new();
    let folder = home.declare("Reported");
    ["cause", "impact"].iter().for_each(|verb| drop(home.ic(&[verb, "a full queue"]).code(0)));
    home.ic(&["close", "--started=-1h", "--resolved=-1m", "--commander", "ana", "--impact", "all", "--cause", "queue"])
        .code(0);
    assert_eq!(codes(&json(home.ic(&["check", "--json"]).code(0))), [] as [&str; 0]);
    fs::write(folder.join("postmortem.md"), "my own words").unwrap();
    fs::remove_file(folder.join("postmortem.html")).unwrap();
    fs::set_permissions(folder.join("postmortem.md"), fs::Permissions::from_mode(0o600)).unwrap();
    let checked = json(home.ic(&["check", "--json"]).code(0));
    assert_eq!(codes(&checked), ["report", "report"]);
}

#[test]
fn every_incident_and_every_exercise_is_checked_at_once() {
    let home = Home::new();
    home.ic(&["check", "--all"]).code(0).says("nothing to check");
    damaged(&home);
    let sound = home.declare("All is well");
    let ran = home.ic(&["check", "--all"]).code(1);
    let line = |of: &str| ran.out.lines().find(|line| line.contains(of)).unwrap_or_else(|| panic!("{of}: {}", ran.out));
    assert!(line(sound.file_name().unwrap().to_str().unwrap()).starts_with("sound    "), "{}", ran.out);
    let lost = line("bit-rot");
    assert!(lost.starts_with("DAMAGED  ") && lost.contains("2 problems"), "{}", ran.out);
    let all = json(home.ic(&["check", "--all", "--json"]).code(1));
    assert_eq!((all["sound"].as_bool(), all["incidents"].as_array().unwrap().len()), (Some(false), 2));
    home.ic(&["check", "--all", "--repair"]).code(2);
}

#[test]
fn a_journal_that_lost_acknowledged_lines_is_not_sound() {
    let home = Home::new();
    let folder = home.declare("Cut short");
    ["one", "two", "three"].iter().for_each(|text| drop(home.ic(&["log", text]).code(0)));
    change(&folder, |text| text.split_inclusive('\n').take(3).collect());
    let checked = json(home.ic(&["check", "--json"]).code(1));
    assert_eq!((codes(&checked), checked["snapshot"].as_str()), (vec!["lost"], Some("ahead")));
    let said = home.ic(&["check"]).code(1).out;
    assert!(said.contains("NOT SOUND") && said.contains("copy incident.json"), "{said}");
    assert!(home.ic(&["check", "--all"]).code(1).out.starts_with("NOT SOUND  "));
    change(&folder, |_| String::new());
    assert_eq!(
        codes(&json(home.ic(&["check", folder.file_name().unwrap().to_str().unwrap(), "--json"]).code(1))),
        ["lost"]
    );
    fs::remove_file(folder.join("journal.jsonl")).unwrap();
    let all = home.ic(&["check", "--all"]).code(1).out;
    assert!(all.starts_with("NOT READ   ") && all.contains("the journal is gone"), "{all}");
}

#[test]
fn what_cannot_be_found_out_is_not_passed_over() {
    let home = Home::new();
    let folder = home.declare("Goes in circles");
    fs::remove_file(folder.join("journal.jsonl")).unwrap();
    symlink("journal.jsonl", folder.join("journal.jsonl")).unwrap();
    let all = home.ic(&["check", "--all"]).code(1).out;
    assert!(all.starts_with("NOT READ   ") && all.contains("a symbolic link"), "{all}");
}

#[test]
fn a_repair_never_guesses_which_incident_is_meant() {
    let home = Home::new();
    let folder = damaged(&home);
    home.declare("Another one");
    let before = journal(&folder);
    home.ic(&["check", "--repair"]).code(2).says("2 incidents are open").says("bit-rot");
    assert_eq!(journal(&folder), before);
}

/// What the doctor found, by what was looked at: how it is, what was found, what to do.
fn doctor(home: &Home, variables: &[(&str, &str)], code: i32) -> impl Fn(&str) -> (String, String) + use<> {
    let ran: Ran = home.command(IC).args(["doctor", "--json"]).envs(variables.iter().copied()).output().unwrap().into();
    let found = json(ran.code(code));
    move |what: &str| {
        let rows = found["findings"].as_array().unwrap();
        let row = rows.iter().find(|row| row["what"] == what).unwrap_or_else(|| panic!("no {what} in {found}"));
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        (text("mark"), format!("{} {}", text("found"), text("advice")))
    }
}

#[test]
fn the_doctor_leaves_no_trace_and_says_what_works() {
    let home = Home::new();
    let found = doctor(&home, &[("LANG", "C.UTF-8"), ("EDITOR", "sh -e")], 0);
    for what in ["lock", "colours", "letters", "zone", "editor", "settings"] {
        assert_eq!(found(what).0, "ok", "{what}: {}", found(what).1);
    }
    assert!(found("incidents").1.contains("made with the first incident"));
    assert!(found("saving").1.contains("fdatasync takes"));
    assert!(found("terminal").1.contains("TERM=xterm-256color"));
    assert_eq!((found("zone").1.trim(), found("editor").1.trim()), ("UTC, from TZ", "sh -e, from EDITOR"));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn the_doctor_says_when_nothing_can_be_saved() {
    let home = Home::new();
    fs::write(home.shelf(), "in the way").unwrap();
    let found = doctor(&home, &[], 1);
    assert_eq!((found("incidents").0, found("saving").0), ("bad".into(), "bad".into()));
    assert!(found("incidents").1.contains("--dir"));
    let said = home.ic(&["doctor"]).code(1).out;
    assert!(said.contains("NO INCIDENT CAN BE RUN HERE") && said.contains("BAD "), "{said}");
    assert_eq!(fs::read_to_string(home.shelf()).unwrap(), "in the way");
}

#[test]
fn the_doctor_reads_the_settings() {
    let home = Home::new();
    fs::write(home.path().join("config.toml"), "zone = \"Africa/Nairobi\"\ntheme = \"light\"\n").unwrap();
    let found = doctor(&home, &[("EDITOR", "no-such-editor-here"), ("LANG", "C"), ("TERM", "dumb")], 0);
    assert!(found("zone").1.starts_with("Africa/Nairobi, from the configuration"));
    for (what, words) in
        [("editor", "no such program"), ("letters", "LANG=C"), ("terminal", "TERM=dumb"), ("colours", "theme light")]
    {
        assert!(found(what).0 == "note" && found(what).1.contains(words), "{what}: {:?}", found(what));
    }
    let found = doctor(&home, &[("NO_COLOR", "1"), ("TZ", "Mars/Olympus")], 0);
    assert!(found("colours").1.contains("NO_COLOR"));
    fs::write(home.path().join("config.toml"), "them = \"light\"\n").unwrap();
    let found = doctor(&home, &[("TZ", "Mars/Olympus")], 1);
    assert_eq!((found("settings").0, found("zone").0), ("bad".into(), "note".into()));
    assert!(found("settings").1.contains("config.toml:1:1"), "{}", found("settings").1);
    assert!(found("zone").1.contains("TZ=Mars/Olympus is no name"));
    fs::write(home.path().join("config.toml"), "[keys]\nquit = \"control-shift-nothing\"\n").unwrap();
    let found = doctor(&home, &[], 0);
    assert!(found("settings").0 == "note" && found("settings").1.contains("the room does not open"));
    home.declare("With a key that is none");
    fs::write(home.path().join("config.toml"), "playbook = \"no-such-one\"\n").unwrap();
    assert_eq!(doctor(&home, &[], 1)("settings").0, "bad");
}

#[test]
fn a_disk_in_memory_is_doubted() {
    let Some(home) = Home::on_a_small_disk() else { return };
    let found = doctor(&home, &[], 0);
    assert!(found("disk").0 == "note" && found("disk").1.contains("tmpfs"), "{:?}", found("disk"));
    home.disk().make_read_only();
    let found = doctor(&home, &[], 1);
    assert!(found("saving").0 == "bad" && found("saving").1.contains("Read-only"), "{:?}", found("saving"));
}

#[test]
fn the_doctor_has_one_screen_whatever_stands_in_the_environment() {
    let home = Home::new();
    fs::write(home.shelf(), "in the way").unwrap();
    let hostile = "\u{1b}]0;owned\u{7}".repeat(40);
    let wrong = [("EDITOR", &*hostile), ("LANG", &hostile), ("TZ", &hostile), ("TERM", &hostile)];
    let ran: Ran = home.command(IC).arg("doctor").envs(wrong).output().unwrap().into();
    let said = ran.code(1).out;
    assert!(!said.contains('\u{1b}') && said.contains("<001B>]0;owned<0007>"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    fs::write(home.path().join("config.toml"), "them = \"light\"\n").unwrap();
    let wrong = [("EDITOR", "no-such-editor-here"), ("LANG", "C"), ("TZ", "Mars/Olympus"), ("TERM", "dumb")];
    let ran: Ran = home.command(IC).arg("doctor").envs(wrong).output().unwrap().into();
    let said = ran.code(1).out;
    assert!(said.lines().count() <= 24, "{said}");

    let home = Home::new();
    let mut screen =
        Terminal::run(&home, (80, 24), &[IC, "doctor"], &[("LANG", "C"), ("EDITOR", "no-such-editor-here")]);
    assert_eq!(screen.exit_code(LONG), 0);
    screen.wait_until("the whole of it", |shown| {
        shown.contains("an incident can be run here") && shown.contains("settings")
    });
}
