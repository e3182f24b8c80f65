//! Names and secrets leave a report wherever they stand, and nothing else does.

use super::*;
use crate::incident::review::{Cause, CauseKind, Item, Section};
use crate::incident::timeline::Detail;

/// An incident in which this person does and is everything.
fn about(person: &str) -> Document {
    let mut stage = Stage::empty();
    let mut declaration = crate::incident::testing::declaration(&format!("The disk of {person} is full"));
    if let Incident::Declare(declaration) = &mut declaration {
        declaration.id = "2026-11-21-the-disk".into();
    }
    stage.play_as(person, at(3, 12), None, declaration).unwrap();
    let text = format!("{person} asked; @{} saw it. Then ({person}) left.", person.to_uppercase());
    let commands: Vec<Command> = vec![
        assign("commander", person).into(),
        assign("scribe", "bo").into(),
        assign("commander", "bo").into(),
        Entry::Log {
            kind: EntryKind::Action,
            text: text.clone(),
            key: true,
            detail: Detail { actor: Some(person.into()), ..Detail::default() },
        }
        .into(),
        log(EntryKind::Note, &text).into(),
        Entry::Strike { entry: EntryRef::Number(6), why: text.clone() }.into(),
        tell(Audience::Customers, &text, Promise::None).into(),
        follow_up(&text, Purpose::Prevent, Some(person), None).into(),
        Task::Add { text: text.clone(), owner: Some(person.into()), due: None }.into(),
        Review::Write { section: Section::Signature, text: text.clone() }.into(),
        Review::Write { section: Section::Summary, text: text.clone() }.into(),
        Review::Add(Item::Author(person.into())).into(),
        Review::Add(Item::Cause(Cause { kind: CauseKind::Root, title: text.clone(), text: Some(text) })).into(),
    ];
    for command in commands {
        stage.play_as(person, at(3, 20), None, command).unwrap();
    }
    Document::of(&stage.state, at(4, 0))
}

#[test]
fn nobody_is_named_whatever_they_are_called() {
    for person in [
        "Ana",
        "ana",
        "Anna Schmidt",
        "JoAnn",
        "McKay",
        "Jürgen Müller",
        "Eva-Maria",
        "KARL",
        "a.b (x)",
        "c++",
        "o'neill",
        "日本",
        // Words that the facts use themselves.
        "root",
        "note",
        "open",
        "draft",
        "investigating",
        "customers",
        "prevent",
        "started",
        "done",
        "2",
    ] {
        let told = about(person).anonymous(false).unwrap_or_else(|| panic!("{person}"));
        for form in [Form::Markdown, Form::Html, Form::Text, Form::Slack, Form::Json] {
            let written = Edition::standard(form).write(told.clone()).unwrap();
            let names =
                !["root", "note", "open", "draft", "investigating", "customers", "prevent", "started", "done", "2"]
                    .contains(&person);
            assert!(!names || !written.to_lowercase().contains(&person.to_lowercase()), "{person}: {written}");
            let by_role = "asked; incident commander saw it";
            assert!(
                !names || form == Form::Html || written.replace('\n', " ").contains(by_role),
                "{person}: {written}"
            );
        }
        assert!(told.people.iter().all(|name| name != person) && told.authors == ["incident commander"], "{person}");
    }
}

#[test]
fn a_word_is_left_a_word_and_a_first_name_is_a_name() {
    let mut document = about("will");
    document.summary = Some("We will roll back, said Will; @will did. Jürgen looked.".into());
    document.authors.push("Jürgen Müller".into());
    let told = document.anonymous(false).unwrap();
    let wanted = "We will roll back, said incident commander; incident commander did. responder looked.";
    assert_eq!(told.summary.as_deref(), Some(wanted));
}

#[test]
fn the_id_is_made_anew_where_it_told_what_is_hidden() {
    let told = about("Karl").anonymous(false).unwrap();
    assert_eq!(told.id, "2026-11-21-the-disk-of-incident-commander-is-full");
    let key = concat!("AKI", "AQ3EGRIGNRT4NVX7A");
    let mut leaked = about("Karl");
    leaked.title = format!("Key {key} leaked");
    let edition = Edition { redact: true, ..Edition::standard(Form::Markdown) };
    let report = edition.write(leaked).unwrap();
    assert!(!report.contains(key) && !report.to_uppercase().contains(key), "{report}");
}
