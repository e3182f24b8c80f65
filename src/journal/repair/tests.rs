use std::io::Read;

use proptest::prelude::*;

use super::super::Journal;
use super::super::line::encode;
use super::*;
use crate::incident::testing;

fn whole(n: u32) -> Vec<u8> {
    encode(&testing::record(n, vec![])).unwrap()
}

/// A whole line of a later version, or of this one, in a shape that is not known here.
fn sealed(body: &str) -> Vec<u8> {
    format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes())).into_bytes()
}

fn salvaged(bytes: &[u8]) -> (Vec<u8>, Salvage) {
    let mut into = Vec::new();
    let salvage = salvage(bytes, &mut into).unwrap();
    (into, salvage)
}

fn read(bytes: &[u8]) -> (Vec<u128>, Scan) {
    let (mut scan, mut ids) = (Scan::start(), Vec::new());
    scan.read_on(bytes, |record| ids.push(record.id.as_u128())).unwrap();
    (ids, scan)
}

/// An incident's folder with these bytes as its journal.
fn desk(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let all = tempfile::tempdir().unwrap();
    let folder = all.path().join("incident");
    Journal::create(&folder).unwrap();
    fs::write(folder.join(JOURNAL), bytes).unwrap();
    (all, folder)
}

fn repaired(folder: &Path) -> Result<Option<Repair>, JournalError> {
    repair(folder, &Lock::exclusive(folder, "test").unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn whole_lines_stay_as_they_are_and_damaged_ones_are_left_out() {
    let unknown = sealed(&format!(
        r#""v":1,{},"kind":{{"hologram":{{"c":"x"}}}}}}"#,
        r#""id":"00000000-0000-0000-0000-000000000009","h":[1,0],"at":"2026-11-21T03:12:00Z","by":"ana""#
    ));
    let bytes = [whole(1), b"damaged\n".to_vec(), unknown.clone(), whole(2), b"{\"c\":\"0123".to_vec()].concat();
    let (sound, salvage) = salvaged(&bytes);
    assert_eq!(sound, [whole(1), unknown, whole(2)].concat());
    assert_eq!((salvage.lines, salvage.mended.len()), (3, 0));
    let offset = whole(1).len() as u64;
    assert_eq!(salvage.left_out[0], Damage { line: 2, lines: 1, offset, bytes: 8, sealed: false });
    assert_eq!((salvage.left_out[1].line, salvage.left_out[1].bytes), (5, 10));
}

#[test]
fn what_an_editor_or_a_crash_put_around_a_line_is_taken_off() {
    let end = |line: Vec<u8>, with: &[u8]| [line.strip_suffix(b"\n").unwrap(), with].concat();
    let mark_of_byte_order = b"\xef\xbb\xbf".to_vec();
    for (name, bytes) in [
        ("CRLF", [end(whole(1), b"\r\n"), end(whole(2), b"\r\n"), end(whole(3), b"\r\n")].concat()),
        ("blanks", [end(whole(1), b"  \t\n"), b"  ".to_vec(), whole(2), whole(3)].concat()),
        ("a byte order mark", [mark_of_byte_order, whole(1), whole(2), whole(3)].concat()),
        ("zeros before", [whole(1), vec![0; 4096], whole(2), whole(3)].concat()),
        ("zeros behind", [whole(1), whole(2), end(whole(3), &[0; 64])].concat()),
        ("no newline between", [end(whole(1), b""), whole(2), whole(3)].concat()),
        ("half a line before", [whole(1), whole(9)[..50].to_vec(), whole(2), whole(3)].concat()),
        ("half a line behind", [whole(1), whole(2), end(whole(3), &whole(9)[..50])].concat()),
        ("carriage returns only", [end(whole(1), b"\r"), end(whole(2), b"\r"), end(whole(3), b"\r")].concat()),
    ] {
        let (sound, salvage) = salvaged(&bytes);
        assert_eq!(sound, [whole(1), whole(2), whole(3)].concat(), "{name}");
        assert!(!salvage.mended.is_empty() && salvage.left_out.is_empty(), "{name}: {salvage:?}");
    }
}

#[test]
fn a_kind_of_the_future_is_mended_too_whatever_it_holds() {
    let body = r#""v":1,"id":"00000000-0000-0000-0000-000000000009","h":[1,0],"at":"2026-11-21T03:12:00Z","by":"ana","kind":{"hologram":[{"c":"01234567"},{"c":"x"}]}}"#;
    let line = sealed(body);
    let (sound, salvage) = salvaged(&[line.trim_ascii_end(), b"\r\n"].concat());
    assert_eq!((sound, salvage.mended.len()), (line, 1));
}

#[test]
fn the_old_journal_is_kept_beside_the_new_one() {
    let damaged = [whole(1), b"damaged\n".to_vec(), whole(2), b"torn".to_vec()].concat();
    let (_all, folder) = desk(&damaged);
    let mut open_meanwhile = Journal::open(&folder).unwrap();
    assert_eq!(open_meanwhile.read_on().unwrap().records.len(), 2);
    let repair = repaired(&folder).unwrap().expect("something to repair");
    assert_eq!(repair.old, folder.join("damaged-1.jsonl"));
    assert_eq!(fs::read(&repair.old).unwrap(), damaged);
    assert_eq!(fs::read(folder.join(JOURNAL)).unwrap(), [whole(1), whole(2)].concat());
    assert_eq!(names(&folder), ["damaged-1.jsonl", JOURNAL, "lock"]);
    let found = open_meanwhile.read_on().unwrap();
    assert!((found.anew || !cfg!(unix)) && open_meanwhile.damaged().is_empty());
    // Once more: the second copy does not replace the first.
    fs::write(folder.join(JOURNAL), [whole(1), b"again".to_vec()].concat()).unwrap();
    assert_eq!(repaired(&folder).unwrap().unwrap().old, folder.join("damaged-2.jsonl"));
    assert_eq!(fs::read(folder.join("damaged-1.jsonl")).unwrap(), damaged);
}

#[cfg(unix)]
#[test]
fn new_and_old_journal_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_all, folder) = desk(&[whole(1), b"torn".to_vec()].concat());
    repaired(&folder).unwrap();
    for name in names(&folder) {
        assert_eq!(fs::metadata(folder.join(&name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn where_nothing_is_damaged_nothing_is_touched() {
    for bytes in
        [vec![], whole(1), whole(1).strip_suffix(b"\n").unwrap().to_vec(), [whole(1), b"\n\n".to_vec()].concat()]
    {
        let (_all, folder) = desk(&bytes);
        let before = fs::metadata(folder.join(JOURNAL)).unwrap().modified().unwrap();
        assert_eq!(repaired(&folder).unwrap(), None);
        assert_eq!(names(&folder), [JOURNAL, "lock"]);
        assert_eq!(fs::read(folder.join(JOURNAL)).unwrap(), bytes);
        assert_eq!(fs::metadata(folder.join(JOURNAL)).unwrap().modified().unwrap(), before);
    }
}

#[test]
fn a_later_versions_journal_is_left_to_it() {
    let newer = sealed(r#""v":2,"who":"ana"}"#);
    let saved_by_an_editor = [newer.trim_ascii_end(), b"\r\n"].concat();
    for line in [newer, saved_by_an_editor] {
        let bytes = [whole(1), b"damaged\n".to_vec(), line].concat();
        let (_all, folder) = desk(&bytes);
        assert!(matches!(repaired(&folder), Err(JournalError::Newer(2))));
        assert_eq!(fs::read(folder.join(JOURNAL)).unwrap(), bytes);
        assert_eq!(names(&folder), [JOURNAL, "lock"]);
    }
}

#[test]
fn what_is_longer_than_a_line_may_be_is_left_out_in_little_memory() {
    let long = io::repeat(b'x').take(64 << 20);
    let from = BufReader::new(Read::chain(long, io::Cursor::new([b"\n".to_vec(), whole(1)].concat())));
    let mut into = Vec::new();
    let salvage = salvage(from, &mut into).unwrap();
    assert_eq!((into, salvage.left_out.len()), (whole(1), 1));
}

/// One way in which a journal comes to harm.
#[derive(Clone, Debug)]
enum Harm {
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Hole(prop::sample::Index, usize),
    Put(prop::sample::Index, Vec<u8>),
    Twice(prop::sample::Index),
    Windows,
}

impl Harm {
    fn done_to(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        let at = |place: &prop::sample::Index| place.index(bytes.len() + 1);
        match self {
            Harm::Byte(place, to) => {
                let at = at(place);
                bytes.get_mut(at).into_iter().for_each(|byte| *byte = *to);
            }
            Harm::Cut(place) => bytes.truncate(at(place)),
            Harm::Hole(place, size) => {
                let at = at(place);
                let end = (at + size).min(bytes.len());
                bytes.drain(at..end);
            }
            Harm::Put(place, what) => {
                let at = at(place);
                bytes.splice(at..at, what.iter().copied());
            }
            Harm::Twice(place) => {
                let copy = bytes[at(place)..].to_vec();
                bytes.extend(copy);
            }
            Harm::Windows => bytes = bytes.split_inclusive(|byte| *byte == b'\n').flat_map(Harm::to_windows).collect(),
        }
        bytes
    }

    fn to_windows(line: &[u8]) -> Vec<u8> {
        match line.strip_suffix(b"\n") {
            Some(text) => [text, b"\r\n"].concat(),
            None => line.to_vec(),
        }
    }
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(place, to)| Harm::Byte(place, to)),
        any::<prop::sample::Index>().prop_map(Harm::Cut),
        (any::<prop::sample::Index>(), 1..400_usize).prop_map(|(place, size)| Harm::Hole(place, size)),
        (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 1..40))
            .prop_map(|(place, what)| Harm::Put(place, what)),
        any::<prop::sample::Index>().prop_map(Harm::Twice),
        Just(Harm::Windows),
    ]
}

proptest! {
    #[test]
    fn whatever_came_to_harm_every_line_that_could_be_read_stays_and_the_rest_is_sound(
        count in 0..6_u32, harms in prop::collection::vec(harm(), 0..5)
    ) {
        let bytes = harms.iter().fold((1..=count).flat_map(whole).collect(), |bytes, harm| harm.done_to(bytes));
        let (before, _) = read(&bytes);
        let (sound, salvage) = salvaged(&bytes);
        let (after, scan) = read(&sound);
        prop_assert_eq!((scan.damaged.len(), scan.tail, scan.lines), (0, 0, salvage.lines));
        let mut rest = after.iter();
        prop_assert!(before.iter().all(|id| rest.any(|kept| kept == id)), "{:?} in {:?}", before, after);
        prop_assert!(after.iter().all(|id| (1..=u128::from(count)).contains(id)), "invented: {:?}", after);
        prop_assert_eq!(salvaged(&sound), (sound.clone(), Salvage { lines: scan.lines, ..salvaged(&[]).1 }));
    }

    #[test]
    fn any_bytes_are_safe_to_repair(bytes: Vec<u8>) {
        let (sound, salvage) = salvaged(&bytes);
        prop_assert!(sound.is_empty() && salvage.lines == 0);
    }
}
