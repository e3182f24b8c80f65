//! A web server was down for an afternoon and the failover failed: times with an offset for a zone, ten numbered
//! measures with a title and a text, immediate and preventive ones apart, and a conclusion.

use super::*;

const MEASURES: [(&str, &str); 10] = [
    ("Audits", "Look at the whole system regularly."),
    ("Failover tests", "Try the backup before it is needed."),
    ("Monitoring", "Set limits for times and errors."),
    ("Documentation", "Write down how the servers are set up."),
    ("Load balancing", "Spread the traffic."),
    ("Automatic tests", "Test under load before a release."),
    ("Drills", "Practise an incident."),
    ("Postmortems", "Learn from each incident."),
    ("Patches", "Keep everything up to date."),
    ("Communication", "Know who tells whom."),
];

fn incident() -> State {
    let mut record = Record::of("UTC+1", "Web server down", "2023-10-23T13:25:00Z", "2023-10-24T09:00:00Z");
    record.write(Section::Summary, "The web server was down for some hours.");
    record.write(Section::Impact, "A project lost much of a day.");
    for (time, kind, text) in [
        ("2023-10-23T13:25:00Z", EntryKind::Alert, "responses get slow"),
        ("2023-10-23T13:56:00Z", EntryKind::Action, "the search for the cause begins"),
        ("2023-10-23T14:15:00Z", EntryKind::Action, "failover to the backup"),
        ("2023-10-23T17:30:00Z", EntryKind::Decision, "the failover failed; take the server down"),
        ("2023-10-23T19:12:00Z", EntryKind::Finding, "the cause is found and removed"),
        ("2023-10-23T21:35:00Z", EntryKind::Action, "the server is back"),
    ] {
        record.line(time, kind, text);
    }
    record.cause(CauseKind::Root, "A part that every request passes", "Its failure spread until nothing answered.");
    for (title, text) in MEASURES {
        record.measure("Preventive", title, text);
    }
    record.measure("Immediate", "Restart what hangs", "");
    record.write(Section::Conclusion, "The measures are to make the service sturdier; we thank for your patience.");
    record.closed("2023-10-23T21:35:00Z")
}

fn measures_in_order(report: &str, heading: &str) {
    let section = under(report, heading);
    let mut place = section.find("### Preventive").unwrap();
    for (number, (title, text)) in (1..).zip(MEASURES) {
        let told = format!("**{number}. {title}:** {text}");
        assert!(section.contains(&format!("| {number} | {title}")), "{title}\n{report}");
        place += section[place..].find(&told).unwrap_or_else(|| panic!("{told}\n{report}"));
    }
    let immediate = section.find("### Immediate").unwrap();
    assert!(immediate > place && section[immediate..].contains("Restart what hangs"), "{report}");
}

#[test]
fn the_standard_report_tells_it_all() {
    let report = in_template("standard", &incident());
    check(
        &report,
        &[
            ("", &["2023-10-23 14:25 to 2023-10-23 22:35 UTC+1", "**Duration:** 8 h 10 min"]),
            ("Summary", &["some hours"]),
            ("Impact", &["much of a day"]),
            ("Root causes", &["A part that every request passes\n\nIts failure spread"]),
            ("Times", &["Times are in UTC+1."]),
            (
                "Timeline",
                &[
                    "| Time (UTC+1) |",
                    "| 14:25 |",
                    "| 14:56 |",
                    "| 15:15 |",
                    "| 18:30 |",
                    "| 20:12 |",
                    "| 22:35 | action | ana | the server is back",
                ],
            ),
            ("Conclusion", &["sturdier", "patience"]),
        ],
    );
    measures_in_order(&report, "Follow-ups");
}

#[test]
fn other_shapes_number_the_measures_too() {
    let state = incident();
    measures_in_order(&in_template("pagerduty", &state), "Action Items");
    measures_in_order(&in_template("atlassian", &state), "Corrective actions");
}
