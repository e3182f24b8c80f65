//! `followups`: what is still to be done, over all incidents.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::out;
use super::write::WHAT;
use crate::brief::short;
use crate::incident::followups::Followup;
use crate::incident::snapshot;
use crate::incident::text::one_line;
use crate::incident::{State, Time, people};
use crate::session::Session;
use crate::verb::Followups;

/// What `ic followups --json` prints: what is open before what is not, what is due first before what has no date.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// Those that were asked for.
    followups: Vec<Found>,
    /// Folders on the shelf that cannot be read.
    unreadable: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Found {
    /// The incident's id.
    incident: String,
    /// What the incident is called, raw.
    title: String,
    /// Whether it should have been done by now.
    overdue: bool,
    /// The follow-up.
    #[serde(flatten)]
    followup: snapshot::Followup,
    #[serde(skip)]
    is_open: bool,
    #[serde(skip)]
    due: String,
}

/// Lists them. What cannot be read is named, and makes the exit code 1.
///
/// # Errors
/// The shelf cannot be read.
pub fn run(call: &Call, wanted: &Followups) -> Result<Exit, Failure> {
    let owner = wanted.owner.as_deref().map(people::name).transpose().map_err(Failure::usage)?;
    let shelf = if wanted.drills { call.incidents.exercises() } else { call.incidents.clone() };
    let (listed, unlisted) = shelf.list().map_err(Failure::refused)?;
    let now = call.clock.now();
    let mut unreadable: Vec<String> = unlisted.into_iter().map(|one| one.id).collect();
    let mut found = Vec::new();
    for incident in listed {
        let Some(folder) = shelf.incident(&incident.id) else { continue };
        match Session::open(&folder, call.clock.clone(), WHAT) {
            Ok(session) => {
                let fits = |one: &&Followup| {
                    (!(wanted.open || wanted.overdue) || one.is_open())
                        && (!wanted.overdue || one.overdue(now))
                        && owner.as_deref().is_none_or(|owner| {
                            one.owner().is_some_and(|one| one.to_lowercase() == owner.to_lowercase())
                        })
                };
                let state = session.state();
                found.extend(state.followups.all().iter().filter(fits).map(|one| told(state, one, now)));
            }
            Err(_) => unreadable.push(incident.id),
        }
    }
    found.sort_by_key(|one| {
        let over = !one.is_open;
        (over, one.followup.due.is_none(), one.followup.due, one.followup.priority.unwrap_or(u8::MAX))
    });
    for id in &unreadable {
        out::complain(&format!("{} cannot be read; `ic -i {0} check` says more", one_line(id)));
    }
    let exit = if unreadable.is_empty() { Exit::Done } else { Exit::Refused };
    if wanted.answer.json {
        out::json(&Document { format: "ic-followups/1", followups: found, unreadable })?;
    } else if found.is_empty() {
        out::complain("no follow-up fits");
    } else {
        let heading = if wanted.drills { "EXERCISES\n" } else { "" };
        out::text(&format!("{heading}{}", table(&found)))?;
    }
    Ok(exit)
}

fn told(state: &State, followup: &Followup, now: Time) -> Found {
    let zone = state.lifecycle.zone();
    let due = followup.due().map_or("no due date".into(), |due| format!("{} {}", zone.datetime(due), zone.label(due)));
    Found {
        incident: state.id().to_owned(),
        title: state.title().to_owned(),
        overdue: followup.overdue(now),
        is_open: followup.is_open(),
        followup: snapshot::Followup::from(followup),
        due,
    }
}

fn table(found: &[Found]) -> String {
    let wide = |text: fn(&Found) -> usize| found.iter().map(text).max().unwrap_or_default();
    let incident = wide(|one| one.incident.len());
    let due = wide(|one| one.due.chars().count());
    let mut text = String::new();
    for one in found {
        let (followup, mark) = (&one.followup, if one.overdue { "OVERDUE" } else { "" });
        let owner = followup.owner.as_deref().unwrap_or("nobody");
        let priority = followup.priority.map_or("-".into(), |priority| format!("P{priority}"));
        let state = if followup.state == "open" { String::new() } else { format!(" ({})", followup.state) };
        let _ = writeln!(
            text,
            "{:<incident$}  {:>3}  {priority:<2}  {:<due$}  {mark:<7}  {:<12}  {}{state}",
            one.incident,
            followup.number,
            one.due,
            short(owner),
            short(&followup.text),
        );
    }
    text
}
