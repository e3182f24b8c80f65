//! A host of web sites ran out of capacity: titled causes, titled measures of which some are done and some promised, a
//! conclusion, an apology, and somebody who signs.

use super::*;

fn incident() -> State {
    let mut record = Record::of("UTC", "Customer sites down", "2023-10-12T09:30:00Z", "2023-10-13T08:00:00Z");
    record.write(Section::Summary, "A server was overloaded and the sites on it could not be reached.");
    record.write(Section::Impact, "About 30 % of the customers' sites were down for 1 h 15 min.");
    record.write(Section::Background, "The use of the server had risen all morning before the alerts came.");
    let causes = [
        ("Growth was underrated", "Traffic had grown for months and capacity had not."),
        ("Monitoring was too quiet", "No alert was set for the critical level."),
        ("No spare server", "There was nowhere to move the traffic."),
        ("Unclear duties", "Those on call did not know who does what."),
    ];
    for (title, text) in causes {
        record.cause(CauseKind::Root, title, text);
    }
    let measures = [
        ("Traffic moved", "A second server with room took over."),
        ("Better monitoring", "Alerts come when a limit is reached."),
        ("More capacity", "Hardware and balancers were bought."),
        ("Failover", "Servers will take over from each other."),
        ("Training", "Everybody on call practises an outage."),
        ("Communication", "Customers will hear from us during an outage."),
        ("Plan for years", "Capacity will be forecast."),
    ];
    for (title, detail) in measures {
        record.measure("", title, detail);
    }
    for done in 1..=3 {
        record.play(Followup::Done(done));
    }
    for begun in 4..=5 {
        record.play(Followup::Start(begun));
    }
    record.write(Section::Conclusion, "Capacity, monitoring and redundancy were too small.");
    record.write(Section::Apology, "We are sorry for the trouble.");
    record.write(Section::Contact, "Write to us with any question.");
    record.write(Section::Signature, "Wairimu Njeri\nSystems administrator\nBig Web Ltd");
    record.line("2023-10-12T09:30:00Z", EntryKind::Alert, "use of the server far above normal");
    record.closed("2023-10-12T10:45:00Z")
}

#[test]
fn the_standard_report_tells_it_all() {
    let report = in_template("standard", &incident());
    check(
        &report,
        &[
            ("", &["**When:** 2023-10-12 09:30 to 2023-10-12 10:45 UTC", "**Duration:** 1 h 15 min"]),
            ("Summary", &["overloaded"]),
            ("Background", &["had risen all morning"]),
            ("Impact", &["30 % of the customers' sites", "1 h 15 min"]),
            (
                "Root causes",
                &[
                    "### 1. Growth was underrated\n\nTraffic had grown",
                    "### 2. Monitoring was too quiet\n\nNo alert",
                    "### 3. No spare server\n\nThere was nowhere",
                    "### 4. Unclear duties\n\nThose on call",
                ],
            ),
            ("Times", &["| Impact started | 2023-10-12 09:30 |", "| Incident resolved | 2023-10-12 10:45 |"]),
            (
                "Follow-ups",
                &[
                    "| 1 | Traffic moved |",
                    "| done |",
                    "| 3 | More capacity |",
                    "| done |",
                    "| 4 | Failover |",
                    "| in progress |",
                    "| 7 | Plan for years |",
                    "| open |",
                    "**1. Traffic moved:** A second server",
                    "**7. Plan for years:** Capacity will be forecast.",
                ],
            ),
            ("Conclusion", &["too small"]),
            ("To those who were hit", &["We are sorry"]),
            ("Contact", &["any question", "Wairimu Njeri\\\nSystems administrator\\\nBig Web Ltd"]),
        ],
    );
}

#[test]
fn the_customers_read_the_apology_first_and_the_signature_last() {
    let report = in_template("customer", &incident());
    check(
        &report,
        &[
            ("", &["We are sorry"]),
            ("What happened", &["overloaded", "2023-10-12 09:30 to 2023-10-12 10:45 UTC"]),
            ("Impact", &["30 %"]),
            ("Why it happened", &["**Growth was underrated**", "**Unclear duties**"]),
            (
                "What we are doing",
                &[
                    "- Done: Traffic moved",
                    "A second server",
                    "- Under way: Failover",
                    "- Planned: Plan for years",
                    "Capacity will be forecast.",
                ],
            ),
            ("Conclusion", &["too small"]),
            ("Contact", &["any question", "Wairimu Njeri\\\nSystems administrator\\\nBig Web Ltd"]),
        ],
    );
}
