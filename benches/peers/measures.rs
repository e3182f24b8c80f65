//! What is measured. A measure is one round of it: every program in turn, or a key to each in turn, so that a slow second
//! hits all of them.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use incident_commander::incident::timeline::{self, EntryKind};
use incident_commander::journal::{Journal, Lock, encode};
use incident_commander::session::{Clock, Request, Session};
use tempfile::TempDir;

use crate::corpus::{self, Size};
use crate::process::{memory, usage};
use crate::program::{Program, on_path};
use crate::terminal::Terminal;

/// What was measured, by measure and program.
pub type Samples = BTreeMap<(&'static str, String), Vec<f64>>;

/// Typed a letter at a time, or at once.
const TEXT: &str = "queue depth is falling since a rollback and nobody waits now";
/// Every program gets a key so often: ten a second, as somebody types who types fast.
const PACE: Duration = Duration::from_millis(100);
/// So long a silence is the end of what a program has to say.
const SETTLED: Duration = Duration::from_millis(40);

/// Those who take part.
pub struct Bench {
    pub place: TempDir,
    pub ics: Vec<Program>,
    pub vim: Option<Program>,
    pub journal: Option<Program>,
    pub idle: Duration,
}

/// One thing that can be measured.
pub struct Measure {
    pub name: &'static str,
    /// How many rounds are enough for a glance, and for good.
    pub rounds: (usize, usize),
    pub run: fn(&Bench, usize, &mut Samples) -> Result<()>,
}

pub const MEASURES: [Measure; 10] = [
    Measure { name: "start", rounds: (7, 30), run: start },
    Measure { name: "keys", rounds: (2, 10), run: keys },
    Measure { name: "burst", rounds: (5, 20), run: burst },
    Measure { name: "idle", rounds: (1, 2), run: idle },
    Measure { name: "memory", rounds: (1, 3), run: hold },
    Measure { name: "open", rounds: (5, 20), run: open },
    Measure { name: "page", rounds: (1, 5), run: page },
    Measure { name: "save", rounds: (1, 5), run: save },
    Measure { name: "storage", rounds: (1, 5), run: storage },
    Measure { name: "shell", rounds: (10, 40), run: shell },
];

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn note(samples: &mut Samples, what: &'static str, who: &str, value: f64) {
    samples.entry((what, who.to_owned())).or_default().push(value);
}

impl Bench {
    fn with_vim(&self) -> Vec<&Program> {
        self.ics.iter().chain(&self.vim).collect()
    }

    fn everybody(&self) -> Vec<&Program> {
        self.ics.iter().chain(&self.vim).chain(&self.journal).collect()
    }
}

/// Another one goes first in every round.
fn in_turn<T>(mut all: Vec<T>, round: usize) -> Vec<T> {
    let first = round % all.len().max(1);
    all.rotate_left(first);
    all
}

fn time_to_open(program: &Program, size: Size) -> Result<f64> {
    let mut terminal = program.open(size)?;
    let seen = terminal.wait_for(&program.name, |screen| program.is_open(size, screen))?;
    Ok(milliseconds(seen - terminal.born))
}

fn start(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    for program in in_turn(bench.everybody(), round) {
        note(samples, "start", &program.name, time_to_open(program, Size::Small)?);
    }
    Ok(())
}

fn open(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    for program in in_turn(bench.everybody(), round) {
        note(samples, "open", &program.name, time_to_open(program, Size::Long)?);
    }
    Ok(())
}

/// A letter to each in turn, in an empty incident and in a long one.
fn keys(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    let empty = bench.with_vim().into_iter().map(|program| (program, Size::Empty));
    let long = bench.ics.iter().map(|program| (program, Size::Long));
    let mut entrants = Vec::new();
    for (program, size) in in_turn(empty.chain(long).collect(), round) {
        let mut terminal = program.wait_open(size)?;
        let typed = program.begin_entry(&mut terminal)?.to_owned();
        entrants.push((program, size, terminal, typed));
    }
    let share = PACE / entrants.len() as u32;
    for (.., terminal, _) in &mut entrants {
        terminal.listen_until_quiet(SETTLED)?;
    }
    let before: Vec<_> =
        entrants.iter().map(|(.., terminal, _)| (usage(terminal.process()), terminal.written)).collect();
    for letter in TEXT.chars() {
        for (program, size, terminal, typed) in &mut entrants {
            typed.push(letter);
            let begun = terminal.press(&letter.to_string())?;
            terminal.listen_until(begun + share)?;
            // A space at the end of a line is not to be seen.
            if letter != ' ' {
                let seen = terminal.wait_for(typed, |screen| screen.contains(&**typed))?;
                let what = if *size == Size::Long { "key long" } else { "key" };
                note(samples, what, &program.name, milliseconds(seen - begun));
            }
        }
    }
    let count = TEXT.len() as f64;
    for ((program, size, terminal, _), (used, written)) in entrants.iter().zip(before) {
        let cpu = (usage(terminal.process()).cpu - used.cpu) / 1000.0 / count;
        let bytes = (terminal.written - written) as f64 / count;
        let long = *size == Size::Long;
        note(samples, if long { "key cpu long" } else { "key cpu" }, &program.name, cpu);
        note(samples, if long { "key bytes long" } else { "key bytes" }, &program.name, bytes);
    }
    Ok(())
}

fn burst(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    for program in in_turn(bench.with_vim(), round) {
        let mut terminal = program.wait_open(Size::Empty)?;
        let whole = format!("{}{TEXT}", program.begin_entry(&mut terminal)?);
        terminal.listen_until_quiet(SETTLED)?;
        let begun = terminal.press(TEXT)?;
        let seen = terminal.wait_for(&whole, |screen| screen.contains(&whole))?;
        note(samples, "burst", &program.name, milliseconds(seen - begun));
    }
    Ok(())
}

/// All side by side: nothing competes while nothing happens.
fn idle(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    let mut all: Vec<(&Program, Terminal)> = Vec::new();
    for program in in_turn(bench.everybody(), round) {
        all.push((program, program.wait_open(Size::Small)?));
    }
    let rest = |all: &mut Vec<(&Program, Terminal)>, length: Duration| -> Result<()> {
        let end = Instant::now() + length;
        while Instant::now() < end {
            for (_, terminal) in all.iter_mut() {
                terminal.listen_until(end.min(Instant::now() + Duration::from_millis(250)))?;
            }
        }
        Ok(())
    };
    rest(&mut all, Duration::from_secs(3))?;
    let begun = Instant::now();
    let before: Vec<_> = all.iter().map(|(_, terminal)| usage(terminal.process())).collect();
    rest(&mut all, bench.idle)?;
    for ((program, terminal), before) in all.iter().zip(before) {
        let (used, seconds) = (usage(terminal.process()), begun.elapsed().as_secs_f64());
        note(samples, "wakes", &program.name, (used.wakes - before.wakes) / seconds);
        note(samples, "idle cpu", &program.name, (used.cpu - before.cpu) / 1e9 / seconds * 100.0);
    }
    Ok(())
}

fn hold(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    let sizes = [(Size::Empty, "resident", "private"), (Size::Long, "resident long", "private long")];
    for (size, resident, private) in sizes {
        for program in in_turn(bench.everybody(), round) {
            let mut terminal = program.wait_open(size)?;
            terminal.listen_until(Instant::now() + Duration::from_millis(1500))?;
            let held = memory(terminal.process());
            note(samples, resident, &program.name, held.resident);
            note(samples, private, &program.name, held.private);
        }
    }
    Ok(())
}

/// From the first of many entries on, a page at a time.
fn page(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    const PAGES: usize = 40;
    let mut all: Vec<(&Program, Terminal)> = Vec::new();
    for program in in_turn(bench.with_vim(), round) {
        let mut terminal = program.wait_open(Size::Long)?;
        for keys in program.to_the_top() {
            terminal.press(keys)?;
            terminal.listen_until_quiet(Duration::from_millis(200))?;
        }
        terminal.wait_for("the first entry", |screen| screen.contains(&corpus::word(0)))?;
        all.push((program, terminal));
    }
    for page in 0..PAGES {
        for (program, terminal) in &mut all {
            let before = last_entry(&terminal.text());
            let begun = terminal.press(program.page_down())?;
            // Until all of it is there: one program shows a page as a whole, another one piece by piece.
            let drawn = terminal.listen_until_quiet(SETTLED)?;
            terminal.wait_for("the next page", |screen| last_entry(screen) > before)?;
            // The first one may only go to the end of the page that is there.
            if let Some(drawn) = drawn.filter(|_| page > 0) {
                note(samples, "page", &program.name, milliseconds(drawn - begun));
            }
        }
    }
    Ok(())
}

/// The last entry that stands on the screen.
fn last_entry(screen: &str) -> Option<usize> {
    let entries = screen.match_indices("entry-");
    entries.filter_map(|(at, word)| screen.get(at + word.len()..at + word.len() + 6)?.parse().ok()).max()
}

fn save(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    const ENTRIES: usize = 20;
    let mut all: Vec<(&Program, Terminal)> = Vec::new();
    for program in in_turn(bench.everybody(), round) {
        all.push((program, program.wait_open(Size::Empty)?));
    }
    for entry in 0..ENTRIES {
        for (program, terminal) in &mut all {
            let text = format!("saved-{entry:03}");
            program.begin_entry(terminal)?;
            terminal.press(&text)?;
            terminal.wait_for(&text, |screen| screen.contains(&text))?;
            terminal.listen_until_quiet(SETTLED)?;
            let begun = terminal.press(program.save())?;
            let seen = terminal.wait_for("that it is saved", |screen| program.is_saved(&text, screen))?;
            note(samples, "save", &program.name, milliseconds(seen - begun));
            terminal.listen_until_quiet(SETTLED)?;
        }
    }
    Ok(())
}

/// The journal, and a whole command with its rules, beside the same bytes, written bare.
fn storage(bench: &Bench, _: usize, samples: &mut Samples) -> Result<()> {
    const ENTRIES: usize = 300;
    const BARE: &str = "write + fdatasync";
    let place = tempfile::tempdir_in(bench.place.path())?;
    let folder = corpus::incident(&place.path().join("shelf"), Size::Empty)?;
    let mut session = Session::open(&folder, Clock::system(), "a bench").map_err(|fault| anyhow!("{fault}"))?;
    let alone = place.path().join("alone");
    let mut journal = Journal::create(&alone)?;
    let mut bare = OpenOptions::new().create(true).append(true).open(place.path().join("bare"))?;
    for n in 0..ENTRIES {
        let text = format!("checkout-{n}: error rate is falling since the rollback of v41");
        let command = timeline::Command::Log { kind: EntryKind::Note, text, key: false, detail: Default::default() };
        let request = Request::new("ana", command);
        let begun = Instant::now();
        let news = session.execute(&request).map_err(|fault| anyhow!("{fault}"))?;
        note(samples, "command", "library", milliseconds(begun.elapsed()));
        let record = (**news.records.first().context("nothing was saved")?).clone();
        let line = encode(&record)?;
        let begun = Instant::now();
        let lock = Lock::exclusive(&alone, "a bench")?;
        journal.catch_up(&lock)?;
        journal.append(&[record], &lock)?;
        drop(lock);
        note(samples, "storage", "library", milliseconds(begun.elapsed()));
        let begun = Instant::now();
        bare.write_all(&line)?;
        bare.sync_data()?;
        let took = milliseconds(begun.elapsed());
        ["command", "storage"].iter().for_each(|what| note(samples, what, BARE, took));
    }
    Ok(())
}

/// One entry from a shell, from the start of the program to its end.
fn shell(bench: &Bench, round: usize, samples: &mut Samples) -> Result<()> {
    let text = format!("checkout is slow since deploy number {round}");
    let Some(first) = bench.ics.first() else { return Ok(()) };
    let mut commands = Vec::new();
    for program in &bench.ics {
        let mut command = program.at_the_shell(program.path())?;
        command.args(["log", &text]);
        commands.push((program.name.as_str(), command));
    }
    let mut echo = first.at_the_shell(Path::new("/bin/sh"))?;
    echo.args(["-c", "echo \"$1\" >> entries && sync -d entries", "sh", &text]);
    commands.push(("echo + sync", echo));
    if let Some(task) = on_path("task") {
        let data = bench.place.path().join("task");
        fs::create_dir_all(&data)?;
        fs::write(data.join("taskrc"), "confirmation=no\n")?;
        let mut command = first.at_the_shell(&task)?;
        command.args(["add", &text]).env("TASKDATA", &data).env("TASKRC", data.join("taskrc"));
        commands.push(("task add", command));
    }
    for (name, mut command) in in_turn(commands, round) {
        note(samples, "shell", name, time_to_end(&mut command)?);
    }
    Ok(())
}

fn time_to_end(command: &mut Command) -> Result<f64> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let status = command.status()?;
    let taken = milliseconds(begun.elapsed());
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(taken)
}
