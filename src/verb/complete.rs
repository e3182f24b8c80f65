//! What could be meant by a line that is still being typed in the room.

use std::collections::BTreeSet;
use std::ops::Range;

use clap::builder::PossibleValue;
use clap::{Arg, Command, Subcommand};

use super::PlayVerb;
use super::room::{VERBS, offers};
use crate::incident::lifecycle::severity_word;
use crate::incident::{State, exercise, text};

/// How many entries are offered, newest first.
const ENTRIES: usize = 20;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Which bytes of the line it replaces.
    pub replace: Range<usize>,
    /// What it puts there, raw, without a space behind it.
    pub text: String,
    /// What that means, raw, in a line; may be empty.
    pub help: String,
}

/// An offer before it is known whether it fits: other words that find it, what is put there, what it means.
struct Offer {
    found_by: Vec<String>,
    text: String,
    help: String,
}

impl Offer {
    fn new(text: impl Into<String>, help: impl Into<String>) -> Offer {
        let text = text.into();
        Offer { found_by: vec![text.clone()], text, help: help.into() }
    }
}

/// How a line behind `/` (without the slash) can go on at the cursor, a byte offset: verbs, what belongs to them, and
/// people behind `@`. Best first.
pub fn complete(line: &str, cursor: usize, state: &State) -> Vec<Completion> {
    let before = line.get(..cursor).unwrap_or(line);
    let named = people(before, state);
    if !named.is_empty() {
        return named;
    }
    let start = before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + before[space..].chars().next().map_or(1, char::len_utf8));
    let typed = &before[start..];
    let words: Vec<&str> = before[..start].split_whitespace().collect();
    fitting(offers_at(&words, typed, state), typed, start..before.len())
}

/// The people whose names could stand behind the `@` that the text ends with; for any text.
pub fn people(before: &str, state: &State) -> Vec<Completion> {
    let Some(at) = before.rfind('@') else { return Vec::new() };
    let begins_a_word =
        before[..at].chars().next_back().is_none_or(|last| last.is_whitespace() || "(,;:/".contains(last));
    let typed = &before[at + 1..];
    if !begins_a_word || typed.contains('\n') || typed.starts_with(' ') {
        return Vec::new();
    }
    let offers = persons(state).into_iter().map(|name| Offer {
        found_by: vec![name.clone()],
        text: format!("@{name}"),
        help: holds(&name, state),
    });
    let mut found = fitting(offers.collect(), typed, at..before.len());
    found.retain(|completion| completion.text[1..] != *typed);
    found
}

fn fitting(offers: Vec<Offer>, typed: &str, replace: Range<usize>) -> Vec<Completion> {
    let typed = typed.trim_start_matches('"').to_lowercase();
    let fits = |offer: &Offer| offer.found_by.iter().any(|word| word.to_lowercase().starts_with(&typed));
    let completion = |offer: Offer| Completion { replace: replace.clone(), text: offer.text, help: offer.help };
    offers.into_iter().filter(fits).map(completion).collect()
}

fn offers_at(words: &[&str], typed: &str, state: &State) -> Vec<Offer> {
    let mut verb = &*VERBS;
    let mut rest = words;
    while let Some((first, after)) = rest.split_first()
        && verb.has_subcommands()
    {
        let top = std::ptr::eq(verb, &*VERBS);
        match verb.find_subcommand(first).filter(|found| !top || offers(found.get_name(), state)) {
            Some(found) => (verb, rest) = (found, after),
            None => return Vec::new(),
        }
    }
    if verb.has_subcommands() {
        let top = std::ptr::eq(verb, &*VERBS);
        let fits = |known: &str| match (top, verb.get_name()) {
            (true, _) => offers(known, state),
            (false, "drill") => PlayVerb::has_subcommand(known),
            (false, _) => true,
        };
        let known = verb.get_subcommands().filter(|known| fits(known.get_name()));
        return known.map(|known| Offer::new(known.get_name(), about(known.get_about()))).collect();
    }
    if typed.starts_with('-') {
        return options(verb, rest);
    }
    match slot(verb, rest) {
        Some(arg) => values(verb, arg, state),
        None => Vec::new(),
    }
}

fn about(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// The options that were not given yet.
fn options(verb: &Command, words: &[&str]) -> Vec<Offer> {
    let wanted = verb.get_arguments().filter(|arg| !arg.is_hide_set());
    let flag = |arg: &Arg| {
        let flag = format!("--{}", arg.get_long()?);
        (!words.contains(&flag.as_str())).then(|| Offer::new(flag, about(arg.get_help())))
    };
    wanted.filter_map(flag).collect()
}

/// What the next word is a value of.
fn slot<'a>(verb: &'a Command, words: &[&str]) -> Option<&'a Arg> {
    let option = |word: &str| {
        let name = word.strip_prefix("--")?;
        verb.get_arguments().find(|arg| arg.get_long() == Some(name) && arg.get_action().takes_values())
    };
    let many = |arg: &Arg| arg.get_num_args().is_some_and(|count| count.max_values() > 1);
    let mut open: Option<&Arg> = None;
    let mut place = 1;
    for word in words {
        if word.starts_with("--") {
            open = option(word);
        } else if open.is_none() {
            place += 1;
        } else {
            open = open.filter(|arg| many(arg));
        }
    }
    open.or_else(|| {
        let mut positionals: Vec<&Arg> = verb.get_positionals().filter(|arg| !arg.is_hide_set()).collect();
        positionals.sort_by_key(|arg| arg.get_index());
        let exact = positionals.iter().find(|arg| arg.get_index() == Some(place)).copied();
        exact.or_else(|| positionals.last().copied().filter(|last| many(last) && last.get_index() < Some(place)))
    })
}

fn values(verb: &Command, arg: &Arg, state: &State) -> Vec<Offer> {
    let fixed: Vec<PossibleValue> = arg.get_possible_values();
    if arg.get_action().takes_values() && !fixed.is_empty() {
        let shown = fixed.iter().filter(|value| !value.is_hide_set());
        let offer = |value: &PossibleValue| Offer {
            found_by: value.get_name_and_aliases().map(str::to_owned).collect(),
            ..Offer::new(value.get_name(), about(value.get_help()))
        };
        return shown.map(offer).collect();
    }
    let name = arg.get_value_names().and_then(|names| names.first()).map(|name| name.as_str()).unwrap_or_default();
    let line = |text: &str| text::one_line(text).into_owned();
    match name {
        "LEVEL" => {
            let severities = state.lifecycle.playbook().severities.iter();
            let offer = |severity: &crate::incident::playbook::SeverityDefinition| Offer {
                found_by: vec![severity.level.to_string(), severity_word(severity.level)],
                text: severity_word(severity.level),
                help: severity.definition.clone(),
            };
            severities.map(offer).collect()
        }
        "ROLE" => state.lifecycle.playbook().roles.iter().map(role).collect(),
        "PERSON" => {
            let one_word = arg.get_num_args().is_none_or(|count| count.max_values() <= 1);
            let text = |name: &String| match name.contains(char::is_whitespace) && one_word {
                true => format!("\"{name}\""),
                false => name.clone(),
            };
            let offer = |name: String| Offer { text: text(&name), ..Offer::new(name.clone(), holds(&name, state)) };
            persons(state).into_iter().map(offer).collect()
        }
        "ENTRY" => {
            let said = state.timeline.as_written().iter().rev().filter(|entry| entry.said && entry.struck().is_none());
            said.take(ENTRIES).map(|entry| Offer::new(entry.number.to_string(), line(entry.text()))).collect()
        }
        "TASK" => {
            let wants_open = verb.get_name() != "reopen";
            let tasks = state.checklist.tasks().iter().filter(|task| task.is_open() == wants_open);
            tasks.map(|task| Offer::new(task.number.to_string(), line(&task.text))).collect()
        }
        "FOLLOWUP" => {
            let open = state.followups.all().iter().filter(|followup| followup.is_open());
            open.map(|followup| Offer::new(followup.number.to_string(), line(followup.text()))).collect()
        }
        "CAUSE" => {
            let causes = (1..).zip(state.review.causes());
            causes.map(|(number, cause): (u32, _)| Offer::new(number.to_string(), line(&cause.title))).collect()
        }
        "LESSON" => {
            let lessons = (1..).zip(state.review.lessons());
            lessons.map(|(number, learnt): (u32, _)| Offer::new(number.to_string(), line(&learnt.text))).collect()
        }
        _ => Vec::new(),
    }
}

/// A role under the shortest of its words that needs no quotes.
fn role(role: &crate::incident::playbook::RoleDefinition) -> Offer {
    let mut found_by = vec![role.name.clone()];
    found_by.extend(role.aliases.iter().cloned());
    let short = found_by.iter().find(|word| !word.contains(char::is_whitespace));
    let text = short.cloned().unwrap_or_else(|| format!("\"{}\"", role.name));
    let help = if text == role.name { role.duty.clone() } else { format!("{}: {}", role.name, role.duty) };
    Offer { found_by, text, help }
}

/// Everybody who wrote something, holds or held a role, or owns something.
fn persons(state: &State) -> Vec<String> {
    let mut names: BTreeSet<&str> = state.timeline.writers().collect();
    let tenures = state.tenures();
    names.extend(tenures.iter().map(|tenure| tenure.person.as_str()));
    names.extend(state.checklist.tasks().iter().filter_map(|task| task.owner()));
    names.extend(state.followups.all().iter().filter_map(|followup| followup.owner()));
    if state.is_exercise() {
        // The scenario speaks under that name; it is nobody.
        names.remove(exercise::BY);
    }
    names.into_iter().map(str::to_owned).collect()
}

/// The roles that someone holds now.
fn holds(person: &str, state: &State) -> String {
    let held = state.roles.known().filter(|role| state.roles.holder(role) == Some(person));
    held.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
