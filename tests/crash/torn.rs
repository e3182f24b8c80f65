//! A write is cut short and the program ends there: the journal keeps its whole lines, and no file that follows from it
//! is ever half.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::killed::{Scene, scenes};
use crate::session::{Home, Step, acknowledges};
use crate::verdict::Said;
use crate::{Outcome, work};

/// So many bytes of a write arrive, or all but so many.
const CUTS: [i64; 9] = [0, 1, 2, 15, 17, 100, -50, -2, -1];

/// Cuts every write of a session, at so many places at least.
pub fn everywhere(session: &[Step], at_least: usize) -> Outcome {
    let workshop = tempfile::tempdir().map_err(|error| error.to_string())?;
    let shim = compiled(workshop.path())?;
    let scenes = scenes(session)?;
    let cases: Vec<_> = scenes.iter().flat_map(|scene| cases(scene)).collect();
    let count = cases.len();
    work::each(cases, |(scene, torn)| {
        let home: Home = scene.home.copy();
        let mut program = home.command(env!("CARGO_BIN_EXE_ic"));
        let output = program.args(scene.step.words).env("LD_PRELOAD", &shim).env("TORN", &torn).output().unwrap();
        if output.status.code().is_some() {
            return Err(format!("`ic {}` was not cut at {torn}: {:?}", scene.step.words.join(" "), output));
        }
        let said = if acknowledges(&output.stdout) { Said::Saved } else { Said::Nothing };
        scene.judge(&home, said, &format!("write:bytes {torn}"))
    })?;
    println!("writes cut short at {count} places");
    match count >= at_least {
        true => Ok(()),
        false => Err(format!("only {count} places")),
    }
}

/// Each write to the journal or to a draft, cut at each place.
fn cases<'a>(scene: &'a Scene<'a>) -> impl Iterator<Item = (&'a Scene<'a>, String)> {
    let is_kept = |line: &str| line.contains("/journal.jsonl>") || line.contains("/.draft-");
    let writes = scene.calls.iter().filter(|call| call.name == "write" && is_kept(&call.line)).count();
    (1..=writes).flat_map(move |nth| CUTS.map(|cut| (scene, format!("{nth}:{cut}"))))
}

fn compiled(into: &Path) -> Outcome<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crash/torn.c");
    let shim = into.join("torn.so");
    let cc = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&shim).arg(source).arg("-ldl").output();
    let cc = cc.map_err(|error| error.to_string())?;
    match cc.status.success() {
        true => Ok(shim),
        false => Err(String::from_utf8_lossy(&cc.stderr).into_owned()),
    }
}
