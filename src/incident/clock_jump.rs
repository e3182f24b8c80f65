//! A clock that went back: seen from when two lines, one after the other, say that they were written down.

use super::record::Time;
use super::span::Span;

/// Machines disagree by less than this without anybody having set a clock.
const NOTICED: Span = Span::minutes(1);

/// How far the clock went back from one line to the next (both UTC); `None` if it did not, or hardly.
pub fn went_back(before: Time, then: Time) -> Option<Span> {
    Span::between(then, before).filter(|back| *back > NOTICED)
}

/// That it did, in words.
pub fn sentence(back: Span) -> String {
    format!("the clock went back by {back}")
}

#[cfg(test)]
mod tests;
