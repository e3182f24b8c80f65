use std::collections::BTreeSet;

use super::super::line;
use super::*;
use crate::incident::testing::record;

const JOURNAL_OF_THREE: [u32; 3] = [1, 2, 3];

struct Desk {
    folder: PathBuf,
    _all: tempfile::TempDir,
}

impl Desk {
    fn with(numbers: &[u32]) -> Desk {
        let all = tempfile::tempdir().unwrap();
        let desk = Desk { folder: all.path().join("incident"), _all: all };
        Journal::create(&desk.folder).unwrap();
        desk.write(numbers).unwrap();
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    fn replace(&self, bytes: &[u8]) {
        fs::write(self.path(), bytes).unwrap();
    }

    /// Catches up and appends with a journal of its own; tells where a torn tail went.
    fn write(&self, numbers: &[u32]) -> Result<Option<PathBuf>, JournalError> {
        let lock = Lock::exclusive(&self.folder, "test")?;
        let mut journal = Journal::open(&self.folder)?;
        let found = journal.catch_up(&lock)?;
        journal.append(&records(numbers), &lock)?;
        Ok(found.torn)
    }

    fn read(&self) -> (Vec<u128>, Scan) {
        let mut journal = Journal::open(&self.folder).unwrap();
        (ids(&journal.read_on().unwrap()), journal.scan)
    }

    fn names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

fn records(numbers: &[u32]) -> Vec<Record> {
    numbers.iter().map(|n| record(*n, vec![])).collect()
}

fn lines(numbers: &[u32]) -> Vec<u8> {
    records(numbers).iter().flat_map(|record| line::encode(record).unwrap()).collect()
}

fn ids(found: &Found) -> Vec<u128> {
    found.records.iter().map(|record| record.id.as_u128()).collect()
}

#[test]
fn what_was_written_is_there_when_it_is_opened_again() {
    let desk = Desk::with(&JOURNAL_OF_THREE);
    let mut journal = Journal::open(&desk.folder).unwrap();
    assert!(journal.changed());
    let found = journal.read_on().unwrap();
    assert_eq!((ids(&found), found.anew, found.torn), (vec![1, 2, 3], false, None));
    assert!(!journal.changed());
    desk.write(&[4]).unwrap();
    assert!(journal.changed());
    assert_eq!(ids(&journal.read_on().unwrap()), [4]);
    assert_eq!(ids(&journal.read_on().unwrap()), [] as [u128; 0]);
    assert_eq!(desk.bytes(), lines(&[1, 2, 3, 4]));
    assert_eq!(journal.scanned().lines, 4);
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&[1]);
    desk.replace(&[desk.bytes(), b"torn".to_vec()].concat());
    desk.write(&[2]).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.folder), 0o700);
    assert_eq!(desk.names().len(), 3, "journal, lock and torn tail");
    for name in desk.names() {
        assert_eq!(mode(&desk.folder.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_new_journal_needs_a_new_folder_and_makes_its_parents() {
    let all = tempfile::tempdir().unwrap();
    let folder = all.path().join("data/ic/incidents/one");
    Journal::create(&folder).unwrap();
    let error = Journal::create(&folder).unwrap_err();
    assert!(matches!(&error, JournalError::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists));
    assert!(matches!(Journal::open(&all.path().join("nowhere")), Err(JournalError::Missing(_))));
}

#[test]
fn cut_at_every_byte_of_its_last_two_lines_it_keeps_every_whole_line_and_takes_the_next() {
    let whole = lines(&JOURNAL_OF_THREE);
    let ends: Vec<usize> = (1..=3).map(|n| lines(&JOURNAL_OF_THREE[..n]).len()).collect();
    let desk = Desk::with(&[]);
    for cut in ends[0]..=whole.len() {
        desk.replace(&whole[..cut]);
        for name in desk.names().iter().filter(|name| name.starts_with("torn-")) {
            fs::remove_file(desk.folder.join(name)).unwrap();
        }
        let kept = ends.iter().filter(|end| cut + 1 >= **end).count();
        let end = ends[kept - 1].min(cut);
        assert_eq!(desk.read().0.len(), kept, "cut at {cut}");
        assert_eq!(desk.bytes(), &whole[..cut], "a reader changes nothing");

        let torn = desk.write(&[4]).unwrap();
        let (read, scan) = desk.read();
        assert_eq!(read[..kept], [1, 2, 3][..kept], "cut at {cut}");
        assert_eq!((read.len(), read[kept]), (kept + 1, 4));
        assert_eq!((scan.tail, scan.damaged.len()), (0, 0));
        let tail = &whole[end..cut];
        assert_eq!(torn.is_some(), !tail.is_empty());
        if let Some(copy) = torn {
            assert_eq!(copy, desk.folder.join(format!("torn-{end}")));
            assert_eq!(fs::read(copy).unwrap(), tail);
        }
    }
}

#[test]
fn a_tail_is_no_line_because_it_ends_with_a_newline() {
    let desk = Desk::with(&[1]);
    let mut changed = lines(&[2]);
    let place = changed.len() - 5;
    changed[place] ^= 1;
    for tail in [changed, b"\0\0\0\0\0\0\0\0".to_vec(), b"hello\nworld\n".to_vec()] {
        desk.replace(&[lines(&[1]), tail.clone()].concat());
        let copy = desk.write(&[3]).unwrap().expect("a copy of the tail");
        assert_eq!(fs::read(&copy).unwrap(), tail);
        assert_eq!(desk.bytes(), lines(&[1, 3]));
    }
}

#[test]
fn the_copy_of_a_tail_never_replaces_another() {
    let desk = Desk::with(&[1]);
    let offset = desk.bytes().len();
    for tail in ["first", "second", "third"] {
        desk.replace(&[lines(&[1]), tail.into()].concat());
        let lock = Lock::exclusive(&desk.folder, "test").unwrap();
        Journal::open(&desk.folder).unwrap().catch_up(&lock).unwrap();
    }
    let copies = [format!("torn-{offset}"), format!("torn-{offset}-2"), format!("torn-{offset}-3")];
    let kept = copies.map(|name| fs::read_to_string(desk.folder.join(name)).unwrap());
    assert_eq!(kept, ["first", "second", "third"]);
}

#[cfg(unix)]
#[test]
fn the_copy_of_a_tail_follows_no_link() {
    let desk = Desk::with(&[1]);
    let precious = desk.folder.join("precious");
    fs::write(&precious, "mine").unwrap();
    std::os::unix::fs::symlink(&precious, desk.folder.join(format!("torn-{}", desk.bytes().len()))).unwrap();
    desk.replace(&[lines(&[1]), b"torn".to_vec()].concat());
    assert!(desk.write(&[2]).unwrap().unwrap().ends_with(format!("torn-{}-2", lines(&[1]).len())));
    assert_eq!(fs::read_to_string(precious).unwrap(), "mine");
}

#[test]
fn a_damaged_line_in_the_middle_stays_where_it_is() {
    let desk = Desk::with(&JOURNAL_OF_THREE);
    let mut bytes = desk.bytes();
    let begin = lines(&[1]).len();
    bytes[begin + 40] ^= 1;
    desk.replace(&bytes);
    assert_eq!(desk.write(&[4]).unwrap(), None);
    let (read, scan) = desk.read();
    assert_eq!(read, [1, 3, 4]);
    let damage = Damage { line: 2, offset: begin as u64, bytes: lines(&[2]).len() as u64, lines: 1, sealed: false };
    assert_eq!(scan.damaged, [damage]);
    assert_eq!(desk.bytes(), [bytes, lines(&[4])].concat());
}

#[test]
fn a_later_version_is_read_and_never_written() {
    let desk = Desk::with(&[1]);
    let sealed = |body: &str| format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes()));
    let known = String::from_utf8(lines(&[2])).unwrap();
    let known = sealed(known.trim_end().split_at(PREFIX).1.replace("\"v\":1", "\"v\":2").as_str());
    let strange = sealed("\"v\":3,\"who\":\"ana\"}");
    for (line, version, count) in [(known, 2, 2), (strange, 3, 1)] {
        let bytes = [lines(&[1]), line.into_bytes(), b"and a torn tail".to_vec()].concat();
        desk.replace(&bytes);
        assert_eq!(desk.read().0.len(), count);
        let error = desk.write(&[4]).unwrap_err();
        assert!(matches!(error, JournalError::Newer(found) if found == version), "{error}");
        assert_eq!(desk.bytes(), bytes, "also its tail is left to the later version");
    }
}

#[cfg(unix)]
#[test]
fn what_others_have_a_hand_in_is_not_opened() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let desk = Desk::with(&[1]);
    let elsewhere = desk.folder.join("elsewhere");
    let refused = |why: &str| match Journal::open(&desk.folder) {
        Err(error @ JournalError::Unsafe { .. }) => {
            assert!(error.to_string().contains(why) && error.to_string().contains("--dir"), "{error}");
        }
        other => panic!("{why}: {other:?}"),
    };
    fs::hard_link(desk.path(), &elsewhere).unwrap();
    refused("a second name (hard link)");
    fs::remove_file(desk.path()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, desk.path()).unwrap();
    refused("a symbolic link");
    fs::remove_file(desk.path()).unwrap();
    fs::create_dir(desk.path()).unwrap();
    refused("not a regular file");
    fs::remove_dir(desk.path()).unwrap();
    mknodat(CWD, desk.path(), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    refused("not a regular file");
}

#[test]
fn a_journal_that_is_gone_has_changed() {
    let desk = Desk::with(&[1]);
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.read_on().unwrap();
    fs::remove_file(desk.path()).unwrap();
    assert!(journal.changed());
    assert!(journal.read_on().unwrap_err().to_string().contains("journal.jsonl"));
}

#[test]
fn a_first_look_waits_for_nobody() {
    let desk = Desk::with(&[1, 2]);
    let journal = Journal::open(&desk.folder).unwrap();
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let begun = std::time::Instant::now();
    assert!(matches!(journal.newest(1 << 16), Err(JournalError::Busy { .. })));
    assert!(begun.elapsed() < DEADLINE / 2);
    drop(lock);
    assert!(journal.newest(1 << 16).is_ok());
}

#[test]
fn another_file_in_its_place_is_noticed_and_read_from_the_beginning() {
    let desk = Desk::with(&[1, 2]);
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.read_on().unwrap();
    let copy = desk.folder.join("copy");
    fs::write(&copy, lines(&[1, 2, 7])).unwrap();
    fs::rename(&copy, desk.path()).unwrap();
    assert!(journal.changed() || !cfg!(unix));
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let found = journal.catch_up(&lock).unwrap();
    assert_eq!((ids(&found), found.anew), (vec![1, 2, 7], true));
    journal.append(&records(&[8]), &lock).unwrap();
    assert_eq!(desk.bytes(), lines(&[1, 2, 7, 8]));
}

#[test]
fn a_file_that_was_rewritten_in_its_place_is_noticed_and_not_taken_for_torn() {
    let desk = Desk::with(&[1, 2]);
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.read_on().unwrap();
    let longer = lines(&[5, 6, 7]);
    for rewritten in [longer, lines(&[9])] {
        desk.replace(&rewritten);
        let lock = Lock::exclusive(&desk.folder, "test").unwrap();
        let found = journal.catch_up(&lock).unwrap();
        assert!(found.anew && found.torn.is_none());
        assert_eq!(desk.bytes(), rewritten);
    }
}

#[test]
fn a_record_that_went_into_a_file_no_longer_there_is_not_saved() {
    let desk = Desk::with(&[1]);
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.catch_up(&lock).unwrap();
    fs::remove_file(desk.path()).unwrap();
    let error = journal.append(&records(&[2]), &lock).unwrap_err();
    assert!(error.not_saved() && error.to_string().contains("moved or replaced"), "{error}");
    assert!(journal.catch_up(&lock).is_err());
    desk.replace(&lines(&[1]));
    assert_eq!(ids(&journal.catch_up(&lock).unwrap()), [1]);
    journal.append(&records(&[2]), &lock).unwrap();
    assert_eq!(desk.bytes(), lines(&[1, 2]));
}

#[test]
fn a_write_that_fails_leaves_the_journal_as_it_was() {
    let desk = Desk::with(&[1]);
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.catch_up(&lock).unwrap();
    // A file that was opened for reading takes no write and cannot be cut either: the worst of disks.
    journal.file = open(&desk.path(), Access::Read).unwrap();
    let error = journal.append(&records(&[2]), &lock).unwrap_err();
    assert!(matches!(error, JournalError::NotSaved { .. }), "nothing of it arrived: {error}");
    assert_eq!(desk.bytes(), lines(&[1]));
    journal.scan.end -= 1;
    let error = journal.append(&records(&[2]), &lock).unwrap_err();
    assert!(matches!(error, JournalError::Broken { .. }) && error.not_saved(), "it cannot be undone: {error}");
    let again = journal.append(&records(&[2]), &lock).unwrap_err();
    assert!(matches!(again, JournalError::Broken { .. }), "it is not tried again: {again}");
}

#[test]
fn where_only_reading_is_allowed_a_torn_tail_stays_and_writing_is_refused() {
    let desk = Desk::with(&[1]);
    desk.replace(&[lines(&[1]), b"torn".to_vec()].concat());
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let mut journal = Journal::of(&desk.folder, open_private(&desk.path(), Access::Read).unwrap(), false);
    let found = journal.catch_up(&lock).unwrap();
    assert_eq!((ids(&found), found.torn, journal.scanned().tail), (vec![1], None, 4));
    assert!(journal.append(&records(&[2]), &lock).unwrap_err().not_saved());
}

#[test]
fn one_line_too_long_keeps_all_the_others_of_its_batch_out() {
    let desk = Desk::with(&[1]);
    let lock = Lock::exclusive(&desk.folder, "test").unwrap();
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.catch_up(&lock).unwrap();
    let long = Record { by: "x".repeat(line::LONGEST).into(), ..record(3, vec![]) };
    let error = journal.append(&[record(2, vec![]), long], &lock).unwrap_err();
    assert!(matches!(error, JournalError::TooLong { .. }));
    assert!(error.to_string().contains("one entry holds at most 1048576"), "{error}");
    assert_eq!(desk.bytes(), lines(&[1]));
}

#[test]
fn after_a_rewind_everything_comes_again() {
    let desk = Desk::with(&[1, 2]);
    let mut journal = Journal::open(&desk.folder).unwrap();
    journal.read_on().unwrap();
    journal.rewind();
    assert_eq!(ids(&journal.read_on().unwrap()), [1, 2]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_journal_cannot_be_made_is_not_left_behind() {
    // A path holds at most 4095 bytes: the folder fits, the journal in it does not.
    let all = tempfile::tempdir().unwrap();
    let mut folder = all.path().to_owned();
    while folder.as_os_str().len() < 3_800 {
        folder.push("x".repeat(200));
    }
    folder.push("y".repeat(4_090 - folder.as_os_str().len() - 1));
    Journal::create(&folder).expect_err("the name is too long");
    assert!(folder.parent().unwrap().exists() && !folder.exists());
}
