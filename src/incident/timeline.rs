//! What is logged: people's entries beside the automatic ones, and what people do to an entry afterwards.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, Time, whole_ms};
use super::{Draft, Line, Moment, Refusal, State, clock_jump, refuse};

mod detail;
mod entry;

pub use detail::{Detail, Sharpen};
use entry::Amendments;
pub use entry::{Entry, EntryKind, Struck};

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
        /// How exactly its time is known, and who or what did it, if there is anything to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<Box<Detail>>,
    },
    /// How exactly its time is known, or who or what did it, was corrected.
    Detailed {
        /// Which entry.
        entry: Uuid,
        /// What holds now.
        detail: Detail,
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
        /// How exactly its time is known, and who or what did it.
        detail: Detail,
    },
    /// Replace the text, the time, or what is known about them.
    Edit {
        /// Which entry.
        entry: EntryRef,
        /// The new text.
        text: Option<String>,
        /// The right time.
        to: Option<Time>,
        /// What else is to change.
        detail: Sharpen,
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

/// All lines, as written down and as they happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    entries: Vec<Entry>,
    order: Vec<u32>,
    index: HashMap<Uuid, u32>,
    unplaced: Vec<u32>,
    writers: BTreeSet<Arc<str>>,
}

impl Timeline {
    /// How many lines there are, struck ones included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was logged yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lines as they happened: by when people said that they did, else as they were written down.
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

    /// Everybody who wrote a line, raw, each once.
    pub fn writers(&self) -> impl Iterator<Item = &str> {
        self.writers.iter().map(|name| &**name)
    }

    /// The place of a record's line in [`Timeline::in_order`].
    pub fn place(&self, id: Uuid) -> Option<usize> {
        let rank = self.entry(id)?.rank();
        Some(self.order.partition_point(|&other| self.entries[other as usize].rank() < rank))
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

    /// Adds a line. `real` is false in exercises, whose time is not that of any clock.
    pub(super) fn push(&mut self, record: &Record, line: Line, said: bool, real: bool) {
        let slot = self.entries.len() as u32;
        let by = self.writers.get(&record.by).unwrap_or(&record.by).clone();
        self.writers.insert(by.clone());
        let before = self.entries.last().filter(|_| real);
        self.entries.push(Entry {
            id: record.id,
            number: slot + 1,
            kind: line.kind,
            by,
            at: record.at,
            occurred: record.occurred(),
            said,
            overruled: false,
            clock_back: before.and_then(|before| clock_jump::went_back(before.at, record.at)),
            moment: record
                .occurred
                .unwrap_or_else(|| record.h.time().map_or(record.at, |stamped| stamped.max(record.at))),
            text: line.text,
            key: false,
            detail: None,
            amended: None,
        });
        self.index.insert(record.id, slot);
        self.unplaced.push(slot);
    }

    /// Puts new and moved lines into their places in the order; to be called before anyone looks.
    pub(super) fn settle(&mut self) {
        let rank = |slot: &u32| self.entries[*slot as usize].rank();
        if let [slot] = self.unplaced[..] {
            if (slot as usize) < self.order.len() {
                self.order.retain(|other| *other != slot);
            }
            let at = match self.order.last() {
                Some(last) if rank(last) > rank(&slot) => self.order.partition_point(|other| rank(other) < rank(&slot)),
                _ => self.order.len(),
            };
            self.order.insert(at, slot);
        } else if !self.unplaced.is_empty() {
            self.order.extend(self.order.len() as u32..self.entries.len() as u32);
            self.order.sort_by_key(rank);
        }
        self.unplaced.clear();
    }

    /// Marks a milestone's line; lines that tell what was done, such as a status, stay as they are.
    pub(super) fn overrule(&mut self, id: Uuid, overruled: bool) {
        if let Some(&slot) = self.index.get(&id) {
            let entry = &mut self.entries[slot as usize];
            entry.overruled = overruled && entry.kind == EntryKind::Milestone;
        }
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
            Event::Detailed { entry, .. } => amended(entry).map(|amended| amended.detail.ids()),
            Event::Logged { .. } | Event::Struck { .. } => None,
        }
        .unwrap_or_default()
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Logged { key, detail, .. } => {
                if let Some(&slot) = self.index.get(&record.id) {
                    self.entries[slot as usize].key = *key;
                    self.entries[slot as usize].detail = detail.clone();
                }
            }
            Event::Detailed { entry, detail } => {
                self.amend(*entry, |_, amended| amended.detail.write(detail.clone(), record));
            }
            Event::Edited { entry, text } => self.amend(*entry, |entry, amended| {
                amended.former.push(amended.text.get().unwrap_or(&entry.text).clone());
                amended.text.write(text.clone(), record);
            }),
            Event::Retimed { entry, to } => {
                self.amend(*entry, |entry, amended| {
                    amended.time.write(*to, record);
                    entry.occurred = *to;
                    entry.moment = *to;
                });
                self.unplaced.extend(self.index.get(entry));
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
        Command::Log { kind, text, key, detail } => {
            if text.trim().is_empty() {
                return refuse("there is nothing to log: the text is empty");
            }
            if !EntryKind::LOGGED.contains(kind) {
                return refuse(format!("ic itself writes lines of the kind \"{}\", when that is done", kind.word()));
            }
            let detail = detail.checked(moment.occurred(), moment.now)?;
            let detail = (!detail.is_plain()).then(|| Box::new(detail));
            Ok(vec![Event::Logged { kind: *kind, text: text.trim_end().into(), key: *key, detail }.into()])
        }
        Command::Edit { entry, text, to, detail } => {
            let entry = timeline.find(*entry)?;
            let mut events = Vec::new();
            let text = text.as_deref().map(|text| match text.trim() {
                "" => String::new(),
                _ => state.line_text(entry, text.trim_end()),
            });
            if let Some(text) = text.filter(|text| **text != **entry.text() || entry.text_contested()) {
                if !entry.said {
                    return refuse(format!(
                        "#{} was written by ic because of what was done; only its time can be changed",
                        entry.number
                    ));
                }
                if text.is_empty() {
                    return refuse(format!(
                        "the new text is empty; to take #{0} out, strike it: `strike {0} --why …`",
                        entry.number
                    ));
                }
                events.push(Event::Edited { entry: entry.id, text: text.into() }.into());
            }
            if let Some(to) = to.map(whole_ms).filter(|to| *to != entry.occurred || entry.time_contested()) {
                if to > moment.now {
                    return refuse(format!("#{} cannot have happened in the future", entry.number));
                }
                state.check_retimed(entry.id, to)?;
                events.push(Event::Retimed { entry: entry.id, to }.into());
            }
            let detail = detail.of(entry.detail());
            if entry.detail() != Some(&detail) && !(detail.is_plain() && entry.detail().is_none()) {
                let detail = detail.checked(to.unwrap_or(entry.occurred), moment.now)?;
                events.push(Event::Detailed { entry: entry.id, detail }.into());
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
    /// Whether the record of `id` may be moved to `to` without anything ending before it began.
    fn check_retimed(&self, id: Uuid, to: Time) -> Result<(), Refusal> {
        let time = |other: Uuid| if other == id { Some(to) } else { self.timeline.occurred(other) };
        self.check_milestones(id, to)?;
        self.check_tenures(time)
    }
}

#[cfg(test)]
mod tests;
