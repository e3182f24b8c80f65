use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const NONE: KeyModifiers = KeyModifiers::NONE;
const ALT: KeyModifiers = KeyModifiers::ALT;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;

fn decode(bytes: &[u8]) -> Vec<Event> {
    let mut out = Vec::new();
    let mut decoder = Decoder::default();
    decoder.feed(bytes, &mut out);
    decoder.flush(&mut out);
    assert_eq!(decoder.waiting(), None);
    out
}

fn k(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn c(c: char) -> Event {
    k(KeyCode::Char(c), NONE)
}

fn paste(text: &str) -> Event {
    Event::Paste(text.to_owned())
}

#[test]
fn keys_of_every_kind() {
    let keys: &[(&[u8], KeyCode, KeyModifiers)] = &[
        (b"q", KeyCode::Char('q'), NONE),
        (b"G", KeyCode::Char('G'), NONE),
        ("é".as_bytes(), KeyCode::Char('é'), NONE),
        ("🚒".as_bytes(), KeyCode::Char('🚒'), NONE),
        (b"\r", KeyCode::Enter, NONE),
        (b"\n", KeyCode::Char('j'), CTRL),
        (b"\t", KeyCode::Tab, NONE),
        (b"\x1b[Z", KeyCode::BackTab, SHIFT),
        (b"\x7f", KeyCode::Backspace, NONE),
        (b"\x08", KeyCode::Char('h'), CTRL),
        (b"\x03", KeyCode::Char('c'), CTRL),
        (b"\x00", KeyCode::Char(' '), CTRL),
        (b"\x1f", KeyCode::Char('_'), CTRL),
        (b"\x1b", KeyCode::Esc, NONE),
        (b"\x1bx", KeyCode::Char('x'), ALT),
        ("\x1bé".as_bytes(), KeyCode::Char('é'), ALT),
        (b"\x1b\r", KeyCode::Enter, ALT),
        (b"\x1b\x7f", KeyCode::Backspace, ALT),
        (b"\x1b\x01", KeyCode::Char('a'), ALT.union(CTRL)),
        (b"\x1b[", KeyCode::Char('['), ALT),
        (b"\x1bO", KeyCode::Char('O'), ALT),
        (b"\x1b]", KeyCode::Char(']'), ALT),
        (b"\x1b[A", KeyCode::Up, NONE),
        (b"\x1bOB", KeyCode::Down, NONE),
        (b"\x1b[1;5C", KeyCode::Right, CTRL),
        (b"\x1b[1;2D", KeyCode::Left, SHIFT),
        (b"\x1b\x1b[A", KeyCode::Up, ALT),
        (b"\x1b[d", KeyCode::Left, SHIFT),
        (b"\x1bOc", KeyCode::Right, CTRL),
        (b"\x1b[H", KeyCode::Home, NONE),
        (b"\x1bOF", KeyCode::End, NONE),
        (b"\x1b[1~", KeyCode::Home, NONE),
        (b"\x1b[8~", KeyCode::End, NONE),
        (b"\x1b[2~", KeyCode::Insert, NONE),
        (b"\x1b[3;5~", KeyCode::Delete, CTRL),
        (b"\x1b[5~", KeyCode::PageUp, NONE),
        (b"\x1b[6^", KeyCode::PageDown, CTRL),
        (b"\x1b[6$", KeyCode::PageDown, SHIFT),
        (b"\x1bOP", KeyCode::F(1), NONE),
        (b"\x1b[1;3P", KeyCode::F(1), ALT),
        (b"\x1bO5S", KeyCode::F(4), CTRL),
        (b"\x1b[[E", KeyCode::F(5), NONE),
        (b"\x1b[15~", KeyCode::F(5), NONE),
        (b"\x1b[17~", KeyCode::F(6), NONE),
        (b"\x1b[21;2~", KeyCode::F(10), SHIFT),
        (b"\x1b[24~", KeyCode::F(12), NONE),
        (b"\x1bOM", KeyCode::Enter, NONE),
        (b"\x1bOk", KeyCode::Char('+'), NONE),
        (b"\x1bOy", KeyCode::Char('9'), NONE),
        (b"\x1b[112;5u", KeyCode::Char('p'), CTRL),
        (b"\x1b[97;2u", KeyCode::Char('A'), NONE),
        (b"\x1b[49:33;2u", KeyCode::Char('!'), NONE),
        (b"\x1b[27u", KeyCode::Esc, NONE),
        (b"\x1b[13;2u", KeyCode::Enter, SHIFT),
        (b"\x1b[9;2u", KeyCode::BackTab, SHIFT),
        (b"\x1b[97;1:2u", KeyCode::Char('a'), NONE),
        (b"\x1b[27;5;13~", KeyCode::Enter, CTRL),
    ];
    for &(bytes, code, modifiers) in keys {
        assert_eq!(decode(bytes), [k(code, modifiers)], "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn what_is_no_key_is_swallowed_whole() {
    let silent: &[&[u8]] = &[
        b"\x1b[97;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b[57358u",
        b"\x1b[?62;22c",
        b"\x1b[24;80R",
        b"\x1b[?2026;2$y",
        b"\x1b[201~",
        b"\x1b[[Z",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1bP>|tmux 3.3a\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[1;",
        b"\x1b[99999999999999999999~",
    ];
    for bytes in silent {
        let followed = [bytes, &b"q"[..]].concat();
        let got = if bytes.ends_with(b";") { decode(bytes) } else { decode(&followed) };
        let want = if bytes.ends_with(b";") { vec![] } else { vec![c('q')] };
        assert_eq!(got, want, "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn the_mouse() {
    let at = |kind, modifiers| Event::Mouse(MouseEvent { kind, column: 9, row: 4, modifiers });
    assert_eq!(decode(b"\x1b[<0;10;5M"), [at(MouseEventKind::Down(MouseButton::Left), NONE)]);
    assert_eq!(decode(b"\x1b[<2;10;5m"), [at(MouseEventKind::Up(MouseButton::Right), NONE)]);
    assert_eq!(decode(b"\x1b[<33;10;5M"), [at(MouseEventKind::Drag(MouseButton::Middle), NONE)]);
    assert_eq!(decode(b"\x1b[<35;10;5M"), [at(MouseEventKind::Moved, NONE)]);
    assert_eq!(decode(b"\x1b[<80;10;5M"), [at(MouseEventKind::ScrollUp, CTRL)]);
    assert_eq!(decode(b"\x1b[<69;10;5M"), [at(MouseEventKind::ScrollDown, SHIFT)]);
    assert_eq!(decode(b"\x1b[M *%"), [at(MouseEventKind::Down(MouseButton::Left), NONE)]);
    assert_eq!(decode(b"\x1b[<0;70000;1Mq"), [c('q')]);
}

#[test]
fn focus_and_escape_before_what_cannot_carry_alt() {
    assert_eq!(decode(b"\x1b[I\x1b[O"), [Event::FocusGained, Event::FocusLost]);
    assert_eq!(decode(b"\x1b\x1b[I"), [k(KeyCode::Esc, NONE), Event::FocusGained]);
    assert_eq!(decode(b"\x1b\x1b[200~a\x1b[201~"), [k(KeyCode::Esc, NONE), paste("a")]);
    assert_eq!(decode(b"\x1b\x1b"), [k(KeyCode::Esc, NONE), k(KeyCode::Esc, NONE)]);
    assert_eq!(decode(b"\x1b\x1b\x1bx"), [k(KeyCode::Esc, NONE), k(KeyCode::Esc, NONE), k(KeyCode::Char('x'), ALT)]);
}

#[test]
fn a_sequence_cut_short_by_another_does_not_eat_it() {
    assert_eq!(decode(b"\x1b[1;\x1b[A"), [k(KeyCode::Up, NONE)]);
    assert_eq!(decode(b"\x1b[\r"), [k(KeyCode::Char('['), ALT), k(KeyCode::Enter, NONE)]);
    assert_eq!(decode(b"\x1b]11;rgb\x1b[A"), [k(KeyCode::Up, NONE)]);
    assert_eq!(decode(b"\x1bPnever ended\rq"), [k(KeyCode::Enter, NONE), c('q')]);
}

#[test]
fn bytes_that_are_not_utf8_do_not_break_later_keys() {
    assert_eq!(decode(b"\xe9a"), [c('\u{fffd}'), c('a')]);
    assert_eq!(decode(b"\xff\x80b"), [c('\u{fffd}'), c('\u{fffd}'), c('b')]);
    assert_eq!(decode(b"\xed\xa0\x80c"), [c('\u{fffd}'), c('c')]);
    assert_eq!(decode(b"\xf0\x9f"), [c('\u{fffd}')]);
}

#[test]
fn a_paste_is_one_event_with_its_line_ends_made_plain() {
    assert_eq!(decode(b"\x1b[200~one\r\ntwo\rthree\n\r\n\x1b[201~q"), [paste("one\ntwo\nthree\n\n"), c('q')]);
    assert_eq!(decode(b"\x1b[200~\x1b[31mred\x1b[201~"), [paste("\x1b[31mred")]);
    assert_eq!(decode(b"\x1b[200~\x1b[201~q"), [c('q')]);
    assert_eq!(decode(b"\x1b[200~\xe9\x1b[201~"), [paste("\u{fffd}")]);
}

#[test]
fn a_paste_without_an_end_waits_longer_and_then_ends() {
    let mut out = Vec::new();
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b", &mut out);
    assert_eq!(decoder.waiting(), Some(KEY_PATIENCE));
    decoder.feed(b"[200~half\x1b[20", &mut out);
    assert_eq!(decoder.waiting(), Some(TEXT_PATIENCE));
    assert_eq!(out, []);
    decoder.flush(&mut out);
    decoder.feed(b"q", &mut out);
    assert_eq!(out, [paste("half\x1b[20"), c('q')]);
}

#[test]
fn a_huge_paste_comes_in_parts_and_is_complete() {
    let text = "é€🚒x".repeat(MAX_PASTE / 10 + 7);
    let events = decode(&[b"\x1b[200~", text.as_bytes(), b"\x1b[201~q"].concat());
    let [Event::Paste(first), Event::Paste(second), q] = &events[..] else { panic!("{} events", events.len()) };
    assert!(first.len() <= MAX_PASTE && *q == c('q'));
    assert!(text == format!("{first}{second}"));
}

#[test]
fn a_huge_paste_is_not_cut_within_its_end() {
    for short in 0..PASTE_END.len() {
        let text = "x".repeat(MAX_PASTE - short);
        let events = decode(&[b"\x1b[200~", text.as_bytes(), b"\x1b[201~q"].concat());
        let [Event::Paste(whole), q] = &events[..] else { panic!("{} events", events.len()) };
        assert!(*whole == text && *q == c('q'));
    }
}

#[test]
fn a_lost_terminator_eats_no_more_than_the_limit() {
    let reply = [&b"\x1b]"[..], &[b'x'; MAX_SEQUENCE + 1], b"q"].concat();
    assert_eq!(decode(&reply), [c('q')]);
}

/// Bytes that meet the decoder's states far more often than even chance would.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        vec(any::<u8>(), 0..6),
        Just(b"\x1b".to_vec()),
        Just(b"\x1b[".to_vec()),
        Just(b"\x1b[200~".to_vec()),
        Just(b"\x1b[201~".to_vec()),
        Just(b"\x1b[<0;1;1".to_vec()),
        Just(b"\x1bO".to_vec()),
        Just(b"\x1b]".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("🚒é".as_bytes().to_vec()),
        vec(prop::sample::select(b";:0123456789$~MAuq\\\x07".to_vec()), 0..6),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn cuts_do_not_matter(bytes in bytes(), cuts in vec(1usize..5, 0..40)) {
        let mut out = Vec::new();
        let mut decoder = Decoder::default();
        let mut rest = &bytes[..];
        for cut in cuts {
            let (now, later) = rest.split_at(cut.min(rest.len()));
            decoder.feed(now, &mut out);
            rest = later;
        }
        decoder.feed(rest, &mut out);
        decoder.flush(&mut out);
        prop_assert_eq!(out, decode(&bytes));
    }

    #[test]
    fn after_anything_and_a_pause_a_key_is_a_key(bytes in bytes()) {
        let mut out = Vec::new();
        let mut decoder = Decoder::default();
        decoder.feed(&bytes, &mut out);
        decoder.flush(&mut out);
        out.clear();
        decoder.feed(b"q", &mut out);
        prop_assert_eq!(out, [c('q')]);
    }

    #[test]
    fn any_text_comes_back_as_typed(text in "[^\\p{Cc}]{0,20}") {
        prop_assert_eq!(decode(text.as_bytes()), text.chars().map(c).collect::<Vec<_>>());
    }
}
