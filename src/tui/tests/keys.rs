//! Every key of the table in every context: it acts or says why not, and nothing breaks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::Seat;
use crate::tui::action::{Action, Context, TABLE};
use crate::tui::keymap::Chord;
use crate::tui::view;

/// Keys that lead from the sample's room to each context.
const WAYS: [(Context, &str); 17] = [
    (Context::Compose, ""),
    (Context::Timeline, "<esc>"),
    (Context::Checklist, "<esc><tab><tab><tab>"),
    (Context::Roles, "<esc><tab>"),
    (Context::Updates, "<esc><tab><tab>"),
    (Context::Start, "<esc>I"),
    (Context::List, "<esc>s"),
    (Context::Form, "<esc>u"),
    (Context::Page, "<f1>"),
    (Context::Review, "<esc>w"),
    (Context::ReviewText, "<esc>w<enter>"),
    (Context::ReviewList, "<esc>wjj<enter>"),
    (Context::Findings, "<esc>w<shift-tab>"),
    (Context::Preview, "<esc>wp"),
    (Context::ReviewPanes, "<esc>w"),
    (Context::ReviewRoom, "<esc>w"),
    (Context::Writing, "half a line"),
];

#[test]
fn every_key_in_every_context_is_safe() {
    let chords: Vec<Chord> = TABLE.iter().flat_map(|row| row.keys).map(|(_, key)| key.parse().unwrap()).collect();
    for (context, way) in WAYS {
        let mut seat = Seat::sample(80, 24);
        seat.press(way);
        assert!(seat.model.contexts().contains(&context), "{way} does not lead to {context:?}");
        for chord in &chords {
            seat.chord(*chord);
            seat.screen();
            // Back to where it was, as far as the keys allow.
            if seat.model.room().is_none() && context != Context::Start {
                seat = Seat::sample(80, 24);
            }
            seat.model.layers.clear();
            if seat.model.room().is_some() {
                seat.press("<esc><esc>");
                seat.model.layers.clear();
                seat.model.room_mut().unwrap().focus = crate::tui::model::Focus::Compose;
                seat.model.room_mut().unwrap().compose.take();
                seat.press(way);
            }
        }
    }
}

#[test]
fn every_action_changes_the_screen_or_says_why_not() {
    let quiet = [
        // What these do is seen elsewhere than on this screen.
        Action::Quit,
        Action::Suspend,
        Action::Redraw,
        Action::OwnEditor,
    ];
    for (context, way) in WAYS {
        for row in TABLE.iter().filter(|row| !quiet.contains(&row.action)) {
            let keys: Vec<&str> = row.keys.iter().filter(|(place, _)| *place == context).map(|(_, key)| *key).collect();
            for key in keys {
                let mut changed = false;
                // Some keys need something to act on: a line above, a word to the left, text to undo.
                for before in [
                    "",
                    "<up>",
                    "<up><up>",
                    "<down><down>",
                    "x y<left>",
                    "fcache<enter>",
                    "a<enter><up>",
                    "<pageup>",
                    "xy<undo>",
                ] {
                    let mut seat = Seat::sample(80, 24);
                    seat.press(way);
                    if before == "xy<undo>" {
                        seat.press("xy").perform(Action::Undo);
                    } else {
                        seat.press(before);
                    }
                    if !seat.model.contexts().contains(&context) {
                        continue;
                    }
                    let (screen, place) = (seat.screen(), cursor(&seat));
                    seat.chord(key.parse().unwrap());
                    changed |= screen != seat.screen() || place != cursor(&seat) || seat.left;
                }
                assert!(changed, "{key} ({}) does nothing in {context:?}", row.name);
            }
        }
    }
}

/// Where the cursor stands: keys that only move it change nothing else.
fn cursor(seat: &Seat) -> Option<Position> {
    let Size { width, height } = seat.model.size;
    view::draw(&seat.model, &mut Buffer::empty(Rect::new(0, 0, width, height)))
}

#[test]
fn footer_and_help_are_made_from_the_table() {
    let mut seat = Seat::sample(120, 40);
    assert!(seat.screen().lines().last().unwrap().contains("Enter log"));
    seat.press("<esc><shift-tab>");
    assert!(seat.screen().lines().last().unwrap().contains("Space tick"));
    seat.press("?");
    let crate::tui::layer::Layer::Page(page) = seat.model.layers.last().unwrap() else { panic!("no help") };
    for row in TABLE {
        assert!(page.lines.iter().any(|line| line.text.ends_with(row.about)), "the help lacks {}", row.name);
    }
}
