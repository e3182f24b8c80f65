use super::super::testing::{codes, day, entry, length, line, moment, report, text};
use super::*;

#[test]
fn header_and_body_disagree() {
    let mut report = report();
    report.days = vec![day(3, "2023-10-12", Dates::Incident), day(7, "2023-10-15", Dates::Incident)];
    let found = check(&report);
    assert_eq!(codes(&found), ["date-disagrees"]);
    assert_eq!(found[0].says, "line 3 says “2023-10-12” but line 7 says “2023-10-15”.");
    report.days[1].dates = Dates::Report;
    assert!(check(&report).is_empty());
    report.days[1].dates = Dates::Incident;
    report.lengths = vec![length(9, 4 * 24 * 60, 60)];
    assert!(check(&report).is_empty(), "it lasted that long");
}

#[test]
fn a_day_outside_of_the_timeline() {
    let mut report = report();
    report.days = vec![day(1, "2023-08-10", Dates::Incident), day(4, "2023-08-16", Dates::Incident)];
    report.entries = vec![entry(8, "2023-08-16 10:00", "a"), entry(9, "2023-08-16 11:00", "b")];
    report.days.push(day(20, "2023-08-10", Dates::Incident));
    let found = check(&report);
    assert_eq!(codes(&found), ["date-disagrees"], "told once");
    assert_eq!(found[0].says, "line 1 says “2023-08-10” but line 4 says “2023-08-16”.");
    report.days = vec![day(1, "2023-08-10", Dates::Incident)];
    assert!(check(&report)[0].says.ends_with("but the incident is told for 2023-08-16 (line 8)."));
}

#[test]
fn days_of_a_long_incident_agree() {
    let mut report = report();
    report.entries = vec![entry(8, "2023-08-04 10:00", "a"), entry(9, "2023-08-08 11:00", "b")];
    report.days = ["2023-08-04", "2023-08-06", "2023-08-08"].map(|on| day(1, on, Dates::Incident)).to_vec();
    assert!(check(&report).is_empty());
    report.days[1].year = None;
    assert!(check(&report).is_empty());
    report.days.push(Day { part: Part::Causes, ..day(30, "2023-07-01", Dates::Incident) });
    assert!(check(&report).is_empty(), "a cause may be older");
}

#[test]
fn one_entry_with_a_wrong_day() {
    let mut report = report();
    report.entries =
        vec![entry(8, "2023-10-15 14:00", "a"), entry(9, "2023-10-12 14:05", "b"), entry(10, "2023-10-15 14:10", "c")];
    let found = check(&report);
    assert_eq!((codes(&found), &found[0].place), (vec!["date-disagrees"], &line(9)));
    report.entries[1] = entry(9, "2023-10-12 19:05", "b");
    assert!(check(&report).is_empty(), "only out of order");
}

#[test]
fn weekdays() {
    let mut report = report();
    report.days =
        vec![Day { weekday: Some(Weekday::Mon), raw: "Monday, 4 August".into(), ..day(2, "2023-08-04", Dates::Other) }];
    let found = check(&report);
    assert_eq!(codes(&found), ["weekday-wrong"]);
    assert_eq!(found[0].says, "line 2 says “Monday, 4 August”, but 2023-08-04 is a Friday, not a Monday.");
    report.days[0].weekday = Some(Weekday::Fri);
    assert!(check(&report).is_empty());
    report.days[0] = Day { weekday: Some(Weekday::Mon), year: None, ..report.days[0].clone() };
    assert!(check(&report).is_empty(), "of which year is not known");
}

#[test]
fn two_days_of_beginning() {
    let mut report = report();
    report.moments = vec![moment(5, Point::Start, "2023-08-04 16:25"), moment(5, Point::End, "2023-08-08 19:30")];
    report.days = vec![day(2, "2023-08-05", Dates::Incident)];
    for blanked in ["The outage that occured on \u{FFFC} was long.", "Our incident began on 2023-08-05."] {
        report.texts = vec![text(2, blanked)];
        assert_eq!(codes(&check(&report)), ["start-day-disagrees"], "{blanked}");
    }
    for fine in ["The repair started on 2023-08-05.", "On 2023-08-05 the outage went on."] {
        report.texts = vec![text(2, fine)];
        assert!(check(&report).is_empty(), "{fine}");
    }
    report.texts = vec![text(2, "The outage began on 2023-08-04.")];
    report.days = vec![day(2, "2023-08-04", Dates::Incident)];
    assert!(check(&report).is_empty());
}

#[test]
fn a_report_from_before_the_incident() {
    let mut report = report();
    report.entries = vec![entry(8, "2023-08-04 10:00", "a")];
    report.days = vec![day(2, "2023-08-01", Dates::Report)];
    let found = check(&report);
    assert_eq!((codes(&found), found[0].weight), (vec!["report-before-incident"], Weight::Error));
    report.days = vec![day(2, "2023-08-03", Dates::Report)];
    assert_eq!(check(&report)[0].weight, Weight::Warning);
    for later in ["2023-08-04", "2023-08-11"] {
        report.days = vec![day(2, later, Dates::Report)];
        assert!(check(&report).is_empty());
    }
    report.days = vec![Day { year: None, ..day(2, "2023-08-01", Dates::Report) }];
    assert!(check(&report).is_empty());
}
