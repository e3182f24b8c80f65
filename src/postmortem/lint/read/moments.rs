//! Points in the life of the incident that are stated outside of the timeline.

use std::sync::LazyLock;

use chrono::NaiveTime;
use regex::Regex;

use super::calendar::Calendar;
use super::passages::Passage;
use super::{date, entries, zone};
use crate::postmortem::lint::finding::Place;
use crate::postmortem::lint::report::{Moment, Part, Point};

/// Keys of the head and the point that each names.
static KEYS: LazyLock<Vec<(Regex, Point)>> = LazyLock::new(|| {
    let key = |words: &str| {
        let pattern = format!(
            r"(?i)^\W*(?:(?:the|incident|outage|impact|disruption|downtime|service)\s+)*(?:{words})(?:\s+(?:time|at|on|date))*\W*[:–|]\W*"
        );
        Regex::new(&pattern).expect("a valid pattern")
    };
    vec![
        (key("start(?:ed)?|began|begins?|beginning"), Point::Start),
        (key("(?:time\\s+of\\s+|first\\s+)?(?:detect(?:ed|ion)|noticed)"), Point::Detected),
        (key("mitigat(?:ed|ion)"), Point::Mitigated),
        (key("end(?:ed)?|resol(?:ved|ution)|restored|recover(?:ed|y)"), Point::End),
    ]
});
static RANGE_KEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:(?:incident|outage|impact|downtime)\s+)?(?:duration|time|window|period)\W*:\W*")
        .expect("a valid pattern")
});
static FROM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b(?:from|between)\s+").expect("a valid pattern"));
static TO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^[\s,()]*(?:to|until|till|and|-|–|—)\s+").expect("a valid pattern"));
/// Sentences that say when it began or was over.
static SAID: LazyLock<Vec<(Regex, Point)>> = LazyLock::new(|| {
    let said = |words: &str| Regex::new(words).expect("a valid pattern");
    vec![
        (said(r"(?i)\b(?:outage|incident|downtime|disruption)\s+(?:began|started)\s+(?:at|on)\s+"), Point::Start),
        (
            said(
                r"(?i)\b(?:(?:outage|incident|downtime|disruption)\s+(?:was\s+(?:fully\s+|finally\s+)?(?:over|resolved)|ended)|(?:services?|site|system)\s+(?:was|were)\s+(?:fully\s+)?(?:restored|recovered)|fully\s+recovered)\s+(?:at|on)\s+",
            ),
            Point::End,
        ),
    ]
});

/// The points that a passage states, with `near` as a year that stands close by.
pub(super) fn read(passage: &Passage, calendar: &Calendar, near: Option<i32>) -> Vec<Moment> {
    let text = passage.block.text.as_str();
    let reader = Reader { passage, calendar, near };
    if passage.heading() || passage.part == Part::Timeline && !RANGE_KEY.is_match(text) {
        return Vec::new();
    }
    let headed = matches!(passage.part, Part::Head | Part::Summary | Part::Impact | Part::Timeline);
    if headed {
        for (key, point) in KEYS.iter() {
            if let Some(key) = key.find(text) {
                return reader.at(key.end(), *point).map(|(moment, _)| moment).into_iter().collect();
            }
        }
        if let Some(key) = RANGE_KEY.find(text) {
            return reader.range(key.end());
        }
    }
    if !matches!(passage.part, Part::Head | Part::Summary | Part::Impact) {
        return Vec::new();
    }
    let ranges = FROM.find_iter(text).flat_map(|from| reader.range(from.end()));
    let said = SAID.iter().flat_map(|(words, point)| {
        words.find_iter(text).filter_map(|said| reader.at(said.end(), *point)).map(|(moment, _)| moment)
    });
    ranges.chain(said).collect()
}

struct Reader<'a> {
    passage: &'a Passage,
    calendar: &'a Calendar,
    near: Option<i32>,
}

impl Reader<'_> {
    /// The moment that is written at this place, and where it ends.
    fn at(&self, at: usize, point: Point) -> Option<(Moment, usize)> {
        const REACH: usize = 60;
        let text = self.passage.block.text.as_str();
        let end = (at..=text.len().min(at + REACH)).rev().find(|end| text.is_char_boundary(*end))?;
        let rest = text.get(at..end)?;
        let begin = entries::begin(rest)
            .filter(|begin| begin.raw.start == 0 || !rest[..begin.raw.start].contains(char::is_alphabetic))?;
        let first = begin.clocks.first();
        // A range is read up to its first time; the second is read for itself.
        let time: Option<NaiveTime> = first.and_then(|clock| clock.time);
        let stop = match begin.clocks.as_slice() {
            [first, _, ..] => first.range.end,
            _ => begin.raw.end,
        };
        let raw = &rest[begin.raw.start..stop];
        let day = date::find(raw).into_iter().next();
        let date = day.as_ref().and_then(|day| self.calendar.date(&day.what, self.near));
        let zoned = zone::find(&rest[begin.raw.start..(stop + zone_room(&rest[stop..])).min(rest.len())]);
        let offset = zoned.first().and_then(|zone| zone.offset).filter(|_| zoned.len() == 1);
        let moment = Moment {
            place: Place::Line(self.passage.block.line_at(at)),
            point,
            date,
            time,
            offset,
            raw: raw.trim().to_owned(),
        };
        (time.is_some() || date.is_some()).then_some((moment, at + stop))
    }

    /// Start and end, if both are written here and at least one time is.
    fn range(&self, at: usize) -> Vec<Moment> {
        let text = self.passage.block.text.as_str();
        let both = || {
            let (start, stop) = self.at(at, Point::Start)?;
            let stop = stop + zone_room(&text[stop..]);
            let to = TO.find(text.get(stop..)?)?.end();
            let (mut end, _) = self.at(stop + to, Point::End)?;
            let mut start = start;
            let single = end.date.is_none() && start.date.is_some() && end.time > start.time;
            end.date = if single { start.date } else { end.date };
            start.offset = start.offset.or(end.offset);
            (start.time.is_some() && end.time.is_some()).then(|| vec![start, end])
        };
        both().unwrap_or_default()
    }
}

/// How many bytes a zone takes that stands here, with brackets and spaces.
fn zone_room(rest: &str) -> usize {
    static ROOM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*\(?[A-Z]{2,4}\b(?:\s?[+-]\d{1,2})?\)?").expect("a valid pattern"));
    ROOM.find(rest).map_or(0, |room| room.end())
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, passages};
    use super::*;

    fn told(markdown: &str) -> Vec<String> {
        let (passages, _) = passages::read(blocks::read(markdown));
        let mut calendar = Calendar::default();
        passages
            .iter()
            .flat_map(|passage| date::find(&passage.block.text))
            .for_each(|found| calendar.note(&found.what));
        let tell = |moment: Moment| {
            let date = moment.date.map_or("?".to_owned(), |date| date.to_string());
            let time = moment.time.map_or("?".to_owned(), |time| time.format("%H:%M").to_string());
            let offset = moment.offset.map_or(String::new(), |offset| format!(" {offset}"));
            format!("{:?} {date} {time}{offset}", moment.point)
        };
        passages.iter().flat_map(|passage| read(passage, &calendar, None)).map(tell).collect()
    }

    #[test]
    fn fields_of_the_head() {
        let cases: [(&str, &[&str]); 5] = [
            (
                "# A\n\nIncident Start Time: 09:30 AM (UTC)\n\nIncident End Time: 10:45 AM (UTC)",
                &["Start ? 09:30 0", "End ? 10:45 0"],
            ),
            ("# A\n\n**Detected**: 2024-05-06 10:00", &["Detected 2024-05-06 10:00"]),
            ("# A\n\nOutage began: 14:00\nResolved: 15:00", &["Start ? 14:00", "End ? 15:00"]),
            ("# A\n\nIncident Time: 10:00 AM - 12:30 PM (EAT)", &["Start ? 10:00 180", "End ? 12:30 180"]),
            ("# A\n\nResolution: we restarted it", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences() {
        let cases: [(&str, &[&str]); 5] = [
            (
                "# A\n## Summary\nFrom May 4, 2024 4:25 PM to  May 8, 2024 7:30 PM, mail was down.",
                &["Start 2024-05-04 16:25", "End 2024-05-08 19:30"],
            ),
            ("# A\n## Impact\nBetween 14:00 and 16:30 UTC nothing worked.", &["Start ? 14:00 0", "End ? 16:30 0"]),
            ("# A\n## Summary\nFrom 6PM to 7PM GMT, all failed", &["Start ? 18:00 0", "End ? 19:00 0"]),
            ("# A\n## Summary\nThe outage began at 14:05 and ended.", &["Start ? 14:05"]),
            ("# A\n## Summary\nIt grew from 5 to 10.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
