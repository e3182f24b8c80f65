//! How alike two words are written, for "did you mean".

/// How many letters to insert, remove, replace, or swap with their neighbour to make one text the other (optimal
/// string alignment; swapped letters are the commonest slip, so they count as one).
pub fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1; row.len()];
        for (j, b) in other.iter().enumerate() {
            next[j + 1] = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && (*a, one[i - 1]) == (other[j - 1], *b) {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[other.len()]
}

/// The known word that is written most like `word`, whatever the case; `None` if more than a third of it differs.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let near = (word.chars().count() / 3).max(1);
    known
        .map(|known| (distance(&word, &known.to_lowercase()), known))
        .filter(|(far, known)| *far <= near && *far < known.chars().count())
        .min_by_key(|(far, _)| *far)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_of_the_finger_are_near() {
        for (one, other, far) in [
            ("zone", "zone", 0),
            ("zoen", "zone", 1),
            ("zon", "zone", 1),
            ("bella", "bell", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), far, "{one} {other}");
        }
        assert_eq!(distance("", "größe"), 5);
    }

    #[test]
    fn the_nearest_is_found_or_none() {
        let known = || ["name", "zone", "theme", "bell"].into_iter();
        assert_eq!(nearest("zoen", known()), Some("zone"));
        assert_eq!(nearest("NAMES", known()), Some("name"));
        assert_eq!(nearest("thema", known()), Some("theme"));
        for word in ["", "q", "colour", "completely different"] {
            assert_eq!(nearest(word, known()), None, "{word}");
        }
        assert_eq!(nearest("x", ["y"].into_iter()), None, "one letter of one is not near");
    }

    proptest! {
        #[test]
        fn it_is_a_measure(one in "[a-c]{0,6}", other in "[a-c]{0,6}") {
            let far = distance(&one, &other);
            prop_assert_eq!(far, distance(&other, &one));
            prop_assert_eq!(far == 0, one == other);
            prop_assert!(far <= one.len().max(other.len()));
            prop_assert!(far >= one.len().abs_diff(other.len()));
        }
    }
}
