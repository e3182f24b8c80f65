//! The history for a terminal of 80 columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{History, Run, Runs};
use crate::incident::text::one_line;

const WIDTH: usize = 80;
/// What stands under a run is indented so far.
const INDENT: usize = 2;
const HEAD: [&str; 8] = ["Date", "Players", "P/S/M/U", "Declared", "Commander", "First word", "Gap", "Actions"];

/// Every scenario with its runs and what became of it.
pub(super) fn text(history: &History) -> String {
    history.scenarios.iter().map(scenario).collect::<Vec<_>>().join("\n")
}

fn scenario(runs: &Runs) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(runs.runs.iter().map(cells));
    let mut widths = [0; HEAD.len()];
    for row in &rows {
        for (wide, cell) in widths.iter_mut().zip(row) {
            *wide = cell.width().max(*wide);
        }
    }
    let mut text = String::new();
    let title = format!("{} ({})", one_line(&runs.title), one_line(&runs.scenario));
    wrapped(&mut text, &title, 0);
    for (place, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(widths).map(|(cell, wide)| {
            let room = " ".repeat(wide.saturating_sub(cell.width()));
            format!("{cell}{room}")
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str(&cut(line.trim_end(), WIDTH));
        text.push('\n');
        if let Some(run) = place.checked_sub(1).and_then(|place| runs.runs.get(place)) {
            wrapped(&mut text, &notes(run), INDENT);
        }
    }
    if let Some(trend) = &runs.trend {
        wrapped(&mut text, &one_line(trend), 0);
    }
    text
}

fn cells(run: &Run) -> [String; HEAD.len()] {
    let counts = run.counts;
    [
        run.date.clone(),
        if run.solo { "alone".into() } else { run.players.to_string() },
        format!("{}/{}/{}/{}", counts.p, counts.s, counts.m, counts.u),
        length(run.declare_s),
        length(run.commander_s),
        length(run.update_first_s),
        length(run.update_gap_s),
        match run.open_actions {
            0 => "none".into(),
            open => format!("{open} open"),
        },
    ]
}

/// `12:30`, or that it was not done.
fn length(seconds: Option<i64>) -> String {
    seconds.map_or("-".into(), |seconds| format!("{}:{:02}", seconds / 60, seconds % 60))
}

/// Its id, the version of its scenario, whether it can be compared, and how each objective went.
fn notes(run: &Run) -> String {
    let mut notes = vec![one_line(&run.id).into_owned(), format!("version {}", run.version)];
    notes.extend(run.not_comparable.clone());
    notes.extend((!run.over).then(|| "not over".to_owned()));
    notes.extend(run.objectives.iter().map(|one| {
        let rating = one.rating.map_or("not rated", |rating| rating.letter());
        format!("{} {rating}", one_line(&one.id))
    }));
    notes.join("; ")
}

/// What fits into so many columns, with `…` where something is missing.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.graphemes(true) {
        if kept.width() + letter.width() + 1 > columns {
            break;
        }
        kept.push_str(letter);
    }
    kept + "…"
}

/// Adds the words on lines that are not too long; a single word that is gets cut.
fn wrapped(text: &mut String, words: &str, indent: usize) {
    let room = WIDTH - indent;
    let mut line = String::new();
    for word in words.split_whitespace() {
        let word = cut(word, room);
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            text.push_str(&format!("{:indent$}{line}\n", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    text.push_str(&format!("{:indent$}{line}\n", ""));
}
