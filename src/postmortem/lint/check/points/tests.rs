use super::super::testing::{codes, entry, length, line, moment, report, text, zone};
use super::*;
use crate::postmortem::lint::report::Entry;

fn check(report: &Report) -> Vec<Finding> {
    super::check(report, &Points::of(report))
}

/// Five days with two windows: stated times that are not those of the timeline.
fn two_windows() -> Report {
    let mut report = report();
    report.moments = vec![
        moment(2, Point::Start, "2023-08-04 16:25"),
        moment(2, Point::Detected, "2023-08-04 16:26"),
        moment(2, Point::End, "2023-08-08 19:30"),
    ];
    report.entries = vec![
        entry(5, "2023-08-04 15:25", "The outage begins"),
        entry(6, "2023-08-04 16:26", "Alerts reach the team"),
        entry(7, "2023-08-05 20:30", "100% of traffic is back online"),
        entry(8, "2023-08-06 05:00", "Second shutdown"),
        entry(9, "2023-08-08 21:30", "Everything is back online"),
    ];
    report
}

#[test]
fn stated_start_and_end_against_the_timeline() {
    let found = check(&two_windows());
    assert_eq!(codes(&found), ["start-disagrees", "end-disagrees", "restored-twice"]);
    assert_eq!(found[0].says, "line 2 gives “2023-08-04 16:25” as the start but line 5 gives “2023-08-04 15:25”.");
    assert_eq!(found[1].says, "line 2 gives “2023-08-08 19:30” as the end but line 9 gives “2023-08-08 21:30”.");
    assert_eq!((&found[2].place, found[2].weight), (&line(8), Weight::Warning));
    assert_eq!(found[2].suggestion, "State both windows and their sum, 3 d 21 h 35 min by the timeline.");
}

#[test]
fn what_agrees_or_cannot_be_compared_is_fine() {
    let mut report = two_windows();
    report.entries.truncate(3);
    report.moments = vec![
        moment(2, Point::Start, "2023-08-04 15:25"),
        moment(2, Point::Detected, "16:26"),
        moment(2, Point::End, "2023-08-05 20:31"),
    ];
    assert!(check(&report).is_empty());
    report.moments[0] = moment(2, Point::Start, "2023-08-04 12:25");
    report.zones = vec![zone(2, "UTC", Some(0), None), zone(4, "EAT", Some(180), None)];
    assert!(check(&report).is_empty(), "two clocks");
    report.zones.clear();
    report.own = true;
    assert!(check(&report).is_empty(), "the notes of an incident of our own do not state its times");
}

#[test]
fn an_end_after_a_while_of_watching_is_fine() {
    let mut report = two_windows();
    report.entries[3] = entry(8, "2023-08-05 21:30", "All quiet, we stop watching");
    report.entries.truncate(4);
    report.moments[0] = moment(2, Point::Start, "2023-08-04 15:25");
    report.moments[2] = moment(2, Point::End, "2023-08-05 21:30");
    assert!(check(&report).is_empty());
}

#[test]
fn two_stated_times_of_one_point() {
    let mut report = report();
    report.moments = vec![
        moment(1, Point::End, "15:30"),
        moment(8, Point::End, "15:31"),
        moment(9, Point::End, "16:30"),
        moment(10, Point::End, "16:30"),
    ];
    let found = check(&report);
    assert_eq!(codes(&found), ["end-disagrees"]);
    for moment in &mut report.moments {
        moment.place = line(1);
    }
    assert!(check(&report).is_empty(), "two windows in one passage");
    report.moments[2].place = line(9);
    report.moments[2].raw = "about 15:45".into();
    report.moments[2].time = Some("15:45".parse().unwrap());
    report.moments.pop();
    assert!(check(&report).is_empty());
}

#[test]
fn the_times_of_several_incidents_are_not_compared() {
    let mut report = two_windows();
    report.entries[4].timeline = 1;
    assert!(check(&report).is_empty());
}

#[test]
fn restored_once_is_fine() {
    let mut report = two_windows();
    report.moments.clear();
    report.entries.remove(3);
    report.entries.pop();
    assert!(check(&report).is_empty());
    report.entries[2].text = "30% of traffic is back online".into();
    report.entries.push(entry(8, "2023-08-06 05:00", "Server shutdown"));
    assert!(!codes(&check(&report)).contains(&"restored-twice"));
}

#[test]
fn points_without_a_time() {
    let mut report = report();
    assert!(check(&report).is_empty(), "nothing is told at all");
    report.texts = vec![text(1, "It was down.")];
    report.lengths = vec![length(1, 240, 30)];
    let found = check(&report);
    assert_eq!(codes(&found), ["start-untimed", "detection-untimed", "end-untimed"]);
    assert_eq!(
        found[2].says,
        "Nothing says at what time the impact ended, so the stated length, “240 minutes” in line 1, cannot be checked."
    );
    report.entries = vec![entry(2, "10:30", "An alert tells of errors"), entry(3, "11:45", "We shut it down")];
    assert_eq!(codes(&check(&report)), ["end-untimed"]);
    report.entries.push(entry(4, "12:45", "Service restored"));
    assert!(check(&report).is_empty());
    report.entries = vec![Entry { until: Some("10:50".parse().unwrap()), ..report.entries[0].clone() }];
    assert!(check(&report).is_empty(), "an outage from … to …");
}
