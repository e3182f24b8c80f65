//! The players' pane of injects: what is in sight, what is chosen, what they know before anything comes.

use super::Seat;
use super::drill::SCENARIO;
use crate::drill::start::Options;
use crate::tui::layer::Layer;

fn untimed() -> Seat {
    let options = Options { timed: false, solo: true, ..Options::default() };
    Seat::exercise_of(SCENARIO, options, 120, 40, false)
}

fn chosen(seat: &Seat) -> &str {
    let room = seat.room();
    &room.drill.as_ref().unwrap().chosen(&room.state).unwrap().id
}

#[test]
fn before_anything_has_come_the_situation_stands_there_and_n_brings_the_first() {
    let mut seat = untimed();
    let screen = seat.press("<esc>").screen();
    for told in
        ["What you know: A shop on three nodes", "n brings the first inject", "injects by hand · solo · RUNNING"]
    {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    seat.press("<enter>");
    assert!(matches!(seat.model.layers.last(), Some(Layer::Page(_))), "Enter reads all");
    let screen = seat.screen();
    assert!(screen.contains("Always one commander") && !screen.contains("leaks"), "{screen}");
    seat.press("<esc>n").pass(1);
    assert!(seat.screen().contains("What you know") && chosen(&seat) == "I1", "{}", seat.screen());
    seat.press("n").pass(1);
    assert!(!seat.screen().contains("What you know") && chosen(&seat) == "I2", "{}", seat.screen());
    let screen = seat.press("S").screen();
    for told in ["A shop on three nodes", "Objectives", "Roles", "commander, comms"] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    assert!(!screen.contains("leaks") && !screen.contains("nine hours"), "{screen}");
}

#[test]
fn all_that_waits_is_in_sight_and_the_newest_of_it_is_chosen() {
    let mut seat = Seat::exercise(120, 40, false);
    seat.press("/declare Slow<enter>").pass(4 * 60);
    let screen = seat.screen();
    for told in ["I1 ▲ alert", "Who do I talk to about my money?", "a) Fail over to the standby"] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    assert_eq!(chosen(&seat), "I4");
    seat.press("<esc><enter><enter>");
    assert_eq!(chosen(&seat), "I2", "what is answered is not chosen any more");
    seat.press("<up>").pass(70);
    assert_eq!(chosen(&seat), "I1", "what a person chose stays");
    let screen = seat.resize(80, 24).screen();
    assert!(screen.contains("I1 ▲") && screen.contains("I2 ·"), "{screen}");
}

#[test]
fn the_pane_is_as_high_as_it_needs_and_leaves_the_timeline_room() {
    let rows = |seat: &Seat| {
        let screen = seat.screen();
        let at = |title: &str| screen.lines().position(|line| line.contains(title)).unwrap();
        at("Timeline ──") - at("Injects ")
    };
    for (height, most) in [(24, 8), (40, 16), (60, 26)] {
        let long = SCENARIO.replace("The checkout hangs", &"The checkout hangs. ".repeat(200));
        let mut seat = Seat::exercise_of(&long, Options::default(), 120, height, false);
        assert_eq!(rows(&seat), 4);
        seat.pass(3 * 60);
        assert_eq!(rows(&seat), most, "{}", seat.screen());
    }
}

#[test]
fn the_way_on_is_told_for_where_the_cursor_is() {
    for control in [false, true] {
        let mut seat = Seat::exercise(80, 24, control);
        seat.press("<esc>").press(if control { "<esc>" } else { "" });
        seat.model.room_mut().unwrap().focus = crate::tui::model::Focus::Injects;
        seat.press("W<esc>");
        assert!(seat.screen().contains("real. r lets the exercise go on"), "{}", seat.screen());
        seat.press("i");
        assert!(seat.screen().contains("real. Esc, then r lets the exercise go on"), "{}", seat.screen());
        seat.press("<esc>rE<down><enter>").pass(6);
        assert!(seat.screen().contains("■  ENDEX. H opens the hot wash"), "{}", seat.screen());
        seat.press("i");
        assert!(seat.screen().contains("■  ENDEX. Esc, then H opens the hot wash"), "{}", seat.screen());
    }
}

#[test]
fn the_scenario_is_nobody_who_could_do_something() {
    let mut seat = Seat::exercise(120, 40, false);
    seat.press("/declare Slow<enter>@");
    let offered: Vec<String> = seat.room().completions.iter().map(|one| one.text.clone()).collect();
    assert_eq!(offered, ["@ana"]);
    seat.press("<ctrl-u><esc>c");
    let Some(Layer::List(list)) = seat.model.layers.last() else { panic!("no list") };
    assert!(list.items.iter().all(|item| item.label != "control"), "{:?}", list.items);
}
