//! What others write is there in time, and what became of the journal is told.

use super::*;
use crate::journal::REPORT;

#[test]
fn a_report_has_what_others_wrote_just_now() {
    let mut seat = Seat::declared(100, 30);
    Seat::other(&seat).log("deploy v42 done");
    seat.press("/export<enter>");
    let report = fs::read_to_string(seat.room().folder.join(REPORT)).unwrap();
    assert!(report.contains("deploy v42 done") && seat.story().contains(&"deploy v42 done".into()));
}

#[test]
fn what_another_machine_writes_is_seen_soon_also_where_the_system_tells_of_changes() {
    let mut seat = Seat::declared(100, 30);
    seat.model.room_mut().unwrap().watched = true;
    Seat::other(&seat).log("deploy v42 done");
    seat.pass(15);
    assert!(seat.screen().contains("deploy v42 done"));
}

#[test]
fn an_incident_that_is_gone_is_told_once() {
    let mut seat = Seat::declared(100, 30);
    let folder = seat.room().folder.clone();
    fs::remove_dir_all(&folder).unwrap();
    seat.pass(5);
    assert!(seat.toast().contains("journal.jsonl"), "{}", seat.toast());
    seat.model.toast = None;
    seat.pass(5);
    assert_eq!(seat.toast(), "");
}
