//! What became better or worse from one run to the next.

use std::cmp::Ordering;

use super::{Objective, Run};

/// The last two runs that can be compared, objective by objective; `None` if there are not two of the same version of the
/// scenario, played in the same way.
pub(super) fn trend(runs: &[Run]) -> Option<String> {
    let mut comparable = runs.iter().rev().filter(|run| run.comparable && run.over);
    let (now, before) = (comparable.next()?, comparable.next()?);
    if now.version != before.version || now.solo != before.solo {
        return None;
    }
    let pairs = now.objectives.iter().filter_map(|one| {
        let former = before.objectives.iter().find(|former| former.id == one.id)?;
        Some((one, former.rating?, one.rating?))
    });
    let (mut better, mut worse, mut same) = (Vec::new(), Vec::new(), Vec::new());
    for (Objective { text, .. }, former, rating) in pairs {
        match rating.cmp(&former) {
            Ordering::Less => better.push(format!("“{text}” ({former} to {rating})")),
            Ordering::Greater => worse.push(format!("“{text}” ({former} to {rating})")),
            Ordering::Equal => same.push(format!("“{text}” ({rating})")),
        }
    }
    let parts = [("better", better), ("worse", worse), ("the same", same)];
    let told = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let told: Vec<String> = told.map(|(word, names)| format!("{word}: {}", names.join(", "))).collect();
    (!told.is_empty()).then(|| format!("{} beside {}: {}.", now.date, before.date, told.join("; ")))
}
