//! `$EDITOR` has the terminal, and crashes: the room takes the terminal back, and gives it back as it was.

use std::fs;
use std::time::Instant;

use rustix::process::Signal;

use super::common::pty::Terminal;
use super::common::{Home, IC, LONG, wait_for};
use super::{CTRL_Q, Watch, at_once, open};

const CTRL_E: &str = "\x05";

/// What a full-screen editor does to the terminal, and a little more.
const MESS: &str = "stty raw -echo < /dev/tty; printf '\\033[?1049h\\033[?1003h\\033[?2004h\\033[?25l\\033[7m'";

/// An editor that is a script; its file is `$1`.
fn editor(home: &Home, lines: &str) -> String {
    let path = home.path().join("editor");
    fs::write(&path, format!("{lines}\n")).unwrap();
    format!("sh {}", path.display())
}

/// A room in whose report a text is given to this editor.
fn edit(home: &Home, program: &[&str], editor: &str) -> Terminal {
    let mut room = open(home, program, &[("EDITOR", editor)]);
    room.wait_for("Summary");
    room.send("\r");
    room.send("words of the room");
    room.wait_for("words of the room");
    room.send(CTRL_E);
    room
}

#[test]
fn it_fails_and_the_room_is_there_again() {
    for (lines, said) in [
        (format!("{MESS}; exit 1"), "failed (exit status: 1)"),
        (format!("{MESS}; kill -9 $$"), "failed (signal: 9"),
        (format!("{MESS}; kill -SEGV $$"), "failed (signal: 11"),
        (format!("{MESS}; echo more >> \"$1\"; exit 1"), "your text is kept in"),
        (format!("{MESS}; rm \"$1\""), "cannot be read"),
        ("stty -echo < /dev/tty; exec 0<&- 1>&- 2>&-; exit 3".into(), "failed (exit status: 3)"),
    ] {
        let watch = Watch::new();
        let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &lines));
        room.wait_for(said);
        room.wait_until("the room", |shown| {
            shown.screen().alternate_screen() && shown.contains("words of the room") && shown.contains("Summary")
        });
        assert!(!room.is_cooked());
        room.send(CTRL_Q);
        assert_eq!(room.exit_code(LONG), 0);
        room.is_given_back();
    }
}

#[test]
fn it_is_not_there() {
    let watch = Watch::new();
    let mut room = edit(&watch.home, &[IC, "review"], "no-such-editor");
    room.wait_for("the editor `no-such-editor` cannot be started");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
}

#[test]
fn it_leaves_a_mess_and_its_text_is_taken() {
    let watch = Watch::new();
    let lines = format!("{MESS}; echo 'and of the editor' >> \"$1\"");
    let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &lines));
    room.wait_for("and of the editor");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
    assert!(watch.home.ic(&["section", "summary"]).code(0).out.contains("and of the editor"));
}

/// Says on the main screen that it is there, makes a mess, and waits for what never comes.
fn endless() -> String {
    format!("printf 'editor: there'; {MESS}; echo 'of the editor' >> \"$1\"; touch \"$0.ready\"; read -r never")
}

#[test]
fn the_room_is_ended_while_it_has_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        at_once("leaving with an editor", || {
            let watch = Watch::new();
            let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &endless()));
            wait_for("the editor", || watch.home.path().join("editor.ready").exists());
            let begun = Instant::now();
            room.signal(signal);
            assert_eq!(room.exit_code(LONG), code);
            let took = begun.elapsed();
            room.is_given_back();
            room.wait_for("your text is kept in");
            kept_by_editor(&watch.home);
            assert!(watch.home.ic(&["section", "summary"]).code(0).out.contains("words of the room"));
            took
        });
    }
}

#[test]
fn it_does_not_hear_that_the_room_is_ended() {
    at_once("leaving with a deaf editor", || {
        let watch = Watch::new();
        let deaf = format!("trap '' TERM HUP; {MESS}; echo 'of the editor' >> \"$1\"; touch \"$0.ready\"; sleep 3");
        let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &deaf));
        wait_for("the editor", || watch.home.path().join("editor.ready").exists());
        let begun = Instant::now();
        room.signal(Signal::TERM);
        assert_eq!(room.exit_code(LONG), 143);
        let took = begun.elapsed();
        room.is_given_back();
        room.wait_for("did not end; its file is");
        kept_by_editor(&watch.home);
        took
    });
}

/// What was written in the editor is still in its file.
fn kept_by_editor(home: &Home) {
    let folders = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    let texts: Vec<String> = folders.filter_map(|folder| fs::read_to_string(folder.join("summary.md")).ok()).collect();
    assert_eq!(texts, ["words of the room\nof the editor\n"]);
}

#[test]
fn the_room_panics_while_it_has_the_terminal() {
    let watch = Watch::new();
    let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &endless()));
    wait_for("the editor", || watch.home.path().join("editor.ready").exists());
    watch.panic_in("update");
    assert_eq!(room.exit_code(LONG), 101);
    room.is_given_back();
    room.wait_for("asked to panic in \"update\"");
    room.wait_for("your text is kept in");
}

#[test]
fn the_keys_that_interrupt_are_for_it() {
    let watch = Watch::new();
    let lines = "trap 'caught=$((caught + 1)); touch \"$0.$caught\"' INT QUIT; touch \"$0.0\"\n\
                 while [ ! -e \"$0.2\" ]; do sleep 0.01; done; echo 'not interrupted' >> \"$1\"";
    let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, lines));
    // In cooked mode, as for `ed`, the terminal sends the signals to both.
    for (key, caught) in [("\x03", "editor.0"), ("\x1c", "editor.1")] {
        wait_for(caught, || watch.home.path().join(caught).exists());
        room.send(key);
    }
    room.wait_for("not interrupted");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
}

#[test]
fn it_stops_itself_and_the_shell_is_there() {
    let watch = Watch::new();
    let lines = format!("{MESS}; kill -STOP $$; echo 'continued' >> \"$1\"");
    let script = "set -m; \"$0\" review; echo stopped; read -r go; fg > /dev/null; echo \"over: $?\"";
    let mut room = edit(&watch.home, &["bash", "-c", script, IC], &editor(&watch.home, &lines));
    room.wait_until("the shell", |shown| !shown.screen().alternate_screen() && shown.contains("stopped"));
    room.is_given_back();
    room.send("\r");
    room.wait_until("the room", |shown| shown.screen().alternate_screen() && shown.contains("continued"));
    room.send(CTRL_Q);
    room.wait_for("over: 0");
    room.is_given_back();
}

#[test]
fn it_stops_itself_where_no_shell_is() {
    let watch = Watch::new();
    let lines = format!("{MESS}; kill -STOP $$; echo 'continued' >> \"$1\"");
    let mut room = edit(&watch.home, &[IC, "review"], &editor(&watch.home, &lines));
    room.wait_for("continued");
    room.send(CTRL_Q);
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
}
