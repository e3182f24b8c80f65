//! Parts that a report should have and does not.

use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// The checks of this room.
pub fn check(report: &Report) -> Vec<Finding> {
    let has = &report.has;
    // Many forms of report have no place for these.
    let room_only = if report.own { Weight::Warning } else { Weight::Info };
    let parts = [
        (has.timeline, "timeline-missing", Weight::Warning, "There is no timeline.", "Tell what happened when."),
        (has.severity, "severity-missing", room_only, "Nothing says how bad it was.", "State the severity."),
        (has.commander, "commander-missing", room_only, "Nothing says who led the response.", "Name who led it."),
        (
            has.updates,
            "updates-missing",
            room_only,
            "No word to customers or colleagues is recorded.",
            "Say who was told what and when, or that nobody was.",
        ),
        (
            has.impact,
            "impact-missing",
            Weight::Warning,
            "Nothing says who was hit and how.",
            "Say who could not do what, how many, and for how long.",
        ),
        (
            has.causes,
            "causes-missing",
            Weight::Warning,
            "Nothing says why it happened.",
            "Say what led to it, or that it is not known.",
        ),
        (
            has.lessons,
            "lessons-missing",
            Weight::Warning,
            "Nothing says what was learnt.",
            "Say what went well, what did not and where luck helped.",
        ),
        (
            has.actions,
            "actions-missing",
            Weight::Warning,
            "Nothing says what will be done so that it does not happen again.",
            "List what is to be done, by whom and by when.",
        ),
    ];
    let missing = parts.into_iter().filter(|(there, ..)| !there);
    missing.map(|(_, code, weight, says, what)| Finding::new(code, weight, &Place::Whole, says, what)).collect()
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
        }
    }
}
