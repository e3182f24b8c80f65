//! By hand at the rack, blind, and not at all.

use crate::drill::tests::rehearsal::Rehearsal;

const SOURCE: &str = include_str!("../../../../assets/scenarios/locked-out.toml");

#[test]
fn all_met_the_careful_way() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 1
         1:30 take commander ana
         2:00 take comms bo
         2:30 take operations cy
         2:40 take scribe dee
         3:00 check bridge
         6:00 tell customers
         9:00 check outside
         10:00 tell internal
         15:30 log called in the facility manager
         16:00 task
         17:00 check breakglass
         20:30 check second-eyes
         21:00 tell customers
         22:00 choose I8 rack
         23:30 ack I9
         24:00 tell customers
         28:00 take commander eve
         29:00 judge I10 2 P
         32:00 decide
         36:00 tell internal
         38:00 tell customers
         40:00 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 1:00, I3 2:00, I4 5:00, I5 8:00, I6 12:00, I7 15:00, I7k 19:00, I8 20:00, I8k 21:30, I9 23:00, \
         I8b 25:00, I10 27:00, I11 31:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, \
         I5.1 P, I5.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, I8a.1 -, I8a.2 -, I8b.1 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 P, \
         I11.1 P, \
         I12.1 P, \
         I13.1 P, I13.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, reach P");
    assert_eq!(played.why("I8b.1"), "held already when it came", "the password had been looked for before");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "4 of 4, 1 min 40 s P");
    assert_eq!(measured["update-first"], "5 min P");
    assert_eq!(measured["update-gap"], "15 min P");
    assert_eq!(measured["promises"], "5 of 5");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_met_with_the_risk_prepared() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 2
         1:30 take commander ana
         2:00 take comms bo
         3:00 check bridge
         6:00 tell customers
         9:00 check outside
         10:00 tell internal
         16:00 sev 1
         16:30 task
         20:30 check second-eyes
         21:00 tell customers
         22:00 decide
         22:30 choose I8 blind
         23:30 ack I9
         24:00 tell customers
         26:00 decide
         26:30 task
         28:00 take commander eve
         32:00 decide
         36:00 tell internal
         38:00 tell customers
         40:00 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 1:00, I3 2:00, I4 5:00, I5 8:00, I6 12:00, I7 15:00, I8 20:00, I8k 21:30, I9 23:00, I8a 25:30, \
         I10 27:00, I11 31:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, \
         I5.1 P, I5.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, I8a.1 P, I8a.2 P, I8b.1 -, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 -, \
         I11.1 P, \
         I12.1 P, \
         I13.1 P, I13.2 P"
    );
    assert_eq!(played.why("I10.2"), "not rated by the controller");
    assert_eq!(played.objectives(), "command P, comms P, safety P, reach P");
    let measured = played.measured();
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["checklist"], "3 of 4 done P");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(SOURCE, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 1:00, I3 2:00, I4 5:00, I5 8:00, I3x 8:01, I6 12:00, I4x 13:01, I7 15:00, I8 20:00, I9 23:00, \
         I8x 25:01, I10 27:00, I11 31:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, \
         I5.1 U, I5.2 U, \
         I7.1 U, I7.2 U, \
         I8.1 U, I8a.1 -, I8a.2 -, I8b.1 -, \
         I9.1 U, I9.2 U, \
         I10.1 U, I10.2 -, \
         I11.1 U, \
         I12.1 U, \
         I13.1 U, I13.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, reach U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["no-commander"], "45 min");
    assert_eq!(measured["checklist"], "0 of 4 done M");
}

#[test]
fn late_hinted_and_decided_without_choosing() {
    let played = Rehearsal::played(
        SOURCE,
        "6:00 declare 3
         6:30 take commander ana
         10:00 check bridge
         11:30 hint I5
         13:00 check outside
         14:00 log escalated to the duty manager
         22:00 tell customers
         24:00 task
         25:00 tell internal
         26:00 decide
         28:30 tell customers
         33:00 judge I10 2 M
         33:30 hint I11
         36:00 decide
         38:00 tell internal
         43:00 status resolved
         44:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 1:00, I3 2:00, I4 5:00, I5 8:00, I3x 8:01, I6 12:00, I4x 13:01, I7 15:00, I8 20:00, I9 23:00, \
         I8x 25:01, I10 27:00, I11 31:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 P, \
         I3.1 M, I3.2 P, \
         I4.1 M, \
         I5.1 S, I5.2 M, \
         I7.1 P, I7.2 S, \
         I8.1 M, I8a.1 -, I8a.2 -, I8b.1 -, \
         I9.1 U, I9.2 P, \
         I10.1 U, I10.2 M, \
         I11.1 S, \
         I12.1 P, \
         I13.1 P, I13.2 S"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety M, reach S");
    assert_eq!(played.why("I7.1"), "held already when it came", "called for a minute before");
    assert_eq!(played.why("I8.1"), "not done, but I8x was answered after 6m");
    assert_eq!(played.why("I10.2"), "controller: as seen");
    let measured = played.measured();
    assert_eq!(measured["declare"], "6 min S");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["update-first"], "16 min S");
    assert_eq!(measured["update-gap"], "14 min 30 s P");
    assert_eq!(measured["checklist"], "2 of 4 done M");
    assert_eq!(measured["handoffs"], "none");
    assert_eq!(measured["hints"], "2");
}

#[test]
fn blind_and_unprepared() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 1
         1:30 take commander ana
         21:00 choose I8 blind
         28:00 take commander bo
         30:00 decide",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 1:00, I3 2:00, I4 5:00, I5 8:00, I3x 8:01, I6 12:00, I4x 13:01, I7 15:00, I8 20:00, I9 23:00, \
         I8a 24:00, I10 27:00, I11 31:00, I12 35:00, I13 39:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I3.1 U, I3.2 P, \
         I4.1 U, \
         I5.1 U, I5.2 U, \
         I7.1 U, I7.2 U, \
         I8.1 M, I8a.1 S, I8a.2 U, I8b.1 -, \
         I9.1 U, I9.2 U, \
         I10.1 P, I10.2 -, \
         I11.1 U, \
         I12.1 U, \
         I13.1 U, I13.2 U"
    );
    assert_eq!(
        played.why("I8.1"),
        "risky, without a decision written down and \"Two people read a change before it is sent\""
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, reach U");
    assert_eq!(played.measured()["risks"], "0 of 1");
}
