use super::*;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::testing::{Stage, at};
use crate::incident::{State, Time, checklist, roles};

fn log(text: &str) -> Command {
    Command::Log { kind: EntryKind::Note, text: text.into(), key: false, detail: Default::default() }
}

fn edit(number: u32, text: &str) -> Command {
    Command::Edit { entry: EntryRef::Number(number), text: Some(text.into()), to: None, detail: Default::default() }
}

fn retime(number: u32, to: Time) -> Command {
    Command::Edit { entry: EntryRef::Number(number), text: None, to: Some(to), detail: Default::default() }
}

fn strike(number: u32, why: &str) -> Command {
    Command::Strike { entry: EntryRef::Number(number), why: why.into() }
}

fn star(number: u32, key: Option<bool>) -> Command {
    Command::Star { entry: EntryRef::Number(number), key }
}

/// #1 is the declaration at 03:12, #2 a note of 03:20.
fn with_a_note() -> Stage {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), log("errors began with v41")).unwrap();
    stage
}

fn numbers(state: &State) -> Vec<u32> {
    state.timeline.in_order().map(|entry| entry.number).collect()
}

#[test]
fn what_is_logged_keeps_its_words_kind_and_author() {
    let mut stage = Stage::declared();
    let finding = Command::Log {
        kind: EntryKind::Finding,
        text: "  cpu at 100 %\n".into(),
        key: true,
        detail: Default::default(),
    };
    stage.play_as("bo", at(3, 20), None, finding).unwrap();
    let entry = stage.last();
    assert_eq!((entry.text().as_ref(), entry.kind, entry.by.as_ref()), ("  cpu at 100 %", EntryKind::Finding, "bo"));
    assert!(entry.key() && entry.said && entry.matters() && !entry.edited() && !entry.contested());
    assert!(stage.refused(at(3, 21), log(" \n")).contains("nothing to log"));
    let forged =
        Command::Log { kind: EntryKind::Status, text: "closed".into(), key: false, detail: Default::default() };
    assert!(stage.refused(at(3, 21), forged).contains("ic itself writes lines of the kind \"status\""));
}

#[test]
fn lines_stand_as_they_happened_and_keep_the_number_under_which_they_were_written() {
    let mut stage = with_a_note();
    stage.play_back(at(3, 30), at(3, 5), log("first complaint")).unwrap();
    stage.play_back(at(3, 31), at(3, 20), log("at the same time, written later")).unwrap();
    assert_eq!(numbers(&stage.state), [3, 1, 2, 4]);
    assert!(stage.state.timeline.numbered(3).unwrap().backdated());
    assert_eq!(stage.state.timeline.nth(0).map(|entry| entry.number), Some(3));
    assert_eq!(stage.state.timeline.len(), 4);
}

#[test]
fn a_minute_late_is_not_back_dated() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 31), at(3, 30), log("just now")).unwrap();
    assert!(!stage.last().backdated());
    stage.play_back(at(3, 33), at(3, 31), log("a while ago")).unwrap();
    assert!(stage.last().backdated());
}

#[test]
fn an_edit_keeps_the_old_text() {
    let mut stage = with_a_note();
    stage.play(at(3, 21), edit(2, "errors began with v42")).unwrap();
    stage.play(at(3, 22), edit(2, "errors began with v42, at 03:02\n")).unwrap();
    let entry = stage.state.timeline.numbered(2).unwrap();
    assert_eq!(entry.text().as_ref(), "errors began with v42, at 03:02");
    assert_eq!(
        entry.former().iter().map(|text| &**text).collect::<Vec<_>>(),
        ["errors began with v41", "errors began with v42"]
    );
    assert!(entry.edited());
    assert!(stage.refused(at(3, 23), edit(2, "errors began with v42, at 03:02")).contains("already says that"));
    assert!(stage.refused(at(3, 23), edit(2, " ")).contains("strike it: `strike 2 --why …`"));
    assert!(stage.refused(at(3, 23), edit(1, "nothing happened")).contains("only its time can be changed"));
    assert!(stage.refused(at(3, 23), edit(9, "x")).contains("there is no entry #9; the last one is #2"));
    assert!(stage.refused(at(3, 23), edit(0, "x")).contains("no entry #0"));
    let unknown = Command::Strike { entry: EntryRef::Id(Uuid::nil()), why: "x".into() };
    assert!(stage.refused(at(3, 23), unknown).contains("in this incident"));
}

#[test]
fn a_line_moves_to_its_right_time() {
    let mut stage = with_a_note();
    stage.play(at(3, 25), log("rolled back")).unwrap();
    stage.play(at(3, 30), retime(3, at(3, 10))).unwrap();
    assert_eq!(numbers(&stage.state), [3, 1, 2]);
    stage.play(at(3, 31), retime(3, at(3, 15))).unwrap();
    assert_eq!(numbers(&stage.state), [1, 3, 2]);
    assert!(stage.refused(at(3, 32), retime(3, at(3, 15))).contains("already says that"));
    assert!(stage.refused(at(3, 32), retime(3, at(3, 33))).contains("cannot have happened in the future"));
    let both = Command::Edit {
        entry: EntryRef::Number(3),
        text: Some("rolled v41 back".into()),
        to: Some(at(3, 16)),
        detail: Default::default(),
    };
    assert_eq!(stage.play(at(3, 33), both).unwrap().len(), 2);
}

#[test]
fn moving_an_automatic_line_moves_its_milestone_but_not_the_end_before_the_beginning() {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 13), at(3, 0), lifecycle::Command::Mark(lifecycle_milestone("started"))).unwrap();
    let resolved = lifecycle::Command::Status { status: lifecycle::Status::Resolved, note: None };
    stage.play(at(3, 40), resolved).unwrap();
    stage.play(at(3, 50), retime(3, at(3, 35))).unwrap();
    assert_eq!(stage.state.milestones().get(lifecycle_milestone("resolved")), Some(at(3, 35)));
    assert!(stage.refused(at(3, 51), retime(3, at(2, 59))).contains("resolved at 2026-11-21 02:59 would lie before"));
    stage.play(at(3, 52), lifecycle::Command::Close(Closing::default())).unwrap();
    assert!(stage.refused(at(3, 53), retime(4, at(3, 34))).contains("closed at"));
}

fn lifecycle_milestone(word: &str) -> crate::incident::milestones::Milestone {
    use crate::incident::milestones::Milestone;
    Milestone::ALL.into_iter().find(|milestone| milestone.word() == word).unwrap()
}

#[test]
fn a_struck_line_stays_with_its_reason_and_does_not_matter_any_more() {
    let mut stage = Stage::declared();
    stage
        .play(
            at(3, 20),
            Command::Log { kind: EntryKind::Finding, text: "it is DNS".into(), key: true, detail: Default::default() },
        )
        .unwrap();
    assert!(stage.refused(at(3, 21), strike(2, " ")).contains("`strike 2 --why …`"));
    stage.play_as("bo", at(3, 21), None, strike(2, " it was not DNS ")).unwrap();
    let entry = stage.state.timeline.numbered(2).unwrap();
    assert_eq!(entry.struck(), Some(&Struck { why: "it was not DNS".into(), by: "bo".into() }));
    assert!(!entry.matters());
    assert_eq!(entry.text().as_ref(), "it is DNS");
    assert!(stage.refused(at(3, 22), strike(2, "again")).contains("#2 is struck already"));
    assert!(stage.refused(at(3, 22), strike(1, "never mind")).contains("do the opposite"));
}

#[test]
fn a_star_is_set_taken_off_and_turned_round() {
    let mut stage = with_a_note();
    assert!(stage.refused(at(3, 21), star(2, Some(false))).contains("#2 is no key event"));
    stage.play(at(3, 21), star(2, None)).unwrap();
    assert!(stage.state.timeline.numbered(2).unwrap().matters());
    assert!(stage.refused(at(3, 22), star(2, Some(true))).contains("#2 is a key event already"));
    stage.play(at(3, 22), star(2, None)).unwrap();
    assert!(!stage.state.timeline.numbered(2).unwrap().key());
    stage.play(at(3, 23), star(1, Some(true))).unwrap();
}

#[test]
fn an_incident_that_is_over_can_still_be_told_better() {
    let mut stage = with_a_note();
    stage.play(at(4, 0), lifecycle::Command::Close(Closing::default())).unwrap();
    stage.play_back(at(4, 1), at(3, 30), log("what we forgot")).unwrap();
    stage.play(at(4, 2), edit(2, "errors began with v42")).unwrap();
    stage.play(at(4, 3), star(2, None)).unwrap();
    stage.play(at(4, 4), strike(2, "no")).unwrap();
}

#[test]
fn edits_that_did_not_see_each_other_are_contested_and_the_newest_counts() {
    let mut here = with_a_note();
    let mut there = here.copied(1);
    here.play(at(3, 30), edit(2, "v41")).unwrap();
    there.play(at(3, 31), edit(2, "v42")).unwrap();
    there.play(at(3, 32), retime(2, at(3, 10))).unwrap();
    here.meet(&there);
    let entry = here.state.timeline.numbered(2).unwrap();
    assert_eq!((entry.text().as_ref(), entry.contested()), ("v42", true));
    assert_eq!(entry.former().len(), 2, "nobody's words are lost");
    here.play(at(3, 33), edit(2, "v42")).unwrap();
    assert!(!here.state.timeline.numbered(2).unwrap().contested());
}

#[test]
fn lines_that_ic_writes_are_not_peoples_words() {
    let mut stage = with_a_note();
    stage.play(at(3, 21), roles::Command::Assign { role: "scribe".into(), person: "cy".into() }).unwrap();
    stage.play(at(3, 22), checklist::Command::Add { text: "call".into(), owner: None, due: None }).unwrap();
    let said: Vec<bool> = stage.state.timeline.as_written().iter().map(|entry| entry.said).collect();
    assert_eq!(said, [false, true, false, false]);
}

#[test]
fn every_kind_has_a_word_of_its_own() {
    let mut words: Vec<&str> = EntryKind::ALL.iter().map(|kind| kind.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), EntryKind::ALL.len());
    assert!(EntryKind::LOGGED.iter().all(|kind| EntryKind::ALL.contains(kind)));
}
