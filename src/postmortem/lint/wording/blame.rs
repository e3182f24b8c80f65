//! Sentences that judge a person, and what might have been in place of what was.
//!
//! After Google's *Site Reliability Engineering*, chapter 15 (blameless postmortems), Etsy's *Debriefing Facilitation
//! Guide* (John Allspaw and others, on counterfactuals) and Sidney Dekker's *Field Guide to Understanding “Human
//! Error”*. Only a person, a role, a team or a pronoun can be blamed: what a machine should have done is a finding,
//! and users are not judged.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::super::finding::{Finding, Weight};
use super::super::report::{Part, Report};

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

/// Words between a person and a judgement of that person.
const LINKING: &[&str] = &["is", "was", "are", "were", "be", "been", "being", "too", "very", "so", "simply", "just"];
/// What stands between a word of cause and `user error`.
const CAUSING: &[&str] = &["by", "to", "was", "is"];
/// What stands before `human error` where it is spoken about rather than blamed.
const ASIDE: &[&str] =
    &["not", "no", "never", "nobody", "than", "instead", "understanding", "called", "term", "blame", "blaming"];

/// Cheap to look for: without one of these words, nothing blames.
static TRIGGER: LazyLock<Regex> = LazyLock::new(|| {
    let words = [&["errors?", "should", "could", "would", "ought", "failed"], JUDGEMENTS, DEEDS, SLIPS].concat();
    Regex::new(&format!(r"(?i)\b(?:{})\b", words.join("|"))).expect("a test compiles it")
});
static MENTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(\[])@([A-Za-z][\w-]{0,38})").expect("a test compiles it"));
static ROLE_HELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[^:]{2,40}:\s*@?(\p{Lu}[\p{L}'’-]+)\b").expect("a test compiles it"));

/// In which way a passage blames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A person's error is the cause.
    Error,
    /// A person is called something.
    Judgement,
    /// What would have been better.
    Counterfactual,
    /// What a person did not do.
    Omission,
    /// What a person did.
    Deed,
}

impl Kind {
    fn suggestion(self) -> &'static str {
        match self {
            Kind::Error => "Say what made the slip easy and what did not catch it: “the tool took the wrong name”.",
            Kind::Judgement => "Say what people knew and what they were shown, not what they are like.",
            Kind::Counterfactual => "Say what was in place and what it showed: “nothing warned that …”.",
            Kind::Omission => "Say what happened instead and what made it likely: “the page reached nobody, as …”.",
            Kind::Deed => "Say what the system allowed: “the deploy tool accepted …”.",
        }
    }
}

/// What blames in a sentence: from which word to which.
struct Phrase {
    from: usize,
    to: usize,
    kind: Kind,
}

/// Every blaming passage, in order, at most one finding for each sentence.
pub fn check(report: &Report) -> Vec<Finding> {
    let names = names(report);
    let mut found = Vec::new();
    for text in report.texts.iter().filter(|text| TRIGGER.is_match(&text.text)) {
        for sentence in text.text.split_sentence_bounds().filter(|sentence| TRIGGER.is_match(sentence)) {
            if let Some((phrase, ourselves, kind)) = blaming(sentence, &names) {
                let weight = if ourselves { Weight::Info } else { Weight::Warning };
                let says = format!("“{phrase}” looks at a person rather than at the system.");
                found.push(Finding::new(CODE, weight, &text.place, says, kind.suggestion()));
            }
        }
    }
    found
}

/// The people whom the report names as owners, by `@name` or as holders of a role, in lower case.
fn names(report: &Report) -> HashSet<String> {
    let owners = report.actions.iter().filter_map(|action| action.owner.as_deref());
    let people = owners.filter(|owner| {
        let words: Vec<&str> = owner.split_whitespace().collect();
        (1..=2).contains(&words.len()) && words.iter().all(|word| is_name(word))
    });
    let mut names: HashSet<String> = people.flat_map(str::split_whitespace).map(str::to_lowercase).collect();
    for text in &report.texts {
        let mentioned = MENTION.captures_iter(&text.text).map(|found| found[1].to_lowercase());
        names.extend(mentioned.filter(|name| !matches!(name.as_str(), "here" | "channel" | "everyone" | "all")));
        let held = ROLE_HELD.captures(&text.text).filter(|_| text.part == Part::Roles);
        names
            .extend(held.map(|found| found[1].to_owned()).filter(|name| is_name(name)).map(|name| name.to_lowercase()));
    }
    names
}

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().count() > 1
        && letters.all(char::is_lowercase)
        && !ROLES.contains(&word.to_lowercase().as_str())
}

/// The words that blame in a sentence, whether they blame the writers, and how.
fn blaming(sentence: &str, names: &HashSet<String>) -> Option<(String, bool, Kind)> {
    let spans: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
    let words: Vec<String> = spans.iter().map(|(_, word)| word.to_lowercase()).collect();
    (0..words.len()).find_map(|at| {
        let Phrase { from, to, kind } = phrase(sentence, &spans, &words, at, names)?;
        let end = spans.get(to).map(|(start, word)| start + word.len())?;
        let ourselves = matches!(words[from].as_str(), "we" | "i");
        Some((sentence[spans[from].0..end].to_owned(), ourselves, kind))
    })
}

/// What blames at a word.
fn phrase(
    sentence: &str,
    spans: &[(usize, &str)],
    words: &[String],
    at: usize,
    names: &HashSet<String>,
) -> Option<Phrase> {
    let word = words[at].as_str();
    let next = words.get(at + 1).map(String::as_str).unwrap_or_default();
    let before = &words[at.saturating_sub(4)..at];
    let is_person = |who: &str| PRONOUNS.contains(&who) || ROLES.contains(&who) || names.contains(who);
    if matches!(word, "human" | "operator" | "pilot" | "user") && matches!(next, "error" | "errors") {
        // In a title both words have capitals.
        let aside = before.iter().any(|word| ASIDE.contains(&word.as_str())) || spans[at + 1].1.starts_with('E');
        let cause = word != "user" || before.last().is_some_and(|word| CAUSING.contains(&word.as_str()));
        return (!aside && cause).then_some(Phrase { from: at, to: at + 1, kind: Kind::Error });
    }
    if JUDGEMENTS.contains(&word) {
        let kind = Kind::Judgement;
        if ROLES.contains(&next) {
            return Some(Phrase { from: at, to: at + 1, kind });
        }
        let linked = before.last().is_some_and(|word| LINKING.contains(&word.as_str()));
        let who = subject(sentence, spans, words, at, LINKING).filter(|who| linked && is_person(&words[*who]))?;
        return Some(Phrase { from: who, to: at, kind });
    }
    let (last, kind) = match word {
        "should" | "could" | "would" if next == "have" && is_past(words, at + 2) => (at + 2, Kind::Counterfactual),
        "ought" if next == "to" && words.get(at + 2).is_some_and(|word| word == "have") => {
            (at + 2, Kind::Counterfactual)
        }
        "failed" if next == "to" && at + 2 < words.len() => (at + 2, Kind::Omission),
        "forgot" | "neglected" | "ignored" | "overlooked" => (at, Kind::Omission),
        _ if DEEDS.contains(&word) => (at, Kind::Deed),
        _ if SLIPS.contains(&word) && at + 1 < words.len() => (at + 1, Kind::Deed),
        _ => return None,
    };
    let subject = subject(sentence, spans, words, at, PASSED_OVER)?;
    let denied = subject > 0 && matches!(words[subject - 1].as_str(), "no" | "if");
    let who = words[subject].as_str();
    let person = is_person(who) || (who == "they" && MINDED.contains(&words[last].as_str()));
    // What somebody would have done is no wish that they had.
    let conditional = word == "would" && !matches!(who, "we" | "i");
    (person && !denied && !conditional).then_some(Phrase { from: subject, to: last, kind })
}

/// The word before a verb that may be its subject: words such as adverbs are passed over, punctuation is not.
fn subject(
    sentence: &str,
    spans: &[(usize, &str)],
    words: &[String],
    verb: usize,
    passed_over: &[&str],
) -> Option<usize> {
    let mut at = verb.checked_sub(1)?;
    for _ in 0..4 {
        let end = spans[at].0 + spans[at].1.len();
        if !sentence[end..spans[at + 1].0].chars().all(char::is_whitespace) {
            return None;
        }
        if !(passed_over.contains(&words[at].as_str()) || SLIPS.contains(&words[at].as_str())) {
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
