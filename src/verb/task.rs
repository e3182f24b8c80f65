//! What can be done with the checklist.

use clap::Subcommand;

use super::words;

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
