//! `section NAME` without a text: what stands there.

use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read};
use crate::incident::review::Section;
use crate::incident::text::visible;

/// Prints the text; nothing at all, and exit code 1, while nothing stands there.
///
/// # Errors
/// There is no incident, or it cannot be read.
pub fn print(call: &Call, section: Section) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    match session.state().review.text(section) {
        Some(text) => {
            out::text(&format!("{}\n", visible(text)))?;
            Ok(Exit::Done)
        }
        None => {
            out::complain(&format!("nothing stands there yet: {}", section.question()));
            Ok(Exit::Refused)
        }
    }
}
