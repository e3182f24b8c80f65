use crate::incident::testing::{Stage, at};
use crate::incident::{checklist, followups, lifecycle, review, roles};

#[test]
fn every_field_on_which_two_copies_disagree_is_listed_with_both_values() {
    let mut here = Stage::declared();
    here.play(at(3, 13), checklist::Command::Add { text: "call".into(), owner: None, due: None }).unwrap();
    let purpose = followups::Purpose::Other;
    let (owner, due, priority, ticket) = (None, None, None, None);
    let followup = followups::Command::Add {
        plan: followups::Plan { text: "alarm".into(), purpose, owner, due, priority, ticket, ..Default::default() },
        cause: None,
    };
    here.play(at(3, 13), followup).unwrap();
    assert_eq!(here.state.contests(), []);
    let mut there = here.copied(1);
    for (stage, minute, status, level, who, word) in [
        (&mut here, 20, lifecycle::Status::Identified, 1, "ana", "bad"),
        (&mut there, 21, lifecycle::Status::Mitigated, 2, "bo", "worse"),
    ] {
        let now = at(3, minute);
        stage.play(now, lifecycle::Command::Title(word.into())).unwrap();
        stage.play(now, lifecycle::Command::Severity { level, reason: None }).unwrap();
        stage.play(now, lifecycle::Command::Status { status, note: None }).unwrap();
        stage.play(now, roles::Command::Assign { role: "scribe".into(), person: who.into() }).unwrap();
        stage.play(now, review::Command::summary(word.into())).unwrap();
        stage.play(now, review::Command::impact(word.into())).unwrap();
        stage.play(now, checklist::Command::Own { task: 1, person: who.into() }).unwrap();
        stage.play(now, checklist::Command::Due { task: 1, due: at(4, minute) }).unwrap();
        stage.play(now, followups::Command::Own { followup: 1, person: who.into() }).unwrap();
    }
    here.play(at(3, 22), checklist::Command::Done(1)).unwrap();
    there.play(at(3, 23), checklist::Command::Skip { task: 1, why: "they know".into() }).unwrap();
    here.play(at(3, 22), followups::Command::Done(1)).unwrap();
    there.play(at(3, 23), followups::Command::Drop { followup: 1, why: "too dear".into() }).unwrap();
    here.meet(&there);
    let found: Vec<String> = here
        .state
        .contests()
        .iter()
        .map(|contest| format!("{}: {}", contest.field, contest.values.join(" / ")))
        .collect();
    assert_eq!(
        found,
        [
            "title: bad / worse",
            "severity: SEV1 / SEV2",
            "status: identified / mitigated",
            "summary: bad / worse",
            "impact: bad / worse",
            "scribe: ana / bo",
            "state of task 1: done / skipped (they know)",
            "owner of task 1: ana / bo",
            "due time of task 1: 2026-11-21 04:20 UTC / 2026-11-21 04:21 UTC",
            "state of follow-up 1: done / dropped (too dear)",
            "owner of follow-up 1: ana / bo",
        ]
    );
}
