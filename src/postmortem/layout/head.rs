//! The first screen: what it was, how bad, from when to when, how long; and the times in full.

use std::borrow::Cow;

use crate::incident::lifecycle::severity_word;
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;

use super::column;
use crate::postmortem::block::{Block, Line, Run, say, table, text};
use crate::postmortem::document::{Document, Measure, Reached, Standing};

/// Title, standing, contested fields, the facts at a glance.
pub(super) fn head<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let title = if doc.title.is_empty() { "An incident without a title" } else { doc.title };
    let mut blocks = standing(doc, title);
    blocks.extend(contests(doc));
    let is_contested = |field: &str| doc.contests.iter().any(|contest| contest.field == field);
    blocks.push(Block::List(vec![
        fact("Severity:", severity(doc), is_contested("severity")),
        fact("Status:", doc.status.word(), is_contested("status")),
        fact("When:", when(doc), false),
        fact("Duration:", length_of(doc) + &counted_from(doc), false),
        fact("Incident commander:", commander(doc), is_contested(COMMANDER)),
        fact("Incident:", doc.id, false),
    ]));
    blocks
}

fn standing<'a>(doc: &'a Document<'a>, title: &str) -> Vec<Block<'a>> {
    let (mark, words) = match &doc.standing {
        Standing::Final => return vec![Block::Title(title.to_owned())],
        Standing::Draft(now) => {
            let (status, now) = (doc.status.word(), doc.dates.described(*now));
            ("DRAFT:", format!("The incident is not closed (status: {status}). This is what was known at {now}."))
        }
        Standing::Cancelled(None) => ("CANCELLED:", "This was found to be no incident.".into()),
        Standing::Cancelled(Some(line)) => {
            let why = line.text().strip_prefix("cancelled: ").unwrap_or(line.text());
            let (by, when) = (&line.by, doc.dates.described(line.occurred));
            ("CANCELLED:", format!("This was found to be no incident. It was cancelled by {by} at {when}: {why}"))
        }
    };
    vec![Block::Title(format!("{mark} {title}")), Block::Paragraph(vec![Run::Strong(mark), Run::Text(words.into())])]
}

fn fact<'a>(name: &'static str, value: impl Into<Cow<'a, str>>, contested: bool) -> Line<'a> {
    let mut line = vec![Run::Strong(name)];
    if contested {
        line.push(Run::Strong("CONTESTED"));
    }
    line.push(Run::Text(value.into()));
    line
}

fn contests<'a>(doc: &'a Document<'a>) -> impl Iterator<Item = Block<'a>> {
    doc.contests.iter().map(|contest| {
        let counts = if contest.values.len() > 1 { "; the last counts until somebody settles it" } else { "" };
        Block::Paragraph(vec![
            Run::Strong("CONTESTED:"),
            Run::Text(format!("{}: {}.", contest.field, contest.values.join(" / ")).into()),
            Run::Text(format!("People wrote without seeing each other{counts}.").into()),
        ])
    })
}

fn severity<'a>(doc: &'a Document<'a>) -> Cow<'a, str> {
    match &doc.severity {
        None => "none was set".into(),
        Some(severity) => match severity.definition {
            Some(definition) => format!("{}: {definition}", severity_word(severity.level)).into(),
            None => severity_word(severity.level).into(),
        },
    }
}

fn commander(doc: &Document<'_>) -> String {
    if let Some(contest) = doc.contests.iter().find(|contest| contest.field == COMMANDER) {
        return contest.values.join(" / ");
    }
    match doc.commanders() {
        nobody if nobody.is_empty() => "nobody took command".into(),
        people => people.join(", then "),
    }
}

fn when(doc: &Document<'_>) -> String {
    let Some((first, since)) = doc.course.since else { return "no time has been recorded".into() };
    let note = if first == Milestone::Started { String::new() } else { format!(" ({})", first.word()) };
    match doc.course.until {
        Some(until) if doc.course.length.is_none() => format!(
            "from {}{note}; the recorded end, {}, lies before that",
            doc.dates.described(since),
            doc.dates.described(until)
        ),
        Some(until) => doc.dates.range(since, &note, until),
        None if doc.course.running => format!("since {}{note}, not over yet", doc.dates.described(since)),
        None => format!("from {}{note}; its end has not been recorded", doc.dates.described(since)),
    }
}

fn length_of(doc: &Document<'_>) -> String {
    match doc.course.length {
        Some(length) if doc.course.running => format!("{length} so far"),
        Some(length) => length.to_string(),
        None if doc.course.until.is_some() => "none can be counted: the end lies before the beginning".into(),
        None => "not recorded (no time of resolution)".into(),
    }
}

fn counted_from(doc: &Document<'_>) -> String {
    match doc.course.since {
        Some((first, _)) if first != Milestone::Started && doc.course.length.is_some() => {
            format!(", counted from the {} (no time of start was recorded)", noun(first))
        }
        _ => String::new(),
    }
}

fn noun(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "start",
        Milestone::Detected => "detection",
        Milestone::Declared => "declaration",
        Milestone::Identified => "identification",
        Milestone::Mitigated => "mitigation",
        Milestone::Resolved => "resolution",
        Milestone::Closed => "closing",
    }
}

/// The person's words, or one sentence from the record.
pub(super) fn summary<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let from_the_record = || {
        let level = doc.severity.as_ref().map_or("no severity".into(), |severity| severity_word(severity.level));
        let (title, when, length) = (doc.title, when(doc), length_of(doc));
        say(format!("Nobody wrote a summary; the record says: “{title}”, {level}, {when}; duration {length}."))
    };
    vec![Block::Section("Summary"), doc.summary.map_or_else(from_the_record, Block::Prose)]
}

/// Every milestone, and the lengths between them.
pub(super) fn times<'a>(doc: &'a Document<'a>) -> Vec<Block<'a>> {
    let milestone = |(milestone, reached): &(Milestone, Reached)| {
        let when = match reached {
            Reached::At(at) => doc.dates.full(*at),
            Reached::NotYet => "not yet".into(),
            Reached::NotRecorded => "not recorded".into(),
        };
        [text(capital(milestone.sentence())), text(when)]
    };
    let measure = |measure: &Measure| {
        let span = format!("{} to {}", noun(measure.from), noun(measure.to));
        [text(measure.name), text(span), text(length(doc, measure))]
    };
    let changed = doc.timeline.iter().any(|entry| doc.dates.marks(entry.occurred));
    let changed = if changed { " Clocks were changed meanwhile; times with another label carry it." } else { "" };
    vec![
        Block::Section("Times"),
        say(format!("Times are in {}.{changed}", doc.dates.described_label())),
        table(["Milestone", &column(doc, "When")], doc.milestones.iter().map(milestone)),
        table(["Measure", "From what to what", "Length"], doc.measures.iter().map(measure)),
    ]
}

fn length(doc: &Document<'_>, measure: &Measure) -> String {
    if let Some(length) = measure.length {
        return length.to_string();
    }
    let reached =
        |wanted| doc.milestones.iter().find(|(milestone, _)| *milestone == wanted).map(|(_, reached)| reached);
    let known = |wanted| matches!(reached(wanted), Some(Reached::At(_)));
    let missing: Vec<Milestone> = [measure.from, measure.to].into_iter().filter(|one| !known(*one)).collect();
    if missing.is_empty() {
        return format!("none (the {} came before the {})", noun(measure.to), noun(measure.from));
    }
    let waiting = missing.iter().all(|one| reached(*one) == Some(&Reached::NotYet));
    let times: Vec<String> = missing.into_iter().map(|one| format!("no time of {}", noun(one))).collect();
    format!("{} ({})", if waiting { "not yet" } else { "not recorded" }, times.join(", "))
}

fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}
