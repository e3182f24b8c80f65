//! An exercise on disk: its clock through kills, pauses and two terminals.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;

use super::engine::FAILOVER;
use crate::drill::conduct::{beat, begin};
use crate::drill::scenario::Scenario;
use crate::drill::start::Options;
use crate::incident::exercise::Command;
use crate::incident::record::Time;
use crate::incident::testing::at;
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::session::{Clock, Request, Session};

/// A wall clock that is moved by hand, and an exercise that began when it showed 03:00.
struct Hall {
    _folder: tempfile::TempDir,
    shelf: Shelf,
    wall: Arc<Mutex<Time>>,
    scenario: Scenario,
    session: Session,
}

impl Hall {
    fn begun(options: Options) -> Hall {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path()).exercises();
        let wall = Arc::new(Mutex::new(at(3, 0)));
        let scenario = Scenario::parse(FAILOVER, "failover").unwrap();
        let clock = clock(&wall);
        let mut session = begin(&shelf, &scenario, FAILOVER, options, &Zone::utc(), "ana", clock).unwrap();
        beat(&mut session, &scenario, at(3, 0)).unwrap();
        Hall { _folder: folder, shelf, wall, scenario, session }
    }

    /// Somebody looks on for so long: a beat a second.
    fn look_on(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.pass(1);
            self.beat();
        }
    }

    fn beat(&mut self) {
        let wall = self.wall();
        beat(&mut self.session, &self.scenario, wall).unwrap();
    }

    /// Time passes, and nobody is there.
    fn pass(&self, seconds: i64) {
        *self.wall.lock().unwrap() += TimeDelta::seconds(seconds);
    }

    fn wall(&self) -> Time {
        *self.wall.lock().unwrap()
    }

    fn another(&self) -> Session {
        let folder = self.shelf.incident(self.session.state().id()).unwrap();
        Session::open(&folder, clock(&self.wall), "another").unwrap()
    }

    /// How far the exercise clock has come, in seconds.
    fn elapsed(&self) -> i64 {
        let state = self.session.state();
        (state.now(self.wall()) - state.exercise.as_ref().unwrap().terms.begins).num_seconds()
    }

    fn does(&mut self, command: Command) {
        self.session.execute(&Request::new("ana", command)).unwrap();
    }

    fn arrived(&self) -> Vec<String> {
        let exercise = self.session.state().exercise.as_ref().unwrap();
        exercise.arrivals().iter().map(|arrival| arrival.inject.clone()).collect()
    }
}

fn clock(wall: &Arc<Mutex<Time>>) -> Clock {
    let wall = wall.clone();
    Clock::from_fn(move || *wall.lock().unwrap())
}

#[test]
fn it_stands_on_a_shelf_of_its_own_and_begins_at_the_scenarios_time() {
    let hall = Hall::begun(Options::default());
    let folder = hall.session.folder();
    assert!(folder.ends_with("drills/EX-2026-11-21-slow"), "{}", folder.display());
    assert_eq!(hall.session.state().now(hall.wall()), at(14, 25));
    assert_eq!(hall.arrived(), ["I1"]);
    let incidents = Shelf::new(folder.parent().unwrap().parent().unwrap());
    assert!(incidents.list().unwrap().0.is_empty(), "a list of incidents has no exercise in it");
    assert_eq!(incidents.incident("EX-2026-11-21-slow"), None);
    let listed = hall.shelf.list().unwrap().0;
    assert!(listed.len() == 1 && listed[0].rehearsed && listed[0].title == "Slow");
}

#[test]
fn killed_in_the_middle_it_goes_on_with_its_clock_where_it_was() {
    let mut hall = Hall::begun(Options::default());
    hall.look_on(100);
    assert_eq!(hall.elapsed(), 100);
    // Killed; it is found three hours later.
    hall.pass(3 * 3_600);
    hall.session = hall.another();
    hall.beat();
    assert_eq!(hall.elapsed(), 100);
    assert_eq!(hall.arrived(), ["I1"], "what was due meanwhile did not come");
    hall.look_on(261);
    assert_eq!(hall.elapsed(), 361);
    assert_eq!(hall.arrived(), ["I1", "I2"]);
}

#[test]
fn nobody_is_there_and_the_clock_stands_whatever_is_said_at_a_shell() {
    let mut hall = Hall::begun(Options::default());
    hall.look_on(20);
    hall.does(Command::Pause);
    hall.pass(60);
    hall.does(Command::Resume);
    hall.pass(3_000);
    hall.does(Command::Observe("late".into()));
    let observed = hall.session.state().exercise.as_ref().unwrap().observations[0].at;
    assert_eq!((observed - at(14, 25)).num_seconds(), 20);
    hall.beat();
    hall.look_on(10);
    assert_eq!(hall.elapsed(), 30);
}

#[test]
fn begun_and_never_seen_it_has_not_run() {
    let mut hall = Hall::begun(Options::default());
    let other = Shelf::new(hall.shelf.folder().join("elsewhere")).exercises();
    let by_itself = begin(&other, &hall.scenario, FAILOVER, Options::default(), &Zone::utc(), "ana", clock(&hall.wall));
    hall.session = by_itself.unwrap();
    assert!(other.list().unwrap().0[0].rehearsed, "nothing has come yet, and it is there");
    hall.pass(3_600);
    hall.beat();
    assert_eq!(hall.elapsed(), 0);
}

#[test]
fn a_shelf_takes_incidents_or_exercises_whatever_a_folder_is_called() {
    let hall = Hall::begun(Options::default());
    let incidents = Shelf::new(hall.shelf.folder().parent().unwrap());
    assert!(hall.shelf.takes("EX-2026-11-21-slow") && !hall.shelf.takes("2026-11-21-slow"));
    assert!(incidents.takes("2026-11-21-slow") && !incidents.takes("EX-2026-11-21-slow"));
    let copy = incidents.folder().join("2026-11-21-slow");
    std::fs::create_dir(&copy).unwrap();
    std::fs::copy(hall.session.folder().join("journal.jsonl"), copy.join("journal.jsonl")).unwrap();
    assert!(incidents.list().unwrap().0.is_empty(), "an exercise is no incident under another name");
}

#[test]
fn a_wall_clock_that_is_set_back_does_not_stop_it() {
    let mut hall = Hall::begun(Options::default());
    hall.look_on(20);
    hall.pass(-3_600);
    hall.look_on(10);
    assert_eq!(hall.elapsed(), 29, "the second in which it jumped is lost");
}

#[test]
fn one_terminal_that_is_left_keeps_the_clock_going() {
    let mut hall = Hall::begun(Options::default());
    let mut other = hall.another();
    for _ in 0..60 {
        hall.pass(1);
        beat(&mut other, &hall.scenario, hall.wall()).unwrap();
    }
    hall.beat();
    assert_eq!(hall.elapsed(), 60);
}

#[test]
fn two_terminals_bring_each_inject_once() {
    let mut hall = Hall::begun(Options { speed: 10, ..Options::default() });
    let mut other = hall.another();
    for second in 0..280 {
        hall.pass(1);
        let wall = hall.wall();
        let (first, last) =
            if second % 2 == 0 { (&mut hall.session, &mut other) } else { (&mut other, &mut hall.session) };
        beat(first, &hall.scenario, wall).unwrap();
        beat(last, &hall.scenario, wall).unwrap();
    }
    let exercise = hall.session.state().exercise.as_ref().unwrap();
    let delivered = exercise.records().iter().filter(|record| format!("{:?}", record.kind).contains("Delivered"));
    assert_eq!(delivered.count(), exercise.arrivals().len());
    assert_eq!(hall.arrived(), ["I1", "I2", "I3", "I4", "I7", "I8"]);
    assert!(exercise.is_over(), "45 minutes at ten times the speed");
}

#[test]
fn it_runs_at_its_speed_and_stands_while_paused() {
    let mut hall = Hall::begun(Options { speed: 5, ..Options::default() });
    hall.look_on(60);
    assert_eq!(hall.elapsed(), 300);
    hall.does(Command::Pause);
    hall.look_on(600);
    assert_eq!(hall.elapsed(), 300);
    assert_eq!(hall.arrived(), ["I1"]);
    hall.does(Command::Resume);
    hall.look_on(12);
    assert_eq!(hall.elapsed(), 360);
    assert_eq!(hall.arrived(), ["I1", "I2"]);
}

#[test]
fn a_command_to_the_clock_that_is_sent_again_is_carried_out_once() {
    let mut hall = Hall::begun(Options::default());
    hall.look_on(30);
    let pause = Request::new("ana", Command::Pause);
    hall.session.execute(&pause).unwrap();
    hall.pass(60);
    assert!(hall.session.execute(&pause).unwrap().is_empty(), "it is acknowledged, and nothing is written");
    assert!(hall.session.execute(&Request { command: Command::Resume.into(), ..pause }).is_err());
    assert_eq!(hall.elapsed(), 30);
}

#[test]
fn frozen_for_something_real_it_waits() {
    let mut hall = Hall::begun(Options::default());
    hall.look_on(30);
    hall.does(Command::Freeze);
    hall.look_on(1_000);
    assert_eq!(hall.elapsed(), 30);
    hall.does(Command::Resume);
    hall.look_on(10);
    assert_eq!(hall.elapsed(), 40);
}

#[test]
fn endex_comes_by_itself_and_only_once() {
    let mut hall = Hall::begun(Options { speed: 10, ..Options::default() });
    hall.look_on(300);
    let state = hall.session.state();
    assert_eq!(state.exercise.as_ref().unwrap().ended, Some(at(3, 4) + TimeDelta::seconds(30)));
    let lines = state.timeline.as_written();
    assert_eq!(lines.iter().filter(|line| &**line.text() == "ENDEX").count(), 1);
    assert_eq!(hall.elapsed(), 45 * 60);
}

#[test]
fn a_copy_in_another_folder_is_an_exercise_still() {
    let hall = Hall::begun(Options::default());
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = hall.session.copy_to(&Shelf::new(elsewhere.path())).unwrap();
    assert!(copy.state().is_exercise());
    assert!(copy.folder().ends_with("drills/EX-2026-11-21-slow"), "{}", copy.folder().display());
}
