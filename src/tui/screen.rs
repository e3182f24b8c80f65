//! The terminal as a room to draw in and listen to: taking it, giving it back, reading and writing without blocking.
//!
//! The rule of this room: whatever happens to the terminal (nobody reads it, it is gone, the shell took it back), no call
//! here blocks, spins or panics, and the person finds the terminal as it was before.

mod painter;
#[cfg(not(unix))]
mod plain;
#[cfg(unix)]
mod tty;
#[cfg(unix)]
mod unix;

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use crossterm::event::Event;
use thiserror::Error;

#[cfg(not(unix))]
pub use plain::Screen;
#[cfg(unix)]
pub use unix::Screen;

/// What the terminal has to say.
#[derive(Debug, PartialEq)]
pub enum Input {
    /// Everything that could be read at once, in order; never empty.
    Events(Vec<Event>),
    /// The terminal took all that was waiting for it: if something changed since the last frame, draw it now.
    Drained,
    /// The terminal is gone (end of file, hangup); it will not come back.
    Gone,
}

/// Why there is no screen to draw on.
#[derive(Debug, Error)]
pub enum ScreenError {
    /// Standard input or output is a file, a pipe, or closed.
    #[error(
        "the room needs a terminal, and {0} is none; from scripts use `ic log …` and the other commands (see `ic help`)"
    )]
    NoTerminal(&'static str),
    /// `TERM` is unset, empty or `dumb`.
    #[error(
        "the room needs a terminal that can move the cursor, and TERM is {0}; set TERM (for example TERM=xterm-256color), or use `ic log …` and the other commands (see `ic help`)"
    )]
    Dumb(String),
    /// The terminal is there but cannot be opened or set up.
    #[error(
        "the terminal cannot be used for the room: {0}; try another terminal, or use `ic log …` and the other commands (see `ic help`)"
    )]
    Unusable(#[from] io::Error),
}

/// Refuses what cannot be a screen, before anything is opened.
///
/// # Errors
/// Standard input or output is no terminal, or `TERM` names none that a room can be drawn on.
pub fn require_terminal() -> Result<(), ScreenError> {
    if !io::stdin().is_terminal() {
        return Err(ScreenError::NoTerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(ScreenError::NoTerminal("standard output"));
    }
    // Windows terminals do not set TERM.
    if cfg!(unix) {
        require_term(std::env::var_os("TERM").as_deref())?;
    }
    Ok(())
}

fn require_term(term: Option<&OsStr>) -> Result<(), ScreenError> {
    match term.map(OsStr::as_encoded_bytes) {
        None | Some(b"") => Err(ScreenError::Dumb("not set".to_owned())),
        Some(b"dumb") => Err(ScreenError::Dumb("\"dumb\"".to_owned())),
        Some(_) => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests;
