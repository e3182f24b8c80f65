//! Ctrl-Z and `fg`, over and over: the shell has its terminal in between, and the room comes back whole.

use rustix::process::Signal;

use super::common::pty::{Shown, Terminal};
use super::common::{Home, IC, LONG};
use super::{CTRL_Q, child_of, open};

const CTRL_Z: &str = "\x1a";

/// A shell with jobs that stops after each of its lines, so that the terminal can be looked at: `stopped N`, then Enter.
const SHELL: &str = r#"
set -m
"$0" "$@"
round=0
while jobs %1 > /dev/null 2>&1; do
    round=$((round + 1))
    echo "stopped $round"
    read -r go
    fg > /dev/null
done
echo "over: $?"
"#;

fn in_shell(home: &Home) -> Terminal {
    let room = open(home, &["bash", "-c", SHELL, IC], &[]);
    room.wait_for("declared: Night watch");
    room
}

/// A screen of 100x30, whatever time it is there.
fn whole(shown: &Shown) -> Vec<String> {
    let timeless = |row: String| row.trim_end().replace(|letter: char| letter.is_ascii_digit(), "0");
    shown.screen().rows(0, 100).map(timeless).collect()
}

#[test]
fn fifty_times_in_a_row() {
    let home = Home::new();
    home.declare("Night watch");
    let mut room = in_shell(&home);
    room.send("half a thought");
    room.wait_until("the line", |shown| shown.is_whole() && shown.contains("› half a thought"));
    let before = whole(&room.shown());
    for round in 1..=50_u16 {
        match round % 5 {
            // As another program may ask for it.
            0 => {
                let ic = child_of(room.pid());
                let stop = home.command("kill").args(["-TSTP", &ic]).status().unwrap();
                assert!(stop.success());
            }
            _ => room.send(CTRL_Z),
        }
        let stopped = format!("stopped {round}");
        room.wait_until(&stopped, |shown| !shown.screen().alternate_screen() && shown.contains(&stopped));
        assert!(room.is_cooked(), "round {round}");
        room.is_given_back();
        // The size of the window changes while the room does not look.
        let (columns, rows) = if round % 2 == 0 { (100, 30) } else { (90 + round % 20, 24 + round % 9) };
        room.resize((columns, rows));
        room.send("\r");
        room.wait_until("the room again", |shown| {
            let last = shown.screen().rows(0, columns).last().unwrap_or_default();
            shown.screen().alternate_screen()
                && shown.screen().bracketed_paste()
                && shown.contains("› half a thought")
                && shown.contains("declared: Night watch")
                && !last.trim().is_empty()
                && (round % 2 == 1 || whole(shown) == before)
        });
        assert!(!room.is_cooked(), "round {round}");
    }
    room.send("\r");
    room.wait_for_line("half a thought");
    room.send(CTRL_Q);
    room.wait_for("over: 0");
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
}

#[test]
fn without_a_shell_nothing_stops() {
    let home = Home::new();
    home.declare("Night watch");
    let mut room = open(&home, &[IC], &[]);
    room.wait_for("declared: Night watch");
    room.send(CTRL_Z);
    room.wait_for("there is no shell to go back to");
    room.signal(Signal::TSTP);
    room.send("and on\r");
    room.wait_for_line("and on");
}

#[test]
fn a_stopped_room_can_be_ended() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129)] {
        let home = Home::new();
        home.declare("Night watch");
        let mut room = in_shell(&home);
        let ic = child_of(room.pid());
        room.send(CTRL_Z);
        room.wait_for("stopped 1");
        assert!(home.command("kill").args([signal, &ic]).status().unwrap().success());
        room.send("\r");
        room.wait_for(&format!("over: {code}"));
        assert_eq!(room.exit_code(LONG), 0);
        room.is_given_back();
    }
}
