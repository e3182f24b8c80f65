//! Going on in another folder while lines are still on their way: each of them is saved there, or refused and told.

use super::*;
use crate::tui::layer::Layer;
use crate::tui::worker::Failure;

/// The disk does not take what was sent.
fn fail(seat: &mut Seat, sent: Vec<Effect>) {
    for effect in sent {
        if let Effect::Work(Job::Execute(request)) = effect {
            let failure = Failure::NotSaved("no space left".into());
            seat.take(Message::Worker(Reply::Failed { request, failure }));
        }
    }
}

/// A room with a line that its disk did not take, where another folder is asked for.
fn asked() -> (Seat, String) {
    let mut seat = Seat::declared(80, 24);
    seat.press("first");
    let sent = seat.held("enter");
    fail(&mut seat, sent);
    let folder = seat.folder.path().join("elsewhere").to_str().unwrap().to_owned();
    (seat, folder)
}

#[test]
fn a_line_that_fails_while_the_room_moves_is_saved_in_the_other_folder() {
    let (mut seat, folder) = asked();
    seat.press("second");
    let second = seat.held("enter");
    seat.press("<alt-s>").paste(&folder);
    let moves = seat.held("ctrl-s");
    fail(&mut seat, second);
    seat.take(Message::Worker(Reply::Trouble("incident.json is behind the journal".into())));
    seat.proceed(moves);
    assert!(seat.room().folder.starts_with(&folder), "{}", seat.toast());
    assert_eq!(seat.story()[1..], ["first", "second"]);
    assert!(seat.room().saving.is_empty() && seat.room().unsaved.is_empty() && seat.model.layers.is_empty());
}

#[test]
fn a_line_that_is_sent_while_the_room_moves_and_is_refused_there_is_told() {
    let (mut seat, folder) = asked();
    seat.press("<alt-s>").paste(&folder);
    let moves = seat.held("ctrl-s");
    seat.press("<esc>/task done 99");
    let sent = seat.held("enter");
    seat.proceed(moves);
    assert_eq!(seat.room().saving.len(), 1, "its answer has not come");
    seat.proceed(sent);
    assert!(seat.toast().contains("no task 99"), "{}", seat.toast());
    assert_eq!(seat.room().compose.text(), "/task done 99");
    assert!(seat.room().saving.is_empty() && seat.story()[1..] == ["first"]);
}

#[test]
fn the_form_waits_for_the_other_folder_and_takes_nothing_else_with_it() {
    let (mut seat, folder) = asked();
    seat.press("<alt-s>").paste(&folder);
    let moves = seat.held("ctrl-s");
    assert!(seat.screen().contains("saving …"), "{}", seat.screen());
    assert!(seat.held("ctrl-s").is_empty(), "it is sent once");
    seat.press("<esc><esc>uWe know");
    seat.proceed(moves);
    assert!(seat.screen().contains("We know"), "what was begun meanwhile stays: {}", seat.screen());
}

#[test]
fn a_folder_that_does_not_work_either_stays_to_be_mended() {
    let (mut seat, folder) = asked();
    fs::write(&folder, "").unwrap();
    seat.press("<alt-s>").paste(&folder).press("<ctrl-s>");
    let Some(Layer::Form(form)) = seat.model.layers.last() else { panic!("the form has gone") };
    assert!(form.error.is_some() && form.sent.is_none(), "{form:?}");
    seat.press("2<ctrl-s>");
    assert_eq!(seat.story()[1..], ["first"]);
    assert!(seat.model.layers.is_empty() && seat.room().unsaved.is_empty());
}
