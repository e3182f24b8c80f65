//! Times that cannot be, and times written in two styles.

use std::collections::HashSet;

use chrono::Timelike;

use super::quoted;
use crate::postmortem::lint::report::{Clock, Impossible};
use crate::postmortem::lint::{Finding, Place, Report, Weight};

/// The checks of this room.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut findings = impossible(report);
    findings.extend(mixed(report));
    findings
}

fn impossible(report: &Report) -> Vec<Finding> {
    let finding = |weight, it: &Impossible, suggestion| {
        let says = format!("{} says {}: {}.", it.place, quoted(&it.raw), it.why);
        Finding::new("impossible-time", weight, &it.place, says, suggestion)
    };
    let each = report.impossible.iter().map(|it| {
        if it.understood {
            finding(Weight::Warning, it, "Write it in one form.")
        } else {
            finding(Weight::Error, it, "Look up when it was and write that.")
        }
    });
    each.collect()
}

fn mixed(report: &Report) -> Option<Finding> {
    let twelve = report.clocks.iter().find(|clock| clock.twelve)?;
    // In `2:15–2:45 PM` and in `14:15 (2:15 PM)` the one explains the other.
    let explained: HashSet<&Place> = report.clocks.iter().filter(|it| it.twelve).map(|it| &it.place).collect();
    let day = report.clocks.iter().find(|clock| is_24_hours(clock) && !explained.contains(&clock.place))?;
    let (first, second) = if day.place < twelve.place { (day, twelve) } else { (twelve, day) };
    let says = format!(
        "{} writes {} but {} writes {}: the 12-hour and the 24-hour clock are mixed.",
        first.place,
        quoted(&first.raw),
        second.place,
        quoted(&second.raw)
    );
    let suggestion = "Write all times on the 24-hour clock.";
    Some(Finding::new("clock-styles-mixed", Weight::Warning, &second.place, says, suggestion))
}

/// Whether it can only be a time of the 24-hour clock: `10:00` may be short for `10:00 AM`.
fn is_24_hours(clock: &Clock) -> bool {
    let marked = clock.raw.to_lowercase().ends_with(['m', '.']);
    !clock.twelve && !marked && (clock.time.hour() >= 13 || clock.raw.trim_start().starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{clock, codes, impossible, line, report};
    use super::*;

    #[test]
    fn what_cannot_be_is_an_error_unless_it_is_understood() {
        let mut report = report();
        report.impossible = vec![impossible(3, "30 February", "February has 28 days", false)];
        let found = super::check(&report);
        assert_eq!((found[0].weight, &found[0].place), (Weight::Error, &line(3)));
        assert_eq!(found[0].says, "line 3 says “30 February”: February has 28 days.");
        report.impossible[0].understood = true;
        assert_eq!(super::check(&report)[0].weight, Weight::Warning);
        report.impossible.clear();
        assert!(codes(&super::check(&report)).is_empty());
    }

    #[test]
    fn two_styles_are_told_once() {
        let mut report = report();
        report.clocks = vec![clock(1, "14:25"), clock(2, "4:10 pm"), clock(3, "15:25")];
        assert_eq!(codes(&super::check(&report)), ["clock-styles-mixed"]);
        report.clocks = vec![clock(1, "09:25"), clock(2, "4:10 pm")];
        assert_eq!(codes(&super::check(&report)), ["clock-styles-mixed"]);
    }

    #[test]
    fn one_style_is_fine_and_so_is_what_may_be_the_same() {
        let mut report = report();
        report.clocks = vec![clock(1, "10:25"), clock(2, "4:10 pm")];
        assert!(super::check(&report).is_empty());
        report.clocks = vec![clock(1, "14:25"), clock(1, "2:25 pm"), clock(2, "4:10 pm")];
        assert!(super::check(&report).is_empty());
        report.clocks = vec![clock(1, "14:25"), clock(2, "09:10")];
        assert!(super::check(&report).is_empty());
    }
}
