//! What the answers were worth, by rules alone: a rating for everything that was awaited, with what shows it.

use uuid::Uuid;

use super::play::{Awaited, Play};
use super::scenario::{Action, Inject, InjectKind};
use crate::incident::exercise::Rating;
use crate::incident::span::Span;
use crate::incident::{Kind, Time};

/// What came of one expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name: `INJECT.N`.
    pub id: String,
    /// Of which inject.
    pub inject: String,
    /// What was awaited.
    pub action: String,
    /// Which objective it belongs to.
    pub objective: Option<String>,
    /// When the inject came (exercise time, UTC).
    pub since: Option<Time>,
    /// How long it took, in ms of exercise time, if it was done.
    pub latency_ms: Option<i64>,
    /// Within what time it was to be done, in ms.
    pub within_ms: Option<i64>,
    /// How well; none where that cannot be said (yet).
    pub rating: Option<Rating>,
    /// Why it has this rating, or none.
    pub why: String,
    /// The record that shows it.
    pub evidence: Option<Uuid>,
}

/// A rating before it is put into words.
struct Verdict {
    rating: Option<Rating>,
    why: String,
    met: Option<(Time, Uuid)>,
}

impl Verdict {
    fn none(why: impl Into<String>) -> Verdict {
        Verdict { rating: None, why: why.into(), met: None }
    }
}

/// What came of everything that the scenario awaits, in its order. What a contingency awaits is scored through the inject
/// that it follows.
pub fn outcomes(play: &Play<'_>) -> Vec<Outcome> {
    let scored = play.scenario.injects.iter().filter(|inject| inject.kind != InjectKind::Contingency);
    scored.flat_map(|inject| outcomes_of(play, inject)).collect()
}

fn outcomes_of(play: &Play<'_>, inject: &Inject) -> Vec<Outcome> {
    let awaited = play.awaited(inject);
    let outcome = |(place, expectation): (usize, &super::scenario::Expectation)| {
        let verdict = match awaited.get(place) {
            None => Verdict::none("not delivered"),
            Some(awaited) => verdict(play, awaited),
        };
        let since = awaited.get(place).map(|awaited| awaited.since);
        let latency = |(at, _): (Time, Uuid)| since.map(|since| (at - since).num_milliseconds());
        Outcome {
            id: format!("{}.{}", inject.id, place + 1),
            inject: inject.id.clone(),
            action: play.told(expectation),
            objective: expectation.objective.clone(),
            since,
            latency_ms: verdict.met.and_then(latency),
            within_ms: expectation.within(&play.scenario.exercise.targets).map(Span::ms),
            rating: verdict.rating,
            why: verdict.why,
            evidence: verdict.met.map(|(_, record)| record),
        }
    };
    inject.expectations.iter().enumerate().map(outcome).collect()
}

fn verdict(play: &Play<'_>, awaited: &Awaited<'_>) -> Verdict {
    let inject = awaited.inject;
    let alone = play.exercise.terms.solo && matches!(awaited.expectation.action, Action::Handoff(_));
    if awaited.expectation.action == Action::Manual {
        return match play.exercise.judgement(&inject.id, awaited.number) {
            None => Verdict::none("not rated by the controller"),
            Some((rating, note)) => {
                let why = note.as_ref().map_or("rated by the controller".into(), |note| format!("controller: {note}"));
                Verdict { rating: Some(*rating), why, met: None }
            }
        };
    }
    if alone && awaited.met.is_none() {
        return Verdict::none("nobody to hand over to: played alone");
    }
    match (awaited.met, through_contingency(play, awaited)) {
        (Some(met), _) => done(play, awaited, met.at, met.record),
        (None, Some((contingency, at, record))) => {
            let why = format!("not done, but {contingency} was answered {}", after(awaited.since, at));
            Verdict { rating: Some(Rating::M), why, met: Some((at, record)) }
        }
        (None, None) => undone(play, awaited),
    }
}

/// How long after one time another is.
fn after(since: Time, at: Time) -> String {
    match (at - since).num_seconds() {
        ..1 => "at once".to_owned(),
        seconds => format!("after {}", Span::milliseconds(seconds * 1_000).compact()),
    }
}

/// Which contingency was answered instead, when, and what shows it. The controller may have fired it before its inject
/// came; such an answer was to nothing that was awaited.
fn through_contingency<'a>(play: &Play<'a>, instead: &Awaited<'_>) -> Option<(&'a str, Time, Uuid)> {
    play.contingencies(instead.inject).find_map(|contingency| {
        let awaited = play.computed(&contingency.id)?;
        let met: Option<Vec<_>> = awaited.iter().map(|one| one.met.map(|met| (met.at, met.record))).collect();
        let (at, record) = met?.into_iter().max_by_key(|(at, _)| *at)?;
        (at >= instead.since).then_some((contingency.id.as_str(), at, record))
    })
}

fn done(play: &Play<'_>, awaited: &Awaited<'_>, at: Time, record: Uuid) -> Verdict {
    let inject = awaited.inject;
    let verdict = |rating, why: String| Verdict { rating: Some(rating), why, met: Some((at, record)) };
    let late = awaited.deadline.is_some_and(|deadline| at > deadline);
    let arrival = play.exercise.arrival(&inject.id);
    if let Some(why) = unprepared(play, awaited) {
        return verdict(Rating::M, why);
    }
    let contingency = play.contingencies(inject).filter_map(|one| play.exercise.arrival(&one.id));
    let first = contingency.min_by_key(|one| one.at).filter(|one| late && one.at <= at);
    let within = awaited.deadline.and_then(|deadline| Span::between(awaited.since, deadline));
    let took = after(awaited.since, at);
    let told = match within {
        Some(within) => format!("{took} of {}", within.compact()),
        None => took,
    };
    if let Some(contingency) = first {
        return verdict(Rating::M, format!("{told}, only after {}", contingency.inject));
    }
    if within.is_some_and(|within| at > Span::milliseconds(within.ms() * 2).after(awaited.since)) {
        return verdict(Rating::M, told);
    }
    let hinted = arrival.and_then(|arrival| arrival.hinted.as_ref()).is_some_and(|(hinted, _)| *hinted <= at);
    match (late, hinted) {
        (_, true) => verdict(Rating::S, format!("{told}, with a hint")),
        (true, false) => verdict(Rating::S, told),
        (false, false) if at == awaited.since => verdict(Rating::P, "held already when it came".into()),
        (false, false) => verdict(Rating::P, told),
    }
}

fn undone(play: &Play<'_>, awaited: &Awaited<'_>) -> Verdict {
    let Some(end) = play.end() else { return Verdict::none("not done yet") };
    match awaited.deadline {
        Some(deadline) if deadline > end => Verdict::none("due after ENDEX"),
        _ => Verdict { rating: Some(Rating::U), why: "not done by ENDEX".into(), met: None },
    }
}

/// What was missing before a risky option was chosen, if anything was.
fn unprepared(play: &Play<'_>, awaited: &Awaited<'_>) -> Option<String> {
    if awaited.expectation.action != Action::Choose {
        return None;
    }
    let missing = play.missing_before_choice(awaited.inject)?;
    (!missing.is_empty()).then(|| format!("risky, without {}", missing.join(" and ")))
}

/// As good as its worst part; `None` if nothing of it was rated.
pub fn worst(ratings: impl IntoIterator<Item = Option<Rating>>) -> Option<Rating> {
    ratings.into_iter().flatten().max()
}

impl Play<'_> {
    /// The exercise time of ENDEX, once it is over (UTC).
    pub fn end(&self) -> Option<Time> {
        self.exercise.ended?;
        self.exercise.records().last().map(crate::incident::Record::occurred)
    }

    /// What was missing when a risky option of an inject was chosen; `None` if none was.
    pub fn missing_before_choice(&self, inject: &Inject) -> Option<Vec<String>> {
        use super::facts::{Deed, Fact};
        let arrival = self.exercise.arrival(&inject.id)?;
        let (chosen, _) = arrival.chosen.as_ref()?;
        let option = inject.options.iter().find(|option| option.id == *chosen).filter(|option| option.risky)?;
        let came = self.facts.iter().position(|fact| fact.record == arrival.record)?;
        let choice = self.facts.iter().position(|fact| matches!(&fact.deed, Deed::Chosen(of) if *of == inject.id));
        let before: &[Fact] = &self.facts[..choice.unwrap_or(self.facts.len())];
        let decided = before.iter().skip(came).any(|fact| matches!(fact.deed, Deed::Logged { decision: true, .. }));
        let done = |id: &str| {
            let last = before
                .iter()
                .rfind(|fact| matches!(&fact.deed, Deed::Done(text) | Deed::Reopened(text) | Deed::Skipped(text) if self.is_check(id, text)));
            last.is_some_and(|fact| matches!(fact.deed, Deed::Done(_)))
        };
        let decision = (!decided).then(|| "a decision written down".to_owned());
        let needs = option.needs.iter().filter(|id| !done(id));
        let needs = needs.map(|id| match self.scenario.check(id) {
            Some(check) => format!("\"{}\"", check.text),
            None => format!("\"{id}\""),
        });
        Some(decision.into_iter().chain(needs).collect())
    }

    /// When a record of the exercise was written down (exercise time, UTC).
    pub fn written(&self, record: Uuid) -> Option<Time> {
        self.exercise.records().iter().find(|one| one.id == record).map(|one| one.at)
    }

    /// A line as the timeline tells it, for showing what happened.
    pub fn line(&self, record: Uuid) -> Option<String> {
        if let Some(entry) = self.state.timeline.entry(record) {
            return Some(entry.text().to_string());
        }
        let record = self.exercise.records().iter().find(|one| one.id == record)?;
        match &record.kind {
            Kind::Known(event) => crate::incident::describe(event).map(|line| line.text.to_string()),
            Kind::Unknown(_) => None,
        }
    }
}
