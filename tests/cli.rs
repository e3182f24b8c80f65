//! The program as a shell sees it: what is said, where it goes, and the exit code.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const IC: &str = env!("CARGO_BIN_EXE_ic");

/// A home of its own with a shelf in it.
struct Desk(TempDir);

struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    /// With one incident on the shelf, of severity 2.
    fn declared() -> Desk {
        let desk = Desk::new();
        assert_eq!(desk.ic(&["declare", "Checkout returns 500s", "--sev", "2", "--zone", "UTC"]).code, 0);
        desk
    }

    fn shelf(&self) -> PathBuf {
        self.0.path().join("shelf")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("IC_DIR", self.shelf()).env("USER", "ana").env("TZ", "UTC");
        command.env("HOME", self.0.path()).env("XDG_CONFIG_HOME", self.0.path());
        command.env_remove("IC_INCIDENT").env_remove("IC_CONFIG").stdin(Stdio::null());
        command
    }

    fn ic(&self, args: &[&str]) -> Answer {
        answer(self.command(IC).args(args).output().unwrap())
    }

    fn done(&self, args: &[&str]) -> String {
        let answer = self.ic(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        answer.out
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(args)).unwrap()
    }

    fn folder(&self) -> PathBuf {
        let folders: Vec<PathBuf> = fs::read_dir(self.shelf()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(folders.len(), 1);
        folders[0].clone()
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.folder().join("journal.jsonl")).unwrap()
    }

    fn set_journal(&self, text: &str) {
        fs::write(self.folder().join("journal.jsonl"), text).unwrap();
    }

    fn input(&self, bytes: &[u8]) -> Answer {
        let mut command = self.command(IC);
        command.args(["log", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may stop reading early.
        let _ = child.stdin.take().unwrap().write_all(bytes);
        answer(child.wait_with_output().unwrap())
    }
}

fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A line like another one, with the checksum that its new content needs.
fn resealed(line: &str, from: &str, to: &str) -> String {
    let body = line.split_once(',').unwrap().1.replace(from, to);
    format!("{{\"c\":\"{:08x}\",{body}", crc32c::crc32c(body.as_bytes()))
}

#[test]
fn an_entry_is_acknowledged_with_number_time_and_kind() {
    let desk = Desk::declared();
    let said = desk.done(&["log", "rolled", "back", "v41", "--kind", "action"]);
    let words: Vec<&str> = said.split_whitespace().collect();
    assert_eq!((words[0], words[1], words[3], &words[4..]), ("saved", "#4", "action:", &["rolled", "back", "v41"][..]));
    assert_eq!(words[2].len(), "14:25".len());
    assert!(desk.journal().contains("rolled back v41") && desk.journal().contains("\"by\":\"ana\""));
    let snapshot: Value = serde_json::from_slice(&fs::read(desk.folder().join("incident.json")).unwrap()).unwrap();
    assert_eq!(snapshot["timeline"].as_array().unwrap().len(), 4);
    desk.done(&["log", "x", "--as", "deploy bot"]);
    assert!(desk.journal().contains("\"by\":\"deploy bot\""));
}

#[test]
fn what_has_no_line_of_its_own_is_acknowledged_too() {
    let desk = Desk::declared();
    desk.done(&["log", "wrong"]);
    for (args, said) in [
        (&["edit", "4", "right"][..], "right"),
        (&["key", "4"], "(key event)"),
        (&["strike", "4", "--why", "not ours"], "(struck)"),
        (&["task", "own", "1", "bo"], "task 1: Name an incident commander (bo)"),
        (&["followup", "add", "alert", "--owner", "cy"], "follow-up 1: alert (cy)"),
        (&["followup", "done", "1"], "follow-up 1: alert, done"),
        (&["impact", "many"], "impact: many"),
        (&["cause", "small", "pool"], "cause 1: small pool"),
        (&["lesson", "no", "alert"], "lesson 1: no alert"),
    ] {
        let answer = desk.done(args);
        assert!(answer.starts_with("saved ") && answer.contains(said), "{args:?}: {answer}");
    }
}

#[test]
fn a_writing_verb_never_guesses_the_incident() {
    let desk = Desk::new();
    let none = desk.ic(&["log", "x"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("ic declare TITLE"), "{}", none.err);
    desk.done(&["declare", "First"]);
    desk.done(&["declare", "Second"]);
    let several = desk.ic(&["log", "x"]);
    assert_eq!(several.code, 2);
    assert!(several.err.contains("First") && several.err.contains("Second"), "{}", several.err);
    let ids: Vec<String> =
        fs::read_dir(desk.shelf()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let first = ids.iter().find(|id| id.ends_with("first")).unwrap();
    desk.done(&["-i", first, "log", "named in full"]);
    desk.done(&["log", "named by its beginning", "-i", &first[..first.len() - 2]]);
    assert_eq!(answer(desk.command(IC).env("IC_INCIDENT", first).args(["log", "x"]).output().unwrap()).code, 0);
    assert_eq!(answer(desk.command(IC).env("IC_INCIDENT", "").args(["log", "x"]).output().unwrap()).code, 2);
    let ambiguous = desk.ic(&["-i", &first[.."20".len()], "log", "x"]);
    assert_eq!(ambiguous.code, 2);
    assert!(ambiguous.err.contains("write more of the id"), "{}", ambiguous.err);
    assert_eq!(desk.ic(&["-i", "nonsense", "log", "x"]).code, 2);
    assert_eq!(desk.ic(&["-i", "../../etc", "show"]).code, 2);
    let reading = desk.ic(&["show"]);
    assert_eq!(reading.code, 0);
    assert!(reading.err.contains("2 incidents are open"), "{}", reading.err);
    desk.done(&["-i", first, "cancel", "--why", "none"]);
    assert!(desk.done(&["log", "x"]).starts_with("saved"), "the other one is the only open one now");
    desk.done(&["cancel", "--why", "none"]);
    let closed = desk.ic(&["reopen"]);
    assert_eq!((closed.code, closed.err.contains("none is open; say which one")), (2, true), "{}", closed.err);
    assert!(closed.err.contains("First") && closed.err.contains("Second"), "{}", closed.err);
}

#[test]
fn closing_writes_the_report_and_reopening_takes_it_back() {
    let desk = Desk::declared();
    let closed = desk.done(&["close", "--impact", "many", "orders", "--cause", "old cert"]);
    assert!(closed.contains("postmortem: ") && closed.contains("postmortem.md"), "{closed}");
    assert!(desk.folder().join("postmortem.md").exists());
    assert_eq!(desk.json(&["show", "--json"])["status"], "closed");
    assert_eq!(desk.json(&["show", "--json"])["impact"], "many orders");
    let refused = desk.ic(&["sev", "1"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("-i"), "{}", refused.err);
    let id = desk.folder().file_name().unwrap().to_string_lossy().into_owned();
    assert!(closed.contains(&id));
    assert!(desk.done(&["reopen"]).contains(&id));
    assert_eq!(desk.json(&["show", "--json"])["status"], "investigating");
    let again = desk.ic(&["sev", "2"]);
    assert_eq!((again.code, again.err.contains("already")), (1, true), "{}", again.err);
}

#[test]
fn json_has_the_documented_shapes() {
    let desk = Desk::declared();
    desk.done(&["log", "pager", "--kind", "alert", "--key"]);
    let shown = desk.json(&["show", "--json"]);
    assert_eq!((&shown["format"], &shown["severity"]), (&"ic-incident/1".into(), &2.into()));
    let timeline = desk.json(&["timeline", "--key", "--json"]);
    assert_eq!((&timeline["format"], &timeline["zone"]), (&"ic-timeline/1".into(), &"UTC".into()));
    assert_eq!(timeline["lines"][0]["text"], "pager");
    assert_eq!(timeline["lines"].as_array().unwrap().len(), 1);
    let list = desk.json(&["list", "--json"]);
    assert_eq!((&list["format"], &list["incidents"][0]["status"]), (&"ic-list/1".into(), &"investigating".into()));
    assert_eq!(list["incidents"][0]["id"], timeline["incident"]);
    let brief = desk.json(&["brief", "--json"]);
    assert_eq!((&brief["format"], &brief["key_events"].as_array().unwrap().len()), (&"ic-brief/1".into(), &3));
    let check = desk.json(&["check", "--json"]);
    assert_eq!((&check["format"], &check["sound"]), (&"ic-check/1".into(), &true.into()));
    assert_eq!((&check["records"], &check["snapshot"]), (&4.into(), &"in_step".into()));
    let path = desk.json(&["path", "--json"]);
    assert_eq!((&path["format"], path["folder"].as_str()), (&"ic-path/1".into(), desk.folder().to_str()));
    assert_eq!(desk.json(&["config", "--json"])["format"], "ic-config/1");
}

#[test]
fn a_bad_time_is_a_usage_error_that_says_what_was_understood() {
    let desk = Desk::declared();
    for (args, said) in [
        (&["log", "x", "--at", "25:00"][..], "25:00"),
        (&["log", "x", "--at", "2099-01-01 10:00"], "in the future"),
        (&["mark", "started", "yesterday"], "whole day"),
        (&["task", "due", "1", "25:00"], "25:00"),
        (&["update", "x", "--next", "soon"], "soon"),
    ] {
        let answer = desk.ic(args);
        assert_eq!(answer.code, 2, "{args:?}: {}", answer.err);
        assert!(answer.err.contains(said), "{args:?}: {}", answer.err);
    }
    let gap = desk.ic(&["declare", "x", "--zone", "Europe/Berlin", "--started", "2026-03-29 02:30"]);
    assert_eq!((gap.code, gap.err.contains("does not exist in Europe/Berlin")), (2, true), "{}", gap.err);
    let zone = desk.ic(&["declare", "x", "--zone", "Europe/Berln"]);
    assert_eq!((zone.code, zone.err.contains("Europe/Berlin")), (2, true), "{}", zone.err);
}

#[test]
fn usage_errors_are_told_from_help() {
    let desk = Desk::declared();
    for args in [&["nonsense"][..], &["sev", "9"], &["task"], &["log"], &["log", ""], &["role", "scribe"], &["--no"]] {
        let answer = desk.ic(args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}");
        assert!(!answer.err.is_empty());
    }
    assert!(desk.done(&["--help"]).contains("Exit codes") && desk.done(&["help"]).contains("Exit codes"));
    assert!(desk.done(&["role", "--help"]).contains("ic role commander ana"));
    assert!(desk.done(&["--version"]).starts_with("ic "));
    assert!(desk.done(&["completions", "bash"]).contains("_ic"));
    assert!(
        desk.done(&["man"]).contains(".TH ic 1") && desk.done(&["man", "task", "done"]) == desk.done(&["man", "task"])
    );
    assert!(!desk.ic(&["log"]).err.contains("--dir"));
    assert!(desk.done(&["man", "log"]).contains("standard input"));
    assert_eq!(desk.ic(&["man", "nonsense"]).code, 2);
    let room = desk.ic(&[]);
    assert_eq!(room.code, 2);
    assert!(room.err.contains("ic log"), "{}", room.err);
}

#[test]
fn standard_input_is_logged_up_to_its_limit() {
    let desk = Desk::declared();
    assert_eq!(desk.input(b"NAME  READY\nweb-1 0/1\n").code, 0);
    assert_eq!(desk.json(&["timeline", "--last", "1", "--json"])["lines"][0]["text"], "NAME  READY\nweb-1 0/1");
    let before = desk.journal();
    let long = desk.input(&vec![b'x'; 2_000_000]);
    assert_eq!((long.code, long.err.contains("2000000 bytes")), (1, true), "{}", long.err);
    let full = desk.input(&vec![b'"'; 1 << 20]);
    assert_eq!((full.code, full.err.contains("(1048576 bytes) long, and with its quotes")), (1, true), "{}", full.err);
    assert_eq!(desk.input(b" \n").code, 2);
    assert_eq!(desk.journal(), before);
    let odd = desk.input(b"caf\xe9");
    assert_eq!((odd.code, odd.err.contains("UTF-8")), (0, true), "{}", odd.err);
}

#[test]
fn a_day_on_which_clocks_change_names_them() {
    let desk = Desk::new();
    desk.done(&["declare", "x", "--zone", "Europe/Berlin"]);
    let said = |at: &str| desk.done(&["log", "x", "--at", at]);
    assert!(said("2025-10-26 02:45").contains(" 2025-10-26 02:45 CET (the later of two) "));
    assert!(said("2025-10-26 02:45 CEST").contains(" 2025-10-26 02:45 CEST (the earlier of two) "));
    let timeline = desk.done(&["timeline"]);
    assert!(timeline.contains("2025-10-26 CEST") && timeline.contains("\n02:45 CET "), "{timeline}");
    assert_eq!(desk.ic(&["log", "x", "--at", "2025-10-26 02:45 EST"]).code, 2);
}

#[test]
fn a_playbook_that_is_not_there_is_found_by_config() {
    let desk = Desk::new();
    let file = desk.0.path().join("config.toml");
    fs::write(&file, "playbook = \"nonsense\"\n").unwrap();
    let refused = desk.ic(&["--config", file.to_str().unwrap(), "config"]);
    assert_eq!((refused.code, refused.err.contains("nonsense")), (2, true), "{}", refused.err);
}

#[test]
fn an_id_makes_a_retry_safe() {
    let desk = Desk::declared();
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    desk.done(&["log", "deployed v42", "--id", id]);
    let before = desk.journal();
    let again = desk.done(&["log", "deployed v42", "--id", id]);
    assert!(again.starts_with("saved already: #4"), "{again}");
    assert_eq!(desk.ic(&["log", "deployed v43", "--id", id]).code, 1);
    assert_eq!(desk.journal(), before);
}

#[test]
fn a_closed_standard_output_after_the_save_is_no_failure() {
    let desk = Desk::declared();
    let mut command = desk.command(IC);
    command.args(["log", "nobody listens"]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(desk.journal().contains("nobody listens"));
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_not_saved() {
    let desk = Desk::declared();
    let before = desk.journal();
    let limited = |script: &str| answer(desk.command("sh").args(["-c", script, IC]).output().unwrap());
    let failed = limited("ulimit -f 0; exec \"$0\" log lost");
    assert_eq!((failed.code, failed.err.contains("NOT SAVED")), (3, true), "{}", failed.err);
    assert_eq!((failed.out.as_str(), desk.journal()), ("", before));
    let declared = limited("ulimit -f 0; exec \"$0\" declare lost");
    assert_eq!((declared.code, declared.err.contains("NOT SAVED")), (3, true), "{}", declared.err);
    desk.folder();
    desk.done(&["log", "goes on"]);
    let nowhere = desk.ic(&["--dir", "/dev/null/shelf", "declare", "x"]);
    assert_eq!((nowhere.code, nowhere.err.contains("NOT SAVED")), (3, true), "{}", nowhere.err);
    let full = limited("exec \"$0\" export -o - > /dev/full");
    if Path::new("/dev/full").exists() {
        assert_eq!(full.code, 1, "{}", full.err);
    }
}

#[test]
fn a_journal_of_a_later_version_is_read_and_not_written() {
    let desk = Desk::declared();
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    desk.done(&["log", "from the future", "--id", id]);
    let journal = desk.journal();
    let last = journal.lines().last().unwrap();
    let newer = format!("{}\n", resealed(last, "\"v\":1", "\"v\":2"));
    let later = journal.replace(&format!("{last}\n"), &newer);
    desk.set_journal(&later);
    assert!(desk.done(&["timeline"]).contains("from the future"));
    let refused = desk.ic(&["log", "x"]);
    assert_eq!((refused.code, refused.err.contains("later version")), (1, true), "{}", refused.err);
    assert!(desk.done(&["check"]).contains("later version"));
    assert_eq!(desk.journal(), later);
}

#[test]
fn damage_is_shown_and_the_rest_is_read() {
    let desk = Desk::declared();
    desk.done(&["log", "first words"]);
    desk.done(&["log", "after"]);
    desk.set_journal(&desk.journal().replace("first words", "first wordS"));
    let check = desk.ic(&["check"]);
    assert_eq!(check.code, 1);
    assert!(check.out.contains("DAMAGED") && check.out.contains("damaged line 4"), "{}", check.out);
    let shown = desk.ic(&["timeline"]);
    assert_eq!((shown.code, shown.err.contains("damaged line 4")), (0, true), "{}", shown.err);
    assert!(shown.out.contains("after"));
    desk.done(&["log", "goes on"]);
}

#[test]
fn a_torn_end_is_set_aside_by_the_next_write() {
    let desk = Desk::declared();
    let whole = desk.journal();
    desk.set_journal(&format!("{whole}{{\"c\":\"0123"));
    let check = desk.ic(&["check"]);
    assert_eq!((check.code, check.out.contains("unfinished end: 10 bytes")), (1, true), "{}", check.out);
    let written = desk.ic(&["log", "goes on"]);
    assert_eq!((written.code, written.err.contains("torn-")), (0, true), "{}", written.err);
    assert!(desk.done(&["check"]).contains("set aside earlier: torn-"));
    assert!(desk.journal().starts_with(&whole));
}

#[test]
fn an_export_goes_where_it_is_wanted() {
    let desk = Desk::declared();
    // The report of what is not over yet changes with the time.
    desk.done(&["close"]);
    let printed = desk.done(&["export"]);
    assert_eq!(Path::new(printed.trim_end()), desk.folder().join("postmortem.md"));
    assert_eq!(desk.done(&["export", "-o", "-"]), fs::read_to_string(printed.trim_end()).unwrap());
    let file = desk.0.path().join("x.json");
    fs::write(&file, "old").unwrap();
    desk.done(&["export", "--format", "json", "-o", file.to_str().unwrap()]);
    let exported: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!((&exported["format"], &exported["title"]), (&json!("ic-postmortem/1"), &json!("Checkout returns 500s")));
    assert_eq!(desk.ic(&["export", "-o", desk.0.path().to_str().unwrap()]).code, 1);
    assert!(desk.done(&["export", "--format", "json"]).trim_end().ends_with("postmortem.json"));
}
