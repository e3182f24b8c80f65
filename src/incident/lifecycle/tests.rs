use super::*;
use crate::incident::milestones::Milestone::{self, *};
use crate::incident::record::Time;
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::{Event as Any, Moment, decide as decide_any};

fn status(status: Status) -> Command {
    Command::Status { status, note: None }
}

fn sev(level: u8) -> Command {
    Command::Severity { level, reason: None }
}

fn reached(stage: &Stage, milestone: Milestone) -> Option<Time> {
    stage.state.milestones().get(milestone)
}

#[test]
fn nothing_is_done_before_the_declaration_and_it_is_declared_once() {
    let mut stage = Stage::empty();
    assert!(stage.refused(at(3, 12), sev(2)).contains("ic declare TITLE"));
    assert_eq!((stage.state.title(), stage.state.id()), ("", ""));
    stage.play(at(3, 12), declaration("  Checkout returns 500s ")).unwrap();
    assert_eq!(stage.state.title(), "Checkout returns 500s");
    assert!(stage.refused(at(3, 13), declaration("Again")).contains("\"Checkout returns 500s\" has been declared"));
}

#[test]
fn a_declaration_brings_its_times_its_severity_and_the_tasks_for_it() {
    let mut stage = Stage::empty();
    let Command::Declare(plain) = declaration("Checkout returns 500s") else { unreachable!() };
    let full = Declaration { severity: Some(2), started: Some(at(3, 2)), detected: Some(at(3, 9)), ..plain.clone() };
    stage.play(at(3, 12), Command::Declare(full)).unwrap();
    assert_eq!(
        stage.lines()[..4],
        [
            "03:02 milestone impact started",
            "03:09 milestone incident detected",
            "03:12 status declared: Checkout returns 500s",
            "03:12 severity severity SEV2",
        ]
    );
    assert_eq!(stage.state.checklist.tasks().len(), plain.playbook.tasks(2).count());
    let milestones = stage.state.milestones();
    assert_eq!(milestones.to_detect().map(|span| span.to_string()).as_deref(), Some("7 min"));
    assert_eq!(milestones.to_declare().map(|span| span.to_string()).as_deref(), Some("3 min"));

    for (wrong, why) in [
        (Declaration { title: " ".into(), ..plain.clone() }, "needs a title"),
        (Declaration { title: "x".repeat(201), ..plain.clone() }, "at most 200 characters"),
        (Declaration { title: "two\nlines".into(), ..plain.clone() }, "one line"),
        (Declaration { severity: Some(6), ..plain.clone() }, "no SEV6; it defines SEV1, SEV2, SEV3, SEV4, SEV5"),
        (Declaration { started: Some(at(4, 0)), ..plain.clone() }, "started cannot lie in the future"),
        (Declaration { detected: Some(at(4, 0)), ..plain.clone() }, "detected cannot lie in the future"),
    ] {
        let said = Stage::empty().refused(at(3, 12), Command::Declare(wrong));
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn nothing_can_be_said_of_the_future() {
    let stage = Stage::declared();
    let moment = Moment { wall: at(3, 20), now: at(3, 20), said: Some(at(3, 21)), by: "ana" };
    let refusal = decide_any(&stage.state, &sev(2).into(), moment).unwrap_err();
    assert!(refusal.0.contains("in the future"), "{refusal}");
}

#[test]
fn a_severity_says_what_it_was_before_and_adds_only_the_missing_tasks() {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), sev(4)).unwrap();
    let mild = stage.state.checklist.tasks().len();
    let reason = Some("  payments too ".to_owned());
    let events = stage.play(at(3, 14), Command::Severity { level: 1, reason }).unwrap();
    let expected = Event::SeveritySet { level: 1, from: Some(4), reason: Some("payments too".into()) };
    assert_eq!(events[0], Any::Incident(expected));
    let texts: Vec<&str> = stage.state.checklist.tasks().iter().map(|task| task.text.as_str()).collect();
    let playbook = stage.state.lifecycle.playbook();
    assert_eq!(texts.len(), playbook.tasks(1).count());
    assert!(playbook.tasks(1).all(|task| texts.contains(&task.text.as_str())));
    assert!(texts.len() > mild && mild > 0);
    assert_eq!(stage.play(at(3, 15), sev(3)).unwrap().len(), 1, "a milder one adds and takes away nothing");
    assert!(stage.refused(at(3, 16), sev(3)).contains("SEV3 already"));
    assert!(stage.refused(at(3, 16), sev(0)).contains("no SEV0"));
    assert!(stage.lines().contains(&"03:14 severity severity SEV4 → SEV1: payments too".to_owned()));
}

#[test]
fn a_title_can_be_bettered_at_any_time() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), Command::Close(Closing::default())).unwrap();
    stage.play(at(3, 21), Command::Title("Checkout was down".into())).unwrap();
    assert_eq!(stage.state.title(), "Checkout was down");
    assert!(stage.refused(at(3, 22), Command::Title("Checkout was down ".into())).contains("already"));
}

#[test]
fn a_status_sets_its_milestone_and_a_mark_corrects_it() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), Command::Status { status: Status::Identified, note: Some(" bad deploy ".into()) }).unwrap();
    assert_eq!(stage.last().text().as_ref(), "status investigating → identified: bad deploy");
    assert!(stage.refused(at(3, 21), status(Status::Identified)).contains("identified already; to add a word"));
    stage.play_back(at(3, 30), at(3, 25), status(Status::Mitigated)).unwrap();
    assert_eq!(reached(&stage, Mitigated), Some(at(3, 25)));
    stage.play_back(at(3, 40), at(3, 18), Command::Mark(Identified)).unwrap();
    assert_eq!(reached(&stage, Identified), Some(at(3, 18)));
    assert!(stage.refused(at(3, 41), Command::Mark(Closed)).contains("`ic close --at TIME`"));
}

#[test]
fn what_was_marked_beforehand_stays_when_the_status_follows() {
    let mut stage = Stage::declared();
    stage.play_back(at(4, 0), at(3, 30), Command::Mark(Mitigated)).unwrap();
    stage.play(at(4, 1), status(Status::Identified)).unwrap();
    stage.play(at(4, 2), status(Status::Mitigated)).unwrap();
    assert_eq!(reached(&stage, Mitigated), Some(at(3, 30)));
    stage.play(at(4, 3), status(Status::Resolved)).unwrap();
    assert_eq!((reached(&stage, Mitigated), reached(&stage, Resolved)), (Some(at(3, 30)), Some(at(4, 3))));
}

#[test]
fn going_back_takes_the_later_milestones_back() {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), status(Status::Mitigated)).unwrap();
    stage.play(at(3, 30), status(Status::Resolved)).unwrap();
    stage.play(at(3, 40), status(Status::Mitigated)).unwrap();
    assert_eq!((reached(&stage, Mitigated), reached(&stage, Resolved)), (Some(at(3, 20)), None));
    stage.play(at(3, 50), status(Status::Investigating)).unwrap();
    assert_eq!((reached(&stage, Mitigated), reached(&stage, Declared)), (None, Some(at(3, 12))));
    stage.play(at(4, 0), status(Status::Resolved)).unwrap();
    assert_eq!(reached(&stage, Resolved), Some(at(4, 0)));
    assert!(stage.lines().contains(&"03:40 status status resolved → mitigated".to_owned()));
}

#[test]
fn the_end_never_lies_before_the_beginning() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 13), at(3, 0), Command::Mark(Started)).unwrap();
    stage.play(at(3, 30), status(Status::Mitigated)).unwrap();
    let said = stage.play_back(at(3, 40), at(3, 29), status(Status::Resolved)).unwrap_err().0;
    assert_eq!(
        said,
        "resolved at 2026-11-21 03:29 would lie before mitigated at 2026-11-21 03:30 UTC; \
         correct one of them: `ic mark mitigated|resolved TIME`"
    );
    assert!(stage.play_back(at(3, 40), at(2, 59), Command::Mark(Mitigated)).is_err());
    assert!(stage.play_back(at(3, 40), at(3, 31), Command::Mark(Started)).is_err());
    stage.play(at(3, 40), status(Status::Resolved)).unwrap();
    let said = stage.play_back(at(3, 50), at(3, 39), Command::Close(Closing::default())).unwrap_err().0;
    assert!(said.contains("closed at") && said.contains("or close it at a later time"), "{said}");
    let early = Closing { resolved: Some(at(3, 20)), ..Closing::default() };
    assert!(stage.play(at(3, 50), Command::Close(early)).is_err());
    assert_eq!(stage.state.lifecycle.status(), Status::Resolved, "a refused close changes nothing");
}

#[test]
fn the_close_writes_down_what_was_missing() {
    let mut stage = Stage::declared();
    let closing = Closing {
        started: Some(at(3, 0)),
        resolved: Some(at(3, 45)),
        commander: Some("@ana".into()),
        impact: Some(" one in three orders failed ".into()),
        cause: Some("Migration locked the orders table".into()),
    };
    stage.play(at(4, 0), Command::Close(closing)).unwrap();
    let state = &stage.state;
    assert_eq!(state.lifecycle.status(), Status::Closed);
    assert_eq!(state.milestones().duration().map(|span| span.to_string()).as_deref(), Some("45 min"));
    assert_eq!(state.review.text(crate::incident::review::Section::Impact), Some("one in three orders failed"));
    assert_eq!(state.review.causes()[0].title, "Migration locked the orders table");
    let [tenure] = &state.tenures()[..] else { panic!("one tenure") };
    assert_eq!((tenure.person.as_str(), tenure.from, tenure.to), ("ana", at(3, 12), Some(at(3, 45))));
    assert!(stage.refused(at(4, 1), sev(1)).contains("the incident is closed; take that back first: `ic reopen`"));
    assert!(stage.refused(at(4, 1), Command::Close(Closing::default())).contains("`ic reopen`"));
}

#[test]
fn the_close_leaves_open_what_is_left_open() {
    let mut stage = Stage::declared();
    let closing = Closing { impact: Some("  ".into()), cause: Some(String::new()), ..Closing::default() };
    let events = stage.play(at(4, 0), Command::Close(closing)).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(reached(&stage, Resolved), None);
}

#[test]
fn the_close_by_status_keeps_its_note() {
    let mut stage = Stage::declared();
    stage.play(at(4, 0), Command::Status { status: Status::Closed, note: Some("see the report".into()) }).unwrap();
    assert_eq!(stage.last().text().as_ref(), "closed: see the report");
    assert_eq!(reached(&stage, Closed), Some(at(4, 0)));
}

#[test]
fn reopening_returns_to_where_it_was() {
    let mut stage = Stage::declared();
    assert!(stage.refused(at(3, 20), Command::Reopen).contains("the incident is open: investigating"));
    stage.play(at(3, 30), status(Status::Resolved)).unwrap();
    stage.play(at(3, 40), Command::Close(Closing::default())).unwrap();
    stage.play(at(3, 50), Command::Reopen).unwrap();
    assert_eq!(stage.last().text().as_ref(), "reopened as resolved");
    assert_eq!((reached(&stage, Resolved), reached(&stage, Closed)), (Some(at(3, 30)), None));
    stage.play(at(4, 0), Command::Close(Closing::default())).unwrap();
    assert_eq!(reached(&stage, Closed), Some(at(4, 0)));
}

#[test]
fn a_cancelled_incident_keeps_its_milestones_and_its_reason() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 20), at(3, 19), Command::Mark(Mitigated)).unwrap();
    assert!(stage.refused(at(3, 21), Command::Cancel { why: " ".into() }).contains("say why"));
    assert!(stage.refused(at(3, 21), status(Status::Cancelled)).contains("say why"));
    stage.play(at(3, 22), Command::Cancel { why: "a drill of the storage team".into() }).unwrap();
    assert_eq!(stage.last().text().as_ref(), "cancelled: a drill of the storage team");
    stage.play(at(3, 23), Command::Reopen).unwrap();
    assert_eq!(stage.state.lifecycle.status(), Status::Investigating);
    assert_eq!(reached(&stage, Mitigated), Some(at(3, 19)), "cancelling and reopening is no going back");
}

#[test]
fn what_two_copies_contradict_can_be_put_right_one_by_one() {
    let mut here = Stage::declared();
    let mut there = here.copied(1);
    here.play_back(at(4, 0), at(3, 50), Command::Mark(Started)).unwrap();
    there.play_back(at(4, 0), at(3, 30), Command::Mark(Mitigated)).unwrap();
    there.play_back(at(4, 1), at(3, 40), Command::Mark(Resolved)).unwrap();
    here.meet(&there);
    here.play_back(at(4, 2), at(3, 55), Command::Mark(Mitigated)).expect_err("resolved would newly lie before it");
    here.play_back(at(4, 2), at(3, 55), Command::Mark(Resolved)).unwrap();
    here.play_back(at(4, 3), at(3, 54), Command::Mark(Mitigated)).unwrap();
    assert_eq!(here.state.milestones().duration().map(|span| span.to_string()).as_deref(), Some("5 min"));
}

#[test]
fn statuses_that_did_not_see_each_other_are_contested_until_one_is_confirmed() {
    let mut here = Stage::declared();
    let mut there = here.copied(1);
    here.play(at(3, 20), status(Status::Identified)).unwrap();
    there.play(at(3, 21), status(Status::Mitigated)).unwrap();
    here.meet(&there);
    assert!(here.state.lifecycle.status_register().contested());
    here.play(at(3, 22), status(Status::Mitigated)).unwrap();
    assert!(!here.state.lifecycle.status_register().contested());
    assert!(here.refused(at(3, 23), status(Status::Mitigated)).contains("already"));
}

#[test]
fn every_change_of_the_status_is_known_with_its_time() {
    let mut stage = Stage::declared();
    assert!(stage.state.statuses().is_empty());
    stage.play(at(3, 30), status(Status::Resolved)).unwrap();
    stage.play(at(4, 0), status(Status::Investigating)).unwrap();
    stage.play_back(at(4, 10), at(3, 20), status(Status::Identified)).unwrap();
    let told = [(at(3, 20), Status::Identified), (at(3, 30), Status::Resolved), (at(4, 0), Status::Investigating)];
    assert_eq!(stage.state.statuses(), told);
}
