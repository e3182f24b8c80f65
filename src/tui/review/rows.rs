//! What stands on the list of a part, and what can be taken over into it.

use uuid::Uuid;

use super::parts::Part;
use super::rival::beside;
use crate::incident::State;
use crate::incident::followups::{Followup, Progress};
use crate::incident::milestones::Milestone;
use crate::incident::review::{Item, ItemKind, Lesson};
use crate::incident::text::capital;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::zone::Zone;
use crate::tui::theme::mark;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item of the review.
    Item(ItemKind, u32),
    /// A follow-up.
    Followup(u32),
    /// A task of the checklist that may become a follow-up.
    Task(u32),
    /// A point in time.
    Milestone(Milestone),
    /// A line of the timeline.
    Entry(Uuid),
}

/// One row of a list. Texts are raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub target: Target,
    /// What stands before it: a number, a mark, a time.
    pub lead: String,
    /// What it says.
    pub text: String,
    /// More about it.
    pub detail: String,
    /// What it lacks.
    pub lacks: String,
    /// Whether it only could be on the list, or counts no more.
    pub faint: bool,
}

impl Row {
    fn new(target: Target, lead: impl Into<String>, text: impl Into<String>) -> Row {
        let (lead, text) = (lead.into(), text.into());
        Row { target, lead, text, detail: String::new(), lacks: String::new(), faint: false }
    }
}

/// The rows of a part; none for a text.
pub fn rows(part: Part, state: &State) -> Vec<Row> {
    match part {
        Part::Text(_) => Vec::new(),
        Part::Times => times(state),
        Part::KeyEvents => key_events(state),
        Part::Followups => followups(state),
        Part::Items(kinds) => kinds.iter().flat_map(|kind| items(*kind, state)).collect(),
    }
}

fn times(state: &State) -> Vec<Row> {
    let (milestones, zone) = (state.milestones(), state.lifecycle.zone());
    let row = |milestone: Milestone| {
        let at = milestones.get(milestone);
        let row =
            Row::new(Target::Milestone(milestone), if at.is_some() { "✓" } else { "○" }, capital(milestone.sentence()));
        match at {
            Some(at) => Row { detail: format!("{} {} {}", zone.weekday(at), zone.datetime(at), zone.label(at)), ..row },
            None => Row { lacks: "not recorded".into(), ..row },
        }
    };
    Milestone::ALL.map(row).into()
}

/// Key events, and lines of which a reader may need to know.
fn key_events(state: &State) -> Vec<Row> {
    let zone = state.lifecycle.zone();
    let telling = |kind| {
        matches!(
            kind,
            EntryKind::Decision | EntryKind::Action | EntryKind::Alert | EntryKind::Finding | EntryKind::Command
        )
    };
    let shown = |entry: &&Entry| entry.struck().is_none() && !entry.overruled && (entry.key() || telling(entry.kind));
    let row = |entry: &Entry| {
        let lead = format!("{} {}", if entry.key() { "★" } else { "☆" }, zone.clock(entry.occurred));
        let text = format!("{} {}", mark(entry.kind), entry.text());
        Row { faint: !entry.key(), ..Row::new(Target::Entry(entry.id), lead, text) }
    };
    state.timeline.in_order().filter(shown).map(row).collect()
}

fn followups(state: &State) -> Vec<Row> {
    let zone = state.lifecycle.zone();
    let agreed = state.followups.all().iter().map(|one| followup(one, state, zone));
    let open = state.checklist.tasks().iter().filter(|task| task.is_open());
    let taken = |text: &str| state.followups.all().iter().any(|one| one.text() == text);
    let offered = open.filter(|task| !taken(&task.text)).map(|task| Row {
        faint: true,
        ..Row::new(Target::Task(task.number), "+", format!("from the checklist: {}", task.text))
    });
    agreed.chain(offered).collect()
}

fn followup(one: &Followup, state: &State, zone: &Zone) -> Row {
    let mut facts = Vec::new();
    facts.extend(one.owner().map(str::to_owned));
    facts.extend(one.due().map(|due| format!("by {}", zone.datetime(due))));
    facts.extend(one.priority().map(|priority| format!("P{priority}")));
    facts.push(one.purpose().word().to_owned());
    facts.extend(one.ticket().map(str::to_owned));
    facts.extend(one.group().map(str::to_owned));
    let cause = one.cause().and_then(|cause| state.review.number(ItemKind::Cause, cause));
    facts.extend(cause.map(|number| format!("cause {number}")));
    facts.extend(match one.progress() {
        Progress::Open => None,
        progress => Some(progress.to_string()),
    });
    facts.extend(one.detail().map(str::to_owned));
    let rivals = rivals(one, zone);
    let lacks: Vec<&str> = [("no owner", one.owner().is_none()), ("no date", one.due().is_none())]
        .into_iter()
        .filter(|(_, lacks)| *lacks && one.is_open())
        .map(|(word, _)| word)
        .chain((!rivals.is_empty()).then_some("CONTESTED"))
        .collect();
    facts.extend(rivals);
    let sign = match one.progress() {
        Progress::Open => "[ ]",
        Progress::InProgress => "[~]",
        Progress::Done => "[x]",
        Progress::Dropped(_) => "[-]",
    };
    Row {
        detail: facts.join(" · "),
        lacks: lacks.join(", "),
        faint: !one.is_open(),
        ..Row::new(Target::Followup(one.number), format!("{sign} {}", one.number), one.text())
    }
}

/// What somebody else wrote of it, without having seen what stands there.
fn rivals(one: &Followup, zone: &Zone) -> Vec<String> {
    let (progress, owner, due) = one.registers();
    let progress = beside(progress).map(|head| (&head.by, head.value.to_string()));
    let owner = beside(owner).map(|head| (&head.by, head.value.clone()));
    let due = beside(due).map(|head| (&head.by, format!("by {}", zone.datetime(head.value))));
    let mut rivals: Vec<String> =
        [progress, owner, due].into_iter().flatten().map(|(by, value)| format!("{by} wrote: {value}")).collect();
    let other = |values: &[String]| values.iter().rev().find(|value| Some(*value) != values.last()).cloned();
    let plan = one.contested_plan().into_iter();
    rivals.extend(plan.filter_map(|(what, values)| Some(format!("the {what} is also: {}", other(&values)?))));
    rivals
}

fn items(kind: ItemKind, state: &State) -> Vec<Row> {
    let zone = state.lifecycle.zone();
    let row = |(number, listed, item): (u32, &crate::incident::review::Listed, &Item)| {
        let (text, detail) = words(item, zone);
        let rival = beside(&listed.register).map(|head| format!("{} wrote: {}", head.by, head.value.line(zone)));
        let lacks = if rival.is_some() { "CONTESTED" } else { "" };
        let detail = [Some(detail).filter(|detail| !detail.is_empty()), rival].into_iter().flatten();
        let detail = detail.collect::<Vec<_>>().join(" · ");
        Row { detail, lacks: lacks.into(), ..Row::new(Target::Item(kind, number), number.to_string(), text) }
    };
    state.review.items(kind).map(row).collect()
}

fn words(item: &Item, zone: &Zone) -> (String, String) {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
    match item {
        Item::Author(name) => (name.clone(), "author".into()),
        Item::Reviewer(name) => (name.clone(), "reviewer".into()),
        Item::Tag(text) | Item::Service(text) | Item::Why(text) => (text.clone(), String::new()),
        Item::Window(window) => {
            (format!("{} to {}", zone.datetime(window.from), zone.datetime(window.to)), or_none(&window.note))
        }
        Item::Metric(metric) => (format!("{}: {} {}", metric.name, metric.number, metric.unit), String::new()),
        Item::Cause(cause) => {
            let text = cause.text.as_ref().map(|text| format!(" · {text}")).unwrap_or_default();
            (cause.title.clone(), format!("{}{text}", cause.kind.word()))
        }
        Item::Lesson(learnt) => {
            let kind = match learnt.kind {
                Lesson::Well => "went well",
                Lesson::Badly => "went badly",
                Lesson::Lucky => "luck",
            };
            (learnt.text.clone(), kind.into())
        }
        Item::Related(related) => (related.incident.clone(), or_none(&related.text)),
        Item::Term(term) => (term.term.clone(), term.meaning.clone()),
        Item::Link(link) => (link.title.clone(), link.address.clone()),
        Item::Extra(extra) => (extra.title.clone(), extra.text.clone()),
        Item::Waiver(waiver) => {
            (format!("{} in {}", waiver.code, waiver.place.as_deref().unwrap_or("every place")), waiver.reason.clone())
        }
    }
}
