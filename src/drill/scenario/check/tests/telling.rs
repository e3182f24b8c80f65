//! What players must not read, or not so soon.

use super::*;

fn found(text: &str, weight: Weight, words: &[&str]) {
    let all = findings(text);
    let fits = |one: &Finding| one.weight == weight && words.iter().all(|word| one.what.contains(word));
    assert!(all.len() == 1 && fits(&all[0]), "{words:?} in {all:#?}");
}

#[test]
fn nothing_that_players_read_denies_the_exercise() {
    for (from, whose) in [
        ("Waiting for answers", "the title"),
        ("Three search nodes behind one balancer.", "the situation"),
        ("Search takes 4 s", "the text of `I1`"),
        ("Who tells them?", "the hint of `I2`"),
        ("Take it", "the option `spare` of `I4`"),
        ("Ask who is hit", "the item `who` of the checklist"),
    ] {
        found(&with(from, "This is NOT  a Drill"), Error, &[whose, "says that this is no exercise"]);
    }
    found(&with("to = \"comms\"", "to = \"comms, not an exercise\""), Error, &["the addressee of `I2`"]);
    found(&with("to = \"comms\"", "from = \"The not-a-drill desk\""), Error, &["the sender of `I2`"]);
}

#[test]
fn a_title_gives_nothing_away() {
    found(&with("Waiting for answers", "The leaking indexer"), Warning, &["the title", "\"leaking\"", "\"indexer\""]);
    found(&with("Waiting for answers", "A leak"), Warning, &["the title", "\"leak\""]);
}

#[test]
fn a_situation_introduces_and_does_not_explain() {
    let from = "Three search nodes behind one balancer.";
    found(
        &with(from, "The indexer has used up its handles."),
        Warning,
        &["the situation", "\"indexer\"", "\"handles\""],
    );
    found(&with(from, "Leaks of the indexer."), Warning, &["\"Leaks\"", "\"indexer\""]);
    assert_eq!(findings(&with(from, "The indexer runs at two.")), [], "one word introduces");
    let named = SOUND.replace("The nightly indexer", "On search-d and Lupo the indexer");
    assert_eq!(findings(&named.replace(from, "Lupo feeds search-d.")), [], "names introduce");
}

#[test]
fn an_early_inject_does_not_explain() {
    let tells = |text: &str| with("Nothing is found any more!", text);
    found(&tells("An outdated index, it seems"), Warning, &["`I2`, which comes early,", "\"outdated\", \"index\""]);
    assert_eq!(findings(&tells("An outdated page")), [], "one word is not enough");
    let host = tells("ix-7 is hot").replace("The nightly indexer", "The indexer on ix-7");
    found(&host, Warning, &["`I2`", "\"ix-7\""]);
    assert_eq!(findings(&host.replace("A fourth,", "A fourth beside ix-7,")), [], "the situation names it");
    assert_eq!(findings(&with("My order of today is gone.", "An outdated index!")), [], "late enough");
    let late = SOUND.replace("at = \"5m\"", "at = \"14m\"").replace("Nothing is found", "An outdated index");
    assert_eq!(findings(&late), [], "in the second third");
    let chosen = late.replace("\"40m\"", "\"90m\"").replace("at = \"15m\"", "at = \"14m\"");
    assert_eq!(findings(&chosen), [], "when they choose already");
    let facilitation = with("See who speaks.", "An outdated index").replace("at = \"30m\"", "at = \"1m\"");
    assert_eq!(findings(&facilitation), [], "for the controller");
}

#[test]
fn what_is_named_before_may_be_said_but_not_explained() {
    let situation = "Three search nodes behind one balancer.";
    let truth = "The nightly indexer leaks handles; the spare holds an outdated index.";
    let introduced = SOUND.replace(situation, "An indexer. Handles run out. It is outdated. It leaks.");
    let early = |text: &str| introduced.replace("Nothing is found any more!", text);
    assert_eq!(findings(&early("The indexer needs outdated handles")), [], "each of the three was named");
    let four = "Some outdated handles, which the indexer leaks";
    found(&early(four), Warning, &["`I2`", "\"handles\"", "\"indexer\"", "\"leaks\""]);
    found(&early(truth), Warning, &["`I2`", "\"indexer\""]);
    let names = "At Lupo and Miro, search-d and search-e fail";
    let named = SOUND.replace("The nightly indexer", &format!("{names}; the indexer")).replace(situation, names);
    assert_eq!(findings(&named.replace("Nothing is found", "Look at search-e, Miro, search-d, Lupo")), [], "names");
    found(&named.replace("Nothing is found", names), Warning, &["`I2`", "\"search-d\""]);
}

#[test]
fn before_the_first_decision_nothing_repeats_the_cause() {
    let later = |comes: &str, text: &str| {
        SOUND
            .replace("at = \"5m\"", comes)
            .replace("Nothing is found any more!", text)
            .replace("at = \"15m\"", "at = \"25m\"")
    };
    let word_for_word = "The indexer leaks handles, the spare …";
    found(&later("at = \"14m\"", word_for_word), Warning, &["`I2`", "before any decision", "\"spare\""]);
    let told = "Handles! Leaks! An outdated indexer";
    found(&later("at = \"10m\"\nwhen = [\"met I1\"]\ndelay = \"14m\"", told), Warning, &["`I2`", "\"Leaks\""]);
    assert_eq!(findings(&later("at = \"14m\"", "The indexer leaks, and handles it")), [], "three words");
    assert_eq!(findings(&later("at = \"26m\"", word_for_word)), [], "they have chosen");
}
