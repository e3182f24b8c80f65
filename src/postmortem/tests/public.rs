//! The report for those who were hit names nobody and tells nothing that stays inside.

use proptest::prelude::*;

use super::built_in::in_template;
use super::*;
use crate::incident::review::{Cause, CauseKind, Extra, Item, Section};
use crate::incident::testing::plays;

#[test]
fn nobody_is_named_wherever_the_name_stands() {
    let mut stage = Stage::declared();
    let mut play = |minute, command: Command| {
        stage.play_as("wanjiru", at(3, minute), None, command).unwrap();
    };
    let key =
        |text: &str| Entry::Log { kind: EntryKind::Action, text: text.into(), key: true, detail: Default::default() };
    play(13, assign("commander", "wanjiru").into());
    play(14, assign("ops", "otieno").into());
    play(15, key("Otieno restarted the balancer").into());
    play(16, key("asked @otieno for a second look").into());
    play(17, Entry::Strike { entry: EntryRef::Number(5), why: "wanjiru was wrong".into() }.into());
    play(18, tell(Audience::Internal, "the secret staging host is down, too", Promise::None).into());
    play(19, tell(Audience::Customers, "wanjiru and the team are on it", Promise::None).into());
    play(20, assign("commander", "otieno").into());
    play(21, Review::summary("wanjiru found that a setting was wrong.".into()).into());
    play(22, Review::impact("Nobody could pay; otieno saw it first.".into()).into());
    play(23, Review::cause("otieno's laptop slept".into(), Some("wanjiru had shut it".into())).into());
    play(24, follow_up("Give wanjiru a server", Purpose::Prevent, Some("achieng"), Some(at(8, 0))).into());
    play(25, Task::Add { text: "call achieng".into(), owner: Some("achieng".into()), due: None }.into());
    play(26, Review::Add(Item::Author("achieng".into())).into());
    play(27, Review::Add(Item::Extra(Extra { title: "For us".into(), text: "the vendor is at fault".into() })).into());
    play(28, Review::Write { section: Section::InternalMessage, text: "the bonus is gone".into() }.into());
    play(29, Review::Write { section: Section::Signature, text: "Achieng Odhiambo\nHead of support".into() }.into());
    play(30, status(Status::Resolved).into());
    let report = in_template("customer", &stage.state);
    let (said, signature) = report.split_once("Achieng Odhiambo").unwrap();
    assert!(signature.starts_with("\\\nHead of support"), "{report}");
    for inside in ["wanjiru", "otieno", "achieng", "secret", "vendor", "bonus", "OPS-7", "SEV", "test", "00000000-"] {
        assert!(!said.to_lowercase().contains(&inside.to_lowercase()), "{inside}\n{report}");
    }
    assert!(said.contains("incident commander found that a setting was wrong."), "{report}");
    assert!(!said.contains("second look"), "{report}");
}

#[test]
fn a_process_cause_and_a_dropped_measure_keep_their_place() {
    let mut stage = Stage::declared();
    let cause = Cause { kind: CauseKind::Process, title: "Nobody was on call".into(), text: None };
    stage.play(at(3, 20), Review::Add(Item::Cause(cause))).unwrap();
    stage.play(at(3, 21), follow_up("Buy a pager", Purpose::Detect, None, None)).unwrap();
    stage.play(at(3, 22), Followup::Drop { followup: 1, why: "too dear".into() }).unwrap();
    let report = in_template("customer", &stage.state);
    assert!(report.contains("**Nobody was on call**"), "{report}");
    assert!(!report.contains("pager") && report.contains("No measure has been recorded."), "{report}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_people_do_the_public_report_names_none_of_them(plays in plays(40)) {
        let mut stage = Stage::declared();
        stage.play_all(at(3, 12), &plays);
        let report = in_template("customer", &stage.state).to_lowercase();
        let mut words = report.split(|c: char| !c.is_alphanumeric());
        prop_assert!(!words.any(|word| ["ana", "bo", "cy"].contains(&word)), "{}", report);
    }
}
