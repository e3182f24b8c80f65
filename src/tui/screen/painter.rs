//! What stands on the terminal, and the bytes that turn it into the next frame: only what differs is written.

use std::io::{self, Write};
use std::mem;
use std::ops::Range;

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
    /// The frame before the one that is shown, to be drawn on.
    next: Buffer,
    /// Where the two may differ: what was drawn last.
    drawn: Vec<Rect>,
    cursor: Option<Position>,
}

impl Painter {
    pub(super) fn new(size: Size) -> Painter {
        let area = Rect::from((Position::ORIGIN, size));
        let (shown, next) = (Buffer::empty(area), Buffer::empty(area));
        Painter { clean: false, shown, next, drawn: Vec::new(), cursor: None }
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
        let area = self.shown.area;
        let (clear, parts) = match (mem::replace(&mut self.clean, true), parts) {
            (false, _) => (CLEAR, vec![area]),
            (true, []) => (&b""[..], vec![area]),
            (true, parts) => (&b""[..], parts.iter().map(|part| part.intersection(area)).collect()),
        };
        for old in mem::take(&mut self.drawn).iter().filter(|old| !parts.contains(old)) {
            cells(area, *old)
                .for_each(|cells| self.next.content[cells.clone()].clone_from_slice(&self.shown.content[cells]));
        }
        parts.iter().flat_map(|part| cells(area, *part)).for_each(|cells| self.next.content[cells].fill(Cell::EMPTY));
        let cursor = render(&mut self.next);
        // Whole rows, since a wide letter beside a part takes up a cell of it; all of them rather than many, since a frame
        // is moved at once and its rows cell by cell.
        let top = parts.iter().map(|part| part.y).min().unwrap_or_default();
        let bottom = parts.iter().map(|part| part.bottom()).max().unwrap_or_default();
        let rows = if bottom - top > area.height / 2 { area } else { Rect { y: top, height: bottom - top, ..area } };
        let (old, new) = (take(&mut self.shown, rows), take(&mut self.next, rows));
        let written = write(into, clear, old.diff_iter(&new), (self.cursor, cursor));
        put(&mut self.shown, new);
        put(&mut self.next, old);
        (self.drawn, self.cursor) = (parts, cursor);
        written
    }
}

/// Where the cells of each row of a part stand within the frame.
fn cells(frame: Rect, part: Rect) -> impl Iterator<Item = Range<usize>> {
    let first = move |row: Rect| usize::from(row.y) * usize::from(frame.width) + usize::from(row.x);
    part.rows().map(move |row| first(row)..first(row) + usize::from(row.width))
}

/// Moves whole rows out of a frame, as a frame of their own.
fn take(frame: &mut Buffer, rows: Rect) -> Buffer {
    if rows == frame.area {
        return mem::replace(frame, Buffer { area: rows, content: Vec::new() });
    }
    let width = usize::from(rows.width);
    let moved = &mut frame.content[usize::from(rows.y) * width..usize::from(rows.bottom()) * width];
    Buffer { area: rows, content: moved.iter_mut().map(mem::take).collect() }
}

/// Moves them back into one.
fn put(frame: &mut Buffer, rows: Buffer) {
    if rows.area == frame.area {
        *frame = rows;
        return;
    }
    let first = usize::from(rows.area.y) * usize::from(rows.area.width);
    frame.content[first..].iter_mut().zip(rows.content).for_each(|(cell, moved)| *cell = moved);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    use super::*;

    const SIZE: Size = Size { width: 12, height: 4 };

    fn screen() -> vt100::Parser {
        vt100::Parser::new(SIZE.height.try_into().unwrap(), SIZE.width.try_into().unwrap(), 0)
    }

    fn draw(buffer: &mut Buffer, part: Option<Rect>, text: &str, style: Style) {
        let part = part.unwrap_or(buffer.area);
        for (line, y) in text.lines().zip(part.top()..part.bottom()) {
            buffer.set_stringn(part.x, y, line, part.width.into(), style);
        }
    }

    fn paint(painter: &mut Painter, part: Option<Rect>, text: &str, style: Style, cursor: Option<Position>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let render = |buffer: &mut Buffer| {
            draw(buffer, part, text, style);
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
            let mut terminal = screen();
            let mut whole = painter.shown.clone();
            for (part, text, colour) in frames {
                let part = part.map(|(x, y, width, height)| Rect::new(x, y, width, height).intersection(whole.area));
                let colour = Style::new().fg(Color::Indexed(colour));
                terminal.process(&paint(&mut painter, part, &text, colour, None));
                let emptied = part.unwrap_or(whole.area);
                emptied.positions().for_each(|at| whole[at].reset());
                draw(&mut whole, part, &text, colour);
            }
            let mut afresh = screen();
            let mut bytes = Vec::new();
            let again = |buffer: &mut Buffer| {
                buffer.clone_from(&whole);
                None
            };
            Painter::new(SIZE).paint(&mut bytes, &[], again).unwrap();
            afresh.process(&bytes);
            let cells = |terminal: &vt100::Parser| {
                let cells = whole.area.positions().filter_map(|at| terminal.screen().cell(at.y, at.x).cloned());
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
