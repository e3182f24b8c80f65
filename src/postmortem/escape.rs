//! Text that people typed, made safe for Markdown: it reads as it was typed and is never markup.
//!
//! First it goes through [`text::visible`]. Then every character that begins markup in CommonMark, in GFM, or in a
//! common extension of them gets a backslash, and so does what is active at the beginning of a line only. Underscores,
//! ampersands and hash signs inside words are left alone, so names and paths stay readable in the source.

use crate::incident::text;

/// The most of a text, in bytes, that goes on one line of the report: some sixty lines of a log.
const LONGEST_LINE: usize = 4 * 1024;
/// The most of a text, in bytes, that goes into paragraphs.
const LONGEST_PROSE: usize = 64 * 1024;
/// The longest address that becomes a link, in bytes; browsers and servers take little more.
const LONGEST_ADDRESS: usize = 2_000;

/// Text for one line: a heading, a list item, a table cell. A line break is shown as ` ⏎ `, as on the screen; empty
/// lines are left out. Only its beginning is kept when it is very long, with a note of how much is missing.
pub fn line(text: &str) -> String {
    let (kept, note) = cut(text, LONGEST_LINE);
    let safe = text::visible(kept);
    let lines: Vec<String> = lines(&safe).filter(|line| !line.is_empty()).map(escaped).collect();
    lines.join(" ⏎ ") + &note
}

/// Text inside of a link, where no other link may stand: one line, of which addresses stay plain text.
pub fn label(text: &str) -> String {
    let (kept, note) = cut(text, LONGEST_LINE);
    let safe = text::visible(kept);
    let lines: Vec<String> = lines(&safe).filter(|line| !line.is_empty()).map(|line| marked(line, false)).collect();
    lines.join(" ⏎ ") + &note
}

/// Text for paragraphs of its own: empty lines part paragraphs, other line breaks stay where they are.
pub fn prose(text: &str) -> String {
    let (kept, note) = cut(text, LONGEST_PROSE);
    let safe = text::visible(kept);
    let mut out = String::with_capacity(safe.len() + note.len() + 16);
    let mut parted = false;
    for line in lines(&safe) {
        if line.is_empty() {
            parted = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if parted { "\n\n" } else { "\\\n" });
        }
        out.push_str(&at_line_start(escaped(line)));
        parted = false;
    }
    out + &note
}

/// A line that was escaped already, made safe to stand at the beginning of a line: no list, quote, or underline.
pub fn at_line_start(line: String) -> String {
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let active = match line.as_bytes().get(number) {
        Some(b'-' | b'+' | b'>' | b'=' | b':') => number == 0,
        Some(b'.' | b')') => number > 0,
        _ => false,
    };
    if active { format!("{}\\{}", &line[..number], &line[number..]) } else { line }
}

fn lines(safe: &str) -> impl Iterator<Item = &str> {
    // Indented text would be a code block, and spaces at the end a line break.
    safe.split('\n').map(str::trim)
}

fn cut(text: &str, longest: usize) -> (&str, String) {
    if text.len() <= longest {
        return (text, String::new());
    }
    let end = (0..=longest).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    (&text[..end], format!(" … ({} more bytes in the journal)", text.len() - end))
}

fn escaped(line: &str) -> String {
    marked(line, true)
}

/// A line with everything active escaped; with `links`, addresses become autolinks.
fn marked(line: &str, links: bool) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 8);
    let mut before = ' ';
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if let Some(address) = address(before, rest).filter(|_| links) {
            out.push('<');
            out.push_str(address);
            out.push('>');
            before = '>';
            rest = &rest[address.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if is_active(before, c, rest.chars().next().unwrap_or(' ')) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether a character between two others begins or ends markup.
fn is_active(before: char, c: char, next: char) -> bool {
    match c {
        // Code, emphasis, links and images, HTML and autolinks, strikethrough, table cells.
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
        // Formulas, attributes and templates, superscript: not GFM's own, but common where reports are published. A reader
        // of attributes may heed the backslash of one brace only.
        '$' | '{' | '}' | '^' => true,
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '&' => next.is_ascii_alphanumeric() || next == '#',
        // At the beginning a heading, at the end of a heading its closing mark.
        '#' => !before.is_alphanumeric(),
        _ => false,
    }
}

/// The http(s) address with which `rest` begins, if it can be an autolink as it stands. Inside one no escapes work,
/// so it must be ASCII without anything active in tables or links; what ends a sentence is not part of it.
fn address(before: char, rest: &str) -> Option<&str> {
    if before.is_alphanumeric() || !rest.starts_with("http") {
        return None;
    }
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|');
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    let word = if word.contains('(') { word } else { word.trim_end_matches(')') };
    let host = word.strip_prefix(scheme)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    let fits = word.len() <= LONGEST_ADDRESS
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.bytes().all(plain);
    fits.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_stay_readable() {
        for text in ["rate_limit_ms at 5%", "C# & F#", "a/b.c (d) -> e", "R&D?", "14:25:09", "don't; \"ok\""] {
            assert_eq!(line(text), text.replace("R&D", "R\\&D"));
        }
    }

    #[test]
    fn what_begins_markup_is_escaped() {
        assert_eq!(line("**a** _b_ `c`"), r"\*\*a\*\* \_b\_ \`c\`");
        assert_eq!(line("![i](x) <b> a|b \\| &lt;"), r"!\[i\](x) \<b> a\|b \\\| \&lt;");
        assert_eq!(line("C #"), r"C \#");
        assert_eq!(prose("# a"), r"\# a");
    }

    #[test]
    fn line_starts_are_escaped_in_prose() {
        let cases = [("- a", r"\- a"), ("12. a", r"12\. a"), ("3) a", r"3\) a"), ("> a", r"\> a"), ("===", r"\===")];
        for (text, safe) in cases {
            assert_eq!(prose(text), safe);
            assert_eq!(prose(&format!("x\n    {text}")), format!("x\\\n{safe}"));
        }
        assert_eq!(prose("2023 was"), "2023 was");
    }

    #[test]
    fn lines_and_paragraphs() {
        assert_eq!(prose("a\n\tb\r\n\n \nc\n"), "a\\\nb\n\nc");
        assert_eq!(line("a\n\n  b\n"), "a ⏎ b");
        assert_eq!(line("\u{202E}a\u{1B}[31m"), r"\<202E>a\<001B>\[31m");
    }

    #[test]
    fn an_address_is_a_link_only_as_it_stands() {
        assert_eq!(line("see https://a.example/x_y?b=1&c=2."), "see <https://a.example/x_y?b=1&c=2>.");
        assert_eq!(line("(http://a.example/(x))"), "(<http://a.example/(x))>");
        assert_eq!(line("(http://a.example/x)"), "(<http://a.example/x>)");
        assert_eq!(line("https://ex\u{E4}mple.org/_"), "https://ex\u{E4}mple.org/\\_");
        assert_eq!(line("https:// x"), "https:// x");
        assert_eq!(line("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn a_very_long_text_is_cut_with_a_note() {
        let long = "ä".repeat(512 * 1024);
        let cell = line(&long);
        assert!(cell.len() < 5_000);
        assert!(cell.ends_with(" … (1044480 more bytes in the journal)"), "{}", &cell[cell.len() - 60..]);
        assert!(prose(&long).len() < 66_000);
    }
}
