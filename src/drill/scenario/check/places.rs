//! On which line of its file a part of a scenario stands.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A part of a scenario, by the keys of the file and by places in lists, from 0.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// A key of `[exercise]`.
    Exercise(&'static str),
    /// An item of a list in `[exercise]`.
    ExerciseItem(&'static str, usize),
    /// An inject.
    Inject(usize),
    /// A key of an inject.
    InjectKey(usize, &'static str),
    /// An item of a list in an inject.
    InjectItem(usize, &'static str, usize),
}

/// The text of a scenario with its structure.
pub struct Places<'a> {
    document: Option<Spanned<DeTable<'a>>>,
    line_starts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// The places in a text; none if it is no TOML.
    pub fn of(text: &'a str) -> Places<'a> {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Places { document: DeTable::parse(text).ok(), line_starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line of a part, from 1, or of the nearest part around it that is there.
    pub fn line(&self, at: At) -> Option<usize> {
        let document = self.document.as_ref()?.get_ref();
        let exercise = document.get("exercise");
        let inject = |place| document.get("inject").map(|injects| item(injects, place));
        let part = match at {
            At::Exercise(key) => child(exercise?, key),
            At::ExerciseItem(key, place) => item(child(exercise?, key), place),
            At::Inject(place) => inject(place)?,
            At::InjectKey(place, key) => child(inject(place)?, key),
            At::InjectItem(place, key, listed) => item(child(inject(place)?, key), listed),
        };
        Some(self.line_starts.partition_point(|start| *start <= part.span().start))
    }
}

fn child<'v, 'a>(value: &'v Spanned<DeValue<'a>>, key: &str) -> &'v Spanned<DeValue<'a>> {
    value.get_ref().get(key).unwrap_or(value)
}

fn item<'v, 'a>(value: &'v Spanned<DeValue<'a>>, place: usize) -> &'v Spanned<DeValue<'a>> {
    value.get_ref().get(place).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# first\n[exercise]\nid = \"a\"\nobjectives = [\n  { id = \"x\" },\n  { id = \"y\" },\n]\n\n\
        [[inject]]\nid = \"I1\"\n\n[[inject]]\nid = \"I2\"\ntext = \"\"\"\nlong\n\"\"\"\nexpect = [{ action = \"ack\" }]\n\
        [inject.hint]\ntext = \"é\"\n";

    #[test]
    fn every_part_has_its_line() {
        let places = Places::of(TEXT);
        for (at, line) in [
            (At::Exercise("id"), 3),
            (At::Exercise("objectives"), 4),
            (At::ExerciseItem("objectives", 1), 6),
            (At::Inject(0), 9),
            (At::InjectKey(1, "text"), 14),
            (At::InjectItem(1, "expect", 0), 17),
            (At::InjectKey(1, "hint"), 18),
        ] {
            assert_eq!(places.line(at), Some(line), "{at:?}");
        }
    }

    #[test]
    fn what_is_not_there_stands_where_it_would_be() {
        let places = Places::of(TEXT);
        assert_eq!(places.line(At::Exercise("duration")), Some(2));
        assert_eq!(places.line(At::InjectKey(0, "when")), Some(9));
        assert_eq!(places.line(At::InjectItem(1, "expect", 7)), Some(17));
        assert_eq!(Places::of("inject = 3").line(At::Inject(4)), Some(1));
        assert_eq!(Places::of("").line(At::Inject(0)), None);
        assert_eq!(Places::of("[[").line(At::Inject(0)), None);
    }
}
