//! What the parts show: rows, of which one is chosen.

use uuid::Uuid;

use crate::incident::Time;
use crate::incident::exercise::Rating;
use crate::incident::text::{one_line, visible};
use crate::tui::layer::PageLine;
use crate::tui::theme::Slot;

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// What was really wrong.
    Truth,
    /// An objective, by its place; `None` for what belongs to none.
    Objective(Option<usize>),
    /// What came of an expectation, under the objective that it belongs to.
    Outcome {
        /// The place of the objective.
        objective: Option<usize>,
        /// The expectation's name.
        id: String,
    },
    /// Something measured, by its name.
    Measure(&'static str),
    /// A question, from 1.
    Question(u16),
    /// Something that the controller noted, by its place.
    Observation(usize),
    /// What was not well: an expectation or a measure, by its name.
    Finding(String),
    /// What is done about it: a follow-up.
    Remedy {
        /// What was not well.
        finding: String,
        /// The follow-up: its record.
        followup: Uuid,
    },
}

/// One row. Texts are raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub target: Target,
    /// A heading over it; may be empty.
    pub above: &'static str,
    /// What stands before it: a rating, a number, a name.
    pub lead: Words,
    /// What it says.
    pub text: String,
    /// What stands at its right.
    pub tail: Words,
    /// What stands under it.
    pub notes: Vec<Words>,
}

/// A few words and how they look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their colour.
    pub slot: Slot,
    /// Whether nobody may miss them.
    pub loud: bool,
}

impl Words {
    /// Words in a colour.
    pub fn new(text: impl Into<String>, slot: Slot) -> Words {
        Words { text: text.into(), slot, loud: false }
    }

    /// Words that nobody may miss.
    pub fn loud(text: impl Into<String>, slot: Slot) -> Words {
        Words { loud: true, ..Words::new(text, slot) }
    }

    /// A rating's letter; a dash where there is none.
    pub fn rating(rating: Option<Rating>) -> Words {
        match rating {
            Some(rating) => Words::loud(rating.letter(), slot(rating)),
            None => Words::new("–", Slot::Dim),
        }
    }
}

impl Row {
    /// A row with nothing around its text.
    pub fn new(target: Target, lead: Words, text: impl Into<String>) -> Row {
        let (text, tail) = (text.into(), Words::new("", Slot::Dim));
        Row { target, above: "", lead, text, tail, notes: Vec::new() }
    }

    /// All that it says, to be read as a page.
    pub fn page(&self) -> Vec<PageLine> {
        let lead = one_line(&self.lead.text).into_owned();
        let mut lines = vec![PageLine::heading(lead)];
        let parts = [&self.text, &self.tail.text].into_iter().chain(self.notes.iter().map(|note| &note.text));
        for part in parts.filter(|part| !part.trim().is_empty()) {
            lines.extend(visible(part).lines().map(PageLine::plain));
        }
        lines
    }
}

/// The colour of a rating.
pub fn slot(rating: Rating) -> Slot {
    match rating {
        Rating::P => Slot::Good,
        Rating::S => Slot::Finding,
        Rating::M => Slot::Warning,
        Rating::U => Slot::Danger,
    }
}

/// An exercise time as minutes and seconds since STARTEX.
pub fn since_startex(begins: Time, at: Time) -> String {
    let seconds = (at - begins).num_seconds().max(0);
    format!("E+{:02}:{:02}", seconds / 60, seconds % 60)
}
