//! The start, the notice and the end of an incident: what a report states of them, and what its timeline tells.

use chrono::TimeDelta;

use super::days::stray_places;
use super::order::newest_first;
use super::signs::Signs;
use super::stamp::Stamp;
use super::zones::one_clock;
use super::{MOST, length, quoted, untimed};
use crate::postmortem::lint::report::{Moment, Point};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// A time that stands somewhere.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// Where.
    pub place: &'a Place,
    /// As written.
    pub raw: &'a str,
    /// When.
    pub stamp: Stamp,
}

/// An entry of the timeline that has a time.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// When and where.
    pub mark: Mark<'a>,
    /// When it ended, for a range.
    pub until: Option<Stamp>,
    /// What it says of the incident.
    pub signs: Signs,
    /// What it says.
    pub text: &'a str,
}

/// The times of a report that tells one incident; nothing of one that has several timelines, as it is not known which
/// time belongs to which.
#[derive(Debug, Default)]
pub struct Points<'a> {
    /// Stated starts.
    pub starts: Vec<Mark<'a>>,
    /// Stated ends.
    pub ends: Vec<Mark<'a>>,
    /// The timeline, oldest first.
    pub entries: Vec<Told<'a>>,
    /// Whether all times are on one clock.
    one_clock: bool,
}

impl<'a> Points<'a> {
    /// The times in a report.
    pub fn of(report: &'a Report) -> Points<'a> {
        let one = report.entries.windows(2).all(|pair| pair[0].timeline == pair[1].timeline);
        let moments = if one { &report.moments[..] } else { &[] };
        let stated = |point| moments.iter().filter(move |moment| moment.point == point).filter_map(mark);
        let strays = stray_places(&report.entries);
        let told = report.entries.iter().filter(|entry| one && !strays.contains(&entry.place)).filter_map(|entry| {
            let stamp = Stamp::of_entry(entry)?;
            let next_day = entry.until.is_some_and(|until| until < stamp.time);
            let date = stamp.date.and_then(|date| if next_day { date.succ_opt() } else { Some(date) });
            Some(Told {
                mark: Mark { place: &entry.place, raw: &entry.raw, stamp },
                until: entry.until.map(|time| Stamp { date, time, ..stamp }),
                signs: Signs::of(&entry.text),
                text: &entry.text,
            })
        });
        let mut entries: Vec<Told> = told.collect();
        if newest_first(&report.entries) {
            entries.reverse();
        }
        Points {
            starts: stated(Point::Start).collect(),
            ends: stated(Point::End).collect(),
            entries,
            one_clock: one_clock(report),
        }
    }

    /// The first entry that plainly says that the impact begins.
    pub fn begins(&self) -> Option<&Told<'a>> {
        self.entries.iter().find(|told| told.signs.begins)
    }

    /// The last entry that plainly says that it is over.
    pub fn over(&self) -> Option<&Told<'a>> {
        self.entries.iter().rfind(|told| told.signs.over)
    }

    /// Whether two times can be compared.
    pub fn comparable(&self, one: Stamp, other: Stamp) -> bool {
        self.one_clock || (one.offset.is_some() && other.offset.is_some())
    }

    /// Whether a stretch of the timeline lies between the start and the end, as far as these are known.
    pub fn within(&self, from: Stamp, to: Stamp) -> bool {
        let start = self.begins().map(|told| told.mark).or_else(|| self.starts.first().copied());
        let end = self.over().map(|told| told.mark).or_else(|| self.ends.last().copied());
        let follows = |earlier: Stamp, later: Stamp| {
            !self.comparable(earlier, later) || earlier.until(later) >= TimeDelta::zero()
        };
        start.is_none_or(|start| follows(start.stamp, from)) && end.is_none_or(|end| follows(to, end.stamp))
    }

    /// The first entry that says that everything is back and the next one at which it goes down again.
    pub fn relapse(&self) -> Option<(&Told<'a>, &Told<'a>)> {
        let restored = self.entries.iter().position(|told| told.signs.over)?;
        let rest = self.entries.get(restored + 1..)?;
        Some((self.entries.get(restored)?, rest.iter().find(|told| told.signs.down)?))
    }
}

fn mark(moment: &Moment) -> Option<Mark<'_>> {
    Some(Mark { place: &moment.place, raw: &moment.raw, stamp: Stamp::of_moment(moment)? })
}

/// The checks of this room.
pub fn check(report: &Report, points: &Points) -> Vec<Finding> {
    let mut findings = starts(report, points);
    findings.extend(ends(report, points));
    findings.extend(restored_twice(points));
    findings.extend(untimed::check(report));
    findings.extend(before_start(report, points));
    findings
}

fn starts(report: &Report, points: &Points) -> Vec<Finding> {
    let begins: Vec<Mark> = points.entries.iter().filter(|told| told.signs.begins).map(|told| told.mark).collect();
    let told = if report.own { &[][..] } else { &begins };
    disagree(report, points, "start", &points.starts, told, told.first())
}

fn ends(report: &Report, points: &Points) -> Vec<Finding> {
    let last = points.entries.iter().rposition(|told| told.signs.over).unwrap_or(points.entries.len());
    // What comes after the last word of recovery may be the end as well: the all-clear after a while of watching.
    let over = points.entries.iter().enumerate().filter(|(at, told)| told.signs.over || *at > last);
    let over: Vec<Mark> = over.map(|(_, told)| told.mark).collect();
    let told = if report.own { &[][..] } else { &over };
    // An incident may be resolved well after people were no longer hit.
    let may_be_later = |told: &&Told| {
        told.signs.settled
            && points.ends.first().is_some_and(|end| end.stamp.until(told.mark.stamp) > TimeDelta::zero())
    };
    let last = points.over().filter(|told| !may_be_later(told)).map(|told| told.mark);
    disagree(report, points, "end", &points.ends, told, last.as_ref().filter(|_| !report.own))
}

/// Stated times of one point against the first of them, and that one against the timeline: it must be one of `told`,
/// else it disagrees with `plain`.
fn disagree(
    report: &Report,
    points: &Points,
    what: &str,
    stated: &[Mark],
    told: &[Mark],
    plain: Option<&Mark>,
) -> Vec<Finding> {
    let Some((first, others)) = stated.split_first() else { return Vec::new() };
    let same = |a: &Mark, b: &Mark| !points.comparable(a.stamp, b.stamp) || a.stamp.agrees(b.stamp);
    let mut unlike: Vec<&Mark> = Vec::new();
    // A passage that gives two of them tells two windows.
    for other in others.iter().filter(|other| other.place != first.place) {
        if unlike.len() < MOST && std::iter::once(&first).chain(&unlike).all(|known| !same(known, other)) {
            unlike.push(other);
        }
    }
    let is_told = || points.entries.iter().any(|told| told.mark.stamp.is_exactly(first.stamp));
    let beside = |marks: &'_ [Mark]| marks.iter().find(|mark| mark.place == first.place).map(|mark| mark.stamp);
    let is_window = || match (beside(&points.starts), beside(&points.ends)) {
        (Some(start), Some(end)) => length::explains(report, start, end),
        _ => false,
    };
    if told.iter().all(|mark| !same(first, mark)) && !is_told() && !is_window() {
        unlike.extend(plain.filter(|plain| !same(first, plain)));
    }
    let finding = |other: &Mark| {
        let (one, two) = (quoted(first.raw), quoted(other.raw));
        let says = format!("{} gives {one} as the {what} but {} gives {two}.", first.place, other.place);
        let suggestion = format!("Look up the {what} of the impact and state the same time in both places.");
        let code = if what == "start" { "start-disagrees" } else { "end-disagrees" };
        Finding::new(code, Weight::Error, first.place, says, suggestion)
    };
    unlike.into_iter().map(finding).collect()
}

fn restored_twice(points: &Points) -> Option<Finding> {
    let (restored, again) = points.relapse()?;
    let says = format!(
        "{} ({}) says {} but {} ({}) says {}: the impact had two windows.",
        restored.mark.place,
        restored.mark.raw,
        quoted(restored.text),
        again.mark.place,
        again.mark.raw,
        quoted(again.text)
    );
    let suggestion = match length::windows(points) {
        Some(sum) => format!("State both windows and their sum, {sum} by the timeline."),
        None => "State both windows and their sum.".to_owned(),
    };
    Some(Finding::new("restored-twice", Weight::Warning, again.mark.place, says, suggestion))
}

/// What is reported broken before the stated start.
fn before_start(report: &Report, points: &Points) -> Option<Finding> {
    let start = points.starts.first().filter(|_| !report.own)?;
    let early = points.entries.iter().find(|told| {
        let earlier = told.mark.stamp.until(start.stamp) > told.mark.stamp.leeway(start.stamp);
        let dated = told.mark.stamp.date.is_some() == start.stamp.date.is_some();
        told.signs.trouble && told.signs.noticed && dated && earlier && points.comparable(told.mark.stamp, start.stamp)
    })?;
    let (at, begun) = (quoted(early.mark.raw), quoted(start.raw));
    let says = format!(
        "{} ({at}) says {} but {} says that it began {begun}.",
        early.mark.place,
        quoted(early.text),
        start.place
    );
    let suggestion = "Correct the start of the impact, or say what was different before it.";
    Some(Finding::new("trouble-before-start", Weight::Warning, early.mark.place, says, suggestion))
}

#[cfg(test)]
mod tests;
