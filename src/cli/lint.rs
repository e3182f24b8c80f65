//! `lint`: contradictions and omissions in a report, ours or anybody's.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use super::exit::{Exit, Failure};
use super::which::{self, For};
use super::{out, read};
use crate::incident::spelling::nearest;
use crate::incident::text::{one_line, visible};
use crate::postmortem::Document as Report;
use crate::postmortem::lint::{self, Finding, Settings, Waiver, Weight};
use crate::session::Session;
use crate::verb::Lint;

/// The longest report that is read.
const LONGEST: u64 = 64 << 20;

/// What `ic lint --json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    /// Name and version of this shape.
    format: &'static str,
    /// What was checked: an incident's id, a file, or `-`.
    checked: String,
    /// How many errors there are that nobody waived.
    errors: usize,
    /// Everything that was found: errors first, what was waived last.
    findings: Vec<Finding>,
}

/// Prints what the checks find. Errors that nobody waived make the exit code 1.
///
/// # Errors
/// There is nothing to check, or it cannot be read.
pub fn run(call: &Call, wanted: &Lint) -> Result<Exit, Failure> {
    if wanted.codes {
        return codes();
    }
    let settings = settings(call, wanted)?;
    let (checked, findings) = match &wanted.what {
        Some(path) if path.as_os_str() == "-" => {
            ("-".to_owned(), lint::text(&read_all(io::stdin().lock(), "standard input")?, &settings))
        }
        Some(path) if path.is_dir() && call.shelf.incident(&path.to_string_lossy()).is_none_or(|one| !one.exists()) => {
            return Err(Failure::usage(format!("{} is a folder; name a file or an incident", path.display())));
        }
        Some(path) if is_file(call, path) => {
            let file = fs::File::open(path)
                .map_err(|error| Failure::refused(format!("{} cannot be read: {error}", path.display())))?;
            let text = read_all(file, &path.display().to_string())?;
            (path.display().to_string(), lint::text(&text, &settings))
        }
        named => {
            let session = match named {
                Some(id) => {
                    let id = id.to_string_lossy();
                    let folder = which::named(&call.incidents.that_takes(&id), &id, For::Reading)?;
                    Session::open(&folder, call.clock.clone(), super::write::WHAT).map_err(Failure::refused)?
                }
                None => read::open(call)?,
            };
            let report = Report::of(session.state(), session.now());
            let exercise = if session.state().is_exercise() { "EXERCISE " } else { "" };
            (format!("{exercise}{}", report.id), lint::incident(&report, &settings))
        }
    };
    let errors = findings.iter().filter(|one| one.weight == Weight::Error && one.waived.is_none()).count();
    if wanted.answer.json {
        out::json(&Document { format: "ic-lint/1", checked, errors, findings })?;
    } else {
        out::text(&told(&checked, &findings, wanted.all))?;
    }
    Ok(if errors == 0 { Exit::Done } else { Exit::Refused })
}

/// A name without a folder in it may be an incident's id or a file; a file that is there is meant.
fn is_file(call: &Call, path: &Path) -> bool {
    path.is_file()
        || path.components().count() > 1
        || (path.extension().is_some() && call.shelf.incident(&path.to_string_lossy()).is_none())
}

fn settings(call: &Call, wanted: &Lint) -> Result<Settings, Failure> {
    let gap = wanted.gap.or(call.config()?.gap()).unwrap_or(Settings::default().gap);
    let waivers: Result<Vec<Waiver>, Failure> = wanted.waive.iter().map(|text| waiver(text)).collect();
    Ok(Settings { gap, waivers: waivers? })
}

fn waiver(text: &str) -> Result<Waiver, Failure> {
    let advice = || Failure::usage("a waiver is CODE=REASON or CODE@PLACE=REASON, such as \"gap=nobody was awake\"");
    let (what, reason) = text.split_once('=').ok_or_else(advice)?;
    let (code, place) = match what.split_once('@') {
        Some((code, place)) => (code, Some(place.trim().to_owned())),
        None => (what, None),
    };
    let code = code.trim();
    if reason.trim().is_empty() {
        return Err(advice());
    }
    known(code).map_err(Failure::usage)?;
    Ok(Waiver { code: code.to_owned(), place, reason: reason.trim().to_owned() })
}

/// Whether there is such a check.
pub(super) fn known(code: &str) -> Result<(), String> {
    let mut codes = lint::CODES.iter().map(|check| check.code);
    if codes.clone().any(|known| known == code) {
        return Ok(());
    }
    let advice = match nearest(code, codes.by_ref()) {
        Some(near) => format!("did you mean {near}?"),
        None => "`ic lint --codes` lists them".into(),
    };
    Err(format!("there is no check \"{}\"; {advice}", one_line(code)))
}

fn read_all(input: impl Read, what: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::refused(format!("{what} cannot be read: {error}")))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::refused(format!("{what} is longer than {} MiB; that is no report", LONGEST >> 20)));
    }
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::refused(format!("{what} is not UTF-8 text; save it as that")))?;
    match text.trim().trim_start_matches('\u{FEFF}') {
        "" => Err(Failure::refused(format!("{what} is empty: there is nothing to check"))),
        _ if text.contains('\0') => Err(Failure::refused(format!("{what} is not text: it holds NUL characters"))),
        _ => Ok(text),
    }
}

fn codes() -> Result<Exit, Failure> {
    let widest = lint::CODES.iter().map(|check| check.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    for check in lint::CODES {
        let _ = writeln!(text, "{:<7}  {:<widest$}  {}", check.weight.word(), check.code, check.about);
    }
    out::text(&text)?;
    Ok(Exit::Done)
}

/// The findings for people: place and code, what is wrong, what to do.
fn told(checked: &str, findings: &[Finding], all: bool) -> String {
    let mut text = String::new();
    for one in findings.iter().filter(|one| all || one.waived.is_none()) {
        let _ = writeln!(text, "{}: {} [{}]", one.weight.word(), one_line(&one.place.to_string()), one.code);
        let _ = writeln!(text, "  {}", visible(&one.says).replace('\n', "\n  "));
        let _ = writeln!(text, "  → {}", one_line(&one.suggestion));
        if let Some(reason) = &one.waived {
            let _ = writeln!(text, "  waived: {}", one_line(reason));
        }
    }
    let count = |weight| findings.iter().filter(|one| one.weight == weight && one.waived.is_none()).count();
    let waived = findings.iter().filter(|one| one.waived.is_some()).count();
    let _ = writeln!(
        text,
        "{}: {}, {}, {} to look at{}",
        one_line(checked),
        counted(count(Weight::Error), "error"),
        counted(count(Weight::Warning), "warning"),
        count(Weight::Info),
        if waived > 0 { format!(", {waived} waived") } else { String::new() },
    );
    text
}

/// `1 error`, `3 errors`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
