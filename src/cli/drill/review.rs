//! After the exercise: its report, and how the same scenario went over time.

use std::path::Path;

use super::speak;
use crate::cli::call::Call;
use crate::cli::exit::{Exit, Failure};
use crate::cli::{export, out};
use crate::drill::{Play, history, report};
use crate::postmortem::{Edition, Template};
use crate::session::Session;
use crate::verb::{Answer, Format};

/// Writes the after-action report.
///
/// # Errors
/// There is no exercise, or the file cannot be written.
pub fn report(call: &Call, format: Format, output: Option<&Path>) -> Result<Exit, Failure> {
    let session = speak::last(call)?;
    let scenario = speak::scenario(&session)?;
    if !session.state().exercise.as_ref().is_some_and(|exercise| exercise.is_over()) {
        return Err(Failure::refused(format!(
            "{} is not over; its report would tell what is really wrong (`ic drill end` ends it)",
            session.state().id()
        )));
    }
    let now = session.now();
    let document = report::document(&scenario, session.state(), now);
    let template = Template::built_in(report::TEMPLATE).unwrap_or_else(Template::standard);
    let edition = Edition { template, ..Edition::standard(export::form(format)) };
    let content = edition.write(document).map_err(Failure::refused)?;
    let name = format!("{}.{}", report::TEMPLATE, edition.form.ending());
    export::put(&session, output, &name, content.as_bytes())?;
    if let Some(play) = Play::of(&scenario, session.state()) {
        let wanted = report::improvements_wanted(&play, now);
        if !wanted.is_empty() {
            let findings: Vec<&str> = wanted.iter().map(|one| one.finding.as_str()).collect();
            out::complain(&format!(
                "{} an action with an owner and a date: {} (`ic drill improve FINDING TEXT --owner … --due …`)",
                if findings.len() == 1 {
                    "1 finding wants".to_owned()
                } else {
                    format!("{} findings want", findings.len())
                },
                findings.join(", ")
            ));
        }
    }
    Ok(Exit::Done)
}

/// Shows how scenarios went over time.
///
/// # Errors
/// The shelf cannot be read.
pub fn history(call: &Call, scenario: Option<&str>, answer: Answer) -> Result<Exit, Failure> {
    let sessions = speak::all(call)?;
    let over = |session: &&Session| session.state().exercise.as_ref().is_some_and(|exercise| exercise.is_over());
    let runs =
        sessions.iter().filter(over).filter_map(|session| Some((speak::scenario(session).ok()?, session.state())));
    let runs = runs.filter(|(one, _)| scenario.is_none_or(|wanted| one.exercise.id == wanted)).collect::<Vec<_>>();
    let history = history::history(runs.iter().map(|(scenario, state)| (scenario, *state)));
    if answer.json {
        out::json(&history)?;
    } else if runs.is_empty() {
        out::complain("no exercise has come to its end yet; begin one: `ic drill`");
    } else {
        out::text(&history.to_string())?;
    }
    Ok(Exit::Done)
}
