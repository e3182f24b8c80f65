//! What is to be done after the incident, so that it does not come again.

use std::collections::HashMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, Time, whole_ms};
use super::register::Register;
use super::{Draft, Moment, Refusal, State, people, refuse, said, text};

/// What a follow-up is for (the types of Google's SRE workbook, with process added).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// So that it cannot happen again.
    Prevent,
    /// So that it is noticed sooner.
    Detect,
    /// So that it hurts less.
    Mitigate,
    /// So that people work together better.
    Process,
    /// Something else.
    #[default]
    Other,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 5] =
        [Purpose::Prevent, Purpose::Detect, Purpose::Mitigate, Purpose::Process, Purpose::Other];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Prevent => "prevent",
            Purpose::Detect => "detect",
            Purpose::Mitigate => "mitigate",
            Purpose::Process => "process",
            Purpose::Other => "other",
        }
    }
}

/// What happened to a follow-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was agreed.
    Added {
        /// What to do.
        text: String,
        /// What it is for.
        purpose: Purpose,
        /// Who does it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// By when (UTC).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Time>,
        /// How urgent: 1 (most) to 5.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<u8>,
        /// Where it is tracked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    },
    /// Somebody does it.
    Owned {
        /// Which.
        followup: Uuid,
        /// Who.
        owner: String,
    },
    /// It got a due date.
    Due {
        /// Which.
        followup: Uuid,
        /// By when (UTC).
        due: Time,
    },
    /// It was done.
    Done {
        /// Which.
        followup: Uuid,
    },
    /// It is not going to be done.
    Dropped {
        /// Which.
        followup: Uuid,
        /// The reason.
        why: String,
    },
}

/// What people can do; follow-ups are named by their number.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Agree on one.
    Add {
        /// What to do.
        text: String,
        /// What it is for.
        purpose: Purpose,
        /// Who does it.
        owner: Option<String>,
        /// By when (UTC).
        due: Option<Time>,
        /// How urgent: 1 (most) to 5.
        priority: Option<u8>,
        /// Where it is tracked.
        ticket: Option<String>,
    },
    /// Somebody does it.
    Own {
        /// Which.
        followup: u32,
        /// Who.
        person: String,
    },
    /// It gets a due date.
    Due {
        /// Which.
        followup: u32,
        /// By when (UTC).
        due: Time,
    },
    /// It was done.
    Done(u32),
    /// It is not going to be done.
    Drop {
        /// Which.
        followup: u32,
        /// The reason.
        why: String,
    },
}

/// How far a follow-up is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up, with the reason.
    Dropped(String),
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Open => f.write_str("open"),
            Progress::Done => f.write_str("done"),
            Progress::Dropped(why) => write!(f, "dropped ({why})"),
        }
    }
}

/// One thing to do afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Followup {
    /// The record that brought it.
    pub id: Uuid,
    /// Its place, from 1; what people call it.
    pub number: u32,
    /// What to do, raw.
    pub text: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How urgent: 1 (most) to 5.
    pub priority: Option<u8>,
    /// Where it is tracked, raw.
    pub ticket: Option<String>,
    progress: Register<Progress>,
    owner: Register<String>,
    due: Register<Time>,
}

impl Followup {
    /// How far it is.
    pub fn progress(&self) -> &Progress {
        self.progress.get().unwrap_or(&Progress::Open)
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        *self.progress() == Progress::Open
    }

    /// Who does it.
    pub fn owner(&self) -> Option<&str> {
        self.owner.get().map(String::as_str)
    }

    /// By when (UTC).
    pub fn due(&self) -> Option<Time> {
        self.due.get().copied()
    }

    /// What is written about it, for showing where people disagree.
    pub(super) fn registers(&self) -> (&Register<Progress>, &Register<String>, &Register<Time>) {
        (&self.progress, &self.owner, &self.due)
    }
}

/// All follow-ups, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followups {
    all: Vec<Followup>,
    places: HashMap<Uuid, usize>,
}

impl Followups {
    /// All of them; number 1 first.
    pub fn all(&self) -> &[Followup] {
        &self.all
    }

    /// How many are still to be done.
    pub fn open(&self) -> usize {
        self.all.iter().filter(|followup| followup.is_open()).count()
    }

    fn find(&self, number: u32) -> Result<&Followup, Refusal> {
        let found = (number as usize).checked_sub(1).and_then(|place| self.all.get(place));
        found.ok_or_else(|| Refusal(format!("there is no follow-up {number}; there are {} of them", self.all.len())))
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        let ids = |id: &Uuid, of: fn(&Followup) -> Vec<Uuid>| {
            self.places.get(id).map(|&place| of(&self.all[place])).unwrap_or_default()
        };
        match event {
            Event::Added { .. } => Vec::new(),
            Event::Owned { followup, .. } => ids(followup, |followup| followup.owner.ids()),
            Event::Due { followup, .. } => ids(followup, |followup| followup.due.ids()),
            Event::Done { followup } | Event::Dropped { followup, .. } => {
                ids(followup, |followup| followup.progress.ids())
            }
        }
    }

    fn change(&mut self, id: Uuid, change: impl FnOnce(&mut Followup)) {
        if let Some(&place) = self.places.get(&id) {
            change(&mut self.all[place]);
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Added { text, purpose, owner, due, priority, ticket } => {
                let mut added = Followup {
                    id: record.id,
                    number: self.all.len() as u32 + 1,
                    text: text.clone(),
                    purpose: *purpose,
                    priority: *priority,
                    ticket: ticket.clone(),
                    progress: Register::default(),
                    owner: Register::default(),
                    due: Register::default(),
                };
                if let Some(owner) = owner {
                    added.owner.write(owner.clone(), record);
                }
                if let Some(due) = due {
                    added.due.write(*due, record);
                }
                self.places.insert(record.id, self.all.len());
                self.all.push(added);
            }
            Event::Owned { followup, owner } => self.change(*followup, |one| one.owner.write(owner.clone(), record)),
            Event::Due { followup, due } => self.change(*followup, |one| one.due.write(*due, record)),
            Event::Done { followup } => self.change(*followup, |one| one.progress.write(Progress::Done, record)),
            Event::Dropped { followup, why } => {
                self.change(*followup, |one| one.progress.write(Progress::Dropped(why.clone()), record));
            }
        }
    }
}

pub(super) fn decide(state: &State, command: &Command, _: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let all = &state.followups;
    let event = match command {
        Command::Add { text, purpose, owner, due, priority, ticket } => {
            if text.trim().is_empty() {
                return refuse("the follow-up is empty: say what is to be done");
            }
            if priority.is_some_and(|priority| !(1..=5).contains(&priority)) {
                return refuse("a priority is a number from 1 (most urgent) to 5");
            }
            Event::Added {
                text: text.trim().into(),
                purpose: *purpose,
                owner: owner.as_deref().map(people::name).transpose()?,
                due: due.map(whole_ms),
                priority: *priority,
                ticket: said(ticket),
            }
        }
        Command::Own { followup, person } => {
            let followup = all.find(*followup)?;
            let owner = people::name(person)?;
            if followup.owner() == Some(owner.as_str()) && !followup.owner.contested() {
                return refuse(format!("follow-up {} is {}'s already", followup.number, text::one_line(&owner)));
            }
            Event::Owned { followup: followup.id, owner }
        }
        Command::Due { followup, due } => {
            let followup = all.find(*followup)?;
            let due = whole_ms(*due);
            if followup.due() == Some(due) && !followup.due.contested() {
                return refuse(format!("follow-up {} is due then already", followup.number));
            }
            Event::Due { followup: followup.id, due }
        }
        Command::Done(number) => {
            let followup = all.find(*number)?;
            if *followup.progress() == Progress::Done && !followup.progress.contested() {
                return refuse(format!("follow-up {number} is done already"));
            }
            Event::Done { followup: followup.id }
        }
        Command::Drop { followup: number, why } => {
            let followup = all.find(*number)?;
            if why.trim().is_empty() {
                return refuse(format!("say why follow-up {number} is dropped: `followup drop {number} --why …`"));
            }
            if !followup.is_open() && !followup.progress.contested() {
                return refuse(format!("follow-up {number} is not open"));
            }
            Event::Dropped { followup: followup.id, why: why.trim().into() }
        }
    };
    Ok(vec![event.into()])
}

#[cfg(test)]
mod tests;
