//! Shapes on a sheet, and how they are written. Every shape is a rectangle or lies in one, so that tests can see
//! what overlaps.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::postmortem::chart::place;

/// The width of the sheet.
pub const WIDTH: f64 = 1000.0;
/// The free edge on the left and on the right.
pub const EDGE: f64 = 12.0;
/// The height of a line of text.
pub const LINE: f64 = 17.0;
/// The width of a letter: a system font of 12 units is narrower for nearly all text.
pub const LETTER: f64 = 6.9;

/// A rectangle by its upper left corner and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    /// How many letters find room.
    pub fn columns(&self) -> usize {
        (self.width / LETTER) as usize
    }
}

/// Where in its rectangle a text stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Align {
    Left,
    Middle,
}

/// One thing on the sheet. `class` is a word of the style; `tip` and `text` are safe text on one line.
#[derive(Debug)]
pub enum Shape {
    Bar { rect: Rect, class: String, tip: String },
    Dot { rect: Rect, class: &'static str, tip: String },
    Text { rect: Rect, class: &'static str, align: Align, text: String, tip: String },
    Line { from: (f64, f64), to: (f64, f64), class: &'static str },
}

/// The sheet, filled from above.
#[derive(Debug, Default)]
pub struct Figure {
    pub shapes: Vec<Shape>,
    /// Where the next thing goes.
    pub y: f64,
}

impl Figure {
    /// A bar, at least a unit wide.
    pub fn bar(&mut self, rect: Rect, class: impl Into<String>, tip: String) {
        let width = rect.width.max(1.0);
        let rect = Rect { width, x: rect.x.min(WIDTH - EDGE - width), ..rect };
        self.shapes.push(Shape::Bar { rect, class: class.into(), tip });
    }

    /// Text from people or of ours, cut to its rectangle; the tooltip has more of it.
    pub fn text(&mut self, rect: Rect, class: &'static str, align: Align, raw: &str) {
        let text = place::cut(raw, rect.columns());
        let whole = place::cut(raw, usize::MAX);
        let tip = if text == whole { String::new() } else { whole };
        self.shapes.push(Shape::Text { rect, class, align, text, tip });
    }

    /// The whole sheet.
    pub fn write(&self, about: &str) -> String {
        let height = self.y.ceil();
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ict-chart\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\"><title>The incident over time</title><desc>{}</desc><style>{}</style>\n",
            escaped(about),
            super::STYLE
        );
        self.shapes.iter().for_each(|shape| write(shape, &mut out));
        out + "</svg>\n"
    }
}

/// So many units for a text.
pub fn width(text: &str) -> f64 {
    text.width() as f64 * LETTER
}

fn write(shape: &Shape, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Bar { rect: Rect { x, y, width, height }, class, tip } => writeln!(
            out,
            "<rect class=\"ict-{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             rx=\"2\">{}</rect>",
            tooltip(tip)
        ),
        Shape::Dot { rect, class, tip } => {
            let radius = rect.width / 2.0;
            let (x, y) = (rect.x + radius, rect.y + radius);
            let tip = tooltip(tip);
            writeln!(out, "<circle class=\"ict-{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\">{tip}</circle>")
        }
        Shape::Text { rect, class, align, text, tip } => {
            let (x, anchor) = match align {
                Align::Left => (rect.x, "start"),
                Align::Middle => (rect.x + rect.width / 2.0, "middle"),
            };
            let y = rect.y + rect.height / 2.0 + 4.0;
            let (text, tip) = (escaped(text), tooltip(tip));
            let class = if class.is_empty() { String::new() } else { format!(" class=\"ict-{class}\"") };
            writeln!(out, "<text{class} x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{tip}{text}</text>")
        }
        Shape::Line { from, to, class } => writeln!(
            out,
            "<line class=\"ict-{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
            from.0, from.1, to.0, to.1
        ),
    };
}

fn tooltip(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(text)) }
}

/// Text that passed [`crate::incident::text::one_line`], for XML: no character that XML forbids is left in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}
