//! The report, as a pure function of the incident.
//!
//! [`Document`] holds the facts, `layout` puts them into words and order, `markdown` writes the result down. Another
//! format is one more renderer of the same layout.

pub mod document;

mod block;
mod dates;
mod escape;
mod layout;
mod markdown;
#[cfg(test)]
mod tests;

pub use document::Document;

use crate::incident::{State, Time};

/// The report in CommonMark with GFM tables and without raw HTML. What people typed cannot become markup, except that
/// a plain http(s) address is written as an autolink. `now` (UTC) shows in drafts only, so the report of a closed
/// incident is the same whenever it is made.
pub fn markdown(state: &State, now: Time) -> String {
    markdown::render(&layout::blocks(&Document::of(state, now)))
}
