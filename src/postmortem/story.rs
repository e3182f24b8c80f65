//! The timeline as tables, one for each day. In Rust rather than in a template: there may be 100,000 lines.

use super::dates::Dates;
use super::document::{Document, Line};
use super::escape;
use crate::incident::Time;
use crate::incident::timeline::EntryKind;

/// What of the timeline is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Key events and the turns in the life of the incident only.
    pub key_only: bool,
    /// What each line is about.
    pub kinds: bool,
    /// Who did it.
    pub people: bool,
}

/// The timeline, by day.
pub fn table(document: &Document, dates: &Dates, wanted: Wanted) -> String {
    let lines: Vec<&Line> = document.timeline.iter().filter(|line| !wanted.key_only || matters(line)).collect();
    if lines.is_empty() {
        return "Nothing has been logged.".into();
    }
    let mut text = String::with_capacity(lines.len() * 96);
    if !wanted.key_only && lines.iter().any(|line| line.key) {
        text.push_str("★ marks a key event.\n\n");
    }
    let afterwards = if wanted.key_only { None } else { told_afterwards(&lines, dates) };
    if let Some(at) = afterwards {
        text.push_str(&format!("The lines of other days were written down on {}.\n\n", dates.heading(at)));
    }
    let days: Vec<&[&Line]> = lines.chunk_by(|one, next| dates.day(one.at) == dates.day(next.at)).collect();
    for day in &days {
        let heading = dates.heading(day[0].at);
        match days.len() {
            1 => text.push_str(&format!("All on {heading}.\n\n")),
            _ => text.push_str(&format!("### {heading}\n\n")),
        }
        head(&mut text, dates, wanted);
        for line in *day {
            row(&mut text, line, dates, wanted, afterwards);
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

fn matters(line: &Line) -> bool {
    line.key || matches!(line.kind, EntryKind::Status | EntryKind::Severity | EntryKind::Milestone)
}

fn head(text: &mut String, dates: &Dates, wanted: Wanted) {
    let time = format!("Time ({})", dates.label());
    let mut names = vec![time.as_str()];
    names.extend(wanted.kinds.then_some("Kind"));
    names.extend(wanted.people.then_some("Who"));
    names.push("What");
    text.push_str(&format!("| {} |\n|{}\n", names.join(" | "), " --- |".repeat(names.len())));
}

fn row(text: &mut String, line: &Line, dates: &Dates, wanted: Wanted, afterwards: Option<Time>) {
    text.push_str("| ");
    text.push_str(&time(line, dates));
    if wanted.kinds {
        text.push_str(" | ");
        text.push_str(if line.key && !wanted.key_only { "★ " } else { "" });
        text.push_str(line.kind.word());
    }
    if wanted.people {
        text.push_str(" | ");
        text.push_str(&escape::line(&line.actor));
    }
    text.push_str(" | ");
    text.push_str(&escape::line(&line.text));
    if line.contested {
        text.push_str(" **CONTESTED**");
    }
    if line.edited && !wanted.key_only {
        text.push_str(" *(edited)*");
    }
    if let Some(written) = line.written.filter(|_| !wanted.key_only) {
        let same_day = dates.day(written) == dates.day(line.at);
        if same_day || afterwards.is_none_or(|at| dates.day(at) != dates.day(written)) {
            let at = if same_day { dates.clock(written) } else { dates.full(written) };
            text.push_str(&format!(" *(written down {at})*"));
        }
    }
    text.push_str(" |\n");
}

/// `14:25`, `~14:25`, `14:25–14:40`.
fn time(line: &Line, dates: &Dates) -> String {
    let about = if line.about { "~" } else { "" };
    let from = dates.clock(line.at);
    match line.until {
        None => escape::line(&format!("{about}{from}")),
        Some(until) if dates.day(until) == dates.day(line.at) => {
            escape::line(&format!("{about}{from}–{}", dates.clock(until)))
        }
        Some(until) => escape::line(&format!("{about}{from} to {}", dates.full(until))),
    }
}

/// When the lines of other days were written down, if all of them were on one day: it is said once then.
fn told_afterwards(lines: &[&Line], dates: &Dates) -> Option<Time> {
    let day = |at| dates.day(at);
    let mut later = lines.iter().filter_map(|line| line.written.filter(|written| day(*written) != day(line.at)));
    let first = later.next()?;
    (later.clone().count() > 0 && later.all(|written| day(written) == day(first))).then_some(first)
}

/// Decisions, actions and commands, as they happened.
pub fn deeds(document: &Document, dates: &Dates) -> String {
    let mut deeds = document.deeds().peekable();
    if deeds.peek().is_none() {
        return "No action, decision or command has been logged.".into();
    }
    let mut text = format!("| When ({}) | Kind | Who | What |\n| --- | --- | --- | --- |\n", dates.label());
    for line in deeds {
        let (when, who) = (escape::line(&dates.full(line.at)), escape::line(&line.actor));
        text.push_str(&format!("| {when} | {} | {who} | {} |\n", line.kind.word(), escape::line(&line.text)));
    }
    text.truncate(text.trim_end().len());
    text
}
