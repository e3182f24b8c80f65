//! Without a verb: the room.

use std::process::ExitCode;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::which::{self, For};
use super::{out, templates};
use crate::demo;
use crate::drill::offer::Offer;
use crate::drill::start;
use crate::journal::shelf::{self, Shelf};
use crate::tui::keymap::Keymap;
use crate::tui::theme::Theme;
use crate::tui::{self, Options};

/// Opens the room of the incident that was named, else of the only open one, else the start screen.
///
/// # Errors
/// There is no such incident, the settings make no sense, or there is no terminal.
pub fn enter(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let incident = match &call.wanted {
        Some(id) => {
            which::named(&call.shelf, id, For::Reading)?.file_name().map(|id| id.to_string_lossy().into_owned())
        }
        None => which::only_open(&call.shelf),
    };
    let place = Place::of(&call, incident);
    open(call, place)
}

/// Opens the room where the report is written: of the incident that was named, else of the one that reading verbs mean.
///
/// # Errors
/// As [`enter`], and if there is no incident.
pub fn review(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let folder = which::incident(&call, which::For::Reading)?;
    let incident = folder.file_name().map(|id| id.to_string_lossy().into_owned());
    let place = Place { review: true, ..Place::of(&call, incident) };
    open(call, place)
}

/// Opens the room on an incident that ends with it, in a folder that ends with it too.
///
/// # Errors
/// There can be no temporary folder, or as [`enter`].
pub fn demo(call: Call) -> Result<ExitCode, Failure> {
    tui::check_terminal().map_err(Failure::usage)?;
    let folder = tempfile::Builder::new().prefix("ic-demo-").tempdir().map_err(Failure::refused)?;
    let shelf = Shelf::new(folder.path().join("incidents"));
    let now = call.clock.now();
    let incident = demo::build(&shelf, now, &call.who(None)?, &call.zone(None)?).map_err(Failure::writing)?;
    open(call, Place { incident: Some(incident), ..Place::on(shelf) })
}

/// Opens the room of an exercise, for its players or for its controller.
///
/// # Errors
/// The settings make no sense, or there is no terminal.
pub fn exercise(call: Call, id: String, control: bool) -> Result<ExitCode, Failure> {
    let (shelf, real) = (call.incidents.exercises(), call.incidents.clone());
    open(call, Place { incident: Some(id), real: Some(real), control, ..Place::on(shelf) })
}

/// Opens the screen on which a scenario is chosen.
///
/// # Errors
/// As [`exercise`].
pub fn drills(call: Call, offers: Vec<Offer>, manner: start::Options) -> Result<ExitCode, Failure> {
    let (shelf, real) = (call.incidents.exercises(), call.incidents.clone());
    open(call, Place { real: Some(real), drills: Some((offers, manner)), ..Place::on(shelf) })
}

/// Whether the room can be opened with these settings: to be asked before anything is begun that it is opened for.
///
/// # Errors
/// They make no sense.
pub fn check(call: &Call) -> Result<(), Failure> {
    templates::named(call, None)?;
    let config = call.config()?;
    config.playbook(None).map_err(Failure::usage)?;
    Keymap::with(config.keys()).map(drop).map_err(Failure::usage)
}

/// What is opened, and where.
struct Place {
    shelf: Shelf,
    incident: Option<String>,
    review: bool,
    /// The shelf of real incidents, from an exercise.
    real: Option<Shelf>,
    control: bool,
    drills: Option<(Vec<Offer>, start::Options)>,
}

impl Place {
    fn on(shelf: Shelf) -> Place {
        Place { shelf, incident: None, review: false, real: None, control: false, drills: None }
    }

    /// What was asked for; an exercise is opened with the shelf on which something real is declared.
    fn of(call: &Call, incident: Option<String>) -> Place {
        let is_exercise = incident.as_ref().is_some_and(|id| id.starts_with(shelf::EXERCISE));
        let real = is_exercise.then(|| call.incidents.clone());
        Place { incident, real, ..Place::on(call.shelf.clone()) }
    }
}

fn open(call: Call, place: Place) -> Result<ExitCode, Failure> {
    let who = call.who(None)?;
    let zone = call.zone(None)?;
    let template = templates::named(&call, None)?;
    let config = call.into_config()?;
    let options = Options {
        shelf: place.shelf,
        incident: place.incident,
        review: place.review,
        real: place.real,
        control: place.control,
        drills: place.drills,
        template,
        who,
        zone,
        playbook: config.playbook(None).map_err(Failure::usage)?,
        keymap: Keymap::with(config.keys()).map_err(Failure::usage)?,
        bell: config.bell(),
        theme: Theme::new(config, std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())),
    };
    let left = tui::run(options).map_err(Failure::usage)?;
    let unsaved = left.unsaved.iter().map(|text| format!("NOT SAVED: {text}"));
    let said: Vec<String> = left.said.iter().cloned().chain(unsaved).collect();
    match left.code {
        0 => said.iter().for_each(|words| out::complain(words)),
        // Whoever ended the room does not wait for a terminal that nobody reads.
        _ => tui::say(&said),
    }
    Ok(if left.code == 0 && !left.unsaved.is_empty() { Exit::NotSaved.into() } else { left.code.into() })
}
