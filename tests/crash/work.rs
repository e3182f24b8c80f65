//! Many cases at once.

use std::sync::Mutex;
use std::thread;

use crate::Outcome;

/// Tries every case, as many at a time as there are processors; the first that fails ends it.
pub fn each<T: Send>(cases: Vec<T>, judge: impl Fn(T) -> Outcome + Sync) -> Outcome {
    let cases = Mutex::new(cases.into_iter());
    let next = || cases.lock().unwrap().next();
    let work = || {
        while let Some(case) = next() {
            if let Err(why) = judge(case) {
                cases.lock().unwrap().by_ref().for_each(drop);
                return Err(why);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a judge fell over".into())))
    })
}
