//! The writing verbs: understood, carried out, acknowledged; and only then is the rest brought in step.

use std::io::{self, Read};

use super::acknowledge;
use super::call::Call;
use super::exit::{Exit, Failure};
use super::lint::{self as checks, counted};
use super::which::{self, For};
use super::{out, templates};
use crate::incident::lifecycle::Status;
use crate::incident::text::one_line;
use crate::incident::{Kind, Time};
use crate::journal::mutant::{self, Mutant};
use crate::journal::{Damage, JournalError, REPORT};
use crate::postmortem::Document;
use crate::postmortem::lint::{self, Weight};
use crate::secret;
use crate::session::{Fault, News, Request, Session};
use crate::verb::{Log, Report, Scene, Write, WriteVerb, command};

/// Who holds the lock, for those who wait.
pub const WHAT: &str = "ic on the command line";

/// How much is read from standard input.
const LONGEST_INPUT: u64 = 1 << 20;
/// How much of it is counted, should it be more.
const LONGEST_COUNT: u64 = 64 << 20;
/// How many damaged lines are named.
const NAMED: usize = 10;

/// Carries out any writing verb that needs nothing special.
///
/// # Errors
/// See [`Failure`].
pub fn run(call: &Call, mut write: Write) -> Result<Exit, Failure> {
    let wanted_for = match &write.verb {
        WriteVerb::Reopen => For::Reopening,
        WriteVerb::Summary { .. }
        | WriteVerb::Impact { .. }
        | WriteVerb::Section { .. }
        | WriteVerb::Cause { .. }
        | WriteVerb::Lesson { .. }
        | WriteVerb::Followup(_)
        | WriteVerb::Report { .. } => For::Report,
        _ => For::Writing,
    };
    let mut session = open(call, wanted_for)?;
    if let WriteVerb::Log(Log { text, .. })
    | WriteVerb::Section { text, .. }
    | WriteVerb::Report { what: Report::Extra { text, .. }, .. } = &mut write.verb
        && *text == ["-"]
    {
        *text = vec![standard_input(io::stdin().lock())?];
    }
    if let WriteVerb::Report { what: Report::Waive { code, .. }, .. } = &write.verb {
        checks::known(code).map_err(Failure::usage)?;
    }
    let request = request(call, &write, &session)?;
    carry_out(call, &mut session, &request, &write.verb)
}

/// Opens the incident that is meant.
///
/// # Errors
/// It is not clear which, or it cannot be read.
pub fn open(call: &Call, wanted_for: For) -> Result<Session, Failure> {
    let folder = which::incident(call, wanted_for)?;
    Session::open(&folder, call.clock.clone(), WHAT).map_err(Failure::writing)
}

/// What the verb asks for here.
///
/// # Errors
/// It makes no sense here.
pub fn request(call: &Call, write: &Write, session: &Session) -> Result<Request, Failure> {
    let life = &session.state().lifecycle;
    let scene = Scene { now: session.now(), zone: life.zone(), playbook: life.playbook() };
    let said = command(write, &scene)?;
    let request = Request::new(&call.who(said.by)?, said.command).at(said.at);
    Ok(Request { id: said.id.unwrap_or(request.id), ..request })
}

/// Carries the request out and says so; then brings the derived files in step.
///
/// # Errors
/// It was refused or is not saved.
pub fn carry_out(call: &Call, session: &mut Session, request: &Request, verb: &WriteVerb) -> Result<Exit, Failure> {
    let before = session.state().lifecycle.status();
    if mutant::is(Mutant::SavedTooEarly) {
        let _ = out::text("saved\n");
    }
    let news = execute(session, request).map_err(|fault| failed(fault, verb))?;
    // It is saved: that nobody hears of it is no failure any more.
    let _ = out::text(&acknowledge::saved(session.state(), &news, request, verb, session.now()));
    warn_of_secrets(&news);
    let closed = session.state().lifecycle.status() == Status::Closed;
    match bring_in_step(call, session) {
        Ok(()) if closed && before != Status::Closed => {
            let _ = out::text(&format!("postmortem: {}\n", one_line(&session.folder().join(REPORT).to_string_lossy())));
            say_what_it_lacks(session, session.now());
        }
        Ok(()) => {}
        Err(fault) => {
            out::complain(&format!("it is saved, but what follows from the journal is not up to date: {fault}"))
        }
    }
    Ok(Exit::Done)
}

/// Carries a request out, and says what was wrong with the journal, also where nothing came of the request.
///
/// # Errors
/// It was refused or is not saved.
pub fn execute(session: &mut Session, request: &Request) -> Result<News, Fault> {
    let done = session.execute(request);
    let news = done.as_ref().unwrap_or(session.untold());
    if let Some(torn) = &news.torn {
        out::complain(&format!("the journal ended in an unfinished line; it was moved to {}", torn.display()));
    }
    warn_of_damage(session);
    done
}

/// Brings what follows from the journal in step with it; a closed incident's report is told by the configured template.
///
/// # Errors
/// It cannot be written.
pub fn bring_in_step(call: &Call, session: &mut Session) -> Result<(), Fault> {
    if session.state().lifecycle.status() == Status::Closed {
        match templates::named(call, None) {
            Ok(template) => session.tell_by(template),
            Err(failure) => out::complain(&format!("the report is told by the usual template: {}", failure.message)),
        }
    }
    session.refresh()
}

/// Says how much the checks find in the report that was just written.
fn say_what_it_lacks(session: &Session, now: Time) {
    let findings = lint::findings(&Document::of(session.state(), now));
    let count = |weight| findings.iter().filter(|one| one.weight == weight && one.waived.is_none()).count();
    let (errors, warnings) = (count(Weight::Error), count(Weight::Warning));
    if errors + warnings > 0 {
        let _ = out::text(&format!(
            "the checks find {} and {} in it: `ic lint` names them, `ic review` mends them\n",
            counted(errors, "error"),
            counted(warnings, "warning"),
        ));
    }
}

/// A text that is too long is measured as it was said: escapes make it longer on disk.
fn failed(fault: Fault, verb: &WriteVerb) -> Failure {
    match (&fault, verb) {
        (Fault::Journal(JournalError::TooLong { .. }), WriteVerb::Log(Log { text, .. })) => {
            let bytes = text.iter().map(String::len).sum::<usize>() as u64;
            Failure::refused(format!(
                "the text is {} long, and with its quotes and control characters escaped it is more than one entry \
                 holds, {}; put it into a file and log where that is",
                size(bytes),
                size(LONGEST_INPUT)
            ))
        }
        _ => Failure::writing(fault),
    }
}

/// For people: `1.9 MiB (2000000 bytes)`.
fn size(bytes: u64) -> String {
    let tenths = bytes * 10 / (1 << 20);
    format!("{}.{} MiB ({bytes} bytes)", tenths / 10, tenths % 10)
}

/// Says that what was just written looks as if it held a secret.
fn warn_of_secrets(news: &News) {
    let own = &news.records[news.records.len() - news.own..];
    let mut warned: Vec<&str> = Vec::new();
    for record in own {
        let Kind::Known(event) = &record.kind else { continue };
        let written = serde_json::to_string(event).unwrap_or_default();
        for found in secret::find(&written) {
            if !warned.contains(&found.rule) {
                warned.push(found.rule);
            }
        }
    }
    for rule in warned {
        out::complain(&format!(
            "that looks as if it held a secret ({rule}): change that secret; `ic export --redact` masks it in reports, \
             but the journal keeps it"
        ));
    }
}

/// Says that lines of the journal are damaged, if there are any.
pub fn warn_of_damage(session: &Session) {
    let damaged = session.journal().damaged();
    if !damaged.is_empty() {
        let which = Damage::named(damaged, NAMED);
        out::complain(&format!("damaged {which} in the journal; `ic check` says more"));
    }
}

/// Everything there is on standard input.
fn standard_input(mut input: impl Read) -> Result<String, Failure> {
    let unreadable = |error: io::Error| Failure::refused(format!("standard input cannot be read: {error}"));
    let mut bytes = Vec::new();
    (&mut input).take(LONGEST_INPUT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST_INPUT {
        let more = io::copy(&mut input.take(LONGEST_COUNT), &mut io::sink()).map_err(unreadable)?;
        let at_least = if more == LONGEST_COUNT { "more than " } else { "" };
        return Err(Failure::refused(format!(
            "standard input is {at_least}{} long and one entry holds at most {}; \
             put it into a file and log where that is",
            size(bytes.len() as u64 + more),
            size(LONGEST_INPUT)
        )));
    }
    Ok(String::from_utf8(bytes).unwrap_or_else(|bytes| {
        out::complain("standard input is not all UTF-8; what could not be read is shown as \u{fffd}");
        String::from_utf8_lossy(bytes.as_bytes()).into_owned()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_is_read_up_to_its_limit() {
        let longest = vec![b'x'; LONGEST_INPUT as usize];
        assert_eq!(standard_input(&longest[..]).unwrap().len(), longest.len());
        let failure = standard_input(&[&longest[..], b"yz"].concat()[..]).unwrap_err();
        assert_eq!(failure.exit, Exit::Refused);
        assert!(failure.message.contains("is 1.0 MiB (1048578 bytes) long"), "{}", failure.message);
        assert!(standard_input(io::repeat(b'x')).unwrap_err().message.contains("more than 6"));
        assert_eq!(standard_input(&b"a\xffb"[..]).unwrap(), "a\u{fffd}b");
    }
}
