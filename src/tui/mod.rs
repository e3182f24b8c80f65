//! The room and the start screen: keys → action → command → worker → committed events → replica → cells.

pub mod action;
pub mod input;
pub mod keymap;
pub mod model;
pub mod prompt;
pub mod screen;
pub mod signals;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;
pub mod worker;

mod act;
mod begun;
mod blocks;
mod clock_watch;
mod compose;
mod context;
mod desk;
mod drill;
mod drills;
mod form;
mod help;
mod hotwash;
mod layer;
mod layout;
mod leaving;
mod mishap;
mod mouse;
mod news;
mod opening;
mod overlay;
mod palette;
mod pane;
mod picker;
mod refusal;
mod review;
mod run;
mod start;
mod submit;
mod ticks;
mod timeline;
mod toast;

#[cfg(test)]
mod tests;

pub use mishap::say;
pub use review::editor_command;
pub use run::{Left, Options, run};
pub use screen::require_terminal as check_terminal;
