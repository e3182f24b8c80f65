use super::*;
use crate::incident::lifecycle;
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::timeline::{self, EntryRef};
use Audience::{Customers, Internal};

fn send(audience: Audience, text: &str, next: Promise) -> Command {
    Command::Send { audience, text: text.into(), next }
}

fn status(status: Status) -> lifecycle::Command {
    lifecycle::Command::Status { status, note: None }
}

fn due(stage: &Stage) -> (Option<Time>, Option<Time>) {
    (stage.state.update_due(Customers), stage.state.update_due(Internal))
}

#[test]
fn the_first_word_is_due_as_the_playbook_says() {
    let mut stage = Stage::declared();
    assert_eq!(due(&stage), (Some(at(3, 17)), Some(at(3, 42))));
    assert_eq!(stage.state.next_update(), Some((Customers, at(3, 17))));
    stage.play(at(3, 13), lifecycle::Command::Severity { level: 4, reason: None }).unwrap();
    assert_eq!(due(&stage), (None, Some(at(3, 42))), "customers are not told of a SEV4");
    assert_eq!(stage.state.next_update(), Some((Internal, at(3, 42))));
}

#[test]
fn a_late_declaration_counts_from_when_it_was_declared() {
    let mut stage = Stage::empty();
    stage.play_back(at(5, 0), at(3, 12), declaration("Checkout returns 500s")).unwrap();
    assert_eq!(stage.state.update_due(Customers), Some(at(3, 17)));
}

#[test]
fn a_promise_is_the_cadence_a_span_a_time_or_none() {
    let mut stage = Stage::declared();
    stage.play(at(3, 15), send(Customers, " We know. ", Promise::Cadence)).unwrap();
    stage.play(at(3, 15), send(Internal, "War room is open", Promise::Cadence)).unwrap();
    assert_eq!(due(&stage), (Some(at(3, 35)), Some(at(3, 45))));
    stage.play_back(at(3, 40), at(3, 30), send(Customers, "Still on it", Promise::In(Span::minutes(60)))).unwrap();
    assert_eq!(stage.state.update_due(Customers), Some(at(4, 30)), "counted from when they were told");
    stage.play(at(3, 41), send(Customers, "More at five", Promise::At(at(5, 0)))).unwrap();
    assert_eq!(stage.state.update_due(Customers), Some(at(5, 0)));
    stage.play(at(3, 42), send(Customers, "No more today", Promise::None)).unwrap();
    assert_eq!(stage.state.update_due(Customers), None);
    assert_eq!(stage.state.next_update(), Some((Internal, at(3, 45))));
    let texts: Vec<&str> = stage.state.updates_sent().iter().map(|(sent, entry)| sent.text(entry)).collect();
    assert_eq!(texts, ["We know.", "War room is open", "Still on it", "More at five", "No more today"]);
}

#[test]
fn what_says_nothing_or_promises_the_past_is_refused() {
    let mut stage = Stage::declared();
    assert!(stage.refused(at(3, 15), send(Customers, " ", Promise::None)).contains("what customers were told"));
    for next in [Promise::At(at(3, 15)), Promise::At(at(3, 14)), Promise::In(Span::seconds(0))] {
        assert!(stage.refused(at(3, 15), send(Customers, "We know", next)).contains("a time after this one"));
    }
}

#[test]
fn a_struck_update_was_never_sent() {
    let mut stage = Stage::declared();
    stage.play(at(3, 15), send(Customers, "We know", Promise::In(Span::minutes(10)))).unwrap();
    stage.play(at(3, 20), send(Customers, "It is over", Promise::None)).unwrap();
    let strike = timeline::Command::Strike { entry: EntryRef::Number(3), why: "sent to the wrong list".into() };
    stage.play(at(3, 21), strike).unwrap();
    assert_eq!(stage.state.update_due(Customers), Some(at(3, 25)));
    assert_eq!(stage.state.updates_sent().len(), 1);
    let strike = timeline::Command::Strike { entry: EntryRef::Number(2), why: "neither".into() };
    stage.play(at(3, 22), strike).unwrap();
    assert_eq!(stage.state.update_due(Customers), Some(at(3, 17)), "the first word is due again");
}

#[test]
fn an_edited_update_still_says_who_was_told() {
    let mut stage = Stage::declared();
    stage.play(at(3, 15), send(Customers, "We knwo", Promise::None)).unwrap();
    let edit = |text: &str| timeline::Command::Edit {
        entry: EntryRef::Number(2),
        text: Some(text.into()),
        to: None,
        detail: Default::default(),
    };
    assert!(stage.refused(at(3, 16), edit("We knwo")).contains("already says that"));
    stage.play(at(3, 16), edit("We know")).unwrap();
    assert_eq!(stage.state.timeline.numbered(2).unwrap().text().as_ref(), "told customers: We know");
    stage.play(at(3, 17), edit("told customers: We do know")).unwrap();
    let sent = stage.state.updates_sent();
    assert_eq!(sent[0].0.text(sent[0].1), "We do know");
}

#[test]
fn nothing_is_due_once_it_is_resolved_and_again_when_it_comes_back() {
    let mut stage = Stage::declared();
    stage.play(at(3, 15), send(Customers, "We know", Promise::Cadence)).unwrap();
    stage.play(at(3, 30), status(Status::Resolved)).unwrap();
    assert_eq!((due(&stage), stage.state.next_update()), ((None, None), None));
    stage.play(at(3, 31), send(Customers, "It is over", Promise::Cadence)).unwrap();
    assert_eq!(stage.state.last_update(Customers).unwrap().0.next, None, "the last word promises none");
    stage.play(at(3, 40), status(Status::Investigating)).unwrap();
    assert_eq!(due(&stage), (None, Some(at(3, 42))));
    stage.play(at(3, 41), lifecycle::Command::Cancel { why: "a drill".into() }).unwrap();
    assert!(stage.refused(at(3, 42), send(Internal, "Never mind", Promise::None)).contains("cancelled"));
}
