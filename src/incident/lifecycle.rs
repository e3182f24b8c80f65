//! From the declaration to the close: title, severity, status, and the points in time that the report counts from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::milestones::{self, Milestone, Milestones, Step, What};
use super::playbook::{COMMANDER, Playbook};
use super::record::{Record, Time};
use super::register::Register;
use super::timeline::EntryKind;
use super::zone::Zone;
use super::{Draft, Line, Moment, Refusal, State, checklist, people, refuse, review, roles, text};

/// Where the incident stands. Any order is allowed; going back is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The cause is not known.
    Investigating,
    /// The cause is known, the fix is on its way.
    Identified,
    /// The impact has ended or is bearable; being watched.
    Mitigated,
    /// It is over.
    Resolved,
    /// It is over and written up.
    Closed,
    /// It was none.
    Cancelled,
}

impl Status {
    /// Every status, in the usual order.
    pub const ALL: [Status; 6] = [
        Status::Investigating,
        Status::Identified,
        Status::Mitigated,
        Status::Resolved,
        Status::Closed,
        Status::Cancelled,
    ];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Status::Investigating => "investigating",
            Status::Identified => "identified",
            Status::Mitigated => "mitigated",
            Status::Resolved => "resolved",
            Status::Closed => "closed",
            Status::Cancelled => "cancelled",
        }
    }

    /// Whether the incident still wants something: everything but closed and cancelled.
    pub fn is_open(self) -> bool {
        !matches!(self, Status::Closed | Status::Cancelled)
    }
}

/// What happened to the incident as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It was declared.
    Declared {
        /// Its id, which is also the name of its folder.
        id: String,
        /// What it is called.
        title: String,
        /// The zone in which its times are shown: an IANA name, `UTC`, or a fixed offset.
        zone: String,
        /// What was agreed beforehand, as it was at this moment.
        playbook: Box<Playbook>,
    },
    /// It got another title.
    Titled {
        /// The new one.
        title: String,
    },
    /// It got a severity.
    SeveritySet {
        /// 1 (worst) to 5.
        level: u8,
        /// What it was before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<u8>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It got a status.
    StatusSet {
        /// The new one.
        status: Status,
        /// What it was before.
        from: Status,
        /// What else is to be said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// A point in time was named: the time at which this event occurred.
    Marked {
        /// Which.
        milestone: Milestone,
    },
}

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

/// The state of the incident as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lifecycle {
    declared: Option<Declared>,
    /// What it is called.
    pub title: Register<String>,
    /// How bad it is: 1 (worst) to 5.
    pub severity: Register<u8>,
    status: Register<Status>,
    before_the_end: Option<Status>,
    steps: Vec<Step>,
}

/// What the declaration fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// The record that declared it.
    pub record: Uuid,
    /// Its id.
    pub id: String,
    /// Where its times are shown.
    pub zone: Zone,
    /// What was agreed beforehand.
    pub playbook: Box<Playbook>,
}

static UTC: std::sync::LazyLock<Zone> = std::sync::LazyLock::new(Zone::utc);
static PLAYBOOK: std::sync::LazyLock<Playbook> = std::sync::LazyLock::new(Playbook::standard);

impl Lifecycle {
    /// What the declaration fixed; `None` before it.
    pub fn declared(&self) -> Option<&Declared> {
        self.declared.as_ref()
    }

    /// Where times are shown; UTC before the declaration.
    pub fn zone(&self) -> &Zone {
        self.declared.as_ref().map_or(&UTC, |declared| &declared.zone)
    }

    /// What was agreed beforehand; the built-in playbook before the declaration.
    pub fn playbook(&self) -> &Playbook {
        self.declared.as_ref().map_or(&PLAYBOOK, |declared| &declared.playbook)
    }

    /// Where the incident stands.
    pub fn status(&self) -> Status {
        self.status.get().copied().unwrap_or(Status::Investigating)
    }

    /// The status with its circumstances.
    pub fn status_register(&self) -> &Register<Status> {
        &self.status
    }

    /// The points in time, with `time` telling when the event of a record occurred.
    pub(super) fn milestones(&self, time: impl Fn(Uuid) -> Option<Time>) -> Milestones {
        milestones::derive(&self.steps, time)
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        match event {
            Event::Titled { .. } => self.title.ids(),
            Event::SeveritySet { .. } => self.severity.ids(),
            Event::StatusSet { .. } => self.status.ids(),
            Event::Declared { .. } | Event::Marked { .. } => Vec::new(),
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Declared { id, title, zone, playbook } => {
                if self.declared.is_none() {
                    self.declared = Some(Declared {
                        record: record.id,
                        id: id.clone(),
                        zone: Zone::named(zone).unwrap_or_else(|_| Zone::utc()),
                        playbook: playbook.clone(),
                    });
                    self.title.write(title.clone(), record);
                    self.status.write(Status::Investigating, record);
                    self.steps.push(Step { record: record.id, what: What::Mark(Milestone::Declared) });
                }
            }
            Event::Titled { title } => self.title.write(title.clone(), record),
            Event::SeveritySet { level, .. } => self.severity.write(*level, record),
            Event::StatusSet { status, .. } => {
                if !status.is_open() && self.status().is_open() {
                    self.before_the_end = Some(self.status());
                }
                self.status.write(*status, record);
                self.steps.push(Step { record: record.id, what: What::Status(*status) });
            }
            Event::Marked { milestone } => {
                self.steps.push(Step { record: record.id, what: What::Mark(*milestone) });
            }
        }
    }
}

impl State {
    /// The points in time from which durations are computed.
    pub fn milestones(&self) -> Milestones {
        self.lifecycle.milestones(|id| self.timeline.occurred(id))
    }

    /// What the incident is called; empty before the declaration.
    pub fn title(&self) -> &str {
        self.lifecycle.title.get().map_or("", String::as_str)
    }

    /// The incident's id; empty before the declaration.
    pub fn id(&self) -> &str {
        self.lifecycle.declared().map_or("", |declared| &declared.id)
    }

    /// Ends a command that makes no sense once the incident is over.
    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        match self.lifecycle.status() {
            status if status.is_open() => Ok(()),
            status => refuse(format!("the incident is {}; take that back first: `ic reopen`", status.word())),
        }
    }

    /// Whether a milestone could be at `at` without the incident ending before it began.
    fn check_milestone(&self, milestone: Milestone, at: Time) -> Result<(), Refusal> {
        let mut then = self.milestones();
        then.set(milestone, at);
        milestones::check(&then, self.lifecycle.zone())
    }
}

/// The line for a severity, as everywhere: `SEV2`.
pub fn severity_word(level: u8) -> String {
    format!("SEV{level}")
}

pub(super) fn describe(event: &Event) -> Line {
    let with = |text: String, note: &Option<String>| match note {
        Some(note) => format!("{text}: {note}"),
        None => text,
    };
    let (kind, text) = match event {
        Event::Declared { title, .. } => (EntryKind::Status, format!("declared: {title}")),
        Event::Titled { title } => (EntryKind::Status, format!("title is now: {title}")),
        Event::SeveritySet { level, from, reason } => {
            let text = match from {
                Some(from) => format!("severity {} → {}", severity_word(*from), severity_word(*level)),
                None => format!("severity {}", severity_word(*level)),
            };
            (EntryKind::Severity, with(text, reason))
        }
        Event::StatusSet { status, from, note } => {
            let text = match (from.is_open(), status) {
                (false, status) if status.is_open() => format!("reopened as {}", status.word()),
                (_, Status::Closed | Status::Cancelled) => status.word().to_owned(),
                _ => format!("status {} → {}", from.word(), status.word()),
            };
            (EntryKind::Status, with(text, note))
        }
        Event::Marked { milestone } => (EntryKind::Milestone, milestone.sentence().to_owned()),
    };
    Line { kind, text: text.into() }
}

pub(super) fn decide(state: &State, command: &Command, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
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
            set_severity(state, life.playbook(), *level, reason.clone())
        }
        Command::Status { status: Status::Closed, note } => {
            let mut events = close(state, &Closing::default(), moment)?;
            if let (
                Some(note),
                Some(Draft { event: super::Event::Incident(Event::StatusSet { note: slot, .. }), .. }),
            ) = (note, events.last_mut())
            {
                *slot = Some(note.clone());
            }
            Ok(events)
        }
        Command::Status { status: Status::Cancelled, note } => cancel(state, note.as_deref().unwrap_or_default()),
        Command::Status { status, note } => {
            state.must_be_open()?;
            if *status == life.status() && !life.status.contested() {
                return refuse(format!("the status is {} already; to add a word, just log it", status.word()));
            }
            if let Some(milestone) = Milestone::of(*status) {
                state.check_milestone(milestone, moment.occurred())?;
            }
            Ok(vec![Event::StatusSet { status: *status, from: life.status(), note: note.clone() }.into()])
        }
        Command::Mark(milestone) => {
            if !milestone.markable() {
                return refuse(format!("{} is set by `{0}` itself", milestone.word()));
            }
            state.check_milestone(*milestone, moment.occurred())?;
            Ok(vec![Event::Marked { milestone: *milestone }.into()])
        }
        Command::Close(closing) => close(state, closing, moment),
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
            id: declaration.id.clone(),
            title,
            zone: declaration.zone.name().to_owned(),
            playbook: Box::new(declaration.playbook.clone()),
        }
        .into(),
    ];
    for (milestone, at) in [(Milestone::Started, declaration.started), (Milestone::Detected, declaration.detected)] {
        if let Some(at) = at {
            if at > moment.now {
                return refuse(format!("{} cannot lie in the future", milestone.word()));
            }
            events.push(Draft::at(Event::Marked { milestone }, at));
        }
    }
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

fn close(state: &State, closing: &Closing, moment: Moment<'_>) -> Result<Vec<Draft>, Refusal> {
    state.must_be_open()?;
    let mut then = state.milestones();
    let mut events: Vec<Draft> = Vec::new();
    for (milestone, at) in [(Milestone::Started, closing.started), (Milestone::Resolved, closing.resolved)] {
        if let Some(at) = at {
            if at > moment.now {
                return refuse(format!("{} cannot lie in the future", milestone.word()));
            }
            then.set(milestone, at);
            events.push(Draft::at(Event::Marked { milestone }, at));
        }
    }
    then.set(Milestone::Closed, moment.occurred());
    milestones::check(&then, state.lifecycle.zone())?;
    if let Some(person) = &closing.commander {
        let person = people::name(person)?;
        let since = then.get(Milestone::Declared).unwrap_or(moment.now);
        events.push(Draft::at(roles::Event::Assigned { role: COMMANDER.into(), person }, since));
    }
    if let Some(impact) = closing.impact.as_deref().map(str::trim).filter(|impact| !impact.is_empty()) {
        events.push(review::Event::Impact { text: impact.into() }.into());
    }
    if let Some(cause) = closing.cause.as_deref().map(str::trim).filter(|cause| !cause.is_empty()) {
        events.push(review::Event::CauseFound { title: cause.into(), text: None }.into());
    }
    events.push(Event::StatusSet { status: Status::Closed, from: state.lifecycle.status(), note: None }.into());
    Ok(events)
}
