//! The command line: one file a family of verbs, text or JSON out, and an exit code that speaks of durability.

mod acknowledge;
mod call;
mod chart;
mod check;
mod close;
mod declare;
mod doctor;
mod drill;
mod exit;
mod export;
mod followups;
mod lint;
mod list;
mod out;
mod path;
mod read;
mod room;
#[cfg(test)]
mod schemas;
mod section;
mod setup;
mod show;
mod templates;
mod timeline;
mod which;
mod write;

use std::process::ExitCode;

use call::Call;
use exit::Failure;

use crate::verb::{Cli, Program, Read, Verb, WriteVerb};

/// Does what the process was called for, and tells how it ended.
pub fn run() -> ExitCode {
    survive_file_size_limits();
    let cli = match Cli::of_process() {
        Ok(cli) => cli,
        Err(error) => return out::usage(&error).into(),
    };
    match dispatch(cli) {
        Ok(code) => code,
        Err(failure) => {
            out::complain(&failure.message);
            failure.exit.into()
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let call = Call::new(cli.global)?;
    let exit = match cli.verb {
        None => return room::enter(call),
        Some(Verb::Write(write)) => match &write.verb {
            WriteVerb::Declare { zone, playbook, .. } => {
                declare::run(&call, &write, zone.as_deref(), playbook.as_deref())
            }
            WriteVerb::Close { .. } => close::run(&call, &write),
            WriteVerb::Section { section, text, clear: false } if text.is_empty() => section::print(&call, *section),
            _ => write::run(&call, write),
        },
        Some(Verb::Read(read)) => match read {
            Read::Show { answer } => show::show(&call, answer),
            Read::Brief { answer } => show::brief(&call, answer),
            Read::Timeline { key, last, answer } => timeline::run(&call, timeline::Wanted { key, last }, answer),
            Read::List { drills, answer } => list::run(&call, drills, answer),
            Read::Export(export) => export::run(&call, &export),
            Read::Followups(wanted) => followups::run(&call, &wanted),
            Read::Lint(wanted) => lint::run(&call, &wanted),
            Read::Chart { ascii, width } => chart::run(&call, ascii, width),
            Read::Check(wanted) => check::run(&call, &wanted),
            Read::Path { answer } => path::run(&call, answer),
        },
        Some(Verb::Program(program)) => match program {
            Program::Review => return room::review(call),
            Program::Templates { name, answer } => templates::run(&call, name.as_deref(), answer),
            Program::Drill(drill) => return drill::run(call, drill),
            Program::Demo => return room::demo(call),
            Program::Config { answer } => setup::config(&call, answer),
            Program::Doctor { answer } => doctor::run(&call, answer),
            Program::Completions { shell } => setup::completions(shell),
            Program::Man { verb } => setup::manual(&verb),
        },
    };
    exit.map(ExitCode::from)
}

/// Beyond `ulimit -f` a write raises SIGXFSZ, which kills by default; with a handler the write fails with EFBIG, and the
/// journal can be put in order (setrlimit(2)).
fn survive_file_size_limits() {
    #[cfg(unix)]
    {
        const SIGXFSZ: i32 = 25;
        // If it cannot be done, only the message differs: a write beyond the limit then ends the process.
        let _ = signal_hook::flag::register(SIGXFSZ, Default::default());
    }
}
