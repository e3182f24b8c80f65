//! How long it lasted: what is stated against what the times say.

use chrono::TimeDelta;

use super::points::{Mark, Points, Told};
use super::quoted;
use super::stamp::Stamp;
use crate::incident::span::Span;
use crate::postmortem::lint::report::{Bound, Length};
use crate::postmortem::lint::{Finding, Report, Weight};

/// Times are mostly given in whole minutes.
const LEAST_SLACK: Span = Span::minutes(1);
/// How much more a time may be off that is given as `around` then.
const ABOUT: Span = Span::minutes(30);

/// The checks of this room.
pub fn check(report: &Report, points: &Points) -> Vec<Finding> {
    if report.lengths.is_empty() {
        return Vec::new();
    }
    let told = Lengths {
        pairs: pairs(points),
        better: points.entries.iter().filter(|told| told.signs.better).map(|told| told.mark.stamp).collect(),
        sum: windows(points),
        whole: whole(points),
    };
    report.lengths.iter().filter_map(|length| judge(length, &told, report, points)).collect()
}

/// Whether one of the stated lengths is that of this stretch, which is then a window of its own: the impact may end
/// before the incident does.
pub fn explains(report: &Report, start: Stamp, end: Stamp) -> bool {
    start.lasts(end).is_some_and(|actual| report.lengths.iter().any(|length| fits(length, actual, false)))
}

/// What the times of a report say of how long it was.
struct Lengths<'a> {
    pairs: Vec<Pair<'a>>,
    /// Where the timeline says that something works again.
    better: Vec<Stamp>,
    /// Of several windows together.
    sum: Option<Span>,
    /// From the first entry to the last.
    whole: Option<Span>,
}

fn judge(length: &Length, told: &Lengths, report: &Report, points: &Points) -> Option<Finding> {
    let pairs = &told.pairs;
    if pairs.iter().any(|pair| pair.fits(length)) || told.sum.is_some_and(|sum| fits(length, sum, false)) {
        return None;
    }
    // The incident may have gone on after the stated end of the impact.
    let later = told.better.iter().filter_map(|end| apart(points, points.starts.first()?.stamp, *end));
    if later.into_iter().any(|actual| fits(length, actual, false)) {
        return None;
    }
    let (place, stated) = (&length.place, quoted(&length.raw));
    let disagrees = |says: String| {
        let suggestion = "Correct the length, or the time of the start or the end.";
        Finding::new("length-disagrees", Weight::Error, place, says, suggestion)
    };
    let unproven = |says: String| {
        let suggestion = "Say at what time the impact began and at what time it ended.";
        Finding::new("length-unproven", Weight::Warning, place, says, suggestion)
    };
    let plain: Vec<&Pair> = pairs.iter().filter(|pair| pair.plain).collect();
    if let [pair] = plain[..] {
        let (from, to) = (pair.start, pair.end);
        if explains(report, from.stamp, to.stamp) {
            return None;
        }
        return Some(disagrees(format!(
            "{place} says {stated} but from {} ({}) to {} ({}) it is {}.",
            quoted(from.raw),
            from.place,
            quoted(to.raw),
            to.place,
            pair.length
        )));
    }
    if let Some(whole) = told.whole.filter(|whole| plain.is_empty() && longer(length, *whole)) {
        // It may have begun before the first entry.
        return Some(unproven(format!("{place} says {stated} but the whole timeline is no longer than {whole}.")));
    }
    let no_pair = format!("{place} says {stated} but no start and end in the timeline are that far apart.");
    (!pairs.is_empty()).then(|| unproven(no_pair))
}

/// A time that may be the start and one that may be the end.
struct Pair<'a> {
    start: Mark<'a>,
    end: Mark<'a>,
    length: Span,
    /// Whether both are what they seem in plain words.
    plain: bool,
}

impl Pair<'_> {
    fn fits(&self, length: &Length) -> bool {
        fits(length, self.length, self.start.stamp.about || self.end.stamp.about)
    }
}

fn fits(length: &Length, actual: Span, about: bool) -> bool {
    let slack = length.slack.max(LEAST_SLACK).ms() + if about { ABOUT.ms() } else { 0 };
    let over = length.span.ms() - actual.ms();
    match length.bound {
        None => over.abs() <= slack,
        Some(Bound::AtLeast) => over <= slack,
        Some(Bound::AtMost) => over >= -slack,
    }
}

fn longer(length: &Length, whole: Span) -> bool {
    let at_least = Length { bound: length.bound.or(Some(Bound::AtLeast)), ..length.clone() };
    at_least.bound == Some(Bound::AtLeast) && !fits(&at_least, whole, false)
}

/// Every pair of a possible start and a possible end. What is stated counts first; where nothing is, whatever the
/// timeline tells.
fn pairs<'a>(points: &Points<'a>) -> Vec<Pair<'a>> {
    let marks =
        |wanted: fn(&Told) -> bool| points.entries.iter().filter(move |told| wanted(told)).map(|told| told.mark);
    let or_entries = |stated: &[Mark<'a>], plain: Vec<Mark<'a>>, loose: Vec<Mark<'a>>| -> Vec<(Mark<'a>, bool)> {
        if !stated.is_empty() {
            return stated.iter().map(|mark| (*mark, true)).collect();
        }
        plain.into_iter().map(|mark| (mark, true)).chain(loose.into_iter().map(|mark| (mark, false))).collect()
    };
    let until = points.entries.iter().filter(|told| told.signs.trouble || told.signs.begins);
    let until = until.filter_map(|told| Some(Mark { stamp: told.until?, ..told.mark }));
    let starts = or_entries(
        &points.starts,
        marks(|told| told.signs.begins).collect(),
        marks(|told| (told.signs.trouble || told.signs.noticed) && !told.signs.begins && !told.signs.over).collect(),
    );
    let ends = or_entries(
        &points.ends,
        marks(|told| told.signs.over).collect(),
        marks(|told| told.signs.better && !told.signs.over).chain(until).collect(),
    );
    // A timeline can be very long; a length of time is checked against its first starts and its last ends.
    const MOST: usize = 64;
    let last_ends: Vec<_> = ends.iter().rev().take(MOST).collect();
    let mut pairs = Vec::new();
    for (start, plain_start) in starts.iter().take(MOST) {
        for (end, plain_end) in &last_ends {
            if let Some(length) = apart(points, start.stamp, end.stamp) {
                pairs.push(Pair { start: *start, end: *end, length, plain: *plain_start && *plain_end });
            }
        }
    }
    pairs
}

fn apart(points: &Points, start: Stamp, end: Stamp) -> Option<Span> {
    if points.comparable(start, end) { start.lasts(end) } else { None }
}

/// From the earliest entry to the latest, in a timeline that says that it is over; one that does not may end too early.
fn whole(points: &Points) -> Option<Span> {
    points.over()?;
    let stamps = points.entries.iter().map(|told| told.mark.stamp);
    let earlier = |one: Stamp, other: Stamp| if other.until(one) > TimeDelta::zero() { other } else { one };
    let earliest = stamps.reduce(earlier)?;
    let ends = points.entries.iter().map(|told| told.until.unwrap_or(told.mark.stamp));
    ends.filter_map(|end| apart(points, earliest, end)).max_by_key(|length| length.ms())
}

/// The windows of impact together, where the timeline tells more than one.
pub fn windows(points: &Points) -> Option<Span> {
    let begins = points.begins().or_else(|| points.entries.iter().find(|told| told.signs.trouble))?;
    let mut open = Some(begins.mark.stamp);
    let (mut count, mut sum) = (0, 0);
    for told in &points.entries {
        match open {
            Some(from) if told.signs.over => {
                if let Some(length) = from.lasts(told.mark.stamp) {
                    sum += length.ms();
                    count += 1;
                }
                open = None;
            }
            None if told.signs.down => open = Some(told.mark.stamp),
            _ => {}
        }
    }
    let seconds = u32::try_from(sum / 1_000).unwrap_or(u32::MAX);
    (count > 1).then(|| Span::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, entry, length, moment, report};
    use super::*;
    use crate::postmortem::lint::report::Point;

    fn check(report: &Report) -> Vec<Finding> {
        super::check(report, &Points::of(report))
    }

    fn with(length: Length) -> Report {
        let moments = vec![moment(1, Point::Start, "14:00"), moment(1, Point::End, "15:30")];
        Report { lengths: vec![length], moments, ..report() }
    }

    #[test]
    fn stated_times_and_length() {
        assert!(check(&with(length(2, 90, 1))).is_empty());
        assert!(check(&with(length(2, 120, 30))).is_empty(), "about two hours");
        let found = check(&with(length(2, 120, 5)));
        assert_eq!(codes(&found), ["length-disagrees"]);
        assert_eq!(
            found[0].says,
            "line 2 says “120 minutes” but from “14:00” (line 1) to “15:30” (line 1) it is 1 h 30 min."
        );
    }

    #[test]
    fn bounds() {
        let bounded = |minutes, bound| check(&with(Length { bound: Some(bound), ..length(2, minutes, 0) })).len();
        assert_eq!(bounded(60, Bound::AtLeast), 0);
        assert_eq!(bounded(120, Bound::AtLeast), 1);
        assert_eq!(bounded(120, Bound::AtMost), 0);
        assert_eq!(bounded(60, Bound::AtMost), 1);
    }

    #[test]
    fn past_midnight() {
        let mut report = with(length(2, 90, 1));
        report.moments = vec![moment(1, Point::Start, "23:15"), moment(1, Point::End, "00:45")];
        assert!(check(&report).is_empty());
    }

    #[test]
    fn one_plain_start_and_one_plain_end_of_the_timeline() {
        let entries = vec![entry(3, "14:00", "Outage begins"), entry(4, "15:30", "Service fully restored")];
        let mut report = Report { lengths: vec![length(2, 240, 30)], entries, ..report() };
        assert_eq!(codes(&check(&report)), ["length-disagrees"]);
        report.lengths = vec![length(2, 90, 1)];
        assert!(check(&report).is_empty());
    }

    #[test]
    fn an_unclear_start_proves_nothing() {
        let entries = vec![
            entry(3, "12:00", "Traffic starts to grow"),
            entry(4, "13:30", "A customer reports the first error"),
            entry(5, "15:00", "The machine crashes: complete outage"),
            entry(6, "15:30", "A fix goes out, and the machine is back online"),
            entry(7, "16:00", "The team looks for the cause of the outage"),
        ];
        let mut report = Report { lengths: vec![length(2, 240, 30)], entries, ..report() };
        assert_eq!(codes(&check(&report)), ["length-unproven"]);
        report.lengths = vec![length(2, 120, 15)];
        assert!(check(&report).is_empty(), "from the first error on");
        report.lengths = vec![length(2, 600, 30)];
        assert_eq!(codes(&check(&report)), ["length-unproven"], "longer than everything told");
        report.entries.truncate(3);
        assert!(check(&report).is_empty(), "without an end there is nothing to compare with");
    }

    #[test]
    fn two_windows_may_be_summed() {
        let entries = vec![
            entry(3, "2023-08-04 10:00", "Outage begins"),
            entry(4, "2023-08-04 11:00", "Everything is back online"),
            entry(5, "2023-08-04 15:00", "The server is down again"),
            entry(6, "2023-08-04 15:30", "Back online"),
        ];
        for (minutes, wrong) in [(90, 0), (330, 0), (200, 1)] {
            let report = Report { lengths: vec![length(2, minutes, 5)], entries: entries.clone(), ..report() };
            assert_eq!(check(&report).len(), wrong, "{minutes}");
        }
    }
}
