//! Finds contradictions and omissions in a report: our own or anybody's.
//!
//! A text is [`read()`] into a [`Report`], an incident of our own is told into one; the same checks look at both.

pub mod check;
pub mod finding;
pub mod report;

mod contested;
mod course;
mod own;
mod read;
mod wording;

pub use check::{CODES, Settings, Waiver, check};
pub use finding::{Finding, Place, Weight};
pub use own::own;
pub use read::read;
pub use report::Report;

#[cfg(test)]
mod tests;

use super::document::{Document, Standing};

/// The mark of a waiver in a file: `<!-- ic-lint: CODE reason -->`.
const WAIVER: &str = "<!-- ic-lint:";

/// What the checks find in a text, Markdown or plain. Waivers that stand in the text hold, too.
pub fn text(markdown: &str, settings: &Settings) -> Vec<Finding> {
    let mut settings = settings.clone();
    settings.waivers.extend(waivers(markdown));
    check(&read(markdown), &settings)
}

/// What the checks find in an incident of our own. Waivers that stand in its review hold, too.
pub fn incident(document: &Document, settings: &Settings) -> Vec<Finding> {
    let mut settings = settings.clone();
    settings.waivers.extend(document.waivers.iter().map(|waiver| Waiver {
        code: waiver.code.clone(),
        place: waiver.place.clone(),
        reason: waiver.reason.clone(),
    }));
    if document.standing == Standing::Cancelled {
        // There was no incident: nothing is to be said about it.
        return Vec::new();
    }
    let mut findings = check::found(&own(document), settings.gap);
    findings.extend(course::check(document));
    findings.extend(contested::check(document));
    check::settled(findings, &settings)
}

/// What the usual checks find in an incident of our own.
pub fn findings(document: &Document) -> Vec<Finding> {
    incident(document, &Settings::default())
}

fn waivers(markdown: &str) -> impl Iterator<Item = Waiver> {
    let comments = markdown.split(WAIVER).skip(1).filter_map(|rest| rest.split_once("-->"));
    comments.filter_map(|(comment, _)| {
        let (code, reason) = comment.trim().split_once(char::is_whitespace)?;
        Some(Waiver { code: code.to_owned(), place: None, reason: reason.trim().to_owned() })
    })
}
