//! The screen on which a scenario is chosen: what can be played, how, and what was left unfinished.

use super::action::Action;
use super::drill::situation;
use super::layer::Layer;
use super::model::{Model, Screen};
use super::opening::Opening;
use super::toast::Toast;
use super::update::Effect;
use super::worker::Job;
use crate::drill::offer::{Offer, wheel};
use crate::drill::start::Options;
use crate::journal::shelf::Listed;

mod view;

pub use view::draw;

/// The speeds, in the order in which they are offered.
const SPEEDS: [u8; 4] = [1, 2, 5, 10];

/// Exercises that are not over, then scenarios.
#[derive(Debug)]
pub struct Drills {
    /// What can be played.
    pub offers: Vec<Offer>,
    /// Exercises that are not over.
    pub unfinished: Vec<Listed>,
    /// Which line is chosen: the unfinished ones come first.
    pub selected: usize,
    /// How it is to be played.
    pub manner: Options,
}

/// What stands on a line.
#[derive(Clone, Copy, Debug)]
pub enum Chosen<'a> {
    /// An exercise that is not over.
    Unfinished(&'a Listed),
    /// A scenario.
    Offer(&'a Offer),
}

impl Drills {
    /// The screen before the shelf was read.
    pub fn new(offers: Vec<Offer>, manner: Options) -> Drills {
        Drills { offers, unfinished: Vec::new(), selected: 0, manner }
    }

    /// What stands on a line, from 0.
    pub fn line(&self, place: usize) -> Option<Chosen<'_>> {
        match self.unfinished.get(place) {
            Some(one) => Some(Chosen::Unfinished(one)),
            None => self.offers.get(place - self.unfinished.len()).map(Chosen::Offer),
        }
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<Chosen<'_>> {
        self.line(self.selected)
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.unfinished.len() + self.offers.len()
    }

    /// Why the chosen one cannot be played, if so.
    fn refusal(&self) -> Option<String> {
        match self.chosen() {
            None => Some("there is no scenario".into()),
            Some(Chosen::Unfinished(_)) => None,
            Some(Chosen::Offer(offer)) => offer.refusal(self.manner.solo),
        }
    }
}

/// Does an action on this screen.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let (now, by, zone) = (model.now, model.who.clone(), model.zone.clone());
    let page = isize::from(model.size.height as i16 / 2);
    let Screen::Drills(drills) = &mut model.screen else { return Vec::new() };
    let last = drills.len().saturating_sub(1);
    let step = |drills: &mut Drills, by: isize| {
        drills.selected = drills.selected.saturating_add_signed(by).min(last);
    };
    match action {
        Action::Up => step(drills, -1),
        Action::Down => step(drills, 1),
        Action::PageUp => step(drills, -page),
        Action::PageDown => step(drills, page),
        Action::Top => drills.selected = 0,
        Action::Bottom => drills.selected = last,
        Action::Solo => drills.manner.solo = !drills.manner.solo,
        Action::Untimed => drills.manner.timed = !drills.manner.timed,
        Action::Speed => {
            let at = SPEEDS.iter().position(|speed| *speed == drills.manner.speed).unwrap_or_default();
            drills.manner.speed = SPEEDS[(at + 1) % SPEEDS.len()];
        }
        Action::Wheel => {
            let seed = drills.manner.seed.unwrap_or_else(|| now.timestamp_millis() as u64);
            let chosen = wheel(&drills.offers, drills.manner.solo, seed);
            let place = chosen.and_then(|chosen| drills.offers.iter().position(|one| std::ptr::eq(one, chosen)));
            if let Some(place) = place {
                drills.selected = drills.unfinished.len() + place;
                model.toast = Some(Toast::good("The wheel has chosen; Enter begins", now));
            }
        }
        Action::ReadScenario => {
            let page = drills.chosen().map(|chosen| {
                let title = match chosen {
                    Chosen::Offer(offer) => offer.scenario.exercise.title.clone(),
                    Chosen::Unfinished(one) => one.title.clone(),
                };
                situation::page(&title, view::about(chosen).1)
            });
            model.layers.extend(page.map(Layer::Page));
        }
        Action::Begin => {
            if let Some(why) = drills.refusal() {
                model.toast = Some(Toast::refusal(why, now));
                return Vec::new();
            }
            let manner = drills.manner;
            let job = match drills.chosen() {
                Some(Chosen::Unfinished(one)) => Job::Open { id: one.id.clone(), by },
                Some(Chosen::Offer(offer)) => Job::Rehearse { offer: Box::new(offer.clone()), manner, by, zone },
                None => return Vec::new(),
            };
            model.screen = Screen::Opening(Opening::default());
            return vec![Effect::Work(job)];
        }
        _ => {}
    }
    Vec::new()
}
