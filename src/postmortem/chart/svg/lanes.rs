//! The lanes above the axis, and the axis.

use super::figure::{Align, EDGE, Figure, LETTER, LINE, Rect, Shape, WIDTH, width};
use crate::incident::Time;
use crate::postmortem::chart::scale::Scale;
use crate::postmortem::chart::{Chart, Event, axis, length, place};
use crate::postmortem::mark::MARK;

/// Where the lanes begin; their names stand to the left.
const LEFT: f64 = 112.0;
const RIGHT: f64 = WIDTH - EDGE;
/// Numbered events fit into one row and into the list below; with more events, the key events are numbered.
const MOST: usize = 24;
const DOT: f64 = 17.0;
/// The cells of the lane that shows how much happened when.
const CELLS: usize = 109;

/// A band that may be too narrow for its name.
struct Band {
    name: String,
    class: String,
    from: Time,
    to: Time,
}

/// Draws all lanes; gives back the events that have numbers, in order.
pub fn draw<'a>(chart: &Chart<'a>, figure: &mut Figure) -> Vec<Event<'a>> {
    let scale = Scale::of(chart);
    figure.y = EDGE;
    if chart.exercise {
        name(figure, MARK, LINE);
        figure.y += LINE + 4.0;
    }
    let top = figure.y;
    let phases = chart.phases.iter().zip("abcde".chars().cycle()).map(|(phase, class)| Band {
        name: phase.name.to_owned(),
        class: class.into(),
        from: phase.from,
        to: phase.to,
    });
    bands(figure, chart, scale, "Phases", phases.collect());
    let impact = chart.impact.iter().map(|&(from, to)| Band { name: String::new(), class: "hit".into(), from, to });
    bands(figure, chart, scale, "Impact", impact.collect());
    severities(chart, figure, scale);
    let numbered = events(chart, figure, scale);
    updates(chart, figure, scale);
    time(chart, figure, scale, top);
    numbered
}

fn x(scale: Scale, at: Time) -> f64 {
    LEFT + scale.share(at) * (RIGHT - LEFT)
}

fn name(figure: &mut Figure, text: &str, height: f64) {
    let rect = Rect { x: EDGE, y: figure.y, width: LEFT - EDGE - 8.0, height };
    figure.text(rect, "strong", Align::Left, text);
}

/// Bands with name and length inside; where those do not fit, in a row below.
fn bands(figure: &mut Figure, chart: &Chart<'_>, scale: Scale, lane: &str, bands: Vec<Band>) {
    const HEIGHT: f64 = 24.0;
    if bands.is_empty() {
        return;
    }
    name(figure, lane, HEIGHT);
    let mut below = Vec::new();
    for band in &bands {
        let (from, to) = (x(scale, band.from), x(scale, band.to));
        let rect = Rect { x: from, y: figure.y, width: (to - from - 1.0).max(1.5), height: HEIGHT };
        let text = format!("{} {}", band.name, length(band.from, band.to)).trim_start().to_owned();
        let when = format!("{text}: {} to {}", chart.dates.full(band.from), chart.dates.full(band.to));
        figure.bar(rect, band.class.clone(), place::cut(&when, usize::MAX));
        if width(&text) + 8.0 <= rect.width {
            figure.text(rect, "", Align::Middle, &text);
        } else {
            below.push((text, &band.class));
        }
    }
    figure.y += HEIGHT + 4.0;
    if below.is_empty() {
        figure.y += 4.0;
        return;
    }
    let mut left = LEFT;
    for (text, class) in below {
        let needed = (width(&text) + 24.0).min(RIGHT - LEFT);
        if left + needed > RIGHT {
            left = LEFT;
            figure.y += LINE;
        }
        figure.bar(Rect { x: left, y: figure.y + 4.0, width: 9.0, height: 9.0 }, class.clone(), String::new());
        let rect = Rect { x: left + 14.0, y: figure.y, width: needed - 22.0 + LETTER, height: LINE };
        figure.text(rect, "small", Align::Left, &text);
        left += needed + 10.0;
    }
    figure.y += LINE + 6.0;
}

/// A line that is thicker when worse, with the level above each stretch that has room for it.
fn severities(chart: &Chart<'_>, figure: &mut Figure, scale: Scale) {
    const WORST: f64 = 9.0;
    let bands = chart.severity_bands();
    if bands.is_empty() {
        return;
    }
    name(figure, "Severity", LINE);
    let mut free = LEFT;
    for (level, from, to) in bands {
        let class = ["worst", "hit", "b", "a"].get(usize::from(level.max(1)) - 1).unwrap_or(&"line");
        let (text, from, to) = (format!("SEV{level}"), x(scale, from), x(scale, to));
        let height = (WORST - 1.5 * f64::from(level.saturating_sub(1))).max(3.0);
        let y = figure.y + LINE + WORST - height;
        figure.bar(Rect { x: from, y, width: to - from, height }, *class, text.clone());
        let needed = width(&text) + 2.0;
        let left = from.max(free).min(RIGHT - needed);
        if left >= free && (left <= from || left + needed <= to) {
            figure.text(Rect { x: left, y: figure.y, width: needed, height: LINE }, "", Align::Left, &text);
            free = left + needed + 6.0;
        }
    }
    figure.y += LINE + WORST + 8.0;
}

/// Numbered marks; how much happened when, if there are more events than numbers.
fn events<'a>(chart: &Chart<'a>, figure: &mut Figure, scale: Scale) -> Vec<Event<'a>> {
    let mut all = chart.events.clone();
    all.sort_by_key(|event| event.at);
    let keys: Vec<Event<'a>> = all.iter().filter(|event| event.key).copied().collect();
    let numbered = match (all.len() <= MOST, keys.is_empty()) {
        (true, _) => all.clone(),
        (false, true) => place::sample(&all, MOST / 2),
        (false, false) => place::sample(&keys, MOST),
    };
    if numbered.is_empty() {
        return numbered;
    }
    name(figure, "Events", DOT);
    let wishes: Vec<f64> = numbered.iter().map(|event| x(scale, event.at)).collect();
    let radius = DOT / 2.0;
    let middles = place::apart(&wishes, DOT + 1.0, LEFT + radius, RIGHT - radius);
    let ground = figure.y + DOT + 12.0;
    for (index, (event, middle)) in numbered.iter().zip(middles).enumerate() {
        let wish = wishes[index];
        let rect = Rect { x: middle - radius, y: figure.y, width: DOT, height: DOT };
        let class = if event.key { "worst" } else { "mark" };
        let about = if event.about { "about " } else { "" };
        let tip = format!("{about}{} {}: {}", chart.dates.full(event.at), event.kind, event.text);
        let foot = (middle, figure.y + DOT);
        figure.shapes.push(Shape::Line { from: foot, to: (wish, ground), class: "lead" });
        figure.shapes.push(Shape::Dot { rect, class, tip: place::cut(&tip, usize::MAX) });
        if let Some(until) = event.until {
            let length = x(scale, until) - wish;
            figure.bar(Rect { x: wish, y: ground, width: length, height: 3.0 }, "mark", String::new());
        }
        figure.text(rect, "number", Align::Middle, &(index + 1).to_string());
    }
    figure.y = ground + 7.0;
    if all.len() > numbered.len() {
        heat(&all, figure, scale);
    }
    figure.y += 4.0;
    numbered
}

fn heat(all: &[Event<'_>], figure: &mut Figure, scale: Scale) {
    const HEIGHT: f64 = 30.0;
    let mut counts = [0_usize; CELLS];
    all.iter().for_each(|event| counts[scale.cell(event.at, CELLS)] += 1);
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let each = (RIGHT - LEFT) / CELLS as f64;
    name(figure, &format!("all {}", all.len()), HEIGHT);
    for (cell, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (HEIGHT * count as f64 / most).max(2.0);
        let (x, y) = (LEFT + cell as f64 * each, figure.y + HEIGHT - height);
        let tip = format!("{count} event{}", if count == 1 { "" } else { "s" });
        figure.bar(Rect { x, y, width: each - 1.0, height }, "other", tip);
    }
    figure.y += HEIGHT + 4.0;
}

fn updates(chart: &Chart<'_>, figure: &mut Figure, scale: Scale) {
    const SIZE: f64 = 9.0;
    for audience in chart.audiences() {
        name(figure, &format!("To {audience}"), LINE);
        let y = figure.y + LINE / 2.0;
        figure.shapes.push(Shape::Line { from: (LEFT, y), to: (RIGHT, y), class: "line" });
        for update in chart.updates.iter().filter(|update| update.to == audience) {
            let left = (x(scale, update.at) - SIZE / 2.0).min(RIGHT - SIZE);
            let tip = format!("{} to {audience}: {}", chart.dates.full(update.at), update.text);
            let rect = Rect { x: left, y: y - SIZE / 2.0, width: SIZE, height: SIZE };
            figure.shapes.push(Shape::Dot { rect, class: "mark", tip: place::cut(&tip, usize::MAX) });
        }
        figure.y += LINE + 2.0;
    }
}

fn time(chart: &Chart<'_>, figure: &mut Figure, scale: Scale, top: f64) {
    figure.y += 4.0;
    let y = figure.y;
    figure.shapes.push(Shape::Line { from: (LEFT, y), to: (RIGHT, y), class: "axis" });
    figure.y += 4.0;
    name(figure, chart.dates.label(), LINE);
    let ticks = axis::ticks(chart.dates, scale, ((RIGHT - LEFT) / LETTER) as usize);
    let (mut end, mut day_end) = (LEFT, LEFT);
    let mut grid = Vec::new();
    for tick in ticks {
        let x = LEFT + scale.place(tick.at.timestamp_millis()) * (RIGHT - LEFT);
        grid.push(Shape::Line { from: (x, top), to: (x, y + 4.0), class: "grid" });
        for (text, row, end) in [(Some(tick.label), 0.0, &mut end), (tick.day, LINE - 2.0, &mut day_end)] {
            let Some(text) = text else { continue };
            let needed = width(&text) + 2.0;
            let left = (x - needed / 2.0).max(LEFT).min(WIDTH - 2.0 - needed);
            if left >= *end {
                let class = if row > 0.0 { "small" } else { "" };
                let rect = Rect { x: left, y: figure.y + row, width: needed, height: LINE - 2.0 };
                figure.text(rect, class, Align::Middle, &text);
                *end = left + needed + 4.0;
            }
        }
    }
    // Below everything else.
    figure.shapes.splice(0..0, grid);
    figure.y += 2.0 * LINE + 6.0;
}
