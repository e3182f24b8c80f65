//! What there is to fill in, in the order of a report, and what each part lacks.

use crate::incident::State;
use crate::incident::milestones::Milestone;
use crate::incident::review::{ItemKind, Section};
use crate::incident::text::capital;

/// One part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A text.
    Text(Section),
    /// When it started, was detected …
    Times,
    /// Which lines of the timeline are key events.
    KeyEvents,
    /// What is to be done afterwards.
    Followups,
    /// Items of the review.
    Items(&'static [ItemKind]),
}

/// A heading over parts that belong together.
#[derive(Debug)]
pub struct Group {
    /// What it says.
    pub title: &'static str,
    /// What stands under it.
    pub parts: &'static [Part],
}

use Part::{Followups, Items, KeyEvents, Text, Times};

/// Every part, under its heading.
pub const GROUPS: [Group; 4] = [
    Group {
        title: "What happened",
        parts: &[
            Text(Section::Summary),
            Text(Section::Impact),
            Times,
            KeyEvents,
            Items(&[ItemKind::Metric]),
            Items(&[ItemKind::Window]),
            Items(&[ItemKind::Service]),
            Text(Section::Affected),
            Text(Section::Background),
        ],
    },
    Group {
        title: "Why and how",
        parts: &[
            Items(&[ItemKind::Cause]),
            Items(&[ItemKind::Why]),
            Text(Section::Detection),
            Text(Section::Response),
            Text(Section::Recovery),
            Text(Section::Resolution),
        ],
    },
    Group {
        title: "What follows",
        parts: &[
            Items(&[ItemKind::Lesson]),
            Followups,
            Text(Section::Conclusion),
            Text(Section::InternalMessage),
            Text(Section::ExternalMessage),
            Text(Section::Apology),
        ],
    },
    Group {
        title: "About the report",
        parts: &[
            Text(Section::Subtitle),
            Text(Section::Owner),
            Items(&[ItemKind::Author, ItemKind::Reviewer]),
            Items(&[ItemKind::Tag]),
            Items(&[ItemKind::Related]),
            Items(&[ItemKind::Term]),
            Items(&[ItemKind::Link]),
            Items(&[ItemKind::Extra]),
            Text(Section::Contact),
            Text(Section::Signature),
            Items(&[ItemKind::Waiver]),
        ],
    },
];

/// Every part, in order.
pub fn all() -> impl Iterator<Item = Part> {
    GROUPS.iter().flat_map(|group| group.parts.iter().copied())
}

impl Part {
    /// Its name on the screen.
    pub fn title(self) -> String {
        match self {
            Text(section) => capital(&section.word().replace('-', " ")),
            Times => "Times".into(),
            KeyEvents => "Key events".into(),
            Followups => "Follow-ups".into(),
            Items([ItemKind::Author, ..]) => "Authors, reviewers".into(),
            Items([kind, ..]) => match kind {
                ItemKind::Metric => "Figures".into(),
                ItemKind::Window => "Times of impact".into(),
                ItemKind::Why => "Five whys".into(),
                ItemKind::Related => "Related incidents".into(),
                ItemKind::Term => "Glossary".into(),
                ItemKind::Extra => "Own sections".into(),
                ItemKind::Waiver => "Waived checks".into(),
                kind => format!("{}s", capital(kind.word())),
            },
            Items([]) => String::new(),
        }
    }

    /// What belongs there, as a question to whoever fills it in.
    pub fn question(self) -> &'static str {
        match self {
            Text(section) => section.question(),
            Times => "when did it start, when was it noticed, when was it over?",
            KeyEvents => "which lines does a reader need to follow the story? Space marks one",
            Followups => "what is to be done, by whom, by when?",
            Items([kind, ..]) => match kind {
                ItemKind::Author => "who wrote the report, and who read it before it went out?",
                ItemKind::Tag => "which words is it to be found by?",
                ItemKind::Service => "which services were hit?",
                ItemKind::Window => "from when to when were people hit, if it came back?",
                ItemKind::Metric => "how much of what was hit?",
                ItemKind::Cause => "why did it happen? What set it off, what made it worse?",
                ItemKind::Why => "why? And why was that? An answer a line",
                ItemKind::Lesson => "what went well, what went badly, where was luck?",
                ItemKind::Related => "which other incidents have to do with this one?",
                ItemKind::Term => "which words does not every reader know?",
                ItemKind::Link => "what is there to look at elsewhere?",
                ItemKind::Extra => "what else is there to say, under a heading of its own?",
                ItemKind::Waiver => "findings that do not count, with the reason",
                ItemKind::Reviewer => "who read it before it went out?",
            },
            Items([]) => "",
        }
    }

    /// Whether most reports go without it.
    pub fn is_rare(self) -> bool {
        match self {
            Text(section) => !matches!(
                section,
                Section::Summary
                    | Section::Impact
                    | Section::Detection
                    | Section::Response
                    | Section::Recovery
                    | Section::Resolution
                    | Section::Owner
            ),
            Times | KeyEvents | Followups => false,
            Items([kind, ..]) => !matches!(kind, ItemKind::Cause | ItemKind::Lesson | ItemKind::Service),
            Items([]) => true,
        }
    }

    /// The part that findings call by this word.
    pub fn named(word: &str) -> Option<Part> {
        let kind =
            |kinds: &[ItemKind]| kinds.iter().any(|kind| kind.word() == word || format!("{}s", kind.word()) == word);
        all().find(|part| match part {
            Text(section) => section.word() == word,
            Times => matches!(word, "times" | "time" | "milestones" | "duration"),
            KeyEvents => matches!(word, "key-events" | "timeline"),
            Followups => matches!(word, "follow-ups" | "follow-up" | "actions"),
            Items(kinds) => {
                kind(kinds) || matches!((kinds, word), ([ItemKind::Metric], "figures") | ([ItemKind::Term], "glossary"))
            }
        })
    }
}

/// How far a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// `✓` for a text that is there, the number of a list's items, `○` for what is empty.
    pub mark: String,
    /// What is missing in what is there: `1 no owner`.
    pub note: Option<String>,
    /// Whether people disagree on it.
    pub contested: bool,
}

/// How far the part is.
pub fn lack(part: Part, state: &State) -> Lack {
    let counted = |count: usize| if count == 0 { "○".to_owned() } else { count.to_string() };
    let review = &state.review;
    match part {
        Text(section) => Lack {
            mark: if review.text(section).is_some() { "✓".into() } else { "○".into() },
            note: None,
            contested: review.register(section).is_some_and(|register| register.contested()),
        },
        Times => {
            let milestones = state.milestones();
            let wanted = [Milestone::Started, Milestone::Detected, Milestone::Mitigated, Milestone::Resolved];
            let missing = wanted.into_iter().filter(|one| milestones.get(*one).is_none()).count();
            Lack {
                mark: if missing == 0 { "✓".into() } else { counted(wanted.len() - missing) },
                note: (missing > 0).then(|| format!("{missing} missing")),
                contested: false,
            }
        }
        KeyEvents => {
            let counts = |entry: &&crate::incident::timeline::Entry| entry.key() && entry.struck().is_none();
            Lack {
                mark: counted(state.timeline.as_written().iter().filter(counts).count()),
                note: None,
                contested: false,
            }
        }
        Followups => {
            let all = state.followups.all();
            let open = || all.iter().filter(|one| one.is_open());
            let ownerless = open().filter(|one| one.owner().is_none()).count();
            let endless = open().filter(|one| one.due().is_none()).count();
            let note = match (ownerless, endless) {
                (0, 0) => None,
                (0, endless) => Some(format!("{endless} no date")),
                (ownerless, _) => Some(format!("{ownerless} no owner")),
            };
            let contested = all.iter().any(|one| {
                let (progress, owner, due) = one.registers();
                progress.contested() || owner.contested() || due.contested() || !one.contested_plan().is_empty()
            });
            Lack { mark: counted(all.len()), note, contested }
        }
        Items(kinds) => {
            let items = || kinds.iter().flat_map(|kind| review.items(*kind));
            Lack {
                mark: counted(items().count()),
                note: None,
                contested: items().any(|(_, listed, _)| listed.register.contested()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_and_every_kind_of_item_is_a_part_once() {
        let parts: Vec<Part> = all().collect();
        for section in Section::ALL {
            assert_eq!(parts.iter().filter(|part| **part == Text(section)).count(), 1, "{section:?}");
            assert_eq!(Part::named(section.word()), Some(Text(section)));
        }
        for kind in ItemKind::ALL {
            let holds = |part: &&Part| matches!(part, Items(kinds) if kinds.contains(&kind));
            assert_eq!(parts.iter().filter(holds).count(), 1, "{kind:?}");
            assert!(Part::named(kind.word()).is_some(), "{kind:?}");
        }
        assert!(parts.iter().all(|part| !part.title().is_empty() && !part.question().is_empty()));
    }

    #[test]
    fn findings_name_parts_by_words() {
        assert_eq!(Part::named("causes"), Some(Items(&[ItemKind::Cause])));
        assert_eq!(Part::named("times"), Some(Times));
        assert_eq!(Part::named("follow-up"), Some(Followups));
        assert_eq!(Part::named("severity"), None);
    }
}
