use super::*;
use crate::incident::lifecycle;
use crate::incident::roles;
use crate::incident::testing::{Stage, at};
use crate::incident::timeline;
use crate::incident::updates::{self, Promise};
use chrono::TimeDelta;

fn missing(stage: &Stage, now: Time) -> Vec<Missing> {
    nudges(&stage.state, now).iter().map(|nudge| nudge.missing).collect()
}

fn before(time: Time) -> Time {
    time - TimeDelta::milliseconds(1)
}

#[test]
fn each_comes_when_the_playbook_says_and_not_a_moment_earlier() {
    let stage = Stage::declared();
    use Missing::{Commander, CustomerUpdate, Entry, InternalUpdate, Severity};
    for (boundary, then) in [
        (at(3, 14), vec![Commander]),
        (at(3, 17), vec![Commander, Severity]),
        (at(3, 17) + TimeDelta::seconds(1), vec![Commander, CustomerUpdate, Severity]),
        (at(3, 22), vec![Commander, CustomerUpdate, Severity, Entry]),
        (at(3, 42) + TimeDelta::seconds(1), vec![Commander, CustomerUpdate, InternalUpdate, Severity, Entry]),
    ] {
        assert_eq!(missing(&stage, boundary), then, "at {boundary}");
        assert_eq!(missing(&stage, before(boundary)).len(), then.len() - 1, "before {boundary}");
    }
}

#[test]
fn what_is_there_is_not_missed() {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), lifecycle::Command::Severity { level: 2, reason: None }).unwrap();
    stage.play(at(3, 13), roles::Command::Assign { role: "commander".into(), person: "ana".into() }).unwrap();
    for audience in Audience::ALL {
        let next = Promise::In(Span::minutes(60));
        stage.play(at(3, 14), updates::Command::Send { audience, text: "We know".into(), next }).unwrap();
    }
    let note = timeline::Command::Log {
        kind: timeline::EntryKind::Note,
        text: "looking".into(),
        key: false,
        detail: Default::default(),
    };
    stage.play_back(at(3, 30), at(3, 1), note).unwrap();
    assert_eq!(missing(&stage, before(at(3, 40))), []);
    assert_eq!(missing(&stage, at(3, 40)), [Missing::Entry], "counted from when it was written down");
    stage.play(at(3, 40), lifecycle::Command::Status { status: Status::Identified, note: None }).unwrap();
    assert_eq!(missing(&stage, at(4, 10)), [], "silence is only missed while investigating");
    let late = nudges(&stage.state, at(4, 20));
    assert_eq!(late[0].sentence(), "The update to customers is 6 min late: /update TEXT");
}

#[test]
fn a_command_that_was_given_up_counts_from_then() {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), roles::Command::Assign { role: "commander".into(), person: "ana".into() }).unwrap();
    stage.play(at(3, 30), roles::Command::Release { role: "commander".into() }).unwrap();
    assert!(!missing(&stage, before(at(3, 32))).contains(&Missing::Commander));
    let first = nudges(&stage.state, at(3, 33))[0];
    assert_eq!((first.missing, first.age), (Missing::Commander, Span::minutes(3)));
}

#[test]
fn nobody_is_nudged_before_the_declaration_or_after_the_end() {
    assert_eq!(missing(&Stage::empty(), at(5, 0)), []);
    for status in [Status::Resolved, Status::Closed] {
        let mut stage = Stage::declared();
        stage.play(at(3, 20), lifecycle::Command::Status { status, note: None }).unwrap();
        assert_eq!(missing(&stage, at(5, 0)), []);
    }
}

#[test]
fn a_clock_that_is_behind_is_no_reason() {
    assert_eq!(missing(&Stage::declared(), at(3, 0)), []);
}
