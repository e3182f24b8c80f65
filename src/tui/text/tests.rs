use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::*;
use crate::incident::text::visible;

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z ]{1,9}",
        1 => any::<char>().prop_map(String::from),
        2 => proptest::sample::select(vec![
            " ", "   ", "\n", "日本", "e\u{301}", " \u{301}", "👩‍👩‍👧", "❤️", "🇩🇪", "🇩", "ｶﾞ", "\u{FF9E}", "한국", "हिन्दी",
            "क्क्क्क्क्क्", "ᄀᄀᄀᄀ", "\u{600}", "\u{D4E}", "لا", "👍🏽", "🏽", "\u{1b}", "\t", "\r",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Where the buffer says the next text would go.
fn drawn(text: &str) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
    usize::from(buffer.set_stringn(0, 0, text, usize::MAX, Style::default()).0)
}

proptest! {
    #[test]
    fn width_is_what_the_buffer_draws(text in pieces()) {
        prop_assert_eq!(width(&text), drawn(&text));
        let safe = visible(&text);
        prop_assert_eq!(width(&safe), drawn(&safe));
        prop_assert!(cells(&safe).all(|(grapheme, cell)| cell > 0 || grapheme == "\n"), "the buffer hides nothing");
    }

    #[test]
    fn wrapped_lines_fit_and_lose_only_spaces(text in pieces(), width in 0..20usize) {
        let text = visible(&text);
        let lines: Vec<_> = wrap(&text, width).collect();
        prop_assert_eq!(wrapped_height(&text, width), lines.len());
        prop_assert_eq!(lines.is_empty(), width == 0);
        for line in &lines {
            let first: String = line.chars().take(1).collect();
            let single = line.graphemes(true).count() == 1 && self::width(&first) > width;
            prop_assert!(self::width(line) <= width || single, "{:?}", line);
        }
        if width > 0 {
            let solid = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }

    #[test]
    fn plain_and_general_wrapping_agree(paragraph in "[a-c ]{0,60}", width in 1..15usize) {
        prop_assert_eq!(plain_line_end(&paragraph, width), line_end(&paragraph, width));
    }

    #[test]
    fn raw_text_never_panics(text in pieces(), width in prop_oneof![0..20usize, Just(usize::MAX)]) {
        wrap(&text, width).for_each(drop);
        fit(&text, width);
    }

    #[test]
    fn fitted_text_fits(text in pieces(), width in 0..20usize) {
        prop_assert!(self::width(&fit(&text, width)) <= width);
        prop_assert_eq!(self::width(&pad(&text, width)), width);
        prop_assert_eq!(drawn(&pad(&text, width)), width);
        prop_assert!(self::width(tail(&text, width)) <= width && text.ends_with(tail(&text, width)));
    }
}

#[test]
fn words_wrap() {
    let lines = |text, width| wrap(text, width).collect::<Vec<_>>();
    assert_eq!(lines("the quick  brown fox", 10), ["the quick", "brown fox"]);
    assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
    assert_eq!(lines("  abcdefgh", 4), ["  ab", "cdef", "gh"]);
    assert_eq!(lines("a\n\nb\n", 4), ["a", "", "b", ""]);
    assert_eq!(lines("", 4), [""]);
    assert_eq!(lines("abc    ", 3), ["abc"]);
    assert_eq!(lines("日本語 テキスト", 5), ["日本", "語", "テキ", "スト"]);
    assert_eq!(lines("日a", 1), ["日", "a"]);
    assert_eq!(lines("é e\u{301}e\u{301}", 2), ["é", "e\u{301}e\u{301}"]);
    assert_eq!(lines("ᄀᄀᄀ", 4), ["ᄀᄀ", "ᄀ"], "one grapheme of six cells");
    assert_eq!(wrapped_height("a b", 0), 0);
}

#[test]
fn fitting() {
    assert_eq!(fit("status", 6), "status");
    assert_eq!(fit("status", 4), "sta…");
    assert_eq!(fit("日本語", 4), "日…");
    assert_eq!(fit("ab", 1), "…");
    assert_eq!(fit("ab", 0), "");
    assert_eq!(pad("日本語", 4), "日… ");
    assert_eq!(tail("a日本", 3), "本");
}

#[test]
fn hostile_samples_come_out_safe_on_a_buffer() {
    let samples = [
        "\u{1b}[31mred\u{1b}]0;title\u{7}".to_string(),
        "pay \u{202e}evil\u{202c} now".into(),
        format!("a{}b", "\u{301}".repeat(200)),
        "flag\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}".into(),
        "\u{200d}".into(),
        "c1 \u{9b}2J".into(),
        "nul\0nul".into(),
        "क्".repeat(1000),
        "x".repeat(2_000_000),
        "\u{1b}\u{301}é".repeat(300_000),
    ];
    for sample in &samples {
        let safe = visible(sample);
        assert!(!safe.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
        let area = Rect::new(0, 0, 80, 24);
        let mut buffer = Buffer::empty(area);
        for (y, line) in (0..24).zip(wrap(&safe, 80)) {
            let end = buffer.set_stringn(0, y, line, 80, Style::default()).0;
            assert_eq!(usize::from(end), width(line));
        }
        for cell in buffer.content() {
            assert_eq!(visible(cell.symbol()), cell.symbol(), "{:?}", cell.symbol());
        }
        assert_eq!(wrapped_height(&safe, 80), wrap(&safe, 80).count());
    }
}
