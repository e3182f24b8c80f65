//! When each inject can come at the earliest, whatever the players do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::known::{Known, contradiction};

/// What an inject still waits for.
#[derive(Clone, Default)]
struct Open {
    never: bool,
    at: Option<i64>,
    conditional: bool,
    delay: i64,
    /// How many conditions of `when` are not known to be possible yet.
    all: usize,
    /// When the last of those that are can hold.
    since: i64,
    any: bool,
    /// When the first condition of `when_any` can hold.
    any_since: Option<i64>,
}

impl Open {
    fn due(&self) -> Option<i64> {
        if self.never || self.all > 0 || (self.any && self.any_since.is_none()) {
            return None;
        }
        let conditional = self.since.max(self.any_since.unwrap_or(0)).saturating_add(self.delay);
        self.at.max(self.conditional.then_some(conditional))
    }
}

/// An inject that waits for another.
struct Waiting {
    inject: usize,
    one_of: bool,
    after: i64,
}

/// The earliest time of each inject, in ms after STARTEX; `None` if it can never come. Time only ever adds up, so the
/// injects are settled from the earliest on, as in Dijkstra's search for the shortest way.
pub fn earliest(known: &Known) -> Vec<Option<i64>> {
    let injects = &known.scenario.injects;
    let mut waiting: Vec<Vec<Waiting>> = injects.iter().map(|_| Vec::new()).collect();
    let mut open: Vec<Open> = Vec::with_capacity(injects.len());
    for (place, inject) in injects.iter().enumerate() {
        let mut one = Open {
            never: contradiction(inject).is_some(),
            at: inject.at.map(|at| at.ms()),
            conditional: !inject.when.is_empty() || !inject.when_any.is_empty(),
            delay: inject.delay.map_or(0, |delay| delay.ms()),
            any: !inject.when_any.is_empty(),
            ..Open::default()
        };
        for condition in &inject.when {
            match known.wait(condition).map(|wait| (wait.inject, wait.after)) {
                Ok((Some(other), after)) => {
                    one.all += 1;
                    waiting[other].push(Waiting { inject: place, one_of: false, after });
                }
                Ok((None, _)) => {}
                Err(_) => one.never = true,
            }
        }
        for wait in inject.when_any.iter().filter_map(|condition| known.wait(condition).ok()) {
            match wait.inject {
                Some(other) => waiting[other].push(Waiting { inject: place, one_of: true, after: wait.after }),
                None => one.any_since = Some(0),
            }
        }
        open.push(one);
    }
    let mut earliest = vec![None; injects.len()];
    let due = |(place, one): (usize, &Open)| one.due().map(|due| Reverse((due, place)));
    let mut next: BinaryHeap<_> = open.iter().enumerate().filter_map(due).collect();
    while let Some(Reverse((at, place))) = next.pop() {
        if earliest[place].is_some() {
            continue;
        }
        earliest[place] = Some(at);
        for Waiting { inject, one_of, after } in &waiting[place] {
            let one = &mut open[*inject];
            let holds = at.saturating_add(*after);
            if *one_of {
                one.any_since = Some(one.any_since.map_or(holds, |since| since.min(holds)));
            } else {
                one.all -= 1;
                one.since = one.since.max(holds);
            }
            next.extend(one.due().map(|due| Reverse((due, *inject))));
        }
    }
    earliest
}
