//! What can be said of exercises: at the shell to begin, follow and review them, and in the room to play them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Answer, Format, words};
use crate::incident::exercise::Rating;

/// Choosing an exercise, or doing something with one.
#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Drill {
    /// What is to be done; without it a scenario is chosen on the screen.
    #[command(subcommand)]
    pub verb: Option<DrillVerb>,
    /// Let chance choose the scenario
    #[arg(long)]
    pub random: bool,
    /// How it is to be played.
    #[command(flatten)]
    pub manner: Manner,
}

/// How a scenario is to be played.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Manner {
    /// How many times faster than the wall clock: 1, 2, 5 or 10; only runs at 1 can be compared
    #[arg(long, value_name = "TIMES", default_value = "1", value_parser = speed)]
    pub speed: u8,
    /// One person plays all parts
    #[arg(long)]
    pub solo: bool,
    /// Injects come when the controller brings them, and nothing is due
    #[arg(long)]
    pub untimed: bool,
    /// Vary the times of injects, the same way for the same number
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

fn speed(text: &str) -> Result<u8, String> {
    match text.trim_start_matches(['x', '×']) {
        "1" => Ok(1),
        "2" => Ok(2),
        "5" => Ok(5),
        "10" => Ok(10),
        _ => Err("the speed is 1, 2, 5 or 10".into()),
    }
}

/// What can be done with exercises.
#[derive(Subcommand, Clone, Debug)]
pub enum DrillVerb {
    /// List the scenarios there are
    #[command(after_long_help = "Example:\n  ic drill scenarios")]
    Scenarios {
        /// Print the file of this one
        #[arg(value_name = "ID")]
        id: Option<String>,
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Play a scenario: a file, or the id of one that is there. An exercise that was left goes on by its own id
    #[command(
        after_long_help = "Examples:\n  ic drill run query-storm\n  ic drill run ./ours.toml --speed 5\n  ic drill run EX-2026-11-21-slow-then-gone"
    )]
    Run {
        /// A scenario's file or id, or an exercise's id
        #[arg(value_name = "SCENARIO")]
        scenario: String,
        /// How it is to be played.
        #[command(flatten)]
        manner: Manner,
    },
    /// Open the controller's view of the running exercise, in a second terminal
    #[command(after_long_help = "Example:\n  ic drill control")]
    Control,
    /// Check a scenario file: what is wrong in it, what can never come, what gives too much away
    #[command(after_long_help = "Example:\n  ic drill check ours.toml")]
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Write the after-action report of the last exercise
    #[command(after_long_help = "Examples:\n  ic drill report\n  ic -i EX-2026-11-21 drill report --format json -o -")]
    Report {
        /// The form
        #[arg(long, default_value = "md", ignore_case = true)]
        format: Format,
        /// Where to: a file, or - for standard output [default: the exercise's folder]
        #[arg(short, long, value_name = "PATH")]
        output: Option<PathBuf>,
    },
    /// Show how the same scenario went over time
    #[command(after_long_help = "Example:\n  ic drill history query-storm")]
    History {
        /// Only this scenario
        #[arg(value_name = "SCENARIO")]
        scenario: Option<String>,
        /// How to answer.
        #[command(flatten)]
        answer: Answer,
    },
    /// Draft a scenario from a recorded incident
    ///
    /// Nothing is guessed: what was seen becomes injects, what was done becomes what is awaited. It stays a draft until a
    /// person has read it and sets `status = "ready"`.
    #[command(after_long_help = "Example:\n  ic drill from 2026-11-21-checkout -o checkout.toml")]
    From {
        /// The incident's id
        #[arg(value_name = "INCIDENT")]
        incident: String,
        /// Where to: a file, or - for standard output
        #[arg(short, long, value_name = "PATH", default_value = "-")]
        output: PathBuf,
    },
    /// What is done while an exercise is played, and in its hot wash.
    #[command(flatten)]
    Play(PlayVerb),
}

/// What players and controllers can do in an exercise.
#[derive(Subcommand, Clone, Debug)]
pub enum PlayVerb {
    /// Stop the exercise clock
    #[command(after_long_help = "Example:\n  ic drill pause")]
    Pause,
    /// Let the exercise clock go on
    #[command(after_long_help = "Example:\n  ic drill resume")]
    Resume,
    /// Bring the next inject now
    #[command(after_long_help = "Example:\n  ic drill skip")]
    Skip,
    /// Bring any inject now
    #[command(after_long_help = "Example:\n  ic drill fire I5")]
    Fire {
        /// Which
        #[arg(value_name = "INJECT")]
        inject: String,
    },
    /// Give the hint for an inject
    #[command(after_long_help = "Example:\n  ic drill hint I2")]
    Hint {
        /// Which
        #[arg(value_name = "INJECT")]
        inject: String,
    },
    /// Say that an inject has been seen
    #[command(after_long_help = "Example:\n  ic drill ack I2")]
    Ack {
        /// Which
        #[arg(value_name = "INJECT")]
        inject: String,
    },
    /// Choose one of an inject's options
    #[command(after_long_help = "Example:\n  ic drill choose I4 rollback")]
    Choose {
        /// Which
        #[arg(value_name = "INJECT")]
        inject: String,
        /// The option's name
        #[arg(value_name = "OPTION")]
        option: String,
    },
    /// Rate what only a person can judge
    #[command(after_long_help = "Examples:\n  ic drill rate I6 S handed over in a hurry\n  ic drill rate I6.2 P")]
    Rate {
        /// The inject; with a point and a number, which of its expectations
        #[arg(value_name = "INJECT")]
        inject: String,
        /// P without challenges, S some, M major challenges, U not performed
        #[arg(value_name = "P|S|M|U")]
        rating: Rating,
        /// What was seen
        #[arg(value_name = "NOTE")]
        note: Vec<String>,
    },
    /// Note something for the report
    #[command(after_long_help = "Example:\n  ic drill observe nobody looked at the clock")]
    Observe {
        /// What
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// End the exercise
    #[command(after_long_help = "Example:\n  ic drill end")]
    End,
    /// Rate yourselves on an objective, after the end
    #[command(after_long_help = "Example:\n  ic drill assess command S")]
    Assess {
        /// Which objective
        #[arg(value_name = "OBJECTIVE")]
        objective: String,
        /// P without challenges, S some, M major challenges, U not performed
        #[arg(value_name = "P|S|M|U")]
        rating: Rating,
    },
    /// Answer a question of the hot wash, after the end
    #[command(after_long_help = "Example:\n  ic drill answer 1 the pager woke nobody")]
    Answer {
        /// Which question, from 1
        #[arg(value_name = "QUESTION", value_parser = words::number)]
        question: u32,
        /// What is said
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Say what is to improve a finding: a follow-up with an owner and a date
    #[command(after_long_help = "Example:\n  ic drill improve I2.1 Template for first words --owner bo --due 14d")]
    Improve {
        /// What was rated M or U: INJECT.N, or the name of a measure
        #[arg(value_name = "FINDING")]
        finding: String,
        /// What to do
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Who does it
        #[arg(long, value_name = "PERSON")]
        owner: Option<String>,
        /// By when: 14d, 2026-12-01
        #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
        due: Option<String>,
    },
}
