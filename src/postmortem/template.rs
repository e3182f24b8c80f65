//! Templates: Markdown with minijinja in it. What a template prints is made safe before it gets into the text, so that
//! neither an entry nor a template's author can turn a person's words into markup by oversight.
//!
//! Language: <https://docs.rs/minijinja/latest/minijinja/syntax/>. In a template stand the fields of the [`Document`],
//! `said` (sentences that follow from them), the filters `prose` (paragraphs rather than one line), `opening` (the first
//! paragraph, not too long), `full`, `clock`, `day`, `date` (instants in the incident's zone), `elapsed` (an instant
//! counted from STARTEX), `span` (seconds as a length), `number`, and the functions `timeline_table`, `deeds_table`, `chart`, `contents`, `section` (a heading
//! with its text), `extra` and `other_extras` (sections of one's own). `{% include "part/title" %}` and the like bring what several templates share.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{Error, ErrorKind, Value, context};
use serde::Serialize;
use thiserror::Error as ThisError;

use super::document::{Document, Followup};
use super::mark;
use super::words::Words;

mod contents;
mod environment;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../assets/templates/", $name, ".md")))),*]
    };
}

/// The templates that come with `ic`, the usual one first.
const BUILT_IN: [(&str, &str); 9] = files![
    "standard",
    "google-sre",
    "pagerduty",
    "atlassian",
    "aws-coe",
    "azure-pir",
    "customer",
    "brief",
    "after-action"
];

/// The one for exercises.
pub const AFTER_ACTION: &str = "after-action";

/// What several of them share, for `include`.
const PARTS: [(&str, &str); 12] = files![
    "part/title",
    "part/facts",
    "part/impact",
    "part/causes",
    "part/whys",
    "part/measures",
    "part/lessons",
    "part/followups",
    "part/messages",
    "part/outcomes",
    "part/related",
    "part/end",
];

/// The template that is meant where none is named.
pub const STANDARD: &str = "standard";

/// A template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// What people call it.
    pub name: String,
    /// What it is for, from its first comment.
    pub about: String,
    /// Whether it is for people outside: then roles stand in for people, and struck lines are left out. The first
    /// comment of such a template begins with `public`.
    pub public: bool,
    source: Cow<'static, str>,
}

/// Why a template could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[error("template {name}, line {line}: {why}")]
pub struct TemplateError {
    /// Which.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl Template {
    /// The one that comes with `ic` under this name.
    pub fn built_in(name: &str) -> Option<Template> {
        BUILT_IN.iter().find(|(of, _)| *of == name).map(|(name, source)| Template::of(name, Cow::Borrowed(source)))
    }

    /// The usual one.
    pub fn standard() -> Template {
        let (name, source) = BUILT_IN[0];
        Template::of(name, Cow::Borrowed(source))
    }

    /// All that come with `ic`, the usual one first.
    pub fn all_built_in() -> impl Iterator<Item = Template> {
        BUILT_IN.iter().map(|(name, source)| Template::of(name, Cow::Borrowed(source)))
    }

    /// One that somebody wrote.
    pub fn written(name: &str, source: String) -> Template {
        Template::of(name, Cow::Owned(source))
    }

    fn of(name: &str, source: Cow<'static, str>) -> Template {
        let comment = source.trim_start().strip_prefix("{#").and_then(|rest| rest.split_once("#}"));
        let comment = comment.map_or("", |(comment, _)| comment.trim_matches(|c: char| c == '-' || c.is_whitespace()));
        let public = comment.to_lowercase().starts_with("public");
        let about = comment.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        Template { name: name.to_owned(), about, public, source }
    }

    /// The template as it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The report in CommonMark with GFM tables and without raw HTML. That of an exercise says so whatever the template
    /// is: at its beginning, at its end, and on every line of the timeline.
    ///
    /// # Errors
    /// The template has a mistake, or takes too many steps.
    pub fn render(&self, document: Arc<Document>) -> Result<String, TemplateError> {
        let rehearsed = document.exercise.is_some();
        let document = if rehearsed { Arc::new(document.marked()) } else { document };
        let dates = document.dates();
        let environment = environment::environment(&document, &dates).map_err(|error| self.mistake(&error))?;
        let said = Words::of(&document, &dates);
        let facts = facts(&document);
        let text = environment
            .template_from_named_str(&self.name, &self.source)
            .and_then(|template| template.render(context! { said => Serde(said), ..facts }))
            .map_err(|error| self.mistake(&error))?;
        let report = contents::fill_in(tidy(&text));
        Ok(if rehearsed { mark::framed(&report) } else { report })
    }

    fn mistake(&self, error: &Error) -> TemplateError {
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        let why = match error.kind() {
            ErrorKind::OutOfFuel => "it takes too many steps; is there a loop within a loop over the timeline?".into(),
            _ => detail,
        };
        TemplateError { name: self.name.clone(), line: error.line().unwrap_or(1), why }
    }
}

/// The fields of the document. The timeline is handed over line by line, when a template asks for it: most never do.
fn facts(document: &Arc<Document>) -> Value {
    let without_story = Document { timeline: Vec::new(), ..Document::clone(document) };
    let story = document.clone();
    let timeline = Value::make_object_iterable(story, |story| {
        Box::new(story.timeline.iter().map(|line| Value::from(Serde(line))))
    });
    context! { timeline, groups => Serde(groups(&document.followups)), ..Value::from(Serde(&without_story)) }
}

/// Follow-ups under one heading.
#[derive(Serialize)]
struct Group<'a> {
    name: Option<&'a str>,
    followups: Vec<&'a Followup>,
}

/// The follow-ups by their headings, each heading where it first comes up; those without one first.
fn groups(followups: &[Followup]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in followups {
        let name = one.group.as_deref();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.followups.push(one),
            None => groups.push(Group { name, followups: vec![one] }),
        }
    }
    groups.sort_by_key(|group| group.name.is_some());
    groups
}

/// Never more than one empty line, none at the ends, one newline at the very end.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 && !(tidy.is_empty() && line.is_empty()) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end_matches('\n').len());
    tidy.push('\n');
    tidy
}
