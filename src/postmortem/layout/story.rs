//! The record: who held which role, what was done, told and logged, step by step.

use crate::incident::Time;
use crate::incident::timeline::Entry;

use super::column;
use crate::postmortem::block::{Block, Line, Run, say, table, text};
use crate::postmortem::document::{Document, Held, Then};

/// Who held which role from when to when.
pub(super) fn roles<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let section = Block::Section("Roles");
    if doc.roles.is_empty() {
        return vec![section, say("Nobody held a role.")];
    }
    let row = |held: &'a Held| {
        let then = match &held.then {
            Then::Holds => text("holds it"),
            Then::End => text("held it to the end"),
            Then::Released => text("released"),
            Then::Handed(next) => text(format!("handed off to {next}")),
            Then::Contested(rival) => vec![Run::Strong("CONTESTED"), Run::Text(format!("by {rival}").into())],
        };
        let Held { tenure, .. } = held;
        let to = tenure.to.map_or("not over".into(), |to| doc.dates.full(to));
        [text(&*tenure.role), text(&*tenure.person), text(doc.dates.full(tenure.from)), text(to), then]
    };
    let head = ["Role", "Who", &column(doc, "From"), &column(doc, "To"), "Then"];
    vec![section, table(head, doc.roles.iter().map(row))]
}

/// Decisions, actions, commands and done tasks.
pub(super) fn deeds<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Section("What was done")];
    if doc.deeds.is_empty() {
        blocks.push(say("No action, decision or command has been logged."));
    } else {
        let deed = |entry: &&'a Entry| {
            [text(doc.dates.full(entry.occurred)), text(entry.kind.word()), text(&*entry.by), text(&**entry.text())]
        };
        blocks.push(table([&column(doc, "When"), "Kind", "Who", "What"], doc.deeds.iter().map(deed)));
    }
    if !doc.tasks_done.is_empty() {
        blocks.push(say("Done from the checklist:"));
        blocks.push(Block::List(doc.tasks_done.iter().map(|task| text(&*task.text)).collect()));
    }
    blocks
}

/// What was told to whom.
pub(super) fn updates<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let section = Block::Section("Updates sent");
    if doc.updates.is_empty() {
        return vec![section, say("No update has been recorded.")];
    }
    let rows = doc.updates.iter().map(|told| {
        let next = told.next.map_or("none".into(), |next| doc.dates.full(next));
        [text(doc.dates.full(told.at)), text(told.audience.word()), text(told.text), text(next)]
    });
    vec![section, table([&column(doc, "When"), "To", "What", "Next promised"], rows)]
}

/// Every line that counts, by day.
pub(super) fn timeline<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Section("Timeline")];
    if doc.timeline.is_empty() {
        blocks.push(say("Nothing has been logged."));
    }
    if doc.timeline.iter().any(|entry| entry.key()) {
        blocks.push(say("★ marks a key event."));
    }
    let afterwards = told_afterwards(doc);
    if let Some(at) = afterwards {
        blocks.push(say(format!("The lines of other days were written down on {}.", doc.dates.heading(at))));
    }
    let days: Vec<&[&Entry]> =
        doc.timeline.chunk_by(|one, next| doc.dates.day(one.occurred) == doc.dates.day(next.occurred)).collect();
    for day in &days {
        let heading = doc.dates.heading(day[0].occurred);
        blocks.push(if days.len() > 1 { Block::Topic(heading.into()) } else { say(format!("All on {heading}.")) });
        let rows = day.iter().map(|entry| story(doc, entry, afterwards));
        blocks.push(table([&column(doc, "Time"), "Kind", "Who", "What"], rows));
    }
    blocks
}

/// When the lines of other days were written down, if all of them were on one day: it is said once then.
fn told_afterwards(doc: &Document<'_>) -> Option<Time> {
    let day = |at| doc.dates.day(at);
    let mut later = doc.timeline.iter().filter(|entry| entry.backdated() && day(entry.at) != day(entry.occurred));
    let first = later.next()?.at;
    (later.clone().count() > 0 && later.all(|entry| day(entry.at) == day(first))).then_some(first)
}

fn story<'a>(doc: &'a Document<'a>, entry: &'a Entry, afterwards: Option<Time>) -> [Line<'a>; 4] {
    let kind = if entry.key() { format!("★ {}", entry.kind.word()) } else { entry.kind.word().to_owned() };
    let mut what = text(&**entry.text());
    if entry.contested() {
        what.push(Run::Strong("CONTESTED"));
    }
    if entry.edited() {
        what.push(Run::Aside("edited".into()));
    }
    let same_day = doc.dates.day(entry.at) == doc.dates.day(entry.occurred);
    let said_above = !same_day && afterwards.is_some_and(|at| doc.dates.day(at) == doc.dates.day(entry.at));
    if entry.backdated() && !said_above {
        let at = if same_day { doc.dates.clock(entry.at) } else { doc.dates.full(entry.at) };
        what.push(Run::Aside(format!("written down {at}")));
    }
    [text(doc.dates.clock(entry.occurred)), text(kind), text(&*entry.by), what]
}

/// Everybody who wrote or held a role.
pub(super) fn people<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let who = if doc.people.is_empty() { "Nobody wrote anything.".to_owned() } else { doc.people.join(", ") };
    vec![Block::Section("People who took part"), say(who)]
}

/// Lines that do not count any more, with the reasons.
pub(super) fn struck<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    if doc.struck.is_empty() {
        return Vec::new();
    }
    let rows = doc.struck.iter().filter_map(|entry| {
        let struck = entry.struck()?;
        let when = text(doc.dates.full(entry.occurred));
        Some([when, text(&*entry.by), text(&**entry.text()), text(&*struck.by), text(&*struck.why)])
    });
    let when = column(doc, "When");
    vec![
        Block::Section("Struck entries"),
        say("These lines were logged and later taken out of the story."),
        table([&when, "Who", "What", "Struck by", "Reason"], rows),
    ]
}
