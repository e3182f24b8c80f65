//! The compose line: a grapheme-aware editor of text that may hold newlines and megabytes.
//!
//! It knows no keys and no terminal. The text is kept as typed or pasted; only [`Prompt::window`] makes it visible.
//! Every edit looks at the characters around the cursor alone.

mod history;

use std::borrow::Cow;
use std::mem;

use unicode_segmentation::GraphemeCursor;

use crate::incident::text::one_line;
use crate::tui::text::{head, tail, width};
use history::{Edit, History};

/// Below this many cells the marks `‹` and `›` would take more than they tell.
const MARKED_WIDTH: usize = 9;
/// Bytes of one grapheme that are drawn; a hostile one may be all of the text.
const DRAWN_GRAPHEME: usize = 512;

/// An edited text, its cursor, and the way back: nothing typed is lost, [`Prompt::undo`] returns what was deleted,
/// replaced or taken. The way back holds at most 1,000 steps and 8 MiB beside the newest step; the oldest go first.
#[derive(Debug, Default)]
pub struct Prompt {
    text: String,
    /// A byte offset, always between two graphemes.
    cursor: usize,
    history: History,
}

impl Prompt {
    /// The raw text, as typed or pasted.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the next text goes, in bytes; always between two graphemes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor to this byte, or to the next place between two graphemes, at most to the end.
    pub fn set_cursor(&mut self, cursor: usize) {
        self.history.end_run();
        self.cursor = self.snap(cursor);
    }

    /// Replaces all text as one step, with the cursor at the end.
    pub fn set(&mut self, text: &str) {
        self.history.end_run();
        self.replace(0, self.text.len(), text);
        self.end();
    }

    /// Gives the text away and is empty, as one step: an undo brings the text back.
    pub fn take(&mut self) -> String {
        let text = self.text.clone();
        self.set("");
        text
    }

    /// Inserts at the cursor. A run of inserted single characters is one step to undo, all else is a step of its own.
    pub fn insert(&mut self, text: &str) {
        let mut chars = text.chars();
        let typed = chars.next().is_some_and(|c| c != '\n') && chars.next().is_none();
        if !typed {
            self.history.end_run();
        }
        self.replace(self.cursor, self.cursor, text);
        if !typed {
            self.history.end_run();
        }
    }

    /// Deletes the grapheme before the cursor. A run of these is one step to undo.
    pub fn backspace(&mut self) {
        self.replace(self.before(), self.cursor, "");
    }

    /// Deletes the grapheme after the cursor. A run of these is one step to undo.
    pub fn delete(&mut self) {
        self.replace(self.cursor, self.after(), "");
    }

    /// Deletes back to the start of the word.
    pub fn delete_word_left(&mut self) {
        self.cut(self.word_start(), self.cursor);
    }

    /// Deletes on to the end of the word.
    pub fn delete_word_right(&mut self) {
        self.cut(self.cursor, self.word_end());
    }

    /// Deletes everything before the cursor, newlines too: the prompt shows one line.
    pub fn kill_to_start(&mut self) {
        self.cut(0, self.cursor);
    }

    /// Deletes everything after the cursor, newlines too.
    pub fn kill_to_end(&mut self) {
        self.cut(self.cursor, self.text.len());
    }

    /// Moves back by one grapheme.
    pub fn left(&mut self) {
        self.set_cursor(self.before());
    }

    /// Moves on by one grapheme.
    pub fn right(&mut self) {
        self.set_cursor(self.after());
    }

    /// Moves back to the start of a word: letters, digits and `_`.
    pub fn word_left(&mut self) {
        self.set_cursor(self.word_start());
    }

    /// Moves on to the end of a word.
    pub fn word_right(&mut self) {
        self.set_cursor(self.word_end());
    }

    /// Moves to the start of all text.
    pub fn home(&mut self) {
        self.set_cursor(0);
    }

    /// Moves to the end of all text.
    pub fn end(&mut self) {
        self.set_cursor(self.text.len());
    }

    /// Takes the last step back; false if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.history.undo() else {
            return false;
        };
        self.text.replace_range(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        self.cursor = edit.cursor_before;
        true
    }

    /// Does the step undone last again; false if there is none or the text was edited since.
    pub fn redo(&mut self) -> bool {
        let Some(edit) = self.history.redo() else {
            return false;
        };
        self.text.replace_range(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        self.cursor = edit.cursor_after;
        true
    }

    /// The part of the text around the cursor as one visible line of at most `width` cells (newlines are `⏎`), and the
    /// cursor's column in it, always less than `width` unless that is 0. Where text is cut off, `‹` or `›` says so if
    /// `width` is over 8. The cost grows with `width`, not with the text.
    pub fn window(&self, width: usize) -> (String, u16) {
        let cells = width.min(usize::from(u16::MAX));
        if cells == 0 {
            return (String::new(), 0);
        }
        let mark = usize::from(cells >= MARKED_WIDTH);
        let (before, more_before) = self.shown_before(cells);
        let (after, more_after) = self.shown_after(cells);
        let (wide_before, wide_after) = (self::width(&before), self::width(&after));

        // The cursor keeps a cell of its own; the text after it gets a third of the line if it needs it.
        let room = (cells * 2 / 3).max(cells.saturating_sub(wide_after.max(1))).min(cells - 1);
        let cut_before = more_before || wide_before > room;
        let (mut line, room) = match cut_before && mark > 0 {
            true => (String::from("‹"), room - mark),
            false => (String::new(), room),
        };
        line.push_str(tail(&before, room));
        let column = self::width(&line);

        let room = cells - column;
        if more_after || wide_after > room {
            line.push_str(head(&after, room - mark));
            line.extend((mark > 0).then_some('›'));
        } else {
            line.push_str(&after);
        }
        (line, u16::try_from(column).unwrap_or(u16::MAX))
    }

    /// At least `cells` cells of visible text before the cursor, and whether there is more.
    fn shown_before(&self, cells: usize) -> (String, bool) {
        let (mut shown, mut wide, mut start) = (Vec::new(), 0, self.cursor);
        for (from, to) in self.graphemes_before() {
            if wide >= cells {
                break;
            }
            let grapheme = self.drawn(from, to);
            wide += width(&grapheme);
            shown.push(grapheme);
            start = from;
        }
        (shown.into_iter().rev().collect(), start > 0)
    }

    /// At least `cells` cells of visible text after the cursor, and whether there is more.
    fn shown_after(&self, cells: usize) -> (String, bool) {
        let (mut shown, mut wide, mut end) = (String::new(), 0, self.cursor);
        for (from, to) in self.graphemes_after() {
            if wide >= cells {
                break;
            }
            let grapheme = self.drawn(from, to);
            wide += width(&grapheme);
            shown.push_str(&grapheme);
            end = to;
        }
        (shown, end < self.text.len())
    }

    /// One grapheme made visible, never without a width; of a giant only the start.
    fn drawn(&self, from: usize, to: usize) -> Cow<'_, str> {
        if to - from <= DRAWN_GRAPHEME {
            return one_line(&self.text[from..to]);
        }
        let mut end = from + DRAWN_GRAPHEME;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        Cow::Owned(format!("{}…", one_line(&self.text[from..end])))
    }

    /// The graphemes before the cursor as byte ranges, nearest first.
    fn graphemes_before(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut walk = GraphemeCursor::new(self.cursor, self.text.len(), true);
        let mut to = self.cursor;
        std::iter::from_fn(move || {
            let from = walk.prev_boundary(&self.text, 0).ok()??;
            Some((from, mem::replace(&mut to, from)))
        })
    }

    /// The graphemes after the cursor as byte ranges, nearest first.
    fn graphemes_after(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut walk = GraphemeCursor::new(self.cursor, self.text.len(), true);
        let mut from = self.cursor;
        std::iter::from_fn(move || {
            let to = walk.next_boundary(&self.text, 0).ok()??;
            Some((mem::replace(&mut from, to), to))
        })
    }

    fn before(&self) -> usize {
        self.graphemes_before().next().map_or(0, |(from, _)| from)
    }

    fn after(&self) -> usize {
        self.graphemes_after().next().map_or(self.text.len(), |(_, to)| to)
    }

    fn word_start(&self) -> usize {
        self.graphemes_before()
            .skip_while(|&(from, _)| !self.in_word(from))
            .take_while(|&(from, _)| self.in_word(from))
            .last()
            .map_or(0, |(from, _)| from)
    }

    fn word_end(&self) -> usize {
        self.graphemes_after()
            .skip_while(|&(from, _)| !self.in_word(from))
            .take_while(|&(from, _)| self.in_word(from))
            .last()
            .map_or(self.text.len(), |(_, to)| to)
    }

    fn in_word(&self, at: usize) -> bool {
        self.text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    /// This byte if it is between two graphemes, else the next that is.
    fn snap(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        let mut walk = GraphemeCursor::new(at, self.text.len(), true);
        match walk.is_boundary(&self.text, 0) {
            Ok(false) => walk.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len()),
            _ => at,
        }
    }

    /// Deletes as a step of its own.
    fn cut(&mut self, from: usize, to: usize) {
        self.history.end_run();
        self.replace(from, to, "");
        self.history.end_run();
    }

    fn replace(&mut self, from: usize, to: usize, inserted: &str) {
        if from == to && inserted.is_empty() {
            return;
        }
        let cursor_before = self.cursor;
        let removed = self.text[from..to].to_owned();
        self.text.replace_range(from..to, inserted);
        // What now meets may have become one grapheme.
        self.cursor = self.snap(from + inserted.len());
        self.history.push(Edit {
            at: from,
            removed,
            inserted: inserted.to_owned(),
            cursor_before,
            cursor_after: self.cursor,
        });
    }
}

#[cfg(test)]
mod tests;
