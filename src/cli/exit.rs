//! How it ended: the exit codes, and which failure leads to which.

use std::process::ExitCode;

use crate::journal::JournalError;
use crate::session::Fault;
use crate::verb::UsageError;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and durable.
    Done,
    /// Refused by the rules, or damage was found.
    Refused,
    /// Wrong usage, or it is not clear what is meant.
    Usage,
    /// Something that was to be kept is not on disk.
    NotSaved,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::NotSaved => 3,
        })
    }
}

/// What to do when nothing was written.
const REMEDY: &str = "Nothing was changed: try again, or go on in another folder with --dir";

/// Why it was not done, and what the exit code says of it.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What to tell the person; raw text.
    pub message: String,
}

impl Failure {
    /// It may not be done, or could not be read.
    pub fn refused(why: impl ToString) -> Failure {
        Failure { exit: Exit::Refused, message: why.to_string() }
    }

    /// It was not clear what is meant.
    pub fn usage(why: impl ToString) -> Failure {
        Failure { exit: Exit::Usage, message: why.to_string() }
    }

    /// A writing verb came to nothing: a refusal is one, everything that another disk or another moment would have
    /// taken is NOT SAVED. Says what to do then.
    pub fn writing(fault: impl Into<Fault>) -> Failure {
        let fault = fault.into();
        let message = fault.to_string();
        let not_saved = |message| Failure { exit: Exit::NotSaved, message };
        match fault {
            Fault::Journal(JournalError::NotSaved { .. }) => not_saved(format!("{message}\n{REMEDY}")),
            Fault::Journal(JournalError::Io { .. }) => not_saved(format!("NOT SAVED: {message}\n{REMEDY}")),
            Fault::Journal(JournalError::Unsettled { .. }) => not_saved(message),
            Fault::Journal(JournalError::Busy { .. }) => not_saved(format!("NOT SAVED: {message}")),
            Fault::Journal(JournalError::Broken { .. }) => not_saved(format!(
                "{message}\nBefore you try again, see with `ic timeline` whether it is there after all"
            )),
            _ => Failure { exit: Exit::Refused, message },
        }
    }
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Failure {
        Failure::usage(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Refusal;

    #[test]
    fn only_what_may_be_tried_again_elsewhere_is_not_saved() {
        let busy = Failure::writing(JournalError::Busy { holder: "x".into(), seconds: 5 });
        assert_eq!(busy.exit, Exit::NotSaved);
        assert!(busy.message.starts_with("NOT SAVED: another process"), "{}", busy.message);
        let unsettled = Failure::writing(JournalError::Unsettled { old: "damaged-1.jsonl".into(), reason: "x".into() });
        assert_eq!(unsettled.exit, Exit::NotSaved);
        assert!(!unsettled.message.contains("Nothing was changed"), "{}", unsettled.message);
        assert_eq!(Failure::writing(Refusal("no".into())).exit, Exit::Refused);
        assert_eq!(Failure::writing(JournalError::Newer(2)).exit, Exit::Refused);
        assert_eq!(Failure::writing(JournalError::TooLong { bytes: 2 }).exit, Exit::Refused);
    }
}
