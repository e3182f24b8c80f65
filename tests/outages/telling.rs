//! An incident told to the program, and what comes out of it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use tempfile::TempDir;

/// One incident on a shelf of its own.
pub struct Telling {
    home: TempDir,
    /// How far the clocks of the place are ahead of UTC; none of the three places changed its clocks meanwhile.
    hours_ahead: i64,
    /// The day on which it is written down; two should midnight pass meanwhile.
    written: [String; 2],
}

impl Telling {
    pub fn new(hours_ahead: i64) -> Telling {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("config.toml"), "").unwrap();
        let now = Utc::now() + Duration::hours(hours_ahead);
        let written = [now, now + Duration::minutes(10)].map(|day| day.date_naive().to_string());
        Telling { home, hours_ahead, written }
    }

    pub fn ic(&self, args: &[&str]) -> String {
        let mut ic = Command::new(env!("CARGO_BIN_EXE_ic"));
        ic.args(args).stdin(Stdio::null()).env("TZ", "UTC").env("USER", "ana");
        ic.env_remove("IC_INCIDENT").env_remove("NO_COLOR");
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            ic.env(name, self.home.path());
        }
        ic.env("IC_DIR", self.home.path().join("incidents")).env("IC_CONFIG", self.home.path().join("config.toml"));
        let done = ic.output().unwrap();
        assert!(done.status.success(), "ic {args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// Says each thing with the time at which it happened on that day.
    pub fn tell(&self, day: &str, lines: &[(&str, &[&str])]) {
        for (clock, words) in lines {
            self.ic(&[*words, &["--at", &format!("{day} {clock}")]].concat());
        }
    }

    pub fn report(&self) -> Report {
        Report(self.ic(&["export", "-o", "-"]))
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.ic(&["show", "--json"])).unwrap()
    }

    /// An instant of the JSON as the place's clocks showed it.
    fn local(&self, instant: &Value) -> Option<String> {
        let utc: DateTime<Utc> = instant.as_str()?.parse().unwrap();
        Some((utc + Duration::hours(self.hours_ahead)).format("%Y-%m-%d %H:%M").to_string())
    }

    /// What closing left in the folder is what an export says; the two forms of it agree; and no moment in them lies
    /// outside what was told, `first` to `last`, but for the day of writing.
    pub fn agrees(&self, first: &str, last: &str) {
        let (report, json) = (self.report(), self.json());
        self.was_kept(&report, &json);
        for moment in report.moments() {
            let (first, last) = (&first[..moment.len()], &last[..moment.len()]);
            let told = first <= moment && moment <= last;
            assert!(told || self.written.iter().any(|day| moment.starts_with(day)), "{moment} was never told");
        }
        self.has_the_same_times(&report, &json);
        self.has_the_same_story(&report, &json);
        self.has_the_same_roles(&report, &json);
        assert_eq!([report.fact("Status"), report.fact("Incident")], [&json["status"], &json["id"]].map(text));
        for (section, list, field) in [("Follow-ups", "followups", "text"), ("Root causes", "causes", "title")] {
            for said in items(&json[list]).map(|one| text(&one[field])) {
                assert!(report.section(section).contains(said), "{section} lacks {said}");
            }
        }
        assert!(report.section("Impact").contains(text(&json["impact"])));
    }

    fn was_kept(&self, report: &Report, json: &Value) {
        let folder = PathBuf::from(self.ic(&["path"]).trim_end());
        assert_eq!(std::fs::read_to_string(folder.join("postmortem.md")).unwrap(), report.0);
        let mut kept: Value = serde_json::from_slice(&std::fs::read(folder.join("incident.json")).unwrap()).unwrap();
        kept.as_object_mut().unwrap().remove("journal_bytes");
        assert_eq!(kept, *json);
    }

    fn has_the_same_times(&self, report: &Report, json: &Value) {
        for row in report.rows("Times").iter().filter(|row| row.len() == 2 && row[0] != "Milestone") {
            let milestone = row[0].split(' ').next_back().unwrap();
            let at = self.local(&json["milestones"][milestone]).unwrap_or("not recorded".into());
            assert_eq!(row[1], at, "{milestone}");
        }
        for name in ["detect", "declare", "mitigate", "resolve"] {
            let length = &report.row("Times", &format!("Time to {name}"))[2];
            match json["durations"][format!("to_{name}_s")].as_i64() {
                Some(seconds) => assert_eq!(*length, words(seconds), "{name}"),
                None => assert!(length.starts_with("not recorded"), "{name}: {length}"),
            }
        }
        let whole = json["durations"]["to_resolve_s"].as_i64().unwrap();
        assert_eq!(report.fact("Duration"), words(whole));
        let list: Value = serde_json::from_str(&self.ic(&["list", "--json"])).unwrap();
        assert_eq!(list["incidents"][0]["duration_s"], whole);
        for fact in [report.fact("When"), report.fact("Duration")] {
            assert!(report.section("Summary").contains(fact), "{}", report.section("Summary"));
        }
    }

    fn has_the_same_story(&self, report: &Report, json: &Value) {
        let lines = items(&json["timeline"]).map(|line| {
            let star = if line["key"] == true { "★ " } else { "" };
            let (kind, by, what) = (text(&line["kind"]), text(&line["by"]), text(&line["text"]));
            (self.local(&line["occurred"]).unwrap(), format!("{star}{kind}"), by.to_owned(), what.to_owned())
        });
        let story = report.story();
        assert_eq!(story, lines.collect::<Vec<_>>());
        assert!(story.is_sorted_by_key(|(when, ..)| when.clone()), "{story:?}");
    }

    fn has_the_same_roles(&self, report: &Report, json: &Value) {
        let tenures = items(&json["tenures"]).map(|held| {
            let time = |field: &str| self.local(&held[field]).unwrap();
            vec![text(&held["role"]).to_owned(), text(&held["person"]).to_owned(), time("from"), time("to")]
        });
        let rows = report.rows("Roles").into_iter().skip(1).map(|row| row[..4].to_vec());
        assert_eq!(rows.collect::<Vec<_>>(), tenures.collect::<Vec<_>>());
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn items(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().unwrap().iter()
}

/// A length of time as the report writes it.
fn words(seconds: i64) -> String {
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min")];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if said.is_empty() { "0 min".into() } else { said.join(" ") }
}

/// The day that a line of the timeline's section is a heading for.
fn day(line: &str) -> Option<&str> {
    let only = || line.strip_prefix("All on ")?.strip_suffix('.');
    line.strip_prefix("### ").or_else(only)
}

/// A report in Markdown.
pub struct Report(pub String);

impl Report {
    pub fn fact(&self, name: &str) -> &str {
        let mark = format!("- **{name}:** ");
        self.0.lines().find_map(|line| line.strip_prefix(&mark)).unwrap_or_else(|| panic!("no {name}:\n{}", self.0))
    }

    pub fn section(&self, name: &str) -> &str {
        let start = format!("\n## {name}\n");
        let (_, rest) = self.0.split_once(&start).unwrap_or_else(|| panic!("no section {name}:\n{}", self.0));
        rest.split("\n## ").next().unwrap()
    }

    /// The rows of a section's tables, heads included.
    pub fn rows(&self, section: &str) -> Vec<Vec<String>> {
        let rows = self.section(section).lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        let cells = |row: &str| row.split(" | ").map(str::to_owned).collect();
        rows.filter(|row| !row.starts_with("---")).map(cells).collect()
    }

    pub fn row(&self, section: &str, first: &str) -> Vec<String> {
        let row = self.rows(section).into_iter().find(|row| row[0] == first);
        row.unwrap_or_else(|| panic!("no row {first}: {}", self.section(section)))
    }

    /// The headings of the days.
    pub fn days(&self) -> Vec<&str> {
        self.section("Timeline").lines().filter_map(day).collect()
    }

    /// Clock and text of what happened on a day.
    pub fn on(&self, day: &str) -> Vec<(String, String)> {
        let that_day = self.story().into_iter().filter(|(when, ..)| when.starts_with(day));
        that_day.map(|(when, _, _, what)| (when[11..].to_owned(), what)).collect()
    }

    /// The timeline: when, kind, who, what; without the notes on when a line was written down.
    fn story(&self) -> Vec<(String, String, String, String)> {
        let mut date = "";
        let mut lines = Vec::new();
        for line in self.section("Timeline").lines() {
            if let Some(heading) = day(line) {
                date = heading.split(' ').next_back().unwrap();
            } else if line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit() {
                let cells: Vec<&str> = line.trim_matches(['|', ' ']).split(" | ").collect();
                let what = cells[3].split(" *(written down ").next().unwrap();
                lines.push((format!("{date} {}", cells[0]), cells[1].into(), cells[2].into(), what.into()));
            }
        }
        lines
    }

    /// Every day, with the time of day where one stands behind it.
    fn moments(&self) -> Vec<&str> {
        let shaped = |at: usize, shape: &str| {
            let text = self.0.get(at..at + shape.len())?;
            let fits = text.bytes().zip(shape.bytes()).all(|(c, s)| c == s || s == b'0' && c.is_ascii_digit());
            fits.then_some(text)
        };
        (0..self.0.len()).filter_map(|at| shaped(at, "0000-00-00 00:00").or_else(|| shaped(at, "0000-00-00"))).collect()
    }
}
