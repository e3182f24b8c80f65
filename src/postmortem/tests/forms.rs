//! Hostile text through every form at once: each string stands in every place where a person may write, and what comes
//! out has the shape that it has with harmless words.

use super::*;
use crate::incident::followups::Change;
use crate::incident::review::{
    Cause, CauseKind, Extra, Item, Learnt, Link, Metric, Related, Section, Term, Waiver, Window,
};
use crate::incident::text::{one_line, visible};
use crate::incident::timeline::Detail;
use crate::postmortem::Template;
use crate::postmortem::render::samples::HOSTILE;
use crate::postmortem::tests::{dom, hostile};

/// What a string is wrapped into, so that its beginning and its end meet other letters.
const WRAPPINGS: [(&str, &str); 4] = [("", ""), ("x", "y"), ("see (", ")."), ("a | ", " | b")];

fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ").chars().take(200).collect()
}

fn name(text: &str) -> String {
    let name: String = line(text).trim().trim_start_matches('@').trim().chars().take(80).collect();
    if name.trim().is_empty() { "nobody".into() } else { name }
}

/// An incident with this text in every place; what cannot stand in a place is left out there.
fn filled(text: &str) -> Stage {
    let mut stage = Stage::declared();
    let person = name(text);
    let mut commands: Vec<Command> = vec![
        Incident::Title(line(text)).into(),
        Incident::Severity { level: 2, reason: Some(text.into()) }.into(),
        Incident::Status { status: Status::Mitigated, note: Some(text.into()) }.into(),
        Entry::Log {
            kind: EntryKind::Action,
            text: text.into(),
            key: true,
            detail: Detail { about: true, until: None, actor: Some(person.clone()) },
        }
        .into(),
        log(EntryKind::Note, text).into(),
        Entry::Strike { entry: EntryRef::Number(5), why: text.into() }.into(),
        assign("commander", &person).into(),
        tell(Audience::Customers, text, Promise::Cadence).into(),
        tell(Audience::Internal, text, Promise::None).into(),
        Task::Add { text: text.into(), owner: Some(person.clone()), due: None }.into(),
        Task::Skip { task: 1, why: text.into() }.into(),
        follow_up(text, Purpose::Prevent, Some(&person), None).into(),
        Followup::Change {
            followup: 1,
            changes: vec![Change::Detail(text.into()), Change::Group(text.into()), Change::Ticket(text.into())],
        }
        .into(),
    ];
    commands.extend(Section::ALL.map(|section| Review::Write { section, text: text.into() }.into()));
    let items = [
        Item::Author(person.clone()),
        Item::Reviewer(person),
        Item::Tag(line(text)),
        Item::Service(line(text)),
        Item::Window(Window { from: at(3, 0), to: at(3, 10), note: Some(text.into()) }),
        Item::Metric(Metric { name: line(text), number: 41.5, unit: line(text) }),
        Item::Cause(Cause { kind: CauseKind::Trigger, title: text.into(), text: Some(text.into()) }),
        Item::Why(text.into()),
        Item::Lesson(Learnt { kind: Lesson::Lucky, text: text.into() }),
        Item::Related(Related { incident: line(text), text: Some(text.into()) }),
        Item::Term(Term { term: line(text), meaning: text.into() }),
        Item::Link(Link { title: line(text), address: "https://status.example/1".into() }),
        Item::Extra(Extra { title: line(text), text: text.into() }),
        Item::Waiver(Waiver { code: "gap".into(), place: Some(text.into()), reason: text.into() }),
    ];
    commands.extend(items.map(|item| Review::Add(item).into()));
    for command in commands {
        let _ = stage.play_as("ana", at(3, 20), None, command);
    }
    stage
}

fn edition(template: Template, form: Form) -> Edition {
    Edition { template, ..Edition::standard(form) }
}

/// Tables, rows and cells of a page.
fn tables(tags: &[dom::Tag]) -> [usize; 4] {
    ["table", "tr", "th", "td"].map(|name| tags.iter().filter(|tag| tag.name == name).count())
}

/// How often each heading level stands in a page.
fn headings(tags: &[dom::Tag]) -> [usize; 3] {
    ["h1", "h2", "h3"].map(|name| tags.iter().filter(|tag| tag.name == name).count())
}

#[test]
fn three_hundred_hostile_strings_keep_the_shape_of_every_form() {
    let strings: Vec<String> = (HOSTILE.iter().chain(&hostile::PAYLOADS))
        .flat_map(|text| WRAPPINGS.map(|(before, after)| format!("{before}{text}{after}")))
        .collect();
    assert!(strings.len() >= 300, "{}", strings.len());
    let plain = Document::of(&filled("harmless").state, at(4, 0));
    let page = |document: &Document| Edition::standard(Form::Html).write(document.clone()).unwrap();
    let wanted = dom::check(&page(&plain));
    for text in &strings {
        let document = Document::of(&filled(text).state, at(4, 0));
        let tags = dom::check(&page(&document));
        if one_line(text).trim().chars().count() > 1 && !text.contains('\0') {
            assert_eq!((tables(&tags), headings(&tags)), (tables(&wanted), headings(&wanted)), "{text:?}");
        }
        for form in [Form::Markdown, Form::Text, Form::Slack] {
            let written = Edition::standard(form).write(document.clone()).unwrap();
            let hidden = |c: char| c.is_control() && c != '\n';
            assert!(!written.contains(hidden), "{form:?}: {text:?}");
            assert_eq!(*visible(&written), *written, "{form:?}: {text:?}");
        }
        let slack = Edition::standard(Form::Slack).write(document.clone()).unwrap();
        assert!(!["<!", "<@", "@channel", "@here"].iter().any(|mention| slack.contains(mention)), "{text:?}\n{slack}");
        let json = Edition::standard(Form::Json).write(document.clone()).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document, "{text:?}");
    }
}

#[test]
fn every_template_is_safe_in_a_page() {
    for template in Template::all_built_in() {
        let wanted = edition(template.clone(), Form::Html).write(Document::of(&filled("harmless").state, at(4, 0)));
        let wanted = dom::check(&wanted.unwrap());
        for text in hostile::PAYLOADS {
            let page =
                edition(template.clone(), Form::Html).write(Document::of(&filled(text).state, at(4, 0))).unwrap();
            assert_eq!(tables(&dom::check(&page)), tables(&wanted), "{}: {text:?}", template.name);
        }
    }
}
