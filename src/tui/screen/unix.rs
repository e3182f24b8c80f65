//! The screen on Unix: frames are drawn in memory and written without blocking; input is awaited.

use std::fs::File;
use std::future;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;
use std::time::Instant;

use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use tokio::io::unix::AsyncFd;
use tokio::io::{Interest, Ready};
use tokio::time::sleep_until;

use super::painter::Painter;
use super::tty::{Tty, has_shell, stop_job};
use super::{Input, ScreenError, require_terminal};
use crate::tui::input::Decoder;

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
    /// The output, waited for while bytes are pending: else every frame would be answered with "there is room again".
    /// Before the output itself, so that it is dropped first.
    drain: Option<AsyncFd<RawFd>>,
    output: File,
    painter: Painter,
    pending: Pending,
    decoder: Decoder,
    /// When the last bytes came that left the decoder waiting.
    heard: Instant,
}

impl Screen {
    /// Opens the terminal of standard output, and changes nothing about it: [`Screen::enter`] takes it.
    ///
    /// Needs a tokio runtime with I/O and time enabled. Call it before signals are caught: started in the background,
    /// this process stops here until it is in the foreground, and only with its default SIGTERM can it be ended then.
    /// And enter after they are caught: a signal in between would leave the terminal as the room needs it.
    ///
    /// # Errors
    /// [`ScreenError`] if standard input or output is no terminal, if `TERM` says it can do nothing, or if the device
    /// cannot be opened and set up.
    pub fn open() -> Result<Screen, ScreenError> {
        require_terminal()?;
        Ok(Screen::on(Tty::open()?)?)
    }

    pub(super) fn on(tty: Tty) -> io::Result<Screen> {
        #[allow(
            deprecated,
            reason = "its replacement is unsafe; a `Tty` keeps one open file for life, which is all that asks for"
        )]
        let tty = AsyncFd::with_interest(Arc::new(tty), Interest::READABLE)?;
        Ok(Screen {
            painter: Painter::new(Size::ZERO),
            output: tty.get_ref().output()?,
            drain: None,
            tty,
            pending: Pending::default(),
            decoder: Decoder::default(),
            heard: Instant::now(),
        })
    }

    /// [`Screen::leave`] for where there is no screen at hand, in a panic.
    pub fn way_back(&self) -> impl Fn() + Send + Sync + 'static {
        let tty = Arc::clone(self.tty.get_ref());
        move || tty.leave()
    }

    /// Whether the terminal is ours, between [`Screen::enter`] and [`Screen::leave`].
    pub fn is_entered(&self) -> bool {
        self.tty.get_ref().is_entered()
    }

    /// Whether a frame would be written now. While the terminal is slow to take the last one, or left, it is not, and
    /// what changes meanwhile goes into one later frame.
    pub fn ready_to_draw(&self) -> bool {
        self.is_entered() && self.pending.is_empty()
    }

    /// How large it is, in cells; never empty.
    pub fn size(&self) -> Size {
        self.painter.size()
    }

    /// Draws a frame, or only parts of it, and writes as much of what differs as the terminal takes; [`Screen::input`]
    /// writes the rest. `render` draws on empty cells and tells where the cursor stands, if it is to be seen. Does
    /// nothing unless [`Screen::ready_to_draw`]. A terminal that fails is reported by [`Screen::input`] as
    /// [`Input::Gone`].
    pub fn draw(&mut self, parts: &[Rect], render: impl FnOnce(&mut Buffer) -> Option<Position>) {
        if !self.ready_to_draw() {
            return;
        }
        // Writing into memory cannot fail.
        let _ = self.painter.paint(&mut self.pending.bytes, parts, render);
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
        self.painter = Painter::new(self.tty.get_ref().size());
    }

    /// Waits until there is something to say, and meanwhile writes what is left of the last frame. While the terminal is
    /// left this waits and reads nothing. Nothing is lost if the future is dropped before it is ready.
    pub async fn input(&mut self) -> Input {
        if !self.is_entered() {
            return future::pending().await;
        }
        loop {
            let due = self.decoder.waiting().map(|patience| self.heard + patience);
            if self.expect_room().is_err() {
                return Input::Gone;
            }
            let mut ready = tokio::select! {
                biased;
                ready = self.tty.readable() => match ready {
                    Ok(ready) => Some(ready),
                    Err(_) => return Input::Gone,
                },
                () = room(self.drain.as_ref()) => None,
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

            if let Some(ready) = ready.as_mut().filter(|_| heard.then == Then::Nothing) {
                // "Closed" is not cleared by tokio: with nothing to read it would call us again at once, for ever.
                gone |= ready.ready().is_read_closed();
                ready.clear_ready_matching(Ready::READABLE);
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

    /// Begins to wait for room in the terminal, or stops that.
    fn expect_room(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            self.drain = None;
        } else if self.drain.is_none() {
            #[allow(
                deprecated,
                reason = "its replacement is unsafe; `output` outlives it, and stays open all the time"
            )]
            let drain = AsyncFd::with_interest(self.output.as_raw_fd(), Interest::WRITABLE)?;
            self.drain = Some(drain);
        }
        Ok(())
    }

    /// Gives the terminal back as it was: modes, main screen, mouse, paste, cursor. Never fails and takes at most 0.1 s,
    /// even if nobody reads the terminal. Does nothing if it is left already. Use it around `$EDITOR` too.
    pub fn leave(&mut self) {
        self.tty.get_ref().leave();
        self.pending = Pending::default();
    }

    /// Takes the terminal: raw mode, alternate screen, mouse buttons and wheel, bracketed paste. Call it again after
    /// [`Screen::leave`], and on every SIGCONT, since a shell may have used the terminal in between. The next frame is
    /// drawn whole. In the background the job stops again, until the next SIGCONT.
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
        let enter = self.tty.get_ref().enter()?;
        self.pending = Pending::default();
        self.pending.extend(&[&enter]);
        self.decoder = Decoder::default();
        self.resize();
        // What fails here is reported as `Input::Gone`.
        let _ = self.pending.write_to(self.tty.get_ref());
        Ok(())
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
                } else if size < buffer.len() {
                    break Then::Nothing;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Then::Nothing,
            Err(_) => break Then::Gone,
        }
    };
    Heard { bytes, then }
}

async fn room(drain: Option<&AsyncFd<RawFd>>) {
    match drain {
        // A failing terminal is told by the write that comes next.
        Some(drain) => drop(drain.writable().await.map(|mut room| room.clear_ready())),
        None => future::pending().await,
    }
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
