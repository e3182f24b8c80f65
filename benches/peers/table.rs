//! The targets, and one table of what was measured against them.

use serde_json::{Value, json};

use crate::measures::Samples;

/// Against what a figure is held.
#[derive(Clone, Copy)]
enum Beside {
    /// What another program needs for the same.
    Peer(&'static str),
    /// What the same program needs for something else.
    Itself(&'static str),
    /// Nothing: the figure itself has a limit.
    Nothing,
}
use Beside::{Itself, Nothing, Peer};

/// Which of many figures counts.
#[derive(Clone, Copy)]
enum Pick {
    Median,
    NinetyNine,
}
use Pick::{Median, NinetyNine};

/// A question, and up to where its answer is a good one; without a limit the answer is only told.
struct Row {
    about: &'static str,
    what: &'static str,
    unit: &'static str,
    pick: Pick,
    beside: Beside,
    limit: Option<f64>,
}

const fn row(
    about: &'static str,
    what: &'static str,
    unit: &'static str,
    pick: Pick,
    beside: Beside,
    limit: Option<f64>,
) -> Row {
    Row { about, what, unit, pick, beside, limit }
}

const ROWS: [Row; 26] = [
    row("start to first frame", "start", "ms", Median, Peer("vim"), Some(0.35)),
    row("start to first frame", "start", "ms", Median, Peer("tui-journal"), Some(1.0)),
    row("key to screen, p50", "key", "ms", Median, Peer("vim"), Some(1.0)),
    row("key to screen, p99", "key", "ms", NinetyNine, Peer("vim"), Some(1.2)),
    row("key to screen in 100,000, p50", "key long", "ms", Median, Itself("key"), Some(1.1)),
    row("key to screen in 100,000, p99", "key long", "ms", NinetyNine, Itself("key"), None),
    row("processor time per key", "key cpu", "µs", Median, Peer("vim"), Some(1.5)),
    row("processor time per key in 100,000", "key cpu long", "µs", Median, Itself("key cpu"), None),
    row("bytes per key", "key bytes", "bytes", Median, Peer("vim"), Some(2.0)),
    row("burst of 60 keys", "burst", "ms", Median, Peer("vim"), Some(3.0)),
    row("idle, wake-ups", "wakes", "/s", Median, Nothing, Some(1.1)),
    row("idle, processor", "idle cpu", "%", Median, Nothing, Some(0.1)),
    row("memory, empty", "resident", "MB", Median, Peer("tui-journal"), Some(1.5)),
    row("private memory, empty", "private", "MB", Median, Peer("tui-journal"), None),
    row("memory, 100,000", "resident long", "MB", Median, Peer("tui-journal"), Some(1.0)),
    row("private memory, 100,000", "private long", "MB", Median, Peer("tui-journal"), None),
    row("open 100,000", "open", "ms", Median, Peer("vim"), Some(1.0)),
    row("open 100,000", "open", "ms", Median, Peer("tui-journal"), Some(0.25)),
    row("page down in 100,000", "page", "ms", Median, Peer("vim"), Some(1.0)),
    row("Enter to saved and shown", "save", "ms", Median, Peer("vim"), Some(1.0)),
    row("Enter to saved and shown", "save", "ms", Median, Peer("tui-journal"), Some(0.85)),
    row("Enter to saved and shown, p99", "save", "ms", NinetyNine, Peer("vim"), None),
    row("append to the journal", "storage", "ms", Median, Peer("write + fdatasync"), Some(1.15)),
    row("a command in process", "command", "ms", Median, Peer("write + fdatasync"), None),
    row("an entry from the shell", "shell", "ms", Median, Peer("echo + sync"), Some(1.0)),
    row("an entry from the shell", "shell", "ms", Median, Peer("task add"), Some(0.35)),
];

/// What one program did, and how that compares.
struct Answer<'a> {
    row: &'a Row,
    name: &'a str,
    value: f64,
    other: Option<f64>,
    ratio: Option<f64>,
}

impl Answer<'_> {
    /// What is held against the limit.
    fn held(&self) -> Option<f64> {
        if matches!(self.row.beside, Nothing) { Some(self.value) } else { self.ratio }
    }

    fn verdict(&self) -> &'static str {
        match (self.held(), self.row.limit) {
            (None, _) => "not installed",
            (_, None) => "",
            (Some(held), Some(limit)) if held <= limit => "ok",
            _ => "MISSED",
        }
    }

    fn beside(&self) -> &'static str {
        match self.row.beside {
            Peer(name) => name,
            Itself(_) => "itself, empty",
            Nothing => "",
        }
    }

    fn print(&self) {
        let Row { about, unit, limit, .. } = self.row;
        let number = |value: Option<f64>| value.map(|value| format!("{value:.3}")).unwrap_or_default();
        let (value, other, ratio) = (number(Some(self.value)), number(self.other), number(self.ratio));
        let limit = limit.map(|limit| format!("≤ {limit}")).unwrap_or_default();
        let (name, beside, verdict) = (self.name, self.beside(), self.verdict());
        println!("{about:<34}{name:<10}{value:>11} {unit:<6}{beside:<18}{other:>11}{ratio:>10}  {limit:<7} {verdict}");
    }

    fn json(&self) -> Value {
        json!({
            "about": self.row.about, "program": self.name, "value": self.value, "unit": self.row.unit,
            "beside": self.beside(), "other": self.other, "ratio": self.ratio, "limit": self.row.limit,
            "verdict": self.verdict(),
        })
    }
}

/// The value under which this share of them lies.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * share;
    let below = values[place as usize];
    let above = values[last.min(place as usize + 1)];
    Some(below + (above - below) * place.fract())
}

fn answers<'a>(samples: &'a Samples, ours: &'a [String]) -> Vec<Answer<'a>> {
    let mut answers = Vec::new();
    for row in &ROWS {
        for name in ours {
            let pick = |what: &'static str, who: &str| {
                let share = if matches!(row.pick, Median) { 0.5 } else { 0.99 };
                quantile(samples.get(&(what, who.to_owned()))?, share)
            };
            let Some(value) = pick(row.what, name) else { continue };
            let other = match row.beside {
                Peer(peer) => pick(row.what, peer),
                Itself(what) => pick(what, name),
                Nothing => None,
            };
            answers.push(Answer { row, name, value, other, ratio: other.map(|other| value / other) });
        }
    }
    answers
}

/// Prints the table; tells it as JSON, with every sample.
pub fn show(samples: &Samples, ours: &[String]) -> Value {
    println!(
        "{:<34}{:<10}{:>11} {:<6}{:<18}{:>11}{:>10}  {:<7} \n",
        "", "program", "value", "", "beside", "value", "ratio", "target"
    );
    let answers = answers(samples, ours);
    answers.iter().for_each(Answer::print);
    let missed = answers.iter().filter(|answer| answer.verdict() == "MISSED").count();
    let held = answers.iter().filter(|answer| answer.verdict() == "ok").count();
    println!("\n{held} targets reached, {missed} missed");
    let samples: Vec<Value> =
        samples.iter().map(|((what, who), values)| json!({"what": what, "program": who, "samples": values})).collect();
    json!({"rows": answers.iter().map(Answer::json).collect::<Vec<_>>(), "samples": samples})
}
