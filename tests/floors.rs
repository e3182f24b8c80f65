//! The house: a file knows only the floors under its own, and stays one room.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms of `src/` by floor; see ARCHITECTURE.md.
const FLOORS: [(&str, u8); 13] = [
    ("main", 7),
    ("cli", 6),
    ("tui", 5),
    ("demo", 4),
    ("drill", 4),
    ("session", 3),
    ("journal", 2),
    ("postmortem", 2),
    ("verb", 2),
    ("config", 2),
    ("brief", 2),
    ("incident", 1),
    ("secret", 1),
];

/// About 400 lines; a table of keys or of cases may be a little longer.
const LONGEST: usize = 420;

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

fn src() -> Vec<(String, String)> {
    files_of("src")
}

/// The files of a folder, by name, with what is in them.
fn files_of(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).unwrap())
    };
    files.into_iter().map(read).collect()
}

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// The rooms that a text names after `crate::`.
fn named(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let inside = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default(),
        };
        for word in inside.split(',') {
            let room: String =
                word.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            rooms.push(room);
        }
    }
    rooms
}

#[test]
fn nobody_looks_upstairs() {
    let mut wrong = Vec::new();
    for (name, text) in src() {
        let room = name.split(['/', '.']).next().unwrap();
        if room == "lib" {
            continue;
        }
        let own = floor(room).unwrap_or_else(|| panic!("{name} is in no room of the plan"));
        for other in named(&text) {
            let Some(other_floor) = floor(&other) else { continue };
            if other != room && other_floor >= own {
                wrong.push(format!("{name} (floor {own}) uses {other} (floor {other_floor})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_one_room() {
    let long: Vec<String> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(files_of)
        .filter(|(_, text)| text.lines().count() > LONGEST)
        .map(|(name, text)| format!("{name} has {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn imports_say_what_they_import() {
    for (name, text) in src() {
        let globs = text.lines().filter(|line| line.trim_start().starts_with("use ") && line.contains("::*"));
        // Tests look at everything of the file that they belong to, and proptest's prelude is made for it.
        let hidden: Vec<&str> =
            globs.filter(|line| !line.contains("super::*") && !line.contains("proptest::prelude::*")).collect();
        assert!(hidden.is_empty(), "{name}: {hidden:?}");
    }
}

#[test]
fn the_plan_is_told_as_it_is() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for (room, floor) in FLOORS {
        let row =
            map.lines().find(|line| line.starts_with(&format!("| {floor} |")) && line.contains(&format!("`{room}")));
        assert!(row.is_some(), "ARCHITECTURE.md lacks `{room}` on floor {floor}");
    }
}
