//! What it came from and what comes of it: causes, lessons, follow-ups, tasks left open.

use std::borrow::Cow;

use crate::incident::checklist;
use crate::incident::followups::{self, Followup};
use crate::incident::review::Lesson;

use super::column;
use crate::postmortem::block::{Block, Line, say, table, text};
use crate::postmortem::document::Document;

/// Who was hit and how.
pub(super) fn impact<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    vec![Block::Section("Impact"), doc.impact.map_or_else(|| say("No impact has been recorded."), Block::Prose)]
}

/// The root causes, each with a title.
pub(super) fn causes<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Section("Root causes")];
    if doc.causes.is_empty() {
        blocks.push(say("No root cause has been recorded."));
    }
    for (place, cause) in doc.causes.iter().enumerate() {
        blocks.push(Block::Topic(format!("{}. {}", place + 1, cause.title).into()));
        blocks.extend(cause.text.as_deref().map(Block::Prose));
    }
    blocks
}

/// What was learnt, by kind.
pub(super) fn lessons<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Section("Lessons")];
    if doc.lessons.is_empty() {
        blocks.push(say("No lesson has been recorded."));
    }
    for kind in Lesson::ALL {
        let learnt = doc.lessons.iter().filter(|learnt| learnt.lesson == kind);
        let items: Vec<Line<'a>> = learnt.map(|learnt| text(&*learnt.text)).collect();
        if !items.is_empty() {
            blocks.push(Block::Topic(kind.heading().into()));
            blocks.push(Block::List(items));
        }
    }
    blocks
}

/// What is to be done, and how far it is.
pub(super) fn followups<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let section = Block::Section("Follow-ups");
    if doc.followups.is_empty() {
        return vec![section, say("No follow-up has been recorded.")];
    }
    let row = |followup: &'a Followup| {
        let state: Cow<'a, str> = match followup.progress() {
            followups::Progress::Open => "open".into(),
            followups::Progress::Done => "done".into(),
            followups::Progress::Dropped(why) => format!("dropped: {why}").into(),
        };
        [
            text(followup.number.to_string()),
            text(&*followup.text),
            text(followup.purpose.word()),
            text(followup.owner().unwrap_or("nobody")),
            text(followup.due().map_or("no date".into(), |due| doc.dates.full(due))),
            text(followup.priority.map_or("none".into(), |priority| priority.to_string())),
            text(followup.ticket.as_deref().unwrap_or("none")),
            text(state),
        ]
    };
    let due = column(doc, "Due");
    let head = ["No.", "What", "Purpose", "Owner", &due, "Priority", "Ticket", "State"];
    vec![section, say(how_far(doc.followups)), table(head, doc.followups.iter().map(row))]
}

fn how_far(followups: &[Followup]) -> String {
    let open: Vec<&Followup> = followups.iter().filter(|followup| followup.is_open()).collect();
    let lacking = |what: &str, lacks: fn(&Followup) -> bool| match open.iter().filter(|one| lacks(one)).count() {
        0 => String::new(),
        some => format!(", {some} of them without {what}"),
    };
    let owner = lacking("an owner", |followup| followup.owner().is_none());
    let due = lacking("a due date", |followup| followup.due().is_none());
    format!("{} of {} open{owner}{due}.", open.len(), followups.len())
}

/// What was not done during the incident.
pub(super) fn open_tasks<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let section = Block::Section("Open and skipped tasks");
    if doc.tasks_left.is_empty() {
        let none = if doc.tasks_done.is_empty() { "The checklist is empty." } else { "Every task was done." };
        return vec![section, say(none)];
    }
    let row = |task: &&'a checklist::Task| {
        let state: Cow<'a, str> = match (task.progress(), task.due()) {
            (checklist::Progress::Skipped(why), _) => format!("skipped: {why}").into(),
            (_, Some(due)) => format!("open, due {}", doc.dates.full(due)).into(),
            (_, None) => "open".into(),
        };
        let owner = task.owner().or(task.role.as_deref()).unwrap_or("nobody");
        [text(task.number.to_string()), text(&*task.text), text(owner), text(state)]
    };
    vec![section, table(["No.", "Task", "Owner", "State"], doc.tasks_left.iter().map(row))]
}
