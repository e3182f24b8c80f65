//! What was really wrong, what the players may know of it, and what was learnt.

use super::mask::Mask;
use super::told::{cut, exactly, line};
use super::{Draft, LONGEST_TEXT, Place, counts};
use crate::drill::scenario::Objective;
use crate::drill::telling::Telling;
use crate::incident::followups::Progress;
use crate::incident::review::{CauseKind, Section};
use crate::incident::span::Span;
use crate::incident::timeline::{Entry, EntryKind};
use crate::incident::{State, Time};

/// The longest line that tells what was done, in characters.
const LONGEST_LINE: usize = 200;
/// Words that stand for people where names were masked.
const MASKS: [&str; 7] = ["colleague", "commander", "deputy", "lead", "masked", "responder", "scribe"];
/// What stands in the place of a cause that nobody named.
const UNKNOWN: &str = "The incident names no cause. A person has to write down what was really wrong.";
impl Draft {
    /// What was really wrong, what the players may know, and what is rehearsed.
    pub(super) fn take_truth(&mut self, state: &State, mask: &mut Mask, begins: Time, cause: &str) {
        let course = course(state, mask, begins);
        let known = if cause.is_empty() { UNKNOWN } else { cause };
        let told = [known.to_owned(), course].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        self.scenario.exercise.ground_truth = told.join("\n\n");
        if cause.is_empty() {
            self.to_do.push("Write into ground_truth what was really wrong: the incident names no cause.".into());
        }
        let telling = Telling::of(cause);
        let shared = shared_words(&self.scenario.exercise.title, &telling);
        if !shared.is_empty() {
            self.remark(Place::Title, format!("spoiler? shares: {}", shared.join(", ")));
            self.to_do.push("Reword the title (and the id): players see it, and it may give the cause away.".into());
        }
        self.take_situation(state, mask, &telling);
        self.take_objectives(state, mask, &telling);
    }

    /// What the players know at STARTEX stands nowhere in the record: impact and summary tell how it went on.
    fn take_situation(&mut self, state: &State, mask: &mut Mask, telling: &Telling) {
        for (name, section) in [("Impact", Section::Impact), ("Summary", Section::Summary)] {
            let Some(text) = state.review.text(section) else { continue };
            let (text, _) = cut(&mask.text(text), LONGEST_TEXT);
            let shared = shared_words(&text, telling);
            let doubt =
                if shared.is_empty() { "".into() } else { format!(" (spoiler? shares: {})", shared.join(", ")) };
            self.remark(Place::Situation, format!("{name}, for reference{doubt}: {}", line(&text)));
        }
        self.to_do.push("Write the situation: what the players know before anything happens.".into());
    }

    /// What was learnt is what is rehearsed.
    fn take_objectives(&mut self, state: &State, mask: &mut Mask, telling: &Telling) {
        let agreed = state.followups.all().iter().filter(|one| !matches!(one.progress(), Progress::Dropped(_)));
        for (place, followup) in agreed.enumerate() {
            let objective = Objective { id: format!("o{}", place + 1), text: mask.line(followup.text()) };
            let shared = shared_words(&objective.text, telling);
            if !shared.is_empty() {
                self.remark(Place::Objective(place), format!("spoiler? shares: {}", shared.join(", ")));
            }
            self.scenario.exercise.objectives.push(objective);
        }
        self.to_do.push(match self.scenario.exercise.objectives.is_empty() {
            true => "Write objectives: there are no follow-ups to take them from.".into(),
            false => {
                "Turn the objectives, which were follow-ups, into what is rehearsed; name them in expectations.".into()
            }
        });
    }
}

/// The causes and what ended them; empty if nobody wrote that down.
pub(super) fn cause(state: &State, mask: &mut Mask) -> String {
    let causes = state.review.causes().into_iter().map(|cause| {
        let title = format!("{}: {}", part(cause.kind), mask.line(&cause.title));
        let text =
            cause.text.as_deref().map(|text| cut(&mask.text(text), LONGEST_TEXT).0).filter(|text| !text.is_empty());
        text.map_or(title.clone(), |text| format!("{title}\n{text}"))
    });
    let mut told: Vec<String> = causes.collect();
    if let Some(resolution) = state.review.text(Section::Resolution).filter(|_| !told.is_empty()) {
        told.push(format!("What ended it: {}", cut(&mask.text(resolution), LONGEST_TEXT).0));
    }
    told.join("\n\n")
}

fn part(kind: CauseKind) -> &'static str {
    match kind {
        CauseKind::Root => "Root cause",
        CauseKind::Contributing => "Contributing cause",
        CauseKind::Trigger => "Trigger",
        CauseKind::Process => "How people worked",
    }
}

/// What was done when, for controllers.
fn course(state: &State, mask: &mut Mask, begins: Time) -> String {
    let done = |entry: &&Entry| {
        matches!(entry.kind, EntryKind::Action | EntryKind::Command | EntryKind::Decision) && counts(entry)
    };
    let lines = state.timeline.in_order().filter(done).map(|entry| {
        let when = match Span::between(begins, entry.occurred) {
            Some(after) => format!("after {}", exactly(after)),
            None => "before".into(),
        };
        let said = match entry.kind {
            // What a command printed is what was seen, not what was done.
            EntryKind::Command => entry.text().lines().next().unwrap_or_default(),
            _ => entry.text(),
        };
        format!("- {when}: {}", cut(&mask.line(said), LONGEST_LINE).0)
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { String::new() } else { format!("What they did then:\n{}", lines.join("\n")) }
}

/// The words of a text that are among the telling ones of another, in lower case; masked hosts tell nothing.
pub(super) fn shared_words(text: &str, telling: &Telling) -> Vec<String> {
    let shared = telling.shared(text).into_iter().filter(|word| !word.is_host).map(|word| word.text.to_lowercase());
    shared.filter(|word| !MASKS.contains(&word.as_str())).collect()
}
