//! A rare bug brought every service down: a trigger beside the cause, an impact without a figure, titled measures.

use super::*;

fn incident() -> State {
    let mut record = Record::of("UTC", "A day without service", "2024-03-01T10:30:00Z", "2024-03-04T09:00:00Z");
    record.write(Section::Summary, "Load rose at 10:30, and at 11:45 every service was down for hours.");
    record.write(Section::Background, "What follows tells what led up to the failure and what we change.");
    record.write(Section::Impact, "Revenue and trust were lost, and much overtime was paid.");
    record.write(Section::Detection, "Monitoring saw the load rise.");
    record.write(Section::Recovery, "Makeshift fixes and more machines brought the service back.");
    record.write(Section::Resolution, "The code was read for other bugs of the kind.");
    record.line("2024-03-01T10:30:00Z", EntryKind::Alert, "load rises");
    record.line("2024-03-01T11:45:00Z", EntryKind::Finding, "every service is down");
    record.cause(CauseKind::Root, "A bug in the database layer", "Queries multiplied until the servers fell over.");
    record.cause(CauseKind::Trigger, "An odd order of clicks", "Hardly anybody does it.");
    record.measure("", "Code review", "Bugs are to be caught before a release.");
    record.measure("", "Monitoring", "Odd behaviour is to be seen at once.");
    record.measure("", "Load tests", "Peaks are to be tried regularly.");
    record.measure("", "Response plan", "Everybody is to know whom to tell.");
    record.write(Section::Conclusion, "Sturdy machines and watchful monitoring matter.");
    record.closed("2024-03-01T15:00:00Z")
}

#[test]
fn the_report_in_googles_shape_tells_it_all() {
    let report = in_template("google-sre", &incident());
    check(
        &report,
        &[
            ("", &["**Date:** 2024-03-01", "2024-03-01 10:30 to 2024-03-01 15:00 UTC"]),
            ("Summary", &["at 11:45 every service"]),
            ("Background", &["what led up"]),
            ("Impact", &["Revenue and trust"]),
            ("Root Causes", &["A bug in the database layer\n\nQueries multiplied"]),
            ("Trigger", &["**2. An odd order of clicks**\n\nHardly anybody"]),
            ("Resolution", &["Makeshift fixes", "read for other bugs"]),
            ("Detection", &["Monitoring saw"]),
            (
                "Action Items",
                &[
                    "| Code review |",
                    "| Response plan |",
                    "**Code review:** Bugs",
                    "**Monitoring:** Odd",
                    "**Load tests:** Peaks",
                    "**Response plan:** Everybody",
                ],
            ),
            ("Timeline", &["| 10:30 |", "| 11:45 |", "every service is down"]),
            ("Conclusion", &["Sturdy machines"]),
        ],
    );
    assert!(!under(&report, "Root Causes").contains("clicks"), "{report}");
}
