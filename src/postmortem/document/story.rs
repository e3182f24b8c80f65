//! What happened and what was told, line by line.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::lifecycle::Status;
use crate::incident::span::Span;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::updates::Audience;
use crate::incident::{State, Time};

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// `#n`, as verbs name it.
    pub number: u32,
    /// When it happened (UTC).
    pub at: Time,
    /// Whether it happened about then.
    pub about: bool,
    /// When it ended (UTC), for what took a while.
    pub until: Option<Time>,
    /// Who or what did it.
    pub actor: Arc<str>,
    /// Who wrote it down.
    pub by: Arc<str>,
    /// What it is about.
    pub kind: EntryKind,
    /// Whether it is a key event.
    pub key: bool,
    /// What it says.
    pub text: Arc<str>,
    /// Whether a person said it, rather than `ic` because of what was done.
    pub said: bool,
    /// Whether its text was changed.
    pub edited: bool,
    /// Whether people changed it without seeing each other.
    pub contested: bool,
    /// When it was written down (UTC), where that is clearly later than when it happened.
    pub written: Option<Time>,
    /// How far the clock had gone back since the line before it was written down, if it had.
    pub clock_back: Option<Span>,
}

/// A line that does not count any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Struck {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// Who struck it.
    pub struck_by: String,
    /// Why.
    pub why: String,
}

/// One update that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// When (UTC).
    pub at: Time,
    /// To whom.
    pub audience: Audience,
    /// What.
    pub text: String,
    /// When the next word was promised for (UTC).
    pub next: Option<Time>,
}

fn line(entry: &Entry) -> Line {
    let detail = entry.detail();
    Line {
        number: entry.number,
        at: entry.occurred,
        about: detail.is_some_and(|detail| detail.about),
        until: detail.and_then(|detail| detail.until),
        actor: detail.and_then(|detail| detail.actor.as_deref()).map_or_else(|| entry.by.clone(), Arc::from),
        by: entry.by.clone(),
        kind: entry.kind,
        key: entry.key(),
        text: entry.text().clone(),
        said: entry.said,
        edited: entry.edited(),
        contested: entry.contested(),
        written: entry.backdated().then_some(entry.at),
        clock_back: entry.clock_back,
    }
}

/// The story, and what was struck from it.
pub(super) fn lines(state: &State) -> (Vec<Line>, Vec<Struck>) {
    let mut story = Vec::with_capacity(state.timeline.len());
    let mut struck = Vec::new();
    for entry in state.timeline.in_order().filter(|entry| !entry.overruled) {
        match entry.struck() {
            None => story.push(line(entry)),
            Some(by) => {
                struck.push(Struck { line: line(entry), struck_by: by.by.to_string(), why: by.why.clone() });
            }
        }
    }
    (story, struck)
}

/// The line that says why there was no incident; its text is the reason.
pub(super) fn cancellation(state: &State) -> Option<Line> {
    let newest = state.lifecycle.status_register().newest().filter(|head| head.value == Status::Cancelled)?;
    let told = line(state.timeline.entry(newest.id)?);
    let why: Arc<str> = told.text.strip_prefix("cancelled: ").unwrap_or(&told.text).into();
    Some(Line { text: why, ..told })
}

pub(super) fn updates(state: &State) -> Vec<Told> {
    let told = |(sent, entry): (&crate::incident::updates::Sent, &Entry)| Told {
        at: entry.occurred,
        audience: sent.audience,
        text: sent.text(entry).to_owned(),
        next: sent.next,
    };
    state.updates_sent().into_iter().map(told).collect()
}
