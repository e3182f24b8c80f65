//! How a draft says things: exact lengths of time, lists, lines.

use crate::incident::span::Span;
use crate::incident::text::one_line;

/// How many things of a list are named.
const NAMED: usize = 12;

/// A length of time to the second: `1 h 5 min 20 s`.
pub(super) fn exactly(span: Span) -> String {
    let seconds = span.ms() / 1_000;
    let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    if said.is_empty() { "0 min".into() } else { said.join(" ") }
}

/// The things one after the other, or the first of them and how many more there are.
pub(super) fn listed(things: &[String]) -> String {
    let named = things[..things.len().min(NAMED)].join(", ");
    match things.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// A text as one line; empty lines are left out.
pub(super) fn line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    one_line(&lines.join(" / ")).into_owned()
}

/// At most so many characters of a text, and whether there were more.
pub(super) fn cut(text: &str, longest: usize) -> (String, bool) {
    match text.char_indices().nth(longest) {
        Some((end, _)) => (format!("{} …", text[..end].trim_end()), true),
        None => (text.to_owned(), false),
    }
}
