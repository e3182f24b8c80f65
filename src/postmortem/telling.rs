//! A report for other eyes: secrets masked, people as their roles.

use std::collections::HashMap;

use regex::{Captures, Regex};
use serde_json::Value;

use super::document::{Document, Line};
use crate::incident::text::capital;
use crate::incident::timeline::EntryKind;

/// What people without a role are called.
const RESPONDER: &str = "responder";
/// Texts that are written for the public, with the names that are meant to be in them.
const PUBLIC: [&str; 4] = ["signature", "contact", "apology", "external_message"];

impl Document {
    /// The same report with every text changed by `change`, wherever it stands: a field that is added later is not
    /// forgotten. Instants, ids and numbers are left alone.
    pub fn retold(&self, change: impl Fn(&str) -> Option<String>) -> Document {
        self.retold_but(&[], change)
    }

    fn retold_but(&self, left: &[&str], change: impl Fn(&str) -> Option<String>) -> Document {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else { return self.clone() };
        for (name, value) in &mut fields {
            if !left.contains(&name.as_str()) && !["format", "id", "zone", "newest"].contains(&name.as_str()) {
                each_text(value, &change);
            }
        }
        serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| self.clone())
    }

    /// The same report without names: people are called by the most important role that they held. Lines that only tell
    /// who took a role are left out. With `public`, texts that are written for the public keep their names.
    pub fn anonymous(&self, public: bool) -> Document {
        let callings = self.callings();
        let Some(names) = any_of(callings.keys()) else { return self.clone() };
        let replace = |text: &str| {
            let called = |found: &Captures<'_>| {
                let name = found.get(0).map_or("", |name| name.as_str()).trim_start_matches('@');
                callings.get(&name.to_lowercase()).cloned().unwrap_or_else(|| RESPONDER.into())
            };
            names.is_match(text).then(|| names.replace_all(text, called).into_owned())
        };
        let told: Vec<Line> = self.timeline.iter().filter(|line| line.kind != EntryKind::Role).cloned().collect();
        let shown = Document { timeline: told, ..self.clone() };
        shown.retold_but(if public { &PUBLIC } else { &[] }, replace)
    }

    /// What everybody is called, by name in lower case.
    fn callings(&self) -> HashMap<String, String> {
        let mut taken: HashMap<String, u32> = HashMap::new();
        let mut callings = HashMap::new();
        let mut call = |name: &str, role: &str| {
            if name.trim().is_empty() || callings.contains_key(&name.to_lowercase()) {
                return;
            }
            let nth = taken.entry(role.to_owned()).and_modify(|nth| *nth += 1).or_insert(1);
            let calling = if *nth == 1 { role.to_owned() } else { format!("{role} {nth}") };
            callings.insert(name.to_lowercase(), calling);
        };
        for held in &self.roles {
            call(&held.person, &held.role);
        }
        let wrote = self.people.iter().map(String::as_str);
        let did = self.timeline.iter().map(|line| &*line.actor);
        let owners = self.followups.iter().filter_map(|one| one.owner.as_deref());
        let tasks = self.tasks.left.iter().chain(&self.tasks.done).filter_map(|task| task.owner.as_deref());
        let report = self.authors.iter().chain(&self.reviewers).chain(&self.owner).map(String::as_str);
        let roles: Vec<&str> = self.roles.iter().map(|held| held.role.as_str()).collect();
        for name in wrote.chain(did).chain(owners).chain(tasks).chain(report).filter(|name| !roles.contains(name)) {
            call(name, RESPONDER);
        }
        callings
    }
}

fn each_text(value: &mut Value, change: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            // An instant is no text, and changing one would make the document unreadable.
            if text.parse::<crate::incident::Time>().is_err()
                && let Some(changed) = change(text)
            {
                *text = changed;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each_text(value, change)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each_text(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Finds any of these names as a whole word, as written or with a capital, or behind an @ in any case. The longest fits
/// first, so "ana maria" is not taken for "ana".
fn any_of<'a>(names: impl Iterator<Item = &'a String>) -> Option<Regex> {
    let mut names: Vec<&String> = names.collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let plain = names.iter().flat_map(|name| [regex::escape(name), regex::escape(&capital(name))]);
    let plain = plain.collect::<Vec<String>>().join("|");
    let mentioned = names.iter().map(|name| regex::escape(name)).collect::<Vec<String>>().join("|");
    Regex::new(&format!(r"@(?i:{mentioned})\b|\b(?:{plain})\b")).ok().filter(|_| !names.is_empty())
}
