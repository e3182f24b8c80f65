//! Between a write and its sync nobody gets to see the line.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::session::Home;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);

/// Waits until there is something, and tells what.
fn waited<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> Outcome<T> {
    let end = Instant::now() + LONG;
    loop {
        match look() {
            Some(found) => return Ok(found),
            None if Instant::now() > end => return Err(format!("never came: {what}")),
            None => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// `ic` with strace around it, running.
fn traced(home: &Home, log: &Path, options: &[&str], words: &[&str]) -> io::Result<Child> {
    let mut command = home.command("strace");
    command.args(["-f", "-o"]).arg(log).args(options).arg(env!("CARGO_BIN_EXE_ic")).args(words);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// A writer is stopped between its write and its sync: a reader waits until it has gone on.
pub fn for_what_is_durable() -> Outcome {
    let home = Home::new();
    home.ic(&["declare", "Checkout returns 500s", "--zone", "UTC"])?;
    let [writing, reading] = ["writing", "reading"].map(|name| home.path().join(name));
    let log = |path: &Path| fs::read_to_string(path).unwrap_or_default();

    // The first write of a run is the note in the lock file.
    let stop = ["-e", "trace=write", "-e", "inject=write:signal=STOP:when=2"];
    let writer = traced(&home, &writing, &stop, &["log", "not durable yet"]).map_err(|error| error.to_string())?;
    let stopped =
        |log: String| Some(log.lines().find(|line| line.contains("stopped by SIGSTOP"))?.split(' ').next()?.to_owned());
    let process = waited("the writer stopped", || stopped(log(&writing)))?;

    let reader = ["-e", "trace=flock"];
    let mut reader = traced(&home, &reading, &reader, &["timeline"]).map_err(|error| error.to_string())?;
    let early = waited("the reader", || match reader.try_wait() {
        Ok(Some(_)) => Some(true),
        _ => log(&reading).contains("EAGAIN").then_some(false),
    })?;
    let went_on = Command::new("kill").args(["-CONT", &process]).status();
    let (wrote, read) = (writer.wait_with_output(), reader.wait_with_output());
    let [wrote, read] =
        [wrote, read].map(|output| output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()));
    let (wrote, read) = (wrote.map_err(|error| error.to_string())?, read.map_err(|error| error.to_string())?);
    let shown = read.contains("not durable yet");
    if !went_on.is_ok_and(|status| status.success()) || !wrote.starts_with("saved") {
        return Err(format!("the writer did not go on: {wrote}"));
    }
    match (early, shown) {
        (false, true) => Ok(()),
        (true, true) => Err("the line was shown before it was durable".into()),
        _ => Err(format!("the reader did not show the line: {read}")),
    }
}
