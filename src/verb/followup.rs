//! What can be done with follow-ups: what is to be done after the incident.

use clap::Subcommand;

use super::words;
use crate::incident::followups::Purpose;

/// What can be done with follow-ups.
#[derive(Subcommand, Clone, Debug)]
pub enum Followup {
    /// Agree on a follow-up
    #[command(
        after_long_help = "Example:\n  ic followup add Alert on pool exhaustion --owner bo --due friday --purpose detect --ticket OPS-12"
    )]
    Add {
        /// What to do
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Who does it
        #[arg(long, value_name = "PERSON")]
        owner: Option<String>,
        /// By when: friday, 2026-12-01
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        due: Option<String>,
        /// What it is for
        #[arg(long, default_value = "other", ignore_case = true)]
        purpose: Purpose,
        /// How urgent: 1 (most) to 5
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
        priority: Option<u8>,
        /// Where it is tracked
        #[arg(long, value_name = "TICKET")]
        ticket: Option<String>,
        /// More about it
        #[arg(long, value_name = "TEXT", num_args = 1..)]
        detail: Vec<String>,
        /// The heading under which it stands: immediate, preventive
        #[arg(long, value_name = "HEADING", num_args = 1..)]
        group: Vec<String>,
        /// The cause it is to remove, by its number
        #[arg(long, value_name = "CAUSE", value_parser = words::number)]
        cause: Option<u32>,
    },
    /// Let a follow-up say something else; an empty text takes a field out
    #[command(
        after_long_help = "Examples:\n  ic followup edit 2 Alert at 80 % pool use\n  ic followup edit 2 --group Preventive --priority 1"
    )]
    Edit {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
        /// What to do
        #[arg(value_name = "TEXT")]
        text: Vec<String>,
        /// What it is for
        #[arg(long, ignore_case = true)]
        purpose: Option<Purpose>,
        /// How urgent: 1 (most) to 5
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
        priority: Option<u8>,
        /// Where it is tracked
        #[arg(long, value_name = "TICKET")]
        ticket: Option<String>,
        /// More about it
        #[arg(long, value_name = "TEXT")]
        detail: Option<String>,
        /// The heading under which it stands
        #[arg(long, value_name = "HEADING")]
        group: Option<String>,
        /// The cause it is to remove, by its number
        #[arg(long, value_name = "CAUSE", value_parser = words::number)]
        cause: Option<u32>,
    },
    /// Say who does a follow-up
    #[command(after_long_help = "Example:\n  ic followup own 2 bo")]
    Own {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
        /// Who
        #[arg(required = true, value_name = "PERSON")]
        person: Vec<String>,
    },
    /// Say by when a follow-up is to be done
    #[command(after_long_help = "Example:\n  ic followup due 2 2026-12-01")]
    Due {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
        /// By when: friday, 2026-12-01
        #[arg(value_name = "TIME", allow_hyphen_values = true)]
        time: String,
        /// The rest of a time of several words: a list that takes -5m would take the options behind it too.
        #[arg(hide = true)]
        rest: Vec<String>,
    },
    /// Work on a follow-up has begun
    #[command(after_long_help = "Example:\n  ic followup start 2")]
    Start {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
    },
    /// A follow-up is done
    #[command(after_long_help = "Example:\n  ic followup done 2")]
    Done {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
    },
    /// A follow-up is to be done after all
    #[command(after_long_help = "Example:\n  ic followup reopen 2")]
    Reopen {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
    },
    /// Give a follow-up up, with a reason
    #[command(after_long_help = "Example:\n  ic followup drop 2 --why the service goes away")]
    Drop {
        /// Which
        #[arg(value_name = "FOLLOWUP", value_parser = words::number)]
        followup: u32,
        /// The reason
        #[arg(long, value_name = "TEXT", num_args = 1.., required = true)]
        why: Vec<String>,
    },
}
