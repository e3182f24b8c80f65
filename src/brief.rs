//! One screen for someone who joins now.
use crate::incident::{State, Time};
/// The text.
pub fn text(_: &State, _: Time) -> String {
    String::new()
}
