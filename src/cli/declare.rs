//! Declaring: a new folder on the shelf.

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use super::write::{self, WHAT};
use super::{drill, which};
use crate::brief::short;
use crate::drill::start;
use crate::incident::Command;
use crate::incident::lifecycle::{self, severity_word};
use crate::incident::playbook::Playbook;
use crate::incident::text::one_line;
use crate::secret;
use crate::session::{Request, Session};
use crate::verb::{Scene, Write, command};

/// Declares an incident and says where it is.
///
/// # Errors
/// It is refused or is not saved.
pub fn run(call: &Call, write: &Write, zone: Option<&str>, playbook: Option<&str>) -> Result<Exit, Failure> {
    let playbook = call.config()?.playbook(playbook).map_err(Failure::usage)?;
    if call.shelf.is_of_exercises() {
        return in_exercise(call, write, playbook);
    }
    let zone = call.zone(zone)?;
    let said = command(write, &Scene { now: call.clock.now(), zone: &zone, playbook: &playbook })?;
    let Command::Incident(lifecycle::Command::Declare(declaration)) = said.command else {
        unreachable!("`declare` means a declaration: see verb::command")
    };
    let by = call.who(said.by)?;
    let declared = Session::declare(&call.shelf, declaration, &by, said.at, call.clock.clone(), WHAT);
    let mut session = declared.map_err(Failure::writing)?;
    let state = session.state();
    let severity =
        state.lifecycle.severity.get().map(|level| format!("{} ", severity_word(*level))).unwrap_or_default();
    let _ = out::text(&format!(
        "declared {}\n{severity}{}, times in {}\n{}\n",
        state.id(),
        short(state.title()),
        zone.describe(call.clock.now()),
        one_line(&session.folder().to_string_lossy()),
    ));
    if let Some(exercise) = which::rehearsed(&call.incidents) {
        out::complain(&format!(
            "this is a real incident; the exercise {exercise} goes on beside it (`ic -i {exercise} declare TITLE` \
             declares in that one)"
        ));
    }
    for found in secret::find(session.state().title()) {
        out::complain(&format!(
            "the title looks as if it held a secret ({}), and so does its id: change it",
            found.rule
        ));
    }
    if let Err(fault) = session.refresh() {
        out::complain(&format!("it is saved, but incident.json could not be written: {fault}"));
    }
    Ok(Exit::Done)
}

/// Declares what is rehearsed, in the exercise that was named.
fn in_exercise(call: &Call, write: &Write, own: Playbook) -> Result<Exit, Failure> {
    let mut session = write::open(call, which::For::Writing)?;
    let scenario = drill::scenario(&session)?;
    let playbook = start::playbook(&scenario, &own);
    let scene = Scene { now: session.now(), zone: session.state().lifecycle.zone(), playbook: &playbook };
    let said = command(write, &scene)?;
    let request = Request::new(&call.who(said.by)?, said.command).at(said.at);
    write::carry_out(call, &mut session, &request, &write.verb)
}
