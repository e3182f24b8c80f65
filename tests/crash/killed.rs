//! The program is killed before each of the calls that change anything: what it had acknowledged is there, and it can go
//! on.

use std::collections::HashMap;

use uuid::Uuid;

use crate::session::{Before, Home, Step, acknowledges, done};
use crate::verdict::{Promise, Said, ids, judge};
use crate::{Outcome, work};

/// A step, and the home that it finds.
pub struct Scene<'a> {
    pub step: &'a Step,
    /// As it is before the step.
    pub home: Home,
    /// What was acknowledged before.
    pub kept: Vec<Uuid>,
    /// How many records the step writes.
    pub writes: usize,
    /// Its calls that change anything.
    pub calls: Vec<Call>,
}

/// A call that changes something: the n-th of its name in a run.
pub struct Call {
    pub name: String,
    pub nth: usize,
    /// As strace wrote it, with the file's path.
    pub line: String,
}

/// Calls that may change something; opening counts where it makes a file.
const CALLS: &str = "trace=openat,write,pwrite64,writev,copy_file_range,sendfile,ftruncate,rename,renameat,renameat2,\
linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,fchmod,utimensat,flock";

/// Plays a session undisturbed, and keeps what each step found.
pub fn scenes(session: &[Step]) -> Outcome<Vec<Scene<'_>>> {
    let mut scenes = Vec::new();
    let mut home = Home::new();
    for step in session {
        if step.before == Before::TornTail {
            home.tear();
        }
        let next = home.copy();
        let kept = ids(&home.journal());
        let (output, log) = next.traced(&["-y", "-e", CALLS], step.words);
        done(step.words, &output)?;
        let writes = ids(&next.journal()).len().saturating_sub(kept.len());
        scenes.push(Scene { step, home, kept, writes, calls: calls(&log) });
        home = next;
    }
    Ok(scenes)
}

fn calls(log: &str) -> Vec<Call> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((name, arguments)) = line.split_once(' ').and_then(|(_, call)| call.trim_start().split_once('('))
        else {
            continue;
        };
        let nth = counts.entry(name).or_default();
        *nth += 1;
        if name != "openat" || arguments.contains("O_CREAT") {
            calls.push(Call { name: name.into(), nth: *nth, line: line.into() });
        }
    }
    calls
}

impl Scene<'_> {
    /// The verdict on a home in which this step was interrupted; the program must find the journal sound in the end.
    pub fn judge(&self, home: &Home, said: Said, how: &str) -> Outcome {
        let promise = Promise { step: self.step, kept: &self.kept, writes: self.writes, first: None, said };
        let verdict = judge(home, &promise).and_then(|()| home.ic(&["check"]).map(drop));
        verdict.map_err(|why| format!("`ic {}`, {how}: {why}", self.step.words.join(" ")))
    }
}

/// Kills the program everywhere in a session; at so many places at least.
pub fn everywhere(session: &[Step], at_least: usize) -> Outcome {
    let scenes = scenes(session)?;
    let cases: Vec<_> = scenes.iter().flat_map(|scene| scene.calls.iter().map(move |call| (scene, call))).collect();
    let count = cases.len();
    work::each(cases, |(scene, call)| {
        let home = scene.home.copy();
        let Call { name, nth, line } = call;
        let kill = [format!("trace={name}"), format!("inject={name}:signal=KILL:when={nth}")];
        let (output, _) = home.traced(&["-e", &kill[0], "-e", &kill[1]], scene.step.words);
        if output.status.code().is_some() {
            return Err(format!("`ic {}` was not killed before {line}", scene.step.words.join(" ")));
        }
        let said = if acknowledges(&output.stdout) { Said::Saved } else { Said::Nothing };
        scene.judge(&home, said, &format!("killed before {line}"))
    })?;
    println!("killed at {count} places");
    match count >= at_least {
        true => Ok(()),
        false => Err(format!("only {count} places")),
    }
}
