//! Parts that a report should have and does not.

use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// The checks of this room.
pub fn check(report: &Report) -> Vec<Finding> {
    let has = &report.has;
    // Many forms of report have no place for these.
    let room_only = if report.own { Weight::Warning } else { Weight::Info };
    // What is learnt and done afterwards is not missing before the end.
    let afterwards = if report.running { Weight::Info } else { Weight::Warning };
    let parts = [
        (
            has.timeline,
            "timeline-missing",
            "timeline",
            Weight::Warning,
            "There is no timeline.",
            "Tell what happened when.",
        ),
        (
            has.severity,
            "severity-missing",
            "severity",
            room_only,
            "Nothing says how bad it was.",
            "State the severity.",
        ),
        (
            has.commander,
            "commander-missing",
            "roles",
            room_only,
            "Nothing says who led the response.",
            "Name who led it.",
        ),
        (
            has.updates,
            "updates-missing",
            "updates",
            room_only,
            "No word to customers or colleagues is recorded.",
            "Say who was told what and when, or that nobody was.",
        ),
        (
            has.impact,
            "impact-missing",
            "impact",
            Weight::Warning,
            "Nothing says who was hit and how.",
            "Say who could not do what, how many, and for how long.",
        ),
        (
            has.causes,
            "causes-missing",
            "causes",
            Weight::Warning,
            "Nothing says why it happened.",
            "Say what led to it, or that it is not known.",
        ),
        (
            has.lessons,
            "lessons-missing",
            "lessons",
            afterwards,
            "Nothing says what was learnt.",
            "Say what went well, what did not and where luck helped.",
        ),
        (
            has.actions,
            "actions-missing",
            "follow-ups",
            afterwards,
            "Nothing says what will be done so that it does not happen again.",
            "List what is to be done, by whom and by when.",
        ),
    ];
    let missing = parts.into_iter().filter(|(there, ..)| !there);
    let place = |part: &str| if report.own { Place::Part(part.into()) } else { Place::Whole };
    missing.map(|(_, code, part, weight, says, what)| Finding::new(code, weight, &place(part), says, what)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::codes;
    use super::*;
    use crate::postmortem::lint::report::Has;

    const ALL: Has = Has {
        severity: true,
        commander: true,
        updates: true,
        impact: true,
        causes: true,
        lessons: true,
        actions: true,
        timeline: true,
    };

    #[test]
    fn each_part_by_its_code() {
        let without = |has: Has, own| check(&Report { has, own, ..Report::default() });
        assert!(without(ALL, true).is_empty() && without(ALL, false).is_empty());
        let cases = [
            (Has { severity: false, ..ALL }, "severity-missing", Weight::Info),
            (Has { commander: false, ..ALL }, "commander-missing", Weight::Info),
            (Has { updates: false, ..ALL }, "updates-missing", Weight::Info),
            (Has { impact: false, ..ALL }, "impact-missing", Weight::Warning),
            (Has { causes: false, ..ALL }, "causes-missing", Weight::Warning),
            (Has { lessons: false, ..ALL }, "lessons-missing", Weight::Warning),
            (Has { actions: false, ..ALL }, "actions-missing", Weight::Warning),
            (Has { timeline: false, ..ALL }, "timeline-missing", Weight::Warning),
        ];
        for (has, code, weight) in cases {
            let (read, own) = (without(has.clone(), false), without(has, true));
            assert_eq!((codes(&read), read[0].weight), (vec![code], weight));
            assert_eq!((codes(&own), own[0].weight), (vec![code], Weight::Warning));
            assert!(matches!((&read[0].place, &own[0].place), (Place::Whole, Place::Part(_))));
        }
        let running = Report { has: Has { lessons: false, ..ALL }, own: true, running: true, ..Report::default() };
        assert_eq!(check(&running)[0].weight, Weight::Info);
    }
}
