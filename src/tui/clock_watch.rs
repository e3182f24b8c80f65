//! Notices that the machine's clock was set, or that the machine slept: the wall clock beside one that nobody sets.

use std::time::Instant;

use chrono::TimeDelta;

use crate::incident::Time;
use crate::incident::span::Span;

/// By how much the two may drift apart from one look to the next before it is worth a word.
const NOTICED: TimeDelta = TimeDelta::seconds(5);

/// What both clocks said at the last look.
#[derive(Clone, Copy, Debug)]
pub struct ClockWatch {
    wall: Time,
    steady: Instant,
}

impl ClockWatch {
    /// Watches from now on: `wall` is the time of the wall clock (UTC).
    pub fn new(wall: Time, steady: Instant) -> ClockWatch {
        ClockWatch { wall, steady }
    }

    /// By how much the wall clock went ahead of the time that passed since the last look, or back if that is negative.
    pub fn look(&mut self, wall: Time, steady: Instant) -> Option<TimeDelta> {
        let passed = TimeDelta::from_std(steady.saturating_duration_since(self.steady)).unwrap_or_default();
        let by = wall - self.wall - passed;
        *self = ClockWatch { wall, steady };
        (by.abs() > NOTICED).then_some(by)
    }
}

/// What to tell people of it.
pub fn sentence(by: TimeDelta) -> String {
    let span = Span::milliseconds(by.num_milliseconds().abs());
    match by < TimeDelta::zero() {
        true => {
            format!("The clock of this machine went back by {span}; lines keep the order in which they are written")
        }
        false => format!("The machine slept, or its clock was set ahead by {span}"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::incident::testing::at;

    #[test]
    fn a_clock_that_was_set_is_told_once() {
        let begun = Instant::now();
        let after = |seconds| begun + Duration::from_secs(seconds);
        let mut watch = ClockWatch::new(at(3, 12), begun);
        assert_eq!(watch.look(at(3, 13), after(60)), None);
        assert_eq!(watch.look(at(3, 13) + TimeDelta::seconds(5), after(61)), None, "clocks are put right a little");
        let back = watch.look(at(2, 13), after(62)).unwrap();
        assert!(sentence(back).contains("went back by 1 h;"), "{}", sentence(back));
        assert_eq!(watch.look(at(2, 14), after(122)), None);
        let ahead = watch.look(at(4, 14), after(122)).unwrap();
        assert_eq!(sentence(ahead), "The machine slept, or its clock was set ahead by 2 h");
    }
}
