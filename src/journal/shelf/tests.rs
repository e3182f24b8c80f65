use super::*;
use crate::incident::fold;
use crate::incident::snapshot::Snapshot;
use crate::incident::testing::{Stage, at, declaration};
use crate::incident::timeline::{Command, EntryKind};
use crate::journal::Lock;

fn shelf() -> (Shelf, tempfile::TempDir) {
    let all = tempfile::tempdir().unwrap();
    (Shelf::new(all.path().join("incidents")), all)
}

/// Puts an incident on the shelf, declared at 03:12; gives its id.
fn put(shelf: &Shelf, title: &str) -> String {
    let mut stage = Stage::empty();
    stage.play(at(3, 12), declaration(title)).unwrap();
    let id = shelf.free_id("2026-11-21", title);
    let mut journal = Journal::create(&shelf.folder().join(&id)).unwrap();
    let lock = Lock::exclusive(journal.folder(), "test").unwrap();
    journal.append(&stage.records, &lock).unwrap();
    id
}

#[test]
fn a_shelf_that_is_not_there_is_empty() {
    let (shelf, _all) = shelf();
    let (listed, unlisted) = shelf.list().unwrap();
    assert!(listed.is_empty() && unlisted.is_empty());
}

#[test]
fn ids_are_free_and_lead_nowhere_else() {
    let (shelf, _all) = shelf();
    assert_eq!(shelf.free_id("2026-11-21", "Checkout: 500s!"), "2026-11-21-checkout-500s");
    assert_eq!(put(&shelf, "Checkout: 500s!"), "2026-11-21-checkout-500s");
    assert_eq!(put(&shelf, "Checkout, 500s"), "2026-11-21-checkout-500s-2");
    assert!(shelf.incident("2026-11-21-checkout-500s").unwrap().join(JOURNAL).exists());
    for wrong in ["", "..", "a/b", "/etc", ".hidden", "A"] {
        assert_eq!(shelf.incident(wrong), None, "{wrong}");
    }
}

#[test]
fn an_open_incident_lasts_until_now() {
    let (shelf, _all) = shelf();
    put(&shelf, "Checkout returns 500s");
    assert_eq!(shelf.list().unwrap().0[0].duration(at(4, 2)), Some(Span::minutes(50)));
}

#[test]
fn what_is_no_incident_is_left_out_and_what_cannot_be_read_is_named() {
    let (shelf, _all) = shelf();
    put(&shelf, "Checkout returns 500s");
    fs::create_dir(shelf.folder().join("notes")).unwrap();
    Journal::create(&shelf.folder().join("never-declared")).unwrap();
    let odd = shelf.folder().join("odd");
    fs::create_dir_all(odd.join(JOURNAL)).unwrap();
    let (listed, unlisted) = shelf.list().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(unlisted.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["odd"]);
    assert!(matches!(unlisted[0].error, JournalError::Unsafe { .. }));
}

#[test]
fn an_id_is_passed_over_only_where_there_is_plainly_nothing() {
    let (shelf, _all) = shelf();
    let (whole, gone) = (put(&shelf, "Whole"), put(&shelf, "Journal gone"));
    fs::write(shelf.folder().join(&gone).join(SNAPSHOT), "{}").unwrap();
    fs::remove_file(shelf.folder().join(&gone).join(JOURNAL)).unwrap();
    fs::create_dir(shelf.folder().join("notes")).unwrap();
    fs::write(shelf.folder().join("file"), "").unwrap();
    let mut wanted = vec![whole, gone];
    #[cfg(unix)]
    for name in ["loop", "nowhere"] {
        let to = if name == "loop" { JOURNAL } else { "/no/such/file" };
        fs::create_dir(shelf.folder().join(name)).unwrap();
        std::os::unix::fs::symlink(to, shelf.folder().join(name).join(JOURNAL)).unwrap();
        wanted.push(name.into());
    }
    wanted.sort();
    assert_eq!(shelf.ids().unwrap(), wanted);
    assert!(shelf.list().unwrap().1.iter().all(|unlisted| unlisted.id == "loop"), "a file is passed over");
    assert!(!shelf.has("notes") && !shelf.has("file") && !shelf.has(".."));
}

#[test]
fn an_id_says_on_which_shelf_it_stands() {
    let (shelf, _all) = shelf();
    for exercise in ["EX", "EX-2026", "EX-2026-11-21-query-storm"] {
        assert_eq!(shelf.that_takes(exercise), shelf.exercises(), "{exercise}");
    }
    assert_eq!(shelf.that_takes("2026-11-21-checkout"), shelf);
}

#[test]
fn an_incident_whose_beginning_is_damaged_is_not_forgotten() {
    let (shelf, _all) = shelf();
    let journal = shelf.folder().join(put(&shelf, "Checkout returns 500s")).join(JOURNAL);
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replace('\n', "\r\n")).unwrap();
    let (listed, unlisted) = shelf.list().unwrap();
    assert!(listed.is_empty() && matches!(unlisted[0].error, JournalError::Damaged(_)), "{unlisted:?}");
}

#[test]
fn what_is_left_of_an_incident_without_its_declaration_is_named_and_is_not_open() {
    let (shelf, _all) = shelf();
    let folder = shelf.folder().join(put(&shelf, "Checkout returns 500s"));
    let mut stage = Stage::declared();
    stage
        .play(
            at(3, 15),
            Command::Log { kind: EntryKind::Note, text: "v41 is out".into(), key: false, detail: Default::default() },
        )
        .unwrap();
    let left: Vec<Record> = stage.records.split_off(1);
    let line = crate::journal::encode(&left[0]).unwrap();
    fs::write(folder.join(JOURNAL), &line).unwrap();
    let snapshot = Snapshot { journal_bytes: Some(line.len() as u64), ..Snapshot::from(&fold(left)) };
    fs::write(folder.join(SNAPSHOT), snapshot.text()).unwrap();
    let (listed, unlisted) = shelf.list().unwrap();
    assert!(listed.is_empty() && matches!(unlisted[0].error, JournalError::Undeclared(_)), "{listed:?} {unlisted:?}");
    fs::write(folder.join(JOURNAL), b"not what was written\n").unwrap();
    let (listed, unlisted) = shelf.list().unwrap();
    assert!(listed.is_empty() && matches!(unlisted[0].error, JournalError::Damaged(_)), "{listed:?} {unlisted:?}");
}
