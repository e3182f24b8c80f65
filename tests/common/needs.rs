//! Tools that a test cannot do without.

use std::process::{Command, Stdio};

use libtest_mimic::Completion;

/// Why a test is left out, if this program is not there.
pub fn missing(program: &str) -> Option<Completion> {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_err().then(|| Completion::ignored_with(format!("needs {program}")))
}
