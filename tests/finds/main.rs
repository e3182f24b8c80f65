//! What fuzzing found before, and what is known to be hostile: read again, it harms nobody.

mod targets;

use std::fs;
use std::path::Path;

fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/finds").join(name);
    let mut count = 0;
    for found in fs::read_dir(folder).unwrap() {
        let path = found.unwrap().path();
        eprintln!("{}", path.display());
        target(&fs::read(path).unwrap());
        count += 1;
    }
    assert!(count > 0, "nothing is kept for {name}");
}

#[test]
fn journals() {
    replay("journal", targets::journal);
}

#[test]
fn times() {
    replay("time", targets::time);
}

#[test]
fn verbs() {
    replay("verbs", targets::verbs);
}

#[test]
fn scenarios() {
    replay("scenario", targets::scenario);
}

#[test]
fn reports() {
    replay("lint", targets::lint);
}
