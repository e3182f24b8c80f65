//! Markdown taken apart: headings, paragraphs, list items and table rows, each with the lines it stands on.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// Stands for code, quoted speech, an address or an image.
pub(super) const BLANK: char = '\u{FFFC}';
/// Where the author broke a line on purpose; a line that merely wrapped has `\n`.
pub(super) const HARD: char = '\u{B}';

/// What form a block has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of a level from 1; 7 stands for a line that only reads like one.
    Heading(u8),
    /// The first paragraph of a list item, so many lists deep.
    Item(usize),
    /// A row of a table.
    Row {
        /// Whether it is the one that names the columns.
        head: bool,
    },
    /// A paragraph within a quotation: no prose, though it may say which zone is used.
    Quote,
    /// Anything else.
    Plain,
}

/// A heading, paragraph, list item or table row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// What form it has.
    pub kind: Kind,
    /// What it says, with inline code, without marks of emphasis. Cells of a row are parted by ` | `.
    pub text: String,
    /// Where each of its lines begins in the text, and its number in the file.
    pub lines: Vec<(usize, usize)>,
    /// What of it is code.
    pub code: Vec<Range<usize>>,
    /// The cells of a row.
    pub cells: Vec<Range<usize>>,
    /// What its checkbox says.
    pub checked: Option<bool>,
    /// How many bytes are struck through.
    pub struck: usize,
    /// How many bytes are bold.
    pub strong: usize,
}

impl Block {
    pub(super) fn new(kind: Kind, line: usize) -> Block {
        Block {
            kind,
            text: String::new(),
            lines: vec![(0, line)],
            code: Vec::new(),
            cells: Vec::new(),
            checked: None,
            struck: 0,
            strong: 0,
        }
    }

    /// The line of the file on which this byte of the text stands.
    pub(super) fn line_at(&self, at: usize) -> usize {
        let after = self.lines.partition_point(|(begin, _)| *begin <= at);
        self.lines.get(after.saturating_sub(1)).map_or(1, |(_, line)| *line)
    }

    /// This part of the text with code and quoted speech blanked out.
    pub(super) fn prose(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        for code in self.code_within(&range) {
            out.push_str(self.text.get(at..code.start).unwrap_or_default());
            out.push(BLANK);
            at = code.end;
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
        without_speech(&out).trim().to_owned()
    }

    fn code_within(&self, range: &Range<usize>) -> &[Range<usize>] {
        let first = self.code.partition_point(|code| code.start < range.start);
        let last = self.code.partition_point(|code| code.end <= range.end).max(first);
        &self.code[first..last]
    }

    /// A piece of it as a block of its own.
    pub(super) fn piece(&self, range: Range<usize>) -> Block {
        let first = (0, self.line_at(range.start));
        let after = self.lines.partition_point(|(at, _)| *at <= range.start);
        let before = self.lines.partition_point(|(at, _)| *at < range.end).max(after);
        let shifted = self.lines[after..before].iter().map(|(at, line)| (at - range.start, *line));
        let code = self.code_within(&range).iter();
        Block {
            kind: self.kind,
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            lines: std::iter::once(first).chain(shifted).collect(),
            code: code.map(|code| code.start - range.start..code.end - range.start).collect(),
            cells: Vec::new(),
            checked: self.checked,
            struck: self.struck,
            strong: self.strong,
        }
    }
}

/// Blanks out what stands between quotation marks, where both are on it.
fn without_speech(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['"', '“']) {
        let mark = if rest[open..].starts_with('"') { '"' } else { '”' };
        let inside = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let Some(close) = rest[inside..].find(mark) else { break };
        out.push_str(&rest[..open]);
        out.push(BLANK);
        rest = &rest[inside + close + mark.len_utf8()..];
    }
    out + rest
}

/// All blocks of a text in order. Code blocks and HTML are left out.
pub(super) fn read(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder { line: 1, ..Builder::default() };
    let mut counted = 0;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        if range.start > counted {
            builder.line += markdown[counted..range.start].bytes().filter(|byte| *byte == b'\n').count();
            counted = range.start;
        }
        // Events of one block may begin before the last one; lines are counted forward only.
        builder.event(event);
    }
    builder.flush();
    builder.done
}

#[derive(Default)]
struct Builder {
    line: usize,
    done: Vec<Block>,
    open: Option<Block>,
    heading: Option<u8>,
    lists: usize,
    quotes: usize,
    fresh_item: bool,
    row: Option<bool>,
    skipped: usize,
    blanked: usize,
    strong: usize,
    struck: usize,
}

impl Builder {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ if self.skipped > 0 => {}
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                let begin = self.block().text.len();
                self.text(&text);
                let end = self.block().text.len();
                self.block().code.push(begin..end);
            }
            Event::SoftBreak => self.line_break('\n', 1),
            Event::HardBreak => self.line_break(HARD, 1),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.line_break(HARD, 0),
            Event::TaskListMarker(done) => self.block().checked = Some(done),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.flush();
                self.skipped += 1;
            }
            _ if self.skipped > 0 => {}
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(*level));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::Paragraph | Tag::Table(_) => self.flush(),
            Tag::List(_) => {
                self.flush();
                self.lists += 1;
            }
            Tag::Item => {
                self.flush();
                self.fresh_item = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.row = Some(matches!(tag, Tag::TableHead));
            }
            Tag::TableCell => {
                let block = self.block();
                if !block.cells.is_empty() {
                    block.text.push_str(" | ");
                }
                let at = block.text.len();
                block.cells.push(at..at);
            }
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Image { .. } => self.blank(),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.blank(),
            _ => {}
        }
    }

    fn blank(&mut self) {
        if self.blanked == 0 {
            self.block().text.push(BLANK);
        }
        self.blanked += 1;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::TableCell => {
                let end = self.block().text.len();
                if let Some(cell) = self.block().cells.last_mut() {
                    cell.end = end;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
                self.row = None;
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Image | TagEnd::Link => self.blanked = self.blanked.saturating_sub(1),
            _ => {}
        }
    }

    fn block(&mut self) -> &mut Block {
        let kind = match (self.heading, self.row) {
            _ if self.quotes > 0 => Kind::Quote,
            (Some(level), _) => Kind::Heading(level),
            (None, Some(head)) => Kind::Row { head },
            (None, None) if self.fresh_item => Kind::Item(self.lists),
            (None, None) => Kind::Plain,
        };
        self.open.get_or_insert_with(|| Block::new(kind, self.line))
    }

    fn text(&mut self, text: &str) {
        if self.blanked > 0 {
            return;
        }
        let (strong, struck) = (self.strong > 0, self.struck > 0);
        let block = self.block();
        block.text.push_str(text);
        block.strong += if strong { text.len() } else { 0 };
        block.struck += if struck { text.len() } else { 0 };
    }

    /// A break after which the text goes on so many lines further down.
    fn line_break(&mut self, mark: char, further: usize) {
        let line = self.line + further;
        let block = self.block();
        block.text.push(mark);
        let at = block.text.len();
        block.lines.push((at, line));
    }

    fn flush(&mut self) {
        if let Some(mut block) = self.open.take() {
            // Several lines over a rule of dashes are a paragraph that somebody closed, not a heading.
            if matches!(block.kind, Kind::Heading(_)) && block.lines.len() > 1 {
                block.kind = Kind::Plain;
            }
            self.fresh_item = false;
            if !block.text.trim().is_empty() {
                self.done.push(block);
            }
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(markdown: &str) -> Vec<(Kind, usize, String)> {
        read(markdown).into_iter().map(|block| (block.kind, block.lines[0].1, block.text)).collect()
    }

    #[test]
    fn each_form_has_its_line() {
        let markdown =
            "# A\n\nb\nc  \nd\n\n- e\n  - f\n\n> quoted\n\n```\ncode\n```\n\n| g | h |\n|---|---|\n| i | j |\n";
        let expected = [
            (Kind::Heading(1), 1, "A"),
            (Kind::Plain, 3, "b\nc\u{B}d"),
            (Kind::Item(1), 7, "e"),
            (Kind::Item(2), 8, "f"),
            (Kind::Quote, 10, "quoted"),
            (Kind::Row { head: true }, 16, "g | h"),
            (Kind::Row { head: false }, 18, "i | j"),
        ];
        assert_eq!(told(markdown), expected.map(|(kind, line, text)| (kind, line, text.to_owned())));
    }

    #[test]
    fn lines_within_a_block_are_known() {
        let block = &read("one\ntwo  \nthree<br/>four")[0];
        let lines: Vec<usize> = ["one", "two", "three", "four"]
            .map(|word| block.line_at(block.text.find(word).unwrap_or_default()))
            .to_vec();
        assert_eq!(lines, [1, 2, 3, 3]);
    }

    #[test]
    fn what_is_not_prose_is_blanked() {
        let block = &read("Saw `May 5` and \"so bad\" ![i](u) <https://a.example> **now**")[0];
        assert_eq!(block.prose(0..block.text.len()), "Saw \u{FFFC} and \u{FFFC} \u{FFFC} \u{FFFC} now");
        assert!(block.text.contains("May 5"));
    }

    #[test]
    fn boxes_and_strikes() {
        let blocks = read("- [x] a\n- [ ] b\n- ~~cc~~\n");
        assert_eq!(blocks.iter().map(|block| block.checked).collect::<Vec<_>>(), [Some(true), Some(false), None]);
        assert_eq!(blocks[2].struck, 2);
    }
}
