//! The page in a real browser: it renders, fetches nothing, complains of nothing, and prints. Needs Chromium; run with
//! `cargo test --test browser -- --ignored`.

mod common;

use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::Home;
use common::pty::Terminal;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    found.into_iter().find(|file| file.is_file()).expect("chromium is on the path: `apt-get install chromium`")
}

/// Shows a page as somebody would who has never used this browser.
fn show(home: &Home, page: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(browser());
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr"]);
    command.arg(format!("--user-data-dir={}", home.path().join("profile").display()));
    command.args(more).arg(format!("file://{}", page.display()));
    command.output().unwrap()
}

/// An incident whose texts would call home if they could.
fn told(home: &Home, address: &str) {
    home.declare("Checkout returns <b>500s</b>");
    let image = format!("![beacon]({address}/a.png) <img src=\"{address}/b.png\" onerror=\"alert(1)\">");
    let script = format!("<script src=\"{address}/c.js\"></script><link rel=stylesheet href={address}/d.css>");
    for words in [
        vec!["mark", "started", "-40m"],
        vec!["mark", "detected", "-30m"],
        vec!["log", &image, "--key", "--kind", "action"],
        vec!["log", &script],
        vec!["update", &image],
        vec!["section", "summary", &script],
        vec!["impact", &image],
        vec!["cause", &script, "--text", &image],
        vec!["report", "link", &format!("{address}/page"), "Not to be opened"],
        vec!["report", "extra", &image, &script],
        vec!["followup", "add", &image, "--owner", "bo", "--ticket", &script],
        vec!["status", "resolved"],
        vec!["close"],
    ] {
        home.ic(&words).code(0);
    }
}

#[test]
#[ignore = "needs chromium"]
fn every_template_renders_fetches_nothing_and_prints() {
    let home = Home::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    told(&home, &format!("http://{}", listener.local_addr().unwrap()));
    let listed = home.ic(&["templates"]).code(0).out;
    let names = listed.lines().filter_map(|line| line.split_whitespace().next());
    // The report on an exercise has nothing to say of an incident.
    for template in names.filter(|name| *name != "after-action") {
        let page = home.path().join(format!("{template}.html"));
        home.ic(&["export", "--format", "html", "--template", template, "-o", page.to_str().unwrap()]).code(0);
        is_sound(&home, template, &page);
    }
    let room = Terminal::ic(&home, (100, 30), &["drill", "run", "query-storm"]);
    room.wait_for("NOT DECLARED");
    home.ic(&["drill", "observe", &format!("<img src=\"http://{}/e.png\">", listener.local_addr().unwrap())]).code(0);
    home.ic(&["drill", "end"]).code(0);
    let page = home.path().join("after-action.html");
    home.ic(&["drill", "report", "--format", "html", "-o", page.to_str().unwrap()]).code(0);
    let dom = is_sound(&home, "after-action", &page);
    assert!(dom.contains("EXERCISE") && dom.contains("e.png"), "{dom}");
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody fetched something");
}

/// Shows and prints a page that must not do anything else; gives what the browser made of it.
fn is_sound(home: &Home, name: &str, page: &Path) -> String {
    let shown = show(home, page, &["--dump-dom"]);
    let dom = String::from_utf8(shown.stdout).unwrap();
    let said = String::from_utf8_lossy(&shown.stderr).into_owned();
    assert!(!said.contains("CONSOLE"), "{name}: {said}");
    assert!(dom.contains("</h1>") && dom.matches("<h2").count() >= 4, "{name}: {dom}");
    for tag in ["<img", "<script", "<link", "<iframe"] {
        assert!(!dom.contains(tag), "{name}: {tag} in {dom}");
    }
    assert_eq!(dom.contains("<svg"), fs::read_to_string(page).unwrap().contains("<svg"), "{name}");
    let paper = home.path().join(format!("{name}.pdf"));
    show(home, page, &[&format!("--print-to-pdf={}", paper.display()), "--no-pdf-header-footer"]);
    assert!(fs::read(&paper).unwrap().starts_with(b"%PDF-"), "{name}");
    dom
}
