use proptest::prelude::*;

use super::figure::{Rect, Shape, WIDTH};
use super::*;
use crate::incident::Time;
use crate::incident::zone::Zone;
use crate::postmortem::chart::tests::{incident, utc};
use crate::postmortem::chart::{Event, Update};
use crate::postmortem::document::Dates;

/// Whether every element is closed, in order, and every `&` begins an entity.
fn well_nested(xml: &str) -> bool {
    let mut open = Vec::new();
    for part in xml.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { return false };
        let entity = |rest: &str| ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| rest.starts_with(name));
        if !text.split('&').skip(1).all(entity) || text.contains('>') {
            return false;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or(tag));
        }
    }
    open.is_empty()
}

fn boxes(figure: &Figure) -> Vec<Rect> {
    let text = |shape: &Shape| if let Shape::Text { rect, .. } = shape { Some(*rect) } else { None };
    figure.shapes.iter().filter_map(text).collect()
}

fn apart(a: &Rect, b: &Rect) -> bool {
    let beside = a.x + a.width <= b.x + 0.01 || b.x + b.width <= a.x + 0.01;
    beside || a.y + a.height <= b.y + 0.01 || b.y + b.height <= a.y + 0.01
}

fn check(chart: &Chart<'_>) -> Result<(), TestCaseError> {
    let figure = figure(chart);
    let boxes = boxes(&figure);
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[index + 1..] {
            prop_assert!(apart(a, b), "{a:?} {b:?}");
        }
    }
    for shape in &figure.shapes {
        let (left, top, right, bottom) = match shape {
            Shape::Bar { rect, .. } | Shape::Dot { rect, .. } | Shape::Text { rect, .. } => {
                (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
            }
            Shape::Line { from, to, .. } => (from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1)),
        };
        prop_assert!(left >= 0.0 && top >= 0.0 && right <= WIDTH && bottom <= figure.y, "{shape:?}");
    }
    let xml = draw(chart);
    prop_assert!(well_nested(&xml) && !xml.contains("NaN") && !xml.contains("inf\""), "{xml}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_overlaps_or_leaves_the_sheet(
        from in -1_i64 << 50..1_i64 << 50,
        length in prop_oneof![Just(0), 0_i64..1_000, 0_i64..100_000_000, 0_i64..1_i64 << 50],
        count in prop_oneof![Just(0_usize), Just(8), Just(24), Just(300)],
        shares in prop::collection::vec((-0.2_f64..1.2, any::<bool>()), 300),
        text in "\\PC{0,60}|[<>&\"'\\x00-\\x1f]{0,20}",
    ) {
        let at = |ms| chrono::DateTime::from_timestamp_millis(ms).unwrap();
        let zone = Zone::named("Asia/Kolkata").unwrap();
        let dates = Dates::of(zone.clone(), at(from));
        let mut chart = incident(&dates, at(0), at(100_000), 0);
        (chart.from, chart.to) = (at(from), at(from + length));
        (chart.since, chart.until) = (chart.from, chart.to);
        chart.left_out = Some(text.clone());
        chart.exercise = count == 8;
        let spread = |&(share, key): &(f64, bool)| Event {
            at: at(from + (share * length as f64) as i64),
            until: None, about: key, text: &text, kind: "note", key,
        };
        chart.events = shares[..count].iter().map(spread).collect();
        check(&chart)?;
    }
}

#[test]
fn hostile_text_stays_text() {
    let zone = Zone::utc();
    let from = utc("2026-03-02T12:25:00Z");
    let dates = Dates::of(zone.clone(), from);
    let mut chart = incident(&dates, from, utc("2026-03-02T14:35:00Z"), 30);
    let text = "</title></text><script>alert(1)</script>\"&#x3c;]]>\u{0}\u{202e}\u{ffff}";
    chart.events.iter_mut().for_each(|event| event.text = text);
    chart.updates.push(Update { at: from, to: "internal", text });
    let xml = draw(&chart);
    assert!(well_nested(&xml) && !xml.contains("<script") && !xml.contains('\u{202e}'));
}

#[test]
fn the_ends_of_time_can_be_drawn() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    for (from, to) in [(Time::MIN_UTC, Time::MAX_UTC), (Time::MAX_UTC, Time::MIN_UTC), (Time::MAX_UTC, Time::MAX_UTC)] {
        let dates = Dates::of(zone.clone(), from);
        let mut chart = incident(&dates, utc("2026-03-02T12:00:00Z"), utc("2026-03-02T13:00:00Z"), 40);
        (chart.from, chart.to, chart.since, chart.until) = (from, to, from, to);
        check(&chart).unwrap();
    }
}
