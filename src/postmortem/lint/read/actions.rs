//! What was or is to be done, with what is said about who, when and how far.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blocks::Kind;
use super::passages::Passage;
use crate::postmortem::lint::finding::Place;
use crate::postmortem::lint::report::{Action, Part};

static TITLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Z][^:.]{2,60}:\s+\S.{9,}").expect("a valid pattern"));
static PERSON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(\[])(@[A-Za-z0-9][\w.-]*)").expect("a valid pattern"));
static TICKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|(?:^|[\s(\[])#\d{1,6}\b").expect("a valid pattern"));
static STATUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(done|completed?|closed|fixed|resolved|shipped|open|to ?do|in progress|planned|pending|not started|started|ongoing|wip)\b").expect("a valid pattern")
});
/// How far an action is, in capitals within another column: `n/a DONE`.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(DONE|TODO|OPEN|CLOSED|IN PROGRESS)\b|✅|🔄").expect("a valid pattern"));
static PRIORITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(P[0-5])\b").expect("a valid pattern"));
static FIELDS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let field = |words: &str| {
        Regex::new(&format!(r"(?i)\b(?:{words})\s*[:=]\s*([^,;|()\[\]\u{{FFFC}}]{{1,60}})")).expect("a valid pattern")
    };
    [
        field("owner|assignee|assigned to|responsible"),
        field("due(?: date)?|deadline|eta|by when|target"),
        field("priority|prio"),
        field("status|state"),
    ]
});

/// What a column of a table of actions holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    What,
    Owner,
    Due,
    Priority,
    Status,
    Ticket,
}

/// All actions of the parts about them.
pub(super) fn read(passages: &[Passage]) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut columns: Vec<Option<Column>> = Vec::new();
    let mut taken: Option<usize> = None;
    for (at, passage) in passages.iter().enumerate() {
        if passage.part != Part::Actions {
            continue;
        }
        match passage.block.kind {
            Kind::Row { head: true } => columns = columns_of(passage),
            Kind::Row { head: false } => actions.extend(row(passage, &columns)),
            Kind::Item(depth) => {
                let detail = taken.is_some_and(|open| depth > open);
                let group = passage.block.text.trim_end().ends_with(':')
                    && passages
                        .get(at + 1)
                        .is_some_and(|next| matches!(next.block.kind, Kind::Item(deeper) if deeper > depth));
                if !detail && !group {
                    actions.push(told(passage));
                }
                if !detail {
                    taken = (!group).then_some(depth);
                }
            }
            Kind::Plain if TITLED.is_match(&passage.block.text) && !passage.block.text.trim_end().ends_with(':') => {
                actions.push(told(passage))
            }
            Kind::Heading(_) => taken = None,
            Kind::Plain | Kind::Quote => {}
        }
    }
    actions
}

fn told(passage: &Passage) -> Action {
    let block = &passage.block;
    let text = block.text.as_str();
    let [owner, due, priority, status] = FIELDS
        .each_ref()
        .map(|field| field.captures(text).map(|found| found[1].trim().to_owned()).filter(|found| !found.is_empty()));
    let owner = owner.or_else(|| PERSON.captures(text).map(|found| found[1].trim_end_matches(['.', '-']).to_owned()));
    let priority = priority.or_else(|| PRIORITY.captures(text).map(|found| found[1].to_owned()));
    let status = status
        .or_else(|| STATUS.captures(text).filter(|found| ends_word(text, found)).map(|found| found[1].to_owned()));
    let ticket = TICKET
        .find(text)
        .map(|found| found.as_str().trim_matches(|c: char| !c.is_alphanumeric() && c != '#').to_owned());
    let crossed = block.struck * 5 >= text.trim().len() * 4;
    let open =
        block.checked.map(|done| !done).or(crossed.then_some(false)).or_else(|| status.as_deref().and_then(is_open));
    Action { owner, due, priority, status, ticket, open, ..plain(passage, passage.prose()) }
}

/// Whether a status word stands for itself: `Done: …`, `[open] …`, and not `Open the ticket`.
fn ends_word(text: &str, found: &regex::Captures) -> bool {
    let end = found.get(1).map_or(0, |word| word.end());
    let after = text[end..].trim_start();
    after.starts_with([':', ']', ')', '-', '–', '|'])
}

fn plain(passage: &Passage, text: String) -> Action {
    let line = passage.block.line_at(0);
    Action { place: Some(Place::Line(line)), under: passage.under.clone(), text, ..Action::default() }
}

fn is_open(status: &str) -> Option<bool> {
    let status = status.to_lowercase();
    if status.contains('✅') || status.contains('🔄') {
        return Some(status.contains('🔄'));
    }
    let begins = |words: &[&str]| {
        words.iter().any(|word| status.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(word))
    };
    if begins(&["done", "complete", "closed", "fixed", "resolved", "shipped"]) {
        return Some(false);
    }
    begins(&["open", "todo", "to do", "in progress", "planned", "pending", "not ", "started", "ongoing", "wip"])
        .then_some(true)
}

fn columns_of(passage: &Passage) -> Vec<Option<Column>> {
    let column = |cell: &Range<usize>| {
        let name = passage.block.text.get(cell.clone()).unwrap_or_default().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        match () {
            () if has(&["owner", "assign", "who", "responsible", "dri"]) => Some(Column::Owner),
            () if has(&["due", "deadline", "eta", "when", "target", "date"]) => Some(Column::Due),
            () if has(&["prio", "urgency"]) => Some(Column::Priority),
            () if has(&["status", "state", "done", "progress"]) => Some(Column::Status),
            () if has(&["ticket", "bug", "issue", "jira", "link", "tracking"]) => Some(Column::Ticket),
            () if has(&["action", "item", "task", "what", "description", "measure", "follow"]) => Some(Column::What),
            () => None,
        }
    };
    let mut columns: Vec<Option<Column>> = passage.block.cells.iter().map(column).collect();
    if !columns.contains(&Some(Column::What))
        && let Some(first) = columns.iter_mut().find(|column| column.is_none())
    {
        *first = Some(Column::What);
    }
    columns
}

fn row(passage: &Passage, columns: &[Option<Column>]) -> Option<Action> {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        let text = passage.block.prose(passage.block.cells.get(at)?.clone());
        let blank = matches!(text.to_lowercase().as_str(), "" | "-" | "–" | "—" | "n/a" | "na" | "tbd" | "?" | "none");
        (!blank).then_some(text)
    };
    let what = cell(Column::What)?;
    let marked = MARKED.find(&passage.block.text).map(|found| found.as_str().to_owned());
    let status = cell(Column::Status).or(marked);
    let open = status.as_deref().and_then(is_open);
    let (owner, due, priority, ticket) =
        (cell(Column::Owner), cell(Column::Due), cell(Column::Priority), cell(Column::Ticket));
    Some(Action { owner, due, priority, status, ticket, open, ..plain(passage, what) })
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, passages};
    use super::*;

    fn told(markdown: &str) -> Vec<Action> {
        read(&passages::read(blocks::read(&format!("# A\n## Action items\n{markdown}"))).0)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn fields_of_items() {
        let actions = told(
            "- [x] Add disks (owner: Ada Ngo, due: 2024-06-01)\n- [ ] Ask @bo [OPS-12] P1\n- Done: c\n- ~~d~~\n- Open the door",
        );
        let open: Vec<Option<bool>> = actions.iter().map(|action| action.open).collect();
        assert_eq!(open, [Some(false), Some(true), Some(false), Some(false), None]);
        assert_eq!((&actions[0].owner, &actions[0].due), (&some("Ada Ngo"), &some("2024-06-01")));
        assert_eq!((&actions[1].owner, &actions[1].ticket), (&some("@bo"), &some("OPS-12")));
        assert_eq!(actions[1].priority, some("P1"));
        assert_eq!(actions[0].place, Some(Place::Line(3)));
    }

    #[test]
    fn details_and_groups() {
        let texts = |markdown: &str| told(markdown).into_iter().map(|action| action.text).collect::<Vec<_>>();
        assert_eq!(texts("- one\n  - detail\n- Now:\n  - two\n  - three"), ["one", "two", "three"]);
        assert_eq!(texts("1. One:\n   Do one.\n2. Two:\n   Do two."), ["One: Do one.", "Two: Do two."]);
        assert_eq!(
            texts("To do this:\n\nMore Disks: we will add ten of them.\n\nThe end."),
            ["More Disks: we will add ten of them."]
        );
    }

    #[test]
    fn rows() {
        let actions = told(
            "| Action | Owner | Due | Status | Bug |\n|---|---|---|---|---|\n| a | Ada | - | DONE | n/a |\n| b | | May 5 | open | #7 |",
        );
        assert_eq!((&actions[0].owner, &actions[0].due, actions[0].open), (&some("Ada"), &None, Some(false)));
        assert_eq!((&actions[1].owner, &actions[1].due, actions[1].open), (&None, &some("May 5"), Some(true)));
        let marked = told("| Item | Bug |\n|---|---|\n| a | n/a **DONE** |\n| b | #9 TODO |");
        assert_eq!(marked.iter().map(|action| action.open).collect::<Vec<_>>(), [Some(false), Some(true)]);
        assert_eq!((&actions[0].ticket, &actions[1].ticket), (&None, &some("#7")));
    }
}
