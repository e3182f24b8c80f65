//! Every text that is hostile to a terminal or to another program, at every sink of the command line: what is said, and
//! what is written into files.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{Home, IC, Ran};
use crate::payloads::{PROGRAMS, TERMINAL, much};
use crate::{READING, assert_clean, run};

fn texts() -> impl Iterator<Item = String> {
    [TERMINAL, PROGRAMS].concat().into_iter().map(str::to_owned).chain(much())
}

/// The text as far as an argument can hold it: NUL ends one.
fn argument(text: &str) -> String {
    text.replace('\0', "")
}

/// What it said, all of it clean.
fn said(home: &Home, words: &[&str], input: &str) -> Ran {
    let ran = run(home.command(IC).args(words), input.as_bytes());
    assert_clean(&ran.out, &format!("{words:?}"));
    assert_clean(&ran.err, &format!("{words:?}"));
    ran
}

/// Brings a text into every place that takes it.
fn fill(home: &Home, text: &str) {
    let line = argument(text).replace(['\n', '\r'], " ");
    if said(home, &["declare", "--sev", "2", "--", &line], "").code != Some(0) {
        said(home, &["declare", "--sev", "2", "harmless"], "").code(0);
    }
    said(home, &["log", "-"], text).code(0);
    let text = &argument(text);
    for words in [
        &["log", "--key", "--", text][..],
        &["log", "--as", text, "harmless"],
        &["log", "--actor", text, "harmless"],
        &["role", "commander", text],
        &["role", text, text],
        &["task", "add", "--owner", text, "--", text],
        &["task", "skip", "1", "--why", text],
        &["update", "--", text],
        &["title", "--", text],
        &["followup", "add", "--owner", text, "--ticket", text, "--group", text, "--", text],
        &["cause", "--text", text, "--", text],
        &["lesson", "badly", "--", text],
        &["section", "summary", "--", text],
        &["report", "link", text, text],
        &["report", "tag", "--", text],
        &["strike", "5", "--why", text],
    ] {
        said(home, words, "");
    }
}

/// Other shapes of the same.
const SHAPES: [&[&str]; 5] = [
    &["chart"],
    &["section", "summary"],
    &["export", "-o", "-", "--format", "html"],
    &["export", "-o", "-", "--format", "text"],
    &["export", "-o", "-", "--format", "slack"],
];

#[test]
fn what_is_read_or_written_holds_only_what_can_be_seen_and_json_all_of_it() {
    let mut read = 0;
    for text in texts() {
        let home = Home::new();
        fill(&home, &text);
        for words in READING.into_iter().chain(SHAPES) {
            let ran = said(&home, words, "");
            assert!(ran.code <= Some(1), "{words:?} with {text:?}: {}", ran.err);
            read += 1;
        }
        for words in [&["show", "--json"][..], &["list", "--json"], &["followups", "--json"], &["lint", "--json"]] {
            serde_json::from_str::<Value>(&said(&home, words, "").out).unwrap();
            read += 1;
        }
        for (words, list) in
            [(&["timeline", "--json"][..], "lines"), (&["export", "--format", "json", "-o", "-"], "timeline")]
        {
            let json: Value = serde_json::from_str(&said(&home, words, "").out).unwrap();
            let as_typed = |line: &Value| line["text"].as_str().is_some_and(|kept| plain(kept) == plain(&text));
            let kept = json[list].as_array().unwrap().iter().any(as_typed);
            assert!(kept || text.trim() != text, "{words:?}: {text:?}\n{json}");
            read += 1;
        }
        said(&home, &["status", "resolved"], "").code(0);
        said(&home, &["close", "--no-ask"], "");
        said(&home, &["export"], "").code(0);
        let folder = home.ic(&["path"]).code(0).out;
        let file = |name: &str| fs::read_to_string(Path::new(folder.trim_end()).join(name)).unwrap();
        assert_clean(&file("postmortem.md"), &text);
        assert_clean(&file("incident.json"), &text);
        serde_json::from_str::<Value>(&file("incident.json")).unwrap();
        assert!(!file("journal.jsonl").contains(|c: char| c < ' ' && c != '\n'), "{text:?}");
    }
    assert!(read > 1_000, "{read}");
}

/// Lines end in one way in all that is kept.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[test]
fn what_quotes_an_argument_shows_only_what_can_be_seen() {
    let home = Home::new();
    home.declare("Checkout returns 500s");
    let mut refused = 0;
    for text in texts() {
        let text = &argument(&text)[..];
        for words in [
            &[text][..],
            &["log", "x", "--at", text],
            &["log", "x", "--id", text],
            &["log", "x", "--kind", text],
            &["-i", text, "show"],
            &["-i", text, "log", "x"],
            &["--config", text, "config"],
            &["--dir", text, "list"],
            &["mark", "started", text],
            &["mark", text],
            &["sev", text],
            &["status", text],
            &["edit", text, "x"],
            &["edit", "1", "x", "--at", text],
            &["declare", "x", "--zone", text],
            &["declare", "x", "--playbook", text],
            &["followup", "add", "x", "--due", text],
            &["task", "done", text],
            &["timeline", "--last", text],
            &["export", "--template", text],
            &["export", "--format", text],
            &["templates", text],
            &["lint", text],
            &["lint", "--gap", text],
            &["lint", "--waive", text],
            &["drill", "run", text],
            &["drill", "check", text],
            &["drill", text],
            &["man", text],
            &["completions", text],
        ] {
            refused += usize::from(said(&home, words, "").code != Some(0));
        }
    }
    assert!(refused > 1_000, "{refused}");
}

#[test]
fn what_a_configuration_says_is_quoted_safely() {
    for text in texts() {
        let home = Home::new();
        home.declare("Checkout returns 500s");
        let quoted = serde_json::to_string(&text).unwrap();
        for line in [
            "name = V",
            "zone = V",
            "theme = V",
            "playbook = V",
            "V = 1",
            "keys.V = \"x\"",
            "keys.quit = V",
            "colors.border = V",
        ] {
            fs::write(home.path().join("config.toml"), line.replace('V', &quoted)).unwrap();
            said(&home, &["config"], "");
        }
        // As it stands, too: what is no TOML is quoted by nobody.
        fs::write(home.path().join("config.toml"), &text).unwrap();
        said(&home, &["config"], "");
        let scenario = home.path().join("scenario.toml");
        for line in ["V = 1", "schema = V", "[exercise]\nid = V", "[exercise]\nV = 1", "[[inject]]\nid = V\nat = V"] {
            fs::write(&scenario, line.replace('V', &quoted)).unwrap();
            said(&home, &["drill", "check", "scenario.toml"], "");
        }
        fs::write(home.path().join("report.md"), text.repeat(3)).unwrap();
        said(&home, &["lint", "report.md"], "");
    }
}
