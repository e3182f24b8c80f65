//! One screen for someone who joins now: what, since when, how bad, who, what matters, what is open, what is due.

use std::fmt::{self, Display};

use schemars::JsonSchema;
use serde::Serialize;

use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::milestones::Milestones;
use crate::incident::playbook::COMMANDER;
use crate::incident::snapshot::{Contest, Due, Line, Role, Snapshot, Task};
use crate::incident::span::Span;
use crate::incident::text::one_line;
use crate::incident::zone::Zone;
use crate::incident::{State, Time};

/// Name and version of the JSON shape.
pub const FORMAT: &str = "ic-brief/1";

/// How many key events and open tasks there is room for.
const ROOM: usize = 5;
/// The longest text in characters that leaves a line of the summary a line at 80 columns.
const NARROW: usize = 68;
/// The longest text in characters elsewhere.
const LONGEST: usize = 100;

/// The summary, and what it takes to write its times.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Brief {
    /// `ic-brief/1`.
    pub format: &'static str,
    /// The incident's id.
    pub id: String,
    /// Whether it is only an exercise.
    pub exercise: bool,
    /// What it is called, raw.
    pub title: String,
    /// 1 (worst) to 5.
    pub severity: Option<u8>,
    /// What the severity means here.
    pub definition: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The zone of its times.
    pub zone: String,
    /// When it began, as far as known (UTC).
    pub since: Option<Time>,
    /// How long it has lasted, or lasted, in seconds.
    pub duration_s: Option<i64>,
    /// Who was hit and how.
    pub impact: Option<String>,
    /// The incident in a few sentences.
    pub summary: Option<String>,
    /// Roles and their holders.
    pub roles: Vec<Role>,
    /// Fields on which people disagree.
    pub contested: Vec<Contest>,
    /// The last key events, oldest first.
    pub key_events: Vec<Line>,
    /// Everything on the checklist that is open.
    pub open_tasks: Vec<Task>,
    /// How many tasks there are.
    pub tasks: usize,
    /// Who is to be told next, and by when.
    pub next_update: Option<Due>,
    #[serde(skip)]
    now: Time,
    #[serde(skip)]
    in_zone: Zone,
}

impl Brief {
    /// What matters of an incident at `now`.
    pub fn of(state: &State, now: Time) -> Brief {
        let Snapshot {
            id, title, severity, status, zone, roles, contested, tasks, next_update, summary, impact, ..
        } = Snapshot::from(state);
        let milestones = state.milestones();
        let until_now =
            || milestones.since().filter(|_| status.is_open()).and_then(|since| Milestones::length(since, now));
        let mut key_events: Vec<Line> =
            state.timeline.in_order().rev().filter(|entry| entry.matters()).take(ROOM).map(Line::from).collect();
        key_events.reverse();
        Brief {
            format: FORMAT,
            exercise: state.is_exercise(),
            definition: severity
                .and_then(|level| state.lifecycle.playbook().severity(level))
                .map(|severity| severity.definition.clone()),
            since: milestones.since(),
            duration_s: milestones.duration().or_else(until_now).map(|span| span.ms() / 1_000),
            key_events,
            tasks: tasks.len(),
            open_tasks: tasks.into_iter().filter(|task| task.state == "open").collect(),
            in_zone: state.lifecycle.zone().clone(),
            now,
            id,
            title,
            severity,
            status,
            zone,
            roles,
            contested,
            next_update,
            summary,
            impact,
        }
    }

    fn since(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(since) = self.since else { return Ok(()) };
        let lasted = self.duration_s.and_then(|seconds| u32::try_from(seconds).ok()).map(Span::seconds);
        let zone = &self.in_zone;
        write!(f, ", since {} {}", zone.datetime(since), zone.describe(since))?;
        lasted.map_or(Ok(()), |lasted| write!(f, ", {lasted}"))
    }

    /// What is due and when, with how far away that is.
    fn due(&self, at: Time) -> String {
        let clock = near(&self.in_zone, at, self.now);
        match (Span::between(self.now, at), Span::between(at, self.now)) {
            (Some(left), _) if left >= Span::seconds(1) => format!("{clock} (in {left})"),
            (_, Some(late)) if late >= Span::seconds(1) => format!("{clock} ({late} LATE)"),
            _ => format!("{clock} (now)"),
        }
    }
}

/// What matters of an incident at `now` as plain text, every line safe to show.
pub fn text(state: &State, now: Time) -> String {
    Brief::of(state, now).to_string()
}

/// A time of day; with its date if that is not today's.
pub fn near(zone: &Zone, at: Time, now: Time) -> String {
    if zone.day(at) == zone.day(now) { zone.clock(at) } else { zone.datetime(at) }
}

/// One line of at most a hundred characters, safe to show.
pub fn short(text: &str) -> String {
    cut(text, LONGEST)
}

fn cut(text: &str, longest: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.into_owned(),
    }
}

/// Plain text, every line safe to show.
impl Display for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.map_or_else(|| "no severity".into(), severity_word);
        if self.exercise {
            writeln!(f, "EXERCISE")?;
        }
        writeln!(f, "{severity}  {}", one_line(&self.title))?;
        write!(f, "{}", self.status.word())?;
        self.since(f)?;
        writeln!(f)?;
        writeln!(f, "{}", self.id)?;
        for contest in &self.contested {
            writeln!(f, "CONTESTED {}: {}", one_line(&contest.field), short(&contest.values.join(" / ")))?;
        }
        if let Some(definition) = &self.definition {
            writeln!(f, "How bad: {}", short(definition))?;
        }
        for (word, text) in [("Impact", &self.impact), ("Summary", &self.summary)] {
            if let Some(text) = text {
                writeln!(f, "{word}: {}", short(text))?;
            }
        }
        let commanded = |role: &Role| role.role == COMMANDER && role.person.is_some();
        if self.status.is_open() && !self.roles.iter().any(commanded) {
            writeln!(f, "NO COMMANDER")?;
        }
        let held = self.roles.iter().filter_map(|role| Some((&role.role, role.person.as_deref()?)));
        let held: Vec<String> = held.map(|(role, person)| format!("{} {}", one_line(role), short(person))).collect();
        if !held.is_empty() {
            writeln!(f, "Who: {}", held.join(", "))?;
        }
        if let Some(next) = &self.next_update {
            writeln!(f, "Next update: to {} by {}", next.audience.word(), self.due(next.at))?;
        }
        if !self.key_events.is_empty() {
            writeln!(f, "\nKey events")?;
        }
        for line in &self.key_events {
            let star = if line.key { "*" } else { " " };
            writeln!(f, "{star} {}  {}", near(&self.in_zone, line.occurred, self.now), cut(&line.text, NARROW))?;
        }
        if self.status.is_open() && !self.open_tasks.is_empty() {
            writeln!(f, "\nOpen tasks: {} of {}", self.open_tasks.len(), self.tasks)?;
            for task in self.open_tasks.iter().take(ROOM) {
                let due = task.due.map(|due| format!("due {}", self.due(due)));
                let known: Vec<String> = task.owner.as_deref().map(short).into_iter().chain(due).collect();
                let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
                writeln!(f, "{:4}  {}{known}", task.number, cut(&task.text, NARROW))?;
            }
            if self.open_tasks.len() > ROOM {
                writeln!(f, "      and {} more", self.open_tasks.len() - ROOM)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::{Stage, at};
    use crate::incident::timeline::{Command, EntryKind};
    use crate::incident::{lifecycle, roles};

    #[test]
    fn it_fits_on_a_screen_and_says_what_matters() {
        let mut stage = Stage::declared();
        stage.play(at(3, 13), lifecycle::Command::Severity { level: 1, reason: None }).unwrap();
        for n in 0..40 {
            let text = format!("key \u{1b}[2Jevent {n} {}\nsecond line", "x".repeat(200));
            stage
                .play(at(3, 14), Command::Log { kind: EntryKind::Finding, text, key: true, detail: Default::default() })
                .unwrap();
        }
        let brief = Brief::of(&stage.state, at(3, 20)).to_string();
        assert!(brief.contains("NO COMMANDER") && brief.contains("and 6 more"), "{brief}");
        assert!(brief.contains("Next update: to customers by 03:17 (3 min LATE)"), "{brief}");
        assert!(brief.contains("since 2026-11-21 03:12 UTC, 8 min"), "{brief}");
        assert!(brief.contains("event 39") && !brief.contains("event 20"));
        assert!(!brief.contains('\u{1b}') && brief.lines().count() <= 24, "{brief}");
        let assign = roles::Command::Assign { role: "commander".into(), person: "ana".into() };
        stage.play(at(3, 21), assign).unwrap();
        assert!(Brief::of(&stage.state, at(3, 22)).to_string().contains("Who: incident commander ana\n"));
    }

    #[test]
    fn a_time_of_another_day_has_its_date() {
        let zone = Zone::utc();
        assert_eq!(near(&zone, at(3, 12), at(9, 0)), "03:12");
        assert_eq!(near(&zone, at(3, 12), at(3, 12) + chrono::TimeDelta::days(1)), "2026-11-21 03:12");
    }
}
