//! Files of somebody who wishes ill: journals whose every line has the right checksum, lines without end, documents that are
//! deep or large. Each verb ends, says nothing raw, writes nothing wrong, and takes little memory.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::common::pty::Terminal;
use crate::common::{Home, IC, LONG, journal};
use crate::{assert_clean, ends, run};

const READING: [&[&str]; 12] = [
    &["show"],
    &["show", "--json"],
    &["brief"],
    &["timeline"],
    &["timeline", "--json"],
    &["list"],
    &["followups"],
    &["lint"],
    &["check"],
    &["chart"],
    &["export", "-o", "-"],
    &["export", "-o", "-", "--format", "html"],
];

/// A line of the journal with the right checksum; what `fields` do not say is as it should be.
fn sealed(number: usize, fields: &str, kind: &str) -> String {
    let usual = [
        ("id", format!("\"00000000-0000-0000-0000-{number:012x}\"")),
        ("v", "1".into()),
        ("by", "\"ana\"".into()),
        ("h", format!("[1800000000000,{number}]")),
        ("at", "\"2026-11-21T13:00:00Z\"".into()),
    ];
    let usual = usual.into_iter().filter(|(name, _)| !fields.contains(&format!("\"{name}\":")));
    let mut body: String = usual.map(|(name, value)| format!("\"{name}\":{value},")).collect();
    if !fields.is_empty() {
        body.push_str(&format!("{fields},"));
    }
    let body = format!("{body}\"kind\":{kind}}}");
    format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes()))
}

fn log(text: &str) -> String {
    format!("{{\"entry\":{{\"logged\":{{\"kind\":\"note\",\"text\":{text}}}}}}}")
}

/// The lines that mean ill, with what each is about.
fn lines() -> Vec<(&'static str, String)> {
    let x = &log("\"x\"");
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let many: Vec<String> = (0..20_000).map(|one| format!("\"00000000-0000-0000-0001-{one:012x}\"")).collect();
    let mut lines = vec![
        ("a deep kind", sealed(100, "", &deep(100_000))),
        ("deep objects", sealed(100, "", &("{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000)))),
        ("a deep text", sealed(100, "", &log(&deep(100_000)))),
        ("a deep field", sealed(100, &format!("\"mood\":{}", deep(100_000)), x)),
        ("a deep stamp", sealed(100, &format!("\"h\":{}", deep(100_000)), x)),
        ("much of it", sealed(100, "", &format!("[{}0]", "1,".repeat(400_000)))),
        ("over many", sealed(100, &format!("\"over\":[{}]", many.join(",")), x)),
        ("a long name", sealed(100, &format!("\"by\":\"{}\"", "x".repeat(1_000_000)), x)),
        ("a long text", sealed(100, "", &log(&format!("\"{}\"", "漢".repeat(300_000))))),
        ("two of each", sealed(100, "\"by\":\"bo\",\"by\":\"cy\"", x)),
    ];
    for fields in [
        "\"h\":[9223372036854775807,4294967295]",
        "\"h\":[-9223372036854775808,0]",
        "\"h\":[1e999,0]",
        "\"h\":[NaN,0]",
        "\"h\":[99999999999999999999999,0]",
        "\"h\":[0,-1]",
        "\"h\":null",
        "\"at\":\"+10000-01-01T00:00:00Z\"",
        "\"at\":\"+262142-12-31T23:59:59.999Z\"",
        "\"at\":\"-262143-01-01T00:00:00Z\"",
        "\"at\":\"0000-00-00T00:00:00Z\"",
        "\"at\":1e999",
        "\"occurred\":\"+262142-12-31T23:59:59Z\"",
        "\"occurred\":\"-0001-01-01T00:00:00Z\"",
        "\"occurred\":[]",
        "\"over\":7",
        "\"over\":[\"x\"]",
        "\"mood\":\"\\ud800\"",
        "\"mood\":-0",
    ] {
        lines.push(("a field", sealed(100, fields, x)));
    }
    for kind in [
        "1e999",
        "NaN",
        "null",
        "\"\\ud800\"",
        "{\"entry\":{\"logged\":{\"kind\":\"note\",\"text\":\"\\ud800\\udc00\\udfff\"}}}",
        "{\"incident\":{\"declared\":{}}}",
        "{\"role\":{\"assigned\":{\"role\":[],\"person\":{}}}}",
        "{\"entry\":{\"struck\":{\"entry\":7}}}",
        "{\"exercise\":{\"started\":null}}",
        "{\"\\u001b[2J\\u202e\":1}",
        "{\"entry\":1,\"entry\":2}",
        "[[[[",
        "",
    ] {
        lines.push(("a kind", sealed(100, "", kind)));
    }
    lines
        .push(("an id that collides", sealed(1, "", x) + &sealed(1, "", &log("\"y\"")) + &sealed(1, "\"h\":[1,0]", x)));
    lines.push(("no text at all", "\u{0}\u{1}\u{2}\n".repeat(1_000)));
    lines
}

#[test]
fn no_line_that_means_ill_stops_anybody() {
    for (about, line) in lines() {
        let home = Home::new();
        let folder = home.declare("Before");
        let whole = [journal(&folder), line.clone().into_bytes()].concat();
        fs::write(folder.join("journal.jsonl"), &whole).unwrap();
        let why = format!("{about}: {:.200}", line);
        for words in READING {
            let ran = run(home.command(IC).args(words), &[]);
            assert_clean(&ran.out, &why);
            assert_clean(&ran.err, &why);
            assert!(ran.code <= Some(1), "{words:?} {why}: {}", ran.err);
        }
        let written = run(home.command(IC).args(["log", "after"]), &[]);
        assert_clean(&written.err, &why);
        if written.code == Some(0) {
            assert!(home.texts().contains_key("after"), "{why}");
            let all = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
            let kept = journal(&folder).starts_with(&whole) || all.into_iter().any(|name| name.starts_with("torn-"));
            assert!(kept, "a line is gone: {why}");
        }
    }
}

/// The exit code of a run that may hold only so much memory.
fn within(home: &Home, mib: u64, words: &[&str]) -> Option<i32> {
    let line = format!("ulimit -v {}; exec \"$0\" \"$@\"", mib << 10);
    let mut command = home.command("sh");
    command.args(["-c", &line, IC]).args(words).stdout(Stdio::null()).stderr(Stdio::null());
    ends(&mut command.spawn().unwrap())
}

/// Makes a file one gigabyte long behind `begin`, and ends it with `end`; the gigabyte is a hole and takes no disk.
fn gigabyte(path: &Path, begin: &[u8], end: &[u8]) {
    let mut file = File::create(path).unwrap();
    file.write_all(begin).unwrap();
    file.set_len(1 << 30).unwrap();
    file.seek(SeekFrom::End(0)).unwrap();
    file.write_all(end).unwrap();
}

/// The most memory that a process has had in its hands, in KiB.
fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_of_a_gigabyte_takes_little_memory() {
    let home = Home::new();
    let folder = home.declare("Before");
    let path = folder.join("journal.jsonl");
    let before = journal(&folder);
    let after = format!("\n{}", sealed(100, "", &log("\"after\"")));
    gigabyte(&path, &before, after.as_bytes());
    for words in [&["show"][..], &["timeline"], &["check"], &["list"], &["log", "and on"]] {
        // The code and the stacks of the program are counted by this limit, too.
        let code = within(&home, 64, words);
        assert_eq!(code, Some(if words == ["check"] { 1 } else { 0 }), "{words:?}");
    }
    let room = Terminal::ic(&home, (80, 24), &[]);
    room.wait_for_line("and on");
    assert!(peak(room.pid()) < 64 << 10, "{} KiB", peak(room.pid()));
}

#[test]
fn a_deep_or_large_document_is_refused_in_little_memory() {
    let home = Home::new();
    let folder = home.declare("Before");
    let deep = format!("x = {}", "[".repeat(100_000));
    let tables = format!("[{}a]", "a.".repeat(100_000));
    let inline = format!("x = {}", "{a=".repeat(100_000));
    let own = |name: &str| -> PathBuf { home.path().join("config/ic").join(name) };
    for name in ["templates/own.md", "scenarios/own.toml", "playbooks/own.toml"] {
        fs::create_dir_all(own(name).parent().unwrap()).unwrap();
    }
    let usual = |words: &[&str], input: &str| {
        let ran = run(home.command(IC).env_remove("IC_CONFIG").args(words), input.as_bytes());
        assert_clean(&ran.err, &format!("{words:?}"));
        ran
    };
    for text in [&deep, &tables, &inline, &"{% if x %}".repeat(20_000), &"{{ ".repeat(100_000), &"(".repeat(100_000)] {
        for name in ["config.toml", "playbooks/own.toml", "scenarios/own.toml", "templates/own.md"] {
            fs::write(own(name), text).unwrap();
        }
        fs::write(home.path().join("named.toml"), text).unwrap();
        assert_eq!(usual(&["config"], "").code, Some(2));
        assert_eq!(usual(&["drill", "check", "named.toml"], "").code, Some(1));
        fs::remove_file(own("config.toml")).unwrap();
        assert_ne!(usual(&["declare", "x", "--playbook", "own"], "").code, Some(0));
        for words in [&["export", "--template", "own", "-o", "-"][..], &["drill", "check", "own"], &["templates"]] {
            usual(words, "");
        }
        for words in [&["log", "-"][..], &["lint", "-"]] {
            usual(words, text);
        }
    }
    for name in ["config.toml", "playbooks/own.toml", "scenarios/own.toml", "templates/own.md"] {
        gigabyte(&own(name), b"#", b"");
    }
    gigabyte(&home.path().join("named"), b"#", b"");
    for file in ["incident.json", "draft-ana"] {
        gigabyte(&folder.join(file), b"{", b"}");
    }
    for words in [
        &["config", "--config", "named"][..],
        &["drill", "check", "named"],
        &["templates"],
        &["templates", "own"],
        &["drill", "scenarios"],
        &["export", "--template", "own", "-o", "-"],
        &["list"],
        &["check"],
        &["show"],
    ] {
        assert!(within(&home, 128, words).is_some(), "{words:?}");
    }
    let mut room = Terminal::ic(&home, (80, 24), &[]);
    room.wait_for("SEV2  Before");
    room.send("\x11");
    room.exit_code(LONG);
}
