//! What is said once something is on disk.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::brief::{near, short};
use crate::incident::checklist;
use crate::incident::followups::{self, Followup};
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::zone::Zone;
use crate::incident::{State, Time};
use crate::session::News;
use crate::verb::{self, Task, WriteVerb};

/// One line for each new line of the timeline; where there is none, what the verb changed as it is now.
pub fn saved(state: &State, news: &News, request: Uuid, verb: &WriteVerb, now: Time) -> String {
    let zone = state.lifecycle.zone();
    let own = &news.records[news.records.len() - news.own..];
    let mut text = String::new();
    for line in own.iter().filter_map(|record| state.timeline.entry(record.id)) {
        let _ = writeln!(text, "saved {}", entry(line, zone, now));
    }
    if text.is_empty() {
        let _ = match state.timeline.entry(request).filter(|_| own.is_empty()) {
            Some(known) => writeln!(text, "saved already: {}", entry(known, zone, now)),
            None => writeln!(text, "saved {}", changed(state, verb, now)),
        };
    }
    text
}

fn entry(line: &Entry, zone: &Zone, now: Time) -> String {
    let kind = match EntryKind::LOGGED.contains(&line.kind) {
        true => format!("{}: ", line.kind.word()),
        false => String::new(),
    };
    let key = if line.key() { " (key event)" } else { "" };
    let struck = if line.struck().is_some() { " (struck)" } else { "" };
    format!("#{} {} {kind}{}{key}{struck}", line.number, near(zone, line.occurred, now), short(line.text()))
}

/// What a verb without a line of its own has changed.
fn changed(state: &State, verb: &WriteVerb, now: Time) -> String {
    let zone = state.lifecycle.zone();
    let review = &state.review;
    match verb {
        WriteVerb::Edit { entry: which, .. }
        | WriteVerb::Strike { entry: which, .. }
        | WriteVerb::Key { entry: which, .. } => {
            state.timeline.find(*which).map_or_else(|_| String::new(), |line| entry(line, zone, now))
        }
        WriteVerb::Task(Task::Own { task, .. } | Task::Due { task, .. }) => {
            let task = state.checklist.tasks().get(*task as usize - 1);
            task.map(|task| numbered_task(task, zone, now)).unwrap_or_default()
        }
        WriteVerb::Followup(followup) => {
            let all = state.followups.all();
            let number = match followup {
                verb::Followup::Add { .. } => all.len(),
                verb::Followup::Own { followup, .. }
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
        WriteVerb::Summary { .. } => format!("summary: {}", short(review.summary.get().map_or("", String::as_str))),
        WriteVerb::Impact { .. } => format!("impact: {}", short(review.impact.get().map_or("", String::as_str))),
        WriteVerb::Cause { withdraw: Some(number), .. } => format!("that cause {number} does not count any more"),
        WriteVerb::Cause { .. } => {
            let title = review.causes().last().map_or("", |cause| &cause.title);
            format!("cause {}: {}", review.causes().len(), short(title))
        }
        WriteVerb::Lesson { withdraw: Some(number), .. } => format!("that lesson {number} does not count any more"),
        WriteVerb::Lesson { .. } => {
            let text = review.lessons().last().map_or("", |learnt| &learnt.text);
            format!("lesson {}: {}", review.lessons().len(), short(text))
        }
        _ => "it".into(),
    }
}

fn numbered_task(task: &checklist::Task, zone: &Zone, now: Time) -> String {
    format!("task {}: {}{}", task.number, short(&task.text), owner_and_due(task.owner(), task.due(), zone, now))
}

fn numbered(followup: &Followup, zone: &Zone, now: Time) -> String {
    let progress = match followup.progress() {
        followups::Progress::Open => owner_and_due(followup.owner(), followup.due(), zone, now),
        followups::Progress::Done => ", done".into(),
        followups::Progress::Dropped(why) => format!(", dropped: {}", short(why)),
    };
    format!("follow-up {}: {}{progress}", followup.number, short(&followup.text))
}

/// Who does it and by when, as far as known, to stand behind its text.
pub fn owner_and_due(owner: Option<&str>, due: Option<Time>, zone: &Zone, now: Time) -> String {
    let due = due.map(|due| format!("due {}", near(zone, due, now)));
    let known: Vec<String> = owner.map(short).into_iter().chain(due).collect();
    if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) }
}
