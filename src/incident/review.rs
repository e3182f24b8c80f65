//! What the report says beyond the record: its texts, and lists of causes, lessons, figures, people, links and the like.
//!
//! A text is a register: the newest word counts. A list only grows: an item can be changed (newest wins) and withdrawn.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::Record;
use super::register::Register;
use super::zone::Zone;
use super::{Draft, Moment, Refusal, State, refuse};

mod item;
mod section;

pub use item::{Cause, CauseKind, Extra, Item, ItemKind, Learnt, Lesson, Link, Metric, Related, Term, Waiver, Window};
pub use section::Section;

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A text of the report; an empty one takes it out.
    Written {
        /// Which.
        section: Section,
        /// Raw text.
        text: String,
    },
    /// Something came onto a list.
    Added {
        /// What.
        item: Item,
    },
    /// An item says something else now.
    Changed {
        /// The record that brought it.
        id: Uuid,
        /// What it is now; of the same kind.
        item: Item,
    },
    /// An item does not count any more.
    Withdrawn {
        /// The record that brought it.
        id: Uuid,
    },
}

/// What people can write. Items are named by their number within their kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Write a text of the report; an empty one takes it out.
    Write {
        /// Which.
        section: Section,
        /// Raw text.
        text: String,
    },
    /// Put something onto a list.
    Add(Item),
    /// Let an item say something else; its kind is that of `item`.
    Change {
        /// Which.
        number: u32,
        /// What it is to be.
        item: Item,
    },
    /// Take an item back.
    Withdraw {
        /// Of which kind.
        kind: ItemKind,
        /// Which.
        number: u32,
    },
}

impl Command {
    /// The incident in a few sentences.
    pub fn summary(text: String) -> Command {
        Command::Write { section: Section::Summary, text }
    }

    /// Who was hit and how.
    pub fn impact(text: String) -> Command {
        Command::Write { section: Section::Impact, text }
    }

    /// A root cause.
    pub fn cause(title: String, text: Option<String>) -> Command {
        Command::Add(Item::Cause(Cause { kind: CauseKind::Root, title, text }))
    }

    /// A lesson.
    pub fn lesson(kind: Lesson, text: String) -> Command {
        Command::Add(Item::Lesson(Learnt { kind, text }))
    }
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The record that brought it.
    pub id: Uuid,
    /// What it says, as people wrote it.
    pub register: Register<Item>,
}

/// All that was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    texts: Vec<(Section, Register<String>)>,
    items: Vec<Listed>,
}

impl Review {
    /// A text of the report, raw; `None` while nothing stands there.
    pub fn text(&self, section: Section) -> Option<&str> {
        self.register(section)?.get().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// All that was written there, for showing where people disagree.
    pub fn register(&self, section: Section) -> Option<&Register<String>> {
        self.texts.iter().find(|(of, _)| *of == section).map(|(_, register)| register)
    }

    /// The items of a kind with their numbers, from 1, in the order in which they came.
    pub fn items(&self, kind: ItemKind) -> impl Iterator<Item = (u32, &Listed, &Item)> {
        let said = self.items.iter().filter_map(|listed| Some((listed, listed.register.get()?)));
        (1..)
            .zip(said.filter(move |(_, item)| item.kind() == kind))
            .map(|(number, (listed, item))| (number, listed, item))
    }

    /// The causes, as they were written down.
    pub fn causes(&self) -> Vec<&Cause> {
        self.of(Item::cause)
    }

    /// The lessons, as they were written down.
    pub fn lessons(&self) -> Vec<&Learnt> {
        self.of(Item::lesson)
    }

    /// The items that `pick` knows, as they were written down.
    pub fn of<'a, T>(&'a self, pick: impl Fn(&'a Item) -> Option<&'a T>) -> Vec<&'a T> {
        self.items.iter().filter_map(|listed| pick(listed.register.get()?)).collect()
    }

    /// The record that brought the n-th item of a kind.
    pub fn id(&self, kind: ItemKind, number: u32) -> Option<Uuid> {
        self.items(kind).find(|(at, ..)| *at == number).map(|(_, listed, _)| listed.id)
    }

    /// The number of an item within its kind.
    pub fn number(&self, kind: ItemKind, id: Uuid) -> Option<u32> {
        self.items(kind).find(|(_, listed, _)| listed.id == id).map(|(number, ..)| number)
    }

    /// Every text and every item on which people disagree, with the name of the field.
    pub(super) fn contested(&self, zone: &Zone) -> Vec<(String, Vec<String>)> {
        let texts = self.texts.iter().filter(|(_, register)| register.contested());
        let texts = texts.map(|(section, register)| {
            (section.word().to_owned(), register.heads().iter().map(|head| head.value.clone()).collect())
        });
        let items = ItemKind::ALL.into_iter().flat_map(|kind| self.items(kind).map(move |found| (kind, found)));
        let items =
            items.filter(|(_, (_, listed, _))| listed.register.contested()).map(|(kind, (number, listed, _))| {
                let values = listed.register.heads().iter().map(|head| head.value.line(zone)).collect();
                (format!("{} {number}", kind.word()), values)
            });
        texts.chain(items).collect()
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        match event {
            Event::Written { section, .. } => self.register(*section).map(Register::ids),
            Event::Changed { id, .. } => {
                self.items.iter().find(|listed| listed.id == *id).map(|listed| listed.register.ids())
            }
            Event::Added { .. } | Event::Withdrawn { .. } => None,
        }
        .unwrap_or_default()
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Written { section, text } => {
                let place = self.texts.iter().position(|(of, _)| of == section).unwrap_or_else(|| {
                    self.texts.push((*section, Register::default()));
                    self.texts.len() - 1
                });
                self.texts[place].1.write(text.clone(), record);
            }
            Event::Added { item } => {
                let mut listed = Listed { id: record.id, register: Register::default() };
                listed.register.write(item.clone(), record);
                self.items.push(listed);
            }
            Event::Changed { id, item } => {
                let same = |listed: &&mut Listed| {
                    listed.id == *id && listed.register.get().is_some_and(|now| now.kind() == item.kind())
                };
                if let Some(listed) = self.items.iter_mut().find(same) {
                    listed.register.write(item.clone(), record);
                }
            }
            Event::Withdrawn { id } => self.items.retain(|listed| listed.id != *id),
        }
    }

    fn find(&self, kind: ItemKind, number: u32) -> Result<&Listed, Refusal> {
        self.items(kind).find(|(at, ..)| *at == number).map(|(_, listed, _)| listed).ok_or_else(|| {
            Refusal(format!("there is no {} {number}; there are {}", kind.word(), self.items(kind).count()))
        })
    }
}

pub(super) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let review = &state.review;
    let event = match command {
        Command::Write { section, text } => {
            let text = section.checked(text)?;
            let contested = review.register(*section).is_some_and(Register::contested);
            if review.text(*section).unwrap_or_default() == text && !contested {
                return refuse(match text.is_empty() {
                    true => format!("the {} is empty", section.word()),
                    false => format!("the {} says that already", section.word()),
                });
            }
            Event::Written { section: *section, text }
        }
        Command::Add(item) => {
            let item = item.checked(moment.now)?;
            let kind = item.kind();
            if kind.is_once() && review.items(kind).any(|(.., there)| *there == item) {
                return refuse(format!("that {} is there already: {}", kind.word(), item.line(state.lifecycle.zone())));
            }
            Event::Added { item }
        }
        Command::Change { number, item } => {
            let item = item.checked(moment.now)?;
            let listed = review.find(item.kind(), *number)?;
            if listed.register.get() == Some(&item) && !listed.register.contested() {
                return refuse(format!("{} {number} says that already", item.kind().word()));
            }
            Event::Changed { id: listed.id, item }
        }
        Command::Withdraw { kind, number } => Event::Withdrawn { id: review.find(*kind, *number)?.id },
    };
    Ok(vec![event.into()])
}

#[cfg(test)]
mod tests;
