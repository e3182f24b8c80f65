//! One small sound scenario, and what is found when one thing in it is broken.

use proptest::prelude::*;

use super::Weight::{Error, Warning};
use super::*;

mod broken;
mod courses;
mod telling;

/// A sound scenario, in few lines, with what a scenario can have.
pub(super) const SOUND: &str = r#"
schema = "ic-drill/1"
[exercise]
id = "slow-search"
title = "Waiting for answers"
status = "ready"
duration = "40m"
players = { min = 2, max = 5 }
situation = "Three search nodes behind one balancer. A fourth, search-d, is kept as a spare."
ground_truth = "The nightly indexer leaks handles; the spare holds an outdated index."
roles = ["commander", "comms"]
targets = { declare = "5m", commander = "3m" }
objectives = [{ id = "lead", text = "One person leads" }, { id = "tell", text = "Customers hear from us" }]
checklist = [{ id = "age", text = "Look how old the spare is", role = "ops" }, { id = "who", text = "Ask who is hit" }]

[[inject]]
id = "I1"
at = "0m"
method = "alert"
synopsis = "It begins"
text = "Search takes 4 s"
expect = [{ action = "declare", objective = "lead" }, { action = "assign:commander", objective = "lead" }]

[[inject]]
id = "I2"
at = "5m"
method = "customer"
to = "comms"
synopsis = "First complaint"
text = "Nothing is found any more!"
hint = { after = "4m", text = "Who tells them?" }
expect = [{ action = "update:customer", within = "6m", objective = "tell" }]

[[inject]]
id = "I3"
type = "contingency"
when = ["missed I2"]
method = "exec"
synopsis = "Nobody was told"
text = "I had to read of it in a newspaper."
expect = [{ action = "update:customer", within = "4m" }]

[[inject]]
id = "I4"
at = "15m"
method = "chat"
synopsis = "Decision"
text = "Shall we take the spare?"
options = [{ id = "spare", label = "Take it", risky = true, needs = ["age"] }, { id = "wait", label = "Wait" }]
expect = [{ action = "choose", within = "6m", objective = "lead" }]

[[inject]]
id = "I5"
when = ["chose I4.spare"]
when_any = ["checked who", "met I1"]
delay = "3m"
method = "phone"
synopsis = "The spare is old"
text = "My order of today is gone."
expect = [{ action = "check:age", within = "5m", objective = "lead" }]

[[inject]]
id = "I6"
at = "30m"
type = "facilitation"
method = "email"
synopsis = "Watch the handover"
text = "See who speaks."
"#;

/// What is found in a text, with the lines.
pub(super) fn findings(text: &str) -> Vec<Finding> {
    Scenario::parse(text, "f").unwrap_or_else(|error| panic!("{error}\n{text}")).findings(text)
}

/// [`SOUND`] with one text in it replaced.
pub(super) fn with(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} has to be there once");
    SOUND.replace(from, to)
}

#[test]
fn nothing_is_found_in_a_sound_scenario() {
    assert_eq!(findings(SOUND), []);
}

#[test]
fn a_file_of_short_lines_without_optional_keys_is_sound() {
    let text = "schema=\"ic-drill/1\"\n[exercise]\nid=\"mail-stuck\"\ntitle=\"Mail\"\nstatus=\"ready\"\nduration=\"20m\"\n\
        situation=\"One relay.\"\nground_truth=\"A certificate ran out.\"\n\
        objectives=[{id=\"a\",text=\"Lead\"},\n {id=\"b\",text=\"Tell\"}]\n\
        [[inject]]\nid=\"I1\"\nat=\"0m\"\nmethod=\"alert\"\nsynopsis=\"Queue\"\ntext=\"9,000 wait\"\n\
        expect=[{action=\"declare\",within=\"5m\",objective=\"a\"},\n {action=\"assign:scribe\",within=\"8m\",objective=\"a\"}]\n\
        [[inject]]\nid=\"I2\"\nat=\"15m\"\nmethod=\"dashboard\"\nsynopsis=\"End\"\ntext=\"0 wait\"\n\
        expect=[{action=\"resolve\",within=\"5m\",objective=\"b\",fresh=true}]\n";
    assert_eq!(findings(text), []);
}

#[test]
fn findings_stand_in_the_order_of_the_lines_and_say_which() {
    let text =
        with("at = \"5m\"", "at = \"50m\"").replace("\"check:age\"", "\"check:aeg\"").replace("\"ops\"", "\"opps\"");
    let lines: Vec<(Option<usize>, Weight)> =
        findings(&text).into_iter().map(|finding| (finding.line, finding.weight)).collect();
    assert_eq!(lines, [(Some(14), Warning), (Some(26), Error), (Some(37), Error), (Some(60), Error)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_safe(text in "[\\[\\]{}=\"'#.a-z0-9\n é]{0,200}") {
        if let Ok(scenario) = Scenario::parse(&text, "f") {
            scenario.findings(&text);
        }
    }

    /// Pieces of a scenario in any order are still a scenario, most often a broken one.
    #[test]
    fn any_scenario_is_safe(
        pieces in proptest::collection::vec((0..7usize, "[a-zé.]{0,3}", 0..60u32, 0..7usize, 0..7usize), 0..12),
        duration in 0..60u32,
    ) {
        let mut text = format!("schema='ic-drill/1'\nexercise={{id='x',title='t',duration='{duration}m'}}\n");
        for (id, word, minutes, one, other) in pieces {
            text.push_str(&format!(
                "[[inject]]\nid='I{id}'\nmethod='chat'\nsynopsis='{word}'\ntext='{word}'\nat='{minutes}m'\n\
                 when=['met I{one}']\nwhen_any=['missed I{other}','chose I{one}.{word}x','checked {word}x']\n\
                 options=[{{id='{word}',label='{word}',needs=['{word}']}}]\n\
                 expect=[{{action='ack',within='{minutes}m',objective='{word}'}}]\n"
            ));
        }
        let scenario = Scenario::parse(&text, "f").unwrap();
        let lines = text.lines().count();
        for finding in scenario.findings(&text) {
            prop_assert!(finding.line.is_some_and(|line| (1..=lines).contains(&line)), "{:?}", finding);
        }
    }
}
