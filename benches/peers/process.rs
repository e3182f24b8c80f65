//! What the system knows of a program and of the machine: processor time, wake-ups, memory.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What a program and its children have used so far.
#[derive(Clone, Copy, Default)]
pub struct Usage {
    /// On a processor, in nanoseconds.
    pub cpu: f64,
    /// How often a thread began to run again.
    pub wakes: f64,
}

/// What a program and its children hold of the memory, in megabytes.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    /// All that is mapped and present, shared libraries as well.
    pub resident: f64,
    /// What it wrote itself: no code, which others that run the same program share.
    pub private: f64,
}

/// All live processes of a session, which is a program in a terminal of its own.
fn session(leader: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.filter(|process| stat(&process.to_string()).is_some_and(|fields| fields[3] == leader.to_string())).collect()
}

/// The fields of a process's `stat` that follow its name.
fn stat(process: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

/// The number behind a word in a file of lines.
fn number(path: &Path, word: &str) -> f64 {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(word));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// What the program that leads this session has used.
pub fn usage(leader: u32) -> Usage {
    let mut usage = Usage::default();
    for process in session(leader) {
        for thread in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
            usage.cpu += number(&thread.path().join("schedstat"), "");
            let status = thread.path().join("status");
            usage.wakes += number(&status, "voluntary_ctxt_switches:") + number(&status, "nonvoluntary_ctxt_switches:");
        }
    }
    usage
}

/// What the program that leads this session holds.
pub fn memory(leader: u32) -> Memory {
    const MEGABYTE: f64 = 1024.0;
    let mut memory = Memory::default();
    for process in session(leader) {
        let folder = Path::new("/proc").join(process.to_string());
        memory.resident += number(&folder.join("status"), "VmRSS:") / MEGABYTE;
        memory.private += number(&folder.join("smaps_rollup"), "Private_Dirty:") / MEGABYTE;
    }
    memory
}

/// The machine's clock of work, in ticks.
#[derive(Clone, Copy)]
pub struct Load {
    busy: f64,
    total: f64,
    own: f64,
}

impl Load {
    /// As it stands now. What we and our children used counts as soon as they have ended.
    pub fn now() -> Result<Load> {
        let text = fs::read_to_string("/proc/stat").context("this needs /proc")?;
        let ticks: Vec<f64> =
            text.lines().next().unwrap_or_default().split_whitespace().skip(1).flat_map(str::parse).collect();
        let own = stat("self").context("this needs /proc")?;
        let own = own[11..15].iter().flat_map(|field| field.parse::<f64>()).sum();
        let total = ticks.iter().take(8).sum();
        Ok(Load { busy: total - ticks[3] - ticks[4], total, own })
    }

    /// How much of the whole machine others used since then, in percent.
    pub fn others_since(&self, before: &Load) -> f64 {
        let others = (self.busy - before.busy) - (self.own - before.own);
        100.0 * others.max(0.0) / (self.total - before.total).max(1.0)
    }
}
