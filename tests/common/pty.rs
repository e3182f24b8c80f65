//! The program in a terminal of its own, whose other end is the test: a keyboard that types and a display that is read.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::tcgetattr;

use super::{Home, IC, LONG};

/// A terminal with a program in it; the program is killed when this is dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    /// The other end, and its keyboard; `None` once the terminal is closed.
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    /// Keeps the terminal after the program has gone.
    device: Option<File>,
    modes: String,
    display: Arc<Display>,
    reader: Option<JoinHandle<()>>,
}

struct Display {
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// What the program has written so far.
pub struct Shown {
    parser: vt100::Parser,
    /// Every byte.
    pub raw: Vec<u8>,
    closed: bool,
    unread: bool,
}

impl Shown {
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Whether a frame has just ended, so that nothing on the screen is half drawn.
    pub fn is_whole(&self) -> bool {
        self.raw.ends_with(b"\x1b[?2026l")
    }

    pub fn contains(&self, text: &str) -> bool {
        self.screen().contents().contains(text)
    }

    /// Whether this stands on the timeline, whose rows begin with their time; one that is on its way to the disk begins
    /// with "saving".
    pub fn has_line(&self, text: &str) -> bool {
        let is_clock = |word: &str| {
            word.len() == 5 && word.bytes().enumerate().all(|(place, byte)| (place == 2) == (byte == b':'))
        };
        let contents = self.screen().contents();
        contents.lines().any(|row| row.contains(text) && row.trim().split(' ').next().is_some_and(is_clock))
    }
}

fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

impl Terminal {
    /// The room, or another verb that needs a terminal.
    pub fn ic(home: &Home, columns_and_rows: (u16, u16), words: &[&str]) -> Terminal {
        let mut program = vec![IC];
        program.extend(words);
        Terminal::run(home, columns_and_rows, &program, &[])
    }

    /// Any program, with variables of its own; an empty one is taken away.
    pub fn run(home: &Home, columns_and_rows: (u16, u16), program: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let pair = native_pty_system().openpty(size(columns_and_rows)).unwrap();
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.cwd(home.path());
        command.env_clear();
        home.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        for (name, value) in variables {
            match value.is_empty() {
                true => command.env_remove(name),
                false => command.env(name, value),
            }
        }
        let name = pair.master.tty_name().unwrap();
        let not_ours = (OFlags::NOCTTY | OFlags::NONBLOCK).bits() as i32;
        let device = File::options().read(true).write(true).custom_flags(not_ours).open(name).unwrap();
        let modes = modes(&device);
        let child = pair.slave.spawn_command(command).unwrap();

        let (columns, rows) = columns_and_rows;
        let parser = vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0);
        let shown = Mutex::new(Shown { parser, raw: Vec::new(), closed: false, unread: false });
        let display = Arc::new(Display { shown, changed: Condvar::new() });
        let mut terminal = Terminal {
            child,
            keyboard: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            device: Some(device),
            modes,
            display,
            reader: None,
        };
        terminal.read_on();
        terminal
    }

    /// Reads what the program writes, from now on.
    pub fn read_on(&mut self) {
        let mut bytes = self.master.as_ref().unwrap().try_clone_reader().unwrap();
        let display = Arc::clone(&self.display);
        self.shown().unread = false;
        self.reader = Some(thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            loop {
                let size = bytes.read(&mut buffer).unwrap_or_default();
                let mut shown = display.shown.lock().unwrap();
                shown.parser.process(&buffer[..size]);
                shown.raw.extend_from_slice(&buffer[..size]);
                shown.closed = size == 0;
                display.changed.notify_all();
                if size == 0 || shown.unread {
                    return;
                }
            }
        }));
    }

    /// Reads no more.
    fn stop_reading(&mut self) {
        self.shown().unread = true;
        while self.reader.as_ref().is_some_and(|reader| !reader.is_finished()) {
            // The reader waits for something; this says nothing.
            let _ = self.device.as_ref().unwrap().write(b"\0");
            thread::sleep(Duration::from_millis(1));
        }
        self.reader = None;
    }

    /// Reads no more, until the terminal takes no more.
    pub fn leave_unread(&mut self) {
        self.stop_reading();
        let mut device = self.device.as_ref().unwrap();
        while device.write(&[0; 512]).is_ok() {}
    }

    /// Closes the terminal, as a window is closed.
    pub fn close(&mut self) {
        self.stop_reading();
        self.device = None;
        self.keyboard = None;
        self.master = None;
    }

    /// Presses keys, or pastes: whatever this text says.
    pub fn send(&mut self, text: &str) {
        self.send_bytes(text.as_bytes());
    }

    /// The same with bytes that need not be text.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.keyboard.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Gives the terminal another size, and the display too, unless it would have none.
    pub fn resize(&mut self, columns_and_rows: (u16, u16)) {
        let (columns, rows) = columns_and_rows;
        // In one step with the display, so that nothing of the new size is shown on the old.
        let mut shown = self.shown();
        self.master.as_ref().unwrap().resize(size(columns_and_rows)).unwrap();
        if let (Some(rows), Some(columns)) = (NonZero::new(rows), NonZero::new(columns)) {
            shown.parser.set_size(rows, columns);
        }
    }

    /// What is shown now.
    pub fn shown(&self) -> MutexGuard<'_, Shown> {
        self.display.shown.lock().unwrap()
    }

    pub fn screen(&self) -> String {
        self.shown().screen().contents()
    }

    /// Waits until this text stands on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |shown| shown.contains(text));
    }

    /// Waits until this stands on the timeline.
    #[track_caller]
    pub fn wait_for_line(&self, text: &str) {
        self.wait_until(text, |shown| shown.has_line(text));
    }

    /// Waits until the screen shows what is wanted.
    #[track_caller]
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&Shown) -> bool) {
        let end = Instant::now() + LONG;
        let mut shown = self.shown();
        while !wanted(&shown) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.closed {
                let screen = shown.screen().contents();
                drop(shown);
                panic!("never saw {what:?}, but\n{screen}");
            }
            shown = self.display.changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.pid() as i32).unwrap(), signal).unwrap();
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// How much of a processor's time the program has used.
    #[cfg(target_os = "linux")]
    pub fn worked(&self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let nanoseconds = |thread: std::io::Result<std::fs::DirEntry>| {
            let schedule = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            schedule.split_whitespace().next()?.parse::<u64>().ok()
        };
        Duration::from_nanos(threads.filter_map(nanoseconds).sum())
    }

    /// Waits until the program has ended by itself and tells its exit code.
    #[track_caller]
    pub fn exit_code(&mut self, within: Duration) -> u32 {
        let end = Instant::now() + within;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "still there after {within:?}:\n{}", self.screen());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Whether the program is over; an editor that it started may have made the terminal cooked before.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Whether the terminal has the modes that it had before.
    pub fn is_cooked(&self) -> bool {
        modes(self.device.as_ref().unwrap()) == self.modes
    }

    /// Whether the terminal is as it was before: its modes and, as soon as all is read, its screen.
    #[track_caller]
    pub fn is_given_back(&self) {
        assert_eq!(modes(self.device.as_ref().unwrap()), self.modes);
        self.wait_until("the main screen", |shown| {
            let screen = shown.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
    }

    /// Kills the program at once, and reads everything that it had shown by then.
    pub fn kill(&mut self) {
        self.end();
    }

    fn end(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal(Signal::KILL);
            let _ = self.child.wait();
        }
        self.device = None;
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.end();
    }
}

fn modes(device: &File) -> String {
    format!("{:?}", tcgetattr(device).unwrap())
}
