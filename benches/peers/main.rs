//! The program beside its peers, each in a real terminal, in one run: how fast, how much memory, how much work, as ratios
//! against targets. Linux only.
//!
//! `cargo bench --bench peers` measures for good, some minutes long; `-- --quick` has a glance; `-- start keys` measures
//! that alone; `-- --ic old=PATH --ic new=PATH` compares builds; `--rt` and `--calm 5` help on a machine that is busy.
//! Peers that are not on PATH (vim, tjournal, task) are left out. Only the ratios count: they were measured in turn.

mod corpus;
mod measures;
mod process;
mod program;
mod table;
mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use serde_json::json;

use measures::{Bench, MEASURES, Measure, Samples};
use process::Load;
use program::{Kind, Program};

/// Above this share of the machine, others disturb what is measured too much for a p99.
const NOISE: f64 = 5.0;

#[derive(Parser)]
#[command(about = "ic beside its peers")]
struct Arguments {
    /// What to measure: parts of names of measures [default: everything].
    only: Vec<String>,
    /// Few rounds, for a glance.
    #[arg(long)]
    quick: bool,
    /// Another ic to measure, as often as wanted; without any, the one of this build.
    #[arg(long, value_name = "NAME=PATH")]
    ic: Vec<String>,
    /// Real-time priority, so that others hardly disturb (needs root and chrt).
    #[arg(long)]
    rt: bool,
    /// Before each round wait till others use at most so much of the machine; try a round again that was disturbed.
    #[arg(long, value_name = "PERCENT")]
    calm: Option<f64>,
    /// Keep all figures in a file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// What cargo says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if !arguments.bench {
        println!("this is a bench: cargo bench --bench peers");
        return Ok(());
    }
    let chosen: Vec<&Measure> = MEASURES.iter().filter(|measure| is_chosen(&arguments.only, measure.name)).collect();
    if chosen.is_empty() {
        return Ok(());
    }
    if arguments.rt {
        let us = std::process::id().to_string();
        let set = Command::new("chrt").args(["--rr", "--pid", "5", &us]).status().context("--rt needs chrt")?;
        ensure!(set.success(), "--rt was refused");
    }
    let bench = set_up(&arguments)?;
    let mut samples = Samples::new();
    let mut loads = Vec::new();
    let mut failed = false;
    for measure in chosen {
        match run(measure, &bench, &arguments, &mut samples) {
            Ok(disturbed) => {
                eprintln!("{:<8} others used {disturbed:.1} % of the machine", measure.name);
                loads.push((measure.name, disturbed));
            }
            Err(why) => {
                eprintln!("{:<8} FAILED: {why:#}", measure.name);
                failed = true;
            }
        }
    }
    let ours: Vec<String> = bench.ics.iter().map(|program| program.name.clone()).chain(["library".into()]).collect();
    let mut told = table::show(&samples, &ours);
    let noisy: Vec<&str> = loads.iter().filter(|(_, load)| *load > NOISE).map(|(name, _)| *name).collect();
    if !noisy.is_empty() {
        println!("TOO NOISY, others used over {NOISE} % of the machine, no p99 counts: {}", noisy.join(", "));
    }
    if let Some(file) = &arguments.json {
        told["others_percent"] = loads.into_iter().map(|(name, load)| (name.to_owned(), json!(load))).collect();
        fs::write(file, serde_json::to_vec_pretty(&told)?)?;
    }
    ensure!(!failed, "not everything could be measured");
    Ok(())
}

fn is_chosen(only: &[String], name: &str) -> bool {
    only.is_empty() || only.iter().any(|part| name.contains(part.as_str()))
}

fn set_up(arguments: &Arguments) -> Result<Bench> {
    let place = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut ics = Vec::new();
    for named in &arguments.ic {
        let (name, path) = named.split_once('=').unwrap_or(("ic", named));
        let path = fs::canonicalize(path).with_context(|| format!("there is no {path}"))?;
        ics.push(Program::new(name, Kind::Ic, &path, place.path())?);
    }
    if ics.is_empty() {
        ics.push(Program::new("ic", Kind::Ic, Path::new(env!("CARGO_BIN_EXE_ic")), place.path())?);
    }
    let vim = Program::installed("vim", "vim", Kind::Vim, place.path())?;
    let journal = Program::installed("tui-journal", "tjournal", Kind::TuiJournal, place.path())?;
    let idle = Duration::from_secs(if arguments.quick { 10 } else { 20 });
    Ok(Bench { place, ics, vim, journal, idle })
}

/// All rounds of a measure, after one that only warms up. Tells how busy others were meanwhile.
fn run(measure: &Measure, bench: &Bench, arguments: &Arguments, samples: &mut Samples) -> Result<f64> {
    const TRIES: usize = 3;
    let rounds = if arguments.quick { measure.rounds.0 } else { measure.rounds.1 };
    let mut loads = Vec::new();
    (measure.run)(bench, 0, &mut Samples::new())?;
    for round in 0..rounds {
        for attempt in 1..=TRIES {
            let calm = arguments.calm.map_or(Ok(false), wait_for_calm)?;
            let (before, mut found) = (Load::now()?, Samples::new());
            (measure.run)(bench, round, &mut found)?;
            let others = Load::now()?.others_since(&before);
            if attempt == TRIES || !calm || arguments.calm.is_none_or(|limit| others <= limit) {
                found.into_iter().for_each(|(key, values)| samples.entry(key).or_default().extend(values));
                loads.push(others);
                break;
            }
        }
    }
    Ok(loads.iter().sum::<f64>() / loads.len().max(1) as f64)
}

/// Waits till others leave the machine alone, but not for ever; tells whether they do.
fn wait_for_calm(limit: f64) -> Result<bool> {
    let end = Instant::now() + Duration::from_secs(10);
    while Instant::now() < end {
        let before = Load::now()?;
        std::thread::sleep(Duration::from_millis(400));
        if Load::now()?.others_since(&before) <= limit {
            return Ok(true);
        }
    }
    Ok(false)
}
