//! What keeps a rehearsal from being taken for real. It is put on here rather than in templates, so that no template
//! can forget it.

use std::sync::Arc;

use super::document::{Document, Exercise};

/// Stands wherever something of an exercise could be taken for real.
pub const MARK: &str = "EXERCISE";

/// The first and the last line of every report on an exercise.
const SENTENCE: &str = "This was rehearsed. Nothing in this report has really happened.";

/// A text of an exercise.
pub(super) fn marked(text: &str) -> String {
    format!("{MARK}: {text}")
}

/// The report of an exercise between two lines that say what it is.
pub(super) fn framed(report: &str) -> String {
    let line = format!("**{MARK}:** {SENTENCE}");
    format!("{line}\n\n{report}\n{line}\n")
}

impl Document {
    /// The same with the mark on every line and message that somebody could lift out of the report.
    pub(super) fn marked(&self) -> Document {
        let mut document = self.clone();
        let struck = document.struck.iter_mut().map(|struck| &mut struck.line);
        for line in document.timeline.iter_mut().chain(struck).chain(&mut document.cancelled) {
            line.text = Arc::from(marked(&line.text));
        }
        let messages = [&mut document.internal_message, &mut document.external_message];
        let steps = document.exercise.iter_mut().flat_map(Exercise::steps).map(|step| &mut step.text);
        let told = document.updates.iter_mut().map(|told| &mut told.text);
        for text in messages.into_iter().flatten().chain(told).chain(steps) {
            *text = marked(text);
        }
        document
    }
}
