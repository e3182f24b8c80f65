//! Whole reports, as a reader sees them.

use super::{Document, Edition, Form};
use crate::incident::checklist::Command as Task;
use crate::incident::followups::{Command as Followup, Plan, Purpose};
use crate::incident::lifecycle::{Closing, Command as Incident, Declaration, Status};
use crate::incident::milestones::Milestone;
use crate::incident::playbook::Playbook;
use crate::incident::review::{Command as Review, Lesson};
use crate::incident::roles::Command as Role;
use crate::incident::testing::{Stage, at, record};
use crate::incident::timeline::{Command as Entry, EntryKind, EntryRef};
use crate::incident::updates::{Audience, Command as Update, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, State, Time, fold};

mod built_in;
pub mod dom;
mod exercise;
mod forms;
mod hostile;
mod names;
mod public;
mod random;
mod sections;
mod shapes;

/// The usual report in a form.
pub fn written(state: &State, now: Time, form: Form) -> String {
    Edition::standard(form).write(Document::of(state, now)).unwrap()
}

fn report(state: &State, now: Time) -> String {
    written(state, now, Form::Markdown).replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn utc(text: &str) -> Time {
    text.parse().unwrap()
}

fn log(kind: EntryKind, text: &str) -> Entry {
    Entry::Log { kind, text: text.into(), key: false, detail: Default::default() }
}

fn assign(role: &str, person: &str) -> Role {
    Role::Assign { role: role.into(), person: person.into() }
}

fn tell(audience: Audience, text: &str, next: Promise) -> Update {
    Update::Send { audience, text: text.into(), next }
}

fn status(status: Status) -> Incident {
    Incident::Status { status, note: None }
}

fn follow_up(text: &str, purpose: Purpose, owner: Option<&str>, due: Option<Time>) -> Followup {
    let (owner, ticket) = (owner.map(str::to_owned), owner.map(|_| "OPS-7".to_owned()));
    Followup::Add {
        plan: Plan { text: text.into(), purpose, owner, due, priority: Some(2), ticket, ..Default::default() },
        cause: None,
    }
}

fn declared_in(zone: &str, now: Time, started: Time, detected: Option<Time>, title: &str) -> Stage {
    let mut stage = Stage::empty();
    let declaration = Declaration {
        id: "2023-08-04-test".into(),
        title: title.into(),
        zone: Zone::named(zone).unwrap(),
        playbook: Playbook::standard(),
        severity: Some(2),
        started: Some(started),
        detected,
    };
    stage.play(now, Incident::Declare(declaration)).unwrap();
    stage
}

/// An evening's work, closed: everything that a report can hold.
fn typical() -> Stage {
    let mut stage = Stage::declared();
    let mut play = |by: &str, hour, minute, command: Command| {
        stage.play_as(by, at(hour, minute), None, command).unwrap();
    };
    play("ana", 3, 13, assign("commander", "ana").into());
    play("ana", 3, 13, Incident::Severity { level: 2, reason: Some("no workaround".into()) }.into());
    play("bo", 3, 15, assign("ops", "bo").into());
    play("monitor", 3, 15, log(EntryKind::Alert, "5xx ratio at 41 % on checkout_api").into());
    play("cy", 3, 16, tell(Audience::Customers, "We are looking into failed payments.", Promise::Cadence).into());
    play(
        "bo",
        3,
        20,
        Entry::Log {
            kind: EntryKind::Finding,
            text: "pool exhausted since v41".into(),
            key: true,
            detail: Default::default(),
        }
        .into(),
    );
    play("ana", 3, 22, log(EntryKind::Decision, "roll back rather than patch forward").into());
    play("bo", 3, 25, log(EntryKind::Action, "rolled back v41:\n$ deploy rollback checkout --to v40").into());
    play("bo", 3, 26, status(Status::Identified).into());
    play("bo", 3, 31, status(Status::Mitigated).into());
    play("ana", 3, 35, assign("commander", "dee").into());
    play("dee", 3, 36, Task::Done(1).into());
    play("dee", 3, 36, Task::Skip { task: 3, why: "the release was the only change".into() }.into());
    play("dee", 3, 37, Task::Add { text: "Refund double charges".into(), owner: Some("cy".into()), due: None }.into());
    play("cy", 3, 40, tell(Audience::Customers, "Payments work again.\n\nSorry!", Promise::None).into());
    play("dee", 4, 2, status(Status::Resolved).into());
    play(
        "dee",
        4,
        3,
        Review::summary("A release starved checkout of connections.\nRolling back mended it.".into()).into(),
    );
    play("dee", 4, 3, Review::impact("41 % of payments failed for 26 minutes.".into()).into());
    play("dee", 4, 4, Review::cause("Pool size halved by v41".into(), Some("A default changed.".into())).into());
    play("dee", 4, 4, Review::cause("No canary".into(), None).into());
    play("dee", 4, 5, Review::lesson(Lesson::Well, "The rollback took six minutes".into()).into());
    play("dee", 4, 5, Review::lesson(Lesson::Badly, "The alert came late".into()).into());
    play("dee", 4, 6, follow_up("Alert on pool use", Purpose::Detect, Some("bo"), Some(at(17, 0))).into());
    play("dee", 4, 6, follow_up("Canary releases", Purpose::Prevent, None, None).into());
    play("dee", 4, 9, Incident::Close(Closing { started: Some(at(3, 5)), ..Closing::default() }).into());
    stage
}

/// A failure over five days in Nairobi, written down afterwards.
fn five_days() -> Stage {
    let (start, end) = (utc("2023-08-04T12:25:00Z"), utc("2023-08-08T18:30:00Z"));
    let declared = utc("2023-08-04T12:40:00Z");
    let mut stage =
        declared_in("Africa/Nairobi", declared, start, Some(utc("2023-08-04T12:31:00Z")), "Web servers down");
    let later = utc("2023-08-08T19:00:00Z");
    let mut back = |time: &str, kind, text: &str| {
        stage.play_back(later, utc(time), log(kind, text)).unwrap();
    };
    back("2023-08-04T13:00:00Z", EntryKind::Finding, "the load balancer refuses connections");
    back("2023-08-05T21:30:00Z", EntryKind::Action, "restarted the balancer, to no avail");
    back("2023-08-08T18:10:00Z", EntryKind::Action, "restored the configuration from backup");
    stage.play_back(later, end, status(Status::Resolved)).unwrap();
    stage.play(later, Review::cause("A typing error in the configuration".into(), None)).unwrap();
    stage.play(later, Incident::Close(Closing { commander: Some("wanjiru".into()), ..Closing::default() })).unwrap();
    stage
}

/// Two people wrote without seeing each other; entries were struck, edited and moved.
fn contested() -> State {
    let mut one = Stage::declared();
    one.play(at(3, 13), log(EntryKind::Note, "disk is fuller than it was")).unwrap();
    one.play(at(3, 14), log(EntryKind::Action, "restarted the wrong server")).unwrap();
    one.play_back(at(3, 30), at(3, 10), log(EntryKind::Alert, "first page")).unwrap();
    let number = EntryRef::Number;
    one.play(
        at(3, 31),
        Entry::Edit { entry: number(2), text: Some("disk is full".into()), to: None, detail: Default::default() },
    )
    .unwrap();
    one.play(at(3, 31), Entry::Strike { entry: number(3), why: "it was another incident".into() }).unwrap();
    let mut other = one.copied(1);
    one.play(at(3, 40), assign("commander", "ana")).unwrap();
    other.play_as("bo", at(3, 41), None, assign("commander", "bo")).unwrap();
    other.play_as("bo", at(3, 42), None, Review::summary("The disk filled up.".into())).unwrap();
    one.meet(&other);
    one.state
}

#[test]
fn a_typical_closed_incident() {
    insta::assert_snapshot!(report(&typical().state, at(9, 0)));
}

#[test]
fn an_incident_just_declared_is_a_draft() {
    insta::assert_snapshot!(report(&Stage::declared().state, at(3, 13)));
}

#[test]
fn five_days_in_nairobi() {
    insta::assert_snapshot!(report(&five_days().state, at(9, 0)));
}

#[test]
fn contested_struck_and_edited() {
    insta::assert_snapshot!(report(&contested(), at(4, 0)));
}

#[test]
fn the_report_of_a_closed_incident_does_not_depend_on_when_it_is_made() {
    let state = typical().state;
    assert_eq!(report(&state, at(9, 0)), report(&state, at(10, 0)));
}

#[test]
fn a_cancelled_incident_says_so_and_why() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), Incident::Cancel { why: "a load test".into() }).unwrap();
    let text = report(&stage.state, at(9, 0));
    assert!(text.starts_with("# CANCELLED: Checkout returns 500s\n\n**CANCELLED:** "), "{text}");
    assert!(text.contains("It was cancelled by ana at 2026-11-21 03:20 UTC: a load test\n"), "{text}");
    assert!(!text.contains("DRAFT"));
}

#[test]
fn clocks_changed_during_the_incident_show_both_labels() {
    let mut stage =
        declared_in("Europe/Berlin", utc("2026-10-24T22:00:00Z"), utc("2026-10-24T21:50:00Z"), None, "Slow");
    stage.play(utc("2026-10-25T03:00:00Z"), status(Status::Resolved)).unwrap();
    stage.play(utc("2026-10-25T03:05:00Z"), Incident::Close(Closing::default())).unwrap();
    let text = report(&stage.state, at(9, 0));
    let when = "2026-10-24 23:50 CEST to 2026-10-25 04:00 CET (Europe/Berlin, UTC+2, later UTC+1)";
    assert!(text.contains(&format!("**When:** {when}\n")), "{text}");
    assert!(text.contains("**Duration:** 5 h 10 min\n"), "{text}");
    assert!(text.contains("| 04:00 CET | status | ana | status investigating → resolved |"), "{text}");
}

#[test]
fn what_was_not_recorded_is_named() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 20), at(3, 10), Incident::Mark(Milestone::Detected)).unwrap();
    stage.play(at(3, 30), Incident::Close(Closing::default())).unwrap();
    let text = report(&stage.state, at(9, 0));
    for sentence in [
        "| Time to detect | start to detection | not recorded (no time of start) |",
        "| Time to declare | detection to declaration | 2 min |",
        "| Time to resolve | start to resolution | not recorded (no time of start, no time of resolution) |",
        "**Severity:** none was set\n",
        "**When:** from 2026-11-21 03:10 UTC (detected); its end has not been recorded\n",
        "**Duration:** not recorded (no time of resolution)\n",
        "**Incident commander:** nobody took command\n",
        "No impact has been recorded.",
        "No root cause has been recorded.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

#[test]
fn nothing_at_all_is_a_report_too() {
    assert!(report(&State::default(), at(3, 0)).starts_with("# DRAFT: An incident without a title\n"));
    assert!(report(&fold(vec![record(1, vec![])]), at(3, 0)).contains("| unknown | ana | \\{\\} |"));
}

#[test]
fn a_replaced_milestone_is_told_once() {
    let mut stage = Stage::declared();
    for minute in [5, 4] {
        stage.play_back(at(3, 20), at(3, minute), Incident::Mark(Milestone::Started)).unwrap();
    }
    let text = report(&stage.state, at(3, 30));
    let told: Vec<&str> = text.lines().filter(|line| line.contains("| milestone |")).collect();
    assert!(told.len() == 1 && told[0].starts_with("| 03:04 |"), "{told:?}");
}

#[test]
fn a_contested_command_names_the_rivals_only() {
    let mut here = Stage::declared();
    here.play(at(3, 12), assign("commander", "dee")).unwrap();
    let mut there = here.copied(1);
    here.play(at(3, 13), assign("commander", "ana")).unwrap();
    there.play(at(3, 14), assign("commander", "bo")).unwrap();
    here.meet(&there);
    let text = report(&here.state, at(3, 30));
    assert!(text.contains("- **Incident commander:** **CONTESTED** ana / bo\n"), "{text}");
}
