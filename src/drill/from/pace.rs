//! When each inject comes: as it was, but without the long waits.

use crate::incident::Time;
use crate::incident::span::Span;

use super::told::{exactly, listed};

const MINUTE: i64 = 60_000;
/// The longest wait between two injects, in minutes.
const LONGEST_WAIT: i64 = 10;
/// What follows the last inject, in minutes.
const AFTERWARDS: i64 = 10;
/// The longest exercise, in minutes.
const LONGEST: i64 = 60;

/// When each inject comes, to the minute.
pub(super) struct Pace {
    /// Minutes from STARTEX.
    at: Vec<i64>,
    /// How long people really waited, where that was shortened.
    shortened: Vec<Option<Span>>,
    /// How many minutes it would have lasted, if it was drawn together as a whole.
    whole: Option<i64>,
}

impl Pace {
    /// The pace of what was seen at these times, in their order.
    pub(super) fn of(times: &[Time]) -> Pace {
        let longest = LONGEST_WAIT * MINUTE;
        let mut shortened = vec![None; times.len()];
        let mut since_start = vec![0; times.len()];
        for place in 1..times.len() {
            let wait = Span::between(times[place - 1], times[place]);
            shortened[place] = wait.filter(|wait| wait.ms() > longest);
            since_start[place] = since_start[place - 1] + wait.map_or(0, Span::ms).min(longest);
        }
        let last = since_start.last().copied().unwrap_or_default();
        let most = (LONGEST - AFTERWARDS) * MINUTE;
        let drawn = |ms: i64| if last > most { ms * (most / MINUTE) / last } else { ms / MINUTE };
        Pace {
            at: since_start.into_iter().map(drawn).collect(),
            shortened,
            whole: (last > most).then_some(last / MINUTE + AFTERWARDS),
        }
    }

    /// When an inject comes, counted from STARTEX.
    pub(super) fn at(&self, place: usize) -> Span {
        Span::milliseconds(self.at[place] * MINUTE)
    }

    /// How long people really waited for it, if that was shortened.
    pub(super) fn shortened(&self, place: usize) -> Option<Span> {
        self.shortened[place]
    }

    /// How many minutes there are from an inject to ENDEX.
    pub(super) fn left(&self, place: usize) -> u32 {
        u32::try_from(self.minutes() - self.at[place]).unwrap_or_default()
    }

    /// From STARTEX to ENDEX.
    pub(super) fn duration(&self) -> Span {
        Span::milliseconds(self.minutes() * MINUTE)
    }

    fn minutes(&self) -> i64 {
        self.at.last().copied().unwrap_or_default() + AFTERWARDS
    }

    /// What was changed, in sentences.
    pub(super) fn told(&self) -> Vec<String> {
        let waits = self.shortened.iter().enumerate();
        let waits: Vec<String> =
            waits.filter_map(|(place, wait)| Some(format!("before I{} ({})", place + 1, exactly((*wait)?)))).collect();
        let mut told = Vec::new();
        if !waits.is_empty() {
            told.push(format!("Waits were shortened to {LONGEST_WAIT} min: {}.", listed(&waits)));
        }
        if let Some(whole) = self.whole {
            told.push(format!("All times were drawn together so that {whole} min fit into {LONGEST} min."));
        }
        told.push(format!("The exercise ends {AFTERWARDS} min after the last inject."));
        told
    }
}
