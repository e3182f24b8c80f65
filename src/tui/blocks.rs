//! Lists whose items are several rows high, of which the chosen one is in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::pane::row;
use super::text::{fit, wrap};

/// One item as it is drawn.
#[derive(Debug)]
pub struct Block {
    /// What stands over it and is not chosen with it: a heading.
    pub above: Vec<Line<'static>>,
    /// Its own rows.
    pub rows: Vec<Line<'static>>,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

impl Block {
    fn height(&self) -> usize {
        self.above.len() + self.rows.len()
    }
}

/// Draws as many of `count` items as fit, the chosen one among them, with up to `ahead` rows of what follows it.
pub fn draw(
    (count, chosen, ahead): (usize, usize, usize),
    block: impl Fn(usize) -> Block,
    area: Rect,
    style: Style,
    buffer: &mut Buffer,
) {
    let height = area.height as usize;
    let mut first = chosen.min(count.saturating_sub(1));
    let mut used = if count > 0 { block(first).height() } else { 0 };
    let mut below = 0;
    for place in first + 1..count {
        if below >= ahead {
            break;
        }
        below += block(place).height();
    }
    used += below.min(ahead).min(height.saturating_sub(used));
    while first > 0 {
        used += block(first - 1).height();
        if used > height {
            break;
        }
        first -= 1;
    }
    let mut y = 0;
    for place in first..count {
        if y >= height {
            break;
        }
        let one = block(place);
        // What would be cut in the middle is not begun, unless it is all there is.
        if y > 0 && y + one.height() > height && !one.chosen {
            break;
        }
        if y + one.height() <= height {
            for line in one.above {
                line.render(row(area, y), buffer);
                y += 1;
            }
        }
        for line in one.rows {
            let at = row(area, y);
            if one.chosen {
                buffer.set_style(at, style);
            }
            line.render(at, buffer);
            y += 1;
        }
    }
}

/// At most so many lines of the text; one that is cut ends with `…`.
pub fn lines(text: &str, wide: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = wrap(text, wide.max(1)).take(most + 1).map(str::to_owned).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last} …"), wide).into_owned();
            if !last.ends_with('…') {
                last.push('…');
            }
        }
    }
    lines
}
