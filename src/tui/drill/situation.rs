//! What the players may know before anything comes: for the room, and for whoever chooses a scenario.

use crate::drill::scenario::Exercise;
use crate::tui::layer::{Page, PageLine};

/// The situation, the objectives and the roles, each with its heading; what the scenario does not tell is left out.
pub fn parts(exercise: &Exercise) -> Vec<(&'static str, String)> {
    let objectives: Vec<String> = exercise.objectives.iter().map(|one| format!("· {}", one.text)).collect();
    let mut parts = vec![
        ("", exercise.situation_told()),
        ("Objectives", objectives.join("\n")),
        ("Roles", exercise.roles.join(", ")),
    ];
    parts.retain(|(_, text)| !text.trim().is_empty());
    parts
}

/// Such parts as a page.
pub fn page(title: &str, parts: Vec<(&'static str, String)>) -> Page {
    let mut lines = Vec::new();
    for (heading, text) in parts {
        if !lines.is_empty() {
            lines.push(PageLine::plain(""));
        }
        if !heading.is_empty() {
            lines.push(PageLine::heading(heading));
        }
        lines.extend(text.trim().lines().map(PageLine::plain));
    }
    Page { title: title.into(), lines, top: 0 }
}
