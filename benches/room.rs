//! What the room costs: a frame, a key, a page, opening and exporting, on a short incident and on one of 100,000 entries.
//! `cargo bench --bench room`; the figures that count are ratios of medians within one run.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::LazyLock;

use chrono::{Duration, TimeZone, Utc};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use divan::{Bencher, black_box};
use incident_commander::config::Config;
use incident_commander::incident::lifecycle::Declaration;
use incident_commander::incident::playbook::Playbook;
use incident_commander::incident::timeline::{self, EntryKind};
use incident_commander::incident::zone::Zone;
use incident_commander::incident::{Kind, Record, Stamp, State, Time};
use incident_commander::journal::shelf::Shelf;
use incident_commander::journal::{Journal, Lock};
use incident_commander::postmortem::{Document, Edition, Form, Template, lint};
use incident_commander::session::{Clock, Session};
use incident_commander::tui::model::{Change, Model, Room, Screen};
use incident_commander::tui::theme::Theme;
use incident_commander::tui::update::{Message, update};
use incident_commander::tui::view;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use uuid::Uuid;

const SIZES: [usize; 2] = [100, 100_000];
const SCREEN: Size = Size::new(120, 40);

fn main() {
    divan::main();
}

fn declared() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 21, 3, 12, 0).unwrap()
}

/// The n-th line that somebody wrote: one each second, now and then a long one, a key event, a back-dated one.
fn entry(n: usize) -> Record {
    let at = declared() + Duration::seconds(n as i64 + 1);
    let long = if n.is_multiple_of(10) {
        ", and what was tried about it did not help for longer than a few minutes"
    } else {
        ""
    };
    let kind = EntryKind::LOGGED[n % EntryKind::LOGGED.len()];
    let text = format!("line {n}: checkout p99 is at {} ms on cell {}{long}", n * 7 % 4000, n % 31).into();
    Record {
        id: Uuid::from_u128(0x01a1_fdc8_0000_7000_8000_0000_0000_0000 + n as u128),
        h: Stamp { ms: at.timestamp_millis(), n: 0 },
        at,
        by: ["ana", "bo", "cy", "deploy-bot"][n % 4].into(),
        occurred: (n.is_multiple_of(50)).then(|| at - Duration::minutes(5)),
        over: Vec::new(),
        kind: Kind::Known(timeline::Event::Logged { kind, text, key: n.is_multiple_of(100), detail: None }.into()),
    }
}

/// The folder of an incident with so many entries.
fn incident(entries: usize) -> PathBuf {
    static SHELF: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));
    let shelf = Shelf::new(SHELF.path().join(entries.to_string()));
    if let Ok((listed, _)) = shelf.list()
        && let [only] = &listed[..]
    {
        return shelf.folder().join(&only.id);
    }
    let declaration = Declaration {
        id: String::new(),
        title: "Checkout returns 500s".into(),
        zone: Zone::named("Europe/Berlin").expect("a zone that is bundled"),
        playbook: Playbook::standard(),
        severity: Some(2),
        started: None,
        detected: None,
    };
    let session = Session::declare(&shelf, declaration, "ana", None, Clock::from_fn(declared), "a bench");
    let folder = session.expect("a shelf that can be written").folder().to_owned();
    let lock = Lock::exclusive(&folder, "a bench").expect("nobody else is here");
    let mut journal = Journal::open(&folder).expect("it was made just now");
    journal.catch_up(&lock).expect("it was made just now");
    let records: Vec<Record> = (0..entries).map(entry).collect();
    journal.append(&records, &lock).expect("a disk with room");
    folder
}

fn state(entries: usize) -> State {
    let session = Session::open(&incident(entries), Clock::from_fn(declared), "a bench");
    session.expect("it was made just now").state().clone()
}

/// Somebody in the room of an incident with so many entries, looking at one of them.
fn model(entries: usize, place: usize) -> Model {
    let mut model = Model {
        now: declared() + Duration::seconds(entries as i64 + 5),
        wall: declared() + Duration::seconds(entries as i64 + 5),
        size: Size::default(),
        theme: Theme::new(Config::default(), false),
        keymap: Default::default(),
        who: "ana".into(),
        playbook: Playbook::standard(),
        zone: Zone::utc(),
        bell: true,
        screen: Screen::Room(Box::new(Room::new(Arc::new(state(entries)), PathBuf::new(), Vec::new()))),
        layers: Vec::new(),
        toast: None,
        warned: false,
        begun: String::new(),
        to_review: false,
        template: Template::standard(),
        real: None,
        control: false,
        change: Change::All,
    };
    if let Screen::Room(room) = &mut model.screen {
        room.timeline.select(&room.state, place);
    }
    update(&mut model, Message::Terminal(Event::Resize(SCREEN.width, SCREEN.height)));
    model
}

fn press(model: &mut Model, key: KeyCode) {
    black_box(update(model, Message::Terminal(Event::Key(KeyEvent::new(key, KeyModifiers::NONE)))));
}

fn draw(bencher: Bencher, model: &Model) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.width, SCREEN.height));
    bencher.bench_local(|| {
        buffer.reset();
        view::draw(black_box(model), &mut buffer)
    });
}

#[divan::bench(args = SIZES)]
fn frame_at_the_end(bencher: Bencher, entries: usize) {
    draw(bencher, &model(entries, usize::MAX));
}

#[divan::bench(args = SIZES)]
fn frame_in_the_middle(bencher: Bencher, entries: usize) {
    draw(bencher, &model(entries, entries / 2));
}

/// A letter and Backspace.
#[divan::bench(args = SIZES)]
fn two_keys(bencher: Bencher, entries: usize) {
    let mut model = model(entries, usize::MAX);
    bencher.bench_local(|| {
        press(&mut model, KeyCode::Char('x'));
        press(&mut model, KeyCode::Backspace);
    });
}

/// The same while a name is being completed.
#[divan::bench(args = SIZES)]
fn two_keys_of_a_name(bencher: Bencher, entries: usize) {
    let mut model = model(entries, usize::MAX);
    press(&mut model, KeyCode::Char('@'));
    bencher.bench_local(|| {
        press(&mut model, KeyCode::Char('x'));
        press(&mut model, KeyCode::Backspace);
    });
}

/// A page up and a page down again.
#[divan::bench(args = SIZES)]
fn two_pages(bencher: Bencher, entries: usize) {
    let mut model = model(entries, entries / 2);
    bencher.bench_local(|| {
        press(&mut model, KeyCode::PageUp);
        press(&mut model, KeyCode::PageDown);
    });
}

#[divan::bench]
fn a_second_passes(bencher: Bencher) {
    let mut model = model(100_000, usize::MAX);
    bencher.bench_local(|| black_box(update(&mut model, Message::Tick(declared()))));
}

/// A journal of 100,000 entries read, checked and folded, and the room made of it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn open_100_000(bencher: Bencher) {
    let folder = incident(100_000);
    bencher.bench_local(|| {
        let session = Session::open(&folder, Clock::from_fn(declared), "a bench").expect("it was made just now");
        Room::new(session.known(), folder.clone(), Vec::new())
    });
}

/// The report of 100,000 entries in a form; the JSON of the same incident is what the others are compared with.
#[divan::bench(sample_count = 10, sample_size = 1, args = ["json", "markdown", "html", "text", "slack"])]
fn export_100_000(bencher: Bencher, form: &str) {
    let state = state(100_000);
    let form = match form {
        "json" => Form::Json,
        "html" => Form::Html,
        "text" => Form::Text,
        "slack" => Form::Slack,
        _ => Form::Markdown,
    };
    bencher.bench_local(|| Edition::standard(form).write(Document::of(&state, declared())).unwrap());
}

/// The facts alone, and what the checks find in them.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn lint_100_000(bencher: Bencher) {
    let document = Document::of(&state(100_000), declared());
    bencher.bench_local(|| lint::findings(&document));
}
