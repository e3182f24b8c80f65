//! Bytes that are no text: from a keyboard of another time, in arguments and variables, or from a cat on the keys.

use std::os::unix::ffi::OsStringExt;
use std::process::Stdio;
use std::time::Duration;
use std::{ffi::OsString, io::Write, thread};

use super::Watch;
use super::common::{Home, IC, LONG, Ran, wait_for};

/// Logs these bytes; they are kept as this text, and shown. The display of the tests leaves out U+FFFD, so the last word is
/// looked for among the bytes.
fn logs(watch: &mut Watch, bytes: &[u8], text: &str) {
    let before = watch.room.shown().raw.len();
    watch.room.send_bytes(&[bytes, b"\r"].concat());
    wait_for(text, || watch.home.last(1) == [text]);
    let word = text.split(' ').next_back().unwrap_or_default();
    watch.room.wait_until(text, |shown| String::from_utf8_lossy(&shown.raw[before..]).contains(word));
}

#[test]
fn no_locale_takes_a_letter_away() {
    for (name, value) in [("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "C"), ("LC_ALL", "POSIX"), ("LC_CTYPE", "de_DE")] {
        let mut watch = Watch::with(&[(name, value)]);
        watch.room.send("grün 🚒\r");
        watch.room.wait_for_line("grün 🚒");
        // What a keyboard sends in that locale is seen to be none of ours.
        logs(&mut watch, b"gr\xfcn", "gr\u{fffd}n");
        assert_eq!(watch.home.last(2)[0], "grün 🚒");
        watch.goes_on();
    }
}

#[test]
fn what_is_not_utf8_shows() {
    let mut watch = Watch::new();
    for (typed, shown) in [
        (&b"lone \xe4."[..], "lone \u{fffd}."),
        (b"overlong \xc0\xaf.", "overlong \u{fffd}\u{fffd}."),
        (b"surrogate \xed\xa0\x80.", "surrogate \u{fffd}."),
        (b"beyond \xf5\x80.", "beyond \u{fffd}\u{fffd}."),
        (b"cut \xf0\x9f.", "cut \u{fffd}."),
        (b"pasted \x1b[200~\xe4\x1b[201~.", "pasted \u{fffd}."),
        (b"last \xe4", "last \u{fffd}"),
    ] {
        logs(&mut watch, typed, shown);
    }
    watch.goes_on();
}

#[test]
fn a_letter_that_comes_in_pieces_is_one() {
    let mut watch = Watch::new();
    for cut in 1..4 {
        let (first, rest) = "🚒".as_bytes().split_at(cut);
        watch.room.send_bytes(first);
        // A line that is slow now and then; longer than between the bytes of a key.
        thread::sleep(Duration::from_millis(100));
        watch.room.send_bytes(rest);
    }
    watch.room.wait_for("› 🚒🚒🚒");
    watch.room.send("\r");
    watch.room.wait_for_line("🚒🚒🚒");
    watch.goes_on();
}

/// `before`, a byte that is no text, `after`.
fn odd(before: &str, after: &str) -> OsString {
    OsString::from_vec([before.as_bytes(), b"\xe4", after.as_bytes()].concat())
}

#[test]
fn arguments_are_text_or_told() {
    let home = Home::new();
    home.declare("Odd words");
    for words in [
        vec![OsString::from("log"), odd("a", "b")],
        vec![odd("lo", "")],
        vec!["--incident".into(), odd("", ""), "show".into()],
        vec!["log".into(), "x".into(), "--at".into(), odd("", "")],
        vec!["role".into(), "commander".into(), odd("", "na")],
        vec!["drill".into(), "run".into(), odd("", "")],
        vec!["timeline".into(), "--last".into(), odd("", "")],
    ] {
        let ran = Ran::from(home.command(IC).args(&words).output().unwrap()).code(2);
        assert!(ran.err.contains("UTF-8") || ran.err.contains('\u{fffd}'), "{words:?}: {}", ran.err);
    }
    assert_eq!(home.last(9).len(), 3);
}

#[test]
fn variables_are_taken_as_far_as_they_go() {
    let home = Home::new();
    home.declare("Odd surroundings");
    let with = |name: &str, value: OsString, words: &[&str]| {
        Ran::from(home.command(IC).args(words).env(name, value).output().unwrap())
    };
    with("USER", odd("j", "rg"), &["log", "by somebody"]).code(0);
    assert!(with("TZ", odd("", ""), &["timeline"]).code(0).out.contains("(j\u{fffd}rg)"));
    with("IC_INCIDENT", odd("", ""), &["show"]).code(2).says("there is no incident \"\u{fffd}\"");
    for name in ["TERM", "LANG", "EDITOR", "NO_COLOR", "COLUMNS", "XDG_DATA_HOME"] {
        with(name, odd("", ""), &["show"]).code(0);
    }
    // A folder's name is bytes.
    let shelf = home.path().join(odd("shelf", ""));
    with("IC_DIR", shelf.clone().into(), &["declare", "Elsewhere", "--sev", "3"]).code(0);
    let path = home.command(IC).arg("path").env("IC_DIR", &shelf).output().unwrap().stdout;
    let path = std::path::PathBuf::from(OsString::from_vec(path.trim_ascii_end().to_vec()));
    assert!(path.starts_with(&shelf) && path.join("journal.jsonl").exists(), "{path:?}");
}

#[test]
fn standard_input_is_text_or_told() {
    let home = Home::new();
    home.declare("Odd input");
    let with = |words: &[&str]| {
        let mut command = home.command(IC);
        let mut child =
            command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"a\xe4b").unwrap();
        Ran::from(child.wait_with_output().unwrap())
    };
    with(&["log", "-"]).code(0).says("not all UTF-8");
    assert_eq!(home.last(1), ["a\u{fffd}b"]);
    with(&["section", "summary", "-"]).code(0).says("not all UTF-8");
    with(&["lint", "-"]).code(1).says("not UTF-8");
}

#[test]
fn an_editor_with_an_odd_name_is_told() {
    let home = Home::new();
    home.declare("Odd editor");
    let script = ["bash", "-c", "EDITOR=$'n\\xe4no' USER=$'j\\xe4rg' exec \"$0\" review", IC];
    let mut room = super::open(&home, &script, &[]);
    room.wait_for("Summary");
    room.send("\rwords");
    room.wait_for("words");
    room.send("\x05");
    room.wait_for("EDITOR is not UTF-8");
    room.send("\x11");
    assert_eq!(room.exit_code(LONG), 0);
}

/// Bytes of no meaning, the same every time (xorshift).
fn noise(seed: u64, size: usize) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // Not what leaves (Ctrl-Q, Ctrl-C, `q` among the panes), stops (Ctrl-Z), or is a signal in an editor (Ctrl-\).
        bytes.push(match (state >> 32) as u8 {
            0x03 | 0x11 | 0x1a | 0x1c | b'q' => b' ',
            byte => byte,
        });
    }
    bytes
}

/// Whether the room is still there and of use; noise can choose to leave in the palette, and then it must be left in order.
fn a_cat_walks_over_the_keys(seed: u64, size: usize) -> bool {
    let mut watch = Watch::with(&[("EDITOR", "true")]);
    watch.room.send_bytes(&noise(seed, size));
    // Whatever is open then is closed, one layer after the other, until what is pasted goes to the compose line.
    let mut round = 0;
    wait_for("the compose line, or the shell", || {
        // A paste may open something too, so more is closed than that.
        for _ in 0..5 {
            watch.room.send("\x1b");
            thread::sleep(Duration::from_millis(50));
        }
        round += 1;
        // What noise made the terminal show where nothing stands goes when all is drawn anew.
        watch.room.send(&format!("\x1b[200~round {round}\x1b[201~\x0c"));
        thread::sleep(Duration::from_millis(100));
        let screen = watch.room.screen();
        let composes = screen.contains("Enter log  Esc panes") && screen.contains(&format!("round {round}"));
        composes || watch.room.has_ended()
    });
    if watch.room.has_ended() {
        assert_eq!(watch.room.exit_code(LONG), 0);
        watch.room.is_given_back();
        return false;
    }
    // Ctrl-C puts it aside, however many lines it has.
    watch.room.send("\x03");
    watch.room.wait_for("› type what you see");
    watch.goes_on();
    true
}

#[test]
fn noise_is_only_noise() {
    for seed in [1, 0x2545_f491_4f6c_dd1d] {
        assert!(a_cat_walks_over_the_keys(seed, 1 << 13));
    }
}

#[test]
#[ignore = "a megabyte takes minutes where nothing is optimized"]
fn a_megabyte_of_noise_is_only_noise() {
    let stayed = (1..=64).filter(|seed| a_cat_walks_over_the_keys(0x9e37_79b9_7f4a_7c15 ^ seed, 1 << 14)).count();
    assert!(stayed >= 32, "{stayed} of 64 stayed");
}
