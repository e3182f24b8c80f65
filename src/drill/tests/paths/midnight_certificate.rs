//! Both decisions on both sides, prepared and not.

use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;

const SOURCE: &str = include_str!("../../../../assets/scenarios/midnight-certificate.toml");

#[test]
fn all_met_the_careful_way() {
    let played = Rehearsal::played(
        SOURCE,
        "0:40 declare 2
         1:00 take commander ana
         1:10 take comms bo
         1:20 take scribe cy
         4:00 tell customers
         6:00 check compare
         9:00 choose I4 hold
         12:00 task
         15:00 task
         15:30 tell internal
         18:00 log paged Amara, security
         18:30 check owner
         20:30 check security
         21:30 choose I7 wait
         22:00 tell customers
         24:00 take commander dee
         24:30 decide
         25:30 ack I9
         26:00 check boarding
         27:00 tell internal
         30:00 status resolved
         31:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 5:00, I4k 7:00, I4 8:00, I4b 11:00, I5 14:00, I6 17:00, I7 20:00, I8 23:00, I7b 23:30, \
         I9 25:00, I10 29:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I4.1 P, I4a.1 -, I4b.1 P, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7a.1 -, I7b.1 P, I7b.2 P, \
         I8.1 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, owner P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "40 s P");
    assert_eq!(measured["commander"], "20 s P");
    assert_eq!(measured["roles"], "3 of 3, 40 s P");
    assert_eq!(measured["update-first"], "3 min 20 s P");
    assert_eq!(measured["update-gap"], "18 min P");
    assert_eq!(measured["promises"], "3 of 3");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert!(!measured.contains_key("risks"), "nothing risky was chosen");
}

#[test]
fn all_met_with_both_risks_prepared() {
    let played = Rehearsal::played(
        SOURCE,
        "0:40 declare 2
         1:00 take commander ana
         2:00 take comms bo
         4:00 tell customers
         8:30 check compare
         9:00 decide
         10:00 choose I4 rollback
         13:30 tell internal
         14:30 task
         15:00 tell internal
         17:30 log escalated to security
         19:00 check owner
         20:30 check security
         21:00 decide
         21:30 choose I7 skip
         22:30 tell customers
         24:00 take commander dee
         24:30 decide
         25:30 ack I9
         26:00 tell internal
         30:00 tell customers
         31:00 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 5:00, I4 8:00, I4k 9:30, I4a 13:00, I5 14:00, I6 17:00, I7 20:00, I8 23:00, I7a 23:30, \
         I9 25:00, I10 29:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I4.1 P, I4a.1 P, I4b.1 -, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7a.1 P, I7b.1 -, I7b.2 -, \
         I8.1 P, \
         I9.1 P, I9.2 P, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, safety P, owner P");
    let measured = played.measured();
    assert_eq!(measured["risks"], "2 of 2");
    assert_eq!(measured["roles"], "2 of 3 M", "nobody wrote");
    assert_eq!(measured["checklist"], "3 of 4 done P", "boarding without a pass was not asked for");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(SOURCE, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 5:00, I4 8:00, I2x 9:01, I4x 13:01, I5 14:00, I6 17:00, I7 20:00, I8 23:00, I9 25:00, \
         I10 29:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, \
         I2.1 U, \
         I4.1 U, I4a.1 -, I4b.1 -, \
         I5.1 U, I5.2 U, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7a.1 -, I7b.1 -, I7b.2 -, \
         I8.1 U, \
         I9.1 U, I9.2 U, \
         I10.1 U, I10.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety U, owner U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["no-commander"], "35 min");
    assert_eq!(measured["roles"], "0 of 3 U");
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert_eq!(measured["handoffs"], "none");
    assert_eq!(measured["silence"], "35 min");
}

#[test]
fn late_hinted_and_unprepared() {
    let played = Rehearsal::played(
        SOURCE,
        "7:00 declare
         8:00 take commander ana
         12:00 tell customers
         14:30 choose I4 rollback
         15:00 sev 3
         20:30 hint I6
         21:00 sev 2
         21:00 decide
         22:00 choose I7 skip
         24:00 tell internal
         24:30 skip owner
         25:00 free commander
         26:00 take commander bo
         27:00 task
         29:00 decide
         30:00 ack I9
         31:00 tell internal
         33:00 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 5:00, I4 8:00, I2x 9:01, I4x 13:01, I5 14:00, I6 17:00, I4a 17:30, I7 20:00, I8 23:00, \
         I7a 24:00, I9 25:00, I10 29:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, I1.3 S, \
         I2.1 M, \
         I4.1 M, I4a.1 S, I4b.1 -, \
         I5.1 M, I5.2 S, \
         I6.1 S, I6.2 U, \
         I7.1 M, I7a.1 S, I7b.1 -, I7b.2 -, \
         I8.1 U, \
         I9.1 S, I9.2 S, \
         I10.1 P, I10.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, safety M, owner U");
    assert!(played.why("I2.1").ends_with("only after I2x"), "{}", played.why("I2.1"));
    assert!(played.why("I6.1").ends_with("with a hint"), "{}", played.why("I6.1"));
    assert_eq!(played.why("I7.1"), "risky, without \"Call security before any protection is loosened\"");
    let measured = played.measured();
    assert_eq!(measured["declare"], "7 min S");
    assert_eq!(measured["commander"], "1 min P");
    assert_eq!(measured["no-commander"], "9 min");
    assert_eq!(measured["update-first"], "5 min P");
    assert_eq!(measured["update-gap"], "21 min S");
    assert_eq!(measured["checklist"], "0 of 4 done, 1 left out with a reason M");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 1 min S", "not one handoff, but two steps");
    assert_eq!(measured["risks"], "0 of 2");
    assert_eq!(measured["hints"], "1");
}

#[test]
fn a_decision_in_writing_counts_for_the_choice_that_was_not_made() {
    let played = Rehearsal::played(SOURCE, "0:30 declare 2\n15:00 decide");
    assert!(played.arrivals().contains("I4x 13:01") && !played.arrivals().contains("I4a"), "{}", played.arrivals());
    assert!(played.ratings().contains("I4.1 M, I4a.1 -, I4b.1 -"), "{}", played.ratings());
}

#[test]
fn alone_nobody_is_expected_to_take_over() {
    let played = Rehearsal::played_with(
        SOURCE,
        Options { solo: true, ..Options::default() },
        "1:00 declare 2\n2:00 take commander ana\n4:00 tell customers\n9:00 choose I4 hold",
    );
    assert!(played.ratings().contains("I8.1 -"), "{}", played.ratings());
    assert!(!played.arrivals().contains('x'), "{}", played.arrivals());
}
