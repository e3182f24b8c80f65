//! Names that lead elsewhere, and things that stand where a file should: links, second names, pipes, folders, devices.
//! Nothing is written through them, and nobody waits for what never comes.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::common::{Home, IC, Ran};
use crate::{READING, assert_clean, run};

/// Every file that the program keeps in the folder of an incident, or of an exercise.
const FILES: [&str; 9] = [
    "journal.jsonl",
    "lock",
    "incident.json",
    "postmortem.md",
    "postmortem.html",
    "alive",
    "draft-ana",
    ".draft-x",
    "torn-1",
];

const WRITING: [&[&str]; 4] = [&["log", "x"], &["status", "resolved"], &["export"], &["close", "--no-ask"]];

fn ic(home: &Home, words: &[&str]) -> Ran {
    let ran = run(home.command(IC).args(words), &[]);
    assert_clean(&ran.out, &format!("{words:?}"));
    assert_clean(&ran.err, &format!("{words:?}"));
    ran
}

fn pipe(at: &Path) {
    mknodat(CWD, at, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

/// Puts something in the place of a file.
type Plant = fn(&Path, &Path);

const PLANTS: [(&str, Plant); 7] = [
    ("a link", |at, precious| symlink(precious, at).unwrap()),
    ("a link to nothing", |at, precious| symlink(precious.with_extension("new"), at).unwrap()),
    ("a link to itself", |at, _| symlink(at, at).unwrap()),
    ("a second name", |at, precious| fs::hard_link(precious, at).unwrap()),
    ("a pipe", |at, _| pipe(at)),
    ("a folder", |at, _| fs::create_dir(at).unwrap()),
    ("a device", |at, _| symlink("/dev/zero", at).unwrap()),
];

fn remove(at: &Path) {
    let _ = fs::remove_file(at).or_else(|_| fs::remove_dir_all(at));
}

#[test]
fn nothing_is_written_through_what_stands_in_the_place_of_a_file() {
    for (name, plant) in PLANTS {
        for file in FILES {
            let home = Home::new();
            let folder = home.declare("Somebody was here");
            let precious = home.path().join("precious");
            fs::copy(folder.join("journal.jsonl"), &precious).unwrap();
            let before = fs::read(&precious).unwrap();
            remove(&folder.join(file));
            plant(&folder.join(file), &precious);
            for words in READING.iter().chain(&WRITING) {
                ic(&home, words);
            }
            assert_eq!(fs::read(&precious).unwrap(), before, "{name} in the place of {file}");
            assert!(!precious.with_extension("new").exists(), "{name} in the place of {file}");
        }
    }
}

#[test]
fn a_folder_that_is_a_link_is_not_written_to() {
    let home = Home::new();
    let folder = home.declare("Somebody was here");
    let elsewhere = home.path().join("elsewhere");
    fs::rename(&folder, &elsewhere).unwrap();
    symlink(&elsewhere, &folder).unwrap();
    let before = fs::read(elsewhere.join("journal.jsonl")).unwrap();
    let id = folder.file_name().unwrap().to_str().unwrap();
    for words in READING.iter().chain(&WRITING) {
        ic(&home, words);
    }
    let ran = ic(&home, &["-i", id, "log", "x"]);
    assert_ne!(ran.code, Some(0));
    assert!(ran.err.contains("a symbolic link"), "{}", ran.err);
    assert_eq!(fs::read(elsewhere.join("journal.jsonl")).unwrap(), before);
}

#[test]
fn nobody_waits_for_a_pipe_or_reads_a_device_to_its_end() {
    let kinds: [Plant; 2] = [|at, _| pipe(at), |at, _| symlink("/dev/zero", at).unwrap()];
    for plant in kinds {
        let home = Home::new();
        home.declare("Somebody was here");
        let own = home.path().join("config/ic");
        let all = ["config.toml", "templates/own.md", "scenarios/own.toml", "playbooks/own.toml"];
        for file in all.map(|file| own.join(file)).into_iter().chain([home.path().join("config.toml")]) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            plant(&file, Path::new(""));
        }
        let usual = |words: &[&str]| {
            let mut command = home.command(IC);
            command.env_remove("IC_CONFIG").args(words);
            run(&mut command, &[])
        };
        for words in [
            &["config"][..],
            &["show"],
            &["log", "x"],
            &["templates"],
            &["templates", "own"],
            &["export", "--template", "own", "-o", "-"],
            &["drill", "scenarios"],
            &["drill", "check", "own"],
            &["declare", "y", "--playbook", "own"],
        ] {
            assert_clean(&usual(words).err, &format!("{words:?}"));
            ic(&home, words);
        }
        // Those beside a configuration that can be read.
        fs::remove_file(own.join("config.toml")).unwrap();
        for words in [&["templates"][..], &["templates", "own"], &["drill", "scenarios"], &["drill", "check", "own"]] {
            usual(words);
        }
        let named = home.path().join("named");
        plant(&named, Path::new(""));
        if !fs::metadata(&named).unwrap().is_file() {
            ic(&home, &["--config", "named", "config"]).says("cannot read");
        }
    }
}

#[test]
fn no_name_leads_out_of_its_folder() {
    let home = Home::new();
    let folder = home.declare("At home");
    let stranger = home.path().join("stranger");
    fs::create_dir(&stranger).unwrap();
    for file in ["journal.jsonl", "lock"] {
        fs::copy(folder.join(file), stranger.join(file)).unwrap();
    }
    for (file, text) in [("secret.md", "secret"), ("secret.toml", "name = \"secret\"")] {
        fs::write(home.path().join(file), text).unwrap();
    }
    let before = everything(home.path());
    let full = stranger.display().to_string();
    for id in [
        "../stranger",
        &full,
        "./../stranger",
        "..",
        ".",
        "/",
        "-rf",
        "",
        "drills",
        "EX-../../stranger",
        "x/../../stranger",
        "~",
        "*",
        "stranger\0",
    ] {
        let id = id.trim_end_matches('\0');
        for verb in READING.iter().filter(|verb| !["list", "config", "followups"].contains(&verb[0])) {
            let said = ic(&home, &[&[&format!("--incident={id}")[..]], *verb].concat());
            assert!(
                !said.out.contains("stranger") && (id.is_empty() || said.code == Some(2)),
                "{id} {verb:?}: {}",
                said.out
            );
        }
        if !id.is_empty() {
            ic(&home, &[&format!("--incident={id}"), "log", "x"]).code(2);
        }
    }
    for name in ["../../secret", "../secret", "/etc/passwd", "-rf", "..", "secret/../../secret"] {
        for words in [
            [&format!("--template={name}")[..], "export"],
            ["templates", &format!("--{name}")],
            [&format!("--playbook={name}"), "declare"],
        ] {
            let mut words = words.to_vec();
            words.extend(if words[1] == "declare" { Some("y") } else { None });
            words.rotate_left(1);
            assert_ne!(ic(&home, &words).code, Some(0), "{words:?}");
        }
    }
    for title in ["../../x", "/etc/passwd", "-rf", "..", ".", "CON", "a/b\\c"] {
        let said = ic(&home, &["declare", "--sev", "3", "--", title]).code(0).out;
        let made = PathBuf::from(said.lines().last().unwrap());
        assert_eq!(made.parent(), Some(home.shelf()), "{title}");
    }
    let outside =
        |all: Vec<PathBuf>| all.into_iter().filter(|path| !path.starts_with(home.shelf())).collect::<Vec<_>>();
    assert_eq!(outside(everything(home.path())), outside(before));
}

fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()).collect();
    let within: Vec<PathBuf> = all.iter().filter(|path| path.is_dir()).flat_map(|path| everything(path)).collect();
    all.extend(within);
    all.sort();
    all
}

#[test]
fn a_time_of_a_file_that_no_clock_shows_is_survived() {
    let home = Home::new();
    let folder = home.declare("From another age");
    let far = std::time::UNIX_EPOCH + std::time::Duration::from_secs(9_000_000_000_000);
    for file in ["journal.jsonl", "incident.json", "lock"] {
        let file = File::options().append(true).open(folder.join(file)).unwrap();
        let _ = file.set_modified(far);
    }
    for words in READING.iter().chain(&WRITING) {
        ic(&home, words);
    }
}
