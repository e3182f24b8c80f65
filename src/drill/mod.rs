//! Tabletop drills: an outage is rehearsed against the clock, in the room where it would be fought.
//!
//! A [`scenario`] is a file; [`play`] knows what is due and what was met, [`rating`] and [`measures`] what it was worth: pure
//! functions of the scenario, what was written, and the exercise time. [`conduct`] plays it through a session.

pub mod act;
pub mod conduct;
pub mod facts;
pub mod from;
pub mod history;
pub mod library;
pub mod measures;
pub mod offer;
pub mod play;
pub mod rating;
pub mod report;
pub mod said;
pub mod scenario;
pub mod start;

mod met;
mod outlook;
mod telling;

pub use play::Play;
pub use scenario::Scenario;

#[cfg(test)]
mod tests;
