//! `doctor`: what works here, and what to do about what does not.

mod person;
mod place;
mod terminal;

use std::io::{self, IsTerminal};

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::lint::counted;
use super::out;
use crate::incident::text::one_line;
use crate::tui::text::{fit, width};
use crate::verb::Answer;

/// What `ic doctor --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// The version of this program.
    version: &'static str,
    /// Whether an incident can be run here.
    usable: bool,
    /// Everything that was looked at.
    findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Finding {
    /// What was looked at.
    what: &'static str,
    /// How it is.
    mark: Mark,
    /// What was found; raw text.
    found: String,
    /// What to do now; null if that is nothing.
    advice: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Mark {
    /// As it should be.
    Ok,
    /// To be known; an incident can be run all the same.
    Note,
    /// Without this an incident cannot be run here.
    Bad,
}

impl Finding {
    fn ok(what: &'static str, found: impl Into<String>) -> Finding {
        Finding { what, mark: Mark::Ok, found: found.into(), advice: None }
    }

    fn note(what: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Finding {
        Finding { mark: Mark::Note, advice: Some(advice.into()), ..Finding::ok(what, found) }
    }

    fn bad(what: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Finding {
        Finding { mark: Mark::Bad, ..Finding::note(what, found, advice) }
    }
}

/// A variable of the environment; an empty one counts as none, what is no UTF-8 in it is replaced.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(|value| value.to_string_lossy().into_owned())
}

/// Looks at everything and says how it is; exits 1 if no incident can be run here.
///
/// # Errors
/// Standard output takes no more.
pub fn run(call: &Call, answer: Answer) -> Result<Exit, Failure> {
    let findings = [place::look(call.incidents.folder()), terminal::look(call), person::look(call)].concat();
    let usable = findings.iter().all(|one| one.mark != Mark::Bad);
    if answer.json {
        out::json(&Document { format: "ic-doctor/1", version: env!("CARGO_PKG_VERSION"), usable, findings })?;
    } else {
        let colours = io::stdout().is_terminal()
            && variable("NO_COLOR").is_none()
            && variable("TERM").is_some_and(|term| term != "dumb");
        // Every text in it was made safe; what remains are the colours.
        out::raw(screen(&findings, out::columns(), colours).as_bytes())?;
    }
    Ok(if usable { Exit::Done } else { Exit::Refused })
}

/// How long what was found may be, in lines: hostile values are as long as they like.
const LINES: usize = 2;

/// The verdict, then a row for each thing.
fn screen(findings: &[Finding], columns: usize, colours: bool) -> String {
    let paint = |mark: Mark, text: &str| match (mark, colours) {
        (_, false) => text.to_owned(),
        (Mark::Ok, true) => format!("\x1b[32m{text}\x1b[m"),
        (Mark::Note, true) => format!("\x1b[33m{text}\x1b[m"),
        (Mark::Bad, true) => format!("\x1b[1;31m{text}\x1b[m"),
    };
    let count = |mark| findings.iter().filter(|one| one.mark == mark).count();
    let verdict = match (count(Mark::Bad), count(Mark::Note)) {
        (0, 0) => paint(Mark::Ok, "an incident can be run here"),
        (0, notes) => format!("{}; {}", paint(Mark::Ok, "an incident can be run here"), counted(notes, "note")),
        (_, _) => paint(Mark::Bad, "NO INCIDENT CAN BE RUN HERE"),
    };
    let mut screen = format!("ic {}: {verdict}\n\n", env!("CARGO_PKG_VERSION"));
    let widest = findings.iter().map(|one| one.what.len()).max().unwrap_or_default();
    for Finding { what, mark, found, advice } in findings {
        let word = match mark {
            Mark::Ok => "ok  ",
            Mark::Note => "note",
            Mark::Bad => "BAD ",
        };
        let head = format!("{word}  {what:<widest$}  ");
        let room = columns.saturating_sub(width(&head)).max(1);
        let row = out::hanging(&head, &fit(&one_line(found), room * LINES), columns);
        screen.push_str(&row.replacen(word, &paint(*mark, word), 1));
        if let Some(advice) = advice {
            let arrow = format!("{:indent$}-> ", "", indent = width(&head) - 3);
            screen.push_str(&out::hanging(&arrow, &one_line(advice), columns));
        }
    }
    screen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_how_it_is_in_words_and_what_to_do() {
        let findings = [
            Finding::ok("shelf", "/x"),
            Finding::note("zone", "none \u{1b}[2J", "set it"),
            Finding::bad("disk", "full", "y"),
        ];
        let plain = screen(&findings, 80, false);
        assert!(plain.starts_with(&format!("ic {}: NO INCIDENT", env!("CARGO_PKG_VERSION"))), "{plain}");
        assert!(plain.ends_with("\nok    shelf  /x\nnote  zone   none <001B>[2J\n          -> set it\nBAD   disk   full\n          -> y\n"), "{plain}");
        let painted = screen(&findings, 80, true);
        let bare = ["\u{1b}[32m", "\u{1b}[33m", "\u{1b}[1;31m", "\u{1b}[m"]
            .iter()
            .fold(painted.clone(), |text, code| text.replace(code, ""));
        assert!(painted.contains("\u{1b}[1;31mBAD \u{1b}[m") && bare == plain, "{painted:?}");
    }

    #[test]
    fn what_is_found_has_its_limits() {
        let endless = screen(&[Finding::ok("editor", "x".repeat(100_000))], 80, false);
        assert_eq!(endless.lines().count(), 2 + LINES);
        assert!(endless.lines().all(|line| width(line) <= 80) && endless.contains('…'));
    }
}
