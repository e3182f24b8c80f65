//! Faults put into the program on purpose: for each, the test that is there to find it does.

use std::process::Command;

use incident_commander::journal::mutant::{self, Mutant};
use libtest_mimic::Trial;

use crate::{Outcome, trial};

pub const POWER: &str = "a_power_cut_after_any_call";
pub const KILLED: &str = "killed_before_any_call";
pub const TORN: &str = "a_write_that_is_cut_short_by_the_end";
pub const FAILING: &str = "a_call_that_fails";
pub const WAITING: &str = "a_line_is_shown_to_nobody_before_it_is_durable";

/// Which test finds it, and what that says of it.
fn found_by(mutant: Mutant) -> (&'static str, &'static str) {
    match mutant {
        Mutant::AppendUnsynced => (POWER, "was acknowledged last is lost"),
        Mutant::FolderUnsynced => (POWER, "was acknowledged last is lost"),
        Mutant::DraftUnsynced => (POWER, "incident.json is not whole"),
        Mutant::CopyUnsynced => (POWER, "the torn tail is lost"),
        Mutant::RepeatUnsynced => (POWER, "was acknowledged last is lost"),
        Mutant::ChecksumIgnored => (POWER, "the program finds"),
        Mutant::TailKept => (TORN, "in the end the journal holds"),
        Mutant::RepeatUnknown => (KILLED, "it is refused when it is repeated"),
        Mutant::SavedTooEarly => (KILLED, "was acknowledged last is lost"),
        Mutant::WrittenInPlace => (KILLED, "incident.json is not whole"),
        Mutant::SyncRepeated => (FAILING, "the journal was not written, but the exit code is 0"),
        Mutant::FailureKept => (FAILING, "what is said not to be saved is there"),
        Mutant::LockIgnored => (WAITING, "was shown before it was durable"),
    }
}

/// One trial a mutant; a release build has none.
pub fn trials() -> Vec<Trial> {
    let of = |mutant| trial(&format!("mutant_{mutant:?}_is_found"), &["strace", "cc"], move || is_found(mutant));
    let mut trials = vec![trial("every_mutant_stands_in_the_readme", &[], every_one_is_told_of)];
    if cfg!(debug_assertions) {
        trials.extend(Mutant::ALL.map(of));
    }
    trials
}

fn every_one_is_told_of() -> Outcome {
    let readme = include_str!("../README.md");
    let row = |mutant: &Mutant| format!("| `{mutant:?}` | `{}` |", found_by(*mutant).0);
    match Mutant::ALL.iter().map(row).find(|row| !readme.contains(row)) {
        Some(missing) => Err(format!("tests/README.md lacks {missing}")),
        None => Ok(()),
    }
}

/// Runs the test that finds it with the mutant alive; that it passes without is seen when it runs by itself.
fn is_found(mutant: Mutant) -> Outcome {
    let (test, says) = found_by(mutant);
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let run = Command::new(this).args(["--exact", test]).env(mutant::VARIABLE, format!("{mutant:?}")).output();
    let run = run.map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&run.stdout);
    match !run.status.success() && said.contains(says) {
        true => Ok(()),
        false => Err(format!("{test} with it ends with {} and says:\n{said}", run.status)),
    }
}
