use proptest::prelude::*;

use super::*;
use crate::incident::testing::{Stage, at};
use crate::incident::{checklist, followups, lifecycle, roles, timeline};

fn stage() -> Stage {
    let mut stage = Stage::declared();
    let mut play = |command: crate::incident::Command| stage.play(at(3, 13), command).unwrap();
    play(lifecycle::Command::Severity { level: 5, reason: None }.into());
    for (role, person) in [("commander", "ana"), ("scribe", "Bo Berg")] {
        play(roles::Command::Assign { role: role.into(), person: person.into() }.into());
    }
    let kind = timeline::EntryKind::Note;
    play(
        timeline::Command::Log { kind, text: "pool is full\nsee below".into(), key: false, detail: Default::default() }
            .into(),
    );
    play(checklist::Command::Done(1).into());
    play(
        followups::Command::Add {
            plan: followups::Plan {
                text: "Alert on the pool".into(),
                purpose: followups::Purpose::Detect,
                owner: Some("cy".into()),
                due: None,
                priority: None,
                ticket: None,
                ..Default::default()
            },
            cause: None,
        }
        .into(),
    );
    stage
}

fn texts(line: &str) -> Vec<String> {
    complete(line, line.len(), &stage().state).into_iter().map(|completion| completion.text).collect()
}

fn first(line: &str) -> Completion {
    complete(line, line.len(), &stage().state).remove(0)
}

#[test]
fn verbs_come_with_their_help() {
    let all = complete("", 0, &stage().state);
    assert!(all.iter().all(|completion| !completion.help.is_empty()));
    assert!(texts("").contains(&"role".to_owned()) && !texts("").contains(&"man".to_owned()));
    assert_eq!(texts("ro"), ["role"]);
    assert_eq!(first("ro").help, "Give a role to someone, or release it");
    assert_eq!(first("ro").replace, 0..2);
    assert_eq!(texts("task d"), ["done", "due"]);
    assert!(texts("declare ").is_empty() && texts("nonsense ").is_empty());
}

#[test]
fn options_are_offered_once() {
    assert_eq!(texts("log x --k"), ["--kind", "--key"]);
    assert_eq!(texts("log x --key --k"), ["--kind"]);
    assert!(texts("log x -").contains(&"--at".to_owned()));
}

#[test]
fn values_come_from_the_words_and_from_the_incident() {
    assert_eq!(texts("sev "), ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"]);
    assert_eq!(texts("sev 2"), ["SEV2"]);
    assert!(first("sev 2").help.starts_with("Many are hit"));
    assert_eq!(texts("status fix"), ["identified"]);
    assert_eq!(texts("mark sta"), ["started"]);
    assert!(!texts("mark ").contains(&"closed".to_owned()));
    assert_eq!(texts("log x --kind dec"), ["decision"]);
    assert_eq!(texts("update x --to "), ["customers", "internal"]);
    assert_eq!(texts("edit "), [stage().state.timeline.len() as u32 - 1].map(|number| number.to_string()));
    assert_eq!(first("edit ").help, "pool is full ⏎ see below");
    assert_eq!(texts("task reopen "), ["1"]);
    assert!(!texts("task done ").contains(&"1".to_owned()) && texts("task done ").contains(&"2".to_owned()));
    assert_eq!(texts("followup done "), ["1"]);
}

#[test]
fn roles_are_offered_by_their_shortest_word() {
    assert_eq!(texts("role comm"), ["commander", "communications"]);
    assert_eq!(texts("role incident"), ["commander"]);
    assert!(first("role comman").help.starts_with("incident commander: decides"));
}

#[test]
fn people_are_those_who_are_there() {
    assert_eq!(texts("role commander "), ["Bo Berg", "ana", "cy"]);
    assert_eq!(texts("role commander b"), ["Bo Berg"]);
    assert_eq!(first("role commander a").help, "incident commander");
    assert_eq!(texts("task add x --owner b"), ["\"Bo Berg\""]);
    assert_eq!(texts("task add x --owner ana "), Vec::<String>::new());
    assert_eq!(texts("log told @a"), ["@ana"]);
    assert_eq!(first("log told @bo b"), Completion { replace: 9..14, text: "@Bo Berg".into(), help: "scribe".into() });
    let named = |text: &str| people(text, &stage().state).len();
    assert_eq!((named("ask @"), named("mail x@a"), named("@ana"), named("@ nobody"), named("none")), (3, 0, 0, 0, 0));
}

proptest! {
    #[test]
    fn any_line_at_any_cursor_is_safe(line in "(log|role|task|sev|mark|edit)?[ a-z@\"é-]{0,20}", cursor in 0_usize..40) {
        for completion in complete(&line, cursor, &stage().state) {
            prop_assert!(line.get(completion.replace.clone()).is_some());
        }
    }
}
