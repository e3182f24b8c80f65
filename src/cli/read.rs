//! Opening an incident to read it.

use super::call::Call;
use super::exit::Failure;
use super::which::{self, For};
use super::write::{WHAT, warn_of_damage};
use crate::session::Session;

/// Opens the incident that is meant, and warns of damage.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn open(call: &Call) -> Result<Session, Failure> {
    let folder = which::incident(call, For::Reading)?;
    let session = Session::open(&folder, call.clock.clone(), WHAT).map_err(Failure::refused)?;
    warn_of_damage(&session);
    Ok(session)
}
