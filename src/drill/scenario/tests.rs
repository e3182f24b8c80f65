use serde_json::{Value, json};

use super::*;

/// What a type's part of the schema says of a key.
fn part<'a>(schema: &'a Value, name: &str, key: &str) -> &'a Value {
    &schema["$defs"][name][key]
}

#[test]
fn the_schema_says_what_is_required_and_what_is_known() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["required"], json!(["schema", "exercise"]));
    for (name, required) in [
        ("Exercise", json!(["id", "title", "duration"])),
        ("Inject", json!(["id", "synopsis", "method", "text"])),
        ("Expectation", json!(["action"])),
        ("Choice", json!(["id", "label"])),
        ("Check", json!(["id", "text"])),
        ("Objective", json!(["id", "text"])),
        ("Hint", json!(["after", "text"])),
        ("Players", json!(["min", "max"])),
        ("Source", json!(["kind", "ref"])),
    ] {
        assert_eq!(*part(&schema, name, "required"), required, "{name}");
        assert_eq!(*part(&schema, name, "additionalProperties"), json!(false), "{name}");
    }
    let text = schema.to_string();
    for word in ["ic-drill/1", "facilitation", "contingency", "draft", "ready", "hard", "invented", "dashboard"] {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
    }
    for key in ["when_any", "scenario_start", "ground_truth", "update_every", "expect", "type"] {
        assert!(text.contains(&format!("\"{key}\":{{")), "{key}");
    }
}

#[test]
fn the_patterns_of_the_schema_take_what_is_read() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let pattern = |name: &str| regex::Regex::new(part(&schema, name, "pattern").as_str().unwrap()).unwrap();
    let (action, condition, time) = (pattern("Action"), pattern("Condition"), pattern("TimeOfDay"));
    for text in [
        "declare",
        "assign:comms",
        "handoff:commander",
        "update:customer",
        "update:customers",
        "check:age",
        "updat",
        "Ack",
    ] {
        assert_eq!(action.is_match(text), text.parse::<Action>().is_ok(), "{text}");
    }
    for text in ["met I1", " chose I1.a ", "checked x", "missed", "chose I1", "met I1 I2"] {
        assert_eq!(condition.is_match(text), text.parse::<Condition>().is_ok(), "{text}");
    }
    for text in ["00:00", "23:59", "24:00", "3:12"] {
        assert_eq!(time.is_match(text), text.parse::<TimeOfDay>().is_ok(), "{text}");
    }
}

#[test]
fn the_example_of_the_guide_is_sound() {
    let guide = include_str!("../../../assets/scenarios/README.md");
    let (_, rest) = guide.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let scenario = Scenario::parse(example, "the guide").unwrap();
    assert_eq!(scenario.findings(example), []);
}

#[test]
fn lines_of_a_paragraph_flow_and_lists_stay() {
    assert_eq!(super::told::flowing(" one\ntwo  \n\nthree\n- a\n- b\n"), "one two\n\nthree\n- a\n- b");
    assert_eq!(super::told::flowing(""), "");
}
