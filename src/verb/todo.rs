//! What can be done with the two lists: tasks, to do during the incident, and follow-ups, to do after it.

use clap::Subcommand;

use super::words;
use crate::incident::followups::Purpose;

/// What can be done with the checklist.
#[derive(Subcommand, Clone, Debug)]
pub enum Task {
    /// Put a task on the checklist
    #[command(after_long_help = "Example:\n  ic task add Drain the queue --owner bo --due 15m")]
    Add {
        /// What to do
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Who does it
        #[arg(long, value_name = "PERSON")]
        owner: Option<String>,
        /// By when: 15m, 14:30, tomorrow 09:00
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        due: Option<String>,
    },
    /// A task is done
    #[command(after_long_help = "Example:\n  ic task done 3")]
    Done {
        /// Which
        #[arg(value_name = "TASK", value_parser = words::number)]
        task: u32,
    },
    /// A task is to be done after all
    #[command(after_long_help = "Example:\n  ic task reopen 3")]
    Reopen {
        /// Which
        #[arg(value_name = "TASK", value_parser = words::number)]
        task: u32,
    },
    /// Leave a task out, with a reason
    #[command(after_long_help = "Example:\n  ic task skip 3 --why nobody outside is hit")]
    Skip {
        /// Which
        #[arg(value_name = "TASK", value_parser = words::number)]
        task: u32,
        /// The reason
        #[arg(long, value_name = "TEXT", num_args = 1.., required = true)]
        why: Vec<String>,
    },
    /// Say who does a task
    #[command(after_long_help = "Example:\n  ic task own 3 bo")]
    Own {
        /// Which
        #[arg(value_name = "TASK", value_parser = words::number)]
        task: u32,
        /// Who
        #[arg(required = true, value_name = "PERSON")]
        person: Vec<String>,
    },
    /// Say by when a task is to be done
    #[command(after_long_help = "Example:\n  ic task due 3 15m")]
    Due {
        /// Which
        #[arg(value_name = "TASK", value_parser = words::number)]
        task: u32,
        /// By when: 15m, 14:30, tomorrow 09:00
        #[arg(value_name = "TIME", allow_hyphen_values = true)]
        time: String,
        /// The rest of a time of several words: a list that takes -5m would take the options behind it too.
        #[arg(hide = true)]
        rest: Vec<String>,
    },
}

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
    /// A follow-up is done
    #[command(after_long_help = "Example:\n  ic followup done 2")]
    Done {
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
