//! The points in time that a report counts from, and the durations between them: computed here and nowhere else.

use chrono::{DurationRound, TimeDelta};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lifecycle::Status;
use super::record::Time;
use super::span::Span;
use super::zone::Zone;
use super::{Refusal, refuse};

/// A point in the life of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The impact began.
    Started,
    /// Somebody or something noticed.
    Detected,
    /// It was declared an incident.
    Declared,
    /// The cause was known.
    Identified,
    /// The impact ended or became bearable.
    Mitigated,
    /// It was over.
    Resolved,
    /// The write-up was done.
    Closed,
}

impl Milestone {
    /// Every milestone, in the usual order.
    pub const ALL: [Milestone; 7] = [
        Milestone::Started,
        Milestone::Detected,
        Milestone::Declared,
        Milestone::Identified,
        Milestone::Mitigated,
        Milestone::Resolved,
        Milestone::Closed,
    ];

    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Milestone::Started => "started",
            Milestone::Detected => "detected",
            Milestone::Declared => "declared",
            Milestone::Identified => "identified",
            Milestone::Mitigated => "mitigated",
            Milestone::Resolved => "resolved",
            Milestone::Closed => "closed",
        }
    }

    /// The milestone as a line of the timeline.
    pub fn sentence(self) -> &'static str {
        match self {
            Milestone::Started => "impact started",
            Milestone::Detected => "incident detected",
            Milestone::Declared => "incident declared",
            Milestone::Identified => "cause identified",
            Milestone::Mitigated => "impact mitigated",
            Milestone::Resolved => "incident resolved",
            Milestone::Closed => "incident closed",
        }
    }

    /// Whether a person may set it with `mark`; the close is only ever set by closing.
    pub fn markable(self) -> bool {
        self != Milestone::Closed
    }

    /// The milestone that reaching a status sets.
    pub fn of(status: Status) -> Option<Milestone> {
        match status {
            Status::Investigating | Status::Cancelled => None,
            Status::Identified => Some(Milestone::Identified),
            Status::Mitigated => Some(Milestone::Mitigated),
            Status::Resolved => Some(Milestone::Resolved),
            Status::Closed => Some(Milestone::Closed),
        }
    }
}

/// Something that is said about milestones by the record whose event it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// A status was set.
    Status(Status),
    /// A milestone was named.
    Mark(Milestone),
    /// The time of the record was corrected.
    Retimed,
}

/// When each milestone was reached (UTC).
///
/// People read these times to the minute, so lengths are counted between whole minutes: what lies between 10:14 and
/// 10:54 is 40 minutes, whatever the seconds were.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Milestones {
    at: [Option<Time>; Milestone::ALL.len()],
}

impl Milestones {
    /// When it was reached.
    pub fn get(&self, milestone: Milestone) -> Option<Time> {
        self.at[milestone as usize]
    }

    /// From when a running clock counts: the start of the impact, else the detection, else the declaration.
    pub fn since(&self) -> Option<Time> {
        [Milestone::Started, Milestone::Detected, Milestone::Declared].into_iter().find_map(|m| self.get(m))
    }

    /// The same with this start, if there is none and nothing was reached before it.
    pub(super) fn or_started(mut self, at: Option<Time>) -> Milestones {
        let first = self.at.iter().flatten().min().copied();
        let started = &mut self.at[Milestone::Started as usize];
        *started = started.or(at.filter(|at| first.is_none_or(|first| *at <= first)));
        self
    }

    fn between(&self, from: Milestone, to: Milestone) -> Option<Span> {
        Milestones::length(self.get(from)?, self.get(to)?)
    }

    /// The length between two times as they are read: to the minute. `None` if it would be negative.
    pub fn length(from: Time, to: Time) -> Option<Span> {
        Span::between(whole_minute(from), whole_minute(to))
    }

    /// Started to detected.
    pub fn to_detect(&self) -> Option<Span> {
        self.between(Milestone::Started, Milestone::Detected)
    }

    /// Detected to declared.
    pub fn to_declare(&self) -> Option<Span> {
        self.between(Milestone::Detected, Milestone::Declared)
    }

    /// Started to mitigated.
    pub fn to_mitigate(&self) -> Option<Span> {
        self.between(Milestone::Started, Milestone::Mitigated)
    }

    /// Started to resolved.
    pub fn to_resolve(&self) -> Option<Span> {
        self.between(Milestone::Started, Milestone::Resolved)
    }

    /// How long it lasted: from [`Milestones::since`] to the resolution.
    pub fn duration(&self) -> Option<Span> {
        Milestones::length(self.since()?, self.get(Milestone::Resolved)?)
    }
}

fn whole_minute(time: Time) -> Time {
    time.duration_trunc(TimeDelta::minutes(1)).unwrap_or(time)
}

/// Which records set the milestones that count, after what was said so far, in the order in which it was said.
///
/// A status sets its milestone unless it is set; a mark always sets it; going back to an earlier status takes back the
/// later milestones. Correcting the time of a record that set a milestone says that milestone anew, so the newest word
/// counts here as well; what going back took back stays taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Course {
    counting: [Option<Uuid>; Milestone::ALL.len()],
    status: Option<Status>,
    standing: Vec<(Uuid, Milestone)>,
}

impl Course {
    pub(super) fn take(&mut self, record: Uuid, what: What) {
        match what {
            What::Mark(milestone) => self.set(milestone, record),
            What::Status(Status::Cancelled) => {}
            What::Status(next) => {
                let reached = Milestone::of(next);
                if self.status.is_some_and(|status| next < status) {
                    self.take_back_after(reached.unwrap_or(Milestone::Declared));
                }
                self.status = Some(next);
                if let Some(milestone) = reached.filter(|milestone| self.counting[*milestone as usize].is_none()) {
                    self.set(milestone, record);
                }
            }
            What::Retimed => {
                if let Some((_, milestone)) = self.standing.iter().find(|(known, _)| *known == record) {
                    self.counting[*milestone as usize] = Some(record);
                }
            }
        }
    }

    fn set(&mut self, milestone: Milestone, record: Uuid) {
        self.counting[milestone as usize] = Some(record);
        self.standing.push((record, milestone));
    }

    fn take_back_after(&mut self, last_kept: Milestone) {
        for later in Milestone::ALL.into_iter().filter(|milestone| *milestone > last_kept) {
            self.counting[later as usize] = None;
        }
        self.standing.retain(|(_, milestone)| *milestone <= last_kept);
    }

    /// The records from which the milestones have their times.
    pub(super) fn counting(&self) -> impl Iterator<Item = Uuid> + Clone + use<> {
        self.counting.into_iter().flatten()
    }

    /// The milestones, with `time` telling when the event of a record occurred.
    pub(super) fn milestones(&self, time: impl Fn(Uuid) -> Option<Time>) -> Milestones {
        Milestones { at: self.counting.map(|record| time(record?)) }
    }
}

/// What has to come before what. The detection may come before the start (somebody saw it coming) and after the end
/// (it was over when somebody learnt of it), and the cause may be found before the mitigation or long after it.
const ORDER: [(Milestone, Milestone); 11] = {
    use Milestone::{Closed, Declared, Detected, Identified, Mitigated, Resolved, Started};
    [
        (Started, Identified),
        (Detected, Identified),
        (Started, Mitigated),
        (Started, Resolved),
        (Mitigated, Resolved),
        (Started, Closed),
        (Detected, Closed),
        (Declared, Closed),
        (Identified, Closed),
        (Mitigated, Closed),
        (Resolved, Closed),
    ]
};

/// Whether a change of milestones keeps the end after the beginning. What was wrong already, because people wrote
/// without seeing each other, is no reason against a change of something else.
///
/// # Errors
/// A sentence that names both times.
pub(super) fn check(before: &Milestones, then: &Milestones, zone: &Zone) -> Result<(), Refusal> {
    for (first, last) in ORDER {
        let pair = |milestones: &Milestones| (milestones.get(first), milestones.get(last));
        let (Some(begin), Some(end)) = pair(then) else { continue };
        if end < begin && pair(then) != pair(before) {
            let remedy = match last {
                Milestone::Closed => format!("`ic mark {} TIME`, or close it at a later time", first.word()),
                _ => format!("`ic mark {}|{} TIME`", first.word(), last.word()),
            };
            return refuse(format!(
                "{} at {} would lie before {} at {} {}; correct one of them: {remedy}",
                last.word(),
                zone.datetime(end),
                first.word(),
                zone.datetime(begin),
                zone.label(begin),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
