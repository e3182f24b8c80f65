//! The report at the shell: written in parts, checked, exported in every form.

mod common;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use common::{Home, IC, Ran};

fn declared() -> Home {
    let home = Home::new();
    home.declare("Checkout returns 500s");
    home
}

fn done(home: &Home, words: &[&str]) -> String {
    home.ic(words).code(0).out
}

fn json(home: &Home, words: &[&str]) -> Value {
    serde_json::from_str(&done(home, words)).unwrap()
}

/// Runs the program with something on its standard input.
fn fed(home: &Home, words: &[&str], input: &str) -> Ran {
    let mut command = home.command(IC);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn every_part_of_the_report_can_be_said_at_the_shell() {
    let home = declared();
    for (words, said) in [
        (vec!["section", "conclusion", "We", "learn."], "saved conclusion: We learn."),
        (
            vec!["cause", "Pool too small", "--kind", "trigger", "--text", "It was halved."],
            "saved cause 1: Pool too small",
        ),
        (vec!["cause", "Pool halved", "--change", "1"], "saved cause 1: Pool halved"),
        (vec!["report", "author", "bo"], "saved author 1: bo"),
        (vec!["report", "reviewer", "cy"], "saved reviewer 1: cy"),
        (vec!["report", "tag", "database"], "saved tag 1: database"),
        (vec!["report", "service", "checkout"], "saved service 1: checkout"),
        (vec!["report", "metric", "41", "%", "failed", "payments"], "saved metric 1: failed payments: 41 %"),
        (vec!["report", "window", "-20m", "-5m"], "saved window 1: "),
        (vec!["report", "why", "Nobody knew"], "saved why 1: Nobody knew"),
        (vec!["report", "why", "--change", "1", "Nobody looked"], "saved why 1: Nobody looked"),
        (vec!["report", "related", "2026-01-02-slow", "--text", "the same pool"], "saved related 1: 2026-01-02-slow"),
        (vec!["report", "term", "WAL", "a log"], "saved term 1: WAL: a log"),
        (vec!["report", "link", "https://grafana.example/d/7", "Dashboard"], "saved link 1: Dashboard https://"),
        (vec!["report", "extra", "Backlog check", "Two tickets."], "saved extra 1: Backlog check"),
        (vec!["lesson", "Quick rollback", "--kind", "well"], "saved lesson 1: Quick rollback"),
        (
            vec![
                "followup",
                "add",
                "Alert on pool use",
                "--group",
                "Preventive",
                "--detail",
                "At 80 %.",
                "--cause",
                "1",
            ],
            "saved follow-up 1: Alert on pool use",
        ),
        (vec!["followup", "edit", "1", "--priority", "1", "Alert", "earlier"], "saved follow-up 1: Alert earlier"),
        (vec!["followup", "start", "1"], "saved follow-up 1: Alert earlier"),
        (vec!["log", "pods restarted", "--kind", "action", "--about", "--actor", "kubelet"], "action: pods restarted"),
    ] {
        let answer = done(&home, &words);
        assert!(answer.contains(said), "{words:?}: {answer}");
    }
    let report = done(&home, &["export", "-o", "-"]);
    for told in [
        "### 1. Pool halved",
        "**Authors:** bo",
        "**Reviewed by:** cy",
        "**Tags:** database",
        "**Services:** checkout",
        "| failed payments | 41 % |",
        "| 15 min |",
        "1. Nobody looked",
        "2026-01-02-slow: the same pool",
        "**WAL:** a log",
        "Dashboard: <https://grafana.example/d/7>",
        "## Backlog check",
        "Quick rollback",
        "### Preventive",
        "| Alert earlier |",
        "in progress",
        "Against cause 1. At 80 %.",
        "## Conclusion",
        "We learn.",
        "| action | kubelet |",
    ] {
        assert!(report.contains(told), "{told} is not in\n{report}");
    }
    assert_eq!(done(&home, &["section", "conclusion"]), "We learn.\n");
    done(&home, &["section", "conclusion", "--clear"]);
    home.ic(&["section", "conclusion"]).code(1).says("nothing stands there yet");
    done(&home, &["report", "withdraw", "metric", "1"]);
    home.ic(&["report", "withdraw", "metric", "1"]).code(1).says("there is no metric 1; there are 0");
    home.ic(&["section", "conclusio", "x"]).code(2).says("conclusion");
    fed(&home, &["section", "background", "-"], "one\n\ntwo\n").code(0);
    assert_eq!(done(&home, &["section", "background"]), "one\n\ntwo\n");
}

#[test]
fn followups_are_listed_over_all_incidents() {
    let home = Home::new();
    for (title, text, owner, due) in [
        ("Search is slow", "Add an index", "bo", "2026-12-01"),
        ("Mail is late", "Watch the queue", "cy", "2027-01-01"),
    ] {
        let folder = home.declare(title);
        let id = folder.file_name().unwrap().to_str().unwrap();
        done(&home, &["-i", id, "followup", "add", text, "--owner", owner, "--due", due]);
        done(&home, &["-i", id, "followup", "add", "Something else"]);
        done(&home, &["-i", id, "followup", "done", "2"]);
    }
    let all = done(&home, &["followups"]);
    assert_eq!(all.lines().count(), 4, "{all}");
    let first = all.lines().next().unwrap();
    assert!(first.contains("search-is-slow") && first.contains("Add an index") && first.contains("bo"), "{all}");
    assert_eq!(done(&home, &["followups", "--open"]).lines().count(), 2);
    let of_cy = json(&home, &["followups", "--owner", "cy", "--json"]);
    assert_eq!(of_cy["followups"].as_array().unwrap().len(), 1);
    assert_eq!(of_cy["followups"][0]["text"], "Watch the queue");
    home.ic(&["followups", "--overdue", "--owner", "nobody"]).code(0).says("no follow-up fits");
}

#[test]
fn a_contradiction_makes_lint_exit_with_1_unless_it_is_waived() {
    let home = Home::new();
    let file = home.path().join("report.md");
    let text =
        "# Outage\n\nDate: 12 October 2023\n\n## Summary\n\nOn 15 October 2023 we had an outage of 20 minutes.\n";
    fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let found = home.ic(&["lint", path]).code(1).out;
    assert!(found.contains("error: line 7 [date-disagrees]") && found.contains("line 3"), "{found}");
    let told: Value = serde_json::from_str(&home.ic(&["lint", path, "--json"]).code(1).out).unwrap();
    assert_eq!((&told["format"], &told["errors"]), (&"ic-lint/1".into(), &1.into()));
    home.ic(&["lint", path, "--waive", "date-disagrees=the header is the date of writing"]).code(0);
    home.ic(&["lint", path, "--waive", "no-such-check=x"]).code(2).says("there is no check");
    home.ic(&["lint", path, "--waive", "gap"]).code(2).says("a waiver is CODE=REASON");
    fs::write(&file, format!("<!-- ic-lint: date-disagrees it was found later -->\n{text}")).unwrap();
    let all = home.ic(&["lint", path, "--all"]).code(0).out;
    assert!(all.contains("waived: it was found later"), "{all}");
    assert!(fed(&home, &["lint", "-"], text).code(1).out.contains("date-disagrees"));
    assert!(done(&home, &["lint", "--codes"]).contains("date-disagrees"));
    home.ic(&["lint", "nowhere/at-all.md"]).code(1).says("cannot be read");
    for (bytes, said) in [(&b"\xff\xfeW\0"[..], "not UTF-8"), (b"  \n", "is empty"), (b"a\0b", "NUL")] {
        fs::write(&file, bytes).unwrap();
        home.ic(&["lint", path]).code(1).says(said);
    }
}

#[test]
fn our_own_incident_is_checked_too_and_its_waivers_hold() {
    let home = declared();
    done(&home, &["section", "summary", "It began on Monday 2023-10-12."]);
    let found = home.ic(&["lint"]).code(1).out;
    assert!(found.contains("error: summary [weekday-wrong]"), "{found}");
    done(&home, &["report", "waive", "weekday-wrong", "--place", "summary", "--why", "a quotation"]);
    let found = home.ic(&["lint", "--all"]).out;
    assert!(found.contains("waived: a quotation"), "{found}");
}

#[test]
fn a_template_of_ones_own_stands_before_the_one_that_comes_with_ic() {
    let home = declared();
    assert!(done(&home, &["templates"]).lines().count() >= 8);
    let folder = home.path().join("templates");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("standard.md"), "{# Ours. #}\n# {{ said.title }} at {{ milestones[2].at | clock }}\n")
        .unwrap();
    assert!(done(&home, &["templates"]).contains("standard.md]"));
    done(&home, &["title", "Checkout *fails*"]);
    assert!(done(&home, &["export", "-o", "-"]).starts_with("# Checkout \\*fails\\* at "));
    done(&home, &["close"]);
    let id = done(&home, &["path"]);
    let report = fs::read_to_string(format!("{}/postmortem.md", id.trim_end())).unwrap();
    assert!(report.starts_with("# Checkout \\*fails\\* at "), "{report}");
    fs::write(folder.join("standard.md"), "fine\n{{ sumary }}\n").unwrap();
    home.ic(&["export", "-o", "-"]).code(1).says("template standard, line 2");
    fs::write(folder.join("standard.md"), "{{ title | replace(\"e\", title) | replace(\"e\", title * 90000) }}\n")
        .unwrap();
    home.ic(&["export", "-o", "-"]).code(1).says("template standard, line 1");
    fs::write(folder.join("binary.md"), [0xff, 0xfe]).unwrap();
    assert!(home.ic(&["templates"]).code(0).says("binary.md").out.contains("customer"));
    home.ic(&["export", "--template", "pagerdtuy"]).code(2).says("did you mean pagerduty?");
}

#[test]
fn a_report_is_written_also_when_the_incident_is_over() {
    let home = declared();
    done(&home, &["close"]);
    let said = done(&home, &["section", "summary", "A full disk."]);
    assert!(said.contains("saved summary: A full disk. [") && said.contains("checkout-returns-500s"), "{said}");
    home.ic(&["log", "one more thing"]).code(1).says("no incident is open");
}

#[test]
fn a_secret_is_warned_of_and_masked() {
    let home = declared();
    let key = concat!("AKI", "AQ3EGRIGNRT4NVX7A");
    home.ic(&["log", "exported", key]).code(0).says("looks as if it held a secret (AWS access key id)");
    home.ic(&["section", "summary", key]).code(0).says("looks as if it held a secret (AWS access key id)");
    home.ic(&["export", "-o", "-"]).code(0).says("AWS access key id");
    for form in ["md", "html", "text", "slack", "json"] {
        let masked = home.ic(&["export", "--format", form, "--redact", "-o", "-"]).code(0).out;
        assert!(!masked.contains(key) && masked.contains("masked: AWS access key id"), "{form}: {masked}");
    }
    assert!(done(&home, &["export", "--redact"]).trim_end().ends_with("postmortem-redacted.md"));
}

#[test]
fn people_can_be_called_by_their_roles() {
    let home = declared();
    for words in [
        vec!["role", "commander", "Wanjiru"],
        vec!["log", "@wanjiru asked Tariq to roll back", "--as", "tariq"],
        vec!["followup", "add", "Write it down", "--owner", "Tariq"],
        vec!["update", "Wanjiru is on it"],
        vec!["section", "signature", "Wanjiru Kamau, Example Ltd"],
    ] {
        done(&home, &words);
    }
    for form in ["md", "html", "text", "slack", "json"] {
        let told = done(&home, &["export", "--anonymous", "--format", form, "-o", "-"]).to_lowercase();
        for name in ["wanjiru", "tariq"] {
            assert!(!told.contains(name), "{form}: {name} is in {told}");
        }
        assert!(told.contains("incident commander asked responder"), "{form}: {told}");
    }
}

#[test]
fn the_chart_is_drawn_to_any_width() {
    let home = declared();
    done(&home, &["mark", "started", "-40m"]);
    done(&home, &["status", "mitigated"]);
    for width in ["20", "40", "80", "200"] {
        let chart = done(&home, &["chart", "--width", width, "--ascii"]);
        let widest = chart.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(chart.is_ascii() && widest <= width.parse().unwrap(), "{width}\n{chart}");
    }
    assert!(done(&home, &["chart"]).contains("Time to mitigate"));
}
