//! Whole after-action reports, as a reader sees them.

use crate::drill::report::document;
use crate::drill::start::Options;
use crate::drill::tests::rehearsal::Rehearsal;
use crate::incident::exercise::Command;
use crate::incident::exercise::Rating;
use crate::incident::followups::{self, Plan};
use crate::incident::testing::{at, payloads};
use crate::postmortem::document::Document;
use crate::postmortem::{Edition, Form, Template};

use super::*;

const SCENARIO: &str = include_str!("../tests/bakery.toml");

/// Everything went as it should.
fn perfect() -> Rehearsal {
    let mut played = Rehearsal::played(
        SCENARIO,
        "0:40 declare 2
         1:00 take commander ana
         1:20 take comms bo
         6:20 ack I2
         8:00 tell customers
         15:40 check ovens
         16:00 decide
         16:30 choose I4 switch
         20:30 log paged the ovens team
         27:00 tell customers
         31:00 take commander cy
         41:00 status resolved
         42:00 tell customers
         43:00 judge I8 3 P",
    );
    played.exercise(Command::Assess { objective: "lead".into(), rating: Rating::P }).unwrap();
    played
}

/// Some of it went well, and some did not.
fn mixed() -> Rehearsal {
    let mut played = Rehearsal::begin(SCENARIO, Options { seed: Some(7), ..Options::default() });
    played.follow(
        "1:00 declare 2
         11:30 hint I2
         12:00 log called in the shop owner
         12:30 tell customers
         14:00 take commander ana",
    );
    played.exercise(Command::Observe("Nobody asked who leads for twelve minutes.".into())).unwrap();
    played.exercise(Command::Pause).unwrap();
    played.exercise(Command::Resume).unwrap();
    played.follow("16:30 choose I4 switch\n36:00 take commander bo");
    played.until_endex();
    for (objective, rating) in [("lead", Rating::S), ("tell", Rating::P)] {
        played.exercise(Command::Assess { objective: objective.into(), rating }).unwrap();
    }
    played.exercise(Command::Answer { question: 1, text: "Nobody had read *the* runbook.".into() }).unwrap();
    improve(&mut played, "I1.2", Some("ana"), true);
    improve(&mut played, "I4.1", None, false);
    played
}

/// Agrees on an action about a finding.
fn improve(played: &mut Rehearsal, finding: &str, owner: Option<&str>, dated: bool) {
    let plan = Plan {
        text: format!("Practise {finding}"),
        owner: owner.map(str::to_owned),
        due: dated.then(|| at(23, 0) + chrono::TimeDelta::days(14)),
        ..Plan::default()
    };
    played.does(followups::Command::Add { plan, cause: None }).unwrap();
    let followup = played.stage.state.followups.all().last().unwrap().id;
    played.exercise(Command::Improve { finding: finding.into(), followup }).unwrap();
}

fn told(played: &Rehearsal) -> Document {
    document(&played.scenario, &played.stage.state, played.now)
}

fn written(played: &Rehearsal, form: Form) -> String {
    let edition = Edition { template: Template::built_in(TEMPLATE).unwrap(), ..Edition::standard(form) };
    edition.write(told(played)).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn a_mixed_run() {
    insta::assert_snapshot!("mixed_markdown", written(&mixed(), Form::Markdown));
    insta::assert_snapshot!("mixed_text", written(&mixed(), Form::Text));
}

#[test]
fn a_perfect_run() {
    insta::assert_snapshot!("perfect_markdown", written(&perfect(), Form::Markdown));
    insta::assert_snapshot!("perfect_text", written(&perfect(), Form::Text));
}

#[test]
fn a_hostile_scenario_and_hostile_players_change_no_shape() {
    let plain = shape(&written(&filled("harmless"), Form::Markdown));
    for text in payloads::all() {
        let report = written(&filled(&text), Form::Markdown);
        assert_eq!(shape(&report), plain, "{text:?}\n{report}");
        let page = written(&filled(&text), Form::Html);
        for tag in ["<script", "<img", "<svg onload", "href=\"javascript", "href=\"data"] {
            assert!(!page.contains(tag), "{text:?}: {tag}");
        }
        let hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        for form in [Form::Markdown, Form::Html, Form::Text, Form::Slack] {
            assert!(!written(&filled(&text), form).contains(hidden), "{form:?}: {text:?}");
        }
    }
}

/// A run in which this text stands wherever somebody may write.
fn filled(text: &str) -> Rehearsal {
    let mut played = Rehearsal::begin(SCENARIO, Options::default());
    played
        .follow("1:00 declare 2\n11:30 hint I2\n12:00 take commander ana\n16:30 choose I4 switch\n41:00 judge I8 3 M");
    played
        .does(crate::incident::timeline::Command::Log {
            kind: crate::incident::timeline::EntryKind::Note,
            text: text.into(),
            key: true,
            detail: Default::default(),
        })
        .unwrap();
    played.exercise(Command::Observe(text.into())).unwrap();
    let note = Some(text.into());
    let judge = Command::Judge { inject: "I8".into(), expectation: 3, rating: Rating::M, note };
    played.exercise(judge).unwrap();
    played.until_endex();
    played.exercise(Command::Answer { question: 1, text: text.into() }).unwrap();
    let plan = Plan { text: text.into(), ..Plan::default() };
    played.does(followups::Command::Add { plan, cause: None }).unwrap();
    let followup = played.stage.state.followups.all()[0].id;
    played.exercise(Command::Improve { finding: "I1.2".into(), followup }).unwrap();
    let exercise = &mut played.scenario.exercise;
    for place in [&mut exercise.title, &mut exercise.situation, &mut exercise.ground_truth, &mut exercise.id] {
        *place = text.into();
    }
    exercise.hotwash = vec![text.into()];
    exercise.roles = vec![text.into()];
    exercise.source.as_mut().unwrap().kind = SourceKind::Incident;
    exercise.source.as_mut().unwrap().reference = text.into();
    exercise.objectives.iter_mut().for_each(|one| one.text = text.into());
    exercise.checklist.iter_mut().for_each(|one| one.text = text.into());
    for inject in &mut played.scenario.injects {
        (inject.synopsis, inject.text) = (text.into(), text.into());
        (inject.from, inject.to) = (Some(text.into()), Some(text.into()));
        inject.options.iter_mut().for_each(|option| option.label = text.into());
        inject.expectations.iter_mut().for_each(|one| one.manual = one.manual.as_ref().map(|_| text.into()));
    }
    played.stage.state.exercise.as_mut().unwrap().terms.title = text.into();
    played
}

/// A report without its words: how often a person's paragraphs break does not count.
fn shape(report: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let is_word = |event: &Event<'_>| {
        let paragraph = matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
        let link = matches!(event, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link));
        paragraph || link || matches!(event, Event::Text(_) | Event::HardBreak)
    };
    let events = Parser::new_ext(report, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    events.filter(|event| !is_word(event)).map(|event| format!("{event:?}")).collect()
}

#[test]
fn no_rating_stands_beside_a_name() {
    let played = mixed();
    let json = serde_json::to_value(told(&played)).unwrap();
    let mut rated = 0;
    look(&json, &mut |fields| {
        if fields.keys().any(|name| name.ends_with("rating")) {
            rated += 1;
            assert!(!["person", "by", "owner", "actor"].iter().any(|name| fields.contains_key(*name)), "{fields:?}");
        }
    });
    assert!(rated > 20, "{rated}");
}

fn look(value: &serde_json::Value, at: &mut impl FnMut(&serde_json::Map<String, serde_json::Value>)) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| look(value, at)),
        serde_json::Value::Object(fields) => {
            at(fields);
            fields.values().for_each(|value| look(value, at));
        }
        _ => {}
    }
}

#[test]
fn findings_without_an_agreed_action_are_wanted() {
    let played = mixed();
    let wanted = improvements_wanted(&played.play(), played.now);
    let found: Vec<(&str, bool)> = wanted.iter().map(|one| (one.finding.as_str(), one.has_action)).collect();
    let open = ["I2.1", "I4.1", "I5.1", "I7.1", "I8.1", "I8.2", "commander", "checklist"];
    assert_eq!(found, open.map(|finding| (finding, finding == "I4.1")), "I1.2 has an owner and a due date");
    assert!(improvements_wanted(&perfect().play(), perfect().now).is_empty());
}

#[test]
fn other_eyes_read_the_report_without_names_or_secrets() {
    let mut played = mixed();
    played.exercise(Command::Observe("bo's key is AKIAZ7Q4XW2MPLR3T6VN".into())).unwrap();
    let template = Template::built_in(TEMPLATE).unwrap();
    let edition = Edition { template, anonymous: true, redact: true, ..Edition::standard(Form::Markdown) };
    let report = edition.write(told(&played)).unwrap();
    let mut words = report.split(|c: char| !c.is_alphanumeric());
    assert!(!words.any(|word| ["ana", "bo"].contains(&word)), "{report}");
    assert!(!report.contains("AKIAZ7Q4XW2MPLR3T6VN") && report.contains("| P | after 1m of 5m |"), "{report}");
}

#[test]
fn a_report_of_a_running_exercise_says_so_and_a_compressed_one_is_not_comparable() {
    let mut played = Rehearsal::begin(SCENARIO, Options { speed: 5, solo: true, ..Options::default() });
    played.follow("1:00 declare 2");
    let report = written(&played, Form::Markdown);
    assert!(report.contains("**DRAFT:** The exercise is not over yet."), "{report}");
    assert!(report.contains("| I1.1 Cold ovens: declare the incident | P | after 1m of 5m |"), "{report}");
    assert!(report.contains("×5, not comparable"), "{report}");
    assert!(
        report.contains("| I1.2 Cold ovens: fill the role of incident commander | not rated | not done yet |"),
        "{report}"
    );
}

#[test]
fn once_it_is_over_both_files_stand_in_the_folder_of_the_exercise() {
    use crate::drill::conduct::begin;
    use crate::incident::zone::Zone;
    use crate::journal::shelf::Shelf;
    use crate::session::{Clock, Request};
    let home = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(home.path()).exercises();
    let scenario = Scenario::parse(SCENARIO, "scenario").unwrap();
    let clock = Clock::from_fn(|| at(3, 12));
    let options = Options::default();
    let mut session = begin(&shelf, &scenario, SCENARIO, options, &Zone::utc(), "ana", clock).unwrap();
    assert_eq!(refresh(&session).unwrap(), None, "it is not over");
    session.execute(&Request::new("ana", Command::End)).unwrap();
    let written = refresh(&session).unwrap().unwrap();
    assert!(written.ends_with("after-action.md"), "{}", written.display());
    let text = std::fs::read_to_string(&written).unwrap();
    assert!(text.starts_with("**EXERCISE:** ") && text.contains("# After-action report: Cold ovens\n"), "{text}");
    let page = std::fs::read_to_string(written.with_extension("html")).unwrap();
    assert!(page.contains("<title>EXERCISE: Cold ovens</title>"));
}
