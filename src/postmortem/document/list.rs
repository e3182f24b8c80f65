//! The lists of a report: causes, lessons, follow-ups, tasks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cause_number;
use crate::incident::checklist::Progress;
use crate::incident::followups::{self, Purpose};
use crate::incident::review::{CauseKind, Item, ItemKind, Lesson, Review};
use crate::incident::{self, Time};

/// Why it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// What people call it.
    pub number: u32,
    /// What part it played.
    pub kind: CauseKind,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: Option<String>,
}

/// Another incident that has to do with this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Its id or name.
    pub incident: String,
    /// What it has to do with this one.
    pub text: Option<String>,
}

/// What was learnt, by kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lessons {
    /// What helped.
    pub well: Vec<String>,
    /// What did not.
    pub badly: Vec<String>,
    /// Where luck helped.
    pub lucky: Vec<String>,
}

impl Lessons {
    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.well.is_empty() && self.badly.is_empty() && self.lucky.is_empty()
    }
}

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be done.
    Open,
    /// Being done.
    InProgress,
    /// Done.
    Done,
    /// Left out during the incident.
    Skipped,
    /// Given up afterwards.
    Dropped,
}

/// Something to do after the incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Followup {
    /// What people call it.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// More about it.
    pub detail: Option<String>,
    /// The heading under which it stands.
    pub group: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
    /// Who does it.
    pub owner: Option<String>,
    /// By when (UTC).
    pub due: Option<Time>,
    /// How urgent: 1 (most) to 5.
    pub priority: Option<u8>,
    /// Where it is tracked.
    pub ticket: Option<String>,
    /// The number of the cause it is to remove.
    pub cause: Option<u32>,
    /// How far it is.
    pub state: State,
    /// The same in words.
    pub progress: String,
}

impl Followup {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::InProgress)
    }
}

/// Something to do during the incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// What people call it.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// Who does it, or the role that is to.
    pub owner: Option<String>,
    /// By when (UTC).
    pub due: Option<Time>,
    /// How far it is.
    pub state: State,
    /// Why it was skipped.
    pub why: Option<String>,
}

/// The checklist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tasks {
    /// What was done.
    pub done: Vec<Task>,
    /// What was not: open or skipped.
    pub left: Vec<Task>,
}

pub(super) fn causes(review: &Review) -> Vec<Cause> {
    let cause = |(number, _, item): (u32, _, &Item)| {
        let cause = item.cause()?;
        Some(Cause { number, kind: cause.kind, title: cause.title.clone(), text: cause.text.clone() })
    };
    review.items(ItemKind::Cause).filter_map(cause).collect()
}

pub(super) fn related(review: &Review) -> Vec<Relation> {
    let related = review.of(Item::related).into_iter();
    related.map(|one| Relation { incident: one.incident.clone(), text: one.text.clone() }).collect()
}

pub(super) fn lessons(review: &Review, kind: Lesson) -> Vec<String> {
    let of_kind = review.lessons().into_iter().filter(|learnt| learnt.kind == kind);
    of_kind.map(|learnt| learnt.text.clone()).collect()
}

pub(super) fn followup(one: &followups::Followup, review: &Review) -> Followup {
    Followup {
        number: one.number,
        text: one.text().into(),
        detail: one.detail().map(str::to_owned),
        group: one.group().map(str::to_owned),
        purpose: one.purpose(),
        owner: one.owner().map(str::to_owned),
        due: one.due(),
        priority: one.priority(),
        ticket: one.ticket().map(str::to_owned),
        cause: cause_number(review, one.cause()),
        state: one.progress().into(),
        progress: match one.progress() {
            followups::Progress::Dropped(why) => format!("dropped: {why}"),
            other => other.word().to_owned(),
        },
    }
}

pub(super) fn tasks(state: &incident::State) -> Tasks {
    let mut tasks = Tasks::default();
    for task in state.checklist.tasks() {
        let (progress, why) = match task.progress() {
            Progress::Open => (State::Open, None),
            Progress::Done => (State::Done, None),
            Progress::Skipped(why) => (State::Skipped, Some(why.clone())),
        };
        let told = Task {
            number: task.number,
            text: task.text.to_string(),
            owner: task.owner().or(task.role.as_deref()).map(str::to_owned),
            due: task.due(),
            state: progress,
            why,
        };
        if progress == State::Done { tasks.done.push(told) } else { tasks.left.push(told) }
    }
    tasks
}
