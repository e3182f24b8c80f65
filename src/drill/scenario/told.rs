//! How a scenario's words and texts are read by people.

use super::{Difficulty, Exercise, Method};

impl Difficulty {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Difficulty::Easy => "easy",
            Difficulty::Medium => "medium",
            Difficulty::Hard => "hard",
        }
    }
}

impl Method {
    /// The word for it, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Method::Alert => "alert",
            Method::Customer => "customer",
            Method::Chat => "chat",
            Method::Phone => "phone",
            Method::Email => "email",
            Method::Dashboard => "dashboard",
            Method::Exec => "exec",
            Method::Press => "press",
            Method::Social => "social",
            Method::Ticket => "ticket",
        }
    }
}

impl Exercise {
    /// What the players know at STARTEX, as it is read.
    pub fn situation_told(&self) -> String {
        flowing(&self.situation)
    }

    /// What is really wrong, as it is read.
    pub fn ground_truth_told(&self) -> String {
        flowing(&self.ground_truth)
    }
}

/// A text of paragraphs: in the file its lines end where the page did. Empty lines and lists stay.
pub(super) fn flowing(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut before = "";
    for line in text.trim().lines().map(str::trim) {
        let apart = line.is_empty() || before.is_empty() || line.starts_with(['-', '*', '·']);
        told.push_str(if told.is_empty() {
            ""
        } else if apart {
            "\n"
        } else {
            " "
        });
        told.push_str(line);
        before = line;
    }
    told
}
