use super::*;
use crate::incident::lifecycle::{self, Closing};
use crate::incident::testing::{Stage, at};

fn add(text: &str) -> Command {
    agree(Plan { text: text.into(), purpose: Purpose::Prevent, ..Plan::default() })
}

fn agree(plan: Plan) -> Command {
    Command::Add { plan, cause: None }
}

fn drop_it(followup: u32, why: &str) -> Command {
    Command::Drop { followup, why: why.into() }
}

#[test]
fn a_followup_is_agreed_on_also_after_the_close() {
    let mut stage = Stage::declared();
    stage.play(at(4, 0), lifecycle::Command::Close(Closing::default())).unwrap();
    let command = agree(Plan {
        text: " alarm on lock waits ".into(),
        purpose: Purpose::Detect,
        owner: Some("@bo".into()),
        due: Some(at(9, 0)),
        priority: Some(2),
        ticket: Some(" OPS-7 ".into()),
        ..Plan::default()
    });
    stage.play(at(4, 1), command).unwrap();
    let followup = &stage.state.followups.all()[0];
    assert_eq!(
        (followup.text(), followup.owner(), followup.due()),
        ("alarm on lock waits", Some("bo"), Some(at(9, 0)))
    );
    assert_eq!((followup.priority(), followup.ticket(), followup.number), (Some(2), Some("OPS-7"), 1));
    assert!(stage.refused(at(4, 2), add(" ")).contains("say what is to be done"));
    let urgent = |priority| agree(Plan { text: "x".into(), priority: Some(priority), ..Plan::default() });
    for wrong in [0, 6] {
        assert!(stage.refused(at(4, 2), urgent(wrong)).contains("1 (most urgent) to 5"));
    }
}

#[test]
fn a_followup_gets_an_owner_a_time_and_an_end() {
    let mut stage = Stage::declared();
    assert!(stage.refused(at(3, 20), Command::Done(1)).contains("there is no follow-up 1; there are 0"));
    stage.play(at(3, 20), add("alarm on lock waits")).unwrap();
    stage.play(at(3, 20), add("limit the migration")).unwrap();
    let own = || Command::Own { followup: 1, person: "bo".into() };
    let due = || Command::Due { followup: 1, due: at(9, 0) };
    stage.play(at(3, 21), own()).unwrap();
    stage.play(at(3, 21), due()).unwrap();
    assert!(stage.refused(at(3, 22), own()).contains("follow-up 1 is bo's already"));
    assert!(stage.refused(at(3, 22), due()).contains("follow-up 1 is due then already"));
    assert_eq!(stage.state.followups.open(), 2);
    stage.play(at(3, 23), Command::Done(1)).unwrap();
    assert!(stage.refused(at(3, 24), Command::Done(1)).contains("done already"));
    assert!(stage.refused(at(3, 24), drop_it(1, "no")).contains("follow-up 1 is not open"));
    assert!(stage.refused(at(3, 24), drop_it(2, "")).contains("`followup drop 2 --why …`"));
    stage.play(at(3, 25), drop_it(2, "too dear")).unwrap();
    assert_eq!(stage.state.followups.all()[1].progress(), &Progress::Dropped("too dear".into()));
    assert_eq!(stage.state.followups.open(), 0);
}
