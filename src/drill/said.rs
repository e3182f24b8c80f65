//! From what a person said of an exercise to what is asked of the session.

use super::act;
use super::measures::measures;
use super::play::Play;
use super::rating::outcomes;
use crate::incident::exercise::Command;
use crate::incident::followups::{self, Plan};
use crate::incident::spelling::nearest;
use crate::incident::text::one_line;
use crate::incident::{Refusal, Time, when};
use crate::session::Request;
use crate::verb::{PlayVerb, join};

/// What is asked of the session, in this order. `now` is exercise time (UTC).
///
/// # Errors
/// The scenario has nothing of that name, or the words make no sense.
pub fn requests(play: &Play<'_>, verb: &PlayVerb, by: &str, now: Time) -> Result<Vec<Request>, Refusal> {
    let scenario = play.scenario;
    let command = match verb {
        PlayVerb::Pause => Command::Pause,
        PlayVerb::Resume => Command::Resume,
        PlayVerb::End => Command::End,
        PlayVerb::Skip => act::skip(play, now)?,
        PlayVerb::Fire { inject } => act::fire(scenario, inject)?,
        PlayVerb::Hint { inject } => act::hint(play, inject, now)?,
        PlayVerb::Ack { inject } => act::acknowledge(scenario, inject)?,
        PlayVerb::Choose { inject, option } => act::choose(scenario, inject, option)?,
        PlayVerb::Rate { inject, rating, note } => {
            let (inject, number) = match inject.rsplit_once('.') {
                Some((inject, number)) => (inject, number.parse().ok()),
                None => (inject.as_str(), None),
            };
            act::judge(scenario, inject, number, *rating, Some(join(note)))?
        }
        PlayVerb::Observe { text } => Command::Observe(join(text)),
        PlayVerb::Assess { objective, rating } => act::assess(scenario, objective, *rating)?,
        PlayVerb::Answer { question, text } => {
            act::answer(scenario, u16::try_from(*question).unwrap_or(u16::MAX), &join(text))?
        }
        PlayVerb::Improve { finding, text, owner, due } => {
            let zone = play.state.lifecycle.zone();
            let due = due.as_deref().map(|due| when::due(due, now, zone)).transpose();
            let due = due.map_err(|why| Refusal(why.to_string()))?;
            let plan = Plan { text: join(text), owner: owner.clone(), due, ..Plan::default() };
            return improvement(play, finding, plan, by, now);
        }
    };
    Ok(vec![Request::new(by, command)])
}

/// A follow-up, and that it is to improve a finding: an expectation as `INJECT.N`, or a measure by its name.
///
/// # Errors
/// There is no such finding.
pub fn improvement(play: &Play<'_>, finding: &str, plan: Plan, by: &str, now: Time) -> Result<Vec<Request>, Refusal> {
    let mut known: Vec<String> = outcomes(play).into_iter().map(|one| one.id).collect();
    known.extend(measures(play, now).into_iter().map(|one| one.id.to_owned()));
    let Some(found) = known.iter().find(|one| one.eq_ignore_ascii_case(finding.trim())) else {
        let near = nearest(finding.trim(), known.iter().map(String::as_str));
        let advice =
            near.map_or_else(|| format!("there are {}", known.join(", ")), |near| format!("did you mean {near}?"));
        return Err(Refusal(format!("there is no finding \"{}\": {advice}", one_line(finding.trim()))));
    };
    let add = Request::new(by, followups::Command::Add { plan, cause: None });
    let improve = Request::new(by, Command::Improve { finding: found.clone(), followup: add.id });
    Ok(vec![add, improve])
}
