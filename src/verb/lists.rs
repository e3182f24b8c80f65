//! What is said about the lists: tasks, follow-ups, causes, lessons and the rest of the report.

use super::command::{Understood, if_written, unclear, whole, written};
use super::words::join;
use super::{Followup, Report, Scene, Task};
use crate::incident::followups::{Change, Plan};
use crate::incident::review::{
    Cause, CauseKind, Command, Extra, Item, ItemKind, Learnt, Lesson, Link, Metric, Related, Section, Term, Waiver,
    Window,
};
use crate::incident::{checklist, followups};

pub(super) fn section(section: Section, text: &[String], clear: bool) -> Understood<Command> {
    match if_written(text) {
        Some(text) => Ok(Command::Write { section, text }),
        None if clear => Ok(Command::Write { section, text: String::new() }),
        None => unclear(format!("say what: `section {0} TEXT`, or `section {0} --clear`", section.word())),
    }
}

pub(super) fn cause(
    title: &[String],
    text: &[String],
    kind: CauseKind,
    change: Option<u32>,
    withdraw: Option<u32>,
) -> Understood<Command> {
    if let Some(number) = withdraw {
        return Ok(Command::Withdraw { kind: ItemKind::Cause, number });
    }
    let item = Item::Cause(Cause { kind, title: written("cause", title)?, text: if_written(text) });
    Ok(changed_or_added(change, item))
}

pub(super) fn lesson(text: &[String], kind: Lesson, change: Option<u32>, withdraw: Option<u32>) -> Understood<Command> {
    if let Some(number) = withdraw {
        return Ok(Command::Withdraw { kind: ItemKind::Lesson, number });
    }
    Ok(changed_or_added(change, Item::Lesson(Learnt { kind, text: written("lesson", text)? })))
}

fn changed_or_added(change: Option<u32>, item: Item) -> Command {
    match change {
        Some(number) => Command::Change { number, item },
        None => Command::Add(item),
    }
}

impl Scene<'_> {
    pub(super) fn report(&self, report: &Report, change: Option<u32>) -> Understood<Command> {
        let item = match report {
            Report::Author { person } => Item::Author(join(person)),
            Report::Reviewer { person } => Item::Reviewer(join(person)),
            Report::Tag { word } => Item::Tag(join(word)),
            Report::Service { service } => Item::Service(join(service)),
            Report::Window { from, to, note } => {
                Item::Window(Window { from: self.past(from)?, to: self.past(to)?, note: if_written(note) })
            }
            Report::Metric { number, unit, name } => {
                Item::Metric(Metric { name: join(name), number: *number, unit: unit.clone() })
            }
            Report::Why { text } => Item::Why(join(text)),
            Report::Related { other, text } => {
                Item::Related(Related { incident: other.clone(), text: if_written(text) })
            }
            Report::Term { term, meaning } => Item::Term(Term { term: term.clone(), meaning: join(meaning) }),
            Report::Link { address, title } => Item::Link(Link { title: join(title), address: address.clone() }),
            Report::Extra { title, text } => {
                Item::Extra(Extra { title: title.clone(), text: written("section", text)? })
            }
            Report::Waive { code, place, why } => {
                Item::Waiver(Waiver { code: code.clone(), place: if_written(place), reason: written("reason", why)? })
            }
            Report::Withdraw { .. } if change.is_some() => {
                return unclear("what is withdrawn cannot be changed as well");
            }
            Report::Withdraw { list, number } => return Ok(Command::Withdraw { kind: *list, number: *number }),
        };
        Ok(changed_or_added(change, item))
    }

    pub(super) fn task(&self, task: &Task) -> Understood<checklist::Command> {
        Ok(match task {
            Task::Add { text, owner, due } => checklist::Command::Add {
                text: written("task", text)?,
                owner: owner.clone(),
                due: self.due_if_said(due)?,
            },
            Task::Done { task } => checklist::Command::Done(*task),
            Task::Reopen { task } => checklist::Command::Reopen(*task),
            Task::Skip { task, why } => checklist::Command::Skip { task: *task, why: written("reason", why)? },
            Task::Own { task, person } => checklist::Command::Own { task: *task, person: join(person) },
            Task::Due { task, time, rest } => {
                checklist::Command::Due { task: *task, due: self.due(&whole(time, rest))? }
            }
        })
    }

    pub(super) fn followup(&self, followup: &Followup) -> Understood<followups::Command> {
        Ok(match followup {
            Followup::Add { text, owner, due, purpose, priority, ticket, detail, group, cause } => {
                followups::Command::Add {
                    plan: Plan {
                        text: written("follow-up", text)?,
                        detail: if_written(detail),
                        group: if_written(group),
                        purpose: *purpose,
                        owner: owner.clone(),
                        due: self.due_if_said(due)?,
                        priority: *priority,
                        ticket: ticket.clone(),
                        cause: None,
                    },
                    cause: *cause,
                }
            }
            Followup::Edit { followup, text, purpose, priority, ticket, detail, group, cause } => {
                let changes: Vec<Change> = [
                    if_written(text).map(Change::Text),
                    purpose.map(Change::Purpose),
                    priority.map(Change::Priority),
                    ticket.clone().map(Change::Ticket),
                    detail.clone().map(Change::Detail),
                    group.clone().map(Change::Group),
                    cause.map(Change::Cause),
                ]
                .into_iter()
                .flatten()
                .collect();
                if changes.is_empty() {
                    return unclear(format!("say what is to change: `followup edit {followup} TEXT`, --priority …"));
                }
                followups::Command::Change { followup: *followup, changes }
            }
            Followup::Own { followup, person } => followups::Command::Own { followup: *followup, person: join(person) },
            Followup::Due { followup, time, rest } => {
                followups::Command::Due { followup: *followup, due: self.due(&whole(time, rest))? }
            }
            Followup::Start { followup } => followups::Command::Start(*followup),
            Followup::Done { followup } => followups::Command::Done(*followup),
            Followup::Reopen { followup } => followups::Command::Reopen(*followup),
            Followup::Drop { followup, why } => {
                followups::Command::Drop { followup: *followup, why: written("reason", why)? }
            }
        })
    }
}
