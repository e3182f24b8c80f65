//! THE table: everything that a key, the palette or a click can do, where, and what the help says of it.

pub use super::context::Context;
pub use table::TABLE;

mod exercise;
mod table;

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
    Review,
    OpenPart,
    TakeOver,
    SaveText,
    TakeTheirs,
    OwnEditor,
    AddItem,
    ChangeItem,
    MarkItem,
    Withdraw,
    OwnItem,
    DueItem,
    StartItem,
    FollowFinding,
    Waive,
    Preview,
    HotWash,
    RateP,
    RateS,
    RateM,
    RateU,
    RateBetter,
    RateWorse,
    ShowRatings,
    ReadRow,
    JudgeOutcome,
    AnswerQuestion,
    NoteObservation,
    AgreeAction,
    WriteAfterAction,
    Declare,
    Open,
    Begin,
    Wheel,
    Speed,
    Solo,
    Untimed,
    ReadScenario,
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
    Answer,
    Pause,
    Resume,
    NextInject,
    Fire,
    Hint,
    Judge,
    Situation,
    Observe,
    EndExercise,
    RealWorld,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
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
        assert_eq!(TABLE.len(), Action::RealWorld as usize + 1, "an action has no row");
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
