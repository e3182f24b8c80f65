//! Thirty per cent: a server that was outgrown, and a shop that looks guilty.

use crate::drill::tests::rehearsal::Rehearsal;

const SCENARIO: &str = include_str!("../../../../assets/scenarios/thirty-per-cent.toml");

#[test]
fn all_met_by_the_risky_way_with_room_measured_and_a_decision_first() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 2
         1:30 take commander ines
         2:00 take comms priya
         2:10 take ops tomas
         2:20 take scribe mo
         4:00 tell customers
         5:30 check room
         8:00 check hands
         12:00 check scope
         12:10 judge I3 3 P
         12:30 task
         12:40 check visitors
         15:00 decide
         16:00 choose I5 all
         17:00 tell customers
         20:00 log paged the network duty
         20:30 task
         21:00 ack I6
         22:00 tell customers
         25:00 decide
         26:00 tell internal
         28:00 take comms jonas
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3f 6:00, I5r 6:30, I3 7:00, I4 11:00, I4r 13:40, I5 14:00, I5b 19:00, I6 20:00, \
         I7 24:00, I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, I3.3 P, \
         I4.1 P, I4.2 P, I4.3 P, \
         I5.1 P, I5.2 P, I5a.1 -, I5a.2 -, I5b.1 P, I5b.2 P, I5c.1 -, I5c.2 -, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, judgement P, finish P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "4 of 4, 1 min 20 s P");
    assert_eq!(measured["update-first"], "3 min P");
    assert_eq!(measured["update-gap"], "13 min P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_missed_by_doing_nothing() {
    let played = Rehearsal::played(SCENARIO, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3f 6:00, I3 7:00, I2x 9:01, I4 11:00, I5 14:00, I5x 19:01, I6 20:00, I7 24:00, \
         I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, \
         I2.1 U, \
         I3.1 U, I3.2 U, I3.3 -, \
         I4.1 U, I4.2 U, I4.3 U, \
         I5.1 U, I5.2 U, I5a.1 -, I5a.2 -, I5b.1 -, I5b.2 -, I5c.1 -, I5c.2 -, \
         I6.1 U, I6.2 U, \
         I7.1 U, I7.2 U, \
         I8.1 U, \
         I10.1 U, I10.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, judgement U, finish U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["roles"], "0 of 4 U");
    assert_eq!(measured["update-first"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert_eq!(measured["handoffs"], "none");
    assert_eq!(measured.get("update-gap"), None);
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn late_with_hints_after_contingencies_and_all_moved_unprepared() {
    let played = Rehearsal::played(
        SCENARIO,
        "7:00 declare 2
         8:00 take commander ines
         10:00 hint I3
         10:30 take ops tomas
         12:00 tell customers
         13:00 check hands
         14:30 judge I3 3 M
         16:30 take comms priya
         17:00 check scope
         18:00 choose I5 all
         21:30 decide
         22:00 task
         22:00 hint I6
         22:30 check room
         23:00 sev 1
         24:30 ack I6
         25:00 tell customers
         25:30 tell internal
         28:00 free comms
         29:00 take comms jonas
         30:00 decide
         38:00 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3f 6:00, I3 7:00, I2x 9:01, I4 11:00, I5 14:00, I6 20:00, I5x 20:01, I5b 21:00, \
         I5r 23:30, I7 24:00, I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, I1.3 M, \
         I2.1 M, \
         I3.1 S, I3.2 S, I3.3 M, \
         I4.1 P, I4.2 S, I4.3 M, \
         I5.1 M, I5.2 M, I5a.1 -, I5a.2 -, I5b.1 P, I5b.2 P, I5c.1 -, I5c.2 -, \
         I6.1 S, I6.2 S, \
         I7.1 S, I7.2 P, \
         I8.1 U, \
         I10.1 P, I10.2 U"
    );
    assert_eq!(
        played.why("I5.1"),
        "risky, without a decision written down and \"Measure how much the other servers can still take\""
    );
    assert_eq!(played.objectives(), "command U, comms M, judgement M, finish U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "7 min S");
    assert_eq!(measured["commander"], "1 min P");
    assert_eq!(measured["roles"], "3 of 4 M");
    assert_eq!(measured["update-first"], "5 min P");
    assert_eq!(measured["update-gap"], "13 min P");
    assert_eq!(measured["checklist"], "3 of 4 done P");
    assert_eq!(measured["risks"], "0 of 1");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 1 min S");
}

#[test]
fn the_shop_is_switched_off() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:10 take commander ines
         1:20 take comms priya
         4:00 tell customers
         7:30 take ops tomas
         8:00 check hands
         12:00 check scope
         12:10 task
         15:00 choose I5 suspend
         16:00 decide
         19:00 tell internal
         21:00 ack I6
         25:30 decide
         26:00 tell customers
         27:00 tell internal
         28:00 take comms jonas
         35:00 tell customers
         39:30 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3f 6:00, I3 7:00, I4 11:00, I5 14:00, I5a 18:00, I6 20:00, I7 24:00, I8 27:00, \
         I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, I3.3 -, \
         I4.1 P, I4.2 P, I4.3 P, \
         I5.1 P, I5.2 P, I5a.1 S, I5a.2 P, I5b.1 -, I5b.2 -, I5c.1 -, I5c.2 -, \
         I6.1 P, I6.2 P, \
         I7.1 P, I7.2 P, \
         I8.1 P, \
         I10.1 S, I10.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, judgement S, finish S");
    let measured = played.measured();
    assert_eq!(measured["update-gap"], "22 min S");
    assert_eq!(measured["roles"], "3 of 4 M");
    assert_eq!(measured["checklist"], "2 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn in_batches_with_much_done_before_it_was_asked_for() {
    let played = Rehearsal::played(
        SCENARIO,
        "0:30 declare
         0:40 take commander ines
         0:50 take comms priya
         1:00 take ops tomas
         1:10 check scope
         1:20 check hands
         2:00 tell customers
         10:00 task
         10:30 sev 2
         12:00 judge I3 3 S
         13:00 decide
         18:00 hint I5
         18:30 choose I5 batches
         18:40 decide
         19:00 tell customers
         22:00 decide
         25:00 decide
         26:00 take comms jonas
         30:00 task
         33:00 status resolved
         34:30 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3f 6:00, I3 7:00, I4 11:00, I5 14:00, I6 20:00, I5c 21:30, I7 24:00, I8 27:00, \
         I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, I3.3 S, \
         I4.1 P, I4.2 P, I4.3 P, \
         I5.1 S, I5.2 S, I5a.1 -, I5a.2 -, I5b.1 -, I5b.2 -, I5c.1 P, I5c.2 S, \
         I6.1 U, I6.2 P, \
         I7.1 P, I7.2 U, \
         I8.1 P, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(played.why("I8.1"), "held already when it came");
    assert_eq!(played.objectives(), "command S, comms U, judgement S, finish P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "30 s P");
    assert_eq!(measured["update-first"], "1 min 30 s P");
    assert_eq!(measured["update-gap"], "17 min S");
    assert_eq!(measured["checklist"], "2 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured["hints"], "1");
}
