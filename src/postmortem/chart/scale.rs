//! From instants to places: the window that is shown.

use super::Chart;
use crate::incident::Time;

/// The shortest window, in ms: an incident of a moment still stands on an axis with minutes.
const SHORTEST: i64 = 3 * 60_000;

/// The window in ms since 1970 (UTC), never empty.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub from: i64,
    pub to: i64,
    first: i64,
    last: i64,
}

impl Scale {
    /// The chart's time with a little room on both sides.
    pub fn of(chart: &Chart<'_>) -> Scale {
        let first = chart.from.timestamp_millis();
        let last = chart.to.timestamp_millis().max(first);
        let length = last - first;
        let room = (length / 50).max((SHORTEST - length) / 2);
        Scale { from: first - room, to: last + room, first, last }
    }

    /// How far into the window that is: 0 to 1. Times outside of the picture count as its edge.
    pub fn share(&self, at: Time) -> f64 {
        self.place(at.timestamp_millis().clamp(self.first, self.last))
    }

    /// The same for any moment of the window, as ticks need it.
    pub fn place(&self, ms: i64) -> f64 {
        ((ms - self.from) as f64 / (self.to - self.from) as f64).clamp(0.0, 1.0)
    }

    /// Which of `cells` equal cells that is.
    pub fn cell(&self, at: Time, cells: usize) -> usize {
        ((self.share(at) * cells as f64) as usize).min(cells.saturating_sub(1))
    }
}
