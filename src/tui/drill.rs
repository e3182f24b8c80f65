//! What an exercise adds to a room: its scenario, which inject is chosen, and which one nobody has looked at yet.

mod act;
mod ask;
mod real;
mod refusal;
pub mod situation;
mod standing;
mod words;

pub use act::act;
pub use ask::{Ask, Pick, command, pick};
pub use real::{begin as real_world, declare as declare_real};
pub use refusal::{is_for_exercises, refusal};
pub use standing::{Standing, short, standing};
pub use words::{frozen, over};

use crate::drill::scenario::{Inject, InjectKind};
use crate::drill::{Play, Scenario, start};
use crate::incident::playbook::Playbook;
use crate::incident::{Command, State, Time, lifecycle};
use crate::verb::{Write, WriteVerb};

use super::model::Room;

/// What to do while an exercise has no incident yet.
pub const UNDECLARED: &str = "Nothing is declared yet: /declare TITLE, or Esc d";

/// The exercise in a room.
#[derive(Clone, Debug)]
pub struct Drill {
    /// What is played.
    pub scenario: Scenario,
    /// Whether this is the controller's view.
    pub control: bool,
    /// The chosen inject, as a place among the shown ones.
    pub chosen: usize,
    /// The newest inject that the players have not looked at.
    pub unseen: Option<String>,
    /// The first row of the ground truth that is shown.
    pub top: usize,
    /// How many rows the injects, or in the controller's view the ground truth, would fill.
    pub wants: u16,
    /// Why that inject is chosen.
    choice: Choice,
    /// How many injects are shown.
    known: usize,
    /// How many have come.
    came: usize,
    /// Whether ENDEX has been seen.
    over: bool,
}

/// Why an inject is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// It is the newest that awaits an answer, else the newest.
    Newest,
    /// Somebody chose it.
    Hand,
    /// The next one to come is to be chosen.
    Next,
}

impl Drill {
    /// The exercise of a state, with its newest inject chosen; `None` for a real incident.
    ///
    /// # Errors
    /// Its scenario cannot be read: a sentence that says why.
    pub fn of(state: &State, control: bool) -> Result<Option<Drill>, String> {
        let scenario = Scenario::of(state).map_err(|why| format!("the injects cannot be shown: {why}"))?;
        Ok(scenario.map(|scenario| {
            let mut drill = Drill {
                scenario,
                control,
                chosen: 0,
                unseen: None,
                top: 0,
                wants: 0,
                choice: if control { Choice::Hand } else { Choice::Newest },
                known: 0,
                came: 0,
                over: false,
            };
            drill.ends(state);
            drill.known = drill.shown(state).len();
            drill.came = arrivals(state);
            drill
        }))
    }

    /// The exercise as it stands.
    pub fn play<'a>(&'a self, state: &'a State) -> Option<Play<'a>> {
        Play::of(&self.scenario, state)
    }

    /// The injects that are shown: to the controller all, to the players those that have come.
    pub fn shown<'a>(&'a self, state: &State) -> Vec<&'a Inject> {
        if self.control {
            return self.scenario.injects.iter().collect();
        }
        let arrivals = state.exercise.iter().flat_map(|exercise| exercise.arrivals());
        let injects = arrivals.filter_map(|arrival| self.scenario.inject(&arrival.inject));
        injects.filter(|inject| inject.kind != InjectKind::Facilitation).collect()
    }

    /// The chosen inject.
    pub fn chosen<'a>(&'a self, state: &State) -> Option<&'a Inject> {
        self.shown(state).get(self.chosen).copied()
    }

    /// Chooses another inject, so many places further down.
    pub fn step(&mut self, by: isize) {
        self.choose(self.chosen.saturating_add_signed(by));
    }

    /// Chooses the inject at a place.
    pub fn choose(&mut self, place: usize) {
        self.chosen = place.min(self.known.saturating_sub(1));
        self.choice = Choice::Hand;
    }

    /// Chooses the next inject that comes.
    pub fn choose_next(&mut self) {
        self.choice = Choice::Next;
    }

    /// Takes account of a changed state; tells whether the players were told something new. `now` is exercise time (UTC).
    pub fn refresh(&mut self, state: &State, now: Time) -> bool {
        let (known, came) = (self.known, self.came);
        let shown = self.shown(state);
        let newest = shown.last().map(|inject| inject.id.clone());
        let arrived = state.exercise.as_ref().and_then(|exercise| exercise.arrivals().last());
        let place = shown.iter().position(|inject| arrived.is_some_and(|arrival| arrival.inject == inject.id));
        self.known = shown.len();
        self.came = arrivals(state);
        let is_new = !self.control && self.known > known;
        match (self.choice, place) {
            (Choice::Next, Some(place)) if self.came > came => self.choose(place),
            (Choice::Hand, _) if is_new && (self.chosen + 1 >= known || !self.waits(self.chosen, state, now)) => {
                self.choice = Choice::Newest;
            }
            _ => {}
        }
        if is_new {
            self.unseen = newest;
        }
        is_new
    }

    fn waits(&self, place: usize, state: &State, now: Time) -> bool {
        let inject = self.shown(state).get(place).copied();
        let standing = inject.and_then(|inject| standing(&self.play(state)?, inject, now));
        standing.is_some_and(Standing::waits)
    }

    /// Whether the exercise has ended since this was asked last.
    pub fn ends(&mut self, state: &State) -> bool {
        let over = state.exercise.as_ref().is_some_and(|exercise| exercise.is_over());
        !std::mem::replace(&mut self.over, over) && over
    }

    /// Brings what is chosen in step with what has come, and forgets the newest inject that was not looked at, if it has
    /// been by now. `now` is exercise time (UTC).
    pub fn settle(&mut self, looked_at: bool, state: &State, now: Time) {
        let answered = |id: &String| {
            let arrival = state.exercise.as_ref().and_then(|exercise| exercise.arrival(id));
            arrival.is_some_and(|arrival| arrival.acknowledged.is_some())
        };
        self.unseen.take_if(|id| looked_at || answered(id));
        if self.choice == Choice::Newest {
            let waiting = (0..self.known).rfind(|place| self.waits(*place, state, now));
            self.chosen = waiting.unwrap_or(self.known.saturating_sub(1));
        }
    }
}

/// How many injects have come.
fn arrivals(state: &State) -> usize {
    state.exercise.as_ref().map_or(0, |exercise| exercise.arrivals().len())
}

/// Whether a command makes no sense before the declaration in an exercise.
pub fn is_too_early(command: &Command, room: &Room) -> bool {
    let fits = matches!(
        command,
        Command::Exercise(_) | Command::Followup(_) | Command::Incident(lifecycle::Command::Declare(_))
    );
    room.is_undeclared() && !fits
}

/// The playbook of an incident that is declared in a room: one's own, with what the scenario changes.
pub fn playbook(room: &Room, own: &Playbook) -> Playbook {
    room.drill.as_ref().map_or_else(|| own.clone(), |drill| start::playbook(&drill.scenario, own))
}

/// The playbook by which a verb is understood, where it is not that of the room: a declaration brings its own.
///
/// # Errors
/// Here nothing can be declared, or not so: a sentence that says what to do instead.
pub fn playbook_for(write: &Write, room: &Room, own: &Playbook) -> Result<Option<Playbook>, String> {
    let WriteVerb::Declare { zone, playbook: named, .. } = &write.verb else { return Ok(None) };
    if !room.is_undeclared() {
        return Err(
            "this room is for one incident: leave it and declare another, or run `ic declare` in another shell".into(),
        );
    }
    if zone.is_some() || named.is_some() {
        return Err("an exercise has its own zone and playbook: leave --zone and --playbook out".into());
    }
    Ok(Some(playbook(room, own)))
}
