//! How fast the record is: folding it, reading and writing its lines, and saving one entry for good.
//!
//! `cargo bench --bench incident`

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use incident_commander::incident::lifecycle::{self, Declaration};
use incident_commander::incident::playbook::Playbook;
use incident_commander::incident::timeline::{self, EntryKind};
use incident_commander::incident::zone::Zone;
use incident_commander::incident::{Event, Kind, Record, Stamp, Time, checklist, fold};
use incident_commander::journal::shelf::Shelf;
use incident_commander::journal::{Journal, Lock, decode, encode};
use incident_commander::session::{Clock, Request, Session};
use tempfile::TempDir;
use uuid::Uuid;

const MANY: usize = 100_000;
const SAMPLES: usize = 300;

fn main() {
    divan::main();
    if std::env::args().any(|argument| argument == "--bench") {
        against_a_bare_loop();
    }
}

fn id(n: usize) -> Uuid {
    Uuid::from_u128(n as u128 + 1)
}

fn second(n: usize) -> Time {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(n as i64)
}

fn note(n: usize) -> Event {
    let text = format!("checkout-{}: error rate is {} % and falling since the rollback of v41", n % 7, n % 100);
    timeline::Event::Logged { kind: EntryKind::Note, text: text.into(), key: n.is_multiple_of(50), detail: None }.into()
}

/// A long incident: mostly notes, some of them back-dated, edited or starred, and now and then a task, a severity or a
/// status.
fn long_incident() -> Vec<Record> {
    (0..MANY)
        .map(|n| {
            let entry = id(n - n % 20);
            let event = match n % 20 {
                _ if n == 0 => declared(),
                5 => timeline::Event::Edited { entry, text: "error rate is back to normal".into() }.into(),
                7 => timeline::Event::Starred { entry, key: true }.into(),
                11 => checklist::Event::Added { text: format!("look at shard {n}"), owner: None, due: None }.into(),
                13 => lifecycle::Event::SeveritySet { level: 1 + (n % 5) as u8, from: None, reason: None }.into(),
                _ => note(n),
            };
            Record {
                id: id(n),
                h: Stamp { ms: second(n).timestamp_millis(), n: 0 },
                at: second(n),
                by: ["ana", "bo", "cy"][n % 3].into(),
                occurred: n.is_multiple_of(10).then(|| second(n / 2)),
                over: Vec::new(),
                kind: Kind::Known(event),
            }
        })
        .collect()
}

fn declared() -> Event {
    let (id, title, zone) = ("2026-11-21-checkout".into(), "Checkout returns 500s".into(), "UTC".into());
    lifecycle::Event::Declared { id, title, zone, playbook: Box::new(Playbook::standard()) }.into()
}

#[divan::bench(sample_count = 20)]
fn fold_100_000(bencher: Bencher) {
    let records = long_incident();
    bencher.counter(ItemsCount::new(MANY)).with_inputs(|| records.clone()).bench_values(fold);
}

#[divan::bench(sample_count = 20)]
fn fold_100_000_from_the_newest_to_the_oldest(bencher: Bencher) {
    let mut records = long_incident();
    records.reverse();
    bencher.counter(ItemsCount::new(MANY)).with_inputs(|| records.clone()).bench_values(fold);
}

#[divan::bench(sample_count = 20)]
fn fold_100_000_each_earlier_than_the_one_before(bencher: Bencher) {
    let mut records = long_incident();
    records.iter_mut().enumerate().for_each(|(n, record)| record.occurred = Some(second(MANY - n)));
    bencher.counter(ItemsCount::new(MANY)).with_inputs(|| records.clone()).bench_values(fold);
}

#[divan::bench]
fn encode_a_line(bencher: Bencher) {
    let record = &long_incident()[1];
    let bytes = encode(record).unwrap_or_default().len();
    bencher.counter(BytesCount::new(bytes)).bench(|| encode(black_box(record)));
}

#[divan::bench]
fn decode_a_line(bencher: Bencher) {
    let line = encode(&long_incident()[1]).unwrap_or_default();
    bencher.counter(BytesCount::new(line.len())).bench(|| decode(black_box(line.trim_ascii_end())));
}

#[divan::bench(sample_count = 10)]
fn open_and_fold_a_journal_of_100_000(bencher: Bencher) {
    let place = folder();
    let path = place.path().join("long");
    let mut journal = Journal::create(&path).expect("a new journal");
    let lock = Lock::exclusive(&path, "bench").expect("a free lock");
    journal.append(&long_incident(), &lock).expect("room on the disk");
    drop(lock);
    let open = || Session::open(&path, Clock::system(), "bench").map(|session| session.state().records());
    bencher.counter(ItemsCount::new(MANY)).bench(open);
}

/// Saving an entry as people do, beside writing the same bytes with a bare `write` and `fdatasync`: in turn, on one disk.
fn against_a_bare_loop() {
    let place = folder();
    let mut session = declare(&place);
    let mut bare = bare_file(&place);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..SAMPLES {
        let request = entry(n);
        let begun = Instant::now();
        let news = session.execute(&request).expect("room on the disk");
        ours.push(begun.elapsed());
        let line = encode(&news.records[0]).expect("a short line");
        let begun = Instant::now();
        bare.write_all(&line).and_then(|()| bare.sync_data()).expect("room on the disk");
        theirs.push(begun.elapsed());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let speed = theirs.as_secs_f64() / ours.as_secs_f64();
    println!(
        "save an entry: {ours:.1?}, a bare write and fdatasync: {theirs:.1?} (medians of {SAMPLES}): {speed:.2} ×"
    );
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder")
}

fn bare_file(place: &TempDir) -> File {
    OpenOptions::new().create(true).append(true).open(place.path().join("bare")).expect("a new file")
}

fn declare(place: &TempDir) -> Session {
    let declaration = Declaration {
        id: String::new(),
        title: "Checkout returns 500s".into(),
        zone: Zone::utc(),
        playbook: Playbook::standard(),
        severity: None,
        started: None,
        detected: None,
    };
    Session::declare(&Shelf::new(place.path()), declaration, "ana", None, Clock::system(), "bench")
        .expect("a new incident")
}

fn entry(n: usize) -> Request {
    let text = format!("checkout-{n}: error rate is falling since the rollback of v41");
    Request::new("ana", timeline::Command::Log { kind: EntryKind::Note, text, key: false, detail: Default::default() })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
