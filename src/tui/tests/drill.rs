//! The room of an exercise: its clock, its injects, and what can be done with them.

use std::collections::HashSet;

use super::Seat;
use crate::drill::start::Options;
use crate::incident::exercise::{Event, Rating};
use crate::incident::{Event as Any, Kind};
use crate::tui::action::{Action, Context, TABLE};
use crate::tui::keymap::Chord;
use crate::tui::layer::Layer;
use crate::tui::model::Focus;

/// A small scenario with one of everything.
pub const SCENARIO: &str = r#"
schema = "ic-drill/1"
[exercise]
id = "slow"
title = "Slow, then gone"
status = "ready"
duration = "20m"
scenario_start = "09:00"
situation = "A shop on three nodes, with a standby in another hall."
ground_truth = "The noon deploy leaks memory. The standby has been nine hours behind since somebody paused its replication."
roles = ["commander", "comms"]
targets = { declare = "3m", commander = "3m", update_first = "5m", update_every = "10m" }
objectives = [{ id = "command", text = "Always one commander" }]
checklist = [{ id = "standby", text = "Check how old the standby is", role = "commander", required = true }]
hotwash = ["What went well?"]

[[inject]]
id = "I1"
at = "0m"
method = "alert"
synopsis = "Latency alert"
text = "p95 4.2 s (usual 0.3 s)"
expect = [
    { action = "declare", objective = "command" },
    { action = "assign:commander", within = "8m", objective = "command" },
]

[[inject]]
id = "I2"
at = "2m"
method = "customer"
to = "comms"
synopsis = "First report"
text = "The checkout hangs, and I have paid twice. Your page says that all is well. Who do I talk to about my money?"
hint = { after = "1m", text = "Who tells the customers?" }
expect = [{ action = "update:customer", within = "3m" }]

[[inject]]
id = "I3"
type = "contingency"
when = ["missed I2"]
method = "exec"
synopsis = "Silence"
text = "I read of it elsewhere."
expect = [{ action = "update:customer", within = "4m" }]

[[inject]]
id = "I4"
at = "4m"
method = "chat"
from = "the database team"
synopsis = "Decision"
text = "The heap climbs since the noon deploy. Fail over?"
options = [
    { id = "failover", label = "Fail over to the standby", risky = true, needs = ["standby"] },
    { id = "rollback", label = "Roll the deploy back" },
]
expect = [
    { action = "choose", within = "6m", objective = "command" },
    { action = "manual", manual = "Did somebody say the decision aloud?", objective = "command" },
]

[[inject]]
id = "I5"
when = ["chose I4.rollback"]
delay = "2m"
type = "information"
method = "dashboard"
synopsis = "Partial rollback"
text = "node-3 did not roll back: disk full"

[[inject]]
id = "I6"
at = "6m"
type = "facilitation"
method = "phone"
synopsis = "For the controller"
text = "Ask who has read the runbook."
"#;

/// The names of what happened to the exercise, in order.
pub fn events(seat: &Seat) -> Vec<String> {
    let records = seat.room().state.exercise.as_ref().unwrap().records();
    let name = |event: &Event| format!("{event:?}").split([' ', '{', '(']).next().unwrap().to_owned();
    let names = records.iter().filter_map(|record| match &record.kind {
        Kind::Known(Any::Exercise(event)) => Some(name(event)),
        _ => None,
    });
    names.collect()
}

fn played(minutes: u32) -> Seat {
    let mut seat = Seat::exercise(120, 40, false);
    seat.press("/declare Checkout is slow<enter>").pass(minutes * 60);
    seat
}

#[test]
fn nothing_can_be_logged_before_the_declaration_and_the_text_is_kept() {
    let mut seat = Seat::exercise(80, 24, false);
    seat.press("the site is slow<enter>");
    assert_eq!(seat.room().compose.text(), "the site is slow");
    assert_eq!(seat.toast(), "Nothing is declared yet: /declare TITLE, or Esc d");
    seat.press("<ctrl-u>/sev 2<enter>");
    assert_eq!(seat.room().compose.text(), "/sev 2");
    seat.press("<ctrl-u><esc>u");
    assert!(seat.toast().contains("Nothing is declared yet"), "{}", seat.toast());
    assert!(seat.model.layers.is_empty());
}

#[test]
fn a_declaration_is_of_the_exercise_and_brings_its_playbook_and_checklist() {
    for keys in ["/declare Checkout is slow --sev 2<enter>", "<esc>dCheckout is slow<tab><right><right><enter>"] {
        let mut seat = Seat::exercise(80, 24, false);
        seat.press(keys);
        let state = &seat.room().state;
        assert_eq!((state.title(), state.lifecycle.severity.get()), ("Checkout is slow", Some(&2)), "{keys}");
        assert!(state.id().starts_with("EX-"), "{}", state.id());
        assert_eq!(state.lifecycle.zone().name(), "Europe/Berlin");
        assert_eq!(state.lifecycle.playbook().updates.customers_every.compact(), "10m");
        assert!(state.checklist.tasks().iter().any(|task| task.text == "Check how old the standby is"));
        assert!(seat.model.layers.is_empty());
        seat.perform(Action::Declare);
        assert_eq!(seat.toast(), "declared already");
    }
    let mut seat = played(0);
    seat.press("/declare Another<enter>");
    assert!(seat.toast().contains("this room is for one incident"), "{}", seat.toast());
    let mut seat = Seat::exercise(80, 24, false);
    seat.press("/declare Slow --zone UTC<enter>");
    assert!(seat.toast().contains("its own zone"), "{}", seat.toast());
}

#[test]
fn the_room_has_the_time_of_the_exercise_and_messages_go_while_it_stands() {
    let mut seat = Seat::exercise(120, 40, false);
    seat.press("/declare Checkout is slow<enter>").pass(60);
    assert!(seat.screen().contains("09:01"), "{}", seat.screen());
    seat.press("-1m it began<enter>");
    let zone = seat.room().state.lifecycle.zone().clone();
    assert_eq!(zone.clock(seat.newest().occurred), "09:00");
    seat.press("<esc>p");
    let before = seat.model.now;
    seat.press("b");
    assert!(seat.toast().contains("bell"));
    seat.pass(30);
    assert_eq!(seat.model.now, before, "the clock stands");
    assert_eq!(seat.toast(), "", "the message has gone");
    assert!(seat.screen().contains("PAUSED"));
    seat.press("p");
    assert_eq!(seat.toast(), "the exercise is paused already");
    seat.press("r").pass(5);
    assert_eq!((seat.model.now - before).num_seconds(), 5);
    let resumed = events(&seat).iter().filter(|name| *name == "Resumed").count();
    assert_eq!(resumed, 1, "a pause that was seen takes nothing back: {:?}", events(&seat));
}

#[test]
fn an_inject_rings_and_is_announced_until_it_is_looked_at() {
    let mut seat = Seat::exercise(40, 12, false);
    assert!(seat.screen().contains("▼  I1 alert: p95"), "{}", seat.screen());
    seat.model.bell = true;
    seat.press("<esc>i");
    assert!(!seat.screen().contains("▼  I1 alert: p95"), "{}", seat.screen());
    seat.pass(119);
    assert_eq!(seat.rung, 1);
    assert!(seat.screen().contains("▼  I2 customer → comms: The"), "{}", seat.screen());
    assert!(!seat.press("<esc>i").screen().contains("▼"));
}

#[test]
fn players_see_that_an_answer_is_awaited_but_not_which_nor_until_when() {
    let mut seat = played(3);
    seat.press("<esc>");
    let screen = seat.screen();
    assert!(screen.contains("Injects  2 waiting"), "{screen}");
    assert!(screen.contains("◌ waiting 1:01"), "{screen}");
    for secret in ["tell customers", "within", "due in", "Who tells", "Silence", "leaks", "nine hours"] {
        assert!(!screen.contains(secret), "{secret}: {screen}");
    }
    seat.pass(125);
    assert!(seat.screen().contains("! late 3:06"), "{}", seat.screen());
    assert!(seat.screen().contains("I read of it elsewhere."), "the contingency came: {}", seat.screen());
    seat.press("i/update We look into it<enter><esc>");
    assert!(seat.screen().contains("✓ answered, late"), "{}", seat.screen());
    seat.pass(120);
    assert!(!seat.screen().contains("runbook"), "that one is for the controller: {}", seat.screen());
}

#[test]
fn an_option_is_chosen_from_a_list_and_another_inject_is_acknowledged() {
    let mut seat = played(4);
    seat.press("<esc>");
    assert!(seat.screen().contains("a) Fail over to the standby  b) Roll the deploy back"), "{}", seat.screen());
    seat.press("<enter>").press("<down><enter>");
    assert!(seat.model.layers.is_empty());
    assert!(seat.screen().contains("✓ b) Roll the deploy back"), "{}", seat.screen());
    seat.press("<up><up><up><enter>");
    let arrival = seat.room().state.exercise.as_ref().unwrap().arrival("I1").unwrap().clone();
    assert!(arrival.acknowledged.is_some());
    seat.press("<enter>");
    assert!(matches!(seat.model.layers.last(), Some(Layer::Page(_))), "what was seen is only shown again");
}

#[test]
fn a_controller_s_keys_work_in_the_players_room() {
    let mut seat = played(0);
    seat.press("<esc>h");
    assert_eq!(seat.toast(), "there is no hint for I1");
    seat.press("m");
    assert!(seat.toast().contains("for a person to judge"), "{}", seat.toast());
    seat.press("n").pass(1);
    assert_eq!(seat.room().drill.as_ref().unwrap().shown(&seat.room().state).len(), 2, "I2 was brought forward");
    seat.press("h");
    assert!(seat.toast().contains("can be had in"), "{}", seat.toast());
    seat.pass(60);
    seat.press("h");
    assert!(seat.screen().contains("hint: Who tells the customers?"), "{}", seat.screen());
    seat.press("h");
    assert!(seat.toast().contains("given already"), "{}", seat.toast());
    seat.press("f");
    assert!(seat.screen().contains("I5") && !seat.screen().contains("Partial rollback"), "players: only names");
    seat.press("I4<enter>m");
    assert!(seat.screen().contains("Did somebody say the decision aloud?"), "{}", seat.screen());
    seat.press("<down><enter>it was said<enter>");
    let exercise = seat.room().state.exercise.as_ref().unwrap();
    assert_eq!(exercise.judgement("I4", 2), Some(&(Rating::S, Some("it was said".to_owned()))));
    seat.press("othey were calm<enter>");
    assert_eq!(seat.room().state.exercise.as_ref().unwrap().observations[0].text, "they were calm");
    seat.press("E<enter>");
    assert!(!seat.room().state.exercise.as_ref().unwrap().is_over(), "go on");
    seat.press("E<down><enter>");
    assert!(seat.room().state.exercise.as_ref().unwrap().is_over());
    assert_eq!(seat.toast(), "ENDEX. H opens the hot wash");
    assert_eq!(seat.press("p").toast(), "the exercise is over (ENDEX)");
    assert_eq!(seat.press("f").toast(), "the exercise is over (ENDEX)");
}

#[test]
fn endex_comes_by_itself_once_and_what_follows_is_written() {
    let mut seat = played(20);
    assert_eq!(events(&seat).last().unwrap(), "Ended");
    assert_eq!(events(&seat).iter().filter(|name| *name == "Ended").count(), 1);
    assert!(seat.screen().contains("ENDEX"));
    let folder = seat.rest().room().folder.clone();
    assert!(folder.join("incident.json").exists() && folder.join("after-action.md").exists());
}

#[test]
fn a_disk_that_fails_is_told_once() {
    let mut seat = played(0);
    std::fs::remove_dir_all(&seat.room().folder).unwrap();
    seat.pass(1);
    assert!(!seat.toast().is_empty());
    seat.pass(20);
    assert_eq!(seat.toast(), "", "not every second anew");
}

#[test]
fn a_scenario_of_a_later_version_leaves_a_room_without_injects() {
    let mut seat = Seat::exercise(80, 24, false);
    let mut state = (*seat.room().state).clone();
    state.exercise.as_mut().unwrap().terms.scenario = "schema = \"ic-drill/9\"".into();
    let state = std::sync::Arc::new(state);
    let folder = seat.room().folder.clone();
    let opened = crate::tui::worker::Reply::Opened { folder, state, damaged: Vec::new(), draft: String::new() };
    seat.take(crate::tui::update::Message::Worker(opened));
    assert!(seat.toast().contains("the injects cannot be shown"), "{}", seat.toast());
    seat.press("/declare Slow<enter>and on<enter>");
    assert_eq!(seat.story().last().unwrap(), "and on");
    assert!(seat.screen().contains("EXERCISE"));
    seat.press("<esc>").pass(5);
    assert_eq!(seat.room().focus, Focus::Timeline);
    seat.other().log("from elsewhere");
    assert!(seat.pass(1).story().iter().any(|line| line == "from elsewhere"));
}

#[test]
fn in_a_real_incident_nothing_of_it_is_to_be_seen() {
    let mut seat = Seat::sample(120, 40);
    seat.press("<esc>");
    assert!(!seat.screen().contains("EXERCISE") && !seat.screen().contains("EX "), "{}", seat.screen());
    for action in [Action::Pause, Action::RealWorld, Action::Answer, Action::Observe] {
        seat.perform(action);
        assert_eq!(seat.toast(), "this is no exercise");
    }
    seat.press("<ctrl-p>");
    let Some(Layer::List(list)) = seat.model.layers.last() else { panic!("no palette") };
    assert!(list.items.iter().all(|item| !item.label.contains("exercise")), "{:?}", list.items);
}

/// Keys that lead from an exercise to each of its contexts.
const WAYS: [(Context, bool, &str); 7] = [
    (Context::Injects, false, "<esc>"),
    (Context::Timeline, false, "<esc><tab>"),
    (Context::Compose, false, ""),
    (Context::Form, false, "<alt-w>"),
    (Context::Injects, true, ""),
    (Context::Panes, true, "<tab>"),
    (Context::Observing, true, "i"),
];

#[test]
fn every_key_in_every_context_of_an_exercise_is_safe_and_says_exercise() {
    let chords: HashSet<Chord> = TABLE.iter().flat_map(|row| row.keys).map(|(_, key)| key.parse().unwrap()).collect();
    for (context, control, way) in WAYS {
        for declared in [false, true] {
            let fresh = || {
                let mut seat = Seat::exercise(80, 24, false);
                if declared {
                    seat.press("/declare Slow<enter>").pass(5 * 60);
                }
                if control {
                    seat.model.control = true;
                    let id = seat.room().state.id().to_owned();
                    seat.work(crate::tui::worker::Job::Open { id, by: "ana".into() });
                }
                seat.press(way);
                seat
            };
            let mut seat = fresh();
            assert!(seat.model.contexts().contains(&context), "{way} does not lead to {context:?}");
            for chord in &chords {
                seat.chord(*chord);
                let screen = seat.screen();
                if seat.model.is_exercise() {
                    assert!(screen.starts_with(" EXERCISE "), "{chord} in {context:?}: {screen}");
                }
                if seat.model.room().is_none() {
                    seat = fresh();
                    continue;
                }
                seat.model.layers.clear();
                seat.model.room_mut().unwrap().compose.take();
                seat.model.room_mut().unwrap().completions.clear();
                seat.model.room_mut().unwrap().focus = if control { Focus::Injects } else { Focus::Compose };
                seat.press(way);
            }
        }
    }
}

#[test]
fn every_action_of_an_exercise_acts_or_says_why_not() {
    for row in TABLE.iter().filter(|row| crate::tui::drill::is_for_exercises(row.action)) {
        let mut seat = played(4);
        seat.press("<esc>");
        let before = seat.screen();
        seat.perform(row.action);
        seat.hear();
        assert!(before != seat.screen(), "{} does nothing", row.name);
    }
}

#[test]
fn exercise_time_can_run_faster() {
    let options = Options { speed: 5, ..Options::default() };
    let mut seat = Seat::exercise_of(SCENARIO, options, 120, 40, false);
    seat.pass(60);
    assert!(seat.screen().contains("E+05:05") && seat.screen().contains("×5"), "{}", seat.screen());
}
