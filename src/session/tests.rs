use std::fs;

use uuid::Uuid;

use super::*;
use crate::incident::checklist;
use crate::incident::lifecycle::Closing;
use crate::incident::milestones::Milestone;
use crate::incident::roles;
use crate::incident::testing::{at, declaration};
use crate::incident::timeline::{self, EntryKind};
use crate::journal::{JOURNAL, encode};

mod damage;

/// A shelf of its own with one incident on it.
struct Place {
    shelf: Shelf,
    folder: PathBuf,
    _all: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place::declaring(|_| {})
    }

    fn declaring(change: impl FnOnce(&mut Declaration)) -> Place {
        let all = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(all.path().join("incidents"));
        let mut declaration = plain("Checkout returns 500s");
        change(&mut declaration);
        let session = Session::declare(&shelf, declaration, "ana", None, clock(12), "test").unwrap();
        Place { shelf, folder: session.folder().to_owned(), _all: all }
    }

    fn open(&self) -> Session {
        Session::open(&self.folder, clock(20), "test").unwrap()
    }

    fn path(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    fn lines(&self) -> usize {
        self.bytes().iter().filter(|byte| **byte == b'\n').count()
    }
}

fn plain(title: &str) -> Declaration {
    match declaration(title) {
        lifecycle::Command::Declare(declaration) => declaration,
        _ => unreachable!(),
    }
}

/// A clock that stands still at 03:MM UTC.
fn clock(minute: u32) -> Clock {
    Clock::from_fn(move || at(3, minute))
}

fn log(text: &str) -> Request {
    Request::new(
        "ana",
        timeline::Command::Log { kind: EntryKind::Note, text: text.into(), key: false, detail: Default::default() },
    )
}

fn texts(session: &Session) -> Vec<String> {
    session.state().timeline.as_written().iter().map(|entry| entry.text().to_string()).collect()
}

fn refusal(fault: Fault) -> String {
    match fault {
        Fault::Refused(Refusal(why)) => why,
        Fault::Journal(_) | Fault::Report(_) => panic!("{fault}"),
    }
}

/// What a replica does that lives on news alone.
fn follow(replica: &mut State, news: News, session: &Session) {
    if news.anew {
        *replica = session.state().clone();
    } else {
        news.records.iter().for_each(|record| assert_eq!(replica.apply(record), Applied::Fresh));
    }
    assert_eq!(replica, session.state());
}

#[test]
fn what_was_acknowledged_is_there_when_it_is_opened_again() {
    let place = Place::new();
    let mut session = place.open();
    let news = session.execute(&log("errors began with v41").at(Some(at(3, 2)))).unwrap();
    assert_eq!((news.own, news.records.len(), news.anew), (1, 1, false));
    assert_eq!((news.records[0].at, news.records[0].occurred), (at(3, 20), Some(at(3, 2))));
    assert_eq!(place.open().state(), session.state());
    assert_eq!(texts(&session), ["declared: Checkout returns 500s", "errors began with v41"]);
}

#[test]
fn a_refused_declaration_leaves_nothing_behind() {
    let all = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(all.path().join("incidents"));
    let declare = |declaration| Session::declare(&shelf, declaration, "ana", None, clock(12), "test");
    assert!(refusal(declare(plain(" ")).unwrap_err()).contains("needs a title"));
    assert!(!shelf.folder().exists());
    let mut endless = plain("Checkout returns 500s");
    endless.playbook.name = "x".repeat(2 << 20);
    assert!(matches!(declare(endless), Err(Fault::Journal(JournalError::TooLong { .. }))));
    assert_eq!(fs::read_dir(shelf.folder()).unwrap().count(), 0);
}

#[test]
fn many_who_declare_the_same_at_once_get_an_incident_each() {
    let all = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(all.path().join("new/incidents"));
    let declare = || Session::declare(&shelf, plain("Checkout"), "ana", None, clock(12), "test").map(|_| ());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(declare)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    });
    assert_eq!(shelf.list().unwrap().0.len(), 8);
}

#[test]
fn two_who_write_in_turn_see_each_other() {
    let place = Place::new();
    let (mut ana, mut bo) = (place.open(), place.open());
    let (mut of_ana, mut of_bo) = (ana.state().clone(), bo.state().clone());
    for n in 0..10 {
        let news = ana.execute(&log(&format!("ana {n}"))).unwrap();
        assert_eq!((news.own, news.records.len()), (1, if n == 0 { 1 } else { 2 }));
        follow(&mut of_ana, news, &ana);
        assert!(bo.behind());
        follow(&mut of_bo, bo.catch_up().unwrap(), &bo);
        assert!(!bo.behind() && bo.catch_up().unwrap().is_empty());
        follow(&mut of_bo, bo.execute(&log(&format!("bo {n}"))).unwrap(), &bo);
    }
    follow(&mut of_ana, ana.catch_up().unwrap(), &ana);
    assert_eq!(ana.state(), bo.state());
}

#[test]
fn what_others_wrote_is_told_also_when_ones_own_request_is_refused() {
    let place = Place::new();
    let (mut ana, mut bo) = (place.open(), place.open());
    let mut replica = ana.state().clone();
    bo.execute(&log("from bo")).unwrap();
    ana.execute(&log(" ")).unwrap_err();
    bo.execute(&log("more from bo")).unwrap();
    ana.refresh().unwrap();
    assert!(ana.behind(), "what was read in passing is still to be told");
    let news = ana.execute(&log("from ana")).unwrap();
    assert_eq!((news.records.len(), news.own), (3, 1));
    follow(&mut replica, news, &ana);
}

#[test]
fn eight_at_once_lose_nothing_and_write_nothing_twice() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let mut session = place.open();
            scope.spawn(move || {
                for n in 0..50 {
                    session.execute(&log(&format!("{writer}/{n}"))).unwrap();
                }
            });
        }
    });
    let mut session = place.open();
    let mut found = texts(&session).split_off(1);
    found.sort();
    let mut expected: Vec<String> = (0..8).flat_map(|w| (0..50).map(move |n| format!("{w}/{n}"))).collect();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(place.lines(), 401);
    assert_eq!(session.journal().damaged(), []);
    session.execute(&log("and on it goes")).unwrap();
}

#[test]
fn a_wall_clock_that_runs_backwards_keeps_the_order_of_writing() {
    let place = Place::new();
    for (minute, text) in [(30, "one"), (10, "two"), (20, "three")] {
        Session::open(&place.folder, clock(minute), "test").unwrap().execute(&log(text)).unwrap();
    }
    assert_eq!(texts(&place.open())[1..], ["one", "two", "three"]);
}

#[test]
fn the_same_id_for_the_same_is_written_once_and_acknowledged_again() {
    let place = Place::new();
    for said in [None, Some(at(3, 2)), Some(at(3, 20))] {
        let request = log("rolled back").at(said);
        place.open().execute(&request).unwrap();
        let before = place.bytes();
        let mut later = Session::open(&place.folder, clock(40), "test").unwrap();
        let news = later.execute(&request).unwrap();
        assert_eq!((news.own, news.records.len()), (0, 0));
        assert_eq!(place.bytes(), before);
    }
}

#[test]
fn the_same_id_for_something_else_is_refused() {
    let place = Place::new();
    let mut session = place.open();
    let request = log("rolled back");
    session.execute(&request).unwrap();
    let before = place.bytes();
    let elsewhere = Request { by: "bo".into(), ..request.clone() };
    let other = Request { command: log("rolled forward").command, ..request.clone() };
    let empty = Request { command: log("").command, ..request.clone() };
    for wrong in [elsewhere, other, empty, request.clone().at(Some(at(3, 1)))] {
        assert!(refusal(session.execute(&wrong).unwrap_err()).contains("used before for something else"));
    }
    assert_eq!(place.bytes(), before);
}

#[test]
fn an_id_that_would_run_into_another_is_refused_whole() {
    let place = Place::new();
    let mut session = place.open();
    let taken = log("rolled back");
    session.execute(&taken).unwrap();
    let two_records = lifecycle::Command::Severity { level: 2, reason: None };
    let request = Request { id: Uuid::from_u128(taken.id.as_u128() - 1), ..Request::new("ana", two_records) };
    assert!(refusal(session.execute(&request).unwrap_err()).contains("used before"));
    assert_eq!(session.state().lifecycle.severity.get(), None);
}

#[test]
fn a_journal_that_was_replaced_is_read_anew_and_written_to() {
    let place = Place::new();
    let mut session = place.open();
    let mut replica = session.state().clone();
    follow(&mut replica, session.execute(&log("one")).unwrap(), &session);
    let copy = place.folder.join("copy");
    fs::copy(place.path(), &copy).unwrap();
    fs::rename(&copy, place.path()).unwrap();
    let news = session.execute(&log("two")).unwrap();
    assert!(news.anew && news.own == 1);
    follow(&mut replica, news, &session);
    assert_eq!(texts(&place.open())[1..], ["one", "two"]);
}

#[test]
fn a_copy_that_is_added_to_the_journal_takes_its_place_in_the_order() {
    let place = Place::new();
    let mut session = Session::open(&place.folder, clock(30), "test").unwrap();
    let mut replica = session.state().clone();
    let earlier = {
        let there = tempfile::tempdir().unwrap();
        fs::copy(place.path(), there.path().join(JOURNAL)).unwrap();
        let mut copy = Session::open(there.path(), clock(25), "test").unwrap();
        copy.execute(&log("on the other machine")).unwrap().records[0].clone()
    };
    follow(&mut replica, session.execute(&log("here")).unwrap(), &session);
    fs::write(place.path(), [place.bytes(), encode(&earlier).unwrap(), encode(&earlier).unwrap()].concat()).unwrap();
    let news = session.catch_up().unwrap();
    assert!(news.anew);
    follow(&mut replica, news, &session);
    assert_eq!(texts(&session)[1..], ["on the other machine", "here"]);
    follow(&mut replica, session.execute(&log("and on")).unwrap(), &session);
    assert_eq!(place.open().state(), session.state());
}

#[test]
fn two_records_in_one_command_know_what_the_command_saw() {
    let place = Place::declaring(|declaration| declaration.severity = Some(3));
    let (mut ana, mut bo) = (place.open(), place.open());
    let severer = |level| Request::new("ana", lifecycle::Command::Severity { level, reason: None });
    ana.execute(&severer(2)).unwrap();
    bo.execute(&severer(1)).unwrap();
    assert!(!bo.state().lifecycle.severity.contested(), "the second has seen the first");
    let records = bo.journal().scanned().lines;
    assert_eq!(records, bo.state().records());
}

#[test]
fn nothing_is_written_into_a_folder_where_nothing_was_declared() {
    let all = tempfile::tempdir().unwrap();
    let folder = all.path().join("empty");
    Journal::create(&folder).unwrap();
    let mut session = Session::open(&folder, clock(20), "test").unwrap();
    assert!(refusal(session.execute(&log("hello")).unwrap_err()).contains("ic declare TITLE"));
    assert_eq!(fs::read(folder.join(JOURNAL)).unwrap(), b"");
}

#[test]
fn the_snapshot_follows_and_the_report_comes_with_the_close() {
    let place = Place::new();
    let mut session = place.open();
    session
        .execute(&Request::new("ana", roles::Command::Assign { role: "scribe".into(), person: "cy".into() }))
        .unwrap();
    session.refresh().unwrap();
    let read = |name: &str| fs::read(place.folder.join(name));
    let snapshot: Snapshot = serde_json::from_slice(&read(SNAPSHOT).unwrap()).unwrap();
    let journal_bytes = Some(fs::metadata(place.folder.join(JOURNAL)).unwrap().len());
    assert_eq!(snapshot, Snapshot { journal_bytes, ..Snapshot::from(session.state()) });
    assert!(read(REPORT).is_err());
    session.execute(&Request::new("ana", lifecycle::Command::Close(Closing::default()))).unwrap();
    session.refresh().unwrap();
    assert!(read(REPORT).is_ok());
    let snapshot: Snapshot = serde_json::from_slice(&read(SNAPSHOT).unwrap()).unwrap();
    assert_eq!(snapshot.status, Status::Closed);
}

#[test]
fn a_list_says_the_same_with_and_without_a_fresh_snapshot() {
    let place = Place::declaring(|declaration| declaration.started = Some(at(3, 2)));
    let mut session = place.open();
    session.refresh().unwrap();
    let closing = Closing { resolved: Some(at(3, 10)), ..Closing::default() };
    session.execute(&Request::new("ana", lifecycle::Command::Close(closing))).unwrap();
    let from_journal = place.shelf.list().unwrap().0;
    session.refresh().unwrap();
    let from_snapshot = place.shelf.list().unwrap().0;
    assert_eq!(from_journal, from_snapshot);
    assert_eq!(from_snapshot[0].duration(at(9, 0)), session.state().milestones().duration());
}

#[test]
fn a_command_sees_what_others_wrote_a_moment_before() {
    let place = Place::new();
    let (mut ana, mut bo) = (place.open(), place.open());
    let task = checklist::Command::Add { text: "call".into(), owner: None, due: None };
    ana.execute(&Request::new("ana", task)).unwrap();
    let done = |by: &str| Request::new(by, checklist::Command::Done(1));
    bo.execute(&done("bo")).unwrap();
    assert!(refusal(ana.execute(&done("ana")).unwrap_err()).contains("done already"));
    let close = || Request::new("ana", lifecycle::Command::Close(Closing::default()));
    ana.execute(&close()).unwrap();
    assert!(refusal(bo.execute(&close()).unwrap_err()).contains("the incident is closed"));
    assert_eq!(bo.state().milestones().get(Milestone::Closed), Some(at(3, 20)));
}

#[test]
fn after_a_reopen_the_report_is_a_draft_again() {
    let place = Place::new();
    let mut session = place.open();
    let report = || fs::read_to_string(place.folder.join(REPORT));
    session.execute(&Request::new("ana", lifecycle::Command::Close(Closing::default()))).unwrap();
    session.refresh().unwrap();
    assert!(!report().unwrap().contains("DRAFT"));
    session.execute(&Request::new("ana", lifecycle::Command::Reopen)).unwrap();
    session.refresh().unwrap();
    assert!(report().unwrap().starts_with("# DRAFT: "));
    fs::remove_file(place.folder.join(REPORT)).unwrap();
    session.refresh().unwrap();
    assert!(report().is_err(), "no report is made before the close");
}
