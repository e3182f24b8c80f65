//! A line that was begun is not lost: while an incident opens, if it does not open, when its room is left.

use super::*;
use crate::tui::begun;
use crate::tui::opening::Opening;

fn keep(line: &str, by: &str) -> Job {
    Job::Keep { draft: line.into(), by: by.into() }
}

/// A room that was left with such a line in it, and whose incident is being opened again.
fn again(line: &str) -> (Seat, Job) {
    let mut seat = Seat::declared(100, 30);
    let id = seat.room().state.id().to_owned();
    seat.work(keep(line, "ana"));
    seat.model.screen = Screen::Opening(Opening::default());
    (seat, Job::Open { id, by: "ana".into() })
}

#[test]
fn a_draft_is_not_mixed_with_what_is_typed_before_it_can_be_seen() {
    // given
    let (mut seat, open) = again("half a li");
    // when
    seat.press("db is down<enter>and");
    seat.work(open);
    // then
    assert_eq!(seat.story().last().unwrap(), "db is down");
    assert_eq!(seat.room().compose.text(), "and");
    assert!(seat.toast().contains("↑"), "{}", seat.toast());
    seat.press("<up>");
    assert_eq!(seat.room().compose.text(), "half a li");
}

#[test]
fn a_draft_stands_in_the_line_that_what_is_typed_left_empty() {
    let (mut seat, open) = again("half a li");
    seat.press("db is down<enter>");
    seat.work(open);
    assert_eq!((seat.story().last().unwrap().as_str(), seat.room().compose.text()), ("db is down", "half a li"));
}

#[test]
fn a_draft_stays_kept_until_a_room_has_it() {
    // given
    let (mut seat, open) = again("precious");
    // when it is open, and nobody has heard of it yet
    seat.desk.work(open);
    // then
    assert_eq!(drafts(&seat), ["precious"]);
    // and when
    seat.hear();
    // then
    assert_eq!((seat.room().compose.text(), drafts(&seat).len()), ("precious", 0));
}

#[test]
fn what_was_typed_for_a_room_that_was_left_before_it_opened_is_a_draft() {
    // given
    let (mut seat, open) = again("precious");
    seat.press("first thong<backspace><backspace><backspace>ing<enter>the seco").paste("nd\n").press("<f1>");
    // when it is left while it opens
    let line = begun::line(&seat.model);
    seat.desk.work(open);
    seat.desk.work(keep(&line, "ana"));
    // then
    assert_eq!(drafts(&seat), ["precious", "first thing\nthe second\n"]);
    assert_eq!(begun::unkept(&seat.model, line.clone(), true).count(), 0);
    assert_eq!(begun::unkept(&seat.model, line.clone(), false).collect::<Vec<_>>(), [line]);
}

#[test]
fn what_was_typed_for_an_incident_that_does_not_open_goes_to_the_next_one() {
    // given
    let (mut seat, open) = again("");
    seat.press("customers see 500s<enter>since noon");
    // when
    seat.work(Job::Open { id: "2026-01-01-none".into(), by: "ana".into() });
    // then
    assert!(seat.model.start().is_some());
    assert!(seat.toast().contains("What you typed"), "{}", seat.toast());
    assert_eq!(begun::line(&seat.model), "customers see 500s\nsince noon", "should nothing else be opened");
    // and when
    seat.work(open);
    assert_eq!(seat.room().compose.text(), "customers see 500s\nsince noon");
    assert_eq!((seat.story().len(), seat.model.begun.as_str()), (1, ""), "nothing is written unasked");
}

#[test]
fn what_was_typed_for_an_incident_that_does_not_open_is_kept_with_it_and_not_with_another() {
    let (mut seat, open) = again("");
    let id = "2026-01-01-empty";
    fs::create_dir(seat.folder.path().join("incidents").join(id)).unwrap();
    seat.desk.work(Job::Open { id: id.into(), by: "ana".into() });
    seat.work(keep("for the other", "ana"));
    assert_eq!(drafts(&seat), ["for the other"]);
    seat.work(open);
    assert_eq!(seat.room().compose.text(), "");
}

#[cfg(unix)]
#[test]
fn a_line_is_not_kept_through_a_link() {
    let (mut seat, _) = again("");
    let shelf = seat.folder.path().join("incidents");
    fs::create_dir(shelf.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", shelf.join("2026-01-01-link")).unwrap();
    seat.work(Job::Open { id: "2026-01-01-link".into(), by: "ana".into() });
    seat.work(keep("for nobody", "ana"));
    assert!(seat.toast().ends_with("could not be kept: for nobody"), "{}", seat.toast());
    assert_eq!(fs::read_dir(shelf.join("elsewhere")).unwrap().count(), 0);
}

#[test]
fn trouble_elsewhere_does_not_stop_an_incident_from_opening() {
    let (mut seat, open) = again("");
    seat.press("early<enter>");
    seat.take(Message::Worker(Reply::Trouble("incident.json is behind the journal".into())));
    seat.work(open);
    assert_eq!(seat.story().last().unwrap(), "early");
}

#[test]
fn two_rooms_of_one_person_keep_a_line_each() {
    let (mut seat, open) = again("one");
    seat.work(open);
    seat.work(keep("one", "ana"));
    seat.work(keep("two", "ána"));
    assert_eq!(drafts(&seat), ["one", "two"]);
}

#[test]
fn a_line_that_was_begun_waits_while_other_incidents_are_looked_at() {
    let mut seat = Seat::declared(100, 30);
    seat.press("half a thought<esc>I");
    assert_eq!(drafts(&seat), ["half a thought"]);
    seat.press("<enter>");
    assert_eq!(seat.room().compose.text(), "half a thought");
}

#[test]
fn a_line_that_comes_back_while_the_room_is_left_is_told() {
    let mut seat = Seat::declared(100, 30);
    let line = begun::line(&seat.model);
    seat.press("refused");
    assert_eq!(begun::unkept(&seat.model, line, true).collect::<Vec<_>>(), ["refused"]);
}

/// The lines that are kept beside the journal, oldest first.
fn drafts(seat: &Seat) -> Vec<String> {
    let shelf = fs::read_dir(seat.folder.path().join("incidents")).unwrap();
    let files = shelf.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
    let mut drafts: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    drafts.retain(|path| path.to_string_lossy().contains("/draft-ana."));
    drafts.sort();
    drafts.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}
