//! The report as a message for Slack, in its "mrkdwn" (docs.slack.dev, "Formatting message text").
//!
//! Slack knows no headings and no tables: a heading is a bold line, a row is one line. `&`, `<` and `>` are written as
//! entities, so nothing typed becomes a link or a mention such as `<!here>`. mrkdwn has no escape for its other marks:
//! outside of code, where one could begin or end formatting, a character that looks like it stands for it. Slack also
//! makes mentions of `@channel`, `@here` and `@everyone` when a person pastes them: those get a space after the `@`.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{destination, events, is_safe};
use crate::incident::text::visible;

/// Deeper lists are not indented further.
const DEEPEST: usize = 8;

/// The Markdown as mrkdwn.
pub fn render(markdown: &str) -> String {
    let mut message = Message { out: String::with_capacity(markdown.len() + 256), ..Message::default() };
    events(markdown).for_each(|event| message.event(event));
    message.out.truncate(message.out.trim_end().len());
    message.out.push('\n');
    message.out
}

#[derive(Default)]
struct Message {
    out: String,
    lists: Vec<Option<u64>>,
    quotes: usize,
    /// How many bold, italic and struck parts are open: Slack knows no nesting of one kind.
    bold: usize,
    italic: usize,
    struck: usize,
    in_code: bool,
    columns: usize,
    column: usize,
    in_head: bool,
    /// What closes each link and image that is open.
    closings: Vec<String>,
    in_link: bool,
}

impl Message {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if self.in_code => self.code(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                self.out.push('`');
                self.code(&code);
                self.out.push('`');
            }
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.new_line(),
            Event::Rule => self.out.push_str("———\n\n"),
            // Extensions that are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::Strong => self.bold(1),
            Tag::Emphasis => mark(&mut self.out, &mut self.italic, 1, '_'),
            Tag::Strikethrough => mark(&mut self.out, &mut self.struck, 1, '~'),
            Tag::Paragraph => self.quote(),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.end_line();
                self.out.push_str("```\n");
                self.in_code = true;
            }
            Tag::List(number) => {
                self.end_line();
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::Table(columns) => {
                self.end_line();
                self.columns = columns.len();
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("• ");
            }
            Tag::TableCell => {
                if self.column > 0 {
                    self.out.push_str(if self.columns == 2 && !self.in_head { " " } else { " · " });
                }
                if self.is_bold_cell() {
                    self.bold(1);
                }
            }
            Tag::Link { link_type, dest_url, .. } => self.link(&destination(link_type, dest_url)),
            Tag::Image { dest_url, .. } => self.closings.push(format!(" ({dest_url})")),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.bold(-1);
                self.out.push_str("\n\n");
            }
            TagEnd::Strong => self.bold(-1),
            TagEnd::Emphasis => mark(&mut self.out, &mut self.italic, -1, '_'),
            TagEnd::Strikethrough => mark(&mut self.out, &mut self.struck, -1, '~'),
            TagEnd::Paragraph if self.lists.is_empty() => self.out.push_str("\n\n"),
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.in_code = false;
                self.end_line();
                self.out.push_str("```\n\n");
            }
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::Item | TagEnd::Paragraph => self.end_line(),
            TagEnd::TableCell => {
                if self.columns == 2 && self.column == 0 && !self.in_head {
                    self.out.push(':');
                }
                if self.is_bold_cell() {
                    self.bold(-1);
                }
                self.column += 1;
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push('\n');
            }
            TagEnd::TableRow | TagEnd::Table => self.out.push('\n'),
            TagEnd::Link | TagEnd::Image => self.close(),
            _ => {}
        }
    }

    fn is_bold_cell(&self) -> bool {
        self.in_head || (self.columns == 2 && self.column == 0)
    }

    fn bold(&mut self, by: isize) {
        mark(&mut self.out, &mut self.bold, by, '*');
    }

    fn quote(&mut self) {
        if self.quotes > 0 && (self.out.is_empty() || self.out.ends_with('\n')) {
            self.out.push_str("> ");
        }
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        self.quote();
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn item(&mut self) {
        self.end_line();
        let depth = self.lists.len().clamp(1, DEEPEST) - 1;
        self.out.push_str(&"    ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.out.push_str("• "),
        }
    }

    fn link(&mut self, address: &str) {
        if self.in_link || address.starts_with('#') || !is_safe(address) {
            let shown = if address.starts_with('#') { String::new() } else { format!(" ({address})") };
            self.closings.push(shown);
            return;
        }
        self.out.push('<');
        self.out.push_str(&entities(address).replace('|', "%7C"));
        self.out.push('|');
        self.in_link = true;
        self.closings.push(">".into());
    }

    fn close(&mut self) {
        match self.closings.pop() {
            Some(end) if end == ">" => {
                self.out.push('>');
                self.in_link = false;
            }
            Some(address) => self.text(&address),
            None => {}
        }
    }

    fn code(&mut self, code: &str) {
        self.typed(code, true);
    }

    fn text(&mut self, text: &str) {
        self.typed(text, false);
    }

    fn typed(&mut self, text: &str, in_code: bool) {
        let safe = visible(text);
        let mut before = ' ';
        let mut chars = safe.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |&(_, next)| next);
            let inside = (before.is_alphanumeric() && next.is_alphanumeric()) || (before == ' ' && next == ' ');
            let is_plain = in_code || inside;
            match c {
                '*' if !is_plain => self.out.push('∗'),
                '_' if !is_plain => self.out.push('ˍ'),
                '~' if !is_plain => self.out.push('∼'),
                '`' => self.out.push('ˋ'),
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '@' if is_mention(&safe[at + 1..]) => self.out.push_str("@ "),
                _ => self.out.push(c),
            }
            before = c;
        }
    }
}

fn mark(out: &mut String, open: &mut usize, by: isize, mark: char) {
    if *open == usize::from(by < 0) {
        out.push(mark);
    }
    *open = open.saturating_add_signed(by);
}

fn is_mention(rest: &str) -> bool {
    let begins = |name: &str| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    ["channel", "here", "everyone"].into_iter().any(begins)
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
