//! Eight writers at once, killed at random moments and tried again: what was acknowledged is there once, in one order.
//!
//! `IC_ROUNDS=20 cargo test --test writers` does it for longer; `IC_SEED=N` does again what a failure named.

#![cfg(unix)]

mod common;

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use common::{Home, IC, journal};

const WRITERS: u64 = 8;
const LINES: u64 = 50;

/// A number from the environment.
fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().unwrap())
}

/// Numbers that look random and are the same for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What one writer saw: the texts that were acknowledged, and how many of its processes were killed.
struct Seen {
    acknowledged: Vec<String>,
    killed: usize,
}

/// Writes its lines one after the other; what was killed is tried again under the same id until it is acknowledged.
fn write(home: &Home, writer: u64, mut dice: Dice) -> Seen {
    let mut seen = Seen { acknowledged: Vec::new(), killed: 0 };
    for line in 0..LINES {
        let text = format!("writer {writer} line {line}");
        let id = format!("01890a5d-ac96-774b-8{writer:03x}-{line:012x}");
        loop {
            let mut command = home.command(IC);
            command.args(["log", &text, "--id", &id]).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            if dice.below(4) == 0 {
                thread::sleep(Duration::from_micros(dice.below(30_000)));
                child.kill().unwrap();
            }
            let ended = child.wait_with_output().unwrap();
            if ended.status.success() {
                seen.acknowledged.push(text);
                break;
            }
            assert_eq!(ended.status.code(), None, "{}", String::from_utf8_lossy(&ended.stderr));
            seen.killed += 1;
        }
    }
    seen
}

/// The ids of the journal's records in their total order, and how often each text stands there.
fn read(folder: &Path) -> (Vec<String>, HashMap<String, usize>) {
    let mut records = Vec::new();
    let mut texts: HashMap<String, usize> = HashMap::new();
    for line in journal(folder).split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let record: serde_json::Value = serde_json::from_slice(line).unwrap();
        let id = record["id"].as_str().unwrap().to_owned();
        records.push((record["h"][0].as_i64().unwrap(), record["h"][1].as_u64().unwrap(), id));
        if let Some(text) = record["kind"]["entry"]["logged"]["text"].as_str() {
            *texts.entry(text.to_owned()).or_default() += 1;
        }
    }
    assert!(records.is_sorted() && records.windows(2).all(|two| two[0] < two[1]), "the file is not in the total order");
    (records.into_iter().map(|(.., id)| id).collect(), texts)
}

fn round(seed: u64) -> usize {
    let home = Home::new();
    let folder = home.declare("Everybody writes and some are killed");
    let seen: Vec<Seen> = thread::scope(|scope| {
        let home = &home;
        let writer = |writer| scope.spawn(move || write(home, writer, Dice(seed * WRITERS + writer)));
        let writers: Vec<_> = (0..WRITERS).map(writer).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let (order, texts) = read(&folder);
    let twice: Vec<_> = texts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "seed {seed}: more than once: {twice:?}");
    for text in seen.iter().flat_map(|seen| &seen.acknowledged) {
        assert!(texts.contains_key(text), "seed {seed}: acknowledged and lost: {text}");
    }
    assert_eq!(texts.len() as u64, WRITERS * LINES, "seed {seed}");
    let told = home.last(usize::MAX);
    assert_eq!(told, home.last(usize::MAX), "seed {seed}: two looks tell two stories");
    for writer in 0..WRITERS {
        let own = told.iter().filter(|text| text.starts_with(&format!("writer {writer} ")));
        let wanted = (0..LINES).map(|line| format!("writer {writer} line {line}"));
        assert!(own.cloned().eq(wanted), "seed {seed}: writer {writer} is told in another order than it wrote");
    }
    assert_eq!(order, read(&folder).0, "seed {seed}");
    home.ic(&["check"]).code(0);
    seen.iter().map(|seen| seen.killed).sum()
}

#[test]
fn writers_that_are_killed_and_tried_again_lose_and_double_nothing() {
    let (rounds, seed) = (asked("IC_ROUNDS", 3), asked("IC_SEED", 1));
    let killed: usize = (seed..seed + rounds).map(round).sum();
    println!("{} lines, {killed} writers killed", rounds * WRITERS * LINES);
    assert!(killed as u64 > rounds * 10, "only {killed} were killed in time");
}
