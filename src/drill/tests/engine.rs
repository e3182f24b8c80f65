//! The rules of play, on a small scenario.

use super::rehearsal::Rehearsal;
use crate::drill::start::{Options, times};
use crate::incident::exercise::Command;

pub(super) const FAILOVER: &str = r#"
schema = "ic-drill/1"
[exercise]
id = "failover"
title = "Slow"
status = "ready"
duration = "45m"
scenario_start = "14:25"
situation = "Three nodes and a standby."
ground_truth = "A leak."
roles = ["commander", "comms"]
targets = { declare = "5m", commander = "3m", update_first = "5m", update_every = "20m", handoff = "3m" }
objectives = [{ id = "command", text = "Always one commander" }, { id = "comms", text = "Customers hear from us" }]
checklist = [{ id = "standby", text = "Check the standby", role = "commander", required = true }]

[[inject]]
id = "I1"
at = "0m"
method = "alert"
synopsis = "Latency"
text = "p95 4.2 s"
expect = [
    { action = "declare", objective = "command" },
    { action = "assign:commander", within = "8m", objective = "command" },
]

[[inject]]
id = "I2"
at = "6m"
method = "customer"
to = "comms"
synopsis = "First report"
text = "It hangs!"
hint = { after = "5m", text = "Who tells customers?" }
expect = [{ action = "update:customer", within = "8m", objective = "comms" }]

[[inject]]
id = "I3"
type = "contingency"
when = ["missed I2"]
method = "exec"
synopsis = "Silence"
text = "I read of it elsewhere."
expect = [{ action = "update:customer", within = "4m" }]

[[inject]]
id = "I4"
at = "15m"
method = "chat"
synopsis = "Decision"
text = "Fail over?"
options = [
    { id = "failover", label = "Fail over", risky = true, needs = ["standby"] },
    { id = "rollback", label = "Roll back" },
]
expect = [{ action = "choose", within = "6m", objective = "command" }]

[[inject]]
id = "I5"
when = ["chose I4.failover"]
delay = "3m"
method = "customer"
synopsis = "Stale"
text = "Orders are gone!"
expect = [{ action = "severity", within = "5m", fresh = true }, { action = "decision", within = "8m" }]

[[inject]]
id = "I6"
when = ["chose I4.rollback"]
delay = "5m"
method = "dashboard"
synopsis = "Partial"
text = "node-3 did not roll back"
expect = [{ action = "task", within = "5m" }]

[[inject]]
id = "I7"
at = "30m"
method = "phone"
to = "commander"
synopsis = "Leaving"
text = "You have to leave."
expect = [{ action = "handoff:commander", within = "3m", objective = "command" }]

[[inject]]
id = "I8"
at = "40m"
method = "dashboard"
synopsis = "Recovery"
text = "p95 0.3 s"
expect = [
    { action = "resolve", within = "5m" },
    { action = "update:customer", within = "5m", objective = "comms", fresh = true },
]
"#;

#[test]
fn all_met() {
    let played = Rehearsal::played(
        FAILOVER,
        "1:00 declare 2
         1:30 take commander ana
         1:40 take comms bo
         4:00 tell customers
         8:00 tell customers
         16:00 check standby
         17:00 decide
         18:00 choose I4 failover
         22:00 sev 1
         23:00 decide
         27:00 tell customers
         31:00 take commander cy
         41:00 status resolved
         42:00 tell customers",
    );
    assert_eq!(played.arrivals(), "I1 0:00, I2 6:00, I4 15:00, I5 21:00, I7 30:00, I8 40:00");
    assert_eq!(played.ratings(), "I1.1 P, I1.2 P, I2.1 P, I4.1 P, I5.1 P, I5.2 P, I6.1 -, I7.1 P, I8.1 P, I8.2 P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["update-gap"], "19 min P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["checklist"], "1 of 1 done P");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(FAILOVER, "44:00 end");
    assert_eq!(played.arrivals(), "I1 0:00, I2 6:00, I3 14:01, I4 15:00, I7 30:00, I8 40:00");
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I2.1 U, I4.1 U, I5.1 -, I5.2 -, I6.1 -, I7.1 U, I8.1 -, I8.2 -",
        "the recovery was due after this ENDEX"
    );
    assert_eq!(played.measured()["declare"], "not done U");
}

#[test]
fn late_with_a_hint_after_the_contingency_and_unprepared() {
    let played = Rehearsal::played(
        FAILOVER,
        "9:00 declare 2
         15:30 tell customers
         16:00 choose I4 failover
         20:00 take commander ana
         34:00 take commander bo
         41:00 status resolved",
    );
    assert_eq!(played.ratings(), "I1.1 S, I1.2 M, I2.1 M, I4.1 M, I5.1 U, I5.2 U, I6.1 -, I7.1 S, I8.1 P, I8.2 U");
    assert!(played.why("I2.1").contains("only after I3"), "{}", played.why("I2.1"));
    assert_eq!(played.why("I4.1"), "risky, without a decision written down and \"Check the standby\"");
    let hinted = Rehearsal::played(FAILOVER, "1:00 declare 2\n11:00 hint I2\n11:30 tell customers");
    assert!(hinted.ratings().contains("I2.1 S"), "{}", hinted.ratings());
    assert!(hinted.why("I2.1").ends_with("with a hint"));
}

#[test]
fn what_holds_already_meets_an_expectation_unless_it_has_to_be_fresh() {
    let played = Rehearsal::played(
        FAILOVER,
        "0:30 declare 2
         3:00 tell customers
         38:00 tell customers
         39:00 status resolved",
    );
    assert!(played.ratings().contains("I2.1 P"), "sent three minutes before: {}", played.ratings());
    assert_eq!(played.why("I2.1"), "held already when it came");
    assert!(played.ratings().contains("I8.1 P, I8.2 U"), "{}", played.ratings());
    let too_old =
        Rehearsal::played(&FAILOVER.replace("at = \"6m\"", "at = \"20m\""), "0:30 declare 2\n3:00 tell customers");
    assert!(too_old.ratings().contains("I2.1 U"), "{}", too_old.ratings());
}

#[test]
fn a_contingency_comes_once_and_what_it_asks_for_counts_for_its_parent() {
    let other = FAILOVER.replace(
        "expect = [{ action = \"update:customer\", within = \"4m\" }]",
        "expect = [{ action = \"escalate\", within = \"4m\" }]",
    );
    let played = Rehearsal::played(&other, "1:00 declare 2\n16:00 log paged the duty manager");
    assert!(played.ratings().contains("I2.1 M"), "{}", played.ratings());
    assert!(!played.ratings().contains("I3"), "{}", played.ratings());
    assert_eq!(played.arrivals().matches("I3").count(), 1);
}

#[test]
fn a_contingency_that_was_answered_before_its_inject_came_does_not_count_for_it() {
    let other = FAILOVER.replace(
        "expect = [{ action = \"update:customer\", within = \"4m\" }]",
        "expect = [{ action = \"ack\", within = \"4m\" }]",
    );
    let played = Rehearsal::played(&other, "1:00 declare 2\n2:00 fire I3\n2:10 ack I3");
    assert!(played.ratings().contains("I2.1 U"), "{}", played.ratings());
}

#[test]
fn nothing_is_due_while_it_is_paused() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("5:00 declare 2");
    rehearsal.exercise(Command::Pause).unwrap();
    assert_eq!(rehearsal.play().next(rehearsal.after("20:00")), None);
    rehearsal.exercise(Command::Resume).unwrap();
    assert!(rehearsal.play().next(rehearsal.after("20:00")).is_some());
}

#[test]
fn skipping_brings_the_next_inject_and_takes_nobody_time() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("1:00 declare 2\n1:10 skip-on");
    assert_eq!(rehearsal.arrivals(), "I1 0:00, I2 1:10");
    rehearsal.follow("2:00 tell customers\n2:10 skip-on\n3:00 choose I4 rollback\n8:30 task");
    assert_eq!(rehearsal.arrivals(), "I1 0:00, I2 1:10, I4 2:10, I6 8:00");
    rehearsal.until_endex();
    assert_eq!(rehearsal.arrivals(), "I1 0:00, I2 1:10, I4 2:10, I6 8:00, I7 17:10, I8 27:10");
    assert_eq!((rehearsal.now - rehearsal.after("0:00")).num_seconds(), 32 * 60 + 10, "ENDEX came forward, too");
    assert!(rehearsal.ratings().starts_with("I1.1 P, I1.2 U, I2.1 P, I4.1 P"), "{}", rehearsal.ratings());
}

#[test]
fn skipping_brings_what_follows_from_a_choice_before_what_comes_later_anyway() {
    let mut rehearsal = Rehearsal::begin(FAILOVER, Options::default());
    rehearsal.follow("1:00 declare 2\n1:10 skip-on\n1:20 skip-on\n2:00 choose I4 failover\n2:10 skip-on\n2:20 skip-on");
    assert_eq!(rehearsal.arrivals(), "I1 0:00, I2 1:10, I4 1:20, I5 2:10, I7 2:20");
}

#[test]
fn an_inject_that_is_fired_comes_once() {
    let played = Rehearsal::played(FAILOVER, "1:00 declare\n2:00 fire I5\n3:00 fire I2\n16:00 choose I4 failover");
    assert_eq!(played.arrivals(), "I1 0:00, I5 2:00, I2 3:00, I3 11:01, I4 15:00, I7 30:00, I8 40:00");
}

#[test]
fn without_times_injects_come_when_the_controller_brings_them_and_only_hints_cost() {
    let untimed = Options { timed: false, ..Options::default() };
    let mut rehearsal = Rehearsal::begin(FAILOVER, untimed);
    rehearsal.until(rehearsal.after("60:00"));
    assert_eq!(rehearsal.arrivals(), "");
    rehearsal.follow("60:00 skip-on\n61:00 declare 2\n62:00 skip-on\n90:00 hint I2\n95:00 tell customers\n96:00 end");
    assert!(rehearsal.ratings().starts_with("I1.1 P, I1.2 U, I2.1 S"), "{}", rehearsal.ratings());
}

#[test]
fn alone_there_is_nobody_to_hand_over_to() {
    let solo = Options { solo: true, ..Options::default() };
    let played = Rehearsal::played_with(FAILOVER, solo, "1:00 declare 2\n2:00 take commander ana");
    assert!(played.ratings().contains("I7.1 -"), "{}", played.ratings());
}

#[test]
fn a_seed_varies_times_the_same_way_each_time_and_keeps_their_order() {
    let scenario = Rehearsal::begin(FAILOVER, Options::default()).scenario;
    let written = times(&scenario, None);
    let mut differ = false;
    for seed in 0..200 {
        let varied = times(&scenario, Some(seed));
        assert_eq!(varied, times(&scenario, Some(seed)));
        let timed: Vec<_> = varied.iter().flatten().collect();
        assert!(timed.is_sorted(), "{timed:?}");
        assert_eq!((varied[0], varied.last()), (written[0], written.last()), "the first and the last stay");
        differ |= varied != written;
    }
    assert!(differ);
}

#[test]
fn what_can_no_longer_follow_will_not_come() {
    let mut played = Rehearsal::begin(FAILOVER, Options::default());
    let lost = |played: &Rehearsal| {
        let mut lost: Vec<_> = played.play().lost(played.now).into_iter().map(str::to_owned).collect();
        lost.sort();
        lost.join(" ")
    };
    assert_eq!(lost(&played), "");
    played.follow("1:00 declare 2\n7:00 tell customers");
    assert_eq!(lost(&played), "I3", "nobody was silent");
    played.follow("16:00 choose I4 failover");
    assert_eq!(lost(&played), "I3 I6", "the other option was chosen");
}
