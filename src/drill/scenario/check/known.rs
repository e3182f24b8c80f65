//! What a scenario names, and what a condition in it waits for.

use std::collections::{HashMap, HashSet};

use crate::drill::scenario::{Action, Condition, Inject, Scenario};

/// A scenario with its names at hand.
pub struct Known<'a> {
    /// What is checked.
    pub scenario: &'a Scenario,
    /// The items of the checklist.
    pub checks: HashSet<&'a str>,
    /// The objectives.
    pub objectives: HashSet<&'a str>,
    injects: HashMap<&'a str, usize>,
    options: HashSet<(usize, &'a str)>,
    awaits: Vec<Awaits>,
}

/// What an inject awaits, as far as it can be told without a person.
struct Awaits {
    anything: bool,
    /// The first deadline, in ms after the inject.
    deadline: Option<i64>,
}

/// What has to come before a condition can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The inject that it speaks of, by its place in the file.
    pub inject: Option<usize>,
    /// How long after that at the earliest, in ms.
    pub after: i64,
}

/// Why a condition can never hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no such inject.
    NoInject,
    /// There is no such item on the checklist.
    NoCheck,
    /// The inject has no such option.
    NoOption(usize),
    /// Nothing is awaited after the inject that can be told without a person.
    NothingAwaited,
    /// What is awaited after the inject has no deadline, so it cannot be missed.
    NoDeadline,
}

impl<'a> Known<'a> {
    /// The names of a scenario; of two things with one name, the first.
    pub fn of(scenario: &'a Scenario) -> Known<'a> {
        let exercise = &scenario.exercise;
        let mut known = Known {
            scenario,
            checks: exercise.checklist.iter().map(|check| check.id.as_str()).collect(),
            objectives: exercise.objectives.iter().map(|objective| objective.id.as_str()).collect(),
            injects: HashMap::new(),
            options: HashSet::new(),
            awaits: Vec::new(),
        };
        for (place, inject) in scenario.injects.iter().enumerate() {
            known.injects.entry(&inject.id).or_insert(place);
            known.options.extend(inject.options.iter().map(|option| (place, option.id.as_str())));
            let mut computed = inject.expectations.iter().filter(|one| one.action != Action::Manual).peekable();
            let anything = computed.peek().is_some();
            let deadline = computed.filter_map(|one| one.within(&exercise.targets)).min();
            known.awaits.push(Awaits { anything, deadline: deadline.map(|within| within.ms()) });
        }
        known
    }

    /// The inject of this name.
    pub fn inject(&self, id: &str) -> Option<&'a Inject> {
        self.injects.get(id).map(|place| &self.scenario.injects[*place])
    }

    /// What has to come before a condition can hold.
    ///
    /// # Errors
    /// It can never hold, whatever else happens.
    pub fn wait(&self, condition: &Condition) -> Result<Wait, Obstacle> {
        let place = match condition {
            Condition::Checked(id) if self.checks.contains(id.as_str()) => return Ok(Wait { inject: None, after: 0 }),
            Condition::Checked(_) => return Err(Obstacle::NoCheck),
            Condition::Met(id) | Condition::Missed(id) | Condition::Chose(id, _) => {
                *self.injects.get(id.as_str()).ok_or(Obstacle::NoInject)?
            }
        };
        let awaits = &self.awaits[place];
        let after = match condition {
            Condition::Chose(_, option) if self.options.contains(&(place, option.as_str())) => 0,
            Condition::Chose(..) => return Err(Obstacle::NoOption(place)),
            _ if !awaits.anything => return Err(Obstacle::NothingAwaited),
            Condition::Missed(_) => awaits.deadline.ok_or(Obstacle::NoDeadline)?,
            _ => 0,
        };
        Ok(Wait { inject: Some(place), after })
    }
}

/// Two conditions of one inject that can never hold together, if there are such: in `when`, or in `when` and all of
/// `when_any`.
pub fn contradiction(inject: &Inject) -> Option<(&Condition, &Condition)> {
    let mut sides = HashMap::new();
    for condition in &inject.when {
        let Some((of, side)) = side(condition) else { continue };
        match sides.insert(of, (side, condition)) {
            Some((other, earlier)) if other != side => return Some((earlier, condition)),
            _ => {}
        }
    }
    let against = |condition| {
        let (of, side) = side(condition)?;
        sides.get(&of).filter(|(other, _)| *other != side).map(|(_, earlier)| (*earlier, condition))
    };
    let all: Option<Vec<_>> = inject.when_any.iter().map(against).collect();
    all?.first().copied()
}

/// Of what a condition tells how it went, and how: an inject is either met or missed, and one option is chosen.
fn side(condition: &Condition) -> Option<((&str, bool), &str)> {
    match condition {
        Condition::Met(inject) => Some(((inject, false), "met")),
        Condition::Missed(inject) => Some(((inject, false), "missed")),
        Condition::Chose(inject, option) => Some(((inject, true), option)),
        Condition::Checked(_) => None,
    }
}
