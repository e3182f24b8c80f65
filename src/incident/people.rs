//! Names of people: raw text, one line, not endless.

use super::{Refusal, refuse};

/// The longest name, in characters.
const LONGEST: usize = 80;

/// A name as it is kept: trimmed, a leading `@` taken off.
///
/// # Errors
/// It is empty, longer than 80 characters, or more than one line.
pub fn name(typed: &str) -> Result<String, Refusal> {
    let name = typed.trim();
    let name = name.strip_prefix('@').unwrap_or(name).trim_start();
    if name.is_empty() {
        return refuse("a name is needed");
    }
    if name.chars().count() > LONGEST || name.contains('\n') {
        return refuse(format!("a name is one line of at most {LONGEST} characters"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests;
