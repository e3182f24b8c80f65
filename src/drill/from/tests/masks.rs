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

/// A mask for an incident in which these lines were written, and Karl commanded.
fn mask_after(lines: &[&str]) -> Mask {
    let mut stage = Stage::declared();
    stage.play(at(3, 13), assign("commander", "Karl")).unwrap();
    stage.play(at(3, 13), assign("scribe", "Zoe Quist")).unwrap();
    for line in lines {
        stage.play(at(3, 14), log(EntryKind::Note, line)).unwrap();
    }
    Mask::of(&stage.state, at(4, 0))
}

#[test]
fn a_surname_goes_with_the_name_before_it() {
    let cases = [
        ("Karl Meyer restarted it", "incident commander restarted it"),
        ("Ask Karl O'Neil-Meyer's team, or Karl.", "Ask incident commander's team, or incident commander."),
        ("Karl M. van der Meyer and @karl Meyer", "incident commander and incident commander"),
        ("Karl Maria Meyer", "incident commander"),
        ("Zoe Quist Checkout, Zoe Smith", "scribe Checkout, scribe"),
        ("Karl DB-3 is down; karl asked", "incident commander host-1 is down; incident commander asked"),
        ("Karl Meyer.shop.example", "incident commander host-1"),
        ("seen by Karl\nCheckout is down", "seen by incident commander\nCheckout is down"),
        ("Ask Meyer, Checkout Service", "Ask Meyer, Checkout Service"),
    ];
    for (text, masked) in cases {
        assert_eq!(mask_after(&[]).text(text), masked);
    }
}

#[test]
fn who_has_an_address_has_a_name() {
    let mut mask = mask_after(&["mail jane.doe@shop.example, bsmith@shop.example, Lee_Kim+x@shop.example"]);
    assert_eq!(mask.text("Ask Jane Doe's team or J. Doe"), "Ask name-1's team or name-1");
    assert_eq!(mask.text("Jane Doe <jane.doe@shop.example>"), "name-1 <name-1@example.org>");
    assert_eq!(mask.text("Bo Smith, B Smith and Kim Lee"), "name-2, name-2 and name-3");
    assert_eq!(mask.text("Ann Smith of Checkout Service"), "Ann Smith of Checkout Service");
    let mut known = mask_after(&["zoe.quist@shop.example, karl.meyer@shop.example"]);
    assert_eq!(known.text("Zoe Quist and Karl Meyer"), "scribe and incident commander");
}

#[test]
fn a_host_is_masked_by_its_first_label_too() {
    let hosts = "MX1.shop.example, eu-west.shop.example, mail.shop.example, v2.shop.example, p95.api.latency";
    let mut mask = mask_after(&[hosts]);
    assert_eq!(mask.text("mx1:25 of eu-west (mx1.shop.example)"), "host-1:25 of host-2 (host-1)");
    assert_eq!(mask.text("mail by mx1-b, smx1, v2 or p95"), "mail by mx1-b, smx1, v2 or p95");
    assert_eq!(mask_after(&[]).text("mx1 of eu-west"), "mx1 of eu-west");
}

#[test]
fn long_texts_of_names_take_no_time() {
    let begun = std::time::Instant::now();
    for name in ["Karl ", "Karl Meyer ", "Aa ", "x van ", "a'a", "J. ", "j@d.de ", "mx1.ab.de ", "Karl van der "] {
        let long = name.repeat(20_000);
        mask_after(&[]).text(&long);
        mask_after(&[&long]).text("Jane Doe");
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_text_is_safe(text in "([KJ]arl|Meyer|[A-Z]|van|é|[a-z]{1,3}|[ .'@:-]|.){0,40}") {
        mask_after(&[&format!("ask {text}")]).text(&text);
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
