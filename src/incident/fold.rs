//! Records to state: each id once, in the total order.

use foldhash::HashMap;
use uuid::Uuid;

use super::record::{Kind, Position, Record, Stamp};
use super::{Event, checklist, describe, exercise, followups, lifecycle, review, roles, timeline, updates};

/// All that is known of one incident.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Title, severity, status, zone, milestones.
    pub lifecycle: lifecycle::Lifecycle,
    /// Every line, people's and automatic.
    pub timeline: timeline::Timeline,
    /// Who holds and held which role.
    pub roles: roles::Roles,
    /// Tasks.
    pub checklist: checklist::Checklist,
    /// What was told to whom.
    pub updates: updates::Updates,
    /// What is to be done afterwards.
    pub followups: followups::Followups,
    /// What the report says beyond the record.
    pub review: review::Review,
    /// That it is only an exercise, and what happens in it.
    pub exercise: Option<Box<exercise::Exercise>>,
    seen: HashMap<Uuid, Stamp>,
    head: Option<Position>,
}

/// What became of a record given to [`State::apply`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It changed the state.
    Fresh,
    /// Its id had been applied before: nothing changed.
    Known,
    /// It belongs before a record that was applied already: nothing changed, and the journal has to be folded anew.
    Late,
}

impl State {
    /// Takes one more record. Cannot fail: what makes no sense has no effect.
    pub fn apply(&mut self, record: &Record) -> Applied {
        let applied = self.absorb(record);
        self.timeline.settle();
        applied
    }

    /// [`State::apply`] that leaves the order of the timeline for later.
    fn absorb(&mut self, record: &Record) -> Applied {
        let position = record.position();
        // Should two copies have used one id for two records, the earlier one counts in every copy.
        if self.seen.get(&record.id).is_some_and(|seen| *seen <= record.h) {
            return Applied::Known;
        }
        if self.head.is_some_and(|head| position < head) {
            return Applied::Late;
        }
        self.head = Some(position);
        self.seen.insert(record.id, record.h);
        if let Some(exercise) = &mut self.exercise {
            exercise.witness(record);
        }
        let real = !self.is_exercise();
        match &record.kind {
            Kind::Known(event) => {
                if let Some(line) = describe(event) {
                    self.timeline.push(record, line, matches!(event, Event::Entry(_) | Event::Update(_)), real);
                }
                match event {
                    Event::Incident(event) => self.restate(|lifecycle| lifecycle.apply(event, record)),
                    Event::Entry(event) => {
                        self.timeline.apply(event, record);
                        if let timeline::Event::Retimed { entry, .. } = event {
                            self.restate(|lifecycle| lifecycle.retimed(*entry));
                        }
                    }
                    Event::Role(event) => self.roles.apply(event, record),
                    Event::Task(event) => self.checklist.apply(event, record),
                    Event::Update(event) => self.updates.apply(event, record),
                    Event::Followup(event) => self.followups.apply(event, record),
                    Event::Review(event) => self.review.apply(event, record),
                    Event::Exercise(event) => {
                        exercise::apply(&mut self.exercise, event, record);
                        if let exercise::Event::Started { terms, .. } = event {
                            self.lifecycle.rehearse(&terms.zone);
                        }
                    }
                }
            }
            Kind::Unknown(raw) => self.timeline.push(record, timeline::unknown(raw), false, real),
        }
        Applied::Fresh
    }

    /// Lets something be said about the incident as a whole, and marks the lines whose time counts no more, or again.
    fn restate(&mut self, say: impl FnOnce(&mut lifecycle::Lifecycle)) {
        let before = self.lifecycle.counting();
        say(&mut self.lifecycle);
        let after = self.lifecycle.counting();
        for record in before.chain(after.clone()) {
            self.timeline.overrule(record, !after.clone().any(|counting| counting == record));
        }
    }

    /// The place of the newest record, if there is one.
    pub fn head(&self) -> Option<Position> {
        self.head
    }

    /// Whether a record with this id has been applied.
    pub fn knows(&self, id: Uuid) -> bool {
        self.seen.contains_key(&id)
    }

    /// How many records it was made from.
    pub fn records(&self) -> usize {
        self.seen.len()
    }

    /// How many of them are no newer than this.
    pub fn records_until(&self, stamp: Stamp) -> usize {
        self.seen.values().filter(|seen| **seen <= stamp).count()
    }
}

/// Makes a state of records that come one by one, in their order as they nearly always do.
#[derive(Debug, Default)]
pub struct Folding {
    state: State,
    late: bool,
}

impl Folding {
    /// Takes one more.
    pub fn add(&mut self, record: &Record) {
        self.late |= self.state.absorb(record) == Applied::Late;
    }

    /// The state; `None` if they did not come in their order, so that [`fold`] has to be given them all.
    pub fn finish(mut self) -> Option<State> {
        self.state.timeline.settle();
        (!self.late).then_some(self.state)
    }
}

/// The state after all these records, whatever order they come in and however often each comes.
pub fn fold(mut records: Vec<Record>) -> State {
    if !records.is_sorted_by_key(Record::position) {
        records.sort_by_key(Record::position);
    }
    let mut state = State::default();
    for record in &records {
        state.absorb(record);
    }
    state.timeline.settle();
    state
}

#[cfg(test)]
mod tests;
