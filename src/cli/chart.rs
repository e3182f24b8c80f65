//! `chart`: the incident's phases, events and lengths as a picture.

use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read};
use crate::postmortem::Document;
use crate::postmortem::chart::{Chart, terminal};

/// How wide it is where nobody says and no terminal knows.
const USUAL: usize = 80;

/// Draws the picture.
///
/// # Errors
/// There is no incident, or it cannot be read.
pub fn run(call: &Call, ascii: bool, width: Option<usize>) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    let document = Document::of(session.state(), session.now());
    let dates = document.dates();
    let Some(chart) = Chart::of(&document, &dates) else {
        return Err(Failure::refused("there is nothing to draw yet: no time has been recorded"));
    };
    let width = width.or_else(|| Some(usize::from(crossterm::terminal::size().ok()?.0))).unwrap_or(USUAL);
    let mut text = terminal::draw(&chart, width, ascii).join("\n");
    text.push('\n');
    out::text(&text)?;
    Ok(Exit::Done)
}
