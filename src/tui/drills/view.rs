//! The scenarios on the screen: a list, and what is known of the chosen one without giving anything away.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Chosen, Drills};
use crate::drill::offer::Offer;
use crate::drill::scenario::Status;
use crate::incident::text::{one_line, visible};
use crate::journal::shelf::Listed;
use crate::tui::drill::situation;
use crate::tui::layout::WIDE;
use crate::tui::model::Model;
use crate::tui::overlay::first_shown;
use crate::tui::pane::{footer, frame, notice, row};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme};

/// Draws the screen.
pub fn draw(model: &Model, drills: &Drills, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let rows = [Constraint::Length(2), Constraint::Min(0), Constraint::Length(1), Constraint::Length(1)];
    let [head, body, message, keys] = Layout::vertical(rows).areas(area);
    buffer.set_style(Rect { height: head.height.min(1), ..head }, theme.header());
    header(drills, row(head, 0), theme, buffer);
    let body = Rect { x: body.x + 1.min(body.width), width: body.width.saturating_sub(2), ..body };
    let tall = (drills.len() as u16 + 3).min(body.height * 3 / 5);
    let (list, about) = if body.width >= WIDE + 28 {
        let [list, about] =
            Layout::horizontal([Constraint::Min(0), Constraint::Length(body.width * 2 / 5)]).spacing(2).areas(body);
        (list, about)
    } else {
        let [list, about] = Layout::vertical([Constraint::Length(tall), Constraint::Min(0)]).areas(body);
        (list, about)
    };
    lines(drills, list, theme, buffer);
    details(drills, about, theme, buffer);
    notice::draw(model, message, buffer);
    footer::draw(model, keys, buffer);
}

fn header(drills: &Drills, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let manner = &drills.manner;
    let how = format!(
        "×{} · {} · {}",
        manner.speed,
        if manner.solo { "solo" } else { "team" },
        if manner.timed { "timed" } else { "injects by hand" }
    );
    let seed = manner.seed.map(|seed| format!(" · seed {seed}")).unwrap_or_default();
    let title = if area.width >= 60 { "  Rehearse an outage: choose a scenario" } else { "  Choose" };
    let right = Span::styled(format!("{how}{seed} "), theme.loud(Slot::Text));
    let room = (area.width as usize).saturating_sub(width(&right.content) + 12);
    let left = [Span::styled(" EXERCISE ", theme.badge(Slot::Focus)), Span::raw(fit(title, room).into_owned())];
    Line::from(left.to_vec()).render(area, buffer);
    Line::from(right).right_aligned().render(area, buffer);
}

fn lines(drills: &Drills, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let unfinished = drills.unfinished.len();
    let mut rows: Vec<Result<usize, &str>> = Vec::new();
    if unfinished > 0 {
        rows.push(Err("NOT OVER YET"));
        rows.extend((0..unfinished).map(Ok));
        rows.push(Err(""));
    }
    rows.push(Err("SCENARIOS"));
    rows.extend((unfinished..drills.len()).map(Ok));
    let chosen = rows.iter().position(|row| *row == Ok(drills.selected)).unwrap_or_default();
    let first = first_shown(chosen, area.height as usize).min(rows.len());
    for (number, line) in rows.iter().skip(first).take(area.height as usize).enumerate() {
        let at = row(area, number);
        match line {
            Err(heading) => Span::styled(*heading, theme.loud(Slot::Dim)).render(at, buffer),
            Ok(place) => {
                let is_chosen = *place == drills.selected;
                if is_chosen {
                    buffer.set_style(at, theme.selection());
                }
                let line = match drills.line(*place) {
                    Some(Chosen::Unfinished(one)) => exercise(one, is_chosen, at.width, theme),
                    Some(Chosen::Offer(offer)) => scenario(offer, is_chosen, at.width, theme),
                    None => continue,
                };
                line.render(at, buffer);
            }
        }
    }
}

fn exercise<'a>(one: &Listed, is_chosen: bool, wide: u16, theme: &Theme) -> Line<'a> {
    let id = pad(&one_line(&one.id), (wide as usize / 2).min(34));
    Line::from(vec![
        Span::styled(if is_chosen { "▸ " } else { "  " }, theme.loud(Slot::Focus)),
        Span::styled(id, theme.style(Slot::Dim)),
        Span::raw("  "),
        Span::styled(one_line(&one.title).into_owned(), theme.style(Slot::Text)),
    ])
}

fn scenario<'a>(offer: &Offer, is_chosen: bool, wide: u16, theme: &Theme) -> Line<'a> {
    let exercise = &offer.scenario.exercise;
    let players = exercise.players.map_or_else(String::new, |players| format!("{}–{}", players.min, players.max));
    let mut tail = format!("{:>5}", exercise.duration.compact());
    if wide >= 50 {
        let solo = if exercise.solo { "solo" } else { "" };
        tail = format!("{tail}  {}  {}  {}", pad(exercise.difficulty.word(), 6), pad(&players, 4), pad(solo, 4));
    }
    let draft = if exercise.status == Status::Draft { "DRAFT " } else { "" };
    let title = pad(&format!("{draft}{}", one_line(&exercise.title)), (wide as usize).saturating_sub(width(&tail) + 4));
    Line::from(vec![
        Span::styled(if is_chosen { "▸ " } else { "  " }, theme.loud(Slot::Focus)),
        Span::styled(title, theme.style(Slot::Text)),
        Span::raw("  "),
        Span::styled(tail, theme.style(Slot::Dim)),
    ])
}

fn details(drills: &Drills, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    if area.height < 2 || area.width < 8 {
        return;
    }
    let Some((title, parts)) = drills.chosen().map(about) else { return };
    let inner = frame(area, title, Vec::new(), false, theme, buffer);
    let mut rows = Vec::new();
    for (heading, text) in &parts {
        if !rows.is_empty() {
            rows.push((String::new(), false));
        }
        if !heading.is_empty() {
            rows.push(((*heading).to_owned(), true));
        }
        rows.extend(wrap(&visible(text.trim()), inner.width as usize).map(|line| (line.to_owned(), false)));
    }
    let hidden = rows.len() > inner.height as usize;
    for (number, (text, strong)) in rows.into_iter().take(inner.height as usize).enumerate() {
        let cut = hidden && number + 1 == inner.height as usize;
        let text = if cut { "…".to_owned() } else { text };
        let style = if strong { theme.loud(Slot::Dim) } else { theme.style(Slot::Text) };
        Span::styled(text, style).render(row(inner, number), buffer);
    }
}

/// What players may know before they begin.
pub fn about(chosen: Chosen<'_>) -> (&'static str, Vec<(&'static str, String)>) {
    match chosen {
        Chosen::Offer(offer) => {
            let mut parts = situation::parts(&offer.scenario.exercise);
            parts.extend(offer.file.as_ref().map(|file| ("File", file.display().to_string())));
            ("What you know", parts)
        }
        Chosen::Unfinished(one) => {
            ("Not over yet", vec![("", format!("{} goes on with its clock where it was.", one.id))])
        }
    }
}
