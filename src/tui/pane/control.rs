//! The controller's view of an exercise: every inject with what it awaits and when it comes, what is really wrong, and
//! what comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::injects::{indented, source};
use super::{frame, row, stack};
use crate::drill::Play;
use crate::drill::play::Awaited;
use crate::drill::scenario::{Action, Condition, Inject, InjectKind};
use crate::incident::Time;
use crate::incident::span::Span as Length;
use crate::incident::text::{one_line, visible};
use crate::tui::drill::{Drill, short};
use crate::tui::layout::inside;
use crate::tui::model::{Focus, Room};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme};

/// How many columns an inject's name takes, at least.
const NAME: usize = 4;

/// Draws all injects.
pub fn injects(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(drill) = &room.drill else { return };
    let Some(play) = drill.play(&room.state) else { return };
    let focused = room.focus == Focus::Injects;
    let (came, all) = (play.exercise.arrivals().len(), drill.scenario.injects.len());
    let remark = Line::styled(format!(" {came}/{all} "), theme.style(Slot::Dim));
    let inner = frame(area, "Injects", vec![remark], focused, theme, buffer);
    let blocks = blocks(drill, &play, room, now, inner, theme);
    let shown = stack::around(&blocks, drill.chosen, inner.height as usize);
    stack::draw(&shown, focused.then_some(drill.chosen), inner, theme, buffer);
}

/// Every inject as rows: a heading, and under the chosen one all that is known of it.
pub fn blocks(
    drill: &Drill,
    play: &Play<'_>,
    room: &Room,
    now: Time,
    inner: Rect,
    theme: &Theme,
) -> Vec<Vec<Line<'static>>> {
    let wide = inner.width as usize;
    let lost = play.lost(now);
    let block = |(place, inject): (usize, &Inject)| {
        let chosen = place == drill.chosen;
        let state = match lost.contains(inject.id.as_str()) && !play.exercise.is_over() {
            true => "will not come".into(),
            false => place_in_time(play, inject, room, now),
        };
        let mut lines = vec![heading(play, inject, chosen, state, wide, theme)];
        if chosen {
            lines.extend(details(play, inject, room, now, wide, theme));
        }
        lines
    };
    drill.scenario.injects.iter().enumerate().map(block).collect()
}

fn heading(play: &Play<'_>, inject: &Inject, chosen: bool, state: String, wide: usize, theme: &Theme) -> Line<'static> {
    let came = play.exercise.arrival(&inject.id).is_some();
    let name = pad(&one_line(&inject.id), NAME.max(width(&inject.id)));
    let kind = match inject.kind {
        InjectKind::Inject => "",
        InjectKind::Information => "information, ",
        InjectKind::Facilitation => "facilitation, ",
        InjectKind::Contingency => "contingency, ",
    };
    let left = wide.saturating_sub(width(&name) + width(&state) + 4);
    let what = format!("{kind}{}: {}", inject.method.word(), one_line(&inject.synopsis));
    let style = if came { theme.style(Slot::Text) } else { theme.style(Slot::Dim) };
    vec![
        Span::styled(if chosen { "▸" } else { " " }, theme.loud(Slot::Focus)),
        Span::styled(if came { "●" } else { "○" }, theme.style(Slot::Status)),
        Span::styled(name, theme.loud(Slot::Text)),
        Span::styled(format!(" {}", pad(&what, left)), style),
        Span::raw(" "),
        Span::styled(state, if came { theme.style(Slot::Good) } else { theme.style(Slot::Warning) }),
    ]
    .into()
}

/// When it came, when it comes, what it waits for, or that it did not come by ENDEX.
fn place_in_time(play: &Play<'_>, inject: &Inject, room: &Room, now: Time) -> String {
    if let Some(arrival) = play.exercise.arrival(&inject.id) {
        return format!("came {}", room.state.lifecycle.zone().clock(arrival.at));
    }
    if play.exercise.is_over() {
        return "did not come".into();
    }
    if let Some(due) = play.due(inject, now) {
        return format!("due in {}", until(now, due));
    }
    let joined = |conditions: &[Condition], word: &str| {
        conditions.iter().map(ToString::to_string).collect::<Vec<_>>().join(word)
    };
    let waits = [joined(&inject.when, " and "), joined(&inject.when_any, " or ")];
    let waits: Vec<String> = waits.into_iter().filter(|words| !words.is_empty()).collect();
    if waits.is_empty() { "waits for you".into() } else { format!("waits for {}", waits.join(", and ")) }
}

fn until(now: Time, then: Time) -> String {
    short(Length::between(now, then).unwrap_or(Length::milliseconds(0)))
}

/// All that is known of an inject.
pub fn details(
    play: &Play<'_>,
    inject: &Inject,
    room: &Room,
    now: Time,
    wide: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let plain = |text: &str, slot: Slot| indented(text, wide, theme.style(slot), usize::MAX);
    let mut lines = plain(&format!("{}: {}", source(inject), visible(&inject.text)), Slot::Text);
    let awaited = play.awaited(inject);
    for (place, expectation) in inject.expectations.iter().enumerate() {
        let told = play.told(expectation);
        let what = visible(&told);
        let (sign, state, slot) = match awaited.get(place) {
            None => within(play, inject, place),
            Some(one) if one.expectation.action == Action::Manual => judged(play, one),
            Some(one) => met(play, one, room, now),
        };
        lines.extend(plain(&format!("{sign} {}. {what}{state}", place + 1), slot));
    }
    let chosen = play.exercise.arrival(&inject.id).and_then(|arrival| arrival.chosen.as_ref());
    for (letter, option) in ('a'..).zip(&inject.options) {
        let sign = if chosen.is_some_and(|(id, _)| *id == option.id) { "✓" } else { " " };
        let risky = if option.risky { " · risky" } else { "" };
        let check = |id: &String| play.scenario.check(id).map_or(id.clone(), |check| format!("\"{}\"", check.text));
        let needs = match option.needs.is_empty() {
            true => String::new(),
            false => format!(" · needs {}", option.needs.iter().map(check).collect::<Vec<_>>().join(", ")),
        };
        lines.extend(plain(
            &format!("{sign} {letter}) {}{risky}{}", visible(&option.label), visible(&needs)),
            Slot::Decision,
        ));
    }
    if let Some(hint) = &inject.hint {
        let arrival = play.exercise.arrival(&inject.id);
        let state = match arrival.map(|arrival| (arrival.hinted.as_ref(), hint.after.after(arrival.at))) {
            None => format!("after {}", hint.after.compact()),
            Some((Some((at, _)), _)) => format!("given {}", room.state.lifecycle.zone().clock(*at)),
            Some((None, from)) if from > now && play.exercise.terms.timed => format!("in {}", until(now, from)),
            Some((None, _)) => "can be given: h".into(),
        };
        lines.extend(plain(&format!("hint ({state}): {}", visible(&hint.text)), Slot::Finding));
    }
    lines
}

type Told = (&'static str, String, Slot);

/// What is awaited of an inject that has not come.
fn within(play: &Play<'_>, inject: &Inject, place: usize) -> Told {
    let within = inject.expectations[place].within(&play.scenario.exercise.targets);
    (" ", within.map(|within| format!(" · within {}", within.compact())).unwrap_or_default(), Slot::Dim)
}

fn judged(play: &Play<'_>, one: &Awaited<'_>) -> Told {
    match play.exercise.judgement(&one.inject.id, one.number) {
        Some((rating, note)) => {
            let note = note.as_ref().map(|note| format!(", {}", visible(note))).unwrap_or_default();
            ("✓", format!(" · rated {rating}{note}"), Slot::Good)
        }
        None => ("◌", " · m rates it".into(), Slot::Warning),
    }
}

fn met(play: &Play<'_>, one: &Awaited<'_>, room: &Room, now: Time) -> Told {
    let clock = |at| room.state.lifecycle.zone().clock(at);
    match (one.met, one.deadline) {
        (Some(met), _) if one.in_time() => ("✓", format!(" · met {}", clock(met.at)), Slot::Good),
        (Some(met), _) => ("!", format!(" · met late, {}", clock(met.at)), Slot::Warning),
        (None, _) if play.exercise.is_over() => ("✗", " · not met".into(), Slot::Danger),
        (None, Some(deadline)) if deadline < now => ("✗", format!(" · missed {}", clock(deadline)), Slot::Danger),
        (None, Some(deadline)) => ("◌", format!(" · due in {}", until(now, deadline)), Slot::Warning),
        (None, None) => ("◌", " · awaited".into(), Slot::Warning),
    }
}

/// Draws what is really wrong, and what the players know.
pub fn truth(room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(drill) = &room.drill else { return };
    let inner = frame(area, "Ground truth", Vec::new(), room.focus == Focus::Truth, theme, buffer);
    let (wide, height) = (inner.width as usize, inner.height as usize);
    let rows = truth_rows(drill, wide);
    let top = drill.top.min(rows.len().saturating_sub(height));
    for (number, text) in rows.iter().skip(top).take(height).enumerate() {
        let cut = number + 1 == height && top + height < rows.len();
        let text = if cut { fit(&format!("{text} …"), wide).into_owned() } else { text.clone() };
        Span::styled(text, theme.style(Slot::Text)).render(row(inner, number), buffer);
    }
}

/// What is really wrong in rows of such a width.
pub fn truth_rows(drill: &Drill, wide: usize) -> Vec<String> {
    let exercise = &drill.scenario.exercise;
    let mut text = visible(&exercise.ground_truth_told()).into_owned();
    if !exercise.situation.is_empty() {
        text.push_str(&format!("\nThe players know: {}", visible(&exercise.situation_told())));
    }
    wrap(&text, wide).map(str::to_owned).collect()
}

/// The last row of the ground truth that can be the first one shown in a frame.
pub fn last_top(drill: &Drill, frame: Rect) -> usize {
    let inner = inside(frame);
    truth_rows(drill, inner.width as usize).len().saturating_sub(inner.height as usize)
}

/// Draws what comes next, soonest first.
pub fn coming(room: &Room, now: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(drill) = &room.drill else { return };
    let Some(play) = drill.play(&room.state) else { return };
    let inner = frame(area, "Next", Vec::new(), false, theme, buffer);
    let injects = play
        .coming(now)
        .filter_map(|(inject, due)| Some((due?, format!("{} {}", one_line(&inject.id), one_line(&inject.synopsis)))));
    let mut next: Vec<(Time, String)> = injects.collect();
    if play.exercise.terms.timed {
        next.push((play.exercise.endex(), "ENDEX".into()));
    }
    next.sort_by_key(|(due, _)| *due);
    let empty = match (play.exercise.is_over(), next.is_empty()) {
        (true, _) => Some("the exercise is over"),
        (false, true) => Some("nothing comes by itself"),
        _ => None,
    };
    if let Some(words) = empty {
        Span::styled(words, theme.style(Slot::Dim)).render(row(inner, 0), buffer);
        return;
    }
    for (number, (due, what)) in next.iter().take(inner.height as usize).enumerate() {
        let line = format!("{:>7}  {what}", until(now, *due));
        let style = if number == 0 { theme.loud(Slot::Text) } else { theme.style(Slot::Dim) };
        Span::styled(fit(&line, inner.width as usize).into_owned(), style).render(row(inner, number), buffer);
    }
}
