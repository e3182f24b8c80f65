//! What is agreed at STARTEX, and what happens to an exercise.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Rating;
use crate::incident::checklist::Planned;
use crate::incident::record::Time;
use crate::incident::span::Span;
use crate::incident::timeline::EntryKind;

/// What was agreed at STARTEX.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The exercise's id, which is also the name of its folder; begins with `EX-`.
    pub id: String,
    /// The title of its scenario.
    pub title: String,
    /// The scenario, as its file was written.
    pub scenario: Arc<str>,
    /// How many times faster than the wall clock exercise time runs.
    pub speed: u8,
    /// Whether one person plays all parts.
    pub solo: bool,
    /// Whether injects come, and answers are due, at their times; else a controller brings each inject.
    pub timed: bool,
    /// From which the times of injects were varied; none if they are as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The zone in which exercise times are shown.
    pub zone: String,
    /// The exercise time of STARTEX (UTC).
    pub begins: Time,
    /// How long it lasts, in exercise time.
    pub duration: Span,
    /// What the declaration puts on the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Planned>,
}

/// What happened to the exercise. `wall` is the real time (UTC), all other times are exercise time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// STARTEX.
    Started {
        /// What was agreed.
        terms: Box<Terms>,
        /// The real time.
        wall: Time,
    },
    /// Its clock was stopped.
    Paused {
        /// The real time.
        wall: Time,
    },
    /// Its clock goes on.
    Resumed {
        /// The real time.
        wall: Time,
    },
    /// Its clock was stopped because something real has happened.
    Frozen {
        /// The real time.
        wall: Time,
    },
    /// ENDEX.
    Ended {
        /// The real time.
        wall: Time,
    },
    /// What is still to come was brought forward.
    Advanced {
        /// By how much.
        by: Span,
    },
    /// The players were told something.
    Delivered {
        /// Which inject.
        inject: String,
        /// What the timeline takes it for.
        kind: EntryKind,
        /// As the timeline tells it; empty if it tells nothing.
        text: Arc<str>,
    },
    /// The players got a hint.
    Hinted {
        /// For which inject.
        inject: String,
        /// What was said.
        text: Arc<str>,
    },
    /// The players have seen an inject.
    Acknowledged {
        /// Which.
        inject: String,
    },
    /// The players chose one of an inject's options.
    Chosen {
        /// Which inject.
        inject: String,
        /// Which option.
        option: String,
        /// The option in words.
        label: String,
    },
    /// The controller rated what only a person can judge.
    Judged {
        /// Which inject.
        inject: String,
        /// Which of its expectations, from 1.
        expectation: u16,
        /// How it went.
        rating: Rating,
        /// What was seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The controller noted something.
    Observed {
        /// What.
        text: String,
    },
    /// The players rated themselves.
    Assessed {
        /// Which objective.
        objective: String,
        /// How it went.
        rating: Rating,
    },
    /// The players answered a question of the hot wash.
    Answered {
        /// Which question, from 1.
        question: u16,
        /// What they said.
        text: String,
    },
    /// A follow-up is to improve what was not well.
    Improved {
        /// What: an expectation as `INJECT.N`, or a measure by its name.
        finding: String,
        /// Which follow-up: its record.
        followup: Uuid,
    },
}

impl Event {
    /// The real time that it speaks of (UTC), if it speaks of one.
    pub fn wall(&self) -> Option<Time> {
        match self {
            Event::Started { wall, .. }
            | Event::Paused { wall }
            | Event::Resumed { wall }
            | Event::Frozen { wall }
            | Event::Ended { wall } => Some(*wall),
            _ => None,
        }
    }
}
