use std::borrow::Cow;

use proptest::prelude::*;

use super::*;

/// The hardest pieces, glued in any order.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        proptest::char::range('\0', '\u{9F}').prop_map(String::from),
        proptest::char::range('\u{2000}', '\u{206F}').prop_map(String::from),
        proptest::sample::select(vec![
            "\r",
            "\n",
            "\r\n",
            "\t",
            "a",
            "1",
            " ",
            "é",
            "日本",
            "👩",
            "\u{200D}",
            "❤",
            "©",
            "\u{FE0F}",
            "\u{FE0E}",
            "\u{20E3}",
            "🏽",
            "🇩",
            "\u{301}",
            "\u{300}\u{301}\u{302}\u{303}\u{304}",
            "\u{903}",
            "क्",
            "ᄀ",
            "ᅡ",
            "ᆨ",
            "\u{600}",
            "\u{D4E}",
            "ｶ",
            "\u{FF9E}",
            "\u{E0067}",
            "<",
            ">",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn is_safe(text: &str) -> bool {
    let bidi = |c| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !text.chars().any(|c| (c.is_control() && c != '\n') || bidi(c))
}

proptest! {
    #[test]
    fn visible_is_safe_and_a_fixed_point(text in hostile()) {
        let once = visible(&text);
        prop_assert!(is_safe(&once));
        let twice = visible(&once);
        prop_assert_eq!(&once, &twice);
        prop_assert!(matches!(twice, Cow::Borrowed(_)));
    }

    #[test]
    fn one_line_is_one_safe_line(text in hostile()) {
        let line = one_line(&text);
        prop_assert!(is_safe(&line) && !line.contains('\n'));
        prop_assert_eq!(one_line(&line), line.clone());
    }

    #[test]
    fn a_slug_is_a_slug(text in prop_oneof![hostile(), "[a-zé ß-]{0,120}"]) {
        let slug = slug(&text);
        prop_assert!(is_slug(&slug) && slug.len() <= 64 && !slug.ends_with('-') && !slug.contains("--"), "{}", slug);
    }
}

#[test]
fn ordinary_text_is_borrowed() {
    for text in ["", "plain\nlines ~", "é ß 日本語 한국어 हिन्दी", "👩‍👩‍👧 ❤️ 👍🏽 🇩🇪 1️⃣ ☝🏽‍♀️ 👩🏻‍❤️‍💋‍👨🏼", "e\u{301}"]
    {
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
    }
}

#[test]
fn controls_bidi_and_invisible_characters_are_shown() {
    for (text, shown) in [
        ("\u{1b}[2J", "<001B>[2J"),
        ("a\0b\u{7f}\u{9b}", "a<0000>b<007F><009B>"),
        ("\u{202e}drow\u{202c}", "<202E>drow<202C>"),
        ("x\u{2066}\u{61c}\u{200e}", "x<2066><061C><200E>"),
        ("a\u{ad}b\u{200b}c\u{2060}\u{feff}", "a<00AD>b<200B>c<2060><FEFF>"),
        ("\u{2028}\u{fff9}\u{fdd0}\u{10ffff}", "<2028><FFF9><FDD0><10FFFF>"),
        ("\u{115f}\u{1160}\u{3164}\u{ffa0}\u{180e}", "<115F><1160><3164><FFA0><180E>"),
        ("a\u{e0041}", "a<E0041>"),
        ("a\r\nb\rc\r\r\n", "a\nb<000D>c<000D>\n"),
        ("a\tb", "a    b"),
    ] {
        assert_eq!(visible(text), shown);
    }
    assert_eq!(one_line("a\r\nb\n"), "a ⏎ b ⏎ ");
}

#[test]
fn joiners_and_selectors_stay_only_inside_emoji() {
    for (text, shown) in [
        ("a\u{200d}b", "a<200D>b"),
        ("\u{200d}", "<200D>"),
        ("👩\u{200d}", "👩<200D>"),
        ("👩\u{200d}a", "👩<200D>a"),
        ("👩\u{301}\u{200d}👩", "👩\u{301}<200D>👩"),
        ("a\u{fe0f}", "a<FE0F>"),
        ("1\u{fe0f}", "1<FE0F>"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}<FE0F>"),
        ("葛\u{e0100}", "葛<E0100>"),
    ] {
        assert_eq!(visible(text), shown);
    }
    let long = "👩\u{200d}".repeat(20) + "👩";
    assert!(visible(&long).contains("<200D>"));
}

#[test]
fn marks_are_bounded_and_counted() {
    let zalgo = format!("a{}b", "\u{301}".repeat(200));
    assert_eq!(visible(&zalgo), format!("a{}<+192 marks>b", "\u{301}".repeat(8)));
    assert_eq!(visible(&format!("a{}", "\u{903}".repeat(9))), format!("a{}<+1 mark>", "\u{903}".repeat(8)));
    assert_eq!(visible("\u{301}a"), "<0301>a", "a mark with nothing to stand on");
    assert_eq!(visible("x\n\u{301}"), "x\n<0301>");
    assert_eq!(visible("a\u{1161}"), "a<1161>");
    assert_eq!(visible("\u{1112}\u{1161}\u{11ab}"), "\u{1112}\u{1161}\u{11ab}", "한 in parts");
}

#[test]
fn the_quick_ranges_hold_no_marks() {
    let quick = |c: char| matches!(c, ..'\u{300}' | '\u{3100}'..'\u{A66F}' | '\u{AC00}'..='\u{D7A3}');
    for c in ('\0'..=char::MAX).filter(|&c| quick(c) && !is_hidden(c)) {
        assert!(c.width() != Some(0) && !one_cluster(&['a', c]), "{:04X}", u32::from(c));
    }
}

#[test]
fn slugs() {
    for (text, expected) in [
        ("Checkout 500s!", "checkout-500s"),
        ("  --Größe: café Ærø, Łódź, İzmir-- ", "grosse-cafe-aero-lodz-izmir"),
        ("cafe\u{301}", "cafe"),
        ("日本語", "incident"),
        ("", "incident"),
        ("../../etc/passwd\0", "etc-passwd"),
        ("the payment service of the second region answers slowly", "the-payment-service-of-the-second-region-answers"),
        (&"x".repeat(2_000_000), &"x".repeat(48)),
    ] {
        assert_eq!(slug(text), expected);
    }
}

#[test]
fn the_grammar_of_ids() {
    assert!(is_slug("2026-11-21-checkout-500s") && is_slug("a") && is_slug(&"a".repeat(96)));
    for bad in ["", "-a", "A", "a_b", "a/b", "..", "é", "a\n", &"a".repeat(97)] {
        assert!(!is_slug(bad), "{bad}");
    }
}

#[test]
fn json_shows_nothing_hidden_and_keeps_the_data() {
    let text = "caf\u{e9} \u{202e}\u{9b}2J\u{7f}\u{200b}\u{e0041}\n\"\u{1b}";
    let written = json_visible(&serde_json::to_string_pretty(&[text]).unwrap());
    assert!(written.chars().all(|c| c.is_ascii() || c == '\u{e9}'), "{written:?}");
    assert!(written.contains("\\u202e\\u009b2J\\u007f\\u200b\\udb40\\udc41"), "{written}");
    assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
}
