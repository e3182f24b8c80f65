//! Widths and wrapping of text that [`crate::incident::text::visible`] made safe, in terminal cells.
//!
//! Every measure is the sum of what `ratatui` gives each grapheme, so what is laid out here is what its buffer draws.
//! No function panics at any width, nor on raw text.

use std::borrow::Cow;
use std::iter;

use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The width of the text in cells when `Buffer::set_stringn` draws it on one line: newlines take none.
pub fn width(text: &str) -> usize {
    if is_plain(text.as_bytes()) { text.len() } else { cells(text).map(|(_, width)| width).sum() }
}

/// The lines of the text, each at most `width` cells; nothing at width 0.
///
/// Lines end at newlines and else between words; the spaces there are dropped, those at the start of a paragraph stay.
/// A word longer than a line is cut between graphemes, a grapheme wider than a line between its characters, and one
/// whose first character is wider than a line stands alone (the buffer leaves it out). Empty text is one empty line,
/// and so is what follows a last newline.
pub fn wrap(text: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut paragraphs = (width > 0).then(|| text.split('\n')).into_iter().flatten();
    let mut rest = "";
    iter::from_fn(move || {
        let paragraph = if rest.is_empty() { paragraphs.next()? } else { rest };
        let line;
        (line, rest) = first_line(paragraph, width);
        Some(line)
    })
}

/// How many lines [`wrap`] makes, without allocating.
pub fn wrapped_height(text: &str, width: usize) -> usize {
    wrap(text, width).count()
}

/// The text if it is at most `width` cells, else its start and `…`.
pub fn fit(text: &str, width: usize) -> Cow<'_, str> {
    if head(text, width).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match width.checked_sub(1) {
        Some(kept) => Cow::Owned(format!("{}…", head(text, kept))),
        None => Cow::Borrowed(""),
    }
}

/// [`fit`], then filled with spaces to exactly `width` cells.
pub fn pad(text: &str, width: usize) -> String {
    let mut padded = fit(text, width).into_owned();
    let missing = width.saturating_sub(self::width(&padded));
    padded.extend(iter::repeat_n(' ', missing));
    padded
}

/// The longest start of the text, in whole graphemes, of at most `width` cells.
pub fn head(text: &str, width: usize) -> &str {
    // One more than is kept, to know that no mark follows.
    match text.as_bytes().get(..=width) {
        Some(seen) if is_plain(seen) => &text[..width],
        None if is_plain(text.as_bytes()) => text,
        _ => &text[..kept(cells(text), width)],
    }
}

/// The longest end of the text, in whole graphemes, of at most `width` cells.
pub fn tail(text: &str, width: usize) -> &str {
    &text[text.len() - kept(cells(text).rev(), width)..]
}

/// The bytes of the leading graphemes that fit.
fn kept<'a>(cells: impl Iterator<Item = (&'a str, usize)>, mut width: usize) -> usize {
    cells
        .map_while(|(grapheme, cell)| {
            width = width.checked_sub(cell)?;
            Some(grapheme.len())
        })
        .sum()
}

/// The graphemes with their widths. The buffer skips one that holds a control character.
fn cells(text: &str) -> impl DoubleEndedIterator<Item = (&str, usize)> {
    text.graphemes(true).map(|grapheme| {
        let drawn = !grapheme.contains(char::is_control);
        (grapheme, if drawn { usize::from(grapheme.cell_width()) } else { 0 })
    })
}

/// Printable ASCII: every byte is one grapheme of one cell.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// Parts a paragraph into its first line and what is left, which is empty at the end of the paragraph.
fn first_line(paragraph: &str, width: usize) -> (&str, &str) {
    // Two more than the line: the byte that overflows, and one to know that no mark follows it.
    let seen = paragraph.len().min(width.saturating_add(2));
    let end = if is_plain(&paragraph.as_bytes()[..seen]) {
        plain_line_end(paragraph, width)
    } else {
        line_end(paragraph, width)
    };
    match end {
        Some(end) => (paragraph[..end].trim_end_matches(' '), skip_spaces(&paragraph[end..])),
        None => (paragraph, ""),
    }
}

/// [`line_end`] of a paragraph known to be plain as far as it matters.
fn plain_line_end(paragraph: &str, width: usize) -> Option<usize> {
    if *paragraph.as_bytes().get(width)? == b' ' {
        return Some(width);
    }
    let line = &paragraph[..width];
    let word = line.rfind(' ').filter(|&space| !line[..space].trim_start_matches(' ').is_empty());
    Some(word.map_or(width, |space| space + 1))
}

/// Where the first line must end, or nothing if the whole paragraph fits.
fn line_end(paragraph: &str, width: usize) -> Option<usize> {
    let (mut at, mut used, mut word) = (0, 0, 0);
    let (mut blank, mut after_space) = (true, false);
    for (grapheme, cell) in cells(paragraph) {
        let is_space = grapheme == " ";
        if used + cell > width {
            return Some(match at {
                0 => wide_end(grapheme, width),
                _ if is_space || after_space || word == 0 => at,
                _ => word,
            });
        }
        if is_space {
            after_space = !blank;
        } else if after_space {
            (word, after_space) = (at, false);
        } else {
            blank = false;
        }
        at += grapheme.len();
        used += cell;
    }
    None
}

/// Where to cut a grapheme that is wider than the line; at its end if not even its first character fits.
fn wide_end(grapheme: &str, width: usize) -> usize {
    let ends = grapheme.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|&end| self::width(&grapheme[..end]) <= width).last().unwrap_or(grapheme.len())
}

/// Drops leading spaces, but not one that carries a mark.
fn skip_spaces(text: &str) -> &str {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let parted = GraphemeCursor::new(spaces, text.len(), true).is_boundary(text, 0) == Ok(true);
    &text[if parted { spaces } else { spaces.saturating_sub(1) }..]
}

#[cfg(test)]
mod tests;
