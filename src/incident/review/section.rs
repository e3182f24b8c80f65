//! The texts of a report, each written as a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::{Refusal, refuse};

/// The longest text, in bytes: a journal line holds 1 MiB, escapes included.
const LONGEST: usize = 128 * 1024;
/// The longest text of one line, in characters.
const LONGEST_LINE: usize = 200;

/// A text of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// A second title.
    Subtitle,
    /// Who answers for the report.
    Owner,
    /// The incident in a few sentences.
    Summary,
    /// What one has to know to understand it.
    Background,
    /// Who was hit and how.
    Impact,
    /// Who exactly was hit.
    Affected,
    /// How it was noticed, and why not earlier.
    Detection,
    /// Who responded and how that went.
    Response,
    /// How the service was brought back.
    Recovery,
    /// What ended it for good.
    Resolution,
    /// What colleagues are told.
    InternalMessage,
    /// What customers are told.
    ExternalMessage,
    /// What follows from it all.
    Conclusion,
    /// To those who were hit.
    Apology,
    /// Where questions go.
    Contact,
    /// Who signs.
    Signature,
}

impl Section {
    /// Every text, in the order of a report.
    pub const ALL: [Section; 16] = [
        Section::Subtitle,
        Section::Owner,
        Section::Summary,
        Section::Background,
        Section::Impact,
        Section::Affected,
        Section::Detection,
        Section::Response,
        Section::Recovery,
        Section::Resolution,
        Section::Conclusion,
        Section::Apology,
        Section::InternalMessage,
        Section::ExternalMessage,
        Section::Contact,
        Section::Signature,
    ];

    /// The words for it, in lower case; what contests and findings call it.
    pub fn word(self) -> &'static str {
        match self {
            Section::Subtitle => "subtitle",
            Section::Owner => "owner",
            Section::Summary => "summary",
            Section::Background => "background",
            Section::Impact => "impact",
            Section::Affected => "affected",
            Section::Detection => "detection",
            Section::Response => "response",
            Section::Recovery => "recovery",
            Section::Resolution => "resolution",
            Section::InternalMessage => "internal-message",
            Section::ExternalMessage => "external-message",
            Section::Conclusion => "conclusion",
            Section::Apology => "apology",
            Section::Contact => "contact",
            Section::Signature => "signature",
        }
    }

    /// What belongs there, as a question to whoever writes it.
    pub fn question(self) -> &'static str {
        match self {
            Section::Subtitle => "a second title, if one helps",
            Section::Owner => "who answers for this report?",
            Section::Summary => "what broke, for whom, how long, and what mended it?",
            Section::Background => "what has to be known to understand what follows?",
            Section::Impact => "what could people not do, how many of them, for how long?",
            Section::Affected => "which customers, regions, services exactly?",
            Section::Detection => "how was it noticed, and what would have noticed it sooner?",
            Section::Response => "who came, what was tried, what helped and what got in the way?",
            Section::Recovery => "how was the service brought back?",
            Section::Resolution => "what ended it for good, and how is that known?",
            Section::InternalMessage => "what are colleagues told?",
            Section::ExternalMessage => "what are customers told?",
            Section::Conclusion => "what follows from it all?",
            Section::Apology => "a word to those who were hit",
            Section::Contact => "where do questions go?",
            Section::Signature => "who signs?",
        }
    }

    /// Whether it is one line rather than paragraphs.
    pub fn is_line(self) -> bool {
        matches!(self, Section::Subtitle | Section::Owner)
    }

    /// The text as it is kept: trimmed; empty takes it out.
    pub(super) fn checked(self, text: &str) -> Result<String, Refusal> {
        let text = text.trim();
        if self.is_line() && (text.contains('\n') || text.chars().count() > LONGEST_LINE) {
            return refuse(format!("the {} is one line of at most {LONGEST_LINE} characters", self.word()));
        }
        if text.len() > LONGEST {
            return refuse(format!(
                "the {} is {} bytes long and a text of the report holds {LONGEST}; put the rest elsewhere and name the place: `ic report link ADDRESS`",
                self.word(),
                text.len()
            ));
        }
        Ok(text.to_owned())
    }
}
