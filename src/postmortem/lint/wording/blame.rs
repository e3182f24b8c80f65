//! Sentences that judge a person, and what might have been in place of what was.
//!
//! After Google's *Site Reliability Engineering*, chapter 15 (blameless postmortems), Etsy's *Debriefing Facilitation
//! Guide* (John Allspaw and others, on counterfactuals) and Sidney Dekker's *Field Guide to Understanding “Human
//! Error”*. Only a person, a role, a team or a pronoun can be blamed: what a machine should have done is a finding,
//! and users are not judged.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use super::super::finding::{Finding, Weight};
use super::super::report::Report;

/// The name of the check.
pub const CODE: &str = "blame";

const ROLES: &[&str] = &[
    "engineer",
    "engineers",
    "developer",
    "developers",
    "administrator",
    "administrators",
    "sysadmin",
    "admin",
    "intern",
    "contractor",
    "manager",
    "technician",
    "technicians",
    "staff",
    "team",
    "teams",
    "responder",
    "responders",
    "member",
    "members",
    "colleague",
    "somebody",
    "someone",
    "who",
    "reviewer",
    "reviewers",
    "dba",
];
const PRONOUNS: &[&str] = &["i", "he", "she", "we"];
const JUDGEMENTS: &[&str] =
    &["careless", "incompetent", "sloppy", "negligent", "lazy", "stupid", "inexperienced", "reckless", "clueless"];
const DEEDS: &[&str] = &["forgot", "neglected", "ignored", "broke", "botched", "overlooked"];
const SLIPS: &[&str] = &["accidentally", "mistakenly", "carelessly", "wrongly", "inadvertently", "foolishly"];
const PASSED_OVER: &[&str] =
    &["also", "never", "then", "just", "simply", "had", "has", "have", "all", "both", "clearly"];
const IRREGULAR: &[&str] =
    &["been", "done", "known", "caught", "seen", "taken", "made", "had", "thought", "found", "told"];
const ADJECTIVES: &[&str] =
    &["automated", "improved", "dedicated", "shared", "limited", "detailed", "managed", "centralized", "need", "speed"];
/// What people do and machines hardly: `they` is believed to be people before these only.
const MINDED: &[&str] =
    &["notice", "realize", "realise", "communicate", "escalate", "follow", "document", "noticed", "known"];

/// Every blaming passage, in order, at most one finding for each sentence.
pub fn check(report: &Report) -> Vec<Finding> {
    let names = names(report);
    let mut found = Vec::new();
    for text in &report.texts {
        for sentence in text.text.split_sentence_bounds() {
            if let Some((phrase, ourselves)) = blaming(sentence, &names) {
                let weight = if ourselves { Weight::Info } else { Weight::Warning };
                let says = format!("“{phrase}” looks at a person rather than at the system.");
                let suggestion = format!(
                    "In place of “{phrase}”, say what the system allowed or did not show: “nothing warned that …”."
                );
                found.push(Finding::new(CODE, weight, &text.place, says, suggestion));
            }
        }
    }
    found
}

/// The people whom the report names as owners: one or two capitalised words.
fn names(report: &Report) -> HashSet<String> {
    let owners = report.actions.iter().filter_map(|action| action.owner.as_deref());
    let people = owners.filter(|owner| {
        let words: Vec<&str> = owner.split_whitespace().collect();
        (1..=2).contains(&words.len()) && words.iter().all(|word| is_name(word))
    });
    people.flat_map(str::split_whitespace).map(str::to_lowercase).collect()
}

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && letters.all(char::is_lowercase)
        && !ROLES.contains(&word.to_lowercase().as_str())
}

/// The words that blame in a sentence, and whether they blame the writers.
fn blaming(sentence: &str, names: &HashSet<String>) -> Option<(String, bool)> {
    let spans: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
    let words: Vec<String> = spans.iter().map(|(_, word)| word.to_lowercase()).collect();
    (0..words.len()).find_map(|at| {
        let (from, to) = phrase(sentence, &spans, &words, at, names)?;
        let end = spans.get(to).map(|(start, word)| start + word.len())?;
        let ourselves = matches!(words[from].as_str(), "we" | "i");
        Some((sentence[spans[from].0..end].to_owned(), ourselves))
    })
}

/// The first and the last word of what blames at a word.
fn phrase(
    sentence: &str,
    spans: &[(usize, &str)],
    words: &[String],
    at: usize,
    names: &HashSet<String>,
) -> Option<(usize, usize)> {
    let word = words[at].as_str();
    let next = words.get(at + 1).map(String::as_str).unwrap_or_default();
    if matches!(word, "human" | "operator" | "pilot") && matches!(next, "error" | "errors") {
        let denied = words[at.saturating_sub(3)..at].iter().any(|word| matches!(word.as_str(), "not" | "no" | "never"));
        return (!denied).then_some((at, at + 1));
    }
    if JUDGEMENTS.contains(&word) {
        return ROLES.contains(&next).then_some((at, at + 1));
    }
    let last = match word {
        "should" | "could" | "would" if next == "have" && is_past(words, at + 2) => at + 2,
        "ought" if next == "to" && words.get(at + 2).is_some_and(|word| word == "have") => at + 2,
        "failed" if next == "to" && at + 2 < words.len() => at + 2,
        _ if DEEDS.contains(&word) => at,
        _ if SLIPS.contains(&word) && at + 1 < words.len() => at + 1,
        _ => return None,
    };
    let subject = subject(sentence, spans, words, at)?;
    let denied = subject > 0 && matches!(words[subject - 1].as_str(), "no" | "if");
    let who = words[subject].as_str();
    let person = PRONOUNS.contains(&who)
        || ROLES.contains(&who)
        || names.contains(who)
        || (who == "they" && MINDED.contains(&words[last].as_str()));
    let conditional = matches!(word, "would") || (word == "could" && who == "we");
    (person && !denied && !(conditional && matches!(who, "we" | "i"))).then_some((subject, last))
}

/// The word before a verb that may be its subject: adverbs and auxiliaries are passed over, punctuation is not.
fn subject(sentence: &str, spans: &[(usize, &str)], words: &[String], verb: usize) -> Option<usize> {
    let mut at = verb.checked_sub(1)?;
    for _ in 0..4 {
        let end = spans[at].0 + spans[at].1.len();
        if !sentence[end..spans[at + 1].0].chars().all(char::is_whitespace) {
            return None;
        }
        if !(PASSED_OVER.contains(&words[at].as_str()) || SLIPS.contains(&words[at].as_str())) {
            return Some(at);
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// Whether a word after `should have` tells of the past: `should have alerts` is a wish.
fn is_past(words: &[String], at: usize) -> bool {
    words.get(at).is_some_and(|word| {
        IRREGULAR.contains(&word.as_str()) || (word.ends_with("ed") && !ADJECTIVES.contains(&word.as_str()))
    })
}
