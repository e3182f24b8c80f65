//! Blocks of lines under one another in a pane that has no room for all of them: which are in sight, and how much of
//! each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::row;
use crate::tui::text::{width, wrap};
use crate::tui::theme::{Slot, Theme};

/// What stands where a block goes on out of sight.
const MORE: &str = " … Enter";

/// One thing in the pane; the first line of each form is its heading.
#[derive(Debug)]
pub struct Block {
    /// All of it.
    pub whole: Vec<Line<'static>>,
    /// The shortest form that still tells something.
    pub brief: Vec<Line<'static>>,
    /// Whether it is to stay in sight before others.
    pub waits: bool,
}

/// What is in sight of a block.
#[derive(Debug)]
pub struct Part<'b> {
    /// Which block it is of.
    pub place: usize,
    /// The lines.
    pub lines: &'b [Line<'static>],
    /// Whether the block goes on out of sight.
    pub is_cut: bool,
}

/// The blocks from the first on that leaves no row empty at the end, so that the chosen one is in sight.
pub fn around<'b>(blocks: &'b [Vec<Line<'static>>], chosen: usize, height: usize) -> Vec<Part<'b>> {
    let (mut first, mut used) = (blocks.len(), 0);
    while first > 0 && used + blocks[first - 1].len() <= height {
        first -= 1;
        used += blocks[first].len();
    }
    let mut left = height;
    let mut shown = Vec::new();
    for (place, block) in blocks.iter().enumerate().skip(first.min(chosen)) {
        let rows = block.len().min(left);
        left -= rows;
        shown.push(Part { place, lines: &block[..rows], is_cut: rows < block.len() });
    }
    shown
}

/// The chosen block and those that wait, and of the others as many as there is room for, the newest first; they stand in
/// their order, and each in as long a form as fits.
pub fn urgent(blocks: &[Block], chosen: usize, height: usize) -> Vec<Part<'_>> {
    let mut order: Vec<usize> = (0..blocks.len()).rev().collect();
    order.sort_by_key(|place| (*place != chosen, !blocks[*place].waits));
    let waiting = order.iter().filter(|place| **place != chosen && blocks[**place].waits).count();
    let mut rows = vec![0; blocks.len()];
    let mut left = height;
    let mut grow = |place: usize, to: usize| {
        let more = to.saturating_sub(rows[place]);
        if more <= left {
            (rows[place], left) = (rows[place] + more, left - more);
        }
    };
    if let Some(block) = blocks.get(chosen) {
        grow(chosen, block.whole.len().min(height - waiting.min(height / 3)));
    }
    let (urgent, others) = order.split_at(order.len().min(waiting + usize::from(chosen < blocks.len())));
    // A heading, the brief form, the whole.
    let forms = |place: usize| [1, blocks[place].brief.len(), blocks[place].whole.len()];
    for (places, form) in [(urgent, 0), (urgent, 1), (others, 0), (urgent, 2), (others, 1), (others, 2)] {
        for place in places {
            grow(*place, forms(*place)[form]);
        }
    }
    let lines = |place: usize| {
        let block = &blocks[place];
        let is_brief = place != chosen && rows[place] <= block.brief.len();
        let form = if is_brief { &block.brief } else { &block.whole };
        let lines = &form[..rows[place].min(form.len())];
        Part { place, lines, is_cut: place == chosen && lines.len() < form.len() }
    };
    (0..blocks.len()).map(lines).filter(|part| !part.lines.is_empty()).collect()
}

/// The place of the block that stands in a row.
pub fn place_in(shown: &[Part<'_>], wanted: usize) -> Option<usize> {
    let mut below = 0;
    let found = shown.iter().find(|part| {
        below += part.lines.len();
        wanted < below
    });
    found.map(|part| part.place)
}

/// Draws them; `marked` is the block that is chosen, where that is to be seen.
pub fn draw(shown: &[Part<'_>], marked: Option<usize>, inner: Rect, theme: &Theme, buffer: &mut Buffer) {
    let mut y = 0;
    for part in shown {
        for (number, line) in part.lines.iter().enumerate() {
            let at = row(inner, y);
            if marked == Some(part.place) && number == 0 {
                buffer.set_style(at, theme.selection());
            }
            // A heading keeps its end, where it stands how late it is.
            match part.is_cut && number > 0 && number + 1 == part.lines.len() {
                true => going_on(line, at.width as usize, theme).render(at, buffer),
                false => line.render(at, buffer),
            }
            y += 1;
        }
    }
}

/// A line that says that there is more, after as many of its words as there is room for.
fn going_on(line: &Line<'_>, wide: usize, theme: &Theme) -> Line<'static> {
    let text = line.to_string();
    let kept = wrap(&text, wide.saturating_sub(width(MORE))).next().unwrap_or_default().to_owned();
    let style = line.spans.last().map(|span| span.style).unwrap_or_default();
    let gap = wide.saturating_sub(width(&kept) + width(MORE));
    vec![Span::styled(kept, style), Span::raw(" ".repeat(gap)), Span::styled(MORE, theme.style(Slot::Warning))].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(whole: usize, brief: usize, waits: bool) -> Block {
        let lines = |count: usize| (0..count).map(|number| Line::from(format!("line {number}"))).collect();
        Block { whole: lines(whole), brief: lines(brief), waits }
    }

    fn seen(blocks: &[Block], chosen: usize, height: usize) -> Vec<(usize, usize)> {
        urgent(blocks, chosen, height).iter().map(|part| (part.place, part.lines.len())).collect()
    }

    #[test]
    fn what_waits_stays_in_sight_before_what_does_not() {
        let blocks = [block(4, 2, true), block(4, 2, false), block(4, 2, true), block(4, 2, false)];
        assert_eq!(seen(&blocks, 2, 16), [(0, 4), (1, 4), (2, 4), (3, 4)]);
        assert_eq!(seen(&blocks, 2, 10), [(0, 4), (1, 1), (2, 4), (3, 1)]);
        assert_eq!(seen(&blocks, 2, 6), [(0, 2), (2, 4)]);
        assert_eq!(seen(&blocks, 2, 4), [(0, 1), (2, 3)]);
        assert_eq!(seen(&blocks, 3, 6), [(0, 1), (2, 1), (3, 4)]);
        assert_eq!(seen(&blocks, 3, 4), [(2, 1), (3, 3)]);
        assert_eq!(seen(&blocks, 9, 2), [(0, 1), (2, 1)]);
        assert_eq!(seen(&blocks, 0, 0), []);
        assert_eq!(seen(&[], 0, 5), []);
    }

    #[test]
    fn only_a_text_is_cut_and_at_a_word() {
        let line = Line::from("  the checkout hangs");
        assert_eq!(going_on(&line, 20, &Theme::new(Default::default(), true)).to_string(), "  the        … Enter");
        let blocks = [vec![Line::from("heading"), Line::from("text"), Line::from("more")]];
        assert!(around(&blocks, 0, 2)[0].is_cut && !around(&blocks, 0, 3)[0].is_cut);
    }
}
