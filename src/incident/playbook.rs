//! What an organisation has agreed beforehand: severities, roles, checklist, cadence of updates, nudges.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::span::Span;

/// A playbook as its TOML file and the first record of an incident hold it. The incident keeps its own copy, so it
/// reads the same on a machine that has another playbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// What it is called; the file's name in the playbook folder.
    pub name: String,
    /// Severities, worst first.
    pub severities: Vec<SeverityDefinition>,
    /// Roles that can be held.
    pub roles: Vec<RoleDefinition>,
    /// What is to be done, in this order.
    #[serde(default)]
    pub checklist: Vec<TaskDefinition>,
    /// How often people are told.
    #[serde(default)]
    pub updates: Cadence,
    /// After how long `ic` reminds of what is missing.
    #[serde(default)]
    pub nudges: Nudges,
}

/// One severity and what it means here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeverityDefinition {
    /// 1 (worst) to 5.
    pub level: u8,
    /// When to choose it, in one sentence.
    pub definition: String,
    /// Whether customers are told of an incident of this severity.
    #[serde(default = "yes")]
    pub tell_customers: bool,
}

/// One role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDefinition {
    /// Its name, which is also how the record knows it.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is for, in one line.
    #[serde(default)]
    pub duty: String,
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskDefinition {
    /// What to do.
    pub text: String,
    /// The mildest severity that still wants it; 5 is every severity.
    #[serde(default = "every_severity")]
    pub up_to: u8,
    /// The role that does it.
    #[serde(default)]
    pub role: Option<String>,
}

/// How often people are told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cadence {
    /// The first word to customers comes within this time after the declaration.
    pub customers_first: Span,
    /// And then at least this often.
    pub customers_every: Span,
    /// Colleagues hear at least this often.
    pub internal_every: Span,
}

impl Default for Cadence {
    fn default() -> Self {
        Cadence {
            customers_first: Span::minutes(5),
            customers_every: Span::minutes(20),
            internal_every: Span::minutes(30),
        }
    }
}

/// After how long `ic` reminds of what is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Nudges {
    /// Nobody commands.
    pub no_commander: Span,
    /// No severity is set.
    pub no_severity: Span,
    /// Nothing was logged while investigating.
    pub silence: Span,
    /// How long a snoozed reminder keeps quiet.
    pub snooze: Span,
}

impl Default for Nudges {
    fn default() -> Self {
        Nudges {
            no_commander: Span::minutes(2),
            no_severity: Span::minutes(5),
            silence: Span::minutes(10),
            snooze: Span::minutes(5),
        }
    }
}

fn yes() -> bool {
    true
}

fn every_severity() -> u8 {
    5
}

/// The role that every incident needs.
pub const COMMANDER: &str = "incident commander";

impl Playbook {
    /// The playbook that comes with the program.
    pub fn standard() -> Playbook {
        match toml::from_str(include_str!("../../assets/playbooks/default.toml")) {
            Ok(playbook) => playbook,
            Err(error) => unreachable!("the built-in playbook is checked by a test: {error}"),
        }
    }

    /// The definition of a severity.
    pub fn severity(&self, level: u8) -> Option<&SeverityDefinition> {
        self.severities.iter().find(|severity| severity.level == level)
    }

    /// Finds a role by its name, one of its other words, or an unambiguous beginning, whatever the case.
    pub fn role(&self, word: &str) -> Option<&RoleDefinition> {
        let word = word.trim().to_lowercase().replace(['-', '_'], " ");
        let called = |role: &&RoleDefinition| {
            role.name.to_lowercase() == word || role.aliases.iter().any(|alias| alias.to_lowercase() == word)
        };
        if let Some(role) = self.roles.iter().find(called) {
            return Some(role);
        }
        let mut begins =
            self.roles.iter().filter(|role| !word.is_empty() && role.name.to_lowercase().starts_with(&word));
        begins.next().filter(|_| begins.next().is_none())
    }

    /// The items of the checklist that an incident of this severity wants, in their order.
    pub fn tasks(&self, level: u8) -> impl Iterator<Item = &TaskDefinition> {
        self.checklist.iter().filter(move |task| level <= task.up_to)
    }

    /// What is wrong with it, as one sentence; a playbook from a file is checked before it is used.
    ///
    /// # Errors
    /// No or doubled severities, a level outside 1–5, no incident commander, an empty text.
    pub fn check(&self) -> Result<(), String> {
        if self.severities.is_empty() {
            return Err("it defines no severity; at least one `[[severities]]` is needed".into());
        }
        for (i, severity) in self.severities.iter().enumerate() {
            if !(1..=5).contains(&severity.level) {
                return Err(format!("severity level {} is outside 1 to 5", severity.level));
            }
            if self.severities[..i].iter().any(|other| other.level == severity.level) {
                return Err(format!("severity level {} is defined twice", severity.level));
            }
        }
        // By its name: as another role's alias it would never be found to be held.
        if !self.roles.iter().any(|role| role.name == COMMANDER) {
            return Err(format!("it has no role named \"{COMMANDER}\"; every incident needs one"));
        }
        for task in &self.checklist {
            if task.text.trim().is_empty() {
                return Err("a checklist item has no text".into());
            }
            if let Some(role) = task.role.as_deref().filter(|role| self.role(role).is_none()) {
                return Err(format!("the checklist item \"{}\" names the unknown role \"{role}\"", task.text));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_playbook_is_sound_and_follows_common_practice() {
        let playbook = Playbook::standard();
        assert_eq!(playbook.check(), Ok(()));
        assert_eq!(playbook.severities.iter().map(|s| s.level).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(playbook.updates.customers_first, Span::minutes(5));
        assert_eq!(playbook.updates.customers_every, Span::minutes(20));
        assert_eq!(playbook.updates.internal_every, Span::minutes(30));
        assert!(playbook.tasks(1).count() > playbook.tasks(5).count());
    }

    #[test]
    fn a_role_is_found_by_name_alias_or_unambiguous_beginning() {
        let playbook = Playbook::standard();
        for word in ["commander", "IC", "Incident-Commander", "incident commander", "inci"] {
            assert_eq!(playbook.role(word).map(|role| role.name.as_str()), Some(COMMANDER), "{word}");
        }
        assert_eq!(playbook.role("comms").map(|role| role.name.as_str()), Some("communications lead"));
        assert!(playbook.role("janitor").is_none());
        assert!(playbook.role("").is_none());
    }

    #[test]
    fn an_unusable_playbook_says_why() {
        let mut playbook = Playbook::standard();
        playbook.severities.push(playbook.severities[0].clone());
        assert!(playbook.check().unwrap_err().contains("defined twice"));
        playbook.severities.clear();
        assert!(playbook.check().unwrap_err().contains("no severity"));
        let mut playbook = Playbook::standard();
        playbook.roles[0] =
            RoleDefinition { name: "lead".into(), aliases: vec![COMMANDER.into()], duty: String::new() };
        assert!(playbook.check().unwrap_err().contains("no role named \"incident commander\""));
    }
}
