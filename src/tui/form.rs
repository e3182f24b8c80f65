//! The forms and what they ask.

use super::layer::{Field, Form, Purpose};
use super::model::{Model, Room};
use crate::incident::State;
use crate::incident::checklist::Task;
use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::incident::review::Section;
use crate::incident::text::one_line;
use crate::incident::timeline::Entry;
use crate::incident::updates::Audience;
use crate::tui::text::fit;

const WHEN: &str = "14:25, -5m, yesterday 14:25, 2026-08-04 15:25";

/// A new incident.
pub fn declare(model: &Model) -> Form {
    let fields = vec![
        Field::text("Title", "what is broken, in a few words", ""),
        Field::choice("Severity", &["not yet", "1", "2", "3", "4", "5"]),
        Field::text("Impact since", format!("{WHEN}; empty: not known yet"), ""),
        Field::text("Noticed at", format!("{WHEN}; empty: not known yet"), ""),
        Field::text("Zone", "an IANA name or UTC", model.zone.name()),
    ];
    Form::new(Purpose::Declare, "Declare an incident", fields)
}

/// What was told to whom.
pub fn update(room: &Room) -> Form {
    let customers_first = room.state.next_update().is_none_or(|(audience, _)| audience == Audience::Customers);
    let audiences: &'static [&'static str] =
        if customers_first { &["customers", "internal"] } else { &["internal", "customers"] };
    let cadence = &room.state.lifecycle.playbook().updates;
    let hint = format!(
        "30m, 15:40 or none; empty: {} for customers, {} for internal",
        cadence.customers_every.compact(),
        cadence.internal_every.compact()
    );
    let fields = vec![
        Field::text("Text", "what they were told", ""),
        Field::choice("To", audiences),
        Field::text("Next update in", hint, ""),
    ];
    Form::new(Purpose::Update, "Record an update", fields)
}

/// A task that is not on the playbook.
pub fn task() -> Form {
    let fields = vec![
        Field::text("Task", "what is to be done", ""),
        Field::text("Owner", "who does it; empty: nobody yet", ""),
        Field::text("Due", "30m, 15:40, tomorrow 09:00; empty: no due time", ""),
    ];
    Form::new(Purpose::Task, "Add a task", fields)
}

/// Why a task is not done.
pub fn skip(task: &Task) -> Form {
    let title = format!("Skip task {}: {}", task.number, fit(&one_line(&task.text), 60));
    Form::new(Purpose::Skip(task.number), title, vec![Field::text("Why", "stands in the report", "")])
}

/// By when a task is done.
pub fn due(task: &Task) -> Form {
    let title = format!("Task {}: {}", task.number, fit(&one_line(&task.text), 60));
    Form::new(Purpose::Due(task.number), title, vec![Field::text("Due", "30m, 15:40, tomorrow 09:00", "")])
}

/// Another text for an entry.
pub fn edit(entry: &Entry) -> Form {
    let title = format!("Edit #{}; the old text is kept", entry.number);
    Form::new(Purpose::Edit(entry.id), title, vec![Field::text("Text", "Alt-Enter begins a new line", entry.text())])
}

/// Another time for an entry.
pub fn retime(entry: &Entry, state: &State) -> Form {
    let zone = state.lifecycle.zone();
    let title = format!("When did #{} happen?", entry.number);
    let hint = format!("{WHEN} ({})", zone.label(entry.occurred));
    Form::new(Purpose::Retime(entry.id), title, vec![Field::text("Time", hint, &zone.datetime(entry.occurred))])
}

/// Why an entry does not count.
pub fn strike(entry: &Entry) -> Form {
    let title = format!("Strike #{}: {}", entry.number, fit(&one_line(entry.text()), 60));
    Form::new(Purpose::Strike(entry.id), title, vec![Field::text("Why", "the entry stays readable, struck out", "")])
}

/// What is searched.
pub fn find(room: &Room) -> Form {
    let before = room.timeline.find.as_deref().unwrap_or_default();
    let field = Field::text("Text", "in texts and names; n and N go on from there", before);
    Form::new(Purpose::Find, "Find on the timeline", vec![field])
}

/// When a milestone was.
pub fn mark(milestone: Milestone, room: &Room) -> Form {
    let zone = room.state.lifecycle.zone();
    let known = room.state.milestones().get(milestone).map(|at| zone.datetime(at)).unwrap_or_default();
    let hint = format!("{WHEN}; empty: now");
    Form::new(Purpose::Mark(milestone), milestone.sentence(), vec![Field::text("Time", hint, &known)])
}

/// Why the severity is what it is.
pub fn severity(level: u8) -> Form {
    let field = Field::text("Why", "in a few words; may stay empty", "");
    Form::new(Purpose::Severity(level), format!("Severity {}", severity_word(level)), vec![field])
}

/// More about a change of status.
pub fn status(status: Status) -> Form {
    let hint = if status == Status::Cancelled { "why it was no incident" } else { "in a few words; may stay empty" };
    let title = format!("Status {}", status.word());
    let fields = match status {
        Status::Cancelled => vec![Field::text("Why", hint, "")],
        _ => vec![Field::text("Note", hint, ""), Field::text("Since", format!("{WHEN}; empty: now"), "")],
    };
    Form::new(Purpose::Status(status), title, fields)
}

/// The labels of the closing form, in its order; only what is missing is asked.
pub const CLOSING: [&str; 5] = ["Impact since", "Resolved at", "Commander", "Impact", "Root cause"];

/// What the report still lacks.
pub fn close(room: &Room) -> Form {
    let state = &room.state;
    let milestones = state.milestones();
    let commanded = state.tenures().iter().any(|tenure| tenure.role == COMMANDER);
    let missing = [
        (milestones.get(Milestone::Started).is_none(), WHEN),
        (milestones.get(Milestone::Resolved).is_none(), WHEN),
        (!commanded, "who commanded"),
        (state.review.text(Section::Impact).is_none(), "who was hit and how, in one line"),
        (state.review.causes().is_empty(), "why it happened, in one line"),
    ];
    let fields: Vec<Field> = CLOSING
        .into_iter()
        .zip(missing)
        .filter(|(_, (missing, _))| *missing)
        .map(|(label, (_, hint))| Field::text(label, format!("{hint}; empty: left open, and the report says so"), ""))
        .collect();
    let title = match fields.len() {
        0 => "Close the incident: the report lacks nothing. Enter closes it",
        _ => "Close the incident: what the report still lacks",
    };
    Form::new(Purpose::Close, title, fields)
}

/// Another folder, when the disk fails.
pub fn save_elsewhere() -> Form {
    let field = Field::text("Folder", "on another disk; the journal is copied there and the room goes on", "");
    Form::new(Purpose::SaveElsewhere, "Go on in another folder", vec![field])
}
