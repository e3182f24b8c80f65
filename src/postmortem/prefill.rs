//! First words for a text of the report, from the facts alone: something to correct rather than a blank page.

use super::dates::Dates;
use super::document::{Document, Held, Line};
use super::words::{Words, span};
use crate::incident::Time;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::incident::review::Section;
use crate::incident::text::capital;
use crate::incident::timeline::EntryKind;

/// How many lines of the record a text begins with at most; the newest.
const MOST: usize = 12;
/// How many lines before the end are taken for what mended it.
const LAST: usize = 3;

/// What the record says for this text, raw; `None` if it says nothing.
pub fn suggestion(section: Section, document: &Document) -> Option<String> {
    let told = Told { document, dates: document.dates() };
    let text = match section {
        Section::Summary => told.summary(),
        Section::Impact => told.impact(),
        Section::Detection => told.detection(),
        Section::Response => told.response(),
        Section::Recovery => told.ending(Milestone::Mitigated),
        Section::Resolution => told.ending(Milestone::Resolved),
        Section::InternalMessage => told.message(true),
        Section::ExternalMessage => told.message(false),
        Section::Owner => told.commander().map(str::to_owned),
        Section::Subtitle
        | Section::Background
        | Section::Affected
        | Section::Conclusion
        | Section::Apology
        | Section::Contact
        | Section::Signature => None,
    };
    text.filter(|text| !text.trim().is_empty())
}

struct Told<'a> {
    document: &'a Document,
    dates: Dates,
}

impl Told<'_> {
    fn at(&self, milestone: Milestone) -> Option<Time> {
        self.document.milestones.iter().find(|mark| mark.milestone == milestone)?.at
    }

    fn commander(&self) -> Option<&str> {
        let held = self.document.roles.iter().rev().find(|held| held.role == COMMANDER)?;
        Some(&held.person)
    }

    /// A line with its time, as an item of a list.
    fn item(&self, line: &Line) -> String {
        format!("- {} {}: {}", self.dates.clock(line.at), line.actor, line.text.trim().replace('\n', " "))
    }

    /// What people did, told by the newest lines.
    fn deeds(&self, until: Option<Time>, most: usize) -> Vec<&Line> {
        let deeds = self.document.deeds().filter(|line| line.said && until.is_none_or(|until| line.at <= until));
        let deeds: Vec<&Line> = deeds.collect();
        deeds[deeds.len().saturating_sub(most)..].to_vec()
    }

    fn summary(&self) -> Option<String> {
        let doc = self.document;
        let since = doc.course.since?;
        let words = Words::of(doc, &self.dates);
        let severity = doc.severity.as_ref().map(|severity| format!(" ({})", severity.name)).unwrap_or_default();
        let mut text = format!("{}{severity}", doc.title);
        text += &match (doc.course.until, doc.course.length_s) {
            (Some(until), Some(length)) => {
                format!(": {}, {} in all.", self.dates.range(since, "", until), span(length))
            }
            _ => format!(": {}.", words.when),
        };
        if let Some(commander) = self.commander() {
            text += &format!(" {commander} commanded the response.");
        }
        let mended = self.at(Milestone::Mitigated).or(doc.course.until);
        if let Some(line) = mended.and_then(|at| self.deeds(Some(at), 1).pop().cloned()) {
            text += &format!(" The last step before it ended: {}", sentence(&line.text));
        }
        Some(text)
    }

    fn impact(&self) -> Option<String> {
        let doc = self.document;
        let mut lines = Vec::new();
        if let (Some(since), Some(length)) = (doc.course.since, doc.course.length_s) {
            let so_far = if doc.course.running { " so far" } else { "" };
            lines.push(format!("From {} on, for {}{so_far}.", self.dates.described(since), span(length)));
        }
        for window in &doc.course.windows {
            let note = window.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            lines.push(format!("- {} ({}){note}", self.dates.range(window.from, "", window.to), span(window.length_s)));
        }
        lines.extend(doc.metrics.iter().map(|one| format!("- {}: {} {}", one.name, one.number, one.unit)));
        if !doc.services.is_empty() {
            lines.push(format!("Services: {}.", doc.services.join(", ")));
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn detection(&self) -> Option<String> {
        let doc = self.document;
        let alert = doc.timeline.iter().find(|line| line.kind == EntryKind::Alert);
        let at = self.at(Milestone::Detected).or(alert.map(|line| line.at))?;
        let mut text = format!("Noticed at {}", self.dates.described(at));
        text += &match alert {
            Some(line) => format!(" by an alert ({}): {}", line.actor, sentence(&line.text)),
            None => ".".to_owned(),
        };
        let took = doc.measures.iter().find(|measure| measure.name == "Time to detect").and_then(|one| one.length_s);
        if let Some(length) = took {
            text += &format!(" That was {} after it began.", span(length));
        }
        Some(text)
    }

    fn response(&self) -> Option<String> {
        let mut lines: Vec<String> = self.document.roles.iter().map(|held| self.turn(held)).collect();
        let deeds = self.deeds(None, MOST);
        if !deeds.is_empty() && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(deeds.into_iter().map(|line| self.item(line)));
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn turn(&self, held: &Held) -> String {
        format!("- {} was {} from {}", held.person, held.role, self.dates.full(held.from))
    }

    /// The last steps before a milestone, and what was said when it was reached.
    fn ending(&self, milestone: Milestone) -> Option<String> {
        let at = self.at(milestone)?;
        let steps = self.deeds(Some(at), LAST);
        let mut lines = vec![format!("{}: {}.", capital(milestone.sentence()), self.dates.described(at))];
        lines.extend(steps.into_iter().map(|line| self.item(line)));
        let said = self.document.timeline.iter().rev().find(|line| line.kind == EntryKind::Status && line.at == at);
        lines.extend(said.map(|line| self.item(line)));
        Some(lines.join("\n"))
    }

    fn message(&self, internal: bool) -> Option<String> {
        let doc = self.document;
        let since = doc.course.since?;
        let mut lines = vec![match (doc.course.until, internal, &doc.severity) {
            (Some(until), ..) => format!("{}: {}. It is over.", doc.title, self.dates.range(since, "", until)),
            (None, true, Some(severity)) => {
                format!("{} ({}): since {}.", doc.title, severity.name, self.dates.described(since))
            }
            (None, ..) => format!("{}: since {}.", doc.title, self.dates.described(since)),
        }];
        lines.extend(doc.impact.as_ref().map(|impact| impact.trim().to_owned()));
        if doc.status < Status::Resolved || internal {
            lines.push(format!("Status: {}.", doc.status.word()));
        }
        let audience =
            |told: &&super::document::Told| (told.audience == crate::incident::updates::Audience::Internal) == internal;
        lines.extend(doc.updates.iter().rev().find(audience).map(|told| told.text.trim().to_owned()));
        Some(lines.join("\n\n"))
    }
}

/// The text as a sentence, on one line.
fn sentence(text: &str) -> String {
    let text = text.trim().replace('\n', " ");
    if text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

#[cfg(test)]
mod tests;
