//! What players and controllers say at the shell of an exercise that is played in another terminal.

use crate::cli::call::Call;
use crate::cli::exit::{Exit, Failure};
use crate::cli::out;
use crate::cli::which::{self, For};
use crate::cli::write::execute;
use crate::drill::{Play, Scenario, conduct, report, said};
use crate::incident::text::one_line;
use crate::journal::shelf::Shelf;
use crate::session::Session;
use crate::verb::PlayVerb;

/// Who holds the lock, for those who wait.
const WHAT: &str = "ic drill on the command line";
/// How many exercises a message names.
const NAMED: usize = 5;

/// Carries out what was said, and says what came of it.
///
/// # Errors
/// No exercise is meant, or the rules forbid it.
pub fn run(call: &Call, verb: &PlayVerb) -> Result<Exit, Failure> {
    let mut session = match verb {
        PlayVerb::Assess { .. } | PlayVerb::Answer { .. } | PlayVerb::Improve { .. } => last(call)?,
        // Said of what is played now, or else of what was played last.
        PlayVerb::Rate { .. } | PlayVerb::Observe { .. } if running(call)?.is_empty() => last(call)?,
        _ => open(call)?,
    };
    let scenario = scenario(&session)?;
    let now = session.now();
    let play = Play::of(&scenario, session.state()).ok_or_else(|| Failure::refused("that is no exercise"))?;
    let requests = said::requests(&play, verb, &call.who(None)?, now).map_err(Failure::refused)?;
    for request in &requests {
        let news = execute(&mut session, request).map_err(Failure::writing)?;
        let own = &news.records[news.records.len() - news.own..];
        let line = own.iter().find_map(|record| session.state().timeline.entry(record.id));
        let told = line.map_or_else(|| unlisted(verb), |line| one_line(line.text()).into_owned());
        let _ = out::text(&format!("EXERCISE {}: saved {told}\n", session.state().id()));
    }
    if matches!(verb, PlayVerb::Skip) {
        // With nobody in the room it would only come when somebody opens one.
        let before = arrivals(&session);
        conduct::beat(&mut session, &scenario, call.clock.now()).map_err(Failure::writing)?;
        let came = session.state().exercise.iter().flat_map(|exercise| &exercise.arrivals()[before..]);
        for arrival in came {
            let _ = out::text(&format!("EXERCISE {}: {} came\n", session.state().id(), one_line(&arrival.inject)));
        }
    }
    if let Err(fault) = session.refresh().and_then(|()| report::refresh(&session).map(drop)) {
        out::complain(&format!("it is saved, but what follows from the journal is not up to date: {fault}"));
    }
    Ok(Exit::Done)
}

fn arrivals(session: &Session) -> usize {
    session.state().exercise.as_ref().map_or(0, |exercise| exercise.arrivals().len())
}

/// What was kept, where the timeline has no line for it.
fn unlisted(verb: &PlayVerb) -> String {
    match verb {
        PlayVerb::Skip => "that what is still to come was brought forward".into(),
        PlayVerb::Rate { inject, rating, .. } => format!("the rating of {}: {rating}", one_line(inject)),
        PlayVerb::Assess { objective, rating } => format!("your rating of {}: {rating}", one_line(objective)),
        PlayVerb::Answer { question, .. } => format!("the answer to question {question}"),
        PlayVerb::Observe { .. } => "the observation".into(),
        PlayVerb::Improve { finding, .. } => format!("the action for {}", one_line(finding)),
        _ => "it".into(),
    }
}

/// The scenario that an exercise plays.
///
/// # Errors
/// A later version wrote it.
pub fn scenario(session: &Session) -> Result<Scenario, Failure> {
    match Scenario::of(session.state()) {
        Ok(Some(scenario)) => Ok(scenario),
        Ok(None) => Err(Failure::refused("that is no exercise")),
        Err(why) => Err(Failure::refused(why)),
    }
}

/// The exercise that was named, else the only one that is not over.
///
/// # Errors
/// None is meant, or several may be.
pub fn open(call: &Call) -> Result<Session, Failure> {
    if call.wanted.is_some() {
        return last(call);
    }
    let mut running = running(call)?;
    match running.len() {
        0 => Err(Failure::refused("no exercise is running; begin one: `ic drill`")),
        1 => Ok(running.remove(0)),
        many => {
            let named = running.iter().take(NAMED).map(|one| format!("\n  -i {}", one.state().id()));
            let named: String = named.collect();
            Err(Failure::usage(format!("{many} exercises are not over; say which one:{named}")))
        }
    }
}

/// Every exercise that is not over.
fn running(call: &Call) -> Result<Vec<Session>, Failure> {
    let runs = |session: &Session| session.state().exercise.as_ref().is_some_and(|exercise| !exercise.is_over());
    Ok(all(call)?.into_iter().filter(runs).collect())
}

/// The exercise that was named, else the one that began last.
///
/// # Errors
/// There is none.
pub fn last(call: &Call) -> Result<Session, Failure> {
    let shelf = call.incidents.exercises();
    if let Some(id) = &call.wanted {
        return open_at(&shelf, id, call);
    }
    let began = |session: &Session| session.state().exercise.as_ref().map(|exercise| exercise.started);
    all(call)?
        .into_iter()
        .max_by_key(began)
        .ok_or_else(|| Failure::refused("there is no exercise; begin one: `ic drill`"))
}

/// Every exercise that can be read, in no order.
///
/// # Errors
/// The shelf cannot be read.
pub fn all(call: &Call) -> Result<Vec<Session>, Failure> {
    let shelf = call.incidents.exercises();
    let (listed, unlisted) = shelf.list().map_err(Failure::refused)?;
    for one in unlisted {
        out::complain(&format!("{} cannot be read: {}", one.id, one.error));
    }
    let opened = |id: &str| match open_at(&shelf, id, call) {
        Ok(session) => Some(session),
        Err(failure) => {
            out::complain(&format!("{} is left out: {}", one_line(id), failure.message));
            None
        }
    };
    Ok(listed.iter().filter_map(|one| opened(&one.id)).collect())
}

fn open_at(shelf: &Shelf, id: &str, call: &Call) -> Result<Session, Failure> {
    let folder = which::named(shelf, id, For::Writing)?;
    let session = Session::open(&folder, call.clock.clone(), WHAT).map_err(Failure::refused)?;
    match session.state().is_exercise() {
        true => Ok(session),
        false => Err(Failure::refused(format!("{} is no exercise", one_line(id)))),
    }
}
