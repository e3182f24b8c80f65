//! The same entries for everybody: as an incident, as lines of text, and as tui-journal's JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use chrono::{TimeDelta, Utc};
use incident_commander::incident::lifecycle::Declaration;
use incident_commander::incident::playbook::Playbook;
use incident_commander::incident::timeline::{self, EntryKind};
use incident_commander::incident::zone::Zone;
use incident_commander::incident::{Kind, Record, Stamp, Time};
use incident_commander::journal::shelf::Shelf;
use incident_commander::journal::{Journal, Lock};
use incident_commander::session::{Clock, Session};
use serde_json::json;
use uuid::Uuid;

/// How much there is to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Empty,
    Small,
    Long,
}

/// Entries that are appended, and kept in memory, at once.
const BATCH: usize = 5_000;

impl Size {
    pub const ALL: [Size; 3] = [Size::Empty, Size::Small, Size::Long];

    pub fn entries(self) -> usize {
        match self {
            Size::Empty => 0,
            Size::Small => 12,
            Size::Long => 100_000,
        }
    }

    /// The name of its folder or file.
    pub fn name(self) -> &'static str {
        match self {
            Size::Empty => "empty",
            Size::Small => "small",
            Size::Long => "long",
        }
    }
}

/// The word by which an entry is known on a screen.
pub fn word(n: usize) -> String {
    format!("entry-{n:06}")
}

fn text(n: usize) -> String {
    format!("{} checkout p99 is at {} ms on cell {}, and falling since the rollback", word(n), n * 7 % 4000, n % 31)
}

/// So long ago that the last entry, of one a second, is a few minutes old.
fn declared(size: Size) -> Time {
    static NOW: LazyLock<Time> = LazyLock::new(Utc::now);
    *NOW - TimeDelta::seconds(size.entries() as i64 + 200)
}

fn at(size: Size, n: usize) -> Time {
    declared(size) + TimeDelta::seconds(n as i64 + 1)
}

fn record(size: Size, n: usize) -> Record {
    let at = at(size, n);
    let kind = EntryKind::LOGGED[n % EntryKind::LOGGED.len()];
    let event = timeline::Event::Logged { kind, text: text(n).into(), key: n.is_multiple_of(100), detail: None };
    Record {
        id: Uuid::from_u128(0x01a1_fdc8_0000_7000_8000_0000_0000_0000 + n as u128),
        h: Stamp { ms: at.timestamp_millis(), n: 0 },
        at,
        by: ["ana", "bo", "cy"][n % 3].into(),
        occurred: None,
        over: Vec::new(),
        kind: Kind::Known(event.into()),
    }
}

/// A shelf with one open incident.
pub fn incident(shelf: &Path, size: Size) -> Result<PathBuf> {
    let declaration = Declaration {
        id: String::new(),
        title: "Checkout returns 500s".into(),
        zone: Zone::utc(),
        playbook: Playbook::standard(),
        severity: Some(2),
        started: None,
        detected: None,
    };
    let clock = Clock::from_fn(move || declared(size));
    let session = Session::declare(&Shelf::new(shelf), declaration, "ana", None, clock, "a bench")
        .map_err(|fault| anyhow!("{fault}"))?;
    let folder = session.folder().to_owned();
    drop(session);
    let lock = Lock::exclusive(&folder, "a bench")?;
    let mut journal = Journal::open(&folder)?;
    journal.catch_up(&lock)?;
    for begin in (0..size.entries()).step_by(BATCH) {
        let records: Vec<Record> = (begin..size.entries().min(begin + BATCH)).map(|n| record(size, n)).collect();
        journal.append(&records, &lock)?;
    }
    drop(lock);
    let mut session = Session::open(&folder, Clock::system(), "a bench").map_err(|fault| anyhow!("{fault}"))?;
    session.refresh().map_err(|fault| anyhow!("{fault}"))?;
    Ok(folder)
}

/// One line of text an entry.
pub fn lines(file: &Path, size: Size) -> Result<()> {
    let mut file = BufWriter::new(File::create(file)?);
    for n in 0..size.entries() {
        writeln!(file, "{} note {} {}", at(size, n).format("%Y-%m-%dT%H:%M:%SZ"), ["ana", "bo", "cy"][n % 3], text(n))?;
    }
    Ok(file.flush()?)
}

/// As tui-journal keeps them: with their day alone, and a short title over the text.
pub fn json(file: &Path, size: Size) -> Result<()> {
    let mut file = BufWriter::new(File::create(file)?);
    for n in 0..size.entries() {
        let day = at(size, n).format("%Y-%m-%dT00:00:00Z").to_string();
        let (title, content) = (word(n), text(n));
        let entry = json!({"id": n, "date": day, "title": title, "content": content, "tags": [], "priority": null});
        write!(file, "{}{entry}", if n == 0 { '[' } else { ',' })?;
    }
    write!(file, "{}", if size.entries() == 0 { "[]" } else { "]" })?;
    Ok(file.flush()?)
}
