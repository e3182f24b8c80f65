//! Words put on lines by the columns they take on a screen.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text on lines of at most `width` columns. A web address is kept whole, however long.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    fill(text, width, |word| word.contains("://"))
}

/// The text on lines of at most `width` columns, for a table, whose columns must stay in line.
pub fn wrap_cell(text: &str, width: usize) -> Vec<String> {
    fill(text, width, |_| false)
}

fn fill(text: &str, width: usize, is_whole: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in words(paragraph) {
            let long = word.width();
            if used > 0 && used + 1 + long > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            if long <= width || is_whole(word) {
                line.push_str(word);
                used += long;
                continue;
            }
            for letter in word.graphemes(true) {
                let wide = letter.width();
                if used > 0 && used + wide > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(letter);
                used += wide;
            }
        }
        lines.push(line);
    }
    lines
}

/// What stands between blanks. A blank with a mark on it is no blank: cut there, the mark would stand alone.
fn words(paragraph: &str) -> Vec<&str> {
    if paragraph.is_ascii() {
        return paragraph.split(' ').filter(|word| !word.is_empty()).collect();
    }
    let mut words = Vec::new();
    let mut from = 0;
    for (at, _) in paragraph.grapheme_indices(true).filter(|(_, grapheme)| *grapheme == " ") {
        words.push(&paragraph[from..at]);
        from = at + 1;
    }
    words.push(&paragraph[from..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fill_lines_by_their_width() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("漢字漢字 a", 4), ["漢字", "漢字", "a"]);
        assert_eq!(wrap("a\n  b", 9), ["a", "b"]);
        assert_eq!(wrap("ä b \u{113c5}c", 9), ["ä b \u{113c5}c"], "a mark keeps its blank");
    }

    #[test]
    fn an_address_is_cut_in_tables_only() {
        assert_eq!(wrap("see https://a.example/b now", 8), ["see", "https://a.example/b", "now"]);
        assert_eq!(wrap_cell("https://a.example", 9), ["https://a", ".example"]);
    }
}
