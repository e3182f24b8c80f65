//! What the report says beyond the record: summary, impact, causes, lessons.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::Record;
use super::register::Register;
use super::{Draft, Moment, Refusal, State, refuse, said};

/// What kind of lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lesson {
    /// What helped.
    Well,
    /// What did not.
    #[default]
    Badly,
    /// Where luck helped.
    Lucky,
}

impl Lesson {
    /// Every kind.
    pub const ALL: [Lesson; 3] = [Lesson::Well, Lesson::Badly, Lesson::Lucky];

    /// The heading under which such lessons stand.
    pub fn heading(self) -> &'static str {
        match self {
            Lesson::Well => "What went well",
            Lesson::Badly => "What went badly",
            Lesson::Lucky => "Where we were lucky",
        }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The incident in a few sentences.
    Summary {
        /// Raw text.
        text: String,
    },
    /// Who was hit and how.
    Impact {
        /// Raw text.
        text: String,
    },
    /// A cause was found.
    CauseFound {
        /// In a few words.
        title: String,
        /// In full.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// A lesson was drawn.
    Learnt {
        /// Of which kind.
        lesson: Lesson,
        /// Raw text.
        text: String,
    },
    /// A cause or a lesson does not count any more.
    Withdrawn {
        /// The record that brought it.
        item: Uuid,
    },
}

/// What people can write.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The incident in a few sentences.
    Summary(String),
    /// Who was hit and how.
    Impact(String),
    /// A cause: title and, perhaps, more.
    Cause {
        /// In a few words.
        title: String,
        /// In full.
        text: Option<String>,
    },
    /// A lesson.
    Lesson {
        /// Of which kind.
        lesson: Lesson,
        /// Raw text.
        text: String,
    },
    /// Take a cause back, by its number.
    WithdrawCause(u32),
    /// Take a lesson back, by its number.
    WithdrawLesson(u32),
}

/// A cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The record that brought it.
    pub id: Uuid,
    /// In a few words, raw.
    pub title: String,
    /// In full, raw.
    pub text: Option<String>,
}

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Learnt {
    /// The record that brought it.
    pub id: Uuid,
    /// Of which kind.
    pub lesson: Lesson,
    /// Raw text.
    pub text: String,
}

/// All that was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// The incident in a few sentences.
    pub summary: Register<String>,
    /// Who was hit and how.
    pub impact: Register<String>,
    causes: Vec<Cause>,
    lessons: Vec<Learnt>,
}

impl Review {
    /// The causes, as they were written down.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The lessons, as they were written down.
    pub fn lessons(&self) -> &[Learnt] {
        &self.lessons
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        match event {
            Event::Summary { .. } => self.summary.ids(),
            Event::Impact { .. } => self.impact.ids(),
            Event::CauseFound { .. } | Event::Learnt { .. } | Event::Withdrawn { .. } => Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        let id = record.id;
        match event {
            Event::Summary { text } => self.summary.write(text.clone(), record),
            Event::Impact { text } => self.impact.write(text.clone(), record),
            Event::CauseFound { title, text } => {
                self.causes.push(Cause { id, title: title.clone(), text: text.clone() });
            }
            Event::Learnt { lesson, text } => self.lessons.push(Learnt { id, lesson: *lesson, text: text.clone() }),
            Event::Withdrawn { item } => {
                self.causes.retain(|cause| cause.id != *item);
                self.lessons.retain(|lesson| lesson.id != *item);
            }
        }
    }
}

fn written(what: &str, text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => refuse(format!("the {what} is empty")),
        text => Ok(text.to_owned()),
    }
}

pub(super) fn decide(state: &State, command: &Command, _: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let review = &state.review;
    let nth = |number: u32| (number as usize).checked_sub(1);
    let event = match command {
        Command::Summary(text) => Event::Summary { text: written("summary", text)? },
        Command::Impact(text) => Event::Impact { text: written("impact", text)? },
        Command::Cause { title, text } => Event::CauseFound { title: written("cause", title)?, text: said(text) },
        Command::Lesson { lesson, text } => Event::Learnt { lesson: *lesson, text: written("lesson", text)? },
        Command::WithdrawCause(number) => match nth(*number).and_then(|place| review.causes.get(place)) {
            Some(cause) => Event::Withdrawn { item: cause.id },
            None => return refuse(format!("there is no cause {number}; there are {}", review.causes.len())),
        },
        Command::WithdrawLesson(number) => match nth(*number).and_then(|place| review.lessons.get(place)) {
            Some(lesson) => Event::Withdrawn { item: lesson.id },
            None => return refuse(format!("there is no lesson {number}; there are {}", review.lessons.len())),
        },
    };
    Ok(vec![event.into()])
}

#[cfg(test)]
mod tests;
