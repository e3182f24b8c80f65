//! Reading lines: which are whole, which are damaged, and where an unfinished tail begins.

use std::io::{self, BufRead, Read};

use super::damage::Damage;
use super::line::{self, LATER, LONGEST, PREFIX, Unread, VERSION};
use crate::incident::Record;

/// How far a journal has been read and what was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The end of the last whole line, in bytes: everything before it has been read.
    pub end: u64,
    /// How many lines there are up to there.
    pub lines: usize,
    /// Whether the last whole line has its newline.
    pub terminated: bool,
    /// Bytes after `end` that are no whole line: what a crash left behind, or a write in progress.
    pub tail: u64,
    /// Damaged lines with a whole one behind them.
    pub damaged: Vec<Damage>,
    /// The newest version that wrote here.
    pub version: u32,
    last: Option<LineStart>,
}

/// Where a line begins, and with which checksum: enough to know it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineStart {
    pub offset: u64,
    pub prefix: [u8; PREFIX],
}

impl Scan {
    /// Nothing has been read.
    pub fn start() -> Scan {
        Scan { terminated: true, version: VERSION, ..Scan::default() }
    }

    /// Reads on from `self.end`, giving each record to `take`. Holds one line in memory at a time, and of one that is too
    /// long hardly more than twice what is allowed.
    ///
    /// # Errors
    /// The reader's; `self` is then where the last whole line before the failure ends.
    pub fn read_on(&mut self, mut from: impl BufRead, mut take: impl FnMut(Record)) -> io::Result<()> {
        let mut offset = self.end;
        let mut number = self.lines;
        let mut suspects: Vec<Damage> = Vec::new();
        let mut text = Vec::with_capacity(1024);
        self.tail = 0;
        loop {
            text.clear();
            let (bytes, terminated) = read_line(&mut from, &mut text)?;
            if bytes == 0 {
                break;
            }
            let begins = offset;
            offset += bytes;
            if terminated && text.trim_ascii().is_empty() {
                if suspects.is_empty() {
                    self.end = offset;
                    self.terminated = true;
                }
                continue;
            }
            number += 1;
            let read = line::decode(&text);
            if !matches!(read, Ok(_) | Err(Unread::Foreign(LATER..))) {
                let sealed = matches!(read, Err(Unread::Foreign(_)));
                Damage { line: number, lines: 1, offset: begins, bytes, sealed }.join(&mut suspects);
            }
            let version = match &read {
                Ok((version, _)) | Err(Unread::Foreign(version)) => Some(*version),
                // What an editor saved is no write that a crash cut short: it must not be taken for a tail.
                Err(Unread::Damaged) => line::within(&text).into_iter().map(|(version, _)| version).max(),
            };
            let Some(version) = version else { continue };
            suspects.drain(..).for_each(|one| one.join(&mut self.damaged));
            self.version = self.version.max(version);
            self.last = LineStart::of(begins, &text);
            self.end = offset;
            self.lines = number;
            self.terminated = terminated;
            if let Ok((_, record)) = read {
                take(record);
            }
        }
        self.tail = offset - self.end;
        Ok(())
    }

    /// Notes lines that were just written at the end: how many, how long they are together, and the last of them.
    pub(super) fn wrote(&mut self, lines: usize, bytes: usize, last: &[u8]) {
        self.end += bytes as u64;
        self.lines += lines;
        self.terminated = true;
        self.last = LineStart::of(self.end - last.len() as u64, last);
    }

    /// How the last line begins that was read or written.
    pub(super) fn last(&self) -> Option<LineStart> {
        self.last
    }
}

impl LineStart {
    fn of(offset: u64, line: &[u8]) -> Option<LineStart> {
        Some(LineStart { offset, prefix: *line.first_chunk()? })
    }
}

/// How long a line may be and still be looked into: there may be an unfinished line before a whole one, and a little that
/// an editor adds.
const HELD: usize = 2 * LONGEST + 64;

/// Reads one line into `text` without its newline; tells how many bytes it took and whether it ended with a newline.
/// A line that is too long to hold one of ours is passed over and leaves `text` empty.
pub(super) fn read_line(from: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<(u64, bool)> {
    let mut bytes = from.by_ref().take(HELD as u64).read_until(b'\n', text)?;
    let terminated = text.pop_if(|last| *last == b'\n').is_some();
    if bytes == HELD && !terminated {
        text.clear();
        bytes += from.skip_until(b'\n')?;
    }
    Ok((bytes as u64, terminated))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::incident::timeline::{EntryKind, Event};
    use crate::incident::{Kind, testing};

    fn whole(n: u32) -> Vec<u8> {
        line::encode(&testing::record(n, vec![])).unwrap()
    }

    fn read(bytes: &[u8]) -> (Vec<u128>, Scan) {
        let mut scan = Scan::start();
        let mut ids = Vec::new();
        scan.read_on(bytes, |record| ids.push(record.id.as_u128())).unwrap();
        (ids, scan)
    }

    #[test]
    fn a_cut_at_any_byte_keeps_every_whole_line() {
        let lines = [whole(1), whole(2), whole(3)];
        let all = lines.concat();
        let ends: Vec<usize> = lines
            .iter()
            .scan(0, |end, line| {
                Some({
                    *end += line.len();
                    *end
                })
            })
            .collect();
        for cut in 0..=all.len() {
            let (ids, scan) = read(&all[..cut]);
            let expected = ends.iter().filter(|end| cut + 1 >= **end).count();
            assert_eq!(ids.len(), expected, "cut at {cut}");
            assert!(scan.damaged.is_empty());
            assert_eq!(scan.end + scan.tail, cut as u64);
        }
    }

    #[test]
    fn a_bad_line_with_a_good_one_behind_it_is_damage_and_not_a_tail() {
        let bad = b"{\"c\":\"00000000\",\"v\":1}\n".to_vec();
        let (ids, scan) = read(&[whole(1), bad.clone(), whole(2), bad.clone()].concat());
        assert_eq!(ids, [1, 2]);
        assert_eq!(scan.damaged.len(), 1);
        assert_eq!((scan.damaged[0].line, scan.damaged[0].bytes), (2, bad.len() as u64));
        assert_eq!(scan.tail, bad.len() as u64, "a newline does not make the last line whole");
    }

    #[test]
    fn a_line_without_newline_and_blank_lines_are_no_damage() {
        let mut unfinished = whole(1);
        unfinished.pop();
        let (ids, mut scan) = read(&unfinished);
        assert_eq!((ids.len(), scan.terminated, scan.tail), (1, false, 0));
        let mut more = Vec::new();
        scan.read_on(&[b"\n\n".to_vec(), whole(2)].concat()[..], |record| more.push(record)).unwrap();
        assert_eq!((more.len(), scan.damaged.len(), scan.lines), (1, 0, 2));
    }

    #[test]
    fn a_line_of_the_future_is_whole_also_when_it_says_nothing_here() {
        let body = r#""v":2,"who":"ana"}"#;
        let newer = format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes())).into_bytes();
        let (ids, scan) = read(&[whole(1), newer.clone()].concat());
        assert_eq!((ids.len(), scan.version, scan.tail, scan.damaged.len()), (1, 2, 0, 0));
    }

    #[test]
    fn a_line_that_is_whole_but_senseless_is_damage_and_never_a_tail() {
        let body = "and nonsense";
        let odd = format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes())).into_bytes();
        let (ids, scan) = read(&[whole(1), odd].concat());
        assert_eq!((ids.len(), scan.version, scan.tail, scan.damaged.len()), (1, VERSION, 0, 1));
        assert!(scan.damaged[0].sealed, "its checksum is right");
    }

    #[test]
    fn a_line_that_an_editor_changed_is_damage_and_never_a_tail() {
        let windows = |line: Vec<u8>| [line.trim_ascii_end(), b"\r\n"].concat();
        let (ids, scan) = read(&[whole(1), windows(whole(2)), windows(whole(3))].concat());
        assert_eq!((ids, scan.tail, Damage::count(&scan.damaged), scan.lines), (vec![1], 0, 2, 3));
        let body = r#""v":2,"who":"ana"}"#;
        let newer = format!("{{\"c\":\"{:08x}\",{body}\r\n", crc32c::crc32c(body.as_bytes()));
        assert_eq!(read(newer.as_bytes()).1.version, 2, "it is left to the later version all the same");
    }

    /// The first record as a line of this length, newline included.
    fn as_long_as(bytes: usize) -> Vec<u8> {
        let record = |extra: usize| {
            let text = "x".repeat(extra);
            let kind = Event::Logged { kind: EntryKind::Note, text: text.into(), key: false, detail: None }.into();
            Record { kind: Kind::Known(kind), ..testing::record(1, vec![]) }
        };
        line::encode(&record(bytes - line::encode(&record(0)).unwrap().len())).unwrap()
    }

    #[test]
    fn the_longest_line_is_damage_and_no_tail_where_something_stands_around_it() {
        let longest = as_long_as(LONGEST);
        let windows = [longest.trim_ascii_end(), b"\r\n"].concat();
        let behind_a_half = [&longest[..LONGEST - 2], &longest].concat();
        for changed in [windows, behind_a_half] {
            let (ids, scan) = read(&[whole(2), changed].concat());
            assert_eq!((ids, scan.damaged.len(), scan.tail), (vec![2], 1, 0));
        }
    }

    #[test]
    fn the_longest_line_is_read_and_a_longer_one_is_not() {
        let longest = as_long_as(LONGEST);
        assert_eq!(longest.len(), LONGEST);
        let (ids, scan) = read(&[longest.clone(), whole(2)].concat());
        assert_eq!((ids.len(), scan.damaged.len(), scan.tail), (2, 0, 0));
        let body = [&longest[PREFIX..LONGEST - 2], b" }"].concat();
        let longer = [format!("{{\"c\":\"{:08x}\",", crc32c::crc32c(&body)).as_bytes(), &body, b"\n"].concat();
        let (ids, scan) = read(&[longer, whole(2)].concat());
        assert_eq!((ids, scan.damaged.len(), scan.tail), (vec![2], 1, 0), "its checksum is right");
        let (ids, scan) = read(&[vec![b'x'], longest, whole(2)].concat());
        assert_eq!((ids.len(), scan.damaged.len(), scan.tail), (1, 1, 0));
    }

    #[test]
    fn an_endless_line_takes_little_memory() {
        let long = io::Read::take(io::repeat(b'x'), 64 << 20);
        let then = io::Cursor::new([b"\n".to_vec(), whole(1)].concat());
        let mut scan = Scan::start();
        let mut ids = 0;
        scan.read_on(io::BufReader::new(io::Read::chain(long, then)), |_| ids += 1).unwrap();
        assert_eq!((ids, scan.damaged.len(), scan.tail), (1, 1, 0));
    }

    #[test]
    fn neighbouring_damaged_lines_are_kept_as_one() {
        let bad = b"x\n".repeat(100_000);
        let (ids, scan) = read(&[whole(1), bad.clone(), whole(2)].concat());
        let all =
            Damage { line: 2, lines: 100_000, offset: whole(1).len() as u64, bytes: bad.len() as u64, sealed: false };
        assert_eq!((ids.len(), scan.lines, scan.damaged), (2, 100_002, vec![all]));
    }

    proptest! {
        #[test]
        fn one_changed_byte_costs_no_more_than_the_lines_it_touches(
            count in 1..6_u32, place: prop::sample::Index, to: u8
        ) {
            let mut bytes: Vec<u8> = (1..=count).flat_map(whole).collect();
            let place = place.index(bytes.len());
            bytes[place] = to;
            let (ids, scan) = read(&bytes);
            prop_assert!(ids.len() + 2 >= count as usize);
            prop_assert_eq!(scan.end + scan.tail, bytes.len() as u64);
        }

        #[test]
        fn reading_on_finds_the_same_as_reading_at_once(
            parts in prop::collection::vec(prop_oneof![(1..9_u32).prop_map(whole), Just(b"damaged\n".to_vec()), Just(b"\n".to_vec())], 0..8),
            place: prop::sample::Index,
        ) {
            let bytes = parts.concat();
            let (ids, at_once) = read(&bytes);
            let (mut found, mut scan) = read(&bytes[..place.index(bytes.len() + 1)]);
            scan.read_on(&bytes[scan.end as usize..], |record| found.push(record.id.as_u128())).unwrap();
            prop_assert_eq!((found, scan), (ids, at_once));
        }
    }
}
