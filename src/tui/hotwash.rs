//! The hot wash: after ENDEX the team sits together, rates itself, compares that with what is on record, talks about it,
//! and agrees on what is to be better next time. Four parts over the whole room.
//!
//! What the parts show is made when records come in and when another line is chosen, never per frame.

mod act;
mod ask;
mod compare;
mod improve;
mod kept;
mod part;
mod rate;
mod refusal;
mod rows;
mod talk;
mod view;

pub use act::act;
pub use ask::{Ask, command};
pub use kept::{Kept, done, put_aside, sent};
pub use refusal::{closed, refusal};
pub use view::draw;

use super::action::Context;
use super::layer::Layer;
use super::model::{Model, Room, Screen};
use crate::drill::{Play, Scenario};
use part::Part;
use rows::{Row, Target};

/// The hot wash, as long as it is open. What was begun in it outlives it: see [`Kept`].
#[derive(Debug)]
pub struct HotWash {
    scenario: Scenario,
    part: Part,
    /// What is chosen in each part.
    chosen: [Option<Target>; Part::ALL.len()],
    /// The chosen row.
    row: usize,
    rows: Vec<Row>,
    /// How far the part is, in a sentence.
    standing: String,
    /// Whether the part waits until the team has rated itself.
    locked: bool,
}

impl HotWash {
    fn of(scenario: Scenario, room: &Room) -> HotWash {
        let mut wash = HotWash {
            scenario,
            part: room.hot_wash.part,
            chosen: Default::default(),
            row: 0,
            rows: Vec::new(),
            standing: String::new(),
            locked: false,
        };
        wash.show(room);
        wash
    }

    /// Where keys are looked up.
    pub fn contexts(&self) -> &'static [Context] {
        use Context::{Anywhere, HotWash, HotWashCompare, HotWashImprove, HotWashRate, HotWashTalk};
        match self.part {
            Part::Rate => &[HotWashRate, HotWash, Anywhere],
            Part::Compare => &[HotWashCompare, HotWash, Anywhere],
            Part::Talk => &[HotWashTalk, HotWash, Anywhere],
            Part::Improve => &[HotWashImprove, HotWash, Anywhere],
        }
    }

    fn chosen_row(&self) -> Option<&Row> {
        self.rows.get(self.row)
    }

    fn target(&self) -> Option<&Target> {
        self.chosen_row().map(|row| &row.target)
    }

    /// Chooses another row.
    fn choose(&mut self, row: usize, room: &Room) {
        if let Some(row) = self.rows.get(row) {
            self.chosen[self.part as usize] = Some(row.target.clone());
            self.show(room);
        }
    }

    /// Goes to another part.
    fn turn_to(&mut self, part: Part, room: &mut Room) {
        self.part = part;
        room.hot_wash.part = part;
        self.row = 0;
        self.show(room);
    }

    /// Brings what is shown in step with the state.
    fn show(&mut self, room: &Room) {
        let Some(play) = Play::of(&self.scenario, &room.state) else { return };
        let kept = &room.hot_wash;
        let chosen = &mut self.chosen[self.part as usize];
        self.locked = self.part.shows_ratings() && !kept.revealed && !rate::is_complete(play.scenario, play.exercise);
        (self.rows, self.standing) = match self.part {
            _ if self.locked => (Vec::new(), rate::standing(&play)),
            Part::Rate => (rate::rows(&play), rate::guidance(&play)),
            Part::Compare => (compare::rows(&play, chosen.as_ref()), compare::standing(&play)),
            Part::Talk => (talk::rows(&play, kept), talk::standing(&play)),
            Part::Improve => (improve::rows(&play), improve::standing(&play)),
        };
        let place = self.rows.iter().position(|row| Some(&row.target) == chosen.as_ref());
        self.row = place.unwrap_or(self.row.min(self.rows.len().saturating_sub(1)));
        *chosen = self.rows.get(self.row).map(|row| row.target.clone());
    }
}

/// The hot wash and the room it is about, if it is open.
fn opened(model: &mut Model) -> Option<(&mut HotWash, &mut Room)> {
    let Model { layers, screen, .. } = model;
    let wash = layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::HotWash(wash) => Some(&mut **wash),
        _ => None,
    })?;
    match screen {
        Screen::Room(room) => Some((wash, room)),
        _ => None,
    }
}

/// Opens the hot wash over the room.
pub fn open(model: &mut Model) {
    let Some(room) = model.room() else { return };
    if let Some(drill) = &room.drill {
        let wash = Box::new(HotWash::of(drill.scenario.clone(), room));
        model.layers.push(Layer::HotWash(wash));
    }
}

/// Brings what is shown in step with news.
pub fn refresh(model: &mut Model) {
    if let Some((wash, room)) = opened(model) {
        wash.show(room);
    }
}
