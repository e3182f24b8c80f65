//! The rules of a draft, each shown on an incident.

use chrono::TimeDelta;

use super::*;
use crate::drill::scenario::Method;
use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;
use crate::incident::checklist::Command as Task;
use crate::incident::followups::{Command as Followup, Plan};
use crate::incident::lifecycle::{Command as Life, Declaration, Status as Stand};
use crate::incident::review::{Cause, CauseKind, Command as Review, Item, Section};
use crate::incident::roles::Command as Role;
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::timeline::{Command as Line, Detail, EntryRef};
use crate::incident::updates::{Audience, Command as Update, Promise};
use crate::incident::zone::Zone;

mod masks;
mod random;

pub(super) fn log(kind: EntryKind, text: &str) -> Line {
    Line::Log { kind, text: text.into(), key: false, detail: Detail::default() }
}

fn by(kind: EntryKind, text: &str, actor: &str) -> Line {
    let detail = Detail { actor: Some(actor.into()), ..Detail::default() };
    Line::Log { kind, text: text.into(), key: false, detail }
}

fn tell(audience: Audience) -> Update {
    Update::Send { audience, text: "we are on it".into(), next: Promise::None }
}

fn severity(level: u8) -> Life {
    Life::Severity { level, reason: None }
}

fn assign(role: &str, person: &str) -> Role {
    Role::Assign { role: role.into(), person: person.into() }
}

/// An incident in which something happened that each rule is about.
fn outage() -> Stage {
    let mut stage = Stage::empty();
    let second = |hour, minute, second| at(hour, minute) + TimeDelta::seconds(second);
    let Life::Declare(declared) = declaration("Checkout slow on db-3.shop.example") else { unreachable!() };
    let declared = Declaration { zone: Zone::named("Europe/Berlin").unwrap(), ..declared };
    let mut play = |now, command: crate::incident::Command| drop(stage.play(now, command).unwrap());
    play(at(3, 12), Life::Declare(declared).into());
    play(at(3, 13), by(EntryKind::Alert, "p95 4.2s on v41, seen by db-3 (10.1.2.3)", "Zoe Quist").into());
    play(
        at(3, 13),
        Line::Edit { entry: EntryRef::Number(2), text: None, to: Some(at(3, 5)), detail: Default::default() }.into(),
    );
    play(at(3, 14), assign("commander", "Zoe Quist").into());
    play(at(3, 15), severity(3).into());
    play(second(3, 16, 20), tell(Audience::Customers).into());
    play(at(3, 17), severity(1).into());
    play(at(3, 18), log(EntryKind::Finding, "replica lag is 9h, says Zoe; ask ops@shop.example or @kim").into());
    play(at(3, 19), log(EntryKind::Alert, "a false alarm").into());
    play(at(3, 19), Line::Strike { entry: EntryRef::Number(10), why: "false".into() }.into());
    play(at(3, 19), Task::Add { text: "page the DBA".into(), owner: None, due: None }.into());
    play(at(3, 20), Task::Add { text: "call the bank".into(), owner: None, due: None }.into());
    play(at(3, 21), Task::Done(1).into());
    play(at(3, 22), log(EntryKind::Decision, "no failover").into());
    play(at(3, 23), assign("commander", "Bo").into());
    play(at(3, 24), log(EntryKind::Action, "Bo restarted db-3").into());
    play(at(3, 25), log(EntryKind::Command, "psql -h 10.1.2.3\nERROR 57P01").into());
    play(at(4, 25), log(EntryKind::Finding, "lag is 0 again").into());
    play(at(4, 45), severity(3).into());
    play(at(4, 50), Life::Status { status: Stand::Resolved, note: None }.into());
    stage
}

fn reviewed() -> Stage {
    let mut stage = outage();
    let cause = |kind, title: &str| Review::Add(Item::Cause(Cause { kind, title: title.into(), text: None }));
    let mut play = |command: crate::incident::Command| drop(stage.play(at(9, 0), command).unwrap());
    play(cause(CauseKind::Root, "The replica of db-3 kept its slot").into());
    play(cause(CauseKind::Trigger, "Bo's deploy of v41").into());
    play(Review::Write { section: Section::Resolution, text: "The slot was dropped.".into() }.into());
    play(Review::impact("Orders took four seconds.".into()).into());
    play(Review::summary("A replica fell behind.".into()).into());
    let plan = |text: &str| Plan { text: text.into(), ..Plan::default() };
    play(Followup::Add { plan: plan("Alert on slots"), cause: None }.into());
    play(Followup::Add { plan: plan("Buy luck"), cause: None }.into());
    play(Followup::Drop { followup: 2, why: "no".into() }.into());
    stage
}

fn drafted(stage: &Stage) -> (Draft, String) {
    let draft = draft(&stage.state, at(10, 0)).unwrap();
    let text = text(&draft);
    (draft, text)
}

fn actions(inject: &Inject) -> Vec<String> {
    let within = |one: &Expectation| one.within.map(Span::compact).unwrap_or_default();
    inject.expectations.iter().map(|one| format!("{} {}", one.action, within(one))).collect()
}

#[test]
fn what_was_seen_becomes_injects_in_order() {
    let (draft, text) = drafted(&outage());
    let injects = &draft.scenario.injects;
    let told: Vec<_> =
        injects.iter().map(|inject| (&*inject.id, inject.at.unwrap().compact(), inject.method)).collect();
    let wanted = [("I1", "0m", Method::Alert), ("I2", "10m", Method::Chat), ("I3", "20m", Method::Chat)];
    assert_eq!(told, wanted.map(|(id, at, method)| (id, at.to_owned(), method)));
    assert_eq!(injects[0].from.as_deref(), Some("incident commander"));
    assert_eq!(injects[1].from, None, "nobody was named");
    assert!(!text.contains("false alarm"), "struck");
    assert_eq!(draft.scenario.exercise.duration, Span::minutes(30));
    assert_eq!(draft.scenario.exercise.scenario_start.unwrap().to_string(), "04:05", "in the incident's zone");
    assert!(text.contains("# Entry #2, at 04:05 CET."), "{text}");
    let waits = "Waits were shortened to 10 min: before I2 (13 min), before I3 (1 h 7 min).";
    assert!(draft.changed.iter().any(|changed| changed == waits), "{:?}", draft.changed);
    assert!(text.contains("# Came 1 h 7 min after the one before."), "{text}");
}

#[test]
fn a_detection_is_when_the_first_thing_was_seen() {
    let mut stage = outage();
    stage.play_back(at(5, 0), at(3, 2), Life::Mark(Milestone::Detected)).unwrap();
    let (draft, text) = drafted(&stage);
    assert_eq!(draft.scenario.exercise.scenario_start.unwrap().to_string(), "04:02");
    assert!(text.contains("{ action = \"declare\", within = \"10m\" }, # took 10 min"), "{text}");
}

#[test]
fn what_was_done_is_awaited_after_the_inject_before_it() {
    let (draft, text) = drafted(&outage());
    let injects = &draft.scenario.injects;
    let first = ["declare 7m", "assign:incident commander 9m", "severity 10m", "update:customer 12m", "escalate 12m"];
    assert_eq!(actions(&injects[0]), first);
    assert_eq!(actions(&injects[1]), ["task 2m", "check:c1 3m", "decision 4m", "handoff:incident commander 5m"]);
    assert_eq!(actions(&injects[2]), ["severity 10m", "resolve 10m"]);
    assert!(injects[2].expectations[0].fresh && !injects[0].expectations[2].fresh);
    assert_eq!(draft.scenario.exercise.checklist.len(), 1);
    assert!(text.contains("within = \"12m\" }, # took 11 min 20 s\n"), "{text}");
    assert!(
        text.contains("{ action = \"task\", within = \"2m\" }, # took 1 min; 1 more time before the next inject"),
        "{text}"
    );
    assert!(text.contains("# took 20 min, the exercise ends before that"), "{text}");
    assert!(draft.changed[0].ends_with("have until its end: I3 (severity), I3 (resolve)."), "{:?}", draft.changed);
    assert!(draft.to_do.iter().any(|to_do| to_do.contains("late answers")));
}

#[test]
fn what_was_done_before_anything_was_seen_belongs_to_the_first_inject() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), log(EntryKind::Alert, "disk full")).unwrap();
    let (draft, text) = drafted(&stage);
    assert_eq!(actions(&draft.scenario.injects[0]), ["declare 2m"]);
    assert!(text.contains("# was done 8 min before this was seen"), "{text}");
    assert!(text.contains("# Really: declared 8 min before the first sign"), "{text}");
}

#[test]
fn an_inject_after_which_nothing_was_done_wants_no_answer() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 20), at(3, 0), log(EntryKind::Alert, "disk full")).unwrap();
    stage.play(at(3, 21), log(EntryKind::Finding, "disk is fuller")).unwrap();
    let (draft, text) = drafted(&stage);
    assert_eq!(draft.scenario.injects[0].kind, InjectKind::Inject);
    assert_eq!(draft.scenario.injects[1].kind, InjectKind::Information);
    assert!(text.contains("type = \"information\""));
}

#[test]
fn causes_and_course_are_the_ground_truth() {
    let (draft, text) = drafted(&reviewed());
    let truth = &draft.scenario.exercise.ground_truth;
    let wanted = "Root cause: The replica of host-1 kept its slot\n\nTrigger: incident commander 2's deploy of v41\n\n\
        What ended it: The slot was dropped.\n\nWhat they did then:\n- after 17 min: no failover\n\
        - after 19 min: incident commander 2 restarted host-1\n- after 20 min: psql -h 192.0.2.1";
    assert_eq!(truth, wanted);
    assert!(!text.contains("57P01"), "what a command printed");
    assert_eq!(draft.scenario.exercise.situation, "", "at STARTEX nobody knows it");
    let reference = "# Impact, for reference: Orders took four seconds.\n\
        # Summary, for reference (spoiler? shares: replica): A replica fell behind.\nsituation = \"\"\n";
    assert!(text.contains(reference), "{text}");
    let objectives = &draft.scenario.exercise.objectives;
    assert_eq!(objectives.iter().map(|one| (&*one.id, &*one.text)).collect::<Vec<_>>(), [("o1", "Alert on slots")]);
    assert!(text.contains("{ id = \"o1\", text = \"Alert on slots\" }, # spoiler? shares: slots"), "{text}");
    assert!(text.contains("# spoiler? shares: replica\n[[inject]]\nid = \"I2\""), "{text}");
    assert!(draft.to_do.iter().any(|to_do| to_do.starts_with("Reword") && to_do.contains("I2")), "{:?}", draft.to_do);
}

#[test]
fn what_nobody_wrote_down_is_left_to_a_person() {
    let (draft, text) = drafted(&outage());
    assert!(draft.scenario.exercise.ground_truth.starts_with("The incident names no cause."));
    assert!(draft.scenario.exercise.objectives.is_empty() && draft.scenario.exercise.situation.is_empty());
    for to_do in [
        "Write into ground_truth",
        "Write objectives",
        "Write the situation: what the players know before anything happens.",
    ] {
        assert!(text.contains(&format!("# - {to_do}")), "{text}");
    }
    assert!(text.contains("# - Then write status = \"ready\"."));
    assert!(text.contains("\nstatus = \"draft\"\n"));
}

#[test]
fn names_hosts_and_addresses_are_masked() {
    let (draft, text) = drafted(&reviewed());
    let exercise = &draft.scenario.exercise;
    assert_eq!((&*exercise.title, &*exercise.id), ("Checkout slow on host-1", "checkout-slow-on-host-1"));
    assert_eq!(exercise.source.as_ref().unwrap().reference, "2026-11-21-checkout-slow-on-host-1");
    assert_eq!(draft.scenario.injects[0].text, "p95 4.2s on v41, seen by host-1 (192.0.2.1)");
    let second = "replica lag is 9h, says incident commander; ask name-1@example.org or a colleague";
    assert_eq!(draft.scenario.injects[1].text, second);
    assert!(text.contains("# - Masked: 1 host or ticket, 1 IP address, 1 e-mail address."), "{text}");
}

#[test]
fn targets_are_those_of_the_playbook() {
    let (draft, text) = drafted(&outage());
    let targets = draft.scenario.exercise.targets;
    assert_eq!((targets.declare, targets.roles, targets.handoff), (None, None, None));
    assert_eq!(targets.commander, Some(Span::minutes(2)));
    assert_eq!((targets.update_first, targets.update_every), (Some(Span::minutes(5)), Some(Span::minutes(20))));
    assert!(text.contains("# Really: customers told 4 min 20 s after the declaration\n"), "{text}");
    let mut mild = outage();
    mild.play(at(5, 0), severity(5)).unwrap();
    assert_eq!(drafted(&mild).0.scenario.exercise.targets.update_first, None, "customers need not be told");
}

#[test]
fn a_long_incident_is_drawn_together() {
    let mut stage = Stage::declared();
    for half_hour in 0..9 {
        let now = at(4 + half_hour / 2, half_hour % 2 * 30);
        stage.play(now, log(EntryKind::Finding, &format!("{} orders", half_hour))).unwrap();
    }
    let (draft, text) = drafted(&stage);
    assert_eq!(draft.scenario.exercise.duration, Span::minutes(60));
    assert_eq!(draft.scenario.injects[8].at, Some(Span::minutes(50)));
    assert!(text.contains("All times were drawn together so that 90 min fit into 60 min."), "{text}");
}

#[test]
fn what_was_seen_after_the_end_is_marked() {
    let mut stage = outage();
    stage.play(at(5, 30), log(EntryKind::Finding, "the slot was full")).unwrap();
    let (_, text) = drafted(&stage);
    assert_eq!(
        text.matches("# Was seen after the incident was resolved.\n[[inject]]\nid = \"I4\"").count(),
        1,
        "{text}"
    );
}

#[test]
fn a_long_text_is_cut() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), log(EntryKind::Alert, &"disk full\n".repeat(1_000))).unwrap();
    let (draft, text) = drafted(&stage);
    assert!(draft.scenario.injects[0].text.chars().count() < LONGEST_TEXT + 10);
    assert!(
        text.contains("# Only the beginning of its text.") && text.contains("# - Long texts were cut: I1."),
        "{text}"
    );
}

#[test]
fn a_draft_can_be_played() {
    let script = "0:40 declare 2\n1:00 take commander ana\n21:00 status resolved";
    let rehearsal = Rehearsal::played(&drafted(&reviewed()).1, script);
    let arrived = rehearsal.stage.state.exercise.as_ref().map_or(0, |exercise| exercise.arrivals().len());
    assert_eq!(arrived, 3);
    let play = rehearsal.play();
    assert!(play.scenario.injects.iter().any(|inject| !play.awaited(inject).is_empty()));
}

#[test]
fn exercises_and_incidents_without_a_sign_are_refused() {
    let refused = |state: &State| draft(state, at(10, 0)).unwrap_err().0;
    let mut stage = Stage::declared();
    stage.play(at(3, 20), log(EntryKind::Note, "nothing to see")).unwrap();
    assert!(refused(&stage.state).contains("log its alerts and findings first"));
    assert!(refused(&State::default()).contains("nothing was seen"));
    let rehearsal = Rehearsal::begin(&drafted(&reviewed()).1, Options::default());
    assert!(refused(&rehearsal.stage.state).contains("this is an exercise"));
}
