//! Exercises played in milliseconds: no disk, and a clock that only says what it is told.

mod conduct;
mod engine;
mod evidence;
mod paths;
mod random;
pub mod rehearsal;
