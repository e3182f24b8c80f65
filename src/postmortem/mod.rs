//! The report, as a pure function of the incident.
//!
//! [`Document`] holds the facts; a [`Template`] puts them into words and order, in Markdown; every other format is a
//! rendering of that Markdown. [`lint`] looks for contradictions in a report, ours or anybody's.

pub mod chart;
pub mod document;
pub mod edition;
pub mod lint;
pub mod prefill;
pub mod render;
pub mod template;

mod anchors;
mod dates;
mod escape;
mod mark;
mod names;
mod story;
mod telling;
#[cfg(test)]
mod tests;
mod words;

pub use document::Document;
pub use edition::{Edition, EditionError, Form};
pub(crate) use names::Names;
pub use template::{Template, TemplateError};
