//! A short message that goes away by itself.

use super::theme::Slot;
use crate::incident::Time;
use crate::incident::span::Span;

/// A short message.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What it says, raw.
    pub text: String,
    /// How it looks.
    pub slot: Slot,
    /// When it goes, by the wall clock (UTC).
    pub until: Time,
}

impl Toast {
    /// Something went as wished. `wall` is the real time (UTC), so that it goes while an exercise is paused, too.
    pub fn good(text: impl Into<String>, wall: Time) -> Toast {
        Toast { text: text.into(), slot: Slot::Good, until: Span::seconds(4).after(wall) }
    }

    /// Something was refused: it stays as long as it takes to read.
    pub fn refusal(text: impl Into<String>, wall: Time) -> Toast {
        let text = text.into();
        let reading = Span::seconds(5 + text.chars().count() as u32 / 15);
        Toast { text, slot: Slot::Warning, until: reading.after(wall) }
    }
}
