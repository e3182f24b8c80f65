//! Full names of people of whom the record knows a part: their first name, or their address.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use crate::postmortem::Names;

/// A word, what may stand between it and a surname, and one or two words that may be surnames: with a capital and small
/// letters.
static FULL_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let between = r"(?:[\p{Zs}\t]+(?:\p{Lu}\.|al|bin|da|de|del|den|der|di|la|le|ten|ter|van|von|zu)){0,3}";
    let surname = r"(?:\p{Lu}['’])?\p{Lu}[\p{L}\p{M}]*\p{Ll}[\p{L}\p{M}]*(?:-\p{Lu}[\p{L}\p{M}]+)*\b";
    let first = r"[\p{L}\p{M}\p{N}]+(?:['’._-][\p{L}\p{M}\p{N}]+)*|\p{Lu}\.";
    let pattern =
        format!(r"(?<first>{first}){between}[\p{{Zs}}\t]+(?<one>{surname})(?:[\p{{Zs}}\t]+(?<two>{surname}))?");
    Regex::new(&pattern).expect("a fixed pattern")
});

/// Who is known.
pub(super) struct People {
    names: Names,
    /// Addresses, by the ways to write the names that they are made of.
    mailboxes: HashMap<String, String>,
}

impl People {
    /// Those with these names, and those with these addresses, in lower case.
    pub(super) fn of(names: Names, mailboxes: impl Iterator<Item = String>) -> People {
        let mut people = People { names, mailboxes: HashMap::new() };
        for mailbox in mailboxes {
            for way in ways(&mailbox) {
                people.mailboxes.entry(way).or_insert_with(|| mailbox.clone());
            }
        }
        people
    }

    /// A text in which people are called by their roles.
    pub(super) fn called<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.names.replaced(text).map_or(text.into(), Into::into)
    }

    /// What has to go beside the known names, in order: a whole name, with the address of who is meant, or a surname
    /// after a first name that is known, with none.
    pub(super) fn unknown(&self, text: &str) -> Vec<(Range<usize>, Option<&str>)> {
        let mut unknown = Vec::new();
        let mut from = 0;
        while let Some(name) = FULL_NAME.captures_at(text, from) {
            let (Some(whole), Some(first)) = (name.get(0), name.name("first")) else { break };
            from = first.end();
            if self.is_known(first.as_str()) {
                let family = first.end()..whole.end();
                from = family.end;
                if self.names.replaced(&text[family.clone()]).is_none() {
                    unknown.push((family, None));
                }
            } else if let Some((end, mailbox)) = self.owner(first, &name)
                && self.names.replaced(&text[first.start()..end]).is_none()
            {
                from = end;
                unknown.push((first.start()..end, Some(mailbox)));
            }
        }
        unknown
    }

    /// Whether a word ends with a name that is replaced.
    fn is_known(&self, word: &str) -> bool {
        let last = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        self.names.replaced(word).is_some_and(|called| !called.ends_with(last))
    }

    /// Whose address is made of these names, and where the name ends.
    fn owner(&self, first: Match<'_>, name: &Captures<'_>) -> Option<(usize, &str)> {
        let given = first.as_str().trim_end_matches('.');
        let (initial, more) = given.split_at(given.chars().next().filter(|c| c.is_uppercase())?.len_utf8());
        [name.name("one"), name.name("two")].into_iter().flatten().find_map(|last| {
            let family = last.as_str();
            let ways = match more {
                "" => {
                    [format!("{initial}.{family}"), format!("{initial}{family}"), format!("{family}{initial}")].to_vec()
                }
                _ => [
                    format!("{given}{family}"),
                    format!("{family}{given}"),
                    format!("{initial}{family}"),
                    format!("{family}{initial}"),
                ]
                .to_vec(),
            };
            let mailbox = ways.iter().find_map(|way| self.mailboxes.get(&way.to_lowercase()))?;
            Some((last.end(), mailbox.as_str()))
        })
    }
}

/// The ways to write the name that an address is made of; with a dot where only the initial is written, though the
/// address has the whole name.
fn ways(mailbox: &str) -> Vec<String> {
    let name = mailbox.split(['@', '+']).next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    let parts: Vec<&str> = name.split(['.', '_', '-']).filter(|part| !part.is_empty()).collect();
    let initial = |part: &str| part.chars().next().map(String::from).unwrap_or_default();
    match parts[..] {
        [] => Vec::new(),
        [whole] => vec![whole.to_owned()],
        [one, .., other] => vec![
            format!("{one}{other}"),
            format!("{other}{one}"),
            format!("{}.{other}", initial(one)),
            format!("{}.{one}", initial(other)),
        ],
    }
}
