//! A machine at home failed twice in five days: a posted date, an author, contents, an apology at the beginning and at
//! the end, full dates in a named zone, two windows, and measures without an owner.

use super::*;
use crate::incident::review::Window;

fn incident() -> State {
    let mut record =
        Record::of("Africa/Nairobi", "Servers at home down", "2023-08-04T13:25:00Z", "2023-08-11T06:00:00Z");
    record.write(Section::Subtitle, "Posted on Friday 2023-08-11");
    record.play(Review::Add(Item::Author("Kamau Mwangi".into())));
    record.write(Section::Summary, "Requests to both servers failed; at the peak all traffic was hit.");
    record.write(
        Section::Impact,
        "100 % of the traffic failed with errors, and tasks that need the servers failed, too.",
    );
    record.write(Section::Apology, "I am sorry, and I thank everybody for their patience.");
    for (from, to, note) in [
        ("2023-08-04T13:25:00Z", "2023-08-05T17:30:00Z", "the first failure"),
        ("2023-08-06T02:00:00Z", "2023-08-08T18:30:00Z", "the second failure"),
    ] {
        record.play(Review::Add(Item::Window(Window { from: utc(from), to: utc(to), note: Some(note.into()) })));
    }
    for (time, kind, text) in [
        ("2023-08-04T12:00:00Z", EntryKind::Action, "servers are set up"),
        ("2023-08-04T13:26:00Z", EntryKind::Alert, "pagers go off"),
        ("2023-08-04T15:45:00Z", EntryKind::Finding, "the machine shuts down"),
        ("2023-08-05T11:15:00Z", EntryKind::Action, "first attempt at a repair"),
        ("2023-08-05T17:30:00Z", EntryKind::Finding, "all traffic is back"),
        ("2023-08-06T02:00:00Z", EntryKind::Finding, "the machine shuts down again"),
        ("2023-08-08T17:45:00Z", EntryKind::Decision, "new servers are asked for"),
        ("2023-08-08T18:00:00Z", EntryKind::Action, "new servers are set up"),
        ("2023-08-08T18:30:00Z", EntryKind::Finding, "the servers are back"),
    ] {
        record.line(time, kind, text);
    }
    record.cause(CauseKind::Root, "The machine would not start", "Everything on it was lost.");
    record.write(Section::Recovery, "On 2023-08-05 an engineer repaired the machine.\n\nIt failed again the next day.");
    record.write(Section::Resolution, "Two new servers took its place.");
    for text in ["Stop automatic releases", "Roll out in stages", "Back everything up", "Check machines regularly"] {
        record.measure("", text, "");
    }
    record.closed("2023-08-08T18:30:00Z")
}

#[test]
fn the_standard_report_tells_it_all() {
    let report = in_template("standard", &incident());
    check(
        &report,
        &[
            (
                "",
                &[
                    "*Posted on Friday 2023-08-11*",
                    "2023-08-04 16:25 to 2023-08-08 21:30 EAT (Africa/Nairobi, UTC+3)",
                    "**People were hit for:** 3 d 20 h 35 min in 2 windows",
                    "**Authors:** Kamau Mwangi",
                    "- [Summary](#summary)\n",
                    "- [Root causes](#root-causes)\n",
                    "- [Timeline](#timeline)\n",
                ],
            ),
            ("Summary", &["all traffic was hit"]),
            (
                "Impact",
                &[
                    "100 % of the traffic",
                    "| 2023-08-04 16:25 | 2023-08-05 20:30 | 1 d 4 h 5 min | the first failure |",
                    "| 2023-08-06 05:00 | 2023-08-08 21:30 | 2 d 16 h 30 min | the second failure |",
                ],
            ),
            ("Root causes", &["The machine would not start", "Everything on it was lost."]),
            ("Recovery", &["an engineer repaired", "failed again"]),
            ("Resolution", &["Two new servers"]),
            (
                "Follow-ups",
                &[
                    "4 of them without an owner",
                    "| 1 | Stop",
                    "| 2 | Roll out",
                    "| 3 | Back",
                    "| 4 | Check",
                    "| nobody |",
                ],
            ),
            (
                "Timeline",
                &[
                    "### Friday 2023-08-04\n",
                    "| 15:00 |",
                    "servers are set up",
                    "| 16:26 |",
                    "| 18:45 |",
                    "### Saturday 2023-08-05\n",
                    "| 14:15 |",
                    "| 20:30 |",
                    "### Sunday 2023-08-06\n",
                    "| 05:00 |",
                    "### Tuesday 2023-08-08\n",
                    "| 20:45 |",
                    "| 21:00 |",
                    "| 21:30 |",
                ],
            ),
            ("To those who were hit", &["I am sorry", "thank"]),
        ],
    );
}

#[test]
fn the_customers_read_the_apology_before_anything_else() {
    let report = in_template("customer", &incident());
    check(&report, &[("", &["*Posted on Friday 2023-08-11*", "I am sorry"]), ("Impact", &["second failure"])]);
}
