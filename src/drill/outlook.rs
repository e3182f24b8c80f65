//! What cannot come any more.

use std::collections::HashSet;

use super::play::{Awaited, Play};
use super::scenario::{Condition, Inject};
use crate::incident::Time;

impl<'a> Play<'a> {
    /// The injects that cannot come by themselves any more at an exercise time (UTC): another option was chosen, what was
    /// to be missed was met, or they wait for one that will not come.
    pub fn lost(&self, now: Time) -> HashSet<&'a str> {
        let mut waiting: Vec<&'a Inject> =
            self.coming(now).filter(|(_, due)| due.is_none()).map(|(inject, _)| inject).collect();
        let mut lost = HashSet::new();
        loop {
            let before = lost.len();
            waiting.retain(|inject| {
                let hopeful = self.has_hope(inject, &lost, now);
                if !hopeful {
                    lost.insert(inject.id.as_str());
                }
                hopeful
            });
            if lost.len() == before {
                return lost;
            }
        }
    }

    fn has_hope(&self, inject: &Inject, lost: &HashSet<&str>, now: Time) -> bool {
        let comes = |id: &str| !lost.contains(id);
        let possible = |condition: &Condition| match condition {
            Condition::Chose(id, option) => match self.exercise.arrival(id).and_then(|arrival| arrival.chosen.as_ref())
            {
                Some((chosen, _)) => chosen == option,
                None => comes(id),
            },
            Condition::Checked(_) => true,
            Condition::Met(id) => {
                let open = |one: &Awaited| one.met.is_none() && one.deadline.is_none_or(|deadline| now <= deadline);
                comes(id) && self.computed(id).is_some_and(|all| all.iter().all(|one| one.in_time() || open(one)))
            }
            Condition::Missed(id) => match self.exercise.arrival(id) {
                Some(_) => self.computed(id).is_some_and(|all| !all.iter().all(Awaited::in_time)),
                None => comes(id),
            },
        };
        inject.when.iter().all(possible) && (inject.when_any.is_empty() || inject.when_any.iter().any(possible))
    }
}
