//! One thing is broken, and found.

use super::*;

/// Exactly one finding of this weight says all of `words`; others may follow from it.
fn found(text: &str, weight: Weight, words: &[&str]) {
    let all = findings(text);
    let fitting = all.iter().filter(|one| one.weight == weight && words.iter().all(|word| one.what.contains(word)));
    assert_eq!(fitting.count(), 1, "{words:?} in {all:#?}");
}

#[test]
fn names_are_there_once_and_well_formed() {
    found(&with("\"slow-search\"", "\"Slow search\""), Error, &["`Slow search`", "lower-case"]);
    found(&with("id = \"I6\"", "id = \"\""), Error, &["an inject has an empty id"]);
    found(&with("id = \"I6\"", "id = \"I 6\""), Error, &["`I 6` is no name"]);
    found(&with("id = \"I6\"", "id = \"-6\""), Error, &["`-6` is no name"]);
    found(&with("id = \"I6\"", "id = \"I5\""), Error, &["another inject `I5`"]);
    found(&with("id = \"wait\"", "id = \"spare\""), Error, &["another option `spare`"]);
    found(&with("id = \"tell\"", "id = \"lead\""), Error, &["another objective `lead`"]);
    found(&with("id = \"who\"", "id = \"age\""), Error, &["another item of the checklist `age`"]);
    found(&with("Ask who is hit", "Look how old the spare is"), Error, &["`who` has the text of an earlier"]);
}

#[test]
fn texts_say_something() {
    for (from, whose) in [
        ("Waiting for answers", "the title of the exercise"),
        ("Three search nodes behind one balancer. A fourth, search-d, is kept as a spare.", "the situation of"),
        ("The nightly indexer leaks handles; the spare holds an outdated index.", "the ground_truth of"),
        ("It begins", "the synopsis of `I1`"),
        ("Search takes 4 s", "the text of `I1`"),
        ("Who tells them?", "the hint of `I2`"),
        ("One person leads", "the objective `lead`"),
        ("Ask who is hit", "the item `who`"),
        ("Take it", "the option `spare`"),
    ] {
        found(&with(from, " "), Warning, &[whose, "is empty"]);
    }
}

#[test]
fn the_frame_is_one_that_can_be_played() {
    found(&with("\"ready\"", "\"draft\""), Warning, &["draft", "status = \"ready\""]);
    found(&with("\"40m\"", "\"0m\""), Error, &["ends when it begins"]);
    found(&with("\"40m\"", "\"8h1m\""), Warning, &["8h1m is long"]);
    assert_eq!(findings(&with("\"40m\"", "\"8h\"")), []);
    found(&with("min = 2", "min = 6"), Error, &["`min` is more than `max`"]);
    found(&with("min = 2", "min = 0"), Error, &["at least 1"]);
    found(&with("commander = \"3m\"", "commander = \"0m\""), Error, &["target `commander`"]);
    found(&with("roles = [\"commander\",", "roles = [\"comander\","), Warning, &["role `comander`", "`commander`?"]);
    found(&with("\"ops\"", "\"janitor\""), Warning, &["role `janitor`", "playbook of those who play"]);
    let unrated = SOUND.replace(", objective = \"lead\"", "").replace(", objective = \"tell\"", "");
    let objectives = "objectives = [{ id = \"lead\", text = \"One person leads\" }, { id = \"tell\", text = \"Customers hear from us\" }]\n";
    let without = unrated.replace(objectives, "");
    assert_eq!(findings(&without).len(), 1, "once, and not for each expectation");
    found(&without, Warning, &["no objective is named"]);
    found(&unrated, Warning, &["`declare` of `I1` belongs to no objective"]);
    found(&unrated, Warning, &["objective `lead`", "never rated"]);
}

#[test]
fn whatever_is_named_is_there() {
    found(&with("missed I2", "missed I22"), Error, &["`missed I22`", "no inject `I22`", "did you mean `I2`?"]);
    found(&with("met I1", "met weather"), Error, &["no inject `weather`; add it"]);
    found(&with("chose I4.spare", "chose I4.sprae"), Error, &["no option `sprae`", "did you mean `spare`?"]);
    found(&with("checked who", "checked whom"), Error, &["`checked whom`", "no such item", "did you mean `who`?"]);
    found(&with("needs = [\"age\"]", "needs = [\"aeg\"]"), Error, &["needs `aeg`", "did you mean `age`?"]);
    found(&with("\"check:age\"", "\"check:aeg\""), Error, &["awaits `check:aeg`", "did you mean `age`?"]);
    found(&with("objective = \"tell\"", "objective = \"tel\""), Error, &["objective `tel`", "did you mean `tell`?"]);
    found(&with("assign:commander", "handoff:comander"), Warning, &["role `comander`", "`commander`?"]);
    found(&with("risky = true, ", ""), Warning, &["option `spare`", "has `needs`", "risky = true"]);
}

#[test]
fn what_is_awaited_can_be_done_and_judged() {
    let options = "options = [{ id = \"spare\", label = \"Take it\", risky = true, needs = [\"age\"] }, \
                   { id = \"wait\", label = \"Wait\" }]\n";
    found(&with(options, ""), Error, &["`I4` awaits a choice and offers none"]);
    found(&with("action = \"choose\"", "action = \"ack\""), Warning, &["`I4` offers options"]);
    found(&with("action = \"check:age\"", "action = \"manual\""), Error, &["`manual` of `I5`", "add `manual ="]);
    found(&with("\"check:age\"", "\"task\", manual = \"Look\""), Error, &["`task` of `I5`", "leave `manual` out"]);
    assert_eq!(findings(&with("\"check:age\", within = \"5m\"", "\"manual\", manual = \"Look\"")), []);
    found(&with("within = \"5m\"", "within = \"0m\""), Error, &["`check:age` of `I5` leaves no time"]);
    found(&with(", within = \"5m\"", ""), Warning, &["`check:age` of `I5` has no deadline"]);
    found(
        &with("within = \"6m\", objective = \"tell\"", "within = \"36m\", objective = \"tell\""),
        Warning,
        &["due after ENDEX"],
    );
    found(&with("after = \"4m\"", "after = \"6m\""), Warning, &["hint of `I2`", "when all was due after 6m"]);
    found(&with("type = \"facilitation\"\n", ""), Warning, &["`I6` awaits nothing"]);
    let told = with("at = \"0m\"", "at = \"0m\"\ntype = \"information\"");
    found(&told, Warning, &["`I1` is information"]);
    let hidden = with("at = \"0m\"", "at = \"0m\"\ntype = \"facilitation\"");
    found(&hidden, Warning, &["`I1` is seen by the controller only"]);
    found(&with("expect = [{ action = \"update:customer\", within = \"4m\" }]", ""), Warning, &["mends nothing"]);
}
