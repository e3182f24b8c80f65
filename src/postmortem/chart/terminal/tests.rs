use super::*;
use crate::incident::zone::Zone;
use crate::postmortem::chart::tests::{incident, utc};
use crate::postmortem::document::Dates;

fn drawn(zone: &str, from: &str, to: &str, width: usize) -> String {
    let zone = Zone::named(zone).unwrap();
    let dates = Dates::of(zone.clone(), utc(from));
    draw(&incident(&dates, utc(from), utc(to), 8), width, false).join("\n")
}

#[test]
fn a_typical_incident() {
    let at = |width| drawn("Europe/Berlin", "2026-03-02T12:25:00Z", "2026-03-02T14:35:00Z", width);
    insta::assert_snapshot!("typical_100", at(100));
    insta::assert_snapshot!("typical_60", at(60));
}

#[test]
fn five_days_in_nairobi() {
    let at = |width| drawn("Africa/Nairobi", "2023-08-04T12:25:00Z", "2023-08-08T18:30:00Z", width);
    insta::assert_snapshot!("nairobi_100", at(100));
    insta::assert_snapshot!("nairobi_60", at(60));
    insta::assert_snapshot!("nairobi_40", at(40));
}

#[test]
fn no_line_is_too_wide_and_ascii_is_ascii() {
    let zone = Zone::named("Asia/Kathmandu").unwrap();
    let from = utc("2026-03-02T12:25:00Z");
    let dates = Dates::of(zone.clone(), from);
    for minutes in [0, 1, 240, 130_000] {
        let mut chart = incident(&dates, from, from + chrono::TimeDelta::minutes(minutes), 300);
        chart.left_out = Some("2 later updates are not shown".into());
        for width in 20..=200 {
            assert!(draw(&chart, width, false).iter().all(|line| line.width() <= width));
            assert!(draw(&chart, width, true).iter().all(|line| line.is_ascii() && line.len() <= width));
        }
    }
}
