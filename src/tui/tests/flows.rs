//! Jobs, from the first key to what is on disk.

use super::{Seat, now};
use crate::incident::checklist::Progress;
use crate::incident::lifecycle::{self, Status};
use crate::incident::roles;
use crate::incident::span::Span;
use crate::incident::timeline::EntryKind;
use crate::incident::updates::Audience;
use crate::journal::{JOURNAL, REPORT};
use crate::session::{Clock, Request, Session};
use crate::tui::model::Focus;
use crate::tui::worker::Job;

#[test]
fn declaring_opens_the_room() {
    let mut seat = Seat::start(100, 30);
    seat.press("dCheckout returns 500s<tab><right><right><tab>-10m<ctrl-s>");
    let state = &seat.room().state;
    assert_eq!(state.title(), "Checkout returns 500s");
    assert_eq!(state.lifecycle.severity.get(), Some(&2));
    assert_eq!(state.milestones().since(), Some(now() - chrono::TimeDelta::minutes(10)));
    assert_eq!(state.lifecycle.zone().name(), "Europe/Berlin");
}

#[test]
fn the_sample_opens_from_the_start_screen() {
    let mut seat = Seat::start(100, 30);
    seat.press("s");
    assert!(seat.room().state.timeline.len() > 25);
    assert!(!seat.room().folder.starts_with(seat.folder.path()), "the sample is on a shelf of its own");
}

#[test]
fn a_title_is_asked_for_and_nothing_else() {
    let mut seat = Seat::start(100, 30);
    seat.press("d<ctrl-s>");
    assert!(seat.screen().contains("say what is broken"));
    seat.press("Down<tab><tab>25:99<ctrl-s>");
    assert!(seat.screen().contains("25:99"), "{}", seat.screen());
    seat.press("<ctrl-u><ctrl-s>");
    assert_eq!(seat.room().state.title(), "Down");
}

#[test]
fn a_secret_that_was_pasted_is_warned_of_at_once() {
    let mut seat = Seat::declared(100, 30);
    seat.press(&format!("exported {}<enter>", concat!("AKI", "AQ3EGRIGNRT4NVX7A")));
    assert!(seat.toast().contains("AWS access key id"), "{}", seat.toast());
}

#[test]
fn the_chart_and_the_review_open_from_the_compose_line() {
    let mut seat = Seat::declared(100, 30);
    seat.press("/chart<enter>");
    assert!(seat.screen().contains("╭ Chart") && seat.screen().contains("CET"), "{}", seat.screen());
    seat.press("<esc>/lint<enter>");
    assert!(seat.screen().contains("Summary"), "{}", seat.screen());
}

#[test]
fn typing_is_logging() {
    let mut seat = Seat::declared(100, 30);
    seat.press("p95 is 4.2 s<enter>");
    assert_eq!((&**seat.newest().text(), seat.newest().kind), ("p95 is 4.2 s", EntryKind::Note));
    seat.press("14:20 the deploy of v41 began<enter>");
    assert_eq!(seat.newest().occurred, now() - chrono::TimeDelta::minutes(5));
    assert!(seat.newest().backdated());
    seat.press("-1h30m first complaint<enter>");
    assert_eq!(seat.story()[0], "first complaint");
    seat.press("/log errors at 12 % --kind alert --key<enter>");
    assert!(seat.newest().key() && seat.newest().kind == EntryKind::Alert);
    seat.press(" 14:20 is what the clock said<enter>");
    assert_eq!(&**seat.newest().text(), "14:20 is what the clock said");
    seat.press("//etc/hosts was changed<enter>");
    assert_eq!(&**seat.newest().text(), "/etc/hosts was changed");
    seat.press("~14:10-14:18 pods restart<enter>");
    let detail = seat.newest().detail().unwrap();
    assert_eq!((detail.about, detail.until), (true, Some(now() - chrono::TimeDelta::minutes(7))));
    assert!(seat.screen().contains("(until 14:18)"), "{}", seat.screen());
}

#[test]
fn what_is_refused_stays_in_the_line() {
    let mut seat = Seat::declared(100, 30);
    for (line, why) in [
        ("/frobnicate now", "frobnicate"),
        ("/sev 9", "severity"),
        ("23:59 not yet", "future"),
        ("/task done 99", "no task 99"),
        ("/strike 1 --why typo", "written by ic"),
        ("/role janitor bo", "janitor"),
    ] {
        seat.press(&format!("{line}<enter>"));
        assert!(seat.toast().contains(why), "{line}: {}", seat.toast());
        assert_eq!(seat.room().compose.text(), line);
        seat.press("<ctrl-u>");
    }
    assert_eq!(seat.story().len(), 1);
}

#[test]
fn nothing_typed_is_lost() {
    let mut seat = Seat::declared(100, 30);
    seat.press("half a thought<ctrl-c>");
    assert_eq!(seat.room().compose.text(), "");
    seat.press("<up>");
    assert_eq!(seat.room().compose.text(), "half a thought");
    seat.press("<ctrl-u><alt-u>");
    assert_eq!(seat.room().compose.text(), "half a thought");
    seat.press("<ctrl-u><ctrl-c><ctrl-c>");
    assert!(seat.left, "twice on an empty line leaves");
    let mut seat = Seat::declared(100, 30);
    seat.press("<esc>uWe know and are on it<esc>i<up>");
    assert_eq!(seat.room().compose.text(), "We know and are on it");
}

#[test]
fn a_line_that_was_begun_is_there_again() {
    let mut seat = Seat::declared(100, 30);
    seat.press("half a thought");
    let id = seat.room().state.id().to_owned();
    let end = |by: &str| Job::End { draft: "half a thought".into(), by: by.into() };
    seat.work(end("ana"));
    seat.work(Job::Open { id: id.clone(), by: "bo".into() });
    seat.model.room_mut().unwrap().compose.take();
    seat.work(Job::Open { id: id.clone(), by: "ana".into() });
    assert_eq!(seat.room().compose.text(), "half a thought");
}

#[test]
fn two_megabytes_pasted_are_refused_and_kept() {
    let mut seat = Seat::declared(100, 30);
    let text = "x".repeat(2 << 20);
    seat.paste(&text);
    seat.screen();
    seat.press("<enter>");
    assert!(seat.toast().contains("one entry holds at most"), "{}", seat.toast());
    assert_eq!(seat.room().compose.text(), text);
    assert_eq!(seat.story().len(), 1);
}

#[test]
fn a_pasted_text_is_never_taken_for_keys() {
    let mut seat = Seat::declared(100, 30);
    seat.press("<esc>").paste("qCR first\nsecond");
    assert_eq!(seat.room().focus, Focus::Compose);
    seat.press("<enter>");
    assert_eq!(&**seat.newest().text(), "qCR first\nsecond");
}

#[test]
fn roles_are_taken_handed_off_and_released() {
    let mut seat = Seat::declared(100, 30);
    seat.press("<esc>c<enter>");
    assert_eq!(seat.room().state.roles.commander(), Some("ana"));
    seat.press("cbo<enter>");
    assert_eq!(&**seat.newest().text(), "incident commander handed off: ana → bo");
    seat.press("<tab>r");
    assert_eq!(seat.room().state.roles.commander(), None);
    assert!(seat.screen().contains("NO COMMANDER"));
    seat.press("i/role comms Cy Young<enter>");
    assert_eq!(seat.room().state.roles.holder("communications lead"), Some("Cy Young"));
}

#[test]
fn tasks_are_ticked_skipped_owned_and_dated() {
    let mut seat = Seat::declared(100, 30);
    seat.press("/sev 2<enter>/task add Ask the vendor --owner bo<enter><esc><shift-tab>");
    let last = seat.room().state.checklist.tasks().len();
    seat.press("G<space>");
    assert_eq!(*seat.room().state.checklist.tasks()[last - 1].progress(), Progress::Done);
    seat.press("<space>-nobody answers there<enter>");
    let task = &seat.room().state.checklist.tasks()[last - 1];
    assert_eq!(*task.progress(), Progress::Skipped("nobody answers there".into()));
    seat.press("gocy<enter>D15m<enter>");
    let task = &seat.room().state.checklist.tasks()[0];
    assert_eq!((task.owner(), task.due()), (Some("cy"), Some(Span::minutes(15).after(now()))));
    seat.pass(16 * 60);
    assert!(seat.screen().contains("overdue"));
}

#[test]
fn updates_promise_the_next_and_get_loud() {
    let mut seat = Seat::declared(100, 30);
    seat.press("<esc>uWe are looking into it<tab><tab>30m<enter>");
    assert_eq!(seat.room().state.update_due(Audience::Customers), Some(Span::minutes(30).after(now())));
    assert!(seat.screen().contains("in 30:00"));
    seat.press("b").pass(30 * 60 + 5);
    assert!(seat.screen().contains("LATE 00:05"), "{}", seat.screen());
    assert!(seat.rung >= 1);
}

#[test]
fn reminders_come_and_can_be_snoozed() {
    let mut seat = Seat::declared(100, 30);
    seat.pass(119);
    assert!(!seat.screen().contains("Nobody has taken command"));
    seat.pass(2);
    assert!(seat.screen().contains("Nobody has taken command"));
    seat.press("<alt-z>").pass(10);
    assert!(!seat.screen().contains("Nobody has taken command"));
    seat.pass(5 * 60);
    assert!(seat.screen().contains("Nobody has taken command"));
}

#[test]
fn entries_are_starred_edited_retimed_and_struck() {
    let mut seat = Seat::declared(100, 30);
    seat.press("rolled bakc v41<enter><esc>*");
    assert!(seat.newest().key());
    seat.press("e<ctrl-u>rolled back v41<enter>");
    assert_eq!((&**seat.newest().text(), seat.newest().edited()), ("rolled back v41", true));
    seat.press("T<ctrl-u>14:20<enter>");
    assert_eq!(seat.newest().occurred, now() - chrono::TimeDelta::minutes(5));
    seat.press("g*d");
    assert!(seat.model.layers.last().is_some(), "the note is now the first line");
    seat.press("it was v40<enter>");
    assert_eq!(seat.newest().struck().unwrap().why, "it was v40");
    assert!(seat.screen().contains("struck: it was v40"));
}

#[test]
fn the_end_is_followed_unless_scrolled_away() {
    let mut seat = Seat::declared(100, 30);
    for number in 0..60 {
        seat.press(&format!("line {number}<enter>"));
    }
    assert!(seat.screen().contains("line 59"));
    seat.press("<pageup>");
    assert!(!seat.screen().contains("line 59"));
    let other = Seat::other(&seat);
    other.log("from another shell");
    seat.pass(2);
    assert!(seat.screen().contains("1 new"), "{}", seat.screen());
    assert!(!seat.screen().contains("from another shell"));
    seat.press("<esc>G");
    assert!(seat.screen().contains("from another shell"));
}

#[test]
fn finding_goes_round() {
    let mut seat = Seat::declared(100, 30);
    seat.press("alpha one<enter>beta<enter>alpha two<enter><esc>falpha<enter>");
    let chosen = |seat: &Seat| seat.room().chosen_entry().unwrap().text().to_string();
    assert_eq!(chosen(&seat), "alpha two");
    seat.press("n");
    assert_eq!(chosen(&seat), "alpha one");
    seat.press("n");
    assert_eq!(chosen(&seat), "alpha two");
    seat.press("fnothing<enter>");
    assert!(seat.toast().contains("nothing on the timeline"));
}

#[test]
fn a_filter_shows_one_person_or_kind_and_goes_again() {
    let mut seat = Seat::sample(100, 30);
    seat.press("<esc>Fdecision<enter>");
    assert!(seat.screen().contains("only decision"));
    let state = &seat.room().state;
    let shown = seat.room().timeline.len(state);
    assert!(shown > 0 && shown < state.timeline.len());
    seat.press("Feverything<enter>");
    assert_eq!(seat.room().timeline.len(&seat.room().state), seat.room().state.timeline.len());
}

#[test]
fn completion_writes_roles_and_names() {
    let mut seat = Seat::sample(100, 30);
    seat.press("/rol<tab>");
    assert_eq!(seat.room().compose.text(), "/role ");
    seat.press("<ctrl-u>ask @b<tab>");
    assert_eq!(seat.room().compose.text(), "ask @bo ");
}

#[test]
fn the_palette_acts_and_writes_verbs() {
    let mut seat = Seat::sample(100, 30);
    seat.press("<ctrl-p>/lesson<enter>");
    assert_eq!(seat.room().compose.text(), "/lesson ");
    seat.press("<ctrl-u><ctrl-p>severity: say<enter>");
    assert!(seat.screen().contains("SEV1"));
    seat.press("<esc><ctrl-p>reopen: take<enter>");
    assert!(seat.toast().contains("the incident is open"));
}

#[test]
fn closing_asks_for_what_is_missing_and_writes_the_report() {
    let mut seat = Seat::declared(100, 30);
    seat.press("/role commander ana<enter>/mark started -20m<enter>/status resolved<enter><esc>C");
    assert!(!seat.screen().contains("Commander"), "{}", seat.screen());
    seat.press("Nobody could pay<enter>A full disk<enter>");
    let room = seat.room();
    assert_eq!(room.state.lifecycle.status(), Status::Closed);
    assert!(seat.toast().contains(REPORT), "{}", seat.toast());
    assert!(std::fs::read_to_string(room.folder.join(REPORT)).unwrap().contains("A full disk"));
    assert_eq!(room.state.review.causes()[0].title, "A full disk");
    seat.press("t");
    assert!(seat.toast().contains("R reopens it"));
    seat.press("R");
    assert_eq!(seat.room().state.lifecycle.status(), Status::Resolved);
}

#[test]
fn the_report_can_be_exported_at_any_time() {
    let mut seat = Seat::declared(100, 30);
    seat.press("/export<enter>");
    let report = std::fs::read_to_string(seat.room().folder.join(REPORT)).unwrap();
    assert!(report.contains("DRAFT"));
}

#[test]
fn the_mouse_focuses_scrolls_and_ticks() {
    let mut seat = Seat::declared(100, 30);
    seat.press("/sev 2<enter>");
    let screen = seat.screen();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("[ ]  1")).unwrap();
    let x = line.chars().take_while(|letter| *letter != '[').count();
    seat.click(x as u16, y as u16);
    assert_eq!(seat.room().focus, Focus::Checklist);
    assert_eq!(*seat.room().state.checklist.tasks()[0].progress(), Progress::Done);
    seat.click(5, 5);
    assert_eq!(seat.room().focus, Focus::Timeline);
    seat.click(5, 27);
    assert_eq!(seat.room().focus, Focus::Compose);
}

#[test]
fn a_bare_close_asks_what_the_report_lacks() {
    for line in ["/close<enter>", "/status closed<enter>"] {
        let mut seat = Seat::declared(100, 30);
        seat.press(line);
        assert!(seat.screen().contains("what the report still lacks"), "{line}");
        assert!(seat.room().state.lifecycle.status().is_open());
    }
    let mut seat = Seat::declared(100, 30);
    seat.press("/close --impact none --cause a disk<enter>");
    assert_eq!(seat.room().state.lifecycle.status(), Status::Closed);
}

#[test]
fn a_line_that_lands_out_of_sight_says_where_it_is() {
    let mut seat = Seat::sample(80, 24);
    seat.press("-50m the first complaint<enter>");
    assert!(seat.toast().contains("further up"), "{}", seat.toast());
    seat.press("<esc>Fdecision<enter>ia note<enter>");
    assert!(seat.toast().contains("the filter hides it"), "{}", seat.toast());
}

#[test]
fn pages_turn_also_where_one_entry_fills_the_pane() {
    let mut seat = Seat::sample(40, 12);
    seat.press("<pageup>");
    let first = seat.screen();
    seat.press("<pageup>");
    assert_ne!(seat.screen(), first);
    for _ in 0..60 {
        seat.press("<pagedown>");
    }
    assert!(seat.room().timeline.follow);
}

#[test]
fn claims_that_did_not_see_each_other_are_shown() {
    let mut seat = Seat::declared(100, 30);
    let copy = tempfile::tempdir().unwrap();
    let (here, there) = (seat.room().folder.join(JOURNAL), copy.path().join(JOURNAL));
    std::fs::copy(&here, &there).unwrap();
    let common = std::fs::metadata(&there).unwrap().len() as usize;
    let mut other = Session::open(copy.path(), Clock::from_fn(now), "a test").unwrap();
    let bo = roles::Command::Assign { role: "commander".into(), person: "bo".into() };
    other.execute(&Request::new("bo", bo)).unwrap();
    other.execute(&Request::new("bo", lifecycle::Command::Title("Payments fail".into()))).unwrap();
    seat.press("/role commander ana<enter>/title Checkout is down<enter>");
    let theirs = std::fs::read(&there).unwrap();
    let mut journal = std::fs::OpenOptions::new().append(true).open(&here).unwrap();
    std::io::Write::write_all(&mut journal, &theirs[common..]).unwrap();
    seat.pass(2);
    assert!(seat.screen().lines().next().unwrap().contains("CONTESTED"), "{}", seat.screen());
    assert!(seat.screen().contains("CONTESTED ana / bo") || seat.screen().contains("CONTESTED bo / ana"));
    seat.press("/role commander cy<enter>");
    assert!(!seat.screen().contains("CONTESTED ana") && !seat.screen().contains("CONTESTED bo"), "{}", seat.screen());
}
