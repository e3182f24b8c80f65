//! The screen where there is no Unix terminal: crossterm does the work, a thread reads.

use std::future;
use std::io::{self, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, KeyCode,
    KeyEventKind, KeyModifiers,
};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::painter::Painter;
use super::{Input, ScreenError, require_terminal};

/// How often the reading thread looks whether the terminal was left.
const LOOK: Duration = Duration::from_millis(100);

/// The terminal while the room is open. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    painter: Painter,
    events: UnboundedReceiver<Event>,
    entered: Arc<AtomicBool>,
}

impl Screen {
    /// Opens the terminal, and changes nothing about it: [`Screen::enter`] takes it.
    ///
    /// # Errors
    /// [`ScreenError`] if standard input or output is no terminal, or the terminal refuses.
    pub fn open() -> Result<Screen, ScreenError> {
        require_terminal()?;
        let entered = Arc::new(AtomicBool::new(false));
        Ok(Screen { painter: Painter::new(size()?), events: read_in_thread(Arc::clone(&entered)), entered })
    }

    /// [`Screen::leave`] for where there is no screen at hand, in a panic.
    pub fn way_back(&self) -> impl Fn() + Send + Sync + 'static {
        let entered = Arc::clone(&self.entered);
        move || leave(&entered)
    }

    /// Whether the terminal is ours, between [`Screen::enter`] and [`Screen::leave`].
    pub fn is_entered(&self) -> bool {
        self.entered.load(Ordering::SeqCst)
    }

    /// Whether a frame would be drawn now: not while the terminal is left.
    pub fn ready_to_draw(&self) -> bool {
        self.is_entered()
    }

    /// How large it is, in cells; never empty.
    pub fn size(&self) -> Size {
        self.painter.size()
    }

    /// Draws a frame, or only parts of it. `render` draws on empty cells and tells where the cursor stands, if it is to
    /// be seen. A terminal that fails is reported by [`Screen::input`].
    pub fn draw(&mut self, parts: &[Rect], render: impl FnOnce(&mut Buffer) -> Option<Position>) {
        if self.ready_to_draw() {
            let _ = self.painter.paint(&mut stdout().lock(), parts, render);
        }
    }

    /// Takes over the terminal's size and begins with an empty screen. Call it on [`Event::Resize`], then draw.
    pub fn resize(&mut self) {
        if let Ok(size) = size() {
            self.painter = Painter::new(size);
        }
    }

    /// Waits for events. Nothing is lost if the future is dropped before it is ready.
    pub async fn input(&mut self) -> Input {
        if !self.ready_to_draw() {
            return future::pending().await;
        }
        match self.events.recv().await {
            Some(first) => {
                let mut events = vec![first];
                while let Ok(event) = self.events.try_recv() {
                    events.push(event);
                }
                Input::Events(events)
            }
            None => Input::Gone,
        }
    }

    /// Gives the terminal back. Never fails; does nothing if it is left already.
    pub fn leave(&mut self) {
        leave(&self.entered);
    }

    /// Takes the terminal. The next frame is drawn whole.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.entered.store(true, Ordering::SeqCst);
        execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)?;
        self.resize();
        Ok(())
    }

    /// There is no shell that could continue a stopped job here: always `false`, nothing done.
    pub fn suspend(&mut self) -> bool {
        false
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

fn leave(entered: &AtomicBool) {
    if entered.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), cursor::Show, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// The terminal's present size; at least 1x1.
fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size::new(width.max(1), height.max(1)))
}

/// Reads events while the terminal is ours. The thread ends with the screen, or when reading fails; then the channel is
/// closed.
fn read_in_thread(entered: Arc<AtomicBool>) -> UnboundedReceiver<Event> {
    let (sender, receiver) = mpsc::unbounded_channel();
    thread::spawn(move || {
        while !sender.is_closed() {
            if !entered.load(Ordering::SeqCst) {
                thread::sleep(LOOK);
                continue;
            }
            match event::poll(LOOK).and_then(|there| there.then(event::read).transpose()) {
                Ok(event) => {
                    if let Some(event) = event.and_then(as_on_unix) {
                        let _ = sender.send(event);
                    }
                }
                Err(_) => return,
            }
        }
    });
    receiver
}

/// The names of keys as the decoder for Unix gives them: presses only, and no Shift on a character.
fn as_on_unix(event: Event) -> Option<Event> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(mut key) => {
            key.kind = KeyEventKind::Press;
            if matches!(key.code, KeyCode::Char(_)) {
                key.modifiers -= KeyModifiers::SHIFT;
            }
            Some(Event::Key(key))
        }
        other => Some(other),
    }
}
