//! System calls: which ones a run makes on the files of a shelf, and the same run with one of them failing.

use std::collections::HashMap;
use std::fs;

use crate::common::{Home, IC, Ran};

/// A system call on a file of the shelf.
pub struct Call {
    pub name: String,
    /// Which one of this name it is in its run, from 1.
    pub number: usize,
    /// As strace writes it.
    pub line: String,
}

impl Call {
    /// Whether it changes something, or makes a change durable.
    pub fn writes(&self) -> bool {
        [
            "write",
            "copy_file_range",
            "sendfile",
            "fsync",
            "fdatasync",
            "ftruncate",
            "mkdir",
            "mkdirat",
            "rename",
            "renameat",
            "renameat2",
        ]
        .contains(&self.name.as_str())
            || (self.name.starts_with("open") && self.line.contains("O_CREAT"))
    }

    /// Whether others of its kind may fail after it and the program can still say so.
    pub fn may_fail_for_ever(&self) -> bool {
        self.writes() && self.name != "write" && !self.name.starts_with("open")
    }

    /// Whether it is about the journal alone, and not about a copy of what it ends with.
    pub fn is_on_the_journal(&self) -> bool {
        self.line.contains("journal.jsonl") && !self.line.contains("torn-")
    }
}

/// Not failing in any way that a program could do something about.
const LEFT_OUT: [&str; 2] = ["close", "fcntl"];

fn traced(home: &Home, options: &[&str], words: &[&str]) -> (Ran, String) {
    let log = home.path().join("trace");
    let mut strace = home.command("strace");
    strace.args(["-f", "--seccomp-bpf", "-qq", "-y", "-o"]).arg(&log).args(options).arg(IC).args(words);
    let ran = Ran::from(strace.output().unwrap());
    (ran, fs::read_to_string(log).unwrap())
}

/// The calls that a run makes on files of the shelf.
pub fn on_the_shelf(home: &Home, words: &[&str]) -> Vec<Call> {
    let (ran, log) = traced(home, &["-e", "trace=%file,%desc"], words);
    ran.code(0);
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((name, _)) = line.split_once(' ').and_then(|(_, call)| call.trim_start().split_once('(')) else {
            continue;
        };
        let number = numbers.entry(name).or_default();
        *number += 1;
        if line.contains(home.shelf().parent().unwrap().to_str().unwrap())
            && line.contains("/incidents")
            && !LEFT_OUT.contains(&name)
        {
            calls.push(Call { name: name.into(), number: *number, line: line.into() });
        }
    }
    calls
}

/// The same run with this call failing; `on` makes all later ones of its name fail, too.
pub fn failing(home: &Home, words: &[&str], call: &Call, error: &str, on: bool) -> Ran {
    let Call { name, number, .. } = call;
    let when = format!("{number}{}", if on { "+" } else { "" });
    injected(home, words, &format!("{name}:error={error}:when={when}"))
}

/// A run with an injection as strace writes it: `CALL:error=ERROR:when=N`.
pub fn injected(home: &Home, words: &[&str], injection: &str) -> Ran {
    let names = injection.split(':').next().unwrap();
    let options = ["-e", &format!("trace={names}"), "-e", &format!("inject={injection}")];
    let (ran, log) = traced(home, &options, words);
    assert!(log.contains("(INJECTED)"), "{injection} was never reached: {log}");
    ran
}
