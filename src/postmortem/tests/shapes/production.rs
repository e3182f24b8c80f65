//! A campaign brought more traffic than a bug could bear: a timeline in one clock, causes, corrective actions, and the
//! lessons as a paragraph.

use super::*;

fn incident() -> State {
    let mut record = Record::of("America/New_York", "Production down", "2023-03-01T17:00:00Z", "2023-03-02T15:00:00Z");
    record.write(Section::Summary, "Production was down for about 4 hours; customers and revenue were hit.");
    record.write(Section::Impact, "No customer could use the product, and revenue was lost.");
    for (time, kind, text) in [
        ("2023-03-01T17:00:00Z", EntryKind::Finding, "a campaign brings more traffic"),
        ("2023-03-01T18:30:00Z", EntryKind::Alert, "a customer reports the first error"),
        ("2023-03-01T18:45:00Z", EntryKind::Finding, "it is a bug of ours; work on it begins"),
        ("2023-03-01T19:30:00Z", EntryKind::Finding, "many more reports: it is wider than thought"),
        ("2023-03-01T20:00:00Z", EntryKind::Finding, "the failover fails and everything stops"),
        ("2023-03-01T20:30:00Z", EntryKind::Action, "a makeshift fix brings the server back"),
        ("2023-03-01T21:00:00Z", EntryKind::Action, "the search for the cause begins"),
    ] {
        record.line(time, kind, text);
    }
    record.cause(CauseKind::Root, "A bug that overloads the server under traffic", "");
    record.cause(CauseKind::Root, "Redundancy that could not take the surge", "");
    record.cause(CauseKind::Root, "Teams that did not talk to each other", "");
    for (number, text) in
        (1..).zip(["Review and mend the code", "Balance load and fail over", "Agree how teams talk", "Hold a review"])
    {
        record.measure("", text, "");
        record.play(Followup::Done(number));
    }
    record.extra("Lessons learned", "Redundancy and talking matter; code wants reviews, and so do incidents.");
    record.closed("2023-03-01T21:00:00Z")
}

#[test]
fn the_report_in_atlassians_shape_tells_it_all() {
    let report = in_template("atlassian", &incident());
    check(
        &report,
        &[
            ("", &["2023-03-01 12:00 to 2023-03-01 16:00 EST (America/New_York, UTC-5)", "**Duration:** 4 h"]),
            ("Incident summary", &["about 4 hours"]),
            ("Impact", &["revenue was lost"]),
            (
                "Timeline",
                &[
                    "| Time (EST) |",
                    "| 12:00 | finding | ana | a campaign",
                    "| 13:30 | alert | ana | a customer",
                    "| 13:45 | finding | ana | it is a bug",
                    "| 14:30 | finding | ana | many more",
                    "| 15:00 | finding | ana | the failover",
                    "| 15:30 | action | ana | a makeshift",
                    "| 16:00 | action | ana | the search",
                ],
            ),
            ("Root cause", &["### 1. A bug", "### 2. Redundancy", "### 3. Teams"]),
            ("Lessons learned", &["Redundancy and talking matter"]),
            (
                "Corrective actions",
                &["0 of 4 open", "| 1 | Review and mend", "| 2 | Balance", "| 3 | Agree", "| 4 | Hold", "| done |"],
            ),
        ],
    );
    assert!(!report.contains("No lesson has been recorded"), "{report}");
}
