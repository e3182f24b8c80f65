//! What a day dates: the incident, the report, something planned.

use std::sync::LazyLock;

use regex::Regex;

use super::entries;
use super::passages::Passage;
use crate::postmortem::lint::report::{Dates, Part};

static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:posted|published|updated|modified|created|written|reviewed|generated|report(?:ed)?\s+date|date\s+of\s+(?:the\s+)?(?:report|post[- ]?mortem|writing|review|publication)|(?:report|post[- ]?mortem|review)\s+date)(?:\s+(?:on|at))?\W*$";
    Regex::new(pattern).expect("a valid pattern")
});
static INCIDENT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^\W*(?:date|(?:incident|outage)(?:\s+(?:date|start|end|started|ended|began))?(?:\s+(?:date|time))?|date\s+of\s+(?:the\s+)?(?:incident|outage)|started|start|began)\W*[:–-]\W*(?:from\s+)?$";
    Regex::new(pattern).expect("a valid pattern")
});
static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:by|due|until|deadline|eta|target|no later than)(?:\s+(?:date|on|by|the))?\W*$")
        .expect("a valid pattern")
});
/// `On` a day, something happened: at the beginning of a sentence, or of the incident by name.
static ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:^|[.!?:]\s+)(?:on|from|between)(?:\s+the)?\s+|\b(?:outage|incident|downtime|disruption)\s+(?:\w+\s+){0,3}on\s+(?:the\s+)?|\boccured\s+on\s+|\boccurred\s+on\s+)$").expect("a valid pattern")
});
static HAPPENED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:outages?|incident|downtime|disruption|interruption|unavailable|inaccessible|experienc\w+|suffered|degrad\w+|failures?|failed|errors?|went down|occurr?ed|crash\w*|unplanned)\b").expect("a valid pattern")
});

/// What the day at this place of a passage dates.
pub(super) fn dates(passage: &Passage, at: usize, title: bool) -> Dates {
    let text = passage.block.text.as_str();
    let before = tail(text.get(..at).unwrap_or_default());
    if REPORT.is_match(before) {
        return Dates::Report;
    }
    if passage.part == Part::Actions {
        return if PLAN.is_match(before) { Dates::Plan } else { Dates::Other };
    }
    let begins = || entries::begin(text).is_some_and(|begin| begin.raw.contains(&at));
    let headed = || passage.part == Part::Head && passage.under.eq_ignore_ascii_case("date") && begins();
    let incident = match passage.part {
        _ if title || passage.part == Part::Head && INCIDENT.is_match(before) || headed() => true,
        Part::Other if passage.under.eq_ignore_ascii_case("date") => begins(),
        Part::Timeline => passage.heading() || begins(),
        Part::Head | Part::Summary | Part::Impact | Part::Closing | Part::Other => {
            ON.is_match(before) && HAPPENED.is_match(sentence(text, at)) || INCIDENT.is_match(before)
        }
        _ => false,
    };
    if incident { Dates::Incident } else { Dates::Other }
}

/// The sentence around a place, or as much of it as is near.
fn sentence(text: &str, at: usize) -> &str {
    const NEAR: usize = 300;
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (low, high) = (boundary(at.saturating_sub(NEAR)), boundary(at.saturating_add(NEAR)));
    let start = text[low..boundary(at)].rfind(". ").map_or(low, |dot| low + dot + 1);
    let end = text[boundary(at)..high].find(". ").map_or(high, |dot| boundary(at) + dot);
    &text[start..end]
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, date, passages};
    use super::*;

    fn told(markdown: &str) -> Vec<Dates> {
        let (passages, title) = passages::read(blocks::read(markdown));
        let each = passages.iter().enumerate().flat_map(|(number, passage)| {
            let found = date::find(&passage.block.text);
            found
                .into_iter()
                .map(move |found| dates(passage, found.range.start, Some(number) == title))
                .collect::<Vec<_>>()
        });
        each.collect()
    }

    #[test]
    fn what_days_date() {
        let cases = [
            ("# Outage of 5 May 2024", Dates::Incident),
            ("# A\n\nDate: May 5, 2024", Dates::Incident),
            ("# A\n\n**Posted:** Friday, August 11, 2023", Dates::Report),
            ("# A\n\nLast updated: 2023-01-19", Dates::Report),
            ("# A\n## Summary\nOn May 5, 2024, we had an outage.", Dates::Incident),
            ("# A\n## Summary\nThe release of May 2, 2024 was fine.", Dates::Other),
            ("Summary: On May 5, 2024, we had an outage.", Dates::Incident),
            ("# A\n## Timeline\n- May 5 14:00 x", Dates::Incident),
            ("# A\n## Timeline\n- 14:00 as on May 5", Dates::Other),
            ("# A\n## Actions\n- Add disks by 1 June 2024", Dates::Plan),
            ("# A\n## Actions\n- See the note of 1 June 2024", Dates::Other),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), [expected], "{text}");
        }
    }
}
