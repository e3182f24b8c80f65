//! What is masked in a text, and what is not.

use super::*;

fn mask() -> Mask {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), assign("scribe", "Zoe Quist")).unwrap();
    Mask::of(&stage.state, at(4, 0))
}

#[test]
fn what_leads_to_people_and_places_is_masked() {
    let cases = [
        ("Zoe Quist: ask Zoe or @ana", "scribe: ask scribe or responder"),
        ("@here: @kim.lee, kim@shop.example!", "@here: a colleague, name-1@example.org!"),
        ("root@db-3:5432 on eu-west-1", "name-1@example.org:5432 on host-1"),
        ("db-3, DB-3.shop.example. web01", "host-1, host-1. host-2"),
        ("https://Api.shop.example:8443/v2/pay?id=7", "https://host-1:8443/v2/pay?id=7"),
        ("10.1.2.3 → 10.1.2.4:53, again 10.1.2.3.", "192.0.2.1 → 192.0.2.2:53, again 192.0.2.1."),
        ("2a00::7: timeout [2a00::7]:80", "2001:db8::1: timeout [2001:db8::1]:80"),
        ("call +49 30 901820-77, (555) 123-4567", "call phone-1, phone-2"),
        ("see PAY-431 of api.pay.prod", "see host-1 of host-2"),
        ("the key was AKIAQ3EGRZTXNB5KLMPW", "the key was [masked: AWS access key id]"),
        ("a\u{202E}b\r\nc\n", "a<202E>b\nc"),
    ];
    for (text, masked) in cases {
        assert_eq!(mask().text(text), masked);
    }
}

#[test]
fn numbers_versions_times_and_words_stay() {
    let texts = [
        "v41, v1.2.3, 1.2.3.4.5, 4.2s, 1.5ms, p95, 500s, SEV-1, utf-8, sha256, 10 of 2000000",
        "14:25:09.120 on 2026-11-21, +15 000 000 rows, 127.0.0.1 and ::1",
        "std::vec::Vec in main.rs, e.g. eu-west, wait...what?",
        "billing and checkout: 5xx",
    ];
    for text in texts {
        let mut mask = mask();
        assert_eq!(mask.text(text), text);
        assert_eq!(mask.doubts(), None, "{text}");
    }
}

#[test]
fn what_merely_looks_odd_is_kept_for_a_person_to_look_at() {
    let mut mask = mask();
    assert_eq!(mask.text("web12, pay-7f9c4 and kim.lee"), "web12, pay-7f9c4 and kim.lee");
    let doubts = "These may name hosts or people and were kept: kim.lee, pay-7f9c4, web12.";
    assert_eq!(mask.doubts().as_deref(), Some(doubts));
}

#[test]
fn there_are_addresses_for_everybody() {
    let mut mask = mask();
    let all: std::collections::BTreeSet<String> = (0..=255)
        .flat_map(|c| [format!("10.0.{c}.1"), format!("10.0.{c}.2")])
        .map(|address| mask.text(&address))
        .collect();
    assert_eq!(all.len(), 512);
    assert!(all.contains("192.0.2.254") && all.contains("198.51.100.1") && all.contains("203.0.113.4"));
}

#[test]
fn words_are_shared_in_any_case_and_number() {
    let shared = |one, other| truth::shared_words(one, &Telling::of(other)).join(" ");
    assert_eq!(shared("The Replicas' lag, v41", "replica LAG since v41"), "replicas");
    assert_eq!(shared("it was the error of host-1", "the error was host-1 itself"), "");
    assert_eq!(shared("41 at 9", "41 at 9"), "", "numbers tell nothing");
}
