//! The loop: signals, the worker, the terminal, the clock. It draws only when something changed.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use ratatui::layout::Size;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::clock_watch::ClockWatch;
use super::drills::Drills;
use super::keymap::Keymap;
use super::model::{Change, Model, Screen as Shown, Start};
use super::opening::Opening;
use super::screen::{Input, Screen};
use super::signals::{Signal, Signals};
use super::theme::Theme;
use super::ticks::Ticks;
use super::toast::Toast;
use super::update::{Effect, Message, update};
use super::worker::{Job, Reply, Worker};
use super::{review, view};
use crate::drill::offer::Offer;
use crate::drill::start;
use crate::incident::playbook::Playbook;
use crate::incident::zone::Zone;
use crate::journal::shelf::Shelf;
use crate::postmortem::Template;
use crate::session::Clock;

/// How long the worker may take to finish what it has when the room is left.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// The same when the system wants the room gone at once.
const HASTE: Duration = Duration::from_millis(200);

/// How the room is opened.
#[derive(Debug)]
pub struct Options {
    /// Where the incidents are.
    pub shelf: Shelf,
    /// The incident to open; without one, the start screen.
    pub incident: Option<String>,
    /// Who sits here.
    pub who: String,
    /// The zone of new incidents.
    pub zone: Zone,
    /// The playbook of new incidents.
    pub playbook: Playbook,
    /// Colours.
    pub theme: Theme,
    /// Keys.
    pub keymap: Keymap,
    /// Whether overdue updates ring.
    pub bell: bool,
    /// How reports are told.
    pub template: Template,
    /// Whether the incident is opened to write its report.
    pub review: bool,
    /// From an exercise: where real incidents are.
    pub real: Option<Shelf>,
    /// Whether an exercise is opened for its controller.
    pub control: bool,
    /// The scenarios to choose from, and how they are to be played; then there is no start screen.
    pub drills: Option<(Vec<Offer>, start::Options)>,
}

/// Opens the room and stays until it is left.
///
/// # Errors
/// There is no terminal that the room can be drawn on.
pub fn run(options: Options) -> anyhow::Result<Left> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the loop")?;
    // As a task of its own: whatever wakes the outermost future costs two more system calls.
    runtime.block_on(runtime.spawn(live(options))).context("the room has ended by itself")?
}

async fn live(options: Options) -> anyhow::Result<Left> {
    let screen = Screen::open()?;
    screen.install_panic_hook();
    let signals = Signals::new().context("cannot listen to signals")?;
    let clock = Clock::system();
    let ticks = Ticks::new(clock.now()).context("cannot tell the time")?;
    let (replies, inbox) = unbounded_channel();
    let worker = Worker::start(options.shelf, clock.clone(), options.template.clone(), replies);
    worker.send(match &options.incident {
        Some(id) => Job::Open { id: id.clone(), by: options.who.clone() },
        None => Job::List,
    });
    let model = Model {
        now: clock.now(),
        wall: clock.now(),
        size: Size::default(),
        theme: options.theme,
        keymap: options.keymap,
        who: options.who,
        playbook: options.playbook,
        zone: options.zone,
        bell: options.bell,
        screen: match (options.incident, options.drills) {
            (Some(_), _) => Shown::Opening(Opening::default()),
            (None, Some((offers, manner))) => Shown::Drills(Box::new(Drills::new(offers, manner))),
            (None, None) => Shown::Start(Start::default()),
        },
        layers: Vec::new(),
        toast: None,
        warned: false,
        to_review: options.review,
        template: options.template,
        real: options.real,
        control: options.control,
        change: Change::All,
    };
    let (edited, outcomes) = unbounded_channel();
    let mut live = Live {
        screen,
        signals,
        ticks,
        worker,
        inbox,
        watch: ClockWatch::new(clock.now(), Instant::now()),
        clock,
        model,
        edited,
        outcomes,
        editing: false,
        code: None,
    };
    let code = live.turn_until_left().await;
    live.screen.leave();
    live.save_texts();
    let Live { worker, mut model, mut inbox, .. } = live;
    let draft = model.room().map(|room| room.compose.text().to_owned()).unwrap_or_default();
    worker.end(draft, model.who.clone(), if code == 0 { PATIENCE } else { HASTE });
    // What was on its way when the room was left: is it saved?
    while let Ok(reply) = inbox.try_recv() {
        update(&mut model, Message::Worker(reply));
    }
    let pending = model.room().into_iter().flat_map(|room| room.unsaved.iter().chain(&room.saving));
    let texts = model.room().map(review::unkept).unwrap_or_default();
    Ok(Left { code, unsaved: pending.map(|pending| pending.text.clone()).chain(texts).collect() })
}

/// How the room was left.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    /// The exit code: 0, or 128 + n after signal n.
    pub code: u8,
    /// What no disk would take, raw; to be shown where it can still be copied.
    pub unsaved: Vec<String>,
}

struct Live {
    screen: Screen,
    signals: Signals,
    ticks: Ticks,
    worker: Worker,
    inbox: UnboundedReceiver<Reply>,
    watch: ClockWatch,
    clock: Clock,
    model: Model,
    /// What the person's own editor left comes through here.
    edited: UnboundedSender<review::Outcome>,
    outcomes: UnboundedReceiver<review::Outcome>,
    /// Whether that editor has the terminal.
    editing: bool,
    code: Option<u8>,
}

impl Live {
    async fn turn_until_left(&mut self) -> u8 {
        loop {
            if self.model.change > Change::Nothing && self.screen.ready_to_draw() {
                self.draw();
            }
            if let Some(code) = self.code {
                return code;
            }
            tokio::select! {
                biased;
                signal = self.signals.next() => self.signal(signal),
                reply = self.inbox.recv() => match reply {
                    Some(reply) => {
                        self.take(Message::Worker(reply));
                        while let Ok(reply) = self.inbox.try_recv() {
                            self.take(Message::Worker(reply));
                        }
                    }
                    // The worker ended by itself: it panicked, and the message is on the screen that was left.
                    None => self.code = Some(101),
                },
                input = self.screen.input() => match input {
                    Input::Events(events) => {
                        self.model.tell_time(self.clock.now());
                        for event in events {
                            self.take(Message::Terminal(event));
                        }
                    }
                    Input::Drained => {}
                    Input::Gone => self.code = Some(129),
                },
                Some(outcome) = self.outcomes.recv() => self.come_back(outcome),
                () = self.ticks.next() => self.tick(),
            }
        }
    }

    fn tick(&mut self) {
        let wall = self.clock.now();
        self.take(Message::Tick(wall));
        if let Some(by) = self.watch.look(wall, Instant::now()) {
            self.take(Message::ClockSet(by));
        }
    }

    fn take(&mut self, message: Message) {
        for effect in update(&mut self.model, message) {
            match effect {
                Effect::Work(job) => self.worker.send(job),
                Effect::Ring => self.screen.ring(),
                Effect::Edit(draft) => self.edit(draft),
                Effect::Suspend => self.suspend(),
                Effect::Redraw => self.screen.resize(),
                Effect::Quit => self.code = Some(0),
            }
        }
    }

    fn signal(&mut self, signal: Signal) {
        self.model.change = Change::All;
        match signal {
            // It is meant for the editor that has the terminal.
            Signal::Terminate(2) if self.editing => {}
            Signal::Continue if self.editing => {}
            Signal::Terminate(number) => self.code = Some(128 + number as u8),
            Signal::Resize => self.screen.resize(),
            Signal::Stop => self.suspend(),
            Signal::Continue => {
                if self.screen.enter().is_err() {
                    self.code = Some(129);
                }
            }
        }
    }

    fn suspend(&mut self) {
        if !self.screen.suspend() {
            let why = "there is no shell to go back to: this terminal runs nothing but ic";
            self.model.toast = Some(Toast::refusal(why, self.model.wall));
        }
    }

    /// Leaves the terminal to the person's own editor. It is waited for on a thread of its own: meanwhile signals are
    /// heard and others' news come in, but nothing is drawn or read.
    fn edit(&mut self, draft: review::Draft) {
        self.screen.leave();
        self.editing = true;
        let command = review::editor_command(std::env::var_os("VISUAL"), std::env::var_os("EDITOR"));
        let edited = self.edited.clone();
        std::thread::spawn(move || {
            let text = review::edit(&command, draft.of.word(), &draft.text);
            // If nobody listens any more, the room has gone.
            let _ = edited.send(review::Outcome { of: draft.of, text });
        });
    }

    fn come_back(&mut self, outcome: review::Outcome) {
        self.editing = false;
        if self.screen.enter().is_err() {
            self.code = Some(129);
        }
        self.take(Message::Edited(outcome));
    }

    /// What was written in the review and is not saved goes to the worker before it ends.
    fn save_texts(&mut self) {
        for effect in review::save_for_good(&mut self.model) {
            if let Effect::Work(job) = effect {
                self.worker.send(job);
            }
        }
    }

    fn draw(&mut self) {
        let model = &mut self.model;
        if model.size != self.screen.size() {
            let Size { width, height } = self.screen.size();
            update(model, Message::Terminal(crossterm::event::Event::Resize(width, height)));
        }
        match std::mem::take(&mut model.change) {
            Change::Nothing => {}
            Change::Line => {
                let line = view::line(model);
                self.screen.draw(Some(line), |buffer| view::draw_line(model, buffer));
            }
            Change::All => self.screen.draw(None, |buffer| view::draw(model, buffer)),
        }
    }
}
