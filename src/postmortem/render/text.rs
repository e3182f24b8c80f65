//! The report as plain text, wrapped for a mail or a terminal.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use super::{destination, events};
use crate::incident::text::visible;
use wrap::wrap;

mod table;
mod wrap;

/// The Markdown as plain text, with lines of at most `width` columns. Only code, which stays as it is, a web address and
/// a character wider than the room for it make a line longer. Nesting indents up to half of the width.
pub fn render(markdown: &str, width: usize) -> String {
    let mut page = Page { width: width.max(1), out: String::with_capacity(markdown.len() + 256), ..Page::default() };
    events(markdown).for_each(|event| page.event(event));
    page.paragraph();
    page.out
}

#[derive(Default)]
struct Page {
    width: usize,
    out: String,
    /// The text of the paragraph, heading, item, code or cell that is being read.
    inline: String,
    /// What every line begins with, and how long that was outside of each open item and quote.
    margin: String,
    outside: Vec<usize>,
    /// The margin of the next line when it is the first of an item.
    first: Option<String>,
    /// The next number of each open list.
    lists: Vec<Option<u64>>,
    wants_gap: bool,
    rows: Vec<Vec<String>>,
    /// The address behind each open link or image.
    addresses: Vec<String>,
    link_starts: Vec<usize>,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.inline.push_str(&visible(&text));
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push('\n'),
            Event::Rule => {
                self.gap();
                let rule = "-".repeat(self.room());
                self.line(&rule);
                self.wants_gap = true;
            }
            // Extensions that are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.paragraph();
                self.gap();
                self.enter("> ", "> ");
            }
            Tag::List(number) => {
                self.paragraph();
                self.lists.push(number);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".into(),
                };
                self.enter(&marker, &" ".repeat(marker.len()));
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) => {
                self.paragraph()
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Link { link_type, dest_url, .. } => {
                self.addresses.push(destination(link_type, dest_url).into_string());
                self.link_starts.push(self.inline.len());
            }
            Tag::Image { dest_url, .. } => {
                self.addresses.push(dest_url.into_string());
                self.link_starts.push(self.inline.len());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.paragraph();
                self.wants_gap = true;
            }
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.code(),
            TagEnd::Item | TagEnd::BlockQuote(_) => self.leave(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.wants_gap |= self.lists.is_empty();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline);
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.trim().to_owned()));
            }
            TagEnd::Table => self.table(),
            TagEnd::Link | TagEnd::Image => self.address(),
            _ => {}
        }
    }

    /// Begins an item or a quote. Deeper than half of the width nothing is indented any more.
    fn enter(&mut self, marker: &str, rest: &str) {
        self.paragraph();
        self.outside.push(self.margin.len());
        if self.margin.len() + rest.len() <= self.width / 2 {
            if marker != rest || self.first.is_some() {
                self.first = Some(self.first.take().unwrap_or_else(|| self.margin.clone()) + marker);
            }
            self.margin.push_str(rest);
        }
    }

    fn leave(&mut self) {
        self.paragraph();
        if self.first.is_some() {
            self.gap();
            self.line("");
        }
        self.margin.truncate(self.outside.pop().unwrap_or(0));
    }

    fn room(&self) -> usize {
        (self.width - self.margin.len()).max(1)
    }

    fn gap(&mut self) {
        if std::mem::take(&mut self.wants_gap) && !self.out.is_empty() {
            let outer = self.first.as_deref().map_or(self.margin.len(), |_| self.outside.last().copied().unwrap_or(0));
            self.out.push_str(self.margin[..outer].trim_end());
            self.out.push('\n');
        }
    }

    fn line(&mut self, text: &str) {
        match self.first.take() {
            Some(first) => self.out.push_str(&first),
            None => self.out.push_str(&self.margin),
        }
        self.out.push_str(text);
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        for line in wrap(&text, self.room()) {
            self.line(&line);
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.inline);
        let lines = wrap(&text, self.room());
        let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0).min(self.room());
        self.wants_gap = true;
        self.gap();
        lines.iter().for_each(|line| self.line(line));
        match level {
            HeadingLevel::H1 => self.line(&"=".repeat(longest)),
            HeadingLevel::H2 => self.line(&"-".repeat(longest)),
            _ => {}
        }
        self.wants_gap = true;
    }

    fn code(&mut self) {
        let code = std::mem::take(&mut self.inline);
        self.gap();
        code.lines().for_each(|line| self.line(&format!("    {line}")));
        self.wants_gap = true;
    }

    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.gap();
        for line in table::lines(&rows, self.room()) {
            self.line(&line);
        }
        self.wants_gap = true;
    }

    /// Adds the address unless the text says it already.
    fn address(&mut self) {
        let (Some(address), Some(start)) = (self.addresses.pop(), self.link_starts.pop()) else { return };
        let address = visible(&address);
        let shown = self.inline.get(start..).unwrap_or_default();
        if shown != address && format!("mailto:{shown}") != address {
            let blank = if shown.is_empty() { "" } else { " " };
            self.inline.push_str(&format!("{blank}<{address}>"));
        }
    }
}

#[cfg(test)]
mod tests;
