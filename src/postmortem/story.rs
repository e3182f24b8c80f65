//! The timeline as tables, one for each day. In Rust rather than in a template: there may be 100,000 lines.

use super::dates::Dates;
use super::document::{Document, Line, Mark};
use super::escape;
use super::mark::marked;
use crate::incident::milestones::Milestone;
use crate::incident::timeline::EntryKind;
use crate::incident::{Time, clock_jump};

/// Milestones, from the one that is missed least where there is no room for all of them.
const LEAST_FIRST: [Milestone; 6] = [
    Milestone::Declared,
    Milestone::Detected,
    Milestone::Identified,
    Milestone::Mitigated,
    Milestone::Started,
    Milestone::Resolved,
];

/// What of the timeline is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Key events and milestones only.
    pub key_only: bool,
    /// What each line is about.
    pub kinds: bool,
    /// Who did it.
    pub people: bool,
    /// Commands that were run, too.
    pub commands: bool,
    /// Whether each day has a table of its own; otherwise every time has its date.
    pub by_day: bool,
    /// How many lines at most, where only key events are wanted; they go before milestones.
    pub most: usize,
}

/// The timeline, by day.
pub fn table(document: &Document, dates: &Dates, wanted: Wanted) -> String {
    let (story, key_only) = (document.timeline.iter(), wanted.key_only);
    let most = if key_only { wanted.most } else { usize::MAX };
    let mut lines: Vec<&Line> = story
        .filter(|line| (line.key || !key_only) && (wanted.commands || line.kind != EntryKind::Command))
        .take(most)
        .collect();
    let turns = if key_only { turns(document, &lines, most - lines.len()) } else { Vec::new() };
    if !turns.is_empty() {
        lines.extend(&turns);
        lines.sort_by_key(|line| line.at);
    }
    if lines.is_empty() {
        return "Nothing has been logged.".into();
    }
    let mut text = String::with_capacity(lines.len() * 96);
    if !wanted.key_only && lines.iter().any(|line| line.key) {
        text.push_str("★ marks a key event.\n\n");
    }
    let afterwards = if wanted.key_only { None } else { told_afterwards(&lines, dates) };
    if let Some(at) = afterwards {
        text.push_str(&format!(
            "What happened on other days was written down afterwards, on {}.\n\n",
            dates.heading(at)
        ));
    }
    let together = |one: &&Line, next: &&Line| !wanted.by_day || dates.day(one.at) == dates.day(next.at);
    let days: Vec<&[&Line]> = lines.chunk_by(together).collect();
    for day in &days {
        let heading = dates.heading(day[0].at);
        match days.len() {
            _ if !wanted.by_day => {}
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

/// The milestones that no key event tells, as lines: at most so many. The close is none of them, since it is no event of
/// the incident that the report was written.
fn turns(document: &Document, key: &[&Line], most: usize) -> Vec<Line> {
    let tells = |line: &&Line| matches!(line.kind, EntryKind::Status | EntryKind::Milestone);
    let told: Vec<Time> = key.iter().filter(|line| tells(line)).map(|line| line.at).collect();
    let reached = document.milestones.iter().filter_map(|mark| Some((mark, mark.at?)));
    let mut turns: Vec<(&Mark, Time)> =
        reached.filter(|(mark, at)| mark.milestone != Milestone::Closed && !told.contains(at)).collect();
    for least in LEAST_FIRST {
        if turns.len() > most {
            turns.retain(|(mark, _)| mark.milestone != least);
        }
    }
    let turn = |(mark, at): (&Mark, Time)| Line {
        number: 0,
        at,
        about: false,
        until: None,
        actor: "".into(),
        by: "".into(),
        kind: EntryKind::Milestone,
        key: false,
        text: if document.exercise.is_some() { marked(&mark.name).into() } else { mark.name.as_str().into() },
        said: false,
        edited: false,
        contested: false,
        written: None,
        clock_back: None,
    };
    turns.into_iter().map(turn).collect()
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
    let star = line.key && !wanted.key_only;
    text.push_str("| ");
    text.push_str(&time(line, dates, wanted.by_day));
    if wanted.kinds {
        text.push_str(" | ");
        text.push_str(if star { "★ " } else { "" });
        text.push_str(line.kind.word());
    }
    if wanted.people {
        text.push_str(" | ");
        text.push_str(&escape::line(&line.actor));
    }
    text.push_str(if star && !wanted.kinds { " | ★ " } else { " | " });
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
    if let Some(back) = line.clock_back.filter(|_| !wanted.key_only) {
        text.push_str(&format!(" *({})*", clock_jump::sentence(back)));
    }
    text.push_str(" |\n");
}

/// `14:25`, `~14:25`, `14:25–14:40`.
fn time(line: &Line, dates: &Dates, by_day: bool) -> String {
    let about = if line.about { "~" } else { "" };
    let from = if by_day { dates.clock(line.at) } else { dates.full(line.at) };
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
