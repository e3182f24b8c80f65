//! The way back and forth through the edits of a prompt, bounded in memory.

use std::collections::VecDeque;

const MAX_STEPS: usize = 1_000;
const MAX_BYTES: usize = 8 << 20;

/// One step: at a byte, some text was removed and other text put in its place.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) cursor_before: usize,
    pub(super) cursor_after: usize,
}

impl Edit {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes the next edit in if it goes on where this one left off, typing or deleting one way.
    fn absorb(&mut self, next: &Edit) -> bool {
        let deleting = self.inserted.is_empty() && next.inserted.is_empty();
        let typing = self.removed.is_empty() && next.removed.is_empty();
        if self.cursor_after != next.cursor_before {
            return false;
        } else if typing && next.at == self.at + self.inserted.len() {
            self.inserted.push_str(&next.inserted);
        } else if deleting && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else if deleting && next.at + next.removed.len() == self.at {
            self.removed.insert_str(0, &next.removed);
            self.at = next.at;
        } else {
            return false;
        }
        self.cursor_after = next.cursor_after;
        true
    }
}

/// Done and undone steps: at most [`MAX_STEPS`] and [`MAX_BYTES`] beside the newest, the oldest go first.
#[derive(Debug, Default)]
pub(super) struct History {
    done: VecDeque<Edit>,
    undone: Vec<Edit>,
    bytes: usize,
    /// Whether the next edit may join the last step.
    in_run: bool,
}

impl History {
    /// Adds an edit as a step, or to the step it goes on from. What was undone can no longer be redone.
    pub(super) fn push(&mut self, edit: Edit) {
        self.bytes += edit.bytes();
        self.bytes -= self.undone.drain(..).map(|edit| edit.bytes()).sum::<usize>();
        let joined = self.in_run && self.done.back_mut().is_some_and(|last| last.absorb(&edit));
        self.in_run = true;
        if !joined {
            self.done.push_back(edit);
        }
        while self.done.len() > 1 && (self.done.len() > MAX_STEPS || self.bytes > MAX_BYTES) {
            self.bytes -= self.done.pop_front().map_or(0, |oldest| oldest.bytes());
        }
    }

    /// The next edit is a step of its own.
    pub(super) fn end_run(&mut self) {
        self.in_run = false;
    }

    /// The step to take back.
    pub(super) fn undo(&mut self) -> Option<&Edit> {
        self.end_run();
        self.undone.push(self.done.pop_back()?);
        self.undone.last()
    }

    /// The step to do again.
    pub(super) fn redo(&mut self) -> Option<&Edit> {
        self.end_run();
        self.done.push_back(self.undone.pop()?);
        self.done.back()
    }
}
