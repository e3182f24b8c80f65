//! Every part of the screen that shows what people wrote, drawn into very little room: nothing panics, nothing raw is
//! drawn, and nothing stands outside of its place.

use std::cell::Cell as Counter;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};

use super::hostile::{assert_clean, room};
use super::{Seat, drill};
use crate::drill::Scenario;
use crate::drill::offer::Offer;
use crate::incident::testing::{everywhere, payloads};
use crate::tui::drills::Drills;
use crate::tui::model::{Model, Screen, Start};
use crate::tui::worker::Job;
use crate::tui::{drills, pane, start, view};

/// How many pictures are drawn, and from how many scenes.
const PICTURES: u64 = 60_000;
const SCENES: u64 = 240;

/// Numbers that look random and are always the same (Steele et al., "Fast Splittable Pseudorandom Number Generators").
struct Random(Counter<u64>);

impl Random {
    fn of(seed: u64) -> Random {
        Random(Counter::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    fn below(&self, end: usize) -> usize {
        self.0.set(self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mut bits = self.0.get();
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % end as u64) as usize
    }

    fn one<T: Copy>(&self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A few words, among them such as mean harm, and any characters at all.
    fn text(&self) -> String {
        let word = |_| match self.below(6) {
            0 => self.one(payloads::TERMINAL).to_owned(),
            1 => self.one(payloads::MARKDOWN).to_owned(),
            2 => self
                .one(&["日本語", "e\u{301}", "👩\u{200d}🔧", "क्षि", "שלום", "لا", "ᄀᄀᄀ", "\t", "🇩🇪", "\n\n", " "])
                .to_owned(),
            3 => (0..self.below(5)).filter_map(|_| char::from_u32(self.below(0x11_0000) as u32)).collect(),
            _ => "word ".repeat(1 + self.below(3)),
        };
        (0..1 + self.below(4)).map(word).collect()
    }
}

/// Says which picture it was if drawing it panics.
struct Tell(String);

impl Drop for Tell {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.0);
        }
    }
}

const PLACES: [&str; 12] = [
    "",
    "<esc>",
    "<esc><up><up>",
    "<esc><tab>",
    "<esc><tab><tab>",
    "<esc><shift-tab>",
    "<esc>c",
    "<esc>u",
    "<f1>",
    "<ctrl-p>",
    "/role ",
    "/brief<enter>",
];
const REPORTS: [&str; 5] = ["<esc>w", "<esc>w<enter>", "<esc>wjj<enter>", "<esc>w<shift-tab>", "<esc>wp"];

/// A screen full of random texts, somewhere in it.
fn scene(number: u64, seat: &mut Seat) {
    let random = Random::of(number);
    seat.model.layers.clear();
    seat.resize(80, 24);
    match number % 8 {
        0 => {
            let listed = (&everywhere(|| random.text()).state).into();
            seat.model.screen = Screen::Start(Start {
                incidents: Some(vec![listed]),
                unlisted: vec![random.text()],
                selected: random.below(2),
            });
        }
        kind => {
            seat.model.screen = Screen::Room(Box::new(room(everywhere(|| random.text()).state)));
            seat.press(if kind < 3 { random.one(&REPORTS) } else { random.one(&PLACES) });
            if random.below(2) == 0 {
                seat.paste(&random.text());
            }
        }
    }
}

/// A drill full of random texts, somewhere in it.
fn rehearsal(number: u64) -> Seat {
    let random = Random::of(number);
    let mut source = drill::SCENARIO.to_owned();
    for words in ["Slow, then gone", "p95 4.2 s (usual 0.3 s)", "A shop on three nodes", "The noon deploy leaks memory"]
    {
        let quoted = serde_json::to_string(&random.text().replace(char::is_control, "\u{202e}")).unwrap();
        source = source.replace(words, &format!("x{}", quoted.trim_matches('"')));
    }
    let mut seat = Seat::exercise_of(&source, Default::default(), 80, 24, number.is_multiple_of(2));
    match number % 4 {
        0 => {
            let scenario = Scenario::parse(&source, "scenario").unwrap();
            let offer = Offer { scenario, source: source.into(), file: None };
            seat.model.screen = Screen::Drills(Box::new(Drills::new(vec![offer], Default::default())));
            seat.press(random.one(&["", "<space>", "?"]));
        }
        1 => drop(seat.press("/declare Slow<enter><esc>E<down><enter>H").press(random.one(&["", "j", "<tab>", "r"]))),
        _ => {
            seat.pass(240);
            let id = seat.room().state.id().to_owned();
            seat.work(Job::Open { id, by: "cy".into() });
            seat.press(random.one(&["", "<esc>", "<esc><tab>", "<esc><enter>", "<f1>"]));
        }
    }
    seat
}

type Part = fn(&Model, Rect, &mut Buffer);

/// The parts, each drawn alone.
const PARTS: [(&str, Part); 14] = [
    ("header", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::header::draw(room, model.now, area, &model.theme, buffer));
    }),
    ("timeline", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::timeline::draw(room, area, &model.theme, buffer));
    }),
    ("roles", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::roles::draw(room, model.now, area, &model.theme, buffer));
    }),
    ("updates", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::updates::draw(room, model.now, area, &model.theme, buffer));
    }),
    ("checklist", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::checklist::draw(room, model.now, area, &model.theme, buffer));
    }),
    ("injects", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::injects::draw(room, model.now, area, &model.theme, buffer));
    }),
    ("control's injects", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::control::injects(room, model.now, area, &model.theme, buffer));
    }),
    ("truth", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::control::truth(room, area, &model.theme, buffer));
    }),
    ("coming", |model, area, buffer| {
        model.room().into_iter().for_each(|room| pane::control::coming(room, model.now, area, &model.theme, buffer));
    }),
    ("notice", |model, area, buffer| pane::notice::draw(model, area, buffer)),
    ("compose", |model, area, buffer| {
        model.room().into_iter().for_each(|room| _ = pane::compose::draw(room, area, &model.theme, buffer));
    }),
    ("footer", |model, area, buffer| pane::footer::draw(model, area, buffer)),
    ("bar", |model, area, buffer| {
        let exercise = model.room().and_then(|room| room.state.exercise.as_ref());
        exercise.into_iter().for_each(|exercise| pane::bar::draw(exercise, model.now, area, &model.theme, buffer));
    }),
    ("start or drills", |model, area, buffer| match &model.screen {
        Screen::Start(start) => start::draw(model, start, area, buffer),
        Screen::Drills(drills) => drills::draw(model, drills, area, buffer),
        _ => {}
    }),
];

/// Draws the whole screen in so little room, and one part of it.
fn picture(number: u64, seat: &mut Seat) {
    let random = Random::of(number ^ 0x5eed);
    let size = Size::new(random.below(13) as u16, random.below(5) as u16);
    let (name, part) = PARTS[random.below(PARTS.len())];
    let tell = Tell(format!("picture {number}: {name} at {size}"));
    match random.below(3) {
        0 => {
            // As the terminal tells it, or drawn before it is told.
            match random.below(2) {
                0 => _ = seat.resize(size.width, size.height),
                _ => seat.model.size = size,
            }
            let buffer = &mut Buffer::empty(Rect::new(0, 0, size.width, size.height));
            view::draw(&seat.model, buffer);
            assert_clean(buffer, &|| tell.0.clone());
        }
        _ => {
            let place = Rect::new(random.below(3) as u16, random.below(3) as u16, size.width, size.height);
            let mut buffer = Buffer::filled(Rect::new(0, 0, 16, 8), Cell::new("·"));
            part(&seat.model, place, &mut buffer);
            assert_clean(&buffer, &|| tell.0.clone());
            for (x, y) in (0..16).flat_map(|x| (0..8).map(move |y| (x, y))) {
                let outside = !place.contains((x, y).into());
                assert!(!outside || buffer[(x, y)].symbol() == "·", "{} reaches beyond its place:\n{buffer:?}", tell.0);
            }
        }
    }
}

#[test]
fn sixty_thousand_pictures_in_little_room() {
    let mut seat = Seat::start(80, 24);
    let each = PICTURES / (SCENES + SCENES / 10);
    for number in 0..SCENES {
        scene(number, &mut seat);
        (0..each).for_each(|one| picture(number * each + one, &mut seat));
    }
    for number in SCENES..SCENES + SCENES / 10 {
        let mut seat = rehearsal(number);
        (0..=each).for_each(|one| picture(number * each + one, &mut seat));
    }
}
