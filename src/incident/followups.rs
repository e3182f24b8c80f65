//! What is to be done after the incident, so that it does not come again.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, Time, whole_ms};
use super::review::ItemKind;
use super::{Draft, Moment, Refusal, State, people, refuse, said, text};

mod one;

pub use one::{Followup, Progress};

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

/// What is to be done, as it was agreed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What to do, in a line or two. Raw, as all texts here.
    pub text: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The heading under which it stands: `Immediate`, `Preventive`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Time>,
    /// How urgent: 1 (most) to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    /// Where it is tracked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The cause it is to remove: the record that named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Uuid>,
}

/// One field of a follow-up that says something else now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What to do.
    Text(String),
    /// More about it.
    Detail(Option<String>),
    /// The heading under which it stands.
    Group(Option<String>),
    /// What it is for.
    Purpose(Purpose),
    /// How urgent: 1 (most) to 5.
    Priority(Option<u8>),
    /// Where it is tracked.
    Ticket(Option<String>),
    /// The cause it is to remove.
    Cause(Option<Uuid>),
}

/// What happened to a follow-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was agreed.
    Added(Plan),
    /// One of its fields changed.
    Changed {
        /// Which.
        followup: Uuid,
        /// What it says now.
        field: Field,
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
    /// Work on it began.
    Started {
        /// Which.
        followup: Uuid,
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
    /// It is to be done after all.
    Reopened {
        /// Which.
        followup: Uuid,
    },
}

/// What people can do; follow-ups are named by their number.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Agree on one; `cause` by its number.
    Add {
        /// All that is agreed.
        plan: Plan,
        /// The cause it is to remove, by its number.
        cause: Option<u32>,
    },
    /// Let it say something else.
    Change {
        /// Which.
        followup: u32,
        /// What is to change.
        changes: Vec<Change>,
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
    /// Work on it began.
    Start(u32),
    /// It was done.
    Done(u32),
    /// It is not going to be done.
    Drop {
        /// Which.
        followup: u32,
        /// The reason.
        why: String,
    },
    /// It is to be done after all.
    Reopen(u32),
}

/// What a person lets a follow-up say; an empty text takes it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// What to do.
    Text(String),
    /// More about it.
    Detail(String),
    /// The heading under which it stands.
    Group(String),
    /// What it is for.
    Purpose(Purpose),
    /// How urgent: 1 (most) to 5.
    Priority(u8),
    /// Where it is tracked.
    Ticket(String),
    /// The cause it is to remove, by its number.
    Cause(u32),
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

    fn id(event: &Event) -> Option<Uuid> {
        match event {
            Event::Added(_) => None,
            Event::Changed { followup, .. }
            | Event::Owned { followup, .. }
            | Event::Due { followup, .. }
            | Event::Started { followup }
            | Event::Done { followup }
            | Event::Dropped { followup, .. }
            | Event::Reopened { followup } => Some(*followup),
        }
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        let place = Followups::id(event).and_then(|id| self.places.get(&id));
        place.map(|&place| self.all[place].over(event)).unwrap_or_default()
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        if let Event::Added(plan) = event {
            self.places.insert(record.id, self.all.len());
            self.all.push(Followup::agreed(self.all.len() as u32 + 1, plan, record));
        } else if let Some(&place) = Followups::id(event).and_then(|id| self.places.get(&id)) {
            self.all[place].apply(event, record);
        }
    }
}

pub(super) fn decide(state: &State, command: &Command, _: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let all = &state.followups;
    let event = match command {
        Command::Add { plan, cause } => Event::Added(agreed(state, plan, *cause)?),
        Command::Change { followup, changes } => return change(state, all.find(*followup)?, changes),
        Command::Own { followup, person } => {
            let followup = all.find(*followup)?;
            let owner = people::name(person)?;
            if followup.owner() == Some(owner.as_str()) && !followup.owner_contested() {
                return refuse(format!("follow-up {} is {}'s already", followup.number, text::one_line(&owner)));
            }
            Event::Owned { followup: followup.id, owner }
        }
        Command::Due { followup, due } => {
            let followup = all.find(*followup)?;
            let due = whole_ms(*due);
            if followup.due() == Some(due) && !followup.due_contested() {
                return refuse(format!("follow-up {} is due then already", followup.number));
            }
            Event::Due { followup: followup.id, due }
        }
        Command::Start(number) => Event::Started { followup: all.find(*number)?.may_become(&Progress::InProgress)? },
        Command::Done(number) => Event::Done { followup: all.find(*number)?.may_become(&Progress::Done)? },
        Command::Drop { followup: number, why } => {
            let followup = all.find(*number)?;
            if why.trim().is_empty() {
                return refuse(format!("say why follow-up {number} is dropped: `followup drop {number} --why …`"));
            }
            if !followup.is_open() && !followup.progress_contested() {
                return refuse(format!("follow-up {number} is not open"));
            }
            Event::Dropped { followup: followup.id, why: why.trim().into() }
        }
        Command::Reopen(number) => Event::Reopened { followup: all.find(*number)?.may_become(&Progress::Open)? },
    };
    Ok(vec![event.into()])
}

fn agreed(state: &State, plan: &Plan, cause: Option<u32>) -> Result<Plan, Refusal> {
    Ok(Plan {
        text: to_do(&plan.text)?,
        detail: said(&plan.detail),
        group: said(&plan.group),
        purpose: plan.purpose,
        owner: plan.owner.as_deref().map(people::name).transpose()?,
        due: plan.due.map(whole_ms),
        priority: plan.priority.map(urgency).transpose()?,
        ticket: said(&plan.ticket),
        cause: cause.map(|number| the_cause(state, number)).transpose()?,
    })
}

fn change(state: &State, followup: &Followup, changes: &[Change]) -> Result<Vec<Draft>, Refusal> {
    let mut events = Vec::new();
    for change in changes {
        let field = match change {
            Change::Text(text) => Field::Text(to_do(text)?),
            Change::Detail(text) => Field::Detail(said(&Some(text.clone()))),
            Change::Group(text) => Field::Group(said(&Some(text.clone()))),
            Change::Purpose(purpose) => Field::Purpose(*purpose),
            Change::Priority(priority) => Field::Priority(Some(urgency(*priority)?)),
            Change::Ticket(text) => Field::Ticket(said(&Some(text.clone()))),
            Change::Cause(number) => Field::Cause(Some(the_cause(state, *number)?)),
        };
        if !followup.says(&field) {
            events.push(Event::Changed { followup: followup.id, field }.into());
        }
    }
    if events.is_empty() {
        return refuse(format!("follow-up {} says that already; nothing was changed", followup.number));
    }
    Ok(events)
}

fn to_do(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => refuse("the follow-up is empty: say what is to be done"),
        text => Ok(text.to_owned()),
    }
}

fn urgency(priority: u8) -> Result<u8, Refusal> {
    match priority {
        1..=5 => Ok(priority),
        _ => refuse("a priority is a number from 1 (most urgent) to 5"),
    }
}

fn the_cause(state: &State, number: u32) -> Result<Uuid, Refusal> {
    let there = state.review.items(ItemKind::Cause).count();
    state
        .review
        .id(ItemKind::Cause, number)
        .ok_or_else(|| Refusal(format!("there is no cause {number}; there are {there}")))
}

#[cfg(test)]
mod tests;
