//! A drill as people go through it: from the choice of a scenario to the report, in real terminals and at the shell.

#![cfg(unix)]

mod common;

use std::fs;
use std::path::PathBuf;

use common::pty::Terminal;
use common::{Home, LONG, wait_for};

const CTRL_Q: &str = "\x11";
const ESC: &str = "\x1b";
const ALT_W: &str = "\x1bw";

const SCENARIO: &str = r#"
schema = "ic-drill/1"
[exercise]
id = "cold-tea"
title = "Cold tea"
status = "ready"
duration = "30m"
scenario_start = "15:00"
solo = true
situation = "One kettle, one kitchen."
ground_truth = "The fuse is gone."
roles = ["commander"]
targets = { declare = "5m", commander = "5m", update_first = "10m", update_every = "20m", handoff = "3m" }
objectives = [{ id = "lead", text = "Somebody leads" }, { id = "talk", text = "Guests hear of it" }]
checklist = [{ id = "socket", text = "Look at the socket", required = true }]
hotwash = ["What did we believe first?"]

[[inject]]
id = "I1"
at = "0m"
method = "alert"
synopsis = "No boil"
text = "Water at 20 degrees"
expect = [{ action = "declare", objective = "lead" }, { action = "assign:commander", objective = "lead" }]

[[inject]]
id = "I2"
at = "8m"
method = "chat"
synopsis = "Decision"
text = "Boil or pour?"
options = [{ id = "boil", label = "Boil again" }, { id = "pour", label = "Pour it", risky = true, needs = ["socket"] }]
expect = [{ action = "choose", within = "5m", objective = "lead" }]

[[inject]]
id = "I3"
at = "15m"
method = "customer"
synopsis = "Guests"
text = "Where is our tea?"
expect = [{ action = "update:customer", within = "5m", objective = "talk" }]
"#;

/// A home with that scenario in it.
fn home() -> Home {
    let home = Home::new();
    fs::create_dir(home.path().join("scenarios")).unwrap();
    fs::write(home.path().join("scenarios/cold-tea.toml"), SCENARIO).unwrap();
    home
}

/// The folder of the only exercise.
fn exercise(home: &Home) -> PathBuf {
    let folders = fs::read_dir(home.shelf().join("drills")).unwrap();
    let folders: Vec<PathBuf> = folders.map(|folder| folder.unwrap().path()).collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    folders[0].clone()
}

#[test]
fn from_the_choice_of_a_scenario_to_the_report() {
    let home = home();
    let mut room = Terminal::ic(&home, (120, 40), &["drill"]);
    room.wait_for("SCENARIOS");
    room.send("G");
    room.wait_for("One kettle, one kitchen.");
    assert!(!room.screen().contains("fuse"), "players choose without knowing");
    room.send("\r");
    room.wait_for("NOT DECLARED");
    room.wait_for("Water at 20 degrees");
    assert!(room.screen().starts_with(" EXERCISE"), "{}", room.screen());
    room.send("the water is cold\r");
    room.wait_for("/declare");
    room.send("\x15/declare Kettle is cold --sev 2\r");
    room.wait_for("declared: Kettle is cold");
    room.send("/role commander ana\r");
    room.wait_for("ana is incident commander");

    let mut control = Terminal::ic(&home, (120, 40), &["drill", "control"]);
    control.wait_for("The fuse is gone.");
    control.wait_for("Guests");
    control.wait_for("CONTROLLER");
    assert!(!room.screen().contains("fuse"), "the players' room hides it");

    room.send(ESC);
    room.wait_for("next inject");
    room.send("n");
    room.wait_for("Boil or pour?");
    room.send("\r");
    room.wait_for("Pour it");
    room.send("Boil\r");
    room.wait_for("chosen for I2: Boil again");

    // From the shell, too; both terminals see it.
    home.ic(&["drill", "pause"]).code(0);
    room.wait_for("PAUSED");
    control.wait_for("PAUSED");
    home.ic(&["drill", "resume"]).code(0);
    room.wait_for("RUNNING");
    control.send(CTRL_Q);
    assert_eq!(control.exit_code(LONG), 0);

    // Killed, it goes on with everything that was there.
    room.kill();
    let id = exercise(&home).file_name().unwrap().to_str().unwrap().to_owned();
    assert!(id.starts_with("EX-") && id.ends_with("-cold-tea"), "{id}");
    let mut room = Terminal::ic(&home, (120, 40), &["drill", "run", &id]);
    room.wait_for("chosen for I2: Boil again");
    room.wait_for("RUNNING");
    home.ic(&["drill", "end"]).code(0);
    room.wait_for("ENDEX");

    room.send(ESC);
    room.wait_for("i or Esc to write");
    room.send("H");
    room.wait_for("Rate yourselves");
    room.wait_for("Somebody leads");
    room.send("p");
    room.wait_for("1 of 2");
    assert!(!room.screen().contains("fuse"), "nothing is told before they rated themselves");
    room.send("js");
    room.wait_for("Every objective is rated");
    room.send("\t");
    room.wait_for("The fuse is gone.");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);

    home.ic(&["drill", "answer", "1", "that it was the tea"]).code(0);
    home.ic(&["drill", "improve", "declare", "Ring", "the", "bell", "--owner", "bo", "--due", "14d"]).code(0);
    let report = || fs::read_to_string(exercise(&home).join("after-action.md")).unwrap_or_default();
    wait_for("the report", || report().contains("Ring the bell"));
    let report = report();
    for line in ["The fuse is gone.", "Boil again", "that it was the tea", "| I1.1", "Somebody leads"] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    for line in [report.lines().next(), report.lines().last()] {
        assert!(line.unwrap().contains("EXERCISE"), "{report}");
    }
    assert!(exercise(&home).join("after-action.html").exists());
    let checked = home.ic(&["check", "--all"]).code(0).out;
    let mut words = checked.split_whitespace();
    assert!(words.next() == Some("sound") && words.next().is_some_and(|id| id.starts_with("EX-")), "{checked}");
    assert!(!checked.contains("remark"), "{checked}");
    let history = home.ic(&["drill", "history"]).code(0).out;
    assert!(history.contains("cold-tea") || history.contains("Cold tea"), "{history}");
}

#[test]
fn nothing_of_an_exercise_stands_among_incidents() {
    let home = home();
    let mut room = Terminal::ic(&home, (100, 30), &["drill", "run", "cold-tea"]);
    room.wait_for("Water at 20 degrees");
    room.send("/declare Kettle is cold\r");
    room.wait_for("declared: Kettle is cold");
    assert!(home.ic(&["list"]).code(0).out.is_empty());
    home.ic(&["log", "who is meant?"]).code(1).says("no incident is open");
    home.ic(&["followups"]).says("no follow-up fits");
    let id = exercise(&home).file_name().unwrap().to_str().unwrap().to_owned();
    home.ic(&["drill", "from", &id, "-o", "-"]).code(1).says("this is an exercise; its scenario exists already");
    assert!(home.ic(&["list", "--drills"]).code(0).out.contains(&id));
    assert!(home.ic(&["check", &id]).code(0).out.starts_with(&format!("{id}: sound")));
    assert!(home.ic(&["lint", &id]).out.contains(&id));
    let said = home.ic(&["-i", &id, "log", "the lid is off"]).code(0).out;
    assert!(said.starts_with("EXERCISE "), "{said}");
    room.wait_for("the lid is off");
    let timeline = home.ic(&["-i", &id, "timeline"]).code(0).out;
    assert!(timeline.lines().skip(1).all(|line| line.starts_with("EXERCISE ")), "{timeline}");
    for words in
        [&["brief"][..], &["show"], &["chart"], &["export", "-o", "-"], &["export", "-o", "-", "--format", "text"]]
    {
        let words: Vec<&str> = ["-i", &id].iter().chain(words).copied().collect();
        let said = home.ic(&words).code(0).out;
        assert!(said.lines().next().unwrap().contains("EXERCISE"), "{words:?}: {said}");
    }
    // A copy among the incidents is none of them.
    let copy = home.shelf().join(&id);
    fs::create_dir(&copy).unwrap();
    fs::copy(exercise(&home).join("journal.jsonl"), copy.join("journal.jsonl")).unwrap();
    assert!(home.ic(&["list"]).code(0).out.is_empty());
}

#[test]
fn a_torn_end_is_told_at_the_shell_also_when_nothing_comes_of_what_was_said() {
    let home = home();
    let mut room = Terminal::ic(&home, (100, 30), &["drill", "run", "cold-tea"]);
    room.wait_for("Water at 20 degrees");
    room.kill();
    let journal = exercise(&home).join("journal.jsonl");
    fs::write(&journal, [&fs::read(&journal).unwrap()[..], b"half a line"].concat()).unwrap();
    home.ic(&["drill", "resume"]).code(1).says("it was moved to");
}

#[test]
fn something_real_freezes_the_exercise_and_begins_clean() {
    let home = home();
    let mut room = Terminal::ic(&home, (100, 30), &["drill", "run", "cold-tea"]);
    room.wait_for("Water at 20 degrees");
    room.send("/declare Kettle is cold\r");
    room.wait_for("declared: Kettle is cold");
    room.send("half a thought");
    room.wait_for("half a thought");
    room.send(ALT_W);
    room.wait_for("REAL INCIDENT");
    room.send("The kitchen is on fire\x13");
    room.wait_until("a clean room", |shown| {
        shown.contains("declared: The kitchen is on fire") && !shown.contains("EXERCISE") && !shown.contains("REAL")
    });
    let screen = room.screen();
    assert!(!screen.contains("EXERCISE") && !screen.contains("ettle") && !screen.contains("half a"), "{screen}");
    let listed = home.ic(&["list"]).code(0).out;
    assert!(listed.contains("the-kitchen-is-on-fire") && !listed.contains("EX-"), "{listed}");
    let journal = fs::read_to_string(exercise(&home).join("journal.jsonl")).unwrap();
    assert!(journal.lines().last().unwrap().contains("frozen"), "{journal}");
    let real = home.ic(&["path"]).code(0).out;
    let real = fs::read_to_string(format!("{}/journal.jsonl", real.trim())).unwrap();
    assert!(!real.contains("exercise") && !real.contains("ettle"), "{real}");
}

#[test]
fn something_real_can_be_declared_however_the_exercise_was_opened() {
    for words in [&[][..], &["review"]] {
        let home = home();
        Terminal::ic(&home, (100, 30), &["drill", "run", "cold-tea"]).wait_for("Water at 20 degrees");
        let id = exercise(&home).file_name().unwrap().to_str().unwrap().to_owned();
        let words: Vec<&str> = ["-i", &id].iter().chain(words).copied().collect();
        let mut room = Terminal::ic(&home, (100, 30), &words);
        room.wait_for("EXERCISE");
        room.wait_for("RUNNING");
        room.send(ALT_W);
        room.wait_for("REAL INCIDENT");
        room.send("The kitchen is on fire\x13");
        room.wait_for("declared: The kitchen is on fire");
        let journal = fs::read_to_string(exercise(&home).join("journal.jsonl")).unwrap();
        assert!(!journal.contains("on fire"), "{journal}");
        assert!(home.ic(&["list"]).code(0).out.contains("the-kitchen-is-on-fire"));
    }
}

#[test]
fn at_the_shell_mistakes_are_told_with_their_places() {
    let home = home();
    home.ic(&["drill"]).code(2).says("terminal");
    home.ic(&["drill", "pause"]).code(1).says("no exercise is running");
    home.ic(&["drill", "report"]).code(1).says("there is no exercise");
    assert!(home.ic(&["drill", "check", "scenarios/cold-tea.toml"]).code(0).out.contains("cold-tea"));
    fs::write(home.path().join("typo.toml"), SCENARIO.replace("duration", "durration")).unwrap();
    home.ic(&["drill", "check", "typo.toml"])
        .code(1)
        .says("typo.toml:7:1")
        .says("did you mean `duration`?")
        .says("may be more");
    let json = home.ic(&["drill", "check", "typo.toml", "--json"]).code(1).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["format"], &json["errors"]), (&"ic-drill-check/1".into(), &1.into()));
    assert_eq!((&json["findings"][0]["weight"], &json["findings"][0]["line"]), (&"error".into(), &7.into()));
    assert!(json["findings"][0]["what"].as_str().unwrap().contains("did you mean `duration`?"), "{json}");
    let circle = SCENARIO.replace("id = \"I3\"\nat = \"15m\"", "id = \"I3\"\nwhen = [\"met I3\"]");
    fs::write(home.path().join("circle.toml"), circle).unwrap();
    let found = home.ic(&["drill", "check", "circle.toml"]).code(1).out;
    assert!(found.contains("I3") && found.ends_with("\n1 error, 0 warnings\n"), "{found}");
    let json = home.ic(&["drill", "check", "circle.toml", "--json"]).code(1).out;
    assert!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["errors"].as_u64() > Some(0));
    let listed = home.ic(&["drill", "scenarios"]).code(0).out;
    assert!(listed.lines().count() == 11 && listed.contains("cold-tea"), "{listed}");
    let source = home.ic(&["drill", "scenarios", "query-storm"]).code(0).out;
    fs::write(home.path().join("mine.toml"), source).unwrap();
    home.ic(&["drill", "check", "mine.toml"]).code(0);
}

#[test]
fn an_incident_becomes_a_draft_that_is_not_played_before_somebody_read_it() {
    let home = home();
    home.declare("Checkout is slow on pay-7.example.com");
    home.ic(&["log", "p95 4 s on pay-7.example.com", "--kind", "alert"]).code(0);
    home.ic(&["role", "commander", "bo"]).code(0);
    home.ic(&["update", "We are looking into it"]).code(0);
    let id = home.ic(&["list"]).code(0).out.split_whitespace().next().unwrap().to_owned();
    home.ic(&["drill", "from", &id, "-o", "draft.toml"]).code(0);
    let draft = fs::read_to_string(home.path().join("draft.toml")).unwrap();
    assert!(draft.contains("status = \"draft\"") && !draft.contains("pay-7.example.com"), "{draft}");
    assert!(draft.contains("assign:") && draft.contains("update:customer"), "{draft}");
    let mut refused = Terminal::ic(&home, (80, 24), &["drill", "run", "draft.toml"]);
    refused.wait_for("is a draft");
    assert_eq!(refused.exit_code(LONG), 1);
}
