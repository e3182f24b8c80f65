//! What stands on the lists of a report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::record::{Time, whole_ms};
use crate::incident::text::one_line;
use crate::incident::zone::Zone;
use crate::incident::{Refusal, people, refuse, said};

/// The longest line, in characters.
const LONGEST_LINE: usize = 300;
/// The longest text, in bytes.
const LONGEST_TEXT: usize = 128 * 1024;
/// The largest number that is a number of something, rather than a slip.
const LARGEST: f64 = 1e15;

/// What part a cause played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// Without it, it would not have happened.
    #[default]
    Root,
    /// It made it likelier, larger or longer.
    Contributing,
    /// It set it off.
    Trigger,
    /// How people work together let it happen.
    Process,
}

impl CauseKind {
    /// Every kind.
    pub const ALL: [CauseKind; 4] = [CauseKind::Root, CauseKind::Contributing, CauseKind::Trigger, CauseKind::Process];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            CauseKind::Root => "root",
            CauseKind::Contributing => "contributing",
            CauseKind::Trigger => "trigger",
            CauseKind::Process => "process",
        }
    }
}

/// What kind of lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lesson {
    /// What helped.
    Well,
    /// What did not.
    #[default]
    Badly,
    /// Where luck helped.
    Lucky,
}

impl Lesson {
    /// Every kind.
    pub const ALL: [Lesson; 3] = [Lesson::Well, Lesson::Badly, Lesson::Lucky];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Lesson::Well => "well",
            Lesson::Badly => "badly",
            Lesson::Lucky => "lucky",
        }
    }

    /// The heading under which such lessons stand.
    pub fn heading(self) -> &'static str {
        match self {
            Lesson::Well => "What went well",
            Lesson::Badly => "What went badly",
            Lesson::Lucky => "Where we were lucky",
        }
    }
}

/// A cause. Texts are raw.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// What part it played.
    #[serde(default)]
    pub kind: CauseKind,
    /// In a few words.
    pub title: String,
    /// In full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Learnt {
    /// Of which kind.
    pub kind: Lesson,
    /// Raw text.
    pub text: String,
}

/// A time in which people were hit; an outage may come back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// From when (UTC).
    pub from: Time,
    /// Until when (UTC).
    pub to: Time,
    /// What was different about it, raw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How much of something was hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// Of what: `failed orders`. Raw.
    pub name: String,
    /// How much.
    pub number: f64,
    /// In what: `%`, `orders`, `EUR`. Raw.
    pub unit: String,
}

/// Another incident that has to do with this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// Its id or name, raw.
    pub incident: String,
    /// What it has to do with this one, raw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A word that not every reader knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The word, raw.
    pub term: String,
    /// What it means, raw.
    pub meaning: String,
}

/// Something to look at elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// What it is, raw.
    pub title: String,
    /// Where it is: an http(s) address.
    pub address: String,
}

/// A section of one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extra {
    /// Its heading, raw.
    pub title: String,
    /// Raw text.
    pub text: String,
}

/// A finding of a check that does not count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Which check: its code.
    pub code: String,
    /// Where, as findings name it; everywhere if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why, raw.
    pub reason: String,
}

macro_rules! items {
    ($($(#[$doc:meta])* $kind:ident($of:ty) $word:literal $pick:ident),* $(,)?) => {
        /// Something on a list of the report.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Item {
            $($(#[$doc])* $kind($of),)*
        }

        /// What kind of thing stands on a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ItemKind {
            $($(#[$doc])* $kind,)*
        }

        impl ItemKind {
            /// Every kind.
            pub const ALL: [ItemKind; [$(ItemKind::$kind),*].len()] = [$(ItemKind::$kind),*];

            /// The word for one of them, in lower case.
            pub fn word(self) -> &'static str {
                match self {
                    $(ItemKind::$kind => $word,)*
                }
            }
        }

        impl Item {
            /// What kind of thing it is.
            pub fn kind(&self) -> ItemKind {
                match self {
                    $(Item::$kind(_) => ItemKind::$kind,)*
                }
            }

            $(
                #[doc = concat!("The ", $word, ", if it is one.")]
                pub fn $pick(&self) -> Option<&$of> {
                    match self {
                        Item::$kind(item) => Some(item),
                        _ => None,
                    }
                }
            )*
        }
    };
}

items! {
    /// Somebody who wrote the report.
    Author(String) "author" author,
    /// Somebody who read it before it went out.
    Reviewer(String) "reviewer" reviewer,
    /// A word to find it by.
    Tag(String) "tag" tag,
    /// A service that was hit.
    Service(String) "service" service,
    /// A time in which people were hit.
    Window(Window) "window" window,
    /// How much of something was hit.
    Metric(Metric) "metric" metric,
    /// Why it happened.
    Cause(Cause) "cause" cause,
    /// One more answer to "why?".
    Why(String) "why" why,
    /// What was learnt.
    Lesson(Learnt) "lesson" lesson,
    /// Another incident that has to do with this one.
    Related(Related) "related" related,
    /// A word that not every reader knows.
    Term(Term) "term" term,
    /// Something to look at elsewhere.
    Link(Link) "link" link,
    /// A section of one's own.
    Extra(Extra) "extra" extra,
    /// A finding that does not count.
    Waiver(Waiver) "waiver" waiver,
}

impl ItemKind {
    /// Whether the same thing twice makes no sense.
    pub(super) fn is_once(self) -> bool {
        matches!(self, ItemKind::Author | ItemKind::Reviewer | ItemKind::Tag | ItemKind::Service | ItemKind::Waiver)
    }
}

impl Item {
    /// The item in one line, raw, its times in a zone.
    pub fn line(&self, zone: &Zone) -> String {
        let time = |at| format!("{} {}", zone.datetime(at), zone.label(at));
        match self {
            Item::Author(text) | Item::Reviewer(text) | Item::Tag(text) | Item::Service(text) | Item::Why(text) => {
                text.clone()
            }
            Item::Window(window) => format!("{} to {}", time(window.from), time(window.to)),
            Item::Metric(metric) => format!("{}: {} {}", metric.name, metric.number, metric.unit),
            Item::Cause(cause) => cause.title.clone(),
            Item::Lesson(learnt) => learnt.text.clone(),
            Item::Related(related) => related.incident.clone(),
            Item::Term(term) => format!("{}: {}", term.term, term.meaning),
            Item::Link(link) => format!("{} {}", link.title, link.address),
            Item::Extra(extra) => extra.title.clone(),
            Item::Waiver(waiver) => format!("{}: {}", waiver.code, waiver.reason),
        }
    }

    /// The item as it is kept: texts trimmed, names as names.
    pub(super) fn checked(&self, now: Time) -> Result<Item, Refusal> {
        Ok(match self {
            Item::Author(name) => Item::Author(people::name(name)?),
            Item::Reviewer(name) => Item::Reviewer(people::name(name)?),
            Item::Tag(tag) => Item::Tag(line("tag", tag)?),
            Item::Service(service) => Item::Service(line("service", service)?),
            Item::Window(window) => Item::Window(checked_window(window, now)?),
            Item::Metric(metric) => {
                if !metric.number.is_finite() || metric.number.abs() > LARGEST {
                    return refuse(format!(
                        "{} is no number of anything; at most {LARGEST} can be counted",
                        metric.number
                    ));
                }
                let (name, unit) =
                    (line("name of the figure", &metric.name)?, line("unit of the figure", &metric.unit)?);
                Item::Metric(Metric { name, number: metric.number, unit })
            }
            Item::Cause(cause) => {
                let (title, text) = (prose("cause", &cause.title)?, long("cause", &cause.text)?);
                Item::Cause(Cause { kind: cause.kind, title, text })
            }
            Item::Why(text) => Item::Why(prose("answer", text)?),
            Item::Lesson(learnt) => Item::Lesson(Learnt { kind: learnt.kind, text: prose("lesson", &learnt.text)? }),
            Item::Related(related) => {
                let (incident, text) = (line("related incident", &related.incident)?, long("relation", &related.text)?);
                Item::Related(Related { incident, text })
            }
            Item::Term(term) => {
                Item::Term(Term { term: line("term", &term.term)?, meaning: prose("meaning", &term.meaning)? })
            }
            Item::Link(link) => checked_link(link)?,
            Item::Extra(extra) => {
                Item::Extra(Extra { title: line("heading", &extra.title)?, text: prose("section", &extra.text)? })
            }
            Item::Waiver(waiver) => Item::Waiver(Waiver {
                code: line("code", &waiver.code)?,
                place: said(&waiver.place),
                reason: prose("reason", &waiver.reason)?,
            }),
        })
    }
}

fn checked_window(window: &Window, now: Time) -> Result<Window, Refusal> {
    let (from, to) = (whole_ms(window.from), whole_ms(window.to));
    if to <= from {
        return refuse("that time does not end after it begins; name the beginning first");
    }
    if to > now {
        return refuse("that time ends in the future; name it when it is over");
    }
    Ok(Window { from, to, note: said(&window.note) })
}

fn checked_link(link: &Link) -> Result<Item, Refusal> {
    let address = link.address.trim();
    let http = ["https://", "http://"].into_iter().any(|scheme| address.starts_with(scheme));
    if !http || address.chars().any(|c| c.is_whitespace() || c.is_control()) || address.len() > 2_000 {
        return refuse(format!("{} is no address; a link begins with https:// or http://", one_line(address)));
    }
    let title = if link.title.trim().is_empty() { address } else { &link.title };
    Ok(Item::Link(Link { title: line("title", title)?, address: address.to_owned() }))
}

fn line(what: &str, text: &str) -> Result<String, Refusal> {
    let text = prose(what, text)?;
    if text.contains('\n') || text.chars().count() > LONGEST_LINE {
        return refuse(format!("the {what} is one line of at most {LONGEST_LINE} characters"));
    }
    Ok(text)
}

fn prose(what: &str, text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => refuse(format!("the {what} is empty")),
        text if text.len() > LONGEST_TEXT => refuse(format!("the {what} is longer than {LONGEST_TEXT} bytes")),
        text => Ok(text.to_owned()),
    }
}

fn long(what: &str, text: &Option<String>) -> Result<Option<String>, Refusal> {
    said(text).map(|text| prose(what, &text)).transpose()
}
