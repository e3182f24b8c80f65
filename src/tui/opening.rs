//! While a long incident is being read: what can be said of it at once, its newest lines first of all.

use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::begun;
use super::layer::Layer;
use super::model::{Model, Screen};
use super::pane::row;
use super::text::{fit, pad, tail};
use super::theme::{Slot, Theme};
use crate::incident::lifecycle::severity_word;
use crate::incident::text::one_line;
use crate::incident::zone::Zone;
use crate::incident::{Time, fold};
use crate::journal::shelf::{Listed, Shelf};
use crate::journal::{JOURNAL, Journal};

/// How much of the journal's end is looked at. Less than that is read as fast as it can be looked at.
const TAIL: u64 = 1 << 16;

/// The screen until the room is there.
#[derive(Debug, Default)]
pub struct Opening {
    /// What was seen at once; nothing of an incident that is read at once.
    pub glimpse: Option<Box<Glimpse>>,
    /// What was typed meanwhile: it is for the room.
    pub typed: Vec<Event>,
}

/// What is known of an incident before its journal is read.
#[derive(Debug)]
pub struct Glimpse {
    cover: Listed,
    lines: Vec<Newest>,
}

#[derive(Debug)]
struct Newest {
    occurred: Time,
    by: String,
    text: String,
}

impl Glimpse {
    /// Looks at an incident; `None` if it is short, or if nothing certain can be said of it without reading it.
    pub fn of(shelf: &Shelf, id: &str) -> Option<Glimpse> {
        let folder = shelf.incident(id)?;
        if std::fs::metadata(folder.join(JOURNAL)).ok()?.len() <= TAIL {
            return None;
        }
        let cover = shelf.glance(id)?;
        let records = Journal::open(&folder).ok()?.newest(TAIL).ok()?;
        let state = fold(records);
        let newest = state.timeline.in_order().map(|entry| Newest {
            occurred: entry.occurred,
            by: one_line(entry.actor()).into_owned(),
            text: one_line(entry.text()).into_owned(),
        });
        Some(Glimpse { lines: newest.collect(), cover })
    }
}

impl Model {
    /// The layer that takes the keys: the last one. A declaration that was sent off takes none while its incident is being
    /// opened: what is typed then is for the room.
    pub fn top(&self) -> Option<&Layer> {
        let waits = |layer: &Layer| matches!(layer, Layer::Form(form) if form.sent.is_some());
        self.layers.last().filter(|layer| !(matches!(self.screen, Screen::Opening(_)) && waits(layer)))
    }
}

/// Draws the screen; what is typed meanwhile stands at its foot.
pub fn draw(model: &Model, opening: &Opening, area: Rect, buffer: &mut Buffer) {
    let (theme, typed) = (&model.theme, begun::line(model));
    let line = Constraint::Length(u16::from(!typed.is_empty()));
    let [area, line] = Layout::vertical([Constraint::Min(0), line]).areas(area);
    let typed = one_line(&typed);
    let typed = tail(&typed, usize::from(line.width).saturating_sub(3));
    Span::styled(format!(" › {typed}"), theme.style(Slot::Text)).render(line, buffer);
    let Some(Glimpse { cover, lines }) = opening.glimpse.as_deref() else {
        return Span::styled("Opening …", theme.style(Slot::Dim)).render(area, buffer);
    };
    let [head, body, foot] =
        Layout::vertical([Constraint::Length(2), Constraint::Min(0), Constraint::Length(1)]).areas(area);
    buffer.set_style(head, theme.header());
    let mut words = vec![Span::raw(" ")];
    if let Some(level) = cover.severity {
        words.push(Span::styled(format!(" {} ", severity_word(level)), theme.badge(Theme::severity(level))));
    }
    let status = format!(" {} ", cover.status.word().to_uppercase());
    words.extend([
        Span::styled(format!(" {}  ", one_line(&cover.title)), theme.loud(Slot::Text)),
        Span::styled(status, theme.badge(Theme::status(cover.status))),
    ]);
    Line::from(words).render(row(head, 0), buffer);
    let zone = Zone::named(&cover.zone).unwrap_or_else(|_| Zone::utc());
    let shown = lines.len().min(body.height.into());
    for (place, line) in lines[lines.len() - shown..].iter().enumerate() {
        let clock = format!(" {}  ", zone.clock(line.occurred));
        let rest = (body.width as usize).saturating_sub(clock.len() + 11);
        let spans = vec![
            Span::styled(clock, theme.style(Slot::Dim)),
            Span::styled(pad(&line.by, 10) + " ", theme.style(Slot::Person)),
            Span::styled(fit(&line.text, rest).into_owned(), theme.style(Slot::Text)),
        ];
        Line::from(spans).render(row(body, body.height as usize - shown + place), buffer);
    }
    let words = " The newest lines; the rest is being read …";
    Span::styled(fit(words, foot.width.into()).into_owned(), theme.style(Slot::Dim)).render(foot, buffer);
}
