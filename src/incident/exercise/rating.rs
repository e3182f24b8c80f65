//! How well something was done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rating as HSEEP has it (2020, "Evaluation and Improvement Planning"); better ones are smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Rating {
    /// Performed without challenges.
    P,
    /// Performed with some challenges.
    S,
    /// Performed with major challenges.
    M,
    /// Unable to be performed.
    U,
}

impl Rating {
    /// All of them, best first.
    pub const ALL: [Rating; 4] = [Rating::P, Rating::S, Rating::M, Rating::U];

    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Rating::P => "P",
            Rating::S => "S",
            Rating::M => "M",
            Rating::U => "U",
        }
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Rating::P => "performed without challenges",
            Rating::S => "performed with some challenges",
            Rating::M => "performed with major challenges",
            Rating::U => "unable to be performed",
        }
    }

    /// How many steps lie between two ratings.
    pub fn steps(self, other: Rating) -> u8 {
        (self as u8).abs_diff(other as u8)
    }
}

impl std::fmt::Display for Rating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.letter())
    }
}

impl std::str::FromStr for Rating {
    type Err = String;

    fn from_str(text: &str) -> Result<Rating, String> {
        let found = Rating::ALL.into_iter().find(|rating| rating.letter().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| {
            "a rating is P (without challenges), S (some), M (major challenges) or U (not performed)".to_owned()
        })
    }
}
