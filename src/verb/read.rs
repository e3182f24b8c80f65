//! What can be asked of an incident, and of the program itself.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::Shell;

/// How a reading verb answers.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Answer {
    /// Answer in JSON, in a shape that only ever grows
    #[arg(long)]
    pub json: bool,
}

/// The form of an export.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The report, as Markdown
    #[default]
    Md,
    /// All that is known, as `incident.json` has it
    Json,
}

/// What an export is to be.
#[derive(Args, Clone, Debug, Default)]
pub struct Export {
    /// The form
    #[arg(long, default_value = "md")]
    pub format: Format,
    /// Where to: a file, or - for standard output [default: the incident's folder]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Verbs that read an incident and change nothing.
#[derive(Subcommand, Clone, Debug)]
pub enum Read {
    /// Show the incident: where it stands, who does what, what is open
    #[command(after_long_help = "Examples:\n  ic show\n  ic show --json | jq .status")]
    Show {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Print the timeline, as things happened
    #[command(after_long_help = "Examples:\n  ic timeline --last 20\n  ic timeline --key")]
    Timeline {
        /// Key events only
        #[arg(long)]
        key: bool,
        /// The last so many lines only
        #[arg(long, value_name = "N")]
        last: Option<usize>,
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// List all incidents, newest first
    #[command(after_long_help = "Examples:\n  ic list\n  ic list --json | jq -r '.incidents[].id'")]
    List {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// One screen for someone who joins now
    ///
    /// What is broken, since when, how bad, who does what, the last key events, what is still to be done, and when the
    /// next update is due.
    #[command(after_long_help = "Examples:\n  ic brief\n  ic -i 2026-11-21 brief")]
    Brief {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Write the report: postmortem.md in the incident's folder
    ///
    /// Before the incident is closed the report is marked DRAFT. It can be written as often as you like.
    #[command(after_long_help = "Examples:\n  ic export\n  ic export -o - | less\n  ic export --format json -o x.json")]
    Export(Export),
    /// Check the journal for damage; exits 1 if there is any
    #[command(after_long_help = "Example:\n  ic check && echo sound")]
    Check {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Print the folder of the incident
    #[command(after_long_help = "Example:\n  tail -f \"$(ic path)/journal.jsonl\"")]
    Path {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
}

/// Verbs about the program itself.
#[derive(Subcommand, Clone, Debug)]
pub enum Program {
    /// Open the room on a half-way incident in a temporary folder
    #[command(after_long_help = "Nothing you do there touches your own incidents.\n\nExample:\n  ic demo")]
    Demo,
    /// Print the settings and where each comes from
    #[command(after_long_help = "Example:\n  ic config")]
    Config {
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Print the completions for a shell
    #[command(after_long_help = "Example:\n  ic completions bash > ~/.local/share/bash-completion/completions/ic")]
    Completions {
        /// Which shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page, of the program or of one verb
    #[command(after_long_help = "Examples:\n  ic man | man -l -\n  ic man log > ic-log.1")]
    Man {
        /// The page of this verb
        #[arg(value_name = "VERB")]
        verb: Vec<String>,
    },
}
