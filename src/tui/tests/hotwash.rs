//! The hot wash: an exercise is played and over, then keys in, cells out, and what is on disk then.

use std::sync::Arc;

use chrono::TimeDelta;
use tokio::sync::mpsc::unbounded_channel;

use super::{Seat, now};
use crate::drill::start::Options;
use crate::drill::{Scenario, act, conduct};
use crate::incident::exercise::{self, Rating};
use crate::incident::lifecycle::{Command as Lifecycle, Declaration};
use crate::incident::playbook::Playbook;
use crate::incident::updates::{self, Audience, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, roles};
use crate::journal::shelf::Shelf;
use crate::postmortem::Template;
use crate::session::{Clock, Request, Session};
use crate::tui::action::Context;
use crate::tui::desk::Desk;
use crate::tui::worker::Job;

pub(super) const SCENARIO: &str = r#"
schema = "ic-drill/1"
[exercise]
id = "slow"
title = "Slow, then gone"
duration = "40m"
ground_truth = "The noon deploy leaks memory. The standby has not replicated since five in the morning, so failing over loses the orders of a day."
roles = ["commander"]
targets = { declare = "5m", commander = "3m", update_first = "5m" }
objectives = [
    { id = "command", text = "There is always one commander, and everybody knows who it is" },
    { id = "comms", text = "Customers hear from us first" },
]
hotwash = ["When did you know what was wrong?", "What would have told you earlier?"]

[[inject]]
id = "I1"
at = "0m"
method = "alert"
synopsis = "Latency"
text = "p95 4.2 s"
expect = [
    { action = "declare", objective = "command" },
    { action = "assign:commander", within = "8m", objective = "command" },
    { action = "manual", objective = "command", manual = "everybody knows who commands" },
]

[[inject]]
id = "I2"
at = "6m"
method = "customer"
synopsis = "First report"
text = "It hangs!"
expect = [{ action = "update:customer", within = "8m", objective = "comms" }]

[[inject]]
id = "I3"
at = "15m"
method = "phone"
synopsis = "Somebody leaves"
text = "Your building is evacuated."
expect = [{ action = "handoff:commander", within = "3m" }]
"#;

/// An exercise in a room: so much of it is played, to the end or not.
pub(super) fn exercise(source: &str, options: Options, is_over: bool, size: (u16, u16)) -> Seat {
    played(source, options, deeds(), is_over, size)
}

/// What an ordinary team does, by minutes since STARTEX.
fn deeds() -> Vec<(i64, Command)> {
    let told =
        updates::Command::Send { audience: Audience::Customers, text: "We look into it.".into(), next: Promise::None };
    vec![
        (4, declaration()),
        (6, roles::Command::Assign { role: "incident commander".into(), person: "ana".into() }.into()),
        (24, told.into()),
        (25, exercise::Command::Observe("nobody said who writes to customers".into()).into()),
    ]
}

fn played(
    source: &str,
    options: Options,
    deeds: Vec<(i64, Command)>,
    is_over: bool,
    (width, height): (u16, u16),
) -> Seat {
    let mut seat = Seat::start(width, height);
    let clock = seat.clock.clone();
    let tell = clock.clone();
    let clocks = Clock::from_fn(move || *tell.lock().unwrap());
    let shelf = Shelf::new(seat.folder.path().join("incidents")).exercises();
    let scenario = Scenario::parse(source, "scenario").unwrap_or_else(|error| panic!("{error}"));
    let zone = Zone::utc();
    *clock.lock().unwrap() = now() - TimeDelta::minutes(60);
    let begun = conduct::begin(&shelf, &scenario, source, options, &zone, "ana", clocks.clone());
    let mut session = begun.unwrap();
    let mut at = |minute: i64, command: Option<Command>| {
        let wall = now() - TimeDelta::minutes(60) + TimeDelta::seconds(minute * 60 / i64::from(options.speed));
        *clock.lock().unwrap() = wall;
        // A room that is open gives a sign of life every second.
        crate::journal::life::sign(session.folder(), wall).unwrap();
        conduct::beat(&mut session, &scenario, wall).unwrap();
        if let Some(command) = command {
            session.execute(&Request::new("ana", command)).unwrap();
        }
    };
    // What is due comes at these minutes, if nothing else is done then.
    let beats = [0, 6, 15].map(|minute| (minute, None));
    let mut script: Vec<_> = deeds.into_iter().map(|(minute, deed)| (minute, Some(deed))).chain(beats).collect();
    script.sort_by_key(|(minute, _)| *minute);
    for (minute, deed) in script {
        at(minute, deed);
    }
    if is_over {
        at(40, Some(exercise::Command::End.into()).filter(|_| !options.timed));
    }
    *clock.lock().unwrap() = now();
    let id = session.state().id().to_owned();
    drop(session);
    let (sender, replies) = unbounded_channel();
    seat.desk = Desk::new(shelf, clocks, Template::standard(), sender, std::sync::mpsc::channel().0);
    seat.replies = replies;
    seat.work(Job::Open { id, by: "ana".into() });
    seat.press("<esc>");
    seat
}

fn declaration() -> Command {
    let declaration = Declaration {
        id: String::new(),
        title: "Checkout is slow".into(),
        severity: Some(2),
        started: None,
        detected: None,
        zone: Zone::utc(),
        playbook: Playbook::standard(),
    };
    Lifecycle::Declare(declaration).into()
}

pub(super) fn washed(keys: &str, size: (u16, u16)) -> Seat {
    let mut seat = exercise(SCENARIO, Options::default(), true, size);
    seat.press("H").press(keys);
    seat
}

fn over(seat: &Seat) -> &exercise::Exercise {
    seat.room().state.exercise.as_ref().unwrap()
}

/// The state as another process reads it from the disk.
fn on_disk(seat: &Seat) -> Session {
    Session::open(&seat.room().folder, Clock::from_fn(now), "a test").unwrap()
}

fn toasted(seat: &mut Seat, keys: &str) -> String {
    seat.press(keys);
    seat.toast().to_owned()
}

#[test]
fn it_opens_only_after_endex() {
    let mut running = exercise(SCENARIO, Options::default(), false, (80, 24));
    assert_eq!(toasted(&mut running, "H"), "the hot wash is for after ENDEX");
    let mut real = Seat::declared(80, 24);
    assert!(toasted(&mut real, "<esc>H").contains("this is a real incident"));
    assert!(real.model.layers.is_empty() && running.model.layers.is_empty());
    let over = washed("", (80, 24));
    assert!(over.screen().lines().next().unwrap().contains("EXERCISE"), "{}", over.screen());
}

#[test]
fn computed_ratings_are_hidden_until_the_team_has_rated_itself() {
    let mut seat = washed("", (120, 40));
    let gives_away = ["computed U", "computed M", "leaks memory", "I2.1", "NO ACTION YET"];
    let hidden = |seat: &Seat| gives_away.iter().all(|word| !seat.screen().contains(word));
    for keys in ["", "<tab>", "<tab>", "<tab>", "<tab>s", "<tab>", "<space>", "j<enter>", "<shift-tab>"] {
        seat.press(keys);
        assert!(hidden(&seat), "{keys}: {}", seat.screen());
    }
    seat.press("jp<tab>");
    assert!(seat.screen().contains("leaks memory") && seat.screen().contains("computed M"), "{}", seat.screen());
    let mut curious = washed("c", (120, 40));
    assert!(curious.screen().contains("you – · computed M"), "{}", curious.screen());
    assert!(toasted(&mut curious, "c").contains("are open to you"));
}

#[test]
fn the_team_rates_itself_with_letters_numbers_and_arrows() {
    let mut seat = washed("mj1", (80, 24));
    assert_eq!(
        (over(&seat).assessment("command"), over(&seat).assessment("comms")),
        (Some(Rating::M), Some(Rating::P))
    );
    assert!(toasted(&mut seat, "p").contains("you have rated it P"));
    assert!(toasted(&mut seat, "<left>").contains("the scale ends there"));
    seat.press("<right><right>k<left>");
    assert_eq!(
        (over(&seat).assessment("command"), over(&seat).assessment("comms")),
        (Some(Rating::S), Some(Rating::M))
    );
    assert_eq!(on_disk(&seat).state().exercise.as_ref().unwrap().assessment("comms"), Some(Rating::M));
}

#[test]
fn what_differs_much_is_loud_and_what_shows_it_stands_below() {
    let mut seat = washed("sjp<tab>jjjjj", (120, 40));
    let screen = seat.screen();
    assert!(screen.contains("TALK ABOUT THIS: you say P, what is on record says M"), "{screen}");
    assert!(screen.contains("1 objective to talk about"), "{screen}");
    assert!(screen.contains("I2.1 tell customers") && screen.contains("after 18m of 8m"), "{screen}");
    assert!(screen.contains("E+24:00 \""), "{screen}");
    seat.press("g<enter>");
    assert!(seat.screen().contains("loses the orders of a day"));
}

#[test]
fn a_run_that_was_faster_or_untimed_says_that_it_cannot_be_compared() {
    for (options, word) in [
        (Options { speed: 5, ..Options::default() }, "×5, not comparable"),
        (Options { timed: false, ..Options::default() }, "injects brought by hand, not comparable"),
    ] {
        let mut seat = exercise(SCENARIO, options, true, (80, 24));
        assert!(seat.press("Hc").screen().contains(word), "{}", seat.screen());
    }
    assert!(!washed("c", (80, 24)).screen().contains("not comparable"));
}

#[test]
fn what_only_people_can_rate_is_rated_here_if_it_was_not() {
    let mut seat = washed("c<down><down><down><down>", (120, 40));
    assert!(seat.screen().contains("not rated by the controller: r rates it"), "{}", seat.screen());
    seat.press("r<right><tab>two people gave orders<enter>");
    let judged = (Rating::S, Some("two people gave orders".to_owned()));
    assert_eq!(over(&seat).judgement("I1", 3), Some(&judged));
    assert!(seat.screen().contains("controller: two people gave orders"), "{}", seat.screen());
    assert!(toasted(&mut seat, "kr").contains("only a person can rate"));
}

#[test]
fn answers_and_observations_are_written_down_and_survive_esc() {
    let mut seat = washed("<tab><tab><enter>After half<esc>", (120, 40));
    assert!(seat.toast().contains("Put aside") && seat.screen().contains("begun and not sent"), "{}", seat.screen());
    assert!(toasted(&mut seat, "<ctrl-q>").contains("not sent; H brings it back; once more leaves"));
    seat.press("<esc>H<enter> an hour<enter>");
    assert_eq!(over(&seat).answer(1), Some("After half an hour"));
    assert!(!seat.screen().contains("begun and not sent"));
    seat.press("<enter>.<esc>");
    let other = on_disk(&seat);
    let theirs = act::answer(&Scenario::parse(SCENARIO, "scenario").unwrap(), 1, "At once").unwrap();
    let mut other = other;
    other.execute(&Request::new("bo", theirs)).unwrap();
    seat.press("<enter>").pass(2);
    seat.press("<ctrl-s>");
    assert!(seat.screen().contains("somebody answered \"At once\" meanwhile"), "{}", seat.screen());
    seat.press("<esc><enter><ctrl-s>o too many in the call<enter>");
    assert_eq!(over(&seat).answer(1), Some("After half an hour."));
    assert_eq!(over(&seat).observations.last().unwrap().text, "too many in the call");
}

#[test]
fn an_improvement_stands_in_the_journal_with_owner_and_due() {
    let mut seat = washed("c<tab><tab>", (120, 40));
    assert!(seat.screen().contains("0 of 3 have an action with owner and due date"), "{}", seat.screen());
    seat.press("<enter>Name a writer<ctrl-s>");
    assert!(seat.screen().contains("NO OWNER, NO DUE DATE"), "{}", seat.screen());
    seat.press("jobo<enter>D2026-12-01<enter>j<enter>Drill it<tab>cy<tab>48h<ctrl-s>");
    assert!(seat.screen().contains("2 of 3 have an action with owner and due date"), "{}", seat.screen());
    let session = on_disk(&seat);
    let (state, exercise) = (session.state(), session.state().exercise.as_ref().unwrap());
    let plan: Vec<_> = exercise
        .improvements
        .iter()
        .map(|(finding, record)| {
            let one = state.followups.all().iter().find(|one| one.id == *record).unwrap();
            (finding.as_str(), one.text(), one.owner().unwrap(), one.due().is_some())
        })
        .collect();
    assert_eq!(plan, [("I2.1", "Name a writer", "bo", true), ("I3.1", "Drill it", "cy", true)]);
}

#[test]
fn an_improvement_that_no_disk_took_is_linked_when_it_is_saved_again() {
    let mut seat = washed("c<tab><tab>", (120, 40));
    let journal = seat.room().folder.join(crate::journal::JOURNAL);
    let aside = journal.with_extension("aside");
    std::fs::rename(&journal, &aside).unwrap();
    seat.press("<enter>Name a writer<ctrl-s>");
    assert!(seat.screen().contains("NOT SAVED"), "{}", seat.screen());
    let small = seat.resize(40, 12).screen();
    assert!(small.contains("EXERCISE") && small.contains("NOT SAVED"), "{small}");
    std::fs::rename(&aside, &journal).unwrap();
    seat.press("<ctrl-r>");
    assert_eq!(over(&seat).improvements.len(), 1, "{}", seat.screen());
}

#[test]
fn the_report_is_written_from_any_part() {
    let mut seat = washed("x", (120, 40));
    assert!(seat.toast().starts_with("The report is in "), "{}", seat.toast());
    assert!(!seat.press("<esc>").model.contexts().contains(&Context::HotWash));
}

#[test]
fn others_ratings_are_seen_at_once() {
    let mut seat = washed("", (80, 24));
    let clock: Arc<_> = seat.clock.clone();
    let mut other =
        Session::open(&seat.room().folder, Clock::from_fn(move || *clock.lock().unwrap()), "a test").unwrap();
    let command = exercise::Command::Assess { objective: "comms".into(), rating: Rating::M };
    other.execute(&Request::new("bo", command)).unwrap();
    seat.pass(2);
    assert!(seat.screen().contains("1 of 2 objectives rated"), "{}", seat.screen());
}

#[test]
fn a_team_that_never_declared_can_look_back_too() {
    let mut seat = played(SCENARIO, Options::default(), Vec::new(), true, (120, 40));
    seat.press("Hujp<tab>");
    assert!(seat.screen().contains("1 objective to talk about"), "{}", seat.screen());
    seat.press("<tab><enter>We waited.<enter><tab><enter>Say when to declare<ctrl-s>");
    assert_eq!(over(&seat).answer(1), Some("We waited."));
    assert!(seat.screen().contains("→1 Say when to declare"), "{}", seat.screen());
}
