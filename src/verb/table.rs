//! The verbs as a table, for the documentation.

use clap::{Arg, Command, CommandFactory};

use super::Cli;
use super::write::{AT, BY};

/// Every verb as it is written, without `ic` and what all verbs take, and what it does.
pub fn table() -> Vec<(String, String)> {
    let mut program = Cli::command();
    program.build();
    let mut rows = Vec::new();
    for verb in program.get_subcommands() {
        collect(verb, "", &mut rows);
    }
    rows
}

fn collect(verb: &Command, before: &str, rows: &mut Vec<(String, String)>) {
    if verb.get_name() == "help" {
        return;
    }
    let name = format!("{before}{}", verb.get_name());
    if verb.has_subcommands() {
        for within in verb.get_subcommands() {
            collect(within, &format!("{name} "), rows);
        }
        if verb.is_subcommand_required_set() {
            return;
        }
    }
    let everywhere = |arg: &&Arg| ["dir", "incident", "config", "help", AT, BY].contains(&arg.get_id().as_str());
    let shown = verb.get_arguments().filter(|arg| !arg.is_hide_set() && !everywhere(arg));
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) = shown.partition(|arg| arg.is_positional());
    let words = positional.into_iter().chain(options).map(written);
    let usage = std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ");
    rows.push((usage, verb.get_about().map(ToString::to_string).unwrap_or_default()));
}

fn written(arg: &Arg) -> String {
    let values: Vec<String> = (arg.get_possible_values().iter().filter(|value| !value.is_hide_set()))
        .map(|value| value.get_name().to_owned())
        .collect();
    let placeholder = || {
        let name = arg.get_value_names().and_then(|names| names.first());
        name.map(ToString::to_string).unwrap_or_else(|| arg.get_id().as_str().to_uppercase())
    };
    let many = arg.get_num_args().is_some_and(|count| count.max_values() > 1);
    let takes = arg.get_action().takes_values();
    let value = match (takes && !values.is_empty() && !arg.is_positional(), many) {
        (true, _) => values.join("|"),
        (false, true) => format!("{}…", placeholder()),
        (false, false) => placeholder(),
    };
    let word = match arg.get_long() {
        Some(long) if takes => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    if arg.is_required_set() { word } else { format!("[{word}]") }
}
