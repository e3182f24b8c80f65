use super::*;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::testing::{Stage, at};
use crate::incident::timeline;
use crate::incident::{Event as Any, Time};

fn assign(role: &str, person: &str) -> Command {
    Command::Assign { role: role.into(), person: person.into() }
}

fn release(role: &str) -> Command {
    Command::Release { role: role.into() }
}

fn held(stage: &Stage, role: &str) -> Vec<(String, Time, Option<Time>)> {
    let tenures = stage.state.tenures().into_iter().filter(|tenure| tenure.role == role);
    tenures.map(|tenure| (tenure.person, tenure.from, tenure.to)).collect()
}

#[test]
fn a_role_is_taken_handed_off_in_one_event_and_given_up() {
    let mut stage = Stage::declared();
    let taken = stage.play(at(3, 14), assign("commander", "@ana")).unwrap();
    assert_eq!(taken, [Any::Role(Event::Assigned { role: COMMANDER.into(), person: "ana".into() })]);
    let handed = stage.play(at(3, 30), assign("IC", "bo")).unwrap();
    assert_eq!(handed, [Any::Role(Event::HandedOff { role: COMMANDER.into(), from: "ana".into(), to: "bo".into() })]);
    assert_eq!(stage.last().text().as_ref(), "incident commander handed off: ana → bo");
    assert!(stage.refused(at(3, 31), assign("commander", "bo")).contains("bo is incident commander already"));
    stage.play(at(3, 40), release("commander")).unwrap();
    assert_eq!(stage.state.roles.commander(), None);
    assert!(stage.refused(at(3, 41), release("commander")).contains("nobody is incident commander"));
    assert_eq!(
        held(&stage, COMMANDER),
        [("ana".into(), at(3, 14), Some(at(3, 30))), ("bo".into(), at(3, 30), Some(at(3, 40)))]
    );
}

#[test]
fn what_is_no_role_or_no_name_is_refused() {
    let mut stage = Stage::declared();
    let said = stage.refused(at(3, 14), assign("janitor", "ana"));
    assert!(said.contains("no role \"janitor\"; the playbook has incident commander, deputy"), "{said}");
    assert!(stage.refused(at(3, 14), assign("scribe", " @ ")).contains("a name is needed"));
    assert!(stage.refused(at(3, 14), assign("scribe", "ana\nbo")).contains("one line"));
}

#[test]
fn nobody_gives_up_a_role_before_taking_it() {
    let mut stage = Stage::declared();
    stage.play(at(3, 30), assign("scribe", "cy")).unwrap();
    let said = stage.play_back(at(3, 40), at(3, 29), assign("scribe", "di")).unwrap_err().0;
    assert_eq!(
        said,
        "cy took the role of scribe at 2026-11-21 03:30; giving it up at 2026-11-21 03:29 UTC would be before that"
    );
    stage.play(at(3, 40), release("scribe")).unwrap();
    let taking = stage.state.timeline.as_written()[1].id;
    let later = timeline::Command::Edit {
        entry: timeline::EntryRef::Id(taking),
        text: None,
        to: Some(at(3, 41)),
        detail: Default::default(),
    };
    assert!(stage.refused(at(3, 50), later).contains("would be before that"));
}

#[test]
fn a_role_ends_with_the_incident_and_goes_on_when_it_is_reopened() {
    let mut stage = Stage::declared();
    stage.play(at(3, 14), assign("scribe", "cy")).unwrap();
    assert_eq!(held(&stage, "scribe"), [("cy".into(), at(3, 14), None)]);
    stage.play(at(4, 0), lifecycle::Command::Close(Closing::default())).unwrap();
    assert_eq!(held(&stage, "scribe"), [("cy".into(), at(3, 14), Some(at(4, 0)))]);
    assert!(stage.refused(at(4, 1), assign("scribe", "di")).contains("`ic reopen`"));
    stage.play(at(4, 2), lifecycle::Command::Reopen).unwrap();
    assert_eq!(held(&stage, "scribe"), [("cy".into(), at(3, 14), None)]);
}

#[test]
fn the_close_names_a_commander_only_where_there_was_none() {
    let closing =
        |person: &str| lifecycle::Command::Close(Closing { commander: Some(person.into()), ..Closing::default() });
    let mut stage = Stage::declared();
    stage.play(at(3, 20), assign("commander", "ana")).unwrap();
    let said = stage.refused(at(4, 0), closing("bo"));
    assert!(said.contains("ana is incident commander") && said.contains("--at TIME"), "{said}");
    let mut same = stage.copied(0);
    assert_eq!(same.play(at(4, 0), closing("ana")).unwrap().len(), 1, "nothing is typed twice");
    stage.play(at(3, 30), release("commander")).unwrap();
    stage.play(at(4, 0), closing("bo")).unwrap();
    assert_eq!(
        held(&stage, COMMANDER),
        [("ana".into(), at(3, 20), Some(at(3, 30))), ("bo".into(), at(3, 30), Some(at(4, 0)))]
    );
}

#[test]
fn two_who_did_not_see_each_other_are_rivals_until_one_is_confirmed() {
    let mut here = Stage::declared();
    let mut there = here.copied(1);
    here.play(at(3, 20), assign("commander", "ana")).unwrap();
    there.play(at(3, 21), assign("commander", "bo")).unwrap();
    here.meet(&there);
    assert_eq!((here.state.roles.rivals(COMMANDER), here.state.roles.commander()), (vec!["ana", "bo"], Some("bo")));
    let mut kept = here.copied(0);
    kept.play(at(3, 30), assign("commander", "bo")).unwrap();
    assert!(kept.state.roles.rivals(COMMANDER).is_empty());
    let whole = ("bo".to_owned(), at(3, 21), None);
    assert_eq!(held(&kept, COMMANDER).last(), Some(&whole), "who wins has held it all the time");
    let turned = here.play(at(3, 30), assign("commander", "ana")).unwrap();
    assert_eq!(turned, [Any::Role(Event::HandedOff { role: COMMANDER.into(), from: "bo".into(), to: "ana".into() })]);
    assert!(here.state.roles.rivals(COMMANDER).is_empty());
}

#[test]
fn a_release_that_one_did_not_see_can_be_settled_by_a_release() {
    let mut here = Stage::declared();
    here.play(at(3, 15), assign("scribe", "ana")).unwrap();
    let mut there = here.copied(1);
    here.play(at(3, 20), assign("scribe", "bo")).unwrap();
    there.play(at(3, 21), release("scribe")).unwrap();
    here.meet(&there);
    assert_eq!(here.state.roles.rivals("scribe"), ["bo", "nobody"]);
    here.play(at(3, 22), release("scribe")).unwrap();
    assert_eq!((here.state.roles.rivals("scribe"), here.state.roles.holder("scribe")), (vec![], None));
}

#[test]
fn a_contradiction_between_copies_ends_no_tenure_before_it_begins_and_blocks_no_other_role() {
    let mut here = Stage::declared();
    let mut there = here.copied(1);
    here.play(at(3, 30), assign("scribe", "ana")).unwrap();
    there.play_back(at(3, 31), at(3, 20), assign("scribe", "bo")).unwrap();
    here.meet(&there);
    assert!(here.state.tenures().iter().all(|tenure| tenure.to.is_none_or(|to| to >= tenure.from)));
    here.play(at(3, 40), assign("deputy", "cy")).unwrap();
}

#[test]
fn settling_a_contest_names_everybody_who_claimed_the_role() {
    let mut here = Stage::declared();
    let mut there = here.copied(1);
    here.play(at(3, 13), assign("commander", "ana")).unwrap();
    there.play(at(3, 14), assign("commander", "bo")).unwrap();
    here.meet(&there);
    let mut settled = here.clone();
    settled.play(at(3, 20), assign("commander", "cy")).unwrap();
    assert_eq!(settled.last().text().as_ref(), "incident commander handed off: ana / bo → cy");
    here.play(at(3, 20), assign("commander", "bo")).unwrap();
    assert_eq!(here.last().text().as_ref(), "incident commander handed off: ana → bo");
}
