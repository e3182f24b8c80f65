//! What this person has set: zone, editor, configuration.

use std::path::Path;

use super::{Finding, variable};
use crate::cli::call::Call;
use crate::cli::room;
use crate::config::Setting;
use crate::incident::zone::Zone;
use crate::tui::editor_command;

pub(super) fn look(call: &Call) -> Vec<Finding> {
    vec![zone(call), editor(), settings(call)]
}

fn zone(call: &Call) -> Finding {
    if let Some(zone) = call.config().ok().and_then(|config| config.zone()) {
        return Finding::ok("zone", format!("{}, from the configuration", zone.name()));
    }
    let zone = Zone::system();
    let said = variable("TZ");
    let meant = said.as_deref().map(|name| Zone::named(name.trim_start_matches(':')));
    match said {
        Some(said) if zone == Zone::utc() && meant.is_some_and(|meant| meant.ok() != Some(Zone::utc())) => {
            Finding::note(
                "zone",
                format!("TZ={said} is no name of a region, so new incidents are in UTC"),
                "name one: zone = \"Europe/Berlin\" in the configuration",
            )
        }
        Some(_) => Finding::ok("zone", format!("{}, from TZ", zone.name())),
        None if Path::new("/etc/localtime").exists() || !cfg!(unix) => {
            Finding::ok("zone", format!("{}, from this machine", zone.name()))
        }
        None => Finding::note(
            "zone",
            format!("{}: neither TZ nor /etc/localtime says another", zone.name()),
            "name one: zone = \"Europe/Berlin\" in the configuration",
        ),
    }
}

fn editor() -> Finding {
    let (visual, editor) = (std::env::var_os("VISUAL"), std::env::var_os("EDITOR"));
    let command = match editor_command(visual, editor) {
        Ok(command) => command,
        Err(why) => return Finding::note("editor", why, "for Ctrl-E in the room: set it to a program's name"),
    };
    let from = ["VISUAL", "EDITOR"].into_iter().find(|name| variable(name).is_some_and(|said| said == command));
    let found = from.map_or_else(
        || format!("{command}, as neither VISUAL nor EDITOR is set"),
        |from| format!("{command}, from {from}"),
    );
    match command.split_whitespace().next().is_some_and(is_there) {
        true => Finding::ok("editor", found),
        false => Finding::note(
            "editor",
            format!("{found}: there is no such program"),
            "for Ctrl-E in the room: set EDITOR to one that is there",
        ),
    }
}

/// Whether a program can be started by this name.
fn is_there(program: &str) -> bool {
    if program.contains(std::path::is_separator) {
        return is_program(Path::new(program));
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| {
        is_program(&folder.join(program))
            || is_program(&folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
    })
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    path.is_file() && rustix::fs::access(path, rustix::fs::Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

fn settings(call: &Call) -> Finding {
    let config = match call.config() {
        Ok(config) => config,
        Err(failure) => {
            return Finding::bad("settings", failure.message, "mend that line: until then nothing is written");
        }
    };
    if let Err(why) = config.playbook(None) {
        return Finding::bad("settings", why.to_string(), "mend that: until then no incident is declared");
    }
    if let Err(failure) = room::check(call) {
        return Finding::note("settings", failure.message, "mend that: until then the room does not open");
    }
    let file = config.report().into_iter().next();
    Finding::ok(
        "settings",
        file.map_or_else(String::new, |Setting { value, source, .. }| format!("{value} ({source})")),
    )
}
