//! A report in a template, in a form, for certain eyes.

use std::borrow::Cow;
use std::sync::Arc;

use thiserror::Error;

use super::chart::{self, Chart};
use super::document::{Document, Standing};
use super::mark::{MARK, marked};
use super::render::{html, slack, text};
use super::template::{Template, TemplateError};
use crate::incident::text::json_visible;
use crate::secret;

/// How wide plain text is, in columns.
const TEXT_WIDTH: usize = 80;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// CommonMark with GFM tables.
    #[default]
    Markdown,
    /// One page, without scripts and without anything that is fetched.
    Html,
    /// Plain text.
    Text,
    /// What Slack understands when it is pasted.
    Slack,
    /// The facts, without a template.
    Json,
}

impl Form {
    /// The ending of such a file, without its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Html => "html",
            Form::Text => "txt",
            Form::Slack => "slack.txt",
            Form::Json => "json",
        }
    }
}

/// Why a report could not be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditionError {
    /// The template has a mistake.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Names or secrets could not be taken out of the facts.
    #[error("the report could not be made {0}, so nothing was written")]
    Unsafe(&'static str),
}

/// What a report is to look like, and for whom.
#[derive(Clone, Debug)]
pub struct Edition {
    /// In which words and order.
    pub template: Template,
    /// In which form.
    pub form: Form,
    /// Whether people are called by their roles; a public template does so in any case.
    pub anonymous: bool,
    /// Whether secrets are masked.
    pub redact: bool,
}

impl Edition {
    /// The usual template in a form, with everything in it.
    pub fn standard(form: Form) -> Edition {
        Edition { template: Template::standard(), form, anonymous: false, redact: false }
    }

    /// The facts as this edition tells them.
    ///
    /// # Errors
    /// [`EditionError::Unsafe`].
    pub fn telling(&self, document: Document) -> Result<Document, EditionError> {
        let public = self.template.public && self.form != Form::Json;
        let mut document = document;
        if self.anonymous || public {
            document = document.anonymous(!self.anonymous).ok_or(EditionError::Unsafe("anonymous"))?;
        }
        if self.redact {
            document = document.retold(&masked).ok_or(EditionError::Unsafe("free of secrets"))?;
        }
        Ok(document)
    }

    /// The report, with a newline at its end.
    ///
    /// # Errors
    /// The template has a mistake, or names or secrets could not be taken out.
    pub fn write(&self, document: Document) -> Result<String, EditionError> {
        let document = Arc::new(self.telling(document)?);
        if self.form == Form::Json {
            let json = serde_json::to_string_pretty(&*document).unwrap_or_default();
            return Ok(json_visible(&json) + "\n");
        }
        let markdown = self.template.render(document.clone())?;
        Ok(match self.form {
            Form::Markdown | Form::Json => markdown,
            Form::Html => page(&document, &markdown),
            Form::Text => text::render(&markdown, TEXT_WIDTH),
            Form::Slack => slack::render(&markdown),
        })
    }
}

fn masked(text: &str) -> Option<String> {
    match secret::masked(text) {
        Cow::Owned(masked) => Some(masked),
        Cow::Borrowed(_) => None,
    }
}

fn page(document: &Document, markdown: &str) -> String {
    let dates = document.dates();
    // Drawn only if the template has a place for it.
    let wanted = markdown.contains(&format!("```{}\n", chart::FENCE));
    let picture = wanted.then(|| Chart::of(document, &dates)).flatten().map(|chart| chart::svg::draw(&chart));
    let standing = match document.standing {
        Standing::Final => None,
        Standing::Draft => Some("DRAFT"),
        Standing::Cancelled => Some("CANCELLED"),
    };
    let rehearsed = document.exercise.is_some();
    let words: Vec<&str> = rehearsed.then_some(MARK).into_iter().chain(standing).collect();
    let banner = Some(words.join(" · ")).filter(|_| !words.is_empty());
    let title = if document.title.is_empty() { &document.id } else { &document.title };
    let title = if rehearsed { marked(title) } else { title.clone() };
    let head = html::Head { language: "en", title: &title, banner: banner.as_deref(), picture: picture.as_deref() };
    html::page(markdown, &head)
}
