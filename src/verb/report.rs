//! What can be put on the lists of a report.

use clap::Subcommand;

use super::words;
use crate::incident::review::ItemKind;

/// What can be put on the lists of a report, and taken back.
#[derive(Subcommand, Clone, Debug)]
pub enum Report {
    /// Name an author of the report
    #[command(after_long_help = "Example:\n  ic report author ana")]
    Author {
        /// Who
        #[arg(required = true, value_name = "PERSON")]
        person: Vec<String>,
    },
    /// Name somebody who read the report before it went out
    #[command(after_long_help = "Example:\n  ic report reviewer bo")]
    Reviewer {
        /// Who
        #[arg(required = true, value_name = "PERSON")]
        person: Vec<String>,
    },
    /// Give the report a word to find it by
    #[command(after_long_help = "Example:\n  ic report tag database")]
    Tag {
        /// The word
        #[arg(required = true, value_name = "WORD")]
        word: Vec<String>,
    },
    /// Name a service that was hit
    #[command(after_long_help = "Example:\n  ic report service checkout")]
    Service {
        /// Which
        #[arg(required = true, value_name = "SERVICE")]
        service: Vec<String>,
    },
    /// Name a time in which people were hit; an outage may come back
    #[command(
        after_long_help = "Examples:\n  ic report window 14:25 15:10\n  ic report window \"2023-08-06 05:00\" \"2023-08-08 21:30\" --note the second failure"
    )]
    Window {
        /// From when
        #[arg(value_name = "FROM", allow_hyphen_values = true)]
        from: String,
        /// Until when
        #[arg(value_name = "TO", allow_hyphen_values = true)]
        to: String,
        /// What was different about it
        #[arg(long, value_name = "TEXT", num_args = 1..)]
        note: Vec<String>,
    },
    /// Say how much of something was hit
    #[command(
        after_long_help = "Examples:\n  ic report metric 340 orders lost\n  ic report metric 41 % failed payments"
    )]
    Metric {
        /// How much
        #[arg(value_name = "NUMBER", allow_negative_numbers = true)]
        number: f64,
        /// In what: %, orders, EUR
        #[arg(value_name = "UNIT")]
        unit: String,
        /// Of what
        #[arg(required = true, value_name = "NAME")]
        name: Vec<String>,
    },
    /// Answer "why?" once more
    #[command(after_long_help = "Example:\n  ic report why Because nobody had ever restored a backup")]
    Why {
        /// The answer
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Name another incident that has to do with this one
    #[command(after_long_help = "Example:\n  ic report related 2026-09-02-checkout-slow --text the same pool")]
    Related {
        /// Its id or name
        #[arg(value_name = "INCIDENT")]
        other: String,
        /// What it has to do with this one
        #[arg(long, value_name = "TEXT", num_args = 1..)]
        text: Vec<String>,
    },
    /// Explain a word that not every reader knows
    #[command(after_long_help = "Example:\n  ic report term WAL The log that a database writes first")]
    Term {
        /// The word
        #[arg(value_name = "WORD")]
        term: String,
        /// What it means
        #[arg(required = true, value_name = "TEXT")]
        meaning: Vec<String>,
    },
    /// Point to something elsewhere
    #[command(after_long_help = "Example:\n  ic report link https://grafana.example/d/7 The dashboard of that night")]
    Link {
        /// Where it is
        #[arg(value_name = "ADDRESS")]
        address: String,
        /// What it is
        #[arg(value_name = "TITLE")]
        title: Vec<String>,
    },
    /// Write a section of your own
    #[command(after_long_help = "Example:\n  ic report extra \"Backlog check\" Two tickets would have prevented it.")]
    Extra {
        /// Its heading
        #[arg(value_name = "HEADING")]
        title: String,
        /// The text, or - for standard input
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Say why a finding of `lint` does not count
    #[command(
        after_long_help = "Examples:\n  ic report waive lessons-missing --why a drill\n  ic report waive blame --place summary --why a quotation"
    )]
    Waive {
        /// The finding's code
        #[arg(value_name = "CODE")]
        code: String,
        /// Where, as `lint` names the place [default: everywhere]
        #[arg(long, value_name = "PLACE", num_args = 1..)]
        place: Vec<String>,
        /// The reason
        #[arg(long, value_name = "TEXT", num_args = 1.., required = true)]
        why: Vec<String>,
    },
    /// Take something back from a list
    #[command(after_long_help = "Example:\n  ic report withdraw metric 2")]
    Withdraw {
        /// From which
        #[arg(value_name = "LIST", ignore_case = true)]
        list: ItemKind,
        /// Which, by its number
        #[arg(value_name = "N", value_parser = words::number)]
        number: u32,
    },
}

impl Report {
    /// The list it is about.
    pub fn list(&self) -> ItemKind {
        match self {
            Report::Author { .. } => ItemKind::Author,
            Report::Reviewer { .. } => ItemKind::Reviewer,
            Report::Tag { .. } => ItemKind::Tag,
            Report::Service { .. } => ItemKind::Service,
            Report::Window { .. } => ItemKind::Window,
            Report::Metric { .. } => ItemKind::Metric,
            Report::Why { .. } => ItemKind::Why,
            Report::Related { .. } => ItemKind::Related,
            Report::Term { .. } => ItemKind::Term,
            Report::Link { .. } => ItemKind::Link,
            Report::Extra { .. } => ItemKind::Extra,
            Report::Waive { .. } => ItemKind::Waiver,
            Report::Withdraw { list, .. } => *list,
        }
    }
}
