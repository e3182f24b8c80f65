//! Incidents to draw, and the rooms below both pictures.

use proptest::prelude::*;

use super::axis::ticks;
use super::scale::Scale;
use super::*;
use crate::incident::zone::Zone;

pub fn utc(text: &str) -> Time {
    text.parse().unwrap()
}

/// An empty chart between two times.
pub fn empty<'a>(dates: &'a Dates, from: Time, to: Time) -> Chart<'a> {
    Chart {
        from,
        to,
        since: from,
        until: to,
        phases: Vec::new(),
        impact: Vec::new(),
        severities: Vec::new(),
        events: Vec::new(),
        updates: Vec::new(),
        measures: Vec::new(),
        left_out: None,
        exercise: false,
        dates,
    }
}

/// An incident whose parts lie at fixed shares of its length, with `count` events.
pub fn incident<'a>(dates: &'a Dates, from: Time, to: Time, count: usize) -> Chart<'a> {
    const TEXTS: [&str; 4] = [
        "Checkout fails for one in three customers",
        "Roll back to the release of this morning, since the new pool size starves the workers of connections",
        "Pool is <empty> & \"queue\" grows",
        "Kunden melden Fehler 🔥 支払いができません",
    ];
    let at = |percent: i64| from + (to - from) * i32::try_from(percent).unwrap() / 100;
    let cuts = [0, 8, 10, 40, 65, 100];
    let names = ["undetected", "detected", "investigating", "identified", "mitigated"];
    let phases = names.iter().zip(cuts.windows(2));
    let event = |index: usize| Event {
        at: at((index * 37 % 101) as i64),
        until: (index % 5 == 4).then(|| at(90)),
        about: index % 6 == 1,
        text: TEXTS[index % TEXTS.len()],
        kind: "finding",
        key: index.is_multiple_of(if count > 24 { 30 } else { 3 }),
    };
    let update = |percent, to, text| Update { at: at(percent), to, text };
    Chart {
        phases: phases.map(|(&name, cut)| Phase { name, from: at(cut[0]), to: at(cut[1]) }).collect(),
        impact: vec![(from, at(30)), (at(45), at(65))],
        severities: vec![(at(10), 3), (at(14), 1), (at(65), 2)],
        events: (0..count).map(event).collect(),
        updates: vec![
            update(12, "customers", "We look into it"),
            update(20, "internal", "a"),
            update(66, "customers", "b"),
        ],
        measures: vec![("Time to detect", length_of(from, at(8))), ("Time to resolve", length_of(from, to))],
        ..empty(dates, from, to)
    }
}

fn length_of(from: Time, to: Time) -> Span {
    Span::between(from, to).unwrap()
}

fn labels(zone: &str, from: &str, to: &str) -> Vec<String> {
    let zone = Zone::named(zone).unwrap();
    let dates = Dates::of(zone.clone(), utc(from));
    let chart = empty(&dates, utc(from), utc(to));
    ticks(&dates, Scale::of(&chart), 90).into_iter().map(|tick| tick.label).collect()
}

#[test]
fn ticks_are_round_on_the_wall() {
    let kathmandu = labels("Asia/Kathmandu", "2026-03-02T10:00:00Z", "2026-03-02T14:00:00Z");
    assert_eq!(kathmandu, ["16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30"]);
    let berlin = labels("Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z");
    assert_eq!(berlin, ["02:00", "02:30", "02:00 CET", "02:30 CET", "03:00 CET", "03:30 CET", "04:00 CET"]);
    assert!(labels("UTC", "2026-01-01T00:00:00Z", "2026-03-31T00:00:00Z").contains(&"Jan 5".to_owned()));
}

#[test]
fn days_after_a_change_of_clocks_carry_the_other_zone() {
    let (from, to) = (utc("2026-10-23T10:00:00Z"), utc("2026-10-31T10:00:00Z"));
    let dates = Dates::of(Zone::named("Europe/Berlin").unwrap(), from);
    let ticks = ticks(&dates, Scale::of(&empty(&dates, from, to)), 90);
    let days: Vec<_> = ticks.iter().filter_map(|tick| Some((tick.label.as_str(), tick.day.as_deref()?))).collect();
    assert_eq!(days, [("Oct 24", "2026"), ("Oct 26", "2026 CET")]);
    let drawn = terminal::draw(&empty(&dates, from, to), 100, true).join("\n");
    assert!(drawn.contains("CEST ") && drawn.contains("2026 CET"), "{drawn}");
}

#[test]
fn marks_make_way_as_little_as_possible() {
    assert_eq!(place::apart(&[10.0, 10.0, 50.0], 4.0, 0.0, 60.0), [8.0, 12.0, 50.0]);
    assert_eq!(place::apart(&[0.0, 60.0, 60.0], 4.0, 0.0, 60.0), [0.0, 56.0, 60.0]);
}

#[test]
fn a_cut_text_says_so() {
    assert_eq!((place::cut("支払い", 5), place::cut("a\nb", 9)), ("支払…".to_owned(), "a ⏎ b".to_owned()));
}

proptest! {
    #[test]
    fn marks_never_touch(mut wishes in prop::collection::vec(0.0..800.0, 1..24)) {
        wishes.sort_by(f64::total_cmp);
        let places = place::apart(&wishes, 18.0, 0.0, 800.0);
        prop_assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 17.9));
        prop_assert!(places.iter().all(|place| (-0.1..=800.1).contains(place)));
    }

    #[test]
    fn any_window_has_few_ticks(from in i64::MIN / 1100..i64::MAX / 1100, length in 0_i64..1_i64 << 53) {
        let at = |ms: i64| chrono::DateTime::from_timestamp_millis(ms).unwrap_or(Time::MAX_UTC);
        let zone = Zone::named("Europe/Berlin").unwrap();
        let dates = Dates::of(zone.clone(), at(from));
        let chart = empty(&dates, at(from), at(from.saturating_add(length)));
        prop_assert!(ticks(&dates, Scale::of(&chart), 90).len() <= 14);
    }
}
