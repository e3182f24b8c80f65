//! What a template can use beyond the facts, and how it prints them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::{PARTS, contents};
use crate::incident::Time;
use crate::postmortem::chart::{self, Chart};
use crate::postmortem::dates::Dates;
use crate::postmortem::document::Document;
use crate::postmortem::{escape, story, words};

/// How many steps a template may take: a loop over 100,000 entries takes about ten million.
const FUEL: u64 = 200_000_000;

/// How wide a chart is in a report, in columns.
const CHART_WIDTH: usize = 78;
/// The longest text that a filter may make, in bytes.
const LONGEST: usize = 1 << 20;

/// How much of a text its opening is at most, in characters.
const LONGEST_OPENING: usize = 600;

pub(super) fn environment(document: &Arc<Document>, dates: &Dates) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(environment.syntax().to_builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, source) in PARTS {
        environment.add_template(name, source)?;
    }
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(print);
    environment.add_filter("prose", |text: &str| Value::from_safe_string(escape::prose(text)));
    environment.add_filter("opening", |text: &str| Value::from_safe_string(escape::prose(&opening(text))));
    let writer = |write: fn(&Dates, Time) -> String| {
        let dates = dates.clone();
        move |at: Value| written(&dates, &at, write)
    };
    environment.add_filter("full", writer(Dates::full));
    environment.add_filter("clock", writer(Dates::clock));
    environment.add_filter("day", writer(Dates::heading));
    environment.add_filter("date", writer(Dates::date));
    let of = document.clone();
    environment.add_filter("elapsed", move |at: Value| match &of.exercise {
        Some(exercise) => Ok(exercise.elapsed(instant(&at)?)),
        None => {
            Err(Error::new(ErrorKind::InvalidOperation, "only an exercise has a time that is counted from STARTEX"))
        }
    });
    // The usual one could be made to fill the memory.
    environment.add_filter("replace", |text: &str, from: &str, to: &str| match (from, text.matches(from).count()) {
        ("", _) => Err(Error::new(ErrorKind::InvalidOperation, "nothing cannot be replaced")),
        (_, found) if text.len() + found * to.len() > LONGEST => {
            Err(Error::new(ErrorKind::InvalidOperation, "the text becomes longer than a mebibyte"))
        }
        _ => Ok(text.replace(from, to)),
    });
    environment.add_filter("number", |number: f64| number.to_string());
    environment.add_filter("span", |seconds: i64| words::span(seconds).to_string());
    let (of, on) = (document.clone(), dates.clone());
    environment.add_function("timeline_table", move |wanted: Kwargs| {
        let wanted = story::Wanted {
            key_only: wanted.get::<Option<bool>>("key_only")?.unwrap_or(false),
            kinds: wanted.get::<Option<bool>>("kinds")?.unwrap_or(true),
            people: wanted.get::<Option<bool>>("people")?.unwrap_or(true),
            commands: wanted.get::<Option<bool>>("commands")?.unwrap_or(true),
            by_day: wanted.get::<Option<bool>>("by_day")?.unwrap_or(true),
            most: wanted.get::<Option<usize>>("most")?.unwrap_or(usize::MAX),
        };
        Ok::<_, Error>(Value::from_safe_string(story::table(&of, &on, wanted)))
    });
    let (of, on) = (document.clone(), dates.clone());
    environment.add_function("deeds_table", move || Value::from_safe_string(story::deeds(&of, &on)));
    let (of, on) = (document.clone(), dates.clone());
    environment.add_function("chart", move || {
        let lines = Chart::of(&of, &on).map(|chart| chart::terminal::draw(&chart, CHART_WIDTH, false));
        let block = lines.map(|lines| format!("```{}\n{}\n```", chart::FENCE, lines.join("\n")));
        Value::from_safe_string(block.unwrap_or_default())
    });
    environment.add_function("contents", || Value::from_safe_string(contents::PLACE.into()));
    extras(&mut environment, document);
    Ok(environment)
}

/// `extra(heading)` is what somebody wrote under a heading that the template has of its own, in capitals or not;
/// `section(heading, text)` is that heading with the text and the extra under it, nothing where both are missing, unless
/// `missing` says what stands there then; `other_extras()` are the sections that no heading asked for so far.
fn extras(environment: &mut Environment<'_>, document: &Arc<Document>) {
    let asked: Arc<Mutex<HashSet<String>>> = Arc::default();
    let (of, asking) = (document.clone(), asked.clone());
    let extra = move |heading: &str| {
        let heading = heading.to_lowercase();
        let fitting = of.extras.iter().filter(|extra| extra.title.to_lowercase() == heading);
        let texts: Vec<String> = fitting.map(|extra| escape::prose(&extra.text)).collect();
        asking.lock().unwrap_or_else(PoisonError::into_inner).insert(heading);
        texts.join("\n\n")
    };
    let under = extra.clone();
    environment.add_function("extra", move |heading: &str| Value::from_safe_string(extra(heading)));
    environment.add_function("section", move |heading: &str, text: Option<String>, wanted: Kwargs| {
        let missing = wanted.get::<Option<&str>>("missing")?.unwrap_or_default();
        let texts = [text.map(|text| escape::prose(&text)).unwrap_or_default(), under(heading)];
        let told = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        let told = if told.is_empty() { escape::prose(missing) } else { told };
        let heading = escape::line(heading);
        let section = if told.is_empty() { String::new() } else { format!("## {heading}\n\n{told}") };
        Ok::<_, Error>(Value::from_safe_string(section))
    });
    let of = document.clone();
    environment.add_function("other_extras", move || {
        let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let others = of.extras.iter().filter(|extra| !asked.contains(&extra.title.to_lowercase()));
        others.map(|extra| Value::from(Serde(extra.clone()))).collect::<Vec<Value>>()
    });
}

/// The first paragraph of a text; where it is long, its beginning up to the end of a word.
fn opening(text: &str) -> Cow<'_, str> {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default().trim_end();
    let Some((end, _)) = paragraph.char_indices().nth(LONGEST_OPENING) else { return paragraph.into() };
    let kept = &paragraph[..end];
    let word = kept.rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", kept[..word].trim_end()).into()
}

/// Whatever is not known to be safe is shown as it was typed, and is never markup.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(());
    }
    let written = match value.as_str() {
        Some(text) if value.is_safe() => Cow::Borrowed(text),
        Some(text) => Cow::Owned(escape::at_line_start(escape::line(text))),
        None => Cow::Owned(escape::line(&value.to_string())),
    };
    out.write_str(&written).map_err(Error::from)
}

fn written(dates: &Dates, at: &Value, write: fn(&Dates, Time) -> String) -> Result<String, Error> {
    Ok(write(dates, instant(at)?))
}

fn instant(value: &Value) -> Result<Time, Error> {
    let text = value.as_str().unwrap_or_default();
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidOperation, "that is no instant"))
}
