//! What somebody else wrote in place of the text that an editor holds, so that both can be read and one chosen.

use super::editor::Editor;
use super::saving::unseen;
use crate::incident::register::{Head, Register};
use crate::incident::text::visible;
use crate::tui::model::Room;

/// Other words for the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Who wrote them.
    pub by: String,
    /// What they are, made visible.
    pub text: String,
}

impl From<&Head<String>> for Rival {
    fn from(head: &Head<String>) -> Self {
        Rival { by: head.by.to_string(), text: visible(&head.value).into_owned() }
    }
}

/// The newest of the words that the newest write neither has nor has seen.
pub fn beside<T: PartialEq>(register: &Register<T>) -> Option<&Head<T>> {
    let newest = register.newest()?;
    register.heads().iter().rev().find(|head| head.value != newest.value)
}

/// Whether people disagree on this text in the journal itself.
pub fn is_contested(room: &Room, editor: &Editor) -> bool {
    room.state.review.register(editor.section).is_some_and(Register::contested)
}

/// What somebody else wrote: meanwhile, without seeing what stands there, or before it was saved over.
pub fn rival(room: &Room, editor: &Editor) -> Option<Rival> {
    let meanwhile = || unseen(room, editor).filter(|_| editor.differs());
    let contested = || room.state.review.register(editor.section).and_then(beside);
    let rival = meanwhile().or_else(contested).map(Rival::from).or_else(|| editor.rival.clone());
    rival.filter(|rival| rival.text.trim() != editor.text().trim())
}
