//! Closing: asks for what the report lacks, if there is someone to ask.

use std::io::{self, BufRead, IsTerminal, Write as Output};

use super::call::Call;
use super::exit::{Exit, Failure};
use super::which::For;
use super::write;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::milestones::Milestone;
use crate::incident::playbook::COMMANDER;
use crate::incident::review::Section;
use crate::incident::text::visible;
use crate::incident::{Command, Moment, State, Time, decide, when};
use crate::verb::Write;

/// Closes the incident, writes its report and says where that is.
///
/// # Errors
/// It is refused or is not saved.
pub fn run(call: &Call, write: &Write) -> Result<Exit, Failure> {
    let mut session = write::open(call, For::Writing)?;
    let mut request = write::request(call, write, &session)?;
    if let Command::Incident(lifecycle::Command::Close(closing)) = &mut request.command
        && io::stdin().is_terminal()
        && io::stderr().is_terminal()
    {
        let now = session.now();
        let said = request.said;
        let by = request.by.clone();
        check(session.state(), closing, now, said, &by).map_err(Failure::refused)?;
        let ask = Ask { state: session.state(), now, said, by: &by };
        *closing = ask.for_missing(closing, io::stdin().lock(), io::stderr())?;
    }
    write::carry_out(call, &mut session, &request, &write.verb)
}

fn check(state: &State, closing: &Closing, now: Time, said: Option<Time>, by: &str) -> Result<(), String> {
    let close = lifecycle::Command::Close(closing.clone()).into();
    decide(state, &close, Moment { wall: now, now, said, by }).map(drop).map_err(|refusal| refusal.to_string())
}

/// The questions, and what they are about.
struct Ask<'a> {
    state: &'a State,
    now: Time,
    said: Option<Time>,
    by: &'a str,
}

impl Ask<'_> {
    /// Asks for each thing that is neither known nor said. Enter leaves it open.
    ///
    /// # Errors
    /// The person went away: then nothing is to be closed.
    fn for_missing(
        &self,
        said: &Closing,
        mut input: impl BufRead,
        mut output: impl Output,
    ) -> Result<Closing, Failure> {
        let mut closing = said.clone();
        let milestones = self.state.milestones();
        let zone = self.state.lifecycle.zone().describe(self.now);
        let commanded = self.state.tenures().iter().any(|tenure| tenure.role == COMMANDER);
        let review = &self.state.review;
        let mut ask = |question: String, take: &mut dyn FnMut(&str, &mut Closing) -> Result<(), String>| loop {
            let _ = write!(output, "{question} (Enter leaves it open): ").and_then(|()| output.flush());
            let mut line = String::new();
            if input.read_line(&mut line).unwrap_or_default() == 0 {
                let _ = writeln!(output);
                return Err(Failure::refused("nothing was closed: there was no answer"));
            }
            let answer = line.trim();
            let mut then = closing.clone();
            let taken = if answer.is_empty() { Ok(()) } else { take(answer, &mut then) };
            match taken.and_then(|()| check(self.state, &then, self.now, self.said, self.by)) {
                Ok(()) => {
                    closing = then;
                    return Ok(());
                }
                Err(why) => {
                    let _ = writeln!(output, "  {}", visible(&why));
                }
            }
        };
        if milestones.get(Milestone::Started).is_none() && said.started.is_none() {
            ask(format!("When did the impact start, in {zone}?"), &mut |answer, closing| {
                closing.started = Some(self.time(answer)?);
                Ok(())
            })?;
        }
        if milestones.get(Milestone::Resolved).is_none() && said.resolved.is_none() {
            ask(format!("When was it resolved, in {zone}?"), &mut |answer, closing| {
                closing.resolved = Some(self.time(answer)?);
                Ok(())
            })?;
        }
        if !commanded && said.commander.is_none() {
            ask("Who was in command?".into(), &mut |answer, closing| {
                closing.commander = Some(answer.to_owned());
                Ok(())
            })?;
        }
        if review.text(Section::Impact).is_none() && said.impact.is_none() {
            ask("Who was hit and how, in one line?".into(), &mut |answer, closing| {
                closing.impact = Some(answer.to_owned());
                Ok(())
            })?;
        }
        if review.causes().is_empty() && said.cause.is_none() {
            ask("What was the root cause, in one line?".into(), &mut |answer, closing| {
                closing.cause = Some(answer.to_owned());
                Ok(())
            })?;
        }
        Ok(closing)
    }

    fn time(&self, answer: &str) -> Result<Time, String> {
        when::past(answer, self.now, self.state.lifecycle.zone()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::{Stage, at};

    fn answers(input: &str, said: &Closing) -> (Result<Closing, Failure>, String) {
        let stage = Stage::declared();
        let ask = Ask { state: &stage.state, now: at(5, 0), said: None, by: "ana" };
        let mut output = Vec::new();
        let closing = ask.for_missing(said, input.as_bytes(), &mut output);
        (closing, String::from_utf8(output).unwrap())
    }

    #[test]
    fn each_missing_thing_is_asked_for_once_and_bad_times_again() {
        let (closing, output) = answers("3:00\n02:00\n25:00\n04:00\nana\n340 orders\n\n", &Closing::default());
        let closing = closing.unwrap();
        assert_eq!((closing.started, closing.resolved), (Some(at(3, 0)), Some(at(4, 0))), "{output}");
        assert_eq!((closing.commander.as_deref(), closing.impact.as_deref()), (Some("ana"), Some("340 orders")));
        assert_eq!(closing.cause, None);
        assert!(output.contains("would lie before") && output.contains("25:00"), "{output}");
    }

    #[test]
    fn what_was_said_is_not_asked_for() {
        let said = Closing { impact: Some("many".into()), cause: Some("x".into()), ..Closing::default() };
        let (closing, output) = answers("\n\n\n", &said);
        assert_eq!(closing.unwrap(), said);
        assert!(!output.contains("root cause"));
    }

    #[test]
    fn no_answer_closes_nothing() {
        assert_eq!(answers("\n", &Closing::default()).0.unwrap_err().exit, Exit::Refused);
    }
}
