//! Reports of the shapes that people really write: the facts of five incidents, recorded by commands, must all stand in
//! the report of a built-in template, each under the heading where a reader looks for it.

use super::built_in::in_template;
use super::*;
use crate::incident::review::{Cause, CauseKind, Extra, Item, Section};

mod database;
mod hosting;
mod production;
mod storeroom;
mod web;

/// An incident that is written down afterwards.
struct Record {
    stage: Stage,
    /// When it is written down.
    now: Time,
}

impl Record {
    fn of(zone: &str, title: &str, start: &str, written: &str) -> Record {
        let start = utc(start);
        Record { stage: declared_in(zone, start, start, Some(start), title), now: utc(written) }
    }

    fn play(&mut self, command: impl Into<Command>) {
        self.stage.play(self.now, command).unwrap();
    }

    fn line(&mut self, time: &str, kind: EntryKind, text: &str) {
        self.stage.play_back(self.now, utc(time), log(kind, text)).unwrap();
    }

    fn write(&mut self, section: Section, text: &str) {
        self.play(Review::Write { section, text: text.into() });
    }

    fn cause(&mut self, kind: CauseKind, title: &str, text: &str) {
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        self.play(Review::Add(Item::Cause(Cause { kind, title: title.into(), text })));
    }

    fn extra(&mut self, title: &str, text: &str) {
        self.play(Review::Add(Item::Extra(Extra { title: title.into(), text: text.into() })));
    }

    /// Agrees on a measure with a title and a text.
    fn measure(&mut self, group: &str, title: &str, detail: &str) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let plan = Plan { text: title.into(), detail: some(detail), group: some(group), ..Default::default() };
        self.play(Followup::Add { plan, cause: None });
    }

    fn closed(mut self, resolved: &str) -> State {
        self.play(Incident::Close(Closing { resolved: Some(utc(resolved)), ..Closing::default() }));
        self.stage.state
    }
}

/// What stands under a heading of the second level; with an empty heading, what stands before the first.
fn under<'a>(report: &'a str, heading: &str) -> &'a str {
    let begin = match heading {
        "" => 0,
        _ => report.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no {heading} in:\n{report}")) + 4,
    };
    let rest = &report[begin..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// Checks that every fact stands under its heading, and the facts of one heading in this order.
fn check(report: &str, facts: &[(&str, &[&str])]) {
    for (heading, facts) in facts {
        let section = under(report, heading);
        let mut rest = section;
        for fact in *facts {
            let place = rest.find(fact);
            assert!(place.is_some(), "{fact:?} is missing or out of order under {heading:?}:\n{report}");
            rest = &rest[place.unwrap_or_default() + fact.len()..];
        }
    }
}
