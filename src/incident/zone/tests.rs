use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn error(name: &str) -> String {
    Zone::named(name).unwrap_err().to_string()
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn names_are_found_in_any_case_and_kept_in_their_spelling() {
    for (text, name) in [
        ("europe/BERLIN", "Europe/Berlin"),
        (" America/New York ", "America/New_York"),
        ("z", "UTC"),
        ("Etc/UTC", "UTC"),
        ("GMT", "UTC"),
        ("UTC+1", "UTC+1"),
        ("GMT + 1", "UTC+1"),
        ("UTC-3:30", "UTC-3:30"),
        ("+01:00", "UTC+1"),
        ("-0330", "UTC-3:30"),
        ("−3", "UTC-3"),
        ("utc+00:00", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ] {
        assert_eq!(zone(text).name(), name, "{text}");
        assert_eq!(zone(zone(text).name()), zone(text));
    }
}

#[test]
fn unknown_names_get_advice() {
    assert_eq!(error("Europe/Berln"), "`Europe/Berln` is not a time zone: did you mean Europe/Berlin?");
    assert_eq!(error("Berlin"), "`Berlin` is not a time zone: did you mean Europe/Berlin?");
    assert_eq!(error("new york"), "`new york` is not a time zone: did you mean America/New_York?");
    assert!(error("Middle/Earth").contains("give a region like"));
    assert!(error("Etc/Unknown").contains("is not a time zone"));
    assert!(error(" ").contains("missing"));
    assert!(error(&"x".repeat(1_000_000)).len() < 1000);
}

#[test]
fn abbreviations_are_ambiguous() {
    assert_eq!(error("EAT"), "`EAT` is ambiguous, as abbreviations are: give a region, such as Africa/Nairobi");
    assert!(error("cet").contains("Europe/Berlin"));
    assert!(error("XQT").contains("is ambiguous"));
}

#[test]
fn offsets_have_limits() {
    for text in ["UTC+15", "+14:01", "UTC+1:75", "-99"] {
        assert!(error(text).contains("not an offset"), "{text}");
    }
    assert_eq!(zone("UTC+14").name(), "UTC+14");
}

#[test]
fn the_machine_may_use_names_of_old() {
    for (name, region) in [
        ("CET", "Europe/Brussels"),
        ("MET", "Europe/Brussels"),
        ("EET", "Europe/Athens"),
        ("EST", "America/Panama"),
        ("HST", "Pacific/Honolulu"),
        ("MST", "America/Phoenix"),
        ("WET", "Europe/Lisbon"),
    ] {
        let found = Zone::of_machine(name);
        assert_eq!(found.name(), region);
        let link = Zone::bundled(name).unwrap();
        for moment in ["2001-01-01T12:00:00Z", "2026-01-01T12:00:00Z", "2026-07-01T12:00:00Z"] {
            assert_eq!(found.local(at(moment)), link.local(at(moment)), "{name}");
        }
    }
    assert_eq!(Zone::of_machine("Mars/Olympus"), Zone::utc());
    assert!(Zone::named(Zone::system().name()).is_ok());
}

#[test]
fn the_clock_is_called_by_its_name() {
    let summer = at("2026-07-01T12:00:00Z");
    for (name, label, offset, all) in [
        ("Africa/Nairobi", "EAT", "UTC+3", "EAT (Africa/Nairobi, UTC+3)"),
        ("Europe/Berlin", "CEST", "UTC+2", "CEST (Europe/Berlin, UTC+2)"),
        ("Asia/Dubai", "UTC+4", "UTC+4", "UTC+4 (Asia/Dubai)"),
        ("America/St_Johns", "NDT", "UTC-2:30", "NDT (America/St_Johns, UTC-2:30)"),
        ("Atlantic/Reykjavik", "GMT", "UTC", "GMT (Atlantic/Reykjavik, UTC)"),
        ("UTC", "UTC", "UTC", "UTC"),
        ("UTC+1", "UTC+1", "UTC+1", "UTC+1"),
        ("UTC-3:30", "UTC-3:30", "UTC-3:30", "UTC-3:30"),
    ] {
        let zone = zone(name);
        assert_eq!(zone.label(summer), label);
        assert_eq!(zone.offset(summer), offset);
        assert_eq!(zone.describe(summer), all);
    }
}

#[test]
fn a_moment_on_the_wall() {
    let nairobi = zone("Africa/Nairobi");
    let moment = at("2023-08-04T22:25:09.250Z");
    assert_eq!(nairobi.date(moment), "2023-08-05");
    assert_eq!(nairobi.day(moment), NaiveDate::from_ymd_opt(2023, 8, 5).unwrap());
    assert_eq!(nairobi.clock(moment), "01:25");
    assert_eq!(nairobi.clock_seconds(moment), "01:25:09");
    assert_eq!(nairobi.datetime(moment), "2023-08-05 01:25");
    assert_eq!(nairobi.weekday(moment), "Sat");
    assert_eq!(nairobi.rfc3339(moment), "2023-08-05T01:25:09.250+03:00");
    assert_eq!(Zone::utc().rfc3339(at("2023-08-04T22:25:00Z")), "2023-08-04T22:25:00Z");
    assert_eq!(zone("UTC-3:30").rfc3339(at("2023-08-04T22:25:00Z")), "2023-08-04T18:55:00-03:30");
}

#[test]
fn clocks_go_forward_and_back() {
    let berlin = zone("Europe/Berlin");
    assert_eq!(berlin.resolve(wall("2026-07-01T12:00:00")), Local::Once(at("2026-07-01T10:00:00Z")));
    assert_eq!(
        berlin.resolve(wall("2026-10-25T02:30:00")),
        Local::Twice { first: at("2026-10-25T00:30:00Z"), second: at("2026-10-25T01:30:00Z") }
    );
    for text in ["2026-03-29T02:00:00", "2026-03-29T02:59:59.999"] {
        assert_eq!(
            berlin.resolve(wall(text)),
            Local::Never { before: at("2026-03-29T00:59:59.999Z"), after: at("2026-03-29T01:00:00Z") }
        );
    }
    // Far beyond the table of changes, where the zone's rule takes over.
    assert!(matches!(
        berlin.resolve(wall("2199-03-31T02:30:00")),
        Local::Never { after, .. } if after == at("2199-03-31T01:00:00Z")
    ));
    // Samoa had no 30 December 2011.
    assert_eq!(
        zone("Pacific/Apia").resolve(wall("2011-12-30T12:00:00")),
        Local::Never { before: at("2011-12-30T09:59:59.999Z"), after: at("2011-12-30T10:00:00Z") }
    );
}

#[test]
fn the_ends_of_time_do_not_break_it() {
    for name in ["UTC", "Europe/Berlin", "UTC+14", "America/St_Johns"] {
        let zone = zone(name);
        for moment in [Time::MIN_UTC, Time::MAX_UTC] {
            zone.describe(moment);
            zone.rfc3339(moment);
            zone.resolve(moment.naive_utc());
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_a_zone_or_an_error(text in "\\PC*|[A-Za-z_/]{0,20}|(UTC|GMT|utc)? ?[+-][0-9:]{0,6}") {
        if let Ok(found) = Zone::named(&text) {
            prop_assert_eq!(Zone::named(found.name()).unwrap(), found);
        }
    }

    #[test]
    fn the_wall_leads_back_to_the_moment(
        ms in -2_000_000_000_000_i64..9_000_000_000_000,
        name in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC-3:30"]),
    ) {
        let moment = Time::from_timestamp_millis(ms).unwrap();
        let zone = zone(name);
        let found = match zone.resolve(zone.local(moment)) {
            Local::Once(at) => at == moment,
            Local::Twice { first, second } => first == moment || second == moment,
            Local::Never { .. } => false,
        };
        prop_assert!(found);
        if ms > 0 {
            prop_assert_eq!(at(&zone.rfc3339(moment)), moment);
        }
    }
}
