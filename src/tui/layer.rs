//! What lies over the screen: lists to choose from, forms to fill in, pages to read. The top one takes the keys.

use std::ops::Range;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use uuid::Uuid;

use super::action::Action;
use super::drill::{Ask as Asked, Pick};
use super::hotwash::{self, HotWash};
use super::prompt::Prompt;
use super::review::{Ask, Review};
use super::timeline::Filter;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::Milestone;

/// One thing over the screen.
#[derive(Debug)]
pub enum Layer {
    /// A list to choose from.
    List(List),
    /// A form to fill in.
    Form(Form),
    /// A page to read.
    Page(Page),
    /// The review: the whole screen.
    Review(Box<Review>),
    /// The hot wash: the whole room.
    HotWash(Box<HotWash>),
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Do this.
    Act(Action),
    /// Write this verb into the compose line.
    Verb(String),
    /// Set the status.
    Status(Status),
    /// Set the severity.
    Severity(u8),
    /// Ask when the milestone was.
    Milestone(Milestone),
    /// Give the role to this person.
    Assign {
        /// The role.
        role: String,
        /// The person.
        person: String,
    },
    /// Let this person do the task.
    Own {
        /// The task's number.
        task: u32,
        /// The person.
        person: String,
    },
    /// Show only these lines, or all.
    Filter(Option<Filter>),
    /// Something in an exercise.
    Exercise(Pick),
}

/// What is done with a name that is written rather than chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Free {
    /// The role is given to that person.
    Role(String),
    /// That person does the task.
    Task(u32),
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// More about it: a key, a definition.
    pub hint: String,
    /// Why it cannot be chosen now.
    pub refusal: Option<String>,
    /// What choosing it does.
    pub choice: Choice,
}

impl Item {
    /// A line that can be chosen.
    pub fn new(label: impl Into<String>, hint: impl Into<String>, choice: Choice) -> Item {
        Item { label: label.into(), hint: hint.into(), refusal: None, choice }
    }
}

/// A list, narrowed by what is written.
#[derive(Debug)]
pub struct List {
    /// Its heading.
    pub title: String,
    /// What is written.
    pub wanted: Prompt,
    /// All lines.
    pub items: Vec<Item>,
    /// The lines that fit, best first, with the characters that fit.
    pub found: Vec<(usize, Vec<u32>)>,
    /// Which of the found lines is marked.
    pub selected: usize,
    /// What is done with a name that is on no line.
    pub free: Option<Free>,
}

impl List {
    /// A list of everything.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> List {
        let mut list =
            List { title: title.into(), wanted: Prompt::default(), items, found: Vec::new(), selected: 0, free: None };
        list.narrow();
        list
    }

    /// Finds the lines that fit what is written, as fuzzy finders do.
    pub fn narrow(&mut self) {
        let wanted = self.wanted.text().trim();
        self.selected = 0;
        if wanted.is_empty() {
            self.found = (0..self.items.len()).map(|place| (place, Vec::new())).collect();
            return;
        }
        let pattern = Pattern::parse(wanted, CaseMatching::Ignore, Normalization::Smart);
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        let mut matcher = Matcher::new(config);
        let mut letters = Vec::new();
        let mut scored = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            let mut fits = Vec::new();
            let by_label = pattern
                .indices(Utf32Str::new(&item.label, &mut letters), &mut matcher, &mut fits)
                .map(|score| score * 2);
            let by_hint =
                || pattern.score(Utf32Str::new(&item.hint, &mut Vec::new()), &mut Matcher::new(Config::DEFAULT));
            if let Some(score) = by_label.or_else(by_hint) {
                fits.sort_unstable();
                fits.dedup();
                scored.push((score, place, fits));
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.found = scored.into_iter().map(|(_, place, fits)| (place, fits)).collect();
    }

    /// The marked line.
    pub fn chosen(&self) -> Option<&Item> {
        self.items.get(self.found.get(self.selected)?.0)
    }

    /// Marks another line, round the end.
    pub fn step(&mut self, by: isize) {
        let count = self.found.len() as isize;
        if count > 0 {
            self.selected = (self.selected as isize + by).rem_euclid(count) as usize;
        }
    }
}

/// What a form is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Declare an incident.
    Declare,
    /// Record an update.
    Update,
    /// Add a task.
    Task,
    /// Edit an entry's text.
    Edit(Uuid),
    /// Correct an entry's time.
    Retime(Uuid),
    /// Strike an entry.
    Strike(Uuid),
    /// Skip a task.
    Skip(u32),
    /// Give a task a due time.
    Due(u32),
    /// Name a point in time.
    Mark(Milestone),
    /// Say why the severity changes.
    Severity(u8),
    /// Say more about a change of status.
    Status(Status),
    /// Close the incident.
    Close,
    /// Find text on the timeline.
    Find,
    /// Go on in another folder.
    SaveElsewhere,
    /// Fill a list of the report in.
    Review(Ask),
    /// Something in an exercise.
    Exercise(Asked),
    /// Declare something real during an exercise.
    Real,
    /// Say something in the hot wash.
    HotWash(hotwash::Ask),
}

/// One field of a form.
#[derive(Debug)]
pub struct Field {
    /// What it asks for.
    pub label: &'static str,
    /// What happens when it stays empty, or an example.
    pub hint: String,
    /// What is written.
    pub value: Prompt,
    /// Words to choose from with the arrow keys; empty for free text.
    pub options: &'static [&'static str],
}

impl Field {
    /// A field for free text.
    pub fn text(label: &'static str, hint: impl Into<String>, value: &str) -> Field {
        let mut prompt = Prompt::default();
        prompt.set(value);
        Field { label, hint: hint.into(), value: prompt, options: &[] }
    }

    /// A field with a few words to choose from; the first is set.
    pub fn choice(label: &'static str, options: &'static [&'static str]) -> Field {
        Field { options, ..Field::text(label, "", options.first().copied().unwrap_or_default()) }
    }

    /// Takes the next or the previous word, if there are words to choose from.
    pub fn turn(&mut self, by: isize) {
        if let Some(at) = self.options.iter().position(|option| *option == self.value.text()) {
            let next = (at as isize + by).rem_euclid(self.options.len() as isize) as usize;
            self.value.set(self.options[next]);
        }
    }
}

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// Its heading.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Which field has the focus.
    pub focus: usize,
    /// Why it was not accepted.
    pub error: Option<String>,
    /// The request that it became; the form goes when that is answered.
    pub sent: Option<Uuid>,
    /// What its fields said when it was opened.
    untouched: Vec<String>,
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(purpose: Purpose, title: impl Into<String>, fields: Vec<Field>) -> Form {
        let untouched = fields.iter().map(|field| field.value.text().to_owned()).collect();
        Form { purpose, title: title.into(), fields, focus: 0, error: None, sent: None, untouched }
    }

    /// The fields that say something else than when the form was opened.
    fn changed(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .zip(&self.untouched)
            .filter(|(field, before)| field.value.text() != *before)
            .map(|(one, _)| one)
    }

    /// Whether it says something else than when it was opened.
    pub fn is_changed(&self) -> bool {
        self.changed().next().is_some()
    }

    /// What somebody has written into it: its free texts that were changed; `None` if there is none.
    pub fn written(&self) -> Option<String> {
        let texts = self.changed().filter(|field| field.options.is_empty()).map(|field| field.value.text().trim());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// The form in a line: its heading, and what was written into it.
    pub fn line(&self) -> String {
        match self.written() {
            Some(written) => format!("{}: {written}", self.title),
            None => self.title.clone(),
        }
    }

    /// What is written in a field, trimmed; `None` if nothing is.
    pub fn value(&self, place: usize) -> Option<&str> {
        self.fields.get(place).map(|field| field.value.text().trim()).filter(|text| !text.is_empty())
    }

    /// Goes to another field, round the end.
    pub fn step(&mut self, by: isize) {
        let count = self.fields.len().max(1) as isize;
        self.focus = (self.focus as isize + by).rem_euclid(count) as usize;
    }
}

/// A page to read.
#[derive(Debug)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub lines: Vec<PageLine>,
    /// The first row that is shown.
    pub top: usize,
}

/// One line of a page, before it is wrapped.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLine {
    /// The text, raw.
    pub text: String,
    /// Which part of it is a heading or a key, in bytes.
    pub strong: Range<usize>,
}

impl PageLine {
    /// A plain line.
    pub fn plain(text: impl Into<String>) -> PageLine {
        PageLine { text: text.into(), strong: 0..0 }
    }

    /// A heading.
    pub fn heading(text: impl Into<String>) -> PageLine {
        let text = text.into();
        PageLine { strong: 0..text.len(), text }
    }
}
