//! Scenario files: which there are, whether one is sound, and drafting one from an incident.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::call::Call;
use crate::cli::exit::{Exit, Failure};
use crate::cli::lint::counted;
use crate::cli::which::{self, For};
use crate::cli::{export, out};
use crate::drill::from;
use crate::drill::offer::{self, Offer};
use crate::drill::scenario::{Difficulty, Finding, Scenario, Status, Weight};
use crate::incident::text::one_line;
use crate::journal::shelf::EXERCISE;
use crate::session::Session;
use crate::verb::Answer;

/// The longest scenario file, in bytes: it has to fit into one line of a journal.
const LONGEST: u64 = 512 << 10;

/// What `ic drill scenarios --json` prints.
#[derive(Serialize, JsonSchema)]
pub(in crate::cli) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// Those that come with `ic` first.
    scenarios: Vec<Listed>,
    /// Files that cannot be read, with the reason.
    unreadable: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Listed {
    /// What `ic drill run` calls it.
    id: String,
    /// What players see.
    title: String,
    /// Whether it may be played.
    status: Status,
    /// From STARTEX to ENDEX, in seconds.
    duration_s: i64,
    /// How hard it is.
    difficulty: Difficulty,
    /// For how many people it is at least; null if nothing says so.
    players_min: Option<u8>,
    /// And at most.
    players_max: Option<u8>,
    /// Whether one person can play it alone.
    solo: bool,
    /// Its file; null if it comes with `ic`.
    file: Option<String>,
}

impl From<&Offer> for Listed {
    fn from(offer: &Offer) -> Listed {
        let exercise = &offer.scenario.exercise;
        Listed {
            id: exercise.id.clone(),
            title: exercise.title.clone(),
            status: exercise.status,
            duration_s: exercise.duration.ms() / 1_000,
            difficulty: exercise.difficulty,
            players_min: exercise.players.map(|players| players.min),
            players_max: exercise.players.map(|players| players.max),
            solo: exercise.solo,
            file: offer.file.as_ref().map(|file| file.display().to_string()),
        }
    }
}

/// Lists the scenarios, or prints the file of one.
///
/// # Errors
/// There is none of that id.
pub fn list(call: &Call, id: Option<&str>, answer: Answer) -> Result<Exit, Failure> {
    let (offers, unreadable) = offer::offers(call.config()?);
    if let Some(id) = id {
        let found = offers.iter().find(|offer| offer.scenario.exercise.id == id);
        let found = found.ok_or_else(|| Failure::usage(format!("there is no scenario \"{}\"", one_line(id))))?;
        out::raw(found.source.as_bytes())?;
        return Ok(Exit::Done);
    }
    for why in &unreadable {
        out::complain(why);
    }
    if answer.json {
        let scenarios = offers.iter().map(Listed::from).collect();
        out::json(&Document { format: "ic-scenarios/1", scenarios, unreadable })?;
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    let widest = offers.iter().map(|offer| offer.scenario.exercise.id.chars().count()).max().unwrap_or_default();
    for Offer { scenario: Scenario { exercise, .. }, file, .. } in &offers {
        let players = exercise.players.map_or_else(String::new, |players| format!("{}–{}", players.min, players.max));
        let solo = if exercise.solo { "solo" } else { "" };
        let draft = if exercise.status == Status::Draft { "  DRAFT" } else { "" };
        let file = file.as_ref().map(|file| format!("  [{}]", file.display())).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:<widest$}  {:>7}  {:<6}  {players:>5}  {solo:<4}  {}{draft}{file}",
            one_line(&exercise.id),
            exercise.duration.compact(),
            exercise.difficulty.word(),
            one_line(&exercise.title),
        );
    }
    out::text(&text)?;
    Ok(Exit::Done)
}

/// What `ic drill check --json` prints.
#[derive(Serialize, JsonSchema)]
pub(in crate::cli) struct Checked {
    /// Name and version of this shape.
    format: &'static str,
    /// The file.
    file: String,
    /// How many errors there are.
    errors: usize,
    /// What was found.
    findings: Vec<Finding>,
}

/// Says what is wrong in a scenario file; errors make the exit code 1.
///
/// # Errors
/// It cannot be read; or, unless JSON is wanted, it is no scenario: with line and column.
pub fn check(file: &Path, answer: Answer) -> Result<Exit, Failure> {
    let text = text_of(file)?;
    let shown = file.display().to_string();
    let (injects, findings) = match Scenario::parse(&text, &shown) {
        Ok(scenario) => (scenario.injects.len(), scenario.findings(&text)),
        Err(error) if answer.json => {
            let line = error.place.map(|place| place.line);
            (0, vec![Finding { weight: Weight::Error, line, what: error.message }])
        }
        Err(error) => return Err(Failure::refused(format!("{error}\nMend this first; there may be more."))),
    };
    let errors = findings.iter().filter(|one| one.weight == Weight::Error).count();
    if answer.json {
        out::json(&Checked { format: "ic-drill-check/1", file: shown, errors, findings })?;
    } else {
        let mut told = String::new();
        for one in &findings {
            let place = one.line.map(|line| format!(":{line}")).unwrap_or_default();
            let _ = writeln!(told, "{}{place}: {}: {}", one_line(&shown), one.weight.word(), one_line(&one.what));
        }
        let _ = match findings.len() {
            0 => writeln!(told, "{}: sound, {}", one_line(&shown), counted(injects, "inject")),
            all => writeln!(told, "{}, {}", counted(errors, "error"), counted(all - errors, "warning")),
        };
        out::text(&told)?;
    }
    Ok(if errors == 0 { Exit::Done } else { Exit::Refused })
}

/// Drafts a scenario from an incident.
///
/// # Errors
/// There is no such incident, it is an exercise or has nothing that was seen, or the file cannot be written.
pub fn draft(call: &Call, incident: &str, output: &Path) -> Result<Exit, Failure> {
    let exercise = incident.starts_with(EXERCISE);
    let shelf = if exercise { call.incidents.exercises() } else { call.incidents.clone() };
    let folder = which::named(&shelf, incident, For::Reading)?;
    let session = Session::open(&folder, call.clock.clone(), "ic drill from").map_err(Failure::refused)?;
    let draft = from::draft(session.state(), call.clock.now()).map_err(Failure::refused)?;
    let text = from::text(&draft);
    if output.as_os_str() == "-" {
        out::raw(text.as_bytes())?;
    } else {
        export::replace(output, text.as_bytes()).map_err(|error| {
            Failure::refused(format!("the draft could not be written to {}: {error}", output.display()))
        })?;
        out::text(&format!("{}\n", output.display()))?;
    }
    for note in draft.changed.iter().chain(&draft.to_do) {
        out::complain(note);
    }
    Ok(Exit::Done)
}

/// The text of a scenario file.
///
/// # Errors
/// It cannot be read, is too long, or is no UTF-8.
pub fn text_of(file: &Path) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::refused(format!("cannot read {}: {why}", file.display()));
    let mut text = String::new();
    let read = fs::File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text));
    match read {
        // What is cut in the middle of a letter is no UTF-8, but first of all it is too long.
        _ if fs::metadata(file).is_ok_and(|about| about.len() > LONGEST) || text.len() as u64 > LONGEST => {
            Err(failed(&format!("a scenario has at most {LONGEST} bytes, and this file is longer")))
        }
        Ok(_) => Ok(text),
        Err(error) => Err(failed(&error)),
    }
}
