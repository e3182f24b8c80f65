//! The editor of one text: many lines, wrapped to the screen as everything else in the room is.
//!
//! What comes in is made visible first, so nothing that is drawn can move the cursor or turn the reading direction.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;

use super::rival::Rival;
use super::wrapping;
use crate::incident::Time;
use crate::incident::review::{Review, Section};
use crate::incident::text::visible;
use crate::secret::{self, Found};
use crate::tui::action::Action;

/// How many steps can be undone.
const STEPS: usize = 1_000;
/// How many rows a page is.
const PAGE: isize = 10;

/// A text that is being written.
#[derive(Debug)]
pub struct Editor {
    /// Which.
    pub section: Section,
    /// The write it was opened on, or that it made last.
    pub on: Option<Uuid>,
    /// When it was last changed, and when it was first changed since it was saved (UTC).
    pub touched: Option<(Time, Time)>,
    /// Why it was not accepted.
    pub refused: Option<String>,
    /// What somebody else had written when it was last saved over, until the person has chosen.
    pub rival: Option<Rival>,
    /// What that write says, made visible.
    base: String,
    area: TextArea<'static>,
    /// Whether everything was replaced once.
    replaced: bool,
    /// The width it was drawn in last, and the first row that was shown: drawing finds out, and moving up and down needs
    /// to know.
    drawn: Cell<(usize, usize)>,
}

impl Editor {
    /// Opens a text as it stands.
    pub fn open(section: Section, review: &Review) -> Editor {
        let mut editor = Editor {
            section,
            on: None,
            touched: None,
            refused: None,
            rival: None,
            base: String::new(),
            area: area_of(""),
            replaced: false,
            drawn: Cell::new((80, 0)),
        };
        editor.follow(review);
        editor
    }

    /// Takes the text over as it stands, with the cursor at its end.
    pub fn follow(&mut self, review: &Review) {
        self.on = review.register(self.section).and_then(|register| register.newest()).map(|head| head.id);
        self.base = visible(review.text(self.section).unwrap_or_default()).into_owned();
        self.area = area_of(&self.base);
        self.touched = None;
        self.refused = None;
        self.rival = None;
        self.replaced = false;
    }

    /// Takes note that what it says was saved, by the write `id`. Tells what looks like a secret in it and was not there
    /// before.
    pub fn saved(&mut self, id: Uuid, text: &str) -> Option<&'static str> {
        let is_new = |found: &Found| !self.base.contains(&text[found.range.clone()]);
        let found = secret::find(text).into_iter().find(is_new);
        self.on = Some(id);
        self.base = text.to_owned();
        self.refused = None;
        self.touched = self.touched.filter(|_| self.differs()).map(|(last, _)| (last, last));
        found.map(|found| found.rule)
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Takes over what somebody else wrote, as one change, which can be undone.
    pub fn take_theirs(&mut self, review: &Review, now: Time) {
        let theirs = Editor::open(self.section, review);
        self.replace(&theirs.base, now);
        (self.on, self.base) = (theirs.on, theirs.base);
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Whether it says something else than the write it stands on.
    pub fn differs(&self) -> bool {
        self.text().trim() != self.base.trim()
    }

    /// Takes note of a change.
    fn changed(&mut self, now: Time) {
        self.refused = None;
        self.touched = Some(self.touched.map_or((now, now), |(_, first)| (now, first)));
    }

    /// Inserts typed or pasted text at the cursor.
    pub fn insert(&mut self, text: &str, now: Time) {
        let text = if self.section.is_line() { text.replace(['\r', '\n'], " ") } else { text.to_owned() };
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter != '\n' => self.type_in(letter),
            _ => {
                self.area.insert_str(visible(&text));
            }
        }
        self.changed(now);
    }

    /// A typed mark joins the letter before it, so it is judged with its line.
    fn type_in(&mut self, letter: char) {
        self.area.insert_char(letter);
        let line = &self.area.lines()[self.area.cursor().0];
        if visible(line) != line.as_str() {
            self.area.undo();
            self.area.insert_str(visible(letter.encode_utf8(&mut [0; 4])));
        }
    }

    /// Replaces everything, as one change.
    pub fn replace(&mut self, text: &str, now: Time) {
        self.replaced |= !self.area.is_empty();
        self.area.select_all();
        self.area.insert_str(visible(text.trim_end()));
        self.changed(now);
    }

    /// Edits or moves, if the action is one of editing; tells whether it was.
    pub fn act(&mut self, action: Action, now: Time) -> bool {
        let area = &mut self.area;
        let edits = match action {
            Action::Left => return self.step_back(),
            Action::Right => return self.step_on(),
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                self.step(match action {
                    Action::Up => -1,
                    Action::Down => 1,
                    Action::PageUp => -PAGE,
                    _ => PAGE,
                });
                return true;
            }
            Action::WordLeft => return moved(area, CursorMove::WordBack),
            Action::WordRight => return moved(area, CursorMove::WordForward),
            Action::LineStart => return moved(area, CursorMove::Head),
            Action::LineEnd => return moved(area, CursorMove::End),
            Action::Top => return moved(area, CursorMove::Jump(0, 0)),
            Action::Bottom => {
                moved(area, CursorMove::Bottom);
                return moved(area, CursorMove::End);
            }
            Action::NewLine => {
                area.insert_newline();
                true
            }
            Action::Backspace => {
                let letters = self.before();
                (0..letters).for_each(|_| self.area.move_cursor(CursorMove::Back));
                self.area.delete_str(letters)
            }
            Action::Delete => {
                let letters = self.after();
                self.area.delete_str(letters)
            }
            Action::DeleteWordLeft => area.delete_word(),
            Action::DeleteWordRight => area.delete_next_word(),
            Action::DeleteToStart => area.delete_line_by_head(),
            Action::DeleteToEnd => area.delete_line_by_end(),
            Action::Undo => self.in_whole_steps(TextArea::undo),
            Action::Redo => self.in_whole_steps(TextArea::redo),
            _ => return false,
        };
        if edits {
            self.changed(now);
        }
        true
    }

    /// Undoes or redoes. To replace everything takes two steps, with an empty text between them: here they are one.
    fn in_whole_steps(&mut self, step: fn(&mut TextArea<'static>) -> bool) -> bool {
        let changed = step(&mut self.area);
        if changed && self.replaced && self.area.is_empty() {
            step(&mut self.area);
        }
        changed
    }

    /// How many characters the grapheme before the cursor has; a line's end is one.
    fn before(&self) -> usize {
        let cursor = self.area.cursor();
        let line: String = self.area.lines()[cursor.0].chars().take(cursor.1).collect();
        let first = usize::from(cursor.0 > 0);
        line.graphemes(true).next_back().map_or(first, |grapheme| grapheme.chars().count())
    }

    /// How many characters the grapheme behind the cursor has; a line's end is one.
    fn after(&self) -> usize {
        let cursor = self.area.cursor();
        let line: String = self.area.lines()[cursor.0].chars().skip(cursor.1).collect();
        let last = usize::from(cursor.0 + 1 < self.area.lines().len());
        line.graphemes(true).next().map_or(last, |grapheme| grapheme.chars().count())
    }

    fn step_back(&mut self) -> bool {
        (0..self.before()).for_each(|_| self.area.move_cursor(CursorMove::Back));
        true
    }

    fn step_on(&mut self) -> bool {
        (0..self.after()).for_each(|_| self.area.move_cursor(CursorMove::Forward));
        true
    }

    /// The line of the cursor, and how many bytes of it lie before the cursor.
    fn at(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        let before = self.area.lines()[cursor.0].chars().take(cursor.1).map(char::len_utf8).sum();
        (cursor.0, before)
    }

    /// Moves by so many rows of the screen.
    fn step(&mut self, by: isize) {
        let wide = self.drawn.get().0;
        let (line, before) = self.at();
        let lines = self.area.lines();
        let rows = wrapping::rows(lines, wide);
        let (row, column) = wrapping::cell(lines, &rows, line, before, wide);
        let Some(to) = rows.get(row.saturating_add_signed(by).min(rows.len().saturating_sub(1))) else { return };
        let (line, byte) = wrapping::byte(lines, to, column);
        let letters = lines[line][..byte].chars().count();
        let bounded = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(bounded(line), bounded(letters)));
    }

    /// Draws it, as far as it was scrolled or as the cursor needs, and tells where the cursor stands.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let (wide, height) = (area.width as usize, area.height as usize);
        let (line, before) = self.at();
        let lines = self.area.lines();
        let rows = wrapping::rows(lines, wide);
        let (at, column) = wrapping::cell(lines, &rows, line, before, wide);
        let top = self.drawn.get().1.min(at).max((at + 1).saturating_sub(height));
        self.drawn.set((wide, top));
        for (number, row) in rows.iter().skip(top).take(height).enumerate() {
            let text = &lines[row.line][row.bytes.clone()];
            buffer.set_stringn(area.x, area.y + number as u16, text, wide, Style::new());
        }
        Position::new(area.x + column as u16, area.y + (at - top) as u16)
    }
}

fn moved(area: &mut TextArea<'_>, to: CursorMove) -> bool {
    area.move_cursor(to);
    true
}

fn area_of(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_max_histories(STEPS);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Time;

    fn now() -> Time {
        "2026-11-21T13:25:00Z".parse().unwrap()
    }

    fn with(text: &str) -> Editor {
        let mut editor = Editor::open(Section::Impact, &Review::default());
        editor.insert(text, now());
        editor
    }

    #[test]
    fn what_comes_in_is_made_visible() {
        assert_eq!(with("a\u{1b}[31m\tb\u{202e}\r\nc").text(), "a<001B>[31m    b<202E>\nc");
        let mut editor = with("e");
        editor.insert("\u{301}", now());
        assert_eq!(editor.text(), "e\u{301}");
        editor.insert("\u{202e}", now());
        assert_eq!(editor.text(), "e\u{301}<202E>");
    }

    #[test]
    fn a_key_deletes_what_the_eye_sees_as_one_letter() {
        let mut editor = with("ae\u{301}👩‍🔧");
        for left in ["ae\u{301}", "a", ""] {
            assert!(editor.act(Action::Backspace, now()));
            assert_eq!(editor.text(), left);
        }
        let mut editor = with("a\nb");
        editor.act(Action::Left, now());
        editor.act(Action::Backspace, now());
        assert_eq!(editor.text(), "ab");
    }

    #[test]
    fn everything_can_be_replaced_and_brought_back_in_one_step() {
        let mut editor = with("one\ntwo");
        editor.replace("three\n", now());
        assert_eq!(editor.text(), "three");
        editor.act(Action::Undo, now());
        assert_eq!(editor.text(), "one\ntwo");
        editor.act(Action::Redo, now());
        assert_eq!(editor.text(), "three");
    }

    #[test]
    fn up_and_down_go_by_rows_of_the_screen() {
        let mut editor = with("one two three four\nfive");
        let area = Rect::new(0, 0, 8, 2);
        let draw = |editor: &Editor| editor.draw(area, &mut Buffer::empty(area));
        assert_eq!(draw(&editor), Position::new(4, 1));
        editor.act(Action::Up, now());
        assert_eq!(draw(&editor), Position::new(4, 0));
        editor.insert("!", now());
        assert_eq!(editor.text(), "one two three four!\nfive");
        editor.act(Action::Up, now());
        editor.act(Action::Up, now());
        assert_eq!(draw(&editor), Position::new(5, 0));
    }

    #[test]
    fn a_line_stays_one() {
        let mut editor = Editor::open(Section::Owner, &Review::default());
        editor.insert("bo\nand ana", now());
        assert_eq!(editor.text(), "bo and ana");
    }
}
