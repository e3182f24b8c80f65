//! What time it is.

use std::sync::Arc;

use crate::incident::Time;
use crate::incident::record::whole_ms;

/// Tells the wall-clock time (UTC).
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

impl Clock {
    /// The machine's.
    pub fn system() -> Clock {
        Clock::from_fn(chrono::Utc::now)
    }

    /// A clock of one's own, for tests and for telling what happened earlier.
    pub fn from_fn(tell: impl Fn() -> Time + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(tell))
    }

    /// The time now, in whole milliseconds.
    pub fn now(&self) -> Time {
        whole_ms((self.0)())
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}
