//! A draft as its file, laid out as a person would write it.

use std::fmt::Write;

use super::{Draft, Place};
use crate::drill::scenario::{Exercise, Expectation, Inject, InjectKind, SourceKind};
use crate::incident::text::one_line;

/// How wide a comment is, in characters.
const WIDTH: usize = 100;

/// The scenario file: a comment that says what it was made from and what is left to do, then the scenario with its
/// remarks. It reads back as the same scenario.
pub fn text(draft: &Draft) -> String {
    let mut file = File { text: String::new() };
    let exercise = &draft.scenario.exercise;
    let from = exercise.source.as_ref().map_or("an incident", |source| &source.reference);
    file.comment(&format!("Drafted from {from}. It says only what the record says; read all of it."));
    file.comments("What was changed on the way:", &draft.changed);
    let ready = "Then write status = \"ready\".".to_owned();
    file.comments("What is left to do:", draft.to_do.iter().chain([&ready]));
    file.line("");
    file.line("schema = \"ic-drill/1\"");
    file.exercise(draft, exercise);
    for (place, inject) in draft.scenario.injects.iter().enumerate() {
        file.inject(draft, place, inject);
    }
    file.text
}

struct File {
    text: String,
}

impl File {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn key(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    fn comment(&mut self, text: &str) {
        self.wrapped(text, "# ", "# ");
    }

    fn wrapped(&mut self, text: &str, first: &str, then: &str) {
        let mut line = first.to_owned();
        let mut bare = true;
        for word in one_line(text).split_whitespace() {
            if !bare && line.chars().count() + word.chars().count() >= WIDTH {
                self.line(line.trim_end());
                line = then.to_owned();
                bare = true;
            }
            if !bare {
                line.push(' ');
            }
            line.push_str(word);
            bare = false;
        }
        self.line(line.trim_end());
    }

    fn comments<'t>(&mut self, head: &str, items: impl IntoIterator<Item = &'t String>) {
        self.line("#");
        self.comment(head);
        for item in items {
            self.wrapped(item, "# - ", "#   ");
        }
    }

    fn remarks(&mut self, draft: &Draft, place: Place) {
        for remark in draft.remarks(place) {
            self.comment(remark);
        }
    }

    fn exercise(&mut self, draft: &Draft, exercise: &Exercise) {
        self.line("\n[exercise]");
        self.key("id", &quoted(&exercise.id));
        self.remarks(draft, Place::Title);
        self.key("title", &quoted(&exercise.title));
        self.key("status", "\"draft\"");
        self.key("version", &exercise.version.to_string());
        self.key("duration", &quoted(&exercise.duration.compact()));
        if let Some(start) = exercise.scenario_start {
            self.key("scenario_start", &quoted(&start.to_string()));
        }
        if let Some(source) = exercise.source.as_ref().filter(|source| source.kind == SourceKind::Incident) {
            self.key("source", &format!("{{ kind = \"incident\", ref = {} }}", quoted(&source.reference)));
        }
        self.remarks(draft, Place::Situation);
        self.key("situation", &quoted(&exercise.situation));
        self.key("ground_truth", &quoted(&exercise.ground_truth));
        if !exercise.roles.is_empty() {
            let roles: Vec<String> = exercise.roles.iter().map(|role| quoted(role)).collect();
            self.key("roles", &format!("[{}]", roles.join(", ")));
        }
        if !exercise.objectives.is_empty() {
            self.line("objectives = [");
            for (place, objective) in exercise.objectives.iter().enumerate() {
                let row = format!("{{ id = {}, text = {} }}", quoted(&objective.id), quoted(&objective.text));
                self.row(&row, draft.remarks(Place::Objective(place)));
            }
            self.line("]");
        }
        if !exercise.checklist.is_empty() {
            self.line("checklist = [");
            for check in &exercise.checklist {
                let role = check.role.as_ref().map(|role| format!(", role = {}", quoted(role))).unwrap_or_default();
                self.row(&format!("{{ id = {}, text = {}{role} }}", quoted(&check.id), quoted(&check.text)), &[]);
            }
            self.line("]");
        }
        self.line("");
        self.remarks(draft, Place::Targets);
        self.line("[exercise.targets]");
        let targets = &exercise.targets;
        let targets = [
            ("commander", targets.commander),
            ("update_first", targets.update_first),
            ("update_every", targets.update_every),
        ];
        for (key, span) in targets.into_iter().filter_map(|(key, span)| Some((key, span?))) {
            self.key(key, &quoted(&span.compact()));
        }
    }

    fn inject(&mut self, draft: &Draft, place: usize, inject: &Inject) {
        self.line("");
        self.remarks(draft, Place::Inject(place));
        self.line("[[inject]]");
        self.key("id", &quoted(&inject.id));
        if let Some(at) = inject.at {
            self.key("at", &quoted(&at.compact()));
        }
        if inject.kind == InjectKind::Information {
            self.key("type", "\"information\"");
        }
        self.key("method", &quoted(inject.method.word()));
        if let Some(from) = &inject.from {
            self.key("from", &quoted(from));
        }
        self.key("synopsis", &quoted(&inject.synopsis));
        self.key("text", &quoted(&inject.text));
        if !inject.expectations.is_empty() {
            self.line("expect = [");
            for (nth, expectation) in inject.expectations.iter().enumerate() {
                self.row(&expected(expectation), draft.remarks(Place::Expectation(place, nth)));
            }
            self.line("]");
        }
    }

    /// One row of a list, with its remarks at its end.
    fn row(&mut self, row: &str, remarks: &[String]) {
        let beside = if remarks.is_empty() { String::new() } else { format!(" # {}", one_line(&remarks.join("; "))) };
        self.line(&format!("  {row},{beside}"));
    }
}

fn expected(expectation: &Expectation) -> String {
    let mut row = format!("{{ action = {}", quoted(&expectation.action.to_string()));
    if let Some(within) = expectation.within {
        let _ = write!(row, ", within = {}", quoted(&within.compact()));
    }
    if expectation.fresh {
        row.push_str(", fresh = true");
    }
    row + " }"
}

/// A string of TOML: of several lines where there are several, and without escapes where that is possible.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| !c.is_control() || c == '\n');
    if text.contains('\n') {
        return format!("\"\"\"\n{}\"\"\"", escaped(text, true));
    }
    if plain && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", escaped(text, false))
}

fn escaped(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quotes = 0;
    while let Some(c) = chars.next() {
        // Among several lines only three quotes in a row end the text, or one before the three at its end.
        quotes = if c == '"' { (quotes + 1) % 3 } else { 0 };
        match c {
            '\n' if lines => out.push(c),
            '"' if lines && quotes > 0 && chars.peek().is_some() => out.push(c),
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn strings_are_written_as_people_write_them() {
        assert_eq!(quoted("p95 4.2s"), "\"p95 4.2s\"");
        assert_eq!(quoted("said \"no\""), "'said \"no\"'");
        assert_eq!(quoted("it's \"no\""), "\"it's \\\"no\\\"\"");
        assert_eq!(quoted("a\nb"), "\"\"\"\na\nb\"\"\"");
    }

    proptest! {
        #[test]
        fn any_string_reads_back(text in "([\"'\\\\\n\r\t\u{7F}\u{85}a]|.){0,40}") {
            let read: toml::Table = toml::from_str(&format!("text = {}\n", quoted(&text))).unwrap();
            prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
        }
    }
}
