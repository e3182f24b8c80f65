use std::fs;

use chrono::NaiveTime;
use proptest::prelude::*;

use super::super::report::Point;
use super::*;

mod corpus;

fn line(place: &Place) -> usize {
    match place {
        Place::Line(line) => *line,
        _ => 0,
    }
}

#[test]
fn a_report_in_plain_text() {
    let text = "Mail was down\nDate: 6 May 2024\n\nSummary:\nOn May 7, 2024, we had an outage. The outage lasted for about 2 hours.\n\nTimeline:(all time in GMT + 1)\n\n14:25: Alerts fired.\n16:25: It worked again.\n\nPreventive Measures:\n1. More Disks:\n   Add disks.\n";
    let report = read(text);
    assert_eq!(report.title.as_ref().map(|title| title.text.as_str()), Some("Mail was down"));
    let days: Vec<(usize, u32, Dates)> = report.days.iter().map(|day| (line(&day.place), day.day, day.dates)).collect();
    assert_eq!(days, [(2, 6, Dates::Incident), (5, 7, Dates::Incident)]);
    assert_eq!(report.zones[0].offset, Some(60));
    assert_eq!(report.lengths[0].span.compact(), "2h");
    let entries: Vec<(usize, Option<NaiveTime>)> =
        report.entries.iter().map(|entry| (line(&entry.place), entry.time)).collect();
    assert_eq!(entries, [(9, NaiveTime::from_hms_opt(14, 25, 0)), (10, NaiveTime::from_hms_opt(16, 25, 0))]);
    assert_eq!(report.actions.len(), 1);
    assert!(report.has.timeline && report.has.actions && !report.has.causes && !report.has.severity);
}

#[test]
fn dates_in_code_count_and_its_words_do_not() {
    let report = read("# A\n\n## Issue summary\n\nFrom `May 4, 2024` 4:25 PM to `May 8, 2024` 7:30 PM, it failed.\n");
    let points: Vec<(Point, Option<NaiveDate>)> =
        report.moments.iter().map(|moment| (moment.point, moment.date)).collect();
    assert_eq!(
        points,
        [(Point::Start, NaiveDate::from_ymd_opt(2024, 5, 4)), (Point::End, NaiveDate::from_ymd_opt(2024, 5, 8))]
    );
    assert!(!report.texts.iter().any(|text| text.text.contains("May 4")));
}

#[test]
fn what_cannot_be() {
    let report = read("# A\n## Timeline\n- 17:14pm a\n- 25:10 b\n- February 30, 2024: c\n- May May 5, 2024 14:00: d\n");
    let told: Vec<(usize, bool)> =
        report.impossible.iter().map(|wrong| (line(&wrong.place), wrong.understood)).collect();
    assert_eq!(told, [(3, true), (4, false), (5, false), (6, true)]);
}

#[test]
fn what_a_report_has() {
    let report = read(
        "# A\n\nSeverity: SEV-1\nIncident commander: Ada\n\n## Impact\n\nBad.\n\n## Root cause\n\n## Updates\n\nThe status page was updated.\n",
    );
    let has = report.has;
    assert!(has.severity && has.commander && has.updates && has.impact && !has.causes && !has.lessons && !has.timeline);
}

#[test]
fn pathological_texts_take_no_time() {
    for unit in [
        "[",
        "1:",
        "|",
        "- ",
        "1",
        "*",
        "> ",
        "`",
        "<!--",
        "12:30 ",
        "May ",
        "# May 5\n",
        "**May 5**\n\n",
        "~",
        "\"",
        "- 1\n",
        "a: ",
        "<br>",
        "from 1 ",
        "12:30 a\n",
        "`a`|",
        "\"a\" ",
        "In conclusion\n\n",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        // Unoptimised; a quadratic reading would take minutes.
        let begun = std::time::Instant::now();
        read(&text);
        read(&format!("# Timeline\n{text}"));
        assert!(begun.elapsed().as_secs() < 20, "{unit:?} took {:?}", begun.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in r"(?s)(?:[-*#|>`~\[\]():\n \u{FFFC}ä0-9]|Timeline\n|## |May |12:3|pm|2024-0|UTC\+|\| |lasted |hours|<br>|•|---\n|.){0,120}") {
        let report = read(&text);
        let lines = text.split('\n').count();
        let places = report.texts.iter().map(|text| &text.place)
            .chain(report.days.iter().map(|day| &day.place))
            .chain(report.clocks.iter().map(|clock| &clock.place))
            .chain(report.entries.iter().map(|entry| &entry.place))
            .chain(report.zones.iter().map(|zone| &zone.place));
        for place in places {
            prop_assert!((1..=lines).contains(&line(place)), "{place:?} of {lines}");
        }
    }
}
