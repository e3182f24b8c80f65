//! What people who did not see each other wrote differently, and nobody has settled.

use super::finding::{Finding, Place, Weight};
use crate::postmortem::document::Document;

/// A finding for each such field.
pub fn check(document: &Document) -> Vec<Finding> {
    let contests = document.contests.iter();
    contests
        .map(|contest| {
            let says = format!("{} is contested: {}", contest.field, contest.values.join(" / "));
            let suggestion = "Agree on one and write it; that settles it.";
            Finding::new("contested", Weight::Warning, &place(&contest.field), says, suggestion)
        })
        .collect()
}

/// The part that a contested field belongs to: `owner of follow-up 2`, `cause 1`, `summary`, a role.
fn place(field: &str) -> Place {
    const PARTS: [&str; 6] = ["title", "severity", "status", "summary", "impact", "detection"];
    let named = field.rsplit(" of ").next().unwrap_or(field);
    if let Some((item, number)) = named.rsplit_once(' ')
        && let Ok(number) = number.parse()
    {
        return Place::Item(item.to_owned(), number);
    }
    let section = crate::incident::review::Section::ALL.into_iter().any(|section| section.word() == field);
    Place::Part(if section || PARTS.contains(&field) { field } else { "roles" }.to_owned())
}
