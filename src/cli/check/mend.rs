//! `check --repair`: a sound journal in the place of a damaged one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::DamagedLine;
use crate::cli::call::Call;
use crate::cli::exit::Failure;
use crate::cli::lint::counted;
use crate::cli::out;
use crate::cli::write::{WHAT, bring_in_step};
use crate::journal::{Lock, repair};
use crate::session::Session;

/// What the repair did.
#[derive(Serialize, JsonSchema)]
pub(super) struct Repaired {
    /// Where the damaged journal is kept.
    old: PathBuf,
    /// How many lines were kept.
    kept: usize,
    /// Damaged lines that held whole ones: these were kept, without what stood around them.
    mended: Vec<DamagedLine>,
    /// Damaged lines that are only in the old journal now.
    left_out: Vec<DamagedLine>,
}

/// Repairs the journal of a folder and brings what follows from it in step. `None` if another process did it meanwhile.
///
/// # Errors
/// The journal is as it was: another process holds it, a later version wrote it, or the disk does not take the new one.
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
        mended: done.salvage.mended.iter().map(DamagedLine::from).collect(),
        left_out: done.salvage.left_out.iter().map(DamagedLine::from).collect(),
    }))
}

impl Repaired {
    pub(super) fn text(&self) -> String {
        let mut text = format!("repaired: {} kept", counted(self.kept, "line"));
        let _ = writeln!(text, ", {} mended, {} left out", self.mended.len(), self.left_out.len());
        for (word, lines) in [("mended", &self.mended), ("left out", &self.left_out)] {
            if !lines.is_empty() {
                let _ = writeln!(text, "  {word:<10}{}", which(lines));
            }
        }
        let _ = writeln!(text, "  old file  {}\n", self.old.display());
        text
    }
}

/// The first of some lines, as the old journal numbers them.
fn which(lines: &[DamagedLine]) -> String {
    const NAMED: usize = 8;
    let named: Vec<String> = lines.iter().take(NAMED).map(|one| one.line.to_string()).collect();
    let more = if lines.len() > NAMED { ", …" } else { "" };
    format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, named.join(", "))
}
