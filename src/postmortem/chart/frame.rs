//! Which stretch of time the picture shows: the incident and what happened around it, but not what is so far away that
//! the incident would be squeezed.

use chrono::TimeDelta;

use crate::incident::Time;

/// So much finds room on each side of the incident, however short it was.
const LEAST: TimeDelta = TimeDelta::hours(2);

/// Grows with what is put into it.
#[derive(Debug)]
pub struct Frame {
    /// Where the picture begins (UTC).
    pub from: Time,
    /// Where it ends (UTC).
    pub to: Time,
    earliest: Time,
    latest: Time,
    left_out: Vec<(usize, String)>,
}

impl Frame {
    /// For an incident between two times; on each side there is room for as much again.
    pub fn around(from: Time, to: Time) -> Frame {
        let room = (to - from).max(LEAST);
        Frame {
            from,
            to,
            earliest: from.checked_sub_signed(room).unwrap_or(Time::MIN_UTC),
            latest: to.checked_add_signed(room).unwrap_or(Time::MAX_UTC),
            left_out: Vec::new(),
        }
    }

    /// Makes the picture long enough for a moment, if there is room for that.
    pub fn holds(&mut self, at: Time) -> bool {
        let holds = (self.earliest..=self.latest).contains(&at);
        if holds {
            (self.from, self.to) = (self.from.min(at), self.to.max(at));
        }
        holds
    }

    /// What finds room; the rest is counted under this name.
    pub fn keep<T>(&mut self, all: impl Iterator<Item = T>, name: &str, at: impl Fn(&T) -> Time) -> Vec<T> {
        let (mut earlier, mut later) = (0, 0);
        let mut kept = Vec::new();
        for one in all {
            match at(&one) {
                at if self.holds(at) => kept.push(one),
                at if at < self.earliest => earlier += 1,
                _ => later += 1,
            }
        }
        for (count, side) in [(earlier, "earlier"), (later, "later")] {
            if count > 0 {
                let plural = if count == 1 { "" } else { "s" };
                self.left_out.push((count, format!("{count} {side} {name}{plural}")));
            }
        }
        kept
    }

    /// That something was left out: `2 later updates are not shown`.
    pub fn note(&self) -> Option<String> {
        let names: Vec<&str> = self.left_out.iter().map(|(_, name)| name.as_str()).collect();
        let (last, others) = names.split_last()?;
        let count: usize = self.left_out.iter().map(|(count, _)| count).sum();
        let verb = if count == 1 { "is" } else { "are" };
        let all = if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        Some(format!("{all} {verb} not shown"))
    }
}
