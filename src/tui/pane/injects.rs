//! The injects that the players were told, newest at the bottom: what it says, what can be chosen, and whether an answer
//! is awaited. Which answer, and until when, is for the controller only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{frame, row};
use crate::drill::Play;
use crate::drill::scenario::{Inject, Method};
use crate::incident::Time;
use crate::incident::text::{one_line, visible};
use crate::incident::timeline::EntryKind;
use crate::tui::drill::{Drill, Standing, standing};
use crate::tui::model::{Focus, Room};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme, mark};

/// The column from which texts stand.
const INDENT: usize = 2;

/// Draws the pane.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (Some(drill), focused) = (&room.drill, room.focus == Focus::Injects) else { return };
    let Some(play) = drill.play(&room.state) else { return };
    let shown = drill.shown(&room.state);
    let waiting = shown.iter().filter(|inject| standing(&play, inject, now).is_some_and(Standing::waits)).count();
    let title = if waiting > 0 { format!("Injects  {waiting} waiting") } else { "Injects".to_owned() };
    let remark = Line::styled(format!(" {} ", shown.len()), theme.style(Slot::Dim));
    let inner = frame(area, &title, vec![remark], focused, theme, buffer);
    if shown.is_empty() {
        Span::styled("Nothing has come yet", theme.style(Slot::Dim)).render(row(inner, 0), buffer);
        return;
    }
    let blocks = blocks(drill, &play, room, now, inner, theme);
    draw_blocks(&blocks, drill.chosen, focused, inner, theme, buffer);
}

/// The inject that stands in a row of the pane's inside.
pub fn place_at(room: &Room, now: Time, inner: Rect, theme: &Theme, wanted: usize) -> Option<usize> {
    let drill = room.drill.as_ref()?;
    let play = drill.play(&room.state)?;
    let blocks = match drill.control {
        true => super::control::blocks(drill, &play, room, now, inner, theme),
        false => blocks(drill, &play, room, now, inner, theme),
    };
    place_in(&blocks, drill.chosen, inner.height as usize, wanted)
}

fn place_in(blocks: &[Vec<Line<'_>>], chosen: usize, height: usize, wanted: usize) -> Option<usize> {
    let mut below = 0;
    for (place, block) in blocks.iter().enumerate().skip(first(blocks, chosen, height)) {
        below += block.len();
        if wanted < below {
            return Some(place);
        }
    }
    None
}

/// The first block that is shown: as late as leaves no row empty at the end, so that the chosen one is in sight.
fn first(blocks: &[Vec<Line<'_>>], chosen: usize, height: usize) -> usize {
    let mut first = blocks.len();
    let mut used = 0;
    while first > 0 && used + blocks[first - 1].len() <= height {
        first -= 1;
        used += blocks[first].len();
    }
    first.min(chosen)
}

/// Draws blocks of lines under one another, from the first that is shown on.
pub fn draw_blocks(
    blocks: &[Vec<Line<'_>>],
    chosen: usize,
    focused: bool,
    inner: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let height = inner.height as usize;
    let mut y = 0;
    for (place, block) in blocks.iter().enumerate().skip(first(blocks, chosen, height)) {
        for (number, line) in block.iter().enumerate() {
            let at = row(inner, y);
            if focused && place == chosen && number == 0 {
                buffer.set_style(at, theme.selection());
            }
            line.render(at, buffer);
            y += 1;
        }
    }
    if y > height && height > 0 {
        let words = " … Enter";
        let wide = (width(words) as u16).min(inner.width);
        let at = Rect { x: inner.right() - wide, width: wide, ..row(inner, height - 1) };
        Span::styled(words, theme.style(Slot::Warning)).render(at, buffer);
    }
}

fn blocks(
    drill: &Drill,
    play: &Play<'_>,
    room: &Room,
    now: Time,
    inner: Rect,
    theme: &Theme,
) -> Vec<Vec<Line<'static>>> {
    let shown = drill.shown(&room.state);
    let block = |(place, inject): (usize, &&Inject)| {
        let whole = place == drill.chosen;
        block(play, inject, whole, room, now, inner.width as usize, theme)
    };
    shown.iter().enumerate().map(block).collect()
}

/// One inject: a heading, its text, what can be chosen, and the hint if one was given.
fn block(
    play: &Play<'_>,
    inject: &Inject,
    whole: bool,
    room: &Room,
    now: Time,
    wide: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Some(arrival) = play.exercise.arrival(&inject.id) else { return Vec::new() };
    let standing = standing(play, inject, now).unwrap_or(Standing::Told);
    let mut lines = vec![heading(inject, arrival.at, standing, room, wide, theme)];
    let text = visible(&inject.text);
    let most = if whole { usize::MAX } else { 1 };
    lines.extend(indented(&text, wide, theme.style(Slot::Text), most));
    let chosen = arrival.chosen.as_ref().map(|(option, _)| option.as_str());
    if whole || (standing.waits() && chosen.is_none()) {
        lines.extend(options(inject, chosen, wide, theme));
    }
    if let Some((_, hint)) = arrival.hinted.as_ref().filter(|_| whole) {
        lines.extend(indented(&format!("hint: {}", visible(hint)), wide, theme.style(Slot::Finding), usize::MAX));
    }
    lines
}

fn heading(inject: &Inject, at: Time, standing: Standing, room: &Room, wide: usize, theme: &Theme) -> Line<'static> {
    let kind = match inject.method {
        Method::Alert | Method::Dashboard => EntryKind::Alert,
        _ => EntryKind::Note,
    };
    let clock = room.state.lifecycle.zone().clock(at);
    let state = standing.words();
    let style = match standing {
        Standing::Late(_) => theme.loud(Slot::Danger),
        Standing::Waiting(_) => theme.loud(Slot::Warning),
        Standing::Answered | Standing::Seen => theme.style(Slot::Good),
        _ => theme.style(Slot::Dim),
    };
    let taken = width(&clock) + width(&inject.id) + width(&state) + 5;
    vec![
        Span::styled(clock, theme.style(Slot::Dim)),
        Span::styled(format!(" {} ", one_line(&inject.id)), theme.loud(Slot::Text)),
        Span::styled(mark(kind), theme.kind(kind)),
        Span::styled(format!(" {}", pad(&source(inject), wide.saturating_sub(taken))), theme.style(Slot::Person)),
        Span::raw(" "),
        Span::styled(state, style),
    ]
    .into()
}

/// Who or what it comes from, and whom it is for.
pub fn source(inject: &Inject) -> String {
    let from = inject.from.as_ref().map(|from| format!(" {}", one_line(from))).unwrap_or_default();
    let to = inject.to.as_ref().map(|to| format!(" → {}", one_line(to))).unwrap_or_default();
    format!("{}{from}{to}", inject.method.word())
}

/// What can be chosen, as many to a row as fit; the chosen one is marked.
fn options(inject: &Inject, chosen: Option<&str>, wide: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = usize::MAX;
    for (letter, option) in ('a'..).zip(&inject.options) {
        let (sign, style): (&str, Style) = match chosen {
            None => ("", theme.loud(Slot::Key)),
            Some(chosen) if chosen == option.id => ("✓ ", theme.loud(Slot::Good)),
            Some(_) => ("", theme.style(Slot::Dim).add_modifier(Modifier::DIM)),
        };
        let words = format!("{sign}{letter}) {}  ", one_line(&option.label));
        let words = fit(&words, wide.saturating_sub(INDENT)).into_owned();
        if used.saturating_add(width(&words)) > wide {
            lines.push(Line::from(" ".repeat(INDENT)));
            used = INDENT;
        }
        used += width(&words);
        if let Some(line) = lines.last_mut() {
            line.spans.push(Span::styled(words, style));
        }
    }
    lines
}

/// A text in rows, a little in from the edge; where it is cut, the last row says so.
pub fn indented(text: &str, wide: usize, style: Style, most: usize) -> Vec<Line<'static>> {
    let room = wide.saturating_sub(INDENT).max(1);
    let all: Vec<&str> = wrap(text, room).take(most.saturating_add(1)).collect();
    let line = |(number, line): (usize, &&str)| {
        let cut = number + 1 == most && all.len() > most;
        let text = if cut { fit(&format!("{line} …"), room).into_owned() } else { (*line).to_owned() };
        Line::from(vec![Span::raw(" ".repeat(INDENT)), Span::styled(text, style)])
    };
    all.iter().enumerate().take(most).map(line).collect()
}
