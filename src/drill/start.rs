//! From a scenario to an exercise: what is agreed at STARTEX, and what the players are told of an inject.

use crate::incident::Time;
use crate::incident::checklist::Planned;
use crate::incident::exercise::{Command, Terms};
use crate::incident::playbook::Playbook;
use crate::incident::span::Span;
use crate::incident::timeline::EntryKind;
use crate::incident::zone::{Local, Zone};

use super::scenario::{Inject, InjectKind, Method, Scenario};

/// How much of an inject stands on the timeline, in characters.
const LONGEST: usize = 72;

/// How a scenario is to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many times faster than the wall clock exercise time runs.
    pub speed: u8,
    /// Whether one person plays all parts.
    pub solo: bool,
    /// Whether injects come, and answers are due, at their times.
    pub timed: bool,
    /// From which the times of injects are varied.
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Options { speed: 1, solo: false, timed: true, seed: None }
    }
}

/// What is agreed at STARTEX. `source` is the scenario as its file is written, `wall` the real time (UTC).
pub fn terms(scenario: &Scenario, source: &str, options: Options, zone: &Zone, wall: Time) -> Terms {
    let exercise = &scenario.exercise;
    let begins = exercise.scenario_start.and_then(|time| {
        let shown = zone.day(wall).and_hms_opt(time.hour.into(), time.minute.into(), 0)?;
        Some(match zone.resolve(shown) {
            Local::Once(at) | Local::Twice { first: at, .. } | Local::Never { after: at, .. } => at,
        })
    });
    Terms {
        id: String::new(),
        title: exercise.title.clone(),
        scenario: source.into(),
        speed: options.speed,
        solo: options.solo,
        timed: options.timed,
        seed: options.seed,
        zone: zone.name().to_owned(),
        begins: begins.unwrap_or(wall),
        duration: exercise.duration,
        checklist: exercise
            .checklist
            .iter()
            .map(|check| Planned { text: check.text.clone(), role: check.role.clone() })
            .collect(),
    }
}

/// The playbook of an incident that is declared in an exercise: one's own, with the scenario's cadence of updates.
pub fn playbook(scenario: &Scenario, own: &Playbook) -> Playbook {
    let targets = &scenario.exercise.targets;
    let mut playbook = own.clone();
    playbook.updates.customers_first = targets.update_first.unwrap_or(playbook.updates.customers_first);
    playbook.updates.customers_every = targets.update_every.unwrap_or(playbook.updates.customers_every);
    playbook
}

/// The command that tells the players an inject. What is for the controller alone tells them nothing.
pub fn deliver(inject: &Inject) -> Command {
    let whom = inject.to.as_ref().map(|to| format!(" → {to}")).unwrap_or_default();
    let from = inject.from.as_deref().unwrap_or(inject.method.word());
    let kind = match inject.method {
        Method::Alert | Method::Dashboard => EntryKind::Alert,
        _ => EntryKind::Note,
    };
    let text = match inject.kind {
        // It is for the controller, who reads it in a view of their own.
        InjectKind::Facilitation => String::new(),
        _ => format!("{} {from}{whom}: {}", inject.id, beginning(&inject.text)),
    };
    Command::Deliver { inject: inject.id.clone(), kind, text }
}

/// The beginning of a text, for a line that only has to say what came: the whole is in the scenario.
fn beginning(text: &str) -> String {
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
    let word_end = if end < line.len() { line[..end].rfind(' ').filter(|at| *at > end / 2) } else { None };
    let kept = line[..word_end.unwrap_or(end)].trim_end();
    if kept.len() == text.len() { kept.to_owned() } else { format!("{kept} …") }
}

/// When each inject with a time of its own comes, counted from STARTEX. A seed varies the times between the first inject
/// and the last, the same way for the same seed, by up to a fifth of the distance to the neighbours: the order stays.
pub fn times(scenario: &Scenario, seed: Option<u64>) -> Vec<Option<Span>> {
    let times = scenario.injects.iter().map(|inject| inject.at);
    let Some(seed) = seed else { return times.collect() };
    let mut written: Vec<i64> = times.clone().flatten().map(Span::ms).collect();
    written.sort_unstable();
    written.dedup();
    let varied = |at: Span| {
        let at = at.ms();
        let place = written.partition_point(|other| *other < at);
        let (Some(before), Some(after)) = (place.checked_sub(1).map(|place| written[place]), written.get(place + 1))
        else {
            return Span::milliseconds(at);
        };
        // Those that come together stay together, so the share follows from the time itself.
        let share = scattered(seed ^ at as u64) as i64 % 401 - 200;
        let room = if share < 0 { at - before } else { after - at };
        Span::milliseconds(at + room * share / 1_000)
    };
    times.map(|at| at.map(varied)).collect()
}

/// A number that looks like chance (SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// 2014), from 0 to 65,535.
pub fn scattered(seed: u64) -> u16 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as u16
}
