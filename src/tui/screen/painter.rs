//! What stands on the terminal, and the bytes that turn it into the next frame: only what differs is written.

use std::io::{self, Write};

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

/// Synchronized output: the terminal shows what is between these at once, or ignores them.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
/// Plain text, an empty screen, no cursor.
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J\x1b[?25l";

/// The last frame and the next one. The first one begins with an empty screen, whatever stood there.
#[derive(Debug)]
pub(super) struct Painter {
    clean: bool,
    shown: Buffer,
    next: Buffer,
    /// Whether `next` is what is shown, so that a part of it can be drawn anew.
    in_step: bool,
    cursor: Option<Position>,
}

impl Painter {
    pub(super) fn new(size: Size) -> Painter {
        let blank = Buffer::empty(Rect::from((Position::ORIGIN, size)));
        Painter { clean: false, shown: blank.clone(), next: blank, in_step: true, cursor: None }
    }

    pub(super) fn size(&self) -> Size {
        self.shown.area.as_size()
    }

    /// Lets a frame be drawn on empty cells and writes what differs from the last one. With `parts`, which may not
    /// overlap, only these are emptied and looked at, and nothing else may be drawn. `render` tells where the cursor
    /// stands, if it is to be seen.
    ///
    /// # Errors
    /// Writing fails.
    pub(super) fn paint(
        &mut self,
        into: &mut impl Write,
        parts: &[Rect],
        render: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        if parts.is_empty() || !self.clean {
            self.next.reset();
            let cursor = render(&mut self.next);
            let clear = if std::mem::replace(&mut self.clean, true) { &b""[..] } else { CLEAR };
            write(into, clear, self.shown.diff_iter(&self.next), (self.cursor, cursor))?;
            std::mem::swap(&mut self.shown, &mut self.next);
            (self.in_step, self.cursor) = (false, cursor);
            return Ok(());
        }
        if !self.in_step {
            self.next.content.clone_from(&self.shown.content);
            self.in_step = true;
        }
        let area = self.next.area;
        let parts = parts.iter().map(|part| part.intersection(area));
        for row in parts.clone().flat_map(Rect::rows).filter(|row| !row.is_empty()) {
            let first = self.next.index_of(row.x, row.y);
            self.next.content[first..][..row.width.into()].fill(Cell::EMPTY);
        }
        let cursor = render(&mut self.next);
        let cuts: Vec<_> = parts.map(|part| (rows(&self.shown, part), rows(&self.next, part))).collect();
        write(into, b"", cuts.iter().flat_map(|(shown, next)| shown.diff_iter(next)), (self.cursor, cursor))?;
        for (_, next) in cuts {
            let first = usize::from(next.area.y) * usize::from(area.width);
            self.shown.content[first..].iter_mut().zip(next.content).for_each(|(cell, new)| *cell = new);
        }
        self.cursor = cursor;
        Ok(())
    }
}

/// Writes what differs, and where the cursor was and is to be; nothing at all if nothing differs.
fn write<'a>(
    into: &mut impl Write,
    clear: &[u8],
    changes: impl Iterator<Item = (u16, u16, &'a Cell)>,
    (was, cursor): (Option<Position>, Option<Position>),
) -> io::Result<()> {
    let changes: Vec<(u16, u16, &Cell)> = changes.collect();
    if changes.is_empty() && was == cursor && clear.is_empty() {
        return Ok(());
    }
    let row = |change: Option<&(u16, u16, &Cell)>| change.map(|(_, row, _)| *row);
    // A change within one row is too small to be seen half done.
    let several = row(changes.first()) != row(changes.last());
    if several {
        into.write_all(BEGIN_FRAME)?;
    }
    into.write_all(clear)?;
    let mut backend = CrosstermBackend::new(&mut *into);
    if !changes.is_empty() {
        backend.draw(changes.into_iter())?;
    }
    match (was, cursor) {
        (None, Some(_)) => backend.show_cursor()?,
        (Some(_), None) => backend.hide_cursor()?,
        _ => {}
    }
    if let Some(position) = cursor {
        backend.set_cursor_position(position)?;
    }
    if several {
        into.write_all(END_FRAME)?;
    }
    into.flush()
}

/// The whole rows that a part of a frame touches, as a frame of their own: a wide letter beside the part takes up a cell
/// of it.
fn rows(frame: &Buffer, part: Rect) -> Buffer {
    let width = usize::from(frame.area.width);
    let cells = usize::from(part.y) * width..usize::from(part.bottom()) * width;
    Buffer { area: Rect { x: 0, width: frame.area.width, ..part }, content: frame.content[cells].to_vec() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    use super::*;

    const SIZE: Size = Size::new(12, 4);

    fn paint(painter: &mut Painter, part: Option<Rect>, text: &str, style: Style, cursor: Option<Position>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let at = part.map_or(Position::ORIGIN, Rect::as_position);
        let render = |buffer: &mut Buffer| {
            for (line, text) in text.lines().enumerate() {
                let width = part.map_or(SIZE.width, |part| part.width).into();
                if at.y + (line as u16) < part.unwrap_or(buffer.area).bottom() {
                    buffer.set_stringn(at.x, at.y + line as u16, text, width, style);
                }
            }
            cursor
        };
        painter.paint(&mut bytes, part.as_slice(), render).unwrap();
        bytes
    }

    #[test]
    fn a_letter_costs_little_and_nothing_costs_nothing() {
        let mut painter = Painter::new(SIZE);
        let first = paint(&mut painter, None, "one\ntwo", Style::new(), Some(Position::new(3, 1)));
        assert!(first.starts_with(BEGIN_FRAME) && first.ends_with(END_FRAME));
        assert_eq!(paint(&mut painter, None, "one\ntwo", Style::new(), Some(Position::new(3, 1))), b"");
        let line = Some(Rect::new(0, 1, 12, 1));
        let letter = paint(&mut painter, line, "two!", Style::new(), Some(Position::new(4, 1)));
        let bare = b"\x1b[2;4H!\x1b[39m\x1b[49m\x1b[59m\x1b[0m\x1b[2;5H";
        assert_eq!(letter.escape_ascii().to_string(), bare.escape_ascii().to_string());
        assert_eq!(paint(&mut painter, line, "two!", Style::new(), None), b"\x1b[?25l");
        assert_eq!(paint(&mut painter, None, "one\ntwo!", Style::new(), None), b"", "the part was remembered");
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn_last(
            frames in prop::collection::vec(
                (prop::option::of((0..12_u16, 0..4_u16, 0..14_u16, 0..5_u16)), "[a-cé \n]{0,30}", 0..3_u8), 1..8,
            ),
        ) {
            let mut painter = Painter::new(SIZE);
            let mut terminal = vt100::Parser::new(SIZE.height.try_into().unwrap(), SIZE.width.try_into().unwrap(), 0);
            for (part, text, colour) in frames {
                let part = part.map(|(x, y, width, height)| Rect::new(x, y, width, height).intersection(painter.shown.area));
                terminal.process(&paint(&mut painter, part, &text, Style::new().fg(Color::Indexed(colour)), None));
            }
            let mut afresh = vt100::Parser::new(SIZE.height.try_into().unwrap(), SIZE.width.try_into().unwrap(), 0);
            let mut bytes = Vec::new();
            let again = |buffer: &mut Buffer| {
                buffer.clone_from(&painter.shown);
                None
            };
            Painter::new(SIZE).paint(&mut bytes, &[], again).unwrap();
            afresh.process(&bytes);
            let cells = |terminal: &vt100::Parser| {
                let cells = painter.shown.area.positions().filter_map(|at| terminal.screen().cell(at.y, at.x).cloned());
                cells.map(|cell| (cell.contents().trim().to_owned(), cell.fgcolor())).map(blank).collect::<Vec<_>>()
            };
            prop_assert_eq!(cells(&terminal), cells(&afresh));
        }
    }

    /// The colour of a letter that is not there cannot be seen.
    fn blank((text, colour): (String, vt100::Color)) -> Option<(String, vt100::Color)> {
        (!text.is_empty()).then_some((text, colour))
    }
}
