//! What somebody wants of an incident.

use uuid::Uuid;

use crate::incident::record::whole_ms;
use crate::incident::{Command, Time};

/// What somebody wants, with enough to do it again without doing it twice.
#[derive(Clone, Debug)]
pub struct Request {
    /// The id of the first record it makes; the same request with the same id is carried out once.
    pub id: Uuid,
    /// Who wants it.
    pub by: String,
    /// When it happened, if the person said so (UTC).
    pub said: Option<Time>,
    /// What is wanted.
    pub command: Command,
    /// The writes that its author had seen, where there are others by now: what they did not see stays beside theirs.
    pub seen: Option<Vec<Uuid>>,
}

impl Request {
    /// A request of its own.
    pub fn new(by: &str, command: impl Into<Command>) -> Request {
        Request { id: Uuid::now_v7(), by: by.into(), said: None, command: command.into(), seen: None }
    }

    /// The same, about something that happened at another time.
    pub fn at(self, said: Option<Time>) -> Request {
        Request { said: said.map(whole_ms), ..self }
    }
}
