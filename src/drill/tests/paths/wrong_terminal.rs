//! Restored beside it, over it, and neither.

use crate::drill::tests::rehearsal::Rehearsal;

const SOURCE: &str = include_str!("../../../../assets/scenarios/wrong-terminal.toml");

#[test]
fn all_met_the_careful_way() {
    let played = Rehearsal::played(
        SOURCE,
        "0:30 declare 2
         1:00 take commander ana
         1:20 take comms bo
         1:40 take operations cy
         2:00 take scribe dee
         4:00 tell customers
         7:00 check hold
         10:00 sev 1
         11:00 decide
         14:00 judge I6 1 P
         15:00 tell internal
         16:30 check keep
         18:00 tell customers
         19:00 choose I7 beside
         22:30 ack I8
         23:30 task
         24:00 tell customers
         25:00 check deadline
         27:00 check copies
         28:30 tell internal
         30:00 take commander eve
         33:00 task
         34:00 decide
         36:00 tell customers
         40:00 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I5 12:00, I6 13:00, I7 16:00, I7k 17:30, I8 22:00, I7b 23:00, I9 26:00, \
         I9k 28:00, I10 29:00, I11 32:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, \
         I4.1 P, I4.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7a.1 -, I7a.2 -, I7b.1 P, \
         I8.1 P, I8.2 P, I8.3 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, \
         I11.1 P, I11.2 P, \
         I12.1 P, \
         I13.1 P, I13.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, people P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "30 s P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "4 of 4, 1 min 30 s P");
    assert_eq!(measured["update-first"], "3 min 30 s P");
    assert_eq!(measured["update-gap"], "14 min P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_met_with_the_risk_prepared() {
    let played = Rehearsal::played(
        SOURCE,
        "0:30 declare 2
         1:00 take commander ana
         1:20 take comms bo
         4:00 tell customers
         7:00 check hold
         9:30 log escalated to the head of databases
         11:00 decide
         12:30 check copies
         15:00 tell internal
         16:30 check keep
         17:00 decide
         18:00 tell customers
         18:30 choose I7 over
         20:00 judge I6 1 S
         22:30 ack I8
         24:00 decide
         24:10 tell customers
         24:30 log paged the storage vendor
         25:00 check deadline
         28:30 tell internal
         30:00 take commander eve
         33:00 task
         34:00 decide
         36:00 tell customers
         40:00 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I5 12:00, I6 13:00, I9k 13:30, I7 16:00, I7k 17:30, I8 22:00, I7a 22:30, \
         I9 26:00, I10 29:00, I11 32:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, \
         I4.1 P, I4.2 P, \
         I6.1 S, I6.2 P, \
         I7.1 P, I7a.1 P, I7a.2 P, I7b.1 -, \
         I8.1 P, I8.2 P, I8.3 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, \
         I11.1 P, I11.2 P, \
         I12.1 P, \
         I13.1 P, I13.2 P"
    );
    assert_eq!(played.why("I9.1"), "held already when it came");
    assert_eq!(played.objectives(), "command P, comms P, safety P, people S");
    assert_eq!(played.measured()["risks"], "1 of 1");
    assert_eq!(played.measured()["checklist"], "4 of 4 done P");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(SOURCE, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I3x 12:01, I6 13:00, I7 16:00, I7x 21:01, I8 22:00, \
         I9 26:00, I10 29:00, I11 32:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, \
         I2.1 U, I2.2 U, \
         I3.1 U, \
         I4.1 U, I4.2 U, \
         I6.1 -, I6.2 U, \
         I7.1 U, I7a.1 -, I7a.2 -, I7b.1 -, \
         I8.1 U, I8.2 U, I8.3 U, \
         I9.1 U, I9.2 U, \
         I10.1 U, \
         I11.1 U, I11.2 U, \
         I12.1 U, \
         I13.1 U, I13.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, people U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["no-commander"], "45 min");
    assert_eq!(measured["checklist"], "0 of 4 done M");
}

#[test]
fn late_hinted_and_restored_over_it_with_nothing_set_aside() {
    let played = Rehearsal::played(
        SOURCE,
        "5:00 declare
         6:30 take commander ana
         8:00 tell customers
         9:30 hint I3
         10:00 check hold
         10:30 decide
         11:00 tell internal
         12:00 take comms bo
         16:00 log paged the head of security
         18:00 sev 2
         18:00 tell internal
         19:00 decide
         20:00 judge I6 1 M
         20:30 choose I7 over
         26:00 decide
         29:00 tell customers
         29:30 hint I9
         31:30 task
         32:00 check copies
         33:00 sev 1
         34:00 decide
         36:00 take commander eve
         37:00 tell internal
         39:00 check deadline
         39:30 task
         42:00 tell customers
         44:30 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 10:01, I5 12:00, I6 13:00, I7 16:00, I8 22:00, I7a 24:30, I9 26:00, \
         I10 29:00, I11 32:00, I9k 33:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, I1.3 M, \
         I2.1 P, I2.2 M, \
         I3.1 S, \
         I4.1 S, I4.2 P, \
         I6.1 M, I6.2 P, \
         I7.1 M, I7a.1 P, I7a.2 S, I7b.1 -, \
         I8.1 U, I8.2 S, I8.3 M, \
         I9.1 S, I9.2 M, \
         I10.1 S, \
         I11.1 M, I11.2 P, \
         I12.1 S, \
         I13.1 S, I13.2 P"
    );
    assert_eq!(played.objectives(), "command M, comms U, safety M, people M");
    assert_eq!(played.why("I7.1"), "risky, without \"Set aside what is left before it is written over\"");
    assert!(played.why("I6.2").starts_with("after 5m"), "what was told before Dana spoke up is not it");
    let measured = played.measured();
    assert_eq!(measured["declare"], "5 min S");
    assert_eq!(measured["commander"], "1 min 30 s P");
    assert_eq!(measured["update-first"], "3 min P");
    assert_eq!(measured["update-gap"], "21 min S");
    assert_eq!(measured["checklist"], "3 of 4 done M");
    assert_eq!(measured["risks"], "0 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured["hints"], "2");
}

#[test]
fn answered_only_when_pressed() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 2
         9:30 take comms bo
         11:00 tell customers
         12:30 check hold
         22:00 decide",
    );
    assert!(played.arrivals().contains("I2x 9:01, I5 12:00, I3x 12:01, I6 13:00, I7 16:00, I7x 21:01"));
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 U, I1.3 P, \
         I2.1 M, I2.2 P, \
         I3.1 M, \
         I4.1 U, I4.2 M, \
         I6.1 -, I6.2 U, \
         I7.1 M, I7a.1 -, I7a.2 -, I7b.1 -, \
         I8.1 U, I8.2 U, I8.3 U, \
         I9.1 U, I9.2 U, \
         I10.1 U, \
         I11.1 U, I11.2 U, \
         I12.1 U, \
         I13.1 U, I13.2 U"
    );
    assert_eq!(played.why("I7.1"), "not done, but I7x was answered after 6m");
}
