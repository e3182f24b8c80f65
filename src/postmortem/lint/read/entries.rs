//! The entries of a timeline: how one begins, and which day it is of.

use std::mem;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use regex::Regex;

use super::blocks::Kind;
use super::calendar::Calendar;
use super::passages::Passage;
use super::{clock, date, zone};
use crate::postmortem::lint::finding::Place;
use crate::postmortem::lint::report::{Entry, Part};

#[cfg(test)]
mod tests;

/// How far, in bytes, the beginning of an entry may reach.
const REACH: usize = 100;
/// How far back, in hours, the time goes where a new day begins.
const NIGHT: u32 = 6;

/// How many passages ahead it is looked whether a day is a heading of entries.
const LOOK: usize = 60;

/// A time left open: `HH:mm`, `14:??`, `[???]`, `2022-05-??`, or one told from an unknown start, `T+1h`.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:[Hh]{2}:[Mm]{2}(?::[Ss]{2})?|[Xx]{2}:[Xx]{2}|\d{1,2}:(?:\?\?|[Xx]{2})|\?\?:\?\?|\?{2,3}|T\s?[+-]\s?\d{1,4}\s?(?:h|m|min|s|d|hours?|minutes?)?\b|\d{4}(?:/\d{2})?-(?:\d{2}|\?\?)-\?\?)";
    Regex::new(pattern).expect("a valid pattern")
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s,|/()\[\]*_~≈–—-]*(?:T(?:[0-2])|(?:to|until|till|at|around|about|approx\.?|approximately)\b[\s,|/()\[\]*_~≈–—-]*)?").expect("a valid pattern")
});
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:[^\w~≈?]*(?:at|on|around|about|approximately|approx\.?|circa)\s+)?[^\w?]*")
        .expect("a valid pattern")
});
static SECONDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s?[-–](\d{2})(?:\W|$)").expect("a valid pattern"));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z][A-Za-z ]{2,40}[A-Za-z]\W{0,4}\s").expect("a valid pattern"));
static FOR_ALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:unless otherwise|all (?:events|times|entries)|everything)\b").expect("a valid pattern")
});

/// How an entry begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Begin {
    /// The days beside it; two for a range.
    pub days: Vec<date::Found>,
    /// The times; two for a range.
    pub clocks: Vec<clock::Found>,
    /// The last second of `16:05:57-58`.
    pub last_second: Option<u32>,
    /// Whether the time, or a part of the date, was left open.
    pub open: bool,
    /// Whether a part of the date was left open.
    pub open_day: bool,
    /// Whether it is about then.
    pub about: bool,
    /// What of the text says so.
    pub raw: Range<usize>,
    /// Where the rest begins.
    pub rest: usize,
}

impl Begin {
    /// Whether it has a time, or a place for one.
    pub(super) fn timed(&self) -> bool {
        !self.clocks.is_empty() || self.open
    }
}

/// How a text begins as an entry of a timeline; nothing if it begins otherwise.
pub(super) fn begin(text: &str) -> Option<Begin> {
    let near = (0..=text.len().min(REACH)).rev().find(|end| text.is_char_boundary(*end))?;
    let lead = LEAD.find(&text[..near]).map_or(0, |lead| lead.end());
    let end = (lead..=text.len().min(lead + REACH)).rev().find(|end| text.is_char_boundary(*end))?;
    let (head, from) = (&text[..end], lead);
    let mut begin = Begin {
        days: Vec::new(),
        clocks: Vec::new(),
        last_second: None,
        open: false,
        open_day: false,
        about: is_about(&text[..lead]),
        raw: from..from,
        rest: from,
    };
    let mut at = from;
    while let Some(next) = begin.step(head, at) {
        // A bracket that was opened is closed: `[2024-05-06] 14:25`, `14:25 (UTC)`.
        let closes = head[next..].starts_with([')', ']']);
        let outside = closes && !head[begin.raw.start..next].contains(['(', '[']);
        if outside && head[..begin.raw.start].ends_with(['(', '[']) {
            begin.raw.start -= 1;
        }
        let next = next + usize::from(closes && head[begin.raw.start..next].contains(['(', '[']));
        begin.raw.end = next;
        at = next
            + BETWEEN.find(&head[next..]).map_or(0, |between| between.as_str().trim_end_matches(['0', '1', '2']).len());
    }
    if begin.days.is_empty() && !begin.timed() {
        return None;
    }
    let rest = text[begin.raw.end..]
        .trim_start_matches(|c: char| !c.is_alphanumeric() && c != super::blocks::BLANK && c != '@' && c != '#');
    begin.rest = text.len() - rest.len();
    Some(begin)
}

/// Whether what stands before a time says that it is about then: `~`, `around`, but not `at`.
fn is_about(lead: &str) -> bool {
    let word = lead.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    lead.contains(['~', '≈']) || !matches!(word.as_str(), "" | "at" | "on")
}

impl Begin {
    /// Takes the next date, time or zone at this place and returns where it ends.
    fn step(&mut self, head: &str, at: usize) -> Option<usize> {
        let rest = &head[at..];
        if let Some(mut found) = date::find(rest).into_iter().next().filter(|found| found.range.start == 0) {
            let end = at + found.range.end;
            found.range = at..end;
            (self.days.len() < 2).then(|| self.days.push(found))?;
            return Some(end);
        }
        if let Some(mut found) = clock::find(rest, true).into_iter().next().filter(|found| found.range.start == 0) {
            let end = at + found.range.end;
            found.range = at..end;
            let ranged = self.clocks.last().is_none_or(|last| is_range(&head[last.range.end..at]));
            (self.clocks.len() < 2 && ranged).then(|| self.clocks.push(found))?;
            return Some(match SECONDS.captures(&head[end..]) {
                Some(last) if head[at..end].len() == 8 && self.clocks.len() == 1 => {
                    self.last_second = last[1].parse().ok();
                    end + 3
                }
                _ => end,
            });
        }
        if let Some(found) = OPEN.find(rest) {
            self.open = true;
            let day = found.as_str().starts_with(|c: char| c.is_ascii_digit()) && found.as_str().contains('-');
            self.open_day |= day || found.as_str().starts_with('T');
            return Some(at + found.end());
        }
        let seen = !self.clocks.is_empty() && !rest.is_empty();
        // The zone is read with the time before it, since some names are zones beside a time only.
        let from = self.clocks.last().map(|clock| clock.range.start).filter(|_| seen)?;
        let zone = zone::find(&head[from..]).into_iter().find(|found| from + found.range.start == at)?;
        Some(from + zone.range.end)
    }

    /// The day beside the first time: of `14:25 to May 6, 15:30` it is not written.
    fn day(&self) -> Option<&date::Found> {
        let day = self.days.first()?;
        let of_end = matches!(self.clocks.as_slice(), [first, second] if (first.range.end..second.range.start).contains(&day.range.start));
        (!of_end).then_some(day)
    }

    /// When it ended, if that was on the day on which it began.
    fn until(&self) -> Option<NaiveTime> {
        let first = self.clocks.first()?.time?;
        let one_day = match self.days.as_slice() {
            [] => true,
            [_] => self.day().is_some(),
            [one, other, ..] => one.what == other.what,
        };
        match self.last_second {
            Some(second) => first.with_second(second),
            None => self.clocks.get(1).filter(|_| one_day)?.time,
        }
    }
}

fn is_range(between: &str) -> bool {
    between.contains(['-', '–', '—']) || [" to ", " until ", " till "].iter().any(|word| between.contains(word))
}

/// How a labelled entry begins: `Repaired: 2024-05-06 15:50`.
fn labelled(text: &str) -> Option<Begin> {
    let label = LABEL.find(text)?.end();
    let mut begin = begin(&text[label..]).filter(|begin| !begin.clocks.is_empty())?;
    if begin.days.is_empty() && !text[..label].contains(':') {
        return None;
    }
    if !text[label + begin.rest..].trim().is_empty() {
        return None;
    }
    begin.raw = label + begin.raw.start..label + begin.raw.end;
    begin.rest = 0;
    Some(begin)
}

/// All entries of all timelines; `usual` is the day of the incident, where it is known.
pub(super) fn read(passages: &[Passage], calendar: &Calendar, usual: Option<NaiveDate>) -> Vec<Entry> {
    let mut reader = Reader::new(calendar, usual);
    for at in 0..passages.len() {
        reader.passage(passages, at);
    }
    reader.entries
}

struct Reader<'a> {
    calendar: &'a Calendar,
    usual: Option<NaiveDate>,
    entries: Vec<Entry>,
    timeline: usize,
    /// The day of the heading above the timeline's own: it tells one incident of a report from another.
    incident: Option<NaiveDate>,
    /// Whether the heading above is of something else, so that what reads like a timeline under it is one of its own.
    aside: bool,
    /// Days that headings name, by level.
    days: Vec<(u8, Option<NaiveDate>)>,
    today: Option<NaiveDate>,
    /// A day that holds wherever no other is written.
    fixed: Option<NaiveDate>,
    last: Option<NaiveTime>,
    column: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(calendar: &'a Calendar, usual: Option<NaiveDate>) -> Reader<'a> {
        Reader {
            calendar,
            usual,
            entries: Vec::new(),
            timeline: 0,
            incident: None,
            aside: false,
            days: Vec::new(),
            today: None,
            fixed: None,
            last: None,
            column: None,
        }
    }

    fn passage(&mut self, passages: &[Passage], at: usize) {
        let passage = &passages[at];
        let text = passage.block.text.as_str();
        if let Kind::Heading(level) = passage.block.kind {
            let entry = begin(text).filter(|begin| passage.part == Part::Timeline && is_entry(passages, at, begin));
            match entry {
                Some(begin) => self.entry(passages, at, &begin, 0),
                None => self.heading(passage, level),
            }
            return;
        }
        if passage.part != Part::Timeline || passage.block.kind == Kind::Quote {
            return;
        }
        if let Kind::Row { head: true } = passage.block.kind {
            let named = |cell: &Range<usize>| {
                let name = text.get(cell.clone()).unwrap_or_default().to_lowercase();
                ["time", "date", "when"].iter().any(|word| name.contains(word))
            };
            self.column = passage.block.cells.iter().position(named).filter(|column| *column > 0);
            return;
        }
        let from = match passage.block.kind {
            Kind::Row { .. } => {
                self.column.and_then(|column| passage.block.cells.get(column)).map_or(0, |cell| cell.start)
            }
            _ => 0,
        };
        let first = passage.block.cells.first().and_then(|cell| text.get(cell.clone())).unwrap_or(text);
        if let Some((month, day)) = date::bare(first) {
            let what = date::What::Day { year: None, month, day, last: None, weekday: None, twice: false };
            self.day(self.calendar.date(&what, self.near()));
            return;
        }
        match begin(&text[from..]).or_else(|| labelled(&text[from..])) {
            Some(begin) if is_entry(passages, at, &begin) => self.entry(passages, at, &begin, from),
            Some(begin) => self.day(begin.days.first().and_then(|day| self.calendar.date(&day.what, self.near()))),
            None if passage.block.kind == Kind::Plain => self.introduction(text),
            None => {}
        }
    }

    fn near(&self) -> Option<i32> {
        self.today.or(self.usual).map(|day| day.year())
    }

    fn heading(&mut self, passage: &Passage, level: u8) {
        while self.days.last().is_some_and(|(open, _)| *open >= level) {
            self.days.pop();
        }
        let found = date::find(&passage.block.text);
        let own = match found.as_slice() {
            [day, ..] => self.calendar.date(&day.what, self.near()),
            [] => None,
        };
        let above = self.days.last().and_then(|(_, day)| *day);
        self.aside = passage.part != Part::Timeline && own.is_none();
        if passage.names_part && passage.part == Part::Timeline {
            self.timeline += usize::from(self.begun() && self.incident != above);
            self.incident = above;
            self.day(own.or(above));
            self.fixed = None;
        } else if own.is_some() {
            self.day(own);
        }
        // The title's day is weighed with the others that the report names.
        let kept = if level <= 1 && !passage.names_part { None } else { own.or(above) };
        self.days.push((level, kept));
    }

    fn day(&mut self, day: Option<NaiveDate>) {
        self.today = day;
        self.last = None;
    }

    fn introduction(&mut self, text: &str) {
        if let [day] = date::find(text).as_slice() {
            let day = self.calendar.date(&day.what, self.near());
            if FOR_ALL.is_match(text) {
                self.fixed = day;
            }
            if !self.begun() {
                self.day(day);
            }
        }
    }

    /// Whether the timeline has an entry already.
    fn begun(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.timeline == self.timeline)
    }

    fn entry(&mut self, passages: &[Passage], at: usize, begin: &Begin, from: usize) {
        self.timeline += usize::from(mem::take(&mut self.aside) && self.begun());
        let block = &passages[at].block;
        let clock = begin.clocks.first();
        let time = clock.and_then(|clock| clock.time);
        let written = begin.day().and_then(|day| self.calendar.date(&day.what, self.near()));
        let dated = begin.day().is_some();
        let mut date = written.or(self.fixed.filter(|_| !dated)).or(self.today.or(self.usual).filter(|_| !dated));
        if begin.open_day {
            date = None;
        }
        let night = |last: NaiveTime, time: NaiveTime| last.hour() >= 18 && time.hour() + NIGHT <= last.hour();
        let late = clock.is_some_and(|clock| clock.next_day)
            || begin.open && block.text[from..].get(begin.raw.clone()).is_some_and(|raw| raw.contains("24:"));
        let rolls = !dated && self.last.zip(time).is_some_and(|(last, time)| night(last, time));
        if rolls || late {
            date = date.and_then(|date| date.succ_opt());
        }
        if !begin.open_day {
            self.today = if late { self.today } else { date.or(self.today) };
        }
        if time.is_some() || dated {
            self.last = time;
        }
        let rest = block.prose(from + begin.rest..block.text.len());
        let follows = || passages.get(at + 1).filter(|next| !next.heading()).map_or(String::new(), Passage::prose);
        self.entries.push(Entry {
            place: Place::Line(block.line_at(from)),
            timeline: self.timeline,
            date,
            dated: dated && date.is_some(),
            time,
            until: begin.until(),
            offset: None,
            about: begin.about || clock.is_some_and(|clock| clock.about),
            raw: block.text.get(from + begin.raw.start..from + begin.raw.end).unwrap_or_default().to_owned(),
            text: if rest.is_empty() && passages[at].heading() { follows() } else { rest },
        });
    }
}

/// Whether it is an entry rather than the day under which entries stand.
fn is_entry(passages: &[Passage], at: usize, begin: &Begin) -> bool {
    if begin.timed() {
        return true;
    }
    let block = &passages[at].block;
    let rest = block.text.get(begin.rest..).unwrap_or_default().trim();
    match block.kind {
        Kind::Heading(_) => {
            let until = |passage: &&Passage| !matches!(passage.block.kind, Kind::Heading(..7));
            let after = &passages[at + 1..];
            let within = after.iter().take(LOOK).take_while(until).count();
            let clock_only = |passage: &Passage| {
                super::entries::begin(&passage.block.text).is_some_and(|begin| begin.timed() && begin.days.is_empty())
            };
            let text = after.first().is_some_and(|next| !next.heading());
            (text || !rest.is_empty()) && !after.iter().take(within + 1).any(clock_only)
        }
        Kind::Plain => {
            let between = block.text.get(begin.raw.end..begin.rest).unwrap_or_default();
            !rest.is_empty() && between.contains([':', '–', '—', '|']) && !FOR_ALL.is_match(rest)
        }
        _ => !rest.is_empty(),
    }
}
