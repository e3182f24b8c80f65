//! Time zones: none named, several mixed, or the name of the other half of the year.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::quoted;
use crate::incident::zone::Zone as Region;
use crate::postmortem::lint::report::{Clock, Zone};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// Names that hold in one half of the year only, each with a region whose rules decide when. GMT is left out: it stands
/// for UTC as often.
const SEASONAL: &[(&str, &str)] = &[
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("MST", "America/Denver"),
    ("MDT", "America/Denver"),
    ("CST", "America/Chicago"),
    ("CDT", "America/Chicago"),
    ("EST", "America/New_York"),
    ("EDT", "America/New_York"),
    ("AKST", "America/Anchorage"),
    ("AKDT", "America/Anchorage"),
    ("BST", "Europe/London"),
    ("WET", "Europe/Lisbon"),
    ("WEST", "Europe/Lisbon"),
    ("CET", "Europe/Berlin"),
    ("CEST", "Europe/Berlin"),
    ("EET", "Europe/Helsinki"),
    ("EEST", "Europe/Helsinki"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("NZST", "Pacific/Auckland"),
    ("NZDT", "Pacific/Auckland"),
];

/// The checks of this room.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut findings: Vec<Finding> = report.zones.iter().filter_map(out_of_season).collect();
    findings.extend(missing(report));
    findings.extend(differ(report));
    findings
}

/// Whether all times of a report are on one clock, so that they can be compared as they are written.
pub fn one_clock(report: &Report) -> bool {
    let Some((first, rest)) = report.zones.split_first() else { return true };
    rest.iter().all(|zone| same(first, zone))
}

fn same(one: &Zone, other: &Zone) -> bool {
    match (one.offset, other.offset) {
        (Some(a), Some(b)) => a == b,
        _ => one.label.eq_ignore_ascii_case(&other.label),
    }
}

fn missing(report: &Report) -> Option<Finding> {
    let first = report.clocks.first().filter(|_| report.zones.is_empty())?;
    let says = format!("{} writes {} but no time zone is named anywhere.", first.place, quoted(&first.raw));
    let suggestion = "Name the zone once, near the top: “All times are in UTC.”";
    Some(Finding::new("zone-missing", Weight::Warning, &first.place, says, suggestion))
}

fn differ(report: &Report) -> Option<Finding> {
    let (first, second) = clash(report)?;
    let says = format!(
        "{} names the zone {} but {} names {}, and not every time says which of them it is in.",
        first.place,
        quoted(&first.label),
        second.place,
        quoted(&second.label)
    );
    let suggestion = "Give all times in one zone and name it once.";
    Some(Finding::new("zones-differ", Weight::Warning, &second.place, says, suggestion))
}

/// Two zones of which a reader cannot tell which one a time is in.
fn clash(report: &Report) -> Option<(&Zone, &Zone)> {
    let mut at: HashMap<&Place, Vec<&Clock>> = HashMap::new();
    for clock in &report.clocks {
        at.entry(&clock.place).or_default().push(clock);
    }
    let mut first: HashMap<&Place, &Zone> = HashMap::new();
    let mut converts: HashSet<&Place> = HashSet::new();
    for zone in &report.zones {
        // A place that names two zones converts from one into the other.
        if !same(first.entry(&zone.place).or_insert(zone), zone) {
            converts.insert(&zone.place);
        }
    }
    let (beside, for_all): (Vec<&Zone>, Vec<&Zone>) = report
        .zones
        .iter()
        .filter(|zone| !converts.contains(&zone.place))
        .partition(|zone| at.contains_key(&zone.place));
    if let Some(clash) = two_offsets(&for_all) {
        return Some(clash);
    }
    let bare = report.clocks.iter().filter(|clock| !first.contains_key(&clock.place));
    let bare: HashSet<NaiveTime> = bare.map(|clock| clock.time).collect();
    if bare.is_empty() {
        return None;
    }
    let Some(&all) = for_all.first() else { return two_offsets(&beside) };
    // The same time of day once with the zone of all, once with another.
    let its_own = |zone: &Zone| at.get(&zone.place).and_then(|clocks| clocks.first());
    let twice = |zone: &Zone| its_own(zone).is_some_and(|clock| bare.contains(&clock.time));
    let other = beside.into_iter().find(|zone| unlike(all, zone) && twice(zone))?;
    Some((all, other))
}

fn two_offsets<'a>(zones: &[&'a Zone]) -> Option<(&'a Zone, &'a Zone)> {
    let first = zones.iter().find(|zone| zone.offset.is_some())?;
    let second = zones.iter().find(|zone| unlike(first, zone))?;
    Some((first, second))
}

fn unlike(one: &Zone, other: &Zone) -> bool {
    matches!((one.offset, other.offset), (Some(a), Some(b)) if a != b)
}

fn out_of_season(zone: &Zone) -> Option<Finding> {
    let on = zone.on?;
    let written = zone.label.trim().to_ascii_uppercase();
    let (_, region) = SEASONAL.iter().find(|(label, _)| *label == written)?;
    let shown = labels_on(&Region::named(region).ok()?, on)?;
    if shown.contains(&written) {
        return None;
    }
    let [right, _] = shown;
    let place = &zone.place;
    let says = format!("{place} says {} on {on}, but clocks in {region} showed {right} on that day.", quoted(&written));
    let suggestion = format!("Write {right} if that is meant, or the offset from UTC.");
    Some(Finding::new("zone-out-of-season", Weight::Warning, place, says, suggestion))
}

/// What clocks in a region are called a day before and a day after noon, UTC; on most days it is the same.
fn labels_on(region: &Region, on: NaiveDate) -> Option<[String; 2]> {
    // Around a change of clocks people use both names.
    let noon = on.and_hms_opt(12, 0, 0)?.and_utc();
    let day = TimeDelta::hours(24);
    Some([region.label(noon.checked_sub_signed(day)?), region.label(noon.checked_add_signed(day)?)])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{clock, codes, line, report, zone};
    use super::*;

    #[test]
    fn a_table_of_names_that_the_database_knows() {
        for (label, region) in SEASONAL {
            let region = Region::named(region).unwrap();
            let half_years = ["2024-01-15", "2024-07-15"].map(|on| labels_on(&region, on.parse().unwrap()).unwrap());
            assert!(half_years.iter().flatten().any(|shown| shown == label), "{label}");
        }
    }

    #[test]
    fn names_of_the_other_half_of_the_year() {
        let finds = |label: &str, on: &str| out_of_season(&zone(1, label, None, Some(on))).is_some();
        for (label, on) in
            [("PST", "2023-07-04"), ("BST", "2023-01-09"), ("cest", "2023-01-09"), ("AEST", "2023-01-09")]
        {
            assert!(finds(label, on), "{label} {on}");
        }
        for (label, on) in [("PDT", "2023-07-04"), ("BST", "2023-07-09"), ("NZDT", "2023-01-09"), ("GMT", "2023-07-01")]
        {
            assert!(!finds(label, on), "{label} {on}");
        }
        assert!(!finds("PST", "2023-03-12"), "the day on which clocks change");
        assert!(!finds("EAT", "2023-03-12"), "a zone without seasons");
        assert!(out_of_season(&zone(1, "PST", None, None)).is_none());
        let told = out_of_season(&zone(3, "PST", None, Some("2023-07-04"))).unwrap();
        assert_eq!(
            told.says,
            "line 3 says “PST” on 2023-07-04, but clocks in America/Los_Angeles showed PDT on that day."
        );
    }

    #[test]
    fn times_need_a_zone() {
        let mut report = report();
        assert!(check(&report).is_empty(), "no times, no zone");
        report.clocks = vec![clock(4, "14:25"), clock(5, "14:35")];
        assert_eq!(codes(&check(&report)), ["zone-missing"]);
        report.zones = vec![zone(1, "EAT", Some(180), None)];
        assert!(check(&report).is_empty());
    }

    #[test]
    fn two_zones_are_fine_where_each_time_has_its_own() {
        let mut report = report();
        report.clocks = vec![clock(4, "14:25"), clock(5, "14:35")];
        report.zones = vec![zone(4, "UTC", Some(0), None), zone(5, "CEST", Some(120), None)];
        assert!(check(&report).is_empty());
        report.clocks.push(clock(6, "15:00"));
        assert_eq!(codes(&check(&report)), ["zones-differ"]);
        report.zones.insert(0, zone(1, "UTC", Some(0), None));
        assert!(check(&report).is_empty(), "the first line says what times without a zone are in");
        report.zones.insert(1, zone(2, "EAT", Some(180), None));
        let found = check(&report);
        assert_eq!((codes(&found), &found[0].place), (vec!["zones-differ"], &line(2)));
    }

    #[test]
    fn a_conversion_is_fine_but_one_time_in_two_zones_is_not() {
        let mut report = report();
        report.clocks = vec![clock(4, "14:25"), clock(4, "16:25"), clock(5, "14:35")];
        report.zones =
            vec![zone(1, "UTC", Some(0), None), zone(4, "UTC", Some(0), None), zone(4, "CEST", Some(120), None)];
        assert!(check(&report).is_empty());
        report.zones = vec![zone(1, "UTC", Some(0), None), zone(4, "CEST", Some(120), None)];
        report.clocks = vec![clock(4, "14:25"), clock(9, "14:25")];
        assert_eq!(codes(&check(&report)), ["zones-differ"]);
    }
}
