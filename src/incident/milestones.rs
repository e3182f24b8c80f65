//! The points in time that a report counts from, and the durations between them: computed here and nowhere else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// Something that sets or takes back milestones, and when it happened.
pub(super) type Step = (What, Time);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    Status(Status),
    Mark(Milestone),
}

/// When each milestone was reached (UTC).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Milestones {
    at: [Option<Time>; Milestone::ALL.len()],
}

impl Milestones {
    /// When it was reached.
    pub fn get(&self, milestone: Milestone) -> Option<Time> {
        self.at[milestone as usize]
    }

    fn set(&mut self, milestone: Milestone, at: Time) {
        self.at[milestone as usize] = Some(at);
    }

    /// From when a running clock counts: the start of the impact, else the detection, else the declaration.
    pub fn since(&self) -> Option<Time> {
        [Milestone::Started, Milestone::Detected, Milestone::Declared].into_iter().find_map(|m| self.get(m))
    }

    fn between(&self, from: Milestone, to: Milestone) -> Option<Span> {
        Span::between(self.get(from)?, self.get(to)?)
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
        Span::between(self.since()?, self.get(Milestone::Resolved)?)
    }
}

/// Walks through what was said, in the order in which it was said. A status sets its milestone unless it is set; a mark
/// always sets it; going back to an earlier status takes back the later milestones.
pub(super) fn derive(steps: impl IntoIterator<Item = Step>) -> Milestones {
    let mut found = Milestones::default();
    let mut status = Status::Investigating;
    for (what, at) in steps {
        match what {
            What::Mark(milestone) => found.set(milestone, at),
            What::Status(Status::Cancelled) => {}
            What::Status(next) => {
                let reached = Milestone::of(next);
                if next < status {
                    let last_kept = reached.unwrap_or(Milestone::Declared);
                    for later in Milestone::ALL.into_iter().filter(|milestone| *milestone > last_kept) {
                        found.at[later as usize] = None;
                    }
                }
                status = next;
                if let Some(milestone) = reached.filter(|milestone| found.get(*milestone).is_none()) {
                    found.set(milestone, at);
                }
            }
        }
    }
    found
}

/// What has to come before what. Detection is not in it: some see it coming, others learn of it when it is over.
const ORDER: [(Milestone, Milestone); 7] = {
    use Milestone::{Closed, Declared, Mitigated, Resolved, Started};
    [
        (Started, Mitigated),
        (Started, Resolved),
        (Mitigated, Resolved),
        (Started, Closed),
        (Declared, Closed),
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
