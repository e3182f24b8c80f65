//! What a report says, whoever wrote it and in whatever form: the common ground of all checks. A text file is read into
//! it as far as text allows; an incident of our own is told into it exactly.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::finding::Place;
use crate::incident::span::Span;

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Whether it is an incident of our own, told exactly, rather than read from a text.
    pub own: bool,
    /// Whether the incident still goes on, so that its end cannot be told yet.
    pub running: bool,
    /// What it is called.
    pub title: Option<Text>,
    /// Every passage of prose, in order; code, quotations and the like are blanked out (see [`Text`]).
    pub texts: Vec<Text>,
    /// Every calendar day that is named, in order, wherever it stands.
    pub days: Vec<Day>,
    /// Every time of day that is named, in order.
    pub clocks: Vec<Clock>,
    /// Every zone that is named, in order.
    pub zones: Vec<Zone>,
    /// Dates and times that cannot be: `25:10`, `February 30`, `17:14pm`.
    pub impossible: Vec<Impossible>,
    /// Points in the life of the incident that are stated outside of the timeline: a header `Start: …`,
    /// a sentence `from … to …`.
    pub moments: Vec<Moment>,
    /// How long it lasted, wherever that is stated.
    pub lengths: Vec<Length>,
    /// The entries of the timeline, in the order in which they stand.
    pub entries: Vec<Entry>,
    /// What was or is to be done so that it does not happen again.
    pub actions: Vec<Action>,
    /// Which of the things that a report should have it has.
    pub has: Has,
}

/// What a passage is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title and the lines under it: date, authors, status.
    #[default]
    Head,
    /// The incident in short.
    Summary,
    /// Who was hit and how.
    Impact,
    /// What happened when.
    Timeline,
    /// Why it happened.
    Causes,
    /// How it was noticed.
    Detection,
    /// What was done about it, up to and with its end.
    Response,
    /// What was learnt.
    Lessons,
    /// What was or is to be done so that it does not happen again.
    Actions,
    /// What people were told.
    Updates,
    /// Who did what.
    Roles,
    /// The last words: conclusion, thanks, signature.
    Closing,
    /// Anything else.
    Other,
}

/// A passage of prose: a heading, a paragraph, a list item, a table cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where it is.
    pub place: Place,
    /// What it is part of.
    pub part: Part,
    /// The heading under which it stands, as written; empty at the top.
    pub under: String,
    /// Whether it is a heading.
    pub heading: bool,
    /// What it says. Code, quoted speech, addresses and images are replaced by one `\u{FFFC}` each, emphasis marks are
    /// gone, so that checks of wording never see them.
    pub text: String,
}

/// A calendar day that is named somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Where it is.
    pub place: Place,
    /// What it is part of.
    pub part: Part,
    /// The year, where it is written or stands beside the day's place beyond doubt.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; a day that the month has.
    pub day: u32,
    /// The weekday written beside it.
    pub weekday: Option<Weekday>,
    /// What it dates.
    pub dates: Dates,
    /// As written.
    pub raw: String,
}

impl Day {
    /// The day, if its year is known.
    pub fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }
}

/// What a day dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// The incident: `On March 1st we had an outage`, `Date of incident:`, a timeline's heading.
    Incident,
    /// The report: `Posted:`, `Published`, `Last updated`, `Created:`.
    Report,
    /// The page on which it stands, by its front matter: a page may be older than what was added to it.
    Page,
    /// Something that is to happen: a due date, `by 1 December`.
    Plan,
    /// Something else, or it cannot be told.
    Other,
}

/// A time of day that is named somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Where it is.
    pub place: Place,
    /// What it is part of.
    pub part: Part,
    /// Which time.
    pub time: NaiveTime,
    /// Whether it is written with am or pm.
    pub twelve: bool,
    /// As written.
    pub raw: String,
}

/// A zone that is named somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Where it is.
    pub place: Place,
    /// As written: `UTC`, `EAT`, `GMT + 1`, `East African Time`.
    pub label: String,
    /// Minutes east of UTC that this label means, where it means one thing only.
    pub offset: Option<i32>,
    /// The day it is used for, where that is known: for labels that hold in one half of the year only.
    pub on: Option<NaiveDate>,
}

/// A date or time that cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct Impossible {
    /// Where it is.
    pub place: Place,
    /// As written.
    pub raw: String,
    /// Why it cannot be, in a few words: `April has 30 days`.
    pub why: String,
    /// Whether it can still be understood (`17:14pm`, `August August 4`): a matter of form then.
    pub understood: bool,
}

/// A point in the life of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// The impact began.
    Start,
    /// Somebody or something noticed.
    Detected,
    /// The impact became bearable.
    Mitigated,
    /// It was over.
    End,
}

/// A point in the life of the incident that is stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Where it is.
    pub place: Place,
    /// Which point.
    pub point: Point,
    /// The day, where it is known.
    pub date: Option<NaiveDate>,
    /// The time of day, where it is written.
    pub time: Option<NaiveTime>,
    /// Minutes east of UTC, where they are known.
    pub offset: Option<i32>,
    /// As written.
    pub raw: String,
}

/// A length of time that is stated of the incident as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// Where it is.
    pub place: Place,
    /// How long.
    pub span: Span,
    /// How far off it may be and still be honest: `approximately 4 hours` may be half an hour off, `74 minutes` a minute.
    pub slack: Span,
    /// Whether only a bound is stated: `over 14 hours` (at least), `less than an hour` (at most).
    pub bound: Option<Bound>,
    /// As written.
    pub raw: String,
}

/// On which side of a stated length the truth may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It may be longer.
    AtLeast,
    /// It may be shorter.
    AtMost,
}

/// One entry of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it is.
    pub place: Place,
    /// The timeline it belongs to, from 0: a report may tell several incidents.
    pub timeline: usize,
    /// The day: written beside it, or that of the heading, entry or paragraph before it. A time earlier than the one
    /// before it after 18:00, without any day of its own, is read as the next day.
    pub date: Option<NaiveDate>,
    /// Whether its day is written beside it.
    pub dated: bool,
    /// The time of day; none for an entry with a day only, or a blank (`HH:mm`).
    pub time: Option<NaiveTime>,
    /// When it ended, for a range.
    pub until: Option<NaiveTime>,
    /// Minutes east of UTC, where they are known.
    pub offset: Option<i32>,
    /// Whether it is written as about then: `~13:30`, `around 5 PM`.
    pub about: bool,
    /// As written: `[2023-10-12] 14:25`.
    pub raw: String,
    /// What happened, prepared as [`Text`] is.
    pub text: String,
}

/// Something that was or is to be done so that it does not happen again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// Where it is.
    pub place: Option<Place>,
    /// The heading under which it stands, as written.
    pub under: String,
    /// What.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when, as written.
    pub due: Option<String>,
    /// How urgent, as written.
    pub priority: Option<String>,
    /// How far it is, as written.
    pub status: Option<String>,
    /// Where it is tracked, as written.
    pub ticket: Option<String>,
    /// Whether it is still to be done; `None` where that cannot be told.
    pub open: Option<bool>,
}

/// Which of the things that a report should have it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Has {
    /// How bad it was.
    pub severity: bool,
    /// Who commanded, or led the response.
    pub commander: bool,
    /// That people outside were told, or when.
    pub updates: bool,
    /// A part about the impact.
    pub impact: bool,
    /// A part about causes, with something in it.
    pub causes: bool,
    /// A part about lessons, with something in it.
    pub lessons: bool,
    /// A part about what is to be done, with something in it.
    pub actions: bool,
    /// A timeline with at least one entry.
    pub timeline: bool,
}
