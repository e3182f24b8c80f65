//! What can be played: the scenarios that come with the program, and a person's own.

use std::path::PathBuf;
use std::sync::Arc;

use super::library;
use super::scenario::{Scenario, Status, Weight};
use super::start::scattered;
use crate::config::Config;

/// A scenario that can be chosen.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The scenario.
    pub scenario: Scenario,
    /// As its file is written.
    pub source: Arc<str>,
    /// Its file; none if it comes with the program.
    pub file: Option<PathBuf>,
}

impl Offer {
    /// Why it cannot be played like this, in a sentence; `None` if it can. A draft waits for a person, and one with errors
    /// would not run as it is meant.
    pub fn refusal(&self, solo: bool) -> Option<String> {
        let exercise = &self.scenario.exercise;
        let id = &exercise.id;
        if exercise.status == Status::Draft {
            return Some(format!(
                "{id} is a draft: read it, check it with `ic drill check`, and set `status = \"ready\"`"
            ));
        }
        if solo && !exercise.solo {
            return Some(format!("one person cannot play {id} alone; it is for a team"));
        }
        let findings = self.scenario.findings(&self.source);
        match findings.iter().filter(|one| one.weight == Weight::Error).count() {
            0 => None,
            1 => Some(format!("{id} has an error; `ic drill check` names it")),
            errors => Some(format!("{id} has {errors} errors; `ic drill check` names them")),
        }
    }
}

/// Every scenario that can be read, the built-in ones first; a person's own stands before a built-in one of the same id.
/// What cannot be read comes as one sentence each.
pub fn offers(config: &Config) -> (Vec<Offer>, Vec<String>) {
    let mut offers: Vec<Offer> = library::all()
        .filter_map(|(id, source)| {
            Some(Offer { scenario: Scenario::parse(source, id).ok()?, source: source.into(), file: None })
        })
        .collect();
    let mut unreadable = Vec::new();
    for (_, file, text) in config.scenarios() {
        let shown = file.display().to_string();
        match text.and_then(|text| Ok((Scenario::parse(&text, &shown)?, text))) {
            Ok((scenario, text)) => {
                offers.retain(|other| other.scenario.exercise.id != scenario.exercise.id);
                offers.push(Offer { scenario, source: text.into(), file: Some(file) });
            }
            Err(why) => unreadable.push(why.to_string()),
        }
    }
    (offers, unreadable)
}

/// One of those that are ready, as chance has it: the same one for the same seed.
pub fn wheel(offers: &[Offer], solo: bool, seed: u64) -> Option<&Offer> {
    let fits = |offer: &&Offer| {
        let exercise = &offer.scenario.exercise;
        exercise.status == Status::Ready && (exercise.solo || !solo)
    };
    let fitting: Vec<&Offer> = offers.iter().filter(fits).collect();
    fitting.get(usize::from(scattered(seed)).checked_rem(fitting.len())?).copied()
}
