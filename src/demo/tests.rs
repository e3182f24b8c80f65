use std::fs;
use std::path::Path;

use chrono::{TimeZone, Utc};

use super::*;
use crate::incident::checklist::Progress;
use crate::incident::lifecycle::Status;
use crate::incident::nudge::{Missing, nudges};
use crate::incident::snapshot::Snapshot;
use crate::incident::span::Span;
use crate::incident::timeline::Entry;
use crate::incident::{State, fold};
use crate::journal::{Journal, REPORT, SNAPSHOT};

fn now() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 21, 3, 59, 0).unwrap()
}

struct Built {
    _home: tempfile::TempDir,
    shelf: Shelf,
    id: String,
}

fn built(by: &str) -> Built {
    let home = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(home.path().join("shelf"));
    let id = build(&shelf, now(), by, &Zone::utc()).unwrap();
    assert_eq!(names(home.path()), ["shelf"], "it writes under its shelf only");
    Built { _home: home, shelf, id }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

impl Built {
    fn state(&self, id: &str) -> State {
        let mut journal = Journal::open(&self.shelf.folder().join(id)).unwrap();
        fold(journal.read_on().unwrap().records)
    }
}

#[test]
fn the_shelf_holds_one_running_and_one_closed_incident() {
    let built = built("gus");
    let (listed, unlisted) = built.shelf.list().unwrap();
    assert!(unlisted.is_empty());
    let covers: Vec<_> =
        listed.iter().map(|one| (one.id.as_str(), one.severity, one.status, one.open_followups)).collect();
    assert_eq!(
        covers,
        [
            ("2026-11-21-checkout-returns-500s", Some(2), Status::Identified, 0),
            ("2026-11-18-search-shows-old-prices", Some(3), Status::Closed, 2),
        ]
    );
    assert_eq!(built.id, listed[0].id);
    assert_eq!(listed[1].duration(now()).unwrap().to_string(), "1 h 7 min");
    for incident in &listed {
        let files = names(&built.shelf.incident(&incident.id).unwrap());
        assert!(files.iter().any(|file| file == SNAPSHOT), "{files:?}");
        assert_eq!(files.iter().any(|file| file == REPORT), incident.status == Status::Closed, "{files:?}");
    }
}

#[test]
fn the_running_one_is_half_way() {
    let built = built("gus");
    let state = built.state(&built.id);
    let milestones = state.milestones();
    assert_eq!(milestones.to_detect(), Some(Span::minutes(4)));
    assert_eq!(milestones.to_declare(), Some(Span::minutes(2)));
    assert_eq!(Span::between(milestones.since().unwrap(), now()), Some(Span::minutes(53)));
    let holder = |role| state.roles.holder(role);
    assert_eq!(state.roles.commander(), Some("ana"));
    assert_eq!(holder("communications lead"), Some("bo"));
    assert_eq!(holder("operations lead"), Some("cy"));
    assert_eq!(holder("scribe"), Some("gus"));
    assert_eq!(state.next_update(), Some((Audience::Customers, now() + TimeDelta::minutes(3))));
    assert_eq!(nudges(&state, now()), [], "everything else is as it should be");
    let nagged: Vec<Missing> =
        nudges(&state, now() + TimeDelta::minutes(4)).iter().map(|nudge| nudge.missing).collect();
    assert_eq!(nagged, [Missing::CustomerUpdate]);
    assert_eq!(state.contests(), []);
}

#[test]
fn the_checklist_has_every_kind_of_task() {
    let built = built("gus");
    let state = built.state(&built.id);
    let tasks = state.checklist.tasks();
    assert_eq!(state.checklist.done_of(), (7, 12));
    assert_eq!(tasks.iter().filter(|task| matches!(task.progress(), Progress::Skipped(_))).count(), 1);
    let overdue: Vec<_> = tasks.iter().filter(|task| task.overdue(now())).map(|task| task.owner()).collect();
    assert_eq!(overdue, [Some("bo")]);
}

#[test]
fn the_timeline_has_every_kind_of_line() {
    let built = built("gus");
    let state = built.state(&built.id);
    let lines: Vec<&Entry> = state.timeline.in_order().collect();
    assert!((30..=45).contains(&lines.len()), "{}", lines.len());
    let count = |of: fn(&Entry) -> bool| lines.iter().filter(|line| of(line)).count();
    assert_eq!(count(|line| line.said && line.backdated()), 1);
    assert_eq!(count(Entry::edited), 1);
    assert_eq!(count(|line| line.struck().is_some()), 1);
    assert_eq!(count(Entry::key), 1);
    assert_eq!(count(|line| line.text().contains('\n')), 1);
    for kind in EntryKind::ALL.into_iter().filter(|kind| *kind != EntryKind::Unknown) {
        assert!(lines.iter().any(|line| line.kind == kind), "{kind:?}");
    }
    let longest = lines.iter().flat_map(|line| line.text().lines()).map(|line| line.chars().count()).max();
    assert!(longest <= Some(250), "{longest:?}");
}

#[test]
fn nothing_happens_in_the_future_or_twice() {
    let built = built("gus");
    for id in names(built.shelf.folder()) {
        let state = built.state(&id);
        for line in state.timeline.as_written() {
            assert!(line.at <= now() && line.occurred <= line.at, "{}", line.text());
        }
        let at: Vec<Time> = state.timeline.as_written().iter().map(|line| line.at).collect();
        assert!(at.is_sorted());
    }
}

#[test]
fn the_same_now_tells_the_same_story() {
    let told = |built: &Built| {
        let mut snapshot = Snapshot::from(&built.state(&built.id));
        snapshot.timeline.iter_mut().for_each(|line| line.id = Uuid::nil());
        snapshot
    };
    assert_eq!(told(&built("gus")), told(&built("gus")));
}

#[test]
fn anybody_can_take_part() {
    for by in ["ana", "bo", "cy", "dee", "eli", "@zoë", "two words"] {
        let built = built(by);
        assert_eq!(built.state(&built.id).roles.holder("scribe"), Some(by.trim_start_matches('@')));
    }
    let home = tempfile::tempdir().unwrap();
    let refused = build(&Shelf::new(home.path().join("shelf")), now(), " ", &Zone::utc());
    assert!(refused.unwrap_err().to_string().contains("a name is needed"));
    assert!(names(home.path()).is_empty());
}
