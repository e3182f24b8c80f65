//! One follow-up: what was agreed, and what has become of it.

use std::fmt;

use uuid::Uuid;

use super::{Event, Field, Plan, Purpose};
use crate::incident::record::{Record, Time};
use crate::incident::register::Register;
use crate::incident::{Refusal, refuse};

/// How far a follow-up is.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// To be done.
    Open,
    /// Being done.
    InProgress,
    /// Done.
    Done,
    /// Given up, with the reason.
    Dropped(String),
}

impl Progress {
    /// The word for it, without the reason.
    pub fn word(&self) -> &'static str {
        match self {
            Progress::Open => "open",
            Progress::InProgress => "in progress",
            Progress::Done => "done",
            Progress::Dropped(_) => "dropped",
        }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Dropped(why) => write!(f, "dropped ({why})"),
            other => f.write_str(other.word()),
        }
    }
}

/// One thing to do afterwards. Texts are raw.
#[derive(Clone, Debug, PartialEq)]
pub struct Followup {
    /// The record that brought it.
    pub id: Uuid,
    /// Its place, from 1; what people call it.
    pub number: u32,
    text: Register<String>,
    detail: Register<Option<String>>,
    group: Register<Option<String>>,
    purpose: Register<Purpose>,
    priority: Register<Option<u8>>,
    ticket: Register<Option<String>>,
    cause: Register<Option<Uuid>>,
    progress: Register<Progress>,
    owner: Register<String>,
    due: Register<Time>,
}

impl Followup {
    pub(super) fn agreed(number: u32, plan: &Plan, record: &Record) -> Followup {
        fn first<T: PartialEq + Clone>(value: &T, record: &Record) -> Register<T> {
            let mut register = Register::default();
            register.write(value.clone(), record);
            register
        }
        let mut followup = Followup {
            id: record.id,
            number,
            text: first(&plan.text, record),
            detail: first(&plan.detail, record),
            group: first(&plan.group, record),
            purpose: first(&plan.purpose, record),
            priority: first(&plan.priority, record),
            ticket: first(&plan.ticket, record),
            cause: first(&plan.cause, record),
            progress: Register::default(),
            owner: Register::default(),
            due: Register::default(),
        };
        if let Some(owner) = &plan.owner {
            followup.owner.write(owner.clone(), record);
        }
        if let Some(due) = plan.due {
            followup.due.write(due, record);
        }
        followup
    }

    /// What to do.
    pub fn text(&self) -> &str {
        self.text.get().map_or("", String::as_str)
    }

    /// More about it.
    pub fn detail(&self) -> Option<&str> {
        self.detail.get()?.as_deref()
    }

    /// The heading under which it stands.
    pub fn group(&self) -> Option<&str> {
        self.group.get()?.as_deref()
    }

    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        self.purpose.get().copied().unwrap_or_default()
    }

    /// How urgent: 1 (most) to 5.
    pub fn priority(&self) -> Option<u8> {
        self.priority.get().copied().flatten()
    }

    /// Where it is tracked.
    pub fn ticket(&self) -> Option<&str> {
        self.ticket.get()?.as_deref()
    }

    /// The cause it is to remove: the record that named it, which may have been withdrawn since.
    pub fn cause(&self) -> Option<Uuid> {
        self.cause.get().copied().flatten()
    }

    /// How far it is.
    pub fn progress(&self) -> &Progress {
        self.progress.get().unwrap_or(&Progress::Open)
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.progress(), Progress::Open | Progress::InProgress)
    }

    /// Who does it.
    pub fn owner(&self) -> Option<&str> {
        self.owner.get().map(String::as_str)
    }

    /// By when (UTC).
    pub fn due(&self) -> Option<Time> {
        self.due.get().copied()
    }

    /// Whether it was to be done before `now` (UTC) and is not.
    pub fn overdue(&self, now: Time) -> bool {
        self.is_open() && self.due().is_some_and(|due| due < now)
    }

    pub(super) fn owner_contested(&self) -> bool {
        self.owner.contested()
    }

    pub(super) fn due_contested(&self) -> bool {
        self.due.contested()
    }

    pub(super) fn progress_contested(&self) -> bool {
        self.progress.contested()
    }

    /// What is written about it, for showing where people disagree.
    pub fn registers(&self) -> (&Register<Progress>, &Register<String>, &Register<Time>) {
        (&self.progress, &self.owner, &self.due)
    }

    /// The fields of its plan on which people disagree, each with what they wrote.
    pub fn contested_plan(&self) -> Vec<(&'static str, Vec<String>)> {
        fn look<T: PartialEq>(
            name: &'static str,
            register: &Register<T>,
            value: impl Fn(&T) -> String,
        ) -> Option<(&'static str, Vec<String>)> {
            let values = || register.heads().iter().map(|head| value(&head.value)).collect();
            register.contested().then(|| (name, values()))
        }
        fn or_none(text: &Option<String>) -> String {
            text.clone().unwrap_or_else(|| "none".into())
        }
        [
            look("text", &self.text, String::clone),
            look("detail", &self.detail, or_none),
            look("group", &self.group, or_none),
            look("purpose", &self.purpose, |purpose| purpose.word().into()),
            look("priority", &self.priority, |priority| priority.map_or("none".into(), |number| number.to_string())),
            look("ticket", &self.ticket, or_none),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Its id, if it is not that far already.
    pub(super) fn may_become(&self, progress: &Progress) -> Result<Uuid, Refusal> {
        if self.progress() == progress && !self.progress.contested() {
            return refuse(format!("follow-up {} is {} already", self.number, progress.word()));
        }
        Ok(self.id)
    }

    /// Whether a field says that already, and nobody disagrees.
    pub(super) fn says(&self, field: &Field) -> bool {
        fn settled<T: PartialEq>(register: &Register<T>, value: &T) -> bool {
            register.get() == Some(value) && !register.contested()
        }
        match field {
            Field::Text(text) => settled(&self.text, text),
            Field::Detail(detail) => settled(&self.detail, detail),
            Field::Group(group) => settled(&self.group, group),
            Field::Purpose(purpose) => settled(&self.purpose, purpose),
            Field::Priority(priority) => settled(&self.priority, priority),
            Field::Ticket(ticket) => settled(&self.ticket, ticket),
            Field::Cause(cause) => settled(&self.cause, cause),
        }
    }

    pub(super) fn over(&self, event: &Event) -> Vec<Uuid> {
        match event {
            Event::Added(_) => Vec::new(),
            Event::Changed { field, .. } => match field {
                Field::Text(_) => self.text.ids(),
                Field::Detail(_) => self.detail.ids(),
                Field::Group(_) => self.group.ids(),
                Field::Purpose(_) => self.purpose.ids(),
                Field::Priority(_) => self.priority.ids(),
                Field::Ticket(_) => self.ticket.ids(),
                Field::Cause(_) => self.cause.ids(),
            },
            Event::Owned { .. } => self.owner.ids(),
            Event::Due { .. } => self.due.ids(),
            Event::Started { .. } | Event::Done { .. } | Event::Dropped { .. } | Event::Reopened { .. } => {
                self.progress.ids()
            }
        }
    }

    pub(super) fn apply(&mut self, event: &Event, record: &Record) {
        match event {
            Event::Added(_) => {}
            Event::Changed { field, .. } => match field {
                Field::Text(text) => self.text.write(text.clone(), record),
                Field::Detail(detail) => self.detail.write(detail.clone(), record),
                Field::Group(group) => self.group.write(group.clone(), record),
                Field::Purpose(purpose) => self.purpose.write(*purpose, record),
                Field::Priority(priority) => self.priority.write(*priority, record),
                Field::Ticket(ticket) => self.ticket.write(ticket.clone(), record),
                Field::Cause(cause) => self.cause.write(*cause, record),
            },
            Event::Owned { owner, .. } => self.owner.write(owner.clone(), record),
            Event::Due { due, .. } => self.due.write(*due, record),
            Event::Started { .. } => self.progress.write(Progress::InProgress, record),
            Event::Done { .. } => self.progress.write(Progress::Done, record),
            Event::Dropped { why, .. } => self.progress.write(Progress::Dropped(why.clone()), record),
            Event::Reopened { .. } => self.progress.write(Progress::Open, record),
        }
    }
}
