//! Blocks put in their place: paragraphs of plain text are cut into the lines they really are, and each passage learns
//! which part of the report it belongs to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blocks::{Block, HARD, Kind};
use super::{entries, parts};
use crate::postmortem::lint::report::Part;

/// The level of a line that only reads like a heading.
const SPOKEN: u8 = 7;
/// The longest paragraph, in bytes, that may be a title or a heading without any mark.
const SHORT: usize = 100;

static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Z][\w’' /&()-]{1,40}:(?:\s|$)").expect("a valid pattern"));
static HEAD_KEY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(?:(?:incident|outage|report|start|end)\s+)?(?:date|time|start|end|begin|author|authors|owner|status|severity|duration|detected|resolved|posted|published|created|updated|last\s+\w+|created\s+by|date\s+of\s+\w+)(?:\s+(?:time|date|level))?\s*:";
    Regex::new(pattern).expect("a valid pattern")
});

/// A block and the part of the report it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passage {
    /// What stands there, on one line.
    pub block: Block,
    /// What it is part of.
    pub part: Part,
    /// The heading under which it stands.
    pub under: String,
    /// Whether it is a heading that names its part itself.
    pub names_part: bool,
}

impl Passage {
    /// Whether it is a heading.
    pub(super) fn heading(&self) -> bool {
        matches!(self.block.kind, Kind::Heading(_))
    }

    /// The whole of it, prepared for checks of wording.
    pub(super) fn prose(&self) -> String {
        self.block.prose(0..self.block.text.len())
    }
}

/// All passages in order, and which of them is the title.
pub(super) fn read(blocks: Vec<Block>) -> (Vec<Passage>, Option<usize>) {
    let mut sections = Sections::default();
    for block in blocks {
        match block.kind {
            Kind::Plain => lines(&block).into_iter().for_each(|range| sections.add(block.piece(range))),
            _ => sections.add(block),
        }
    }
    let mut passages = sections.passages;
    unnamed_timelines(&mut passages);
    (passages, sections.title)
}

/// A list of three or more items that each begin with a day and a time is a timeline, whatever its heading says; where
/// no heading promises a timeline, a time is enough.
fn unnamed_timelines(passages: &mut [Passage]) {
    const FEW: usize = 3;
    let named = passages.iter().any(|passage| passage.part == Part::Timeline);
    let record = |passage: &Passage| {
        let listed = matches!(passage.block.kind, Kind::Item(_) | Kind::Row { head: false });
        let line = passage.block.kind == Kind::Plain && !named;
        let free = !matches!(passage.part, Part::Timeline | Part::Actions | Part::Updates);
        let text = passage.block.text.as_str();
        free && (listed || line)
            && entries::begin(text).is_some_and(|begin| {
                let bare = !text[..begin.raw.start].contains(char::is_alphabetic);
                bare && !begin.clocks.is_empty() && (!named || !begin.days.is_empty())
            })
    };
    let records: Vec<bool> = passages.iter().map(record).collect();
    let mut at = 0;
    while at < records.len() {
        let run = records[at..].iter().take_while(|record| **record).count();
        if run >= FEW {
            passages[at..at + run].iter_mut().for_each(|passage| passage.part = Part::Timeline);
        }
        at += run.max(1);
    }
}

/// Where a paragraph is to be cut: before a line that begins something new, after a line that is a heading by itself.
fn lines(block: &Block) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut log = false;
    let mut closed = true;
    let mut start = 0;
    for line in block.text.split_inclusive(['\n', HARD]) {
        let words = line.trim();
        let timed = entries::begin(words).is_some_and(|begin| begin.timed());
        let keyed = KEY.is_match(words);
        let heading = speaks_like_heading(words);
        let new = closed || timed && log || heading || HEAD_KEY.is_match(words) || keyed && log;
        match pieces.last_mut() {
            Some(last) if !new => last.end = start + line.len(),
            _ => pieces.push(start..start + line.len()),
        }
        // Once one line of a paragraph is a record, the others that look like one are so too.
        log = if start == 0 { timed || keyed || heading } else { log || heading };
        closed = heading || line.ends_with(HARD);
        start += line.len();
    }
    pieces
}

/// Whether a line without any mark is a heading: it names a part and nothing else, or it is a few words and a colon.
fn speaks_like_heading(line: &str) -> bool {
    let words = line.trim_end_matches(':').trim_end();
    let count = words.split_whitespace().count();
    let capital = words.starts_with(|c: char| c.is_uppercase());
    if !capital || count > 6 || words.ends_with(['.', ',', ';', '?']) || words.contains(':') {
        return false;
    }
    parts::of(words).is_some()
        || line.ends_with(':') && count <= 3 && words.split(' ').all(|word| word.starts_with(char::is_uppercase))
}

#[derive(Default)]
struct Sections {
    passages: Vec<Passage>,
    title: Option<usize>,
    open: Vec<(u8, Part, String)>,
    /// Whether a heading named its part yet; what stands before that is the head.
    named: bool,
}

impl Sections {
    fn add(&mut self, mut block: Block) {
        block.text = block.text.replace(['\n', HARD], " ");
        if block.text.trim().is_empty() {
            return;
        }
        let words = block.text.trim();
        let bold = block.strong > 0 && block.strong + 2 >= words.len() && words.len() < SHORT;
        let spoken = match block.kind {
            Kind::Plain => speaks_like_heading(words) || bold && !HEAD_KEY.is_match(words),
            Kind::Item(_) => bold && speaks_like_heading(words),
            _ => false,
        };
        if spoken && entries::begin(words).is_none() {
            block.kind = Kind::Heading(SPOKEN);
        }
        match block.kind {
            Kind::Heading(level) => self.heading(level, block),
            _ => self.text(block),
        }
    }

    fn heading(&mut self, level: u8, block: Block) {
        let words = block.text.trim().trim_end_matches(':').trim().to_owned();
        let named = parts::of(&words);
        if self.title.is_none() && named.is_none() && self.passages.iter().all(|passage| passage.part == Part::Head) {
            self.title = Some(self.passages.len());
            self.push(block, Part::Head, false);
            self.open = vec![(level.min(1), Part::Head, words)];
            return;
        }
        let dated = entries::begin(&words).is_some();
        let before = self.open.last().map(|(_, part, _)| *part);
        // A day or a time that stands as high as the timeline's own heading is in the timeline.
        let kept = before.filter(|part| dated && *part == Part::Timeline);
        while self.open.last().is_some_and(|(open, ..)| *open >= level) {
            self.open.pop();
        }
        let above = self.open.last().map_or(Part::Other, |(_, part, _)| *part);
        self.named |= named.is_some();
        let inherited = match above {
            _ if kept.is_some() => Part::Timeline,
            Part::Head | Part::Other if !self.named => Part::Head,
            Part::Head => Part::Other,
            above => above,
        };
        let part = named.unwrap_or(inherited);
        self.push(block, part, named.is_some());
        self.open.push((level, part, words));
    }

    fn text(&mut self, block: Block) {
        let lead = block.text.split_once(':').map(|(lead, _)| lead.trim()).filter(|lead| lead.len() < 50);
        let named = lead.filter(|lead| lead.starts_with(char::is_uppercase)).and_then(parts::of);
        let open = self.open.last().map(|(_, part, _)| *part);
        let in_timeline = open == Some(Part::Timeline);
        // Measures have titles too: `Communication plan: …`.
        let named = named.filter(|part| {
            open != Some(Part::Actions) || matches!(part, Part::Timeline | Part::Causes | Part::Lessons | Part::Closing)
        });
        if block.kind == Kind::Plain && block.text.trim_start().starts_with("In conclusion") {
            self.open.push((SPOKEN, Part::Closing, String::new()));
        }
        match (block.kind, named, lead) {
            (Kind::Plain, Some(part), Some(lead)) => {
                self.named = true;
                while self.open.last().is_some_and(|(open, ..)| *open >= SPOKEN) {
                    self.open.pop();
                }
                self.open.push((SPOKEN, part, lead.to_owned()));
                self.push(block, part, false);
            }
            (Kind::Item(_), Some(part @ (Part::Summary | Part::Impact | Part::Causes)), lead)
                if !in_timeline || lead.is_some_and(|lead| block.strong.abs_diff(lead.len()) <= 1) =>
            {
                self.push(block, part, false);
            }
            _ => {
                if self.is_title(&block) {
                    self.title = Some(self.passages.len());
                }
                let part = self.open.last().map_or(Part::Head, |(_, part, _)| *part);
                self.push(block, part, false);
            }
        }
    }

    /// Whether this is the first passage and reads like a title.
    fn is_title(&self, block: &Block) -> bool {
        self.passages.is_empty()
            && block.kind == Kind::Plain
            && block.text.len() < SHORT
            && !block.text.trim_end().ends_with('.')
            && !HEAD_KEY.is_match(&block.text)
    }

    fn push(&mut self, block: Block, part: Part, names_part: bool) {
        let under = self.open.last().map_or(String::new(), |(.., words)| words.clone());
        self.passages.push(Passage { block, part, under, names_part });
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    fn told(markdown: &str) -> Vec<(usize, Part, String)> {
        let (passages, _) = read(blocks::read(markdown));
        passages
            .into_iter()
            .map(|passage| (passage.block.lines[0].1, passage.part, passage.block.text.trim().to_owned()))
            .collect()
    }

    #[test]
    fn plain_text_is_cut_into_its_lines() {
        let text = "Mail was down\n\nTimeline:\n14:00: a\n14:10: b\nRoot Cause\nThe disk\nwas full.\nConclusion:\nDone";
        let expected = [
            (1, Part::Head, "Mail was down"),
            (3, Part::Timeline, "Timeline:"),
            (4, Part::Timeline, "14:00: a"),
            (5, Part::Timeline, "14:10: b"),
            (6, Part::Causes, "Root Cause"),
            (7, Part::Causes, "The disk was full."),
            (9, Part::Closing, "Conclusion:"),
            (10, Part::Closing, "Done"),
        ];
        assert_eq!(told(text), expected.map(|(line, part, text)| (line, part, text.to_owned())));
    }

    #[test]
    fn wrapped_prose_stays_whole() {
        assert_eq!(told("# A\n\nWe saw it at\n14:00 and it was over at\n15:00 sharp").len(), 2);
    }

    #[test]
    fn parts_are_inherited_and_end() {
        let text = "# A\n## Timeline\n### 14:00\nx\n## May 5\ny\n## Disks\nz\n## Impact\n### On mail\nv";
        let parts: Vec<Part> = told(text).into_iter().map(|(_, part, _)| part).collect();
        use Part::{Head, Impact, Other, Timeline};
        let expected = [Head, Timeline, Timeline, Timeline, Timeline, Timeline, Other, Other, Impact, Impact, Impact];
        assert_eq!(parts, expected);
    }

    #[test]
    fn lead_ins_begin_a_part() {
        let text = "Summary: it broke.\n\nIt hurt.\n\nCorrective Actions: To prevent it:\n\n- one";
        let parts: Vec<Part> = told(text).into_iter().map(|(_, part, _)| part).collect();
        assert_eq!(parts, [Part::Summary, Part::Summary, Part::Actions, Part::Actions]);
        let measures = "# A\n\n## Actions taken\n\nResponse plan: we wrote one.\n\nLessons: many.";
        let parts: Vec<Part> = told(measures).into_iter().map(|(_, part, _)| part).collect();
        assert_eq!(parts, [Part::Head, Part::Actions, Part::Actions, Part::Lessons]);
    }

    #[test]
    fn a_list_of_days_and_times_is_a_timeline() {
        let part = |text: &str| told(text).last().map(|(_, part, _)| *part);
        let list = "# A\n\n- 2024-05-06 14:00 a\n- 2024-05-06 14:10 b\n- 2024-05-06 14:20 c";
        assert_eq!(part(list), Some(Part::Timeline));
        assert_eq!(part("# A\n\n14:00 a\n14:10 b\n14:20 c"), Some(Part::Timeline));
        let prose = "# A\n## Resolution\n\nOn May 5 at 14:00 a.\n\nOn May 5 at 15:00 b.\n\nOn May 5 at 16:00 c.";
        assert_eq!(part(prose), Some(Part::Response));
    }
}
