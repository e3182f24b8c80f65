//! Where no room can be, there is advice; and a room that is not wanted any more while it starts leaves nothing behind.

use std::time::Instant;

use rustix::process::Signal;

use super::common::pty::Terminal;
use super::common::{Home, IC, LONG};

/// Each way into a room.
const ROOMS: [&[&str]; 5] = [&[], &["demo"], &["review"], &["drill"], &["drill", "run", "midnight-certificate"]];

/// Runs a script in which `$0` is the program, in a terminal that must be untouched in the end.
fn advice(home: &Home, script: &str, variables: &[(&str, &str)]) -> Terminal {
    let script = format!("{script}; echo \"over: $?\"");
    let mut terminal = Terminal::run(home, (80, 24), &["bash", "-c", &script, IC], variables);
    terminal.wait_for("over: 2");
    assert_eq!(terminal.exit_code(LONG), 0);
    terminal.is_given_back();
    assert!(!terminal.shown().raw.contains(&0x1b), "plain text: {}", terminal.screen());
    terminal
}

#[test]
fn a_terminal_that_can_do_nothing_gets_plain_advice() {
    let home = Home::new();
    home.declare("From a script");
    for words in ROOMS {
        let call = format!("\"$0\" {}", words.join(" "));
        for (term, shown) in [("dumb", "dumb"), ("", "not set")] {
            let terminal = advice(&home, &call, &[("TERM", term)]);
            terminal.wait_for("TERM=xterm-256color");
            terminal.wait_for(shown);
        }
    }
    // A name that is not UTF-8 is a name all the same.
    let odd = ["bash", "-c", "TERM=$'\\xe4' exec \"$0\"", IC];
    Terminal::run(&home, (80, 24), &odd, &[]).wait_for("declared: From a script");
}

#[test]
fn without_a_terminal_there_is_advice() {
    let home = Home::new();
    home.declare("From a script");
    for words in ROOMS {
        home.ic(words).code(2).says("ic log");
        let call = format!("\"$0\" {}", words.join(" "));
        for (script, which) in [
            (format!("{call} < /dev/null"), "standard input"),
            (format!("{call} <&-"), "standard input"),
            (format!("{call} > /dev/null"), "standard output"),
            (format!("{call} >&-"), "standard output"),
            (format!("{call} | cat; (exit ${{PIPESTATUS[0]}})"), "standard output"),
        ] {
            advice(&home, &script, &[]).wait_for(which);
        }
    }
    assert_eq!(home.ic(&["list"]).code(0).out.lines().count(), 1);
    assert!(!home.shelf().join("drills").exists(), "nothing was begun");
}

#[test]
fn a_terminal_without_a_name_is_found_and_one_that_is_not_there_is_told() {
    let home = Home::new();
    home.declare("In a container");
    let hidden = |also: &str| format!("unshare -m sh -c 'mount -t tmpfs none /dev/pts && {also} \"$0\"' \"$0\"");
    if !home
        .command("unshare")
        .args(["-m", "mount", "-t", "tmpfs", "none", "/dev/pts"])
        .status()
        .is_ok_and(|ran| ran.success())
    {
        return println!("skipped: mounting is not permitted here");
    }
    let mut room = Terminal::run(&home, (100, 30), &["bash", "-c", &hidden("exec"), IC], &[]);
    room.wait_for("declared: In a container");
    room.send("\x11");
    assert_eq!(room.exit_code(LONG), 0);
    room.is_given_back();
    advice(&home, &hidden("mount --bind /dev/null /dev/tty && exec"), &[]).wait_for("the terminal cannot be used");
}

/// Starts the room again and again, and ends it a little later each time, up to when it is there.
fn ended_while_it_starts(codes: &[u32], end: impl Fn(&mut Terminal)) {
    let home = Home::new();
    home.declare("Not now");
    let begun = Instant::now();
    Terminal::ic(&home, (80, 24), &[]).wait_for("declared: Not now");
    let whole = begun.elapsed();
    for step in 0..40 {
        let mut room = Terminal::ic(&home, (80, 24), &[]);
        std::thread::sleep(whole * step / 40);
        end(&mut room);
        let code = room.exit_code(LONG);
        // Before it can catch a signal it is ended by it, which counts as 1 here.
        assert!(code == 1 || codes.contains(&code), "{code} at step {step}");
    }
}

#[test]
fn a_signal_while_it_starts_leaves_the_terminal_as_it_was() {
    ended_while_it_starts(&[143], |room| {
        room.signal(Signal::TERM);
        room.exit_code(LONG);
        room.is_given_back();
    });
}

#[test]
fn a_terminal_that_goes_away_while_it_starts_ends_it() {
    // It goes while the room is there, or there is none to begin with.
    ended_while_it_starts(&[129, 2], Terminal::close);
}
