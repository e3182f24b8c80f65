//! Each call fails once: what is acknowledged is there, what is said not to be saved is not, and a failed sync is never
//! believed later.

use crate::killed::{Call, Scene, scenes};
use crate::session::{Home, Step, acknowledges};
use crate::verdict::Said;
use crate::{Outcome, work};

/// Lets every call of a session fail, each in a run of its own.
pub fn everywhere(session: &[Step]) -> Outcome {
    let scenes = scenes(session)?;
    let cases: Vec<_> = scenes.iter().flat_map(|scene| scene.calls.iter().map(move |call| (scene, call))).collect();
    println!("failing at {} places", cases.len());
    work::each(cases, |(scene, call)| fails(scene, call))
}

fn fails(scene: &Scene<'_>, call: &Call) -> Outcome {
    let home: Home = scene.home.copy();
    let Call { name, nth, line } = call;
    let fail = [format!("trace={name}"), format!("inject={name}:error=EIO:when={nth}")];
    let (output, _) = home.traced(&["-e", &fail[0], "-e", &fail[1]], scene.step.words);
    let how = format!("EIO from {line}");
    let Some(code) = output.status.code() else { return Err(format!("{how}: it was killed")) };
    let said = match (acknowledges(&output.stdout), code) {
        (true, _) => Said::Saved,
        // That nobody heard it is no failure.
        (false, 0) => Said::Nothing,
        (false, _) => Said::NotSaved,
    };
    let appends = matches!(name.as_str(), "write" | "fdatasync") && line.contains("journal.jsonl");
    if appends && code != 3 {
        return Err(format!("{how}: the journal was not written, but the exit code is {code}"));
    }
    scene.judge(&home, said, &how)
}
