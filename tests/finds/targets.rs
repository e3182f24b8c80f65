//! What is fuzzed: each takes any bytes and panics when a promise is broken. `fuzz/` looks for such bytes, and the test
//! beside this file reads what was found before.

#![allow(dead_code, reason = "each binary of `fuzz/` takes one of them")]

use std::collections::BTreeSet;

use clap::Parser;
use incident_commander::brief;
use incident_commander::config::Config;
use incident_commander::drill::Scenario;
use incident_commander::incident::playbook::Playbook;
use incident_commander::incident::snapshot::Snapshot;
use incident_commander::incident::text::visible;
use incident_commander::incident::zone::Zone;
use incident_commander::incident::{Moment, Record, State, Time, decide, fold, span::Span, when};
use incident_commander::journal::Scan;
use incident_commander::postmortem::lint::{self, Settings};
use incident_commander::postmortem::render::{slack, text};
use incident_commander::postmortem::{Document, Edition, Form};
use incident_commander::verb::{self, Cli, RoomVerb, Scene, Verb, Write};

/// 2026-11-21 13:25 UTC.
fn now() -> Time {
    "2026-11-21T13:25:00Z".parse().unwrap()
}

/// A journal: what is read is folded in one way only, and can be told in every form.
pub fn journal(bytes: &[u8]) {
    // As it is, it is damaged nearly always; each line as if it had been written like that leads further.
    folded(bytes);
    let state = folded(&sealed(bytes));
    serde_json::to_string(&Snapshot::from(&state)).unwrap();
    brief::text(&state, now());
    let document = Document::of(&state, now());
    lint::findings(&document);
    // One form each time: all of them would take five times as long.
    let forms = [Form::Markdown, Form::Html, Form::Text, Form::Slack, Form::Json];
    Edition::standard(forms[bytes.len() % forms.len()]).write(document).unwrap();
}

fn folded(bytes: &[u8]) -> State {
    let mut records = Vec::new();
    let mut scan = Scan::start();
    scan.read_on(bytes, |record| records.push(record)).unwrap();
    assert_eq!(scan.end + scan.tail, bytes.len() as u64);
    // Which of two that claim one place comes first cannot be told.
    let places: BTreeSet<_> = records.iter().map(Record::position).collect();
    let unique = places.len() == records.len();
    let mut others = records.clone();
    others.reverse();
    let state = fold(records);
    assert!(!unique || state == fold(others), "the order of the file matters");
    state
}

/// Every line with the checksum that it should have.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let seal = |line: &[u8]| {
        let body = line.strip_prefix(b"{\"c\":\"").and_then(|rest| rest.get(10..)).unwrap_or(line);
        [format!("{{\"c\":\"{:08x}\",", crc32c::crc32c(body)).as_bytes(), body, b"\n"].concat()
    };
    bytes.split(|byte| *byte == b'\n').flat_map(seal).collect()
}

/// What people write for times and lengths of time.
pub fn time(bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    let (zone, said) = said.split_once('\n').unwrap_or(("Europe/Berlin", &said));
    let zone = Zone::named(zone).unwrap_or_else(|_| Zone::utc());
    assert_eq!(Zone::named(zone.name()).as_ref(), Ok(&zone));
    if let Ok(time) = when::past(said, now(), &zone) {
        assert!(time <= now());
        zone.rfc3339(time).parse::<Time>().unwrap();
    }
    if let Ok(time) = when::due(said, now(), &zone) {
        assert!(time > now());
    }
    if let Some(leading) = when::leading(said, now(), &zone) {
        assert!(said.ends_with(leading.rest));
    }
    if let Ok(span) = said.parse::<Span>() {
        assert_eq!(span.compact().parse(), Ok(span));
    }
}

/// What is said at a shell, one word a line, and behind the slash in the room.
pub fn verbs(bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    let mut state = State::default();
    take(&mut state, &["declare", "Checkout returns 500s", "--sev", "2"]);
    take(&mut state, &said.split('\n').collect::<Vec<_>>());
    for cursor in [0, said.len() / 2, said.len()] {
        verb::complete(&said, cursor, &state);
    }
    if let Ok(RoomVerb::Write(write)) = verb::parse(&said) {
        decided(&state, &write);
    }
}

fn take(state: &mut State, words: &[&str]) {
    let Ok(Cli { verb: Some(Verb::Write(write)), .. }) = Cli::try_parse_from([&["ic"], words].concat()) else {
        return;
    };
    for (place, draft) in decided(state, &write).into_iter().enumerate() {
        let n = state.records() as u32;
        let line = serde_json::json!({
            "v": 1, "id": format!("00000000-0000-0000-0000-{:012x}", n as usize + place), "h": [n, 0], "at": now(),
            "by": "ana", "occurred": draft.occurred, "kind": draft.event,
        });
        let mut records = Vec::new();
        let line = line.to_string();
        Scan::start().read_on(&sealed(&line.as_bytes()[1..])[..], |record| records.push(record)).unwrap();
        assert_eq!(records.len(), 1, "{line}");
        state.apply(&records[0]);
    }
}

fn decided(state: &State, write: &Write) -> Vec<incident_commander::incident::Draft> {
    let (zone, playbook) = (Zone::utc(), Playbook::standard());
    let scene = Scene { now: now(), zone: &zone, playbook: &playbook };
    let Ok(said) = verb::command(write, &scene) else { return Vec::new() };
    let by = said.by.as_deref().unwrap_or("ana");
    decide(state, &said.command, Moment { wall: now(), now: now(), said: said.at, by }).unwrap_or_default()
}

/// A scenario file; also what it would be as a configuration.
pub fn scenario(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(scenario) = Scenario::parse(&text, "scenario") {
        let lines = text.lines().count();
        assert!(scenario.findings(&text).iter().all(|finding| finding.line.is_none_or(|line| line <= lines.max(1))));
    }
    let _ = Config::parse(&text, "config.toml");
}

/// Somebody's report: checked, and written in other forms.
pub fn lint(bytes: &[u8]) {
    let markdown = String::from_utf8_lossy(bytes);
    lint::text(&markdown, &Settings::default());
    text::render(&markdown, 72);
    let told = slack::render(&markdown);
    assert_eq!(*visible(&told), told);
}
