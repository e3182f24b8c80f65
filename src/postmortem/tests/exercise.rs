//! No form of no template lets a rehearsal be taken for real, and none calls a real incident a rehearsal.

use super::*;
use crate::incident::exercise::Command as Exercise;
use crate::incident::review::Section;
use crate::postmortem::Template;
use crate::postmortem::chart::{Chart, terminal};
use crate::postmortem::mark::MARK;

/// Stands in every text that a reader could lift out of the report.
const TOKEN: &str = "zebra";

/// An evening's work in an exercise that is over.
fn rehearsed() -> Stage {
    let mut stage = Stage::rehearsed();
    let key = Entry::Log {
        kind: EntryKind::Finding,
        text: "zebra: the pool is empty".into(),
        key: true,
        detail: Default::default(),
    };
    for (minute, command) in [
        (13, assign("commander", "ana").into()),
        (14, Command::from(Incident::Severity { level: 2, reason: Some("zebra".into()) })),
        (15, Exercise::Deliver { inject: "I1".into(), kind: EntryKind::Alert, text: "I1 alert: zebra".into() }.into()),
        (16, key.into()),
        (17, log(EntryKind::Action, "a zebra was struck").into()),
        (18, tell(Audience::Customers, "zebra: we look into it", Promise::Cadence).into()),
        (19, tell(Audience::Internal, "zebra: we look into it", Promise::None).into()),
        (20, log(EntryKind::Decision, "zebra comes first").into()),
        (21, Review::Write { section: Section::InternalMessage, text: "zebra is over".into() }.into()),
        (22, Review::Write { section: Section::ExternalMessage, text: "zebra is over".into() }.into()),
        (23, status(Status::Resolved).into()),
        (57, Exercise::End.into()),
    ] {
        let by = if matches!(command, Command::Exercise(_)) { "control" } else { "ana" };
        stage.play_as(by, at(3, minute), None, command).unwrap();
    }
    let number = stage.state.timeline.as_written().iter().find(|line| line.text().contains("struck")).unwrap().number;
    stage.play(at(3, 57), Entry::Strike { entry: EntryRef::Number(number), why: "none was there".into() }).unwrap();
    stage
}

fn closed() -> Stage {
    let mut stage = rehearsed();
    stage.play(at(3, 57), Incident::Close(Closing::default())).unwrap();
    stage
}

fn editions() -> impl Iterator<Item = Edition> {
    let forms = [Form::Markdown, Form::Html, Form::Text, Form::Slack];
    let written = Template::written("own", "{% for line in timeline %}\n- {{ line.text }}\n{% endfor %}".into());
    let empty = Template::written("empty", String::new());
    Template::all_built_in().chain([written, empty]).flat_map(move |template| {
        let eyes = [(false, false), (true, false), (false, true), (true, true)];
        forms
            .into_iter()
            .flat_map(move |form| eyes.map(|(anonymous, redact)| (form, anonymous, redact)))
            .map(move |(form, anonymous, redact)| Edition { template: template.clone(), form, anonymous, redact })
    })
}

fn begun() -> Stage {
    let mut stage = rehearsed();
    stage.records.truncate(1);
    stage.state = fold(stage.records.clone());
    stage
}

#[test]
fn every_form_of_every_template_says_that_it_was_rehearsed() {
    let mut tried = 0;
    for (name, stage) in
        [("begun", begun()), ("declared", Stage::rehearsed()), ("over", rehearsed()), ("closed", closed())]
    {
        for edition in editions() {
            let report = edition.write(Document::of(&stage.state, at(3, 57))).unwrap();
            let why = format!("{name} in {edition:?}:\n{report}");
            match edition.form {
                Form::Html => {
                    let banner = if name == "begun" || name == "declared" { "EXERCISE · DRAFT" } else { "EXERCISE" };
                    assert!(report.contains(&format!("<header class=\"banner\">{banner}</header>")), "{why}");
                    assert!(report.contains("<title>EXERCISE: "), "{why}");
                    assert!(report.contains("<main>\n<p><strong>EXERCISE:</strong> "), "{why}");
                    assert!(report.contains(".banner { position: fixed;"), "{why}");
                    dom::check(&report);
                }
                _ => {
                    assert!(report.lines().next().unwrap().contains(MARK), "{why}");
                    assert!(report.lines().last().unwrap().contains(MARK), "{why}");
                }
            }
            if edition.form == Form::Markdown {
                let lifted = report.lines().filter(|line| line.contains(TOKEN));
                lifted.for_each(|line| assert!(line.contains(MARK), "{line} in {why}"));
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 4 * 11 * 4 * 4);
}

#[test]
fn every_line_of_the_timeline_carries_the_mark_in_every_form() {
    let document = Document::of(&closed().state, at(3, 57));
    let rows = document.timeline.len();
    for source in [
        "{{ timeline_table() }}",
        "{{ timeline_table(by_day=false, kinds=false, people=false) }}",
        "{% for line in timeline %}\n- {{ line.text }}\n\n{% endfor %}",
    ] {
        for form in [Form::Markdown, Form::Html, Form::Text, Form::Slack] {
            let template = Template::written("own", source.into());
            let report = Edition { template, ..Edition::standard(form) }.write(document.clone()).unwrap();
            assert!(report.matches("EXERCISE: ").count() >= rows, "{form:?} of {source}:\n{report}");
        }
    }
    let source = "{{ timeline_table(key_only=true, kinds=false, people=false) }}";
    let told = Template::written("key", source.into()).render(std::sync::Arc::new(document)).unwrap();
    let rows: Vec<&str> = told.lines().filter(|line| line.starts_with("| 03:")).collect();
    assert!(rows.len() >= 3 && rows.iter().all(|row| row.contains(MARK)), "{told}");
}

#[test]
fn a_real_incident_never_carries_the_mark() {
    for edition in editions() {
        for state in [typical().state, contested(), State::default()] {
            let report = edition.write(Document::of(&state, at(9, 0))).unwrap();
            assert!(!report.contains(MARK), "{edition:?}:\n{report}");
        }
    }
    let json = written(&typical().state, at(9, 0), Form::Json);
    assert!(json.contains("\"exercise\": null,\n") && !json.contains(MARK), "{json}");
}

#[test]
fn the_facts_say_what_kind_of_exercise_it_was() {
    let told: serde_json::Value = serde_json::from_str(&written(&rehearsed().state, at(9, 0), Form::Json)).unwrap();
    let exercise = &told["exercise"];
    assert_eq!((&exercise["id"], &exercise["title"]), (&"EX-2026-11-21-slow".into(), &"Slow".into()));
    assert_eq!((&exercise["phase"], &exercise["comparable"]), (&"over".into(), &true.into()));
    assert_eq!((&told["standing"], &told["as_of"]), (&"final".into(), &"2026-11-21T03:57:00Z".into()));
    assert_eq!(told["people"], serde_json::json!(["ana"]), "the exercise itself is nobody");
    let mut fast = rehearsed().state;
    fast.exercise.as_mut().unwrap().terms.speed = 5;
    let fast = Document::of(&fast, at(3, 57)).exercise.unwrap();
    assert_eq!((fast.comparable, fast.not_comparable.as_deref()), (false, Some("×5, not comparable")));
}

#[test]
fn both_pictures_say_it() {
    let document = Document::of(&rehearsed().state, at(3, 57));
    let dates = document.dates();
    let chart = Chart::of(&document, &dates).unwrap();
    assert_eq!(terminal::draw(&chart, 60, true)[0], MARK);
    let page = Edition::standard(Form::Html).write(document.clone()).unwrap();
    let (_, picture) = page.split_once("<svg").unwrap();
    let (picture, _) = picture.split_once("</svg>").unwrap();
    assert!(picture.contains(">EXERCISE</text>") && picture.contains("<desc>EXERCISE: "), "{picture}");
}

#[test]
fn other_eyes_see_the_same_exercise_without_its_names() {
    let mut stage = rehearsed();
    stage.state.exercise.as_mut().unwrap().terms.title = "Ana is away".into();
    let told = Document::of(&stage.state, at(3, 57)).anonymous(false).unwrap();
    let exercise = told.exercise.as_ref().unwrap();
    assert_eq!(exercise.title, "incident commander is away");
    assert_eq!(
        (told.id.as_str(), exercise.id.as_str()),
        ("EX-2026-11-21-incident-commander-is-away", told.id.as_str())
    );
    let wrote: Vec<&str> = told.timeline.iter().map(|line| &*line.by).collect();
    assert!(wrote.contains(&"control") && !wrote.contains(&"ana"), "{wrote:?}");
}

#[test]
fn the_after_action_report_says_where_it_makes_no_sense() {
    let written = |state: &State| {
        let template = Template::built_in("after-action").unwrap();
        template.render(std::sync::Arc::new(Document::of(state, at(9, 0)))).unwrap()
    };
    let real = written(&typical().state);
    assert_eq!(
        real,
        "# Checkout returns 500s\n\nThis was a real incident, not an exercise: an after-action report is written about \
         exercises only.\n"
    );
    let bare = written(&rehearsed().state);
    assert!(bare.contains("The scenario of this exercise was not at hand, so nothing of it is rated here."), "{bare}");
    assert!(bare.contains("| 03:16 | ★ finding | ana | EXERCISE: zebra"), "{bare}");
    assert!(written(&Stage::rehearsed().state).contains("**DRAFT:** The exercise is not over yet."));
}
