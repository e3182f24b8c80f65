//! What can be asked of an incident, and of the program itself.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::Drill;

use crate::incident::span::Span;

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
    /// The report, as one page for a browser or a printer
    Html,
    /// The report, as plain text
    Text,
    /// The report, for pasting into Slack
    Slack,
    /// The facts of the report, for programs
    Json,
}

/// What an export is to be.
#[derive(Args, Clone, Debug, Default)]
pub struct Export {
    /// The form
    #[arg(long, default_value = "md", ignore_case = true)]
    pub format: Format,
    /// The template: see `ic templates`
    #[arg(short, long, value_name = "NAME")]
    pub template: Option<String>,
    /// Mask what looks like a key, a token or a password
    #[arg(long)]
    pub redact: bool,
    /// Call people by their roles
    #[arg(long)]
    pub anonymous: bool,
    /// Where to: a file, or - for standard output [default: the incident's folder]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Which follow-ups are wanted.
#[derive(Args, Clone, Debug, Default)]
pub struct Followups {
    /// Those still to be done
    #[arg(long)]
    pub open: bool,
    /// Those that should have been done by now
    #[arg(long)]
    pub overdue: bool,
    /// Those of this person
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// Those of exercises instead
    #[arg(long)]
    pub drills: bool,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answer,
}

/// What is to be checked, and how.
#[derive(Args, Clone, Debug, Default)]
pub struct Lint {
    /// An incident's id, a Markdown or text file, or - for standard input [default: as for other verbs]
    #[arg(value_name = "WHAT")]
    pub what: Option<PathBuf>,
    /// How long the timeline may be silent before that is told [default: 1h, or as configured]
    #[arg(long, value_name = "LENGTH")]
    pub gap: Option<Span>,
    /// Say why a finding does not count: CODE=REASON, or CODE@PLACE=REASON
    #[arg(long, value_name = "CODE=REASON")]
    pub waive: Vec<String>,
    /// Show what was waived, too
    #[arg(long)]
    pub all: bool,
    /// Only list the checks there are
    #[arg(long)]
    pub codes: bool,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answer,
}

/// What is to be checked for damage.
#[derive(Args, Clone, Debug, Default)]
pub struct Check {
    /// The incident's id, or an unambiguous beginning of it [default: as for other verbs]
    #[arg(value_name = "INCIDENT")]
    pub which: Option<String>,
    /// Every incident and every exercise, one line each
    #[arg(long, conflicts_with_all = ["which", "repair"])]
    pub all: bool,
    /// Put a sound journal in the place of a damaged one, which is kept beside it
    #[arg(long)]
    pub repair: bool,
    /// How to answer.
    #[command(flatten)]
    pub answer: Answer,
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
        /// List exercises instead
        #[arg(long)]
        drills: bool,
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
    #[command(
        after_long_help = "Examples:\n  ic export\n  ic export --format html --template customer -o outage.html\n  ic export -o - --format text | less\n  ic export --format json -o - | jq .measures"
    )]
    Export(Export),
    /// List follow-ups over all incidents
    #[command(after_long_help = "Examples:\n  ic followups --open\n  ic followups --overdue --owner bo")]
    Followups(Followups),
    /// Look for contradictions and omissions in a report: our own, or any in Markdown
    ///
    /// Errors are what is provably wrong, and make the exit code 1. A line `<!-- ic-lint: CODE reason -->` in a file
    /// waives a finding there.
    #[command(
        after_long_help = "Examples:\n  ic lint\n  ic lint postmortem.md --gap 2h\n  curl -s https://example.org/report.md | ic lint - --json"
    )]
    Lint(Lint),
    /// Draw the incident's phases, events and lengths
    #[command(after_long_help = "Example:\n  ic chart")]
    Chart {
        /// Letters and signs only
        #[arg(long)]
        ascii: bool,
        /// How wide, in columns [default: the terminal's width]
        #[arg(long, value_name = "COLUMNS")]
        width: Option<usize>,
    },
    /// Check the journal for damage; exits 1 if there is any
    ///
    /// Also says what is to be known of the files beside it. Nothing is changed but by --repair, and that deletes nothing:
    /// the damaged journal stays as damaged-1.jsonl.
    #[command(after_long_help = "Examples:\n  ic check && echo sound\n  ic check --all\n  ic check --repair")]
    Check(Check),
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
    /// Open the room where the report is written and reviewed
    #[command(after_long_help = "Example:\n  ic review")]
    Review,
    /// List the templates of reports, or print one
    ///
    /// A file NAME.md in the folder `templates` beside the configuration stands before the one that comes with ic.
    #[command(after_long_help = "Examples:\n  ic templates\n  ic templates customer > ~/.config/ic/templates/ours.md")]
    Templates {
        /// Print this one
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Rehearse an outage against the clock: choose a scenario and play it
    ///
    /// An exercise is kept apart from incidents, its id begins with EX-, and everything in it says EXERCISE.
    #[command(
        after_long_help = "Examples:\n  ic drill\n  ic drill --random --solo\n  ic drill run query-storm --speed 5"
    )]
    Drill(Drill),
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
    /// Say what works here, and what to do about what does not; exits 1 if nothing can be saved
    ///
    /// Tries out the folder of incidents with a file that goes away again, and looks at the terminal and the settings.
    #[command(after_long_help = "Examples:\n  ic doctor\n  ic doctor --dir /mnt/share/incidents")]
    Doctor {
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
