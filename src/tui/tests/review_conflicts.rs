//! Two people write the same text of the report: both are seen, one is chosen, none is lost.

use std::io::Write;

use crossterm::event::Event;

use super::review::{sample, shown, text, to};
use super::{Other, Seat, now};
use crate::incident::followups;
use crate::incident::review::{Cause, CauseKind, Command, Item, Section};
use crate::journal::JOURNAL;
use crate::session::{Clock, Request, Session};
use crate::tui::keymap::Chord;
use crate::tui::model::Pending;
use crate::tui::update::{Effect, Message, update};

impl Other {
    fn write(&self, section: Section, text: &str) {
        let command = Command::Write { section, text: text.into() };
        self.0.borrow_mut().execute(&Request::new("bo", command)).unwrap();
    }
}

/// What bo writes on a copy of the journal, far away, as lines of it.
fn apart(seat: &Seat, command: impl Into<crate::incident::Command>) -> String {
    let copy = tempfile::tempdir().unwrap();
    let journal = copy.path().join(JOURNAL);
    let before = std::fs::read(seat.room().folder.join(JOURNAL)).unwrap();
    std::fs::write(&journal, &before).unwrap();
    let mut session = Session::open(copy.path(), Clock::from_fn(now), "a test").unwrap();
    session.execute(&Request::new("bo", command)).unwrap();
    String::from_utf8(std::fs::read(&journal).unwrap().split_off(before.len())).unwrap()
}

/// The lines come in.
fn meet(seat: &mut Seat, lines: &str) {
    let journal = seat.room().folder.join(JOURNAL);
    std::fs::OpenOptions::new().append(true).open(journal).unwrap().write_all(lines.as_bytes()).unwrap();
    seat.pass(2);
}

/// All that was ever written there.
fn journal(seat: &Seat) -> String {
    std::fs::read_to_string(seat.room().folder.join(JOURNAL)).unwrap()
}

/// Ana has written something and bo something else, without seeing it.
fn contested() -> Seat {
    let mut seat = sample();
    let theirs = apart(&seat, Command::Write { section: Section::Background, text: "theirs".into() });
    to(&mut seat, "Background");
    seat.pass(1).press("<enter>mine<ctrl-s>");
    meet(&mut seat, &theirs);
    seat
}

#[test]
fn words_of_two_people_are_never_lost_unseen() {
    let mut seat = sample();
    let other = seat.other();
    to(&mut seat, "Background");
    seat.press("<enter>");
    other.write(Section::Background, "theirs");
    seat.pass(2);
    assert_eq!(shown(&seat), "theirs", "an editor in which nothing was changed follows");
    seat.press(" and mine");
    other.write(Section::Background, "theirs again");
    seat.pass(6);
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("theirs again"), "nothing was saved over it");
    assert!(seat.screen().contains("bo changed this meanwhile: Ctrl-S keeps yours, Ctrl-R takes theirs"));
    seat.press("<esc>");
    assert!(seat.screen().contains("CHANGED"));
    seat.press("<ctrl-q>");
    assert!(!seat.left, "leaving warns once");
    assert_eq!(
        seat.toast(),
        "1 text of the report is not saved: bo changed the background meanwhile; there Ctrl-S keeps yours, Ctrl-R takes \
         theirs; once more leaves"
    );
    seat.press("<enter><ctrl-r>");
    assert_eq!(shown(&seat), "theirs again");
    seat.press("<alt-u>");
    assert_eq!(shown(&seat), "theirs and mine");
    seat.press("<ctrl-s>");
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("theirs and mine"));
    assert!(seat.screen().contains("saved"));
}

#[test]
fn what_is_not_saved_is_counted_and_the_keys_that_help_are_named() {
    let mut seat = sample();
    let other = seat.other();
    let line = |seat: &mut Seat| {
        let pending =
            Pending { request: Request::new("ana", Command::summary("a line".into())), text: "a line".into() };
        seat.model.room_mut().unwrap().unsaved.push(pending);
    };
    to(&mut seat, "Subtitle");
    seat.press("<enter>").paste(&"long ".repeat(50)).press("<esc>");
    assert!(seat.press("<ctrl-q>").toast().starts_with("1 text of the report is not saved: "), "{}", seat.toast());
    seat.press("<enter><ctrl-u><esc>");
    for (title, section) in [("Background", Section::Background), ("Affected", Section::Affected)] {
        to(&mut seat, title);
        seat.press("<enter>mine");
        other.write(section, "theirs");
        seat.press("<esc>");
    }
    line(&mut seat);
    assert_eq!(
        seat.press("<ctrl-q>").toast(),
        "1 entry is NOT SAVED: Ctrl-R tries again, Alt-S takes another folder. 2 texts of the report are not saved: bo \
         changed the background and the affected meanwhile; there Ctrl-S keeps yours, Ctrl-R takes theirs; once more \
         leaves"
    );
    line(&mut seat);
    assert!(seat.press("<esc><ctrl-q>").toast().starts_with("2 entries are NOT SAVED: "), "{}", seat.toast());
}

#[test]
fn who_leaves_in_a_conflict_loses_nothing() {
    let mut seat = sample();
    let other = seat.other();
    to(&mut seat, "Background");
    seat.press("<enter>mine");
    other.write(Section::Background, "theirs");
    seat.pass(3);
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("theirs"));
    seat.leave();
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("mine"));
    assert!(seat.room().state.contests().iter().any(|contest| contest.values == ["theirs", "mine"]));
    assert!(crate::tui::review::unkept(seat.room()).is_empty());
    let records = seat.room().state.records();
    seat.leave();
    assert_eq!(seat.room().state.records(), records);
}

#[test]
fn what_is_written_in_the_last_moment_is_saved_even_if_somebody_was_faster() {
    let mut seat = sample();
    let other = seat.other();
    to(&mut seat, "Background");
    seat.press("<enter>mine");
    other.write(Section::Background, "theirs");
    seat.leave();
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("mine"));
    assert!(seat.room().state.contests().iter().any(|contest| contest.values == ["theirs", "mine"]));
    assert!(crate::tui::review::unkept(seat.room()).is_empty());
}

#[test]
fn what_was_on_its_way_when_somebody_was_faster_is_saved_all_the_same() {
    let mut seat = sample();
    let other = seat.other();
    to(&mut seat, "Background");
    seat.press("<enter>mine");
    let save: Chord = "ctrl-s".parse().unwrap();
    let under_way = update(&mut seat.model, Message::Terminal(Event::Key(save.into())));
    other.write(Section::Background, "theirs");
    let leaving = crate::tui::review::save_for_good(&mut seat.model);
    for effect in under_way.into_iter().chain(leaving) {
        let Effect::Work(job) = effect else { panic!("{effect:?}") };
        seat.work(job);
    }
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("mine"));
    assert_eq!(journal(&seat).matches("\"mine\"").count(), 1);
    assert!(crate::tui::review::unkept(seat.room()).is_empty());
}

#[test]
fn a_conflict_that_nobody_settles_is_saved_and_can_still_be_settled() {
    let mut seat = sample();
    let other = seat.other();
    to(&mut seat, "Background");
    seat.press("<enter>mine");
    other.write(Section::Background, "theirs");
    seat.pass(11);
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("mine"));
    assert!(seat.screen().contains("bo wrote otherwise. Ctrl-S keeps this, Ctrl-R takes theirs"), "{}", seat.screen());
    assert!(seat.screen().contains("theirs"));
    seat.press("<ctrl-r><ctrl-s>");
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("theirs"));
    assert!(!seat.screen().contains("wrote otherwise"));
}

#[test]
fn both_sides_of_a_contested_text_are_shown_and_one_is_taken() {
    let mut seat = contested();
    assert_eq!(shown(&seat), "mine");
    for (width, height) in [(40, 5), (40, 8), (60, 12), (80, 24), (120, 40)] {
        let screen = seat.resize(width, height).screen();
        assert!(screen.contains("CONTESTED: bo") && screen.contains("mine"), "{width}x{height}:\n{screen}");
    }
    assert!(seat.screen().contains("CONTESTED: bo wrote otherwise"), "{}", seat.screen());
    assert!(seat.screen().lines().any(|line| line.ends_with("   theirs")), "{}", seat.screen());
    seat.press("<ctrl-r>");
    assert_eq!(shown(&seat), "theirs");
    seat.press("<alt-u>");
    assert_eq!(shown(&seat), "mine");
    seat.press("<ctrl-r><ctrl-s>");
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("theirs"));
    assert!(!seat.room().state.review.register(Section::Background).unwrap().contested());
    assert!(!seat.screen().contains("CONTESTED"));
}

#[test]
fn saving_a_contested_text_as_it_is_settles_it() {
    let mut seat = contested();
    seat.press("<ctrl-s>");
    assert_eq!(text(&seat, Section::Background).as_deref(), Some("mine"));
    assert!(!seat.room().state.review.register(Section::Background).unwrap().contested());
    assert!(!seat.screen().contains("wrote otherwise"), "{}", seat.screen());
}

#[test]
fn a_contested_follow_up_shows_what_the_other_wrote() {
    let mut seat = sample();
    to(&mut seat, "Follow-ups");
    seat.press("<enter>aTest the pool<ctrl-s>");
    let number = seat.room().state.followups.all().len() as u32;
    let own = |person: &str| followups::Command::Own { followup: number, person: person.into() };
    let change = followups::Change::Text("Test the clock".into());
    let theirs = apart(&seat, own("cy"));
    let text = apart(&seat, followups::Command::Change { followup: number, changes: vec![change] });
    seat.pass(1).press(&"j".repeat(number as usize - 1));
    seat.press("obo<enter>e by half<ctrl-s>");
    meet(&mut seat, &theirs);
    meet(&mut seat, &text);
    let screen = seat.screen();
    for words in ["CONTESTED", "bo wrote: cy", "the text is also: Test the clock"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn a_contested_item_shows_what_the_other_wrote() {
    let cause = |title: &str| Command::Change {
        number: 1,
        item: Item::Cause(Cause { kind: CauseKind::Root, title: title.into(), text: None }),
    };
    let mut seat = sample();
    to(&mut seat, "Causes");
    if seat.room().state.review.causes().is_empty() {
        seat.press("<enter>aThe cache<ctrl-s><esc>");
    }
    let theirs = apart(&seat, cause("The pool"));
    seat.pass(1).press("<enter><enter><ctrl-u>The clock<ctrl-s>");
    meet(&mut seat, &theirs);
    let screen = seat.screen();
    assert!(screen.contains("CONTESTED") && screen.contains("bo wrote: ") && screen.contains("The pool"), "{screen}");
}
