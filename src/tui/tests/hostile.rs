//! Hostile texts on every screen that shows what people wrote: only what can be seen reaches the cells.

use ratatui::buffer::Buffer;

use super::{Seat, now};
use crate::incident::State;
use crate::incident::testing::everywhere;
use crate::incident::testing::payloads::{self, PROGRAMS, TERMINAL};
use crate::incident::text::visible;
use crate::journal::Damage;
use crate::tui::model::{Room, Screen};

/// Keys that lead to every screen and layer that shows texts of people.
const WAYS: [&str; 19] = [
    "",
    "<esc><up><enter>",
    "<esc><tab>",
    "<esc><shift-tab>",
    "<esc>c",
    "<esc>s",
    "<esc>u",
    "<esc>e",
    "<esc>f",
    "<f1>",
    "<ctrl-p>",
    "<esc>w",
    "<esc>w<enter>",
    "<esc>wjj<enter>",
    "<esc>w<shift-tab>",
    "<esc>wp",
    "/brief<enter>",
    "/chart<enter>",
    "/role ",
];

/// The room of an incident that is on no disk.
pub fn room(state: State) -> Room {
    let damage = Damage { line: 3, lines: 1, offset: 900, bytes: 80, sealed: false };
    Room::new(std::sync::Arc::new(state), "/nowhere".into(), vec![damage])
}

/// What is hostile to terminals: markup is only text to them.
fn texts() -> impl Iterator<Item = String> {
    [TERMINAL, PROGRAMS].concat().into_iter().map(str::to_owned).chain(payloads::much())
}

/// Panics at a cell that commands a terminal, hides something or turns the reading direction.
#[track_caller]
pub fn assert_clean(buffer: &Buffer, why: &dyn Fn() -> String) {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0d}' | '\u{e0000}'..='\u{e0fff}')
    };
    for cell in buffer.content() {
        let symbol = cell.symbol();
        let plain = symbol.len() == 1 && !symbol.contains(hidden);
        assert!(plain || (!symbol.contains(hidden) && *visible(symbol) == *symbol), "{symbol:?} on {}", why());
    }
}

#[test]
fn only_what_can_be_seen_reaches_the_cells() {
    let mut seat = Seat::start(80, 24);
    let mut tried = 0;
    for text in texts() {
        let state = everywhere(|| text.clone()).state;
        for (width, height) in [(120, 40), (40, 12)] {
            seat.resize(width, height);
            for way in WAYS {
                seat.model.layers.clear();
                seat.model.screen = Screen::Room(Box::new(room(state.clone())));
                seat.press(way);
                assert_clean(&seat.buffer(), &|| format!("{way} with {text:?}\n{}", seat.screen()));
                tried += 1;
            }
        }
    }
    assert!(tried > 100 * WAYS.len(), "{tried}");
}

#[test]
fn what_is_written_or_refused_is_shown_safely() {
    let begun =
        ["", "/log ", "/role ", "/role commander ", "/sev ", "/task ", "/edit 1 ", "/lgo ", "/mark started ", "~", "/"];
    let layers = ["<ctrl-p>", "<esc>u", "<esc>f", "<esc>c", "<esc>e", "<esc>t", "<esc>w<enter>"];
    let mut seat = Seat::start(80, 24);
    let plain = everywhere(|| "harmless".into()).state;
    for text in texts() {
        for keys in begun {
            seat.model.layers.clear();
            seat.model.screen = Screen::Room(Box::new(room(plain.clone())));
            seat.press(keys).paste(&text);
            assert_clean(&seat.buffer(), &|| format!("{keys} and {text:?}\n{}", seat.screen()));
            seat.press("<enter>");
            assert_clean(&seat.buffer(), &|| format!("{keys} with {text:?} said\n{}", seat.screen()));
        }
        for keys in layers {
            seat.model.layers.clear();
            seat.model.screen = Screen::Room(Box::new(room(plain.clone())));
            seat.press(keys).paste(&text);
            assert_clean(&seat.buffer(), &|| format!("{keys} and {text:?}\n{}", seat.screen()));
            seat.press("<ctrl-s>");
            assert_clean(&seat.buffer(), &|| format!("{keys} with {text:?} sent\n{}", seat.screen()));
        }
    }
}

#[test]
fn the_start_screen_shows_titles_safely() {
    let mut seat = Seat::start(80, 24);
    for text in texts() {
        let listed = (&everywhere(|| text.clone()).state).into();
        let start =
            crate::tui::model::Start { incidents: Some(vec![listed]), unlisted: vec![text.clone()], selected: 0 };
        seat.model.screen = Screen::Start(start);
        seat.model.now = now();
        assert_clean(&seat.buffer(), &|| format!("{text:?}"));
    }
}
