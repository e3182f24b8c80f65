//! A tick with every second of the wall clock.

use std::time::Duration;

use crate::incident::Time;

const SECOND: Duration = Duration::from_secs(1);

/// How long it is until the next second begins.
fn rest_of_second(now: Time) -> Duration {
    SECOND.saturating_sub(Duration::from_millis(now.timestamp_subsec_millis().into()))
}

#[cfg(not(target_os = "linux"))]
pub use everywhere::Ticks;
#[cfg(target_os = "linux")]
pub use linux::Ticks;

#[cfg(target_os = "linux")]
mod linux {
    use std::future;
    use std::io;
    use std::os::fd::OwnedFd;

    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
    };
    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;

    use super::{SECOND, rest_of_second};
    use crate::incident::Time;

    /// The ticks, from a timer of the kernel: tokio's own timers wake the program twice for each (timerfd_create(2)).
    #[derive(Debug)]
    pub struct Ticks(AsyncFd<OwnedFd>);

    impl Ticks {
        /// Ticks from the next second on. Needs a tokio runtime with I/O enabled.
        ///
        /// # Errors
        /// The system gives no timer.
        pub fn new(now: Time) -> io::Result<Ticks> {
            let timer = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
            let first = rest_of_second(now).as_nanos().max(1) as i64;
            let spec = |nanoseconds: i64| Timespec {
                tv_sec: nanoseconds / 1_000_000_000,
                tv_nsec: nanoseconds % 1_000_000_000,
            };
            let times = Itimerspec { it_interval: spec(SECOND.as_nanos() as i64), it_value: spec(first) };
            timerfd_settime(&timer, TimerfdTimerFlags::empty(), &times)?;
            #[allow(deprecated, reason = "its replacement is unsafe; the timer is one open file for life")]
            Ok(Ticks(AsyncFd::with_interest(timer, Interest::READABLE)?))
        }

        /// Waits for the next tick; of several that were missed only one comes.
        pub async fn next(&mut self) {
            let Ok(mut ready) = self.0.readable().await else { return future::pending().await };
            // How many have passed is of no interest, and that none has means only that another look was quicker.
            let _ = rustix::io::read(ready.get_inner(), &mut [0; 8]);
            ready.clear_ready();
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod everywhere {
    use std::io;

    use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

    use super::{SECOND, rest_of_second};
    use crate::incident::Time;

    /// The ticks.
    #[derive(Debug)]
    pub struct Ticks(Interval);

    impl Ticks {
        /// Ticks from the next second on. Needs a tokio runtime with time enabled.
        ///
        /// # Errors
        /// None here.
        pub fn new(now: Time) -> io::Result<Ticks> {
            let mut ticks = interval_at(Instant::now() + rest_of_second(now), SECOND);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
            Ok(Ticks(ticks))
        }

        /// Waits for the next tick; of several that were missed only one comes.
        pub async fn next(&mut self) {
            self.0.tick().await;
        }
    }
}
