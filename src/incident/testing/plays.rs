//! Anything that people might do, sensible or not, for properties that hold whatever they do.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Stage, at};
use crate::incident::checklist::Command as Task;
use crate::incident::followups::{Command as Followup, Purpose};
use crate::incident::lifecycle::{Closing, Command as Incident, Status};
use crate::incident::milestones::Milestone;
use crate::incident::review::{Command as Review, Lesson};
use crate::incident::roles::Command as Role;
use crate::incident::span::Span;
use crate::incident::timeline::{Command as Line, EntryKind, EntryRef};
use crate::incident::updates::{Audience, Command as Update, Promise};
use crate::incident::{Command, Time};

/// One thing that somebody does.
#[derive(Clone, Debug)]
pub struct Play {
    pub command: Command,
    /// By how many seconds the wall clock has gone on, or back, since the play before.
    pub passed: i64,
    /// How many minutes ago it happened, if that is said.
    pub ago: Option<i64>,
    pub by: &'static str,
}

/// A few plays.
pub fn plays(most: usize) -> impl Strategy<Value = Vec<Play>> {
    let passed = prop_oneof![4 => 0..900_i64, 1 => -300..0_i64];
    let play = (command(), passed, prop::option::weighted(0.3, 0..90_i64), select(vec!["ana", "bo", "cy"]));
    prop::collection::vec(play.prop_map(|(command, passed, ago, by)| Play { command, passed, ago, by }), 0..most)
}

impl Stage {
    /// Plays them one after the other from a time on; what is refused is left out. Tells when it was at the end.
    pub fn play_all(&mut self, from: Time, plays: &[Play]) -> Time {
        plays.iter().fold(from, |now, play| {
            let now = now + TimeDelta::seconds(play.passed);
            let said = play.ago.map(|ago| now - TimeDelta::minutes(ago));
            let _ = self.play_as(play.by, now, said, play.command.clone());
            now
        })
    }
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => line().prop_map(Command::from),
        4 => incident().prop_map(Command::from),
        2 => role().prop_map(Command::from),
        2 => task().prop_map(Command::from),
        2 => update().prop_map(Command::from),
        1 => followup().prop_map(Command::from),
        1 => review().prop_map(Command::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(vec!["rolled back v41", "db is slow", "eu-west only"]).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn person() -> impl Strategy<Value = String> {
    select(vec!["ana", "@bo", "cy", ""]).prop_map(str::to_owned)
}

fn time() -> impl Strategy<Value = Time> {
    (0..240_i64).prop_map(|minutes| at(2, 0) + TimeDelta::minutes(minutes))
}

fn line() -> impl Strategy<Value = Line> {
    let entry = || (0..12_u32).prop_map(EntryRef::Number);
    prop_oneof![
        (select(EntryKind::ALL.to_vec()), text(), any::<bool>()).prop_map(|(kind, text, key)| Line::Log {
            kind,
            text,
            key
        }),
        (entry(), prop::option::of(text()), prop::option::of(time())).prop_map(|(entry, text, to)| Line::Edit {
            entry,
            text,
            to
        }),
        (entry(), text()).prop_map(|(entry, why)| Line::Strike { entry, why }),
        (entry(), any::<Option<bool>>()).prop_map(|(entry, key)| Line::Star { entry, key }),
    ]
}

fn incident() -> impl Strategy<Value = Incident> {
    prop_oneof![
        text().prop_map(Incident::Title),
        (0..7_u8, prop::option::of(text())).prop_map(|(level, reason)| Incident::Severity { level, reason }),
        (select(Status::ALL.to_vec()), prop::option::of(text()))
            .prop_map(|(status, note)| Incident::Status { status, note }),
        select(Milestone::ALL.to_vec()).prop_map(Incident::Mark),
        (prop::option::of(time()), prop::option::of(time()), prop::option::of(person()), prop::option::of(text()))
            .prop_map(|(started, resolved, commander, impact)| {
                Incident::Close(Closing { started, resolved, commander, cause: impact.clone(), impact })
            }),
        Just(Incident::Reopen),
        text().prop_map(|why| Incident::Cancel { why }),
    ]
}

fn role() -> impl Strategy<Value = Role> {
    let word = || select(vec!["commander", "scribe", "janitor"]).prop_map(str::to_owned);
    prop_oneof![
        (word(), person()).prop_map(|(role, person)| Role::Assign { role, person }),
        word().prop_map(|role| Role::Release { role }),
    ]
}

fn task() -> impl Strategy<Value = Task> {
    let task = || 0..9_u32;
    prop_oneof![
        (text(), prop::option::of(person()), prop::option::of(time())).prop_map(|(text, owner, due)| Task::Add {
            text,
            owner,
            due
        }),
        task().prop_map(Task::Done),
        task().prop_map(Task::Reopen),
        (task(), text()).prop_map(|(task, why)| Task::Skip { task, why }),
        (task(), person()).prop_map(|(task, person)| Task::Own { task, person }),
        (task(), time()).prop_map(|(task, due)| Task::Due { task, due }),
    ]
}

fn update() -> impl Strategy<Value = Update> {
    let next = prop_oneof![
        Just(Promise::Cadence),
        Just(Promise::None),
        (0..90_u32).prop_map(|minutes| Promise::In(Span::minutes(minutes))),
        time().prop_map(Promise::At),
    ];
    (select(Audience::ALL.to_vec()), text(), next).prop_map(|(audience, text, next)| Update::Send {
        audience,
        text,
        next,
    })
}

fn followup() -> impl Strategy<Value = Followup> {
    let followup = || 0..4_u32;
    prop_oneof![
        (text(), select(Purpose::ALL.to_vec()), prop::option::of(person()), prop::option::of(0..7_u8)).prop_map(
            |(text, purpose, owner, priority)| Followup::Add {
                text,
                purpose,
                owner,
                due: None,
                priority,
                ticket: None
            }
        ),
        (followup(), person()).prop_map(|(followup, person)| Followup::Own { followup, person }),
        (followup(), time()).prop_map(|(followup, due)| Followup::Due { followup, due }),
        followup().prop_map(Followup::Done),
        (followup(), text()).prop_map(|(followup, why)| Followup::Drop { followup, why }),
    ]
}

fn review() -> impl Strategy<Value = Review> {
    prop_oneof![
        text().prop_map(Review::Summary),
        text().prop_map(Review::Impact),
        (text(), prop::option::of(text())).prop_map(|(title, text)| Review::Cause { title, text }),
        (select(Lesson::ALL.to_vec()), text()).prop_map(|(lesson, text)| Review::Lesson { lesson, text }),
        (0..4_u32).prop_map(Review::WithdrawCause),
        (0..4_u32).prop_map(Review::WithdrawLesson),
    ]
}
