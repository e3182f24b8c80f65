//! The README and the published schema say what the program does. `UPDATE_DOCS=1 cargo test --test documents` writes
//! anew what is made from the code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use incident_commander::drill::{library, scenario};
use incident_commander::incident::State;
use incident_commander::incident::snapshot::{self, Snapshot};
use incident_commander::postmortem;
use incident_commander::tui::action::{Context, Row, TABLE};
use incident_commander::tui::keymap::Keymap;
use incident_commander::verb;
use serde_json::Value;

fn update() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some_and(|value| !value.is_empty() && value != "0")
}

fn at_home(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The file says `wanted`; or it is made to.
fn keep(path: &str, wanted: &str) {
    let path = at_home(path);
    if update() {
        fs::write(&path, wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let differs =
        wanted.lines().zip(found.lines().chain(std::iter::repeat(""))).find(|(wanted, found)| wanted != found);
    let why = "is not what the code says: run `UPDATE_DOCS=1 cargo test --test documents`";
    assert!(found == wanted, "{} {why}\n(wanted, found): {differs:#?}", path.display());
}

/// The text with `content` between the marks of a block.
fn with_block(text: &str, name: &str, content: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let missing = || panic!("README.md needs a line {begin:?} and a line {end:?} for the table of {name}");
    let Some((before, rest)) = text.split_once(&begin) else { missing() };
    let Some((_, after)) = rest.split_once(&end) else { missing() };
    format!("{before}{begin}{content}{end}{after}")
}

fn code(text: &str) -> String {
    // A bar would end the cell, even within code.
    format!("`{}`", text.replace('|', "\\|"))
}

/// One row an action, with the name that the configuration knows it by, where it acts first; the other places in which it has keys follow.
fn keys_table() -> String {
    let keymap = Keymap::default();
    let mut table = "| Where | Keys | What they do | Name |\n| --- | --- | --- | --- |\n".to_owned();
    for context in Context::ALL {
        let mut place = format!("**{}**", context.title());
        for row in TABLE.iter().filter(|row| row.keys[0].0 == context) {
            let mut places = keys_by_place(&keymap, row).into_iter();
            let (_, keys) = places.next().expect("an action has a key");
            let elsewhere: Vec<String> =
                places.map(|(contexts, keys)| format!("{}: {keys}", titles(&contexts))).collect();
            let also = if elsewhere.is_empty() { String::new() } else { format!(" ({})", elsewhere.join("; ")) };
            table.push_str(&format!("| {place} | {keys} | {}{also} | {} |\n", row.about, code(row.name)));
            place.clear();
        }
    }
    table.replace("|  |", "| |")
}

/// The keys of an action with the contexts in which they hold, the first context first.
fn keys_by_place(keymap: &Keymap, row: &Row) -> Vec<(Vec<Context>, String)> {
    let mut contexts: Vec<Context> = row.keys.iter().map(|(context, _)| *context).collect();
    contexts.dedup();
    let mut places: Vec<(Vec<Context>, String)> = Vec::new();
    for context in contexts {
        let keys: Vec<String> = keymap.keys(row.action, context).map(|key| code(&key.to_string())).collect();
        let keys = keys.join(" ");
        // The first place is named by the group, so none joins it.
        match places.iter_mut().skip(1).find(|(_, others)| *others == keys) {
            Some((contexts, _)) => contexts.push(context),
            None => places.push((vec![context], keys)),
        }
    }
    places
}

fn titles(contexts: &[Context]) -> String {
    contexts.iter().map(|context| context.title().to_lowercase()).collect::<Vec<_>>().join(", ")
}

/// One row a verb, and whether it can be said in the room too.
fn verbs_table() -> String {
    let in_room: Vec<String> = verb::verbs(&State::default()).into_iter().map(|(name, _)| name).collect();
    let mut table = "| Verb | What it does | Room |\n| --- | --- | --- |\n".to_owned();
    for (usage, about) in verb::table() {
        let name = usage.split(' ').next().unwrap_or_default();
        let slash = if in_room.iter().any(|known| known == name) { code(&format!("/{name}")) } else { String::new() };
        table.push_str(&format!("| {} | {} | {slash} |\n", code(&usage), about.replace('|', "\\|")));
    }
    table.replace("|  |", "| |")
}

#[test]
fn the_readme_has_every_key_and_every_verb() {
    let readme = fs::read_to_string(at_home("README.md")).unwrap();
    let with_keys = with_block(&readme, "keys", &format!("\n{}\n", keys_table()));
    keep("README.md", &with_block(&with_keys, "verbs", &format!("\n{}\n", verbs_table())));
}

#[test]
fn every_key_of_an_action_stands_in_its_row() {
    let table = keys_table();
    let keymap = Keymap::default();
    for row in TABLE {
        let line = table.lines().find(|line| line.ends_with(&format!("| {} |", code(row.name))));
        let line = line.unwrap_or_else(|| panic!("{} is not in the table", row.name));
        for (context, _) in row.keys {
            for key in keymap.keys(row.action, *context) {
                assert!(line.contains(&code(&key.to_string())), "{} lacks {key}: {line}", row.name);
            }
        }
    }
    assert_eq!(table.lines().count(), 2 + TABLE.len());
}

#[test]
fn the_published_schema_is_that_of_the_snapshot() {
    keep("assets/incident.schema.json", &snapshot::schema());
    keep("assets/postmortem.schema.json", &postmortem::document::schema());
    keep("assets/scenario.schema.json", &scenario::schema());
}

/// What the program leaves in an incident's folder after a bit of everything.
fn written_by_the_program() -> (Value, Value, u64) {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config.toml");
    fs::write(&config, "").unwrap();
    let ic = |args: &[&str]| {
        let mut ic = Command::new(env!("CARGO_BIN_EXE_ic"));
        ic.args(args).stdin(Stdio::null()).env_remove("IC_INCIDENT").env("TZ", "UTC").env("USER", "ana");
        for (name, folder) in
            [("HOME", ""), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("IC_DIR", "incidents")]
        {
            ic.env(name, home.path().join(folder));
        }
        let done = ic.env("IC_CONFIG", &config).output().unwrap();
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    ic(&["declare", "Search is slow", "--sev", "2", "--started=-2h", "--detected=-1h", "--at=-50m"]);
    ic(&["log", "pager went off", "--kind", "alert", "--key", "--at=-1h"]);
    ic(&["role", "commander", "ana"]);
    ic(&["role", "commander", "bo"]);
    ic(&["task", "add", "drain the queue", "--owner", "bo", "--due", "15m"]);
    ic(&["task", "skip", "1", "--why", "done before"]);
    ic(&["update", "we are on it", "--next", "20m"]);
    ic(&["edit", "6", "the pager went off"]);
    ic(&["log", "wrong window"]);
    let lines: Value = serde_json::from_str(&ic(&["timeline", "--json"])).unwrap();
    let newest = lines["lines"].as_array().unwrap().iter().map(|line| line["number"].as_u64().unwrap()).max();
    ic(&["strike", &newest.unwrap().to_string(), "--why", "not ours"]);
    ic(&["summary", "Search was slow for two hours."]);
    ic(&["impact", "one search in three took over ten seconds"]);
    ic(&["cause", "a full queue", "--text", "nobody watched it"]);
    ic(&["lesson", "the runbook helped", "--kind", "well"]);
    ic(&["followup", "add", "watch the queue", "--purpose", "detect", "--priority", "1", "--due", "2099-01-01"]);
    ic(&["followup", "add", "buy a bigger one", "--owner", "bo", "--ticket", "OPS-1"]);
    ic(&["followup", "drop", "2", "--why", "not needed"]);
    ic(&["section", "conclusion", "Queues are watched from now on."]);
    ic(&["report", "window", "-90m", "-10m", "--note", "searches only"]);
    ic(&["report", "metric", "33", "%", "slow searches"]);
    ic(&["report", "related", "2099-01-01-other", "--text", "the same queue"]);
    ic(&["report", "link", "https://status.example/1", "Status page"]);
    ic(&["status", "resolved", "--at=-5m"]);
    ic(&["close"]);
    let folder = PathBuf::from(ic(&["path"]).trim_end());
    let snapshot = serde_json::from_slice(&fs::read(folder.join("incident.json")).unwrap()).unwrap();
    let report = serde_json::from_str(&ic(&["export", "--format", "json", "-o", "-"])).unwrap();
    (snapshot, report, fs::metadata(folder.join("journal.jsonl")).unwrap().len())
}

#[test]
fn what_the_program_writes_has_the_published_shape() {
    let (written, report, journal_bytes) = written_by_the_program();
    assert_eq!(written["journal_bytes"], journal_bytes);
    let read: Snapshot = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written, "something is lost on the way");
    let schema: Value = serde_json::from_str(&snapshot::schema()).unwrap();
    fits(&schema, &schema, &written).unwrap();
    for field in ["tenures", "tasks", "updates", "causes", "lessons", "followups", "timeline"] {
        assert!(!written[field].as_array().unwrap().is_empty(), "nothing was tried for {field}");
    }
    let schema: Value = serde_json::from_str(&postmortem::document::schema()).unwrap();
    fits(&schema, &schema, &report).unwrap();
    for field in ["metrics", "links", "related", "timeline", "struck", "roles", "severities"] {
        assert!(!report[field].as_array().unwrap().is_empty(), "nothing was tried for {field}");
    }
}

#[test]
fn the_built_in_scenarios_have_the_published_shape() {
    let schema: Value = serde_json::from_str(&scenario::schema()).unwrap();
    for (id, source) in library::all() {
        let read: Value = toml::from_str(source).unwrap();
        fits(&schema, &schema, &read).unwrap_or_else(|why| panic!("{id}: {why}"));
    }
}

/// Whether a value has the shape that a schema describes: types, choices, no property missing and none unknown.
fn fits(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{why}: {value} is not {schema}"));
    if let Some(path) = schema["$ref"].as_str() {
        return fits(root, root.pointer(path.trim_start_matches('#')).unwrap(), value);
    }
    if let Some(choices) = schema.get("anyOf").or(schema.get("oneOf")) {
        let fitting = choices.as_array().unwrap().iter().any(|choice| fits(root, choice, value).is_ok());
        return if fitting { Ok(()) } else { wrong("no choice fits") };
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return wrong("another value");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return wrong("no such word");
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = &schema["type"];
    if !allowed.is_null() && allowed != kind && !allowed.as_array().is_some_and(|kinds| kinds.contains(&kind.into())) {
        return wrong("another type");
    }
    let items = value.as_array().into_iter().flatten();
    for (place, item) in items.enumerate() {
        let shape = schema["prefixItems"].get(place).or(schema.get("items"));
        fits(root, shape.ok_or("an item that is not described")?, item)?;
    }
    if let Some(fields) = value.as_object() {
        let described = |name: &String| schema["properties"].get(name).ok_or(format!("{name} is not described"));
        fields.iter().try_for_each(|(name, value)| fits(root, described(name)?, value))?;
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        if let Some(missing) = required.into_iter().find(|name| !fields.contains_key(*name)) {
            return wrong(&format!("{missing} is missing"));
        }
    }
    Ok(())
}
