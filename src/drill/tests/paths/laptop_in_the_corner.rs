//! The quiet corner: two servers that are one old laptop.

use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;

const SCENARIO: &str = include_str!("../../../../assets/scenarios/laptop-in-the-corner.toml");

/// The laptop is started again at once, and much else is forgotten.
const IN_HASTE: &str = "
    2:00 declare 1
    2:10 take commander wanjiru
    2:20 take comms amina
    8:00 decide
    8:10 task
    10:00 tell customers
    11:30 log called in the caretaker
    15:10 decide
    15:20 tell internal
    20:00 choose I6 revive
    20:30 decide
    22:30 check copy
    24:00 skip deadline
    27:00 decide
    29:00 tell customers
    35:00 status resolved
    35:30 tell customers
    36:00 log paged everybody";

#[test]
fn all_met_by_the_risky_way_with_a_copy_in_hand_and_a_decision_first() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 2
         1:30 take commander wanjiru
         1:40 take comms amina
         1:50 take ops otieno
         2:30 check backup
         4:00 tell customers
         8:00 decide
         9:00 task
         12:00 check watch
         13:30 log paged the facility team
         16:00 decide
         17:00 tell internal
         17:30 check copy
         18:50 tell customers
         20:00 decide
         21:00 choose I6 revive
         24:00 decide
         24:30 task
         25:00 check deadline
         26:30 sev 1
         27:30 tell customers
         28:00 take commander njeri
         35:00 status resolved
         36:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I2r 3:30, I3 7:00, I4 11:00, I4r 13:00, I5 15:00, I6r 18:30, I6 19:00, I6a 23:00, \
         I7 23:00, I6a2 26:00, I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, I6.3 P, I6a.1 P, I6a.2 P, I6a2.1 P, I6a2.2 P, I6b.1 -, I6b.2 -, \
         I7.1 P, I7.2 P, \
         I8.1 P, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, data P, evidence P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "30 s P");
    assert_eq!(measured["roles"], "3 of 3, 50 s P");
    assert_eq!(measured["update-first"], "3 min P");
    assert_eq!(measured["update-gap"], "14 min 50 s P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_missed_by_doing_nothing() {
    let played = Rehearsal::played(SCENARIO, "");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 7:00, I2x 9:01, I4 11:00, I5 15:00, I6 19:00, I7 23:00, I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 U, I1.2 U, I1.3 U, I1.4 U, \
         I2.1 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, I4.2 U, \
         I5.1 U, I5.2 U, \
         I6.1 U, I6.2 U, I6.3 U, I6a.1 -, I6a.2 -, I6a2.1 -, I6a2.2 -, I6b.1 -, I6b.2 -, \
         I7.1 U, I7.2 U, \
         I8.1 U, \
         I10.1 U, I10.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, data U, evidence U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert_eq!(measured["handoffs"], "none");
    assert_eq!(measured.get("update-gap"), None);
}

#[test]
fn late_with_hints_and_new_servers_without_a_copy() {
    let played = Rehearsal::played(
        SCENARIO,
        "4:30 declare
         7:00 hint I2
         8:00 tell customers
         10:00 take commander wanjiru
         12:00 take comms amina
         13:00 task
         15:30 decide
         16:30 log escalated to the dean
         17:00 sev 3
         22:00 tell internal
         22:30 check watch
         24:00 choose I6 rent
         24:30 decide
         27:00 hint I7
         28:00 sev 2
         29:00 take commander njeri
         30:00 check deadline
         30:30 tell customers
         33:00 task
         38:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 7:00, I4 11:00, I5 15:00, I6 19:00, I7 23:00, I4r 23:30, I6b 27:00, I8 27:00, \
         I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 S, I1.3 S, I1.4 M, \
         I2.1 S, \
         I3.1 M, I3.2 S, \
         I4.1 M, I4.2 P, \
         I5.1 P, I5.2 S, \
         I6.1 S, I6.2 S, I6.3 U, I6a.1 -, I6a.2 -, I6a2.1 -, I6a2.2 -, I6b.1 P, I6b.2 S, \
         I7.1 S, I7.2 S, \
         I8.1 P, \
         I10.1 U, I10.2 P"
    );
    assert_eq!(played.objectives(), "command U, comms S, data U, evidence M");
    let measured = played.measured();
    assert_eq!(measured["declare"], "4 min 30 s P");
    assert_eq!(measured["commander"], "5 min 30 s S");
    assert_eq!(measured["roles"], "2 of 3 M");
    assert_eq!(measured["update-first"], "3 min 30 s P");
    assert_eq!(measured["update-gap"], "22 min 30 s S");
    assert_eq!(measured["checklist"], "2 of 4 done M");
    assert_eq!(measured["handoffs"], "1 of 1 P");
    assert_eq!(measured["hints"], "2");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn started_again_unprepared_and_nobody_takes_over() {
    let played = Rehearsal::played(SCENARIO, IN_HASTE);
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 7:00, I2x 9:01, I4 11:00, I5 15:00, I6 19:00, I6a 22:00, I7 23:00, I6r 23:30, \
         I6a2 25:00, I8 27:00, I9 31:00, I10 34:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 M, \
         I3.1 P, I3.2 P, \
         I4.1 U, I4.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 M, I6.2 P, I6.3 P, I6a.1 S, I6a.2 U, I6a2.1 P, I6a2.2 M, I6b.1 -, I6b.2 -, \
         I7.1 U, I7.2 P, \
         I8.1 U, \
         I10.1 P, I10.2 P"
    );
    assert_eq!(
        played.why("I6.1"),
        "risky, without a decision written down and \"Have a copy of the data in hand before anything is repaired\""
    );
    assert_eq!(played.objectives(), "command U, comms U, data U, evidence P");
    let measured = played.measured();
    assert_eq!(measured["update-first"], "8 min S");
    assert_eq!(measured["update-gap"], "19 min S");
    assert_eq!(measured["checklist"], "1 of 4 done, 1 left out with a reason M");
    assert_eq!(measured["risks"], "0 of 1");
    assert_eq!(measured["handoffs"], "none");
}

#[test]
fn alone_the_commander_may_stay() {
    let solo = Options { solo: true, ..Options::default() };
    let together = Rehearsal::played(SCENARIO, IN_HASTE);
    let alone = Rehearsal::played_with(SCENARIO, solo, IN_HASTE);
    assert_eq!(alone.arrivals(), together.arrivals());
    assert_eq!(alone.ratings(), together.ratings().replace("I8.1 U", "I8.1 -"));
    assert_eq!(alone.objectives(), "command M, comms U, data U, evidence P");
}
