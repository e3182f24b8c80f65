//! What is said once something is on disk.

use std::fmt::Write as _;

use crate::brief::{near, short};
use crate::incident::checklist;
use crate::incident::followups::{self, Followup};
use crate::incident::review::{ItemKind, Section};
use crate::incident::text::one_line;
use crate::incident::timeline::{self, Entry, EntryKind};
use crate::incident::zone::{Local, Zone};
use crate::incident::{Command, State, Time};
use crate::session::{News, Request};
use crate::verb::{self, Report, Task, WriteVerb};

/// One line for each new line of the timeline; where there is none, what the verb changed as it is now. A time that was
/// said is repeated with its zone, and a change of the whole incident names it.
pub fn saved(state: &State, news: &News, request: &Request, verb: &WriteVerb, now: Time) -> String {
    let timed = request.said.is_some()
        || matches!(&request.command, Command::Entry(timeline::Command::Edit { to: Some(_), .. }));
    let zone = state.lifecycle.zone();
    let own = &news.records[news.records.len() - news.own..];
    let of = match verb {
        WriteVerb::Reopen | WriteVerb::Cancel { .. } | WriteVerb::Close { .. } => {
            format!(" [{}]", one_line(state.id()))
        }
        // A report is written when the incident is over: which one was meant is not beyond doubt then.
        _ if !state.lifecycle.status().is_open() => format!(" [{}]", one_line(state.id())),
        _ => String::new(),
    };
    let exercise = if state.is_exercise() { "EXERCISE " } else { "" };
    let mut text = String::new();
    for line in own.iter().filter_map(|record| state.timeline.entry(record.id)) {
        let _ = writeln!(text, "{exercise}saved {}{of}", entry(line, zone, now, timed));
    }
    if text.is_empty() {
        let _ = match state.timeline.entry(request.id).filter(|_| own.is_empty()) {
            Some(known) => writeln!(text, "{exercise}saved already: {}{of}", entry(known, zone, now, timed)),
            None => writeln!(text, "{exercise}saved {}{of}", changed(state, verb, now, timed)),
        };
    }
    text
}

fn entry(line: &Entry, zone: &Zone, now: Time, timed: bool) -> String {
    let kind = match EntryKind::LOGGED.contains(&line.kind) {
        true => format!("{}: ", line.kind.word()),
        false => String::new(),
    };
    let key = if line.key() { " (key event)" } else { "" };
    let struck = if line.struck().is_some() { " (struck)" } else { "" };
    let mut time = near(zone, line.occurred, now);
    if timed {
        time.push_str(&format!(" {}{}", zone.label(line.occurred), which_of_two(zone, line.occurred)));
    }
    format!("#{} {time} {kind}{}{key}{struck}", line.number, short(line.text()))
}

/// Where clocks were set back, a time of day comes twice.
fn which_of_two(zone: &Zone, at: Time) -> &'static str {
    match zone.resolve(zone.local(at)) {
        Local::Twice { second, .. } if at == second => " (the later of two)",
        Local::Twice { .. } => " (the earlier of two)",
        _ => "",
    }
}

/// What a verb without a line of its own has changed.
fn changed(state: &State, verb: &WriteVerb, now: Time, timed: bool) -> String {
    let zone = state.lifecycle.zone();
    let review = &state.review;
    match verb {
        WriteVerb::Edit { entry: which, .. }
        | WriteVerb::Strike { entry: which, .. }
        | WriteVerb::Key { entry: which, .. } => {
            state.timeline.find(*which).map_or_else(|_| String::new(), |line| entry(line, zone, now, timed))
        }
        WriteVerb::Task(Task::Own { task, .. } | Task::Due { task, .. }) => {
            let task = state.checklist.tasks().get(*task as usize - 1);
            task.map(|task| numbered_task(task, zone, now)).unwrap_or_default()
        }
        WriteVerb::Followup(followup) => {
            let all = state.followups.all();
            let number = match followup {
                verb::Followup::Add { .. } => all.len(),
                verb::Followup::Edit { followup, .. }
                | verb::Followup::Own { followup, .. }
                | verb::Followup::Start { followup }
                | verb::Followup::Reopen { followup }
                | verb::Followup::Due { followup, .. }
                | verb::Followup::Done { followup }
                | verb::Followup::Drop { followup, .. } => *followup as usize,
            };
            number
                .checked_sub(1)
                .and_then(|place| all.get(place))
                .map(|one| numbered(one, zone, now))
                .unwrap_or_default()
        }
        WriteVerb::Summary { .. } => format!("summary: {}", short(review.text(Section::Summary).unwrap_or_default())),
        WriteVerb::Impact { .. } => format!("impact: {}", short(review.text(Section::Impact).unwrap_or_default())),
        WriteVerb::Section { section, .. } => match review.text(*section) {
            Some(text) => format!("{}: {}", section.word(), short(text)),
            None => format!("that the {} is taken out", section.word()),
        },
        WriteVerb::Cause { withdraw: Some(number), .. } => withdrawn(ItemKind::Cause, *number),
        WriteVerb::Cause { change, .. } => listed(state, ItemKind::Cause, *change),
        WriteVerb::Lesson { withdraw: Some(number), .. } => withdrawn(ItemKind::Lesson, *number),
        WriteVerb::Lesson { change, .. } => listed(state, ItemKind::Lesson, *change),
        WriteVerb::Report { what: Report::Withdraw { list, number }, .. } => withdrawn(*list, *number),
        WriteVerb::Report { what, change } => listed(state, what.list(), *change),
        _ => "it".into(),
    }
}

fn withdrawn(kind: ItemKind, number: u32) -> String {
    format!("that {} {number} does not count any more", kind.word())
}

/// An item by its number, or the newest of its list.
fn listed(state: &State, kind: ItemKind, number: Option<u32>) -> String {
    let mut items = state.review.items(kind);
    let item = match number {
        Some(number) => items.find(|(at, ..)| *at == number),
        None => items.last(),
    };
    item.map_or_else(String::new, |(number, _, item)| {
        format!("{} {number}: {}", kind.word(), short(&item.line(state.lifecycle.zone())))
    })
}

fn numbered_task(task: &checklist::Task, zone: &Zone, now: Time) -> String {
    format!("task {}: {}{}", task.number, short(&task.text), owner_and_due(task.owner(), task.due(), zone, now))
}

fn numbered(followup: &Followup, zone: &Zone, now: Time) -> String {
    let progress = match followup.progress() {
        followups::Progress::Open | followups::Progress::InProgress => {
            owner_and_due(followup.owner(), followup.due(), zone, now)
        }
        followups::Progress::Done => ", done".into(),
        followups::Progress::Dropped(why) => format!(", dropped: {}", short(why)),
    };
    format!("follow-up {}: {}{progress}", followup.number, short(followup.text()))
}

/// Who does it and by when, as far as known, to stand behind its text.
pub fn owner_and_due(owner: Option<&str>, due: Option<Time>, zone: &Zone, now: Time) -> String {
    let due = due.map(|due| format!("due {}", near(zone, due, now)));
    let known: Vec<String> = owner.map(short).into_iter().chain(due).collect();
    if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_came_twice_is_told_apart() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let told = |at: &str| which_of_two(&zone, at.parse().unwrap());
        assert_eq!(told("2026-10-25T00:45:00Z"), " (the earlier of two)");
        assert_eq!(told("2026-10-25T01:45:00Z"), " (the later of two)");
        assert_eq!(told("2026-10-25T02:45:00Z"), "");
    }
}
