use proptest::prelude::*;

use super::*;

/// A Saturday, 00:10 in Berlin.
const NOW: &str = "2026-11-20T23:10:00Z";

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn shown(result: Result<Time, WhenError>) -> String {
    match result {
        Ok(time) => Zone::utc().rfc3339(time),
        Err(error) => error.to_string(),
    }
}

/// In Nairobi, at 15:25:30 on a Saturday.
fn happened(text: &str) -> String {
    shown(past(text, at("2026-11-21T12:25:30Z"), &zone("Africa/Nairobi")))
}

/// In Nairobi, at 15:25:30 on a Saturday.
fn is_due(text: &str) -> String {
    shown(due(text, at("2026-11-21T12:25:30Z"), &zone("Africa/Nairobi")))
}

#[test]
fn what_happened_is_written_in_many_ways() {
    for (text, time) in [
        ("now", "2026-11-21T12:25:30Z"),
        ("14:25", "2026-11-21T11:25:00Z"),
        (" 9:05 ", "2026-11-21T06:05:00Z"),
        ("14:25:30", "2026-11-21T11:25:30Z"),
        ("15:25", "2026-11-21T12:25:00Z"),
        ("2:25pm", "2026-11-21T11:25:00Z"),
        ("2:25 PM", "2026-11-21T11:25:00Z"),
        ("2pm", "2026-11-21T11:00:00Z"),
        ("12am", "2026-11-20T21:00:00Z"),
        ("12:30pm", "2026-11-21T09:30:00Z"),
        ("noon", "2026-11-21T09:00:00Z"),
        ("midnight", "2026-11-20T21:00:00Z"),
        ("-5m", "2026-11-21T12:20:30Z"),
        ("−5m", "2026-11-21T12:20:30Z"),
        ("-1h30m", "2026-11-21T10:55:30Z"),
        ("5m ago", "2026-11-21T12:20:30Z"),
        ("1h 30m ago", "2026-11-21T10:55:30Z"),
        ("today 14:25", "2026-11-21T11:25:00Z"),
        ("14:25 EAT", "2026-11-21T11:25:00Z"),
        ("2:25 pm eat", "2026-11-21T11:25:00Z"),
        ("Fri 12:00", "2026-11-20T09:00:00Z"),
        ("saturday 12:00", "2026-11-21T09:00:00Z"),
        ("sat 18:00", "2026-11-14T15:00:00Z"),
        ("sunday 12:00", "2026-11-15T09:00:00Z"),
        ("Yesterday 14:25", "2026-11-20T11:25:00Z"),
        ("yesterday 2:25pm", "2026-11-20T11:25:00Z"),
        ("2023-08-04 15:25", "2023-08-04T12:25:00Z"),
        ("2023-08-04T15:25", "2023-08-04T12:25:00Z"),
        ("2023-08-04 3:25 pm", "2023-08-04T12:25:00Z"),
        ("4 Aug 2023 15:25", "2023-08-04T12:25:00Z"),
        ("August 4, 2023 15:25", "2023-08-04T12:25:00Z"),
        ("2023-08-04T15:25:00Z", "2023-08-04T15:25:00Z"),
        ("2023-08-04T15:25:00.1239+02:00", "2023-08-04T13:25:00.123Z"),
        ("2023-08-04T15:25+02:00", "2023-08-04T13:25:00Z"),
    ] {
        assert_eq!(happened(text), time, "{text}");
    }
}

#[test]
fn what_is_counted_back_from_now_is_cut_to_the_second() {
    let now = at("2026-11-21T12:25:30.987Z");
    for text in ["-5m", "5m ago", "-4m60s"] {
        assert_eq!(shown(past(text, now, &Zone::utc())), "2026-11-21T12:20:30Z", "{text}");
    }
    assert_eq!(past("now", now, &Zone::utc()), Ok(now));
}

#[test]
fn what_happened_is_not_in_the_future() {
    let midnight = |text| past(text, at(NOW), &zone("Europe/Berlin")).unwrap_err().to_string();
    assert_eq!(
        midnight("23:55"),
        "23:55 is in the future: understood as 2026-11-21 23:55 CET, and it is 00:10 now; \
         for the day before write `yesterday 23:55`"
    );
    assert_eq!(
        midnight("tomorrow 09:00"),
        "tomorrow 09:00 is in the future: understood as 2026-11-22 09:00 CET, and it is 2026-11-21 00:10 now"
    );
    assert!(midnight("00:10:20").contains("understood as 2026-11-21 00:10:20 CET, and it is 00:10:00 now"));
    assert!(midnight("in 5m").contains("is in the future"));
    assert!(midnight("2026-11-20T23:10:00.001Z").contains("is in the future"));
}

#[test]
fn what_cannot_be_is_explained() {
    for (text, part) in [
        ("25:00", "no clock shows 25:00; write 14:25"),
        ("14:60", "no clock shows 14:60"),
        ("13pm", "no clock shows 13pm"),
        ("0pm", "no clock shows 0pm"),
        ("14:25 pm", "no clock shows 14:25pm"),
        ("2026-02-30 10:00", "there is no day 2026-02-30"),
        ("30 Feb 2026 10:00", "there is no day 2026-02-30"),
        ("04/08/2023 15:25", "write year-month-day, like 2023-08-04 or 2023-04-08"),
        ("13.8.2023 15:25", "like 2023-08-13"),
        ("2023/08/04 15:25", "like 2023-08-04"),
        ("23-08-04 15:25", "like 2004-08-23 or 2023-08-04"),
        ("4 Aug 23 15:25", "like 2023-08-04"),
        ("yesterday", "`yesterday` is a whole day; add the time, like `yesterday 14:25`"),
        ("5m", "write -5m or `5m ago`"),
        ("-5", "`-5` has no unit: write -5m or -5h"),
        ("30", "`30` has no unit: write -30m or -30h"),
        ("1970-01-01 00:30", "outside the years 1970 to 9999 of UTC"),
        ("14:25 EST", "clocks in Africa/Nairobi show EAT at that time, not EST"),
        ("15:25:33", "understood as 2026-11-21 15:25:33 EAT, and it is 15:25:30 now"),
        ("16:25:33", "understood as 2026-11-21 16:25:33 EAT, and it is 15:25:30 now"),
        ("1969-12-31 10:00", "outside the years 1970 to 9999"),
        ("0001-01-01T00:00:00Z", "outside the years"),
        ("", "is not a time: write 14:25"),
        ("later", "is not a time"),
        ("14:25 15:25", "is not a time"),
    ] {
        let error = happened(text);
        assert!(error.contains(part), "{text}: {error}");
    }
}

#[test]
fn clocks_are_changed() {
    let berlin = zone("Europe/Berlin");
    let told = |text, now| shown(past(text, at(now), &berlin));
    assert_eq!(
        told("02:30", "2026-03-29T12:00:00Z"),
        "02:30 on 2026-03-29 does not exist in Europe/Berlin: clocks went from 02:00 to 03:00"
    );
    assert_eq!(told("02:30", "2026-10-25T12:00:00Z"), "2026-10-25T01:30:00Z");
    assert_eq!(told("02:30 CET", "2026-10-25T12:00:00Z"), "2026-10-25T01:30:00Z");
    assert_eq!(told("02:30 CEST", "2026-10-25T12:00:00Z"), "2026-10-25T00:30:00Z");
    assert!(told("02:30 EST", "2026-10-25T12:00:00Z").contains("show CEST or CET at that time, not EST"));
    let Leading { at: found, rest, .. } = leading("02:30 CEST paged", at("2026-10-25T12:00:00Z"), &berlin).unwrap();
    assert_eq!((shown(found).as_str(), rest), ("2026-10-25T00:30:00Z", "paged"));
    assert_eq!(told("02:30", "2026-10-25T01:00:00Z"), "2026-10-25T00:30:00Z");
    assert!(told("02:30", "2026-10-25T00:00:00Z").contains("02:30 CEST, and it is 02:00 now"));
    assert_eq!(
        shown(past("2011-12-30 12:00", at(NOW), &zone("Pacific/Apia"))),
        "12:00 on 2011-12-30 does not exist in Pacific/Apia: \
         clocks went from 2011-12-30 00:00 to 2011-12-31 00:00"
    );
    let told = |text, now| shown(due(text, at(now), &berlin));
    assert_eq!(told("02:30", "2026-10-25T00:00:00Z"), "2026-10-25T00:30:00Z");
    assert_eq!(told("02:30", "2026-10-25T01:00:00Z"), "2026-10-25T01:30:00Z");
    assert_eq!(told("02:30 CET", "2026-10-24T10:00:00Z"), "2026-10-25T01:30:00Z");
    assert_eq!(told("02:30", "2026-10-25T01:30:00Z"), "2026-10-26T01:30:00Z");
    assert!(told("02:30", "2026-03-29T00:00:00Z").contains("does not exist"));
    assert_eq!(told("02:30", "2026-03-29T01:00:00Z"), "2026-03-30T00:30:00Z");
}

#[test]
fn what_is_due_is_written_in_many_ways() {
    for (text, time) in [
        ("30m", "2026-11-21T12:55:30Z"),
        ("in 30m", "2026-11-21T12:55:30Z"),
        ("+30m", "2026-11-21T12:55:30Z"),
        ("2 hours", "2026-11-21T14:25:30Z"),
        ("15:26", "2026-11-21T12:26:00Z"),
        ("15:25", "2026-11-22T12:25:00Z"),
        ("9am", "2026-11-22T06:00:00Z"),
        ("midnight", "2026-11-21T21:00:00Z"),
        ("today", "2026-11-21T20:59:59Z"),
        ("tomorrow", "2026-11-22T20:59:59Z"),
        ("tomorrow 09:00", "2026-11-22T06:00:00Z"),
        ("2026-12-01", "2026-12-01T20:59:59Z"),
        ("2026-12-01 17:00", "2026-12-01T14:00:00Z"),
        ("1 Dec 2026", "2026-12-01T20:59:59Z"),
        ("friday", "2026-11-27T20:59:59Z"),
        ("Sat", "2026-11-28T20:59:59Z"),
        ("sunday 10:00", "2026-11-22T07:00:00Z"),
        ("2026-12-01T17:00:00+01:00", "2026-12-01T16:00:00Z"),
    ] {
        assert_eq!(is_due(text), time, "{text}");
    }
}

#[test]
fn what_is_due_comes_later() {
    assert_eq!(
        is_due("2026-11-20"),
        "2026-11-20 is not in the future: understood as 2026-11-20 23:59 EAT, and it is 2026-11-21 15:25 now"
    );
    for text in ["-5m", "5m ago", "now", "0m", "today 15:25", "yesterday 10:00"] {
        assert!(is_due(text).contains("is not in the future"), "{text}");
    }
    assert!(is_due("soon").contains("write 30m, 14:30"));
    assert_eq!(is_due("12"), "`12` has no unit: write 12m or 12h");
}

#[test]
fn a_line_may_begin_with_a_time() {
    for (line, time, rest) in [
        ("14:25 error rate up", "2026-11-21T11:25:00Z", "error rate up"),
        ("9:05  paged", "2026-11-21T06:05:00Z", "paged"),
        ("2:25pm paged", "2026-11-21T11:25:00Z", "paged"),
        ("2:25 PM paged", "2026-11-21T11:25:00Z", "paged"),
        ("14:25 PM on call joins", "2026-11-21T11:25:00Z", "PM on call joins"),
        ("-5m rolled back", "2026-11-21T12:20:30Z", "rolled back"),
        ("-1h30m\tdeploy", "2026-11-21T10:55:30Z", "deploy"),
        ("yesterday 14:25 deploy", "2026-11-20T11:25:00Z", "deploy"),
        ("2026-11-19 2:25pm deploy", "2026-11-19T11:25:00Z", "deploy"),
    ] {
        let found = leading(line, at("2026-11-21T12:25:30Z"), &zone("Africa/Nairobi")).unwrap();
        assert_eq!((shown(found.at).as_str(), found.rest), (time, rest), "{line}");
        assert_eq!((found.about, found.until), (false, None), "{line}");
    }
    let found = leading("25:00 deploy", at(NOW), &Zone::utc()).unwrap();
    assert!(found.at.is_err());
    assert_eq!(found.rest, "deploy");
}

#[test]
fn a_time_may_be_rough_or_a_while() {
    for (line, about, time, until) in [
        ("~14:25 pods restart", true, "2026-11-21T14:25:00Z", None),
        ("14:25-14:40 draining", false, "2026-11-21T14:25:00Z", Some("2026-11-21T14:40:00Z")),
        ("~2:25pm–2:40pm draining", true, "2026-11-21T14:25:00Z", Some("2026-11-21T14:40:00Z")),
        ("~-5m paged", true, "2026-11-21T14:55:00Z", None),
    ] {
        let found = leading(line, at("2026-11-21T15:00:00Z"), &Zone::utc()).unwrap();
        assert_eq!((found.about, shown(found.at).as_str(), found.until), (about, time, until.map(at)), "{line}");
    }
    for line in ["~ 14:25 x", "~100 pods", "1-2 pods", "14:25-x y", "10-12 nodes down"] {
        assert!(leading(line, at(NOW), &Zone::utc()).is_none(), "{line}");
    }
}

#[test]
fn most_lines_do_not_begin_with_a_time() {
    for line in [
        "",
        "14:25",
        "14:25 ",
        "2:25 pm",
        " 14:25 error rate up",
        "5xx errors",
        "-v flag set",
        "-5 pods",
        "- 5m",
        "10.0.0.1 down",
        "3 nodes down",
        "2pm deploy",
        "5m of errors",
        "now rolling back",
        "yesterday it worked",
        "2026-11-20 was calm",
        "2026-11-20 14:25",
        "14:25, paged",
    ] {
        assert!(leading(line, at(NOW), &Zone::utc()).is_none(), "{line}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_it(
        text in "\\PC*|[0-9:/.T+Z -]{0,24}|(-|in |yesterday |fri |2026-10-25 )?[0-9]{1,4}(:[0-9]{2}|m|pm)?( ago)?( x)?",
        now in prop_oneof![Just(at(NOW)), Just(at("2026-10-25T01:00:00Z")), Just(Time::MIN_UTC), Just(Time::MAX_UTC)],
        name in prop::sample::select(vec!["UTC", "Europe/Berlin", "Pacific/Apia", "UTC-3:30", "Africa/Monrovia"]),
    ) {
        let zone = zone(name);
        if let Ok(time) = past(&text, now, &zone) {
            prop_assert!(time <= now && YEARS.contains(&time.year()));
        }
        if let Ok(time) = due(&text, now, &zone) {
            prop_assert!(time > now && YEARS.contains(&time.year()));
        }
        if let Some(Leading { rest, .. }) = leading(&text, now, &zone) {
            prop_assert!(text.ends_with(rest) && rest == rest.trim_start() && !rest.is_empty());
        }
    }

    #[test]
    fn a_shown_time_is_read_back(seconds in 0_i64..1_795_000_000) {
        let (now, zone) = (at(NOW), zone("Africa/Nairobi"));
        let time = Time::from_timestamp(seconds, 0).unwrap();
        let wall = format!("{} {}", zone.date(time), zone.clock_seconds(time));
        prop_assert_eq!(past(&wall, now, &zone), Ok(time));
        prop_assert_eq!(past(&zone.rfc3339(time), now, &zone), Ok(time));
    }
}
