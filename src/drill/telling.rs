//! Words that tell something of a cause, and whether two texts share some: what would give a scenario away.

use std::collections::HashSet;

mod common;

use common::COMMON;

/// The telling words of a text.
pub(super) struct Telling(HashSet<String>);

/// A word that may tell something.
pub(super) struct Word {
    /// As it is written.
    pub text: String,
    stem: String,
    /// Whether it looks like a name of something.
    pub is_name: bool,
    /// Whether it looks like a host or a version: letters and digits.
    pub is_host: bool,
}

impl Telling {
    /// Those of this text.
    pub fn of(text: &str) -> Telling {
        Telling(words(text).into_iter().map(|word| word.stem).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this word is one of them, in whatever form.
    pub fn has(&self, word: &Word) -> bool {
        self.0.contains(&word.stem)
    }

    /// The words of another text that are among them, each once.
    pub fn shared(&self, text: &str) -> Vec<Word> {
        let mut told = words(text);
        told.retain(|word| self.has(word));
        told
    }
}

/// The words of a text that are not common, each once.
fn words(text: &str) -> Vec<Word> {
    let mut seen = HashSet::new();
    let mut words = Vec::new();
    let split = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_'));
    let split = split.map(|text| text.trim_matches(|c: char| !c.is_alphanumeric())).filter(|text| !text.is_empty());
    for (place, text) in split.enumerate() {
        let lower = text.to_lowercase();
        let is_host = text.chars().any(char::is_numeric) && text.chars().any(char::is_alphabetic);
        let stem = stem(&lower);
        if lower.chars().count() < 4 || is_common(&lower) || !seen.insert(stem.to_owned()) {
            continue;
        }
        // Any word has a capital at the beginning.
        let is_name = is_host || lower.contains(['-', '.']) || (place > 0 && text.chars().any(char::is_uppercase));
        words.push(Word { text: text.to_owned(), stem: stem.to_owned(), is_name, is_host });
    }
    words
}

/// The word without a common ending, so that "leaking" tells what "leaks" tells; at least four letters stay.
fn stem(word: &str) -> &str {
    let shorter = ["ings", "ing", "ions", "ion", "ies", "ed", "es", "ly", "s", "e"].iter();
    shorter.filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.chars().count() >= 4).unwrap_or(word)
}

fn is_common(word: &str) -> bool {
    COMMON.contains(word) || COMMON.contains(stem(word))
}
