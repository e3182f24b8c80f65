//! Leaving with something begun: the first key warns, and what is written anywhere is told.

use super::hotwash::washed;
use super::*;
use crate::tui::compose;
use crate::tui::leaving::unsent;
use crate::tui::worker::Failure;

#[test]
fn leaving_with_a_form_begun_is_warned_of_once() {
    for keys in ["<esc>u", "<esc>t", "<esc>s<down><enter>", "<esc>c"] {
        let mut seat = Seat::declared(80, 24);
        seat.press(keys).press("<ctrl-q>");
        assert!(seat.left, "nothing was written after {keys}");
        let mut seat = Seat::declared(80, 24);
        seat.press(keys).press("Zoe went to look<ctrl-q>");
        assert!(!seat.left && seat.screen().contains("not sent; once more leaves"), "{keys}: {}", seat.screen());
        assert!(unsent(&seat.model)[0].ends_with("Zoe went to look"), "{keys}: {:?}", unsent(&seat.model));
        seat.press("<ctrl-q>");
        assert!(seat.left, "after {keys}");
    }
    let mut seat = Seat::start(40, 12);
    seat.press("dCheckout is down<ctrl-q>");
    assert!(!seat.left && seat.screen().contains("not sent"), "{}", seat.screen());
    assert_eq!(unsent(&seat.model), ["Declare an incident: Checkout is down"]);
}

#[test]
fn what_was_written_into_a_form_that_is_put_away_comes_back_in_the_compose_line() {
    for keys in ["<esc>u", "<esc>t", "<esc>s<down><enter>", "<esc>d", "<esc>e<ctrl-u>", "<esc>v<enter>"] {
        let mut seat = Seat::declared(80, 24);
        seat.press("rolled back v41<enter>").press(keys).press("Zoe went to look<esc>");
        assert!(seat.toast().contains("Put aside"), "{keys}: {}", seat.screen());
        seat.press("i<up>");
        assert_eq!(seat.room().compose.text(), "Zoe went to look", "after {keys}");
    }
    let mut seat = Seat::declared(80, 24);
    seat.press("rolled back v41<enter><esc>fnoon<esc>i<up>");
    assert_eq!(seat.room().compose.text(), "rolled back v41", "what is only looked for is not kept");
}

#[test]
fn what_a_form_said_before_and_what_is_only_looked_for_is_not_told() {
    let mut seat = Seat::declared(80, 24);
    seat.press("down since noon<enter><esc>e");
    assert_eq!(unsent(&seat.model), [""; 0]);
    seat.press(", in all regions");
    assert_eq!(unsent(&seat.model), ["Edit #2; the old text is kept: down since noon, in all regions"]);
    seat.press("<esc>fnoon");
    assert_eq!(unsent(&seat.model), [""; 0]);
    seat.press("<ctrl-q>");
    assert!(seat.left);
}

#[test]
fn what_was_begun_in_the_hot_wash_is_told_when_the_room_ends() {
    let mut seat = washed("<tab><tab><enter>After half an hour<esc>no", (120, 40));
    seat.press("nobody called");
    let told = unsent(&seat.model);
    assert!(told.iter().any(|one| one.ends_with("wrong?: After half an hour")), "{told:?}");
    seat.press("<esc>").press("<enter>");
    assert!(unsent(&seat.model).iter().any(|one| one.ends_with("After half an hour")), "{:?}", unsent(&seat.model));
}

#[test]
fn a_form_that_no_disk_would_take_is_told_with_its_words_and_once() {
    let mut seat = Seat::declared(80, 24);
    seat.press("<esc>uWe know and are on it");
    let Some(Effect::Work(Job::Execute(request))) = seat.held("ctrl-s").pop() else { panic!("nothing was sent") };
    assert_eq!(seat.room().saving[0].text, "Record an update: We know and are on it");
    assert_eq!(unsent(&seat.model), [""; 0], "it is on its way");
    seat.take(Message::Worker(Reply::Failed { request, failure: Failure::NotSaved("no space".into()) }));
    assert_eq!(seat.room().unsaved[0].text, "Record an update: We know and are on it");
}

#[test]
fn a_line_that_was_being_written_outlives_a_look_into_the_history() {
    for keys in ["<up><enter>", "<up> again<ctrl-c>", "<up><left><ctrl-u>"] {
        let mut seat = Seat::declared(80, 24);
        seat.press("down since noon<enter>half a thought").press(keys);
        assert!(seat.room().history.iter().any(|line| line == "half a thought"), "after {keys}");
    }
    let mut seat = Seat::declared(80, 24);
    seat.press("down since noon<enter>half a thought<up>");
    assert_eq!(compose::begun(seat.room()), "half a thought");
    assert_eq!(compose::begun(seat.press("<down>").room()), "half a thought");
}

#[test]
fn a_verb_from_the_palette_puts_the_line_aside_that_was_begun() {
    let mut seat = Seat::declared(80, 24);
    seat.press("half a thought<esc><ctrl-p>/lesson<enter>");
    assert_eq!(seat.room().compose.text(), "/lesson ");
    assert_eq!(seat.room().history.back().unwrap(), "half a thought");
}
