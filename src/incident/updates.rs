//! What was told to whom, and when the next word is due.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lifecycle::Status;
use super::milestones::Milestone;
use super::record::{Record, Time, whole_ms};
use super::span::Span;
use super::timeline::{Entry, EntryKind};
use super::{Draft, Line, Moment, Refusal, State, refuse};

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody outside who is hit.
    Customers,
    /// Colleagues.
    Internal,
}

impl Audience {
    /// Both.
    pub const ALL: [Audience; 2] = [Audience::Customers, Audience::Internal];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Audience::Customers => "customers",
            Audience::Internal => "internal",
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// People were told.
    Sent {
        /// Who.
        audience: Audience,
        /// What, raw.
        text: String,
        /// When the next word was promised for (UTC), if at all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Time>,
    },
}

/// When the next word is promised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Promise {
    /// As the playbook says.
    Cadence,
    /// After this time.
    In(Span),
    /// At this time (UTC).
    At(Time),
    /// Not at all.
    None,
}

/// What people can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Record what people were told.
    Send {
        /// Who.
        audience: Audience,
        /// What.
        text: String,
        /// When they hear more.
        next: Promise,
    },
}

/// One update that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// Its record and timeline entry.
    pub id: Uuid,
    /// Who was told.
    pub audience: Audience,
    /// When the next word was promised for (UTC), if at all.
    pub next: Option<Time>,
}

impl Sent {
    /// What they were told, as its line says it now: the line without the words that say who was told.
    pub fn text<'a>(&self, entry: &'a Entry) -> &'a str {
        entry.text().strip_prefix(&lead(self.audience)).unwrap_or(entry.text())
    }
}

/// The words with which the line of an update begins.
fn lead(audience: Audience) -> String {
    format!("told {}: ", audience.word())
}

/// All updates, as they were written down. Text and time are those of their timeline entry, which may be corrected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Updates {
    sent: Vec<Sent>,
}

impl Updates {
    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        let Event::Sent { audience, next, .. } = event;
        self.sent.push(Sent { id: record.id, audience: *audience, next: *next });
    }
}

impl State {
    /// A new text for a line, with the words in front that say who was told, if it is about an update.
    pub(super) fn line_text(&self, entry: &Entry, text: &str) -> String {
        match self.updates.sent.iter().find(|sent| sent.id == entry.id) {
            Some(sent) if !text.starts_with(&lead(sent.audience)) => lead(sent.audience) + text,
            _ => text.to_owned(),
        }
    }

    /// The updates that were sent and not struck, as they happened.
    pub fn updates_sent(&self) -> Vec<(&Sent, &Entry)> {
        let mut sent: Vec<_> = self
            .updates
            .sent
            .iter()
            .filter_map(|sent| Some((sent, self.timeline.entry(sent.id)?)))
            .filter(|(_, entry)| entry.struck().is_none())
            .collect();
        sent.sort_by_key(|(_, entry)| entry.rank());
        sent
    }

    /// The newest update to an audience and when it was sent (UTC).
    pub fn last_update(&self, audience: Audience) -> Option<(&Sent, Time)> {
        let to_audience = self.updates.sent.iter().filter(|sent| sent.audience == audience);
        to_audience
            .filter_map(|sent| Some((sent, self.timeline.entry(sent.id)?)))
            .filter(|(_, entry)| entry.struck().is_none())
            .max_by_key(|(_, entry)| entry.rank())
            .map(|(sent, entry)| (sent, entry.occurred))
    }

    /// By when an audience is to be told something (UTC): what was promised last, else what the playbook wants of the
    /// first word. `None` when nothing is due: it is over, they need not be told, or no more was promised.
    pub fn update_due(&self, audience: Audience) -> Option<Time> {
        let over = self.exercise.as_ref().is_some_and(|exercise| exercise.is_over());
        if over || self.lifecycle.status() >= Status::Resolved {
            return None;
        }
        if let Some((last, _)) = self.last_update(audience) {
            return last.next;
        }
        let playbook = self.lifecycle.playbook();
        let wanted = match self.lifecycle.severity.get() {
            Some(level) => playbook.severity(*level).is_some_and(|severity| severity.tell_customers),
            None => true,
        };
        let first = match audience {
            Audience::Customers if !wanted => return None,
            Audience::Customers => playbook.updates.customers_first,
            Audience::Internal => playbook.updates.internal_every,
        };
        Some(first.after(self.milestones().get(Milestone::Declared)?))
    }

    /// Who is to be told next, and by when (UTC).
    pub fn next_update(&self) -> Option<(Audience, Time)> {
        Audience::ALL
            .into_iter()
            .filter_map(|audience| Some((audience, self.update_due(audience)?)))
            .min_by_key(|(_, due)| *due)
    }
}

pub(super) fn describe(event: &Event) -> Line {
    let Event::Sent { audience, text, .. } = event;
    Line { kind: EntryKind::Update, text: (lead(*audience) + text).into() }
}

pub(super) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    let Command::Send { audience, text, next } = command;
    if text.trim().is_empty() {
        return refuse(format!("the update is empty: write what {} were told", audience.word()));
    }
    let cadence = &state.lifecycle.playbook().updates;
    let next = match next {
        Promise::None => None,
        Promise::At(at) => Some(whole_ms(*at)),
        Promise::In(span) => Some(span.after(moment.occurred())),
        Promise::Cadence if state.lifecycle.status() >= Status::Resolved => None,
        Promise::Cadence => Some(match audience {
            Audience::Customers => cadence.customers_every.after(moment.occurred()),
            Audience::Internal => cadence.internal_every.after(moment.occurred()),
        }),
    };
    if next.is_some_and(|next| next <= moment.occurred()) {
        return refuse("the next update has to be promised for a time after this one");
    }
    Ok(vec![Event::Sent { audience: *audience, text: text.trim().into(), next }.into()])
}

#[cfg(test)]
mod tests;
