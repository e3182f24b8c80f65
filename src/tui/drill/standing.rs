//! Where an inject stands, as the players see it: whether an answer is awaited, but not which, nor until when.

use crate::drill::Play;
use crate::drill::scenario::{Action, Inject};
use crate::incident::Time;
use crate::incident::span::Span;

/// Where an inject that has come stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It wants no answer.
    Told,
    /// It wants no answer, and has been seen.
    Seen,
    /// An answer is awaited since so long.
    Waiting(Span),
    /// An answer is awaited since so long, and it is late.
    Late(Span),
    /// It was answered.
    Answered,
    /// It was answered late.
    AnsweredLate,
    /// It was not answered by ENDEX.
    Unanswered,
}

impl Standing {
    /// It in a sign and words.
    pub fn words(self) -> String {
        match self {
            Standing::Told => String::new(),
            Standing::Seen => "✓ seen".into(),
            Standing::Waiting(since) => format!("◌ waiting {}", short(since)),
            Standing::Late(since) => format!("! late {}", short(since)),
            Standing::Answered => "✓ answered".into(),
            Standing::AnsweredLate => "✓ answered, late".into(),
            Standing::Unanswered => "– not answered".into(),
        }
    }

    /// Whether an answer is awaited.
    pub fn waits(self) -> bool {
        matches!(self, Standing::Waiting(_) | Standing::Late(_))
    }
}

/// Where an inject stands at an exercise time (UTC); `None` if it has not come.
pub fn standing(play: &Play<'_>, inject: &Inject, now: Time) -> Option<Standing> {
    let arrival = play.exercise.arrival(&inject.id)?;
    let inject = play.scenario.inject(&inject.id)?;
    let mut awaited = play.awaited(inject);
    // Only the controller knows of what only the controller can judge.
    awaited.retain(|one| one.expectation.action != Action::Manual);
    if awaited.is_empty() {
        return Some(if arrival.acknowledged.is_some() { Standing::Seen } else { Standing::Told });
    }
    let since = Span::between(arrival.at, now).unwrap_or(Span::milliseconds(0));
    let open = awaited.iter().any(|one| one.met.is_none());
    let late = awaited.iter().any(|one| match one.met {
        Some(_) => !one.in_time(),
        None => one.deadline.is_some_and(|deadline| deadline < now),
    });
    Some(match (open, late, play.exercise.is_over()) {
        (false, false, _) => Standing::Answered,
        (false, true, _) => Standing::AnsweredLate,
        (true, _, true) => Standing::Unanswered,
        (true, true, false) => Standing::Late(since),
        (true, false, false) => Standing::Waiting(since),
    })
}

/// A length as a clock shows it: `2:13`, from an hour on `1:02:13`.
pub fn short(length: Span) -> String {
    let seconds = length.ms() / 1_000;
    match seconds / 3_600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}
