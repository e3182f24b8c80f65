//! The report as facts: what every template and every format of it tells, and what `ic export --format json` prints.
//! Texts are raw as typed; instants are UTC; every instant and length of the incident itself comes from its milestones
//! and windows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::followups;
use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::review::{Extra, Item, ItemKind, Lesson, Link, Metric, Section, Term, Waiver};
use crate::incident::snapshot::{Contest, Phase};
use crate::incident::timeline::EntryKind;
use crate::incident::{State, Time};

pub mod after_action;
mod course;
mod exercise;
mod list;
mod people;
mod story;

pub use course::{Course, Mark, Measure, Window, noun};
pub use exercise::{Exercise, not_comparable};
pub use list::{Cause, Followup, Lessons, Relation, State as Progress, Task, Tasks};
pub use people::Held;
pub use story::{Line, Struck, Told};

pub use super::dates::Dates;

/// Name and version of the shape.
pub const FORMAT: &str = "ic-postmortem/1";

/// All that a report tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// `ic-postmortem/1`.
    pub format: String,
    /// That this was only rehearsed, and how; null for a real incident.
    #[serde(default)]
    pub exercise: Option<Exercise>,
    /// The incident's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A second title.
    pub subtitle: Option<String>,
    /// Whether this is the last word.
    pub standing: Standing,
    /// While the incident is not closed: when this was known.
    pub as_of: Option<Time>,
    /// When and by whom it was cancelled, and why, if it was.
    pub cancelled: Option<Line>,
    /// How bad it was.
    pub severity: Option<Severity>,
    /// How bad it was from when on.
    pub severities: Vec<Level>,
    /// Where it stands.
    pub status: Status,
    /// Every change of that from when on; until the first, the incident is under investigation.
    pub statuses: Vec<Stage>,
    /// In which zone its times are read.
    pub zone: ZoneName,
    /// Who answers for the report.
    pub owner: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who read it before it went out.
    pub reviewers: Vec<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Services that were hit.
    pub services: Vec<String>,
    /// From when to when, and how long.
    pub course: Course,
    /// Every milestone, in the usual order.
    pub milestones: Vec<Mark>,
    /// Times to detect, declare, mitigate, resolve.
    pub measures: Vec<Measure>,
    /// Fields on which people who did not see each other disagree.
    pub contests: Vec<Contest>,
    /// The incident in a few sentences.
    pub summary: Option<String>,
    /// What one has to know to understand it.
    pub background: Option<String>,
    /// Who was hit and how.
    pub impact: Option<String>,
    /// Who exactly was hit.
    pub affected: Option<String>,
    /// How much of what was hit.
    pub metrics: Vec<Metric>,
    /// Why it happened.
    pub causes: Vec<Cause>,
    /// "Why?" asked again and again: the answers.
    pub whys: Vec<String>,
    /// How it was noticed.
    pub detection: Option<String>,
    /// Who responded and how that went.
    pub response: Option<String>,
    /// How the service was brought back.
    pub recovery: Option<String>,
    /// What ended it for good.
    pub resolution: Option<String>,
    /// What was learnt.
    pub lessons: Lessons,
    /// What is to be done afterwards.
    pub followups: Vec<Followup>,
    /// The checklist.
    pub tasks: Tasks,
    /// Who held which role from when to when: roles in the playbook's order.
    pub roles: Vec<Held>,
    /// Who wrote a line or held a role, in the order of their first appearance.
    pub people: Vec<String>,
    /// What was told to whom, as it happened.
    pub updates: Vec<Told>,
    /// What colleagues are told.
    pub internal_message: Option<String>,
    /// What customers are told.
    pub external_message: Option<String>,
    /// What follows from it all.
    pub conclusion: Option<String>,
    /// To those who were hit.
    pub apology: Option<String>,
    /// Where questions go.
    pub contact: Option<String>,
    /// Who signs.
    pub signature: Option<String>,
    /// Other incidents that have to do with this one.
    pub related: Vec<Relation>,
    /// Words that not every reader knows.
    pub glossary: Vec<Term>,
    /// What to look at elsewhere.
    pub links: Vec<Link>,
    /// Sections of one's own.
    pub extras: Vec<Extra>,
    /// Findings of the checks that do not count.
    pub waivers: Vec<Waiver>,
    /// The story: every line that was not struck or overruled, as it happened.
    pub timeline: Vec<Line>,
    /// Lines that were struck, as they happened.
    pub struck: Vec<Struck>,
    /// How many records of the journal this was made from.
    pub records: usize,
    /// The id of the newest of them.
    pub newest: Option<String>,
}

/// Whether the report is the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The incident is not closed.
    Draft,
    /// The incident is closed, or the exercise over.
    Final,
    /// There was no incident.
    Cancelled,
}

/// How bad it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Severity {
    /// 1 (worst) to 5.
    pub level: u8,
    /// `SEV2`.
    pub name: String,
    /// What the incident's playbook means by that.
    pub definition: Option<String>,
}

/// How bad it was from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// From when on (UTC).
    pub at: Time,
    /// 1 (worst) to 5.
    pub level: u8,
}

/// Where it stood from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// From when on (UTC).
    pub at: Time,
    /// Where it stood.
    pub status: Status,
}

/// A zone as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZoneName {
    /// An IANA name, `UTC`, or a fixed offset such as `UTC+1`.
    pub name: String,
    /// The label that is meant where none is written: `EAT`.
    pub label: String,
    /// The same, explained: `EAT (Africa/Nairobi, UTC+3)`.
    pub described: String,
    /// The instant whose label that is (UTC); times with another label carry it.
    pub beginning: Time,
}

impl Document {
    /// The facts as they are known at `now` (UTC); in an exercise that is exercise time.
    pub fn of(state: &State, now: Time) -> Document {
        let life = &state.lifecycle;
        let exercise = Exercise::of(state);
        // Its clock stands, so nothing is known later than that.
        let now = exercise.as_ref().and_then(|exercise| exercise.endex).unwrap_or(now);
        let status = life.status();
        let milestones = state.milestones();
        let course = course::course(state, &milestones, status, now);
        let dates = Dates::of(life.zone().clone(), course.since.unwrap_or(now));
        let review = &state.review;
        let text = |section| review.text(section).map(str::to_owned);
        let roles = people::roles(state);
        let (timeline, struck) = story::lines(state);
        let definition = |level| life.playbook().severity(level).map(|severity| severity.definition.clone());
        let standing = match status {
            Status::Closed => Standing::Final,
            Status::Cancelled => Standing::Cancelled,
            _ if exercise.as_ref().is_some_and(|exercise| exercise.phase == Phase::Over) => Standing::Final,
            _ => Standing::Draft,
        };
        Document {
            format: FORMAT.into(),
            exercise,
            id: state.id().into(),
            title: state.title().into(),
            subtitle: text(Section::Subtitle),
            standing,
            as_of: status.is_open().then_some(now),
            cancelled: story::cancellation(state).filter(|_| standing == Standing::Cancelled),
            severity: life.severity.get().map(|&level| Severity {
                level,
                name: severity_word(level),
                definition: definition(level),
            }),
            severities: state.severities().into_iter().map(|(at, level)| Level { at, level }).collect(),
            status,
            statuses: state.statuses().into_iter().map(|(at, status)| Stage { at, status }).collect(),
            zone: ZoneName {
                name: life.zone().name().into(),
                label: dates.label().into(),
                described: dates.described_label(),
                beginning: dates.beginning(),
            },
            owner: text(Section::Owner),
            authors: review.of(Item::author).into_iter().cloned().collect(),
            reviewers: review.of(Item::reviewer).into_iter().cloned().collect(),
            tags: review.of(Item::tag).into_iter().cloned().collect(),
            services: review.of(Item::service).into_iter().cloned().collect(),
            course,
            milestones: course::marks(&milestones, status),
            measures: course::measures(&milestones, status),
            contests: state.contests(),
            summary: text(Section::Summary),
            background: text(Section::Background),
            impact: text(Section::Impact),
            affected: text(Section::Affected),
            metrics: review.of(Item::metric).into_iter().cloned().collect(),
            causes: list::causes(review),
            whys: review.of(Item::why).into_iter().cloned().collect(),
            detection: text(Section::Detection),
            response: text(Section::Response),
            recovery: text(Section::Recovery),
            resolution: text(Section::Resolution),
            lessons: Lessons {
                well: list::lessons(review, Lesson::Well),
                badly: list::lessons(review, Lesson::Badly),
                lucky: list::lessons(review, Lesson::Lucky),
            },
            followups: state.followups.all().iter().map(|one| list::followup(one, review)).collect(),
            tasks: list::tasks(state),
            people: people::all(state, &roles),
            roles,
            updates: story::updates(state),
            internal_message: text(Section::InternalMessage),
            external_message: text(Section::ExternalMessage),
            conclusion: text(Section::Conclusion),
            apology: text(Section::Apology),
            contact: text(Section::Contact),
            signature: text(Section::Signature),
            related: list::related(review),
            glossary: review.of(Item::term).into_iter().cloned().collect(),
            links: review.of(Item::link).into_iter().cloned().collect(),
            extras: review.of(Item::extra).into_iter().cloned().collect(),
            waivers: review.of(Item::waiver).into_iter().cloned().collect(),
            timeline,
            struck,
            records: state.records(),
            newest: state.head().map(|head| head.1.to_string()),
        }
    }

    /// Writes its instants.
    pub fn dates(&self) -> Dates {
        let zone = crate::incident::zone::Zone::named(&self.zone.name);
        Dates::of(zone.unwrap_or_else(|_| crate::incident::zone::Zone::utc()), self.zone.beginning)
    }

    /// Decisions, actions and commands, as they happened.
    pub fn deeds(&self) -> impl Iterator<Item = &Line> {
        let deed = |kind| matches!(kind, EntryKind::Action | EntryKind::Command | EntryKind::Decision);
        self.timeline.iter().filter(move |line| deed(line.kind))
    }

    /// Whether people disagree on a field.
    pub fn is_contested(&self, field: &str) -> bool {
        self.contests.iter().any(|contest| contest.field == field)
    }
}

/// The JSON Schema of [`Document`], pretty-printed, with a newline at its end.
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Document)).unwrap_or_default();
    text.push('\n');
    text
}

impl From<&followups::Progress> for list::State {
    fn from(progress: &followups::Progress) -> Self {
        match progress {
            followups::Progress::Open => list::State::Open,
            followups::Progress::InProgress => list::State::InProgress,
            followups::Progress::Done => list::State::Done,
            followups::Progress::Dropped(_) => list::State::Dropped,
        }
    }
}

/// The number of a cause that a follow-up is to remove.
fn cause_number(review: &crate::incident::review::Review, cause: Option<uuid::Uuid>) -> Option<u32> {
    review.number(ItemKind::Cause, cause?)
}
