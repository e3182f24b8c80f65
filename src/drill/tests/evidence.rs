//! What counts as evidence, and what does not.

use super::engine::FAILOVER;
use super::rehearsal::Rehearsal;
use crate::drill::start::Options;
use crate::incident::exercise::Command;
use crate::incident::timeline::{self, EntryKind, EntryRef};

fn decision() -> timeline::Command {
    timeline::Command::Log {
        kind: EntryKind::Decision,
        text: "we fail over".into(),
        key: false,
        detail: Default::default(),
    }
}

#[test]
fn nobody_is_early_by_dating_back() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("1:00 declare 2\n16:00 check standby\n17:00 choose I4 failover");
    let (now, early) = (rehearsal.after("18:00"), rehearsal.after("16:30"));
    rehearsal.until(now);
    rehearsal.stage.play_back(now, early, decision()).unwrap();
    assert!(rehearsal.ratings().contains("I4.1 M"), "{}", rehearsal.ratings());
    let mut honest = Rehearsal::begin(FAILOVER, Options::default());
    honest.follow("1:00 declare 2\n16:00 check standby\n16:30 decide\n17:00 choose I4 failover");
    assert!(honest.ratings().contains("I4.1 P"), "{}", honest.ratings());
}

#[test]
fn what_was_struck_was_not_done() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("1:00 declare 2\n16:00 check standby\n16:30 decide");
    let entry = EntryRef::Id(rehearsal.stage.last().id);
    rehearsal.does(timeline::Command::Strike { entry, why: "nobody decided that".into() }).unwrap();
    rehearsal.follow("17:00 choose I4 failover");
    assert!(rehearsal.ratings().contains("I4.1 M"), "{}", rehearsal.ratings());
}

#[test]
fn a_promise_is_kept_by_the_next_word_to_the_same_people() {
    let kept =
        Rehearsal::played(FAILOVER, "1:00 declare 2\n2:00 tell customers\n20:00 tell customers\n39:00 tell customers");
    assert_eq!(kept.measured()["promises"], "2 of 2");
    let late =
        Rehearsal::played(FAILOVER, "1:00 declare 2\n2:00 tell customers\n10:00 tell internal\n30:00 tell customers");
    assert_eq!(late.measured()["promises"], "0 of 2", "colleagues are not customers");
}

#[test]
fn what_is_done_after_endex_changes_nothing() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("1:00 declare 2\n2:00 tell customers\n30:00 end");
    let (ratings, measured) = (rehearsal.ratings(), rehearsal.measured());
    rehearsal.follow("30:00 check standby\n30:00 tell customers\n30:00 take comms bo\n30:00 sev 1");
    assert_eq!((rehearsal.ratings(), rehearsal.measured()), (ratings, measured));
}

#[test]
fn an_inject_due_at_endex_does_not_come() {
    let at_the_end = FAILOVER.replace("at = \"40m\"", "at = \"45m\"");
    let played = Rehearsal::played(&at_the_end, "1:00 declare 2");
    assert!(!played.arrivals().contains("I8"), "{}", played.arrivals());
}

#[test]
fn with_a_time_and_a_condition_both_have_to_hold() {
    let both = FAILOVER.replace("at = \"30m\"", "at = \"30m\"\nwhen = [\"chose I4.rollback\"]");
    let early = Rehearsal::played(&both, "1:00 declare 2\n16:00 choose I4 rollback");
    assert!(early.arrivals().contains("I7 30:00"), "{}", early.arrivals());
    let late = Rehearsal::played(&both, "1:00 declare 2\n33:00 choose I4 rollback");
    assert!(late.arrivals().contains("I7 33:00"), "{}", late.arrivals());
    let never = Rehearsal::played(&both, "1:00 declare 2\n16:00 choose I4 failover");
    assert!(!never.arrivals().contains("I7"), "{}", never.arrivals());
}

#[test]
fn resolved_before_it_was_seen_is_resolved() {
    let played = Rehearsal::played(FAILOVER, "1:00 declare 2\n30:30 status resolved");
    assert!(played.ratings().contains("I8.1 P"), "{}", played.ratings());
    let reopened = Rehearsal::played(FAILOVER, "1:00 declare 2\n30:30 status resolved\n35:00 status mitigated");
    assert!(reopened.ratings().contains("I8.1 U"), "{}", reopened.ratings());
}

#[test]
fn alone_the_contingency_of_a_handover_stays_away() {
    let source = FAILOVER.replace("when = [\"missed I2\"]", "when = [\"missed I7\"]");
    let solo = Options { solo: true, ..Options::default() };
    let alone = Rehearsal::played_with(&source, solo, "1:00 declare 2");
    assert!(!alone.arrivals().contains("I3"), "{}", alone.arrivals());
    let team = Rehearsal::played(&source, "1:00 declare 2");
    assert!(team.arrivals().contains("I3 33:01"), "{}", team.arrivals());
}

#[test]
fn a_decision_that_calls_people_in_is_both() {
    let mut rehearsal = Rehearsal::begin(
        &FAILOVER.replace("\"decision\", within = \"8m\"", "\"escalate\", within = \"8m\""),
        Options::default(),
    );
    rehearsal.follow("1:00 declare 2\n16:00 check standby\n16:10 decide\n17:00 choose I4 failover\n20:30 sev 3");
    let paged = timeline::Command::Log {
        kind: EntryKind::Decision,
        text: "paged the storage team".into(),
        key: false,
        detail: Default::default(),
    };
    rehearsal.does(paged).unwrap();
    assert!(rehearsal.ratings().contains("I5.2 P"), "{}", rehearsal.ratings());
    rehearsal.exercise(Command::End).unwrap();
}
