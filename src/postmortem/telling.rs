//! A report for other eyes: secrets masked, people as their roles. Nothing half-done leaves here: what cannot be told
//! safely is an error.

use serde_json::Value;

use super::document::{Document, Line};
use super::names::Names;
use crate::incident::Time;
use crate::incident::text::slug;
use crate::incident::timeline::EntryKind;

/// Texts that are written for the public, with the names that are meant to be in them.
const PUBLIC: [&str; 4] = ["signature", "contact", "apology", "external_message"];
/// Fields that hold words of ours, never of people.
const OURS: [&str; 22] = [
    "format",
    "id",
    "zone",
    "newest",
    "standing",
    "status",
    "severities",
    "milestone",
    "first",
    "kind",
    "purpose",
    "state",
    "audience",
    "level",
    "phase",
    "not_comparable",
    "difficulty",
    "method",
    "inject",
    "objective",
    "rating",
    "self_rating",
];
/// Fields that hold a person's name and nothing else.
const PEOPLE: [&str; 8] = ["person", "owner", "actor", "by", "struck_by", "people", "authors", "reviewers"];
/// How a line begins that tells the declaration.
const DECLARED: &str = "declared: ";

/// An id begins with a day, `2026-11-21`.
const DAY: usize = 10;
/// That of an exercise with `EX-` and a day.
const EXERCISE_DAY: usize = 13;

/// What is done to a text: `None` leaves it as it is.
type Change<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Document {
    /// The same report with every text changed by `change`, wherever it stands: a field that is added later is not
    /// forgotten. Instants, numbers and words of ours are left alone; the id is made anew where it was made of a text that
    /// changes. `None` if that leads to no report.
    pub fn retold(&self, change: Change<'_>) -> Option<Document> {
        self.with(&[], change, change)
    }

    /// The same report without names: people are called by the most important role that they held. Lines that only tell
    /// who took a role are left out. With `public`, texts that are written for the public keep their names. `None` if
    /// that leads to no report.
    pub fn anonymous(&self, public: bool) -> Option<Document> {
        let names = Names::of(self);
        let told: Vec<Line> = self.timeline.iter().filter(|line| line.kind != EntryKind::Role).cloned().collect();
        let mut shown = Document { timeline: told, ..self.clone() };
        if let Some(after) = shown.exercise.as_mut().and_then(|exercise| exercise.after_action.as_mut()) {
            after.story.retain(|step| step.kind != EntryKind::Role);
        }
        let kept: &[&str] = if public { &PUBLIC } else { &[] };
        shown.with(kept, &|text| names.replaced(text), &|name| Some(names.calling(name)))
    }

    fn with(&self, kept: &[&str], text: Change<'_>, person: Change<'_>) -> Option<Document> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else { return None };
        for (name, value) in &mut fields {
            if !kept.contains(&name.as_str()) {
                change(name, value, text, person);
            }
        }
        let mut told: Document = serde_json::from_value(Value::Object(fields)).ok()?;
        let declared = self.timeline.iter().filter(|line| line.text.starts_with(DECLARED));
        let titles = declared.map(|line| &line.text[DECLARED.len()..]).chain([self.title.as_str()]);
        let titles = titles.chain(self.exercise.iter().map(|exercise| exercise.title.as_str()));
        if titles.into_iter().any(|title| text(title).is_some()) {
            let (dated, title) = match &told.exercise {
                Some(exercise) => (EXERCISE_DAY, &exercise.title),
                None => (DAY, &told.title),
            };
            let day = self.id.get(..dated).unwrap_or_default();
            told.id = format!("{day}-{}", slug(title));
        }
        if let Some(exercise) = &mut told.exercise {
            exercise.id.clone_from(&told.id);
        }
        Some(told)
    }
}

/// Changes all texts in a field, and in the fields within it.
fn change(name: &str, value: &mut Value, text: Change<'_>, person: Change<'_>) {
    match value {
        _ if OURS.contains(&name) => {}
        // An instant is no text, and changing one would make the document unreadable.
        Value::String(said) if said.parse::<Time>().is_err() => {
            let changed = if PEOPLE.contains(&name) { person(said) } else { text(said) };
            if let Some(changed) = changed {
                *said = changed;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| change(name, value, text, person)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| change(name, value, text, person)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
