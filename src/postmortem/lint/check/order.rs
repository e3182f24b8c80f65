//! The order of the timeline: entries out of order, ends before their beginnings, long silences.

use chrono::TimeDelta;

use super::days::stray_places;
use super::points::Points;
use super::stamp::{Stamp, span};
use super::zones::one_clock;
use super::{MOST, quoted};
use crate::incident::span::Span;
use crate::postmortem::lint::report::{Entry, Moment, Point};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// So far back in one day, it is rather the next day.
const MIDNIGHT_CROSSED: TimeDelta = TimeDelta::hours(12);

/// The checks of this room. `gap` is the longest silence that is not told.
pub fn check(report: &Report, points: &Points, gap: Span) -> Vec<Finding> {
    let mut findings = out_of_order(report);
    findings.extend(ranges(report).filter(|_| !report.own));
    findings.extend(moments(report));
    findings.extend(gaps(points, gap));
    findings
}

/// Whether a timeline tells the last thing first, throughout.
pub fn newest_first(entries: &[Entry]) -> bool {
    let steps: Vec<TimeDelta> = steps(entries).map(|(_, _, step)| step).collect();
    steps.len() >= 2 && steps.iter().all(|step| *step <= TimeDelta::zero()) && steps.iter().any(|step| !step.is_zero())
}

/// Neighbours in one timeline with the time from the one to the other, where that is known.
fn steps(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &Entry, TimeDelta)> {
    let strays = stray_places(entries);
    entries.windows(2).filter_map(move |pair| {
        let [before, after] = pair else { return None };
        let (from, to) = (Stamp::of_entry(before)?, Stamp::of_entry(after)?);
        let stray = strays.contains(&before.place) || strays.contains(&after.place);
        let comparable = !stray && before.timeline == after.timeline && from.date.is_some() == to.date.is_some();
        comparable.then(|| (before, after, from.until(to)))
    })
}

fn out_of_order(report: &Report) -> Vec<Finding> {
    let one_clock = one_clock(report);
    let mut findings = Vec::new();
    for entries in report.entries.chunk_by(|a, b| a.timeline == b.timeline) {
        if newest_first(entries) {
            continue;
        }
        // A list of key events before the whole story: the second telling begins where the first one did.
        let first = entries.first().and_then(Stamp::of_entry);
        let back = steps(entries).filter(|(_, after, _)| Stamp::of_entry(after) != first);
        let back = back.filter(|(before, after, step)| {
            let leeway = match (before.about || after.about, one_clock || after.offset.is_some()) {
                (_, false) => TimeDelta::hours(2),
                (true, true) => TimeDelta::minutes(30),
                (false, true) => TimeDelta::zero(),
            };
            *step < -leeway
        });
        findings.extend(back.map(|(before, after, _)| {
            let (place, raw) = (&after.place, quoted(&after.raw));
            let says = format!("{place} says {raw} but stands after {} of {}.", quoted(&before.raw), before.place);
            let suggestion = "Put the entries in order of time, or correct the time.";
            Finding::new("out-of-order", Weight::Warning, place, says, suggestion)
        }));
    }
    few(findings, "more entries stand after a later one")
}

/// The first few, and a last one that counts the rest.
fn few(mut findings: Vec<Finding>, rest: &str) -> Vec<Finding> {
    let more = findings.len().saturating_sub(MOST);
    if more > 1 {
        findings.truncate(MOST + 1);
        if let Some(last) = findings.last_mut() {
            last.says = format!("From {} on, {more} {rest}.", last.place);
        }
    }
    findings
}

fn ranges(report: &Report) -> impl Iterator<Item = Finding> {
    // `02:50 to 02:10 CET`: clocks may have been changed in between.
    let zoned = |raw: &str| {
        let mut words = raw.split(|c: char| !c.is_alphabetic());
        words.any(|word| word.len() > 2 && word.chars().all(char::is_uppercase))
    };
    report.entries.iter().filter(move |entry| !zoned(&entry.raw)).filter_map(|entry| {
        let backwards = entry.time?.signed_duration_since(entry.until?);
        (backwards > TimeDelta::zero() && backwards <= MIDNIGHT_CROSSED).then(|| {
            let says = format!("{} says {}, which ends before it begins.", entry.place, quoted(&entry.raw));
            end_before_start(&entry.place, says)
        })
    })
}

fn end_before_start(place: &Place, says: String) -> Finding {
    Finding::new("end-before-start", Weight::Error, place, says, "Look up both times and correct the wrong one.")
}

/// Each stated end against the start that was stated last before it.
fn moments(report: &Report) -> Vec<Finding> {
    let one_clock = one_clock(report);
    let comparable = |a: &Moment, b: &Moment| one_clock || (a.offset.is_some() && b.offset.is_some());
    let mut start = report.moments.iter().find(|moment| moment.point == Point::Start);
    let mut findings = Vec::new();
    for moment in &report.moments {
        match (moment.point, start) {
            (Point::Start, _) => start = Some(moment),
            (Point::End, Some(start)) if comparable(start, moment) && is_before(moment, start) => {
                let (begun, ended) = (quoted(&start.raw), quoted(&moment.raw));
                let says = format!(
                    "{} says that it ended {ended} but {} says that it began {begun}.",
                    moment.place, start.place
                );
                findings.push(end_before_start(&moment.place, says));
            }
            _ => {}
        }
    }
    findings
}

fn is_before(end: &Moment, start: &Moment) -> bool {
    let dated = start.date.is_some() && end.date.is_some();
    match (Stamp::of_moment(start), Stamp::of_moment(end)) {
        (Some(from), Some(to)) => {
            let apart = from.until(to);
            apart < -from.leeway(to) && (dated || apart > -MIDNIGHT_CROSSED)
        }
        _ => dated && end.date < start.date,
    }
}

fn gaps(points: &Points, longest: Span) -> Vec<Finding> {
    let mut gaps: Vec<(Span, Finding)> = Vec::new();
    for pair in points.entries.windows(2) {
        let [before, after] = pair else { continue };
        let from = before.until.unwrap_or(before.mark.stamp);
        let silent = span(from.until(after.mark.stamp)).filter(|silent| *silent > longest);
        let Some(silent) = silent.filter(|_| points.within(before.mark.stamp, after.mark.stamp)) else { continue };
        let (place, from, to) = (before.mark.place, quoted(before.mark.raw), quoted(after.mark.raw));
        let says = format!("Nothing is told for {silent} between {from} of {place} and {to} of {}.", after.mark.place);
        let suggestion = "Say what was done or awaited meanwhile.";
        gaps.push((silent, Finding::new("gap", Weight::Info, place, says, suggestion)));
    }
    let widest = gaps.iter().skip(MOST).map(|(silent, _)| *silent).max().unwrap_or(longest);
    let rest = format!("more gaps follow, the longest {widest}");
    few(gaps.into_iter().map(|(_, finding)| finding).collect(), &rest)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, entry, line, moment, report};
    use super::*;

    fn silent_for(report: &Report, minutes: u32) -> Vec<Finding> {
        check(report, &Points::of(report), Span::minutes(minutes))
    }

    fn found(report: &Report) -> Vec<Finding> {
        silent_for(report, 60)
    }

    #[test]
    fn an_entry_after_a_later_one() {
        let mut report = report();
        report.entries = vec![entry(3, "14:25", "a"), entry(4, "14:05", "b"), entry(5, "14:30", "c")];
        let found_here = found(&report);
        assert_eq!((codes(&found_here), &found_here[0].place), (vec!["out-of-order"], &line(4)));
        assert_eq!(found_here[0].says, "line 4 says “14:05” but stands after “14:25” of line 3.");
        report.entries[1].about = true;
        assert!(found(&report).is_empty());
    }

    #[test]
    fn order_reverse_order_and_two_timelines_are_fine() {
        let mut report = report();
        report.entries = vec![entry(3, "14:25", "a"), entry(4, "14:25", "b"), entry(5, "14:30", "c")];
        assert!(found(&report).is_empty());
        report.entries = vec![entry(3, "14:35", "a"), entry(4, "14:25", "b"), entry(5, "14:20", "c")];
        assert!(found(&report).is_empty());
        report.entries = vec![entry(3, "14:35", "a"), entry(4, "14:20", "b")];
        report.entries[1].timeline = 1;
        assert!(found(&report).is_empty());
    }

    #[test]
    fn many_are_summed_up() {
        let mut report = report();
        report.entries = (0..20).map(|n| entry(n, if n % 2 == 0 { "14:25" } else { "14:05" }, "a")).collect();
        let found = found(&report);
        assert_eq!(found.len(), 6);
        assert_eq!(found[5].says, "From line 11 on, 5 more entries stand after a later one.");
    }

    #[test]
    fn ends_before_beginnings() {
        let mut report = report();
        report.moments = vec![moment(1, Point::Start, "2023-10-12 14:25"), moment(2, Point::End, "2023-10-12 13:25")];
        assert_eq!(codes(&found(&report)), ["end-before-start"]);
        report.moments = vec![moment(1, Point::Start, "23:25"), moment(2, Point::End, "00:25")];
        assert!(found(&report).is_empty(), "past midnight");
        report.moments = vec![moment(1, Point::Start, "14:25"), moment(2, Point::End, "15:25")];
        assert!(found(&report).is_empty());
        report.entries = vec![Entry { until: Some("13:00".parse().unwrap()), ..entry(3, "14:00", "down") }];
        assert_eq!(codes(&found(&report)), ["end-before-start"]);
        report.entries = vec![Entry { until: Some("00:30".parse().unwrap()), ..entry(3, "23:00", "down") }];
        assert!(found(&report).is_empty());
    }

    #[test]
    fn zones_count_when_both_are_known() {
        let mut report = report();
        report.moments = vec![moment(1, Point::Start, "14:25"), moment(2, Point::End, "13:25")];
        report.moments[0].offset = Some(180);
        report.moments[1].offset = Some(0);
        assert!(found(&report).is_empty());
    }

    #[test]
    fn silence_is_told_while_the_incident_goes_on() {
        let mut report = report();
        report.entries = vec![
            entry(2, "09:00", "A change goes out"),
            entry(3, "12:00", "Outage begins"),
            entry(4, "13:30", "Restart"),
            entry(5, "14:00", "Service restored"),
            entry(6, "18:00", "Meeting"),
        ];
        let found_here = found(&report);
        assert_eq!(codes(&found_here), ["gap"]);
        assert_eq!(
            found_here[0].says,
            "Nothing is told for 1 h 30 min between “12:00” of line 3 and “13:30” of line 4."
        );
        assert!(silent_for(&report, 90).is_empty());
    }

    #[test]
    fn many_gaps_are_summed_up() {
        let mut report = report();
        report.entries = (0..10).map(|n| entry(n, &format!("{:02}:00", n * 2), "a")).collect();
        let found = found(&report);
        assert_eq!(found.len(), 6);
        assert_eq!(found[5].says, "From line 5 on, 4 more gaps follow, the longest 2 h.");
    }
}
