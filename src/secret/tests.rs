//! What the whole room promises: each kind is found, ordinary text is not, and masking is safe for any text.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;

mod kinds;
mod ordinary;

/// Letters, digits, and both cases: a stand-in for random text of some length.
fn noise(len: usize) -> String {
    "aB3xY9kQ7mN2pR5tU8wZ1c".chars().cycle().take(len).collect()
}

fn hex(len: usize) -> String {
    "9f86d081884c7d659a2feaa0c55ad015".chars().cycle().take(len).collect()
}

#[test]
fn every_pattern_compiles_and_has_keywords_in_lower_case() {
    for rule in &RULES {
        assert!(rule.regex().is_some(), "{}", rule.name);
        assert!(!rule.may_be_in(""), "{}", rule.name);
    }
}

#[test]
fn the_range_is_the_secret_only() {
    let text = "login: password=\"hunter22x\" worked";
    assert_eq!(find(text), [Found { rule: "password", range: 17..26 }]);
    assert_eq!(masked(text), "login: password=\"[masked: password]\" worked");
    assert!(matches!(masked("nothing here"), Cow::Borrowed(_)));
}

#[test]
fn overlapping_secrets_are_one_with_the_more_precise_name() {
    let token = format!("{}{}", concat!("gh", "p_"), noise(36));
    assert_eq!(
        masked(&format!("token={token}, again {token}")),
        "token=[masked: GitHub token], again [masked: GitHub token]"
    );
    assert_eq!(masked(&format!("password=Ab1-{token}-Cd2 x")), "password=[masked: GitHub token] x");
}

#[test]
fn what_a_secret_made_look_like_an_example_is_masked_too() {
    let token = format!("bearer {}-{}IOSFODNN7EXAMPLE", noise(36), "AKIA");
    assert_eq!(masked(&token), "bearer [masked: bearer token][masked: AWS access key id]");
}

#[test]
fn a_long_row_of_beginnings_takes_no_time() {
    for piece in [
        "a",
        "eyJ",
        "://:@",
        "a://b:$",
        "password=",
        "token=a",
        "eyJaaaaaaaaaa.",
        "bearer ",
        "-----BEGIN PRIVATE KEY-----",
    ] {
        let text = piece.repeat((1 << 17) / piece.len());
        assert!(find(&text).iter().all(|found| found.range.end <= text.len()), "{piece}");
    }
}

/// Pieces of secrets, keywords and separators, which random characters would hardly ever make.
fn pieces() -> impl Strategy<Value = String> {
    let tokens = [
        format!("{}{}", concat!("gh", "p_"), noise(36)),
        format!("{}IOSFODNN7EXAMPLE", "AKIA"),
        format!("{}{}.{}{}.{}", "ey", "Jabcdefghijk", "ey", "Jabcdefghijk", noise(20)),
        format!("-----BEGIN PRIVATE {}-----\n{}\n", "KEY", noise(64)),
        format!("{}{}", concat!("hv", "s."), noise(30)),
    ];
    let words = [
        "password",
        "secret",
        "token",
        "api_key",
        "bearer ",
        "authorization: basic ",
        "=",
        ": ",
        "\"",
        "${",
        "}",
        "://",
        "u:",
        "@h",
        "hunter22",
        "[masked: password]",
        "[",
        "]",
        " ",
        ",",
        "&",
        "ä",
        "/",
        "heroku key",
        "twilio",
        "AKIA",
        "-",
    ];
    let piece = prop_oneof![
        proptest::sample::select(tokens.to_vec()),
        proptest::sample::select(words.map(String::from).to_vec()),
        proptest::sample::select(words.map(String::from).to_vec()),
        "[ -~]{1,6}",
        Just(hex(32)),
    ];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_masked_once_and_the_rest_stays(text in prop_oneof![any::<String>(), pieces(), pieces(), pieces()]) {
        let found = find(&text);
        let once = replaced(&text, found.clone());
        let mut rest = &*once;
        let mut at = 0;
        for Found { rule, range } in found {
            prop_assert!(at <= range.start && range.start < range.end);
            let mask = format!("{}[masked: {rule}]", &text[at..range.start]);
            prop_assert!(rest.starts_with(&mask));
            rest = &rest[mask.len()..];
            at = range.end;
        }
        prop_assert_eq!(rest, &text[at..]);
        prop_assert_eq!(find(&masked(&text)), []);
    }

    #[test]
    fn random_words_without_a_keyword_are_nothing(
        words in proptest::collection::vec(
            prop_oneof![
                "[0-9a-f]{7,64}",
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "[1-9A-HJ-NP-Za-km-z]{20,50}",
                "[0-9A-HJKMNP-TV-Z]{26}",
            ],
            1..8,
        ),
    ) {
        prop_assert_eq!(find(&words.join(" ")), []);
        prop_assert_eq!(find(&words.join("=")), []);
    }
}
