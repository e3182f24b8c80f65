use std::iter;

use clap::CommandFactory;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::incident::lifecycle::{self, Closing, Status};
use crate::incident::milestones::Milestone;
use crate::incident::playbook::Playbook;
use crate::incident::review::{self, Lesson};
use crate::incident::span::Span;
use crate::incident::testing::at;
use crate::incident::timeline::{self, EntryKind, EntryRef};
use crate::incident::updates::{self, Audience, Promise};
use crate::incident::zone::Zone;
use crate::incident::{Command, checklist, followups, roles};

fn verb(line: &[&str]) -> Verb {
    let words = std::iter::once(&"ic").chain(line);
    Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{line:?}: {error}")).verb.unwrap()
}

fn understood(line: &[&str]) -> Result<Said, UsageError> {
    let Verb::Write(write) = verb(line) else { panic!("{line:?} is no writing verb") };
    command(&write, &Scene { now: at(16, 0), zone: &Zone::utc(), playbook: &Playbook::standard() })
}

/// A line without quotes, as typed at a shell.
fn said(line: &str) -> Said {
    let words: Vec<&str> = line.split_whitespace().collect();
    understood(&words).unwrap_or_else(|error| panic!("{line}: {error}"))
}

fn means(line: &str, command: impl Into<Command>) {
    assert_eq!(said(line).command, command.into(), "{line}");
}

fn unclear(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    understood(&words).unwrap_err().to_string()
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_verb_has_help_and_an_example() {
    fn check(verb: &clap::Command) {
        if verb.has_subcommands() {
            return verb.get_subcommands().for_each(check);
        }
        let example = verb.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        assert!(example.contains("ic "), "{} has no example", verb.get_name());
        for arg in verb.get_arguments().filter(|arg| !arg.is_hide_set()) {
            assert!(arg.get_help().is_some(), "{} {}", verb.get_name(), arg.get_id());
        }
    }
    Cli::command().get_subcommands().for_each(check);
    for (usage, about) in table() {
        assert!(!about.is_empty() && !about.contains('\n'), "{usage}: {about}");
    }
}

#[test]
fn the_table_shows_what_can_be_typed() {
    let usages: Vec<String> = table().into_iter().map(|(usage, _)| usage).collect();
    for usage in [
        "log TEXT… [--kind note|alert|finding|decision|action|command] [--key] [--about] [--until TIME] [--actor NAME] [--id UUID]",
        "sev LEVEL [REASON…]",
        "mark MILESTONE [TIME]",
        "role ROLE [PERSON…] [--release]",
        "task skip TASK --why TEXT…",
        "update TEXT… [--to customers|internal] [--next TIME]",
        "export [--format md|html|text|slack|json] [--template NAME] [--redact] [--anonymous] [--output PATH]",
        "report metric NUMBER UNIT NAME… [--change N]",
        "list [--drills] [--json]",
        "drill [--random] [--speed TIMES] [--solo] [--untimed] [--seed N]",
        "drill improve FINDING TEXT… [--owner PERSON] [--due TIME]",
        "demo",
    ] {
        assert!(usages.contains(&usage.to_owned()), "{usage} is not among\n{}", usages.join("\n"));
    }
}

#[test]
fn every_writing_verb_takes_a_time_and_a_name() {
    for line in ["log x", "sev 2", "task done 3", "followup add x", "reopen", "cause x", "cancel --why x"] {
        let said = said(&format!("{line} --at -5m --as Bo"));
        assert_eq!((said.at, said.by.as_deref()), (Some(at(15, 55)), Some("Bo")), "{line}");
    }
}

#[test]
fn an_incident_is_declared() {
    let declared = said("declare Checkout returns 500s --sev SEV2 --started 14:05 --detected -1h");
    let Command::Incident(lifecycle::Command::Declare(declaration)) = declared.command else { panic!() };
    assert_eq!(declaration.title, "Checkout returns 500s");
    assert_eq!(declaration.severity, Some(2));
    assert_eq!((declaration.started, declaration.detected), (Some(at(14, 5)), Some(at(15, 0))));
}

#[test]
fn entries_are_logged_and_amended() {
    let log =
        |text: &str, kind, key| timeline::Command::Log { kind, text: text.into(), key, detail: Default::default() };
    means("log rolled back v41", log("rolled back v41", EntryKind::Note, false));
    means("log --kind alert pager went off --key", log("pager went off", EntryKind::Alert, true));
    means("log -- -v was set", log("-v was set", EntryKind::Note, false));
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    assert_eq!(said(&format!("log x --id {id}")).id, Some(Uuid::parse_str(id).unwrap()));
    let entry = EntryRef::Number(12);
    means(
        "edit 12 right text",
        timeline::Command::Edit { entry, text: Some("right text".into()), to: None, detail: Default::default() },
    );
    let retimed = said("edit #12 --at 14:25");
    assert_eq!(
        retimed.command,
        timeline::Command::Edit { entry, text: None, to: Some(at(14, 25)), detail: Default::default() }.into()
    );
    assert_eq!(retimed.at, None, "the time is the entry's, not that of the correction");
    means("strike 12 --why wrong cluster", timeline::Command::Strike { entry, why: "wrong cluster".into() });
    means("strike --why wrong --as bo 12", timeline::Command::Strike { entry, why: "wrong".into() });
    means("key 12", timeline::Command::Star { entry, key: Some(true) });
    means("key 12 --off", timeline::Command::Star { entry, key: Some(false) });
    let by_id = EntryRef::Id(Uuid::parse_str(id).unwrap());
    means(&format!("key {id}"), timeline::Command::Star { entry: by_id, key: Some(true) });
    assert!(unclear("edit 12").contains("edit 12 --at TIME"));
    assert_eq!(understood(&["log", " "]), Err(UsageError("the text is empty".into())));
}

#[test]
fn the_incident_moves_on() {
    let severity = |reason: Option<&str>| lifecycle::Command::Severity { level: 1, reason: reason.map(str::to_owned) };
    means("sev 1", severity(None));
    means("sev sev1 payments too", severity(Some("payments too")));
    let status = |status, note: Option<&str>| lifecycle::Command::Status { status, note: note.map(str::to_owned) };
    means("status FIXING", status(Status::Identified, None));
    means("status monitoring looks good", status(Status::Mitigated, Some("looks good")));
    means("mark started 13:55", lifecycle::Command::Mark(Milestone::Started));
    assert_eq!(said("mark started 13:55").at, Some(at(13, 55)));
    assert_eq!(said("mark detected -20m --as bo").at, Some(at(15, 40)));
    assert_eq!(said("mark started 5m ago").at, Some(at(15, 55)));
    assert_eq!(said("mark started --at -5m").at, Some(at(15, 55)));
    assert_eq!(said("mark mitigated").at, None);
    assert!(unclear("mark started 13:00 --at 13:00").contains("once"));
    means("title Search is slow", lifecycle::Command::Title("Search is slow".into()));
    let closing = Closing { impact: Some("340 orders".into()), cause: Some("old cert".into()), ..Closing::default() };
    means("close --impact 340 orders --cause old cert", lifecycle::Command::Close(closing));
    means("reopen", lifecycle::Command::Reopen);
    means("cancel --why false alarm", lifecycle::Command::Cancel { why: "false alarm".into() });
}

#[test]
fn roles_and_people_may_have_several_words() {
    let assign = |role: &str, person: &str| roles::Command::Assign { role: role.into(), person: person.into() };
    means("role commander ana", assign("commander", "ana"));
    means("role comms Ana Maria", assign("comms", "Ana Maria"));
    means("role incident commander ana", assign("incident commander", "ana"));
    means("role operations-lead ana", assign("operations-lead", "ana"));
    assert_eq!(
        understood(&["role", "incident commander", "ana"]).unwrap().command,
        assign("incident commander", "ana").into()
    );
    means("role tech lead --release", roles::Command::Release { role: "tech lead".into() });
    assert_eq!(
        unclear("role incident commander"),
        "say who: `role incident commander PERSON`; or `role incident commander --release`"
    );
    assert!(unclear("role scribe ana --release").contains("either"));
}

#[test]
fn tasks_are_worked_off() {
    let add =
        checklist::Command::Add { text: "drain the queue".into(), owner: Some("bo".into()), due: Some(at(16, 15)) };
    means("task add drain the queue --owner bo --due 15m", add);
    means("task done 3", checklist::Command::Done(3));
    means("task reopen #3", checklist::Command::Reopen(3));
    means("task skip 3 --why not needed", checklist::Command::Skip { task: 3, why: "not needed".into() });
    means("task own 3 Ana Maria", checklist::Command::Own { task: 3, person: "Ana Maria".into() });
    means("task due 3 16:30", checklist::Command::Due { task: 3, due: at(16, 30) });
}

#[test]
fn updates_promise_the_next() {
    let send = |audience, next| updates::Command::Send { audience, text: "we know".into(), next };
    means("update we know", send(Audience::Customers, Promise::Cadence));
    means("update we know --to internal --next 30m", send(Audience::Internal, Promise::In(Span::minutes(30))));
    means("update we know --next 16:20", send(Audience::Customers, Promise::At(at(16, 20))));
    means("update we know --next none", send(Audience::Customers, Promise::None));
    assert!(unclear("update x --next never").contains("not a time"));
}

#[test]
fn the_review_is_written() {
    let add = followups::Command::Add {
        plan: followups::Plan {
            text: "alert on the pool".into(),
            purpose: followups::Purpose::Detect,
            owner: Some("bo".into()),
            due: Some(at(17, 0)),
            priority: Some(2),
            ticket: Some("OPS-1".into()),
            ..Default::default()
        },
        cause: None,
    };
    means("followup add alert on the pool --owner bo --due 1h --purpose detect --priority 2 --ticket OPS-1", add);
    means("followup own 1 bo", followups::Command::Own { followup: 1, person: "bo".into() });
    means("follow-up due 1 17:00", followups::Command::Due { followup: 1, due: at(17, 0) });
    means("followup done 1", followups::Command::Done(1));
    means("followup drop 1 --why gone", followups::Command::Drop { followup: 1, why: "gone".into() });
    means("summary a bad deploy", review::Command::summary("a bad deploy".into()));
    means("impact many", review::Command::impact("many".into()));
    let text = Some("an old default".to_owned());
    means("cause small pool --text an old default", review::Command::cause("small pool".into(), text));
    means("cause --withdraw 2", review::Command::Withdraw { kind: review::ItemKind::Cause, number: 2 });
    let lesson = |lesson, text: &str| review::Command::lesson(lesson, text.into());
    means("lesson no alert", lesson(Lesson::Badly, "no alert"));
    means("lesson quick --kind well", lesson(Lesson::Well, "quick"));
    means("lesson --withdraw 1", review::Command::Withdraw { kind: review::ItemKind::Lesson, number: 1 });
}

#[test]
fn reading_verbs_are_told_apart_by_type() {
    for line in ["show", "timeline", "list", "brief", "export", "check", "path"] {
        assert!(matches!(verb(&[line]), Verb::Read(_)), "{line}");
    }
    for line in [&["completions", "bash"][..], &["man"], &["config"], &["demo"]] {
        assert!(matches!(verb(line), Verb::Program(_)), "{line:?}");
    }
    assert!(Cli::try_parse_from(["ic"]).unwrap().verb.is_none());
}

#[test]
fn what_makes_no_sense_is_refused() {
    for line in
        [&["sev", "6"][..], &["task"], &["strike", "1"], &["log"], &["status", "fine"], &["key", "x"], &["help"]]
    {
        assert!(Cli::try_parse_from(std::iter::once(&"ic").chain(line)).is_err(), "{line:?}");
    }
    for line in ["update x --next -5m", "task due 3 -5m --as bo", "followup due 1 -5m", "task add x --due -5m"] {
        assert!(unclear(line).contains("is not in the future"), "{line}");
    }
    means("task due 3 today 17:00", checklist::Command::Due { task: 3, due: at(17, 0) });
    assert!(unclear("log x --at 23:55").contains("in the future"));
    assert!(unclear("log x --at 25:00").contains("25:00"));
    assert!(unclear("task due 1 15:00x").contains("15:00x"));
}

proptest! {
    #[test]
    fn the_quick_way_changes_no_meaning(words in prop::collection::vec(prop::sample::select(vec![
        "log", "log", "rolled back", "--kind", "action", "ACTION", "no", "--kind=alert", "--key", "--about", "--until",
        "-5m", "--actor", "--id", "01890000-0000-7000-8000-000000000000", "--at", "--at=14:25", "--as", "bo", "--dir",
        "-i", "-ix", "--config=c", "--", "-", "-rf", "--help", "-h", "-V", "help", "show", "lo", ""
    ]), 0..7)) {
        let words: Vec<OsString> = iter::once("ic").chain(words).map(OsString::from).collect();
        if let Ok(quick) = Cli::quickly(&words) {
            let whole = Cli::try_parse_from(&words);
            prop_assert_eq!(format!("{:?}", Some(quick)), format!("{:?}", whole.ok()));
        }
    }
}
