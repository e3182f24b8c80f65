//! The loop: signals, the worker, the terminal, the clock. It draws only when something changed.

use std::future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::event::Event;
use ratatui::layout::Size;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::clock_watch::ClockWatch;
use super::drills::Drills;
use super::keymap::Keymap;
use super::mishap::{self, Panics};
use super::model::{Change, Model, Screen as Shown, Start};
use super::opening::Opening;
use super::screen::{Input, Screen, ScreenError};
use super::signals::{Signal, Signals};
use super::theme::Theme;
use super::ticks::Ticks;
use super::toast::Toast;
use super::update::{Effect, Message, update};
use super::worker::{Job, Reply, Worker};
use super::{begun, leaving, review, view};
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
/// How long the person's own editor may take to end then.
const EDITORS_HASTE: Duration = Duration::from_millis(100);

/// The exit code after a panic, as that of any Rust program.
const PANICKED: u8 = 101;
/// The exit code when the terminal has gone, as after SIGHUP.
const HUNG_UP: u8 = 129;

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
    let room = runtime.spawn(async {
        let mut live = open(options).await?;
        let left = caught(live.turn_until_left()).await;
        // Words that are not saved yet outlive a panic.
        Ok(live.end(left.unwrap_or(PANICKED)).await)
    });
    match runtime.block_on(room) {
        Ok(left) => left,
        Err(failed) => resume_unwind(failed.into_panic()),
    }
}

/// What a future comes to; `None` if it panics.
async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    future::poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(polled) => polled.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

async fn open(options: Options) -> anyhow::Result<Live> {
    let mut screen = Screen::open()?;
    let signals = Signals::new().context("cannot listen to signals")?;
    let panics = mishap::attend(screen.way_back());
    screen.enter().map_err(ScreenError::from)?;
    let clock = Clock::system();
    let ticks = Ticks::new(clock.now()).context("cannot tell the time")?;
    let (replies, inbox) = unbounded_channel();
    let worker = Worker::start(options.shelf, clock.clone(), options.template.clone(), replies);
    let worker = worker.context("cannot start the thread that saves")?;
    worker.send(match &options.incident {
        Some(id) => Job::Open { id: id.clone(), by: options.who.clone() },
        None => Job::List,
    });
    let opening = options.incident.is_some();
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
        begun: String::new(),
        to_review: options.review,
        template: options.template,
        real: options.real,
        control: options.control,
        // While an incident is being opened there is nothing to be seen that is worth a frame.
        change: if opening { Change::Nothing } else { Change::All },
    };
    Ok(Live {
        screen,
        signals,
        ticks,
        panics,
        worker,
        inbox,
        watch: ClockWatch::new(clock.now(), Instant::now()),
        clock,
        model,
        editing: None,
        code: None,
        said: Vec::new(),
    })
}

/// How the room was left.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    /// The exit code: 0, 128 + n after signal n, 101 after a panic.
    pub code: u8,
    /// What is to be known besides, in sentences.
    pub said: Vec<String>,
    /// What no disk would take, raw; to be shown where it can still be copied.
    pub unsaved: Vec<String>,
}

struct Live {
    screen: Screen,
    signals: Signals,
    ticks: Ticks,
    /// After the screen, so that it has been left when they are told.
    panics: Panics,
    worker: Worker,
    inbox: UnboundedReceiver<Reply>,
    watch: ClockWatch,
    clock: Clock,
    model: Model,
    /// The person's own editor, while it has the terminal.
    editing: Option<review::Editing>,
    code: Option<u8>,
    /// What is to be said when the room has been left.
    said: Vec<String>,
}

/// Waits for the editor; without one, for ever.
async fn ended(editing: &mut Option<review::Editing>) -> review::Outcome {
    match editing {
        Some(editing) => editing.ended().await,
        None => future::pending().await,
    }
}

impl Live {
    async fn turn_until_left(&mut self) -> u8 {
        loop {
            if let Some(code) = self.code {
                return code;
            }
            if self.model.change != Change::Nothing && self.screen.ready_to_draw() {
                self.draw();
            }
            tokio::select! {
                biased;
                signal = self.signals.next() => self.signal(signal),
                () = self.panics.next() => self.code = Some(PANICKED),
                Some(reply) = self.inbox.recv() => {
                    self.take(Message::Worker(reply));
                    while let Ok(reply) = self.inbox.try_recv() {
                        self.take(Message::Worker(reply));
                    }
                }
                input = self.screen.input() => match input {
                    Input::Events(events) => {
                        self.model.tell_time(self.clock.now());
                        for event in events {
                            if matches!(event, Event::Resize(..)) {
                                self.screen.resize();
                            }
                            self.take(Message::Terminal(event));
                            // The rest was typed for whoever has the terminal now.
                            if self.code.is_some() || !self.screen.is_entered() {
                                break;
                            }
                        }
                    }
                    Input::Drained => {}
                    Input::Gone => self.code = Some(HUNG_UP),
                },
                outcome = ended(&mut self.editing) => self.come_back(outcome),
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
        mishap::provoke("update");
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
            // The keys for these are meant for the editor that has the terminal.
            Signal::Terminate(2 | 3) if self.editing.is_some() => {}
            Signal::Continue if self.editing.is_some() => {}
            Signal::Terminate(number) => self.code = Some(128 + number as u8),
            Signal::Resize => self.screen.resize(),
            Signal::Stop => self.suspend(),
            Signal::Continue => self.enter(),
            Signal::Child => self.stop_with_editor(),
        }
    }

    fn enter(&mut self) {
        if self.screen.enter().is_err() {
            self.code = Some(HUNG_UP);
        }
    }

    fn suspend(&mut self) {
        if !self.screen.suspend() {
            let why = "there is no shell to go back to: this terminal runs nothing but ic";
            self.model.toast = Some(Toast::refusal(why, self.model.wall));
        }
    }

    /// Leaves the terminal to the person's own editor. Meanwhile signals are heard and others' news come in, but nothing
    /// is drawn or read.
    fn edit(&mut self, draft: review::Draft) {
        self.screen.leave();
        let command = review::editor_command(std::env::var_os("VISUAL"), std::env::var_os("EDITOR"));
        match command.and_then(|command| review::Editing::begin(&command, &draft)) {
            Ok(editing) => self.editing = Some(editing),
            Err(why) => self.come_back(review::Outcome { of: draft.of, text: Err(why) }),
        }
    }

    fn come_back(&mut self, outcome: review::Outcome) {
        self.editing = None;
        self.enter();
        self.take(Message::Edited(outcome));
    }

    /// An editor that stops by itself, in whatever state it leaves the terminal, stops the job, so that the shell shows
    /// up; where there is no shell, it has to go on.
    fn stop_with_editor(&mut self) {
        let Some(editing) = self.editing.as_ref().filter(|editing| editing.is_stopped()) else { return };
        if self.screen.enter().is_ok() && !self.screen.suspend() {
            self.screen.leave();
            editing.proceed();
        }
    }

    /// Leaves the terminal as it was before, saves what can still be saved, and tells the rest.
    async fn end(mut self, code: u8) -> Left {
        mishap::provoke("end");
        if let Some(mut editing) = self.editing.take() {
            editing.call_off();
            let outcome = timeout(EDITORS_HASTE, editing.ended()).await.unwrap_or_else(|_| editing.abandoned());
            // What the editor left of the terminal is taken, and given back in order.
            self.enter();
            match &outcome.text {
                Ok(_) => self.take(Message::Edited(outcome)),
                Err(why) => self.said.push(why.clone()),
            }
        }
        self.screen.leave();
        self.save_texts();
        let Live { worker, mut model, mut inbox, mut panics, said, .. } = self;
        let draft = begun::line(&model);
        let was_opening = matches!(model.screen, Shown::Opening(_));
        let kept = worker.end(draft.clone(), model.who.clone(), if code == 0 { PATIENCE } else { HASTE });
        // What was on its way when the room was left: is it saved?
        while let Ok(reply) = inbox.try_recv() {
            // A room that opens only now is not entered: what was kept for it stays where it is.
            if !was_opening {
                update(&mut model, Message::Worker(reply));
            }
        }
        let pending = model.room().into_iter().flat_map(|room| room.unsaved.iter().chain(&room.saving));
        let texts = model.room().map(review::unkept).unwrap_or_default();
        let mut unsaved: Vec<String> = pending.map(|pending| pending.text.clone()).chain(texts).collect();
        unsaved.extend(leaving::unsent(&model));
        unsaved.extend(begun::unkept(&model, draft, kept));
        Left { code: if panics.any() { PANICKED } else { code }, said, unsaved }
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
        mishap::provoke("draw");
        let model = &mut self.model;
        if model.size != self.screen.size() {
            let Size { width, height } = self.screen.size();
            update(model, Message::Terminal(Event::Resize(width, height)));
        }
        let change = std::mem::take(&mut model.change);
        let parts = view::parts(model, change);
        self.screen.draw(&parts, |buffer| view::draw_parts(model, &parts, buffer));
    }
}
