//! `list`: all incidents.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use crate::brief::short;
use crate::incident::Time;
use crate::incident::lifecycle::{Status, severity_word};
use crate::incident::zone::Zone;
use crate::journal::shelf::Listed;
use crate::verb::Answer;

/// What `ic list --json` prints, the newest incident first.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    /// Name and version of this shape.
    format: &'static str,
    /// All that can be read.
    incidents: Vec<Incident<'a>>,
    /// Folders on the shelf that cannot be read.
    unreadable: Vec<Unreadable>,
}

#[derive(Serialize, JsonSchema)]
struct Incident<'a> {
    /// The incident's id.
    id: &'a str,
    /// What it is called, raw.
    title: &'a str,
    /// 1 (worst) to 5; null while it is not set.
    severity: Option<u8>,
    /// Where it stands.
    status: Status,
    /// The zone in which people read its times.
    zone: &'a str,
    /// When it began, as far as known (UTC).
    since: Option<Time>,
    /// When it was over (UTC).
    resolved: Option<Time>,
    /// How long it has lasted, or lasted, in seconds.
    duration_s: Option<i64>,
    /// How many follow-ups are still to be done.
    open_followups: usize,
}

#[derive(Serialize, JsonSchema)]
struct Unreadable {
    /// The name of the folder.
    id: String,
    /// Why.
    error: String,
}

/// Prints the list, newest first. What cannot be read is named, and makes the exit code 1.
///
/// # Errors
/// The shelf cannot be read.
pub fn run(call: &Call, drills: bool, answer: Answer) -> Result<Exit, Failure> {
    let shelf = if drills { call.incidents.exercises() } else { call.incidents.clone() };
    let (listed, unlisted) = shelf.list().map_err(Failure::refused)?;
    let now = call.clock.now();
    let unreadable: Vec<Unreadable> =
        unlisted.into_iter().map(|one| Unreadable { id: one.id, error: one.error.to_string() }).collect();
    let exit = if unreadable.is_empty() { Exit::Done } else { Exit::Refused };
    for one in &unreadable {
        out::complain(&format!("{} cannot be read: {}", one.id, one.error));
    }
    if answer.json {
        let incidents = listed.iter().map(|one| incident(one, now)).collect();
        out::json(&Document { format: "ic-list/1", incidents, unreadable })?;
    } else if listed.is_empty() {
        let way = if drills {
            "exercises in {}; begin one: `ic drill`"
        } else {
            "incidents in {}; declare one: `ic declare TITLE`"
        };
        out::complain(&format!("no {}", way.replace("{}", &shelf.folder().display().to_string())));
    } else {
        let heading = if drills { "EXERCISES\n" } else { "" };
        out::text(&format!("{heading}{}", table(&listed, now)))?;
    }
    Ok(exit)
}

fn incident(listed: &Listed, now: Time) -> Incident<'_> {
    Incident {
        id: &listed.id,
        title: &listed.title,
        severity: listed.severity,
        status: listed.status,
        zone: &listed.zone,
        since: listed.since,
        resolved: listed.resolved,
        duration_s: listed.duration(now).map(|span| span.ms() / 1_000),
        open_followups: listed.open_followups,
    }
}

fn table(listed: &[Listed], now: Time) -> String {
    let widest = listed.iter().map(|incident| incident.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for one in listed {
        let severity = one.severity.map_or_else(|| "-".into(), severity_word);
        let lasted = one.duration(now).map_or_else(|| "-".into(), |span| span.to_string());
        let zone = Zone::named(&one.zone).unwrap_or_else(|_| Zone::utc());
        let since = one.since.map(|at| format!("{} {}", zone.datetime(at), zone.label(at))).unwrap_or_default();
        let followups = match one.open_followups {
            0 => String::new(),
            1 => "  (1 follow-up open)".into(),
            open => format!("  ({open} follow-ups open)"),
        };
        let _ = writeln!(
            text,
            "{:<widest$}  {severity:<4}  {:<13}  {since:<21}  {lasted:>14}  {}{followups}",
            one.id,
            one.status.word(),
            short(&one.title),
        );
    }
    text
}
