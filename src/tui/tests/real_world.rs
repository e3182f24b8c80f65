//! Something real happens during an exercise: it stands still, and the real incident knows nothing of it.

use super::Seat;
use super::drill::events;
use crate::journal::shelf::Shelf;
use crate::session::{Clock, Session};
use crate::tui::layer::{Layer, Purpose};

fn is_asked(seat: &Seat) -> bool {
    matches!(seat.model.layers.last(), Some(Layer::Form(form)) if form.purpose == Purpose::Real)
}

#[test]
fn the_exercise_freezes_and_the_real_incident_is_clean() {
    let mut seat = Seat::exercise(120, 40, false);
    seat.press("/declare Only a drill<enter>a line of the drill<enter>").pass(60);
    let drill = seat.room().folder.clone();
    seat.press("half a line<alt-w>");
    assert!(is_asked(&seat) && seat.screen().contains("REAL INCIDENT — this is no exercise"), "{}", seat.screen());
    assert!(seat.screen().contains("FROZEN: REAL WORLD"), "{}", seat.screen());
    assert_eq!(events(&seat).last().unwrap(), "Frozen");
    seat.press("<enter><ctrl-s>");
    assert!(seat.screen().contains("say what is broken"), "{}", seat.screen());
    seat.press("<up>").press("Payments are down<ctrl-s>");
    let room = seat.room();
    assert!(!room.state.is_exercise() && room.drill.is_none());
    assert_eq!(room.state.title(), "Payments are down");
    assert_eq!(room.folder.parent().unwrap(), seat.folder.path().join("incidents"));
    assert!(!room.state.id().contains("EX-"));
    assert_eq!((room.compose.text(), room.history.len(), room.state.timeline.len()), ("", 0, 1));
    assert_eq!(seat.model.now, seat.model.wall);
    seat.press("down since noon<enter>").pass(3);
    for keys in ["", "<esc>", "<f1><esc>", "<ctrl-p><esc>", "<esc>wp"] {
        let screen = seat.press(keys).screen();
        assert!(!screen.contains("EXERCISE") && !screen.contains("drill"), "{keys}: {screen}");
    }
    let journal = std::fs::read_to_string(room_file(&seat)).unwrap();
    assert!(!journal.contains("xercise") && !journal.contains("drill"), "{journal}");

    let clock = Clock::from_fn(super::now);
    let frozen = Session::open(&drill, clock, "a test").unwrap();
    let exercise = frozen.state().exercise.as_ref().unwrap();
    assert!(exercise.clock.is_frozen());
    let journal = std::fs::read_to_string(drill.join(crate::journal::JOURNAL)).unwrap();
    assert!(journal.lines().last().unwrap().contains("frozen"), "{journal}");
    let names = std::fs::read_dir(&drill).unwrap().map(|entry| entry.unwrap().path());
    let kept = names.filter(|path| path.to_string_lossy().contains("/draft-ana."));
    let draft = kept.map(|path| std::fs::read_to_string(path).unwrap()).collect::<String>();
    assert_eq!(draft, "half a line", "it waits where it was written");
}

fn room_file(seat: &Seat) -> std::path::PathBuf {
    seat.room().folder.join(crate::journal::JOURNAL)
}

#[test]
fn it_can_be_said_from_everywhere_in_an_exercise() {
    for way in [
        "",
        "<esc>",
        "<esc>W",
        "<f1>",
        "<ctrl-p>",
        "<esc>u",
        "<esc>s",
        "<esc>w",
        "<esc>w<enter>",
        "<esc>wp",
        "half",
        "<esc>S",
    ] {
        for size in [(120, 40), (40, 12)] {
            let mut seat = Seat::exercise(size.0, size.1, false);
            seat.press("/declare Only a drill<enter>").press(way);
            if !is_asked(&seat) {
                seat.press("<alt-w>");
            }
            assert!(is_asked(&seat), "after {way}");
            assert!(seat.screen().starts_with(" EXERCISE "), "the drill is still what is open: {}", seat.screen());
            assert_eq!(events(&seat).last().unwrap(), "Frozen", "after {way}");
        }
    }
}

#[test]
fn it_can_be_said_in_the_hot_wash() {
    let mut seat = Seat::exercise(80, 24, false);
    seat.press("/declare Only a drill<enter><esc>E<down><enter>H");
    assert!(matches!(seat.model.layers.last(), Some(Layer::HotWash(_))), "{}", seat.screen());
    seat.press("<alt-w>Payments are down<ctrl-s>");
    assert!(!seat.model.is_exercise() && seat.room().state.title() == "Payments are down");
}

#[test]
fn esc_goes_back_to_the_frozen_exercise_which_can_go_on() {
    let mut seat = Seat::exercise(80, 24, false);
    seat.press("/declare Only a drill<enter><esc>Wfalse alarm<esc>");
    assert!(seat.model.layers.is_empty() && seat.screen().contains("FROZEN"), "{}", seat.screen());
    assert!(seat.room().history.iter().all(|line| line != "false alarm"), "what is real does not come into the drill");
    let stood = seat.model.now;
    seat.pass(60);
    assert_eq!(seat.model.now, stood);
    seat.press("W");
    assert!(is_asked(&seat), "it is asked again");
    assert_eq!(events(&seat).iter().filter(|name| *name == "Frozen").count(), 1);
    seat.press("<esc>r").pass(2);
    assert_eq!((seat.model.now - stood).num_seconds(), 2);
    assert!(seat.screen().contains("RUNNING"));
}

#[test]
fn what_cannot_be_declared_leaves_the_form_and_the_exercise_as_they_are() {
    let mut seat = Seat::exercise(80, 24, false);
    let file = seat.folder.path().join("a file");
    std::fs::write(&file, "").unwrap();
    seat.model.real = Some(Shelf::new(file.join("incidents")));
    seat.press("<alt-w>Payments are down<ctrl-s>");
    let Some(Layer::Form(form)) = seat.model.layers.last() else { panic!("the form has gone") };
    assert!(form.error.is_some() && form.sent.is_none(), "{form:?}");
    assert!(seat.model.is_exercise());
    seat.model.real = Some(Shelf::new(seat.folder.path().join("incidents")));
    seat.press("<ctrl-s>");
    assert!(!seat.model.is_exercise() && seat.room().state.title() == "Payments are down");
}

#[test]
fn without_a_place_for_it_the_form_takes_what_is_typed_and_says_where_to_go() {
    for way in ["", "half", "<esc>", "<f1>", "<ctrl-p>", "<esc>w", "<esc>S"] {
        let mut seat = Seat::exercise(80, 24, false);
        seat.model.real = None;
        seat.press(way);
        seat.press("<alt-w>");
        let (before, story) = (seat.room().compose.text().to_owned(), seat.story().len());
        assert!(is_asked(&seat) && seat.screen().contains("FROZEN"), "{}", seat.screen());
        seat.press("Payments are down<ctrl-s>");
        assert!(seat.screen().contains("ic declare TITLE"), "{}", seat.screen());
        seat.paste("pasted").press("more<enter>");
        assert!(is_asked(&seat) && seat.model.is_exercise(), "after {way}");
        assert_eq!((seat.room().compose.text(), seat.story().len()), (before.as_str(), story), "after {way}");
    }
}
