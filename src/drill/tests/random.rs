//! Random scenarios, played by people who do random things at random times.

use proptest::prelude::*;

use super::rehearsal::Rehearsal;
use crate::drill::rating::outcomes;
use crate::drill::scenario::{Scenario, schema};
use crate::drill::start::Options;
use crate::incident::exercise::{Command, Rating};
use crate::incident::{Kind, fold};

/// Names of injects that a random scenario may have, and may speak of without having them.
const IDS: [&str; 6] = ["I1", "I2", "I3", "I4", "I5", "I6"];

fn id() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&IDS[..])
}

fn condition() -> impl Strategy<Value = String> {
    prop_oneof![
        id().prop_map(|id| format!("met {id}")),
        id().prop_map(|id| format!("missed {id}")),
        (id(), prop::sample::select(&["a", "b", "c"][..])).prop_map(|(id, option)| format!("chose {id}.{option}")),
        prop::sample::select(&["disk", "net", "none"][..]).prop_map(|check| format!("checked {check}")),
    ]
}

fn expectation() -> impl Strategy<Value = String> {
    let actions = [
        "declare",
        "severity",
        "ack",
        "assign:commander",
        "assign:janitor",
        "handoff:commander",
        "update:customer",
        "update:internal",
        "decision",
        "choose",
        "check:disk",
        "task",
        "escalate",
        "resolve",
        "manual",
    ];
    let within = prop::option::of(1..20u32);
    (prop::sample::select(actions.to_vec()), within, any::<bool>()).prop_map(|(action, within, fresh)| {
        let within = within.map(|within| format!(", within = \"{within}m\"")).unwrap_or_default();
        format!("{{ action = \"{action}\"{within}, fresh = {fresh}, objective = \"o\" }}")
    })
}

fn list(of: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(of, 0..=most)
}

prop_compose! {
    fn inject()(
        at in prop::option::of(0..30u32),
        when in list(condition(), 2),
        any in list(condition(), 2),
        delay in prop::option::of(0..6u32),
        kind in prop::sample::select(&["inject", "information", "facilitation", "contingency"][..]),
        hint in prop::option::of(0..9u32),
        options in any::<bool>(),
        expect in list(expectation(), 3),
    ) -> String {
        let quoted = |list: &[String]| list.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", ");
        let mut text = format!("type = \"{kind}\"\nmethod = \"chat\"\nsynopsis = \"s\"\ntext = \"t\"\n");
        text += &at.map(|at| format!("at = \"{at}m\"\n")).unwrap_or_default();
        text += &format!("when = [{}]\nwhen_any = [{}]\n", quoted(&when), quoted(&any));
        text += &delay.map(|delay| format!("delay = \"{delay}m\"\n")).unwrap_or_default();
        text += &hint.map(|after| format!("hint = {{ after = \"{after}m\", text = \"h\" }}\n")).unwrap_or_default();
        if options {
            text += "options = [{ id = \"a\", label = \"A\", risky = true, needs = [\"disk\"] }, { id = \"b\", label = \"B\" }]\n";
        }
        text + &format!("expect = [{}]\n", expect.join(", "))
    }
}

fn scenario() -> impl Strategy<Value = String> {
    prop::collection::vec(inject(), 0..=IDS.len()).prop_map(|injects| {
        let head = "schema = \"ic-drill/1\"\n[exercise]\nid = \"x\"\ntitle = \"X\"\nduration = \"30m\"\n\
                    roles = [\"commander\"]\nscenario_start = \"10:00\"\n\
                    targets = { declare = \"5m\", update_first = \"5m\", update_every = \"10m\", handoff = \"2m\" }\n\
                    objectives = [{ id = \"o\", text = \"O\" }]\n\
                    checklist = [{ id = \"disk\", text = \"Disk\", required = true }, { id = \"net\", text = \"Net\" }]\n";
        let each = injects.iter().zip(IDS).map(|(inject, id)| format!("[[inject]]\nid = \"{id}\"\n{inject}"));
        format!("{head}{}", each.collect::<String>())
    })
}

/// One thing somebody does, in the words of a script; it may be refused.
fn deed() -> impl Strategy<Value = String> {
    let words = [
        "declare 2",
        "take commander ana",
        "take commander bo",
        "free commander",
        "tell customers",
        "tell internal",
        "decide",
        "log paged the DBA",
        "log nothing",
        "check disk",
        "check net",
        "skip disk",
        "task",
        "sev 1",
        "sev 3",
        "status resolved",
        "status investigating",
        "skip-on",
    ];
    prop_oneof![
        6 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        2 => id().prop_map(|id| format!("ack {id}")),
        2 => (id(), prop::sample::select(&["a", "b"][..])).prop_map(|(id, option)| format!("choose {id} {option}")),
        1 => id().prop_map(|id| format!("hint {id}")),
        1 => id().prop_map(|id| format!("fire {id}")),
        1 => id().prop_map(|id| format!("judge {id} 1 S")),
    ]
}

fn script() -> impl Strategy<Value = Vec<(u16, String)>> {
    prop::collection::vec((1..300u16, deed()), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_panics_nothing_comes_twice_and_no_rating_is_without_evidence(
        source in scenario(),
        script in script(),
        solo in any::<bool>(),
        timed in any::<bool>(),
        seed in prop::option::of(any::<u64>()),
    ) {
        let options = Options { solo, timed, seed, ..Options::default() };
        let mut rehearsal = Rehearsal::begin(&source, options);
        for (wait, deed) in script {
            rehearsal.until(rehearsal.now + chrono::TimeDelta::seconds(wait.into()));
            let known = rehearsal.ratings();
            // Refusals are part of the play.
            let words: Vec<&str> = deed.split_whitespace().collect();
            let done = rehearsal.deed(&words);
            if rehearsal.is_over() && done.is_ok() && words[0] != "judge" {
                prop_assert_eq!(&rehearsal.ratings(), &known, "nothing counts after ENDEX: {}", deed);
            }
        }
        rehearsal.until_endex();
        let exercise = rehearsal.stage.state.exercise.as_ref().unwrap();
        for (place, arrival) in exercise.arrivals().iter().enumerate() {
            prop_assert!(exercise.arrivals()[..place].iter().all(|other| other.inject != arrival.inject));
            prop_assert!(rehearsal.scenario.inject(&arrival.inject).is_some());
        }
        let delivered = rehearsal.stage.records.iter().filter(|record| {
            matches!(&record.kind, Kind::Known(event) if format!("{event:?}").contains("Delivered"))
        });
        prop_assert_eq!(delivered.count(), exercise.arrivals().len());
        for outcome in outcomes(&rehearsal.play()) {
            let judged = outcome.action.contains("controller judges");
            match outcome.rating {
                None => prop_assert!(!outcome.why.is_empty()),
                Some(Rating::U) => prop_assert!(outcome.since.is_some() && (judged || outcome.evidence.is_none())),
                Some(_) if judged => prop_assert!(exercise.judgement(&outcome.inject, 1).is_some()),
                Some(rating) => {
                    let shown = outcome.evidence.and_then(|record| rehearsal.stage.records.iter().find(|one| one.id == record));
                    prop_assert!(shown.is_some(), "{} {rating}: no evidence", outcome.id);
                    prop_assert!(rehearsal.play().line(shown.unwrap().id).is_some());
                    prop_assert!(outcome.latency_ms.is_some_and(|ms| ms >= 0));
                }
            }
        }
        // Whatever order the records come in, the same story is told.
        let again = fold(rehearsal.stage.records.iter().rev().cloned().collect());
        prop_assert_eq!(&again, &rehearsal.stage.state);
        prop_assert!(rehearsal.measured().contains_key("declare"));
        prop_assert!(rehearsal.exercise(Command::Pause).is_err());
    }

    #[test]
    fn a_scenario_is_written_as_it_is_read(source in scenario()) {
        let scenario = Scenario::parse(&source, "one").unwrap();
        let written = toml::to_string(&scenario).unwrap();
        prop_assert_eq!(Scenario::parse(&written, "two").unwrap(), scenario);
    }
}

#[test]
fn the_schema_names_every_key() {
    for key in ["scenario_start", "ground_truth", "update_every", "when_any", "synopsis", "options", "needs", "manual"]
    {
        assert!(schema().contains(&format!("\"{key}\"")), "{key}");
    }
}
