//! `show` and `brief`: an incident as it stands.

use std::fmt::Write as _;

use super::acknowledge::owner_and_due;
use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read, timeline};
use crate::brief::{Brief, near, short};
use crate::incident::lifecycle::severity_word;
use crate::incident::milestones::Milestone;
use crate::incident::snapshot::Snapshot;
use crate::incident::text::one_line;
use crate::incident::{State, Time};
use crate::verb::Answer;

/// How many lines of the timeline are shown.
const LAST: usize = 12;

/// One screen for someone who joins now.
///
/// # Errors
/// There is no incident, or it cannot be read.
pub fn brief(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    let brief = Brief::of(session.state(), session.now());
    if answer.json {
        out::json(&brief)?
    } else {
        out::text(&brief.to_string())?
    };
    Ok(Exit::Done)
}

/// All that is known but the older part of the timeline.
///
/// # Errors
/// As [`brief`].
pub fn show(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    let snapshot = Snapshot::from(session.state());
    if answer.json {
        out::json(&snapshot)?;
    } else {
        out::text(&page(session.state(), &snapshot, session.now()))?;
    }
    Ok(Exit::Done)
}

fn page(state: &State, snapshot: &Snapshot, now: Time) -> String {
    let zone = state.lifecycle.zone();
    let mut page = if state.is_exercise() { "EXERCISE\n".to_owned() } else { String::new() };
    let severity = snapshot.severity.map_or_else(|| "no severity".into(), severity_word);
    let place = zone.describe(state.milestones().since().unwrap_or(now));
    let _ = writeln!(page, "{severity}  {}\n{}, times in {place}", one_line(&snapshot.title), snapshot.status.word());
    let _ = writeln!(page, "{}", snapshot.id);
    for contest in &snapshot.contested {
        let _ = writeln!(page, "CONTESTED {}: {}", one_line(&contest.field), short(&contest.values.join(" / ")));
    }
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(page, "\n{title}");
        }
        for line in lines {
            let _ = writeln!(page, "{line}");
        }
    };
    let milestones = state.milestones();
    let reached = |milestone: &Milestone| Some((milestone.word(), zone.datetime(milestones.get(*milestone)?)));
    section(
        "Milestones",
        Milestone::ALL.iter().filter_map(reached).map(|(word, at)| format!("  {word:<12}{at}")).collect(),
    );
    let durations = [
        ("to detect", milestones.to_detect()),
        ("to declare", milestones.to_declare()),
        ("to mitigate", milestones.to_mitigate()),
        ("to resolve", milestones.to_resolve()),
    ];
    let durations = durations.into_iter().filter_map(|(word, span)| Some(format!("  {word:<12}{}", span?)));
    section("Durations", durations.collect());
    let held = snapshot.roles.iter().map(|role| {
        let person = role.person.as_deref().map_or_else(|| "-".into(), short);
        format!("  {:<22}{person}", one_line(&role.role))
    });
    section("Roles", held.collect());
    let texts = [("impact", &snapshot.impact), ("summary", &snapshot.summary)];
    let texts = texts.into_iter().filter_map(|(word, text)| Some(format!("  {word}: {}", one_line(text.as_deref()?))));
    let causes =
        (1..).zip(&snapshot.causes).map(|(n, cause): (u32, _)| format!("  cause {n}: {}", one_line(&cause.title)));
    let lessons =
        (1..).zip(&snapshot.lessons).map(|(n, one): (u32, _)| format!("  lesson {n}: {}", one_line(&one.text)));
    section("Review", texts.chain(causes).chain(lessons).collect());
    let tasks = snapshot.tasks.iter().map(|task| {
        let mark = match &*task.state {
            "done" => "[x]",
            "skipped" => "[-]",
            _ => "[ ]",
        };
        let why = task.why.as_ref().map(|why| format!(", skipped: {}", short(why))).unwrap_or_default();
        let rest = owner_and_due(task.owner.as_deref(), task.due, zone, now);
        format!("{:4} {mark} {}{rest}{why}", task.number, short(&task.text))
    });
    section("Checklist", tasks.collect());
    let followups = snapshot.followups.iter().map(|one| {
        let state = if one.state == "open" { String::new() } else { format!(", {}", one.state) };
        let rest = owner_and_due(one.owner.as_deref(), one.due, zone, now);
        format!("{:4} {}{rest}{state}", one.number, short(&one.text))
    });
    section("Follow-ups", followups.collect());
    let due =
        snapshot.next_update.iter().map(|due| format!("  {} by {}", due.audience.word(), near(zone, due.at, now)));
    section("Next update", due.collect());
    let _ = writeln!(page, "\nTimeline, the last lines");
    page.push_str(&timeline::lines(state, timeline::Wanted { key: false, last: Some(LAST) }));
    page
}
