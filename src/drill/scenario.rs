//! The scenario file: what happens in an exercise, when, and what is awaited of the players. TOML, written by hand.
//!
//! Words after HSEEP and its Master Scenario Events List (FEMA, 2020).

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::playbook::{COMMANDER, Playbook};
use crate::incident::span::Span;
use crate::incident::updates::Audience;

mod check;
mod read;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub use check::{Finding, Weight};
pub use words::{Action, Condition, TimeOfDay};

/// A scenario. Times in it are exercise time, counted from STARTEX.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// `ic-drill/1`.
    pub schema: Schema,
    /// What the exercise is about.
    pub exercise: Exercise,
    /// What the players are told, and when.
    #[serde(rename = "inject", default)]
    pub injects: Vec<Inject>,
}

/// Name and version of the shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Schema {
    /// The first.
    #[default]
    #[serde(rename = "ic-drill/1")]
    One,
}

/// What the exercise is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// A name for files and for comparing runs: lower-case letters, digits and hyphens.
    pub id: String,
    /// What it is called; players see it before they begin, so it gives nothing away.
    pub title: String,
    /// Whether it may be played.
    #[serde(default)]
    pub status: Status,
    /// Counts up with every change that makes runs hard to compare.
    #[serde(default = "first")]
    pub version: u32,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// How hard it is.
    #[serde(default)]
    pub difficulty: Difficulty,
    /// From STARTEX to ENDEX.
    pub duration: Span,
    /// What the players' clocks show at STARTEX, `HH:MM`; without it, what they show in the world.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario_start: Option<TimeOfDay>,
    /// For how many people it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub players: Option<Players>,
    /// Whether one person can play it alone.
    #[serde(default)]
    pub solo: bool,
    /// Where it is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// What the players know at STARTEX.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub situation: String,
    /// What is really wrong: for controllers, and for the report.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ground_truth: String,
    /// Roles that are to be filled, by any word that the playbook knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Within what time things are to be done.
    #[serde(default)]
    pub targets: Targets,
    /// What is rehearsed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// What the declaration puts on the checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<Check>,
    /// Questions to talk about afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hotwash: Vec<String>,
}

fn first() -> u32 {
    1
}

/// Whether a scenario may be played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Somebody still has to read it.
    #[default]
    Draft,
    /// Somebody has read it and found it fit.
    Ready,
}

/// How hard a scenario is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// A first drill.
    Easy,
    /// For a team that has done it before.
    #[default]
    Medium,
    /// Several things go wrong at once.
    Hard,
}

/// For how many people a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Players {
    /// At least.
    pub min: u8,
    /// At most.
    pub max: u8,
}

/// Where a scenario is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind of thing it was made from.
    pub kind: SourceKind,
    /// Which one: an id, a file, an address.
    #[serde(rename = "ref")]
    pub reference: String,
}

/// What a scenario was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A report of an outage.
    Postmortem,
    /// An incident that was recorded with this program.
    Incident,
    /// Nothing that happened.
    Invented,
}

/// Within what time things are to be done; what is missing is not rated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// From STARTEX to the declaration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declare: Option<Span>,
    /// From the declaration until somebody commands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commander: Option<Span>,
    /// From the declaration until all roles are filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Span>,
    /// From the declaration to the first word to customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update_first: Option<Span>,
    /// Between two words to customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update_every: Option<Span>,
    /// From being asked to hand a role over until it has changed hands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Span>,
}

/// One thing that is rehearsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// A name for it in this file.
    pub id: String,
    /// What it is.
    pub text: String,
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// A name for it in this file.
    pub id: String,
    /// What to do.
    pub text: String,
    /// The role that does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whether leaving it out without a reason counts against the players.
    #[serde(default)]
    pub required: bool,
}

/// Something that the players are told. It comes `at` a time, or `when` something has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// A name for it in this file, and what people call it in the room.
    pub id: String,
    /// How long after STARTEX it comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Span>,
    /// All of this has happened: then it comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// One of these has happened: then it comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when_any: Vec<Condition>,
    /// How long after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Span>,
    /// What it is, in a few words, for controllers.
    pub synopsis: String,
    /// What part it plays.
    #[serde(rename = "type", default)]
    pub kind: InjectKind,
    /// How it reaches the players.
    pub method: Method,
    /// Who or what it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the players read.
    pub text: String,
    /// What the players can choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// What helps players who are stuck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// What is awaited of the players.
    #[serde(rename = "expect", default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<Expectation>,
}

/// What part an inject plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InjectKind {
    /// It wants an answer.
    #[default]
    Inject,
    /// It tells something and wants no answer.
    Information,
    /// For the controller alone.
    Facilitation,
    /// It comes because something was not done; it is scored through the inject that wanted that.
    Contingency,
}

/// How an inject reaches the players.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Method {
    Alert,
    Customer,
    Chat,
    Phone,
    Email,
    Dashboard,
    Exec,
    Press,
    Social,
    Ticket,
}

/// One way to answer an inject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// A name for it in this file.
    pub id: String,
    /// What the players read.
    pub label: String,
    /// Whether a decision has to be written down before it is chosen.
    #[serde(default)]
    pub risky: bool,
    /// Items of the checklist that have to be done before it is chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// What helps players who are stuck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// How long after the inject it may be given.
    pub after: Span,
    /// What it says.
    pub text: String,
}

/// One thing that is awaited of the players once an inject has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What.
    pub action: Action,
    /// Within what time; where it is missing, the target for such an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Span>,
    /// Which objective it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// Whether it has to be done anew; else it counts, too, if it holds already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fresh: bool,
    /// What the controller is to look for, where only a person can judge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manual: Option<String>,
}

impl Scenario {
    /// The inject of this name.
    pub fn inject(&self, id: &str) -> Option<&Inject> {
        self.injects.iter().find(|inject| inject.id == id)
    }

    /// The item of the checklist of this name.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.exercise.checklist.iter().find(|check| check.id == id)
    }
}

impl Expectation {
    /// Within what time it is to be met: as written, else the target for such an action; `None` if nothing says so.
    pub fn within(&self, targets: &Targets) -> Option<Span> {
        self.within.or_else(|| match &self.action {
            Action::Declare => targets.declare,
            Action::Assign(role) if is_commander(role) => targets.commander,
            Action::Assign(_) => targets.roles,
            Action::Handoff(_) => targets.handoff,
            Action::Update(Audience::Customers) => targets.update_first,
            _ => None,
        })
    }
}

fn is_commander(role: &str) -> bool {
    static STANDARD: LazyLock<Playbook> = LazyLock::new(Playbook::standard);
    STANDARD.role(role).is_some_and(|role| role.name == COMMANDER)
}

/// The JSON Schema of [`Scenario`], pretty-printed, with a newline at its end.
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Scenario)).unwrap_or_default();
    text.push('\n');
    text
}
