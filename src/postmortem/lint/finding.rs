//! What a check found: a code, how bad it is, where, a sentence and what to do about it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Provably wrong: two statements that cannot both be true, a day that does not exist, a blank that was left.
    Error,
    /// A reader will miss it: something a report should say is not said, or is said in a way that hurts.
    Warning,
    /// Worth a look.
    Info,
}

impl Weight {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Info => "info",
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In no one place: something is missing, or it concerns the report as a whole.
    Whole,
    /// A line of a text file, from 1.
    Line(usize),
    /// A part of an incident, as the review calls it: `summary`, `impact`, `times`, `roles` ….
    Part(String),
    /// One of a part's items, by its number: entry 12, follow-up 3, cause 1.
    Item(String, u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => f.write_str("the report"),
            Place::Line(line) => write!(f, "line {line}"),
            Place::Part(part) => f.write_str(part),
            Place::Item(part, number) => write!(f, "{part} {number}"),
        }
    }
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The name of the check: `date-disagrees`. Waivers name it.
    pub code: String,
    /// How bad it is.
    pub weight: Weight,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in a sentence; parts of the report may be quoted in it, raw.
    pub says: String,
    /// What to do about it, in a sentence.
    pub suggestion: String,
    /// Why it does not count, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

impl Finding {
    /// A finding that nobody waived.
    pub fn new(
        code: &'static str,
        weight: Weight,
        place: &Place,
        says: impl Into<String>,
        suggestion: impl Into<String>,
    ) -> Finding {
        Finding {
            code: code.into(),
            weight,
            place: place.clone(),
            says: says.into(),
            suggestion: suggestion.into(),
            waived: None,
        }
    }
}
