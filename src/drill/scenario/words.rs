//! The short words of a scenario file: actions, conditions, times of day. Each is a string that has to mean something.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::incident::spelling::nearest;
use crate::incident::updates::Audience;

#[cfg(test)]
mod tests;

/// What can be awaited of the players.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Action {
    /// Declare the incident.
    Declare,
    /// Set a severity.
    Severity,
    /// Say that the inject has been seen.
    Acknowledge,
    /// Give this role to somebody.
    Assign(String),
    /// Hand this role over from one person to another.
    Handoff(String),
    /// Tell these people.
    Update(Audience),
    /// Write a decision down.
    Decision,
    /// Choose one of the inject's options.
    Choose,
    /// Do this item of the checklist.
    Check(String),
    /// Add a task.
    Task,
    /// Call more people in: a worse severity, or a line that says so.
    Escalate,
    /// Resolve the incident.
    Resolve,
    /// What only the controller can judge.
    Manual,
}

const ACTIONS: [&str; 14] = [
    "declare",
    "severity",
    "ack",
    "assign:ROLE",
    "handoff:ROLE",
    "update:internal",
    "update:customer",
    "decision",
    "choose",
    "check:ID",
    "task",
    "escalate",
    "resolve",
    "manual",
];

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Action, String> {
        let named = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        let action = match text.split_once(':') {
            None => match text {
                "declare" => Some(Action::Declare),
                "severity" => Some(Action::Severity),
                "ack" => Some(Action::Acknowledge),
                "decision" => Some(Action::Decision),
                "choose" => Some(Action::Choose),
                "task" => Some(Action::Task),
                "escalate" => Some(Action::Escalate),
                "resolve" => Some(Action::Resolve),
                "manual" => Some(Action::Manual),
                _ => None,
            },
            Some(("assign", role)) => named(role).map(Action::Assign),
            Some(("handoff", role)) => named(role).map(Action::Handoff),
            Some(("check", id)) => named(id).map(Action::Check),
            Some(("update", "internal")) => Some(Action::Update(Audience::Internal)),
            Some(("update", "customer" | "customers")) => Some(Action::Update(Audience::Customers)),
            Some(_) => None,
        };
        action.ok_or_else(|| match nearest(text, ACTIONS.into_iter()) {
            Some(near) => format!("`{text}` is no action; did you mean `{near}`?"),
            None => format!("`{text}` is no action; known are {}", ACTIONS.join(", ")),
        })
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Declare => f.write_str("declare"),
            Action::Severity => f.write_str("severity"),
            Action::Acknowledge => f.write_str("ack"),
            Action::Assign(role) => write!(f, "assign:{role}"),
            Action::Handoff(role) => write!(f, "handoff:{role}"),
            Action::Update(Audience::Internal) => f.write_str("update:internal"),
            Action::Update(Audience::Customers) => f.write_str("update:customer"),
            Action::Decision => f.write_str("decision"),
            Action::Choose => f.write_str("choose"),
            Action::Check(id) => write!(f, "check:{id}"),
            Action::Task => f.write_str("task"),
            Action::Escalate => f.write_str("escalate"),
            Action::Resolve => f.write_str("resolve"),
            Action::Manual => f.write_str("manual"),
        }
    }
}

impl Action {
    /// What is awaited, as a report says it.
    pub fn sentence(&self) -> String {
        match self {
            Action::Declare => "declare the incident".into(),
            Action::Severity => "set the severity".into(),
            Action::Acknowledge => "acknowledge it".into(),
            Action::Assign(role) => format!("fill the role of {role}"),
            Action::Handoff(role) => format!("hand the role of {role} over"),
            Action::Update(Audience::Internal) => "tell colleagues".into(),
            Action::Update(Audience::Customers) => "tell customers".into(),
            Action::Decision => "write the decision down".into(),
            Action::Choose => "choose".into(),
            Action::Check(id) => format!("do the check {id}"),
            Action::Task => "add a task".into(),
            Action::Escalate => "escalate".into(),
            Action::Resolve => "resolve the incident".into(),
            Action::Manual => "as the controller judges".into(),
        }
    }
}

/// Something that has happened, or has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    /// Everything that this inject awaits was done in time.
    Met(String),
    /// Something that this inject awaits was not done in time.
    Missed(String),
    /// This option of this inject was chosen.
    Chose(String, String),
    /// This item of the checklist was done.
    Checked(String),
}

const CONDITIONS: &str = "`met INJECT`, `missed INJECT`, `chose INJECT.OPTION` or `checked ID`";

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Condition, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let condition = match words[..] {
            ["met", inject] => Some(Condition::Met(inject.to_owned())),
            ["missed", inject] => Some(Condition::Missed(inject.to_owned())),
            ["checked", id] => Some(Condition::Checked(id.to_owned())),
            ["chose", choice] => (choice.split_once('.'))
                .filter(|(inject, option)| !inject.is_empty() && !option.is_empty())
                .map(|(inject, option)| Condition::Chose(inject.to_owned(), option.to_owned())),
            _ => None,
        };
        condition.ok_or_else(|| format!("`{text}` is no condition; write {CONDITIONS}"))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Met(inject) => write!(f, "met {inject}"),
            Condition::Missed(inject) => write!(f, "missed {inject}"),
            Condition::Chose(inject, option) => write!(f, "chose {inject}.{option}"),
            Condition::Checked(id) => write!(f, "checked {id}"),
        }
    }
}

impl Condition {
    /// The inject that it speaks of, if it speaks of one.
    pub fn inject(&self) -> Option<&str> {
        match self {
            Condition::Met(inject) | Condition::Missed(inject) | Condition::Chose(inject, _) => Some(inject),
            Condition::Checked(_) => None,
        }
    }
}

/// A time of day to the minute, `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl FromStr for TimeOfDay {
    type Err = String;

    fn from_str(text: &str) -> Result<TimeOfDay, String> {
        let digits =
            |text: &str| (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok());
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((digits(hour)??, digits(minute)??)));
        match parts {
            Some((hour, minute)) if hour < 24 && minute < 60 => Ok(TimeOfDay { hour, minute }),
            _ => Err(format!("`{text}` is no time of day; write HH:MM, such as 03:12")),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

macro_rules! written_as_text {
    ($($word:ident: $schema:tt),*) => {$(
        impl TryFrom<String> for $word {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$word> for String {
            fn from(word: $word) -> String {
                word.to_string()
            }
        }

        impl JsonSchema for $word {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($word).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

written_as_text!(
    Action: {
        "type": "string",
        "description": "What can be awaited of the players.",
        "pattern": "^(declare|severity|ack|assign:.+|handoff:.+|update:internal|update:customers?|decision|choose|check:.+|task|escalate|resolve|manual)$"
    },
    Condition: {
        "type": "string",
        "description": "Something that has happened, or has not.",
        "pattern": "^\\s*((met|missed|checked)\\s+\\S+|chose\\s+[^.\\s]+\\.\\S+)\\s*$"
    },
    TimeOfDay: {
        "type": "string",
        "description": "A time of day to the minute.",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"
    }
);
