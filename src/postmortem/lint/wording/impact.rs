//! An impact that nobody can measure: no number of users, requests, orders, money, or a stated fraction.

use std::sync::LazyLock;

use regex::Regex;

use super::super::finding::{Finding, Place, Weight};
use super::super::report::{Part, Report};
use super::passages;

/// The name of the check.
pub const CODE: &str = "impact-without-number";

/// Who and what is served: a number of these tells of an impact even as a word, `no orders`.
macro_rules! served {
    () => {
        r"(?:users?|customers?|clients?|people|accounts?|tenants?|visitors?|subscribers?|players?|students?|requests?|queries|orders?|payments?|transactions?|bookings?|sessions?|logins?|calls|messages?|e?mails|builds?|stores?|shops?|deployments?|crates?)"
    };
}

macro_rules! units {
    () => {
        r"(?:users?|customers?|clients?|people|accounts?|tenants?|visitors?|subscribers?|players?|students?|teams?|requests?|queries|orders?|payments?|transactions?|bookings?|sessions?|logins?|calls|messages?|e?mails|events?|jobs?|builds?|tests?|errors?|failures|sites?|websites?|stores?|servers?|hosts?|nodes?|pods?|hubs?|clusters?|instances?|services?|regions?|files?|records?|rows|documents?|devices?|tickets?|complaints?|deployments?|pages?|crates?|PRs|repositories|traffic)"
    };
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:\d\s*%|\d\s*per\s?cent\b|[$€£¥]\s*\d|\d\s*(?:USD|EUR|GBP|dollars|euros|pounds|[kmg]b)\b|\b\d+x\b",
        r"|\bhalf\b|\b(?:a|one|two|three)[\s-](?:thirds?|quarters?|fifths?|tenths?)\b|\b(?:one|\d+)\s(?:in|out\sof)\s\w+",
        r"|\b(?:all|every|each)\s(?:[\w’'-]+\s){0,3}",
        units!(),
        r"\b|\b(?:no|none\sof|zero|both|one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|millions)\s(?:[\w’'-]+\s){0,3}",
        served!(),
        r"\b|\b",
        units!(),
        r"(?:\s\p{L}+){0,3}\s*[:=]\s*~?\d|\b(?:rate|revenue|latency)\b[^.\n]{0,40}\d)",
    ))
    .expect("a test compiles it")
});

static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(\d[\d,.]*)\s?(?:[kmb]|bn|million|billion|thousand)?\+?\s(?:[\w’'-]+\s){0,3}",
        units!(),
        r"\b"
    ))
    .expect("a test compiles it")
});

/// At most one finding: at the impact, or at the summary where there is no part about the impact.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut told = passages(report, Part::Impact);
    if told.is_empty() {
        told = passages(report, Part::Summary);
    }
    let metrics = Place::Part("metrics".into());
    let Some(first) = told.first() else { return Vec::new() };
    if told.iter().any(|text| text.place == metrics || measured(&text.text)) {
        return Vec::new();
    }
    let says = "The impact names no number of what was hit.";
    let suggestion =
        "Say how many users, requests or orders were hit, or what share of them; an honest estimate will do.";
    vec![Finding::new(CODE, Weight::Warning, &first.place, says, suggestion)]
}

/// Whether a text counts something that was hit. A status such as 502 before `errors` is no count.
fn measured(text: &str) -> bool {
    NUMBER.is_match(text) || COUNTED.captures_iter(text).any(|counted| !is_status(&counted[1]))
}

fn is_status(number: &str) -> bool {
    number.len() == 3 && number.starts_with(['4', '5'])
}
