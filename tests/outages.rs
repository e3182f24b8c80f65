//! Three outages that other people really had and wrote about, told to the program afterwards: each line with the time
//! that its people gave, in their zone. What comes out must be what they told, in order, and agree with itself.

#[path = "outages/telling.rs"]
mod telling;

use telling::Telling;

/// The lines of a day, as [`telling::Report::on`] gives them.
fn lines(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines.iter().map(|(clock, what)| (clock.to_string(), what.to_string())).collect()
}

#[test]
fn campaign_day() {
    // The account names no zone, so it is told in UTC: any other would claim to know where it was.
    let telling = Telling::new(0);
    // It gives about four hours in all. Only from noon, when the campaign's visitors came, to four o'clock, when people
    // turned from repairing to asking why, is that true: so these are the beginning and the end. The first customer
    // who could not get in is the detection. The provisional repair at half past three ended the impact and no more.
    telling.ic(&[
        "declare",
        "Nobody can use the product on campaign day",
        "--sev=1",
        "--zone=UTC",
        "--started=2023-03-01 12:00 pm",
        "--detected=2023-03-01 1:30 pm",
        "--at=2023-03-01 1:45 pm",
    ]);
    telling.tell(
        "2023-03-01",
        &[
            ("12:00 pm", &["log", "a new campaign brings more and more visitors"]),
            ("1:30 pm", &["log", "a customer writes that they cannot get in", "--kind", "alert", "--as", "support"]),
            ("1:45 pm", &["role", "commander", "product team"]),
            ("1:45 pm", &["status", "identified", "our own code has a bug; a fix is begun"]),
            ("2:30 pm", &["log", "many more reports: it is wider than believed", "--kind", "finding"]),
            ("3:00 pm", &["log", "nothing takes over from the server and it goes down", "--kind", "alert", "--key"]),
            ("3:30 pm", &["log", "a provisional fix goes live", "--kind", "action", "--as", "product team"]),
            ("3:30 pm", &["status", "mitigated", "the server answers again"]),
            ("4:00 pm", &["status", "resolved", "the search for the reasons begins"]),
            ("4:00 pm", &["role", "commander", "--release"]),
        ],
    );
    telling.ic(&["impact", "customers were locked out and much revenue was lost"]);
    telling.ic(&["cause", "A bug lets the server overload", "--text", "It shows only above a certain load."]);
    telling.ic(&["cause", "Too little redundancy"]);
    telling.ic(&["cause", "Teams did not talk to each other", "--text", "Help came later than it could have."]);
    for (number, (what, purpose)) in [
        ("review the code and mend the bug", "prevent"),
        ("share the load and fail over", "mitigate"),
        ("agree how teams work together", "process"),
        ("look at all of this again together", "process"),
    ]
    .into_iter()
    .enumerate()
    {
        telling.ic(&["followup", "add", what, "--purpose", purpose]);
        telling.ic(&["followup", "done", &(number + 1).to_string()]);
    }
    telling.ic(&["lesson", "redundancy has to be there before the visitors are"]);
    telling.ic(&["lesson", "a review of code in time is cheaper than an outage"]);
    telling.ic(&["close"]);

    let report = telling.report();
    assert!(report.0.starts_with("# Nobody can use the product on campaign day\n"), "{}", report.0);
    assert_eq!(report.fact("When"), "2023-03-01 12:00 to 2023-03-01 16:00 UTC");
    assert_eq!(report.fact("Duration"), "4 h");
    assert_eq!(report.fact("Incident commander"), "product team");
    let measures = [("detect", "1 h 30 min"), ("declare", "15 min"), ("mitigate", "3 h 30 min"), ("resolve", "4 h")];
    for (name, length) in measures {
        assert_eq!(report.row("Times", &format!("Time to {name}"))[2], length, "{name}");
    }
    assert_eq!(report.row("Roles", "incident commander")[2..], ["2023-03-01 13:45", "2023-03-01 16:00", "released"]);
    assert!(report.section("Times").contains("Times are in UTC."));
    assert_eq!(report.days()[0], "Wednesday 2023-03-01");
    assert_eq!(report.days().len(), 2, "the outage, and the day of the report");
    assert_eq!(
        report.on("2023-03-01"),
        lines(&[
            ("12:00", "impact started"),
            ("12:00", "a new campaign brings more and more visitors"),
            ("13:30", "incident detected"),
            ("13:30", "a customer writes that they cannot get in"),
            ("13:45", "declared: Nobody can use the product on campaign day"),
            ("13:45", "severity SEV1"),
            ("13:45", "checklist: 11 tasks from the playbook for SEV1"),
            ("13:45", "product team is incident commander"),
            ("13:45", "status investigating → identified: our own code has a bug; a fix is begun"),
            ("14:30", "many more reports: it is wider than believed"),
            ("15:00", "nothing takes over from the server and it goes down"),
            ("15:30", "a provisional fix goes live"),
            ("15:30", "status identified → mitigated: the server answers again"),
            ("16:00", "status mitigated → resolved: the search for the reasons begins"),
            ("16:00", "product team is no longer incident commander"),
        ])
    );
    for (place, cause) in ["A bug lets the server overload", "Too little redundancy"].iter().enumerate() {
        assert!(report.section("Root causes").contains(&format!("### {}. {cause}\n", place + 1)));
    }
    assert!(report.section("Follow-ups").contains("\n0 of 4 open.\n"));
    telling.agrees("2023-03-01 12:00", "2023-03-01 16:00");
}

#[test]
fn the_laptop_in_the_corner() {
    let telling = Telling::new(3);
    telling.ic(&[
        "declare",
        "Both web servers answer every request with an error",
        "--sev=1",
        "--zone=Africa/Nairobi",
        "--started=2023-08-04 3:25 pm",
        "--detected=2023-08-04 4:26 pm",
        "--at=2023-08-04 4:26 pm",
    ]);
    telling.tell(
        "2023-08-04",
        &[
            ("3:00 pm", &["log", "setting up the servers", "--kind", "action"]),
            ("4:26 pm", &["log", "the pagers go off", "--kind", "alert", "--as", "monitoring"]),
            ("4:26 pm", &["role", "commander", "owner of the servers"]),
            ("6:45 pm", &["log", "monitoring itself makes it worse", "--kind", "finding"]),
            ("6:45 pm", &["status", "fixing", "the laptop that hosts both does not start: all is down"]),
        ],
    );
    telling.tell(
        "2023-08-05",
        &[
            ("2:15 pm", &["log", "a first repair of the laptop does not hold", "--kind", "action"]),
            ("2:15 pm", &["role", "ops", "computer engineer"]),
            ("8:30 pm", &["status", "resolved", "all traffic is served again"]),
        ],
    );
    // As it looked that evening.
    let evening = telling.report();
    assert!(evening.0.starts_with("# DRAFT: "), "{}", evening.0);
    assert_eq!(evening.fact("When"), "2023-08-04 15:25 to 2023-08-05 20:30 EAT (Africa/Nairobi, UTC+3)");
    assert_eq!(evening.fact("Duration"), "1 d 5 h 5 min");

    telling.tell("2023-08-06", &[("5:00 am", &["status", "investigating", "the laptop failed to restart, again"])]);
    // Down again: neither the end nor the cause of before counts any more.
    let night = telling.report();
    assert_eq!(night.fact("When"), "since 2023-08-04 15:25 EAT (Africa/Nairobi, UTC+3), not over yet");
    assert!(night.fact("Duration").ends_with(" so far"));
    for milestone in ["Cause identified", "Incident resolved"] {
        assert_eq!(night.row("Times", milestone)[1], "not yet", "{milestone}");
    }

    // Told out of order: the report sorts it.
    telling.tell("2023-08-08", &[("8:45 pm", &["log", "ordered two new servers", "--kind", "action"])]);
    telling.tell(
        "2023-08-07",
        &[
            ("8:45 pm", &["log", "a second repair fails", "--kind", "action", "--as", "computer engineer"]),
            ("8:45 pm", &["log", "give the laptop up and buy a new host", "--kind", "decision", "--key"]),
            ("8:45 pm", &["status", "identified", "the laptop is beyond repair"]),
        ],
    );
    telling.tell(
        "2023-08-08",
        &[
            ("9:00 pm", &["log", "setting up the new servers", "--kind", "action"]),
            ("9:30 pm", &["status", "resolved", "both sites are back, on other machines"]),
        ],
    );
    telling.ic(&["impact", "every request failed, and with them the applications that need the servers"]);
    telling.ic(&["cause", "Both servers ran on one old laptop", "--text", "When it did not start, nothing could."]);
    telling.ic(&["cause", "There was no copy of the data", "--text", "All of it was lost with the laptop."]);
    for (what, purpose) in [
        ("release no configuration as before until that is safer", "prevent"),
        ("roll configuration out in stages, by program", "mitigate"),
        ("back the servers up regularly", "mitigate"),
        ("look over the machines regularly", "detect"),
    ] {
        telling.ic(&["followup", "add", what, "--purpose", purpose]);
    }
    telling.ic(&["lesson", "a repair that holds for a night is not the end"]);
    telling.ic(&["close"]);

    let report = telling.report();
    assert_eq!(report.fact("When"), "2023-08-04 15:25 to 2023-08-08 21:30 EAT (Africa/Nairobi, UTC+3)");
    assert_eq!(report.fact("Duration"), "4 d 6 h 5 min");
    assert!(report.section("Times").contains("Times are in EAT (Africa/Nairobi, UTC+3)."));
    assert_eq!(report.rows("Times")[0], ["Milestone", "When (EAT)"]);
    for (milestone, when) in [
        ("Impact started", "2023-08-04 15:25"),
        ("Incident detected", "2023-08-04 16:26"),
        ("Cause identified", "2023-08-07 20:45"),
        ("Impact mitigated", "not recorded"),
        ("Incident resolved", "2023-08-08 21:30"),
    ] {
        assert_eq!(report.row("Times", milestone)[1], when, "{milestone}");
    }
    for (name, length) in [("detect", "1 h 1 min"), ("declare", "0 min"), ("resolve", "4 d 6 h 5 min")] {
        assert_eq!(report.row("Times", &format!("Time to {name}"))[2], length, "{name}");
    }
    let json = telling.json();
    assert_eq!(json["zone"], "Africa/Nairobi");
    assert_eq!(json["milestones"]["started"], "2023-08-04T12:25:00Z");
    assert_eq!(json["milestones"]["resolved"], "2023-08-08T18:30:00Z");

    let days = report.days();
    let told = ["Friday 2023-08-04", "Saturday 2023-08-05", "Sunday 2023-08-06", "Monday 2023-08-07"];
    assert_eq!((&days[..4], days[4], days.len()), (&told[..], "Tuesday 2023-08-08", 6));
    assert_eq!(
        report.on("2023-08-04")[..3],
        lines(&[
            ("15:00", "setting up the servers"),
            ("15:25", "impact started"),
            ("16:26", "declared: Both web servers answer every request with an error"),
        ])
    );
    assert_eq!(
        report.on("2023-08-06"),
        lines(&[("05:00", "status resolved → investigating: the laptop failed to restart, again")])
    );
    assert_eq!(
        report.on("2023-08-08"),
        lines(&[
            ("20:45", "ordered two new servers"),
            ("21:00", "setting up the new servers"),
            ("21:30", "status identified → resolved: both sites are back, on other machines"),
        ])
    );
    let printed = telling.ic(&["timeline"]);
    let headings: Vec<&str> = printed.lines().filter(|line| line.starts_with('─')).collect();
    assert_eq!(headings[..2], ["── Fri 2023-08-04 EAT ──", "── Sat 2023-08-05 EAT ──"]);
    assert!(
        report.section("Follow-ups").contains("\n4 of 4 open, 4 of them without an owner, 4 of them without a due")
    );
    telling.agrees("2023-08-04 15:00", "2023-08-08 21:30");
}

#[test]
fn slow_then_gone() {
    let telling = Telling::new(1);
    telling.ic(&[
        "declare",
        "Web server slow, then gone",
        "--sev=2",
        "--zone=GMT + 1",
        "--started=2023-10-23 14:25",
        "--detected=2023-10-23 14:25",
        "--at=2023-10-23 14:56",
        "--as=response team",
    ]);
    telling.tell(
        "2023-10-23",
        &[
            ("14:25", &["log", "answers suddenly take much longer", "--kind", "alert", "--as", "monitoring"]),
            ("14:56", &["role", "commander", "response team"]),
            ("15:15", &["log", "the server returns errors", "--kind", "finding"]),
            ("15:15", &["log", "failing over to the standby", "--kind", "action", "--as", "response team"]),
            ("18:30", &["log", "the standby does not take over", "--kind", "finding"]),
            ("18:30", &["log", "take the sick server off the net", "--kind", "decision", "--key"]),
            ("20:12", &["role", "ops", "administrators"]),
            ("20:12", &["status", "identified", "found and repaired; not serving yet"]),
            ("22:35", &["status", "resolved", "the server is back and all is as usual"]),
        ],
    );
    for (what, purpose) in [
        ("audit machines, programs and settings", "prevent"),
        ("rehearse the failover", "mitigate"),
        ("alert on slow answers and errors as they begin", "detect"),
        ("write down how the servers are set up and mended", "process"),
        ("share the load among several servers", "mitigate"),
        ("test every release by program", "prevent"),
        ("train for outages", "process"),
        ("look back on every outage", "process"),
        ("keep everything patched", "prevent"),
        ("agree who tells whom, inside and outside", "process"),
    ] {
        telling.ic(&["followup", "add", what, "--purpose", purpose, "--owner", "administrators"]);
    }
    telling.ic(&["lesson", "a failover that was never tried is none"]);
    // The account ends with the server's return, so it is closed then.
    let impact = "--impact=the site could not be used for most of a day, and work on a project stood still";
    let cause = "--cause=A sick Node.js process slowed everything behind it down until nothing answered";
    telling.ic(&["close", "--at=2023-10-23 22:35", impact, cause]);

    let report = telling.report();
    assert_eq!(report.fact("When"), "2023-10-23 14:25 to 2023-10-23 22:35 UTC+1");
    assert_eq!(report.fact("Duration"), "8 h 10 min");
    assert_eq!(report.fact("Status"), "closed");
    assert!(report.section("Times").contains("Times are in UTC+1."));
    assert_eq!(report.rows("Timeline")[0], ["Time (UTC+1)", "Kind", "Who", "What"]);
    for (name, length) in [("detect", "0 min"), ("declare", "31 min"), ("resolve", "8 h 10 min")] {
        assert_eq!(report.row("Times", &format!("Time to {name}"))[2], length, "{name}");
    }
    let json = telling.json();
    assert_eq!(json["zone"], "UTC+1");
    assert_eq!(json["milestones"]["resolved"], "2023-10-23T21:35:00Z");
    assert_eq!(json["followups"].as_array().unwrap().len(), 10);
    assert!(report.section("Follow-ups").contains("\n10 of 10 open, 10 of them without a due date.\n"));
    assert_eq!(report.row("Roles", "operations lead")[2..4], ["2023-10-23 20:12", "2023-10-23 22:35"]);

    assert_eq!(report.days(), ["Monday 2023-10-23"]);
    let clocks: Vec<String> = report.on("2023-10-23").into_iter().map(|(clock, _)| clock).collect();
    let noticed = ["14:25"; 3].into_iter().chain(["14:56"; 4]).chain(["15:15"; 2]);
    let told = noticed.chain(["18:30"; 2]).chain(["20:12"; 2]).chain(["22:35"; 2]);
    assert_eq!(clocks, told.collect::<Vec<_>>());
    let done: Vec<String> = report.rows("What was done")[1..].iter().map(|row| row[3].clone()).collect();
    assert_eq!(done, ["failing over to the standby", "take the sick server off the net"]);
    telling.agrees("2023-10-23 14:25", "2023-10-23 22:35");
}
