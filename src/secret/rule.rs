//! One rule: the words that must be there, the shape of the secret, and a judge of what has that shape.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// What a kind of secret looks like.
pub struct Rule {
    /// What it is, in plain words.
    pub name: &'static str,
    /// One of these literals, in lower case, is in every text with such a secret.
    keywords: &'static [&'static str],
    /// ASCII unless it says otherwise. The group that matched is the secret; a match without one is known to be harmless.
    pattern: &'static str,
    accepts: fn(&str) -> bool,
    /// Compiled when a keyword is seen for the first time; `None` only for a pattern that does not compile.
    regex: OnceLock<Option<Regex>>,
}

impl Rule {
    /// A rule whose shape alone is precise enough.
    pub const fn new(name: &'static str, keywords: &'static [&'static str], pattern: &'static str) -> Self {
        Self { name, keywords, pattern, accepts: |_| true, regex: OnceLock::new() }
    }

    /// The same rule for those secrets only that pass a judge.
    pub const fn only(mut self, accepts: fn(&str) -> bool) -> Self {
        self.accepts = accepts;
        self
    }

    /// Whether a keyword is in a text, which is given in lower case.
    pub fn may_be_in(&self, lower: &str) -> bool {
        self.keywords.iter().any(|keyword| lower.contains(keyword))
    }

    /// The pattern, compiled.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| RegexBuilder::new(self.pattern).unicode(false).build().ok()).as_ref()
    }

    /// Where in a text the secrets of this rule are, in order.
    pub fn secrets(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let regex = self.regex();
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let captures = regex?.captures_at(text, at)?;
                let Some(secret) = captures.iter().skip(1).flatten().next() else {
                    at = captures.get_match().end();
                    continue;
                };
                if (self.accepts)(secret.as_str()) {
                    at = secret.end();
                    return Some(secret.range());
                }
                // What was turned down behind a keyword may hold a keyword and a secret of its own.
                at = if secret.start() > captures.get_match().start() { secret.start() } else { secret.end() };
            }
        })
    }
}
