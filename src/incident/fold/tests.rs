use proptest::prelude::*;

use super::*;
use crate::incident::Time;
use crate::incident::milestones::Milestone::{self, *};
use crate::incident::nudge::nudges;
use crate::incident::snapshot::Snapshot;
use crate::incident::testing::{Play, Stage, at, plays, record};

fn before_the_end() -> [(Milestone, Milestone); 7] {
    [
        (Started, Mitigated),
        (Started, Resolved),
        (Started, Closed),
        (Declared, Closed),
        (Mitigated, Resolved),
        (Mitigated, Closed),
        (Resolved, Closed),
    ]
}

/// What every reader of a state may rely on, whoever wrote it.
fn looks_sound(state: &State, now: Time) {
    assert!(state.tenures().iter().all(|tenure| tenure.to.is_none_or(|to| to >= tenure.from)));
    let told: Vec<_> = state.timeline.in_order().map(|entry| entry.rank()).collect();
    assert!(told.is_sorted() && told.len() == state.timeline.len());
    let _ = (Snapshot::from(state), nudges(state, now), state.next_update());
}

/// Reads records in the order of a file, as a session does that meets them one by one.
fn read_one_by_one(records: &[Record]) -> State {
    let mut state = State::default();
    for (place, record) in records.iter().enumerate() {
        if state.apply(record) == Applied::Late {
            state = fold(records[..=place].to_vec());
        }
    }
    state
}

fn diverged(common: &[Play], here: &[Play], there: &[Play]) -> (Stage, Stage) {
    let mut first = Stage::declared();
    let now = first.play_all(at(3, 12), common);
    let mut second = first.copied(1);
    first.play_all(now, here);
    second.play_all(now, there);
    (first, second)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_people_do_the_end_stays_after_the_beginning(plays in plays(40)) {
        let mut stage = Stage::declared();
        let mut now = at(3, 12);
        for play in &plays {
            now = stage.play_all(now, std::slice::from_ref(play));
            let milestones = stage.state.milestones();
            for (first, last) in before_the_end() {
                if let (Some(begin), Some(end)) = (milestones.get(first), milestones.get(last)) {
                    prop_assert!(begin <= end, "{first:?} at {begin}, {last:?} at {end} after {play:?}");
                }
            }
            looks_sound(&stage.state, now);
        }
        prop_assert_eq!(fold(stage.records.clone()), stage.state);
    }

    #[test]
    fn any_order_and_any_number_of_times_makes_the_same_state(
        (here, there) in (plays(12), plays(12)),
        shuffled in any::<prop::sample::Index>(),
        twice in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        seed in any::<u64>(),
    ) {
        let (first, second) = diverged(&[], &here, &there);
        let mut records = [first.records, second.records].concat();
        let whole = fold(records.clone());
        for index in twice {
            records.push(records[index.index(records.len())].clone());
        }
        let turn = shuffled.index(records.len());
        records.rotate_left(turn);
        let mix = |id: Uuid| (id.as_u128() as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        records.sort_by_key(|record| mix(record.id));
        records.rotate_right(turn);
        prop_assert_eq!(&read_one_by_one(&records), &whole);
        prop_assert_eq!(fold(records), whole);
    }

    #[test]
    fn two_copies_of_a_journal_become_one_whichever_is_added_to_which(
        common in plays(10), here in plays(10), there in plays(10)
    ) {
        let (first, second) = diverged(&common, &here, &there);
        let one = fold([first.records.clone(), second.records.clone()].concat());
        let other = fold([second.records.clone(), first.records.clone()].concat());
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&one, &read_one_by_one(&[second.records, first.records].concat()));
        looks_sound(&one, at(9, 0));
    }

    #[test]
    fn work_goes_on_after_two_copies_met(here in plays(12), there in plays(12), then in plays(12)) {
        let (mut stage, other) = diverged(&[], &here, &there);
        stage.meet(&other);
        let now = stage.play_all(at(5, 0), &then);
        looks_sound(&stage.state, now);
    }
}

#[test]
fn of_one_id_used_twice_the_earlier_record_counts_in_every_copy() {
    let early = record(1, vec![]);
    let late = Record { h: Stamp { ms: 9, n: 0 }, by: "bo".into(), ..early.clone() };
    let whole = fold(vec![late.clone(), early.clone()]);
    assert_eq!(whole.timeline.as_written()[0].by.as_ref(), "ana");
    assert_eq!(whole, fold(vec![early.clone(), late.clone()]));
    assert_eq!(whole, read_one_by_one(&[late, early]));
}

#[test]
fn a_record_is_applied_once_and_in_its_place() {
    let mut state = State::default();
    assert_eq!((state.head(), state.records()), (None, 0));
    assert_eq!(state.apply(&record(2, vec![])), Applied::Fresh);
    assert_eq!(state.apply(&record(2, vec![])), Applied::Known);
    assert_eq!(state.apply(&record(1, vec![])), Applied::Late);
    assert_eq!((state.records(), state.knows(Uuid::from_u128(2)), state.knows(Uuid::from_u128(1))), (1, true, false));
    assert_eq!(state.head(), Some(record(2, vec![]).position()));
}

#[test]
fn what_a_later_version_wrote_is_shown_as_it_is() {
    let state = fold(vec![record(1, vec![])]);
    assert_eq!(state.timeline.as_written()[0].text().as_ref(), "{}");
    assert!(state.lifecycle.declared().is_none());
}
