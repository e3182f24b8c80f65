//! All, some, none through the second carrier.

use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;

const SOURCE: &str = include_str!("../../../../assets/scenarios/green-status-page.toml");

#[test]
fn all_met_the_careful_way() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 2
         1:20 take commander ana
         1:40 take comms bo
         2:00 take operations cy
         2:20 take scribe dee
         4:00 tell customers
         7:00 check own-change
         9:00 decide
         14:00 check end-to-end
         15:00 tell internal
         17:00 log called in Wim from purchasing
         17:30 task
         18:30 tell customers
         19:00 check fallback
         20:30 choose I7 some
         21:30 ack I8
         22:30 decide
         24:00 decide
         24:30 check clinics
         26:00 take comms eve
         31:00 tell customers
         31:30 task
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I3k 8:00, I4 9:00, I5 13:00, I6 16:00, I7 18:00, I7k 20:00, I8 21:00, I7b 23:30, \
         I9 25:00, I10 27:00, I11 30:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7a.1 -, I7a.2 -, I7b.1 P, I7b.2 P, I7c.1 -, I7c.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 P, \
         I11.1 P, I11.2 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, supplier P, safety P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "20 s P");
    assert_eq!(measured["roles"], "4 of 4, 1 min 20 s P");
    assert_eq!(measured["update-first"], "3 min P");
    assert_eq!(measured["update-gap"], "14 min 30 s P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert!(!measured.contains_key("risks"), "nothing risky was chosen");
}

#[test]
fn all_met_alone_with_the_risk_prepared() {
    let played = Rehearsal::played_with(
        SOURCE,
        Options { solo: true, ..Options::default() },
        "1:00 declare 2
         1:20 take commander ana
         1:40 take comms ana
         4:00 tell customers
         7:00 check own-change
         9:00 decide
         14:00 check end-to-end
         15:00 tell internal
         17:00 log called in Wim from purchasing
         17:30 task
         18:00 tell customers
         18:30 check fallback
         19:00 decide
         20:00 choose I7 all
         21:30 ack I8
         22:00 decide
         24:00 decide
         24:30 task
         31:00 tell customers
         31:30 task
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I3k 8:00, I4 9:00, I5 13:00, I6 16:00, I7 18:00, I7k 19:30, I8 21:00, I7a 23:00, \
         I9 25:00, I10 27:00, I11 30:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7a.1 P, I7a.2 P, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 P, I8.2 P, \
         I9.1 -, \
         I11.1 P, I11.2 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.why("I9.1"), "nobody to hand over to: played alone");
    assert_eq!(played.objectives(), "command P, comms P, supplier P, safety P");
    let measured = played.measured();
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["checklist"], "3 of 4 done P");
    assert_eq!(measured["handoffs"], "none");
}

#[test]
fn all_missed() {
    let played = Rehearsal::played(SOURCE, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 13:00, I6 16:00, I7 18:00, I8 21:00, I7x 23:01, I9 25:00, \
         I10 27:00, I11 30:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, \
         I2.1 U, \
         I3.1 U, I3.2 U, \
         I5.1 U, I5.2 U, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7a.1 -, I7a.2 -, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 U, I8.2 U, \
         I9.1 U, \
         I11.1 U, I11.2 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, supplier U, safety U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert!(!measured.contains_key("update-gap"), "there was no word to wait for another after");
}

#[test]
fn late_hinted_and_waiting() {
    let played = Rehearsal::played(
        SOURCE,
        "2:00 declare
         2:30 tell customers
         5:00 take comms bo
         10:00 take commander ana
         11:00 sev 2
         14:00 check own-change
         16:00 tell internal
         19:30 hint I6
         20:00 check end-to-end
         20:30 task
         22:30 decide
         23:00 hint I8
         24:00 choose I7 wait
         25:00 ack I8
         27:00 sev 1
         27:30 free comms
         28:00 skip clinics
         30:30 tell customers
         31:00 take comms eve
         37:00 task
         39:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I5 13:00, I3k 15:00, I6 16:00, I7 18:00, I8 21:00, I7x 23:01, I9 25:00, \
         I7c 27:00, I10 27:00, I11 30:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 S, I1.3 S, \
         I2.1 P, \
         I3.1 S, I3.2 M, \
         I5.1 S, I5.2 P, \
         I6.1 M, I6.2 S, \
         I7.1 M, I7a.1 -, I7a.2 -, I7b.1 -, I7b.2 -, I7c.1 P, I7c.2 U, \
         I8.1 S, I8.2 P, \
         I9.1 U, \
         I11.1 P, I11.2 S, \
         I12.1 U, I12.2 S"
    );
    assert_eq!(played.objectives(), "command U, comms U, supplier M, safety M");
    assert_eq!(played.why("I2.1"), "held already when it came", "told before the first call");
    assert!(played.why("I7.1").ends_with("only after I7x"), "{}", played.why("I7.1"));
    let measured = played.measured();
    assert_eq!(measured["declare"], "2 min P");
    assert_eq!(measured["commander"], "8 min S");
    assert_eq!(measured["update-first"], "30 s P");
    assert_eq!(measured["update-gap"], "28 min S");
    assert_eq!(measured["checklist"], "2 of 4 done, 1 left out with a reason M");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 3 min 30 s S");
    assert_eq!(measured["hints"], "2");
}

#[test]
fn everything_at_once_and_unprepared() {
    let played = Rehearsal::played(
        SOURCE,
        "1:00 declare 2
         9:30 hint I3
         11:00 check own-change
         12:00 decide
         19:00 choose I7 all
         26:30 decide",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I3k 12:00, I5 13:00, I6 16:00, I7 18:00, I8 21:00, I7a 22:00, \
         I9 25:00, I10 27:00, I11 30:00, I12 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 U, I1.3 P, \
         I2.1 U, \
         I3.1 S, I3.2 S, \
         I5.1 U, I5.2 U, \
         I6.1 U, I6.2 U, \
         I7.1 M, I7a.1 P, I7a.2 U, I7b.1 -, I7b.2 -, I7c.1 -, I7c.2 -, \
         I8.1 U, I8.2 S, \
         I9.1 U, \
         I11.1 U, I11.2 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(
        played.why("I7.1"),
        "risky, without a decision written down and \"Read the limits of a fallback before moving to it\"",
        "the decision was about something that came before"
    );
    assert_eq!(played.objectives(), "command U, comms U, supplier U, safety M");
    assert_eq!(played.measured()["risks"], "0 of 1");
}
