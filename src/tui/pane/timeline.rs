//! The timeline: what happened, in the order in which it happened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{frame, row};
use crate::incident::text::one_line;
use crate::incident::timeline::Entry;
use crate::incident::zone::Zone;
use crate::incident::{Time, clock_jump};
use crate::tui::layout::{Columns, beside};
use crate::tui::model::{Focus, Pending, Room};
use crate::tui::text::{fit, pad, width, wrap};
use crate::tui::theme::{Slot, Theme, mark};
use crate::tui::timeline::{TALLEST, excerpt, rows, stretch};

/// Draws the pane.
pub fn draw(room: &Room, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let view = &room.timeline;
    let mut title = String::from("Timeline");
    if let Some(filter) = &view.filter {
        title.push_str(&format!(" · {}", one_line(&filter.title())));
    }
    if let Some(wanted) = &view.find {
        title.push_str(&format!(" · finding \"{}\"", one_line(wanted)));
    }
    let count = view.len(&room.state);
    let remark = match (view.follow, view.unseen) {
        (false, 0) if count > 0 => Span::styled(format!(" {} of {count} ", view.selected + 1), theme.style(Slot::Dim)),
        (false, unseen) if unseen > 0 => Span::styled(format!(" ↓ {unseen} new "), theme.badge(Slot::Focus)),
        _ => Span::styled(format!(" {count} "), theme.style(Slot::Dim)),
    };
    let focused = room.focus == Focus::Timeline;
    let inner = frame(area, &title, vec![Line::from(remark)], focused, theme, buffer);
    let (marked, inner) = (inner, beside(view.mark, inner));
    let waiting = draw_waiting(room, inner, theme, buffer);
    let inner = Rect { height: inner.height - waiting, ..inner };
    if count == 0 {
        let words =
            if view.filter.is_some() { "Nothing fits the filter (F changes it)" } else { "Nothing was logged yet" };
        Span::styled(words, theme.style(Slot::Dim)).render(row(inner, 0), buffer);
    }
    let columns = Columns::of(inner.width);
    let mut y = usize::from(count == 0);
    for item in Window::new(room, inner.height as usize, columns.text) {
        match item {
            Item::Day(at) => draw_day(room, at, row(inner, y), theme, buffer),
            Item::Entry { place, entry, rows } => {
                let at = Rect { height: rows as u16, ..row(inner, y) }.intersection(inner);
                if focused && place == view.selected {
                    buffer.set_style(at, theme.selection());
                }
                draw_entry(room, entry, at, columns, theme, buffer);
                y += rows - 1;
            }
        }
        y += 1;
    }
    let below = marked.height.saturating_sub(waiting) as usize;
    for number in (0..y.min(below)).chain(below..marked.height as usize) {
        let word = fit(view.mark, marked.width as usize);
        Span::styled(word, theme.style(Slot::Warning).add_modifier(Modifier::DIM)).render(row(marked, number), buffer);
    }
}

/// The entry that stands in a row of the pane's inside.
pub fn place_at(room: &Room, inner: Rect, wanted: usize) -> Option<usize> {
    let mut y = 0;
    for item in Window::new(room, inner.height as usize, Columns::of(beside(room.timeline.mark, inner).width).text) {
        match item {
            Item::Day(_) => y += 1,
            Item::Entry { place, rows, .. } => {
                y += rows;
                if wanted < y {
                    return Some(place);
                }
            }
        }
    }
    None
}

enum Item<'a> {
    Day(Time),
    Entry { place: usize, entry: &'a Entry, rows: usize },
}

/// What is in the window, from its top on: entries, and a separator before each new day.
struct Window<'a> {
    room: &'a Room,
    place: usize,
    left: usize,
    width: usize,
    days: bool,
    announced: bool,
}

impl<'a> Window<'a> {
    fn new(room: &'a Room, height: usize, width: usize) -> Self {
        let days = room.timeline.several_days(&room.state);
        Window { room, place: room.timeline.top, left: height, width, days, announced: false }
    }
}

impl<'a> Iterator for Window<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        if self.left == 0 {
            return None;
        }
        let view = &self.room.timeline;
        let entry = view.get(&self.room.state, self.place)?;
        let day = |entry: &Entry| stretch(&self.room.state, entry);
        let before = self.place.checked_sub(1).and_then(|place| view.get(&self.room.state, place));
        let new_day = self.place == view.top || before.is_some_and(|before| day(before) != day(entry));
        if self.days && new_day && !self.announced {
            self.announced = true;
            self.left -= 1;
            return Some(Item::Day(entry.occurred));
        }
        let rows = rows(entry, self.width).min(self.left);
        let item = Item::Entry { place: self.place, entry, rows };
        self.left -= rows;
        self.place += 1;
        self.announced = false;
        Some(item)
    }
}

fn draw_day(room: &Room, at: Time, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let zone = room.state.lifecycle.zone();
    let words = format!("── {} {} {} ", zone.weekday(at), zone.date(at), zone.label(at));
    let rest = (area.width as usize).saturating_sub(words.chars().count());
    let line = words + &"─".repeat(rest);
    Span::styled(line, theme.style(Slot::Border).add_modifier(Modifier::BOLD)).render(area, buffer);
}

fn draw_entry(room: &Room, entry: &Entry, area: Rect, columns: Columns, theme: &Theme, buffer: &mut Buffer) {
    let struck = entry.struck();
    let kind = theme.kind(entry.kind);
    let text_style = match (struck, entry.said) {
        (Some(_), _) => theme.style(Slot::Dim).add_modifier(Modifier::CROSSED_OUT),
        (None, false) => theme.style(Slot::Automatic),
        (None, true) => theme.style(Slot::Text),
    };
    let detail = entry.detail();
    let late = match detail.is_some_and(|detail| detail.about) {
        true => "~",
        false if entry.backdated() => "↶",
        false => " ",
    };
    let clock = room.state.lifecycle.zone().clock(entry.occurred);
    let mut head = vec![
        Span::styled(clock, theme.style(Slot::Dim)),
        Span::styled(late, theme.style(Slot::Warning)),
        Span::styled(mark(entry.kind), kind),
        Span::raw(" "),
    ];
    if columns.kind > 0 {
        head.push(Span::styled(pad(entry.kind.word(), columns.kind), kind));
    }
    if columns.who > 0 {
        head.push(Span::styled(pad(&one_line(entry.actor()), columns.who - 1) + " ", theme.style(Slot::Person)));
    }
    head.push(if entry.key() { Span::styled("★", theme.loud(Slot::Star)) } else { Span::raw(" ") });
    let head_width = Columns::FIXED + columns.kind + columns.who;
    Line::from(head).render(Rect { width: area.width.min(head_width as u16), ..row(area, 0) }, buffer);
    let text_area = Rect {
        x: area.x.saturating_add(head_width as u16).min(area.right()),
        width: area.width.saturating_sub(head_width as u16),
        ..area
    };
    let text = excerpt(entry, columns.text);
    let all: Vec<&str> = wrap(&text, columns.text).take(TALLEST + 1).collect();
    let fitting = (area.height as usize).min(TALLEST);
    for (number, line) in all.iter().take(fitting).enumerate() {
        let at = row(text_area, number);
        found(line, room.timeline.find.as_deref(), text_style, theme).render(at, buffer);
    }
    draw_remarks(entry, &all, fitting, text_area, room.state.lifecycle.zone(), theme, buffer);
}

/// What else is to be said of an entry, behind its last line: that there is more, that it was edited or struck.
fn draw_remarks(
    entry: &Entry,
    lines: &[&str],
    fitting: usize,
    area: Rect,
    zone: &Zone,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let last = lines.len().min(fitting).saturating_sub(1);
    let used = lines.get(last).map_or(0, |line| width(line));
    let mut remarks = String::new();
    if lines.len() > fitting {
        remarks.push_str(" … Enter: all of it");
    }
    if let Some(until) = entry.detail().and_then(|detail| detail.until) {
        remarks.push_str(&format!(" (until {})", zone.clock(until)));
    }
    if entry.overruled {
        remarks.push_str(" (corrected since)");
    }
    if entry.edited() {
        remarks.push_str(" ✎");
    }
    if entry.contested() {
        remarks.push_str(" CONTESTED");
    }
    if let Some(back) = entry.clock_back {
        // What was written comes first; the details say how far.
        let sentence = format!(" ({})", clock_jump::sentence(back));
        let fits = used + width(&remarks) + width(&sentence) <= area.width.into();
        remarks.push_str(if fits { &sentence } else { " (clock went back)" });
    }
    if let Some(struck) = entry.struck() {
        remarks.push_str(&format!(" struck: {}", one_line(&struck.why)));
    }
    if remarks.is_empty() || area.width < 2 {
        return;
    }
    let room = width(&fit(&remarks, area.width as usize));
    let x = used.min((area.width as usize).saturating_sub(room)) as u16;
    if usize::from(x) < used && lines.len() <= fitting {
        // The end of the text lies under them.
        remarks.replace_range(..1, "…");
    }
    let words = fit(&remarks, area.width as usize).into_owned();
    let at = row(area, last);
    let at = Rect { x: at.x + x, width: at.width - x, ..at };
    Span::styled(words, theme.style(Slot::Warning).remove_modifier(Modifier::CROSSED_OUT)).render(at, buffer);
}

/// A line with the searched text lit.
fn found<'a>(line: &'a str, wanted: Option<&str>, style: Style, theme: &Theme) -> Line<'a> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty() && line.is_ascii()) else {
        return Line::styled(line, style);
    };
    let (mut rest, mut spans) = (line, Vec::new());
    let wanted = wanted.to_ascii_lowercase();
    while let Some(at) = rest.to_ascii_lowercase().find(&wanted) {
        let (before, from) = rest.split_at(at);
        let (hit, after) = from.split_at(wanted.len());
        spans.extend([Span::styled(before, style), Span::styled(hit, style.patch(theme.found()))]);
        rest = after;
    }
    spans.push(Span::styled(rest, style));
    Line::from(spans)
}

/// Lines that are not on disk, at the foot of the pane; tells how many rows they take.
fn draw_waiting(room: &Room, inner: Rect, theme: &Theme, buffer: &mut Buffer) -> u16 {
    let waiting: Vec<(&Pending, bool)> = (room.unsaved.iter().map(|pending| (pending, true)))
        .chain(room.saving.iter().map(|pending| (pending, false)))
        .collect();
    let shown = waiting.len().min(inner.height as usize / 2);
    for (number, (pending, refused)) in waiting.iter().rev().take(shown).rev().enumerate() {
        let at = row(inner, inner.height as usize - shown + number);
        let (word, style) = if *refused {
            (" NOT SAVED ", theme.badge(Slot::Danger))
        } else {
            (" saving … ", theme.style(Slot::Dim))
        };
        let text = one_line(&pending.text);
        let text = fit(&text, (at.width as usize).saturating_sub(width(word) + 1)).into_owned();
        let line =
            Line::from(vec![Span::styled(word, style), Span::raw(" "), Span::styled(text, theme.style(Slot::Text))]);
        line.render(at, buffer);
    }
    shown as u16
}
