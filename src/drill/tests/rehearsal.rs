//! A team that plays by a script. Each line is a time from STARTEX and what is done then:
//!
//! ```text
//! 0:40 declare 2             declares, with a severity if one is given
//! 1:00 take commander ana    somebody takes a role; a handoff if it is held
//! 1:10 free commander        the role becomes free
//! 2:00 tell customers        an update; or `tell internal`
//! 3:00 decide                a decision is written down
//! 3:10 log paged the DBA     any other line
//! 3:20 check standby         an item of the scenario's checklist is done, by its id; `skip standby` leaves it out
//! 3:30 task                  a task is added
//! 4:00 sev 1                 the severity
//! 4:10 status resolved       the status
//! 5:00 ack I2                an inject has been seen
//! 5:10 choose I4 failover    an option is chosen
//! 6:00 hint I2               a hint is given
//! 7:00 fire I5               the controller brings an inject
//! 7:10 skip-on               the controller skips to the next inject
//! 8:00 judge I6 1 S          the controller rates expectation 1 of I6
//! 9:00 end                   the controller ends it; else the time does
//! ```

use std::collections::BTreeMap;

use crate::drill::play::Play;
use crate::drill::rating::{Outcome, outcomes, worst};
use crate::drill::scenario::{Objective, Scenario};
use crate::drill::start::{self, Options};
use crate::drill::{act, measures};
use crate::incident::exercise::Command as Exercise;
use crate::incident::record::Time;
use crate::incident::testing::{Stage, at};
use crate::incident::timeline::EntryKind;
use crate::incident::updates::{Audience, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, Refusal, checklist, lifecycle, roles, timeline, updates};

/// An exercise that is being played.
pub struct Rehearsal {
    pub scenario: Scenario,
    pub stage: Stage,
    pub now: Time,
}

impl Rehearsal {
    /// STARTEX.
    pub fn begin(source: &str, options: Options) -> Rehearsal {
        let scenario = Scenario::parse(source, "scenario").unwrap_or_else(|error| panic!("{error}"));
        let mut terms = start::terms(&scenario, source, options, &Zone::utc(), at(3, 12));
        terms.id = "EX-2026-11-21-test".into();
        let now = terms.begins;
        let mut stage = Stage::empty();
        stage.play(now, Exercise::Start(Box::new(terms))).unwrap();
        let mut rehearsal = Rehearsal { scenario, stage, now };
        rehearsal.settle();
        rehearsal
    }

    /// The whole script, then until ENDEX.
    pub fn played(source: &str, script: &str) -> Rehearsal {
        Rehearsal::played_with(source, Options::default(), script)
    }

    pub fn played_with(source: &str, options: Options, script: &str) -> Rehearsal {
        let mut rehearsal = Rehearsal::begin(source, options);
        rehearsal.follow(script);
        rehearsal.until_endex();
        rehearsal
    }

    pub fn play(&self) -> Play<'_> {
        Play::of(&self.scenario, &self.stage.state).unwrap()
    }

    /// The exercise time so long after STARTEX, written `M:SS`.
    pub fn after(&self, text: &str) -> Time {
        let (minutes, seconds) = text.split_once(':').unwrap_or_else(|| panic!("no time: {text}"));
        let seconds = minutes.parse::<i64>().unwrap() * 60 + seconds.parse::<i64>().unwrap();
        self.begins() + chrono::TimeDelta::seconds(seconds)
    }

    fn begins(&self) -> Time {
        self.stage.state.exercise.as_ref().unwrap().terms.begins
    }

    pub fn is_over(&self) -> bool {
        self.stage.state.exercise.as_ref().unwrap().is_over()
    }

    /// Lets time pass, second by second.
    pub fn until(&mut self, then: Time) {
        while self.now < then && !self.is_over() {
            self.now += chrono::TimeDelta::seconds(1);
            self.settle();
        }
    }

    /// ENDEX by itself; where nothing is timed, now.
    pub fn until_endex(&mut self) {
        let endex = self.stage.state.exercise.as_ref().unwrap().endex();
        self.until(endex);
        if !self.is_over() {
            self.exercise(Exercise::End).unwrap();
        }
    }

    /// What is due comes.
    fn settle(&mut self) {
        while let Some(command) = self.play().next(self.now) {
            self.stage.play_as(crate::incident::exercise::BY, self.now, None, command).unwrap();
        }
    }

    pub fn exercise(&mut self, command: Exercise) -> Result<(), Refusal> {
        self.does(command)
    }

    pub fn does(&mut self, command: impl Into<Command>) -> Result<(), Refusal> {
        let done = self.stage.play(self.now, command).map(drop);
        self.settle();
        done
    }

    pub fn follow(&mut self, script: &str) {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (time, deed) = line.split_once(' ').unwrap_or_else(|| panic!("no deed: {line}"));
            let then = self.after(time);
            assert!(then >= self.now, "{line}: the script goes back in time");
            self.until(then);
            let words: Vec<&str> = deed.split_whitespace().collect();
            self.deed(&words).unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
        }
    }

    pub fn deed(&mut self, words: &[&str]) -> Result<(), Refusal> {
        let log = |kind, text: String| timeline::Command::Log { kind, text, key: false, detail: Default::default() };
        match words {
            ["declare"] => self.declare(None),
            ["declare", level] => self.declare(Some(level.parse().unwrap())),
            ["take", role, person] => {
                self.does(roles::Command::Assign { role: (*role).into(), person: (*person).into() })
            }
            ["free", role] => self.does(roles::Command::Release { role: (*role).into() }),
            ["tell", whom] => {
                let audience = if *whom == "internal" { Audience::Internal } else { Audience::Customers };
                self.does(updates::Command::Send { audience, text: "We look into it.".into(), next: Promise::Cadence })
            }
            ["decide"] => self.does(log(EntryKind::Decision, "we go this way".into())),
            ["log", text @ ..] => self.does(log(EntryKind::Note, text.join(" "))),
            ["check", id] => self.does(checklist::Command::Done(self.task(id))),
            ["skip", id] => self.does(checklist::Command::Skip { task: self.task(id), why: "no need".into() }),
            ["task"] => self.does(checklist::Command::Add { text: "look at it".into(), owner: None, due: None }),
            ["sev", level] => self.does(lifecycle::Command::Severity { level: level.parse().unwrap(), reason: None }),
            ["status", word] => {
                let status = lifecycle::Status::ALL.into_iter().find(|status| status.word() == *word).unwrap();
                self.does(lifecycle::Command::Status { status, note: None })
            }
            ["ack", inject] => self.exercise(act::acknowledge(&self.scenario, inject)?),
            ["choose", inject, option] => self.exercise(act::choose(&self.scenario, inject, option)?),
            ["hint", inject] => self.exercise(act::hint(&self.play(), inject, self.now)?),
            ["fire", inject] => self.exercise(act::fire(&self.scenario, inject)?),
            ["skip-on"] => self.exercise(act::skip(&self.play(), self.now)?),
            ["judge", inject, number, rating] => {
                let command = act::judge(
                    &self.scenario,
                    inject,
                    Some(number.parse().unwrap()),
                    rating.parse().unwrap(),
                    Some("as seen".into()),
                )?;
                self.exercise(command)
            }
            ["end"] => self.exercise(Exercise::End),
            other => panic!("nobody knows how to do {other:?}"),
        }
    }

    fn declare(&mut self, level: Option<u8>) -> Result<(), Refusal> {
        let lifecycle::Command::Declare(mut declaration) = crate::incident::testing::declaration("It is slow") else {
            unreachable!()
        };
        declaration.severity = level;
        declaration.playbook = start::playbook(&self.scenario, &declaration.playbook);
        self.does(lifecycle::Command::Declare(declaration))
    }

    /// The number of a check's task; one that there is not, before it is on the list.
    fn task(&self, id: &str) -> u32 {
        let check = self.scenario.check(id).unwrap_or_else(|| panic!("no check {id}"));
        let task = self.stage.state.checklist.tasks().iter().find(|task| task.text == check.text);
        task.map_or(u32::MAX, |task| task.number)
    }

    /// Every expectation's name with its rating, in the scenario's order: `I1.1 P, I1.2 -`.
    pub fn ratings(&self) -> String {
        let told = |one: &Outcome| format!("{} {}", one.id, one.rating.map_or("-", |rating| rating.letter()));
        outcomes(&self.play()).iter().map(told).collect::<Vec<_>>().join(", ")
    }

    /// Every objective's name with its rating, in the scenario's order: `command S, comms -`.
    pub fn objectives(&self) -> String {
        let outcomes = outcomes(&self.play());
        let told = |objective: &Objective| {
            let of_it = outcomes.iter().filter(|one| one.objective.as_ref() == Some(&objective.id));
            let rating = worst(of_it.map(|one| one.rating));
            format!("{} {}", objective.id, rating.map_or("-", |rating| rating.letter()))
        };
        self.scenario.exercise.objectives.iter().map(told).collect::<Vec<_>>().join(", ")
    }

    /// Why an expectation has its rating.
    pub fn why(&self, id: &str) -> String {
        let outcomes = outcomes(&self.play());
        outcomes.into_iter().find(|one| one.id == id).unwrap_or_else(|| panic!("no expectation {id}")).why
    }

    /// The injects that came, with when: `I1 0:00, I2 6:00`.
    pub fn arrivals(&self) -> String {
        let told = |arrival: &crate::incident::exercise::Arrival| {
            let seconds = (arrival.at - self.begins()).num_seconds();
            format!("{} {}:{:02}", arrival.inject, seconds / 60, seconds % 60)
        };
        let exercise = self.stage.state.exercise.as_ref().unwrap();
        exercise.arrivals().iter().map(told).collect::<Vec<_>>().join(", ")
    }

    /// What was measured, by name: its value, and its rating if it has one.
    pub fn measured(&self) -> BTreeMap<&'static str, String> {
        let told = |one: measures::Measure| {
            let rating = one.rating.map(|rating| format!(" {rating}")).unwrap_or_default();
            (one.id, format!("{}{rating}", one.value))
        };
        measures::measures(&self.play(), self.now).into_iter().map(told).collect()
    }
}
