//! What came of an exercise, measured against its scenario. Nothing here rates a person. Instants are exercise time
//! (UTC), lengths are seconds of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::list::State;
use crate::incident::Time;
use crate::incident::exercise::Rating;
use crate::incident::timeline::EntryKind;

/// What an after-action report tells beyond the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AfterAction {
    /// What was played.
    pub scenario: Scenario,
    /// Who took part, and as what.
    pub participants: Vec<Participant>,
    /// How often which rating was given.
    pub counts: Counts,
    /// What was rehearsed, and how well it went.
    pub objectives: Vec<Objective>,
    /// What was awaited and what came of it, in the scenario's order.
    pub outcomes: Vec<Outcome>,
    /// What the players could be told, in the scenario's order.
    pub injects: Vec<Inject>,
    /// What was told and what was done, in the order in which it was written down.
    pub story: Vec<Step>,
    /// What was measured.
    pub measures: Vec<Measure>,
    /// What was done without challenges, rather than held already.
    pub strengths: Vec<Finding>,
    /// What was done with major challenges, only with a hint, or not at all.
    pub weaknesses: Vec<Finding>,
    /// What is done about it: all that was done with major challenges or not at all, and whatever else has an action.
    pub plan: Vec<Improvement>,
    /// What the controller noted.
    pub observations: Vec<Observation>,
    /// What the players were asked afterwards.
    pub hot_wash: Vec<Answer>,
}

/// What was played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// Its name for files and for comparing runs.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// How hard it is: `easy`, `medium`, `hard`.
    pub difficulty: String,
    /// What it was made from, in words.
    pub source: Option<String>,
    /// What the players knew at STARTEX.
    pub situation: String,
    /// What was really wrong.
    pub ground_truth: String,
    /// Roles that were to be filled.
    pub roles: Vec<String>,
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Who.
    pub person: String,
    /// As what: roles, `controller`, or `player`.
    pub roles: Vec<String>,
}

/// How often which rating was given to what was awaited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Performed without challenges.
    pub p: usize,
    /// Performed with some challenges.
    pub s: usize,
    /// Performed with major challenges.
    pub m: usize,
    /// Unable to be performed.
    pub u: usize,
    /// What could not be rated.
    pub unrated: usize,
}

impl Counts {
    /// Counts these ratings.
    pub fn of(ratings: impl IntoIterator<Item = Option<Rating>>) -> Counts {
        let mut counts = Counts::default();
        for rating in ratings {
            match rating {
                Some(Rating::P) => counts.p += 1,
                Some(Rating::S) => counts.s += 1,
                Some(Rating::M) => counts.m += 1,
                Some(Rating::U) => counts.u += 1,
                None => counts.unrated += 1,
            }
        }
        counts
    }

    /// How many there were.
    pub fn all(self) -> usize {
        self.p + self.s + self.m + self.u + self.unrated
    }
}

/// One thing that was rehearsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// Its name in the scenario.
    pub id: String,
    /// What it is.
    pub text: String,
    /// How well it went: as its worst outcome; null if none of them was rated.
    pub rating: Option<Rating>,
    /// How well the players found it went.
    pub self_rating: Option<Rating>,
    /// How many steps lie between the two.
    pub difference: Option<u8>,
    /// Whether that is so much that it is worth talking about.
    pub discuss: bool,
}

/// What came of one thing that was awaited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// Its name: `INJECT.N`.
    pub id: String,
    /// Of which inject.
    pub inject: String,
    /// What that was, in a few words.
    pub synopsis: String,
    /// Which objective it belongs to.
    pub objective: Option<String>,
    /// What was awaited.
    pub what: String,
    /// How long it took.
    pub took_s: Option<i64>,
    /// Within what time it was to be done.
    pub within_s: Option<i64>,
    /// How well; null where that cannot be said.
    pub rating: Option<Rating>,
    /// Why it has this rating, or none.
    pub why: String,
    /// Whether only the controller could judge it.
    pub manual: bool,
    /// What shows it.
    pub evidence: Option<Evidence>,
}

/// A line of the record that shows something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// When it was written down.
    pub at: Time,
    /// The line.
    pub text: String,
}

/// Something that the players could be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Inject {
    /// Its name in the scenario.
    pub id: String,
    /// What part it played: `inject`, `information`, `facilitation`, `contingency`.
    pub kind: String,
    /// How it reached the players: `alert`, `phone`, ….
    pub method: String,
    /// Who or what it came from.
    pub from: Option<String>,
    /// Whom it was for.
    pub to: Option<String>,
    /// What it was, in a few words.
    pub synopsis: String,
    /// What the players read.
    pub text: String,
    /// When it came; null if it did not.
    pub at: Option<Time>,
    /// Since when it was known to have been seen.
    pub acknowledged: Option<Time>,
    /// Ways to answer it.
    pub options: Vec<Choice>,
    /// When one of them was chosen.
    pub chosen_at: Option<Time>,
    /// The hint that was given.
    pub hint: Option<Evidence>,
}

/// One way to answer an inject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// What the players read.
    pub label: String,
    /// Whether a decision had to be written down before it was chosen.
    pub risky: bool,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// Something that was told or done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// When it was written down.
    pub at: Time,
    /// The inject that it is, or after which it came; null before the first.
    pub inject: Option<String>,
    /// Whether the exercise told it, rather than that a player did it.
    pub told: bool,
    /// What it is about.
    pub kind: EntryKind,
    /// Who wrote it.
    pub by: String,
    /// The line.
    pub text: String,
}

/// Something that was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Its name for programs and for the improvement plan.
    pub id: String,
    /// What was measured.
    pub name: String,
    /// What came out, in words.
    pub value: String,
    /// What was to be.
    pub target_s: Option<i64>,
    /// How well, where there is a target.
    pub rating: Option<Rating>,
}

/// Something that went well, or did not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Its name: an outcome as `INJECT.N`, or a measure by its name.
    pub id: String,
    /// What was to be done, and after which inject.
    pub what: String,
    /// How well it went; null where nothing rates it.
    pub rating: Option<Rating>,
    /// Why it has this rating.
    pub why: String,
}

impl Finding {
    /// Whether it was so bad that something has to be done about it.
    pub fn calls_for_action(&self) -> bool {
        matches!(self.rating, Some(Rating::M | Rating::U))
    }
}

/// What is done about a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Improvement {
    /// What is to become better.
    pub finding: Finding,
    /// What is to be done; often nothing yet.
    pub actions: Vec<Action>,
}

impl Improvement {
    /// Whether something is done about it that somebody is to do by some day, or has done.
    pub fn is_agreed(&self) -> bool {
        self.actions.iter().any(Action::is_agreed)
    }
}

/// A follow-up that is to improve something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// What people call it.
    pub number: u32,
    /// What to do.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when (UTC).
    pub due: Option<Time>,
    /// How far it is.
    pub state: State,
    /// The same in words.
    pub progress: String,
}

impl Action {
    /// Whether somebody is to do it by some day, or has done it.
    pub fn is_agreed(&self) -> bool {
        match self.state {
            State::Done => true,
            State::Dropped | State::Skipped => false,
            State::Open | State::InProgress => self.owner.is_some() && self.due.is_some(),
        }
    }
}

/// Something that the controller noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// When.
    pub at: Time,
    /// Who noted it.
    pub by: String,
    /// What.
    pub text: String,
}

/// A question of the hot wash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What the players said; null if nothing.
    pub answer: Option<String>,
}
