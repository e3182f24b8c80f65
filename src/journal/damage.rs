//! Lines of a journal that are not what was written, and how they are named.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// Neighbouring lines that are not what was written: kept as one, so that any number of them takes little memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Damage {
    /// The number of the first, from 1.
    pub line: usize,
    /// How many they are.
    pub lines: usize,
    /// Where the first begins, in bytes.
    pub offset: u64,
    /// How long they are together, in bytes.
    pub bytes: u64,
    /// Whether their checksums are right all the same: what they hold is no record of any shape that is known here.
    pub sealed: bool,
}

impl Damage {
    /// Adds it to what was met before it: to the last of that, if they are neighbours and of one kind.
    pub(super) fn join(self, before: &mut Vec<Damage>) {
        match before.last_mut() {
            Some(last) if last.line + last.lines == self.line && last.sealed == self.sealed => {
                last.lines += self.lines;
                last.bytes = self.offset + self.bytes - last.offset;
            }
            _ => before.push(self),
        }
    }

    /// How many lines these are.
    pub fn count(damaged: &[Damage]) -> usize {
        damaged.iter().map(|one| one.lines).sum()
    }

    /// `line 3`, or `lines 3 to 900, 1200, …`: the first `most` of them, as the journal numbers them.
    pub fn named(damaged: &[Damage], most: usize) -> String {
        let word = if Damage::count(damaged) == 1 { "line" } else { "lines" };
        let named: Vec<String> = damaged.iter().take(most).map(Damage::to_string).collect();
        let more = if damaged.len() > most { ", …" } else { "" };
        format!("{word} {}{more}", named.join(", "))
    }
}

/// `3`, or `3 to 900`.
impl fmt::Display for Damage {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lines {
            1 => write!(to, "{}", self.line),
            lines => write!(to, "{} to {}", self.line, self.line + lines - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(line: usize, sealed: bool) -> Damage {
        Damage { line, lines: 1, offset: line as u64 * 10, bytes: 10, sealed }
    }

    fn joined(lines: impl IntoIterator<Item = Damage>) -> Vec<Damage> {
        let mut before = Vec::new();
        lines.into_iter().for_each(|one| one.join(&mut before));
        before
    }

    #[test]
    fn neighbours_of_one_kind_are_one() {
        let all = joined((3..=900).map(|line| damage(line, false)));
        assert_eq!(all, [Damage { lines: 898, bytes: 8_980, ..damage(3, false) }]);
        let all = joined([damage(3, false), damage(4, true), damage(5, true), damage(7, true)]);
        assert_eq!(all.iter().map(|one| one.lines).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(Damage::count(&all), 4);
    }

    #[test]
    fn lines_are_named_as_people_would() {
        assert_eq!(Damage::named(&[damage(3, false)], 8), "line 3");
        assert_eq!(Damage::named(&joined([damage(3, false), damage(4, false)]), 8), "lines 3 to 4");
        assert_eq!(Damage::named(&[damage(3, false), damage(7, false), damage(9, true)], 2), "lines 3, 7, …");
    }
}
