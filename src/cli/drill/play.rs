//! Beginning an exercise, going on with one, and watching over one.

use std::path::Path;
use std::process::ExitCode;

use super::speak;
use crate::cli::call::Call;
use crate::cli::exit::Failure;
use crate::cli::which::{self, For};
use crate::cli::{out, room};
use crate::drill::conduct;
use crate::drill::offer::{self, Offer};
use crate::drill::scenario::Scenario;
use crate::drill::start::Options;
use crate::incident::spelling::nearest;
use crate::incident::text::one_line;
use crate::journal::shelf::EXERCISE;
use crate::tui;
use crate::verb::Manner;

/// Lets a scenario be chosen on the screen.
///
/// # Errors
/// There is no terminal, or the settings make no sense.
pub fn choose(call: Call, manner: Manner) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let (offers, unreadable) = offer::offers(call.config()?);
    for why in unreadable {
        out::complain(&why);
    }
    room::drills(call, offers, options(manner))
}

/// Lets chance choose.
///
/// # Errors
/// As [`run`].
pub fn random(call: Call, manner: Manner) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let (offers, _) = offer::offers(call.config()?);
    let seed = manner.seed.unwrap_or_else(|| call.clock.now().timestamp_millis() as u64);
    let chosen = offer::wheel(&offers, manner.solo, seed).ok_or_else(|| Failure::refused("no scenario is ready"))?;
    begin(call, chosen, manner)
}

/// Plays a scenario by its file or id, or goes on with an exercise by its own id.
///
/// # Errors
/// There is none of that name, it is a draft or has errors, or there is no terminal.
pub fn run(call: Call, wanted: &str, manner: Manner) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    if wanted.starts_with(EXERCISE) {
        let folder = which::named(&call.incidents.exercises(), wanted, For::Reading)?;
        let id = folder.file_name().map(|id| id.to_string_lossy().into_owned());
        return room::exercise(call, id.unwrap_or_default(), false);
    }
    let offer = scenario(&call, wanted)?;
    begin(call, &offer, manner)
}

/// The controller's view of the running exercise.
///
/// # Errors
/// None is running, or several are.
pub fn control(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let session = speak::open(&call)?;
    let id = session.state().id().to_owned();
    room::exercise(call, id, true)
}

fn begin(call: Call, offer: &Offer, manner: Manner) -> Result<ExitCode, Failure> {
    offer.refusal(manner.solo).map_or(Ok(()), |why| Err(Failure::refused(why)))?;
    room::check(&call)?;
    let shelf = call.incidents.exercises();
    let (who, zone) = (call.who(None)?, call.zone(None)?);
    let session =
        conduct::begin(&shelf, &offer.scenario, &offer.source, options(manner), &zone, &who, call.clock.clone())
            .map_err(Failure::writing)?;
    let id = session.state().id().to_owned();
    drop(session);
    room::exercise(call, id, false)
}

fn options(manner: Manner) -> Options {
    Options { speed: manner.speed, solo: manner.solo, timed: !manner.untimed, seed: manner.seed }
}

/// A scenario by its file, if there is one of that name, else by its id.
fn scenario(call: &Call, wanted: &str) -> Result<Offer, Failure> {
    let path = Path::new(wanted);
    if path.is_file() {
        let source = super::scenarios::text_of(path)?;
        let scenario = Scenario::parse(&source, wanted).map_err(Failure::refused)?;
        return Ok(Offer { scenario, source: source.into(), file: Some(path.to_owned()) });
    }
    let (offers, _) = offer::offers(call.config()?);
    let ids: Vec<String> = offers.iter().map(|offer| offer.scenario.exercise.id.clone()).collect();
    match offers.into_iter().find(|offer| offer.scenario.exercise.id == wanted) {
        Some(offer) => Ok(offer),
        None => {
            let near = nearest(wanted, ids.iter().map(String::as_str));
            let advice = near.map_or("`ic drill scenarios` lists them".into(), |near| format!("did you mean {near}?"));
            Err(Failure::usage(format!("there is no scenario \"{}\": {advice}", one_line(wanted))))
        }
    }
}
