//! Exercises played in milliseconds: no disk, and a clock that only says what it is told.

mod engine;
pub mod rehearsal;
