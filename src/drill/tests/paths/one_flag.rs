//! Two decisions, each both ways, and a state that was taken back.

use crate::drill::tests::rehearsal::Rehearsal;

const SOURCE: &str = include_str!("../../../../assets/scenarios/one-flag.toml");

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
         7:00 task
         10:00 check keep-warm
         13:00 choose I5 shed
         16:30 ack I6
         17:00 task
         17:30 check by-hand
         18:00 tell customers
         20:00 tell internal
         20:30 task
         23:00 log paged the author of rewind
         24:00 check way-back
         25:30 check two-readers
         26:00 choose I9 silence
         29:00 tell internal
         29:30 take commander eve
         32:00 tell customers
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I5k 11:00, I5 12:00, I5b 16:00, I6 16:00, I7 19:00, I8 22:00, I9 25:00, \
         I9b 28:00, I10 28:00, I11 31:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, I3.2 P, \
         I5.1 P, I5a.1 -, I5a.2 -, I5b.1 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9a.1 -, I9b.1 P, \
         I10.1 P, \
         I11.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.why("I2.1"), "held already when it came");
    assert_eq!(played.why("I3.2"), "held already when it came");
    assert_eq!(played.objectives(), "command P, comms P, safety P, way-back P");
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
fn all_met_with_both_risks_prepared() {
    let played = Rehearsal::played(
        SOURCE,
        "0:30 declare 2
         1:00 take commander ana
         1:20 take comms bo
         4:00 tell customers
         7:00 task
         12:30 check keep-warm
         13:00 decide
         14:00 choose I5 restart
         16:30 ack I6
         17:30 check by-hand
         18:00 sev 1
         18:30 tell customers
         20:00 tell internal
         20:30 task
         23:00 log escalated to those who wrote beacon
         24:00 check way-back
         25:30 check two-readers
         26:00 decide
         26:30 choose I9 store
         29:00 take commander eve
         29:30 decide
         32:00 tell customers
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I5 12:00, I5k 13:30, I6 16:00, I5a 17:00, I7 19:00, I8 22:00, I9 25:00, \
         I10 28:00, I9a 28:30, I11 31:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 P, \
         I3.1 P, I3.2 P, \
         I5.1 P, I5a.1 P, I5a.2 P, I5b.1 -, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9a.1 P, I9b.1 -, \
         I10.1 P, \
         I11.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, way-back P");
    let measured = played.measured();
    assert_eq!(measured["risks"], "2 of 2");
    assert_eq!(measured["checklist"], "4 of 4 done P");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(SOURCE, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I6 16:00, I5x 17:01, I7 19:00, I8 22:00, I9 25:00, \
         I10 28:00, I11 31:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, \
         I2.1 U, I2.2 U, \
         I3.1 U, I3.2 U, \
         I5.1 U, I5a.1 -, I5a.2 -, I5b.1 -, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7.2 U, \
         I8.1 U, I8.2 U, \
         I9.1 U, I9a.1 -, I9b.1 -, \
         I10.1 U, \
         I11.1 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, way-back U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
}

#[test]
fn late_hinted_and_resolved_too_early() {
    let played = Rehearsal::played(
        SOURCE,
        "5:30 declare 3
         5:45 take comms bo
         10:00 take commander ana
         11:30 tell customers
         12:30 task
         15:30 hint I5
         16:00 choose I5 shed
         18:00 tell internal
         19:30 ack I6
         21:00 task
         25:30 hint I8
         26:00 tell internal
         27:00 choose I9 store
         27:30 sev 2
         28:00 check by-hand
         29:00 free commander
         30:00 status resolved
         33:00 status mitigated
         34:00 take commander eve
         34:30 decide
         35:00 check way-back
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I6 16:00, I5b 19:00, I7 19:00, I8 22:00, I9 25:00, \
         I10 28:00, I9a 29:00, I11 31:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, \
         I2.1 P, I2.2 M, \
         I3.1 S, I3.2 P, \
         I5.1 S, I5a.1 -, I5a.2 -, I5b.1 P, \
         I6.1 S, I6.2 M, \
         I7.1 S, I7.2 P, \
         I8.1 S, I8.2 M, \
         I9.1 M, I9a.1 S, I9b.1 -, \
         I10.1 U, \
         I11.1 S, \
         I12.1 U, I12.2 P"
    );
    assert_eq!(played.objectives(), "command U, comms M, safety M, way-back M");
    assert!(played.why("I5.1").ends_with("with a hint"), "{}", played.why("I5.1"));
    let measured = played.measured();
    assert_eq!(measured["declare"], "5 min 30 s S");
    assert_eq!(measured["commander"], "4 min 30 s P");
    assert_eq!(measured["no-commander"], "15 min");
    assert_eq!(measured["update-first"], "6 min P");
    assert_eq!(measured["update-gap"], "24 min 30 s S", "it was not resolved after all");
    assert_eq!(measured["checklist"], "2 of 4 done M");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 5 min S");
    assert_eq!(measured["risks"], "0 of 1");
    assert_eq!(measured["hints"], "2");
}

#[test]
fn restarted_unprepared_and_late_then_silent_with_a_hint() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 1
         1:30 take commander ana
         18:00 choose I5 restart
         22:30 log called in Marek
         27:00 check by-hand
         27:30 hint I9
         28:00 choose I9 silence
         30:30 tell internal
         39:00 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I6 16:00, I5x 17:01, I7 19:00, I5a 21:00, I8 22:00, \
         I9 25:00, I10 28:00, I9b 30:00, I11 31:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, \
         I2.1 P, I2.2 U, \
         I3.1 U, I3.2 U, \
         I5.1 M, I5a.1 P, I5a.2 S, I5b.1 -, \
         I6.1 U, I6.2 M, \
         I7.1 M, I7.2 U, \
         I8.1 P, I8.2 U, \
         I9.1 S, I9a.1 -, I9b.1 P, \
         I10.1 U, \
         I11.1 U, \
         I12.1 P, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety M, way-back U");
    assert_eq!(
        played.why("I5.1"),
        "risky, without a decision written down and \"Find out what a home does without a good answer\""
    );
    let measured = played.measured();
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "1 of 4 done M");
    assert_eq!(measured["risks"], "0 of 1");
}
