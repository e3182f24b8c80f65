//! What the records themselves tell: ids, order, clocks, and what they name.

use std::collections::HashMap;

use chrono::TimeDelta;
use uuid::Uuid;

use super::finding::{Code, Finding};
use crate::cli::lint::counted;
use crate::incident::timeline::Entry;
use crate::incident::{Event, Kind, Position, Record, State, Time, clock_jump};

/// How far ahead a clock may be before that is said.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// Looks at the records of a journal, in the order of the file, at `now` (UTC).
pub(super) fn look(records: &[Record], now: Time) -> Vec<Finding> {
    let mut first: HashMap<Uuid, &Record> = HashMap::with_capacity(records.len());
    let (mut twice, mut clash, mut astray) = (Vec::new(), Vec::new(), Vec::new());
    let mut newest: Option<Position> = None;
    for record in records {
        match first.get(&record.id) {
            Some(other) if says_the_same(other, record) => twice.push(record.id),
            Some(_) => clash.push(record.id),
            None => {
                first.insert(record.id, record);
                if newest.is_some_and(|newest| record.position() < newest) {
                    astray.push(record.id);
                }
                newest = newest.max(Some(record.position()));
            }
        }
    }
    let lost = |record: &&Record| record.over.iter().any(|id| !first.contains_key(id));
    let lost = records.iter().filter(lost).map(|record| record.id).collect();
    // In an exercise the clock shows what its scenario says.
    let is_exercise = records.iter().any(|record| matches!(record.kind, Kind::Known(Event::Exercise(_))));
    let limit = (now + AHEAD).timestamp_millis();
    let ahead = records.iter().filter(|record| !is_exercise && record.h.ms > limit).map(|record| record.id).collect();
    [
        some(clash, |count, ids| {
            let what = format!("{} under an id that another one has: {ids}", stands(count));
            let advice = "both lines are kept; of each id the earlier record by its clock counts, the other has no \
                          effect: log it anew if it is missed";
            Finding::problem(Code::IdClash, what, advice)
        }),
        some(twice, |count, ids| {
            let what = format!("{} in the journal more than once: {ids}", stands(count));
            Finding::remark(Code::IdTwice, what, "nothing: each counts once")
        }),
        some(astray, |count, _| {
            let what = format!("{} behind a later one, as in a journal put together of copies", stands(count));
            Finding::remark(Code::Order, what, "nothing: the order that counts is that of their clocks")
        }),
        some(ahead, |count, ids| {
            let what = format!("{} ahead of this machine's clock: {ids}", counted(count, "record"));
            let advice = "set the clocks of the machines that write here; entries keep the order of writing";
            Finding::remark(Code::Future, what, advice)
        }),
        some(lost, |count, ids| {
            let what = format!("{} after one that is not here: {ids}", comes(count));
            let advice = "if another copy of the journal has it, put the lines of both into one file";
            Finding::remark(Code::UnknownOver, what, advice)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where the clock went back.
pub(super) fn clock_jumps(state: &State) -> impl Iterator<Item = Finding> {
    let jump = |entry: &Entry| {
        let (number, back) = (entry.number, entry.clock_back?);
        let what = format!("{} before #{number} was written", clock_jump::sentence(back));
        let advice = format!("the order is kept; if its time is wrong, `ic edit {number} --at TIME` corrects it");
        Some(Finding::remark(Code::ClockBack, what, advice).about(vec![entry.id]))
    };
    state.timeline.as_written().iter().filter_map(jump)
}

/// Whether one record is the other, written again: a clock may have gone on meanwhile, so where no time was said it does
/// not tell them apart.
fn says_the_same(one: &Record, other: &Record) -> bool {
    let same_time = one.occurred == other.occurred || one.occurred() == other.occurred();
    same_time && (&one.kind, &one.by) == (&other.kind, &other.by)
}

/// A finding about some records, if there are any: made of how many they are, and of the first ones' ids.
fn some(records: Vec<Uuid>, finding: impl FnOnce(usize, String) -> Finding) -> Option<Finding> {
    const NAMED: usize = 3;
    let more = if records.len() > NAMED { ", …" } else { "" };
    let named: Vec<String> = records.iter().take(NAMED).map(Uuid::to_string).collect();
    (!records.is_empty()).then(|| finding(records.len(), named.join(", ") + more).about(records))
}

fn stands(count: usize) -> String {
    format!("{} {}", counted(count, "record"), if count == 1 { "stands" } else { "stand" })
}

fn comes(count: usize) -> String {
    format!("{} {}", counted(count, "record"), if count == 1 { "comes" } else { "come" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Stamp;
    use crate::incident::testing::{Stage, at, record};

    fn codes(records: &[Record]) -> Vec<Code> {
        look(records, at(23, 59)).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_journal_as_it_was_written_is_not_remarked_upon() {
        assert_eq!(codes(&[]), []);
        assert_eq!(codes(&Stage::declared().records), []);
        assert_eq!(codes(&Stage::rehearsed().records), []);
    }

    #[test]
    fn one_id_for_two_records_is_a_problem_and_a_copy_is_none() {
        let (one, other) = (record(1, vec![]), record(2, vec![]));
        let later = Record { h: Stamp { ms: one.h.ms + 9, n: 0 }, ..one.clone() };
        assert_eq!(codes(&[one.clone(), one.clone(), later]), [Code::IdTwice]);
        let at_another_time = Record { occurred: Some(at(2, 0)), ..one.clone() };
        assert_eq!(codes(&[one.clone(), at_another_time]), [Code::IdClash]);
        let clash = Record { id: one.id, by: "bo".into(), ..other };
        let found = look(&[one.clone(), clash], at(23, 59));
        assert_eq!((found[0].code, &found[0].records), (Code::IdClash, &vec![one.id]));
    }

    #[test]
    fn an_entry_that_was_tried_again_later_and_then_found_again_is_no_clash() {
        let first = record(1, vec![]);
        let again = Record {
            h: Stamp { ms: first.h.ms + 60_000, n: 0 },
            at: first.at + TimeDelta::minutes(1),
            ..first.clone()
        };
        assert_eq!(codes(&[first.clone(), again.clone()]), [Code::IdTwice]);
        let state = crate::incident::fold(vec![again, first.clone()]);
        assert_eq!((state.records(), state.head()), (1, Some(first.position())));
    }

    #[test]
    fn order_clocks_and_lost_ones_are_remarked_upon() {
        let (one, two) = (record(1, vec![]), record(2, vec![]));
        assert_eq!(codes(&[two.clone(), one.clone()]), [Code::Order]);
        assert_eq!(codes(&[two.clone(), one.clone(), one.clone()]), [Code::IdTwice, Code::Order]);
        let ahead = Record { h: Stamp { ms: at(23, 59).timestamp_millis() + 300_001, n: 0 }, ..two.clone() };
        assert_eq!(codes(&[one.clone(), ahead]), [Code::Future]);
        assert_eq!(codes(&[record(3, vec![one.id])]), [Code::UnknownOver]);
        assert_eq!(codes(&[one.clone(), record(3, vec![one.id])]), []);
    }
}
