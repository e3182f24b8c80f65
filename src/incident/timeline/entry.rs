//! One line of the timeline: what it says, what it said before, and what people think of it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::detail::Detail;
use crate::incident::record::Time;
use crate::incident::register::Register;
use crate::incident::span::Span;

/// How far `occurred` may lie from `at` before an entry counts as back-dated.
const BACKDATED_MS: i64 = 60_000;

/// What a line of the timeline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Anything worth writing down.
    Note,
    /// A monitor or a person raised an alarm.
    Alert,
    /// Something was found out.
    Finding,
    /// Something was decided.
    Decision,
    /// Something was done.
    Action,
    /// Somebody was told.
    Update,
    /// A command was run.
    Command,
    /// Automatic: declaration and status.
    Status,
    /// Automatic: severity.
    Severity,
    /// Automatic: a point in the life of the incident.
    Milestone,
    /// Automatic: a role changed hands.
    Role,
    /// Automatic: the checklist.
    Task,
    /// Written by a later version of `ic`.
    Unknown,
}

impl EntryKind {
    /// The kinds that a person may log.
    pub const LOGGED: [EntryKind; 6] = [
        EntryKind::Note,
        EntryKind::Alert,
        EntryKind::Finding,
        EntryKind::Decision,
        EntryKind::Action,
        EntryKind::Command,
    ];

    /// All kinds, in the order of filters and legends.
    pub const ALL: [EntryKind; 13] = [
        EntryKind::Note,
        EntryKind::Alert,
        EntryKind::Finding,
        EntryKind::Decision,
        EntryKind::Action,
        EntryKind::Command,
        EntryKind::Update,
        EntryKind::Status,
        EntryKind::Severity,
        EntryKind::Milestone,
        EntryKind::Role,
        EntryKind::Task,
        EntryKind::Unknown,
    ];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Note => "note",
            EntryKind::Alert => "alert",
            EntryKind::Finding => "finding",
            EntryKind::Decision => "decision",
            EntryKind::Action => "action",
            EntryKind::Update => "update",
            EntryKind::Command => "command",
            EntryKind::Status => "status",
            EntryKind::Severity => "severity",
            EntryKind::Milestone => "milestone",
            EntryKind::Role => "role",
            EntryKind::Task => "task",
            EntryKind::Unknown => "unknown",
        }
    }
}

/// An entry that was struck.
#[derive(Clone, Debug, PartialEq)]
pub struct Struck {
    /// The reason.
    pub why: String,
    /// Who struck it.
    pub by: Arc<str>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Amendments {
    pub(super) text: Register<Arc<str>>,
    pub(super) time: Register<Time>,
    pub(super) key: Register<bool>,
    pub(super) detail: Register<Detail>,
    pub(super) former: Vec<Arc<str>>,
    pub(super) struck: Option<Struck>,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record that made it.
    pub id: Uuid,
    /// `#n`: its place among the lines as they were written down, from 1.
    pub number: u32,
    /// What it is about.
    pub kind: EntryKind,
    /// Who wrote it, raw.
    pub by: Arc<str>,
    /// When it was written down (UTC).
    pub at: Time,
    /// When it happened, as corrected (UTC).
    pub occurred: Time,
    /// Whether a person said it, rather than `ic` because of something a person did.
    pub said: bool,
    /// Whether it names a point in time that a later word replaced, or that going back took back.
    pub overruled: bool,
    /// How far the clock had gone back since the line before it was written down, if it had.
    pub clock_back: Option<Span>,
    pub(super) moment: Time,
    pub(super) text: Arc<str>,
    pub(super) key: bool,
    pub(super) detail: Option<Box<Detail>>,
    pub(super) amended: Option<Box<Amendments>>,
}

impl Entry {
    /// The text as it stands now, raw.
    pub fn text(&self) -> &Arc<str> {
        self.amended.as_ref().and_then(|amended| amended.text.get()).unwrap_or(&self.text)
    }

    /// Earlier texts, oldest first.
    pub fn former(&self) -> &[Arc<str>] {
        self.amended.as_ref().map_or(&[], |amended| &amended.former)
    }

    /// Why and by whom it was struck, if it was.
    pub fn struck(&self) -> Option<&Struck> {
        self.amended.as_ref().and_then(|amended| amended.struck.as_ref())
    }

    /// Whether it is a key event.
    pub fn key(&self) -> bool {
        self.amended.as_ref().and_then(|amended| amended.key.get()).copied().unwrap_or(self.key)
    }

    /// How exactly its time is known, and who or what did it, if anything was said about that.
    pub fn detail(&self) -> Option<&Detail> {
        let amended = self.amended.as_ref().and_then(|amended| amended.detail.get());
        amended.or(self.detail.as_deref()).filter(|detail| !detail.is_plain())
    }

    /// Who or what did it, raw: who wrote it down, unless somebody else was named.
    pub fn actor(&self) -> &str {
        self.detail().and_then(|detail| detail.actor.as_deref()).unwrap_or(&self.by)
    }

    /// Whether its text was changed.
    pub fn edited(&self) -> bool {
        !self.former().is_empty()
    }

    /// Whether people changed it without seeing each other.
    pub fn contested(&self) -> bool {
        self.text_contested() || self.time_contested() || self.detail_contested()
    }

    pub(super) fn detail_contested(&self) -> bool {
        self.amended.as_ref().is_some_and(|amended| amended.detail.contested())
    }

    pub(super) fn text_contested(&self) -> bool {
        self.amended.as_ref().is_some_and(|amended| amended.text.contested())
    }

    pub(super) fn time_contested(&self) -> bool {
        self.amended.as_ref().is_some_and(|amended| amended.time.contested())
    }

    /// Its place in the story: when it happened, as far as somebody said so. Otherwise when it was written down, by a
    /// clock that never goes back, so that the order stays right after the machine's did.
    pub(in crate::incident) fn rank(&self) -> (Time, u32) {
        (self.moment, self.number)
    }

    /// Whether it was written down clearly later than it happened.
    pub fn backdated(&self) -> bool {
        (self.at - self.occurred).num_milliseconds() > BACKDATED_MS
    }

    /// Whether someone who joins now has to know it: starred, or a turn in the life of the incident.
    pub fn matters(&self) -> bool {
        self.struck().is_none()
            && !self.overruled
            && (self.key() || matches!(self.kind, EntryKind::Status | EntryKind::Severity | EntryKind::Milestone))
    }
}
