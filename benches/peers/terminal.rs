//! A program in a real terminal whose other end is a stopwatch. While a clock runs, what the program writes is only kept,
//! with the time at which it came; what stood on the screen when is worked out afterwards.

use std::ffi::OsString;
use std::num::NonZero;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// A program that has not shown by then what is waited for never will.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long a silence is used to look at the screen.
const QUIET: Duration = Duration::from_millis(20);
/// A shell that stands by in the terminal and becomes the program at a word: so a start is what a person waits for, and
/// does not count how long it takes to make a process of a stopwatch.
const STAND_BY: &str = "echo standing by; read -r word; exec \"$0\" \"$@\"";
/// Between these marks a program is drawing, and a terminal shows nothing of it.
const UPDATE_BEGINS: &[u8] = b"\x1b[?2026h";
const UPDATE_ENDS: &[u8] = b"\x1b[?2026l";

/// A terminal with a program in it; the program is killed when this is dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    line: OwnedFd,
    /// When the program was started.
    pub born: Instant,
    /// How many bytes it has written.
    pub written: usize,
    came: Vec<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// The last bytes that the screen got: a mark may be cut in two.
    tail: Vec<u8>,
    drawing: bool,
    ended: bool,
}

impl Terminal {
    /// Starts a program with these arguments and this environment in a folder.
    pub fn start(program: &[OsString], environment: &[(&str, OsString)], folder: &Path) -> Result<Terminal> {
        let size = PtySize { rows: ROWS, cols: COLUMNS, ..PtySize::default() };
        let pair = native_pty_system().openpty(size)?;
        let line = pair.master.as_raw_fd().context("a terminal without a descriptor")?;
        // SAFETY: the terminal's end that this number means is open until `pair` goes, which is after it was doubled.
        let line = rustix::io::fcntl_dupfd_cloexec(unsafe { BorrowedFd::borrow_raw(line) }, 0)?;
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", STAND_BY]);
        shell.args(program);
        shell.cwd(folder);
        shell.env_clear();
        environment.iter().for_each(|(name, value)| shell.env(name, value));
        let child = pair.slave.spawn_command(shell)?;
        let cells = |count| NonZero::new(count).context("a terminal without cells");
        let screen = vt100::Parser::new(cells(ROWS)?, cells(COLUMNS)?, 0);
        let (born, came, tail) = (Instant::now(), Vec::new(), Vec::new());
        let mut terminal = Terminal { child, line, born, written: 0, came, screen, tail, drawing: false, ended: false };
        terminal.wait_for("a shell", |screen| screen.contains("standing by"))?;
        terminal.born = terminal.press("\r")?;
        Ok(terminal)
    }

    /// The program's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// Types keys and tells when.
    pub fn press(&self, keys: &str) -> Result<Instant> {
        let begun = Instant::now();
        let mut left = keys.as_bytes();
        while !left.is_empty() {
            left = &left[rustix::io::write(&self.line, left)?..];
        }
        Ok(begun)
    }

    /// Keeps what comes until a time.
    pub fn listen_until(&mut self, end: Instant) -> Result<()> {
        while self.listen(end.saturating_duration_since(Instant::now()))? {}
        Ok(())
    }

    /// Keeps what comes until there is so long a silence; tells when the last piece came.
    pub fn listen_until_quiet(&mut self, silence: Duration) -> Result<Option<Instant>> {
        while self.listen(silence)? {}
        Ok(self.came.last().map(|(when, _)| *when))
    }

    /// Keeps the next piece, if one comes within this time.
    fn listen(&mut self, patience: Duration) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let patience = Timespec { tv_sec: patience.as_secs() as i64, tv_nsec: patience.subsec_nanos().into() };
        let mut lines = [PollFd::from_borrowed_fd(self.line.as_fd(), PollFlags::IN)];
        if poll(&mut lines, Some(&patience))? == 0 {
            return Ok(false);
        }
        let mut piece = vec![0; 1 << 16];
        let size = match rustix::io::read(&self.line, &mut piece) {
            // Its other end is closed: the program has gone.
            Err(rustix::io::Errno::IO) => 0,
            size => size?,
        };
        let when = Instant::now();
        self.ended = size == 0;
        self.written += size;
        piece.truncate(size);
        self.came.push((when, piece));
        Ok(!self.ended)
    }

    /// Shows what came since the last look, and tells when the screen first had what is wanted.
    pub fn seen(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Instant> {
        let mut first = None;
        for (when, piece) in std::mem::take(&mut self.came) {
            self.screen.process(&piece);
            self.note_marks(&piece);
            if first.is_none() && !self.drawing && wanted(&self.text()) {
                first = Some(when);
            }
        }
        first
    }

    fn note_marks(&mut self, piece: &[u8]) {
        self.tail.extend_from_slice(piece);
        let last = |mark: &[u8]| self.tail.windows(mark.len()).rposition(|bytes| bytes == mark);
        let (begun, ended) = (last(UPDATE_BEGINS), last(UPDATE_ENDS));
        if begun != ended {
            self.drawing = begun > ended;
        }
        self.tail.drain(..self.tail.len().saturating_sub(UPDATE_BEGINS.len() - 1));
    }

    /// Waits until the screen has what is wanted, and tells since when.
    pub fn wait_for(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> Result<Instant> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(when) = self.seen(&wanted) {
                return Ok(when);
            }
            if self.ended || Instant::now() > end {
                bail!("never showed {what}, but\n{}", self.text().trim_end());
            }
            // Waits for the first piece, then for the end of what belongs to it.
            self.listen(PATIENCE)?;
            self.listen_until_quiet(QUIET)?;
        }
    }

    /// What the screen had at the last look.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // At once: asked to go, ic would keep what is written in its line, and show it the next time.
        if let Some(process) = Pid::from_raw(self.process() as i32) {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
