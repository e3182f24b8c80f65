//! Anchors of headings: what a table of contents links to, and what a page gives its headings.

use std::collections::{HashMap, HashSet};

/// Gives headings the anchors that GitHub and the page give them: lower-case letters and digits, hyphens for blanks,
/// nothing else; a number when it is taken.
#[derive(Debug, Default)]
pub struct Anchors {
    taken: HashSet<String>,
    repeated: HashMap<String, u32>,
}

impl Anchors {
    /// The anchor of the next heading.
    pub fn of(&mut self, heading: &str) -> String {
        let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let hyphenated = heading.trim().chars().map(|c| if c.is_whitespace() { '-' } else { c });
        let mut slug: String =
            hyphenated.filter(|&c| letter(c)).flat_map(char::to_lowercase).filter(|&c| letter(c)).collect();
        if slug.is_empty() {
            slug.push_str("section");
        }
        let repeated = self.repeated.entry(slug.clone()).or_default();
        let mut anchor = slug.clone();
        while !self.taken.insert(anchor.clone()) {
            *repeated += 1;
            anchor = format!("{slug}-{repeated}");
        }
        anchor
    }
}
