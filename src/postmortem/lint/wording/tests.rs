use crate::postmortem::lint::Weight;
use proptest::prelude::*;

use super::super::finding::Place;
use super::super::report::Action;
use super::*;

fn said(part: Part, under: &str, text: &str) -> Report {
    let text = Text { place: Place::Line(1), part, under: under.into(), heading: false, text: text.into() };
    let ana = Action { owner: Some("Ana".into()), ..Action::default() };
    Report { texts: vec![text], actions: vec![ana], ..Report::default() }
}

fn found(part: Part, under: &str, text: &str, code: &str) -> usize {
    check(&said(part, under, text)).iter().filter(|finding| finding.code == code).count()
}

#[track_caller]
fn table(part: Part, under: &str, code: &str, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert!(found(part, under, text, code) > 0, "missed: {text}");
    }
    for text in no {
        assert_eq!(found(part, under, text, code), 0, "false alarm: {text}");
    }
}

#[test]
fn blanks_are_found_and_brackets_with_a_meaning_are_not() {
    table(
        Part::Closing,
        "",
        blanks::CODE,
        &[
            "Owner: TBD",
            "TODO: ask sales",
            "FIXME",
            "TODO",
            "from 2022-05-?? on",
            "Started at 14:??",
            "Over at 22:XX",
            "[Your Name]",
            "<insert link>",
            "{{ title }}",
            "__FILL__",
            "YYYY-MM-DD",
            "from HH:mm on",
            "lorem ipsum",
            "Cost: ???",
            "[Jane Miller]",
            "Yours,\n[Chief Engineer]",
            "Describe the impact here",
        ],
        &[
            "it went on our todo list",
            "2) TODO Config",
            "see [1]",
            "[OPS-12] is open",
            "[sic]",
            "[14:25] restarted",
            "[UTC]",
            "[ERROR] disk full",
            "as [Jane Miller] wrote",
            "[Jane Miller](x)",
            "why??",
            "a[0] was read",
            "[ ] call Ana",
        ],
    );
}

#[test]
fn each_line_of_a_signature_has_its_place() {
    let found = check(&said(Part::Closing, "", "Yours\n[Jane Miller]\n[Chief Engineer]"));
    let places: Vec<&Place> = found.iter().map(|finding| &finding.place).collect();
    assert_eq!(places, [&Place::Line(2), &Place::Line(3)]);
}

#[test]
fn promises_are_found_under_a_heading_of_deeds_only() {
    let promises = [
        "We will add a probe.",
        "We are working on a second line.",
        "All staff will undergo a course.",
        "A drill is planned.",
        "The firm is committed to a review.",
        "We plan to move away.",
    ];
    let deeds = ["A probe has been put in place.", "This will ensure fewer surprises.", "We added a probe."];
    table(Part::Response, "Actions taken", promises::CODE, &promises, &deeds);
    table(Part::Actions, "Next steps", promises::CODE, &[], &promises);
}

#[test]
fn an_impact_counts_what_was_hit() {
    table(
        Part::Impact,
        "Impact",
        impact::CODE,
        &[
            "Down for 3 hours.",
            "Two servers failed.",
            "There were no errors.",
            "Some customers saw 502 errors from 10:00 on.",
            "We lost trust and revenue.",
        ],
        &[
            "30% of calls",
            "1.3B queries",
            "About 1,200 users",
            "One in three orders failed",
            "Half of the shops",
            "All customers",
            "$900 were lost",
            "No users noticed",
            "Requests lost: 40",
            "hundreds of failed orders",
            "4 large clusters",
        ],
    );
}

#[test]
fn causes_are_named_and_explained() {
    let unnamed = ["The root cause is still unknown.", "Under investigation."];
    let bare = ["It was traced to the mail server.", "A bug in the cache. The issue caused slow pages."];
    let good = ["The disk filled up because logs were kept.", "The certificate expired."];
    table(Part::Causes, "Cause", causes::UNNAMED, &unnamed, &[bare, good].concat());
    table(Part::Causes, "Cause", causes::UNEXPLAINED, &bare, &[unnamed, good].concat());
}

#[test]
fn people_are_blamed_and_machines_are_not() {
    table(
        Part::Lessons,
        "",
        blame::CODE,
        &[
            "The on-call engineer forgot to look.",
            "The cause was human error.",
            "A careless admin did it.",
            "Ana should have checked.",
            "The team failed to answer.",
            "She ignored the page.",
            "We should have known.",
            "An engineer accidentally ran it.",
            "They failed to notice.",
            "He broke it.",
            "Somebody neglected it.",
            "The developer who overlooked it left.",
            "Our team should have tested it.",
            "Ana could have asked.",
            "He was careless.",
            "It was caused by user error.",
            "@bo forgot it.",
            "We could have asked.",
        ],
        &[
            "The failover should have kicked in.",
            "The job failed to start.",
            "Retries could have helped.",
            "We ran git blame.",
            "The alert should have fired.",
            "Requests failed to arrive.",
            "Nobody is to blame.",
            "We should have alerts.",
            "We should have automated tests.",
            "They failed to start.",
            "It was not human error.",
            "Users failed to log in.",
            "It was accidentally deleted.",
            "Redis should have stopped.",
            "No engineer forgot it.",
            "This is not about who did it.",
            "The operator failed to reconcile.",
            "Read the Guide to Understanding Human Error.",
            "This is about more than human error.",
            "A user error message was shown.",
            "She was not careless.",
            "Nobody was careless.",
        ],
    );
}

#[test]
fn blaming_oneself_weighs_less() {
    let found = check(&said(Part::Lessons, "", "We should have known."));
    assert_eq!(found[0].weight, Weight::Info);
}

proptest! {
    #[test]
    fn any_text_is_safe(text in "(\\PC|[\\[\\]?<{\n]|we should have | failed to ){0,60}") {
        for part in [Part::Impact, Part::Causes, Part::Closing] {
            check(&said(part, "Resolution", &text));
        }
    }
}
