//! What the report is made of, whatever its format. Every text is raw: a renderer has to make it safe, and knows nothing
//! else about the incident.

use std::borrow::Cow;

/// A part of the report that stands by itself.
pub enum Block<'a> {
    /// The title of the whole.
    Title(String),
    /// The heading of a section.
    Section(&'static str),
    /// The heading of a part of a section.
    Topic(Cow<'a, str>),
    /// Words of ours, on one line.
    Paragraph(Line<'a>),
    /// Words of a person, perhaps several paragraphs.
    Prose(&'a str),
    /// Items without an order.
    List(Vec<Line<'a>>),
    /// Rows with as many cells as `head`.
    Table {
        /// Names of the columns.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<Line<'a>>>,
    },
    /// Where the report comes from.
    Foot(String),
}

/// Runs of text with spaces between them.
pub type Line<'a> = Vec<Run<'a>>;

/// A run of text.
pub enum Run<'a> {
    /// As it is.
    Text(Cow<'a, str>),
    /// Loud; words of ours.
    Strong(&'static str),
    /// A remark in brackets; words of ours.
    Aside(String),
}

/// One run of plain text.
pub fn text<'a>(text: impl Into<Cow<'a, str>>) -> Line<'a> {
    vec![Run::Text(text.into())]
}

/// A paragraph of one run.
pub fn say<'a>(words: impl Into<Cow<'a, str>>) -> Block<'a> {
    Block::Paragraph(text(words))
}

/// Column names and rows of one length, so that a row cannot lack a cell.
pub fn table<'a, const N: usize>(head: [&str; N], rows: impl Iterator<Item = [Line<'a>; N]>) -> Block<'a> {
    Block::Table { head: head.map(str::to_owned).into(), rows: rows.map(Vec::from).collect() }
}
