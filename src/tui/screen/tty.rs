//! The terminal device: its own open file, its modes, and the way back that never blocks.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::fs::{Mode, OFlags};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr, ttyname,
};

/// Alternate screen; mouse buttons, drags and wheel in the SGR form (not bare movement: nothing here needs it, and every
/// report wakes the program); bracketed paste; no cursor. The modes are those of xterm's "ctlseqs".
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?2004h\x1b[?25l";

/// The way back, in the other order; first the end of a frame that may have been cut in the middle. Bare movement of the
/// mouse may be left over from an editor that crashed.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1049l";

/// How long leaving waits for a terminal that takes no bytes, and how often it looks.
const LEAVE_PATIENCE: Duration = Duration::from_millis(100);
const LEAVE_PAUSE: Duration = Duration::from_millis(2);

/// Terminals that do not know their size say 0; this is what the VT100 had.
const USUAL_SIZE: Size = Size::new(80, 24);
/// Beyond any display; a terminal set to 65535x65535 must not cost gigabytes.
const LARGEST_SIZE: Size = Size::new(1000, 500);

/// A terminal and the modes it had. Shared between the screen and the panic hook.
#[derive(Debug)]
pub(super) struct Tty {
    file: File,
    cooked: Termios,
    entered: AtomicBool,
}

impl Tty {
    /// Opens the terminal of standard output a second time: non-blocking mode belongs to the open file, and setting it on
    /// the one that is shared with the shell would break the shell.
    pub(super) fn open() -> io::Result<Tty> {
        // The name first: macOS cannot wait for /dev/tty. It fails in some containers and after `su`.
        let name = ttyname(io::stdout(), Vec::new());
        let named = name.and_then(|name| open(OsStr::from_bytes(name.to_bytes()).as_ref()));
        let tty = Tty::on(named.or_else(|_| open(Path::new("/dev/tty")))?)?;
        // In the background the kernel stops this process here until it is in the foreground; else nothing changes.
        tcsetattr(&tty.file, OptionalActions::Now, &tty.cooked)?;
        Ok(tty)
    }

    /// The terminal that is open, without blocking, as `file`.
    pub(super) fn on(file: File) -> io::Result<Tty> {
        let cooked = tcgetattr(&file)?;
        Ok(Tty { file, cooked, entered: AtomicBool::new(false) })
    }

    /// The same open file under another number, to be waited for on its own.
    pub(super) fn output(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The terminal's size, never empty and never absurd.
    pub(super) fn size(&self) -> Size {
        let size = tcgetwinsize(&self.file).map_or(Size::ZERO, |size| Size::new(size.ws_col, size.ws_row));
        if size.width == 0 || size.height == 0 {
            return USUAL_SIZE;
        }
        Size::new(size.width.min(LARGEST_SIZE.width), size.height.min(LARGEST_SIZE.height))
    }

    pub(super) fn is_entered(&self) -> bool {
        self.entered.load(Ordering::SeqCst)
    }

    /// Sets raw mode and returns the bytes that must reach the terminal before anything is drawn.
    pub(super) fn enter(&self) -> io::Result<Vec<u8>> {
        let mut raw = self.cooked.clone();
        raw.make_raw();
        tcsetattr(&self.file, OptionalActions::Now, &raw)?;
        // If the shell had the terminal in between without our leaving it, the two screens may have changed places.
        let undo = if self.entered.swap(true, Ordering::SeqCst) { LEAVE } else { b"" };
        Ok([undo, ENTER].concat())
    }

    /// Gives the terminal back as it was; the second call in a row does nothing. Takes at most [`LEAVE_PATIENCE`].
    pub(super) fn leave(&self) {
        // In the background the shell has the terminal already, and touching it would stop this process instead.
        if !self.entered.swap(false, Ordering::SeqCst) || self.in_background() {
            return;
        }
        // What was typed into the room and not read any more must not be run by the shell.
        let _ = tcflush(&self.file, QueueSelector::IFlush);
        // First what matters most; `Now` because waiting for the output to drain could take for ever.
        let _ = tcsetattr(&self.file, OptionalActions::Now, &self.cooked);
        let start = Instant::now();
        let mut rest = LEAVE;
        let mut flushed = false;
        while !rest.is_empty() && start.elapsed() < LEAVE_PATIENCE {
            match (&self.file).write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    // Nobody reads: what waits in the terminal's queue is old frames, and room is needed there.
                    if !flushed && start.elapsed() > LEAVE_PATIENCE / 2 {
                        flushed = true;
                        let _ = tcflush(&self.file, QueueSelector::OFlush);
                    }
                    thread::sleep(LEAVE_PAUSE);
                }
                Err(_) => return,
            }
        }
    }

    /// Whether another job of the same shell has the terminal.
    pub(super) fn in_background(&self) -> bool {
        tcgetpgrp(&self.file).is_ok_and(|foreground| foreground != getpgrp())
    }

    /// Reads what is there; `WouldBlock` if nothing is.
    pub(super) fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        (&self.file).read(buffer)
    }

    /// Writes what the terminal takes; `WouldBlock` if it takes nothing.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        (&self.file).write(bytes)
    }
}

/// Opens a terminal device without waiting for it, now or later, and without making it the controlling terminal.
pub(super) fn open(path: &Path) -> rustix::io::Result<File> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).map(File::from)
}

impl AsRawFd for Tty {
    fn as_raw_fd(&self) -> RawFd {
        self.file.as_raw_fd()
    }
}

/// Whether a shell waits for this job, so that it would be continued after a stop. In a terminal window or tmux pane with
/// only this program in it the job belongs to the leader of the session, and a stop would be for ever.
pub(super) fn has_shell() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops this job until it is continued; `false` if nobody would continue it.
///
/// The whole job, as for Ctrl-Z in cooked mode: a wrapper such as `sudo` must stop too, or the shell waits for it. By
/// SIGSTOP, because SIGTSTP is caught by this process to put the terminal in order first.
pub(super) fn stop_job() -> bool {
    has_shell() && kill_current_process_group(Signal::STOP).is_ok()
}
