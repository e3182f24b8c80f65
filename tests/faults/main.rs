//! Every system call between a line and the disk fails once, in every way in which disks and systems fail: what was
//! acknowledged is there once, what was refused is told, and everything goes on afterwards.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

mod calls;
mod holder;
mod room;
mod shell;

use libtest_mimic::{Arguments, Completion, Trial};

/// What the system may answer.
const ERRORS: [&str; 6] = ["EIO", "ENOSPC", "EROFS", "EDQUOT", "EINTR", "EMFILE"];

/// A test that is left out where there is no strace.
fn trial(name: impl Into<String>, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::ignorable_test(name, || {
        if let Some(left_out) = common::needs::missing("strace") {
            return Ok(left_out);
        }
        test();
        Ok(Completion::Completed)
    })
}

fn main() {
    let mut trials = shell::trials();
    trials.extend(room::trials());
    trials.extend(holder::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
