//! The checks: what contradicts itself in a report, and what is missing from it.
//!
//! An error is what is provably wrong; in doubt a check keeps quiet or only warns. Every check is a function from the
//! [`Report`] to its findings, in a room of its own.

use std::collections::HashSet;

use super::{Finding, Report, Weight, wording};
use crate::incident::span::Span;

use points::Points;

pub use codes::{CODES, Check};

mod actions;
mod clocks;
mod codes;
mod days;
mod length;
mod missing;
mod order;
mod points;
mod signs;
mod stamp;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod untimed;
mod zones;

/// The most of a quotation that is shown, in characters.
const LONGEST_QUOTE: usize = 60;
/// The most findings of one kind that are told one by one.
const MOST: usize = 5;
/// The most examples that are given of one lack.
const EXAMPLES: usize = 3;

/// How strict the checks are, and what does not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// A silence in the timeline longer than this is told.
    pub gap: Span,
    /// What somebody decided not to hear about.
    pub waivers: Vec<Waiver>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { gap: Span::minutes(60), waivers: Vec::new() }
    }
}

/// A decision that a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The name of the check.
    pub code: String,
    /// Where, as findings name the place; `None` is everywhere.
    pub place: Option<String>,
    /// Why.
    pub reason: String,
}

/// Everything the checks find: errors first, then by place; what is waived comes last, with the reason. Each fact is
/// told once.
pub fn check(report: &Report, settings: &Settings) -> Vec<Finding> {
    settled(found(report, settings.gap), settings)
}

/// What every room finds, one after the other.
pub(super) fn found(report: &Report, gap: Span) -> Vec<Finding> {
    let points = Points::of(report);
    let rooms = [
        days::check(report),
        clocks::check(report),
        zones::check(report),
        order::check(report, &points, gap),
        points::check(report, &points),
        length::check(report, &points),
        missing::check(report),
        actions::check(report),
        wording::check(report),
    ];
    rooms.into_iter().flatten().collect()
}

/// Findings in order, each once; those that are waived last, with the reason.
pub(super) fn settled(mut findings: Vec<Finding>, settings: &Settings) -> Vec<Finding> {
    let mut told = HashSet::new();
    findings.retain(|finding| told.insert((finding.code.clone(), finding.says.clone())));
    for finding in &mut findings {
        let waiver = settings.waivers.iter().find(|waiver| waiver.covers(finding));
        finding.waived = waiver.map(|waiver| waiver.reason.clone());
    }
    findings.sort_by_cached_key(|finding| {
        (finding.waived.is_some(), finding.weight, finding.place.clone(), finding.code.clone())
    });
    findings
}

impl Waiver {
    fn covers(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.place.as_ref().is_none_or(|place| *place == finding.place.to_string())
    }
}

/// A part of the report in quotation marks, shortened when it is long.
fn quoted(raw: &str) -> String {
    let raw = raw.trim();
    match raw.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("“{}…”", &raw[..end]),
        None => format!("“{raw}”"),
    }
}

/// Some things in a row, the first few by name: `a`, `a and b`, `a, b and 7 more`.
fn listed(names: &[String]) -> String {
    let shown = if names.len() > EXAMPLES { EXAMPLES } else { names.len().saturating_sub(1) };
    let (first, rest) = names.split_at(shown);
    let last = match rest {
        [only] => only.clone(),
        more => format!("{} more", more.len()),
    };
    if first.is_empty() { last } else { format!("{} and {last}", first.join(", ")) }
}
