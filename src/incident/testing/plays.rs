//! Anything that people might do, sensible or not, for properties that hold whatever they do.

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Stage, at};
use crate::incident::checklist::Command as Task;
use crate::incident::followups::{Change, Command as Followup, Plan, Purpose};
use crate::incident::lifecycle::{Closing, Command as Incident, Status};
use crate::incident::milestones::Milestone;
use crate::incident::review::{
    Cause, CauseKind, Command as Review, Extra, Item, ItemKind, Learnt, Lesson, Link, Metric, Related, Section, Term,
    Window,
};
use crate::incident::roles::Command as Role;
use crate::incident::span::Span;
use crate::incident::timeline::{Command as Line, Detail, EntryKind, EntryRef, Sharpen};
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
        (select(EntryKind::ALL.to_vec()), text(), any::<bool>(), any::<bool>(), prop::option::of(person())).prop_map(
            |(kind, text, key, about, actor)| Line::Log {
                kind,
                text,
                key,
                detail: Detail { about, actor, until: None }
            }
        ),
        (entry(), prop::option::of(text()), prop::option::of(time()), sharpen())
            .prop_map(|(entry, text, to, detail)| Line::Edit { entry, text, to, detail }),
        (entry(), text()).prop_map(|(entry, why)| Line::Strike { entry, why }),
        (entry(), any::<Option<bool>>()).prop_map(|(entry, key)| Line::Star { entry, key }),
    ]
}

fn sharpen() -> impl Strategy<Value = Sharpen> {
    let parts = (any::<Option<bool>>(), prop::option::weighted(0.2, time()), prop::option::of(person()));
    parts.prop_map(|(about, until, actor)| Sharpen { about, until, actor })
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
    let plan = (text(), select(Purpose::ALL.to_vec()), prop::option::of(person()), prop::option::of(0..7_u8)).prop_map(
        |(text, purpose, owner, priority)| Plan {
            group: Some(text.clone()),
            text,
            purpose,
            owner,
            priority,
            ..Plan::default()
        },
    );
    let change = prop_oneof![
        text().prop_map(Change::Text),
        text().prop_map(Change::Detail),
        text().prop_map(Change::Group),
        text().prop_map(Change::Ticket),
        (0..7_u8).prop_map(Change::Priority),
        followup().prop_map(Change::Cause),
    ];
    prop_oneof![
        (plan, prop::option::of(followup())).prop_map(|(plan, cause)| Followup::Add { plan, cause }),
        (followup(), prop::collection::vec(change, 0..3))
            .prop_map(|(followup, changes)| Followup::Change { followup, changes }),
        (followup(), person()).prop_map(|(followup, person)| Followup::Own { followup, person }),
        (followup(), time()).prop_map(|(followup, due)| Followup::Due { followup, due }),
        followup().prop_map(Followup::Start),
        followup().prop_map(Followup::Done),
        followup().prop_map(Followup::Reopen),
        (followup(), text()).prop_map(|(followup, why)| Followup::Drop { followup, why }),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    prop_oneof![
        person().prop_map(Item::Author),
        person().prop_map(Item::Reviewer),
        text().prop_map(Item::Tag),
        text().prop_map(Item::Service),
        (time(), time(), prop::option::of(text())).prop_map(|(from, to, note)| Item::Window(Window { from, to, note })),
        (text(), -1e3..1e6_f64, text()).prop_map(|(name, number, unit)| Item::Metric(Metric { name, number, unit })),
        (select(CauseKind::ALL.to_vec()), text(), prop::option::of(text()))
            .prop_map(|(kind, title, text)| Item::Cause(Cause { kind, title, text })),
        text().prop_map(Item::Why),
        (select(Lesson::ALL.to_vec()), text()).prop_map(|(kind, text)| Item::Lesson(Learnt { kind, text })),
        (text(), prop::option::of(text())).prop_map(|(incident, text)| Item::Related(Related { incident, text })),
        (text(), text()).prop_map(|(term, meaning)| Item::Term(Term { term, meaning })),
        text().prop_map(|title| Item::Link(Link { title, address: "https://status.example/1".into() })),
        (text(), text()).prop_map(|(title, text)| Item::Extra(Extra { title, text })),
    ]
}

fn review() -> impl Strategy<Value = Review> {
    let kind = || select(ItemKind::ALL.to_vec());
    prop_oneof![
        2 => (select(Section::ALL.to_vec()), text()).prop_map(|(section, text)| Review::Write { section, text }),
        4 => item().prop_map(Review::Add),
        1 => (0..4_u32, item()).prop_map(|(number, item)| Review::Change { number, item }),
        1 => (kind(), 0..4_u32).prop_map(|(kind, number)| Review::Withdraw { kind, number }),
    ]
}
