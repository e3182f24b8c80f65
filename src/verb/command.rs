//! From what a person said to what the rules decide about: words become times, roles and numbers.

use thiserror::Error;
use uuid::Uuid;

use super::words::join;
use super::{Log, Write, WriteVerb, lists};
use crate::incident::lifecycle::{self, Closing, Declaration};
use crate::incident::playbook::Playbook;
use crate::incident::span::Span;
use crate::incident::timeline::{Detail, Sharpen};
use crate::incident::updates::{self, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, Time, people, review, roles, timeline, when};

/// What the meaning of words depends on. For a declaration, zone and playbook are those of the new incident.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The wall clock (UTC).
    pub now: Time,
    /// In which zone people give times.
    pub zone: &'a Zone,
    /// Which roles there are.
    pub playbook: &'a Playbook,
}

/// What was said, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What is wanted. A declaration has no id yet.
    pub command: Command,
    /// When it happened, if that was said (UTC).
    pub at: Option<Time>,
    /// Who says so, if that was said.
    pub by: Option<String>,
    /// The id that the record is to have, if that was said.
    pub id: Option<Uuid>,
}

/// Why words make no sense: a time that is none, a text that is empty, words that exclude each other.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct UsageError(pub String);

pub(super) type Understood<T> = Result<T, UsageError>;

pub(super) fn unclear<T>(why: impl ToString) -> Understood<T> {
    Err(UsageError(why.to_string()))
}

/// What a writing verb means here and now.
///
/// # Errors
/// [`UsageError`], in a sentence for the person who typed it.
pub fn command(write: &Write, scene: &Scene<'_>) -> Understood<Said> {
    let by = write.by.as_deref().map(people::name).transpose().or_else(unclear)?;
    let at = write.at.as_deref().map(|at| scene.past(at)).transpose()?;
    let mut said = Said { command: scene.meaning(&write.verb)?, at, by, id: None };
    match (&write.verb, &mut said.command) {
        (WriteVerb::Log(log), _) => said.id = log.id,
        (WriteVerb::Mark { time: Some(first), rest, .. }, _) => {
            if said.at.is_some() {
                return unclear("give the time once: after the milestone, or with --at");
            }
            said.at = Some(scene.past(&whole(first, rest))?);
        }
        (WriteVerb::Edit { .. }, Command::Entry(timeline::Command::Edit { entry, text, to, detail })) => {
            *to = said.at.take();
            if text.is_none() && to.is_none() && *detail == Sharpen::default() {
                let entry = match entry {
                    timeline::EntryRef::Number(number) => number.to_string(),
                    timeline::EntryRef::Id(id) => id.to_string(),
                };
                return unclear(format!("say what is right: `edit {entry} TEXT`, `edit {entry} --at TIME`, or both"));
            }
        }
        _ => {}
    }
    Ok(said)
}

impl Scene<'_> {
    pub(super) fn past(&self, text: &str) -> Understood<Time> {
        when::past(text, self.now, self.zone).or_else(unclear)
    }

    pub(super) fn due(&self, text: &str) -> Understood<Time> {
        when::due(text, self.now, self.zone).or_else(unclear)
    }

    pub(super) fn past_if_said(&self, text: &Option<String>) -> Understood<Option<Time>> {
        text.as_deref().map(|text| self.past(text)).transpose()
    }

    pub(super) fn due_if_said(&self, text: &Option<String>) -> Understood<Option<Time>> {
        text.as_deref().map(|text| self.due(text)).transpose()
    }

    fn meaning(&self, verb: &WriteVerb) -> Understood<Command> {
        Ok(match verb {
            WriteVerb::Declare { title, sev, started, detected, .. } => lifecycle::Command::Declare(Declaration {
                id: String::new(),
                title: written("title", title)?,
                zone: self.zone.clone(),
                playbook: self.playbook.clone(),
                severity: *sev,
                started: self.past_if_said(started)?,
                detected: self.past_if_said(detected)?,
            })
            .into(),
            WriteVerb::Log(Log { text, kind, key, detail, .. }) => timeline::Command::Log {
                kind: *kind,
                text: written("text", text)?,
                key: *key,
                detail: Detail {
                    about: detail.about,
                    until: self.past_if_said(&detail.until)?,
                    actor: detail.actor.clone(),
                },
            }
            .into(),
            WriteVerb::Sev { level, reason } => {
                lifecycle::Command::Severity { level: *level, reason: if_written(reason) }.into()
            }
            WriteVerb::Status { status, note } => {
                lifecycle::Command::Status { status: *status, note: if_written(note) }.into()
            }
            WriteVerb::Mark { milestone, .. } => lifecycle::Command::Mark(*milestone).into(),
            WriteVerb::Role { role, person, release } => self.role(role, person, *release)?.into(),
            WriteVerb::Task(task) => self.task(task)?.into(),
            WriteVerb::Update { text, to, next } => {
                let next = next.as_deref().map_or(Ok(Promise::Cadence), |next| self.promise(next))?;
                updates::Command::Send { audience: *to, text: written("update", text)?, next }.into()
            }
            WriteVerb::Edit { entry, text, exact, detail } => {
                let about = (detail.about || *exact).then_some(detail.about);
                let detail = Sharpen { about, until: self.past_if_said(&detail.until)?, actor: detail.actor.clone() };
                timeline::Command::Edit { entry: *entry, text: if_written(text), to: None, detail }.into()
            }
            WriteVerb::Strike { entry, why } => {
                timeline::Command::Strike { entry: *entry, why: written("reason", why)? }.into()
            }
            WriteVerb::Key { entry, off } => timeline::Command::Star { entry: *entry, key: Some(!off) }.into(),
            WriteVerb::Title { text } => lifecycle::Command::Title(written("title", text)?).into(),
            WriteVerb::Summary { text } => review::Command::summary(written("summary", text)?).into(),
            WriteVerb::Impact { text } => review::Command::impact(written("impact", text)?).into(),
            WriteVerb::Section { section, text, clear } => lists::section(*section, text, *clear)?.into(),
            WriteVerb::Cause { title, text, kind, change, withdraw } => {
                lists::cause(title, text, *kind, *change, *withdraw)?.into()
            }
            WriteVerb::Lesson { text, kind, change, withdraw } => {
                lists::lesson(text, *kind, *change, *withdraw)?.into()
            }
            WriteVerb::Report { change, what } => self.report(what, *change)?.into(),
            WriteVerb::Followup(followup) => self.followup(followup)?.into(),
            WriteVerb::Close { started, resolved, commander, impact, cause } => lifecycle::Command::Close(Closing {
                started: self.past_if_said(started)?,
                resolved: self.past_if_said(resolved)?,
                commander: if_written(commander),
                impact: if_written(impact),
                cause: if_written(cause),
            })
            .into(),
            WriteVerb::Reopen => lifecycle::Command::Reopen.into(),
            WriteVerb::Cancel { why } => lifecycle::Command::Cancel { why: written("reason", why)? }.into(),
        })
    }

    /// A role's name may have several words, and so may a person's: the longest beginning that the playbook knows as
    /// a role is the role.
    fn role(&self, role: &str, person: &[String], release: bool) -> Understood<roles::Command> {
        let known = |words: &[String]| {
            let name = join(words).trim().to_lowercase().replace(['-', '_'], " ");
            let mut called =
                self.playbook.roles.iter().flat_map(|role| std::iter::once(&role.name).chain(&role.aliases));
            called.any(|word| word.to_lowercase() == name)
        };
        let words: Vec<String> = std::iter::once(role.to_owned()).chain(person.iter().cloned()).collect();
        let split = (1..=words.len()).rev().find(|length| known(&words[..*length])).unwrap_or(1);
        let (role, person) = (join(&words[..split]).trim().to_owned(), join(&words[split..]).trim().to_owned());
        match (release, person.is_empty()) {
            (true, true) => Ok(roles::Command::Release { role }),
            (true, false) => unclear(format!("either `role {role} {person}` or `role {role} --release`")),
            (false, true) => unclear(format!("say who: `role {role} PERSON`; or `role {role} --release`")),
            (false, false) => Ok(roles::Command::Assign { role, person }),
        }
    }

    fn promise(&self, text: &str) -> Understood<Promise> {
        if text.trim().eq_ignore_ascii_case("none") {
            return Ok(Promise::None);
        }
        match text.parse::<Span>() {
            Ok(span) => Ok(Promise::In(span)),
            Err(_) => self.due(text).map(Promise::At),
        }
    }
}

/// A time of several words.
pub(super) fn whole(first: &str, rest: &[String]) -> String {
    if rest.is_empty() { first.to_owned() } else { format!("{first} {}", join(rest)) }
}

pub(super) fn written(what: &str, words: &[String]) -> Understood<String> {
    if_written(words).ok_or_else(|| UsageError(format!("the {what} is empty")))
}

pub(super) fn if_written(words: &[String]) -> Option<String> {
    Some(join(words)).filter(|text| !text.trim().is_empty())
}
