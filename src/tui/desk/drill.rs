//! What the worker's thread does in an exercise.

use std::time::Instant;

use super::Desk;
use crate::drill::{Scenario, conduct, report};
use crate::session::Session;
use crate::tui::worker::{Real, Reply};

/// The exercise that is open.
#[derive(Debug)]
pub(super) struct Conduct {
    scenario: Scenario,
    /// Whether ENDEX was seen.
    over: bool,
    /// Whether the last beat failed, so that it is told once and not every second.
    failing: bool,
}

impl Conduct {
    /// The exercise of a session, if it is one whose scenario can be read.
    pub(super) fn of(session: &Session) -> Option<Conduct> {
        let scenario = Scenario::of(session.state()).ok().flatten()?;
        Some(Conduct { scenario, over: is_over(session), failing: false })
    }
}

fn is_over(session: &Session) -> bool {
    session.state().exercise.as_ref().is_some_and(|exercise| exercise.is_over())
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

    /// Takes note of ENDEX, whoever brought it.
    pub(super) fn see_endex(&mut self) {
        let over = self.session.as_ref().is_some_and(is_over);
        let first = self.conduct.as_mut().is_some_and(|conduct| !std::mem::replace(&mut conduct.over, over) && over);
        if first {
            self.after_endex();
        }
    }

    /// The exercise has just ended: what is derived from it is written.
    pub(super) fn after_endex(&mut self) {
        let Some(session) = &mut self.session else { return };
        if let Err(fault) = session.refresh().and_then(|()| report::refresh(session).map(drop)) {
            self.tell(Reply::Trouble(format!("what follows from the exercise could not be written: {fault}")));
        }
    }

    /// Leaves the exercise for a real incident, if that can be declared.
    pub(super) fn declare_real(&mut self, real: Real) {
        let Real { declaration, by, shelf, draft } = real;
        match Session::declare(&shelf, declaration, &by, None, self.clock.clone(), "the room") {
            Ok(session) => {
                self.keep_draft(&draft, &by);
                self.shelf = shelf;
                self.open(Ok(session), &by);
                self.stale = Some(Instant::now());
            }
            Err(fault) => self.tell(Reply::Trouble(fault.to_string())),
        }
    }
}
