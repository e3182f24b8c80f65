//! `check --repair`: a sound journal in the place of a damaged one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::call::Call;
use crate::cli::exit::Failure;
use crate::cli::lint::counted;
use crate::cli::out;
use crate::cli::write::{WHAT, bring_in_step};
use crate::journal::{Damage, Lock, repair};
use crate::session::Session;

/// How many lines of a kind are named.
const NAMED: usize = 8;

/// What the repair did.
#[derive(Serialize, JsonSchema)]
pub(super) struct Repaired {
    /// Where the damaged journal is kept.
    old: PathBuf,
    /// How many lines were kept.
    kept: usize,
    /// Damaged lines that held whole ones: these were kept, without what stood around them.
    mended: Vec<Damage>,
    /// Damaged lines that are only in the old journal now.
    left_out: Vec<Damage>,
}

/// Repairs the journal of a folder and brings what follows from it in step. `None` if another process did it meanwhile.
///
/// # Errors
/// The journal is as it was: another process holds it, a later version wrote it, or the disk does not take the new one;
/// or the new one is in place and the disk does not say that it stays there.
pub(super) fn run(call: &Call, folder: &Path) -> Result<Option<Repaired>, Failure> {
    let lock = Lock::exclusive(folder, WHAT).map_err(Failure::writing)?;
    let Some(done) = repair(folder, &lock).map_err(Failure::writing)? else { return Ok(None) };
    drop(lock);
    let brought =
        Session::open(folder, call.clock.clone(), WHAT).and_then(|mut session| bring_in_step(call, &mut session));
    if let Err(fault) = brought {
        out::complain(&format!("it is repaired, but what follows from the journal is not up to date: {fault}"));
    }
    Ok(Some(Repaired {
        old: done.old,
        kept: done.salvage.lines,
        mended: done.salvage.mended,
        left_out: done.salvage.left_out,
    }))
}

impl Repaired {
    pub(super) fn text(&self) -> String {
        let mut text = format!("repaired: {} kept", counted(self.kept, "line"));
        let (mended, left_out) = (Damage::count(&self.mended), Damage::count(&self.left_out));
        let _ = writeln!(text, ", {mended} mended, {left_out} left out");
        for (word, lines) in [("mended", &self.mended), ("left out", &self.left_out)] {
            if !lines.is_empty() {
                let _ = writeln!(text, "  {word:<10}{}", Damage::named(lines, NAMED));
            }
        }
        let _ = writeln!(text, "  old file  {}\n", self.old.display());
        text
    }
}
