//! Campaign day: three explanations, one of them right, and a second mailing.

use crate::drill::tests::rehearsal::Rehearsal;

const SCENARIO: &str = include_str!("../../../../assets/scenarios/campaign-day.toml");

#[test]
fn all_met_by_the_risky_way_with_the_standby_looked_at_and_a_decision_first() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:30 take commander yara
         1:40 take comms noor
         2:00 take ops femi
         5:00 check marketing
         5:30 task
         6:00 tell customers
         9:00 check who
         13:30 check load
         14:10 tell internal
         15:30 check standby
         18:00 sev 1
         19:00 tell customers
         21:00 decide
         21:30 choose I7 swap
         25:00 ack I8
         26:00 task
         27:00 decide
         28:30 tell customers
         30:00 decide
         31:00 tell internal
         33:00 take commander lotte
         40:00 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I8r 6:30, I3 8:00, I4 12:00, I5 15:00, I4r 15:10, I6r 16:30, I6 17:00, I7 20:00, \
         I8 24:00, I7a 24:30, I9 28:00, I10 32:00, I11 36:00, I12 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, I4.3 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, I7a.1 P, I7a.2 P, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, evidence P, teams P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "3 of 3, 1 min P");
    assert_eq!(measured["update-first"], "5 min P");
    assert_eq!(measured["update-gap"], "13 min P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_missed_but_the_declaration() {
    let played = Rehearsal::played(SCENARIO, "2:00 declare");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I4 12:00, I3x 13:01, I5 15:00, I6 17:00, I7 20:00, I8 24:00, I8x 27:01, \
         I9 28:00, I10 32:00, I11 36:00, I12 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 U, \
         I2.1 U, I2.2 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, I4.2 U, I4.3 U, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7.2 U, I7a.1 -, I7a.2 -, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 U, I8.2 U, \
         I9.1 U, I9.2 U, \
         I10.1 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, evidence U, teams U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "2 min P");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn late_with_hints_after_contingencies_and_more_cores() {
    let played = Rehearsal::played(
        SCENARIO,
        "8:00 declare 4
         9:00 take commander yara
         9:30 hint I2
         9:45 task
         12:00 check who
         13:00 skip load
         15:00 tell customers
         18:30 tell internal
         19:00 take ops femi
         20:00 hint I6
         22:00 log escalated to the database team
         22:30 tell customers
         24:30 decide
         25:00 choose I7 bigger
         26:00 check marketing
         28:30 ack I8
         29:30 decide
         33:00 free commander
         36:00 tell customers
         40:00 take commander lotte
         41:00 tell internal
         42:00 status resolved
         44:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I4 12:00, I3x 14:01, I5 15:00, I6 17:00, I7 20:00, I8 24:00, I8r 27:00, \
         I8x 27:01, I7b 28:00, I9 28:00, I10 32:00, I11 36:00, I12 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, \
         I2.1 P, I2.2 S, \
         I3.1 P, I3.2 M, \
         I4.1 S, I4.2 U, I4.3 S, \
         I6.1 S, I6.2 S, \
         I7.1 S, I7.2 P, I7a.1 -, I7a.2 -, I7b.1 P, I7b.2 S, I7c.1 -, I7c.2 -, \
         I8.1 M, I8.2 P, \
         I9.1 P, I9.2 M, \
         I10.1 U, \
         I12.1 P, I12.2 S"
    );
    assert_eq!(played.objectives(), "command U, comms M, evidence U, teams M");
    let measured = played.measured();
    assert_eq!(measured["declare"], "8 min S");
    assert_eq!(measured["commander"], "1 min P");
    assert_eq!(measured["update-first"], "7 min S");
    assert_eq!(measured["update-gap"], "13 min 30 s P");
    assert_eq!(measured["checklist"], "2 of 4 done, 1 left out with a reason P");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 7 min S");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn everybody_goes_to_a_standby_that_nobody_has_looked_at() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:10 take commander yara
         1:20 take ops femi
         1:30 take comms noor
         4:30 task
         7:00 tell customers
         8:30 check who
         13:00 check load
         13:30 tell internal
         18:00 log called in the platform team
         20:30 tell customers
         22:00 choose I7 swap
         23:00 decide
         24:30 check standby
         25:10 ack I8
         25:20 task
         26:00 decide
         27:00 tell customers
         29:00 decide
         29:30 tell internal
         33:00 take commander lotte
         41:00 status resolved
         41:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I4 12:00, I4r 14:30, I5 15:00, I6 17:00, I7 20:00, I8 24:00, I7a 25:00, \
         I6r 25:30, I9 28:00, I10 32:00, I11 36:00, I12 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, I4.3 P, \
         I6.1 P, I6.2 P, \
         I7.1 M, I7.2 P, I7a.1 P, I7a.2 P, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(
        played.why("I7.1"),
        "risky, without a decision written down and \"Look at app-2 before anybody relies on it\""
    );
    assert_eq!(played.objectives(), "command P, comms P, evidence M, teams P");
    let measured = played.measured();
    assert_eq!(measured["update-first"], "6 min P");
    assert_eq!(measured["update-gap"], "14 min P");
    assert_eq!(measured["checklist"], "3 of 4 done M");
    assert_eq!(measured["risks"], "0 of 1");
}

#[test]
fn a_waiting_room_and_a_mailing_stopped_only_after_the_second_call() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:10 take commander yara
         1:20 take ops femi
         1:30 take comms noor
         4:30 task
         7:00 tell customers
         8:30 check who
         11:00 tell internal
         16:00 sev 2
         18:00 tell customers
         23:00 hint I7
         23:20 decide
         23:40 choose I7 queue
         26:00 check load
         27:30 decide
         30:00 tell customers
         34:00 decide
         34:30 tell internal
         37:00 take commander lotte
         39:30 tell customers
         44:30 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 4:00, I3 8:00, I4 12:00, I5 15:00, I6 17:00, I7 20:00, I8 24:00, I7c 26:40, I4r 27:00, \
         I8x 27:01, I9 28:00, I10 32:00, I11 36:00, I12 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 M, I4.3 P, \
         I6.1 P, I6.2 P, \
         I7.1 S, I7.2 S, I7a.1 -, I7a.2 -, I7b.1 -, I7b.2 -, I7c.1 P, I7c.2 P, \
         I8.1 M, I8.2 P, \
         I9.1 S, I9.2 S, \
         I10.1 S, \
         I12.1 S, I12.2 P"
    );
    assert!(played.why("I8.1").starts_with("not done, but I8x was answered"), "the decision answered the second call");
    assert_eq!(played.objectives(), "command S, comms P, evidence M, teams M");
    let measured = played.measured();
    assert_eq!(measured["update-gap"], "12 min P");
    assert_eq!(measured["checklist"], "2 of 4 done M");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured["hints"], "1");
}
