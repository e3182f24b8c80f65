//! The report as one HTML file without scripts, which loads nothing from anywhere.
//!
//! Tags and attributes come from this file only; text and addresses are escaped. That holds for any Markdown.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{destination, events, is_safe};
use crate::incident::text::{one_line, visible};
use crate::postmortem::anchors::Anchors;

const STYLE: &str = include_str!("style.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/// The info string of the code block whose place the picture takes.
const PICTURE: &str = "ic-timeline";
/// A cell of at most so many characters is kept on one line if it is one word or a time.
const SHORT: usize = 24;
/// So is the head of a column of at most so many characters.
const SHORT_HEAD: usize = 12;

/// What a page needs besides its text.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The language of the text, such as `en` (BCP 47).
    pub language: &'a str,
    /// The title in the browser's tab.
    pub title: &'a str,
    /// A word on top of the page and of every printed page, such as `EXERCISE` or `DRAFT`.
    pub banner: Option<&'a str>,
    /// An SVG that takes the place of the first code block named `ic-timeline`. It is trusted: it goes in as it is.
    pub picture: Option<&'a str>,
}

/// The Markdown as a complete page. Headings get ids as on GitHub, so `#…` links within the page work.
pub fn page(markdown: &str, head: &Head<'_>) -> String {
    let room = markdown.len() * 2 + STYLE.len() + head.picture.map_or(0, str::len) + 2048;
    let mut body = Body { out: String::with_capacity(room), picture: head.picture, ..Body::default() };
    body.open(head);
    events(markdown).for_each(|event| body.event(event));
    body.out.push_str("</main>\n</body>\n</html>\n");
    body.out
}

#[derive(Default)]
struct Body<'a> {
    out: String,
    picture: Option<&'a str>,
    /// The picture was written and the code in its place is left out.
    hides_code: bool,
    /// Where the content of the heading or cell begins, whose opening tag is written when all of it is known.
    begin: usize,
    /// The text of that heading or cell.
    plain: String,
    keeps_plain: bool,
    anchors: Anchors,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
    /// What closes each link and image that is open.
    closings: Vec<String>,
    in_anchor: bool,
}

impl Body<'_> {
    fn open(&mut self, head: &Head<'_>) {
        self.out.push_str("<!DOCTYPE html>\n<html lang=\"");
        self.text(head.language);
        self.out
            .push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        self.out.push_str(POLICY);
        self.out.push_str(
            "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"ic\">\n<title>",
        );
        self.text(&one_line(head.title));
        self.out.push_str("</title>\n<style>\n");
        self.out.push_str(STYLE);
        self.out.push_str("</style>\n</head>\n<body>\n");
        if let Some(banner) = head.banner {
            self.out.push_str("<header class=\"banner\">");
            self.text(&one_line(banner));
            self.out.push_str("</header>\n");
        }
        self.out.push_str("<main>\n");
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if !self.hides_code => self.text(&text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.text(&code);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Extensions that are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { .. } => self.begin(),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if &*info == PICTURE && self.picture.is_some() => {
                self.out.push_str("<figure>\n");
                self.out.push_str(self.picture.take().unwrap_or_default());
                self.hides_code = true;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.out.push_str("<pre><code>"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(columns) => {
                self.columns = columns;
                self.has_rows = false;
                self.out.push_str("<div class=\"table\">\n<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.out.push_str(if self.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
                self.has_rows = true;
                self.column = 0;
            }
            Tag::TableCell => self.begin(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.link(&destination(link_type, dest_url)),
            Tag::Image { dest_url, .. } => self.closings.push(format!(" ({dest_url})")),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock if self.hides_code => {
                self.hides_code = false;
                self.out.push_str("\n</figure>\n");
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(numbered) => self.out.push_str(if numbered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => {
                self.out.push_str(if self.has_rows { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" })
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => self.close(),
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.begin = self.out.len();
        self.plain.clear();
        self.keeps_plain = true;
    }

    fn heading(&mut self, level: HeadingLevel) {
        self.keeps_plain = false;
        let id = self.anchors.of(&self.plain);
        self.out.insert_str(self.begin, &format!("<{level} id=\"{id}\">"));
        self.out.push_str(&format!("</{level}>\n"));
    }

    fn cell(&mut self) {
        self.keeps_plain = false;
        let aligned = match self.columns.get(self.column) {
            Some(Alignment::Right) => "right",
            Some(Alignment::Center) => "center",
            _ => "",
        };
        let (open, close) = if self.in_head { ("<th", "</th>") } else { ("<td", "</td>") };
        let class = match (is_short(&self.plain, self.in_head), aligned) {
            (false, "") => ">",
            (true, "") => " class=\"short\">",
            (false, "right") => " class=\"right\">",
            (true, "right") => " class=\"short right\">",
            (false, _) => " class=\"center\">",
            (true, _) => " class=\"short center\">",
        };
        self.out.insert_str(self.begin, class);
        self.out.insert_str(self.begin, open);
        self.out.push_str(close);
        self.column += 1;
    }

    /// A link that may not be one is its text with the address behind it, so that nothing is kept from the reader.
    fn link(&mut self, address: &str) {
        if self.in_anchor || !is_safe(address) {
            self.closings.push(format!(" ({address})"));
            return;
        }
        self.out.push_str("<a href=\"");
        escape(&mut self.out, address);
        self.out.push_str("\">");
        self.in_anchor = true;
        self.closings.push(String::new());
    }

    fn close(&mut self) {
        match self.closings.pop() {
            Some(address) if !address.is_empty() => self.text(&address),
            _ => {
                self.out.push_str("</a>");
                self.in_anchor = false;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let safe = visible(text);
        if self.keeps_plain {
            self.plain.push_str(&safe);
        }
        escape(&mut self.out, &safe);
    }
}

/// Whether a cell is one short word or a time, which reads badly when it is broken.
fn is_short(cell: &str, is_head: bool) -> bool {
    if cell.len() > 4 * SHORT {
        return false;
    }
    let length = cell.chars().count();
    let time = |cell: &str| cell.starts_with(|c: char| c.is_ascii_digit()) && cell.contains([':', '-']);
    (length <= SHORT && (!cell.contains(char::is_whitespace) || time(cell))) || (is_head && length <= SHORT_HEAD)
}

fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests;
