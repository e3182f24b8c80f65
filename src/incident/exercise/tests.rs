use super::{Command, Rating, Terms};
use crate::incident::record::Time;
use crate::incident::span::Span;
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::timeline::{self, EntryKind};
use crate::incident::{checklist, fold, lifecycle};

fn terms() -> Terms {
    Terms {
        id: "EX-2026-11-21-test".into(),
        title: "Slow, then gone".into(),
        scenario: "".into(),
        speed: 1,
        solo: false,
        timed: true,
        seed: None,
        zone: "Europe/Berlin".into(),
        begins: at(14, 25),
        duration: Span::minutes(45),
        checklist: vec![checklist::Planned { text: "Check the standby".into(), role: None }],
    }
}

/// An exercise that began when it was 03:00 in the world.
fn begun() -> Stage {
    let mut stage = Stage::empty();
    stage.play(at(3, 0), Command::Start(Box::new(terms()))).unwrap();
    stage
}

fn deliver(inject: &str) -> Command {
    Command::Deliver { inject: inject.into(), kind: EntryKind::Alert, text: format!("{inject}: slow") }
}

fn now(stage: &Stage, wall: Time) -> Time {
    stage.state.now(wall)
}

#[test]
fn an_exercise_has_its_own_time_zone_title_and_id_before_anything_is_declared() {
    let stage = begun();
    assert!(stage.state.is_exercise());
    assert_eq!(now(&stage, at(3, 5)), at(14, 30));
    assert_eq!(stage.state.title(), "Slow, then gone");
    assert_eq!(stage.state.id(), "EX-2026-11-21-test");
    assert_eq!(stage.state.lifecycle.zone().name(), "Europe/Berlin");
    assert_eq!(fold(stage.records.clone()), stage.state);
}

#[test]
fn what_is_declared_in_it_stays_in_it_and_brings_its_checklist() {
    let mut stage = begun();
    let refusal = stage.refused(at(14, 26), timeline_note());
    assert!(refusal.contains("`ic -i EX-2026-11-21-test declare TITLE`"), "{refusal}");
    stage.play(at(14, 27), declaration("Checkout hangs")).unwrap();
    assert_eq!(stage.state.title(), "Checkout hangs");
    assert_eq!(stage.state.id(), "EX-2026-11-21-test");
    assert_eq!(stage.state.lifecycle.declared().unwrap().id, "EX-2026-11-21-test", "also in the journal");
    assert_eq!(stage.state.checklist.tasks()[0].text, "Check the standby");
    stage.play(at(14, 28), timeline_note()).unwrap();
}

fn timeline_note() -> timeline::Command {
    timeline::Command::Log { kind: EntryKind::Note, text: "x".into(), key: false, detail: Default::default() }
}

#[test]
fn an_incident_never_becomes_an_exercise_and_the_other_way_round() {
    let mut stage = Stage::declared();
    assert!(stage.refused(at(3, 13), Command::Start(Box::new(terms()))).contains("cannot become an exercise"));
    assert!(stage.refused(at(3, 13), Command::Pause).contains("real incident"));
    assert!(begun().refused(at(3, 1), Command::Start(Box::new(terms()))).contains("cannot become"));
}

#[test]
fn the_clock_stands_while_it_is_paused_and_nothing_is_delivered_then() {
    let mut stage = begun();
    // The stage gives commands at exercise time; the real time of this one is the same here.
    stage.play(at(14, 30), Command::Pause).unwrap();
    let paused = now(&stage, at(14, 30));
    assert_eq!(now(&stage, at(23, 0)), paused);
    assert!(stage.refused(paused, Command::Pause).contains("paused already"));
    assert!(stage.refused(paused, deliver("I1")).contains("let it go on first"));
    assert!(stage.refused(paused, Command::Advance { by: Span::minutes(1) }).contains("let it go on first"));
    stage.play(paused, Command::Resume).unwrap();
    assert!(stage.refused(paused, Command::Resume).contains("not paused"));
    stage.play(paused, deliver("I1")).unwrap();
}

#[test]
fn an_inject_comes_once_and_is_answered_once() {
    let mut stage = begun();
    let choose = || Command::Choose { inject: "I1".into(), option: "a".into(), label: "Fail over".into() };
    assert!(stage.refused(at(14, 26), choose()).contains("I1 has not come yet"));
    stage.play(at(14, 26), deliver("I1")).unwrap();
    assert!(stage.refused(at(14, 26), deliver("I1")).contains("has come already"));
    stage.play(at(14, 27), choose()).unwrap();
    assert!(stage.refused(at(14, 28), choose()).contains("answered already"));
    let acknowledge = Command::Acknowledge { inject: "I1".into() };
    assert!(stage.refused(at(14, 28), acknowledge).contains("acknowledged already"), "a choice acknowledges");
    let hint = || Command::Hint { inject: "I1".into(), text: "look".into() };
    stage.play(at(14, 29), hint()).unwrap();
    assert!(stage.refused(at(14, 30), hint()).contains("given already"));
    let exercise = stage.state.exercise.as_ref().unwrap();
    let arrival = exercise.arrival("I1").unwrap();
    assert_eq!((arrival.at, arrival.acknowledged), (at(14, 26), Some(at(14, 27))));
    assert_eq!(arrival.chosen, Some(("a".into(), at(14, 27))));
    assert!(stage.lines().contains(&"14:26 alert I1: slow".to_owned()), "{:?}", stage.lines());
}

#[test]
fn two_copies_that_both_delivered_an_inject_show_it_once() {
    let mut stage = begun();
    let mut other = stage.copied(1);
    stage.play(at(14, 26), deliver("I1")).unwrap();
    other.play(at(14, 27), deliver("I1")).unwrap();
    stage.meet(&other);
    let arrivals = stage.state.exercise.as_ref().unwrap().arrivals();
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].at, at(14, 26));
}

#[test]
fn endex_ends_the_play_and_opens_the_hot_wash() {
    let mut stage = begun();
    stage.play(at(14, 26), deliver("I1")).unwrap();
    let assess = || Command::Assess { objective: "command".into(), rating: Rating::S };
    assert!(stage.refused(at(14, 30), assess()).contains("after ENDEX"));
    stage.play(at(14, 40), Command::End).unwrap();
    for command in [Command::Pause, Command::End, deliver("I2"), Command::Acknowledge { inject: "I1".into() }] {
        assert!(stage.refused(at(14, 40), command).contains("ENDEX"));
    }
    stage.play(at(14, 40), assess()).unwrap();
    stage.play(at(14, 40), Command::Answer { question: 1, text: "The pager".into() }).unwrap();
    stage.play(at(14, 40), Command::Observe("calm".into())).unwrap();
    let judge = Command::Judge { inject: "I1".into(), expectation: 1, rating: Rating::M, note: Some(" late ".into()) };
    stage.play(at(14, 40), judge).unwrap();
    let exercise = stage.state.exercise.as_ref().unwrap();
    assert_eq!(exercise.assessment("command"), Some(Rating::S));
    assert_eq!(exercise.answer(1), Some("The pager"));
    assert_eq!(exercise.judgement("I1", 1), Some(&(Rating::M, Some("late".into()))));
    assert_eq!(exercise.observations.len(), 1);
    let last = exercise.records().last().unwrap();
    assert!(matches!(&last.kind, crate::incident::Kind::Known(event) if format!("{event:?}").contains("Ended")));
}

#[test]
fn skipping_brings_endex_forward_and_a_pause_does_not() {
    let mut stage = begun();
    assert_eq!(stage.state.exercise.as_ref().unwrap().endex(), at(15, 10));
    stage.play(at(14, 30), Command::Advance { by: Span::minutes(10) }).unwrap();
    assert_eq!(stage.state.exercise.as_ref().unwrap().endex(), at(15, 0));
    stage.play(at(14, 30), Command::Pause).unwrap();
    assert_eq!(stage.state.exercise.as_ref().unwrap().endex(), at(15, 0));
}

#[test]
fn an_improvement_names_a_follow_up_that_there_is() {
    use crate::incident::followups;
    let mut stage = begun();
    stage.play(at(14, 26), declaration("Checkout hangs")).unwrap();
    stage.play(at(14, 40), Command::End).unwrap();
    let improve = |followup| Command::Improve { finding: "I1.1".into(), followup };
    assert!(stage.refused(at(14, 40), improve(uuid::Uuid::nil())).contains("no such follow-up"));
    let plan = followups::Plan { text: "Write a runbook".into(), ..Default::default() };
    stage.play(at(14, 40), followups::Command::Add { plan, cause: None }).unwrap();
    let followup = stage.state.followups.all()[0].id;
    stage.play(at(14, 40), improve(followup)).unwrap();
    assert_eq!(stage.state.exercise.as_ref().unwrap().improvements, [("I1.1".to_owned(), followup)]);
}

#[test]
fn resolving_does_not_end_an_exercise() {
    let mut stage = begun();
    stage.play(at(14, 26), declaration("Checkout hangs")).unwrap();
    let resolved = lifecycle::Command::Status { status: lifecycle::Status::Resolved, note: None };
    stage.play(at(14, 30), resolved).unwrap();
    assert!(!stage.state.exercise.as_ref().unwrap().is_over());
    stage.play(at(14, 31), deliver("I2")).unwrap();
}
