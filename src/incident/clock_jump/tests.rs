use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::incident::nudge::nudges;
use crate::incident::testing::{Stage, at, declaration, plays};
use crate::incident::timeline::{Command, Entry, EntryKind, EntryRef, Event as Entered};
use crate::incident::updates::{self, Audience, Promise};
use crate::incident::{Event, Kind, Record, fold};

fn log(text: &str) -> Command {
    Command::Log { kind: EntryKind::Note, text: text.into(), key: false, detail: Default::default() }
}

fn tell() -> updates::Command {
    updates::Command::Send { audience: Audience::Customers, text: "we are on it".into(), next: Promise::Cadence }
}

/// The numbers of the lines, in the order in which they are told.
fn order(stage: &Stage) -> Vec<u32> {
    stage.state.timeline.in_order().map(|entry| entry.number).collect()
}

/// Whether this record says that a line happened at another time.
fn moves(record: &Record, line: Uuid) -> bool {
    matches!(&record.kind, Kind::Known(Event::Entry(Entered::Retimed { entry, .. })) if *entry == line)
}

#[test]
fn a_clock_that_went_back_is_marked_once_and_the_order_is_kept() {
    let mut stage = Stage::declared();
    stage.play(at(4, 3), log("before")).unwrap();
    stage.play(at(3, 4), log("an hour back")).unwrap();
    stage.play(at(3, 5), log("and on")).unwrap();
    let marked: Vec<_> = stage.state.timeline.as_written().iter().map(|entry| entry.clock_back).collect();
    assert_eq!(marked, [None, None, Some(Span::minutes(59)), None]);
    assert_eq!(order(&stage), [1, 2, 3, 4]);
    assert_eq!(sentence(Span::minutes(59)), "the clock went back by 59 min");
}

#[test]
fn what_was_said_to_have_happened_earlier_is_no_jump_and_goes_where_it_belongs() {
    let mut stage = Stage::declared();
    stage.play(at(4, 3), log("before")).unwrap();
    stage.play_back(at(4, 4), at(3, 30), log("written down late")).unwrap();
    assert_eq!((stage.last().clock_back, order(&stage)), (None, vec![1, 3, 2]));
}

#[test]
fn machines_that_disagree_by_a_minute_are_not_worth_a_word() {
    assert_eq!(went_back(at(4, 3), at(4, 2)), None);
    assert_eq!(went_back(at(4, 3), at(4, 1)), Some(Span::minutes(2)));
    assert_eq!(went_back(at(4, 1), at(4, 3)), None);
}

#[test]
fn a_clock_that_was_ahead_is_seen_when_it_is_put_right() {
    let mut stage = Stage::declared();
    let tomorrow = Span::minutes(24 * 60);
    stage.play(tomorrow.after(at(3, 20)), log("tomorrow")).unwrap();
    assert_eq!(stage.last().clock_back, None);
    stage.play(at(3, 20), log("today")).unwrap();
    assert_eq!((stage.last().clock_back, order(&stage)), (Some(tomorrow), vec![1, 2, 3]));
}

#[test]
fn a_time_that_is_put_right_moves_the_line() {
    let mut stage = Stage::declared();
    stage.play(at(4, 3), log("before")).unwrap();
    stage.play(at(3, 14), log("an hour back")).unwrap();
    let edit =
        Command::Edit { entry: EntryRef::Number(2), text: None, to: Some(at(3, 13)), detail: Default::default() };
    stage.play(at(3, 15), edit).unwrap();
    stage.play(at(3, 16), log("and on")).unwrap();
    assert_eq!(order(&stage), [1, 2, 3, 4]);
    assert_eq!(stage.state.timeline.numbered(2).unwrap().occurred, at(3, 13));
}

#[test]
fn the_update_that_was_sent_last_says_when_the_next_is_due_whatever_the_clock_said() {
    let mut stage = Stage::declared();
    stage.play(at(9, 0), tell()).unwrap();
    stage.play(at(3, 20), tell()).unwrap();
    let due = stage.state.update_due(Audience::Customers).unwrap();
    assert!(due > at(3, 20) && due < at(9, 0), "{due}");
}

#[test]
fn the_time_of_an_exercise_is_no_clock_that_could_go_back() {
    let mut stage = Stage::rehearsed();
    stage.play(at(4, 3), log("before")).unwrap();
    stage.play(at(3, 20), log("set back")).unwrap();
    assert_eq!((stage.last().clock_back, order(&stage).is_sorted()), (None, true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_duration_is_negative_and_the_order_stays_whatever_the_clock_says(
        acts in prop::collection::vec((plays(3), 0..48_u32, 0..60_u32), 1..16)
    ) {
        let mut stage = Stage::empty();
        stage.play(at(3, 12), declaration("Whatever the clock says")).unwrap();
        for (plays, hour, minute) in &acts {
            stage.play_all(Span::minutes(hour * 60 + minute).after(at(0, 0)), plays);
        }
        let state = &stage.state;
        let retimed = |entry: &&Entry| stage.records.iter().any(|record| moves(record, entry.id));
        let as_it_came: Vec<u32> = (state.timeline.in_order())
            .filter(|entry| stage.records.iter().any(|record| record.id == entry.id && record.occurred.is_none()))
            .filter(|entry| !retimed(entry))
            .map(|entry| entry.number)
            .collect();
        prop_assert!(as_it_came.is_sorted(), "{as_it_came:?}");
        for tenure in state.tenures() {
            prop_assert!(tenure.to.is_none_or(|to| to >= tenure.from), "{tenure:?}");
        }
        for (hour, minute) in [(0, 0), (12, 0), (23, 59)] {
            let now = at(hour, minute);
            prop_assert!(nudges(state, now).iter().all(|nudge| nudge.age.ms() >= 0));
        }
        prop_assert!(state.milestones().duration().is_none_or(|lasted| lasted.ms() >= 0));
        prop_assert_eq!(&fold(stage.records.clone()), state);
    }
}
