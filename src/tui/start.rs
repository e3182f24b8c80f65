//! The start screen: open incidents, past ones, and what can be done without any.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::model::{Model, Start};
use super::overlay::first_shown;
use super::pane::{footer, notice, row};
use super::text::{fit, pad, width, wrap};
use super::theme::{Slot, Theme};
use crate::incident::Time;
use crate::incident::lifecycle::severity_word;
use crate::incident::text::one_line;
use crate::incident::zone::Zone;
use crate::journal::shelf::Listed;

/// Draws the screen.
pub fn draw(model: &Model, start: &Start, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let rows = [Constraint::Length(2), Constraint::Min(0), Constraint::Length(1), Constraint::Length(1)];
    let [head, body, message, keys] = Layout::vertical(rows).areas(area);
    buffer.set_style(Rect { height: head.height.min(1), ..head }, theme.header());
    let open = start.incidents.iter().flatten().filter(|one| one.status.is_open()).count();
    let words = match (&start.incidents, open) {
        (None, _) => "reading …".to_owned(),
        (Some(_), 0) => "no incident is open".to_owned(),
        (Some(_), 1) => "one incident is open".to_owned(),
        (Some(_), open) => format!("{open} incidents are open: choose one"),
    };
    let title = Line::from(vec![
        Span::styled(" ic ", theme.badge(Slot::Focus)),
        Span::styled("  incident commander   ", theme.loud(Slot::Text)),
        Span::styled(words, if open > 0 { theme.loud(Slot::Danger) } else { theme.style(Slot::Dim) }),
    ]);
    title.render(row(head, 0), buffer);
    let body = Rect { x: body.x + 1.min(body.width), width: body.width.saturating_sub(2), ..body };
    match start.incidents.as_deref() {
        None => {}
        Some([]) => draw_welcome(start, body, theme, buffer),
        Some(incidents) => draw_list(model, start, incidents, body, buffer),
    }
    notice::draw(model, message, buffer);
    footer::draw(model, keys, buffer);
}

fn draw_welcome(start: &Start, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let lines = [
        ("", "There is no incident on this machine yet."),
        ("", ""),
        ("d", "declare an incident: from then on everything typed is saved as it is typed"),
        ("s", "look round in a made-up one; it goes when you leave"),
        ("?", "the keys"),
        ("q", "leave"),
        ("", ""),
        ("", "From a shell: ic declare \"Checkout returns 500s\" --sev 2"),
    ];
    let mut y = 0;
    for (key, text) in lines {
        Span::styled(key, theme.loud(Slot::Focus)).render(row(area, y), buffer);
        let body = Rect { x: (area.x + 4).min(area.right()), width: area.width.saturating_sub(4), ..area };
        let rows: Vec<&str> = wrap(text, body.width as usize).collect();
        for (number, line) in rows.iter().enumerate() {
            Span::raw(*line).render(row(body, y + number), buffer);
        }
        y += rows.len();
    }
    draw_unlisted(start, Rect { y: row(area, y + 1).y, ..area }.intersection(area), theme, buffer);
}

fn draw_unlisted(start: &Start, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    for (number, why) in start.unlisted.iter().enumerate().take(area.height as usize) {
        let text = fit(&format!("cannot be read: {}", one_line(why)), area.width as usize).into_owned();
        Span::styled(text, theme.style(Slot::Danger)).render(row(area, number), buffer);
    }
}

fn draw_list(model: &Model, start: &Start, incidents: &[Listed], area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let open = incidents.iter().filter(|one| one.status.is_open()).count();
    let mut lines: Vec<Option<usize>> = Vec::new();
    let mut headings = Vec::new();
    for (place, _) in incidents.iter().enumerate() {
        if place == 0 || place == open {
            if place > 0 {
                lines.push(None);
                headings.push("");
            }
            lines.push(None);
            headings.push(if place < open { "OPEN" } else { "PAST" });
        }
        lines.push(Some(place));
    }
    let chosen = lines.iter().position(|line| *line == Some(start.selected)).unwrap_or_default();
    let height = (area.height as usize).saturating_sub(start.unlisted.len().min(3));
    let first = first_shown(chosen, height);
    let mut heading = lines.iter().take(first).filter(|line| line.is_none()).count();
    for (number, line) in lines.iter().skip(first).take(height).enumerate() {
        let at = row(area, number);
        match line {
            None => {
                let style = theme.style(Slot::Dim).add_modifier(Modifier::BOLD);
                Span::styled(headings[heading], style).render(at, buffer);
                heading += 1;
            }
            Some(place) => {
                if *place == start.selected {
                    buffer.set_style(at, theme.selection());
                }
                incident(&incidents[*place], *place == start.selected, at.width, model.now, theme).render(at, buffer);
            }
        }
    }
    let rest = Rect { y: area.y + height as u16, height: area.height - height as u16, ..area };
    draw_unlisted(start, rest, theme, buffer);
}

fn incident<'a>(one: &Listed, chosen: bool, wide: u16, now: Time, theme: &Theme) -> Line<'a> {
    let severity = one.severity.map_or("–".to_owned(), severity_word);
    let zone = Zone::named(&one.zone).unwrap_or_else(|_| Zone::utc());
    let date = one.since.map(|since| zone.date(since)).unwrap_or_default();
    let lasted = one.duration(now).map(|span| span.to_string()).unwrap_or_default();
    let left = match one.open_followups {
        0 => String::new(),
        1 => "1 follow-up open".into(),
        count => format!("{count} follow-ups open"),
    };
    let severity_style = one.severity.map_or(theme.style(Slot::Dim), |level| theme.loud(Theme::severity(level)));
    let (dim, wide) = (theme.style(Slot::Dim), wide as usize);
    let mut spans = vec![
        Span::styled(if chosen { "▸ " } else { "  " }, theme.loud(Slot::Focus)),
        Span::styled(pad(&severity, 6), severity_style),
        Span::styled(pad(one.status.word(), 14), theme.style(Theme::status(one.status))),
    ];
    let mut used = 22;
    if wide >= 60 {
        spans.push(Span::styled(pad(&date, 12), dim));
        used += 12;
    }
    let tail = if wide >= 100 {
        38
    } else if wide >= 76 {
        14
    } else {
        0
    };
    let title = pad(&one_line(&one.title), wide.saturating_sub(used + tail));
    spans.push(Span::styled(title, theme.style(Slot::Text)));
    if tail > 0 {
        spans.push(Span::styled(format!("  {}", pad(&lasted, 12)), dim));
    }
    if tail > 14 {
        let style = if one.open_followups > 0 { theme.style(Slot::Warning) } else { dim };
        spans.push(Span::styled(pad(&left, tail - 14 - width("  ")), style));
    }
    Line::from(spans)
}
