//! A record as a line of bytes, and back.
//!
//! `{"c":"<crc32c>","v":1,…}`: the checksum (CRC-32C, RFC 3720 appendix B.4, eight lower-case hex digits) covers every
//! byte after its own comma, without the newline. A line is never longer than [`LONGEST`] bytes, newline included.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::JournalError;
use super::mutant::{self, Mutant};
use crate::incident::Event;
use crate::incident::record::{Kind, Record, Stamp, Time};

/// The version that this program writes.
pub const VERSION: u32 = 1;
/// The longest line, in bytes, with its newline.
pub const LONGEST: usize = 1 << 20;

/// The first version that this program does not know.
pub(super) const LATER: u32 = VERSION + 1;

/// How much of a line comes before what the checksum covers: the checksum, with which every line begins.
pub(super) const PREFIX: usize = r#"{"c":"01234567","#.len();

#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    id: Uuid,
    h: Stamp,
    at: Time,
    by: &'a str,
    #[serde(skip_serializing_if = "<[Uuid]>::is_empty")]
    over: &'a [Uuid],
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred: Option<Time>,
    kind: &'a RawValue,
}

#[derive(Deserialize)]
struct Read<'a, Kind> {
    v: u32,
    id: Uuid,
    h: Stamp,
    at: Time,
    #[serde(borrow)]
    by: Cow<'a, str>,
    #[serde(default)]
    over: Vec<Uuid>,
    #[serde(default)]
    occurred: Option<Time>,
    kind: Kind,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// The line for a record, newline included.
///
/// # Errors
/// [`JournalError::TooLong`] for more than [`LONGEST`] bytes.
pub fn encode(record: &Record) -> Result<Vec<u8>, JournalError> {
    let raw = match &record.kind {
        Kind::Known(event) => serde_json::value::to_raw_value(event),
        Kind::Unknown(raw) => RawValue::from_string(raw.to_string()),
    };
    let Record { id, h, at, by, over, occurred, .. } = record;
    let written = raw.and_then(|raw| {
        serde_json::to_vec(&Written { v: VERSION, id: *id, h: *h, at: *at, by, over, occurred: *occurred, kind: &raw })
    });
    let body = match &written {
        Ok(bytes) => &bytes[1..],
        Err(error) => unreachable!("events are plain data with string keys, which JSON can always hold: {error}"),
    };
    let mut line = Vec::with_capacity(PREFIX + body.len() + 1);
    line.extend_from_slice(format!(r#"{{"c":"{:08x}","#, crc32c::crc32c(body)).as_bytes());
    line.extend_from_slice(body);
    line.push(b'\n');
    if line.len() > LONGEST { Err(JournalError::TooLong { bytes: line.len() }) } else { Ok(line) }
}

/// Why a line gives no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not what was written: cut short, or changed since.
    Damaged,
    /// It is as it was written, by the version given (0 if it gives none), but in a shape that this one does not know.
    Foreign(u32),
}

/// The record of a line without its newline, and the version that wrote it.
///
/// # Errors
/// An [`Unread`] for anything but a whole line with the right checksum and a shape that is known here.
pub fn decode(line: &[u8]) -> Result<(u32, Record), Unread> {
    if !is_whole(line) {
        return Err(Unread::Damaged);
    }
    if let Ok(read) = serde_json::from_slice::<Read<'_, Event>>(line) {
        return Ok(read.record(Kind::Known));
    }
    match serde_json::from_slice::<Read<'_, &RawValue>>(line) {
        Ok(read) => Ok(read.record(|raw| Kind::Unknown(raw.get().into()))),
        Err(_) => Err(Unread::Foreign(serde_json::from_slice(line).map_or(0, |Version { v }| v))),
    }
}

impl<K> Read<'_, K> {
    fn record(self, kind: impl FnOnce(K) -> Kind) -> (u32, Record) {
        let Read { v, id, h, at, by, over, occurred, .. } = self;
        (v, Record { id, h, at, by: by.into(), over, occurred, kind: kind(self.kind) })
    }
}

/// The version that wrote a line; `None` if it is not what was written.
pub(super) fn version(line: &[u8]) -> Option<u32> {
    match decode(line) {
        Ok((version, _)) | Err(Unread::Foreign(version @ LATER..)) => Some(version),
        Err(_) => None,
    }
}

/// What every line begins with, and no text in it holds: there a quote has a backslash before it.
const BEGINNING: &[u8] = br#"{"c":""#;

/// The whole lines within a damaged one: before or behind them stands what an editor adds (a byte order mark, a carriage
/// return, blanks), zeros that a crash left, or an unfinished line that did not get its newline. Their checksums vouch
/// for them.
pub(super) fn within(line: &[u8]) -> Vec<(u32, &[u8])> {
    let mut starts: Vec<usize> = (0..line.len()).filter(|start| line[*start..].starts_with(BEGINNING)).collect();
    let trimmed = |piece: &'_ [u8]| piece.iter().rposition(|byte| !byte.is_ascii_whitespace() && *byte != 0);
    let whole = |from: usize, to: usize| {
        let piece = &line[from..to];
        let piece = &piece[..=trimmed(piece)?];
        version(piece).map(|version| (version, piece))
    };
    // A kind of the future may hold the same beginning within.
    if let Some(only) = starts.first().and_then(|first| whole(*first, line.len())) {
        return vec![only];
    }
    starts.push(line.len());
    starts.windows(2).filter_map(|between| whole(between[0], between[1])).collect()
}

fn is_whole(line: &[u8]) -> bool {
    let Some((prefix, body)) = line.split_at_checked(PREFIX).filter(|_| line.len() < LONGEST) else { return false };
    prefix == format!(r#"{{"c":"{:08x}","#, crc32c::crc32c(body)).as_bytes() || mutant::is(Mutant::ChecksumIgnored)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::incident::timeline::{EntryKind, Event};

    fn logged(text: &str, by: &str) -> Record {
        Record {
            id: Uuid::from_u128(7),
            h: Stamp { ms: 1_790_000_000_000, n: 3 },
            at: chrono::DateTime::from_timestamp_millis(1_790_000_000_123).unwrap(),
            by: by.into(),
            occurred: chrono::DateTime::from_timestamp_millis(1_780_000_000_000),
            over: vec![Uuid::from_u128(5)],
            kind: Kind::Known(
                Event::Logged { kind: EntryKind::Note, text: text.into(), key: true, detail: None }.into(),
            ),
        }
    }

    #[test]
    fn the_line_is_as_documented() {
        let line = encode(&logged("rolled back", "ana")).unwrap();
        insta::assert_snapshot!(String::from_utf8(line).unwrap().trim_end(), @r#"{"c":"b1f57300","v":1,"id":"00000000-0000-0000-0000-000000000007","h":[1790000000000,3],"at":"2026-09-21T14:13:20.123Z","by":"ana","over":["00000000-0000-0000-0000-000000000005"],"occurred":"2026-05-28T20:26:40Z","kind":{"entry":{"logged":{"kind":"note","text":"rolled back","key":true}}}}"#);
    }

    #[test]
    fn a_kind_of_the_future_is_kept_as_it_is() {
        let raw: std::sync::Arc<str> = r#"{"hologram":{"projected":{"depth":[1,2,{"x":null}]}}}"#.into();
        let record = Record { kind: Kind::Unknown(raw), ..logged("", "bo") };
        let line = encode(&record).unwrap();
        assert_eq!(decode(line.trim_ascii_end()), Ok((VERSION, record)));
    }

    #[test]
    fn a_shape_of_the_future_is_not_taken_for_damage() {
        let sealed = |body: &str| format!(r#"{{"c":"{:08x}",{body}"#, crc32c::crc32c(body.as_bytes()));
        assert_eq!(decode(sealed(r#""v":2,"who":"ana","what":[]}"#).as_bytes()), Err(Unread::Foreign(2)));
        assert_eq!(decode(sealed("and nonsense").as_bytes()), Err(Unread::Foreign(0)));
        let newer = String::from_utf8(encode(&logged("rolled back", "ana")).unwrap()).unwrap();
        let (_, body) = newer.trim_end().split_at(PREFIX);
        let newer = sealed(&body.replace(r#""v":1"#, r#""v":7,"mood":"calm""#));
        assert_eq!(decode(newer.as_bytes()), Ok((7, logged("rolled back", "ana"))));
    }

    #[test]
    fn too_long_is_refused() {
        let longest = LONGEST - encode(&logged("", "a")).unwrap().len();
        assert!(encode(&logged(&"x".repeat(longest), "a")).is_ok());
        assert!(matches!(
            encode(&logged(&"x".repeat(longest + 1), "a")),
            Err(JournalError::TooLong { bytes }) if bytes == LONGEST + 1
        ));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text: String, by: String) {
            let record = logged(&text, &by);
            let line = encode(&record).unwrap();
            let (last, rest) = line.split_last().unwrap();
            prop_assert_eq!(*last, b'\n');
            prop_assert!(!rest.contains(&b'\n'));
            prop_assert_eq!(decode(rest), Ok((VERSION, record)));
        }

        #[test]
        fn a_changed_byte_is_noticed(text in ".{0,40}", place: prop::sample::Index, to: u8) {
            let mut line = encode(&logged(&text, "ana")).unwrap();
            line.pop();
            let place = place.index(line.len());
            prop_assume!(line[place] != to);
            line[place] = to;
            prop_assert_eq!(decode(&line), Err(Unread::Damaged));
        }

        #[test]
        fn any_bytes_are_safe_to_read(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&bytes), Err(Unread::Damaged));
        }
    }
}
