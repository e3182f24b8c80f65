//! Without a verb: the room.

use std::process::ExitCode;

use super::call::Call;
use super::exit::Failure;
use super::which;
use crate::config::Config;
use crate::demo;
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Theme;
use crate::tui::{self, Options};

/// Opens the room of the incident that was named, else of the only open one, else the start screen.
///
/// # Errors
/// There is no such incident, or no terminal.
pub fn enter(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let incident = match call.wanted.as_deref() {
        Some(id) => {
            let folder = which::named(&call.shelf, id)?;
            folder.file_name().map(|name| name.to_string_lossy().into_owned())
        }
        None => {
            let (incidents, _) = call.shelf.list().map_err(Failure::refused)?;
            let mut open = incidents.into_iter().filter(|one| one.status.is_open()).map(|one| one.id);
            open.next().filter(|_| open.next().is_none())
        }
    };
    let who = call.who(None)?;
    let (shelf, config) = call.into_config()?;
    open(shelf, incident, who, config)
}

/// Opens the room on an incident that ends with it, in a folder that ends with it too.
///
/// # Errors
/// There can be no temporary folder, or there is no terminal.
pub fn demo(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let folder = tempfile::Builder::new().prefix("ic-demo-").tempdir().map_err(Failure::refused)?;
    let shelf = Shelf::new(folder.path().join("incidents"));
    let (now, who) = (call.clock.now(), call.who(None)?);
    let (_, config) = call.into_config()?;
    let zone = config.zone().unwrap_or_else(Zone::system);
    let incident = demo::build(&shelf, now, &who, &zone).map_err(Failure::writing)?;
    open(shelf, Some(incident), who, config)
}

fn open(shelf: Shelf, incident: Option<String>, who: String, config: Config) -> Result<ExitCode, Failure> {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let options = Options {
        shelf,
        incident,
        who,
        zone: config.zone().unwrap_or_else(Zone::system),
        playbook: config.playbook(None).map_err(Failure::usage)?,
        keymap: Keymap::with(config.keys()).map_err(Failure::usage)?,
        bell: config.bell(),
        theme: Theme::new(config, plain),
    };
    tui::run(options).map(ExitCode::from).map_err(Failure::usage)
}
