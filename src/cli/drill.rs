//! `drill`: exercises, from the choice of a scenario to the history of its runs.

use std::process::ExitCode;

use super::call::Call;
use super::exit::Failure;
use crate::verb::{Drill, DrillVerb};

mod play;
mod review;
pub(super) mod scenarios;
mod speak;

pub(super) use speak::scenario;

/// Does what was said of exercises.
///
/// # Errors
/// See [`Failure`].
pub fn run(call: Call, drill: Drill) -> Result<ExitCode, Failure> {
    let exit = match drill.verb {
        None if drill.random => return play::random(call, drill.manner),
        None => return play::choose(call, drill.manner),
        Some(DrillVerb::Run { scenario, manner }) => return play::run(call, &scenario, manner),
        Some(DrillVerb::Control) => return play::control(call),
        Some(DrillVerb::Scenarios { id, answer }) => scenarios::list(&call, id.as_deref(), answer),
        Some(DrillVerb::Check { file, answer }) => scenarios::check(&file, answer),
        Some(DrillVerb::From { incident, output }) => scenarios::draft(&call, &incident, &output),
        Some(DrillVerb::Report { format, output }) => review::report(&call, format, output.as_deref()),
        Some(DrillVerb::History { scenario, answer }) => review::history(&call, scenario.as_deref(), answer),
        Some(DrillVerb::Play(verb)) => speak::run(&call, &verb),
    };
    exit.map(ExitCode::from)
}
