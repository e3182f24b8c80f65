//! Every template that comes with `ic`, for every kind of incident.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::*;
use crate::postmortem::template::AFTER_ACTION;
use crate::postmortem::{Document, Template};

/// What each template must have as headings in this order whatever the incident is: those of its original.
const HEADINGS: [(&str, &[&str]); 9] = [
    (
        "standard",
        &["Summary", "Impact", "Root causes", "Times", "Lessons", "Follow-ups", "Roles", "What was done", "Timeline"],
    ),
    (
        "google-sre",
        &[
            "Summary",
            "Impact",
            "Root Causes",
            "Trigger",
            "Resolution",
            "Detection",
            "Action Items",
            "Lessons Learned",
            "Timeline",
            "Supporting information",
        ],
    ),
    (
        "pagerduty",
        &[
            "Overview",
            "What Happened",
            "Contributing Factors",
            "Resolution",
            "Impact",
            "Responders",
            "Timeline",
            "How'd We Do?",
            "What Went Well",
            "What Didn't Go So Well",
            "Action Items",
            "Messaging",
            "Internal Email",
            "External Message",
        ],
    ),
    (
        "atlassian",
        &[
            "Incident summary",
            "Leadup",
            "Fault",
            "Impact",
            "Detection",
            "Response",
            "Recovery",
            "Timeline",
            "Root cause identification: The Five Whys",
            "Root cause",
            "Backlog check",
            "Recurrence",
            "Lessons learned",
            "Corrective actions",
        ],
    ),
    (
        "aws-coe",
        &[
            "Summary",
            "Metrics/graphs",
            "Customer impact",
            "Timeline",
            "Incident questions",
            "Detection",
            "Diagnosis",
            "Mitigation",
            "Prevention: Five Whys",
            "Related incidents",
            "Action items",
            "Lessons",
        ],
    ),
    (
        "azure-pir",
        &[
            "What happened?",
            "What went wrong and why?",
            "How did we respond?",
            "How are we making incidents like this less likely or less impactful?",
            "How can customers make incidents like this less impactful?",
            "How can we make our incident communications more useful?",
        ],
    ),
    ("customer", &["What happened", "Impact", "Timeline", "What we are doing"]),
    ("brief", &["Summary", "Impact", "Causes", "Most important events", "Open follow-ups", "Next step"]),
    ("after-action", &[]),
];

/// A report in a template, at 09:00; for the public, people are called by their roles.
pub(super) fn in_template(name: &str, state: &State) -> String {
    let template = Template::built_in(name).unwrap();
    let document = Document::of(state, at(9, 0));
    let document = if template.public { document.anonymous(true).unwrap() } else { document };
    let text = template.render(std::sync::Arc::new(document));
    text.unwrap_or_else(|error| panic!("{error}")).replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn cancelled() -> State {
    let mut stage = Stage::declared();
    stage.play(at(3, 20), Incident::Cancel { why: "a load test".into() }).unwrap();
    stage.state
}

fn incidents() -> [(&'static str, State); 7] {
    [
        ("nothing", State::default()),
        ("declared", Stage::declared().state),
        ("typical", typical().state),
        ("five days", five_days().state),
        ("contested", contested()),
        ("cancelled", cancelled()),
        ("full", super::sections::full().0.state),
    ]
}

fn parsed(report: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(report, Options::ENABLE_TABLES)
}

/// The headings of a report, in order.
pub(super) fn headings(report: &str) -> Vec<(HeadingLevel, String)> {
    let mut headings = Vec::new();
    let mut inside = None;
    for event in parsed(report) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => inside = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(inside.take()),
            Event::Text(words) => inside.iter_mut().for_each(|(_, heading)| heading.push_str(&words)),
            _ => {}
        }
    }
    headings
}

#[test]
fn every_template_has_the_headings_of_its_original_in_their_order() {
    let names: Vec<String> = Template::all_built_in().map(|template| template.name).collect();
    assert_eq!(names, HEADINGS.map(|(name, _)| name));
    for (name, wanted) in HEADINGS {
        for (incident, state) in incidents() {
            let report = in_template(name, &state);
            let there = headings(&report);
            let mut rest = there.iter();
            for heading in wanted {
                let found = rest.any(|(_, there)| there == heading);
                assert!(found, "{heading} is missing or out of order in {name} for {incident}:\n{report}");
            }
        }
    }
}

#[test]
fn every_template_says_what_state_it_is_in_and_which_clock_it_means() {
    for template in Template::all_built_in() {
        let name = template.name.as_str();
        assert!(!template.about.is_empty(), "{name}");
        assert_eq!(template.public, name == "customer", "{name}");
        let begins = |state: &State, with: &str| assert!(in_template(name, state).starts_with(with), "{name}: {with}");
        begins(&State::default(), "# DRAFT: An incident without a title\n");
        begins(&Stage::declared().state, "# DRAFT: Checkout returns 500s\n\n**DRAFT:** ");
        begins(&cancelled(), "# CANCELLED: Checkout returns 500s\n\n**CANCELLED:** ");
        begins(&typical().state, "# Checkout returns 500s\n");
        assert!(in_template(name, &contested()).contains("**CONTESTED:** "), "{name}");
        let named = in_template(name, &five_days().state).contains("EAT (Africa/Nairobi, UTC+3)");
        assert_eq!(named, name != AFTER_ACTION, "{name}");
    }
}

#[test]
fn no_template_leaves_a_gap_a_placeholder_or_raw_html() {
    for template in Template::all_built_in() {
        for (incident, state) in incidents() {
            let report = in_template(&template.name, &state);
            check_whole(&report, &format!("{} for {incident}:\n{report}", template.name));
        }
    }
}

/// Sections are not empty, tables are rectangular, and nothing that only a machine says gets through.
fn check_whole(report: &str, why: &str) {
    for filler in
        ["TBD", "TODO", "N/A", "null", "undefined", "Some(", "| none |", "()", "[]", "(, ", ": \n", "\u{FDD0}"]
    {
        assert!(!report.contains(filler), "{filler:?} in {why}");
    }
    assert!(!report.contains("\n\n\n"), "{why}");
    let mut cells = 0;
    let mut columns = 0;
    let mut heading = None;
    for event in parsed(report) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                // A title of its own cause may stand without a text; a section may not.
                let empty = heading.is_some_and(|before| before == HeadingLevel::H2 && level == HeadingLevel::H2);
                assert!(!empty, "an empty section in {why}");
                heading = Some(level);
            }
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::CodeBlock(_)) => heading = None,
            Event::Start(Tag::Table(alignments)) => {
                heading = None;
                columns = alignments.len();
            }
            Event::Html(_) | Event::InlineHtml(_) => panic!("raw HTML in {why}"),
            Event::SoftBreak => panic!("two paragraphs run into each other in {why}"),
            Event::Start(Tag::TableRow) => cells = 0,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow) => assert_eq!(cells, columns, "{why}"),
            _ => {}
        }
    }
    assert!(heading != Some(HeadingLevel::H2), "an empty section at the end of {why}");
    // pulldown-cmark fills short rows up, so the source is counted, too.
    let mut bars = None;
    for line in report.lines() {
        let here = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
        assert!(bars.is_none() || here.is_none() || bars == here, "{line} in {why}");
        bars = here;
    }
}

macro_rules! typical_reports {
    ($($test:ident $name:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!(in_template($name, &typical().state));
        }
    )*};
}

typical_reports!(
    typical_standard "standard",
    typical_google_sre "google-sre",
    typical_pagerduty "pagerduty",
    typical_atlassian "atlassian",
    typical_aws_coe "aws-coe",
    typical_azure_pir "azure-pir",
    typical_customer "customer",
    typical_brief "brief",
);

#[test]
fn a_long_report_has_a_table_of_contents_and_a_short_one_has_none() {
    assert!(!in_template("standard", &typical().state).contains("](#"));
    let mut busy = typical();
    for number in 0..41 {
        busy.play(at(5, 0), log(EntryKind::Note, &format!("note {number}"))).unwrap();
    }
    assert!(in_template("standard", &busy.state).contains("](#"));
    let report = in_template("standard", &five_days().state);
    assert!(
        report.contains("\n- [Summary](#summary)\n- [Impact](#impact)\n- [Root causes](#root-causes)\n"),
        "{report}"
    );
}

#[test]
fn nobody_can_forge_the_place_of_the_table_of_contents() {
    let mut stage = five_days();
    let forged = "x \u{FDD0} y";
    let now = at(3, 0);
    stage.play(now, Incident::Title(forged.into())).unwrap();
    stage.play(now, Review::summary(forged.into())).unwrap();
    stage
        .play(now, Entry::Log { kind: EntryKind::Note, text: forged.into(), key: true, detail: Default::default() })
        .unwrap();
    for template in Template::all_built_in() {
        let report = in_template(&template.name, &stage.state);
        let once = usize::from(template.name == "standard");
        assert_eq!(report.matches("- [Impact](#impact)").count(), once, "{report}");
        assert!(report.contains("x \\<FDD0> y"), "{report}");
    }
}

#[test]
fn the_brief_stays_on_one_page() {
    let mut stage = typical();
    let now = at(5, 0);
    stage.play(now, Review::summary("a long story. ".repeat(2_000))).unwrap();
    stage.play(now, Review::impact("many were hit. ".repeat(2_000))).unwrap();
    for number in 0..40 {
        stage.play(now, Review::cause(format!("Cause {number}"), Some("at length ".repeat(500)))).unwrap();
        stage.play(now, follow_up(&format!("Do {number}"), Purpose::Other, None, None)).unwrap();
        let key = Entry::Log {
            kind: EntryKind::Note,
            text: format!("Event {number}"),
            key: true,
            detail: Default::default(),
        };
        stage.play(now, key).unwrap();
    }
    let report = in_template("brief", &stage.state);
    assert!(report.lines().count() < 70 && report.len() < 4_000, "{} bytes:\n{report}", report.len());
    assert!(report.contains("- and 35 more\n"), "{report}");
}

#[test]
fn key_events_come_before_milestones_and_the_end_before_the_declaration() {
    let table = |most: usize| {
        let source = format!("{{{{ timeline_table(key_only=true, kinds=false, people=false, most={most}) }}}}");
        let document = Document::of(&typical().state, at(9, 0));
        let text = Template::written("key", source).render(std::sync::Arc::new(document)).unwrap();
        text.lines().filter(|line| line.starts_with("| 0")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(table(1), ["| 03:20 | pool exhausted since v41 |"]);
    assert_eq!(table(2), ["| 03:20 | pool exhausted since v41 |", "| 04:02 | Incident resolved |"]);
    assert_eq!(table(9).len(), 6);
    assert!(!table(9).concat().contains("closed"));
}

#[test]
fn the_brief_tells_several_days_in_one_table() {
    let report = in_template("brief", &five_days().state);
    let table = "| Time (EAT) | What |\n| --- | --- |\n| 2023-08-04 15:25 | Impact started |\n\
                 | 2023-08-04 15:31 | Incident detected |\n| 2023-08-04 15:40 | Incident declared |\n\
                 | 2023-08-08 21:30 | Incident resolved |\n\n";
    assert!(report.contains(table), "{report}");
}

#[test]
fn time_in_each_severity_adds_up() {
    let mut stage = declared_in("UTC", at(3, 0), at(3, 0), None, "Slow");
    stage.play(at(3, 10), Incident::Severity { level: 1, reason: None }).unwrap();
    stage.play(at(3, 40), Incident::Severity { level: 2, reason: None }).unwrap();
    stage.play(at(4, 0), status(Status::Resolved)).unwrap();
    let report = in_template("pagerduty", &stage.state);
    assert!(report.contains("- **Time in each severity:** SEV1 for 30 min, SEV2 for 30 min\n"), "{report}");
}

#[test]
fn what_nobody_told_is_said_with_what_the_record_knows() {
    let report = in_template("aws-coe", &five_days().state);
    let detected = "No account of the detection has been recorded. The incident was detected at 2023-08-04 15:31 EAT";
    let resolved = "No account of the resolution has been recorded. The incident was resolved at 2023-08-08 21:30 EAT";
    assert!(report.contains(detected) && report.contains(resolved), "{report}");
    assert!(
        report.contains("| 2023-08-08 21:10 | action | ana | restored the configuration from backup |"),
        "{report}"
    );
}
