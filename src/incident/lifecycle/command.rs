//! What people can do to the incident as a whole, and what then happens.

use super::{Event, Status, severity_word};
use crate::incident::milestones::{Milestone, What};
use crate::incident::playbook::Playbook;
use crate::incident::record::{Time, whole_ms};
use crate::incident::zone::Zone;
use crate::incident::{Draft, Moment, Refusal, State, checklist, refuse, review, roles, said, text};

/// What people can do to the incident as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin.
    Declare(Declaration),
    /// Give it another title.
    Title(String),
    /// Say how bad it is.
    Severity {
        /// 1 (worst) to 5.
        level: u8,
        /// Why.
        reason: Option<String>,
    },
    /// Say where it stands.
    Status {
        /// The new status.
        status: Status,
        /// What else is to be said.
        note: Option<String>,
    },
    /// Name a point in time: that of the command.
    Mark(Milestone),
    /// End it, saying what was not said before.
    Close(Closing),
    /// Take back the end.
    Reopen,
    /// It was none.
    Cancel {
        /// The reason.
        why: String,
    },
}

/// All that is said at the beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Its id: date and slug.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where its times are shown.
    pub zone: Zone,
    /// What was agreed beforehand.
    pub playbook: Playbook,
    /// How bad it is, if known.
    pub severity: Option<u8>,
    /// When the impact began, if known (UTC).
    pub started: Option<Time>,
    /// When somebody or something noticed, if known (UTC).
    pub detected: Option<Time>,
}

/// What the report still lacked; everything can be left open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closing {
    /// When the impact began (UTC).
    pub started: Option<Time>,
    /// When it was over (UTC).
    pub resolved: Option<Time>,
    /// Who commanded.
    pub commander: Option<String>,
    /// Who was hit and how, in a line.
    pub impact: Option<String>,
    /// The root cause, in a line.
    pub cause: Option<String>,
}

pub(in crate::incident) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    let life = &state.lifecycle;
    match command {
        Command::Declare(declaration) => declare(state, declaration, moment),
        Command::Title(title) => {
            let title = checked_title(title)?;
            if title == state.title() && !life.title.contested() {
                return refuse("the incident is called that already");
            }
            Ok(vec![Event::Titled { title }.into()])
        }
        Command::Severity { level, reason } => {
            state.must_be_open()?;
            set_severity(state, life.playbook(), *level, said(reason))
        }
        Command::Status { status: Status::Closed, note } => close(state, &Closing::default(), said(note), moment),
        Command::Status { status: Status::Cancelled, note } => cancel(state, note.as_deref().unwrap_or_default()),
        Command::Status { status, note } => {
            state.must_be_open()?;
            if *status == life.status() && !life.status.contested() {
                return refuse(format!("the status is {} already; to add a word, just log it", status.word()));
            }
            state.check_steps([(What::Status(*status), moment.occurred())])?;
            Ok(vec![Event::StatusSet { status: *status, from: life.status(), note: said(note) }.into()])
        }
        Command::Mark(milestone) => {
            if !milestone.markable() {
                return refuse(format!("{} is when it was closed: `ic close --at TIME`", milestone.word()));
            }
            state.check_steps([(What::Mark(*milestone), moment.occurred())])?;
            Ok(vec![Event::Marked { milestone: *milestone }.into()])
        }
        Command::Close(closing) => close(state, closing, None, moment),
        Command::Reopen => {
            if life.status().is_open() {
                return refuse(format!("the incident is open: {}", life.status().word()));
            }
            let status = life.before_the_end.unwrap_or(Status::Investigating);
            Ok(vec![Event::StatusSet { status, from: life.status(), note: None }.into()])
        }
        Command::Cancel { why } => cancel(state, why),
    }
}

fn declare(state: &State, declaration: &Declaration, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    if state.lifecycle.declared().is_some() {
        return refuse(format!("\"{}\" has been declared here already", text::one_line(state.title())));
    }
    let title = checked_title(&declaration.title)?;
    let mut events = vec![
        Event::Declared {
            id: state.exercise.as_ref().map_or(&declaration.id, |exercise| &exercise.terms.id).clone(),
            title,
            zone: declaration.zone.name().to_owned(),
            playbook: Box::new(declaration.playbook.clone()),
        }
        .into(),
    ];
    for (milestone, at) in [(Milestone::Started, declaration.started), (Milestone::Detected, declaration.detected)] {
        if let Some(at) = at.map(whole_ms) {
            if at > moment.now {
                return refuse(format!("{} cannot lie in the future", milestone.word()));
            }
            events.push(Draft::at(Event::Marked { milestone }, at));
        }
    }
    events.extend(checklist::rehearsed(state).map(Draft::from));
    if let Some(level) = declaration.severity {
        events.extend(set_severity(state, &declaration.playbook, level, None)?);
    }
    Ok(events)
}

fn checked_title(title: &str) -> Result<String, Refusal> {
    let title = title.trim();
    if title.is_empty() {
        return refuse("the incident needs a title: what is broken, in a few words");
    }
    if title.chars().count() > 200 || title.contains('\n') {
        return refuse("a title is one line of at most 200 characters; log the rest with `ic log`");
    }
    Ok(title.to_owned())
}

fn set_severity(state: &State, playbook: &Playbook, level: u8, reason: Option<String>) -> Result<Vec<Draft>, Refusal> {
    let register = &state.lifecycle.severity;
    if playbook.severity(level).is_none() {
        let known: Vec<String> = playbook.severities.iter().map(|severity| severity_word(severity.level)).collect();
        return refuse(format!("the playbook has no {}; it defines {}", severity_word(level), known.join(", ")));
    }
    if register.get() == Some(&level) && !register.contested() {
        return refuse(format!("the severity is {} already", severity_word(level)));
    }
    let mut events = vec![Event::SeveritySet { level, from: register.get().copied(), reason }.into()];
    events.extend(checklist::plan(state, playbook, level).map(Draft::from));
    Ok(events)
}

fn cancel(state: &State, why: &str) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    if why.trim().is_empty() {
        return refuse("say why it is cancelled: `ic cancel --why …`");
    }
    let from = state.lifecycle.status();
    Ok(vec![Event::StatusSet { status: Status::Cancelled, from, note: Some(why.trim().to_owned()) }.into()])
}

fn close(state: &State, closing: &Closing, note: Option<String>, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    let marks = [(Milestone::Started, closing.started), (Milestone::Resolved, closing.resolved)];
    let marks = marks.into_iter().filter_map(|(milestone, at)| Some((milestone, whole_ms(at?))));
    let mut events: Vec<Draft> = Vec::new();
    for (milestone, at) in marks.clone() {
        if at > moment.now {
            return refuse(format!("{} cannot lie in the future", milestone.word()));
        }
        events.push(Draft::at(Event::Marked { milestone }, at));
    }
    let end = (What::Status(Status::Closed), moment.occurred());
    state.check_steps(marks.map(|(milestone, at)| (What::Mark(milestone), at)).chain([end]))?;
    if let Some(person) = &closing.commander {
        events.extend(roles::commanded(state, person)?);
    }
    if let Some(text) = said(&closing.impact) {
        events.push(review::Event::Written { section: review::Section::Impact, text }.into());
    }
    if let Some(title) = said(&closing.cause) {
        let cause = review::Cause { title, ..review::Cause::default() };
        events.push(review::Event::Added { item: review::Item::Cause(cause) }.into());
    }
    events.push(Event::StatusSet { status: Status::Closed, from: state.lifecycle.status(), note }.into());
    Ok(events)
}
