//! Words that tell something of a cause, and whether two texts share some: what would give a scenario away.

use std::collections::HashSet;

mod common;

use common::COMMON;

/// So many telling words in the same order are a quotation.
const QUOTED: usize = 4;

/// The telling words of a text.
pub(super) struct Telling {
    stems: HashSet<String>,
    /// The stems of so many words that follow one another, common ones left out.
    passages: HashSet<String>,
    passage: usize,
}

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
        let words = words(text);
        // A text of fewer words is quoted by all of them; one word alone is no quotation.
        let passage = words.len().clamp(2, QUOTED);
        Telling {
            passages: words.windows(passage).map(stems).collect(),
            stems: words.into_iter().map(|word| word.stem).collect(),
            passage,
        }
    }

    /// Whether this word is one of them, in whatever form.
    pub fn has(&self, word: &Word) -> bool {
        self.stems.contains(&word.stem)
    }

    /// The words of another text that are among them, each once.
    pub fn shared(&self, text: &str) -> Vec<Word> {
        let mut seen = HashSet::new();
        let mut told = words(text);
        told.retain(|word| self.has(word) && seen.insert(word.stem.clone()));
        told
    }

    /// The first passage of another text that stands among them word for word, common words left out; empty if there is
    /// none.
    pub fn quoted(&self, text: &str) -> Vec<Word> {
        let words = words(text);
        let quotes = |passage: &[Word]| self.passages.contains(&stems(passage));
        let Some(first) = words.windows(self.passage).position(quotes) else { return Vec::new() };
        let more = words[first + 1..].windows(self.passage).take_while(|passage| quotes(passage)).count();
        words.into_iter().skip(first).take(self.passage + more).collect()
    }
}

fn stems(passage: &[Word]) -> String {
    passage.iter().map(|word| word.stem.as_str()).collect::<Vec<_>>().join(" ")
}

/// The words of a text that are not common, in their order.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let split = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_'));
    let split = split.map(|text| text.trim_matches(|c: char| !c.is_alphanumeric())).filter(|text| !text.is_empty());
    for (place, text) in split.enumerate() {
        let lower = text.to_lowercase();
        let is_host = text.chars().any(char::is_numeric) && text.chars().any(char::is_alphabetic);
        let stem = stem(&lower);
        if lower.chars().count() < 4 || is_common(&lower) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quoted(truth: &str, text: &str) -> String {
        Telling::of(truth).quoted(text).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_quotation_is_four_words_in_a_row() {
        let truth = "A stale lease blocks the elevator, and all of that since the janitor sleeps.";
        assert_eq!(
            quoted(truth, "They say: stale leases blocked all elevators! Janitor?"),
            "stale leases blocked elevators Janitor"
        );
        assert_eq!(quoted(truth, "blocked elevators, a stale lease"), "", "in another order");
        assert_eq!(quoted(truth, "stale lease blocks"), "", "three");
        assert_eq!(quoted("The fuse burnt.", "the fuse has burnt"), "fuse burnt", "all of it");
        assert_eq!(quoted("The fuse is gone.", "the fuse is gone"), "", "one word");
        assert_eq!(quoted("", "the fuse is gone"), "");
    }

    proptest! {
        #[test]
        fn any_text_of_several_words_quotes_itself(text in ".{0,80}") {
            let wanted = words(&text).len();
            let found = Telling::of(&text).quoted(&text).len();
            prop_assert_eq!(found, if wanted < 2 { 0 } else { wanted });
        }
    }
}
