//! Whether it is told when the impact began, when it was noticed and when it ended.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::quoted;
use super::signs::Signs;
use crate::postmortem::lint::report::{Entry, Part, Point, Text};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// A time of day in a sentence.
static TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b").expect("a valid pattern"));

/// Which of the three points have a time.
#[derive(Default)]
struct Timed {
    start: bool,
    notice: bool,
    end: bool,
}

impl Timed {
    fn add(&mut self, signs: Signs) {
        self.start |= signs.begins || signs.trouble;
        self.notice |= signs.noticed;
        self.end |= signs.better;
    }

    fn is_all(&self) -> bool {
        self.start && self.notice && self.end
    }
}

/// The checks of this room. A doubtful sign of a time keeps them quiet.
pub fn check(report: &Report) -> Vec<Finding> {
    if report.entries.is_empty() && report.texts.is_empty() {
        return Vec::new();
    }
    let stated = |point| report.moments.iter().any(|moment| moment.point == point && moment.time.is_some());
    let mut timed = Timed { start: stated(Point::Start), notice: stated(Point::Detected), end: stated(Point::End) };
    if !report.own {
        of_entries(report, &mut timed);
        of_sentences(report, &mut timed);
    }
    let length = report.lengths.first().map(|length| {
        format!(", so the stated length, {} in {}, cannot be checked", quoted(&length.raw), length.place)
    });
    let length = length.unwrap_or_default();
    let of_end = if report.running { Weight::Info } else { Weight::Warning };
    let missing = [
        (timed.start, "start-untimed", Weight::Warning, "the impact began", length.as_str()),
        (timed.notice, "detection-untimed", Weight::Warning, "it was noticed", ""),
        (timed.end, "end-untimed", of_end, "the impact ended", length.as_str()),
    ];
    let place = if report.own { Place::Part("times".into()) } else { Place::Whole };
    let missing = missing.into_iter().filter(|(timed, ..)| !timed).map(|(_, code, weight, what, note)| {
        let says = format!("Nothing says at what time {what}{note}.");
        let suggestion = format!("Say at what time {what}, even if it is only about then.");
        Finding::new(code, weight, &place, says, suggestion)
    });
    missing.collect()
}

fn of_entries(report: &Report, timed: &mut Timed) {
    for entry in report.entries.iter().filter(|entry| has_time(entry)) {
        let signs = Signs::of(&entry.text);
        timed.add(signs);
        timed.end |= entry.until.is_some() && signs.trouble;
    }
}

/// Whether an entry says when it was; `T+1h` counts from a start that is known.
fn has_time(entry: &Entry) -> bool {
    entry.time.is_some() || entry.raw.starts_with('T')
}

/// Sentences with a time in them, and what stands under an entry that is a heading.
fn of_sentences(report: &Report, timed: &mut Timed) {
    let entries: HashSet<&Place> = report.entries.iter().map(|entry| &entry.place).collect();
    let told = report.entries.iter().any(has_time);
    let prose = |text: &&Text| !text.heading && !matches!(text.part, Part::Actions | Part::Lessons | Part::Closing);
    for text in report.texts.iter().filter(prose) {
        if timed.is_all() {
            return;
        }
        let under_entry = told && text.part == Part::Timeline && !entries.contains(&text.place);
        let sentences = text.text.split_sentence_bounds();
        sentences.filter(|sentence| under_entry || TIME.is_match(sentence)).for_each(|one| timed.add(Signs::of(one)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, entry, report, text};
    use super::*;

    #[test]
    fn sentences_with_a_time_count() {
        let mut report = report();
        report.texts = vec![text(1, "At 9:15 AM, an alert told us of slow pages. By 9:40 everything was down.")];
        assert_eq!(codes(&check(&report)), ["end-untimed"]);
        report.texts.push(text(2, "Pages were restored at 11 am."));
        assert!(check(&report).is_empty());
        report.texts = vec![text(1, "An alert told us of slow pages. All was down and then restored.")];
        assert_eq!(codes(&check(&report)), ["start-untimed", "detection-untimed", "end-untimed"]);
    }

    #[test]
    fn what_stands_under_an_entry_has_its_time() {
        let mut report = report();
        report.entries = vec![entry(3, "14:25", "Deploy")];
        report.texts = vec![Text { part: Part::Timeline, ..text(4, "An alarm: logins fail. A fix restored them.") }];
        assert!(check(&report).is_empty());
    }

    #[test]
    fn a_running_incident_has_no_end_yet() {
        let report = Report { own: true, running: true, texts: vec![text(1, "Down")], ..report() };
        let weights: Vec<Weight> = check(&report).iter().map(|finding| finding.weight).collect();
        assert_eq!(weights, [Weight::Warning, Weight::Warning, Weight::Info]);
    }
}
