use super::*;

const BEGINNING: &str = "schema = \"ic-drill/1\"\n[exercise]\nid = \"a\"\ntitle = \"t\"\nduration = \"9m\"\n";
const INJECT: &str = "[[inject]]\nid = \"I1\"\nat = \"0m\"\nmethod = \"chat\"\nsynopsis = \"s\"\ntext = \"t\"\n";

fn refused(text: &str) -> String {
    Scenario::parse(text, "f").expect_err(text).to_string()
}

#[test]
fn the_least_that_is_a_scenario() {
    let scenario = Scenario::parse(&format!("{BEGINNING}{INJECT}"), "f").unwrap();
    assert_eq!((scenario.exercise.version, scenario.injects.len()), (1, 1));
}

#[test]
fn a_wrong_key_is_named_with_its_place_and_the_nearest() {
    for (from, to, error) in [
        ("duration", "durration", "f:5:1: unknown key `durration`; did you mean `duration`?"),
        ("[[inject]]", "[[injct]]", "f:6:3: unknown key `injct`; did you mean `inject`?"),
        ("at =", "ta =", "f:8:1: unknown key `ta`; did you mean `at`?"),
        ("id = \"a\"\n", "", "f:2:1: the key `id` is missing"),
    ] {
        assert_eq!(refused(&format!("{BEGINNING}{INJECT}").replacen(from, to, 1)), error);
    }
    for (more, error) in [
        ("tpye = \"information\"", "f:12:1: unknown key `tpye`; did you mean `type`?"),
        ("wehn = [\"met I1\"]", "f:12:1: unknown key `wehn`; did you mean `when`?"),
        ("hint = { after = \"2m\", txt = \"x\" }", "f:12:24: unknown key `txt`; did you mean `text`?"),
        (
            "expect = [\n  { action = \"ack\" },\n  { actoin = \"ack\" },\n]",
            "f:14:5: unknown key `actoin`; did you mean `action`?",
        ),
        ("[[inject.options]]\nid = \"x\"", "f:12:1: the key `label` is missing"),
        ("at = \"1m\"", "f:12:1: duplicate key"),
    ] {
        assert_eq!(refused(&format!("{BEGINNING}{INJECT}{more}\n")), error);
    }
}

#[test]
fn a_wrong_value_is_named_with_its_place_and_a_way_out() {
    for (from, to, error) in [
        ("drill/1", "drill/2", "f:1:10: `ic-drill/2` is not known here; did you mean `ic-drill/1`?"),
        ("\"9m\"", "\"9\"", "f:5:12: 9: say 9m or 9h"),
        ("\"9m\"", "9", "f:5:12: expected a string, found integer `9`"),
        ("\"chat\"", "\"chatt\"", "f:9:10: `chatt` is not known here; did you mean `chat`?"),
    ] {
        assert_eq!(refused(&format!("{BEGINNING}{INJECT}").replacen(from, to, 1)), error);
    }
    for (more, error) in [
        ("scenario_start = \"3:12\"", "f:6:18: `3:12` is no time of day; write HH:MM, such as 03:12"),
        ("targets = { declare = \"5 minuts\" }", "f:6:23: `minuts` is not a unit: use d, h, m or s, like 1h30m"),
        ("players = 3", "f:6:11: expected a table: `{ key = … }`, found integer `3`"),
        ("players = { min = 1, max = 300 }", "f:6:28: expected a whole number from 0 to 255, found integer `300`"),
        ("version = \"1\"", "f:6:11: expected a whole number, found string \"1\""),
        ("[inject]\nid = \"I1\"", "f:6:1: expected a list: `[…]`, or `[[…]]` above each of its tables, found a table"),
    ] {
        assert_eq!(refused(&format!("{BEGINNING}{more}\n")), error);
    }
    for (more, error) in [
        ("type = \"contingncy\"", "f:12:8: `contingncy` is not known here; did you mean `contingency`?"),
        (
            "expect = [{ action = \"updat:customer\" }]",
            "f:12:22: `updat:customer` is no action; did you mean `update:customer`?",
        ),
        (
            "when = [\"met I1\", \"chose I1\"]",
            "f:12:8: `chose I1` is no condition; write `met INJECT`, `missed INJECT`, `chose INJECT.OPTION` or `checked ID`",
        ),
        (
            "when = \"met I1\"",
            "f:12:8: expected a list: `[…]`, or `[[…]]` above each of its tables, found string \"met I1\"",
        ),
    ] {
        assert_eq!(refused(&format!("{BEGINNING}{INJECT}{more}\n")), error);
    }
}
