//! Where the lines of a text stand when they are wrapped to a width, and where in the text a cell is.

use std::ops::Range;

use crate::tui::text::{head, width, wrap};

/// One row of the screen: a line of the text, and which of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line, from 0.
    pub line: usize,
    /// Its bytes; spaces at the end of the row may lie behind them.
    pub bytes: Range<usize>,
}

/// The rows of the text.
pub fn rows(lines: &[String], wide: usize) -> Vec<Row> {
    let of = |(line, text): (usize, &String)| {
        let start = text.as_ptr() as usize;
        let parts = wrap(text, wide.max(1))
            .map(move |part| part.as_ptr() as usize - start..part.as_ptr() as usize - start + part.len());
        parts.map(move |bytes| Row { line, bytes }).collect::<Vec<_>>()
    };
    lines.iter().enumerate().flat_map(of).collect()
}

/// Row and column of a byte of a line, within the width.
pub fn cell(lines: &[String], rows: &[Row], line: usize, byte: usize, wide: usize) -> (usize, usize) {
    let place = rows.iter().rposition(|row| row.line == line && row.bytes.start <= byte).unwrap_or_default();
    let start = rows.get(place).map_or(0, |row| row.bytes.start);
    let before = lines.get(line).and_then(|text| text.get(start..byte)).unwrap_or_default();
    (place, width(before).min(wide.saturating_sub(1)))
}

/// Line and byte under a cell; behind the end of a row, its end.
pub fn byte(lines: &[String], row: &Row, column: usize) -> (usize, usize) {
    let text = lines.get(row.line).and_then(|text| text.get(row.bytes.clone())).unwrap_or_default();
    (row.line, row.bytes.start + head(text, column).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn every_cell_leads_back_to_its_byte() {
        let lines = text(&["one two three", "", "漢字かな", "end."]);
        let rows = rows(&lines, 7);
        for (line, text) in lines.iter().enumerate() {
            for (at, _) in text.char_indices() {
                let (row, column) = cell(&lines, &rows, line, at, 7);
                let back = byte(&lines, &rows[row], column);
                assert!(back == (line, at) || text[at..].starts_with(' '), "{line} {at}: {back:?}");
            }
        }
    }

    #[test]
    fn a_full_stop_stays_with_its_word() {
        let lines = text(&["some more words."]);
        let rows = rows(&lines, 15);
        assert_eq!(&lines[0][rows[1].bytes.clone()], "words.");
        assert_eq!(cell(&lines, &rows, 0, 16, 15), (1, 6));
    }
}
