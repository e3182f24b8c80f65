//! What an exercise looks like, at three sizes; on every screen of it stands that it is one.

use super::Seat;
use crate::tui::model::Focus;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

fn at_all_sizes(name: &str, seat: impl Fn(u16, u16) -> Seat) {
    for (width, height) in SIZES {
        let screen = seat(width, height).screen();
        assert!(screen.starts_with(" EXERCISE "), "{screen}");
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen);
    }
}

fn begun(width: u16, height: u16) -> Seat {
    Seat::exercise(width, height, false)
}

/// Four minutes in: an inject with options has come, another is answered.
fn busy(width: u16, height: u16) -> Seat {
    let mut seat = begun(width, height);
    seat.press("/declare Checkout is slow --sev 2<enter>/role commander ana<enter>").pass(150);
    seat.press("/update We look into slow checkouts<enter>the standby is up<enter>").pass(100);
    seat
}

#[test]
fn undeclared_with_the_first_inject() {
    at_all_sizes("drill_undeclared", begun);
}

#[test]
fn busy_with_options() {
    at_all_sizes("drill_busy", busy);
    at_all_sizes("drill_busy_injects", |width, height| {
        let mut seat = busy(width, height);
        seat.press("<esc>");
        seat
    });
}

#[test]
fn paused() {
    at_all_sizes("drill_paused", |width, height| {
        let mut seat = busy(width, height);
        seat.press("<esc>p").pass(60);
        seat
    });
}

#[test]
fn over() {
    at_all_sizes("drill_endex", |width, height| {
        let mut seat = busy(width, height);
        seat.pass(16 * 60).press("<esc>");
        seat
    });
}

#[test]
fn real_world() {
    at_all_sizes("drill_real_world", |width, height| {
        let mut seat = busy(width, height);
        seat.press("<alt-w>");
        seat
    });
}

#[test]
fn control() {
    at_all_sizes("drill_control", |width, height| {
        let mut seat = busy(width, height);
        seat.model.control = true;
        let id = seat.room().state.id().to_owned();
        seat.work(crate::tui::worker::Job::Open { id, by: "cy".into() });
        seat.press("<down><down><down>");
        seat
    });
    at_all_sizes("drill_control_truth", |width, height| {
        let mut seat = Seat::exercise(width, height, true);
        seat.press("<tab>");
        seat
    });
}

#[test]
fn every_size_and_every_pane_can_be_drawn_and_says_exercise() {
    for control in [false, true] {
        let mut seat = busy(120, 40);
        seat.model.control = control;
        let id = seat.room().state.id().to_owned();
        seat.work(crate::tui::worker::Job::Open { id, by: "cy".into() });
        let panes: Vec<Focus> = seat.room().panes().iter().copied().chain([Focus::Compose]).collect();
        for keys in ["", "<f1>", "<ctrl-p>", "<alt-w>", "<esc>w", "<esc>w<enter>", "<esc>wp", "<esc>f"] {
            for pane in &panes {
                seat.resize(120, 40);
                seat.model.layers.clear();
                seat.model.room_mut().unwrap().focus = *pane;
                seat.press(keys);
                for width in [0, 1, 3, 9, 40, 71, 72, 100, 300] {
                    for height in [0, 1, 2, 4, 9, 20, 100] {
                        let screen = seat.resize(width, height).screen();
                        assert!(
                            width < 10 || height == 0 || screen.starts_with(" EXERCISE"),
                            "{pane:?} {keys}: {screen}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn what_fills_the_screen_begins_below_the_bar() {
    for (keys, begins) in [("<esc>w", " REPORT "), ("<esc>wp", " The page as it will be read")] {
        let mut seat = busy(80, 24);
        let screen = seat.press(keys).screen();
        assert!(screen.lines().nth(1).unwrap().starts_with(begins), "{screen}");
        assert!(!screen.lines().last().unwrap().is_empty(), "{screen}");
    }
}

#[test]
fn every_line_of_the_timeline_carries_the_mark() {
    for (width, mark) in [(120, "EXERCISE "), (80, "EXERCISE "), (72, "EXERCISE "), (71, "EX "), (40, "EX ")] {
        let mut seat = busy(width, 40);
        seat.press("a long line that has to be wrapped because it says far more than fits, and on and on, as lines of people in a hurry do when they copy from somewhere else<enter>");
        let screen = seat.screen();
        let inside = |line: &&str| line.contains("Timeline");
        let top = screen.lines().position(|line| inside(&line)).unwrap();
        let lines: Vec<&str> = screen.lines().skip(top + 1).take(8).collect();
        assert!(lines.iter().all(|line| line.trim_start().starts_with(mark)), "{mark}: {screen}");
    }
}

#[test]
fn text_of_a_scenario_reaches_the_cells_made_safe() {
    let hostile = super::drill::SCENARIO
        .replace("p95 4.2 s", "\\u001b[31m\\u202e\\u0007 p95")
        .replace("Slow, then", "\\u001b[1mSlow");
    for control in [false, true] {
        let seat = Seat::exercise_of(&hostile, Default::default(), 120, 40, control);
        assert!(!seat.screen().contains(['\u{1b}', '\u{202e}', '\u{7}']), "{}", seat.screen());
    }
}

#[test]
fn a_long_list_of_options_can_be_read_in_a_small_terminal() {
    let long = "Roll the deploy back on all three nodes, one after the other, and watch each of them";
    let source = super::drill::SCENARIO.replace("Roll the deploy back", long);
    let mut seat = Seat::exercise_of(&source, Default::default(), 40, 12, false);
    let screen = seat.pass(4 * 60).press("<esc><enter>").screen();
    assert!(screen.contains("b) Roll the deploy back on all th… │"), "{screen}");
    let screen = seat.press("<down>").screen();
    let words: String = screen.lines().filter(|line| line.starts_with('│')).collect::<String>();
    let words = words.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(long), "{screen}");
}

#[test]
fn the_bar_has_a_gap_before_the_way_out() {
    for width in 40..=120 {
        let seat = busy(width, 24);
        let screen = seat.screen();
        let bar = screen.lines().next().unwrap();
        let before = bar.split_once("Alt-W real").map(|(before, _)| before);
        assert!(before.is_none_or(|before| before.ends_with("  ")), "{bar}");
    }
}
