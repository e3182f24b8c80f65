//! What the review looks like, at three sizes: empty, typical and overfull.

use super::Seat;
use crate::incident::review::{Command, Item};
use crate::postmortem::lint::{Finding, Place, Weight};
use crate::session::Request;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

fn at_all_sizes(name: &str, seat: impl Fn(u16, u16) -> Seat) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), seat(width, height).screen());
    }
}

fn with(mut seat: Seat, keys: &str) -> Seat {
    seat.press(keys);
    seat
}

/// Many causes, long texts, sixty findings.
fn overfull(width: u16, height: u16) -> Seat {
    let seat = Seat::declared(width, height);
    let other = seat.other();
    let write = |command: Command| drop(other.0.borrow_mut().execute(&Request::new("bo", command)).unwrap());
    for number in 0..30 {
        let text = "it goes on and on ".repeat(number);
        write(Command::cause(format!("cause number {number} 漢字かな {text}"), Some("in full ".repeat(9))));
    }
    write(Command::summary(format!("evil \u{1b}[31m\u{202e} {}\n\n{}", "long ".repeat(300), "last line")));
    write(Command::Add(Item::Service("checkout".into())));
    let mut seat = with(seat, "<esc>w");
    seat.pass(2);
    let finding = |number: u32| {
        let place = Place::Item("cause".into(), number);
        let says = format!("cause {number} names somebody \u{202e}, and says so at some length for a line like this");
        Finding::new("blame", Weight::Warning, &place, says, "say what made it likely rather than who did it")
    };
    seat.room();
    let Some(crate::tui::layer::Layer::Review(review)) = seat.model.layers.last_mut() else { panic!("no review") };
    review.find((1..=60).map(finding).collect());
    seat
}

#[test]
fn review_empty() {
    at_all_sizes("review_empty", |width, height| with(Seat::declared(width, height), "<esc>w"));
}

#[test]
fn review_typical() {
    at_all_sizes("review", |width, height| with(Seat::sample(width, height), "<esc>w"));
    at_all_sizes("review_text", |width, height| with(Seat::sample(width, height), "<esc>w<enter>"));
    at_all_sizes("review_list", |width, height| with(Seat::sample(width, height), "<esc>wjjj<enter>"));
    at_all_sizes("review_checks", |width, height| with(Seat::sample(width, height), "<esc>w<shift-tab>"));
    at_all_sizes("review_page", |width, height| with(Seat::sample(width, height), "<esc>wp"));
}

#[test]
fn review_follow_ups() {
    let keys = "<esc>wGkkkkkkkkkkkkkkk<enter>aTest the pool<ctrl-s>";
    at_all_sizes("review_follow_ups", |width, height| with(Seat::sample(width, height), keys));
}

#[test]
fn review_overfull() {
    at_all_sizes("review_overfull", overfull);
    at_all_sizes("review_overfull_text", |width, height| with(overfull(width, height), "<enter>"));
    at_all_sizes("review_overfull_list", |width, height| with(overfull(width, height), "jjjjjjjjj<enter>jjjjj"));
    at_all_sizes("review_overfull_checks", |width, height| with(overfull(width, height), "<shift-tab>jjjj"));
}

#[test]
fn every_size_down_to_nothing_can_be_drawn() {
    let mut seat = overfull(120, 40);
    for keys in ["", "<enter>", "<esc>jjjjjjjjj<enter>", "<tab>", "<f3>", "<esc><tab>a"] {
        seat.press(keys);
        for width in [0, 1, 2, 3, 7, 20, 39, 71, 72, 73, 300] {
            for height in [0, 1, 2, 3, 5, 8, 9, 15, 16, 20, 100] {
                seat.resize(width, height).screen();
            }
        }
        seat.resize(120, 40);
    }
}

#[test]
fn nothing_a_person_wrote_reaches_the_cells_raw() {
    for keys in ["", "<enter>", "<shift-tab>", "p"] {
        let screen = with(overfull(120, 40), keys).screen();
        assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen}");
    }
}
