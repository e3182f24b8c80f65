//! `ic`, an incident commander for the terminal. ARCHITECTURE.md has the map.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod brief;
pub mod cli;
pub mod config;
pub mod demo;
pub mod drill;
pub mod incident;
pub mod journal;
pub mod postmortem;
pub mod secret;
pub mod session;
pub mod tui;
pub mod verb;
