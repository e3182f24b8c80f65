//! Storm warning: a bug that asks the database ever more, and first aid that does not cure it.

use crate::drill::tests::rehearsal::Rehearsal;

const SCENARIO: &str = include_str!("../../../../assets/scenarios/query-storm.toml");

#[test]
fn all_met_by_the_risky_way_with_the_follower_seen_and_a_decision_first() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:20 take commander mira
         1:40 take comms stefan
         1:50 take ops kofi
         2:00 take scribe elin
         4:00 tell customers
         7:00 check visitors
         8:30 check follower
         10:00 ack I4
         11:00 decide
         13:00 sev 2
         13:30 tell internal
         15:00 tell customers
         17:00 decide
         18:00 choose I6 restart
         22:00 task
         22:30 ack I7
         23:00 check payments
         24:00 tell customers
         27:00 sev 1
         28:00 tell customers
         31:00 decide
         32:00 check stages
         32:30 judge I9 3 P
         34:00 take commander lukas
         39:00 tell customers
         41:00 status resolved
         42:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I3r 8:00, I4 9:00, I6r 9:30, I5 12:00, I5f 14:00, I6 16:00, I6a 21:00, \
         I7 22:00, I8 26:00, I9r 29:00, I9 30:00, I10 33:00, I11 36:00, I12 40:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 P, I6.2 P, I6a.1 P, I6a.2 P, I6b.1 -, I6b.2 -, I6c.1 -, I6c.2 -, \
         I7.1 P, I7.2 P, \
         I8.1 P, I8.2 P, \
         I9.1 P, I9.2 P, I9.3 P, \
         I10.1 P, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.objectives(), "command P, comms P, judgement P, return P");
    let measured = played.measured();
    assert_eq!(measured["declare"], "1 min P");
    assert_eq!(measured["commander"], "20 s P");
    assert_eq!(measured["roles"], "4 of 4, 1 min P");
    assert_eq!(measured["update-first"], "3 min P");
    assert_eq!(measured["update-gap"], "11 min P");
    assert_eq!(measured["checklist"], "4 of 4 done P");
    assert_eq!(measured["risks"], "1 of 1");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn all_missed_but_the_declaration() {
    let played = Rehearsal::played(SCENARIO, "2:00 declare");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I5f 14:00, I6 16:00, I6x 20:01, I7 22:00, \
         I8 26:00, I9 30:00, I10 33:00, I11 36:00, I12 40:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 U, I1.3 U, I1.4 U, \
         I2.1 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, I4.2 U, \
         I5.1 U, I5.2 U, \
         I6.1 U, I6.2 U, I6a.1 -, I6a.2 -, I6b.1 -, I6b.2 -, I6c.1 -, I6c.2 -, \
         I7.1 U, I7.2 U, \
         I8.1 U, I8.2 U, \
         I9.1 U, I9.2 U, I9.3 -, \
         I10.1 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, judgement U, return U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "2 min P");
    assert_eq!(measured["commander"], "not done U");
    assert_eq!(measured["checklist"], "0 of 4 done M");
    assert_eq!(measured["handoffs"], "none");
}

#[test]
fn late_with_hints_after_contingencies_and_more_servers() {
    let played = Rehearsal::played(
        SCENARIO,
        "6:00 declare 4
         9:00 hint I3
         9:30 take ops kofi
         10:00 take commander mira
         12:00 check visitors
         13:00 ack I4
         14:00 tell customers
         15:00 decide
         17:00 log escalated to the vendor
         18:00 take comms stefan
         19:00 choose I6 scale
         21:30 decide
         24:00 decide
         24:30 ack I7
         25:00 tell internal
         28:00 hint I8
         28:30 sev 2
         32:00 tell customers
         33:00 decide
         34:00 free commander
         36:00 check stages
         36:10 judge I9 3 S
         36:30 take commander lukas
         43:00 status resolved",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I3r 13:00, I5f 14:00, I6 16:00, I6x 20:01, \
         I6b 22:00, I7 22:00, I8 26:00, I9 30:00, I10 33:00, I11 36:00, I12 40:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 S, I1.2 S, I1.3 M, I1.4 P, \
         I2.1 M, \
         I3.1 S, I3.2 S, \
         I4.1 S, I4.2 S, \
         I5.1 S, I5.2 M, \
         I6.1 P, I6.2 M, I6a.1 -, I6a.2 -, I6b.1 P, I6b.2 P, I6c.1 -, I6c.2 -, \
         I7.1 P, I7.2 U, \
         I8.1 S, I8.2 S, \
         I9.1 P, I9.2 S, I9.3 S, \
         I10.1 U, \
         I12.1 P, I12.2 U"
    );
    assert_eq!(played.objectives(), "command U, comms U, judgement M, return U");
    let measured = played.measured();
    assert_eq!(measured["declare"], "6 min S");
    assert_eq!(measured["commander"], "4 min S");
    assert_eq!(measured["roles"], "3 of 4 M");
    assert_eq!(measured["update-first"], "8 min S");
    assert_eq!(measured["update-gap"], "18 min S");
    assert_eq!(measured["checklist"], "2 of 4 done M");
    assert_eq!(measured["handoffs"], "0 of 1, role empty for 2 min 30 s S");
    assert_eq!(measured.get("risks"), None);
}

#[test]
fn read_only_with_much_done_before_it_was_asked_for() {
    let played = Rehearsal::played(
        SCENARIO,
        "1:00 declare 3
         1:10 take commander mira
         1:20 take comms stefan
         1:30 take ops kofi
         2:00 check visitors
         2:30 tell customers
         8:00 decide
         10:00 ack I4
         10:30 log paged Elin
         12:30 tell internal
         14:00 tell customers
         19:00 hint I6
         19:30 choose I6 readonly
         19:40 decide
         24:00 ack I7
         27:00 task
         27:30 tell customers
         29:10 check payments
         30:30 sev 2
         31:00 decide
         33:00 check stages
         38:00 take commander lukas
         38:30 status resolved
         41:00 tell customers",
    );
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I3r 7:00, I4 9:00, I5 12:00, I5f 14:00, I6 16:00, I7 22:00, I6c 22:30, \
         I8 26:00, I9 30:00, I9r 30:10, I10 33:00, I11 36:00, I12 40:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 P, I1.3 P, I1.4 P, \
         I2.1 P, \
         I3.1 P, I3.2 P, \
         I4.1 P, I4.2 P, \
         I5.1 P, I5.2 P, \
         I6.1 S, I6.2 S, I6a.1 -, I6a.2 -, I6b.1 -, I6b.2 -, I6c.1 S, I6c.2 P, \
         I7.1 P, I7.2 S, \
         I8.1 S, I8.2 P, \
         I9.1 P, I9.2 P, I9.3 -, \
         I10.1 S, \
         I12.1 P, I12.2 P"
    );
    assert_eq!(played.why("I5.1"), "held already when it came");
    assert_eq!(played.objectives(), "command S, comms S, judgement S, return S");
    let measured = played.measured();
    assert_eq!(measured["update-first"], "1 min 30 s P");
    assert_eq!(measured["update-gap"], "13 min 30 s S");
    assert_eq!(measured["checklist"], "3 of 4 done P");
    assert_eq!(measured["handoffs"], "1 of 1 P");
}

#[test]
fn a_restart_in_haste() {
    let played = Rehearsal::played(SCENARIO, "1:00 declare 2\n17:00 choose I6 restart\n22:00 decide");
    assert_eq!(
        played.arrivals(),
        "I1 0:00, I2 3:00, I3 6:00, I4 9:00, I2x 9:01, I5 12:00, I5f 14:00, I6 16:00, I6a 20:00, I6x 20:01, \
         I7 22:00, I8 26:00, I9 30:00, I10 33:00, I11 36:00, I12 40:00"
    );
    assert_eq!(
        played.ratings(),
        "I1.1 P, I1.2 U, I1.3 U, I1.4 P, \
         I2.1 U, \
         I3.1 U, I3.2 U, \
         I4.1 U, I4.2 M, \
         I5.1 U, I5.2 U, \
         I6.1 M, I6.2 M, I6a.1 U, I6a.2 U, I6b.1 -, I6b.2 -, I6c.1 -, I6c.2 -, \
         I7.1 U, I7.2 U, \
         I8.1 U, I8.2 U, \
         I9.1 U, I9.2 U, I9.3 -, \
         I10.1 U, \
         I12.1 U, I12.2 U"
    );
    assert_eq!(played.why("I6.1"), "risky, without a decision written down and \"See how far db-2 is behind db-1\"");
    assert_eq!(played.objectives(), "command U, comms U, judgement U, return U");
    assert_eq!(played.measured()["risks"], "0 of 1");
}

#[test]
fn a_decision_after_the_second_call_stands_for_the_choice() {
    let played = Rehearsal::played(SCENARIO, "1:00 declare 2\n21:00 decide");
    assert!(played.ratings().contains("I6.1 M, I6.2 M, I6a.1 -"), "{}", played.ratings());
    assert_eq!(played.why("I6.1"), "not done, but I6x was answered after 5m");
}
