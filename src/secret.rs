//! Secrets that people pasted into a log: found so that a warning can be given, and masked before a report leaves
//! the house.
//!
//! Near no false alarms matters more than finding every secret: a warning that cries wolf is soon not read. So each
//! rule knows a shape that a vendor gave its tokens, or a word that says what follows. A SHA, a UUID or any other
//! hexadecimal or base64 text is a secret only behind such a word (`token=`, `api_key:`), never by itself.

use std::borrow::Cow;
use std::ops::Range;

mod rule;
mod rules;
mod value;

use rules::RULES;

/// What a mask begins with; the name of the rule and a `]` follow.
const MASK: &str = "[masked: ";

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is, in plain words: `AWS access key id`.
    pub rule: &'static str,
    /// The bytes of the secret itself, not of the words around it; both ends are at characters.
    pub range: Range<usize>,
}

/// The secrets in a text, in order and not overlapping. Where two rules overlap, the secret is all that both found
/// and has the name of the more precise rule. Letters and digits glued to a secret count as part of it.
///
/// Takes time linear in the text. A text without any rule's keyword costs a few searches for literals, no regex.
pub fn find(text: &str) -> Vec<Found> {
    let lower = text.to_ascii_lowercase();
    let mut ranges: Vec<(Range<usize>, usize)> = Vec::new();
    for (rank, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.may_be_in(&lower)) {
        ranges.extend(rule.secrets(text).map(|range| (range, rank)));
    }
    ranges.sort_by_key(|(range, rank)| (range.start, *rank));
    let mut merged: Vec<(Range<usize>, usize)> = Vec::new();
    for (range, rank) in ranges {
        match merged.last_mut() {
            Some((last, best)) if range.start < last.end => {
                *best = rank.min(*best);
                if range.end > last.end {
                    last.end = word_end(text, range.end);
                }
            }
            _ => merged.push((word_start(text, range.start)..word_end(text, range.end), rank)),
        }
    }
    merged.into_iter().map(|(range, rank)| Found { rule: RULES[rank].name, range }).collect()
}

/// The text with each secret replaced by `[masked: AWS access key id]`, borrowed when nothing was found. All else
/// stays as it is, and doing it twice changes nothing more: what is left beside a mask is looked at again, since the
/// secret that is gone may have made it look like an example.
pub fn masked(text: &str) -> Cow<'_, str> {
    const LOOKS: usize = 4;
    let mut text = Cow::Borrowed(text);
    for _ in 0..LOOKS {
        let found = find(&text);
        if found.is_empty() {
            break;
        }
        text = Cow::Owned(replaced(&text, found));
    }
    text
}

fn replaced(text: &str, found: Vec<Found>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for Found { rule, range } in found {
        out.push_str(&text[copied..range.start]);
        out.push_str(MASK);
        out.push_str(rule);
        out.push(']');
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    out
}

/// Where the letters and digits before `start` begin. Without them a mask would part a word, and what was glued to
/// the secret could be found the second time.
fn word_start(text: &str, start: usize) -> usize {
    if !text[start..].starts_with(is_word) {
        return start;
    }
    text[..start].trim_end_matches(is_word).len()
}

/// Where the letters and digits after `end` end.
fn word_end(text: &str, end: usize) -> usize {
    if !text[..end].ends_with(is_word) {
        return end;
    }
    text.len() - text[end..].trim_start_matches(is_word).len()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests;
