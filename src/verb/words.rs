//! The words of the verbs: how people name a status, a severity or an entry, and what each word means.

use clap::ValueEnum;
use clap::builder::PossibleValue;
use uuid::Uuid;

use crate::incident::followups::Purpose;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::Milestone;
use crate::incident::review::{CauseKind, ItemKind, Lesson, Section};
use crate::incident::timeline::{EntryKind, EntryRef};
use crate::incident::updates::Audience;

impl ValueEnum for Status {
    fn value_variants<'a>() -> &'a [Self] {
        &Status::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let word = PossibleValue::new(self.word());
        Some(match self {
            Status::Investigating => word.help("the cause is not known"),
            Status::Identified => word.alias("fixing").help("the cause is known, the fix is on its way (or: fixing)"),
            Status::Mitigated => word.alias("monitoring").help("the impact has ended or is bearable (or: monitoring)"),
            Status::Resolved => word.help("it is over"),
            Status::Closed => word.help("it is over and written up"),
            Status::Cancelled => word.alias("canceled").help("it was none; the note says why"),
        })
    }
}

impl ValueEnum for Milestone {
    fn value_variants<'a>() -> &'a [Self] {
        &Milestone::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let word = PossibleValue::new(self.word()).help(self.sentence());
        Some(match self {
            Milestone::Identified => word.alias("fixing"),
            Milestone::Mitigated => word.alias("monitoring"),
            // Accepted, so that the refusal can say how it is set.
            Milestone::Closed => word.hide(true),
            _ => word,
        })
    }
}

/// The kinds that a person may log.
impl ValueEnum for EntryKind {
    fn value_variants<'a>() -> &'a [Self] {
        &EntryKind::LOGGED
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            EntryKind::Note => "anything worth writing down",
            EntryKind::Alert => "a monitor or a person raised an alarm",
            EntryKind::Finding => "something was found out",
            EntryKind::Decision => "something was decided",
            EntryKind::Action => "something was done",
            EntryKind::Command => "a command was run",
            _ => return None,
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

impl ValueEnum for Audience {
    fn value_variants<'a>() -> &'a [Self] {
        &Audience::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let word = PossibleValue::new(self.word());
        Some(match self {
            Audience::Customers => word.alias("customer").help("everybody outside who is hit"),
            Audience::Internal => word.help("colleagues"),
        })
    }
}

impl ValueEnum for Purpose {
    fn value_variants<'a>() -> &'a [Self] {
        &Purpose::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(match self {
            Purpose::Prevent => "so that it cannot happen again",
            Purpose::Detect => "so that it is noticed sooner",
            Purpose::Mitigate => "so that it hurts less",
            Purpose::Process => "so that people work together better",
            Purpose::Other => "something else",
        }))
    }
}

impl ValueEnum for Lesson {
    fn value_variants<'a>() -> &'a [Self] {
        &Lesson::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(self.heading()))
    }
}

impl ValueEnum for CauseKind {
    fn value_variants<'a>() -> &'a [Self] {
        &CauseKind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(match self {
            CauseKind::Root => "without it, it would not have happened",
            CauseKind::Contributing => "it made it likelier, larger or longer",
            CauseKind::Trigger => "it set it off",
            CauseKind::Process => "how people work together let it happen",
        }))
    }
}

impl ValueEnum for Section {
    fn value_variants<'a>() -> &'a [Self] {
        &Section::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(self.question()))
    }
}

impl ValueEnum for ItemKind {
    fn value_variants<'a>() -> &'a [Self] {
        &ItemKind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

/// A severity: `2`, `sev2`, `SEV-2`.
pub(super) fn level(text: &str) -> Result<u8, String> {
    let word = text.trim().to_ascii_lowercase();
    let digits = word.strip_prefix("sev").map_or(word.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    match digits.parse() {
        Ok(level @ 1..=5) => Ok(level),
        _ => Err("a severity is a number from 1 (worst) to 5".into()),
    }
}

/// An entry: `12`, `#12`, or the UUID of its record.
pub(super) fn entry(text: &str) -> Result<EntryRef, String> {
    let text = text.trim();
    match Uuid::try_parse(text) {
        Ok(id) => Ok(EntryRef::Id(id)),
        Err(_) => number(text).map(EntryRef::Number).map_err(|_| "an entry is named by its number, like 12".into()),
    }
}

/// The number of a task, a follow-up, a cause: `3`, `#3`.
pub(super) fn number(text: &str) -> Result<u32, String> {
    let text = text.trim();
    match text.strip_prefix('#').unwrap_or(text).parse() {
        Ok(0) | Err(_) => Err("a number from 1 on is needed".into()),
        Ok(number) => Ok(number),
    }
}

/// One text out of words. A word that brings its own space in front keeps it: in the room, pasted lines stay lines.
pub fn join(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() && !word.starts_with(char::is_whitespace) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
