//! The table of all checks, for the command line and the documentation.

use super::Weight;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, which waivers use.
    pub code: &'static str,
    /// How bad such a finding is at most.
    pub weight: Weight,
    /// What it finds, in a sentence.
    pub about: &'static str,
}

const fn error(code: &'static str, about: &'static str) -> Check {
    Check { code, weight: Weight::Error, about }
}

const fn warning(code: &'static str, about: &'static str) -> Check {
    Check { code, weight: Weight::Warning, about }
}

const fn info(code: &'static str, about: &'static str) -> Check {
    Check { code, weight: Weight::Info, about }
}

/// Every kind of finding about facts, times and omissions.
pub const CODES: &[Check] = &[
    error("date-disagrees", "Two days are given for the incident that cannot both be right."),
    error("start-day-disagrees", "The incident is said to have begun on a day other than that of its stated start."),
    error("report-before-incident", "The report is dated before the incident began."),
    error("weekday-wrong", "A weekday does not fall on the date beside it."),
    error("impossible-time", "A date or a time does not exist or is malformed."),
    error("blank-left", "A blank of a template was left."),
    error("end-before-start", "Something ended before it began."),
    error("start-disagrees", "Two different times are given for the start of the impact."),
    error("end-disagrees", "Two different times are given for the end of the impact."),
    error("window-outside", "People were hit before the stated start or after the resolution."),
    error("length-disagrees", "The stated length is not the time between start and end."),
    warning("contested", "People who did not see each other wrote different things, and nobody settled it."),
    warning("length-unproven", "No timed start and end are as far apart as the stated length says."),
    warning("zone-missing", "Times are given, but no time zone."),
    warning("zones-differ", "Times are given in different time zones, and it is unclear which holds where."),
    warning(
        "zone-out-of-season",
        "The name of a zone was not in use on that day: winter time in summer or the reverse.",
    ),
    warning("clock-styles-mixed", "Some times are written with am and pm, others on the 24-hour clock."),
    warning("out-of-order", "An entry of the timeline stands after a later one."),
    warning(
        "restored-twice",
        "Service was restored, failed again, and the report does not tell the two windows apart.",
    ),
    warning("due-before-incident", "A follow-up was due before the incident began."),
    warning("next-before-update", "An update promised the next one for a time before it was sent."),
    warning("trouble-before-start", "Something was reported broken before the stated start."),
    warning("start-untimed", "Nothing says at what time the impact began."),
    warning("detection-untimed", "Nothing says at what time the incident was noticed."),
    warning("end-untimed", "Nothing says at what time the impact ended."),
    warning("promise-as-done", "Work that is promised stands among work that was done."),
    warning("impact-without-number", "The impact names no number of what was hit."),
    warning("cause-unnamed", "The part about causes names none."),
    warning("blame", "A person is judged instead of the system."),
    warning("timeline-missing", "There is no timeline."),
    warning("severity-missing", "Nothing says how bad the incident was."),
    warning("commander-missing", "Nothing says who led the response."),
    warning("updates-missing", "No word to customers or colleagues is recorded."),
    warning("impact-missing", "Nothing says who was hit and how."),
    warning("causes-missing", "Nothing says why it happened."),
    warning("lessons-missing", "Nothing says what was learnt."),
    warning("actions-missing", "Nothing says what will be done so that it does not happen again."),
    warning("action-without-owner", "Nobody is named who will do it."),
    warning("action-without-due", "No day is named by which it is to be done."),
    info("action-without-priority", "Nothing says how urgent it is."),
    info("action-without-status", "Nothing says how far it is."),
    info("cause-without-mechanism", "A cause is named but not explained."),
    info("gap", "The timeline is silent for long while the incident went on."),
];
