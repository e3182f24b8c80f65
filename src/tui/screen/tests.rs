//! The screen on a pseudo terminal whose other end is the test.
//!
//! Tests of a screen in this process open the terminal by its path; the one that stops a job runs this test binary again
//! under a shell.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use portable_pty::{CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use ratatui::widgets::{Paragraph, Widget};
use rustix::termios::{LocalModes, tcgetattr};

use super::tty::{self, Tty};
use super::*;
use crate::tui::signals::{Signal, Signals};

/// Far longer than anything here takes; a test that fails must end.
const LONG: Duration = Duration::from_secs(20);

fn pty() -> (PtyPair, PathBuf) {
    let size = PtySize { rows: 10, cols: 40, ..PtySize::default() };
    let pair = native_pty_system().openpty(size).unwrap();
    let path = pair.master.tty_name().unwrap();
    (pair, path)
}

fn screen(path: &Path) -> Screen {
    let mut screen = Screen::on(Tty::on(tty::open(path).unwrap()).unwrap()).unwrap();
    screen.enter().unwrap();
    screen
}

/// The other end: shows what was written, and can wait for it.
struct Display {
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
}

impl Display {
    fn of(master: &dyn MasterPty) -> Display {
        let mut reader = master.try_clone_reader().unwrap();
        let (sender, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(size @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..size].to_vec()).is_err() {
                    return;
                }
            }
        });
        Display { bytes, parser: vt100::Parser::new(NonZero::new(10).unwrap(), NonZero::new(40).unwrap(), 0) }
    }

    fn wait_until(&mut self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + LONG;
        while !seen(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) => panic!("never saw {what}, but {:?}", self.parser.screen().contents()),
            }
        }
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(LONG, future).await.expect("in time") })
}

fn show(screen: &mut Screen, text: &str) {
    screen.draw(&[], |buffer| {
        Paragraph::new(text).render(buffer.area, buffer);
        None
    });
}

async fn finish_writing(screen: &mut Screen) {
    while !screen.ready_to_draw() {
        assert_eq!(screen.input().await, Input::Drained);
    }
}

#[test]
fn the_terminal_is_taken_and_given_back_as_it_was() {
    run(async {
        let (pair, path) = pty();
        let mut display = Display::of(&*pair.master);
        let before = tcgetattr(tty::open(&path).unwrap()).unwrap();

        let mut screen = screen(&path);
        finish_writing(&mut screen).await;
        show(&mut screen, "hello room");
        display.wait_until("the room", |shown| {
            shown.alternate_screen()
                && shown.hide_cursor()
                && shown.bracketed_paste()
                && shown.contents() == "hello room"
        });
        let raw = tcgetattr(tty::open(&path).unwrap()).unwrap();
        assert!(!raw.local_modes.intersects(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));

        // Dropping it would type an end of file.
        let mut keyboard = pair.master.take_writer().unwrap();
        keyboard.write_all("é\x1b[A\x1b".as_bytes()).unwrap();
        let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let mut events = Vec::new();
        while events.len() < 3 {
            match screen.input().await {
                Input::Events(more) => events.extend(more),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(events, [key(KeyCode::Char('é')), key(KeyCode::Up), key(KeyCode::Esc)]);

        screen.leave();
        screen.leave();
        display.wait_until("the main screen", |shown| {
            !shown.alternate_screen()
                && !shown.hide_cursor()
                && !shown.bracketed_paste()
                && shown.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let after = tcgetattr(tty::open(&path).unwrap()).unwrap();
        assert_eq!(format!("{after:?}"), format!("{before:?}"));
    });
}

#[test]
fn a_terminal_nobody_reads_does_not_hold_anybody() {
    run(async {
        let (pair, path) = pty();
        let mut screen = screen(&path);
        // Every cell changes with every frame, until the terminal takes no more, also after the kernel made room once more.
        let mut fill = "abcdefghij".chars().cycle().map(|c| c.to_string().repeat(40));
        loop {
            while screen.ready_to_draw() {
                let lines = vec![fill.next().unwrap(); 10].join("\n");
                show(&mut screen, &lines);
            }
            match tokio::time::timeout(Duration::from_millis(50), screen.input()).await {
                Ok(said) => assert_eq!(said, Input::Drained, "there is nothing else to say"),
                Err(_) => break,
            }
        }

        let start = Instant::now();
        drop(screen);
        assert!(start.elapsed() < LONG / 4, "{:?}", start.elapsed());
        // And who looks at it later sees the main screen.
        let mut display = Display::of(&*pair.master);
        display.wait_until("the main screen", |shown| shown.contents().is_empty() && !shown.hide_cursor());
        let cooked = tcgetattr(tty::open(&path).unwrap()).unwrap();
        assert!(cooked.local_modes.contains(LocalModes::ICANON | LocalModes::ECHO));
    });
}

#[test]
fn a_terminal_that_is_gone_says_so_and_goes_on_saying_so() {
    run(async {
        let (pair, path) = pty();
        let mut screen = screen(&path);
        drop(pair);
        assert_eq!(screen.input().await, Input::Gone);
        assert_eq!(screen.input().await, Input::Gone);
        let start = Instant::now();
        screen.leave();
        assert!(start.elapsed() < LONG / 4);
    });
}

#[test]
fn a_terminal_without_a_size_and_one_beyond_measure_can_be_drawn_on() {
    run(async {
        let (pair, path) = pty();
        for (cols, rows, width, height) in [(0, 0, 80, 24), (u16::MAX, u16::MAX, 1000, 500), (1, 1, 1, 1)] {
            pair.master.resize(PtySize { cols, rows, ..PtySize::default() }).unwrap();
            let mut screen = screen(&path);
            let mut area = None;
            let _display = Display::of(&*pair.master);
            finish_writing(&mut screen).await;
            screen.draw(&[], |buffer| {
                area = Some(buffer.area.as_size());
                None
            });
            assert_eq!(area, Some(ratatui::layout::Size::new(width, height)));
        }
    });
}

/// The room of the test below, which starts it as a job of a shell.
#[test]
#[ignore = "needs a terminal of its own; started by another test"]
fn job() {
    run(async {
        let mut screen = Screen::open().unwrap();
        let mut signals = Signals::new().unwrap();
        screen.enter().unwrap();
        let mut rounds = 0;
        loop {
            show(&mut screen, &format!("round {rounds}"));
            tokio::select! {
                biased;
                signal = signals.next() => match signal {
                    Signal::Continue => {
                        screen.enter().unwrap();
                        rounds += 1;
                    }
                    Signal::Stop => assert!(screen.suspend()),
                    Signal::Resize => screen.resize(),
                    Signal::Child => {}
                    Signal::Terminate(_) => return,
                },
                input = screen.input() => match input {
                    Input::Events(_) => assert!(screen.suspend()),
                    Input::Drained => {}
                    Input::Gone => return,
                },
            }
        }
    });
}

#[test]
fn a_stopped_job_leaves_the_shell_its_terminal_and_comes_back() {
    let (pair, _) = pty();
    let mut shell = CommandBuilder::new("sh");
    let name = format!("{}::job", module_path!().split_once("::").unwrap().1);
    let job = format!("'{}' --exact {name} --ignored", std::env::current_exe().unwrap().display());
    // In the end the job is continued in the background, where it must not take the terminal, and told to end.
    let script = format!(
        "{job}; stty -a | grep -o ' icanon'; echo stopped; read go; fg; stty -a | grep -o ' echo '; kill %1; kill -CONT %1; wait; echo over"
    );
    shell.args(["-mc", &script]);
    shell.env("TERM", "xterm");
    let mut child = pair.slave.spawn_command(shell).unwrap();
    drop(pair.slave);
    let mut keyboard = pair.master.take_writer().unwrap();
    let mut display = Display::of(&*pair.master);
    let in_room = |shown: &vt100::Screen, text| shown.alternate_screen() && shown.contents().contains(text);
    let in_shell = |shown: &vt100::Screen, text| !shown.alternate_screen() && shown.contents().contains(text);

    display.wait_until("the room", |shown| in_room(shown, "round 0"));
    keyboard.write_all(b"z").unwrap();
    display.wait_until("the shell", |shown| in_shell(shown, "stopped") && shown.contents().contains(" icanon"));
    keyboard.write_all(b"\n").unwrap();
    display.wait_until("the room again", |shown| in_room(shown, "round 1"));
    keyboard.write_all(b"z").unwrap();
    display.wait_until("the end", |shown| in_shell(shown, "over") && shown.contents().contains(" echo "));
    child.wait().unwrap();
}

#[test]
fn a_screen_is_refused_with_advice() {
    assert!(require_term(Some("xterm".as_ref())).is_ok());
    for term in [None, Some(""), Some("dumb")] {
        let refusal = require_term(term.map(AsRef::as_ref)).unwrap_err().to_string();
        assert!(refusal.contains("TERM") && refusal.contains("ic log"), "{refusal}");
    }
}
