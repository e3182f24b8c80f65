//! Bracketed paste in every broken shape: what was pasted is there, and the keys after it are keys.

use std::thread;
use std::time::Duration;

use super::common::pty::Terminal;
use super::{CTRL_U, Watch};

const BEGIN: &str = "\x1b[200~";
const END: &str = "\x1b[201~";
const UP: &str = "\x1b[A";

/// Clears the line and brings the last one back, which only keys can do.
fn keys_are_keys(room: &mut Terminal, last: &str) {
    room.send(CTRL_U);
    room.wait_until("an empty line", |shown| !shown.contains(&format!("› {last}")));
    room.send(UP);
    room.wait_for(&format!("› {last}"));
    room.send(CTRL_U);
    room.wait_until("an empty line", |shown| !shown.contains(&format!("› {last}")));
}

#[test]
fn no_shape_of_a_paste_swallows_the_keys_after_it() {
    let mut watch = Watch::new();
    let room = &mut watch.room;
    room.send("before\r");
    room.wait_for_line("before");
    for (typed, shown) in [
        (format!("{BEGIN}torn off"), "torn off"),
        (format!("{BEGIN}{BEGIN}twice begun{END}"), "twice begun"),
        (format!("{BEGIN}begun {BEGIN}anew"), "anew"),
        (format!("{END}only ended"), "only ended"),
        (format!("{BEGIN}ended{END}{END} twice"), "ended twice"),
        (format!("{BEGIN}red \x1b[31m and up \x1b[A{END}"), "red <001B>[31m and up <001B>[A"),
        (format!("{BEGIN}half an end\x1b[20"), "half an end"),
        (format!("{BEGIN}half an end and more\x1b[20x{END}"), "half an end and more<001B>[20x"),
        (format!("{BEGIN}{END}empty"), "empty"),
        (format!("\x1b{BEGIN}after Esc{END}"), "after Esc"),
        (format!("{BEGIN}a\0b\x11c\x1ad{END}"), "a<0000>b<0011>c<001A>d"),
    ] {
        room.send(&typed);
        room.wait_for(shown);
        // A paste that has no end is over a second after the last of it came.
        room.send(" …");
        room.wait_for(" …");
        keys_are_keys(room, "before");
    }
    watch.goes_on();
}

#[test]
fn a_line_without_an_end_waits_and_is_logged_by_the_key() {
    let mut watch = Watch::new();
    watch.room.send(&format!("{BEGIN}torn off"));
    watch.room.wait_for("› torn off");
    watch.room.send(" and typed on\r");
    watch.room.wait_for_line("torn off and typed on");
    watch.room.send(UP);
    watch.room.wait_for("› torn off and typed on");
    watch.goes_on();
}

#[test]
fn it_does_not_matter_where_the_bytes_are_cut() {
    let mut watch = Watch::new();
    let whole = format!("{BEGIN}one é\r\ntwo 🚒 \x1b[31m{END}");
    // Within its beginning a cut is the Esc key when the rest is late, which a busy machine can make it.
    for cut in BEGIN.len()..whole.len() {
        watch.room.send_bytes(&whole.as_bytes()[..cut]);
        thread::sleep(Duration::from_millis(2));
        watch.room.send_bytes(&whole.as_bytes()[cut..]);
        watch.room.wait_for("two 🚒 <001B>[31m");
        watch.room.send(CTRL_U);
        watch.room.wait_until("an empty line", |shown| !shown.contains("two"));
    }
    let (begin, rest) = whole.split_at(BEGIN.len());
    watch.room.send(begin);
    rest.bytes().for_each(|byte| watch.room.send_bytes(&[byte]));
    watch.room.wait_for("two 🚒 <001B>[31m");
    watch.goes_on();
}
