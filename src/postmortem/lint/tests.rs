use std::sync::Arc;

use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::incident::followups::{Command as Followup, Plan, Purpose};
use crate::incident::lifecycle::{Closing, Command as Incident, Declaration, Status};
use crate::incident::milestones::Milestone;
use crate::incident::playbook::Playbook;
use crate::incident::review::{Cause, CauseKind, Command as Review, Item, Learnt, Lesson, Metric, Section, Window};
use crate::incident::roles::Command as Role;
use crate::incident::testing::{Stage, plays};
use crate::incident::timeline::{Command as Entry, Detail, EntryKind};
use crate::incident::updates::{Audience, Command as Update, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, Time};
use crate::postmortem::template::AFTER_ACTION;
use crate::postmortem::{Edition, Form, Template};

fn utc(text: &str) -> Time {
    text.parse().unwrap()
}

fn declared(zone: &str, now: Time, started: Option<Time>) -> Stage {
    let mut stage = Stage::empty();
    let declaration = Declaration {
        id: "2026-10-25-test".into(),
        title: "Checkout fails".into(),
        zone: Zone::named(zone).unwrap(),
        playbook: Playbook::standard(),
        severity: Some(2),
        started,
        detected: started,
    };
    stage.play(now, Incident::Declare(declaration)).unwrap();
    stage
}

/// The incident as each built-in template for incidents tells it in Markdown.
fn reports(document: &Document) -> Vec<String> {
    let edition = |template| Edition { template, ..Edition::standard(Form::Markdown) };
    let told = Template::all_built_in().filter(|template| template.name != AFTER_ACTION);
    told.map(|template| edition(template).write(document.clone()).unwrap()).collect()
}

fn errors(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.weight == Weight::Error).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn reports_of_our_own_do_not_contradict_themselves(
        plays in plays(40),
        zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Asia/Kolkata", "UTC-3:30", "America/Los_Angeles"]),
        hour in 0..24_i64,
        started in any::<bool>(),
        slowly in 1..40_i64,
        days in 0..3_i64,
        window in prop::option::of((0..300_i64, 0..2000_i64)),
        range in prop::option::of((0..300_i64, 0..2000_i64, any::<bool>())),
    ) {
        let begun = Utc.with_ymd_and_hms(2026, 10, 24, 12, 0, 0).unwrap() + TimeDelta::hours(hour);
        let mut stage = declared(zone, begun, started.then(|| begun - TimeDelta::minutes(9)));
        let mut now = begun;
        for play in plays {
            now += TimeDelta::seconds(play.passed * slowly);
            let said = play.ago.map(|ago| now - TimeDelta::minutes(ago));
            let _ = stage.play_as(play.by, now, said, play.command);
        }
        if let Some((from, long)) = window {
            let from = begun + TimeDelta::minutes(from);
            let item = Item::Window(Window { from, to: from + TimeDelta::minutes(long), note: None });
            let _ = stage.play(now, Review::Add(item));
        }
        if let Some((from, long, about)) = range {
            let from = begun + TimeDelta::minutes(from);
            let detail = Detail { about, until: Some(from + TimeDelta::minutes(long)), actor: None };
            let text = "Payments failed".to_owned();
            let _ = stage.play_as("ana", now.max(from), Some(from), Entry::Log {
                kind: EntryKind::Note, text, key: true, detail
            });
        }
        let now = now + TimeDelta::days(days);
        let document = Document::of(&stage.state, now);
        let own = errors(findings(&document));
        let of_people = ["blank-left", "impossible-time", "window-outside"];
        prop_assert!(own.iter().all(|finding| of_people.contains(&finding.code.as_str())), "{:#?}", own);
        for report in reports(&document) {
            let mut found = errors(text(&report, &Settings::default()));
            found.retain(|finding| finding.code != "blank-left");
            prop_assert!(found.is_empty(), "{:#?}\n{}", found, report);
        }
    }
}

/// An evening's work, written up well.
fn good() -> Document {
    let begun = utc("2026-11-21T09:00:00Z");
    let mut stage = declared("Europe/Berlin", begun + TimeDelta::minutes(5), Some(begun));
    let mut play = |minute: i64, command: Command| {
        stage.play_as("ana", begun + TimeDelta::minutes(minute), None, command).unwrap();
    };
    let write = |section, text: &str| Review::Write { section, text: text.to_owned() };
    let assign = |role: &str, person: &str| Role::Assign { role: role.into(), person: person.into() };
    let log = |kind, text: &str| Entry::Log { kind, text: text.into(), key: true, detail: Detail::default() };
    let tell = |text: &str, next| Update::Send { audience: Audience::Customers, text: text.into(), next };
    play(6, assign("commander", "ana").into());
    play(7, log(EntryKind::Alert, "5xx ratio at 41 % on checkout").into());
    play(8, tell("We are looking into failed payments.", Promise::Cadence).into());
    play(15, log(EntryKind::Finding, "the pool of connections is exhausted since the release").into());
    play(20, log(EntryKind::Action, "rolled the release back").into());
    play(21, Incident::Status { status: Status::Mitigated, note: None }.into());
    play(25, tell("Payments work again.", Promise::None).into());
    play(40, Incident::Status { status: Status::Resolved, note: None }.into());
    play(41, write(Section::Summary, "A release took away half of the connections, and payments failed.").into());
    play(42, write(Section::Impact, "41 % of payments failed for about twenty minutes.").into());
    let metric = Metric { name: "Failed payments".into(), number: 1200.0, unit: "orders".into() };
    play(43, Review::Add(Item::Metric(metric)).into());
    let cause = Cause {
        kind: CauseKind::Root,
        title: "A default was halved".into(),
        text: Some("The release changed the size of the pool, so that requests waited and timed out.".into()),
    };
    play(44, Review::Add(Item::Cause(cause)).into());
    for (kind, text) in [(Lesson::Well, "The rollback took five minutes"), (Lesson::Badly, "The alert came late")] {
        play(45, Review::Add(Item::Lesson(Learnt { kind, text: text.into() })).into());
    }
    let plan = Plan {
        text: "Alert on the use of the pool".into(),
        purpose: Purpose::Detect,
        owner: Some("bo".into()),
        due: Some(begun + TimeDelta::days(20)),
        priority: Some(2),
        ..Plan::default()
    };
    play(46, Followup::Add { plan, cause: Some(1) }.into());
    play(47, Incident::Close(Closing::default()).into());
    Document::of(&stage.state, begun + TimeDelta::minutes(50))
}

fn serious(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.weight != Weight::Info).collect()
}

#[test]
fn a_good_report_is_left_alone() {
    let document = good();
    let own = serious(findings(&document));
    assert!(own.is_empty(), "{own:#?}");
    let report = Edition::standard(Form::Markdown).write(document).unwrap();
    let found = serious(text(&report, &Settings::default()));
    assert!(found.is_empty(), "{found:#?}\n{report}");
}

#[test]
fn the_impact_may_end_before_the_incident_does() {
    let impact = "Payments failed between 10:00 and 10:21 on Saturday 2026-11-21; the outage lasted 21 minutes.";
    let document = Document { impact: Some(impact.into()), ..good() };
    assert!(errors(findings(&document)).is_empty());
    for report in reports(&document) {
        let found = errors(text(&report, &Settings::default()));
        assert!(found.is_empty(), "{found:#?}\n{report}");
    }
    let wrong = Document { impact: Some(impact.replace("Saturday", "Sunday")), ..good() };
    assert!(reports(&wrong).iter().all(|report| !errors(text(report, &Settings::default())).is_empty()));
}

/// The codes of an incident of our own, with their places.
fn told(document: &Document) -> Vec<(String, String)> {
    findings(document).into_iter().map(|finding| (finding.code, finding.place.to_string())).collect()
}

#[test]
fn facts_that_contradict_each_other_are_told_where_they_stand() {
    let mut document = good();
    let set = |document: &mut Document, wanted: Milestone, at: &str| {
        document.milestones.iter_mut().filter(|mark| mark.milestone == wanted).for_each(|mark| mark.at = Some(utc(at)));
    };
    set(&mut document, Milestone::Resolved, "2026-11-21T08:50:00Z");
    set(&mut document, Milestone::Mitigated, "2026-11-21T08:40:00Z");
    document.followups[0].due = Some(utc("2026-11-01T00:00:00Z"));
    document.updates[0].next = Some(utc("2026-11-21T08:00:00Z"));
    document.timeline[1].until = Some(utc("2026-11-21T08:00:00Z"));
    let spoken = document.timeline.iter().position(|line| line.said).unwrap();
    document.timeline[spoken].text = Arc::from("the engineer forgot to look, `he` said \"we should have known\"");
    let (from, to) = (utc("2026-11-21T08:00:00Z"), utc("2026-11-21T09:10:00Z"));
    document.course.windows.push(crate::postmortem::document::Window { from, to, length_s: 4200, note: None });
    let told = told(&document);
    for (code, place) in [
        ("end-before-start", "times".to_owned()),
        ("window-outside", "impact".to_owned()),
        ("due-before-incident", "follow-up 1".to_owned()),
        ("next-before-update", "update 1".to_owned()),
        ("end-before-start", format!("entry {}", document.timeline[1].number)),
        ("blame", format!("entry {}", document.timeline[spoken].number)),
    ] {
        assert!(told.contains(&(code.to_owned(), place.clone())), "{code} {place}: {told:?}");
    }
}

/// What is said about windows of impact; those are minutes after the declaration.
fn outside(started: Option<i64>, windows: &[(i64, i64)], resolved: Option<i64>) -> Vec<Finding> {
    let begun = utc("2026-11-21T10:00:00Z");
    let minute = |minute: i64| begun + TimeDelta::minutes(minute);
    let mut stage = declared("UTC", begun, started.map(minute));
    for &(from, to) in windows {
        let (from, to) = (minute(from), minute(to));
        stage.play(minute(400), Review::Add(Item::Window(Window { from, to, note: None }))).unwrap();
    }
    if let Some(resolved) = resolved {
        stage.play_back(minute(401), minute(resolved), Incident::Mark(Milestone::Resolved)).unwrap();
    }
    let found = findings(&Document::of(&stage.state, minute(402)));
    found.into_iter().filter(|finding| finding.code == "window-outside").collect()
}

#[test]
fn nobody_is_hit_before_the_start_or_after_the_end() {
    let found = outside(Some(-10), &[(-60, -50), (300, 360)], Some(240));
    assert!(found.iter().all(|finding| finding.weight == Weight::Error));
    let says: Vec<&str> = found.iter().map(|finding| finding.says.as_str()).collect();
    assert_eq!(
        says,
        [
            "People were hit from 2026-11-21 09:00 to 2026-11-21 09:10, \
             but the impact is said to have started 2026-11-21 09:50.",
            "People were hit from 2026-11-21 15:00 to 2026-11-21 16:00, \
             but the incident is said to have been resolved 2026-11-21 14:00.",
        ]
    );
    assert_eq!(outside(Some(-10), &[(-60, -50), (300, 360)], None).len(), 1);
    assert_eq!(outside(None, &[(-60, -50), (300, 360)], Some(240)).len(), 1);
    assert!(outside(None, &[(-60, -50)], None).is_empty());
    assert!(outside(Some(-10), &[(-10, 240)], Some(240)).is_empty());
}

#[test]
fn what_is_missing_is_told_where_it_is_mended() {
    let now = utc("2026-11-21T09:00:00Z");
    let stage = declared("UTC", now, None);
    let found = findings(&Document::of(&stage.state, now));
    assert!(found.iter().all(|finding| finding.place != Place::Whole), "{found:#?}");
    let weight = |code: &str| found.iter().find(|finding| finding.code == code).map(|finding| finding.weight);
    for code in ["lessons-missing", "actions-missing", "end-untimed"] {
        assert_eq!(weight(code), Some(Weight::Info), "{code}");
    }
    assert_eq!(weight("commander-missing"), Some(Weight::Warning));
}

#[test]
fn pathological_texts_take_no_time() {
    let units = [
        "[Ab Cd] ",
        "[Ab Cd](",
        "TODO: ",
        "??? ",
        "he forgot ",
        "@ana ",
        "should have ",
        "a: b\n",
        "12:30 down\n",
        "- 2024-05-06 12:30 down\n",
        "2024-05-06 12:30 back online. ",
        "the outage began on ",
        "# A\n",
        "1 of 2 ",
        "- [ ] a\n",
        "**a**\n",
        "| a | b |\n",
        "- ",
        "[",
        "`",
        "\"",
        "*",
        "_a ",
        "![",
        "<a ",
        "&",
        "```\n",
        "\\",
        "](",
    ];
    for unit in units {
        for head in ["", "# A\n## Timeline\n", "# A\n## Action items\n", "# A\n## Impact\n"] {
            let begun = std::time::Instant::now();
            text(&format!("{head}{}", unit.repeat((100_000 / unit.len()).max(1))), &Settings::default());
            // Unoptimised; a quadratic check would take minutes.
            assert!(begun.elapsed().as_secs() < 20, "{unit:?} under {head:?} took {:?}", begun.elapsed());
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_checked(text in r"(?s)(?:[-*#|>`~\[\]():\n \u{FFFC}ä0-9]|Timeline\n|## |May |12:3|pm|2024-0|UTC\+|\| |lasted |hours|<br>|TODO|@ana |forgot |he |.){0,120}") {
        super::text(&text, &Settings::default());
    }
}
