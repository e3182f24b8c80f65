//! Drawing what lies over the screen.

use std::iter::repeat_n;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::layer::{Form, Item, Layer, List, Page, PageLine};
use super::model::Model;
use super::text::{fit, width, wrap, wrapped_height};
use super::theme::{Slot, Theme};
use crate::incident::text::{one_line, visible};

/// The frame of the layer on top.
pub fn area(model: &Model) -> Rect {
    let screen = model.whole();
    let (width, height) = match model.layers.last() {
        None | Some(Layer::Review(_) | Layer::HotWash(_)) => return Rect::default(),
        Some(Layer::Page(page)) => {
            let widest = page.lines.iter().map(|line| width(&one_line(&line.text))).max().unwrap_or(0).clamp(40, 96);
            let inner = widest.min(wide(screen) as usize - 4.min(wide(screen) as usize));
            let rows = |line: &PageLine| wrapped_height(&visible(&line.text), inner).max(1);
            (widest + 4, page.lines.iter().map(rows).sum::<usize>() + 2)
        }
        Some(Layer::List(list)) => {
            let widest = list.items.iter().map(|item| width(&one_line(&item.label)) + width(&one_line(&item.hint)) + 4);
            let widest = widest.max().unwrap_or(0).clamp(36, 92);
            let inner = widest.min((wide(screen) as usize).saturating_sub(4));
            let tallest = list.items.iter().map(|item| tall(item, inner)).max().unwrap_or(1);
            (widest + 4, list.items.len() + 3 + tallest)
        }
        Some(Layer::Form(form)) => (76, form.fields.len() * 2 + 4),
    };
    let tall = screen.height.saturating_sub(if screen.height > 20 { 4 } else { 0 });
    screen.centered(
        ratatui::layout::Constraint::Length((width as u16).min(wide(screen))),
        ratatui::layout::Constraint::Length((height as u16).min(tall)),
    )
}

/// How wide a layer may be.
fn wide(screen: Rect) -> u16 {
    screen.width.saturating_sub(if screen.width > 60 { 4 } else { 0 })
}

/// The rows inside the frame of the layer on top that hold its lines.
pub fn rows(model: &Model) -> Rect {
    let frame = area(model);
    let inner = Rect {
        x: (frame.x + 2).min(frame.right()),
        y: (frame.y + 1).min(frame.bottom()),
        width: frame.width.saturating_sub(4),
        height: frame.height.saturating_sub(2),
    };
    match model.layers.last() {
        Some(Layer::List(_)) => {
            let head = inner.height.min(2);
            Rect { y: inner.y + head, height: inner.height - head, ..inner }
        }
        _ => inner,
    }
}

/// The first of a list's lines that is shown, so that the marked one is.
pub fn first_shown(selected: usize, height: usize) -> usize {
    selected.saturating_sub(height.saturating_sub(1))
}

/// How many rows a line of a list takes while it is marked: then it is shown whole.
fn tall(item: &Item, wide: usize) -> usize {
    wrapped_height(&one_line(&item.label), wide.saturating_sub(2)).max(1)
}

/// The lines of a list that stand in its rows, from the top.
pub fn in_rows(list: &List, rows: Rect) -> impl Iterator<Item = usize> {
    let marked = list.chosen().map_or(1, |item| tall(item, rows.width as usize));
    let first = first_shown(list.selected + marked - 1, rows.height as usize).min(list.selected);
    let times = move |place: usize| if place == list.selected { marked } else { 1 };
    (first..list.found.len()).flat_map(move |place| repeat_n(place, times(place))).take(rows.height as usize)
}

/// Draws the layer on top; tells where the cursor stands.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let layer = model.layers.last()?;
    let theme = &model.theme;
    let frame = area(model);
    if frame.is_empty() {
        return None;
    }
    Clear.render(frame, buffer);
    let title = match layer {
        Layer::List(list) => &list.title,
        Layer::Form(form) => &form.title,
        Layer::Page(page) => &page.title,
        Layer::Review(_) | Layer::HotWash(_) => return None,
    };
    let title = format!(" {} ", fit(&one_line(title), frame.width.saturating_sub(4) as usize));
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.style(Slot::Focus))
        .title(Span::styled(title, theme.loud(Slot::Focus)))
        .render(frame, buffer);
    let inner = rows(model);
    match layer {
        Layer::List(list) => Some(draw_list(list, inner, theme, buffer)),
        Layer::Form(form) => draw_form(form, inner, theme, buffer),
        Layer::Page(page) => {
            draw_page(page, inner, theme, buffer);
            None
        }
        Layer::Review(_) | Layer::HotWash(_) => None,
    }
}

fn draw_list(list: &List, rows: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let (text, column) = list.wanted.window(rows.width.saturating_sub(2) as usize);
    let top = rows.y.saturating_sub(2);
    let line = Line::from(vec![Span::styled("› ", theme.loud(Slot::Focus)), Span::raw(text)]);
    line.render(Rect { y: top, height: 1, ..rows }, buffer);
    if list.found.is_empty() {
        let words = match list.free {
            Some(_) => "Enter takes the name as written",
            None => "nothing fits",
        };
        Span::styled(words, theme.style(Slot::Dim)).render(Rect { height: rows.height.min(1), ..rows }, buffer);
    }
    let wide = rows.width as usize;
    let labels = list.items.iter().map(|item| width(&one_line(&item.label)) + 2).max().unwrap_or(0);
    let labels_at = (labels * 5 <= wide * 2).then_some(labels);
    let mut before = None;
    for (row, line) in in_rows(list, rows).enumerate() {
        // The rest of the marked line was drawn with its first row.
        if before.replace(line) == Some(line) {
            continue;
        }
        let (place, fits) = &list.found[line];
        let below = Rect { y: rows.y + row as u16, height: rows.height - row as u16, ..rows };
        draw_item(&list.items[*place], fits, line == list.selected, labels_at, below, theme, buffer);
    }
    Position::new((rows.x + 2 + column).min(rows.right().saturating_sub(1)), top)
}

/// Draws one line at the top of an area: whole if it is marked, else as much as fits in one row.
fn draw_item(
    item: &Item,
    fits: &[u32],
    is_marked: bool,
    labels: Option<usize>,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let wide = area.width as usize;
    let plain = if item.refusal.is_some() { theme.style(Slot::Dim) } else { theme.style(Slot::Text) };
    let text = one_line(&item.label);
    let label = width(&text) + 2;
    let sign = Span::styled(if is_marked { "▸ " } else { "  " }, theme.loud(Slot::Focus));
    if is_marked {
        let height = (tall(item, wide) as u16).min(area.height);
        buffer.set_style(Rect { height, ..area }, theme.selection());
    }
    if label > wide && is_marked {
        for (number, line) in wrap(&text, wide.saturating_sub(2)).take(area.height as usize).enumerate() {
            let sign = if number == 0 { sign.clone() } else { Span::raw("  ") };
            let at = Rect { y: area.y + number as u16, height: 1, ..area };
            Line::from(vec![sign, Span::styled(line.to_owned(), plain)]).render(at, buffer);
        }
        return;
    }
    let mut spans = vec![sign];
    match label > wide {
        true => spans.extend(lit(&fit(&text, wide.saturating_sub(2)), fits, plain, theme)),
        false => spans.extend(lit(&item.label, fits, plain, theme)),
    }
    let hint = item.refusal.as_deref().unwrap_or(&item.hint);
    let room = wide.saturating_sub(labels.unwrap_or(label) + 2);
    if room > 3 {
        let hint = fit(&one_line(hint), room).into_owned();
        let gap = labels.map_or(wide.saturating_sub(width(&hint)), |labels| labels + 2);
        spans.push(Span::raw(" ".repeat(gap.saturating_sub(label).max(2))));
        spans.push(Span::styled(hint, theme.style(Slot::Dim)));
    }
    Line::from(spans).render(Rect { height: area.height.min(1), ..area }, buffer);
}

/// A label with the characters that fit the search lit.
fn lit<'a>(label: &str, fits: &[u32], plain: Style, theme: &Theme) -> Vec<Span<'a>> {
    if fits.is_empty() {
        return vec![Span::styled(one_line(label).into_owned(), plain)];
    }
    let found = theme.loud(Slot::Focus).add_modifier(Modifier::UNDERLINED);
    let mut spans: Vec<Span> = Vec::new();
    for (place, letter) in label.chars().enumerate() {
        let style = if fits.binary_search(&(place as u32)).is_ok() { found } else { plain };
        let mut text = [0; 4];
        let letter = one_line(letter.encode_utf8(&mut text)).into_owned();
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&letter),
            _ => spans.push(Span::styled(letter, style)),
        }
    }
    spans
}

fn draw_form(form: &Form, inner: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    let label_width = form.fields.iter().map(|field| width(field.label)).max().unwrap_or(0) + 2;
    let footer = 1.min(inner.height);
    let body = inner.height - footer;
    let per_field = if body as usize >= form.fields.len() * 2 { 2 } else { 1 };
    let fitting = (body / per_field).max(1) as usize;
    let first = first_shown(form.focus, fitting);
    for (row, (place, field)) in form.fields.iter().enumerate().skip(first).take(fitting).enumerate() {
        let y = inner.y + row as u16 * per_field;
        let focused = place == form.focus;
        let label = if focused { theme.loud(Slot::Focus) } else { theme.style(Slot::Dim) };
        let at = Rect { y, height: 1, ..inner };
        Span::styled(fit(field.label, inner.width as usize).into_owned(), label).render(at, buffer);
        let value = Rect {
            x: (inner.x + label_width as u16).min(inner.right()),
            width: inner.width.saturating_sub(label_width as u16),
            ..at
        };
        if field.options.is_empty() {
            let (text, column) = field.value.window(value.width as usize);
            if field.value.is_empty() && per_field == 1 {
                let hint = fit(&field.hint, value.width as usize).into_owned();
                Span::styled(hint, theme.style(Slot::Dim)).render(value, buffer);
            }
            Span::raw(text).render(value, buffer);
            buffer.set_style(value, Style::new().add_modifier(Modifier::UNDERLINED));
            if focused {
                cursor = Some(Position::new((value.x + column).min(inner.right().saturating_sub(1)), y));
            }
        } else {
            let all: usize = field.options.iter().map(|option| width(option) + 3).sum();
            let fits = all <= value.width as usize + 1;
            let shown = field.options.iter().filter(|option| fits || **option == field.value.text());
            let words = shown.flat_map(|option| {
                let style = match *option == field.value.text() {
                    true if focused => theme.badge(Slot::Focus),
                    true => theme.loud(Slot::Text).add_modifier(Modifier::UNDERLINED),
                    false => theme.style(Slot::Dim),
                };
                [Span::styled(format!(" {option} "), style), Span::raw(" ")]
            });
            Line::from_iter(words).render(value, buffer);
        }
        if per_field == 2 && focused {
            let hint = if field.options.is_empty() { field.hint.as_str() } else { "← → choose" };
            let below = Rect { y: y + 1, height: 1, ..value };
            let hint = fit(hint, below.width as usize).into_owned();
            Span::styled(hint, theme.style(Slot::Dim)).render(below, buffer);
        }
    }
    let last = Rect { y: inner.bottom().saturating_sub(footer), height: footer, ..inner };
    let (words, style) = match (&form.error, form.sent) {
        (_, Some(_)) => ("saving …".to_owned(), theme.style(Slot::Dim)),
        (Some(why), _) => (one_line(why).into_owned(), theme.loud(Slot::Warning)),
        (None, None) if form.fields.len() > 1 => {
            ("Enter next / send   Ctrl-S send   Esc back".to_owned(), theme.style(Slot::Dim))
        }
        (None, None) => ("Enter send   Esc back".to_owned(), theme.style(Slot::Dim)),
    };
    let lines: Vec<&str> = wrap(&words, inner.width.max(1) as usize).collect();
    let up = (lines.len() as u16).min(if form.error.is_some() { inner.height } else { 1 });
    for (row, line) in lines.iter().take(up as usize).enumerate() {
        let y = last.bottom().saturating_sub(up) + row as u16;
        let at = Rect { y, height: 1.min(inner.height), ..inner };
        Clear.render(at.intersection(inner), buffer);
        Span::styled((*line).to_owned(), style).render(at.intersection(inner), buffer);
    }
    cursor
}

fn draw_page(page: &Page, inner: Rect, theme: &Theme, buffer: &mut Buffer) {
    let wide = inner.width.max(1) as usize;
    let texts: Vec<_> = page.lines.iter().map(|line| (visible(&line.text), line.strong.clone())).collect();
    let all = texts.iter().flat_map(|(text, strong)| {
        let start = text.as_ptr() as usize;
        let rows: Vec<&str> = wrap(text, wide).collect();
        rows.into_iter().map(move |row| {
            let from = row.as_ptr() as usize - start;
            let cut = strong.end.saturating_sub(from).min(row.len());
            let cut = if strong.start <= from { row.floor_char_boundary(cut) } else { 0 };
            row.split_at(cut)
        })
    });
    let rows: Vec<(&str, &str)> = all.collect();
    let top = page.top.min(rows.len().saturating_sub(inner.height as usize));
    for (row, (strong, plain)) in rows.iter().skip(top).take(inner.height as usize).enumerate() {
        let at = Rect { y: inner.y + row as u16, height: 1, ..inner };
        let line = Line::from(vec![Span::styled(*strong, theme.loud(Slot::Focus)), Span::raw(*plain)]);
        line.render(at, buffer);
    }
    let below = rows.len().saturating_sub(top + inner.height as usize);
    if inner.height > 0 && (below > 0 || top > 0) {
        let words = if below > 0 { format!(" {below} more ↓ ") } else { " end ".to_owned() };
        let x = (inner.right() + 1).saturating_sub(width(&words) as u16);
        let at = Rect { x, y: inner.bottom(), width: width(&words) as u16, height: 1 };
        Span::styled(words, theme.style(Slot::Dim)).render(at.intersection(buffer.area), buffer);
    }
}
