use super::*;
use crate::incident::lifecycle::Command as Incident;
use crate::incident::review::{Command as Review, Item, Metric};
use crate::incident::roles::Command as Role;
use crate::incident::testing::{Stage, at};
use crate::incident::timeline::Command as Entry;

fn log(kind: EntryKind, text: &str) -> Entry {
    Entry::Log { kind, text: text.into(), key: false, detail: Default::default() }
}

fn resolved() -> Stage {
    let mut stage = Stage::declared();
    stage.play_back(at(3, 13), at(3, 10), Incident::Mark(Milestone::Detected)).unwrap();
    stage.play_back(at(3, 13), at(3, 2), Incident::Mark(Milestone::Started)).unwrap();
    stage.play_as("pager", at(3, 14), Some(at(3, 10)), log(EntryKind::Alert, "errors above 5 %")).unwrap();
    stage.play(at(3, 15), Role::Assign { role: COMMANDER.into(), person: "bo".into() }).unwrap();
    stage.play(at(3, 20), log(EntryKind::Action, "rolled back\nto v41")).unwrap();
    stage.play(at(3, 30), Incident::Status { status: Status::Resolved, note: None }).unwrap();
    stage
}

fn says(stage: &Stage, section: Section) -> String {
    suggestion(section, &Document::of(&stage.state, at(4, 0))).unwrap_or_default()
}

#[test]
fn a_resolved_incident_suggests_its_story() {
    let mut stage = resolved();
    assert_eq!(
        says(&stage, Section::Summary),
        "Checkout returns 500s: 2026-11-21 03:02 to 2026-11-21 03:30 UTC, 28 min in all. bo commanded the response. \
         The last step before it ended: rolled back to v41."
    );
    assert_eq!(
        says(&stage, Section::Detection),
        "Noticed at 2026-11-21 03:10 UTC by an alert (pager): errors above 5 %. That was 8 min after it began."
    );
    assert!(says(&stage, Section::Response).ends_with("\n\n- 03:20 ana: rolled back to v41"));
    assert!(says(&stage, Section::Resolution).starts_with("Incident resolved: 2026-11-21 03:30 UTC.\n- 03:20 ana"));
    assert!(says(&stage, Section::ExternalMessage).ends_with("It is over."));
    let metric = Metric { name: "lost orders".into(), number: 340.0, unit: "orders".into() };
    stage.play(at(3, 40), Review::Add(Item::Metric(metric))).unwrap();
    assert!(says(&stage, Section::Impact).ends_with("for 28 min.\n- lost orders: 340 orders"));
}

#[test]
fn what_the_record_does_not_know_is_left_to_people() {
    let stage = resolved();
    for section in [Section::Contact, Section::Signature, Section::Apology, Section::Conclusion] {
        assert_eq!(says(&stage, section), "");
    }
    let nothing = Document::of(&crate::incident::State::default(), at(4, 0));
    assert!(Section::ALL.into_iter().all(|section| suggestion(section, &nothing).is_none()));
}
