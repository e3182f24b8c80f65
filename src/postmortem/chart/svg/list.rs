//! What stands under the axis: measures, and what the numbers mean.

use super::figure::{Align, EDGE, Figure, LINE, Rect, WIDTH, width};
use crate::postmortem::chart::{Chart, Event};

/// Fewer events than this are listed in one column.
const SHORT: usize = 7;

/// Name and length, one after the other.
pub fn measures(chart: &Chart<'_>, figure: &mut Figure) {
    if chart.measures.is_empty() {
        return;
    }
    let mut left = EDGE;
    for (name, span) in &chart.measures {
        let value = span.to_string();
        let needed = width(name).max(width(&value)) + 8.0;
        if left + needed > WIDTH - EDGE && left > EDGE {
            left = EDGE;
            figure.y += 2.0 * LINE + 4.0;
        }
        let wide = needed.min(WIDTH - EDGE - left);
        figure.text(Rect { x: left, y: figure.y, width: wide, height: LINE }, "small", Align::Left, name);
        let rect = Rect { x: left, y: figure.y + LINE, width: wide, height: LINE };
        figure.text(rect, "strong", Align::Left, &value);
        left += wide + 24.0;
    }
    figure.y += 2.0 * LINE + 10.0;
}

/// The numbered events, read down the columns.
pub fn events(chart: &Chart<'_>, numbered: &[Event<'_>], figure: &mut Figure) {
    const NUMBER: f64 = 26.0;
    const GAP: f64 = 20.0;
    let columns = if numbered.len() < SHORT { 1 } else { 2 };
    let rows = numbered.len().div_ceil(columns);
    let wide = (WIDTH - 2.0 * EDGE + GAP) / columns as f64 - GAP;
    let written = |event: &Event<'_>| {
        let at = chart.stamp(event.at);
        if event.about { format!("~{at}") } else { at }
    };
    let clocks: Vec<String> = numbered.iter().map(written).collect();
    let clock = clocks.iter().map(|clock| width(clock)).fold(0.0, f64::max) + 8.0;
    for (index, (event, at)) in numbered.iter().zip(&clocks).enumerate() {
        let x = EDGE + (index / rows) as f64 * (wide + GAP);
        let y = figure.y + (index % rows) as f64 * (LINE + 1.0);
        let number = (index + 1).to_string();
        let class = if event.key { "strong" } else { "" };
        figure.text(Rect { x, y, width: NUMBER, height: LINE }, "strong", Align::Left, &number);
        figure.text(Rect { x: x + NUMBER, y, width: clock, height: LINE }, "small", Align::Left, at);
        let left = NUMBER + clock;
        let rect = Rect { x: x + left, y, width: wide - left, height: LINE };
        figure.text(rect, class, Align::Left, event.text);
    }
    figure.y += rows as f64 * (LINE + 1.0) + EDGE;
}

/// That something is not shown.
pub fn note(chart: &Chart<'_>, figure: &mut Figure) {
    let Some(note) = &chart.left_out else { return };
    let rect = Rect { x: EDGE, y: figure.y, width: WIDTH - 2.0 * EDGE, height: LINE };
    figure.text(rect, "small", Align::Left, note);
    figure.y += LINE + EDGE;
}
