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
fn what_others_write_is_seen_soon_also_where_the_system_tells_of_changes_on_this_machine() {
    for (watched, seconds) in [(false, 2), (true, 15)] {
        let mut seat = Seat::declared(100, 30);
        seat.model.room_mut().unwrap().watched = watched;
        Seat::other(&seat).log("deploy v42 done");
        seat.pass(seconds);
        assert!(seat.screen().contains("deploy v42 done"), "watched: {watched}");
    }
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
