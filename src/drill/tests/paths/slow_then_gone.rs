//! Slow, then gone: servers that fall one after the other, and a standby with old data.

use crate::drill::tests::rehearsal::Rehearsal;

const SCENARIO: &str = include_str!("../../../../assets/scenarios/slow-then-gone.toml");

#[test]
fn all_met_by_the_risky_way_with_the_standby_checked_and_a_decision_first() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 4
         1:30 take commander sanne
         1:40 take comms mei
         1:50 take ops pavel
         5:00 tell customers
         9:00 check changes
         9:30 task
         10:30 check standby
         13:00 sev 3
         13:30 check work
         17:00 decide
         17:30 tell internal
         18:00 tell customers
         20:00 decide
         21:00 choose I7 failover
         24:00 tell customers
         24:30 decide
         25:00 ack I8
         28:00 sev 1
         29:00 tell internal
         31:00 decide
         31:30 task
         33:00 take commander idris
         36:00 status resolved
         36:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I3r 10:00, I7r 11:30, I4 12:00, I5 14:00, I6 16:00, I7 19:00, I7a 23:00, \
         I8 23:00, I9 27:00, I10 30:00, I11 32:00, I12 35:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, I7a.1 P, I7a.2 P, I7b.1 -, I7b.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 P, \
         I11.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, diagnosis P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "3 of 3, 50 s P");
    assert_eq!(measured["update-first"], "4 min P");
    assert_eq!(measured["update-gap"], "13 min P");
    assert_eq!(measured["checklist"], "3 of 3 done P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_missed_by_doing_nothing() {
    let played = Rehearsal::played(SCENARIO, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I2x 10:01, I4 12:00, I5 14:00, I6 16:00, I7 19:00, I8 23:00, I7x 24:01, \
         I9 27:00, I10 30:00, I11 32:00, I12 35:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, I1.4 U, \
         I2.1 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, I4.2 U, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7.2 U, I7a.1 -, I7a.2 -, I7b.1 -, I7b.2 -, \
         I8.1 U, I8.2 U, \
         I9.1 U, I9.2 U, \
         I10.1 U, I10.2 U, \
         I11.1 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, diagnosis U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["checklist"], "0 of 3 done M");
    assert_eq!(measured.get("update-gap"), None);
}

#[test]
fn late_with_hints_after_contingencies_and_offline_by_choice() {
    let played = Rehearsal::played(
        SCENARIO,
        "4:00 hint I1
         4:30 declare
         6:30 take commander sanne
         7:00 take comms mei
         9:00 sev 3
         11:00 tell customers
         14:00 check changes
         18:00 sev 2
         18:30 decide
         20:00 task
         22:00 tell internal
         23:30 choose I7 offline
         25:00 decide
         26:00 decide
         27:30 ack I8
         31:00 task
         32:00 log called in the network team
         33:00 decide
         34:00 free commander
         35:30 take commander idris
         36:00 tell customers
         39:30 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I2x 10:01, I4 12:00, I5 14:00, I3r 15:00, I6 16:00, I7 19:00, I8 23:00, \
         I7x 24:01, I7b 25:30, I9 27:00, I10 30:00, I11 32:00, I12 35:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, I1.3 S, I1.4 S, \
         I2.1 M, \
         I3.1 S, I3.2 M, \
         I4.1 S, I4.2 U, \
         I6.1 P, I6.2 S, \
         I7.1 P, I7.2 M, I7a.1 -, I7a.2 -, I7b.1 P, I7b.2 S, \
         I8.1 S, I8.2 M, \
         I9.1 S, I9.2 U, \
         I10.1 P, I10.2 P, \
         I11.1 U, \
         I12.1 S, I12.2 P"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety M, diagnosis M");
    let measured = played.measured();
    assert_eq!(measured["declare"], "4 min 30 s P");
    assert_eq!(measured["commander"], "2 min P");
    assert_eq!(measured["roles"], "2 of 3 M");
    assert_eq!(measured["update-first"], "6 min 30 s S");
    assert_eq!(measured["update-gap"], "25 min S");
    assert_eq!(measured["checklist"], "1 of 3 done P");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 1 min 30 s S");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn over_to_a_standby_that_nobody_has_checked_with_much_done_before_it_was_asked_for() {
    let played = Rehearsal::played(
        SCENARIO,
        "0:30 declare 3
         0:40 take commander sanne
         0:50 take comms mei
         3:00 tell customers
         6:00 check changes
         6:30 task
         10:00 log escalated to the hoster
         11:00 check work
         16:30 decide
         16:40 tell internal
         20:00 choose I7 failover
         20:30 decide
         21:30 check standby
         24:00 ack I8
         25:00 tell customers
         25:30 sev 2
         28:00 tell internal
         29:00 decide
         30:00 take commander idris
         31:00 decide
         31:10 task
         33:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3r 7:00, I3 8:00, I4 12:00, I5 14:00, I6 16:00, I7 19:00, I7a 22:00, I7r 22:30, \
         I8 23:00, I9 27:00, I10 30:00, I11 32:00, I12 35:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 M, I7.2 P, I7a.1 P, I7a.2 S, I7b.1 -, I7b.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 P, \
         I11.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(
        played.why("I7.1"),
        "risky, without a decision written down and \"Check how old node-b's data is and what it runs\""
    );
    assert_eq!(played.objectives(), "command P, comms P, safety M, diagnosis P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "30 s P");
    assert_eq!(measured["update-gap"], "22 min S");
    assert_eq!(measured["checklist"], "3 of 3 done P");
    assert_eq!(measured["risks"], "0 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}
