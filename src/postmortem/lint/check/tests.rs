use proptest::prelude::*;

use super::testing::{clock, day, entry, impossible, length, line, moment, report, text, zone};
use super::*;
use crate::postmortem::lint::Place;
use crate::postmortem::lint::report::{Action, Dates, Entry, Point};

fn of(code: &str, place: Option<Place>) -> Waiver {
    Waiver { code: code.into(), place: place.map(|place| place.to_string()), reason: "known".into() }
}

#[test]
fn the_table_is_in_order() {
    assert!(CODES.is_sorted_by_key(|check| check.weight));
    let names: HashSet<&str> = CODES.iter().map(|check| check.code).collect();
    assert_eq!(names.len(), CODES.len());
    for check in CODES {
        assert!(check.about.ends_with('.') && check.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
    }
}

#[test]
fn errors_come_first_and_what_is_waived_last() {
    let mut report = report();
    report.clocks = vec![clock(9, "14:25")];
    report.impossible = vec![impossible(8, "25:10", "a day has 24 hours", false)];
    report.impossible.push(impossible(3, "26:10", "a day has 24 hours", false));
    let waivers = vec![of("impossible-time", Some(line(3))), of("zone-missing", Some(line(1)))];
    let found = check(&report, &Settings { waivers, ..Settings::default() });
    assert_eq!((&found[0].place, found[0].weight), (&line(8), Weight::Error));
    assert!(found.iter().any(|finding| finding.code == "zone-missing" && finding.waived.is_none()), "another place");
    let last = found.last().unwrap();
    assert_eq!((&last.place, last.waived.as_deref()), (&line(3), Some("known")));
    let everywhere = Settings { waivers: vec![of("impossible-time", None)], ..Settings::default() };
    assert_eq!(check(&report, &everywhere).iter().filter(|finding| finding.waived.is_some()).count(), 2);
}

#[test]
fn one_fact_is_told_once() {
    let mut report = report();
    report.impossible = vec![impossible(8, "25:10", "a day has 24 hours", false); 3];
    let found = check(&report, &Settings::default());
    assert_eq!(found.iter().filter(|finding| finding.code == "impossible-time").count(), 1);
}

#[test]
fn long_quotations_are_cut_between_characters() {
    assert_eq!(quoted(" short "), "“short”");
    let cut = quoted(&"ё".repeat(100));
    assert_eq!(cut.chars().count(), LONGEST_QUOTE + 3);
}

#[test]
fn lists() {
    let names: Vec<String> = (1..=6).map(|n| n.to_string()).collect();
    assert_eq!(listed(&names[..1]), "1");
    assert_eq!(listed(&names[..2]), "1 and 2");
    assert_eq!(listed(&names[..3]), "1, 2 and 3");
    assert_eq!(listed(&names), "1, 2, 3 and 3 more");
}

fn clock_of(minutes: u32) -> String {
    format!("2023-10-{:02} {:02}:{:02}", 12 + minutes / 1440, minutes / 60 % 24, minutes % 60)
}

prop_compose! {
    /// A report without a contradiction: entries in order, the stated times and length are those of the timeline.
    fn consistent()(
        start in 0..1440u32,
        steps in prop::collection::vec(0..300u32, 1..12),
        own in any::<bool>(),
        stated in any::<bool>(),
    ) -> Report {
        let mut report = Report { own, ..report() };
        let mut at = start;
        report.entries.push(entry(10, &clock_of(at), "Outage begins"));
        for (number, step) in steps.iter().enumerate() {
            at += step;
            report.entries.push(entry(11 + number, &clock_of(at), "We look at a chart and restart a worker"));
        }
        report.entries.push(entry(40, &clock_of(at + 1), "Service fully restored"));
        if stated {
            report.moments = vec![moment(2, Point::Start, &clock_of(start)), moment(2, Point::End, &clock_of(at + 1))];
        }
        report.lengths = vec![length(3, at + 1 - start, 1)];
        let on = clock_of(start)[..10].to_owned();
        report.days = vec![day(1, &on, Dates::Incident), day(2, "2023-11-02", Dates::Report)];
        report.texts = vec![text(1, &format!("The outage began on {on}."))];
        report.zones = vec![zone(4, "EAT", Some(180), None)];
        report
    }
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "outage",
        "begins",
        "back online",
        "down again",
        "restored",
        "not",
        "100%",
        "7%",
        "alert",
        "on",
        "\u{FFFC}",
        "ё\u{301}",
        "\u{202E}",
        "",
        ".",
        "occurred",
        "2023-08-05",
    ]);
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn any_entry()(
        minutes in 0..4000u32,
        dated in any::<bool>(),
        until in prop::option::of(0..1440u32),
        about in any::<bool>(),
        number in 0..9usize,
        words in words(),
        timeline in 0..2usize,
    ) -> Entry {
        let until = until.map(|minutes| super::testing::time(&clock_of(minutes)[11..]));
        let entry = entry(number, &clock_of(minutes), &words);
        Entry { date: entry.date.filter(|_| dated), dated, until, about, timeline: timeline / 2, ..entry }
    }
}

prop_compose! {
    fn any_report()(
        entries in prop::collection::vec(any_entry(), 0..12),
        moments in prop::collection::vec((0..9usize, 0..4000u32, any::<bool>(), prop::option::of(-900..900i32)), 0..5),
        lengths in prop::collection::vec((0..9usize, 0..9000u32, 0..60u32), 0..3),
        days in prop::collection::vec((0..9usize, 0..40000u32, any::<bool>()), 0..5),
        texts in prop::collection::vec(words(), 0..5),
        own in any::<bool>(),
        actions in 0..9usize,
    ) -> Report {
        let point = |start| if start { Point::Start } else { Point::End };
        let moments = moments.into_iter().map(|(at, minutes, start, offset)| {
            let moment = moment(at, point(start), &clock_of(minutes));
            crate::postmortem::lint::report::Moment { offset, ..moment }
        });
        let dates = |incident| if incident { Dates::Incident } else { Dates::Report };
        let on = |minutes: u32| format!("2023-08-{:02}", 1 + minutes / 1440);
        Report {
            own,
            entries,
            moments: moments.collect(),
            clocks: vec![clock(1, "14:25"), clock(2, "2:25 pm")],
            zones: vec![zone(1, "PST", Some(-480), Some("2023-08-04")), zone(3, "UTC", Some(0), None)],
            lengths: lengths.into_iter().map(|(at, minutes, slack)| length(at, minutes, slack)).collect(),
            days: days.into_iter().map(|(at, minutes, incident)| day(at, &on(minutes), dates(incident))).collect(),
            texts: texts.iter().enumerate().map(|(at, words)| text(at, words)).collect(),
            actions: vec![Action::default(); actions],
            ..report()
        }
    }
}

proptest! {
    #[test]
    fn a_consistent_report_has_no_errors(report in consistent()) {
        let found = check(&report, &Settings::default());
        let errors: Vec<_> = found.iter().filter(|finding| finding.weight == Weight::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}");
        let contradictions = ["out-of-order", "length-unproven", "restored-twice", "zone-missing"];
        prop_assert!(found.iter().all(|finding| !contradictions.contains(&finding.code.as_str())), "{found:?}");
    }

    #[test]
    fn any_report_gets_sentences_from_the_table(report in any_report()) {
        let found = check(&report, &Settings::default());
        prop_assert!(found.is_sorted_by_key(|finding| (finding.weight, &finding.place)));
        for finding in found {
            let row = CODES.iter().find(|check| check.code == finding.code);
            prop_assert!(row.is_some_and(|row| finding.weight >= row.weight), "{finding:?}");
            prop_assert!(finding.says.ends_with('.') && finding.suggestion.ends_with('.'), "{finding:?}");
        }
    }
}
