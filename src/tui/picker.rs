//! Lists to choose one thing from.

use super::layer::{Choice, Free, Item, List};
use super::model::{Model, Room};
use super::theme::mark;
use super::timeline::Filter;
use crate::incident::checklist::Task;
use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::milestones::Milestone;
use crate::incident::timeline::EntryKind;
use crate::incident::{State, exercise};

/// Where it stands.
pub fn status(room: &Room) -> List {
    let meaning = |status| match status {
        Status::Investigating => "the cause is not known",
        Status::Identified => "the cause is known, the fix is on its way",
        Status::Mitigated => "the impact has ended or is bearable; watching",
        Status::Resolved => "it is over",
        Status::Closed => "it is over and written up: asks for what the report lacks",
        Status::Cancelled => "it was no incident; asks why",
    };
    let current = room.state.lifecycle.status();
    let items = Status::ALL.into_iter().map(|status| Item {
        refusal: (status == current).then(|| format!("it is {} now", status.word())),
        ..Item::new(status.word(), meaning(status), Choice::Status(status))
    });
    List::new("Status", items.collect())
}

/// How bad it is.
pub fn severity(room: &Room) -> List {
    let current = room.state.lifecycle.severity.get();
    let items = room.state.lifecycle.playbook().severities.iter().map(|severity| Item {
        refusal: (current == Some(&severity.level)).then(|| "it is that now".to_owned()),
        ..Item::new(severity_word(severity.level), &severity.definition, Choice::Severity(severity.level))
    });
    List::new("Severity", items.collect())
}

/// Which point in time.
pub fn milestone(room: &Room) -> List {
    let known = room.state.milestones();
    let zone = room.state.lifecycle.zone();
    let items = Milestone::ALL.into_iter().filter(|milestone| milestone.markable()).map(|milestone| {
        let hint = match known.get(milestone) {
            Some(at) => format!("{} ({} {})", milestone.sentence(), zone.datetime(at), zone.label(at)),
            None => format!("{} (no time yet)", milestone.sentence()),
        };
        Item::new(milestone.word(), hint, Choice::Milestone(milestone))
    });
    List::new("Milestone", items.collect())
}

/// Which lines are shown.
pub fn filter(room: &Room) -> List {
    let mut items = vec![
        Item::new("everything", "no filter", Choice::Filter(None)),
        Item::new("key events", "starred lines and turns of the incident", Choice::Filter(Some(Filter::Key))),
        Item::new("what people wrote", "without the automatic lines", Choice::Filter(Some(Filter::Said))),
    ];
    let mut counts = std::collections::BTreeMap::<EntryKind, usize>::new();
    for entry in room.state.timeline.as_written() {
        *counts.entry(entry.kind).or_default() += 1;
    }
    for (kind, count) in counts {
        let label = format!("{} {}", mark(kind), kind.word());
        items.push(Item::new(label, lines(count), Choice::Filter(Some(Filter::Kind(kind)))));
    }
    for (person, count) in writers(&room.state) {
        items.push(Item::new(format!("@{person}"), lines(count), Choice::Filter(Some(Filter::Person(person.clone())))));
    }
    List::new("Show only", items)
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".into() } else { format!("{count} lines") }
}

/// Who wrote, and how much.
fn writers(state: &State) -> std::collections::BTreeMap<String, usize> {
    let mut writers = std::collections::BTreeMap::new();
    for entry in state.timeline.as_written() {
        match writers.get_mut(&*entry.by) {
            Some(count) => *count += 1,
            None => {
                writers.insert(entry.by.to_string(), 1);
            }
        }
    }
    writers
}

/// Everybody who is known here, whoever sits here first.
fn people(model: &Model, state: &State) -> Vec<String> {
    let mut people = vec![model.who.clone()];
    let held = state.tenures().into_iter().map(|tenure| tenure.person);
    let own = state.checklist.tasks().iter().filter_map(|task| task.owner().map(str::to_owned));
    let wrote = state.timeline.writers().map(str::to_owned);
    // In an exercise the scenario speaks, too; it is nobody.
    let nobody = |person: &str| state.is_exercise() && person == exercise::BY;
    for person in held.chain(own).chain(wrote) {
        if !people.contains(&person) && !nobody(&person) {
            people.push(person);
        }
    }
    people
}

/// Who shall hold a role.
pub fn role(model: &Model, role: &str) -> List {
    let Some(room) = model.room() else { return List::new("", Vec::new()) };
    let holder = room.state.roles.holder(role);
    let items = people(model, &room.state).into_iter().map(|person| {
        let hint = match (person == model.who, roles_of(&room.state, &person)) {
            (true, roles) if roles.is_empty() => "you".to_owned(),
            (true, roles) => format!("you, {roles}"),
            (false, roles) => roles,
        };
        let refusal = (holder == Some(&person)).then(|| format!("{person} is {role} now"));
        let choice = Choice::Assign { role: role.into(), person: person.clone() };
        Item { refusal, ..Item::new(person, hint, choice) }
    });
    let title = match holder {
        Some(holder) => format!("Hand {role} off from {holder} to"),
        None => format!("Who is {role}?"),
    };
    List { free: Some(Free::Role(role.into())), ..List::new(title, items.collect()) }
}

fn roles_of(state: &State, person: &str) -> String {
    let held: Vec<&str> = state.roles.known().filter(|role| state.roles.holder(role) == Some(person)).collect();
    held.join(", ")
}

/// Who shall do a task.
pub fn owner(model: &Model, task: &Task) -> List {
    let Some(room) = model.room() else { return List::new("", Vec::new()) };
    let items = people(model, &room.state).into_iter().map(|person| {
        let hint = roles_of(&room.state, &person);
        let refusal = (task.owner() == Some(&person)).then(|| format!("{person} does it already"));
        let choice = Choice::Own { task: task.number, person: person.clone() };
        Item { refusal, ..Item::new(person, hint, choice) }
    });
    List {
        free: Some(Free::Task(task.number)),
        ..List::new(format!("Who does task {}?", task.number), items.collect())
    }
}
