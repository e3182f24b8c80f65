//! Everything that leaves the program on standard output and standard error passes here: text made safe, nothing that
//! panics on a closed pipe.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::exit::{Exit, Failure};
use crate::incident::text::{json_visible, visible};
use crate::tui::text::{width, wrap};

/// Writes text for people, control characters made visible. A reader who went away is no failure.
///
/// # Errors
/// Standard output takes no more, as on a full disk.
pub fn text(text: &str) -> Result<(), Failure> {
    raw(visible(text).as_bytes())
}

/// Writes a document in JSON. What could command a terminal, or is not seen there, is written as `\u202e`: the same
/// data.
///
/// # Errors
/// As [`text`].
pub fn json(document: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(document).map_err(Failure::refused)?;
    raw(format!("{}\n", json_visible(&json)).as_bytes())
}

/// Writes bytes as they are.
///
/// # Errors
/// As [`text`].
pub fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::refused(format!("standard output takes no more: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says on standard error what went wrong or is to be known; nobody need listen.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "ic: {}", visible(message));
}

/// Says what clap has to say: help on standard output as it is, errors with what was typed made safe.
pub fn usage(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    let styled = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = error.render().to_string();
    if styled && *visible(&text) == *text {
        let _ = error.print();
    } else {
        let _ = io::stderr().write_all(visible(&text).as_bytes());
    }
    Exit::Usage
}

/// How wide text may be: as the terminal is, though no wider than is good to read.
pub fn columns() -> usize {
    let terminal = io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten();
    terminal.map_or(80, |(columns, _)| usize::from(columns)).clamp(40, 100)
}

/// Text in lines of at most `columns`, the first of them behind `head`, the others indented as far. The text is to be
/// safe already: a line ends where it has one.
pub fn hanging(head: &str, text: &str, columns: usize) -> String {
    let indent = width(head);
    let mut lines = String::new();
    for (place, line) in wrap(text, columns.saturating_sub(indent).max(1)).enumerate() {
        lines.push_str(&if place == 0 { head.to_owned() } else { " ".repeat(indent) });
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_hangs_behind_its_head() {
        assert_eq!(hanging("- ", "a few words more", 10), "- a few\n  words\n  more\n");
        assert_eq!(hanging("- ", "", 10), "- \n");
    }
}
