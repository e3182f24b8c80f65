//! What the worker's thread does in an exercise.

use std::time::Instant;

use super::Desk;
use crate::drill::{Scenario, conduct};
use crate::session::Session;
use crate::tui::worker::{Real, Reply};

/// The exercise that is open.
#[derive(Debug)]
pub(super) struct Conduct {
    scenario: Scenario,
    /// Whether the last beat failed, so that it is told once and not every second.
    failing: bool,
}

impl Conduct {
    /// The exercise of a session, if it is one whose scenario can be read.
    pub(super) fn of(session: &Session) -> Option<Conduct> {
        let scenario = Scenario::of(session.state()).ok().flatten()?;
        Some(Conduct { scenario, failing: false })
    }
}

impl Desk {
    /// Brings what is due, or takes note that it was brought by others.
    pub(super) fn beat(&mut self) {
        let (Some(session), Some(conduct)) = (&mut self.session, &mut self.conduct) else {
            // Without a scenario nothing is due, but others may have written.
            return self.catch_up();
        };
        match conduct::beat(session, &conduct.scenario, self.clock.now()) {
            Ok(news) => {
                conduct.failing = false;
                for news in news {
                    self.spread(news);
                }
            }
            Err(fault) => {
                let first = !std::mem::replace(&mut conduct.failing, true);
                // What others wrote was taken and not told.
                self.tell_all();
                if first {
                    self.tell(Reply::Trouble(format!("the exercise cannot go on: {fault}")));
                }
            }
        }
    }

    /// Leaves the exercise for a real incident, if that can be declared.
    pub(super) fn declare_real(&mut self, real: Real) {
        let Real { declaration, by, shelf, draft } = real;
        match Session::declare(&shelf, declaration, &by, None, self.clock.clone(), "the room") {
            Ok(session) => {
                self.keep_or_tell(&draft, &by);
                self.shelf = shelf;
                self.open(Ok(session), &by);
                self.stale = Some(Instant::now());
            }
            Err(fault) => self.tell(Reply::Trouble(fault.to_string())),
        }
    }
}
