//! An incident in which every place where somebody may write holds a text of theirs.

use super::{Stage, at};
use crate::incident::Command;
use crate::incident::checklist::Command as Task;
use crate::incident::followups::{Change, Command as Followup, Plan, Purpose};
use crate::incident::lifecycle::{Command as Incident, Status};
use crate::incident::review::{
    Cause, CauseKind, Command as Review, Extra, Item, Learnt, Lesson, Link, Metric, Related, Section, Term, Waiver,
    Window,
};
use crate::incident::roles::Command as Role;
use crate::incident::timeline::{Command as Entry, Detail, EntryKind, EntryRef};
use crate::incident::updates::{Audience, Command as Update, Promise};

/// The text as a line of at most 200 characters.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ").chars().take(200).collect()
}

/// The text as the name of a person; not every text can be one.
fn name(text: &str) -> String {
    let name: String = line(text).trim().trim_start_matches('@').trim().chars().take(80).collect();
    if name.trim().is_empty() { "nobody".into() } else { name }
}

/// An incident with a text in every place, the next one for each; what cannot stand in a place is left out there.
pub fn everywhere(mut next: impl FnMut() -> String) -> Stage {
    let mut stage = Stage::declared();
    let mut commands: Vec<Command> = vec![
        Incident::Title(line(&next())).into(),
        Incident::Severity { level: 2, reason: Some(next()) }.into(),
        Incident::Status { status: Status::Mitigated, note: Some(next()) }.into(),
        Entry::Log {
            kind: EntryKind::Action,
            text: next(),
            key: true,
            detail: Detail { about: true, until: None, actor: Some(name(&next())) },
        }
        .into(),
        Entry::Log { kind: EntryKind::Note, text: next(), key: false, detail: Detail::default() }.into(),
        Entry::Strike { entry: EntryRef::Number(5), why: next() }.into(),
        Role::Assign { role: "commander".into(), person: name(&next()) }.into(),
        Role::Assign { role: name(&next()), person: name(&next()) }.into(),
        Update::Send { audience: Audience::Customers, text: next(), next: Promise::Cadence }.into(),
        Update::Send { audience: Audience::Internal, text: next(), next: Promise::None }.into(),
        Task::Add { text: next(), owner: Some(name(&next())), due: None }.into(),
        Task::Skip { task: 1, why: next() }.into(),
        Followup::Add {
            plan: Plan {
                text: next(),
                purpose: Purpose::Prevent,
                owner: Some(name(&next())),
                ticket: Some(next()),
                ..Default::default()
            },
            cause: None,
        }
        .into(),
        Followup::Change {
            followup: 1,
            changes: vec![Change::Detail(next()), Change::Group(next()), Change::Ticket(next())],
        }
        .into(),
    ];
    commands.extend(Section::ALL.map(|section| Review::Write { section, text: next() }.into()));
    let items = [
        Item::Author(name(&next())),
        Item::Reviewer(name(&next())),
        Item::Tag(line(&next())),
        Item::Service(line(&next())),
        Item::Window(Window { from: at(3, 0), to: at(3, 10), note: Some(next()) }),
        Item::Metric(Metric { name: line(&next()), number: 41.5, unit: line(&next()) }),
        Item::Cause(Cause { kind: CauseKind::Trigger, title: next(), text: Some(next()) }),
        Item::Why(next()),
        Item::Lesson(Learnt { kind: Lesson::Lucky, text: next() }),
        Item::Related(Related { incident: line(&next()), text: Some(next()) }),
        Item::Term(Term { term: line(&next()), meaning: next() }),
        Item::Link(Link { title: line(&next()), address: "https://status.example/1".into() }),
        Item::Link(Link { title: "status".into(), address: next() }),
        Item::Extra(Extra { title: line(&next()), text: next() }),
        Item::Waiver(Waiver { code: "gap".into(), place: Some(next()), reason: next() }),
    ];
    commands.extend(items.map(|item| Review::Add(item).into()));
    for command in commands {
        let by = name(&next());
        let _ = stage.play_as(&by, at(3, 20), None, command);
    }
    stage
}
