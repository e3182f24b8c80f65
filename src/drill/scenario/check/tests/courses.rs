//! Injects that can never come are found, with the reason.

use super::*;

/// The errors of a text.
fn errors(text: &str) -> Vec<String> {
    let errors = findings(text).into_iter().filter(|one| one.weight == Error);
    errors.map(|one| one.what).collect()
}

/// There is exactly this one error.
fn only(text: &str, words: &[&str]) {
    let errors = errors(text);
    assert!(errors.len() == 1 && words.iter().all(|word| errors[0].contains(word)), "{words:?} in {errors:#?}");
}

/// [`SOUND`] with more injects that acknowledge nothing but themselves: an id and how it comes.
fn and(more: &[(&str, &str)]) -> String {
    let inject = |(id, comes): &(&str, &str)| {
        let expect = "expect = [{ action = \"ack\", within = \"2m\", objective = \"lead\" }]";
        format!("[[inject]]\nid = \"{id}\"\nmethod = \"chat\"\nsynopsis = \"s\"\ntext = \"t\"\n{comes}\n{expect}\n")
    };
    SOUND.to_owned() + &more.iter().map(inject).collect::<String>()
}

#[test]
fn an_inject_says_when_it_comes() {
    let none = "schema='ic-drill/1'\nexercise={id='x',title='t',duration='9m'}";
    assert!(errors(none).iter().any(|one| one.contains("there is no inject")));
    only(&and(&[("J", "")]), &["`J` has neither `at` nor `when`"]);
    only(&and(&[("J", "at = \"9m\"\ndelay = \"1m\"")]), &["the delay of `J`"]);
    only(&and(&[("J", "at = \"40m\"")]), &["`J` comes 40m after STARTEX", "ends after 40m"]);
    assert_eq!(errors(&and(&[("J", "at = \"39m\"")])), [""; 0]);
}

#[test]
fn the_earliest_time_counts_with_deadlines_and_delays() {
    assert_eq!(errors(&and(&[("J", "when = [\"met I4\"]\ndelay = \"24m\"")])), [""; 0]);
    only(&and(&[("J", "when = [\"met I4\"]\ndelay = \"25m\"")]), &["`J` comes 40m"]);
    assert_eq!(errors(&and(&[("J", "when = [\"missed I4\"]\ndelay = \"18m\"")])), [""; 0]);
    only(&and(&[("J", "when = [\"missed I4\"]\ndelay = \"19m\"")]), &["`J` comes 40m"]);
    only(&and(&[("J", "when = [\"met I2\", \"met I4\"]\ndelay = \"30m\"")]), &["`J` comes 45m"]);
    only(&and(&[("J", "when_any = [\"met I2\", \"met I4\"]\ndelay = \"36m\"")]), &["`J` comes 41m"]);
    assert_eq!(errors(&and(&[("J", "when_any = [\"met I2\", \"met I4\"]\ndelay = \"30m\"")])), [""; 0]);
    let overtaken = |conditions: &str| {
        let comes = format!("{conditions} = [\"missed I2\", \"met K\"]\ndelay = \"30m\"");
        errors(&and(&[("J", &comes), ("K", "at = \"8m\"")]))
    };
    assert_eq!(overtaken("when_any"), [""; 0], "at 8m, while the other holds at 11m");
    assert_eq!(overtaken("when").len(), 1, "at 11m");
    only(&and(&[("J", "when = [\"checked age\"]\ndelay = \"41m\"")]), &["`J` comes 41m"]);
    only(&and(&[("J", "at = \"42m\"\nwhen = [\"checked age\"]")]), &["`J` comes 42m"]);
}

#[test]
fn conditions_can_hold_at_all_and_together() {
    only(&and(&[("J", "when = [\"met I6\"]")]), &["`met I6`", "shows by itself"]);
    only(&and(&[("J", "when_any = [\"missed I6\", \"met I1\"]")]), &["`missed I6`", "shows by itself"]);
    only(&and(&[("J", "when = [\"met I1\", \"missed I1\"]")]), &["both `met I1` and `missed I1`"]);
    only(
        &and(&[("J", "when = [\"chose I4.wait\", \"chose I4.spare\"]")]),
        &["both `chose I4.wait` and `chose I4.spare`"],
    );
    only(&and(&[("J", "when = [\"met I1\"]\nwhen_any = [\"missed I1\"]")]), &["both `met I1` and `missed I1`"]);
    assert_eq!(errors(&and(&[("J", "when = [\"met I1\"]\nwhen_any = [\"missed I1\", \"checked age\"]")])), [""; 0]);
    assert_eq!(errors(&and(&[("J", "when = [\"missed I4\", \"chose I4.wait\"]")])), [""; 0], "a late choice");
    let endless = with("within = \"6m\", objective = \"tell\"", "objective = \"tell\"");
    only(&endless, &["`I3` waits for `missed I2`", "has a deadline"]);
}

#[test]
fn a_circle_is_named_once() {
    let pair = [("J", "when = [\"met K\"]"), ("K", "at = \"3m\"\nwhen_any = [\"missed J\"]")];
    only(&and(&pair), &["wait for each other", "`J` → `K` → `J`"]);
    only(&and(&[("J", "when = [\"met J\"]")]), &["`J` → `J`"]);
    let out = [("J", "when = [\"met K\"]"), ("K", "when_any = [\"missed J\", \"met I1\"]")];
    assert_eq!(errors(&and(&out)), [""; 0], "there is another way in");
}

#[test]
fn what_waits_for_what_never_comes_never_comes() {
    let text = and(&[("L", "when = [\"met K\"]"), ("J", ""), ("K", "when = [\"checked age\", \"met J\"]")]);
    let found = errors(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].contains("`L` waits for `met K`, and `K` never comes"), "{found:#?}");
    assert!(found[1].contains("`J` has neither"), "{found:#?}");
    assert!(found[2].contains("`K` waits for `met J`, and `J` never comes"), "{found:#?}");
    let text = and(&[("L", "when = [\"met J\"]"), ("J", "when = [\"met I1\", \"missed I1\", \"met K\"]"), ("K", "")]);
    let found = errors(&text);
    assert_eq!(found.len(), 3, "one reason each: {found:#?}");
    assert!(found[0].contains("`L` waits for `met J`, and `J` never comes"), "{found:#?}");
    let text = and(&[("L", "when = [\"met J\"]"), ("J", "when = [\"met I1\", \"missed I1\"]")]);
    assert_eq!(errors(&text).len(), 2);
    let text = and(&[("L", "when = [\"met J\"]"), ("J", "when = [\"met K\"]"), ("K", "when = [\"met J\"]")]);
    let found = errors(&text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("`L` waits for `met J`") && found[1].contains("`J` → `K` → `J`"), "{found:#?}");
}

#[test]
fn a_contingency_stands_in_for_an_inject_that_can_be_missed() {
    only(&with("missed I2", "met I2"), &["`I3` stands in for no inject"]);
    let again = "type = \"contingency\"\nwhen = [\"missed I3\"]";
    only(&and(&[("J", again)]), &["`J` stands in for `I3`", "a contingency itself"]);
    let late = with("within = \"6m\", objective = \"tell\"", "within = \"36m\", objective = \"tell\"");
    only(&late, &["`I3` comes 41m after STARTEX"]);
}

#[test]
fn thousands_that_wait_for_one_another_take_no_time() {
    let ids: Vec<String> = (0..20_000).map(|number| format!("J{number}")).collect();
    let comes: Vec<String> =
        ids.iter().skip(1).map(|next| format!("when = [\"met {next}\", \"met X{next}\"]")).collect();
    let chain: Vec<(&str, &str)> = ids.iter().zip(&comes).map(|(id, comes)| (id.as_str(), comes.as_str())).collect();
    let text = and(&chain);
    let scenario = Scenario::parse(&text, "f").unwrap();
    let begun = std::time::Instant::now();
    assert!(scenario.findings(&text).len() >= chain.len());
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}
