use chrono::TimeDelta;

use super::*;
use crate::incident::lifecycle::{Command as Incident, Declaration, Status};
use crate::incident::milestones::Milestone;
use crate::incident::review::{Command as Review, Item, Window};
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::timeline::{Command as Entry, Detail};
use crate::incident::updates::{Audience, Command as Update, Promise};
use crate::postmortem::chart::{svg, terminal};

fn started(started: Time, declared: Time) -> Stage {
    let mut stage = Stage::empty();
    let Incident::Declare(plain) = declaration("Checkout fails") else { unreachable!() };
    stage.play(declared, Incident::Declare(Declaration { started: Some(started), ..plain })).unwrap();
    stage
}

fn status(stage: &mut Stage, at: Time, status: Status) {
    stage.play(at, Incident::Status { status, note: None }).unwrap();
}

fn tell(stage: &mut Stage, at: Time) {
    let update = Update::Send { audience: Audience::Customers, text: "It works".into(), next: Promise::None };
    stage.play(at, update).unwrap();
}

fn log(stage: &mut Stage, now: Time, said: Time, until: Option<Time>) {
    let detail = Detail { until, ..Detail::default() };
    let entry = Entry::Log { kind: EntryKind::Note, text: "Looked again".into(), key: false, detail };
    stage.play_back(now, said, entry).unwrap();
}

fn charted<T>(stage: &Stage, now: Time, see: impl Fn(&Chart<'_>) -> T) -> T {
    let document = Document::of(&stage.state, now);
    see(&Chart::of(&document, &document.dates()).unwrap())
}

/// Each phase as `name HH:MM–HH:MM`.
fn phases_of(stage: &Stage, now: Time) -> Vec<String> {
    charted(stage, now, |chart| {
        let clock = |at: Time| at.format("%H:%M");
        chart.phases.iter().map(|phase| format!("{} {}–{}", phase.name, clock(phase.from), clock(phase.to))).collect()
    })
}

#[test]
fn what_comes_soon_after_the_end_makes_the_picture_longer() {
    let mut stage = started(at(12, 30), at(12, 40));
    stage.play(at(12, 41), Incident::Severity { level: 2, reason: None }).unwrap();
    status(&mut stage, at(15, 30), Status::Resolved);
    tell(&mut stage, at(15, 32));
    log(&mut stage, at(15, 40), at(12, 10), Some(at(12, 20)));
    charted(&stage, at(15, 50), |chart| {
        assert_eq!((chart.from, chart.to, chart.since, chart.until), (at(12, 10), at(15, 32), at(12, 30), at(15, 30)));
        assert_eq!(chart.phases.last().map(|phase| phase.to), Some(at(15, 30)));
        assert_eq!(chart.severity_bands(), [(2, at(12, 41), at(15, 30))]);
        assert_eq!(chart.left_out, None);
    });
}

#[test]
fn what_comes_weeks_later_is_left_out_and_that_is_said() {
    let mut stage = started(at(12, 30), at(12, 40));
    status(&mut stage, at(13, 0), Status::Resolved);
    log(&mut stage, at(20, 5), at(13, 1), Some(at(20, 0)));
    tell(&mut stage, at(14, 59));
    tell(&mut stage, at(15, 1));
    tell(&mut stage, at(12, 0) + TimeDelta::days(14));
    let later = at(13, 0) + TimeDelta::days(14);
    let note = "2 later updates are not shown";
    charted(&stage, later, |chart| {
        assert_eq!((chart.to, chart.updates.len(), chart.left_out.as_deref()), (at(14, 59), 1, Some(note)));
        assert_eq!(chart.events[0].until, None);
        assert_eq!(terminal::draw(chart, 60, true).last().map(String::as_str), Some(note));
        assert!(svg::draw(chart).contains(note));
    });
    log(&mut stage, later, at(8, 0), None);
    let note = charted(&stage, later, |chart| chart.left_out.clone());
    assert_eq!(note.as_deref(), Some("1 earlier event and 2 later updates are not shown"));
}

#[test]
fn every_window_is_in_the_picture() {
    let mut stage = started(at(12, 0), at(12, 10));
    for (from, to) in [(at(8, 0), at(8, 10)), (at(19, 0), at(20, 0))] {
        stage.play(at(20, 30), Review::Add(Item::Window(Window { from, to, note: None }))).unwrap();
    }
    stage.play_back(at(20, 31), at(13, 0), Incident::Mark(Milestone::Resolved)).unwrap();
    charted(&stage, at(21, 0), |chart| assert_eq!((chart.from, chart.to), (at(8, 0), at(20, 0))));
}

#[test]
fn nothing_is_done_while_it_is_resolved() {
    let mut stage = started(at(9, 50), at(10, 0));
    status(&mut stage, at(11, 0), Status::Resolved);
    status(&mut stage, at(13, 0), Status::Investigating);
    status(&mut stage, at(13, 20), Status::Identified);
    status(&mut stage, at(14, 0), Status::Resolved);
    let told =
        ["undetected 09:50–10:00", "investigating 10:00–11:00", "investigating 13:00–13:20", "fixing 13:20–14:00"];
    assert_eq!(phases_of(&stage, at(15, 0)), told);
}

#[test]
fn marks_tell_where_the_status_is_silent_or_wrong() {
    let mark = |stage: &mut Stage, said: Time, milestone| {
        stage.play_back(at(16, 0), said, Incident::Mark(milestone)).unwrap();
    };
    let mut stage = started(at(9, 50), at(10, 10));
    mark(&mut stage, at(10, 0), Milestone::Detected);
    mark(&mut stage, at(10, 5), Milestone::Identified);
    status(&mut stage, at(11, 0), Status::Mitigated);
    mark(&mut stage, at(11, 30), Milestone::Mitigated);
    mark(&mut stage, at(12, 0), Milestone::Resolved);
    let told = ["undetected 09:50–10:00", "undeclared 10:00–10:10", "fixing 10:10–11:30", "watching 11:30–12:00"];
    assert_eq!(phases_of(&stage, at(17, 0)), told);

    // The cause may be found when the impact is long over: that is no step back.
    mark(&mut stage, at(11, 45), Milestone::Identified);
    let told =
        ["undetected 09:50–10:00", "undeclared 10:00–10:10", "investigating 10:10–11:30", "watching 11:30–12:00"];
    assert_eq!(phases_of(&stage, at(17, 0)), told);
}

#[test]
fn a_cause_that_is_found_after_the_mitigation_does_not_undo_it() {
    let mut marked = started(at(10, 0), at(10, 0));
    marked.play_back(at(11, 0), at(10, 40), Incident::Mark(Milestone::Identified)).unwrap();
    let mut said = started(at(10, 0), at(10, 0));
    status(&mut said, at(10, 40), Status::Identified);
    for mut stage in [marked, said] {
        stage.play_back(at(11, 1), at(10, 30), Incident::Mark(Milestone::Mitigated)).unwrap();
        assert_eq!(phases_of(&stage, at(12, 0)), ["investigating 10:00–10:30", "watching 10:30–12:00"]);
    }
}

#[test]
fn what_was_seen_coming_was_never_undetected() {
    let mut stage = started(at(10, 0), at(10, 10));
    stage.play_back(at(10, 11), at(9, 50), Incident::Mark(Milestone::Detected)).unwrap();
    assert_eq!(phases_of(&stage, at(11, 0)), ["undeclared 10:00–10:10", "investigating 10:10–11:00"]);
}
