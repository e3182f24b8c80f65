//! The parts of the hot wash, in the order in which a team goes through them.

/// One part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The team rates itself, before it sees what is on record.
    #[default]
    Rate,
    /// Its ratings stand beside the computed ones.
    Compare,
    /// The team talks about what happened.
    Talk,
    /// It agrees on what is to be better next time.
    Improve,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Part; 4] = [Part::Rate, Part::Compare, Part::Talk, Part::Improve];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Part::Rate => "Rate yourselves",
            Part::Compare => "Compare",
            Part::Talk => "Talk",
            Part::Improve => "Improve",
        }
    }

    /// What the team does there.
    pub fn advice(self) -> &'static str {
        match self {
            Part::Rate => "How well was each objective met? Agree on one rating, before you see what the journal says.",
            Part::Compare => "Where do you and the journal differ, and why? It rates what was done, not who did it.",
            Part::Talk => "What went well, what did not, and what made it so? Write down what the team says.",
            Part::Improve => {
                "Agree on an action for each weak point: one owner, one date. Then x writes the after-action report."
            }
        }
    }

    /// Whether it shows ratings that were computed.
    pub fn shows_ratings(self) -> bool {
        matches!(self, Part::Compare | Part::Improve)
    }

    /// The part so many steps on, round the end.
    pub fn step(self, by: usize) -> Part {
        Part::ALL[(self as usize + by) % Part::ALL.len()]
    }
}
