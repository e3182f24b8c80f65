//! Hostile text through every form at once: each string stands in every place where a person may write, and what comes
//! out has the shape that it has with harmless words.

use super::*;
use crate::incident::testing::{everywhere, payloads};
use crate::incident::text::{one_line, visible};
use crate::postmortem::Template;
use crate::postmortem::tests::dom;

/// What a string is wrapped into, so that its beginning and its end meet other letters.
const WRAPPINGS: [(&str, &str); 4] = [("", ""), ("x", "y"), ("see (", ")."), ("a | ", " | b")];

/// An incident with this text in every place.
fn filled(text: &str) -> Stage {
    everywhere(|| text.to_owned())
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
    let strings: Vec<String> =
        payloads::all().flat_map(|text| WRAPPINGS.map(|(before, after)| format!("{before}{text}{after}"))).collect();
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
        for text in payloads::MARKDOWN {
            let page =
                edition(template.clone(), Form::Html).write(Document::of(&filled(text).state, at(4, 0))).unwrap();
            assert_eq!(tables(&dom::check(&page)), tables(&wanted), "{}: {text:?}", template.name);
        }
    }
}
