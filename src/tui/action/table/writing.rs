//! The rows of writing.

use super::Context::Writing;
use super::{Action, Row, row};

pub const ROWS: &[Row] = &[
    row(Action::Left, "left", "one character left", "", &[(Writing, "left"), (Writing, "ctrl-b")]),
    row(Action::Right, "right", "one character right", "", &[(Writing, "right")]),
    row(
        Action::WordLeft,
        "word-left",
        "one word left",
        "",
        &[(Writing, "ctrl-left"), (Writing, "alt-b"), (Writing, "alt-left")],
    ),
    row(
        Action::WordRight,
        "word-right",
        "one word right",
        "",
        &[(Writing, "ctrl-right"), (Writing, "alt-f"), (Writing, "alt-right")],
    ),
    row(Action::LineStart, "line-start", "to the start", "", &[(Writing, "home"), (Writing, "ctrl-a")]),
    row(Action::LineEnd, "line-end", "to the end", "", &[(Writing, "end"), (Writing, "ctrl-e")]),
    row(Action::Backspace, "backspace", "delete to the left", "", &[(Writing, "backspace"), (Writing, "ctrl-h")]),
    row(Action::Delete, "delete", "delete to the right", "", &[(Writing, "delete"), (Writing, "ctrl-d")]),
    row(
        Action::DeleteWordLeft,
        "delete-word-left",
        "delete the word to the left",
        "",
        &[(Writing, "ctrl-w"), (Writing, "alt-backspace")],
    ),
    row(Action::DeleteWordRight, "delete-word-right", "delete the word to the right", "", &[(Writing, "alt-d")]),
    row(Action::DeleteToStart, "delete-to-start", "delete to the start", "", &[(Writing, "ctrl-u")]),
    row(Action::DeleteToEnd, "delete-to-end", "delete to the end", "", &[(Writing, "ctrl-k")]),
    row(Action::Undo, "undo", "undo what was written", "", &[(Writing, "ctrl-_"), (Writing, "alt-u")]),
    row(Action::Redo, "redo", "and do it again", "", &[(Writing, "alt-r"), (Writing, "ctrl-y")]),
];
