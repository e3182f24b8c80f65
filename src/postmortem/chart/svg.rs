//! The picture as an inline SVG: no script, no reference, no ids, light and dark by CSS.

mod figure;
mod lanes;
mod list;
#[cfg(test)]
mod tests;

use super::Chart;
use crate::postmortem::mark::marked;
use figure::Figure;

/// The style inside the picture, for a page that allows styles by their hash. A page may set the variables `--ink`,
/// `--muted`, `--line` and `--paper`.
pub const STYLE: &str = include_str!("svg/style.css");

/// The picture as one `<svg>` element, 1000 units wide, as high as it needs to be.
pub fn draw(chart: &Chart<'_>) -> String {
    figure(chart).write(&about(chart))
}

fn figure(chart: &Chart<'_>) -> Figure {
    let mut figure = Figure::default();
    let numbered = lanes::draw(chart, &mut figure);
    list::measures(chart, &mut figure);
    list::events(chart, &numbered, &mut figure);
    list::note(chart, &mut figure);
    figure
}

/// For those who cannot see it.
fn about(chart: &Chart<'_>) -> String {
    let (dates, count) = (chart.dates, chart.events.len());
    let (from, to) = (chart.since, chart.until.max(chart.since));
    let told = format!("{}, {}; events: {count}", dates.range(from, "", to), super::length(from, to));
    if chart.exercise { marked(&told) } else { told }
}
