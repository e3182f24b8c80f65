//! What the words of a heading say about the passages under it.

use crate::postmortem::lint::report::Part;

/// Words that say whose or when, not what.
const BEFORE: &[&str] = &[
    "incident",
    "issue",
    "the",
    "our",
    "a",
    "executive",
    "key",
    "immediate",
    "short",
    "medium",
    "long",
    "term",
    "resulting",
    "customer",
    "user",
    "business",
    "technical",
    "postmortem",
    "post",
    "mortem",
    "outage",
    "proposed",
    "planned",
    "initial",
];

/// How a heading begins. The longer one stands first where two begin alike.
const BEGINNINGS: &[(&str, Part)] = &[
    ("summary", Part::Summary),
    ("overview", Part::Summary),
    ("abstract", Part::Summary),
    ("tl dr", Part::Summary),
    ("tldr", Part::Summary),
    ("description", Part::Summary),
    ("introduction", Part::Summary),
    ("what happened", Part::Summary),
    ("impact", Part::Impact),
    ("scope", Part::Impact),
    ("what was the impact", Part::Impact),
    ("who was affected", Part::Impact),
    ("timeline", Part::Timeline),
    ("time line", Part::Timeline),
    ("chronology", Part::Timeline),
    ("sequence of events", Part::Timeline),
    ("events", Part::Timeline),
    ("log of events", Part::Timeline),
    ("root cause", Part::Causes),
    ("root causes", Part::Causes),
    ("cause", Part::Causes),
    ("causes", Part::Causes),
    ("contributing", Part::Causes),
    ("trigger", Part::Causes),
    ("triggers", Part::Causes),
    ("analysis", Part::Causes),
    ("why", Part::Causes),
    ("detection", Part::Detection),
    ("how was it detected", Part::Detection),
    ("how we noticed", Part::Detection),
    ("resolution", Part::Response),
    ("recovery", Part::Response),
    ("response", Part::Response),
    ("mitigation", Part::Response),
    ("fix", Part::Response),
    ("lessons", Part::Lessons),
    ("lesson", Part::Lessons),
    ("learnings", Part::Lessons),
    ("takeaways", Part::Lessons),
    ("insights", Part::Lessons),
    ("retrospective", Part::Lessons),
    ("what went", Part::Lessons),
    ("things that went", Part::Lessons),
    ("what didn t go well", Part::Lessons),
    ("what did not go well", Part::Lessons),
    ("what we learn", Part::Lessons),
    ("what we learned", Part::Lessons),
    ("where we got lucky", Part::Lessons),
    ("action", Part::Actions),
    ("actions", Part::Actions),
    ("corrective", Part::Actions),
    ("prevention", Part::Actions),
    ("preventive", Part::Actions),
    ("preventative", Part::Actions),
    ("preventing", Part::Actions),
    ("follow up", Part::Actions),
    ("follow ups", Part::Actions),
    ("followups", Part::Actions),
    ("next steps", Part::Actions),
    ("remediation", Part::Actions),
    ("improvements", Part::Actions),
    ("measures", Part::Actions),
    ("tasks", Part::Actions),
    ("todo", Part::Actions),
    ("todos", Part::Actions),
    ("going forward", Part::Actions),
    ("updates", Part::Updates),
    ("communication", Part::Updates),
    ("communications", Part::Updates),
    ("status updates", Part::Updates),
    ("what we told", Part::Updates),
    ("roles", Part::Roles),
    ("responders", Part::Roles),
    ("participants", Part::Roles),
    ("people involved", Part::Roles),
    ("attendees", Part::Roles),
    ("team", Part::Roles),
    ("conclusion", Part::Closing),
    ("conclusions", Part::Closing),
    ("closing", Part::Closing),
    ("thanks", Part::Closing),
    ("acknowledgements", Part::Closing),
    ("acknowledgments", Part::Closing),
    ("appendix", Part::Other),
    ("supporting information", Part::Other),
    ("references", Part::Other),
    ("table of contents", Part::Other),
    ("contents", Part::Other),
    ("glossary", Part::Other),
    ("background", Part::Other),
];

/// What a heading is about, if its words say so.
pub(super) fn of(heading: &str) -> Option<Part> {
    let shown = heading.split(['(', '[']).next().unwrap_or_default();
    let lower = shown.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if words.len() > 9 {
        return None;
    }
    (0..words.len()).take_while(|from| words[..*from].iter().all(|word| BEFORE.contains(word))).find_map(|from| {
        let phrase = words[from..].join(" ");
        let fits = |beginning: &str| {
            phrase.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        BEGINNINGS.iter().find(|(beginning, _)| fits(beginning)).map(|(_, part)| *part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_people_write() {
        let cases = [
            ("Issue Summary :ledger:", Some(Part::Summary)),
            ("Executive Summary", Some(Part::Summary)),
            ("Timeline (East African Time - EAT)", Some(Part::Timeline)),
            ("Timeline of events", Some(Part::Timeline)),
            ("3. Root cause and resolution", Some(Part::Causes)),
            ("Resolution and recovery", Some(Part::Response)),
            ("What didn't go well?", Some(Part::Lessons)),
            ("Corrective and Preventative measures", Some(Part::Actions)),
            ("Short-term improvements", Some(Part::Actions)),
            ("Actions Taken", Some(Part::Actions)),
            ("Follow-ups", Some(Part::Actions)),
            ("Conclusion:", Some(Part::Closing)),
            ("Database", None),
            ("Incident 42", None),
            ("Why we chose this database and what we think of it now", None),
            ("", None),
        ];
        for (heading, part) in cases {
            assert_eq!(of(heading), part, "{heading}");
        }
    }
}
