//! Bytes of a terminal → events. Pure: no clock, no file.
//!
//! The decoder is a machine that takes one byte at a time, so it does not matter how the bytes were cut into reads, and
//! nothing a terminal sends can make it wait for ever: what is half told is held for a bounded time and a bounded size
//! ([`Decoder::waiting`], [`Decoder::flush`]).
//!
//! How keys are named, so that one table of keys fits all terminals:
//! - A `Char` never carries `SHIFT`: the character already tells (`G`, `?`).
//! - Enter sends `\r`; `\n` is what Ctrl-J sends, so it is `Char('j')` with `CONTROL`.
//! - 0x7f is `Backspace`, 0x08 is Ctrl-H; some terminals send it for the backspace key, so bind both.
//! - ESC before a key is `ALT`; ESC twice, and nothing after it, is the Esc key twice.
//! - Every key is a press: releases are left out, repeats look like presses.

use std::mem;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

mod sequence;
#[cfg(test)]
mod tests;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// A longer sequence is none: no terminal's answer comes near this, and a lost terminator must not eat what is typed.
const MAX_SEQUENCE: usize = 4 * 1024;
/// A larger paste is delivered in parts of about this size.
const MAX_PASTE: usize = 8 * 1024 * 1024;
/// A terminal sends a key's bytes in one go; this leaves room for a network to cut them in two.
const KEY_PATIENCE: Duration = Duration::from_millis(30);
/// A paste comes in many reads, over a slow line with gaps; and half a character is no key of its own, so it can wait.
const TEXT_PATIENCE: Duration = Duration::from_secs(1);

/// What the bytes so far are the beginning of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Ground,
    /// ESC: the Esc key, or the beginning of anything below.
    Escape,
    /// `ESC [` and the parameters in `held`.
    Csi,
    /// `ESC [ [`: a function key of the Linux console.
    Console,
    /// `ESC [ M` and up to three bytes: a mouse report of terminals that do not know the SGR form.
    OldMouse,
    /// `ESC O` and the parameters in `held`.
    Ss3,
    /// `ESC ]`, `ESC P` or `ESC _` (OSC, DCS, APC; the byte tells which) and text up to BEL or `ESC \`.
    Text(u8),
    /// ESC within such a text.
    TextEscape(u8),
    /// The beginning of a character of so many bytes.
    Utf8(usize),
    /// After `ESC [ 200 ~`, up to `ESC [ 201 ~`.
    Paste,
}

/// Turns the bytes of a terminal into events. Feed it what was read; call [`Decoder::flush`] when nothing more came for
/// as long as [`Decoder::waiting`] says.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes of what is half told; at most [`MAX_SEQUENCE`], in a paste [`MAX_PASTE`].
    held: Vec<u8>,
    /// An ESC stood before the one that began this: ALT for a key, a press of Esc before anything else.
    alt: bool,
    /// The last byte of the paste was `\r`: a `\n` now belongs to the same line end.
    after_return: bool,
}

impl Decoder {
    /// Takes the next bytes and appends the events they complete to `out`. Bytes that are not UTF-8 become U+FFFD;
    /// sequences nobody knows are left out whole. Line ends in a paste become `\n`; an ESC in it stays as it is.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        for &byte in bytes {
            self.step(byte, out);
        }
    }

    /// How long to wait for more bytes before calling [`Decoder::flush`]; `None` if nothing is half told.
    pub fn waiting(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Paste | State::Utf8(_) => Some(TEXT_PATIENCE),
            _ => Some(KEY_PATIENCE),
        }
    }

    /// No more bytes came: appends what the bytes so far mean to `out`. A lone ESC is the Esc key, an open paste ends,
    /// half a character is U+FFFD, `ESC [` is Alt-[, and half of a longer sequence is dropped.
    pub fn flush(&mut self, out: &mut Vec<Event>) {
        match self.state {
            State::Ground => {}
            State::Utf8(_) => out.push(key(KeyCode::Char(char::REPLACEMENT_CHARACTER), self.alt_modifier())),
            State::Paste => self.deliver_paste(self.held.len(), out),
            sequence => {
                if self.alt {
                    out.push(key(KeyCode::Esc, KeyModifiers::NONE));
                }
                match sequence {
                    State::Escape | State::TextEscape(_) => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
                    State::Csi if self.held.is_empty() => out.push(key(KeyCode::Char('['), KeyModifiers::ALT)),
                    State::Ss3 if self.held.is_empty() => out.push(key(KeyCode::Char('O'), KeyModifiers::ALT)),
                    State::Text(byte) if self.held.is_empty() => {
                        out.push(key(KeyCode::Char(char::from(byte)), KeyModifiers::ALT));
                    }
                    _ => {}
                }
            }
        }
        self.reset();
    }

    fn step(&mut self, byte: u8, out: &mut Vec<Event>) {
        match (self.state, byte) {
            (State::Ground, _) => self.begin(byte, out),
            (State::Escape, _) => self.after_escape(byte, out),

            (State::Csi, b'[') if self.held.is_empty() => self.state = State::Console,
            (State::Csi, b'M') if self.held.is_empty() => self.state = State::OldMouse,
            // rxvt ends a shifted key with `$`, which elsewhere stands in the middle of a sequence.
            (State::Csi, b'$') if self.held_is_a_number() => self.end_csi(byte, out),
            (State::Csi, 0x20..=0x3f) => self.hold(byte),
            (State::Csi, 0x40..=0x7e) => self.end_csi(byte, out),

            (State::Console, 0x20..=0x7e) => self.end(sequence::console(byte, self.alt), out),

            (State::OldMouse, 0x20..) => {
                self.hold(byte);
                if let [buttons, column, row] = self.held[..] {
                    self.end(sequence::old_mouse(buttons, column, row), out);
                }
            }

            (State::Ss3, b'0'..=b'9' | b';') => self.hold(byte),
            (State::Ss3, 0x20..=0x7e) => self.end(sequence::ss3(&self.held, byte, self.alt), out),

            (State::Text(_), BEL) | (State::TextEscape(_), b'\\') => self.reset(),
            (State::Text(kind), ESC) => self.state = State::TextEscape(kind),
            (State::Text(_), 0x20..) => self.hold(byte),
            (State::TextEscape(kind), _) => {
                self.state = State::Text(kind);
                self.flush(out);
                self.state = State::Escape;
                self.after_escape(byte, out);
            }

            (State::Utf8(size), 0x80..=0xbf) => {
                self.hold(byte);
                if self.held.len() == size {
                    self.end_character(out);
                }
            }

            (State::Paste, _) => self.paste(byte, out),

            // A byte that cannot stand here: what was held is over, and the byte begins something new.
            (_, _) => {
                self.flush(out);
                self.begin(byte, out);
            }
        }
    }

    fn begin(&mut self, byte: u8, out: &mut Vec<Event>) {
        match byte {
            ESC => self.state = State::Escape,
            0x00..=0x7f => {
                out.push(sequence::plain(byte, self.alt_modifier()));
                self.reset();
            }
            0xc2..=0xf4 => {
                self.state = State::Utf8(match byte {
                    0xc2..=0xdf => 2,
                    0xe0..=0xef => 3,
                    _ => 4,
                });
                self.hold(byte);
            }
            0x80..=0xc1 | 0xf5..=0xff => {
                out.push(key(KeyCode::Char(char::REPLACEMENT_CHARACTER), self.alt_modifier()));
                self.reset();
            }
        }
    }

    fn after_escape(&mut self, byte: u8, out: &mut Vec<Event>) {
        // ESC ESC [ A is Alt-Up (rxvt, and Option as ESC on a Mac); before anything else the first ESC is the Esc key.
        if self.alt && !matches!(byte, b'[' | b'O') {
            out.push(key(KeyCode::Esc, KeyModifiers::NONE));
            self.alt = false;
        }
        match byte {
            ESC => self.alt = true,
            b'[' => self.state = State::Csi,
            b'O' => self.state = State::Ss3,
            b']' | b'P' | b'_' => self.state = State::Text(byte),
            _ => {
                self.alt = true;
                self.begin(byte, out);
            }
        }
    }

    fn end_csi(&mut self, last: u8, out: &mut Vec<Event>) {
        if last == b'~' && self.held == b"200" {
            self.end(None, out);
            self.state = State::Paste;
        } else {
            self.end(sequence::csi(&self.held, last, self.alt), out);
        }
    }

    /// A sequence is complete. What is no key cannot carry Alt, so an ESC before it was a press of Esc.
    fn end(&mut self, event: Option<Event>, out: &mut Vec<Event>) {
        if self.alt && !matches!(event, Some(Event::Key(_))) {
            out.push(key(KeyCode::Esc, KeyModifiers::NONE));
        }
        out.extend(event);
        self.reset();
    }

    fn end_character(&mut self, out: &mut Vec<Event>) {
        let c = str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        out.push(key(KeyCode::Char(c), self.alt_modifier()));
        self.reset();
    }

    fn paste(&mut self, byte: u8, out: &mut Vec<Event>) {
        let second_half = mem::replace(&mut self.after_return, byte == b'\r') && byte == b'\n';
        if second_half {
            return;
        }
        self.held.push(if byte == b'\r' { b'\n' } else { byte });
        if byte == b'~' && self.held.ends_with(PASTE_END) {
            let size = self.held.len() - PASTE_END.len();
            self.deliver_paste(size, out);
            self.reset();
        } else if self.held.len() >= MAX_PASTE {
            self.deliver_paste(cut(&self.held), out);
        }
    }

    /// Delivers the first `size` bytes of the paste and keeps the others.
    fn deliver_paste(&mut self, size: usize, out: &mut Vec<Event>) {
        let rest = self.held.split_off(size);
        let text = mem::replace(&mut self.held, rest);
        if !text.is_empty() {
            out.push(Event::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
    }

    fn hold(&mut self, byte: u8) {
        if self.held.len() < MAX_SEQUENCE {
            self.held.push(byte);
        } else {
            self.reset();
        }
    }

    fn held_is_a_number(&self) -> bool {
        !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit)
    }

    fn alt_modifier(&self) -> KeyModifiers {
        if self.alt { KeyModifiers::ALT } else { KeyModifiers::NONE }
    }

    fn reset(&mut self) {
        self.state = State::Ground;
        self.held.clear();
        self.alt = false;
        self.after_return = false;
    }
}

/// Where a long paste can be cut: before what may be the beginning of its end, and not within a character.
fn cut(paste: &[u8]) -> usize {
    let size = paste.len();
    let end = size.saturating_sub(PASTE_END.len() - 1);
    if let Some(escape) = paste[end..].iter().rposition(|&byte| byte == ESC) {
        return end + escape;
    }
    let lead = (size.saturating_sub(3)..size).rev().find(|&at| !matches!(paste[at], 0x80..=0xbf));
    lead.filter(|&at| paste[at] >= 0xc0).unwrap_or(size)
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}
