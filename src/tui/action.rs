//! THE table: everything that a key, the palette or a click can do, where, and what the help says of it.

pub use super::context::Context;

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says what each one does")]
pub enum Action {
    Quit,
    Suspend,
    Redraw,
    Interrupt,
    Help,
    Palette,
    SaveAgain,
    SaveElsewhere,
    Bell,
    Log,
    NewLine,
    Complete,
    HistoryBack,
    HistoryForward,
    TimelineUp,
    TimelineDown,
    ToPanes,
    ToCompose,
    Verb,
    NextPane,
    PreviousPane,
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Status,
    Severity,
    TakeCommand,
    SendUpdate,
    Milestone,
    AddTask,
    Find,
    FindNext,
    FindPrevious,
    Filter,
    Snooze,
    Export,
    Close,
    Reopen,
    Incidents,
    Details,
    Star,
    Edit,
    Retime,
    Strike,
    Assign,
    Release,
    Tick,
    Skip,
    Own,
    Due,
    Declare,
    Open,
    Sample,
    Choose,
    Dismiss,
    NextField,
    PreviousField,
    Advance,
    Submit,
    Left,
    Right,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    Backspace,
    Delete,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToStart,
    DeleteToEnd,
    Undo,
    Redo,
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// What is done.
    pub action: Action,
    /// Its name in the palette and the configuration.
    pub name: &'static str,
    /// What the help says.
    pub about: &'static str,
    /// One word for the footer; empty for what does not belong there.
    pub hint: &'static str,
    /// The default keys, by context.
    pub keys: &'static [(Context, &'static str)],
}

const fn row(
    action: Action,
    name: &'static str,
    about: &'static str,
    hint: &'static str,
    keys: &'static [(Context, &'static str)],
) -> Row {
    Row { action, name, about, hint, keys }
}

use Context::{
    Anywhere, Checklist, Compose, Form, List, Page, Panes, Roles, Room as InRoom, Start, Timeline, Updates, Writing,
};

/// All rows; the footer shows hints in this order.
pub const TABLE: &[Row] = &[
    row(Action::Log, "log", "log the line, or do what stands behind /", "log", &[(Compose, "enter")]),
    row(Action::Details, "details", "show the whole entry and its history", "details", &[(Timeline, "enter")]),
    row(Action::Star, "star", "make the entry a key event, or an ordinary one", "key event", &[(Timeline, "*")]),
    row(Action::Edit, "edit", "edit the entry's text", "edit", &[(Timeline, "e")]),
    row(Action::Retime, "change-time", "correct when it happened", "time", &[(Timeline, "T")]),
    row(Action::Strike, "strike", "strike the entry out, with a reason", "strike", &[(Timeline, "d")]),
    row(
        Action::Assign,
        "assign",
        "give the role to someone; a handoff if it is held",
        "assign",
        &[(Roles, "enter"), (Roles, "a")],
    ),
    row(Action::Release, "release", "make the role free", "release", &[(Roles, "r")]),
    row(Action::Tick, "tick", "tick the task off, or reopen it", "tick", &[(Checklist, "space")]),
    row(Action::Skip, "skip", "skip the task, with a reason", "skip", &[(Checklist, "-")]),
    row(Action::Own, "own", "say who does the task", "owner", &[(Checklist, "o")]),
    row(Action::Due, "due", "say by when the task is due", "due", &[(Checklist, "D")]),
    row(Action::AddTask, "add-task", "add a task", "add task", &[(Checklist, "a"), (Panes, "t")]),
    row(
        Action::SendUpdate,
        "send-update",
        "record what was told to whom, and promise the next word",
        "update",
        &[(Updates, "enter"), (Updates, "a"), (Panes, "u")],
    ),
    row(Action::Open, "open", "open the incident", "open", &[(Start, "enter")]),
    row(Action::Declare, "declare", "declare an incident", "declare", &[(Start, "d")]),
    row(Action::Sample, "sample", "look round in a made-up incident", "sample", &[(Start, "s")]),
    row(Action::Choose, "choose", "take the marked line", "choose", &[(List, "enter")]),
    row(
        Action::Advance,
        "advance",
        "go to the next field; in the last one, send the form off",
        "next / send",
        &[(Form, "enter")],
    ),
    row(Action::Submit, "submit", "send the form off", "send", &[(Form, "ctrl-s")]),
    row(Action::NextField, "next-field", "go to the next field", "next", &[(Form, "tab"), (Form, "down")]),
    row(Action::PreviousField, "previous-field", "go to the field before", "", &[(Form, "shift-tab"), (Form, "up")]),
    row(
        Action::Dismiss,
        "dismiss",
        "go back without doing anything",
        "back",
        &[(List, "esc"), (Form, "esc"), (Page, "esc"), (Page, "q"), (Page, "enter")],
    ),
    row(Action::Verb, "verb", "write a verb into the compose line", "verbs", &[(Panes, "/")]),
    row(Action::ToPanes, "to-panes", "go to the panes, where letters act", "panes", &[(Compose, "esc")]),
    row(Action::ToCompose, "to-compose", "go back to the compose line", "write", &[(Panes, "i"), (Panes, "esc")]),
    row(Action::Status, "status", "say where it stands", "status", &[(Panes, "s")]),
    row(Action::Severity, "severity", "say how bad it is", "severity", &[(Panes, "v")]),
    row(Action::TakeCommand, "command", "say who commands", "command", &[(Panes, "c")]),
    row(Action::Milestone, "milestone", "name a point in time: when it started, was detected …", "", &[(Panes, "m")]),
    row(Action::Find, "find", "find text on the timeline", "find", &[(Panes, "f"), (InRoom, "ctrl-f")]),
    row(Action::FindNext, "find-next", "go to the next find", "", &[(Panes, "n")]),
    row(Action::FindPrevious, "find-previous", "go to the find before", "", &[(Panes, "N")]),
    row(Action::Filter, "filter", "show only one kind, one person or key events", "filter", &[(Panes, "F")]),
    row(
        Action::Snooze,
        "snooze",
        "let the reminder that is shown be quiet for a while",
        "snooze",
        &[(Panes, "z"), (InRoom, "alt-z")],
    ),
    row(Action::Bell, "bell", "turn the bell for overdue updates on or off", "", &[(Panes, "b")]),
    row(Action::Export, "export", "write the report into the incident's folder", "", &[(Panes, "x")]),
    row(Action::Close, "close", "close the incident and write the report", "", &[(Panes, "C")]),
    row(Action::Reopen, "reopen", "take the end back", "", &[(Panes, "R")]),
    row(Action::Incidents, "incidents", "go to the list of incidents", "", &[(Panes, "I")]),
    row(Action::SaveAgain, "save-again", "try again to save what is not saved", "save again", &[(InRoom, "ctrl-r")]),
    row(
        Action::SaveElsewhere,
        "save-elsewhere",
        "go on in another folder, with everything that is not saved",
        "other folder",
        &[(InRoom, "alt-s")],
    ),
    row(Action::NextPane, "next-pane", "go to the next pane", "next", &[(Panes, "tab")]),
    row(
        Action::PreviousPane,
        "previous-pane",
        "go to the pane before",
        "",
        &[(Panes, "shift-tab"), (Compose, "shift-tab")],
    ),
    row(
        Action::Complete,
        "complete",
        "complete the word; with nothing to complete, go to the panes",
        "complete",
        &[(Compose, "tab")],
    ),
    row(Action::HistoryBack, "history-back", "bring back what was written before", "", &[(Compose, "up")]),
    row(Action::HistoryForward, "history-forward", "and forward again", "", &[(Compose, "down")]),
    row(
        Action::NewLine,
        "new-line",
        "begin a new line in the same entry",
        "",
        &[(Compose, "alt-enter"), (Form, "alt-enter")],
    ),
    row(Action::TimelineUp, "timeline-up", "turn the timeline a page back", "", &[(Compose, "pageup")]),
    row(Action::TimelineDown, "timeline-down", "turn the timeline a page on", "", &[(Compose, "pagedown")]),
    row(
        Action::Up,
        "up",
        "one up",
        "",
        &[(Panes, "up"), (Panes, "k"), (Start, "up"), (Start, "k"), (List, "up"), (Page, "up"), (Page, "k")],
    ),
    row(
        Action::Down,
        "down",
        "one down",
        "",
        &[(Panes, "down"), (Panes, "j"), (Start, "down"), (Start, "j"), (List, "down"), (Page, "down"), (Page, "j")],
    ),
    row(
        Action::PageUp,
        "page-up",
        "a page up",
        "",
        &[(Panes, "pageup"), (Start, "pageup"), (List, "pageup"), (Page, "pageup")],
    ),
    row(
        Action::PageDown,
        "page-down",
        "a page down",
        "",
        &[(Panes, "pagedown"), (Start, "pagedown"), (List, "pagedown"), (Page, "pagedown"), (Page, "space")],
    ),
    row(
        Action::Top,
        "top",
        "to the first",
        "",
        &[(Panes, "g"), (Panes, "home"), (Start, "g"), (Start, "home"), (Page, "g"), (Page, "home")],
    ),
    row(
        Action::Bottom,
        "bottom",
        "to the last; the timeline follows the end again",
        "",
        &[(Panes, "G"), (Panes, "end"), (Start, "G"), (Start, "end"), (Page, "G"), (Page, "end")],
    ),
    row(Action::Help, "help", "show the keys", "help", &[(InRoom, "f1"), (Panes, "?"), (Start, "?"), (Start, "f1")]),
    row(
        Action::Palette,
        "palette",
        "find any action or verb by its name",
        "palette",
        &[(InRoom, "ctrl-p"), (Start, "ctrl-p")],
    ),
    row(
        Action::Quit,
        "quit",
        "leave the room; the incident goes on",
        "quit",
        &[(Anywhere, "ctrl-q"), (Panes, "q"), (Start, "q"), (Start, "esc")],
    ),
    row(
        Action::Interrupt,
        "interrupt",
        "put the line aside (Up brings it back); on an empty line, leave",
        "",
        &[(Anywhere, "ctrl-c")],
    ),
    row(Action::Suspend, "suspend", "back to the shell; `fg` returns", "", &[(Anywhere, "ctrl-z")]),
    row(Action::Redraw, "redraw", "draw the screen anew", "", &[(Anywhere, "ctrl-l")]),
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

impl Action {
    /// Its row.
    pub fn row(self) -> &'static Row {
        // Every action stands in the table; a test asserts it.
        TABLE.iter().find(|row| row.action == self).unwrap_or(&TABLE[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_the_table_once_under_a_name_of_its_own() {
        for (place, row) in TABLE.iter().enumerate() {
            assert!(!row.keys.is_empty() && !row.about.is_empty(), "{}", row.name);
            for other in &TABLE[..place] {
                assert!(other.action != row.action && other.name != row.name, "{}", row.name);
            }
        }
        assert_eq!(TABLE.len(), Action::Redo as usize + 1, "an action has no row");
    }

    #[test]
    fn a_key_means_one_thing_in_a_context() {
        let mut seen = std::collections::HashMap::new();
        for row in TABLE {
            for key in row.keys {
                if let Some(other) = seen.insert(key, row.name) {
                    panic!("{key:?} is both {other} and {}", row.name);
                }
            }
        }
    }
}
