//! What may stand in `config.toml`. The types check the values, so that serde knows where a bad one stands.

use std::collections::BTreeMap;
use std::fmt;

use ratatui::style::Color;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::theme::{Slot, ThemeName};
use crate::incident::span::Span;
use crate::incident::spelling::nearest;
use crate::incident::zone::Zone;
use crate::incident::{people, text};

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub name: Option<Spanned<PersonName>>,
    pub zone: Option<Spanned<KnownZone>>,
    pub playbook: Option<Spanned<PlaybookName>>,
    pub theme: Option<Spanned<ThemeName>>,
    pub bell: Option<Spanned<bool>>,
    pub lint: Lint,
    pub colors: BTreeMap<Slot, Spanned<Paint>>,
    pub keys: BTreeMap<Spanned<String>, Spanned<Chords>>,
}

/// How strict the checks of reports are.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Lint {
    pub gap: Option<Spanned<Span>>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct PersonName(pub String);

impl TryFrom<String> for PersonName {
    type Error = String;

    fn try_from(typed: String) -> Result<Self, String> {
        people::name(&typed).map(PersonName).map_err(|refusal| refusal.0)
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct KnownZone(pub Zone);

impl TryFrom<String> for KnownZone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Zone::named(&name).map(KnownZone).map_err(|error| error.to_string())
    }
}

/// The name of a playbook. A plain word, so that it cannot lead out of the playbook folder.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct PlaybookName(pub String);

impl TryFrom<String> for PlaybookName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        if text::is_slug(&name) {
            return Ok(PlaybookName(name));
        }
        Err(format!("`{name}` cannot be the name of a playbook: use a-z, 0-9 and -, and leave out folder and `.toml`"))
    }
}

/// A colour as ratatui knows it.
#[derive(Debug, Deserialize)]
#[serde(try_from = "PaintAsWritten")]
pub(super) struct Paint(pub Color);

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a colour: a name such as \"light-blue\", \"#rrggbb\", or a number from 0 to 255"
)]
enum PaintAsWritten {
    Index(u8),
    Word(String),
}

const COLOR_NAMES: [&str; 17] = [
    "reset",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];

impl TryFrom<PaintAsWritten> for Paint {
    type Error = String;

    fn try_from(written: PaintAsWritten) -> Result<Self, String> {
        let word = match written {
            PaintAsWritten::Index(index) => return Ok(Paint(Color::Indexed(index))),
            PaintAsWritten::Word(word) => word,
        };
        word.parse().map(Paint).map_err(|_| match nearest(&word, COLOR_NAMES.into_iter()) {
            Some(near) => format!("`{word}` is no colour; did you mean `{near}`?"),
            None => {
                format!(
                    "`{word}` is no colour: write a name such as `light-blue`, `#rrggbb`, or a number from 0 to 255"
                )
            }
        })
    }
}

/// The chords of an action: one, or a list, which may be empty.
#[derive(Debug)]
pub(super) enum Chords {
    One(String),
    Many(Vec<Spanned<String>>),
}

// By hand, since serde's untagged enums forget where in the file things stand.
impl<'de> Deserialize<'de> for Chords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Chords;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a chord such as \"ctrl-p\", or a list of chords")
            }

            fn visit_str<E>(self, chord: &str) -> Result<Chords, E> {
                Ok(Chords::One(chord.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Chords, A::Error> {
                let mut chords = Vec::new();
                while let Some(chord) = list.next_element()? {
                    chords.push(chord);
                }
                Ok(Chords::Many(chords))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}
