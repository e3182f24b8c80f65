//! The current state as a document for people, `jq` and other tools: what `incident.json` and the `--json` verbs say.
//! Its shape is published as a JSON Schema in `assets/incident.schema.json`; fields are only ever added to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::checklist::Progress;
use super::followups::{self, Purpose};
use super::lifecycle::Status;
use super::milestones::Milestone;
use super::record::Time;
use super::review::{CauseKind, Lesson, Section};
use super::span::Span;
use super::text::json_visible;
use super::timeline::Entry;
use super::updates::Audience;
use super::{Stamp, State};

mod exercise;
mod line;

pub use exercise::{Exercise, Phase};
pub use line::Line;

/// Name and version of the shape.
pub const FORMAT: &str = "ic-incident/1";

/// One incident. Times are RFC 3339 in UTC; spans are whole seconds; texts are raw, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Snapshot {
    /// `ic-incident/1`.
    pub format: String,
    /// That this is only an exercise, and which; missing in a real incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<Exercise>,
    /// The incident's id: date and slug.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// 1 (worst) to 5; null while it is not set.
    pub severity: Option<u8>,
    /// Where it stands.
    pub status: Status,
    /// The zone in which people read its times: an IANA name, `UTC`, or a fixed offset such as `UTC+1`.
    pub zone: String,
    /// The name of its playbook.
    pub playbook: String,
    /// When each milestone was reached.
    pub milestones: Times,
    /// What follows from the milestones.
    pub durations: Durations,
    /// Who holds which role now.
    pub roles: Vec<Role>,
    /// Who held which role from when to when.
    pub tenures: Vec<RoleTenure>,
    /// Fields on which people who did not see each other disagree.
    pub contested: Vec<Contest>,
    /// The checklist.
    pub tasks: Vec<Task>,
    /// What was told to whom, oldest first.
    pub updates: Vec<Update>,
    /// When the next update is due, and to whom.
    pub next_update: Option<Due>,
    /// The incident in a few sentences.
    pub summary: Option<String>,
    /// Who was hit and how.
    pub impact: Option<String>,
    /// Its causes.
    pub causes: Vec<Cause>,
    /// What was learnt.
    pub lessons: Vec<LessonLearnt>,
    /// What is to be done afterwards.
    pub followups: Vec<Followup>,
    /// How many records of the journal it was made from.
    pub records: usize,
    /// The length of the journal in bytes, in `incident.json` alone: if the file is longer now, this is behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal_bytes: Option<u64>,
    /// The hybrid-clock stamp `[ms, n]` of the newest of them.
    pub head: Option<(i64, u32)>,
    /// Every line, in the order in which things happened; struck ones are kept and marked. It stands last, so that all
    /// else can be read without it.
    pub timeline: Vec<Line>,
}

/// When each milestone was reached.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Times {
    /// The impact began.
    pub started: Option<Time>,
    /// Somebody or something noticed.
    pub detected: Option<Time>,
    /// It was declared.
    pub declared: Option<Time>,
    /// The cause was known.
    pub identified: Option<Time>,
    /// The impact ended or became bearable.
    pub mitigated: Option<Time>,
    /// It was over.
    pub resolved: Option<Time>,
    /// It was written up.
    pub closed: Option<Time>,
}

/// Lengths of time in whole seconds; null where a milestone is missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Durations {
    /// Started to detected.
    pub to_detect_s: Option<i64>,
    /// Detected to declared.
    pub to_declare_s: Option<i64>,
    /// Started to mitigated.
    pub to_mitigate_s: Option<i64>,
    /// Started to resolved.
    pub to_resolve_s: Option<i64>,
}

/// A role and its holder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The role.
    pub role: String,
    /// Who holds it; null when it is free.
    pub person: Option<String>,
}

/// Someone's time in a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleTenure {
    /// The role.
    pub role: String,
    /// Who held it.
    pub person: String,
    /// From when.
    pub from: Time,
    /// Until when; null while it lasts.
    pub to: Option<Time>,
}

/// A field with more than one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contest {
    /// Which field: `title`, a role's name, `owner of task 3`, ….
    pub field: String,
    /// The values, the one in force last.
    pub values: Vec<String>,
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// Its number.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// `open`, `done` or `skipped`.
    pub state: String,
    /// Why it was skipped.
    pub why: Option<String>,
    /// The role that the playbook wants to do it.
    pub role: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Time>,
}

/// One update that was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Update {
    /// The number of its line.
    pub number: u32,
    /// When.
    pub at: Time,
    /// To whom.
    pub audience: Audience,
    /// What, as the line says it now.
    pub text: String,
    /// When the next word was promised for.
    pub next: Option<Time>,
}

/// When an audience is to be told something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// Who.
    pub audience: Audience,
    /// By when.
    pub at: Time,
}

/// One cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// What part it played.
    #[serde(default)]
    pub kind: CauseKind,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: Option<String>,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LessonLearnt {
    /// Of which kind.
    pub kind: Lesson,
    /// What.
    pub text: String,
}

/// One thing to do afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Followup {
    /// Its number.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// More about it.
    #[serde(default)]
    pub detail: Option<String>,
    /// The heading under which it stands.
    #[serde(default)]
    pub group: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
    /// `open`, `in progress`, `done` or `dropped`.
    pub state: String,
    /// Why it was dropped.
    pub why: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Time>,
    /// 1 (most urgent) to 5.
    pub priority: Option<u8>,
    /// Where it is tracked.
    pub ticket: Option<String>,
}

impl Snapshot {
    /// As it stands in `incident.json`: JSON in which nothing is hidden, with a newline at its end.
    pub fn text(&self) -> String {
        json_visible(&serde_json::to_string_pretty(self).unwrap_or_default()) + "\n"
    }
}

impl From<&State> for Snapshot {
    fn from(state: &State) -> Self {
        let life = &state.lifecycle;
        let milestones = state.milestones();
        let seconds = |span: Option<Span>| span.map(|span| span.ms() / 1_000);
        Snapshot {
            format: FORMAT.into(),
            exercise: Exercise::of(state),
            id: state.id().into(),
            title: state.title().into(),
            severity: life.severity.get().copied(),
            status: life.status(),
            zone: life.zone().name().into(),
            playbook: life.playbook().name.clone(),
            milestones: Times {
                started: milestones.get(Milestone::Started),
                detected: milestones.get(Milestone::Detected),
                declared: milestones.get(Milestone::Declared),
                identified: milestones.get(Milestone::Identified),
                mitigated: milestones.get(Milestone::Mitigated),
                resolved: milestones.get(Milestone::Resolved),
                closed: milestones.get(Milestone::Closed),
            },
            durations: Durations {
                to_detect_s: seconds(milestones.to_detect()),
                to_declare_s: seconds(milestones.to_declare()),
                to_mitigate_s: seconds(milestones.to_mitigate()),
                to_resolve_s: seconds(milestones.to_resolve()),
            },
            roles: roles(state),
            tenures: state
                .tenures()
                .into_iter()
                .map(|held| RoleTenure { role: held.role, person: held.person, from: held.from, to: held.to })
                .collect(),
            contested: state.contests(),
            tasks: tasks(state),
            updates: updates(state),
            next_update: state.next_update().map(|(audience, at)| Due { audience, at }),
            summary: state.review.text(Section::Summary).map(str::to_owned),
            impact: state.review.text(Section::Impact).map(str::to_owned),
            causes: (state.review.causes().iter())
                .map(|cause| Cause { kind: cause.kind, title: cause.title.clone(), text: cause.text.clone() })
                .collect(),
            lessons: (state.review.lessons().iter())
                .map(|learnt| LessonLearnt { kind: learnt.kind, text: learnt.text.clone() })
                .collect(),
            followups: state.followups.all().iter().map(Followup::from).collect(),
            timeline: state.timeline.in_order().map(Line::from).collect(),
            records: state.records(),
            journal_bytes: None,
            head: state.head().map(|position| Stamp::into(position.0)),
        }
    }
}

fn roles(state: &State) -> Vec<Role> {
    let planned = state.lifecycle.playbook().roles.iter().map(|role| role.name.as_str());
    let others = state.roles.known().filter(|name| !planned.clone().any(|planned| planned == *name));
    let role = |name: &str| Role { role: name.into(), person: state.roles.holder(name).map(str::to_owned) };
    planned.clone().chain(others).map(role).collect()
}

fn tasks(state: &State) -> Vec<Task> {
    let task = |task: &super::checklist::Task| {
        let (word, why) = match task.progress() {
            Progress::Open => ("open", None),
            Progress::Done => ("done", None),
            Progress::Skipped(why) => ("skipped", Some(why.clone())),
        };
        Task {
            number: task.number,
            text: task.text.clone(),
            state: word.into(),
            why,
            role: task.role.clone(),
            owner: task.owner().map(str::to_owned),
            due: task.due(),
        }
    };
    state.checklist.tasks().iter().map(task).collect()
}

fn updates(state: &State) -> Vec<Update> {
    let update = |(sent, entry): (&super::updates::Sent, &Entry)| Update {
        number: entry.number,
        at: entry.occurred,
        audience: sent.audience,
        text: sent.text(entry).to_owned(),
        next: sent.next,
    };
    state.updates_sent().into_iter().map(update).collect()
}

impl From<&followups::Followup> for Followup {
    fn from(followup: &followups::Followup) -> Self {
        let (word, why) = match followup.progress() {
            followups::Progress::Dropped(why) => ("dropped", Some(why.clone())),
            other => (other.word(), None),
        };
        Followup {
            number: followup.number,
            text: followup.text().into(),
            detail: followup.detail().map(str::to_owned),
            group: followup.group().map(str::to_owned),
            purpose: followup.purpose(),
            state: word.into(),
            why,
            owner: followup.owner().map(str::to_owned),
            due: followup.due(),
            priority: followup.priority(),
            ticket: followup.ticket().map(str::to_owned),
        }
    }
}

/// The JSON Schema of [`Snapshot`], pretty-printed, with a newline at its end.
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Snapshot)).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
