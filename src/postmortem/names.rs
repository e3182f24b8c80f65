//! The names in a report, and what stands in for them.

use std::collections::HashMap;

use regex::Regex;

use super::document::Document;
use crate::incident::exercise::BY;

/// What people without a role are called.
const RESPONDER: &str = "responder";
/// Names that are words as well: in lower case they are the word, unless an @ stands before them.
const WORDS: [&str; 42] = [
    "admin", "art", "bill", "chip", "chuck", "dawn", "dean", "dev", "drew", "earl", "faith", "frank", "gene", "grace",
    "grant", "guy", "hope", "jack", "joy", "mark", "max", "may", "mike", "miles", "nick", "note", "open", "ops", "pat",
    "ray", "rich", "rob", "root", "rose", "rusty", "sue", "system", "team", "terry", "user", "wade", "will",
];
/// The shortest part of a name that is taken for the name.
const SHORTEST_PART: usize = 3;

/// What everybody is called instead.
pub struct Names {
    /// By whole name, in lower case.
    callings: HashMap<String, String>,
    /// By a part of a name of several words, as it is written.
    parts: HashMap<String, String>,
    any: Option<Regex>,
    roles: Vec<String>,
}

impl Names {
    /// Those of everybody who is named in a field of the report.
    pub fn of(document: &Document) -> Names {
        let mut roles: Vec<String> = document.roles.iter().map(|held| held.role.clone()).collect();
        roles.extend(document.exercise.is_some().then(|| BY.to_owned()));
        let mut names = Names { callings: HashMap::new(), parts: HashMap::new(), any: None, roles };
        let mut taken = HashMap::new();
        for held in &document.roles {
            names.call(&held.person, &held.role, &mut taken);
        }
        let wrote = document.people.iter().map(String::as_str);
        let did = document.timeline.iter().flat_map(|line| [&*line.actor, &*line.by]);
        let struck = document.struck.iter().flat_map(|one| [&*one.line.actor, &*one.line.by, &one.struck_by]);
        let owners = document.followups.iter().filter_map(|one| one.owner.as_deref());
        let tasks = document.tasks.left.iter().chain(&document.tasks.done).filter_map(|task| task.owner.as_deref());
        let exercises = document.exercise.iter().filter_map(|exercise| exercise.after_action.as_deref());
        let took_part = exercises.clone().flat_map(|after| &after.participants).map(|one| one.person.as_str());
        let noted = exercises.flat_map(|after| &after.observations).map(|one| one.by.as_str());
        let report = document.authors.iter().chain(&document.reviewers).chain(&document.owner).map(String::as_str);
        for name in
            wrote.chain(did).chain(struck).chain(owners).chain(tasks).chain(report).chain(took_part).chain(noted)
        {
            if !names.roles.iter().any(|role| role == name) {
                names.call(name, RESPONDER, &mut taken);
            }
        }
        names.any = any_of(names.callings.keys().chain(names.parts.keys()));
        names
    }

    fn call(&mut self, name: &str, role: &str, taken: &mut HashMap<String, u32>) {
        let name = name.trim();
        if name.is_empty() || self.callings.contains_key(&name.to_lowercase()) {
            return;
        }
        let nth = taken.entry(role.to_owned()).and_modify(|nth| *nth += 1).or_insert(1);
        let calling = if *nth == 1 { role.to_owned() } else { format!("{role} {nth}") };
        let parts: Vec<&str> = name.split_whitespace().filter(|part| part.chars().count() >= SHORTEST_PART).collect();
        if name.contains(char::is_whitespace) {
            for part in parts.into_iter().filter(|part| part.chars().all(|c| c.is_alphabetic() || c == '-')) {
                let shared = self.parts.contains_key(part);
                self.parts.insert(part.to_owned(), if shared { RESPONDER.into() } else { calling.clone() });
            }
        }
        self.callings.insert(name.to_lowercase(), calling);
    }

    /// What is put in the place of a name that stands alone in a field.
    pub fn calling(&self, name: &str) -> String {
        match self.callings.get(&name.trim().to_lowercase()) {
            Some(calling) => calling.clone(),
            None if self.roles.iter().any(|role| role == name) => name.to_owned(),
            None => RESPONDER.to_owned(),
        }
    }

    /// A text with every name in it replaced; `None` if there is none in it.
    pub fn replaced(&self, text: &str) -> Option<String> {
        let any = self.any.as_ref()?;
        let mut told = String::new();
        let mut end = 0;
        for found in any.find_iter(text) {
            let mentioned = found.as_str().starts_with('@');
            let name = found.as_str().trim_start_matches('@');
            if !stands_alone(text, found.start(), found.end()) {
                continue;
            }
            if let Some(calling) = self.called(name, mentioned) {
                told.push_str(&text[end..found.start()]);
                told.push_str(calling);
                end = found.end();
            }
        }
        (end > 0).then(|| told + &text[end..])
    }

    fn called(&self, name: &str, mentioned: bool) -> Option<&str> {
        if let Some(calling) = self.callings.get(&name.to_lowercase()) {
            let is_word = WORDS.contains(&name) && !mentioned;
            return (!is_word).then_some(calling);
        }
        self.parts.get(name).map(String::as_str)
    }
}

/// Whether what stands there is no part of a longer word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: char| c.is_alphanumeric();
    let (first, last) = (text[start..end].chars().next(), text[start..end].chars().next_back());
    let joined_before = first.is_some_and(letter) && text[..start].chars().next_back().is_some_and(letter);
    let joined_after = last.is_some_and(letter) && text[end..].chars().next().is_some_and(letter);
    !joined_before && !joined_after
}

/// Finds any of these names in any case, with an @ before it or not. The longest fits first, so "ana maria" is not taken
/// for "ana".
fn any_of<'a>(names: impl Iterator<Item = &'a String>) -> Option<Regex> {
    let mut names: Vec<&String> = names.collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let words: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    Regex::new(&format!("(?i)@?(?:{})", words.join("|"))).ok().filter(|_| !names.is_empty())
}
