//! The room without a terminal: keys in, cells out, on a real session in a temporary folder and with a clock that
//! stands still.

mod begun;
mod drill;
mod drill_choice;
mod drill_control;
mod drill_injects;
mod drill_screens;
mod elsewhere;
mod flows;
mod hostile;
mod hotwash;
mod hotwash_screens;
mod keys;
mod leaving;
mod opening;
mod others;
mod real_world;
mod renders;
mod review;
mod review_conflicts;
mod review_findings;
mod review_screens;
mod screens;

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock, Mutex};

use chrono::{TimeZone, Utc};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::action::Action;
use super::desk::Desk;
use super::keymap::Chord;
use super::model::{Change, Model, Room, Screen, Start};
use super::review::Draft;
use super::theme::Theme;
use super::update::{Effect, Message, update};
use super::view;
use super::worker::{Job, Reply};
use crate::config::Config;
use crate::drill::{Scenario, conduct, start};
use crate::incident::playbook::Playbook;
use crate::incident::zone::Zone;
use crate::incident::{Time, timeline};
use crate::journal::shelf::Shelf;
use crate::postmortem::Template;
use crate::session::{Clock, Request, Session};

/// 2026-11-21 14:25:00 in Berlin.
fn now() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 21, 13, 25, 0).unwrap()
}

/// A shelf that is made once and copied.
struct Sample {
    files: Vec<(PathBuf, Vec<u8>)>,
    open: String,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let zone = Zone::named("Europe/Berlin").unwrap();
    let open = crate::demo::build(&Shelf::new(folder.path()), now(), "ana", &zone).unwrap();
    let within = |folder: &Path| fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()).collect::<Vec<_>>();
    let incidents = within(folder.path()).into_iter();
    let files = incidents.flat_map(|incident| within(&incident)).map(|file| {
        let name = file.strip_prefix(folder.path()).unwrap().to_owned();
        (name, fs::read(&file).unwrap())
    });
    Sample { files: files.collect(), open }
});

/// Somebody at a terminal that is not there.
struct Seat {
    model: Model,
    desk: Desk,
    replies: UnboundedReceiver<Reply>,
    clock: Arc<Mutex<Time>>,
    folder: tempfile::TempDir,
    left: bool,
    rung: usize,
    /// What was given to the person's own editor last.
    given: Option<Draft>,
}

impl Seat {
    /// The start screen of a machine on which nothing has happened.
    fn start(width: u16, height: u16) -> Seat {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Mutex::new(now()));
        let tell = clock.clone();
        let (sender, replies) = unbounded_channel();
        let shelf = Shelf::new(folder.path().join("incidents"));
        let clocks = Clock::from_fn(move || *tell.lock().unwrap());
        let desk = Desk::new(shelf, clocks, Template::standard(), sender, channel().0);
        let model = Model {
            now: now(),
            wall: now(),
            size: Size::new(width, height),
            theme: Theme::new(Config::default(), false),
            keymap: Default::default(),
            who: "ana".into(),
            playbook: Playbook::standard(),
            zone: Zone::named("Europe/Berlin").unwrap(),
            bell: false,
            screen: Screen::Start(Start::default()),
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
        let mut seat = Seat { model, desk, replies, clock, folder, left: false, rung: 0, given: None };
        seat.work(Job::List);
        seat
    }

    /// The room of an incident that was declared just now.
    fn declared(width: u16, height: u16) -> Seat {
        let mut seat = Seat::start(width, height);
        seat.press("dCheckout returns 500s<ctrl-s>");
        seat
    }

    /// The room of the sample, half-way through.
    fn sample(width: u16, height: u16) -> Seat {
        let mut seat = Seat::start(width, height);
        let shelf = seat.folder.path().join("incidents");
        for (name, content) in &SAMPLE.files {
            let file = shelf.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, content).unwrap();
        }
        seat.work(Job::Open { id: SAMPLE.open.clone(), by: "ana".into() });
        seat
    }

    /// The room of an exercise that has just begun, as players or its controller see it, with its first inject. Real
    /// incidents stand on the shelf above it.
    fn exercise(width: u16, height: u16, control: bool) -> Seat {
        Seat::exercise_of(drill::SCENARIO, start::Options::default(), width, height, control)
    }

    fn exercise_of(source: &str, options: start::Options, width: u16, height: u16, control: bool) -> Seat {
        let mut seat = Seat::start(width, height);
        let real = Shelf::new(seat.folder.path().join("incidents"));
        let shelf = real.exercises();
        let scenario = Scenario::parse(source, "scenario").unwrap();
        let tell = seat.clock.clone();
        let clock = Clock::from_fn(move || *tell.lock().unwrap());
        let zone = Zone::named("Europe/Berlin").unwrap();
        let begun = conduct::begin(&shelf, &scenario, source, options, &zone, "ana", clock.clone()).unwrap();
        let id = begun.state().id().to_owned();
        let (sender, replies) = unbounded_channel();
        seat.desk = Desk::new(shelf, clock, Template::standard(), sender, channel().0);
        seat.replies = replies;
        seat.model.real = Some(real);
        seat.model.control = control;
        seat.work(Job::Open { id, by: "ana".into() });
        seat.pass(1);
        seat
    }

    fn room(&self) -> &Room {
        self.model.room().expect("the room is open")
    }

    fn work(&mut self, job: Job) {
        self.desk.work(job);
        self.hear();
    }

    fn hear(&mut self) {
        while let Ok(reply) = self.replies.try_recv() {
            self.take(Message::Worker(reply));
        }
    }

    fn take(&mut self, message: Message) {
        if matches!(message, Message::Worker(Reply::Watched)) {
            // What the watcher tells comes by a thread; here others' writes are found by looking.
            return;
        }
        let may_be_small = matches!(&message, Message::Terminal(Event::Key(key)) if !matches!(key.code, KeyCode::Enter | KeyCode::Esc | KeyCode::Tab));
        let before = may_be_small.then(|| self.buffer());
        self.model.change = Change::Nothing;
        let effects = update(&mut self.model, message);
        let change = self.model.change;
        let parts = view::parts(&self.model, change);
        if let Some(mut buffer) = before.filter(|_| !parts.is_empty()) {
            parts.iter().flat_map(|part| part.positions()).for_each(|position| buffer[position].reset());
            view::draw_parts(&self.model, &parts, &mut buffer);
            assert_eq!(buffer, self.buffer(), "more than this has changed: {change:?}");
        }
        for effect in effects {
            match effect {
                Effect::Work(job) => self.work(job),
                Effect::Quit => self.left = true,
                Effect::Ring => self.rung += 1,
                Effect::Edit(draft) => self.given = Some(draft),
                Effect::Suspend | Effect::Redraw => {}
            }
        }
    }

    /// Types: text, with `<chord>` for keys that have a name.
    fn press(&mut self, keys: &str) -> &mut Seat {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let chord: Chord = match named {
                Some((name, after)) => {
                    rest = after;
                    name.parse().unwrap()
                }
                None => {
                    rest = &rest[first.len_utf8()..];
                    let name = if first == ' ' { "space".into() } else { first.to_string() };
                    name.parse().unwrap()
                }
            };
            self.chord(chord);
        }
        self
    }

    fn chord(&mut self, chord: Chord) {
        self.take(Message::Terminal(Event::Key(KeyEvent::from(chord))));
    }

    /// Presses a key and holds back what the worker is to do then.
    fn held(&mut self, chord: &str) -> Vec<Effect> {
        let key = KeyEvent::from(chord.parse::<Chord>().unwrap());
        update(&mut self.model, Message::Terminal(Event::Key(key)))
    }

    /// Lets the worker do it.
    fn proceed(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Work(job) = effect {
                self.work(job);
            }
        }
    }

    /// Leaves the room for whatever reason, as the loop does.
    fn leave(&mut self) {
        let effects = super::review::save_for_good(&mut self.model);
        self.proceed(effects);
    }

    fn paste(&mut self, text: &str) -> &mut Seat {
        self.take(Message::Terminal(Event::Paste(text.into())));
        self
    }

    /// It is quiet for a moment: what follows from the journal is written.
    fn rest(&mut self) -> &mut Seat {
        self.desk.refresh();
        self
    }

    /// Lets so many seconds pass, each with its tick.
    fn pass(&mut self, seconds: u32) -> &mut Seat {
        for _ in 0..seconds {
            let now = {
                let mut clock = self.clock.lock().unwrap();
                *clock += chrono::TimeDelta::seconds(1);
                *clock
            };
            self.take(Message::Tick(now));
        }
        self
    }

    fn resize(&mut self, width: u16, height: u16) -> &mut Seat {
        self.take(Message::Terminal(Event::Resize(width, height)));
        self
    }

    fn perform(&mut self, action: Action) {
        let effects = super::update::perform(&mut self.model, action);
        self.proceed(effects);
    }

    fn click(&mut self, column: u16, row: u16) {
        let kind = MouseEventKind::Down(MouseButton::Left);
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.take(Message::Terminal(Event::Mouse(event)));
    }

    fn wheel(&mut self, down: bool) {
        let kind = if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp };
        let event = MouseEvent { kind, column: 1, row: 1, modifiers: KeyModifiers::NONE };
        self.take(Message::Terminal(Event::Mouse(event)));
    }

    /// Somebody else at the same incident, from another shell.
    fn other(&self) -> Other {
        let folder = &self.room().folder;
        Other(RefCell::new(Session::open(folder, Clock::from_fn(now), "a test").unwrap()))
    }

    fn buffer(&self) -> Buffer {
        let Size { width, height } = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        view::draw(&self.model, &mut buffer);
        buffer
    }

    /// The screen as text.
    fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The texts of the timeline, as they happened.
    fn story(&self) -> Vec<String> {
        self.room().state.timeline.in_order().map(|entry| entry.text().to_string()).collect()
    }

    /// The newest line that was written down.
    fn newest(&self) -> &timeline::Entry {
        self.room().state.timeline.as_written().last().unwrap()
    }

    fn toast(&self) -> &str {
        self.model.toast.as_ref().map_or("", |toast| &toast.text)
    }
}

struct Other(RefCell<Session>);

impl Other {
    fn log(&self, text: &str) {
        let command = timeline::Command::Log {
            kind: timeline::EntryKind::Note,
            text: text.into(),
            key: false,
            detail: Default::default(),
        };
        self.0.borrow_mut().execute(&Request::new("deploy", command)).unwrap();
    }
}
