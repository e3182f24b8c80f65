//! What the screens look like, at three sizes: empty, typical and overfull.

use std::cell::RefCell;

use chrono::TimeDelta;

use super::Seat;
use crate::session::{Clock, Session};

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

fn at_all_sizes(name: &str, seat: impl Fn(u16, u16) -> Seat) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), seat(width, height).screen());
    }
}

fn sample(width: u16, height: u16, keys: &str) -> Seat {
    let mut seat = Seat::sample(width, height);
    seat.press(keys);
    seat
}

/// Long names, long texts, many tasks, several days, hostile characters.
fn overfull(width: u16, height: u16) -> Seat {
    let mut seat = Seat::declared(width, height);
    seat.press(
        "/title Checkout, payments, search, recommendations and the export of invoices fail in every region<enter>",
    );
    seat.press("/sev 1 every region, and data may be lost<enter>");
    seat.press("/role commander Maximiliana Featherstonehaugh-Cholmondeley<enter>");
    seat.press("yesterday 09:00 first complaints, seen only today<enter>");
    seat.paste("kubectl get pods\nNAME     READY\nweb-1    0/1\nweb-2    0/1").press("<enter>");
    seat.paste("evil \u{1b}[31mred\u{202e}gnitsurt\u{7} \u{200b}text").press("<enter>");
    seat.press(
        "漢字かな交じり文のログ entry with wide characters that goes on and on until it has to be wrapped<enter>",
    );
    for number in 0..12 {
        seat.press(&format!("/task add follow up on the customer report number {number} --owner bo --due 1m<enter>"));
    }
    seat.pass(150);
    seat
}

#[test]
fn start_empty() {
    at_all_sizes("start_empty", Seat::start);
}

#[test]
fn start_with_incidents() {
    at_all_sizes("start_list", |width, height| sample(width, height, "<esc>I"));
}

#[test]
fn room_just_declared() {
    at_all_sizes("room_empty", Seat::declared);
}

#[test]
fn room_half_way() {
    at_all_sizes("room", |width, height| sample(width, height, ""));
}

#[test]
fn room_overfull() {
    at_all_sizes("room_overfull", overfull);
}

#[test]
fn room_with_a_chosen_line() {
    at_all_sizes("room_panes", |width, height| sample(width, height, "<esc><up><up>"));
}

#[test]
fn room_checklist() {
    at_all_sizes("room_checklist", |width, height| sample(width, height, "<esc><shift-tab>"));
}

#[test]
fn room_with_reminders() {
    at_all_sizes("room_nudges", |width, height| {
        let mut seat = Seat::declared(width, height);
        seat.pass(11 * 60);
        seat
    });
}

#[test]
fn room_filtered() {
    at_all_sizes("room_filter", |width, height| sample(width, height, "<esc>Fkey<enter>"));
}

#[test]
fn room_found() {
    at_all_sizes("room_find", |width, height| sample(width, height, "<esc>fcache<enter>"));
}

#[test]
fn completions() {
    at_all_sizes("completions", |width, height| sample(width, height, "/role "));
}

#[test]
fn help() {
    at_all_sizes("help", |width, height| sample(width, height, "<f1>"));
}

#[test]
fn details() {
    at_all_sizes("details", |width, height| sample(width, height, "<esc><up><enter>"));
}

#[test]
fn brief() {
    at_all_sizes("brief", |width, height| sample(width, height, "/brief<enter>"));
}

#[test]
fn palette() {
    at_all_sizes("palette", |width, height| sample(width, height, "<ctrl-p>upd"));
}

#[test]
fn pickers() {
    at_all_sizes("picker_status", |width, height| sample(width, height, "<esc>s"));
    at_all_sizes("picker_severity", |width, height| sample(width, height, "<esc>v"));
    at_all_sizes("picker_commander", |width, height| sample(width, height, "<esc>c"));
    at_all_sizes("picker_milestone", |width, height| sample(width, height, "<esc>m"));
    at_all_sizes("picker_filter", |width, height| sample(width, height, "<esc>F"));
}

#[test]
fn forms() {
    at_all_sizes("form_declare", |width, height| {
        let mut seat = Seat::start(width, height);
        seat.press("d");
        seat
    });
    at_all_sizes("form_update", |width, height| sample(width, height, "<esc>uWe are<tab>"));
    at_all_sizes("form_task", |width, height| sample(width, height, "<esc>t"));
    at_all_sizes("form_close", |width, height| sample(width, height, "<esc>C"));
    at_all_sizes("form_refused", |width, height| sample(width, height, "<esc>T<ctrl-u>25:99<enter>"));
}

#[test]
fn a_line_that_no_disk_took_is_seen_beside_the_reason() {
    for (width, height) in SIZES {
        let mut seat = sample(width, height, "");
        let journal = seat.room().folder.join(crate::journal::JOURNAL);
        std::fs::remove_file(&journal).unwrap();
        std::fs::create_dir(&journal).unwrap();
        let screen = seat.press("checkout is down<enter>").screen();
        assert!(seat.toast().contains("is not a regular file"), "{screen}");
        assert!(screen.contains("NOT SAVED  checkout is down"), "{screen}");
    }
}

#[test]
fn what_the_remark_on_a_clock_that_went_back_covers_is_marked() {
    at_all_sizes("clock_back", |width, height| {
        let mut seat = Seat::declared(width, height);
        for (hours, text) in [(1, "short"), (2, "waiting for every queue of checkout to drain now")] {
            let earlier = move || super::now() - TimeDelta::hours(hours);
            let session = Session::open(&seat.room().folder, Clock::from_fn(earlier), "a test").unwrap();
            super::Other(RefCell::new(session)).log(text);
        }
        seat.pass(5);
        seat
    });
}

#[test]
fn every_size_down_to_nothing_can_be_drawn() {
    let mut seat = overfull(120, 40);
    for layers in ["", "<f1>", "<esc><ctrl-p>", "<esc><esc>u", "<esc>s"] {
        seat.press(layers);
        for width in [0, 1, 2, 3, 7, 20, 39, 71, 72, 73, 300] {
            for height in [0, 1, 2, 3, 5, 8, 9, 19, 20, 100] {
                seat.resize(width, height).screen();
            }
        }
        seat.resize(120, 40);
    }
}

#[test]
fn nothing_a_person_wrote_reaches_the_cells_raw() {
    let mut seat = overfull(120, 40);
    let screens = [seat.screen(), seat.press("<esc><up><up><enter>").screen(), seat.press("<esc><ctrl-p>").screen()];
    for screen in screens {
        assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{200b}']), "{screen}");
    }
}
