//! The report, as a pure function of the incident.
//!
//! [`Document`] holds the facts; a [`Template`] puts them into words and order, in Markdown; every other format is a
//! rendering of that Markdown. [`lint`] looks for contradictions in a report, ours or anybody's.

pub mod document;
pub mod template;

mod dates;
mod escape;
mod story;
mod telling;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

pub use document::Document;
pub use template::{Template, TemplateError};

use crate::incident::{State, Time};

/// The report as it lies in the incident's folder: the usual template, in Markdown. What people typed cannot become
/// markup, except that a plain http(s) address is written as an autolink. `now` (UTC) shows in drafts only, so the report
/// of a closed incident is the same whenever it is made.
///
/// # Errors
/// None, unless the template that comes with `ic` is broken, which a test would see.
pub fn markdown(state: &State, now: Time) -> Result<String, TemplateError> {
    Template::standard().render(Arc::new(Document::of(state, now)))
}
