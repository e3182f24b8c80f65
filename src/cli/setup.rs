//! The program about itself: settings, completions, manual.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use crate::incident::text::one_line;
use crate::tui::keymap::Keymap;
use crate::verb::{Answer, Cli};

/// What `ic config --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    /// Name and version of this shape.
    format: &'static str,
    /// The folder of all incidents.
    incidents: &'a Path,
    /// Every setting.
    settings: Vec<Setting>,
}

#[derive(Serialize, JsonSchema)]
struct Setting {
    /// As the configuration file names it.
    key: String,
    /// What holds.
    value: String,
    /// Where that comes from.
    source: String,
}

/// Prints the settings and where each comes from.
///
/// # Errors
/// They make no sense.
pub fn config(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    Keymap::with(call.config()?.keys()).map_err(Failure::usage)?;
    call.config()?.playbook(None).map_err(Failure::usage)?;
    let report = call.config()?.report().into_iter();
    let settings: Vec<Setting> =
        report.map(|one| Setting { key: one.key, value: one.value, source: one.source }).collect();
    let incidents = call.shelf.folder();
    if answer.json {
        out::json(&Document { format: "ic-config/1", incidents, settings })?;
        return Ok(Exit::Done);
    }
    let incidents = ("incidents".to_owned(), incidents.to_string_lossy().into_owned(), String::new());
    let rows = std::iter::once(incidents).chain(settings.into_iter().map(|one| (one.key, one.value, one.source)));
    let rows: Vec<(String, String, String)> = rows.collect();
    let widest = rows.iter().map(|(key, ..)| key.chars().count()).max().unwrap_or_default();
    let line = |(key, value, source): &(String, String, String)| {
        let source = if source.is_empty() { String::new() } else { format!("  ({})", one_line(source)) };
        format!("{key:<widest$}  {}{source}\n", one_line(value))
    };
    out::text(&rows.iter().map(line).collect::<String>())?;
    Ok(Exit::Done)
}

/// Prints the completions for a shell.
///
/// # Errors
/// Standard output takes no more.
pub fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "ic", &mut script);
    out::raw(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page of one verb, or of the program. What a verb has within it stands on its page.
///
/// # Errors
/// There is no such verb.
pub fn manual(verb: &[String]) -> Result<Exit, Failure> {
    let mut command = Cli::command();
    command.build();
    if let Some(name) = verb.first() {
        let known = command.find_subcommand(name).cloned();
        command = known.ok_or_else(|| Failure::usage(format!("there is no verb \"{name}\"; see `ic --help`")))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Failure::refused)?;
    out::raw(&page)?;
    Ok(Exit::Done)
}
