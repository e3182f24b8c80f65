//! The screen on which a scenario is chosen.

use super::Seat;
use super::drill::SCENARIO;
use crate::drill::Scenario;
use crate::drill::offer::Offer;
use crate::drill::start::Options;
use crate::tui::drills::Drills;
use crate::tui::model::Screen;

fn choice(width: u16, height: u16) -> Seat {
    let source = SCENARIO.replace("in another hall.", &"in another hall. ".repeat(60));
    let scenario = Scenario::parse(&source, "scenario").unwrap();
    let offer = Offer { scenario, source: source.into(), file: None };
    let mut seat = Seat::start(width, height);
    seat.model.screen = Screen::Drills(Box::new(Drills::new(vec![offer], Options::default())));
    seat
}

#[test]
fn the_details_can_be_read_to_their_end() {
    let mut seat = choice(80, 24);
    assert!(!seat.screen().contains("Always one commander"), "{}", seat.screen());
    let screen = seat.press("<space>G").screen();
    assert!(screen.contains("Always one commander") && screen.contains("commander, comms"), "{screen}");
    assert!(!screen.contains("leaks"), "{screen}");
    assert!(!seat.press("<esc>").screen().contains("Always one commander"));
}

#[test]
fn the_whole_row_is_marked() {
    let seat = choice(80, 24);
    let row = seat.screen().lines().position(|line| line.contains("▸ Slow, then gone")).unwrap() as u16;
    let (buffer, wanted) = (seat.buffer(), seat.model.theme.selection().bg.unwrap());
    assert!((1..79).all(|x| buffer[(x, row)].bg == wanted), "{}", seat.screen());
}

#[test]
fn help_and_the_way_out_are_told_at_every_size() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut seat = choice(width, height);
        let screen = seat.screen();
        assert!(screen.contains("Enter begin") && screen.contains("? help  q quit"), "{screen}");
        assert!(seat.press("?").press("G").model.layers.len() == 1);
        assert!(seat.press("<esc>q").left);
    }
}
