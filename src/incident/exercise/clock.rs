//! The exercise clock: what time it is in an exercise, from what time it is in the world.

use chrono::TimeDelta;

use crate::incident::record::Time;

/// Exercise time as a function of real time. It stands still while it is stopped, and never runs backwards beyond the
/// moment at which it was set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// The real time at which it was last set going or stopped (UTC).
    wall: Time,
    /// The exercise time at that moment (UTC).
    then: Time,
    /// How many times faster than the wall clock it runs.
    speed: u8,
    running: bool,
    frozen: bool,
}

impl Clock {
    pub(super) fn started(begins: Time, wall: Time, speed: u8) -> Clock {
        Clock { wall, then: begins, speed: speed.max(1), running: true, frozen: false }
    }

    /// The exercise time when it is `wall` in the world (both UTC).
    pub fn at(&self, wall: Time) -> Time {
        if !self.running {
            return self.then;
        }
        let passed = (wall - self.wall).num_milliseconds().max(0);
        let passed = TimeDelta::try_milliseconds(passed.saturating_mul(self.speed.into())).unwrap_or_default();
        self.then.checked_add_signed(passed).unwrap_or(self.then)
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// Whether something real has stopped it.
    pub fn is_frozen(&self) -> bool {
        self.frozen
    }

    pub(super) fn run(&mut self, then: Time, wall: Time) {
        *self = Clock { wall, then: then.max(self.then), running: true, frozen: false, ..*self };
    }

    pub(super) fn stop(&mut self, then: Time, wall: Time) {
        *self = Clock { wall, then: then.max(self.then), running: false, ..*self };
    }

    pub(super) fn freeze(&mut self, then: Time, wall: Time) {
        self.stop(then, wall);
        self.frozen = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::at;

    #[test]
    fn it_runs_at_its_speed_stands_while_stopped_and_never_goes_back() {
        let mut clock = Clock::started(at(14, 25), at(3, 0), 5);
        assert_eq!(clock.at(at(3, 2)), at(14, 35));
        assert_eq!(clock.at(at(2, 0)), at(14, 25), "the wall clock was set back");
        clock.stop(at(14, 35), at(3, 2));
        assert_eq!(clock.at(at(9, 0)), at(14, 35));
        clock.run(clock.at(at(9, 0)), at(9, 0));
        assert_eq!(clock.at(at(9, 1)), at(14, 40));
        clock.freeze(at(14, 40), at(9, 1));
        assert!(clock.is_frozen() && !clock.is_running());
        assert_eq!(clock.at(at(23, 0)), at(14, 40));
    }
}
