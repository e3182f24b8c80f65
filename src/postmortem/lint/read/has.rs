//! Which of the things that a report should have it has, as far as its words tell.

use std::sync::LazyLock;

use regex::Regex;

use crate::postmortem::lint::report::{Has, Part, Report};

static SEVERITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bsev(?:erity)?[\s:-]*\d\b|\bseverity\b(?:\s+level)?\W{1,4}\w|\bP[0-4]\b(?:\s+incident)?")
        .expect("a valid pattern")
});
static COMMANDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:incident\s+(?:commander|lead|leader|manager|coordinator)|commander|assum\w+\s+incident\s+lead)\b",
    )
    .expect("a valid pattern")
});
static UPDATES: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\bstatus\s*page\b|\b(?:customers?|users?|clients?|public)\s+(?:were|was)\s+(?:informed|notified|told|updated)|\b(?:informed|notified|told|updated)\s+(?:\w+\s+){0,2}(?:customers?|users?|clients?|the public)\b|\b(?:comms|communications?|announcement|tweet|update)\s+(?:\w+\s+){0,2}(?:distributed|sent|posted|published|out)\b|\b(?:posted|published|sent)\s+(?:\w+\s+){0,3}(?:updates?|announcement|notice)\b";
    Regex::new(pattern).expect("a valid pattern")
});

/// Looks through the report's texts, entries and actions.
pub(super) fn read(report: &Report) -> Has {
    let said = |words: &Regex| report.texts.iter().any(|text| text.part != Part::Actions && words.is_match(&text.text));
    let filled = |part: Part| {
        report.texts.iter().any(|text| text.part == part && !text.heading && text.text.chars().any(char::is_alphabetic))
    };
    let led = |part: Part| report.texts.iter().any(|text| text.part == part);
    Has {
        severity: report.texts.iter().any(|text| {
            matches!(text.part, Part::Head | Part::Summary | Part::Impact | Part::Other)
                && SEVERITY.is_match(&text.text)
        }),
        commander: said(&COMMANDER),
        updates: said(&UPDATES) || filled(Part::Updates),
        impact: led(Part::Impact),
        causes: filled(Part::Causes),
        lessons: filled(Part::Lessons),
        actions: !report.actions.is_empty() || filled(Part::Actions),
        timeline: !report.entries.is_empty(),
    }
}
