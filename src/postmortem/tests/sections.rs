//! Nothing that people wrote for the report is lost, and sections of one's own stand where they belong.

use super::built_in::{headings, in_template};
use super::*;
use crate::incident::review::{Cause, CauseKind, Extra, Item, Learnt, Link, Metric, Related, Section, Term, Window};
use crate::postmortem::Template;
use crate::postmortem::template::AFTER_ACTION;

/// Templates that leave out by design.
const SHORT: [&str; 3] = ["customer", "brief", AFTER_ACTION];

/// An incident with something in every field of the report; each says `told:` and its own word.
pub(super) fn full() -> (Stage, Vec<String>) {
    let mut stage = typical();
    let now = at(5, 0);
    let mut told = Vec::new();
    let mut word = |name: &str| {
        told.push(format!("told: {name}"));
        format!("told: {name}")
    };
    for section in Section::ALL {
        stage.play(now, Review::Write { section, text: word(section.word()) }).unwrap();
    }
    let kinds = CauseKind::ALL;
    let causes = kinds.map(|kind| Item::Cause(Cause { kind, title: word(kind.word()), text: Some(word("why")) }));
    let lessons = Lesson::ALL.map(|kind| Item::Lesson(Learnt { kind, text: word(kind.word()) }));
    let others = [
        Item::Author("told author".into()),
        Item::Reviewer("told reviewer".into()),
        Item::Tag(word("tag")),
        Item::Service(word("service")),
        Item::Window(Window { from: at(3, 6), to: at(3, 16), note: Some(word("window")) }),
        Item::Metric(Metric { name: word("metric"), number: 340.0, unit: word("unit") }),
        Item::Why(word("answer")),
        Item::Related(Related { incident: word("related"), text: Some(word("relation")) }),
        Item::Term(Term { term: word("term"), meaning: word("meaning") }),
        Item::Link(Link { title: word("link"), address: "https://status.example/1".into() }),
        Item::Extra(Extra { title: word("heading"), text: word("extra") }),
    ];
    for item in causes.into_iter().chain(lessons).chain(others) {
        stage.play(now, Review::Add(item)).unwrap();
    }
    let plan = Plan {
        text: word("measure"),
        detail: Some(word("detail")),
        group: Some(word("group")),
        purpose: Purpose::Mitigate,
        owner: Some("told owner".into()),
        due: Some(at(7, 0)),
        priority: Some(1),
        ticket: Some(word("ticket")),
        ..Default::default()
    };
    stage.play(now, Followup::Add { plan, cause: None }).unwrap();
    told.extend(
        ["told author", "told reviewer", "told owner", "10 min", "https://status.example/1"].map(str::to_owned),
    );
    (stage, told)
}

#[test]
fn every_template_tells_everything_that_was_written() {
    let (stage, told) = full();
    for template in Template::all_built_in().filter(|template| !SHORT.contains(&template.name.as_str())) {
        let report = in_template(&template.name, &stage.state);
        for text in &told {
            assert!(report.contains(text.as_str()), "{text:?} is missing in {}:\n{report}", template.name);
        }
    }
}

#[test]
fn an_extra_with_a_heading_of_the_template_stands_under_that_heading() {
    let (stage, _) = full();
    for template in Template::all_built_in().filter(|template| template.name != AFTER_ACTION) {
        let own: Vec<String> = headings(&in_template(&template.name, &stage.state))
            .into_iter()
            .filter(|(level, heading)| *level == pulldown_cmark::HeadingLevel::H2 && !heading.starts_with("told"))
            .map(|(_, heading)| heading)
            .collect();
        assert!(own.len() > 3, "{own:?}");
        for heading in own {
            let mut stage = stage.clone();
            let extra = Extra { title: heading.to_uppercase(), text: "in its place".into() };
            stage.play(at(6, 0), Review::Add(Item::Extra(extra))).unwrap();
            let report = in_template(&template.name, &stage.state);
            let why = format!("{heading} in {}:\n{report}", template.name);
            assert_eq!(report.matches("in its place").count(), 1, "{why}");
            let place = report.find("in its place").unwrap();
            let above = report[..place].lines().rfind(|line| line.starts_with("## ")).unwrap();
            assert_eq!(above, format!("## {heading}"), "{why}");
        }
    }
}

#[test]
fn an_extra_takes_the_place_of_the_sentence_that_something_is_missing() {
    for (name, heading, missing) in [
        ("google-sre", "Trigger", "No trigger has been recorded."),
        ("google-sre", "Detection", "No account of the detection has been recorded."),
        ("atlassian", "Backlog check", "Nothing has been recorded about the backlog"),
        ("atlassian", "Recurrence", "No related incident has been recorded."),
        ("azure-pir", "How can customers make incidents like this less impactful?", "No advice to customers"),
    ] {
        let mut stage = Stage::declared();
        assert!(in_template(name, &stage.state).contains(missing), "{name}: {missing}");
        let extra = Extra { title: heading.to_lowercase(), text: "Three things help.".into() };
        stage.play(at(3, 20), Review::Add(Item::Extra(extra))).unwrap();
        let report = in_template(name, &stage.state);
        assert!(report.contains(&format!("## {heading}\n\nThree things help.\n")), "{report}");
        assert!(!report.contains(missing), "{report}");
    }
}
