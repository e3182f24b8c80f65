//! How a report says things: blanks that were left, promises told as deeds, an impact without numbers, causes that
//! explain nothing, and blame. A doubtful passage is passed over: a false alarm is worse than silence.

mod blame;
mod blanks;
mod causes;
mod impact;
mod promises;
#[cfg(test)]
mod tests;

use super::finding::Finding;
use super::report::{Part, Report, Text};

/// All findings about wording: one check after the other, each in the order of the report.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut found = blanks::check(report);
    found.extend(promises::check(report));
    found.extend(impact::check(report));
    found.extend(causes::check(report));
    found.extend(blame::check(report));
    found
}

/// The passages of a part, without its headings and empty ones.
fn passages(report: &Report, part: Part) -> Vec<&Text> {
    report.texts.iter().filter(|text| text.part == part && !text.heading && !text.text.trim().is_empty()).collect()
}
