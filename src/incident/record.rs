//! One line of the journal as the rules see it: who wrote what, when, and in which place of the total order.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Event;

/// An instant in UTC. Everything `ic` stores is cut to whole milliseconds.
pub type Time = DateTime<Utc>;

/// Cuts an instant to the whole milliseconds that the journal keeps.
pub fn whole_ms(time: Time) -> Time {
    time.trunc_subsecs(3)
}

/// A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): wall milliseconds since the Unix
/// epoch, and a counter that keeps counting while the wall stands still or runs backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(i64, u32)", into = "(i64, u32)")]
pub struct Stamp {
    /// Milliseconds since the Unix epoch, UTC; never smaller than in an earlier stamp that the writer saw.
    pub ms: i64,
    /// Tells stamps of the same millisecond apart.
    pub n: u32,
}

impl Stamp {
    /// The stamp of the next write of someone who has seen `self`, at the wall time `wall_ms`.
    pub fn next(self, wall_ms: i64) -> Stamp {
        if wall_ms > self.ms {
            Stamp { ms: wall_ms, n: 0 }
        } else if self.n == u32::MAX {
            Stamp { ms: self.ms.saturating_add(1), n: 0 }
        } else {
            Stamp { ms: self.ms, n: self.n + 1 }
        }
    }

    /// The instant that it names (UTC), if there is one.
    pub fn time(self) -> Option<Time> {
        Time::from_timestamp_millis(self.ms)
    }
}

impl From<(i64, u32)> for Stamp {
    fn from((ms, n): (i64, u32)) -> Self {
        Stamp { ms, n }
    }
}

impl From<Stamp> for (i64, u32) {
    fn from(stamp: Stamp) -> Self {
        (stamp.ms, stamp.n)
    }
}

/// The place of a record in the total order, the same in every copy of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(pub Stamp, pub Uuid);

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An event that this version understands.
    Known(Event),
    /// JSON of a kind that a later version wrote: kept, shown raw, without effect.
    Unknown(Arc<str>),
}

/// One committed fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// UUID version 7; the same id is the same record, however often it is read.
    pub id: Uuid,
    /// Place in the order, before ties are broken by `id`.
    pub h: Stamp,
    /// When it was written down.
    pub at: Time,
    /// Who wrote it, as typed.
    pub by: Arc<str>,
    /// When it happened, where that differs from `at`.
    pub occurred: Option<Time>,
    /// The earlier writes to the same field that the writer had seen.
    pub over: Vec<Uuid>,
    /// What it says.
    pub kind: Kind,
}

impl Record {
    /// Where it stands in the total order.
    pub fn position(&self) -> Position {
        Position(self.h, self.id)
    }

    /// When it happened.
    pub fn occurred(&self) -> Time {
        self.occurred.unwrap_or(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_goes_back() {
        let seen = Stamp { ms: 1_000, n: 4 };
        assert_eq!(seen.next(1_001), Stamp { ms: 1_001, n: 0 });
        assert_eq!(seen.next(1_000), Stamp { ms: 1_000, n: 5 });
        assert_eq!(seen.next(10), Stamp { ms: 1_000, n: 5 }, "the wall was set back");
        assert!(Stamp { ms: 7, n: u32::MAX }.next(0) > Stamp { ms: 7, n: u32::MAX });
    }
}
