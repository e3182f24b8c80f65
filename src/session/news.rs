//! What came in.

use std::path::PathBuf;
use std::sync::Arc;

use crate::incident::Record;

/// News of an incident: what came in since the last time, one's own writes last.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Records that were applied, in their order.
    pub records: Vec<Arc<Record>>,
    /// Whether the state was made anew, so that applying `records` to an older copy does not lead to it.
    pub anew: bool,
    /// Where an unfinished tail of the journal was moved to.
    pub torn: Option<PathBuf>,
    /// How many of `records`, from the end, are one's own.
    pub own: usize,
}

impl News {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && !self.anew && self.torn.is_none()
    }
}
