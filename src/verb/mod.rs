//! What a person can say, at the shell and behind `/` in the room: one definition, from which the help, completions,
//! the manual page and the tables in the documentation are made.

mod command;
mod complete;
mod drill;
mod followup;
mod lists;
mod read;
mod report;
mod room;
mod table;
mod task;
mod words;
mod write;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Command, FromArgMatches, Parser, Subcommand};

pub use command::{Said, Scene, UsageError, command};
pub use complete::{Completion, complete, people};
pub use drill::{Drill, DrillVerb, Manner, PlayVerb};
pub use followup::Followup;
pub use read::{Answer, Check, Export, Followups, Format, Lint, Program, Read};
pub use report::Report;
pub use room::{RoomVerb, parse, verbs};
pub use table::table;
pub use task::Task;
pub use words::join;
pub use write::{Log, Write, WriteVerb};

/// An incident commander for the terminal
///
/// Without a verb it opens the room of the open incident.
#[derive(Parser, Debug)]
#[command(
    name = "ic",
    version,
    after_help = "Times: 14:25, 2:25pm, -5m, \"yesterday 14:25\", \"2026-11-21 14:25\", 2026-11-21T14:25:00Z\n\
                  Exit codes: 0 done, 1 refused or damage found, 2 usage or ambiguous, 3 NOT SAVED"
)]
pub struct Cli {
    /// What holds for every verb.
    #[command(flatten)]
    pub global: Global,
    /// What is to be done; the room if nothing is said.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Cli {
    /// What this process was called with.
    ///
    /// # Errors
    /// It makes no sense, or it asks for help.
    pub fn of_process() -> Result<Cli, clap::Error> {
        let words: Vec<OsString> = env::args_os().collect();
        Cli::quickly(&words).or_else(|_| Cli::try_parse_from(words))
    }

    /// Without a verb the room is waited for, and `log` is what hooks and loops call: to define every verb takes longer
    /// than to do either. What is not understood this way is left to the whole definition.
    fn quickly(words: &[OsString]) -> Result<Cli, clap::Error> {
        let bare = Global::augment_args(Command::new("ic").disable_help_flag(true));
        if words.iter().any(|word| word == "log") {
            let program = Write::augment_with_log(bare).subcommand_required(true);
            let matches = program.try_get_matches_from(words)?;
            let verb = Verb::Write(Write::from_arg_matches(&matches)?);
            return Ok(Cli { global: Global::from_arg_matches(&matches)?, verb: Some(verb) });
        }
        let matches = bare.try_get_matches_from(words)?;
        Ok(Cli { global: Global::from_arg_matches(&matches)?, verb: None })
    }
}

/// What holds for every verb, as typed. The variables that stand in for it are read where it is used.
#[derive(Args, Clone, Debug, Default)]
pub struct Global {
    /// The folder of all incidents [env: IC_DIR]
    #[arg(long, global = true, value_name = "PATH", value_parser = path(), help_heading = "Where")]
    pub dir: Option<PathBuf>,
    /// Which incident: its id, or an unambiguous beginning of it [default: the only open one] [env: IC_INCIDENT]
    #[arg(short, long, global = true, value_name = "ID", help_heading = "Where")]
    pub incident: Option<String>,
    /// The configuration file [env: IC_CONFIG]
    #[arg(long, global = true, value_name = "PATH", value_parser = path(), help_heading = "Where")]
    pub config: Option<PathBuf>,
}

/// A path; unlike clap's own parser it takes an empty one, so that an empty one can count as none.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|path: OsString| PathBuf::from(path))
}

/// Everything that can be said.
#[derive(Subcommand, Clone, Debug)]
pub enum Verb {
    /// What is kept.
    #[command(flatten)]
    Write(Write),
    /// What is asked of an incident.
    #[command(flatten)]
    Read(Read),
    /// What is asked of the program.
    #[command(flatten)]
    Program(Program),
}

#[cfg(test)]
mod tests;
