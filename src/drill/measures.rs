//! What can be measured in any exercise, beside what its scenario awaits: how long things took, and what was left out.

use super::facts::{Deed, Fact};
use super::play::Play;
use super::rating::worst;
use super::scenario::Targets;
use crate::incident::Time;
use crate::incident::exercise::Rating;
use crate::incident::lifecycle::Status;
use crate::incident::playbook::COMMANDER;
use crate::incident::span::Span;
use crate::incident::updates::Audience;

/// One thing measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name for programs and for the improvement plan.
    pub id: &'static str,
    /// What was measured.
    pub name: &'static str,
    /// What came out, as a report says it.
    pub value: String,
    /// A length that came out, in ms of exercise time, if it is one.
    pub ms: Option<i64>,
    /// What was to be, in ms.
    pub target_ms: Option<i64>,
    /// How well, where there is a target.
    pub rating: Option<Rating>,
}

impl Measure {
    fn told(id: &'static str, name: &'static str, value: impl Into<String>) -> Measure {
        Measure { id, name, value: value.into(), ms: None, target_ms: None, rating: None }
    }

    /// A length against its target. What was not done by ENDEX could still have been in time, if its time would have
    /// ended after that: `until` is how long there was.
    fn length(
        id: &'static str,
        name: &'static str,
        took: Option<Span>,
        target: Option<Span>,
        until: Option<Span>,
    ) -> Measure {
        let rating = match (took, target) {
            (_, None) => None,
            (None, Some(target)) => until.filter(|until| *until >= target).map(|_| Rating::U),
            (Some(took), Some(target)) if took <= target => Some(Rating::P),
            (Some(took), Some(target)) if took.ms() <= 2 * target.ms() => Some(Rating::S),
            (Some(_), Some(_)) => Some(Rating::M),
        };
        let value = took.map_or_else(|| "not done".to_owned(), told);
        Measure { ms: took.map(Span::ms), target_ms: target.map(Span::ms), rating, ..Measure::told(id, name, value) }
    }
}

/// Everything that is measured, as it stands at `now` (exercise time, UTC).
pub fn measures(play: &Play<'_>, now: Time) -> Vec<Measure> {
    let targets = &targets(play);
    let until = |since: Time| play.end().and_then(|end| Span::between(since, end));
    let end = play.end().unwrap_or(now);
    let begins = play.exercise.terms.begins;
    let declared = play.first(|deed| *deed == Deed::Declared);
    let since = declared.unwrap_or(begins);
    let from = |from: Time, to: Option<Time>| to.map(|to| Span::between(from, to).unwrap_or(Span::milliseconds(0)));
    let held = |role: &str| {
        play.first(|deed| {
            matches!(deed, Deed::Assigned { role: held, .. } | Deed::HandedOff(held) if play.is_role(role, held))
        })
    };
    let told: Vec<Time> = play.times(|deed| matches!(deed, Deed::Told { audience: Audience::Customers, .. })).collect();
    let mut measures = vec![
        Measure::length(
            "declare",
            "from STARTEX to declaration",
            from(begins, declared),
            targets.declare,
            until(begins),
        ),
        Measure::length(
            "commander",
            "from declaration to a commander",
            from(since, held(COMMANDER)),
            targets.commander,
            until(since),
        ),
        Measure::told("no-commander", "without a commander since STARTEX", without_commander(play, begins, end)),
    ];
    measures.extend(roles(play, since, until(since), &held));
    measures.push(Measure::length(
        "update-first",
        "from declaration to the first word to customers",
        from(since, told.first().copied()),
        targets.update_first,
        until(since),
    ));
    measures.extend(largest_gap(play, &told, end));
    measures.push(promises(play, end));
    measures.push(handoffs(play, end));
    measures.extend(checklist(play));
    measures.extend(risks(play));
    measures.push(Measure::told(
        "hints",
        "hints used",
        play.exercise.arrivals().iter().filter(|one| one.hinted.is_some()).count().to_string(),
    ));
    measures.push(silence(play, begins, end));
    measures
}

/// Within what time things are to be done; nothing is due where nothing is timed.
fn targets(play: &Play<'_>) -> Targets {
    if play.exercise.terms.timed { play.scenario.exercise.targets } else { Targets::default() }
}

/// A length to the second: what is measured against whole minutes must not look equal to them.
fn told(length: Span) -> String {
    let seconds = length.ms() / 1_000;
    match (seconds / 60, seconds % 60) {
        (minutes @ 2..60, rest @ 1..) => format!("{minutes} min {rest} s"),
        _ => Span::milliseconds(seconds * 1_000).to_string(),
    }
}

impl Play<'_> {
    fn times(&self, wanted: impl Fn(&Deed) -> bool) -> impl Iterator<Item = Time> {
        self.facts.iter().filter(move |fact| wanted(&fact.deed)).map(|fact| fact.at)
    }

    fn first(&self, wanted: impl Fn(&Deed) -> bool) -> Option<Time> {
        self.times(wanted).next()
    }
}

/// The longest time between two neighbours, in ms.
fn longest_step(times: &[Time]) -> Option<i64> {
    times.windows(2).map(|pair| (pair[1] - pair[0]).num_milliseconds()).max()
}

fn without_commander(play: &Play<'_>, since: Time, end: Time) -> String {
    let mut empty_since = Some(since);
    let mut total = 0;
    for fact in &play.facts {
        match &fact.deed {
            Deed::Assigned { role, .. } | Deed::HandedOff(role) if play.is_role(COMMANDER, role) => {
                total += empty_since.take().map_or(0, |from| (fact.at.max(since) - from).num_milliseconds());
            }
            Deed::Released { role, .. } if play.is_role(COMMANDER, role) => empty_since = Some(fact.at.max(since)),
            _ => {}
        }
    }
    total += empty_since.map_or(0, |from| (end - from).num_milliseconds());
    told(Span::milliseconds(total))
}

fn roles(play: &Play<'_>, since: Time, until: Option<Span>, held: &impl Fn(&str) -> Option<Time>) -> Option<Measure> {
    let wanted = &play.scenario.exercise.roles;
    if wanted.is_empty() {
        return None;
    }
    let filled: Vec<Time> = wanted.iter().filter_map(|role| held(role)).collect();
    let last = filled.iter().max().filter(|_| filled.len() == wanted.len());
    let took = last.map(|last| Span::between(since, *last).unwrap_or(Span::milliseconds(0)));
    let measure = Measure::length("roles", "from declaration to all roles filled", took, targets(play).roles, until);
    let count = format!("{} of {}", filled.len(), wanted.len());
    let value = took.map_or(count.clone(), |took| format!("{count}, {}", told(took)));
    let rating =
        measure.rating.map(|rating| if rating == Rating::U && !filled.is_empty() { Rating::M } else { rating });
    Some(Measure { value, rating, ..measure })
}

/// Since when it was resolved; not if that was taken back.
fn resolved_for_good(play: &Play<'_>) -> Option<Time> {
    play.facts.iter().fold(None, |since, fact| match &fact.deed {
        Deed::Status(status) => (*status >= Status::Resolved).then(|| since.unwrap_or(fact.at)),
        _ => since,
    })
}

fn largest_gap(play: &Play<'_>, told_at: &[Time], end: Time) -> Option<Measure> {
    let until = resolved_for_good(play).unwrap_or(end);
    let mut times: Vec<Time> = told_at.iter().copied().filter(|at| *at < until).collect();
    times.first()?;
    times.push(until);
    let longest = longest_step(&times).map(Span::milliseconds);
    let target = targets(play).update_every;
    Some(Measure::length("update-gap", "longest gap between words to customers", longest, target, None))
}

fn promises(play: &Play<'_>, end: Time) -> Measure {
    let told = |fact: &Fact| match fact.deed {
        Deed::Told { audience, next } => Some((fact.at, audience, next)),
        _ => None,
    };
    let told: Vec<_> = play.facts.iter().filter_map(told).collect();
    let (mut kept, mut made) = (0, 0);
    for (place, (_, audience, promised)) in told.iter().enumerate() {
        let next = told[place + 1..].iter().find(|(_, other, _)| other == audience);
        match (promised, next) {
            (Some(due), Some((at, ..))) => {
                made += 1;
                kept += usize::from(at <= due);
            }
            (Some(due), None) if *due < end => made += 1,
            _ => {}
        }
    }
    Measure::told(
        "promises",
        "promises of the next word kept",
        if made == 0 { "none was due".into() } else { format!("{kept} of {made}") },
    )
}

/// Changes of a holder with both sides on record, among all of them; and how long a role stood empty in between. A role
/// of the scenario that nobody took up again changed hands, too: to nobody.
fn handoffs(play: &Play<'_>, end: Time) -> Measure {
    let (mut both, mut all, mut longest) = (0, 0, 0);
    let mut empty: Vec<(&str, &str, Time)> = Vec::new();
    for fact in &play.facts {
        match &fact.deed {
            Deed::HandedOff(_) => (both, all) = (both + 1, all + 1),
            Deed::Released { role, from } => empty.push((role, from, fact.at)),
            Deed::Assigned { role, person } => {
                if let Some(place) = empty.iter().position(|(of, ..)| of == role) {
                    let (_, from, since) = empty.swap_remove(place);
                    all += usize::from(from != person);
                    longest = longest.max((fact.at - since).num_milliseconds());
                }
            }
            _ => {}
        }
    }
    let wanted = |held: &str| play.scenario.exercise.roles.iter().any(|role| play.is_role(role, held));
    for (_, _, since) in empty.iter().filter(|(role, ..)| wanted(role)) {
        all += 1;
        longest = longest.max((end - *since).num_milliseconds());
    }
    let mut value = if all == 0 { "none".to_owned() } else { format!("{both} of {all}") };
    if longest > 0 {
        value.push_str(&format!(", role empty for {}", told(Span::milliseconds(longest))));
    }
    let target = targets(play).handoff.filter(|_| all > 0);
    let gap = Some(Span::milliseconds(longest));
    let measure = Measure::length("handoffs", "handoffs with both sides on record", gap, target, None);
    // A role that was put down and then taken up was not handed over, however soon.
    let rating = measure.rating.map(|rating| if both < all { rating.max(Rating::S) } else { rating });
    Measure { value, rating, ms: None, ..measure }
}

fn checklist(play: &Play<'_>) -> Option<Measure> {
    let checks = &play.scenario.exercise.checklist;
    if checks.is_empty() {
        return None;
    }
    let (mut done, mut skipped) = (0, 0);
    let mut ratings = Vec::new();
    for check in checks {
        let last = play.facts.iter().rev().find_map(|fact| match &fact.deed {
            Deed::Done(text) if *text == check.text => Some(Rating::P),
            Deed::Skipped(text) if *text == check.text => Some(Rating::S),
            Deed::Reopened(text) if *text == check.text => Some(Rating::M),
            _ => None,
        });
        let rating = last.unwrap_or(Rating::M);
        done += usize::from(rating == Rating::P);
        skipped += usize::from(rating == Rating::S);
        ratings.push(Some(rating).filter(|_| check.required && play.exercise.is_over()));
    }
    let mut value = format!("{done} of {} done", checks.len());
    if skipped > 0 {
        value.push_str(&format!(", {skipped} left out with a reason"));
    }
    Some(Measure { rating: worst(ratings), ..Measure::told("checklist", "checklist", value) })
}

fn risks(play: &Play<'_>) -> Option<Measure> {
    let taken: Vec<_> = play.scenario.injects.iter().filter_map(|inject| play.missing_before_choice(inject)).collect();
    let prepared = taken.iter().filter(|missing| missing.is_empty()).count();
    (!taken.is_empty())
        .then(|| Measure::told("risks", "risky choices prepared", format!("{prepared} of {}", taken.len())))
}

fn silence(play: &Play<'_>, begins: Time, end: Time) -> Measure {
    let by_players = |fact: &&Fact| !matches!(fact.deed, Deed::Delivered(_));
    let mut times = vec![begins];
    times.extend(play.facts.iter().filter(by_players).map(|fact| fact.at).filter(|at| *at <= end));
    times.push(end);
    let longest = Span::milliseconds(longest_step(&times).unwrap_or(0));
    Measure { ms: Some(longest.ms()), ..Measure::told("silence", "longest time nobody wrote anything", told(longest)) }
}
