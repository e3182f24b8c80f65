//! `ic`: parse, call, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    incident_commander::cli::run()
}
