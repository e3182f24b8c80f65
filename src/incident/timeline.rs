//! What is logged: people's entries beside the automatic ones, and what people do to an entry afterwards.

use std::collections::HashMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, Time};
use super::register::Register;
use super::{Draft, Line, Moment, Refusal, State, refuse};

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

/// What happened to or through an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody wrote a line.
    Logged {
        /// What it is about.
        kind: EntryKind,
        /// The text, raw.
        text: Arc<str>,
        /// Starred from the start.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        key: bool,
    },
    /// The text was replaced; the old one is kept.
    Edited {
        /// Which entry.
        entry: Uuid,
        /// The new text, raw.
        text: Arc<str>,
    },
    /// The time at which it happened was corrected.
    Retimed {
        /// Which entry.
        entry: Uuid,
        /// The right time (UTC).
        to: Time,
    },
    /// The entry does not count any more; its text is kept.
    Struck {
        /// Which entry.
        entry: Uuid,
        /// The reason.
        why: String,
    },
    /// The entry became a key event, or stopped being one.
    Starred {
        /// Which entry.
        entry: Uuid,
        /// Whether it is one.
        key: bool,
    },
}

/// Names an entry: as the screen numbers it, or by its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRef {
    /// `#12`: the twelfth line that was written down.
    Number(u32),
    /// The record's id.
    Id(Uuid),
}

/// What people can do to the timeline.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Write a line.
    Log {
        /// What it is about.
        kind: EntryKind,
        /// The text.
        text: String,
        /// Star it at once.
        key: bool,
    },
    /// Replace the text, the time, or both.
    Edit {
        /// Which entry.
        entry: EntryRef,
        /// The new text.
        text: Option<String>,
        /// The right time.
        to: Option<Time>,
    },
    /// Take it out of the story, with a reason.
    Strike {
        /// Which entry.
        entry: EntryRef,
        /// The reason.
        why: String,
    },
    /// Make it a key event or an ordinary one; `None` turns it round.
    Star {
        /// Which entry.
        entry: EntryRef,
        /// Whether it shall be one.
        key: Option<bool>,
    },
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
struct Amendments {
    text: Register<Arc<str>>,
    time: Register<Time>,
    key: Register<bool>,
    former: Vec<Arc<str>>,
    struck: Option<Struck>,
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
    text: Arc<str>,
    key: bool,
    amended: Option<Box<Amendments>>,
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

    /// Whether its text was changed.
    pub fn edited(&self) -> bool {
        !self.former().is_empty()
    }

    /// Whether people changed its text or time without seeing each other.
    pub fn contested(&self) -> bool {
        self.amended.as_ref().is_some_and(|amended| amended.text.contested() || amended.time.contested())
    }

    /// Whether it was written down clearly later than it happened.
    pub fn backdated(&self) -> bool {
        (self.at - self.occurred).num_milliseconds() > BACKDATED_MS
    }

    /// Whether someone who joins now has to know it: starred, or a turn in the life of the incident.
    pub fn matters(&self) -> bool {
        self.struck().is_none()
            && (self.key() || matches!(self.kind, EntryKind::Status | EntryKind::Severity | EntryKind::Milestone))
    }
}

/// All lines, as written down and as they happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    entries: Vec<Entry>,
    order: Vec<u32>,
    index: HashMap<Uuid, u32>,
}

impl Timeline {
    pub(super) fn reserve(&mut self, lines: usize) {
        self.entries.reserve(lines);
        self.order.reserve(lines);
        self.index.reserve(lines);
    }

    /// How many lines there are, struck ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was logged yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lines as they happened: by `occurred`, then as written down.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.order.iter().map(|&slot| &self.entries[slot as usize])
    }

    /// The line at a place of [`Timeline::in_order`].
    pub fn nth(&self, place: usize) -> Option<&Entry> {
        self.order.get(place).map(|&slot| &self.entries[slot as usize])
    }

    /// The lines as they were written down; `#1` first.
    pub fn as_written(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of a record's line in [`Timeline::in_order`].
    pub fn place(&self, id: Uuid) -> Option<usize> {
        let slot = *self.index.get(&id)?;
        let rank = |slot: u32| (self.entries[slot as usize].occurred, slot);
        Some(self.order.partition_point(|&other| rank(other) < rank(slot)))
    }

    /// The line that a record made.
    pub fn entry(&self, id: Uuid) -> Option<&Entry> {
        self.index.get(&id).map(|&slot| &self.entries[slot as usize])
    }

    /// The line with this number.
    pub fn numbered(&self, number: u32) -> Option<&Entry> {
        self.entries.get((number as usize).checked_sub(1)?)
    }

    /// When the thing that a record tells happened, as corrected since.
    pub fn occurred(&self, id: Uuid) -> Option<Time> {
        self.entry(id).map(|entry| entry.occurred)
    }

    /// Finds what a person named.
    ///
    /// # Errors
    /// There is no such entry.
    pub fn find(&self, entry: EntryRef) -> Result<&Entry, Refusal> {
        let found = match entry {
            EntryRef::Number(number) => self.numbered(number),
            EntryRef::Id(id) => self.entry(id),
        };
        found.ok_or_else(|| match entry {
            EntryRef::Number(number) => {
                Refusal(format!("there is no entry #{number}; the last one is #{}", self.entries.len()))
            }
            EntryRef::Id(id) => Refusal(format!("there is no entry {id} in this incident")),
        })
    }

    pub(super) fn push(&mut self, record: &Record, line: Line, said: bool) {
        let slot = self.entries.len() as u32;
        self.entries.push(Entry {
            id: record.id,
            number: slot + 1,
            kind: line.kind,
            by: record.by.clone(),
            at: record.at,
            occurred: record.occurred(),
            said,
            text: line.text,
            key: false,
            amended: None,
        });
        self.index.insert(record.id, slot);
        self.sort_in(slot);
    }

    fn sort_in(&mut self, slot: u32) {
        let rank = |slot: u32| (self.entries[slot as usize].occurred, slot);
        let here = rank(slot);
        let at = match self.order.last() {
            Some(&last) if rank(last) > here => self.order.partition_point(|&other| rank(other) < here),
            _ => self.order.len(),
        };
        self.order.insert(at, slot);
    }

    fn amend(&mut self, id: Uuid, change: impl FnOnce(&mut Entry, &mut Amendments)) {
        if let Some(&slot) = self.index.get(&id) {
            let entry = &mut self.entries[slot as usize];
            let mut amended = entry.amended.take().unwrap_or_default();
            change(entry, &mut amended);
            entry.amended = Some(amended);
        }
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        let amended = |entry: &Uuid| self.entry(*entry).and_then(|entry| entry.amended.as_deref());
        match event {
            Event::Edited { entry, .. } => amended(entry).map(|amended| amended.text.ids()),
            Event::Retimed { entry, .. } => amended(entry).map(|amended| amended.time.ids()),
            Event::Starred { entry, .. } => amended(entry).map(|amended| amended.key.ids()),
            Event::Logged { .. } | Event::Struck { .. } => None,
        }
        .unwrap_or_default()
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Logged { key, .. } => {
                if let Some(&slot) = self.index.get(&record.id) {
                    self.entries[slot as usize].key = *key;
                }
            }
            Event::Edited { entry, text } => self.amend(*entry, |entry, amended| {
                amended.former.push(amended.text.get().unwrap_or(&entry.text).clone());
                amended.text.write(text.clone(), record);
            }),
            Event::Retimed { entry, to } => {
                self.amend(*entry, |entry, amended| {
                    amended.time.write(*to, record);
                    entry.occurred = *to;
                });
                if let Some(&slot) = self.index.get(entry) {
                    self.order.retain(|&other| other != slot);
                    self.sort_in(slot);
                }
            }
            Event::Struck { entry, why } => self.amend(*entry, |_, amended| {
                amended.struck.get_or_insert_with(|| Struck { why: why.clone(), by: record.by.clone() });
            }),
            Event::Starred { entry, key } => self.amend(*entry, |_, amended| amended.key.write(*key, record)),
        }
    }
}

pub(super) fn describe(event: &Event) -> Option<Line> {
    match event {
        Event::Logged { kind, text, .. } => Some(Line { kind: *kind, text: text.clone() }),
        _ => None,
    }
}

pub(super) fn unknown(raw: &Arc<str>) -> Line {
    Line { kind: EntryKind::Unknown, text: raw.clone() }
}

pub(super) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let timeline = &state.timeline;
    match command {
        Command::Log { kind, text, key } => {
            if text.trim().is_empty() {
                return refuse("there is nothing to log: the text is empty");
            }
            Ok(vec![Event::Logged { kind: *kind, text: text.trim_end().into(), key: *key }.into()])
        }
        Command::Edit { entry, text, to } => {
            let entry = timeline.find(*entry)?;
            let mut events = Vec::new();
            if let Some(text) = text.as_deref().map(str::trim_end).filter(|text| *text != &**entry.text()) {
                if !entry.said {
                    return refuse(format!(
                        "#{} was written by ic because of what was done; only its time can be changed",
                        entry.number
                    ));
                }
                if text.trim().is_empty() {
                    return refuse(format!(
                        "the new text is empty; to take #{0} out, strike it: `strike {0} --why …`",
                        entry.number
                    ));
                }
                events.push(Event::Edited { entry: entry.id, text: text.into() }.into());
            }
            if let Some(to) = to.filter(|to| *to != entry.occurred) {
                if to > moment.now {
                    return refuse(format!("#{} cannot have happened in the future", entry.number));
                }
                state.check_retimed(entry.id, to)?;
                events.push(Event::Retimed { entry: entry.id, to }.into());
            }
            if events.is_empty() {
                return refuse(format!("#{} already says that; nothing was changed", entry.number));
            }
            Ok(events)
        }
        Command::Strike { entry, why } => {
            let entry = timeline.find(*entry)?;
            if why.trim().is_empty() {
                return refuse(format!("say why #{0} is struck: `strike {0} --why …`", entry.number));
            }
            if !entry.said {
                return refuse(format!(
                    "#{} was written by ic because of what was done; do the opposite (status, role, task …) instead of striking it",
                    entry.number
                ));
            }
            if entry.struck().is_some() {
                return refuse(format!("#{} is struck already", entry.number));
            }
            Ok(vec![Event::Struck { entry: entry.id, why: why.trim().into() }.into()])
        }
        Command::Star { entry, key } => {
            let entry = timeline.find(*entry)?;
            let key = key.unwrap_or(!entry.key());
            if key == entry.key() {
                let already = if key { "is a key event already" } else { "is no key event" };
                return refuse(format!("#{} {already}", entry.number));
            }
            Ok(vec![Event::Starred { entry: entry.id, key }.into()])
        }
    }
}

impl State {
    /// Whether the record of `id` may be moved to `to` without the incident ending before it began.
    fn check_retimed(&self, id: Uuid, to: Time) -> Result<(), Refusal> {
        let time = |other: Uuid| if other == id { Some(to) } else { self.timeline.occurred(other) };
        super::milestones::check(&self.lifecycle.milestones(time), self.lifecycle.zone())?;
        self.roles.check(time, self.lifecycle.zone())
    }
}
