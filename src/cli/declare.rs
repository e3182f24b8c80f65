//! Declaring: a new folder on the shelf.

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use super::write::WHAT;
use crate::brief::short;
use crate::incident::Command;
use crate::incident::lifecycle::{self, severity_word};
use crate::incident::text::one_line;
use crate::secret;
use crate::session::Session;
use crate::verb::{Scene, Write, command};

/// Declares an incident and says where it is.
///
/// # Errors
/// It is refused or is not saved.
pub fn run(call: &Call, write: &Write, zone: Option<&str>, playbook: Option<&str>) -> Result<Exit, Failure> {
    let zone = call.zone(zone)?;
    let playbook = call.config()?.playbook(playbook).map_err(Failure::usage)?;
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
