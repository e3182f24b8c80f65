//! Who holds which role. A handoff is one event that names both people.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::milestones::Milestone;
use super::playbook::COMMANDER;
use super::record::{Record, Time};
use super::register::Register;
use super::timeline::EntryKind;
use super::zone::Zone;
use super::{Draft, Line, Moment, Refusal, State, people, refuse, text};

/// What happened to a role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A free role was taken.
    Assigned {
        /// The role's name in the playbook.
        role: String,
        /// Who holds it now.
        person: String,
    },
    /// A role went from one to another.
    HandedOff {
        /// The role's name in the playbook.
        role: String,
        /// Who held it.
        from: String,
        /// Who holds it now.
        to: String,
    },
    /// A role became free.
    Released {
        /// The role's name in the playbook.
        role: String,
        /// Who held it.
        from: String,
    },
}

impl Event {
    fn role(&self) -> &str {
        match self {
            Event::Assigned { role, .. } | Event::HandedOff { role, .. } | Event::Released { role, .. } => role,
        }
    }

    fn holder(&self) -> Option<&str> {
        match self {
            Event::Assigned { person, .. } => Some(person),
            Event::HandedOff { to, .. } => Some(to),
            Event::Released { .. } => None,
        }
    }
}

/// What people can do to a role, named by any of its words.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Give it to someone; a handoff if someone else holds it.
    Assign {
        /// The role, as typed.
        role: String,
        /// Who shall hold it.
        person: String,
    },
    /// Make it free.
    Release {
        /// The role, as typed.
        role: String,
    },
}

/// One person's time in one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// The role's name.
    pub role: String,
    /// Who held it.
    pub person: String,
    /// From when (UTC).
    pub from: Time,
    /// Until when; `None` while it lasts.
    pub to: Option<Time>,
}

/// A role, who holds it from now on, and when that happened.
type Change<'a> = (&'a str, Option<&'a str>, Time);

/// Who holds and held which role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roles {
    holders: BTreeMap<String, Register<Option<String>>>,
    changes: Vec<(Uuid, String, Option<String>)>,
}

impl Roles {
    /// Who holds a role now.
    pub fn holder(&self, role: &str) -> Option<&str> {
        self.register(role)?.get()?.as_deref()
    }

    /// Who commands.
    pub fn commander(&self) -> Option<&str> {
        self.holder(COMMANDER)
    }

    /// A role's holder with its circumstances.
    pub fn register(&self, role: &str) -> Option<&Register<Option<String>>> {
        self.holders.get(role)
    }

    /// The names of those who hold a contested role, oldest claim first; empty when it is not contested.
    pub fn rivals(&self, role: &str) -> Vec<&str> {
        self.register(role)
            .filter(|register| register.contested())
            .map(|register| register.heads().iter().map(|head| head.value.as_deref().unwrap_or("nobody")).collect())
            .unwrap_or_default()
    }

    /// Everybody who claims a role, oldest claim first: one, more while it is contested.
    fn claims(&self, role: &str) -> impl Iterator<Item = &str> {
        let heads = self.register(role).map(Register::heads).unwrap_or_default();
        heads.iter().filter_map(|head| head.value.as_deref())
    }

    /// Every role that was ever held.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.holders.keys().map(String::as_str)
    }

    /// Every change, as it was said, with `time` telling when the event of a record occurred.
    fn changes(&self, time: impl Fn(Uuid) -> Option<Time>) -> impl Iterator<Item = Change<'_>> {
        self.changes.iter().filter_map(move |(record, role, holder)| Some((&**role, holder.as_deref(), time(*record)?)))
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        self.register(event.role()).map(Register::ids).unwrap_or_default()
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        let holder = event.holder().map(str::to_owned);
        self.holders.entry(event.role().to_owned()).or_default().write(holder.clone(), record);
        self.changes.push((record.id, event.role().to_owned(), holder));
    }
}

fn tenures<'a>(changes: impl Iterator<Item = Change<'a>>) -> Vec<Tenure> {
    let mut tenures: Vec<Tenure> = Vec::new();
    let mut current: HashMap<&str, usize> = HashMap::new();
    for (role, holder, at) in changes {
        if let Some(&place) = current.get(role) {
            // Whoever wins a contested role has held it all the time.
            if holder == Some(&tenures[place].person) {
                continue;
            }
            tenures[place].to = Some(at);
            current.remove(role);
        }
        if let Some(person) = holder {
            current.insert(role, tenures.len());
            tenures.push(Tenure { role: role.to_owned(), person: person.to_owned(), from: at, to: None });
        }
    }
    tenures
}

/// Whether nobody gives up a role before taking it. What was wrong already, because people wrote without seeing each
/// other, is no reason against a change of something else.
fn check(before: &[Tenure], then: &[Tenure], zone: &Zone) -> Result<(), Refusal> {
    let backwards = |tenure: &&Tenure| tenure.to.is_some_and(|to| to < tenure.from) && !before.contains(tenure);
    match then.iter().find(backwards) {
        Some(Tenure { role, person, from, to: Some(to) }) => refuse(format!(
            "{} took the role of {role} at {}; giving it up at {} {} would be before that",
            text::one_line(person),
            zone.datetime(*from),
            zone.datetime(*to),
            zone.label(*to)
        )),
        _ => Ok(()),
    }
}

impl State {
    /// Who held which role from when to when, in the order in which it was said; a role still held at the end of the
    /// incident ends with it. None ends before it begins, also where people wrote without seeing each other.
    pub fn tenures(&self) -> Vec<Tenure> {
        let mut tenures = self.tenures_as_said();
        let over = (!self.lifecycle.status().is_open()).then(|| self.lifecycle.status_register().newest()).flatten();
        let resolved = self.milestones().get(Milestone::Resolved);
        let end = over.and_then(|head| resolved.or_else(|| self.timeline.occurred(head.id)));
        for tenure in &mut tenures {
            tenure.to = tenure.to.or(end).map(|to| to.max(tenure.from));
        }
        tenures
    }

    fn tenures_as_said(&self) -> Vec<Tenure> {
        tenures(self.roles.changes(|id| self.timeline.occurred(id)))
    }

    /// Whether the times of records may be as `time` tells without anybody giving up a role before taking it.
    pub(super) fn check_tenures(&self, time: impl Fn(Uuid) -> Option<Time>) -> Result<(), Refusal> {
        check(&self.tenures_as_said(), &tenures(self.roles.changes(time)), self.lifecycle.zone())
    }
}

pub(super) fn describe(event: &Event) -> Line {
    let text = match event {
        Event::Assigned { role, person } => format!("{person} is {role}"),
        Event::HandedOff { role, from, to } => format!("{role} handed off: {from} → {to}"),
        Event::Released { role, from } => format!("{from} is no longer {role}"),
    };
    Line { kind: EntryKind::Role, text: text.into() }
}

pub(super) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    let event = match command {
        Command::Assign { role, person } => {
            let role = find(state, role)?;
            let person = people::name(person)?;
            let contested = state.roles.register(&role).is_some_and(Register::contested);
            if state.roles.holder(&role) == Some(&person) && !contested {
                return refuse(format!("{} is {role} already", text::one_line(&person)));
            }
            match state.roles.claims(&role).filter(|holder| *holder != person).collect::<Vec<_>>() {
                others if others.is_empty() => Event::Assigned { role, person },
                others => Event::HandedOff { role, from: others.join(" / "), to: person },
            }
        }
        Command::Release { role } => {
            let role = find(state, role)?;
            let rivals = state.roles.rivals(&role);
            match state.roles.holder(&role).or(rivals.first().copied()) {
                Some(holder) => Event::Released { from: holder.to_owned(), role },
                None => return refuse(format!("nobody is {role}")),
            }
        }
    };
    let before = state.tenures_as_said();
    let change = (event.role(), event.holder(), moment.occurred());
    let then = tenures(state.roles.changes(|id| state.timeline.occurred(id)).chain([change]));
    check(&before, &then, state.lifecycle.zone())?;
    Ok(vec![event.into()])
}

/// What the close writes down when it is told who commanded: nothing new if that is known; else that it was so since
/// the declaration, or since somebody else stopped.
pub(super) fn commanded(state: &State, person: &str) -> Result<Option<Draft>, Refusal> {
    let person = people::name(person)?;
    match state.roles.commander() {
        Some(holder) if holder == person => Ok(None),
        Some(holder) => refuse(format!(
            "{} is {COMMANDER}; if {} took over, say when: `ic role commander … --at TIME`",
            text::one_line(holder),
            text::one_line(&person)
        )),
        None => {
            let free_since =
                state.tenures().into_iter().filter(|held| held.role == COMMANDER).filter_map(|held| held.to);
            let since = free_since.chain(state.milestones().get(Milestone::Declared)).max();
            let event = Event::Assigned { role: COMMANDER.into(), person };
            Ok(Some(Draft { event: event.into(), occurred: since }))
        }
    }
}

fn find(state: &State, word: &str) -> Result<String, Refusal> {
    let playbook = state.lifecycle.playbook();
    match playbook.role(word) {
        Some(role) => Ok(role.name.clone()),
        None => {
            let known: Vec<&str> = playbook.roles.iter().map(|role| role.name.as_str()).collect();
            refuse(format!(
                "there is no role \"{}\"; the playbook has {}",
                text::one_line(word.trim()),
                known.join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests;
