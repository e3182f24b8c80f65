//! Who took part, and as what.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::incident::roles::Tenure;
use crate::incident::{State, Time, exercise};

/// One person's time in a role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// Which role.
    pub role: String,
    /// Who.
    pub person: String,
    /// From when (UTC).
    pub from: Time,
    /// Until when (UTC); null while it lasts.
    pub to: Option<Time>,
    /// How it ended, in words.
    pub then: String,
    /// Whether somebody else took the role without knowing of this holder, which has not been settled.
    pub contested: bool,
}

pub(super) fn roles(state: &State) -> Vec<Held> {
    let playbook = &state.lifecycle.playbook().roles;
    let mut names: Vec<&str> = playbook.iter().map(|role| role.name.as_str()).collect();
    names.extend(state.roles.known().filter(|name| !playbook.iter().any(|role| role.name == *name)));
    let tenures = state.tenures();
    let mut all = Vec::new();
    for name in names {
        let mut turns: Vec<Tenure> = Vec::new();
        for tenure in tenures.iter().filter(|tenure| tenure.role == name) {
            match turns.last_mut().filter(|last| last.person == tenure.person && last.to == Some(tenure.from)) {
                Some(last) => last.to = tenure.to,
                None => turns.push(tenure.clone()),
            }
        }
        let rivals = state.roles.rivals(name);
        let endings: Vec<(String, bool)> = (0..turns.len()).map(|turn| ending(state, &turns, turn, &rivals)).collect();
        all.extend(turns.into_iter().zip(endings).map(|(tenure, (then, contested))| Held {
            role: tenure.role,
            person: tenure.person,
            from: tenure.from,
            to: tenure.to,
            then,
            contested,
        }));
    }
    all
}

fn ending(state: &State, turns: &[Tenure], turn: usize, rivals: &[&str]) -> (String, bool) {
    let held = &turns[turn];
    let next = turns.get(turn + 1).filter(|next| Some(next.from) == held.to).map(|next| next.person.as_str());
    let contested = next.is_some_and(|next| rivals.contains(&held.person.as_str()) && rivals.contains(&next));
    let then = match next {
        Some(next) if contested => format!("by {next}"),
        Some(next) => format!("handed off to {next}"),
        None if held.to.is_none() => "holds it".into(),
        None if state.roles.holder(&held.role) == Some(&held.person) && turn + 1 == turns.len() => {
            "held it to the end".into()
        }
        None => "released".into(),
    };
    (then, contested)
}

pub(super) fn all(state: &State, roles: &[Held]) -> Vec<String> {
    let wrote = state.timeline.as_written().iter().map(|entry| &*entry.by);
    let held = roles.iter().map(|held| held.person.as_str());
    // What an exercise writes, nobody wrote.
    let mut seen: HashSet<&str> = state.is_exercise().then_some(exercise::BY).into_iter().collect();
    wrote.chain(held).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}
