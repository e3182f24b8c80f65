//! What people type comes back as text and as nothing else, in a strict reader of CommonMark with every extension on.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::built_in::in_template;
use super::*;
use crate::incident::testing::payloads::{MARKDOWN, PROGRAMS, TERMINAL};
use crate::incident::text;
use crate::postmortem::Template;
use crate::postmortem::chart::FENCE;

type Slot = fn(&str) -> Vec<Command>;

/// Where a text goes; each gives the commands that bring it there.
const SLOTS: [(&str, Slot); 15] = [
    ("title", |text| vec![Incident::Title(text.replace(['\n', '\r'], " ")).into()]),
    ("severity", |text| vec![Incident::Severity { level: 3, reason: Some(text.into()) }.into()]),
    ("status", |text| vec![Incident::Status { status: Status::Mitigated, note: Some(text.into()) }.into()]),
    ("entry", |text| vec![log(EntryKind::Action, text).into()]),
    ("struck", |text| {
        vec![log(EntryKind::Note, text).into(), Entry::Strike { entry: EntryRef::Number(2), why: text.into() }.into()]
    }),
    ("edited", |text| {
        let edit =
            Entry::Edit { entry: EntryRef::Number(2), text: Some(text.into()), to: None, detail: Default::default() };
        vec![log(EntryKind::Note, "before").into(), edit.into()]
    }),
    ("role", |text| vec![assign("commander", &person(text)).into(), assign("commander", "bo").into()]),
    ("update", |text| vec![tell(Audience::Customers, text, Promise::Cadence).into()]),
    ("task", |text| {
        let add = Task::Add { text: text.into(), owner: Some(person(text)), due: None };
        vec![add.into(), Task::Skip { task: 1, why: text.into() }.into()]
    }),
    ("followup", |text| {
        let ticket = Some(text.to_owned());
        let (owner, due, priority) = (Some(person(text)), None, None);
        vec![
            Followup::Add {
                plan: Plan {
                    text: text.into(),
                    purpose: Purpose::Other,
                    owner,
                    due,
                    priority,
                    ticket,
                    ..Default::default()
                },
                cause: None,
            }
            .into(),
        ]
    }),
    ("summary", |text| vec![Review::summary(text.into()).into()]),
    ("impact", |text| vec![Review::impact(text.into()).into()]),
    ("cause", |text| vec![Review::cause(text.into(), Some(text.into())).into()]),
    ("lesson", |text| vec![Review::lesson(Lesson::Badly, text.into()).into()]),
    ("cancel", |text| vec![Incident::Cancel { why: text.into() }.into()]),
];

fn person(text: &str) -> String {
    text.replace(['\n', '\r'], " ").trim().trim_start_matches('@').chars().take(80).collect()
}

fn with(slot: Slot, text: &str, by: &str) -> String {
    report(&stage(slot, text, by).state, at(4, 0))
}

fn stage(slot: Slot, text: &str, by: &str) -> Stage {
    let mut stage = Stage::declared();
    for command in slot(text) {
        stage.play_as(by, at(3, 20), None, command).unwrap();
    }
    stage
}

fn events(report: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(report, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION))
}

/// The report without its words: headings, tables, lists and how often a person's paragraphs break.
fn shape(report: &str) -> Vec<String> {
    let is_word = |event: &Event<'_>| {
        use Event::{End, HardBreak, Start, Text};
        matches!(event, Text(_) | HardBreak | Start(Tag::Link { .. }) | End(pulldown_cmark::TagEnd::Link))
    };
    let mut shape: Vec<String> =
        events(report).filter(|event| !is_word(event)).map(|event| format!("{event:?}")).collect();
    // Several paragraphs in a row are one text of a person.
    let paragraph = "End(Paragraph)Start(Paragraph)";
    let mut at = 0;
    while at + 1 < shape.len() {
        if format!("{}{}", shape[at], shape[at + 1]) == paragraph {
            shape.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
    shape
}

fn words(report: &str) -> String {
    let mut words = String::new();
    for event in events(report) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::HardBreak | Event::End(_) => {}
            Event::Start(Tag::Link { .. }) => {}
            _ => words.push('\n'),
        }
    }
    words
}

fn lines(text: &str) -> Vec<String> {
    text::visible(text).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn assert_no_markup(text: &str, why: &str) {
    for event in events(text) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                assert_eq!(link_type, LinkType::Autolink, "{why}");
                assert!(dest_url.starts_with("https://") || dest_url.starts_with("http://"), "{why}");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => assert_eq!(&*language, FENCE, "{why}"),
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_))
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::SoftBreak => panic!("{event:?} in {why}"),
            _ => {}
        }
    }
}

#[test]
fn no_payload_becomes_markup_in_any_template() {
    for template in Template::all_built_in().map(|template| template.name) {
        for (name, slot) in SLOTS {
            let plain = shape(&in_template(&template, &stage(slot, "harmless", "ana").state));
            for payload in MARKDOWN {
                let text = in_template(&template, &stage(slot, payload, payload).state);
                let why = format!("{name} in {template}: {payload:?}\n{text}");
                assert_no_markup(&text, &why);
                assert_eq!(shape(&text), plain, "{why}");
            }
        }
    }
}

#[test]
fn no_payload_in_any_place_becomes_markup() {
    let mut tried = 0;
    for (name, slot) in SLOTS {
        let plain = shape(&with(slot, "harmless", "ana"));
        for payload in [MARKDOWN, PROGRAMS, TERMINAL].concat() {
            let text = with(slot, payload, payload);
            let why = format!("{name}: {payload:?}\n{text}");
            assert_no_markup(&text, &why);
            assert_eq!(shape(&text), plain, "{why}");
            let words = words(&text);
            let typed = if name == "title" { payload.replace(['\n', '\r'], " ") } else { payload.to_owned() };
            for line in lines(typed.trim()) {
                assert!(words.contains(&line), "{line:?} is not among the words of {why}\n{words}");
            }
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{why}");
            tried += 1;
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn an_entry_of_a_mebibyte_is_cut_and_breaks_nothing() {
    let slot: Slot = |text| vec![log(EntryKind::Action, text).into()];
    let long = "| ![x](y) <b> ".repeat(1024 * 1024 / 14);
    let text = with(slot, &long, "ana");
    assert_eq!(shape(&text), shape(&with(slot, "harmless", "ana")));
    assert!(text.len() < 32 * 1024);
    assert!(text.contains("more bytes in the journal) |\n"));
}
