use proptest::prelude::*;

use super::*;
use crate::incident::testing::at;

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
