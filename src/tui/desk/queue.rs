//! Which job is next. What is done regularly does not hold up what somebody wants: while a lock is waited for, much
//! gathers.

use std::collections::VecDeque;
use std::mem::discriminant;

use crate::tui::worker::Job;

/// Takes the next job: a regular one after all others, and once however often it was asked for.
pub(super) fn next(waiting: &mut VecDeque<Job>) -> Option<Job> {
    loop {
        let job = waiting.pop_front()?;
        let comes_again = waiting.iter().any(|other| discriminant(other) == discriminant(&job));
        match is_regular(&job) {
            true if comes_again => {}
            true if !waiting.iter().all(is_regular) => waiting.push_back(job),
            _ => return Some(job),
        }
    }
}

fn is_regular(job: &Job) -> bool {
    matches!(job, Job::Look | Job::Beat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_regularly_comes_once_and_after_what_is_wanted() {
        let mut waiting = VecDeque::from([Job::Look, Job::Beat, Job::Look, Job::Export, Job::Beat, Job::List]);
        let order: Vec<String> = std::iter::from_fn(|| next(&mut waiting)).map(|job| format!("{job:?}")).collect();
        assert_eq!(order, ["Export", "List", "Look", "Beat"]);
    }
}
