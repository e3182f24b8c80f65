//! Everything that can be said about an incident and is then kept.

use clap::error::Error;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, Subcommand};
use uuid::Uuid;

use super::followup::Followup;
use super::report::Report;
use super::task::Task;
use super::words;
use crate::incident::lifecycle::Status;
use crate::incident::milestones::Milestone;
use crate::incident::review::{CauseKind, Lesson, Section};
use crate::incident::timeline::{EntryKind, EntryRef};
use crate::incident::updates::Audience;

/// A writing verb with what every one of them takes: when it happened, and who says so.
#[derive(Clone, Debug)]
pub struct Write {
    /// What is said.
    pub verb: WriteVerb,
    /// When it happened, as typed.
    pub at: Option<String>,
    /// Who says so, as typed.
    pub by: Option<String>,
}

/// The writing verbs. Texts come as words, so that quotes are optional.
#[derive(Subcommand, Clone, Debug)]
pub enum WriteVerb {
    /// Declare an incident
    ///
    /// Makes a folder for it and starts its journal. Everything but the title can be said later.
    #[command(
        after_long_help = "Examples:\n  ic declare Checkout returns 500s --sev 2\n  ic declare \"Mail is late\" --started -25m --zone Europe/Berlin"
    )]
    Declare {
        /// What is broken, in a few words
        #[arg(required = true, value_name = "TITLE")]
        title: Vec<String>,
        /// How bad it is: 1 (worst) to 5
        #[arg(long, value_name = "LEVEL", value_parser = words::level)]
        sev: Option<u8>,
        /// When the impact began
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        started: Option<String>,
        /// When somebody or something noticed
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        detected: Option<String>,
        /// The zone of its times: an IANA name, UTC, or an offset like UTC+1
        #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
        zone: Option<String>,
        /// The playbook, by name
        #[arg(long, value_name = "NAME")]
        playbook: Option<String>,
    },
    /// Write a line into the timeline
    ///
    /// TEXT may be several words; - alone reads standard input, up to 1 MiB.
    #[command(
        after_long_help = "Examples:\n  ic log rolled back to v41 --kind action\n  ic log --at 14:25 \"pager went off\" --kind alert\n  kubectl get pods | ic log - --kind command"
    )]
    Log(Log),
    /// Say how bad it is
    #[command(after_long_help = "Examples:\n  ic sev 2\n  ic sev SEV1 payments are hit too")]
    Sev {
        /// 1 (worst) to 5
        #[arg(value_name = "LEVEL", value_parser = words::level)]
        level: u8,
        /// Why
        #[arg(value_name = "REASON")]
        reason: Vec<String>,
    },
    /// Say where it stands
    #[command(after_long_help = "Examples:\n  ic status identified the deploy of 14:02\n  ic status resolved --at -5m")]
    Status {
        /// The new status
        #[arg(ignore_case = true)]
        status: Status,
        /// What else is to be said
        #[arg(value_name = "NOTE")]
        note: Vec<String>,
    },
    /// Name the time of a milestone, or correct it
    #[command(after_long_help = "Examples:\n  ic mark started 13:55\n  ic mark detected -20m")]
    Mark {
        /// Which
        #[arg(ignore_case = true)]
        milestone: Milestone,
        /// When it was reached [default: now]
        #[arg(value_name = "TIME", allow_hyphen_values = true)]
        time: Option<String>,
        /// The rest of a time of several words: a list that takes -5m would take the options behind it too.
        #[arg(hide = true)]
        rest: Vec<String>,
    },
    /// Give a role to someone, or release it
    ///
    /// If someone else holds it, this is a handoff that names both.
    #[command(
        after_long_help = "Examples:\n  ic role commander ana\n  ic role comms Ana Maria\n  ic role \"operations lead\" --release"
    )]
    Role {
        /// The role, by its name or one of its other words
        #[arg(value_name = "ROLE")]
        role: String,
        /// Who holds it from now on
        #[arg(value_name = "PERSON", required_unless_present = "release")]
        person: Vec<String>,
        /// Nobody holds it any more
        #[arg(long)]
        release: bool,
    },
    /// Work with the checklist
    #[command(subcommand)]
    Task(Task),
    /// Record what people were told, and when they hear more
    #[command(
        after_long_help = "Examples:\n  ic update We see failing checkouts and are rolling back --next 20m\n  ic update --to internal \"Fix is out, watching\" --next none"
    )]
    Update {
        /// What they were told
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Who was told
        #[arg(long, default_value = "customers", ignore_case = true)]
        to: Audience,
        /// When they hear more: 30m, 14:30, none [default: as the playbook says]
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        next: Option<String>,
    },
    /// Correct an entry: its text, its time (--at), or both; the old text is kept
    #[command(after_long_help = "Examples:\n  ic edit 12 rolled back to v42\n  ic edit 12 --at 14:25")]
    Edit {
        /// Which, by its number
        #[arg(value_name = "ENTRY", value_parser = words::entry)]
        entry: EntryRef,
        /// The right text
        #[arg(value_name = "TEXT")]
        text: Vec<String>,
        /// It happened exactly then, after all
        #[arg(long, conflicts_with = "about")]
        exact: bool,
        /// How exactly its time is known, and who or what did it.
        #[command(flatten)]
        detail: Known,
    },
    /// Take an entry out of the story, with a reason; its text is kept
    #[command(after_long_help = "Example:\n  ic strike 12 --why wrong cluster")]
    Strike {
        /// Which, by its number
        #[arg(value_name = "ENTRY", value_parser = words::entry)]
        entry: EntryRef,
        /// The reason
        #[arg(long, value_name = "TEXT", num_args = 1.., required = true)]
        why: Vec<String>,
    },
    /// Star an entry: a key event
    #[command(after_long_help = "Examples:\n  ic key 12\n  ic key 12 --off")]
    Key {
        /// Which, by its number
        #[arg(value_name = "ENTRY", value_parser = words::entry)]
        entry: EntryRef,
        /// Take the star away
        #[arg(long)]
        off: bool,
    },
    /// Give the incident another title
    #[command(after_long_help = "Example:\n  ic title Checkout and search return 500s")]
    Title {
        /// The new one
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Tell the incident in a few sentences, for the report
    #[command(after_long_help = "Example:\n  ic summary A bad deploy broke checkout for 40 minutes.")]
    Summary {
        /// The sentences
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Say who was hit and how, for the report
    #[command(after_long_help = "Example:\n  ic impact One in three orders failed for 40 minutes")]
    Impact {
        /// In a line or two
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Write a text of the report, or print what stands there
    ///
    /// TEXT may be several words; - alone reads standard input.
    #[command(
        after_long_help = "Examples:\n  ic section detection A customer called before any alert fired.\n  ic section conclusion - < conclusion.txt\n  ic section summary\n  ic section apology --clear"
    )]
    Section {
        /// Which text
        #[arg(value_name = "NAME", ignore_case = true)]
        section: Section,
        /// The text, or - for standard input
        #[arg(value_name = "TEXT")]
        text: Vec<String>,
        /// Take the text out
        #[arg(long, conflicts_with = "text")]
        clear: bool,
    },
    /// Name a cause, change one, or withdraw one
    #[command(
        after_long_help = "Examples:\n  ic cause Connection pool too small --text The limit came from an old default.\n  ic cause --kind trigger The nightly import\n  ic cause --withdraw 2"
    )]
    Cause {
        /// In a few words
        #[arg(value_name = "TITLE", required_unless_present = "withdraw")]
        title: Vec<String>,
        /// In full
        #[arg(long, value_name = "TEXT", num_args = 1.., requires = "title")]
        text: Vec<String>,
        /// What part it played
        #[arg(long, default_value = "root", ignore_case = true)]
        kind: CauseKind,
        /// Let this one say so instead, by its number
        #[arg(long, value_name = "CAUSE", value_parser = words::number, requires = "title")]
        change: Option<u32>,
        /// Take this one back, by its number
        #[arg(long, value_name = "CAUSE", value_parser = words::number, conflicts_with_all = ["title", "text", "kind"])]
        withdraw: Option<u32>,
    },
    /// Write down a lesson, change one, or withdraw one
    #[command(
        after_long_help = "Examples:\n  ic lesson The rollback took 3 minutes --kind well\n  ic lesson --withdraw 1"
    )]
    Lesson {
        /// The lesson
        #[arg(value_name = "TEXT", required_unless_present = "withdraw")]
        text: Vec<String>,
        /// What went well, badly, or by luck
        #[arg(long, default_value = "badly", ignore_case = true)]
        kind: Lesson,
        /// Let this one say so instead, by its number
        #[arg(long, value_name = "LESSON", value_parser = words::number, requires = "text")]
        change: Option<u32>,
        /// Take this one back, by its number
        #[arg(long, value_name = "LESSON", value_parser = words::number, conflicts_with_all = ["text", "kind"])]
        withdraw: Option<u32>,
    },
    /// Work with what is to be done after the incident
    #[command(subcommand, alias = "follow-up")]
    Followup(Followup),
    /// Fill in the rest of the report: people, services, figures, windows of impact, links and the like
    Report {
        /// Let this item of the list say so instead, by its number
        #[arg(long, global = true, value_name = "N", value_parser = words::number)]
        change: Option<u32>,
        /// What is said.
        #[command(subcommand)]
        what: Report,
    },
    /// Close the incident and write its report
    ///
    /// At a terminal it asks for what is missing; everything can be left open, which the report then says.
    #[command(
        after_long_help = "Examples:\n  ic close\n  ic close --impact 340 orders lost --cause expired certificate --resolved 15:10"
    )]
    Close {
        /// When the impact began
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        started: Option<String>,
        /// When it was over
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        resolved: Option<String>,
        /// Who commanded
        #[arg(long, value_name = "PERSON", num_args = 1..)]
        commander: Vec<String>,
        /// Who was hit and how, in a line
        #[arg(long, value_name = "TEXT", num_args = 1..)]
        impact: Vec<String>,
        /// The root cause, in a line
        #[arg(long, value_name = "TEXT", num_args = 1..)]
        cause: Vec<String>,
    },
    /// Open a closed or cancelled incident again
    #[command(after_long_help = "Example:\n  ic reopen")]
    Reopen,
    /// Cancel it: there was no incident
    #[command(after_long_help = "Example:\n  ic cancel --why false alarm of the new probe")]
    Cancel {
        /// The reason
        #[arg(long, value_name = "TEXT", num_args = 1.., required = true)]
        why: Vec<String>,
    },
}

/// A line for the timeline.
#[derive(Args, Clone, Debug)]
pub struct Log {
    /// What to write, or - for standard input
    #[arg(required = true, value_name = "TEXT")]
    pub text: Vec<String>,
    /// What it is about
    #[arg(long, default_value = "note", ignore_case = true)]
    pub kind: EntryKind,
    /// Star it: a key event
    #[arg(long)]
    pub key: bool,
    /// How exactly its time is known, and who or what did it.
    #[command(flatten)]
    pub detail: Known,
    /// An id of your own: the same line with the same id is kept once, however often it is sent
    #[arg(long, value_name = "UUID")]
    pub id: Option<Uuid>,
}

/// How exactly the time of an entry is known, and who or what did it.
#[derive(Args, Clone, Debug, Default)]
pub struct Known {
    /// It happened about then
    #[arg(long)]
    pub about: bool,
    /// When it ended, for what took a while
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Who or what did it, if not who writes it down
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
}

impl FromArgMatches for Write {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut said = matches;
        while let Some((_, deeper)) = said.subcommand() {
            said = deeper;
        }
        let word = |id: &str| said.get_one::<String>(id).cloned();
        Ok(Write { at: word(AT), by: word(BY), verb: WriteVerb::from_arg_matches(matches)? })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Write::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Write {
    fn augment_subcommands(command: Command) -> Command {
        debug_assert!(!command.has_subcommands(), "all that are there become writing verbs");
        WriteVerb::augment_subcommands(command).mut_subcommands(stamped)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Write::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        WriteVerb::has_subcommand(name)
    }
}

impl Write {
    /// Adds `log` alone to a command.
    pub(super) fn augment_with_log(command: Command) -> Command {
        command.subcommand(stamped(Log::augment_args(Command::new("log"))))
    }
}

/// The id of the option that says when.
pub(super) const AT: &str = "at";
/// The id of the option that says who.
pub(super) const BY: &str = "as";

/// Gives every verb, and every verb within it, the options that all writing verbs take.
fn stamped(verb: Command) -> Command {
    if verb.has_subcommands() {
        return verb.mut_subcommands(stamped);
    }
    let at = Arg::new(AT).long(AT).value_name("TIME").allow_hyphen_values(true);
    let by = Arg::new(BY).long(BY).value_name("PERSON");
    verb.arg(at.help("When it happened, if not now: 14:25, -5m, \"yesterday 14:25\", 2026-11-21T14:25:00Z"))
        .arg(by.help("Who says so, if not you"))
}
