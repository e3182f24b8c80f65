use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;

use super::*;

fn span(text: &str) -> Span {
    text.parse().unwrap()
}

fn error(text: &str) -> String {
    text.parse::<Span>().unwrap_err().to_string()
}

#[test]
fn people_write_it_in_many_ways() {
    for (text, minutes) in [
        ("30m", 30),
        ("1h30m", 90),
        ("1H 30M", 90),
        (" 2d ", 2880),
        ("1d4h", 1680),
        ("20min", 20),
        ("2 hours", 120),
        ("1 day 1 hour 1 minute", 1501),
        ("3mins", 3),
        ("120 secs", 2),
        ("0m", 0),
    ] {
        assert_eq!(span(text), Span::minutes(minutes), "{text}");
    }
    assert_eq!(span("90s"), Span::seconds(90));
}

#[test]
fn refusals_say_what_to_write() {
    assert!(error("").starts_with("a length of time is missing"));
    assert_eq!(error("30"), "30: say 30m or 30h");
    assert_eq!(error("1h30"), "30: say 30m or 30h");
    assert!(error("3 weeks").starts_with("`weeks` is not a unit"));
    assert!(error("1.5h").starts_with("`1.5h` is not a length of time"));
    assert!(error("-5m").starts_with("`-5m` is not"));
    assert!(error("4000d").contains("ten years"));
    assert!(error("99999999999999999999h").contains("ten years"));
    assert!(error(&"9".repeat(1_000_000)).len() < 1000);
}

#[test]
fn reports_read_well() {
    for (text, shown) in [
        ("0m", "0 min"),
        ("900ms", "0 min"),
        ("45s", "45 s"),
        ("60s", "1 min"),
        ("80s", "1 min 20 s"),
        ("2m10s", "2 min"),
        ("90m", "1 h 30 min"),
        ("4d6h5m", "4 d 6 h 5 min"),
        ("1d5m", "1 d 5 min"),
    ] {
        assert_eq!(span(text).to_string(), shown, "{text}");
    }
    assert_eq!(format!("{:>8}", span("45s")), "    45 s");
}

#[test]
fn the_running_clock() {
    assert_eq!(span("42m10s").clock(), "00:42:10");
    assert_eq!(span("2d3h12m5s900ms").clock(), "2d 03:12:05");
}

#[test]
fn between_two_moments() {
    let noon = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
    let later = noon + TimeDelta::milliseconds(61_250);
    assert_eq!(Span::between(noon, later), Some(span("1m1s250ms")));
    assert_eq!(Span::between(noon, noon), Some(span("0s")));
    assert_eq!(Span::between(later, noon), None);
    assert_eq!(Span::between(Time::MIN_UTC, Time::MAX_UTC), Some(Span::MAX));
    assert_eq!(Span::minutes(u32::MAX), Span::MAX);
}

#[test]
fn json_is_the_short_text() {
    assert_eq!(serde_json::to_string(&span("90m")).unwrap(), r#""1h30m""#);
    assert_eq!(serde_json::from_str::<Span>(r#""90 min""#).unwrap(), span("1h30m"));
    assert!(serde_json::from_str::<Span>(r#""90""#).is_err());
    let schema = serde_json::to_value(schemars::schema_for!(Span)).unwrap();
    assert_eq!(schema["type"], "string");
}

proptest! {
    #[test]
    fn the_short_form_is_read_back(ms in 0..=Span::MAX.ms()) {
        prop_assert_eq!(span(&Span(ms).compact()), Span(ms));
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC*|[0-9dhms .-]{0,30}") {
        if let Ok(span) = text.parse::<Span>() {
            prop_assert!(span <= Span::MAX && span.ms() >= 0);
        }
    }
}
