//! The controller's view: everything is told there, and nothing of the play is changed by mistake.

use super::Seat;
use crate::tui::layer::Layer;

fn control(width: u16, height: u16) -> Seat {
    Seat::exercise(width, height, true)
}

#[test]
fn it_tells_what_is_wrong_what_comes_and_what_is_awaited() {
    let mut seat = control(120, 40);
    let screen = seat.screen();
    for told in [
        "CONTROLLER",
        "came 09:00",
        "due in 1:59",
        "waits for missed I2",
        "1. declare the incident · due in 3:00",
        "The noon deploy leaks memory.",
        "1:59  I2 First report",
        "19:59  ENDEX",
    ] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    seat.press("<down><down><down>");
    for told in ["a) Fail over to the standby · risky · needs", "Did somebody say the decision aloud?", "within 6m"] {
        assert!(seat.screen().contains(told), "{told}: {}", seat.screen());
    }
    seat.press("<up><up>").pass(6 * 60);
    let screen = seat.screen();
    for told in ["✗ 1. tell customers · missed 09:05", "hint (can be given: h)", "I3 ", "waits for chose I4.rollback"]
    {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    seat.press("h").pass(1);
    assert!(seat.screen().contains("hint (given 09:06)"), "{}", seat.screen());
    seat.press("E<down><enter>");
    assert!(seat.screen().contains("did not come"), "{}", seat.screen());
}

#[test]
fn its_line_notes_observations_and_its_keys_leave_the_play_alone() {
    let mut seat = control(80, 24);
    seat.press("i they talk over one another<enter>");
    let exercise = seat.room().state.exercise.as_ref().unwrap();
    assert_eq!(exercise.observations[0].text, "they talk over one another");
    assert!(seat.room().compose.is_empty());
    seat.press("<enter>");
    assert!(matches!(seat.model.layers.last(), Some(Layer::Form(_))), "an empty line opens the form");
    seat.press("<esc><esc>d");
    assert_eq!(seat.toast(), "the players declare");
    seat.press("s");
    assert!(seat.toast().contains("the players do that"), "{}", seat.toast());
    seat.press("<enter>");
    assert!(matches!(seat.model.layers.last(), Some(Layer::Page(_))), "it is only read");
    assert!(seat.screen().contains("1. declare the incident"), "with all that is known of it: {}", seat.screen());
    assert!(seat.room().state.exercise.as_ref().unwrap().arrival("I1").unwrap().acknowledged.is_none());
    seat.press("<esc>f");
    assert!(seat.screen().contains("Partial rollback"), "{}", seat.screen());
}

#[test]
fn a_long_truth_is_turned_within_its_pane() {
    let mut seat = control(40, 12);
    seat.press("<tab>");
    assert!(seat.screen().contains("The noon deploy"));
    seat.press("G");
    assert!(
        !seat.screen().contains("The noon deploy") && seat.screen().contains("in another hall"),
        "{}",
        seat.screen()
    );
    let end = seat.screen();
    assert!(seat.press("<up>").screen() != end, "one up from the end is one up");
}

#[test]
fn a_click_chooses_an_inject() {
    let mut seat = control(120, 40);
    let screen = seat.screen();
    let row = screen.lines().position(|line| line.contains("I4 ")).unwrap();
    seat.click(5, row as u16);
    assert!(seat.screen().contains("The heap climbs since the noon deploy"), "{}", seat.screen());
}

#[test]
fn a_step_in_a_room_of_few_rows_draws_no_more_than_a_whole_frame() {
    for (width, height) in [(100, 2), (80, 2), (80, 17)] {
        for mut seat in [Seat::sample(width, height), control(width, height)] {
            // Every key is compared with a whole frame.
            seat.press("<esc>");
            seat.model.room_mut().unwrap().focus = crate::tui::model::Focus::Timeline;
            seat.press("kkj<pageup><home><end>");
        }
    }
}
