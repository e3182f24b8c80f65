//! A field with one value that several people may write: newest wins, and writes that did not see each other show.

use std::sync::Arc;

use uuid::Uuid;

use super::record::{Record, Time};

/// One write that no later write has seen and replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Head<T> {
    /// What was written.
    pub value: T,
    /// The record that wrote it.
    pub id: Uuid,
    /// When it happened (UTC).
    pub occurred: Time,
    /// Who wrote it.
    pub by: Arc<str>,
}

/// A multi-value register: usually one head, more when people wrote without seeing each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Register<T> {
    heads: Vec<Head<T>>,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Register { heads: Vec::new() }
    }
}

impl<T: PartialEq> Register<T> {
    /// Takes a write; records come in their total order, so the last one written is the newest.
    pub fn write(&mut self, value: T, record: &Record) {
        self.heads.retain(|head| !record.over.contains(&head.id));
        self.heads.push(Head { value, id: record.id, occurred: record.occurred(), by: record.by.clone() });
    }

    /// The newest value.
    pub fn get(&self) -> Option<&T> {
        self.heads.last().map(|head| &head.value)
    }

    /// The newest write with its circumstances.
    pub fn newest(&self) -> Option<&Head<T>> {
        self.heads.last()
    }

    /// All writes that nobody replaced, oldest first.
    pub fn heads(&self) -> &[Head<T>] {
        &self.heads
    }

    /// Whether people who did not see each other wrote different values.
    pub fn contested(&self) -> bool {
        self.heads.windows(2).any(|pair| pair[0].value != pair[1].value)
    }

    /// What the next write of someone who sees this register replaces.
    pub fn ids(&self) -> Vec<Uuid> {
        self.heads.iter().map(|head| head.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing;

    #[test]
    fn a_write_replaces_only_what_it_saw() {
        let mut holder = Register::default();
        let first = testing::record(1, vec![]);
        let ana = testing::record(2, vec![first.id]);
        let bo = testing::record(3, vec![first.id]);
        holder.write("nobody", &first);
        holder.write("ana", &ana);
        assert!(!holder.contested());
        holder.write("bo", &bo);
        assert_eq!((holder.get(), holder.contested()), (Some(&"bo"), true));
        holder.write("cy", &testing::record(4, holder.ids()));
        assert_eq!((holder.get(), holder.contested()), (Some(&"cy"), false));
    }

    #[test]
    fn equal_values_are_no_contest() {
        let mut level = Register::default();
        level.write(2, &testing::record(1, vec![]));
        level.write(2, &testing::record(2, vec![]));
        assert!(!level.contested());
    }
}
