//! One line of the timeline, as documents tell it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::incident::record::Time;
use crate::incident::span::Span;
use crate::incident::timeline::{Detail, Entry, EntryKind};

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// `#n`, as verbs name it.
    pub number: u32,
    /// Its record.
    pub id: Uuid,
    /// When it happened.
    pub occurred: Time,
    /// When it was written down.
    pub at: Time,
    /// By whom.
    pub by: String,
    /// How exactly its time is known, and who or what did it, if there is anything to say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<Detail>,
    /// What it is about.
    pub kind: EntryKind,
    /// What it says now.
    pub text: String,
    /// Whether a person said it, rather than `ic` because of what was done.
    pub said: bool,
    /// Whether it is a key event.
    pub key: bool,
    /// Whether it was written down clearly later than it happened.
    pub backdated: bool,
    /// How far the clock had gone back since the line before it was written down, if it had.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub clock_back: Option<Span>,
    /// What it said before it was edited, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub former: Vec<String>,
    /// Why it was struck; null if it was not.
    pub struck: Option<String>,
    /// Whether it names a point in time that a later word replaced or took back.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub overruled: bool,
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Self {
        Line {
            number: entry.number,
            id: entry.id,
            occurred: entry.occurred,
            at: entry.at,
            by: entry.by.to_string(),
            detail: entry.detail().cloned(),
            kind: entry.kind,
            text: entry.text().to_string(),
            said: entry.said,
            key: entry.key(),
            backdated: entry.backdated(),
            clock_back: entry.clock_back,
            former: entry.former().iter().map(|text| text.to_string()).collect(),
            struck: entry.struck().map(|struck| struck.why.clone()),
            overruled: entry.overruled,
        }
    }
}
