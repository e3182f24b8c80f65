use proptest::prelude::*;

use super::*;
use crate::incident::lifecycle::Command;
use crate::incident::testing::{Stage, at};
use crate::incident::timeline::{Command as Entry, EntryRef};

/// The milestones after these were said, one record after the other.
fn derive(steps: impl IntoIterator<Item = (What, Time)>) -> Milestones {
    let steps: Vec<_> = steps.into_iter().collect();
    let mut course = Course::default();
    for (place, (what, _)) in steps.iter().enumerate() {
        course.take(Uuid::from_u128(place as u128), *what);
    }
    course.milestones(|record| steps.get(record.as_u128() as usize).map(|(_, at)| *at))
}

fn mark(stage: &mut Stage, milestone: Milestone, minute: u32) -> u32 {
    stage.play_back(at(3, 50), at(3, minute), Command::Mark(milestone)).unwrap();
    stage.last().number
}

fn retime(stage: &mut Stage, number: u32, minute: u32) {
    let edit = Entry::Edit {
        entry: EntryRef::Number(number),
        text: None,
        to: Some(at(3, minute)),
        detail: Default::default(),
    };
    stage.play(at(3, 51), edit).unwrap();
}

fn set(stage: &mut Stage, status: Status) {
    stage.play(at(3, 40), Command::Status { status, note: None }).unwrap();
}

fn overruled(stage: &Stage) -> Vec<u32> {
    stage.state.timeline.as_written().iter().filter(|entry| entry.overruled).map(|entry| entry.number).collect()
}

#[test]
fn a_running_clock_counts_from_the_first_thing_known() {
    let declared = (What::Mark(Milestone::Declared), at(3, 12));
    let detected = (What::Mark(Milestone::Detected), at(3, 9));
    let started = (What::Mark(Milestone::Started), at(3, 2));
    assert_eq!(derive([]).since(), None);
    assert_eq!(derive([declared]).since(), Some(at(3, 12)));
    assert_eq!(derive([declared, detected]).since(), Some(at(3, 9)));
    assert_eq!(derive([declared, detected, started]).since(), Some(at(3, 2)));
}

#[test]
fn a_duration_needs_both_its_ends() {
    let started = (What::Mark(Milestone::Started), at(3, 2));
    let resolved = (What::Status(Status::Resolved), at(4, 2));
    assert_eq!(derive([started]).to_resolve(), None);
    assert_eq!(derive([resolved]).to_resolve(), None);
    let both = derive([started, resolved]);
    assert_eq!(both.to_resolve(), Some(Span::minutes(60)));
    assert_eq!((both.duration(), both.to_mitigate(), both.to_detect()), (both.to_resolve(), None, None));
}

#[test]
fn the_close_cannot_be_marked() {
    assert_eq!(
        Milestone::ALL.into_iter().filter(|milestone| !milestone.markable()).collect::<Vec<_>>(),
        [Milestone::Closed]
    );
}

#[test]
fn the_newest_mark_overrules_the_line_of_the_one_before() {
    let mut stage = Stage::declared();
    let (first, second) = (mark(&mut stage, Milestone::Started, 5), mark(&mut stage, Milestone::Started, 4));
    assert_eq!((overruled(&stage), stage.state.milestones().since()), (vec![first], Some(at(3, 4))));
    assert!(!stage.state.timeline.numbered(first).unwrap().matters());
    retime(&mut stage, first, 3);
    assert_eq!((overruled(&stage), stage.state.milestones().since()), (vec![second], Some(at(3, 3))));
}

#[test]
fn going_back_overrules_marks_and_a_corrected_time_does_not_bring_them_back() {
    let mut stage = Stage::declared();
    set(&mut stage, Status::Mitigated);
    let marked = mark(&mut stage, Milestone::Mitigated, 35);
    assert!(overruled(&stage).is_empty(), "the status was set all the same");
    set(&mut stage, Status::Investigating);
    assert_eq!(overruled(&stage), [marked]);
    retime(&mut stage, marked, 34);
    assert_eq!((overruled(&stage), stage.state.milestones().get(Milestone::Mitigated)), (vec![marked], None));
}

#[test]
fn the_declaration_was_when_the_newest_word_says() {
    let mut stage = Stage::declared();
    let marked = mark(&mut stage, Milestone::Declared, 10);
    assert_eq!(stage.state.milestones().get(Milestone::Declared), Some(at(3, 10)));
    retime(&mut stage, 1, 8);
    assert_eq!((overruled(&stage), stage.state.milestones().get(Milestone::Declared)), (vec![marked], Some(at(3, 8))));
}

#[test]
fn lengths_are_counted_between_the_minutes_that_people_read() {
    let seconds = TimeDelta::seconds;
    let started = (What::Mark(Milestone::Started), at(10, 14) + seconds(50));
    let found = derive([started, (What::Status(Status::Resolved), at(10, 54) + seconds(10))]);
    assert_eq!((found.to_resolve(), found.duration()), (Some(Span::minutes(40)), Some(Span::minutes(40))));
    assert_eq!(Milestones::length(at(10, 15), at(10, 14) + seconds(59)), None);
}

#[test]
fn what_must_come_before_what() {
    use Milestone::{Closed, Declared, Detected, Identified, Mitigated, Resolved, Started};
    let in_this_order = |first, then| {
        let found = derive([(What::Mark(first), at(3, 1)), (What::Mark(then), at(3, 2))]);
        check(&Milestones::default(), &found, &Zone::utc()).is_ok()
    };
    let free = [
        (Detected, Started),
        (Declared, Started),
        (Resolved, Detected),
        (Mitigated, Identified),
        (Resolved, Identified),
    ];
    for (first, then) in free {
        assert!(in_this_order(first, then) && in_this_order(then, first), "{first:?} {then:?}");
    }
    let bound =
        [(Started, Identified), (Detected, Identified), (Started, Resolved), (Mitigated, Resolved), (Detected, Closed)];
    for (first, then) in bound {
        assert!(in_this_order(first, then) && !in_this_order(then, first), "{first:?} {then:?}");
    }
    assert!(!in_this_order(Closed, Identified));
}

proptest! {
    #[test]
    fn after_a_status_nothing_later_is_reached_unless_it_was_marked(
        statuses in prop::collection::vec(prop::sample::select(Status::ALL.to_vec()), 1..12)
    ) {
        let minutes = 0..;
        let steps = statuses.iter().zip(minutes).map(|(status, minute)| (What::Status(*status), at(3, minute)));
        let found = derive(steps);
        if let Some(last) = statuses.iter().rev().find(|status| **status != Status::Cancelled) {
            let reached = Milestone::of(*last);
            let later = |milestone: &Milestone| *milestone > reached.unwrap_or(Milestone::Declared);
            prop_assert!(Milestone::ALL.into_iter().filter(later).all(|milestone| found.get(milestone).is_none()));
            prop_assert!(reached.is_none_or(|reached| found.get(reached).is_some()));
        }
    }
}
