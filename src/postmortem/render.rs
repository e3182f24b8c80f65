//! The other forms of a report, each rendered from its Markdown: a page, plain text, a message for Slack.
//!
//! The Markdown may come from anybody's template, so it is read as CommonMark (spec.commonmark.org) with GFM tables and
//! strikethrough (github.github.com/gfm) and trusted with nothing: raw HTML is shown as text, an image as its alternative
//! text and its address, and a link leads to http, https, mailto or a place in the page, or is text too.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, TextMergeStream};

use crate::incident::text::visible;

pub mod html;
pub mod slack;
pub mod text;

#[cfg(test)]
pub(super) mod samples;

/// The events of a Markdown text; neighbouring texts come as one, so that marks are judged with their letters.
fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    TextMergeStream::new(Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH))
}

/// Where a link leads, as written; an e-mail autolink gets its scheme.
fn destination<'a>(kind: LinkType, address: CowStr<'a>) -> CowStr<'a> {
    if kind == LinkType::Email { format!("mailto:{address}").into() } else { address }
}

/// Whether an address may be a link: of a scheme that cannot run anything, and without hidden characters or blanks.
fn is_safe(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://", "mailto:", "#"].into_iter().any(begins)
        && !address.contains(|c: char| c.is_whitespace() || c == '\\')
        && visible(address) == address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_links() {
        for address in ["https://a.example/?b=1&c", "HTTP://a.example", "mailto:a@b.example", "#impact"] {
            assert!(is_safe(address), "{address}");
        }
        for address in [
            "javascript:x",
            " https://a",
            "data:text/html,x",
            "//a.example",
            "/x",
            "",
            "https://a\u{202E}b",
            "#a b",
            "é",
        ] {
            assert!(!is_safe(address), "{address}");
        }
    }
}
