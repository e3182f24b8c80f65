//! What cannot work in a scenario, and what somebody should look at, before anybody plays it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Scenario;
use crate::incident::playbook::Playbook;
use crate::incident::spelling::nearest;
use known::Known;
use places::{At, Places};

mod awaited;
mod coming;
mod course;
mod frame;
mod known;
mod names;
mod places;
mod reality;
mod references;
mod spoilers;
#[cfg(test)]
mod tests;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It cannot work as it is written.
    Error,
    /// It works, but perhaps not as it was meant.
    Warning,
}

impl Weight {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Error => "error",
            Weight::Warning => "warning",
        }
    }
}

/// Something in a scenario that should be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// How much it weighs.
    pub weight: Weight,
    /// The line of the file, from 1, where that is known.
    pub line: Option<usize>,
    /// What it is and what to do about it, in one sentence; holds raw text of the file.
    pub what: String,
}

/// After so many findings no nearest word is looked for any more: that would take long, and help nobody.
const ADVISED: usize = 20;
/// The longest name, in bytes, as for the ids of incidents.
const LONGEST_NAME: usize = 96;

impl Scenario {
    /// Everything in it that cannot work or should be looked at, in the order of the lines. `text` is what it was read
    /// from; only the lines are taken from it.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let known = Known::of(self);
        let mut report = Report { places: Places::of(text), playbook: Playbook::standard(), findings: Vec::new() };
        names::check(self, &mut report);
        frame::check(self, &mut report);
        references::check(&known, &mut report);
        let earliest = course::earliest(&known);
        coming::check(&known, &earliest, &mut report);
        awaited::check(&known, &earliest, &mut report);
        reality::check(self, &mut report);
        spoilers::check(self, &earliest, &mut report);
        report.findings.sort_by_key(|finding| finding.line);
        report.findings
    }
}

/// The findings so far, and what it takes to word another.
struct Report<'a> {
    places: Places<'a>,
    playbook: Playbook,
    findings: Vec<Finding>,
}

impl Report<'_> {
    fn error(&mut self, at: At, what: impl Into<String>) {
        self.add(Weight::Error, at, what.into());
    }

    fn warning(&mut self, at: At, what: impl Into<String>) {
        self.add(Weight::Warning, at, what.into());
    }

    fn add(&mut self, weight: Weight, at: At, what: String) {
        self.findings.push(Finding { weight, line: self.places.line(at), what });
    }

    /// How a sentence about an unknown word ends: with the nearest word that is known, else with `otherwise`.
    fn advice<'w>(&self, word: &str, known: impl Iterator<Item = &'w str>, otherwise: &str) -> String {
        if self.findings.len() >= ADVISED || word.len() > LONGEST_NAME {
            return otherwise.to_owned();
        }
        match nearest(word, known.filter(|known| known.len() <= LONGEST_NAME)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => otherwise.to_owned(),
        }
    }

    /// Warns of a role that the standard playbook does not know.
    fn role(&mut self, at: At, role: &str) {
        if self.playbook.role(role).is_some() {
            return;
        }
        let roles = &self.playbook.roles;
        let words = roles.iter().flat_map(|role| std::iter::once(&role.name).chain(&role.aliases)).map(String::as_str);
        let advice = self.advice(role, words, "it has to be in the playbook of those who play");
        self.warning(at, format!("the standard playbook has no role `{role}`; {advice}"));
    }
}
