//! The injects that the players were told, newest at the bottom: what it says, what can be chosen, and whether an answer
//! is awaited. Which answer, and until when, is for the controller only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::stack::{self, Block};
use super::{frame, row};
use crate::drill::Play;
use crate::drill::scenario::{Choice, Inject, Method};
use crate::incident::Time;
use crate::incident::text::{one_line, visible};
use crate::incident::timeline::EntryKind;
use crate::tui::drill::{Drill, Standing, standing};
use crate::tui::layout::inside;
use crate::tui::model::{Focus, Room};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme, mark};

/// The column from which texts stand.
const INDENT: usize = 2;

/// Draws the pane.
pub fn draw(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (Some(drill), focused) = (&room.drill, room.focus == Focus::Injects) else { return };
    let Some(play) = drill.play(&room.state) else { return };
    let blocks = blocks(drill, &play, room, now, inside(area).width as usize, theme);
    let waiting = blocks.iter().filter(|block| block.waits).count();
    let title = if waiting > 0 { format!("Injects  {waiting} waiting") } else { "Injects".to_owned() };
    let height = inside(area).height as usize;
    let shown = stack::urgent(&blocks, drill.chosen, height);
    let count = match (shown.len(), blocks.len()) {
        (some, all) if some < all => format!(" {some} of {all} "),
        (_, all) => format!(" {all} "),
    };
    let inner = frame(area, &title, vec![Line::styled(count, theme.style(Slot::Dim))], focused, theme, buffer);
    let used: usize = shown.iter().map(|part| part.lines.len()).sum();
    let known = known(&play, blocks.len(), inner.width as usize, theme);
    let above = known.len().min(height.saturating_sub(used));
    for (number, line) in known.iter().take(above).enumerate() {
        line.render(row(inner, number), buffer);
    }
    let below = Rect { y: row(inner, above).y, height: inner.height.saturating_sub(above as u16), ..inner };
    stack::draw(&shown, focused.then_some(drill.chosen), below, theme, buffer);
}

/// How many rows the pane wants inside, so that everything is seen whole, at such a width.
pub fn wanted(room: &Room, now: Time, wide: usize, theme: &Theme) -> usize {
    let Some((drill, play)) = room.drill.as_ref().and_then(|drill| Some((drill, drill.play(&room.state)?))) else {
        return 0;
    };
    let blocks = blocks(drill, &play, room, now, wide, theme);
    let rows: usize = blocks.iter().map(|block| if block.waits { block.whole.len() } else { block.brief.len() }).sum();
    rows + known(&play, blocks.len(), wide, theme).len()
}

/// The inject that stands in a row of the pane's inside.
pub fn place_at(room: &Room, now: Time, inner: Rect, theme: &Theme, wanted: usize) -> Option<usize> {
    let drill = room.drill.as_ref()?;
    let play = drill.play(&room.state)?;
    let height = inner.height as usize;
    if drill.control {
        let blocks = super::control::blocks(drill, &play, room, now, inner, theme);
        return stack::place_in(&stack::around(&blocks, drill.chosen, height), wanted);
    }
    let blocks = blocks(drill, &play, room, now, inner.width as usize, theme);
    let shown = stack::urgent(&blocks, drill.chosen, height);
    let used: usize = shown.iter().map(|part| part.lines.len()).sum();
    let above = known(&play, blocks.len(), inner.width as usize, theme).len().min(height.saturating_sub(used));
    stack::place_in(&shown, wanted.checked_sub(above)?)
}

/// The situation, as long as hardly anything has come.
fn known(play: &Play<'_>, came: usize, wide: usize, theme: &Theme) -> Vec<Line<'static>> {
    if came > 1 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let situation = play.scenario.exercise.situation_told();
    if !situation.trim().is_empty() {
        let text = format!("What you know: {}", visible(situation.trim()));
        lines.extend(wrap(&text, wide).map(|line| Line::styled(line.to_owned(), theme.style(Slot::Text))));
    }
    if came == 0 {
        let words = match play.exercise.terms.timed {
            true => "Nothing has come yet",
            false => "Nothing has come yet; n brings the first inject",
        };
        lines.push(Line::styled(words, theme.style(Slot::Dim)));
    }
    lines
}

fn blocks(drill: &Drill, play: &Play<'_>, room: &Room, now: Time, wide: usize, theme: &Theme) -> Vec<Block> {
    let shown = drill.shown(&room.state);
    shown.into_iter().filter_map(|inject| block(play, inject, room, now, wide, theme)).collect()
}

/// One inject: a heading, its text, what can be chosen, and the hint if one was given.
fn block(play: &Play<'_>, inject: &Inject, room: &Room, now: Time, wide: usize, theme: &Theme) -> Option<Block> {
    let arrival = play.exercise.arrival(&inject.id)?;
    let standing = standing(play, inject, now).unwrap_or(Standing::Told);
    let heading = heading(inject, arrival.at, standing, room, wide, theme);
    let text = visible(&inject.text);
    let chosen = arrival.chosen.as_ref().map(|(option, _)| option.as_str());
    let form = |most: usize, is_shown: &dyn Fn(&Choice) -> bool| {
        let mut lines = vec![heading.clone()];
        lines.extend(indented(&text, wide, theme.style(Slot::Text), most));
        lines.extend(options(inject, chosen, is_shown, wide, theme));
        lines
    };
    let mut whole = form(usize::MAX, &|_| true);
    if let Some((_, hint)) = &arrival.hinted {
        whole.extend(indented(&format!("hint: {}", visible(hint)), wide, theme.style(Slot::Finding), usize::MAX));
    }
    Some(Block {
        whole,
        brief: form(1, &|option| chosen.map_or(standing.waits(), |chosen| chosen == option.id)),
        waits: standing.waits(),
    })
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
fn options(
    inject: &Inject,
    chosen: Option<&str>,
    is_shown: &dyn Fn(&Choice) -> bool,
    wide: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = usize::MAX;
    for (letter, option) in ('a'..).zip(&inject.options).filter(|(_, option)| is_shown(option)) {
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
