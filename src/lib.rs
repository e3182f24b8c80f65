//! `ic`, an incident commander for the terminal. ARCHITECTURE.md has the map.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod incident;
pub mod journal;
pub mod postmortem;
pub mod session;
