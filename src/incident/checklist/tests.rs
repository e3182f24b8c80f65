use super::*;
use crate::incident::Event as Any;
use crate::incident::lifecycle;
use crate::incident::testing::{Stage, at};

fn add(text: &str) -> Command {
    Command::Add { text: text.into(), owner: None, due: None }
}

fn skip(task: u32, why: &str) -> Command {
    Command::Skip { task, why: why.into() }
}

fn with_one_task() -> Stage {
    let mut stage = Stage::declared();
    stage.play(at(3, 15), add(" call the database team ")).unwrap();
    stage
}

fn first(stage: &Stage) -> &Task {
    &stage.state.checklist.tasks()[0]
}

#[test]
fn a_task_is_added_with_its_owner_and_its_time() {
    let mut stage = Stage::declared();
    let task = Command::Add { text: "call the vendor".into(), owner: Some("@bo".into()), due: Some(at(3, 30)) };
    stage.play(at(3, 15), task).unwrap();
    assert_eq!(stage.last().text().as_ref(), "task for bo: call the vendor");
    assert_eq!((first(&stage).owner(), first(&stage).due()), (Some("bo"), Some(at(3, 30))));
    assert!(!first(&stage).overdue(at(3, 30)) && first(&stage).overdue(at(3, 31)));
    assert!(stage.refused(at(3, 16), add(" ")).contains("say what is to be done"));
}

#[test]
fn a_task_is_done_reopened_and_skipped_with_a_reason() {
    let mut stage = with_one_task();
    assert_eq!(stage.state.checklist.done_of(), (0, 1));
    assert!(stage.refused(at(3, 16), Command::Reopen(1)).contains("task 1 is open: call the database team"));
    stage.play(at(3, 16), Command::Done(1)).unwrap();
    assert_eq!(
        (stage.last().text().as_ref(), stage.state.checklist.done_of()),
        ("done: call the database team", (1, 1))
    );
    assert!(stage.refused(at(3, 17), Command::Done(1)).contains("task 1 is done already"));
    assert!(stage.refused(at(3, 17), skip(1, "too late")).contains("reopen it first: `task reopen 1`"));
    stage.play(at(3, 18), Command::Reopen(1)).unwrap();
    assert!(stage.refused(at(3, 19), skip(1, " ")).contains("`task skip 1 --why …`"));
    stage.play(at(3, 19), skip(1, "they know")).unwrap();
    assert_eq!(first(&stage).progress(), &Progress::Skipped("they know".into()));
    stage.play(at(3, 20), Command::Done(1)).unwrap();
    assert_eq!(first(&stage).progress(), &Progress::Done, "a skipped task may have been done after all");
}

#[test]
fn a_wrong_number_is_answered_with_the_right_ones() {
    let mut stage = Stage::declared();
    assert!(stage.refused(at(3, 15), Command::Done(1)).contains("the checklist is empty"));
    stage.play(at(3, 15), add("one")).unwrap();
    stage.play(at(3, 15), add("two")).unwrap();
    for wrong in [0, 3, u32::MAX] {
        assert!(stage.refused(at(3, 16), Command::Done(wrong)).contains("they go from 1 to 2"));
    }
}

#[test]
fn owner_and_time_change_without_a_line_of_their_own() {
    let mut stage = with_one_task();
    let lines = stage.lines().len();
    let own = |person: &str| Command::Own { task: 1, person: person.into() };
    stage.play(at(3, 16), own("bo")).unwrap();
    stage.play(at(3, 16), Command::Due { task: 1, due: at(3, 40) }).unwrap();
    assert_eq!((first(&stage).owner(), first(&stage).due()), (Some("bo"), Some(at(3, 40))));
    assert_eq!(stage.lines().len(), lines);
    assert!(stage.refused(at(3, 17), own("@bo")).contains("task 1 is bo's already"));
    assert!(stage.refused(at(3, 17), Command::Due { task: 1, due: at(3, 40) }).contains("due then already"));
}

#[test]
fn a_task_that_the_playbook_wants_and_somebody_added_is_not_on_the_list_twice() {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), add("Name an incident commander")).unwrap();
    let events = stage.play(at(3, 14), lifecycle::Command::Severity { level: 5, reason: None }).unwrap();
    let Any::Task(Event::Planned { level: Some(5), tasks }) = &events[1] else { panic!("a plan") };
    assert!(tasks.iter().all(|task| task.text != "Name an incident commander"));
    assert_eq!(stage.last().text().as_ref(), "checklist: 3 tasks from the playbook for SEV5");
    let added: Vec<bool> = stage.state.checklist.tasks().iter().map(|task| task.added).collect();
    assert_eq!(added, [true, false, false, false]);
}

#[test]
fn an_incident_that_is_over_has_no_more_to_do() {
    let mut stage = with_one_task();
    stage.play(at(3, 20), lifecycle::Command::Cancel { why: "a drill".into() }).unwrap();
    assert!(stage.refused(at(3, 21), Command::Done(1)).contains("the incident is cancelled"));
}

#[test]
fn what_people_disagree_about_can_be_settled_with_what_is_in_force() {
    let mut here = with_one_task();
    let mut there = here.copied(1);
    here.play(at(3, 20), skip(1, "not needed")).unwrap();
    there.play(at(3, 21), Command::Done(1)).unwrap();
    here.meet(&there);
    assert!(first(&here).contested());
    here.play(at(3, 22), Command::Done(1)).unwrap();
    assert!(!first(&here).contested());
}

#[test]
fn a_task_keeps_its_name_in_the_record() {
    let stage = with_one_task();
    let name = first(&stage).id.to_string();
    assert_eq!(name.parse(), Ok(first(&stage).id));
    for wrong in ["", "1", "/0", "00000000-0000-0000-0000-000000000002/65536"] {
        assert!(wrong.parse::<TaskId>().is_err(), "{wrong}");
    }
}
