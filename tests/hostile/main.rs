//! Hostile input to the real program: texts at every sink, names that lead elsewhere, files that are not what they
//! should be, and journals that somebody wrote who wishes ill.

#[path = "../common/mod.rs"]
mod common;
mod files;
mod journals;
#[path = "../../src/incident/testing/payloads.rs"]
#[allow(dead_code, reason = "markup is only text at the command line; the tests of the reports use it")]
mod payloads;
mod sinks;

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use common::{LONG, Ran};

/// What reads an incident and changes nothing.
const READING: [&[&str]; 10] = [
    &["show"],
    &["brief"],
    &["timeline"],
    &["list"],
    &["followups"],
    &["lint"],
    &["check"],
    &["path"],
    &["config"],
    &["export", "-o", "-"],
];

/// Runs a command with this on its standard input; it must end by itself.
#[track_caller]
fn run(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let readers = [reader(child.stdout.take().unwrap()), reader(child.stderr.take().unwrap())];
    let status = ends(&mut child);
    writer.join().unwrap();
    let [out, err] = readers.map(|reader| reader.join().unwrap());
    Ran { code: status, out, err }
}

fn reader(mut from: impl std::io::Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    })
}

/// The exit code; a program that waits for ever is killed and fails the test.
#[track_caller]
fn ends(child: &mut Child) -> Option<i32> {
    let end = Instant::now() + LONG;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.code().is_some_and(|code| code <= 3), "it ended with {status}");
            return status.code();
        }
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("it does not end");
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

/// Panics at a character that commands a terminal, hides something or turns the reading direction.
#[track_caller]
fn assert_clean(said: &str, why: &str) {
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{1160}' | '\u{3164}' | '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0d}')
            || matches!(c, '\u{e0000}'..='\u{e0fff}' | '\u{fffe}'..='\u{ffff}')
    };
    assert!(!said.contains(hidden), "{why}: {said:?}");
    assert!(!said.contains(&"\u{301}".repeat(9)), "{why}: marks without end");
}
