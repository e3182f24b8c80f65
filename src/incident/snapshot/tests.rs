use super::*;
use crate::incident::testing::{Stage, at};
use crate::incident::timeline::EntryKind;
use crate::incident::updates::Promise;
use crate::incident::{checklist, exercise, lifecycle, roles, timeline, updates};

fn typical() -> Stage {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), lifecycle::Command::Severity { level: 5, reason: None }).unwrap();
    stage.play_back(at(3, 14), at(3, 2), lifecycle::Command::Mark(Milestone::Started)).unwrap();
    stage.play(at(3, 15), roles::Command::Assign { role: "ops".into(), person: "cy".into() }).unwrap();
    stage.play(at(3, 16), checklist::Command::Skip { task: 2, why: "nobody".into() }).unwrap();
    let next = Promise::Cadence;
    stage.play(at(3, 17), updates::Command::Send { audience: Audience::Internal, text: "on it".into(), next }).unwrap();
    let log = timeline::Command::Log {
        kind: EntryKind::Note,
        text: "v41 is it".into(),
        key: true,
        detail: Default::default(),
    };
    stage.play(at(3, 18), log).unwrap();
    let number = timeline::EntryRef::Number(stage.last().number);
    stage
        .play(
            at(3, 19),
            timeline::Command::Edit { entry: number, text: Some("v42".into()), to: None, detail: Default::default() },
        )
        .unwrap();
    stage.play(at(3, 20), timeline::Command::Strike { entry: number, why: "neither".into() }).unwrap();
    stage.play(at(3, 32), lifecycle::Command::Status { status: Status::Resolved, note: None }).unwrap();
    stage
}

#[test]
fn it_says_what_the_state_says() {
    let stage = typical();
    let snapshot = Snapshot::from(&stage.state);
    assert_eq!(
        (snapshot.title.as_str(), snapshot.severity, snapshot.status),
        ("Checkout returns 500s", Some(5), Status::Resolved)
    );
    assert_eq!(snapshot.durations, Durations { to_resolve_s: Some(30 * 60), ..Durations::default() });
    let operations = &snapshot.roles[2];
    assert_eq!((operations.role.as_str(), operations.person.as_deref()), ("operations lead", Some("cy")));
    assert_eq!(snapshot.tasks[1].why.as_deref(), Some("nobody"));
    assert_eq!((snapshot.updates[0].text.as_str(), snapshot.updates[0].next), ("on it", Some(at(3, 47))));
    let line = &snapshot.timeline[snapshot.timeline.len() - 2];
    assert_eq!((line.text.as_str(), line.former.len(), line.struck.as_deref()), ("v42", 1, Some("neither")));
    assert_eq!(snapshot.records, stage.records.len());
    assert_eq!(snapshot.next_update, None);
}

#[test]
fn it_is_read_back_as_it_was_written() {
    let snapshot = Snapshot::from(&typical().state);
    let text = serde_json::to_string(&snapshot).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
    let empty = Snapshot::from(&State::default());
    assert_eq!((empty.format.as_str(), empty.timeline.len(), empty.head), (FORMAT, 0, None));
}

#[test]
fn the_schema_names_every_field() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let written = serde_json::to_value(Snapshot::from(&typical().state)).unwrap();
    for field in written.as_object().unwrap().keys() {
        assert!(schema["properties"].get(field).is_some(), "{field}");
    }
}

#[test]
fn an_overruled_milestone_is_kept_and_flagged() {
    let mut stage = Stage::declared();
    for minute in [5, 4] {
        stage.play_back(at(3, 20), at(3, minute), lifecycle::Command::Mark(Milestone::Started)).unwrap();
    }
    let lines = Snapshot::from(&stage.state).timeline;
    assert_eq!(lines.iter().map(|line| line.overruled).collect::<Vec<_>>(), [false, true, false]);
    assert!(serde_json::to_value(&lines[0]).unwrap().get("overruled").is_none());
}

#[test]
fn only_an_exercise_says_that_it_is_one() {
    let snapshot = serde_json::to_value(Snapshot::from(&typical().state)).unwrap();
    assert!(snapshot.get("exercise").is_none());
    let mut stage = Stage::rehearsed();
    let told = |stage: &Stage| serde_json::to_value(Snapshot::from(&stage.state)).unwrap()["exercise"].clone();
    let running = serde_json::json!({ "id": "EX-2026-11-21-slow", "title": "Slow", "phase": "running" });
    assert_eq!(told(&stage), running);
    for (command, phase) in [
        (exercise::Command::Pause, "paused"),
        (exercise::Command::Freeze, "frozen"),
        (exercise::Command::Resume, "running"),
        (exercise::Command::End, "over"),
    ] {
        stage.play(at(3, 20), command).unwrap();
        assert_eq!(told(&stage)["phase"], phase);
    }
    let snapshot = Snapshot::from(&stage.state);
    let text = serde_json::to_string(&snapshot).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
}
