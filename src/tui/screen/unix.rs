//! The screen on Unix: frames are drawn in memory and written without blocking; input is awaited.

use std::cell::RefCell;
use std::future;
use std::io::{self, Write};
use std::panic;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use crossterm::event::Event;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use tokio::io::unix::AsyncFd;
use tokio::io::{Interest, Ready};
use tokio::time::sleep_until;

use super::tty::{Tty, has_shell, stop_job};
use super::{Input, ScreenError, require_terminal};
use crate::tui::input::Decoder;

/// Synchronized output: the terminal shows what is between these at once, or ignores them.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";

/// What is read before the events are handed over, so that an endless stream of input cannot keep the screen from being
/// drawn.
const READ_AT_ONCE: usize = 256 * 1024;

/// The terminal while the room is open. Dropping it gives the terminal back.
///
/// Loop: await [`Screen::input`] (among other things); when something changed and [`Screen::ready_to_draw`], call
/// [`Screen::draw`]. While the terminal is left (see [`Screen::leave`]) nothing is read and nothing is drawn.
#[derive(Debug)]
pub struct Screen {
    tty: AsyncFd<Arc<Tty>>,
    terminal: Terminal<CrosstermBackend<Canvas>>,
    canvas: Canvas,
    pending: Pending,
    decoder: Decoder,
    /// When the last bytes came that left the decoder waiting.
    heard: Instant,
}

impl Screen {
    /// Takes the terminal of standard output: raw mode, alternate screen, mouse buttons and wheel, bracketed paste.
    ///
    /// Needs a tokio runtime with I/O and time enabled. Call it before signals are caught: started in the background,
    /// this process stops here until it is in the foreground, and only with its default SIGTERM can it be ended then.
    ///
    /// # Errors
    /// [`ScreenError`] if standard input or output is no terminal, if `TERM` says it can do nothing, or if the device
    /// cannot be opened and set up.
    pub fn open() -> Result<Screen, ScreenError> {
        require_terminal()?;
        Ok(Screen::on(Tty::open()?)?)
    }

    pub(super) fn on(tty: Tty) -> io::Result<Screen> {
        let canvas = Canvas::default();
        #[allow(
            deprecated,
            reason = "its replacement is unsafe; a `Tty` keeps one open file for life, which is all that asks for"
        )]
        let tty = AsyncFd::new(Arc::new(tty))?;
        let mut screen = Screen {
            terminal: blank(&canvas, tty.get_ref().size()),
            tty,
            canvas,
            pending: Pending::default(),
            decoder: Decoder::default(),
            heard: Instant::now(),
        };
        screen.take()?;
        Ok(screen)
    }

    /// Makes every later panic give the terminal back before it is reported. Call it once, after opening.
    pub fn install_panic_hook(&self) {
        let tty = Arc::clone(self.tty.get_ref());
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            tty.leave();
            report(panic);
        }));
    }

    /// Whether a frame would be written now. While the terminal is slow to take the last one, or left, it is not, and
    /// what changes meanwhile goes into one later frame.
    pub fn ready_to_draw(&self) -> bool {
        self.tty.get_ref().is_entered() && self.pending.is_empty()
    }

    /// Draws a frame and writes as much of it as the terminal takes; [`Screen::input`] writes the rest. Does nothing
    /// unless [`Screen::ready_to_draw`]. A terminal that fails is reported by [`Screen::input`] as [`Input::Gone`].
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) {
        if !self.ready_to_draw() {
            return;
        }
        // Drawing into memory cannot fail.
        let _ = self.terminal.draw(render);
        let frame = self.canvas.0.take();
        self.pending.extend(&[BEGIN_FRAME, &frame, END_FRAME]);
        let _ = self.pending.write_to(self.tty.get_ref());
    }

    /// Rings the terminal's bell, unless it is too slow to take it now.
    pub fn ring(&mut self) {
        if self.ready_to_draw() {
            self.pending.extend(&[b"\x07"]);
            let _ = self.pending.write_to(self.tty.get_ref());
        }
    }

    /// Takes over the terminal's size and begins with an empty screen. Call it on SIGWINCH, then draw.
    pub fn resize(&mut self) {
        self.terminal = blank(&self.canvas, self.tty.get_ref().size());
    }

    /// Waits until there is something to say, and meanwhile writes what is left of the last frame. While the terminal is
    /// left this waits and reads nothing. Nothing is lost if the future is dropped before it is ready.
    pub async fn input(&mut self) -> Input {
        if !self.tty.get_ref().is_entered() {
            return future::pending().await;
        }
        loop {
            let wish = match self.pending.is_empty() {
                true => Interest::READABLE,
                false => Interest::READABLE | Interest::WRITABLE,
            };
            let due = self.decoder.waiting().map(|patience| self.heard + patience);
            let mut ready = tokio::select! {
                biased;
                ready = self.tty.ready(wish) => match ready {
                    Ok(ready) => Some(ready),
                    Err(_) => return Input::Gone,
                },
                () = reached(due) => None,
            };

            let tty = self.tty.get_ref();
            let mut events = Vec::new();
            let heard = listen(tty, &mut self.decoder, &mut events);
            let mut gone = heard.then == Then::Gone;
            if heard.bytes > 0 {
                self.heard = Instant::now();
            } else if due.is_some_and(|due| due <= Instant::now()) {
                // Not before reading: the bytes may have been there all the time while this program was busy.
                self.decoder.flush(&mut events);
            }
            let was_pending = !self.pending.is_empty();
            gone |= self.pending.write_to(tty).is_err();

            if let Some(ready) = &mut ready {
                let state = ready.ready();
                if heard.then == Then::Nothing {
                    // "Closed" is not cleared by tokio: with nothing to read it would call us again at once, for ever.
                    gone |= state.is_read_closed();
                    ready.clear_ready_matching(Ready::READABLE);
                }
                if !self.pending.is_empty() {
                    gone |= state.is_write_closed();
                    ready.clear_ready_matching(Ready::WRITABLE);
                }
            }

            if !events.is_empty() {
                return Input::Events(events);
            } else if gone {
                return Input::Gone;
            } else if was_pending && self.pending.is_empty() {
                return Input::Drained;
            }
        }
    }

    /// Gives the terminal back as it was: modes, main screen, mouse, paste, cursor. Never fails and takes at most 0.1 s,
    /// even if nobody reads the terminal. Does nothing if it is left already. Use it around `$EDITOR` too.
    pub fn leave(&mut self) {
        self.tty.get_ref().leave();
        self.pending = Pending::default();
    }

    /// Takes the terminal again: after [`Screen::leave`], and on every SIGCONT, since a shell may have used the terminal
    /// in between. The next frame is drawn whole. In the background the job stops again, until the next SIGCONT.
    ///
    /// # Errors
    /// If the terminal refuses its modes: it is gone, or no longer ours.
    pub fn enter(&mut self) -> io::Result<()> {
        if self.tty.get_ref().in_background() {
            self.leave();
            if stop_job() {
                return Ok(());
            }
        }
        self.take()
    }

    /// Gives the terminal back and stops this job, as Ctrl-Z does. When the shell continues it, SIGCONT arrives: call
    /// [`Screen::enter`] then, and not before, since the job may have been continued in the background or only to be
    /// ended. `false`, and nothing done, if no shell is there to continue it.
    pub fn suspend(&mut self) -> bool {
        if !has_shell() {
            return false;
        }
        self.leave();
        stop_job()
    }

    fn take(&mut self) -> io::Result<()> {
        let enter = self.tty.get_ref().enter()?;
        self.pending = Pending::default();
        self.pending.extend(&[&enter]);
        self.decoder = Decoder::default();
        self.resize();
        // What fails here is reported as `Input::Gone`.
        let _ = self.pending.write_to(self.tty.get_ref());
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Why [`listen`] stopped.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    Nothing,
    More,
    Gone,
}

struct Heard {
    bytes: usize,
    then: Then,
}

/// Reads and decodes what is there.
fn listen(tty: &Tty, decoder: &mut Decoder, events: &mut Vec<Event>) -> Heard {
    let mut buffer = [0; 4096];
    let mut bytes = 0;
    let then = loop {
        match tty.read(&mut buffer) {
            Ok(0) => break Then::Gone,
            Ok(size) => {
                decoder.feed(&buffer[..size], events);
                bytes += size;
                if bytes >= READ_AT_ONCE {
                    break Then::More;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Then::Nothing,
            Err(_) => break Then::Gone,
        }
    };
    Heard { bytes, then }
}

async fn reached(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due.into()).await,
        None => future::pending().await,
    }
}

/// Bytes the terminal has not taken yet.
#[derive(Debug, Default)]
struct Pending {
    bytes: Vec<u8>,
    written: usize,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn extend(&mut self, parts: &[&[u8]]) {
        for part in parts {
            self.bytes.extend_from_slice(part);
        }
    }

    /// Writes until all is written or the terminal takes no more. Fails if the terminal does.
    fn write_to(&mut self, tty: &Tty) -> io::Result<()> {
        while self.written < self.bytes.len() {
            match tty.write(&self.bytes[self.written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(size) => self.written += size,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        self.bytes.clear();
        self.written = 0;
        Ok(())
    }
}

/// The memory a frame is drawn in; the backend holds one end, the screen the other.
#[derive(Clone, Debug, Default)]
struct Canvas(Rc<RefCell<Vec<u8>>>);

impl Write for Canvas {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal of this size that knows nothing of what is on the screen, so its first frame clears it and is whole. Its
/// viewport is fixed because otherwise the backend asks for the size of another open file, or for the cursor, which
/// waits for an answer.
fn blank(canvas: &Canvas, size: Size) -> Terminal<CrosstermBackend<Canvas>> {
    canvas.0.replace(CLEAR.to_vec());
    let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, size)));
    Terminal::with_options(CrosstermBackend::new(canvas.clone()), TerminalOptions { viewport })
        .expect("with a fixed viewport the backend is asked nothing, so nothing fails")
}
