//! An exercise, played through a session: its clock is kept honest, and what is due comes.

use super::play::Play;
use super::scenario::Scenario;
use super::start::{self, Options};
use crate::incident::Time;
use crate::incident::exercise::{BY, Command};
use crate::incident::zone::Zone;
use crate::journal::life;
use crate::journal::shelf::Shelf;
use crate::session::{Clock, Fault, News, Request, Session};

/// Begins an exercise on a shelf of exercises. `source` is the scenario as its file is written.
///
/// # Errors
/// The folder cannot be written; nothing is left behind then.
pub fn begin(
    shelf: &Shelf,
    scenario: &Scenario,
    source: &str,
    options: Options,
    zone: &Zone,
    by: &str,
    clock: Clock,
) -> Result<Session, Fault> {
    let terms = start::terms(scenario, source, options, zone, clock.now());
    let session = Session::rehearse(shelf, terms, by, clock.clone(), "an exercise")?;
    // Without it the clock could not be set back to where it was, should nobody ever open the room.
    let _ = life::sign(session.folder(), clock.now());
    Ok(session)
}

/// One beat of the exercise, about once a second while somebody sees it: takes what others wrote, sets the clock back to
/// where somebody saw it last if the room was gone meanwhile, and brings what is due. Tells what is new.
///
/// # Errors
/// The journal cannot be read or written.
pub fn beat(session: &mut Session, scenario: &Scenario, wall: Time) -> Result<Vec<News>, Fault> {
    // Before what others wrote is read: they may set the clock and give a sign in between.
    let seen = life::seen(session.folder(), wall);
    let mut news = vec![session.catch_up()?];
    let Some(exercise) = session.state().exercise.as_ref().filter(|exercise| !exercise.is_over()) else {
        return Ok(news);
    };
    if exercise.clock.is_running() && seen != wall {
        news.extend(tried(session, Command::Continue)?);
    }
    // A folder that takes no sign of life may still take an entry.
    let _ = life::sign(session.folder(), wall);
    for _ in 0..=scenario.injects.len() {
        let now = session.state().now(wall);
        let Some(due) = Play::of(scenario, session.state()).and_then(|play| play.next(now)) else { break };
        news.extend(tried(session, due)?);
    }
    Ok(news)
}

/// Carries a command of the exercise itself out; that somebody else was faster is no fault.
fn tried(session: &mut Session, command: Command) -> Result<Option<News>, Fault> {
    match session.execute(&Request::new(BY, command)) {
        Ok(news) => Ok(Some(news)),
        Err(Fault::Refused(_)) => session.catch_up().map(Some),
        Err(fault) => Err(fault),
    }
}
