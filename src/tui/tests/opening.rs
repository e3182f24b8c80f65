//! While an incident is being opened: its newest lines are shown, and nothing that is typed is lost.

use super::*;
use crate::tui::layer::Layer;
use crate::tui::opening::{Glimpse, Opening};

fn drawn(seat: &mut Seat, glimpse: Option<Glimpse>, (width, height): (u16, u16)) -> String {
    seat.model.screen = Screen::Opening(Opening { glimpse: glimpse.map(Box::new), typed: Vec::new() });
    seat.resize(width, height).screen()
}

#[test]
fn a_long_incident_shows_its_newest_lines_at_once() {
    let mut seat = Seat::sample(120, 40);
    let (shelf, id) = (Shelf::new(seat.room().folder.parent().unwrap()), seat.room().state.id().to_owned());
    seat.rest();
    assert!(Glimpse::of(&shelf, &id).is_none(), "a short one is read as fast");
    for n in 0..3 {
        seat.paste(&format!("{n}{}", "x".repeat(30_000))).press("<enter>");
    }
    seat.press("and then it was quiet<enter>");
    assert!(Glimpse::of(&shelf, &id).is_none(), "what the snapshot says is old");
    seat.rest();
    let title = seat.room().state.title().to_owned();
    let screen = drawn(&mut seat, Glimpse::of(&shelf, &id), (80, 6));
    assert!(screen.lines().next().is_some_and(|head| head.contains(&title) && head.contains("SEV")), "{screen}");
    assert!(screen.contains("14:25  ana        and then it was quiet"), "{screen}");
    for size in (0..12).flat_map(|width| (0..5).map(move |height| (width + 1, height))) {
        drawn(&mut seat, Glimpse::of(&shelf, &id), size);
    }
}

#[test]
fn what_is_typed_while_it_opens_is_for_the_room() {
    let mut seat = Seat::sample(80, 24);
    let id = seat.room().state.id().to_owned();
    seat.model.screen = Screen::Opening(Opening::default());
    seat.press("early<enter>and a").paste(" pasted word");
    assert!(seat.screen().trim_end().ends_with("› early ⏎ and a pasted word"), "{}", seat.screen());
    seat.work(Job::Open { id, by: "ana".into() });
    assert_eq!(seat.story().last().unwrap(), "early");
    assert_eq!(seat.room().compose.text(), "and a pasted word");
}

#[test]
fn an_incident_that_does_not_open_can_be_left() {
    let mut seat = Seat::sample(80, 24);
    seat.model.screen = Screen::Opening(Opening::default());
    seat.press("<ctrl-q>");
    assert!(seat.left);
}

#[test]
fn a_declaration_that_fails_can_be_sent_again_as_it_was_written() {
    let mut seat = Seat::start(80, 24);
    let shelf = seat.folder.path().join("incidents");
    fs::write(&shelf, "").unwrap();
    seat.press("dCheckout is down<tab><right><right><tab>-10m<ctrl-s>");
    let Some(Layer::Form(form)) = seat.model.layers.last() else { panic!("the form has gone") };
    assert!(form.error.is_some() && form.sent.is_none(), "{form:?}");
    assert!(seat.screen().contains("Checkout is down") && seat.screen().contains("-10m"), "{}", seat.screen());
    fs::remove_file(&shelf).unwrap();
    let sent = seat.held("ctrl-s");
    assert!(seat.screen().contains("saving …"), "{}", seat.screen());
    seat.proceed(sent);
    assert_eq!(seat.room().state.title(), "Checkout is down");
    assert_eq!(seat.room().state.lifecycle.severity.get(), Some(&2));
    assert!(seat.model.layers.is_empty());
}

#[test]
fn what_is_typed_after_a_declaration_is_for_its_room() {
    let mut seat = Seat::start(80, 24);
    seat.press("dCheckout is down");
    let sent = seat.held("ctrl-s");
    seat.press("since noon<enter>and");
    assert!(seat.screen().contains("saving …"), "{}", seat.screen());
    assert!(seat.screen().trim_end().ends_with("› since noon ⏎ and"), "{}", seat.screen());
    seat.proceed(sent);
    assert_eq!(seat.room().state.title(), "Checkout is down");
    assert_eq!((seat.story().last().unwrap().as_str(), seat.room().compose.text()), ("since noon", "and"));
}
