//! Reading lines: which are whole, which are damaged, and where an unfinished tail begins.

use std::io::{self, BufRead};

use super::line::{self, LONGEST, VERSION};
use crate::incident::Record;

/// A line that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its number, from 1.
    pub line: usize,
    /// Where it begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub bytes: u64,
}

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
}

impl Scan {
    /// Nothing has been read.
    pub fn start() -> Scan {
        Scan { terminated: true, version: VERSION, ..Scan::default() }
    }

    /// Reads on from `self.end`, giving each record to `take`. Holds one line in memory at a time, and of a line that
    /// is longer than allowed no more than the allowed length.
    ///
    /// # Errors
    /// The reader's.
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
            if text.trim_ascii().is_empty() && terminated && bytes < LONGEST as u64 {
                if suspects.is_empty() {
                    self.end = offset;
                    self.terminated = true;
                }
                continue;
            }
            number += 1;
            match (bytes <= LONGEST as u64).then(|| line::decode(&text)).flatten() {
                Some((version, record)) => {
                    self.damaged.append(&mut suspects);
                    self.version = self.version.max(version);
                    self.end = offset;
                    self.lines = number;
                    self.terminated = terminated;
                    take(record);
                }
                None => suspects.push(Damage { line: number, offset: begins, bytes }),
            }
        }
        self.tail = offset - self.end;
        Ok(())
    }
}

/// Reads one line into `text` without its newline, no more than fits into a line; tells how many bytes it took and
/// whether it ended with a newline.
fn read_line(from: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<(u64, bool)> {
    let mut bytes = 0;
    loop {
        let buffer = match from.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok((bytes, false));
        }
        let newline = buffer.iter().position(|byte| *byte == b'\n');
        let content = &buffer[..newline.unwrap_or(buffer.len())];
        let room = (LONGEST + 1).saturating_sub(text.len());
        text.extend_from_slice(&content[..content.len().min(room)]);
        let took = content.len() + usize::from(newline.is_some());
        bytes += took as u64;
        from.consume(took);
        if newline.is_some() {
            return Ok((bytes, true));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing;

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
    fn an_endless_line_takes_little_memory() {
        let long = io::Read::take(io::repeat(b'x'), 64 << 20);
        let then = io::Cursor::new([b"\n".to_vec(), whole(1)].concat());
        let mut scan = Scan::start();
        let mut ids = 0;
        scan.read_on(io::BufReader::new(io::Read::chain(long, then)), |_| ids += 1).unwrap();
        assert_eq!((ids, scan.damaged.len(), scan.tail), (1, 1, 0));
    }
}
