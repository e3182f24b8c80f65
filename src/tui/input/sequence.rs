//! One complete sequence → the event it stands for, or `None` if it is none of ours (an answer to somebody's question,
//! the release of a key, a key without a name here).
//!
//! The forms are those of xterm's "ctlseqs", with what rxvt, the Linux console and the VT keypad do differently, and
//! the `CSI u` form of fixterms and kitty.

use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::key;

/// The third field of kitty's key form for a release.
const RELEASE: u32 = 3;

/// A single byte below 0x80.
pub(super) fn plain(byte: u8, alt: KeyModifiers) -> Event {
    let control = |letter| key(KeyCode::Char(char::from(letter)), alt | KeyModifiers::CONTROL);
    match byte {
        0x00 => control(b' '),
        b'\t' => key(KeyCode::Tab, alt),
        b'\r' => key(KeyCode::Enter, alt),
        0x1b => key(KeyCode::Esc, alt),
        0x01..=0x1a => control(byte + b'a' - 1),
        0x1c..=0x1f => control(byte + 0x40),
        0x7f => key(KeyCode::Backspace, alt),
        _ => key(KeyCode::Char(char::from(byte)), alt),
    }
}

/// `ESC [ body last`.
pub(super) fn csi(body: &[u8], last: u8, alt: bool) -> Option<Event> {
    match (body, last) {
        ([], b'I') => return Some(Event::FocusGained),
        ([], b'O') => return Some(Event::FocusLost),
        ([b'<', report @ ..], b'M' | b'm') => return sgr_mouse(report, last == b'm'),
        _ if !body.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':')) => {
            return None;
        }
        _ => {}
    }
    if number(body, 1, 1) == Some(RELEASE) {
        return None;
    }
    let first = number(body, 0, 0);
    let modifiers = modifiers(number(body, 1, 0), alt);
    match last {
        b'u' => character(first?, number(body, 0, 1), modifiers),
        // xterm's modifyOtherKeys: 27 ; modifiers ; character.
        b'~' if first == Some(27) => character(number(body, 2, 0)?, None, modifiers),
        b'~' => Some(key(numbered(first?)?, modifiers)),
        b'$' => Some(key(numbered(first?)?, modifiers | KeyModifiers::SHIFT)),
        b'^' => Some(key(numbered(first?)?, modifiers | KeyModifiers::CONTROL)),
        b'@' => Some(key(numbered(first?)?, modifiers | KeyModifiers::CONTROL | KeyModifiers::SHIFT)),
        b'Z' => Some(key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT)),
        b'a'..=b'd' => Some(key(lettered(last.to_ascii_uppercase())?, modifiers | KeyModifiers::SHIFT)),
        // Also the answer to "where is the cursor?", which can have a row other than 1.
        b'R' if first.is_some_and(|row| row != 1) => None,
        _ => Some(key(lettered(last)?, modifiers)),
    }
}

/// `ESC O body last`.
pub(super) fn ss3(body: &[u8], last: u8, alt: bool) -> Option<Event> {
    // Old terminals put the modifiers here, as the only field or after a 1.
    let held = number(body, 1, 0).or(number(body, 0, 0));
    let modifiers = modifiers(held, alt);
    let code = match last {
        b'a'..=b'd' => {
            return Some(key(lettered(last.to_ascii_uppercase())?, modifiers | KeyModifiers::CONTROL));
        }
        b'I' => KeyCode::Tab,
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        // The keypad: `*+,-./` and the digits, in the order of ASCII.
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => lettered(last)?,
    };
    Some(key(code, modifiers))
}

/// `ESC [ [ last`: F1 to F5 of the Linux console (console_codes(4)).
pub(super) fn console(last: u8, alt: bool) -> Option<Event> {
    matches!(last, b'A'..=b'E').then(|| key(KeyCode::F(last - b'A' + 1), modifiers(None, alt)))
}

/// `ESC [ M` and three bytes, each 32 too high; places count from 1.
pub(super) fn old_mouse(buttons: u8, column: u8, row: u8) -> Option<Event> {
    let place = |byte: u8| u32::from(byte.saturating_sub(32));
    mouse(u32::from(buttons.checked_sub(32)?), place(column), place(row), false)
}

fn sgr_mouse(report: &[u8], released: bool) -> Option<Event> {
    mouse(number(report, 0, 0)?, number(report, 1, 0)?, number(report, 2, 0)?, released)
}

fn mouse(bits: u32, column: u32, row: u32, released: bool) -> Option<Event> {
    let button = match bits & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let moving = bits & 32 != 0;
    let kind = match (bits & 0b1100_0011, moving) {
        (0..=2, _) if released => MouseEventKind::Up(button),
        (0..=2, false) => MouseEventKind::Down(button),
        (0..=2, true) => MouseEventKind::Drag(button),
        // The old form does not say which button went up.
        (3, false) => MouseEventKind::Up(MouseButton::Left),
        (3, true) => MouseEventKind::Moved,
        (64, _) => MouseEventKind::ScrollUp,
        (65, _) => MouseEventKind::ScrollDown,
        (66, _) => MouseEventKind::ScrollLeft,
        (67, _) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 4 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 8 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 16 != 0);
    let place = |from_one: u32| u16::try_from(from_one.saturating_sub(1)).ok();
    Some(Event::Mouse(MouseEvent { kind, column: place(column)?, row: place(row)?, modifiers }))
}

/// The key of `ESC [ number ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The VT220 numbered its function keys in groups, with gaps between them.
        11..=15 => function(number, 10),
        17..=21 => function(number, 11),
        23..=26 => function(number, 12),
        28 | 29 => function(number, 13),
        31..=34 => function(number, 14),
        _ => return None,
    })
}

fn function(number: u32, offset: u32) -> KeyCode {
    u8::try_from(number - offset).map_or(KeyCode::Null, KeyCode::F)
}

/// The key of `ESC [ letter` and `ESC O letter`.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// A key given by its character; `shifted` is what Shift makes of it on this keyboard, if the terminal tells.
fn character(code: u32, shifted: Option<u32>, modifiers: KeyModifiers) -> Option<Event> {
    let shift = modifiers.contains(KeyModifiers::SHIFT);
    Some(match code {
        9 if shift => key(KeyCode::BackTab, modifiers),
        9 => key(KeyCode::Tab, modifiers),
        13 => key(KeyCode::Enter, modifiers),
        27 => key(KeyCode::Esc, modifiers),
        8 | 127 => key(KeyCode::Backspace, modifiers),
        // Below are controls; the private range holds kitty's numbers for keys such as Caps Lock and Volume Up.
        0..32 | 57344..=63743 => return None,
        _ => {
            let c = char::from_u32(code)?;
            let c = match shifted.and_then(char::from_u32) {
                Some(shifted) if shift => shifted,
                None if shift => c.to_uppercase().next().unwrap_or(c),
                _ => c,
            };
            key(KeyCode::Char(c), modifiers - KeyModifiers::SHIFT)
        }
    })
}

/// xterm's modifiers: 1 and the sum of shift 1, alt 2, control 4, super 8 (hyper 16, meta 32 in kitty's form).
fn modifiers(field: Option<u32>, alt: bool) -> KeyModifiers {
    let bits = field.unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, alt || bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    modifiers.set(KeyModifiers::SUPER, bits & 8 != 0);
    modifiers.set(KeyModifiers::HYPER, bits & 16 != 0);
    modifiers.set(KeyModifiers::META, bits & 32 != 0);
    modifiers
}

/// The number in a field (`;` between fields) and part of a field (`:` between parts), both from 0.
fn number(body: &[u8], field: usize, part: usize) -> Option<u32> {
    let field = body.split(|&byte| byte == b';').nth(field)?;
    let digits = field.split(|&byte| byte == b':').nth(part)?;
    str::from_utf8(digits).ok()?.parse().ok()
}
