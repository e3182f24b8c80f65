//! Which of the things that a report should have it has, as far as its words tell.

use std::sync::LazyLock;

use regex::Regex;

use crate::postmortem::lint::report::{Has, Part, Report};

/// Where causes are told in a report that has no part about them.
const CAUSES_ELSEWHERE: &[Part] = &[
    Part::Head,
    Part::Summary,
    Part::Timeline,
    Part::Detection,
    Part::Response,
    Part::Lessons,
    Part::Closing,
    Part::Other,
];

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

/// Somebody or something that was hit, and how.
static HIT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:impact(?:ed|s|ing)?|affect(?:ed|s|ing)|unavailab\w+|unable|inaccessible|unusable|unreachable|outages?|downtime|disrupt\w+|degrad\w+|errors?|fail(?:ed|ing|s|ures?)?|lost|loss|crash\w*|down|slow\w*)\b";
    Regex::new(pattern).expect("a valid pattern")
});
/// A word on why it happened.
static WHY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:root\s+causes?|caus(?:ed|es|ing)|(?:the|its|our)\s+causes?|due\s+to|because|as\s+a\s+result\s+of|the\s+reasons?|turned\s+out|contributing\s+factors?|triggered\s+by)\b";
    Regex::new(pattern).expect("a valid pattern")
});
static LEARNT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:we\s+(?:have\s+)?(?:also\s+)?learn(?:ed|t)|lessons?\s+(?:we\s+)?learn(?:ed|t)|what\s+went\s+(?:well|wrong|badly))\b";
    Regex::new(pattern).expect("a valid pattern")
});

/// Looks through the report's texts, entries and actions.
pub(super) fn read(report: &Report) -> Has {
    let said = |words: &Regex| report.texts.iter().any(|text| text.part != Part::Actions && words.is_match(&text.text));
    let filled = |part: Part| {
        report.texts.iter().any(|text| text.part == part && !text.heading && text.text.chars().any(char::is_alphabetic))
    };
    let told = |parts: &[Part], words: &Regex| {
        report.texts.iter().any(|text| !text.heading && parts.contains(&text.part) && words.is_match(&text.text))
    };
    let led = |part: Part| report.texts.iter().any(|text| text.part == part);
    Has {
        severity: report.texts.iter().any(|text| {
            matches!(text.part, Part::Head | Part::Summary | Part::Impact | Part::Other)
                && SEVERITY.is_match(&text.text)
        }),
        commander: said(&COMMANDER),
        updates: said(&UPDATES) || filled(Part::Updates),
        impact: led(Part::Impact) || told(&[Part::Head, Part::Summary], &HIT),
        causes: filled(Part::Causes) || !led(Part::Causes) && told(CAUSES_ELSEWHERE, &WHY),
        lessons: filled(Part::Lessons) || !led(Part::Lessons) && told(&[Part::Summary, Part::Closing], &LEARNT),
        actions: !report.actions.is_empty() || filled(Part::Actions),
        timeline: !report.entries.is_empty(),
    }
}
